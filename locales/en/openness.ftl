# The openness report: forty criteria, each answered from the record.
openness-title = How open was it?
openness-lead = Forty criteria of an open process, each answered from the entries of the record alone. What does not stand in the record is said to be unknown. There is no total score.
openness-basis = From the first { $entries } entries, as of { $day }. Method { $algorithm }.
openness-again = Whoever runs this node, or has a copy of its folder, can compute it again: { $command }
openness-standing-not-met = Not met
openness-standing-cannot-be-known = Cannot be known
openness-standing-not-yet-due = Not yet due
openness-standing-met = Met
openness-standing-not-applicable = Not applicable
openness-count = { $standing }: { $count }
openness-evidence = Entries:
openness-pdf = as PDF
openness-link = Openness report

openness-because-no-meeting-yet = No meeting has been held yet.
openness-because-meetings-may-be-elsewhere = No meeting is in the record. Whether any was held, no entry says.
openness-because-remote-not-recorded = In { $count } of { $of } meetings nobody registered, or no turn was recorded, so shares cannot be compared.
openness-because-nobody-remote = Nobody registered to take part remotely.
openness-because-remote-spoke-less = In { $count } of { $of } meetings those who took part remotely had a smaller share of the time than of the registrations. Whether that was shown is in no entry.
openness-because-remote-spoke-as-much = In { $count ->
    [one] one meeting
   *[other] { $count } meetings
} those who took part remotely had at least their share of the time.
openness-because-meetings-announced-late = { $count } of { $of } meetings were announced, or changed, less than 14 days ahead, or had no agenda.
openness-because-meeting-papers-late = Of { $count } of { $of } meetings, minutes that name a recording or transcript did not come within 14 days.
openness-because-meetings-open = { $count } of { $of } meetings are still to be held or have days left for their minutes.
openness-because-meeting-papers-in-time = { $count ->
    [one] The one meeting was
   *[other] All { $count } meetings were
} announced in time with an agenda, and attendance, minutes and recording followed in time.
openness-because-no-closed-meeting-yet = No closed meeting is in the record so far.
openness-because-closed-meetings-may-be-elsewhere = No closed meeting is in the record. Whether any was held, no entry says.
openness-because-closed-meetings-late = Of { $count } of { $of } closed meetings nobody said within 7 days who was there and what came of it.
openness-because-closed-meetings-open = { $count } of { $of } closed meetings are still to be held or have days left.
openness-because-draft-not-shown = The text that was decided on or open for remarks was erased, so that nobody can tell what people had before them.
openness-because-meeting-papers-not-shown = The agenda or the minutes of { $count } of { $of } meetings were erased.
openness-because-rulings-not-shown = Rulings whose words were erased: { $count } of { $of }.
openness-because-answers-not-shown = Answers whose reasons were erased: { $count }; remarks and amendments: { $of }.
openness-because-closed-meetings-not-shown = What was said of { $count } of { $of } closed meetings was erased.
openness-because-closed-meetings-told = { $count ->
    [one] Of the one closed meeting
   *[other] Of all { $count } closed meetings
} in the record the reason, those present and the outcome were published within 7 days.
openness-because-meetings-without-accounts = In { $count } of { $of } meetings no turn was recorded, so nobody knows who spoke how long.
openness-because-speakers-undeclared = { $count } of { $of } speakers did not name their group or their country.
openness-because-accounts-in-record = { $count ->
    [one] Of the one meeting
   *[other] Of all { $count } meetings
} every turn is in the record, and every speaker named group and country.
openness-because-no-contact-told = Nobody told of a contact outside the record. That does not say that there was none.
openness-because-contacts-may-be-missing = { $count ->
    [one] One contact outside the record was told of
   *[other] { $count } contacts outside the record were told of
}; whether there were others, no record can show.
openness-because-accessibility-not-recorded = The record has no accessibility statement and no result of checks of the pages.
openness-because-all-published = Nothing waits and nothing is withheld of { $count } contributions.
openness-because-all-translated = All { $count } contributions can be read in every language of the charter.
openness-because-balance-missed = Contributions of { $count } stakeholder groups and { $of } regions of the world were accepted; 5 and 3 are asked for. Votes are no contributions. Groups missing: { $names }.
openness-because-balance-open = So far contributions of { $count } stakeholder groups and { $of } regions of the world were accepted; 5 and 3 are asked for. Votes are no contributions. Groups missing: { $names }.
openness-because-balance-reached = Contributions of { $count } stakeholder groups and { $of } regions of the world were accepted; votes were not counted.
openness-because-binding-not-recorded = The shortest time for remarks was { $count } days. Whether that is enough depends on whether the instrument binds ({ $of } days), which the record does not say.
openness-because-budget-is-prose = The charter speaks of budget and funders in words. Whether every funder stands there with an amount, a program cannot tell: read it.
openness-because-call-long-enough = People could answer the call for { $count } days; { $of } are asked for.
openness-because-call-runs = The call has been public for { $count } days of the { $of } that are asked for, and still runs.
openness-because-call-too-short = People could answer the call for { $count } days; { $of } are asked for.
openness-because-chairs-of-one-group = Those who chair come from fewer than two stakeholder groups.
openness-because-decided-before-input = A decision was recorded before anybody had contributed.
openness-because-decided-without-draft = The decision adopts no version of a draft.
openness-because-draft-in-time = Each version that was decided on had been public before, the least of them for { $count } days; { $of } are asked for.
openness-because-draft-too-late = A version of the draft had been public for { $count } days when it was decided or voted on; { $of } are asked for.
openness-because-duties-not-recorded = A text was adopted. No duty that follows from it is in the record.
openness-because-ended-without-decision = The process ended without a decision.
openness-because-entry-is-receipt = Every contribution is an entry of the record, and every entry has a receipt.
openness-because-holidays-not-recorded = The record has no list of public holidays.
openness-because-interests-not-recorded = The offices are held, by people of several groups. Their affiliation and interests are not in the record.
openness-because-languages-of-drafts = Each version of the draft was published in all { $count } languages of the charter at once. Decisions, answers and letters stand in one language each, and the record has no place for their translations.
openness-because-level-named = The charter names the level of participation.
openness-because-mandate-is-prose = The charter speaks of the mandate and of who decides in words. Whether they say what is already fixed, a program cannot tell: read it.
openness-because-moderation-open = Each of { $count } verdicts and erasures has a reason, a rule or legal ground and an actor; where words were taken away, somebody else held the office that rules on appeals.
openness-because-no-contribution = Nobody has contributed yet.
openness-because-no-country-named = Nobody who takes part has named a country, so there are no shares to publish.
openness-because-no-decision = Nothing has been decided yet.
openness-because-no-draft = No draft has been published yet.
openness-because-no-phase-ended = No phase has ended yet.
openness-because-no-phase-for-remarks = The charter has no phase for remarks or amendments.
openness-because-no-phases = The charter has no phases.
openness-because-no-public-call = Only those who were invited may join.
openness-because-no-result = No result has been published yet.
openness-because-nobody-hears-appeals = Of { $of } acts of moderation, { $count } took words away when nobody else than who did it held the office that rules on appeals, in the days in which its author could appeal.
openness-because-nobody-joined = Nobody has joined yet.
openness-because-nobody-may-join = No phase of the charter lets people join.
openness-because-not-translated = { $count } of { $of } statements lack a translation into a language of the charter.
openness-because-nothing-adopted = The decision adopts nothing.
openness-because-nothing-moderated = There was no act of moderation.
openness-because-office-unnamed = Nobody was named for: { $names }.
openness-because-options-are-prose = Nothing was decided before the first contribution. Whether the options were listed, a program cannot tell: read the charter.
openness-because-publication-not-recorded = The results page shows the shares beside the world's people; that it was published is no entry of the record.
openness-because-reasons-in-words = { $count } contributions are withheld, each with a reason in words. The charter has no closed list of reasons to hold them against.
openness-because-recomputation-not-recorded = { $count } results are published. That somebody else computed them again is no entry of the record; maru verify does it.
openness-because-register-lacks = { $count } of { $of } people do not say their group or their country.
openness-because-register-whole = All { $count } people say their group and their country.
openness-because-rule-changed-about-input = The decision rule changed between the first admission and the first contribution that the state still knows.
openness-because-rule-changed-after-input = The decision rule was changed after the first contribution.
openness-because-rule-stood-first = The decision rule stood before the first contribution and has not changed since.
openness-because-serving-not-recorded = How a node serves its pages is no entry of the record.
openness-because-contributions-wait = { $count } contributions still wait for a moderator.
openness-because-support-not-recorded = The record has no kind of entry for travel or data support.
openness-because-phase-shortened = A phase was made to end earlier than the timetable had said, later than 14 days before the first phase opened.
openness-because-ended-before-opening = The process ended before its first phase opened.
openness-because-nobody-contributed = The process ended, and nobody had contributed.
openness-because-nobody-took-part = The process ended, and nobody had joined.
openness-because-ended-without-draft = The process ended without a draft.
openness-because-ended-without-result = The process ended without a published result.
openness-because-one-version = The process ended with one version of the draft, or none.
openness-because-floor-never-given = { $count ->
    [one] One request for the floor was
   *[other] { $count } requests for the floor were
} still waiting when the meeting was over, and no entry says why.
openness-because-duties-in-record = A text was adopted, and { $count } duties that follow from it are in the record. Whether these are all, and whether people meet on them twice a year, no entry says.
openness-because-shares-of-answers = { $count } of { $of } remarks and amendments have an answer. The page of who takes part shows the shares by stakeholder group and region, not by language; that it was published is no entry of the record.
openness-because-timetable-changed = The day on which a phase opens was changed later than 14 days before the first phase opened.
openness-because-timetable-in-time = The timetable stood 14 days before the first phase opened.
openness-because-timetable-may-change = It can still change until 14 days before the first phase opens.
openness-because-timetable-after-opening = The process was published when its first phase had opened already, { $count } full days after; { $of } days before are asked for.
openness-because-timetable-too-late = The process was published { $count } days before its first phase opened; { $of } are asked for.
openness-because-verdict-without-rule = { $count } of { $of } verdicts name no rule.
openness-because-ways-not-recorded = Sources named in the record: { $count }. By which way people wrote there is not recorded.
openness-because-witnesses-beside-record = Signatures of witnesses stand beside the record; maru verify reads them.
openness-because-remarks-long-enough = The shortest time for remarks was { $count } days; { $of } would be enough for a binding instrument.
openness-because-remarks-run = Remarks can still be made: { $count } days so far planned for the version with the least.
openness-because-remarks-too-short = Remarks on a version could be made on { $count } days; { $of } are asked for.
openness-because-answered-late = { $count } of { $of } remarks and amendments were answered only after the phase for it had ended.
openness-because-answers-open = { $count } of { $of } remarks and amendments still wait for an answer.
openness-because-translations-not-recorded = { $count } of { $of } remarks, amendments, submissions, comments and replies are not in every language of the charter, and the record has no place for their translations.
openness-because-unanswered = { $count } of { $of } remarks and amendments had no answer when the time for it ended.
openness-because-no-remark = Nobody made a remark or proposed an amendment.
openness-because-all-answered = All { $count } remarks and amendments have an answer with its reason.
openness-because-answers-slow = { $count } of { $of } remarks and amendments waited longer than 60 days.
openness-because-answers-in-time = The longest time to an answer was { $count } days, the median { $of }.
openness-because-initiative-overdue = { $count } of { $of } initiatives that reached their threshold have no answer, and the day by which it was owed is over.
openness-because-initiative-late = { $count } of { $of } initiatives that reached their threshold were answered after the day by which the answer was owed.
openness-because-initiative-slow = { $count } of { $of } initiatives that reached their threshold waited longer than 60 days for an answer.
openness-because-initiative-open = { $count } initiatives that reached their threshold still wait for an answer, which is not overdue.
openness-because-initiatives-answered = All { $count } initiatives that reached their threshold were answered in time.
openness-because-no-later-draft = There is only one version of the draft so far, or none.
openness-because-version-without-causes = { $count } of { $of } later versions name no cause of any change.
openness-because-units-not-read = { $count } later versions name the causes of their changes. Whether every changed unit is among them is seen in the texts, which maru verify reads.
openness-because-no-objection = Nobody objects to an answer, nor in a ballot by consensus or consent.
openness-because-objections-in-record = The objections stand in the record, beside the answers and the votes. That those who decided had read them is no entry.
openness-because-nobody-speaks-for-any = Nobody speaks for an organisation yet.
openness-because-nobody-spoke-for-any = Nobody spoke for an organisation.
openness-because-interests-not-said = { $count } of { $of } organisations for which somebody speaks neither say who pays them and what they want, nor decline to.
openness-because-interests-not-shown = What { $count } of { $of } organisations said of themselves was erased or is kept back.
openness-because-interests-said = All { $count } organisations for which somebody speaks say who pays them and what they want, or decline to in public.
openness-because-admitted-uninvited = People were admitted by an office, past invitations and applications: { $count }.
openness-because-appeals-open = Appeals that wait for a ruling: { $count } of { $of }.
openness-because-appeals-ruled = Every appeal was ruled on in time, by somebody else than whoever refused, judged or erased: { $count }.
openness-because-applications-open = Applications that nobody has decided on: { $count }.
openness-because-applications-undecided = The process ended with applications that nobody had decided on: { $count }.
openness-because-invitations-may-be-elsewhere = Anyone may join, so an invitation need not stand in the record. Those that do: { $count }.
openness-because-invitations-never-sent = Invitations that the record does not call sent, though their last day is over: { $count }.
openness-because-invitations-open = Invitations that can still be answered: { $count } of { $of }.
openness-because-invitations-told = Every invitation stands in the record with its outcome: { $count }.
openness-because-nobody-appealed = Nobody appealed.
openness-because-nobody-appealed-yet = Nobody has appealed so far.
openness-because-nobody-invited = Nobody was invited.
openness-because-nobody-invited-yet = Nobody has been invited so far.
openness-because-nobody-refused = Nobody was refused.
openness-because-nobody-refused-yet = Nobody has been refused so far.
openness-because-refusals-not-shown = Refusals whose words were erased: { $count } of { $of }.
openness-because-refusals-told = Every refusal in the record says its reason, who decided and when: { $count }.
openness-because-rulings-late = Appeals whose ruling came late or is overdue: { $count } of { $of }.
