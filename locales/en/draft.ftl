# The draft.
draft-none-yet = No draft has been published yet.
draft-steps = This version does not say the same in all its languages:
draft-steps-more = { $count ->
    [one] and one place more
   *[other] and { $count } places more
}
draft-steps-missing = is missing in { $language }
draft-steps-extra = stands in { $language } only
draft-steps-kind = is another kind of part in { $language } than in { $first }
draft-steps-place = stands below another part in { $language } than in { $first }
draft-steps-order = stands in another order in { $language } than in { $first }
draft-steps-number = bears another number in { $language } than in { $first }
draft-steps-by-place = has no number, and was laid beside the part in { $first } by its place alone
draft-steps-silent = has words in only one of { $first } and { $language }
draft-steps-untranslated = has the words of { $first } in { $language }
draft-steps-not-updated = changed in { $first } and not in { $language }
draft-steps-changed-alone = changed in { $language } and not in { $first }
draft-unit-gone = A part that is not in this version
draft-unit-not-in = Version { $version } has no such part. It stands in an earlier or later one:
draft-unit-other-language = This version has the part in another language only:
draft-unit-taken-out-by = Version { $version } took it out, because of
draft-erased = The text of this version is not available in this language.
draft-version = Version { $version }
draft-versions = Versions
draft-languages = Languages of this text
draft-contents = Contents
draft-download = Take this text away as:
draft-as-pdf = PDF
draft-as-docx = Word
draft-as-xml = Akoma Ntoso (XML)
draft-as-html = HTML
draft-as-md = Markdown
draft-what-changed = What changed
draft-from-to = From version { $from } to version { $to }
draft-redline-none = Nothing in the words of the text changed.
draft-redline-language = One of these versions has no text in this language, so their words cannot be compared. Choose another language.
draft-compare-others = Compare two versions
draft-older = From
draft-newer = To
draft-compare = Show what changed
draft-neighbours = Before and after
draft-long-unit = Read this part on its own page
draft-unit-in = This part in { $language }
draft-unit-missing = This version has no such part in that language.
draft-standing = What this text is worth
draft-standing-authentic = Authentic: the very text that is drafted
draft-standing-official = Official: published by the drafters, but not the text that is drafted
draft-standing-reviewed = A translation that a person has reviewed
draft-standing-machine = A machine translation that nobody has reviewed
draft-standing-authentic-line = { $language }: an authentic text.
draft-standing-official-line = { $language }: an official text, but not the one that is drafted.
draft-standing-reviewed-line = { $language }: a translation, reviewed by { $by }.
draft-standing-machine-line = { $language }: a machine translation by { $by }, reviewed by nobody. It decides nothing.
draft-how-to-remark = Choose an article or a number to write a remark on it.
draft-cause = Led to by:
draft-cause-none = the record names none
draft-norms = As norms
draft-norms-lead = What each part of the draft would be, were it law: who must do what, what follows from a breach, and what is missing. A level stands only where a drafter has confirmed it.
draft-norms-count = { $coded ->
    [one] One part is coded
   *[other] { $coded } parts are coded
}, { $direct } of them with a sanction that strikes directly; { $open ->
    [0] none with a duty word is left.
    [one] one part still has to be coded.
   *[other] { $open } parts still have to be coded.
}
draft-norms-to-do = To do
draft-norms-adopted = This text was adopted in
draft-norm = As a norm
draft-norm-read = as read by rule: { $word }; not confirmed
draft-norm-stale = confirmed for other words; they have changed since
draft-norm-unknown-code = confirmed in codes that this library does not know
draft-norm-not-coded = Nobody has confirmed what this is as a norm, so its level is unknown.
draft-norm-no-level = no level
draft-norm-as-law = The level that it would have, were this draft law that binds everyone.
draft-norm-as-suggested = as rules had suggested, confirmed
draft-norm-by-hand = confirmed otherwise than rules had suggested
draft-norm-confirmed = confirmed; nobody compared it with what rules suggest
draft-norm-suggestion = What rules read off the words
draft-norm-no-rules = There are no rules for this language, or the part is too long: nothing is known.
draft-norm-numbers = Numbers
draft-norm-guards = Words that narrow, deny or leave a choice
draft-norm-unseen = No rule sees a change of duty or sanction. Whether the norm is weaker by these words only a person can tell.
draft-norm-gone = This takes the part out, with all that it ordered.
draft-norm-unlooked = What was confirmed stands or stood in words that this changes and that no rule reads ({ $fields }). Whether it still stands, nobody has looked.
draft-norm-unknown = unknown
draft-norm-less = here the draft asks less: { $fields }
draft-norm-confirm = Confirm what this is as a norm
draft-norm-confirm-lead = The fields begin with what rules suggest. What you send is yours, by name and day.
draft-norm-confirm-send = Confirm
draft-norm-remedy = What the affected person can do, in a few words (blank for nothing)
draft-norm-effect = What it changes of the norm
draft-norm-effect-note = Read by rule off the words before and after; nobody has confirmed it.
draft-norm-nothing = none found
draft-norm-level-unknown = level unknown, as nobody has confirmed what this part is
draft-put-in = { " [put in: " }
draft-taken-out = { " [taken out: " }
