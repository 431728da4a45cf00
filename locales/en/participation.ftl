participation-reason-not-eligible = they do not belong to those who may take part
participation-reason-no-seats = all seats are taken
participation-reason-late = it came too late
participation-reason-incomplete = it does not say what has to be known
participation-reason-duplicate = the same person or body takes part already
participation-reason-off-topic = it is not the matter of this process
participation-reason-conduct = the rules of conduct were broken
participation-reason-other = another reason, given in words
participation-title = Who was invited, and who was refused
participation-lead-invited = This process is open to those who were invited, or who applied and were let in. How many that were, and who was turned away for which reason, stands here.
participation-lead-open = Anyone may join this process. Who was invited all the same, and who was refused the floor for which reason, stands here.
participation-have-code = I have a code
participation-apply = Apply to take part
participation-counts = Counts
participation-counts-lead = Counted from the entries of the record as it stands now. That an invitation was sent is what the registrar says, or what the mail server of this node took; nobody can prove that a letter arrived.
participation-count-invited = seats offered
participation-count-sent = seats whose invitation was sent
participation-count-accepted = seats taken
participation-count-declined = seats declined
participation-count-unanswered = seats for which nobody answered by the last day
participation-count-void = seats whose code was made void
participation-count-reissued = codes replaced by new ones
participation-count-applications = applications
participation-count-granted = applications granted
participation-count-refused = applications refused
participation-count-floor-refused = refusals of the floor
participation-count-appeals = appeals
participation-count-upheld = appeals after which the refusal stands
participation-count-overturned = appeals after which the refusal fell
participation-count-late = rulings that came late, or are overdue
participation-published = These counts were last put in the record, where anyone can count them again, on
participation-not-published = These counts were not put in the record yet.
participation-hidden = hidden
participation-hidden-why = “hidden”: fewer than ten people, or a number from which theirs would follow.
participation-all-hidden = All counts here are of fewer than ten people, or such that theirs would follow, so no table is shown. Each entry stands in the record.
participation-seats-stakeholder = Seats by stakeholder group
participation-seats-region = Seats by country group
participation-applications-stakeholder = Applications by stakeholder group
participation-applications-region = Applications by country group
participation-appeals-stakeholder = Appeals by stakeholder group
participation-appeals-region = Appeals by country group
participation-all = all
participation-part-accepted = taken
participation-part-declined = declined
participation-part-unanswered = unanswered
participation-part-void = void
participation-part-open = open
participation-part-granted = granted
participation-part-refused = refused
participation-part-upheld = refusal stands
participation-part-overturned = refusal fell
participation-small-cells = Seats, invitations and applications of fewer than ten people of a group are not shown here, nor what would give them away; how many joined, wrote and spoke is, because it stands beside their names elsewhere. The record holds group and country of each invitation and application.
participation-invited-named = Organisations and classes of people that were invited
participation-nobody-named = None.
participation-refusals = Refusals
participation-no-refusals = Nobody was refused.
participation-last-day = Last day to answer:
participation-to-person = A person
participation-to-organisation = An organisation
participation-to-class = A class of people
participation-state-unsent = not sent yet
participation-state-sent = sent, no answer yet
participation-state-accepted = taken
participation-state-declined = declined
participation-state-unanswered = no answer by the last day
participation-state-void = void
participation-refusal-more = The refusal, and the way to appeal
participation-refused-application = An application was refused
participation-refused-floor = A participant was refused the floor
participation-not-appealed = Nobody appealed.
participation-may-appeal = An appeal is possible until
participation-ruled-upheld = The refusal stands
participation-ruled-overturned = The refusal falls
participation-ruling-overdue = A ruling on the appeal is overdue.
participation-ruling-due = There is an appeal. A ruling is due by
participation-ruling-late = The ruling came late.
participation-days-left = { $days ->
    [0] today is the last day, or it is over
    [one] one day left
   *[other] { $days } days left
}
participation-what = What was refused
participation-why = Reason
participation-who-decided = Who decided
participation-floor-of = It holds for these meetings, and for none that is announced later:
participation-floor-of-none = No meeting with a floor is announced. The refusal then holds for none, and not for one that is announced later.
participation-floor-of-announced = It holds for the meetings that had been announced by then, and for none that was announced later.
participation-appeal = Appeal
participation-in-words = The reason in words
participation-ruling = Ruling
participation-appealed-on = The appeal was made on
participation-code-title = What became of my code
participation-code-lead = Type the code of your invitation or of your application. It has twenty letters and digits; hyphens and small letters do not matter.
participation-code = Code
participation-code-send = Look
participation-accept = Take part
participation-answer-by = Answer by
participation-who-invited-knows = The entry by which you come in names this invitation. Whoever sent it to you can tell which pseudonym is yours. To decline gives your code away to nobody.
participation-decline = Decline the invitation
participation-seat-unsent = By what the record says, this invitation was not sent yet. Try again later, or ask the secretariat.
participation-seat-sent = Nobody has answered yet.
participation-seat-accepted = Somebody came in with this code.
participation-seat-declined = This invitation was declined.
participation-seat-unanswered = The last day to answer is over.
participation-seat-void = This code was made void. Ask the secretariat.
participation-your-application = Your application
participation-granted = Your application was granted.
participation-was-refused = Your application was refused. You can read why, and appeal.
participation-waits = Nobody has decided on your application yet.
participation-apply-words = Who you are, and why you want to take part
participation-apply-lead = What you write is shown to the registrar, to the secretariat and, if you appeal, to whoever rules on appeals. Whoever runs this node could look it up; nobody else sees it. The record shows in public that somebody applied, with the group and country that you give.
participation-apply-send = Apply
participation-applied = You have applied
participation-keep-code = Write this code down now. With it you learn what was decided, come in, or appeal. Nobody can show it to you again.
participation-code-where = You use it here:
participation-refusal-number = Refusal { $number }
participation-code-of-application = The code of your application
participation-appeal-words = What you say against the refusal
participation-appeal-make = Appeal
participation-appeal-lead = Somebody else than whoever refused rules on it. What you write is shown to whoever rules. Whoever runs this node could look it up; nobody else sees it.
participation-appeal-send = Appeal
participation-no-day = The last day is missing.
participation-refusal-words = The reason in words, for everyone to read; name nobody
participation-last-day-to-appeal = Last day to appeal, at least fourteen days from now
participation-nobody-applies = No application waits for a decision.
participation-application-number = Application { $number }
participation-grant = Grant
participation-refuse = Refuse
participation-nobody-appeals = No appeal waits for a ruling.
participation-appeal-number = Appeal { $number }
participation-ruling-words = The reason in words, for everyone to read; name nobody
participation-application-words = What the application said
participation-rule = Rule on the appeal
participation-fault-to = “to” is none of person, organisation and class
participation-fault-organisation = where “to” is organisation, its number or name in the register stands in “organisation”, and nowhere else
participation-fault-class = where “to” is class, the class stands in “class” in words, at most 200 characters, and nowhere else
participation-fault-seats = the seats are no number from 1 to 500; a person has one
participation-fault-group = the charter has no such group
participation-fault-country = the country is no two-letter code
participation-fault-day = the last day is no day such as 2026-12-31, or is over
participation-fault-mail = the mail address is none, or stands further up too
participation-fault-reason = there is no reason
participation-list-rows = A list has at least one row, and at most { $most } seats in all.
participation-one-seat = Choose the one seat whose answer you heard.
participation-one = Invite one
participation-invitations = Invitations
participation-nobody-invited = Nobody was invited yet.
participation-count-lead = The counts can be put in the record as a result, which anyone can count again.
participation-count-send = Put the counts in the record
participation-invitation-number = Invitation { $number }
participation-list = Invite from a list
participation-list-lead = A table of comma-separated values, all of it or none. The columns last_day and reason have to be there:
participation-list-field = The list
participation-list-enter = { $count ->
    [one] Enter one invitation
   *[other] Enter { $count } invitations
}
participation-seats = { $count ->
    [one] one seat
   *[other] { $count } seats
}
participation-by-mail = by mail to
participation-on-paper = on paper
participation-to = For whom
participation-which-organisation = Which organisation of the register, if it is for one
participation-which-class = Which people, if it is for a class
participation-how-many = How many seats
participation-mail-field = Mail address, if the code is to be mailed; it is in no entry
participation-invite = Invite
participation-entered = The invitations were entered
participation-mails-written = { $count ->
    [one] One letter waits in the outbox. That it was sent will be recorded when a mail server has taken it.
   *[other] { $count } letters wait in the outbox. That they were sent will be recorded when a mail server has taken them.
}
participation-new-codes = New codes
participation-sheet-once = Print or save this page now. The codes are kept nowhere and cannot be shown again; who loses one gets a new one.
participation-sheet-unsent = Once the sheets are out, note for each invitation that it was sent: before that no code opens the door.
participation-sheet-at-once = This invitation was noted as sent before, so the new codes open the door at once, and the old ones do so no more. When they were handed over is noted nowhere.
participation-sheet-trust = The record holds only digests of the codes. Whoever prints this page can read them while printing, and could use them: that remains a matter of trust.
participation-card-where = Where to type it:
participation-was-sent = Sent
participation-means-mail = by mail
participation-means-paper = on paper
participation-means-hand = handed over
participation-not-sent = not yet, by what the record says
participation-unsent-lead = { $count ->
    [one] Of one invitation no entry says yet that it was sent: its codes open nothing before.
   *[other] Of { $count } invitations no entry says yet that they were sent: their codes open nothing before.
}
participation-unsent-all = { $count ->
    [one] This one was sent
   *[other] All { $count } were sent
}
participation-unsent-some = Only some of them
participation-note-sent = Note that it was sent
participation-how-sent = How
participation-seats-title = Seats
participation-seat-number = Seat { $number }
participation-seat-reissued = { $count ->
    [one] code replaced once
   *[other] code replaced { $count } times
}
participation-reissue = New codes for those chosen
participation-void = Make the chosen void
participation-heard-declined = Note that the chosen one declined
participation-more-wait = { $count ->
    [one] One more waits. It comes up here when one of these is done.
   *[other] { $count } more wait. They come up here when these are done.
}
participation-mails-waiting = { $count ->
    [0] All letters were taken by a mail server.
    [one] One letter waits for a mail server.
   *[other] { $count } letters wait for a mail server.
}
participation-mails-failed = The node could not write the mails. The codes are in force and stand here and nowhere else: give them to people yourself.
participation-no-mail-server = This node sends no mails, so the codes meant for mail stand below too.
participation-mail-subject = Invitation: { $title }
participation-mail-body = You are invited to take part in “{ $title }”.
    What it is for: { $purpose }
    Why you are invited: { $reason }
    Please answer by { $day }, 23:59 UTC: open the link below. It is good once, for whoever has it. You can also decline there; then it is counted that somebody declined, and not who.
    Who runs the process, and whom to ask or to tell that you want no such mail: { $contact }
    Invitation { $number }
participation-balance = Balance of people
participation-balance-lead = Who was offered a seat, who came, what became of what they said, and how long they spoke in meetings, beside the world’s people. Groups and countries are what people named of themselves.
participation-balance-world = Share of the world
participation-balance-people = People who joined
participation-balance-seats = Seats offered
participation-balance-taken = Seats taken
participation-balance-remarks = Remarks
participation-balance-rate = Accepted, of those answered
participation-balance-time = Share of speaking time
participation-balance-no-turns = No turn in a meeting is recorded, so nobody can say who spoke how long.
participation-decline-final = It is final: with this code nobody can accept afterwards, and that the invitation was declined stands in the record.
participation-decline-send = Decline for good
participation-mails-came-back = { $count ->
    [one] One letter came back: the mail server refused it for good, so it reaches nobody and nothing waits. Reach them otherwise, or give another address with new codes:
   *[other] { $count } letters came back: the mail servers refused them for good, so they reach nobody and nothing waits. Reach them otherwise, or give other addresses with new codes:
}
participation-mail-new-codes = Mail address to which the new codes go; without one they are shown here, once
