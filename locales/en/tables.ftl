# Tables of comments at the desk: out, in, and back with answers.
tables-out = Take the comments away
tables-out-lead = Remarks and open amendments with the answers that stand, in the form in which others work. What a form cannot say is left out.
tables-form-iso-docx = ISO/IEC/CEN form, Word
tables-form-iso-xlsx = ISO/IEC/CEN form, spreadsheet
tables-form-iso-csv = ISO/IEC/CEN form, CSV
tables-form-commenter = commenter, YAML
tables-form-bsi = W3C issue list, .bsi
tables-form-decidim-proposals = Decidim proposals, CSV
tables-form-decidim-comments = Decidim comments, CSV
tables-form-ietf = IETF Comments Markdown
tables-form-word-review = Word file of the draft, with comments and tracked changes
tables-form-regulations = regulations.gov, JSON
tables-form-have-your-say = EU Have your say, JSON
tables-form-archive = archive.json of a working group
tables-back = Bring answers back
tables-back-lead = Answers that were typed into a table from here. You see first what comes of each row; nothing that was answered meanwhile is replaced unless you say so. All answers that are taken are recorded together, or none.
tables-in = Bring comments in
tables-in-lead = Comments that were made elsewhere become remarks whose authors stay their authors. You see first what each row becomes. All of them are recorded together, or none.
tables-file = File
tables-form = Form of the file
tables-encoding = Encoding, if it is a text file
tables-form-missing = Choose which form the file has.
tables-missing = Choose a file. It is not kept when the program starts anew.
tables-unread = The file could not be read in this form.
tables-no-answers = No comments leave from here in this form, so no answers come back in it.
tables-source = Where the comments come from, in a word or two
tables-licence = Licence of the comments
tables-url = Address of the original
tables-description = What the original is
tables-source-missing = Say where the comments come from, and under which licence.
tables-language = Language of the words, where the file does not say it
tables-look = Look at it
tables-seen = What comes of it
tables-not-read = { $count ->
    [one] One thing in the file was not read:
   *[other] { $count } things in the file were not read:
}
tables-own = { $count ->
    [one] One row is a remark of this very process: the table was made here. Bring its answers back with the other form.
   *[other] { $count } rows are remarks of this very process: the table was made here. Bring its answers back with the other form.
}
tables-in-count = Rows: { $rows }. Remarks that they become: { $count }.
tables-back-count = Rows: { $rows }. Answers to record: { $count }.
tables-conflicts = { $count ->
    [one] One row was answered otherwise meanwhile. Tick it if the typed answer is to take the place of the other.
   *[other] { $count } rows were answered otherwise meanwhile. Tick those whose typed answer is to take the place of the other.
}
tables-more = { $count ->
    [one] One more row is not shown.
   *[other] { $count } more rows are not shown.
}
tables-not-read-rest = { $count ->
    [one] One more line
   *[other] { $count } more lines
}
tables-send = Record this
tables-nothing = There is nothing to record.
tables-erased = Nothing: it may be this remark, whose words were erased or are kept back.
tables-already-here = It was brought in before:
tables-amendment = Amendment to version { $version }
tables-withheld = Its source keeps it back ({ $why }), so it is left out.
tables-empty = It says nothing and is left out.
tables-unplaced = { $count ->
    [0] The words on which it hangs stand nowhere in the draft.
   *[other] The words on which it hangs stand in { $count } places of the draft.
}
tables-other-words = This part reads otherwise in the draft than in the file: { $unit }
tables-too-long = Its { $length } characters are more than a remark may have; it is left out.
tables-too-much = Its source says { $bytes } bytes besides its words, more than lie beside a remark; it is left out.
tables-bad-language = “{ $language }” names no language; it is left out.
tables-un-place = No unit has this place: { $place }
tables-un-other-base = It began from no version of the draft here; what it changes reads the same in version { $version }.
tables-un-files = It changes other files too, of which nothing comes here: { $files }
tables-un-places = { $count } units have this place: { $place }
tables-un-quote = { $count ->
    [0] The words that it quotes stand nowhere in the text.
   *[other] The words that it quotes stand in { $count } places.
}
tables-un-also = It quotes words of { $units } too, and hangs on the first unit alone.
tables-un-kind = Its kind is none of ours: { $kind }
tables-un-no-kind = It has no kind, so it becomes a general remark.
tables-un-language = The file does not say its language.
tables-un-answer = It was answered elsewhere; that is kept as written and answers nothing here.
tables-un-answer-word = It was answered elsewhere ({ $word }); that is kept as written and answers nothing here.
tables-un-proposal = The wording that it proposes is kept as written and changes no unit.
tables-un-reply = It replies to { $to }, and becomes a remark of its own.
tables-un-others = Fields that name people who did not write it are left out: { $fields }
tables-un-apart = Fields for which a remark has no place are left out: { $fields }
tables-un-no-words = It only proposes a wording.
tables-instead-of = It takes the place of the answer in
tables-conflict-sent = When the table was made
tables-conflict-now = Now
tables-conflict-typed = In the table
tables-no-answer = no answer
tables-altered = These columns say something else than when the table was made, and nothing comes of that: { $columns }
tables-replace = Put the typed answer in its place
tables-not-untouched = Nothing was typed.
tables-not-already-there = This answer stands already.
tables-not-emptied = The answer was taken out of the table; it stays in the record.
tables-not-changed = The comment is not the one that was taken away, so its answer is not taken.
tables-not-gone = The comment is no longer there.
tables-not-unknown = No row of this name was made here.
tables-not-twice = The row stands in the table twice, so neither is taken.
tables-not-missing = The row did not come back.
tables-not-no-word = It begins with no word that says what became of the comment.
tables-not-none-of-ours = “{ $word }” does not say what became of the comment.
tables-not-no-reason = It has no reason of at least { $minimum } characters.
tables-not-no-unit = It says that the text changes, but the comment is on no unit. Answer it at the desk, where units can be named.
tables-imported-as = As it was written there
tables-imported-author = Author
tables-imported-id = Number there
tables-imported-date = Date
tables-imported-place = Place
tables-imported-proposal = Proposed change
tables-imported-answer = Answer given there
