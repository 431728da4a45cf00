# Statements.
statement-erased = These words were erased.
statement-translator-human = a person
statement-written-in = Written in { $language }; there is no translation yet.
statement-no-votes = No votes yet
statement-tally = <b>{ $agree }</b> agree · <b>{ $disagree }</b> disagree · <b>{ $pass }</b> pass · { $votes ->
    [one] { $votes } vote
   *[other] { $votes } votes
}
statement-number = Statement { $number }
statement-list-lead = { $count ->
    [0] There are no statements in this list.
    [one] One statement.
   *[other] { $count } statements, newest first. A full bar is agreement, a half bar disagreement, a line a pass.
}
statement-which = Which statements
statement-show-all = All
statement-show-unseen = Not answered
statement-show-passed = Passed
statement-show-answered = Answered
statement-none-here = Nothing here.
statement-none-yet = There are no statements to answer.
statement-meta = about the process, not its subject
statement-hidden = { $count ->
    [one] One statement is not shown; the <log>moderation log</log> says why.
   *[other] { $count } statements are not shown; the <log>moderation log</log> says why.
}
statement-waits = This statement waits for a moderator. <log>Moderation log</log>
statement-waits-still = This statement waits for a moderator: by the rule of the time when it was written, statements were shown once a moderator had accepted them. <log>Moderation log</log>
statement-not-shown = This statement was removed and counts in no result. <log>The log says why.</log>
statement-votes = Votes
statement-in-languages = In other languages
statement-original = { $language }, the original
statement-translation = { $language }, translated by { $translator }
statement-origin = Where it comes from
statement-by = By
statement-source-id = Number { $id } in the source it was imported from.
statement-missing-one = Is something missing?
statement-missing-why = If no statement says what you think, write it in one sentence. Everyone will be asked.
statement-write = Write a statement
statement-write-lead = A good statement says one thing, in words that people who disagree with you understand, and can be answered with yes or no.
statement-not-now = The timetable does not allow new statements at the moment.
statement-why-sign-in = Your statement becomes an entry of the public record under your name in this process. So that each person has one voice, you sign in first.
statement-field = Your statement
statement-field-hint = One sentence, { $limit } characters at most.
statement-send = Put it to everyone
statement-done = Your statement is <entry>entry { $number }</entry> of the record. Keep your <receipt>receipt</receipt>.
statement-mine = My part
statement-mine-lead = Here you are { $name }; you have answered { $answered } of { $all ->
    [one] one statement
   *[other] { $all } statements
}.
statement-mine-written = What you wrote
statement-mine-none = You have not written a statement yet.
statement-mine-stranger = This page shows what you wrote and how it fares, once you take part.
statement-withheld = These words are not shown: a moderator has not accepted them.
statement-over-time = Day by day
statement-written-translated = Written in { $language }.
statement-show-original = The original, in { $language }
statement-unchecked = An unchecked translation into { $language }:
statement-unchecked-mark = (unchecked translation)
statement-translation-replaced = { $votes ->
    [one] This translation took the place of another. One vote that counts was given while that one stood; in which language it was read is not known. The other words:
   *[other] This translation took the place of another. { $votes } votes that count were given while that one stood; in which language they were read is not known. The other words:
}
statement-answered-on-other-words = You answered while another translation stood here. If these words mean something else, answer anew. The words that stood here:
statement-translated-into = In { $language }:
statement-removed = These words are not shown: a moderator removed them.
statement-mine-else = What else you did
statement-mine-report-open = no moderator has judged these words since
statement-mine-report-kept = a moderator has judged since; the words are shown
statement-mine-report-removed = the words are not shown any more
statement-mine-appeal = Your appeal about entry { $number }
statement-tally-rounded = rounded
statement-mine-translated = Translation
statement-mine-none-here = You did not take part in it. If you did under another address, sign in with that one.
