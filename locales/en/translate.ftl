translate-title = Translations
translate-lead = People say here in other languages what the charter, the draft and the statements say. What they write binds nobody: where the process promises a language, its secretariat says it in the charter and in the draft.
translate-left = { $left ->
    [0] All { $all } texts can be read.
   *[other] { $left } of { $all } texts lack a translation, or were changed since.
}
translate-other = Another language, by its tag
translate-into = Into { $language }
translate-part-open = To do
translate-part-made = Done
translate-nothing = Nothing stands here.
translate-take = Take it
translate-go-on = Go on
translate-release = Give it back
translate-mine = You have it until
translate-held = { $name } is at it until
translate-not-taken = Somebody else has taken it meanwhile, or you have twenty already.
translate-taken-by-another = Somebody else is at this text now. What you wrote stands below; send it when they have given it back.
translate-changed = The original was changed since.
translate-original = The original ({ $language })
translate-stands = What stands in { $language }
translate-by = Translated by { $name }
translate-by-program = Translated by { $program }, entered by { $name }
translate-unread = nobody else has read it beside the original
translate-read-by = read beside the original by
translate-review = I have read it beside the original and answer for it
translate-words = The same in { $language }
translate-program = If a program made it: its name and version
translate-program-hint = Leave it blank for your own words.
translate-send = Send the translation
