# A process: what it is, where it stands, its rules.
process-days-left = { $days ->
    [0] ends today
    [one] { $days } day left
   *[other] { $days } days left
}
process-stage-prepared = Being prepared, not open yet
process-is-over = This process is over. Nothing more can be said in it; the record stays.
process-not-open-yet = This process has not been opened yet, so nobody can take part. The days below are those that its timetable plans.
process-stage-closed = Closed
process-stage-between = Between two phases
process-timetable = Timetable
process-sign-in = Sign in to take part
process-phase-dates = { $from } – { $to }
process-phase-past = over
process-phase-next = to come
process-phase-cut = cut short: the process ended on { $day }
process-phase-never = not held: the process ended on { $day }
process-phase-shortened = It ends on { $day }, earlier than people were told: it was promised until { $promised }.
process-phase-gone = It was taken out of the timetable; it was promised until { $promised }.
process-not-now-prepared = This process has not been opened yet, so nothing can be done in it.
process-not-now-closed = This process has been over since { $day }.
process-not-now-abandoned = This process was given up on { $day }, before it opened.
process-what-there-is = What there is to read
process-act-results-of-all = See the results
process-counted-people = { $count ->
    [one] <people>One person</people> took part.
   *[other] <people>{ $count } people</people> took part.
}
process-counted-statements = { $count ->
    [one] There is <statements>one statement</statements>.
   *[other] There are <statements>{ $count } statements</statements>.
}
process-phase-lessened = People were told until { $promised } that they can do this in it, and cannot any more: { $acts }.
process-left-unanswered = { $count ->
    [one] One remark or amendment was promised an answer and has none, though the process has decided or is over.
   *[other] { $count } remarks and amendments were promised an answer and have none, though the process has decided or is over.
}
process-what-now = What you can do now
process-act-join = Take part
process-act-join-why = { $people ->
    [0] Choose a name for this process and be the first to join.
    [one] Choose a name for this process. One person has joined so far.
   *[other] Choose a name for this process. { $people } people have joined so far.
}
process-act-vote = Vote on statements
process-act-vote-why = { $statements ->
    [one] One statement is put to everyone.
   *[other] { $statements } statements are put to everyone; { $unseen ->
        [0] you have answered them all
       *[other] you have not answered { $unseen } of them
    }.
}
process-act-state = Write a statement
process-act-state-why = Is something missing? Say it in one sentence, and everyone will be asked.
process-act-draft = Read the draft
process-act-draft-why = Version { $version }, article by article.
process-act-statement = Joint statement
process-act-statement-why = { $count ->
    [0] Read it and sign it; nobody has yet.
    [one] Read it; one signature stands under it.
   *[other] Read it; { $count } signatures stand under it.
}
process-act-obligations = Obligations
process-act-obligations-why = { $count ->
    [one] One duty by the adopted text, and what became of it.
   *[other] { $count } duties by the adopted text, and what became of them.
}
process-act-commitments = Commitments
process-act-commitments-why = { $count ->
    [0] Who promised what in public: nobody has recorded a promise yet.
    [one] One public promise, and what became of it.
   *[other] { $count } public promises, and what became of them.
}
process-act-meetings = Meetings
process-act-meetings-why = { $count ->
    [0] No meeting is announced; contacts outside the record are.
    [one] One meeting, with its agenda, its attendance and its minutes.
   *[other] { $count } meetings, with agenda, attendance and minutes.
}
process-act-initiatives = Set the agenda
process-act-initiatives-why = { $count ->
    [0] Ask for something to be taken up; nobody has yet.
    [one] One initiative, with its support and its answer.
   *[other] { $count } initiatives, with their support and their answers.
}
process-act-results = See the results so far
process-act-results-why = What all groups share, where they differ, and who is missing.
process-not-voting-now = The timetable has no voting at the moment.
process-one-statement = One of the statements
process-all-results = All results
process-standing = How things stand
process-count-people = { $count ->
    [one] <people>One person</people> takes part.
   *[other] <people>{ $count } people</people> take part.
}
process-count-statements = { $count ->
    [one] <statements>One statement</statements> is put to the vote.
   *[other] <statements>{ $count } statements</statements> are put to the vote.
}
process-count-votes = { $count ->
    [one] One vote counts
   *[other] { $count } votes count
}: of each person, the present answer to each statement.
process-count-moderated = { $count ->
    [0] Moderators have not acted. Whatever they do is in the <log>public log</log>.
    [one] Moderators have acted once. Each act is in the <log>public log</log> with its reason.
   *[other] Moderators have acted { $count } times. Each act is in the <log>public log</log> with its reason.
}
process-count-entries = { $count ->
    [one] The <record>record</record> has one entry, which <verify>anyone can check</verify>.
   *[other] The <record>record</record> has { $count } entries, which <verify>anyone can check</verify>.
}
process-charter-link = Who decides, by which rule, who pays and how to reach the secretariat is in the <charter>charter</charter>.
process-imported = Imported from { $source }
process-licence = Licence of the data:
process-level-line = Promised to those who take part: { $level } <charter>Read the charter</charter>.
process-level-inform = You are told what is decided.
process-level-consult = You are heard, and you are told what became of it.
process-level-involve = Your concerns are worked into the text, and you are told how.
process-level-collaborate = You are a partner in every step, and your words go into the text as far as possible.
process-level-empower = What you decide is done.
process-registration-open = Open to everyone whom the charter admits.
process-registration-invited = Open to those who were invited.
process-moderation-before = A statement appears after a moderator has read it. A refusal is public, with its reason.
process-moderation-after = A statement appears at once. If a moderator removes it, that is public, with the reason.
process-charter = Charter
process-charter-lead = The rules of this process, published before it opened. A change is an entry of the record, with its reason.
process-charter-purpose = What it is for
process-charter-mandate = Who gave the task, and what is open to change
process-charter-eligibility = Who may take part
process-charter-who = Who decides
process-charter-rule = By which rule
process-charter-quorum = How many must take part
process-charter-tie = What happens in a tie
process-charter-budget = What it costs
process-charter-funders = Who pays
process-charter-level = What is promised to those who take part
process-charter-registration = Registration
process-charter-moderation = Moderation
process-charter-groups = Stakeholder groups
process-charter-minimum = Smallest group that counts in a balance
process-charter-minimum-is = { $people ->
    [one] one person
   *[other] { $people } people
}
process-charter-answers = Answers to remarks
process-charter-consent = An answer is first put to the author for consent.
process-charter-no-consent = An answer is given without asking the author first.
process-charter-edit-minutes = { $minutes ->
    [0] A remark stays as it was sent; more is said in its thread.
    [one] For one minute the author of a remark may word it otherwise; both wordings stay readable.
   *[other] For { $minutes } minutes the author of a remark may word it otherwise; both wordings stay readable.
}
process-charter-reply-days = { $days ->
    [one] An author who says nothing within one day counts as silent.
   *[other] An author who says nothing within { $days } days counts as silent.
}
process-charter-decisions = Decisions
process-charter-quorum-people = { $people ->
    [one] At least one person must have voted.
   *[other] At least { $people } people must have voted.
}
process-charter-revision = A decision may be replaced by a later one.
process-charter-no-revision = The decision is final; no later one replaces it.
process-charter-languages = Languages
process-charter-contact = Contact
process-charter-unsaid = Not said
process-charter-entry = These rules stand in
process-stage-abandoned = Given up before it opened
process-stage-open = The process is open.
process-act-audits = Audits
process-act-audits-why = { $count ->
    [0] How open was a process held elsewhere? Nobody has audited one here yet.
    [one] One process held elsewhere, and how open it was.
   *[other] { $count } processes held elsewhere, and how open they were.
}
process-act-harms = Reports of harm
process-act-harms-why = { $count ->
    [0] What happened, as evidence: nobody has reported anything yet.
    [one] One report of what happened, as evidence.
   *[other] { $count } reports of what happened, as evidence.
}
process-charter-lead-late = The rules of this process, published on { $day }: not before the day on which its first phase opens. A change is an entry of the record, with its reason.
process-act-statement-read = Read it. Nobody can sign it here now.
process-not-now-from = It is possible from { $day } on.
process-not-now-until = The last day for it was { $day }.
process-charter-decides-nothing = Nothing is decided in this process: its timetable has no days for it.
process-phase-was-promised = It had been promised until { $day }.
process-stage-before = Not begun yet
process-stage-begins = from { $day }
process-stage-past = Its timetable is over
process-stage-undecided = Its timetable is over; nothing was decided
process-undecided = The days on which this process was to decide are over, and nothing was decided.
process-timetable-days = Every day is counted in UTC; a phase ends at 23:59 UTC of its last day.
process-act-join-invited = Take part by invitation
process-sign-in-again = Sign in, if you take part already
process-charter-not-yet = Not written yet
