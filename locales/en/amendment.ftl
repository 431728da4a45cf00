# Amendments to the draft.
amendment-write = Propose an amendment
amendment-one = Amendment
amendment-number = Amendment { $number }
amendment-not-now = The timetable does not allow amendments at the moment.
amendment-choose-unit = Choose the part of the text that you want to amend:
amendment-carried-over = Version { $version } of the draft was published since this page was loaded. Your change is carried over to it: look at it, and send it again. Nothing was recorded.
amendment-says-so-already = Version { $version } of the draft was published since this page was loaded, and says already what you propose. Nothing was recorded.
amendment-not-carried-over = Version { $version } of the draft was published since this page was loaded, and the words that you change read otherwise there. Your words stand in the form; compare them with the new version before you send them. Nothing was recorded.
amendment-old-version = A newer version of the draft was published in the meantime. Amend that one.
amendment-nothing-changed = Nothing is changed. Change the words of at least one part.
amendment-hint = Change the words as you would have them. What you leave as it is stays.
amendment-delete = Take this part out altogether
amendment-new = Put in a new part
amendment-new-place = Where
amendment-new-after = After this part
amendment-new-before = Before this part
amendment-new-number = Its number, as it is to be printed
amendment-new-heading = Its heading, if it has one
amendment-new-words = Its words
amendment-reason = Why?
amendment-send = Propose it
amendment-touches = It changes these parts and nothing else:
amendment-combines = { $count ->
    [one] It takes up this amendment:
   *[other] It combines { $count } amendments:
}
amendment-combines-fails = { $count ->
    [one] One of them cannot stand beside the others and is left out of the words below.
   *[other] { $count } of them cannot stand beside the others and are left out of the words below.
}
amendment-list = Amendments
amendment-count = { $count ->
    [0] No amendment has been proposed yet.
    [one] One amendment has been proposed.
   *[other] { $count } amendments have been proposed.
}
amendment-show-open = Open
amendment-show-merged = Merged
amendment-show-withdrawn = Withdrawn
amendment-show-mine = Mine
amendment-show-all = All
amendment-none = There are no amendments here.
amendment-cosigned = { $count ->
    [0] Nobody has cosigned it yet
    [one] one cosigner
   *[other] { $count } cosigners
}
amendment-cosign = Cosign this amendment
amendment-uncosign = Take my signature back
amendment-withdraw = Withdraw my amendment
amendment-is-withdrawn = withdrawn
amendment-is-merged = merged
amendment-merged-in = Merged into version { $version }
amendment-carried = It does to version { $version } what it did to the version before.
amendment-adjusted = It stands in version { $version } too, beside other changes there.
amendment-already-there = Version { $version } already says what it asks for.
amendment-fails = It cannot be carried over to version { $version }:
amendment-clash-words = the same words were changed otherwise
amendment-clash-part = the number, notes or table were changed otherwise
amendment-clash-gone = this part is not there any more
amendment-clash-changed = it would take away what was changed in the meantime
amendment-clash-moved = this part was moved
amendment-clash-taken = another part of that name is there
amendment-meets = Where it meets other amendments
amendment-meets-same = asks for the same
amendment-meets-place = puts something in at the same place; both can stand
amendment-meets-conflict = both cannot stand
amendment-on-unit = { $count ->
    [0] No amendments to this part
    [one] One amendment to this part
   *[other] { $count } amendments to this part
}
amendment-alike = { $count ->
    [one] One more reads alike here (at least { $percent } % of the words):
   *[other] { $count } more read alike here (at least { $percent } % of the words):
}
amendment-combine = Combine them
amendment-counted = { $count ->
    [one] one amendment
   *[other] { $count } amendments
}
amendment-counted-within = { $count ->
    [one] one amendment to it and its parts
   *[other] { $count } amendments to it and its parts
}
amendment-change-unreadable = What would change cannot be shown: its words, or the text that it changes, were erased or cannot be read.
amendment-added-after = added after
amendment-added-first = added before all parts of
