# Initiatives: what participants put on the agenda, and the answers that are owed.
initiative-title = Initiatives
initiative-lead = Anyone who takes part may ask for something to be put on the agenda. Once enough people from enough places support it, an answer with reasons is owed by a day that everyone can see.
initiative-not-promised = The charter of this process promises no answer to initiatives.
initiative-none = There is nothing here yet.
initiative-number = Initiative { $number }
initiative-part-all = All
initiative-part-owed = Answer owed
initiative-part-answered = Answered
initiative-part-gathering = Below the threshold
initiative-owed = { $days ->
    [0] An answer is owed by the end of today ({ $day }, UTC):
    [one] An answer is owed within one day (by { $day }, UTC):
   *[other] An answer is owed within { $days } days (by { $day }, UTC):
}
initiative-overdue = { $days ->
    [one] An answer was owed by { $day } and is one day late:
   *[other] An answer was owed by { $day } and is { $days } days late:
}
initiative-more-owed = { $count ->
    [one] One more initiative waits for its answer
   *[other] { $count } more initiatives wait for their answers
}
initiative-gathers = gathers support
initiative-missed = did not reach its threshold while support could be given
initiative-late = answered late
initiative-late-by = This answer came after the day by which it was owed, { $day }.
initiative-support-of = { $count } of { $needed } supporters
initiative-rule-supporters = { $count ->
    [one] It needs one supporter beside its author.
   *[other] It needs { $count } supporters beside its author.
}
initiative-rule-groups = They come from at least { $count } of the groups, with at least { $each } in each.
initiative-rule-countries = They come from at least { $count } countries, with at least { $each } in each.
initiative-rule-verified = Only people whose identity was verified, as the charter says, count.
initiative-rule-days = { $days ->
    [one] An answer with reasons is owed within one day then.
   *[other] An answer with reasons is owed within { $days } days then.
}
initiative-write = Put something on the agenda
initiative-field-title = What it is about, in one line
initiative-field-text = What you ask for, and why
initiative-send = Record it
initiative-not-now = The timetable has no days for initiatives now.
initiative-support = Support this
initiative-figures = How far it has come
initiative-column-now = Now
initiative-column-then = At the threshold
initiative-column-needed = Needed
initiative-people = Supporters
initiative-groups = Groups that count
initiative-countries = Countries that count
initiative-reached = The threshold was reached on { $day }; an answer is in time until { $due }, UTC. Support that is taken back later does not undo it.
initiative-taken-back = { $count ->
    [one] Support was taken back once.
   *[other] Support was taken back { $count } times.
}
initiative-declared = Group and country are what people said of themselves.
initiative-supporters = Who supports it
initiative-answer = Answer
initiative-answer-now = Answer it
initiative-answer-more = Add to the answer
initiative-answer-send = Record the answer
initiative-by-operator = the host of this node
initiative-word = What becomes of it
initiative-word-taken-up = Taken up
initiative-word-in-part = Taken up in part
initiative-word-not-taken-up = Not taken up
initiative-reasons = The reasons, at least 20 characters (for everyone to read, for good)
initiative-outcomes = What came of it:
initiative-outcomes-field = Numbers of the entries that came of it, with commas (may be blank)
initiative-answered-before = before: { $word }
