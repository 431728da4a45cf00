# Search over everything that is public.
search-title = Search
search-words = Words to look for
search-go = Search
search-help = Laws, provisions, processes, drafts and statements, in any language. "Words in quotation marks" stand side by side; label* begins so; Article 50(4) is a citation.
search-narrow = Narrow down
search-place = Place
search-topic = Topic
search-in = Language of the text
search-any = Any
search-count = { $number ->
    [0] Nothing was found.
    [one] One result.
   *[other] { $number } results.
}
search-matching-similar = No text has exactly these words; these have similar ones.
search-matching-some = No text has all of these words; these have some of them.
search-lacking = { $number ->
    [one] Only the first has all of your words; the others lack one.
   *[other] Only the first { $number } have all of your words; the others lack one.
}
search-none = Try fewer words, or words in another language: most laws are described in English, with their topics in Korean, Chinese and Arabic too.
search-kinds = Kinds of results
search-kind-all = Everything
search-kind-instrument = Laws and texts
search-kind-provision = Provisions
search-kind-process = Processes
search-kind-article = Draft articles
search-kind-statement = Statements
search-kind-harm = Reports of harm
search-kind-page = Pages
search-one-instrument = Law or text
search-one-provision = Provision
search-one-process = Process
search-one-article = Article of a draft
search-one-statement = Statement
search-one-harm = Report of harm
search-one-page = Page
search-wrong-no-word = Write at least one word; signs alone cannot be looked for.
search-wrong-too-long = That is { $number } characters; at most 200 can be looked for.
search-wrong-too-many = Those are { $number } words and phrases; at most 16 can be looked for at once.
search-wrong-open-quote = The quotation mark at character { $number } is never closed.
search-wrong-short-prefix = “{ $word }*” is too short: write at least two letters before the star.
search-wrong-value = “{ $value }” means nothing here as { $name ->
    [place] a place
    [topic] a topic
    [kind] a kind of result
   *[other] a language
 }, so nothing was looked for.
search-in-place = No text has all of these words. These hold in { $place } and have the other words.
search-law = What is law in { $place }
search-law-on = What is law in { $place } on { $topic }
