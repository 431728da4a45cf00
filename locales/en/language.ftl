# Names of languages in English.
language-no-tag = “{ $said }” is not the tag of a language. Tags have two or three letters, such as fr or sw.
