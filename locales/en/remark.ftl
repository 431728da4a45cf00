# Remarks on the draft.
remark-write = Write a remark
remark-write-whole = Write a remark on the whole
remark-choose-unit = or choose a part of the text
remark-on-whole = On the draft as a whole
remark-not-now = The timetable does not allow remarks at the moment.
remark-why-sign-in = Your remark becomes an entry of the public record under the name that you use in this process. You sign in first, so that an answer can reach you.
remark-which-words = Which words do you mean?
remark-which-words-hint = Tick one sentence or several that stand side by side, or type the words below. If you do neither, you mean the whole part.
remark-typed-words = Or type the words exactly as they stand
remark-parts = Parts of this part; a remark on one of them is answered together with the others there:
remark-kind = What kind of remark is it?
remark-kind-general = General
remark-kind-technical = On the substance
remark-kind-editorial = Editorial
remark-kind-question = Question
remark-kind-objection = Objection
remark-kind-missing = Choose what kind of remark it is.
remark-field = Your remark
remark-field-hint = One point in each remark, { $limit } characters at most: then each gets its own answer.
remark-wording = Proposed wording
remark-wording-hint = Change the words here as you would have them. If you leave them as they are, nothing is proposed.
remark-wording-refused = This wording cannot be put in the place of the words that stand there.
remark-look = Look at it first
remark-send = Send the remark
remark-seen = This would be sent
remark-seen-words = About these words:
remark-seen-unit = About the whole part.
remark-seen-wording = Your wording changes this:
remark-no-unit = This version of the draft has no such part.
remark-no-such-words = The words you typed do not stand there. Copy them exactly, or tick the sentences.
remark-words-several = The words you typed stand there { $count } times. Type some more of what stands around them.
remark-not-together = The sentences you ticked do not stand side by side. Write a remark on each.
remark-ticked-and-typed = You ticked sentences and typed words as well. Do one of the two: untick the sentences, or empty the field.
remark-list = Remarks
remark-list-count = { $count ->
    [0] No remarks yet
    [one] One remark
   *[other] { $count } remarks
}
remark-list-lead = { $count ->
    [0] Nobody has made a remark yet.
    [one] One remark was made.
   *[other] { $count } remarks were made.
} In a process with a phase of answers, each that was made here is owed one, with a reason.
remark-show-all = All
remark-show-mine = Mine
remark-show-general = General
remark-show-technical = Substance
remark-show-editorial = Editorial
remark-show-question = Questions
remark-show-objection = Objections
remark-none = There are no remarks here.
remark-number = Remark { $number }
remark-has-wording = proposes wording
remark-supported = { $count ->
    [0] Nobody supports it yet
    [one] one supporter
   *[other] { $count } supporters
}
remark-commented = { $count ->
    [one] one comment
   *[other] { $count } comments
}
remark-withheld = These words are not shown: they were erased, or a moderator has not accepted them.
remark-waits = These words wait for a moderator. Until one has accepted them, only their author and the moderators read them.
remark-waits-still = These words wait for a moderator: by the rule of the time when they were written, words were shown once a moderator had accepted them. Until then only their author and the moderators read them.
remark-removed = A moderator has removed these words: only their author and the moderators read them. The reason:
remark-withdrawn = These words were erased.
remark-done = It is <entry>entry { $number }</entry> of the record. Keep your <receipt>receipt</receipt>.
remark-edit = Word it otherwise
remark-edit-field = Your remark
remark-edit-until = Both wordings stay readable. After this, add to the thread instead:
remark-edit-send = Record the new words
remark-edited = { $count ->
    [one] Worded otherwise once: the words before
   *[other] Worded otherwise { $count } times: the words before
}
remark-edited-before = Until
remark-is-edited = worded otherwise
remark-supported-earlier = { $count ->
    [one] One of them came before the words were what they are now.
   *[other] { $count } of them came before the words were what they are now.
}
remark-receipt = Receipt
remark-support = Support this remark
remark-unsupport = Take my support back
remark-you-support = You support it
remark-comments = Comments
remark-no-comments = No comments yet.
remark-comment-field = Your comment
remark-comment-send = Send the comment
remark-on-unit = { $count ->
    [0] No remarks on this part
    [one] One remark on this part
   *[other] { $count } remarks on this part
}
remark-count = { $count ->
    [one] one remark
   *[other] { $count } remarks
}
remark-count-within = { $count ->
    [one] one remark on it and its parts
   *[other] { $count } remarks on it and its parts
}
remark-anchored = The same words stand in version { $version }
remark-words-changed = In version { $version } the words are others
remark-orphaned = In version { $version } its place cannot be told any more: the words are gone, or more than one place could be meant.
remark-many = Send many remarks from one file
remark-many-lead = Each point of the file becomes a remark of yours, with an entry, a receipt and an answer of its own. You see first what each becomes. One file brings at most { $limit }. All of them are recorded together, or none.
remark-many-unplaced = { $count ->
    [one] One item of this file has no place in the draft, so nothing of the file is taken. It is named below.
   *[other] { $count } items of this file have no place in the draft, so nothing of the file is taken. They are named below.
}
remark-named-in-file = Named in the file:
remark-many-send = { $count ->
    [one] Send this remark
   *[other] Send these { $count } remarks
}
remark-not-sent = Not sent yet
remark-not-sent-words = Look at it below. To send it, press “Send it as shown” at the end of the page.
remark-send-shown = Send it as shown
remark-look-again = Look at it again
