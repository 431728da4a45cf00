# My desk: the pages of those who hold an office.
desk-title = My desk
desk-you-are = Here you are:
desk-due = What is due
desk-due-applications = { $count ->
    [one] One application waits for a decision
   *[other] { $count } applications wait for a decision
}
desk-due-verdict-appeals = { $count ->
    [one] One appeal against a moderator's verdict waits for a ruling
   *[other] { $count } appeals against moderators' verdicts wait for a ruling
}
desk-due-appeals = { $count ->
    [one] One appeal waits for a ruling
   *[other] { $count } appeals wait for a ruling
}
desk-due-minutes = { $count ->
    [one] One meeting is over and has no minutes
   *[other] { $count } meetings are over and have no minutes
}
desk-due-minutes-overdue = { $count ->
    [one] one of them overdue
   *[other] { $count } of them overdue
}
desk-due-unsent = { $count ->
    [one] One invitation of which nobody has said that it was sent
   *[other] { $count } invitations of which nobody has said that they were sent
}
desk-due-delegations = { $count ->
    [one] One participant asks to speak for an organisation
   *[other] { $count } participants ask to speak for an organisation
}
desk-due-initiatives = { $count ->
    [one] An answer is owed to one initiative
   *[other] An answer is owed to { $count } initiatives
}
desk-due-ballots = { $count ->
    [one] One ballot is over and not counted
   *[other] { $count } ballots are over and not counted
}
desk-due-nothing = Nothing is due.
desk-due-unopened = The process is not open, though a phase of its timetable runs
desk-due-waiting = { $count ->
    [one] One statement waits for a moderator
   *[other] { $count } statements wait for a moderator
}
desk-due-oldest = the oldest since
desk-due-translation = { $count ->
    [one] One statement has no words in this language: { $language }
   *[other] { $count } statements have no words in this language: { $language }
}
desk-due-decision = This is the time to decide, and nothing is decided yet
desk-work-begin = Rules, text and beginning
desk-work-people = People and what they write
desk-work-text = Answers and amendments
desk-work-decide = Meetings, votes and the decision
desk-work-after = After it: signatures, promises, duties
desk-due-no-draft = There is no draft yet, and the charter has days for remarks, amendments or signatures
desk-due-no-statement = There is no statement yet, and the charter has days for votes: a first one gives people something to answer
desk-due-opens = The first phase begins on { $day }; the process has to be opened by then
desk-acts = What you can do
desk-done = Done. It stands in the record as
desk-choose = Choose …
desk-nothing-chosen = Choose one of what is offered.
desk-nothing-ticked = Tick at least one.
desk-reason = Reason; it stands in the public record
desk-language-of-words = Language of these words
desk-language-missing = Say in which language this is written.
desk-language-proposed = Say in which language this is written. By its letters and words it may be this one: { $language }. It is chosen below; send it if that is right.
desk-moderation = Moderation
desk-moderation-lead = Statements, remarks, comments, amendments, letters and whatever else people wrote. All that you tick gets the same verdict and the same reason, in one entry; if one thing cannot be judged, none is.
desk-moderation-send = Record the verdict
desk-which-statements = What people wrote
desk-queue-waiting = Waiting
desk-queue-put = Shown
desk-queue-removed = Removed
desk-queue-empty = There is nothing here.
desk-verdict = Verdict
desk-rule = The charter's rule (“none” where no rule names it; whoever removes words has to say)
desk-statement = Put a statement to everyone
desk-statement-lead = A first statement gives people something to answer. It is marked as yours.
desk-translation = Translate a statement
desk-translation-lead = Your words stand beside the original, as a translation made by a person.
desk-translation-which = Which statement
desk-translation-words = The statement in the other language
desk-translation-send = Record the translation
desk-translation-none = Every statement has words in all languages of the process.
desk-offices = Offices
desk-offices-lead = An office is given and ended in the public record, each time with a reason.
desk-verification = Verified people
desk-verification-lead = Where the charter counts verified people alone, somebody makes sure of who they are. Look at papers and keep none of them; the record has how and why.
desk-verification-means = How
desk-verification-why = Why
desk-verification-words = Why; it stands beside the record for everyone, and can be erased. Name nobody and no number of a document
desk-verification-send = Record it
desk-verification-none = Nobody was verified since they joined.
desk-offices-none = Nobody has been given an office yet.
desk-office = Office
desk-office-name = Name of the participant in this process
desk-office-give = Give an office
desk-office-last = One person holds the secretariat. Whoever ends that leaves the process with nobody who runs it, and only the host of this node can give it to somebody again.
desk-office-end = End an office
desk-office-since = Since
desk-office-ended = Ended
desk-timetable = Change the timetable
desk-timetable-lead = First and last day of each phase, in UTC. Everyone can see what was changed and why.
desk-shorten = People are to get less than they were promised, or words of a promise are to be others, and that is meant
desk-shorter = People would get less than they were promised, or words of a promise would be others: { $what } Tick below that this is meant, and say why.
desk-charter-meanwhile = The charter was changed since this page was loaded: its phases or groups are others now. The form below shows it as it stands; change it there. Nothing was recorded.
desk-changes-in = “{ $what }” is new
desk-changes-out = “{ $what }” was taken out
desk-changes-order = The order of the phases or groups
desk-charter-both = Somebody else changed “{ $field }” since this page was loaded; it says now: “{ $value }”. Your own words stand in the form; sent again, they take its place. Nothing was recorded.
desk-charter = Change the charter
desk-charter-lead = Change what is no longer right. Everyone can see, field by field, what stood there before, and why it was changed.
desk-charter-send = Record the change
desk-result = Publish a result
desk-result-lead = The opinion map is computed from all votes up to now and published, so that anyone can compute it again.
desk-result-send = Compute and publish
desk-decision = Record the decision
desk-decision-lead = A decision names the result, or the count of a ballot, that it rests on.
desk-decision-stands = A decision stands, and the charter foresees no other one.
desk-decision-not-now = The timetable does not foresee a decision today.
desk-decision-no-result = Publish the result, or count the ballot, first on which the decision rests.
desk-decision-outcome = How it went
desk-decision-adopted = Adopted
desk-decision-rejected = Rejected
desk-decision-referred = Referred to somebody else
desk-decision-result = The result it rests on
desk-decision-draft = The version that is adopted
desk-decision-no-draft = None
desk-decision-version = Version { $version }
desk-decision-words = The decision in words
desk-decision-send = Record the decision
desk-stage = Open or close the process
desk-stage-lead = A closed process stays closed: nothing is said or voted in it any more.
desk-stage-next = What is to happen
desk-stage-open = Open it
desk-stage-closed = Close it for ever
desk-stage-abandoned = Give it up before it opens
desk-stage-send = Do it
desk-stage-cuts = These phases still run or are to come. Closing the process cuts them short, and the record will say so:
desk-stage-cut-short = They are to be cut short, and that is meant
desk-language = Add a language
desk-language-lead = The process then promises its texts in it too: the charter at once, and every version of the draft and every ballot from then on.
desk-language-which = Say which language, as a tag such as fr or zh-Hant; it is one that the charter does not have yet.
desk-language-tag = Tag of the language
desk-language-tag-hint = Such as fr for French, sw for Kiswahili, zh-Hant for Chinese in traditional characters.
desk-language-next = Go on
desk-language-words = Say in { $language } what the charter says. Below each field stands what is said in another language.
desk-language-send = Add the language
desk-changes-title = Changes of the charter
desk-changes-lead = Every change of the rules, newest first: who made it, why, and what stood there before.
desk-changes-none = The charter stands as it was at the beginning.
desk-changes-field = What
desk-changes-before = Before
desk-changes-after = After
desk-true = yes
desk-false = no
desk-field-title = Title
desk-field-phase = Phase
desk-field-group = Group
desk-field-groups = Stakeholder groups
desk-field-id = Id
desk-field-opens = First day
desk-field-closes = Last day
desk-field-quorum-people = How many people must have voted
desk-field-tie-rule = What happens in a ballot where two options stand alike
desk-field-answer-consent = Answers are put to the author first
desk-field-edit-minutes = Minutes in which the author of a remark may word it otherwise
desk-field-reply-days = Days after which a missing reply counts as silence
desk-field-revision = Whether a decision may be replaced by a later one
desk-meetings = Announce a meeting
desk-meetings-lead = When and where, who may come, and what it deals with.
desk-commitments = Record a commitment
desk-commitments-lead = What an actor promised in public, with its source and in your own words.
desk-demands = Put a demand
desk-demands-lead = What the joint statement asks for, each demand once in every language of the charter.
desk-obligations = Record an obligation
desk-obligations-lead = Who owes what a confirmed part of the adopted text says, and by when.
desk-handover = Record a handing over
desk-handover-lead = To whom the joint statement was handed over, when and by what means. How many had signed is taken from the record.
desk-signatories = Bring in a list of signatories
desk-signatories-lead = Names that signed elsewhere, with their source. They are counted apart from those who sign here.
desk-field-initiatives-supporters = Initiatives: supporters needed beside the author (0 if there are none)
desk-field-initiatives-groups = Initiatives: from how many groups they come
desk-field-initiatives-countries = Initiatives: from how many countries they come
desk-field-initiatives-in-each = Initiatives: how many supporters make a group or country count
desk-field-initiatives-verified = Initiatives: whether only verified people count
desk-field-initiatives-answer-days = Initiatives: days until an answer is owed
desk-field-simulated = Whether all participants are simulated
desk-tables = Comment tables
desk-tables-lead = Take the comments away as a table, bring the typed answers back, or bring in comments that were made elsewhere.
desk-draft = Publish a version of the draft
desk-draft-lead = Upload the text in every promised language as Word, Markdown or Akoma Ntoso, or type it. You see how it is read and what changes before anything is published.
desk-draft-file = File in { $language }
desk-draft-file-hint = Word (.docx), Markdown, Akoma Ntoso, HTML or plain text. Nothing in it is carried out.
desk-draft-words = Or the text itself in { $language }, as Markdown
desk-draft-by = Who reviewed it, or which program translated it (if it is a translation)
desk-draft-kept = The text you sent is kept here until you publish or replace it.
desk-draft-look = Look at it before it is published
desk-draft-look-again = Look again
desk-draft-missing = The text in { $language } is missing, or it was let go here in the meantime. Choose it again.
desk-draft-file-and-words = For { $language } there is a file and typed text as well. Give one of the two; nothing was read, and what you typed is still here.
desk-draft-standing-missing = Say what the text in { $language } is worth.
desk-draft-by-missing = Say who reviewed the text in { $language }, or which program made it.
desk-draft-unread-in = The text in { $language } cannot be read:
desk-draft-unread-too-large = the file is too large.
desk-draft-unread-not-text = its characters are no UTF-8, first in line { $line }. Save it as UTF-8.
desk-draft-unread-encoding = it says that it is written in { $name }, which is not known or not true. Save it as UTF-8.
desk-draft-unread-xml = its XML breaks off or is wrong in line { $line }, column { $column }.
desk-draft-unread-kind = this kind of file is not read. Word (.docx), Markdown, HTML and Akoma Ntoso are; take the words of others out first.
desk-draft-unread-guessed = the structure of a PDF file can only be guessed. Make a text of it with maru text export, compare it with the pages, and upload that.
desk-draft-unread-docx = it is no Word file, or it is broken or cut off.
desk-draft-tracked = { $count ->
    [one] The file in { $language } has one tracked change that nobody has accepted or rejected.
   *[other] The file in { $language } has { $count } tracked changes that nobody has accepted or rejected.
} Say below what they count as, or decide on them in the file: which of the two is meant, no program can know. The file that you sent is kept.
desk-draft-tracked-as = The tracked changes of the file in { $language } count
desk-draft-tracked-accepted = as accepted
desk-draft-tracked-rejected = as rejected
desk-draft-empty = One of the texts has no words.
desk-draft-erased = The text of the version before was erased, so nobody can say how this one came from it.
desk-draft-unchanged = A cause is named for a part that did not change.
desk-draft-underivable = This text cannot be derived from the version before.
desk-draft-seen = Version { $version } as it would be published
desk-draft-units = { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
}, { $units ->
    [one] { $units } part
   *[other] { $units } parts
} in all
desk-draft-as-read = Read it as it was read
desk-draft-not-published = This is not published. It shows how the file was read.
desk-draft-no-doubt = Nothing was noticed in the file that could not be read. Look at the text as it was read all the same.
desk-draft-doubt-encoding = The file does not say its encoding; it was read as { $name }.
desk-draft-doubt-structure = The structure is guessed. Look at it before you rely on it.
desk-draft-doubt-not-read = Not read ({ $count }):
desk-draft-doubt-guessed = Guessed ({ $count }):
desk-draft-changes = { $count ->
    [0] Nothing changes in this language
    [one] One part changes
   *[other] { $count } parts change
}
desk-draft-more-changes = { $count ->
    [one] One more is not shown here.
   *[other] { $count } more are not shown here.
}
desk-draft-more-causes = { $count ->
    [one] One more part
   *[other] { $count } more parts
}
desk-draft-in-step = { $one } and { $other } have the same parts.
desk-draft-causes = Why each part changed
desk-draft-causes-hint = Numbers of the remarks, amendments and answers that led to the change. Left empty, the record says “none”.
desk-draft-publish = Publish as version { $version }
desk-draft-others = Other texts
desk-remarks = Answer remarks and amendments
desk-remarks-lead = By part of the text, with filters. All that you tick get the same answer with the same reason, in one entry; if one of them cannot be answered, none is.
desk-remarks-show = How they stand
desk-remarks-unanswered = Unanswered
desk-remarks-consent = Waiting for consent
desk-remarks-untold = Untold
desk-remarks-objecting = Objecting
desk-remarks-answered = Answered
desk-remarks-all = All
desk-remarks-found = { $count ->
    [0] Nothing here.
    [one] One, by part of the text:
   *[other] { $count }, by part of the text:
}
desk-remarks-unit-gone = not in the newest version
desk-remarks-none = Nothing here.
desk-remarks-tick = Which do you answer?
desk-remarks-nothing-ticked = Tick at least one.
desk-remarks-answered-meanwhile = Number { $number } was answered, or an answer to it was proposed, since this page was loaded. It stands in the list below with that answer: look at it. Sent again, your answer takes its place. Nothing was recorded.
desk-remarks-none-proposed = No answer is proposed to what you ticked.
desk-remarks-not-now = The timetable does not foresee answers today.
desk-remarks-disposition = What becomes of them
desk-remarks-reason = Reason
desk-remarks-reason-hint = It names the matter: which words, which point. The author gets it.
desk-remarks-units = Parts of the text that change, or that say it already
desk-remarks-answer = Answer all that are ticked
desk-remarks-propose = Propose this answer to the authors
desk-remarks-give-proposed = Give the proposed answer to all that are ticked
desk-remarks-filter = Filter
desk-remarks-any = Any
desk-remarks-by-kind = Kind
desk-remarks-by-group = Stakeholder group
desk-remarks-by-country = Country
desk-remarks-by-language = Language
desk-remarks-by-support = At least so many supporters
desk-phase = Close a phase
desk-phase-lead = A phase of answers closes when every remark and amendment has its answer and every author was told, or a notice stands on their page.
desk-phase-which = Phase
desk-phase-send = Close it
desk-phase-nothing-owed = Nothing is left: everything is answered, and of every answer its author was told or has a notice on their page.
desk-phase-owed = Left before a phase of answers can close: { $unanswered } without an answer, { $untold } still to be told to their authors.
desk-phase-contested = { $count ->
    [one] One remark or amendment was turned away, and its author may still appeal or waits for a ruling:
   *[other] { $count } remarks and amendments were turned away, and their authors may still appeal or wait for a ruling:
}
desk-due-unanswered = { $count ->
    [one] One remark or amendment is unanswered
   *[other] { $count } remarks and amendments are unanswered
}
desk-due-untold = { $count ->
    [one] One answer is still to be told to its author
   *[other] { $count } answers are still to be told to their authors
}
desk-due-objecting = { $count ->
    [one] One answer was objected to
   *[other] { $count } answers were objected to
}
desk-merge = Merge amendments
desk-merge-lead = What you tick is put into the newest version one after the other. What cannot stand beside the others is left out, and stays open.
desk-merge-none = There are no open amendments.
desk-merge-nothing = Tick at least one amendment.
desk-merge-adjusted = { $language }: it is fitted in beside what else changes there.
desk-merge-already-there = { $language }: the newest version says this already.
desk-merge-left-unknown = There is no amendment with this number.
desk-merge-left-closed = Left out: it was withdrawn or merged before.
desk-merge-left-no-text = Left out: the newest version has no text in its language.
desk-merge-left-unreadable = Left out: its words, or those it was made on, cannot be read. They were erased, removed by a moderator, or not accepted by one yet.
desk-merge-left-broken = Left out: what it changes does not fit the text it was made on.
desk-merge-which = Which are merged?
desk-merge-look = Look at what comes of it
desk-merge-merged = { $count ->
    [0] None of them can be put in.
    [one] One is put in:
   *[other] { $count } are put in:
}
desk-field-phases = Timetable
desk-field-acts = What people may do in it
desk-tick-all = All on this page
desk-figures = Figures, day by day
desk-figures-lead = What has come in, for those who run the process. Everything here can be counted from the public record by anyone.
desk-figures-way = From joining to writing
desk-figures-way-joined = { $count ->
    [one] One person has joined
   *[other] { $count } people have joined
}
desk-figures-way-offices = { $count } of them { $count ->
    [one] holds
   *[other] hold
} an office now; what they wrote and answered is counted below as well
desk-figures-way-answered = { $count } of them answered a statement ({ $share })
desk-figures-way-wrote = { $count } of them wrote a statement ({ $share })
desk-figures-no-visits = Visits are not counted: this node follows nobody from page to page.
desk-figures-days = Day by day
desk-figures-wait = Answers by day are being counted; look again in a moment.
desk-figures-joined = People who joined: { $sum } in these days, { $most } on the busiest
desk-figures-statements = Statements: { $sum } in these days, { $most } on the busiest
desk-figures-votes = New answers: { $sum } in these days, { $most } on the busiest
desk-figures-as-table = The same as a table
desk-figures-head-joined = Joined
desk-figures-head-statements = Statements
desk-figures-head-votes = Answers
desk-figures-languages = Languages
desk-figures-hidden = Counted here are the { $shown } that everyone may read. { $hidden } more wait for a moderator or were turned away; they are among those of the days above.
desk-figures-written-in = Written in { $language }: { $count }
desk-figures-readable-in = Readable in { $language }: { $count } of { $all }
desk-figures-group = { $joined } joined, { $answered } of them answered
desk-figures-group-hidden = { $joined } joined; how many of them answered is not shown, because it is fewer than ten or would give such a number away
desk-organisations = Register of organisations
desk-organisations-lead = Enter a list of organisations. Each is looked at before anything is entered.
desk-queue-others = Remarks, comments, letters, amendments, organisations and other words: { $count }
desk-due-waiting-others = Remarks, comments, letters, amendments and organisations that wait for a moderator: { $count }
desk-mails-waiting = { $count ->
    [one] One author is to be told of an answer by a mail that no mail server has taken yet.
   *[other] { $count } authors are to be told of an answer by mails that no mail server has taken yet.
}
desk-mails-of-acts-waiting = { $count ->
    [one] One person is to be told of a verdict, an erasure, a refusal or a ruling by a mail that no mail server has taken yet.
   *[other] { $count } mails that tell people of verdicts, erasures, refusals or rulings have been taken by no mail server yet.
}
desk-mail-came-back = the mail came back; after a day the notice on their page counts
desk-mail-not-taken = not taken yet, tried again
desk-invitations = Invitations
desk-invitations-lead = Invite people, organisations and classes; note what was sent; replace codes.
desk-applications = Applications
desk-applications-lead = Grant or refuse what people ask who were not invited.
desk-floor = Refuse the floor
desk-floor-lead = Say in public, with a reason, that a participant does not get the floor; they can appeal.
desk-appeals = Appeals
desk-appeals-lead = Rule on appeals against refusals and verdicts of others. A ruling is due thirty days after the appeal.
desk-due-reports = { $count ->
    [one] One report waits for a moderator
   *[other] { $count } reports wait for a moderator
}
desk-reports-lead = Tick the words that were reported and judge them below, whatever you find: a verdict on them closes the reports that came before it.
desk-ticked-elsewhere = You ticked these, and they stand in another part of the queue or were judged meanwhile:
desk-report-says = Reported:
desk-merge-apart-meant = I have read these parts side by side: they say the same, or it is meant that they differ.
desk-merge-apart-unsaid = The languages would say different things. Say that it is meant, or leave out an amendment.
desk-merge-apart = These parts are changed by other amendments in one language than in another. Nobody has said that they say the same; read them side by side before you publish:
desk-merge-changed-in = changed in { $language } by
desk-stands-already = These words stand in the record already as
desk-phase-unseen = { $count ->
    [one] Of one answer all that is known is that it stands on its author’s page. They may not have seen it, and their silence counts as nothing.
   *[other] Of { $count } answers all that is known is that they stand on their authors’ pages. They may not have seen them, and their silence counts as nothing.
}
desk-field-effect = Legal effect of the result
desk-field-fixed = What is fixed already
desk-field-options = Options under discussion
desk-field-costs = Costs in all
desk-field-amounts = Every funder with an amount
desk-field-support = Support of travel or data costs
desk-field-taken = Support that was taken up, by income group
desk-field-ways = Ways other than the web
desk-left = Left to do:
desk-left-unanswered = Remarks or amendments without an answer
desk-left-untold = Answers of which not every author was told
desk-left-contested = Turned away, while the author may still appeal or waits for a ruling
desk-left-initiatives = Initiatives that reached their threshold and have no answer
desk-left-meetings = Meetings without minutes
desk-left-appeals = Appeals that wait for a ruling, which may be given after the process was closed, too
desk-left-applications = Applications without an outcome
desk-left-reports = Reports that no moderator has followed
desk-left-waiting = Words that wait for a moderator
desk-left-more = and { $count } more
desk-decision-runs-on = These phases run on after the decision, or are to come. The decision does not end them, and it will be said at the decision that they ran on.
desk-decision-one-language = The charter promises every text in these languages: { $languages }. This form takes one. Write the decision in each of them, one below the other, or it will be said at the decision in which it is not.
desk-stage-timetable-over = Every phase of the timetable is over, so the process cannot be opened: give the phases other days first.
desk-queue-unseen = Shown, and nobody has looked at it yet
desk-due-unseen = { $count ->
    [one] 1 text is shown, and no moderator has looked at it yet
   *[other] { $count } texts are shown, and no moderator has looked at them yet
}
desk-not-yours = This page is for those who hold an office
desk-not-yours-who = You hold none that it is for. It is the page of: { $office }.
desk-not-yours-any = You hold no office in this process.
desk-not-yours-holders = Who holds it now:
desk-not-yours-nobody = Nobody holds it now.
desk-remarks-units-others = Other parts of the text
desk-figures-range = From { $from } to { $to }, in UTC; days on which nothing came in are among them.
desk-figures-before = Left out here: { $count ->
    [one] one earlier day
   *[other] { $count } earlier days
} on which something came in; the file has all.
desk-result-of-opinion-map = Opinion map
desk-result-of-participation = Counts of who took part
desk-result-of-openness = How open the process was
desk-changes-more = and { $count ->
    [one] one more
   *[other] { $count } more
}
