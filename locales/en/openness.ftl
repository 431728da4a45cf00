# The openness report: forty criteria, each answered from the record.
openness-title = How open was it?
openness-lead = Forty criteria of an open process, each answered from the entries of the record, and a few (O22, O23, O39) from what this node sees beside it. What nobody can tell is said to be unknown. There is no total score.
openness-basis = From the first { $entries } entries, as of { $day }. Method { $algorithm }.
openness-again = Whoever runs this node, or has a copy of its folder, can compute from the record again what the record decides: { $command }
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
}. People who hold or held the chair and told of none: { $of }. Whether there were others, no record can show.
openness-because-accessibility-not-recorded = The record has no accessibility statement and no result of checks of the pages.
openness-because-all-published = Nothing waits and nothing is withheld of { $count } contributions.
openness-because-all-translated = All { $count } contributions can be read in every language of the charter.
openness-because-balance-missed = Contributions of { $count } stakeholder groups and { $of } regions of the world were accepted; 5 and 3 are asked for. Votes are no contributions. Groups missing: { $names }.
openness-because-balance-open = So far contributions of { $count } stakeholder groups and { $of } regions of the world were accepted; 5 and 3 are asked for. Votes are no contributions. Groups missing: { $names }.
openness-because-balance-reached = Contributions of { $count } stakeholder groups and { $of } regions of the world were accepted; votes were not counted.
openness-because-binding-not-recorded = The shortest time for remarks was { $count } days. Whether that is enough depends on whether the instrument binds ({ $of } days); the charter has a field for that, which says nothing.
openness-because-budget-is-prose = The charter speaks of budget and funders in words. Fields of the charter that are for amounts and say nothing: { $names }.
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
openness-because-interests-not-recorded = Of { $of } people who were given the secretariat, the chair or the draft, { $count } did not name group and country, or speak for no organisation that says who pays it and what it wants.
openness-because-languages-of-drafts = Each version of the draft was published in all { $count } languages of the charter at once. Decisions, answers and letters stand in one language each, and the record has no place for their translations.
openness-because-level-named = The charter names the level of participation.
openness-because-mandate-is-prose = The charter speaks of the mandate and of who decides in words. Fields of the charter that are for the rest and say nothing: { $names }. Whether the words say it, a program cannot tell: read them.
openness-because-moderation-open = Each of { $count } verdicts and erasures has a reason, a rule or legal ground and an actor; where words were taken away ({ $of }), somebody held the office that rules on appeals who neither did it nor had written them.
openness-because-no-contribution = Nobody has contributed yet.
openness-because-no-country-named = Nobody who takes part has named a country, so there are no shares to publish.
openness-because-no-decision = Nothing has been decided yet.
openness-because-no-draft = No draft has been published yet.
openness-because-no-phase-ended = No phase has ended yet.
openness-because-no-phase-for-remarks = The charter has no phase for remarks or amendments.
openness-because-no-phases = The charter has no phases.
openness-because-no-public-call = Only those who were invited may join.
openness-because-no-result = No result has been published yet.
openness-because-nobody-hears-appeals = Of { $of } verdicts and erasures that took words away, { $count } came when nobody held the office that rules on appeals, in the days in which their author could appeal, but who had done it or had written the words.
openness-because-nobody-joined = Nobody has joined yet.
openness-because-nobody-may-join = No phase of the charter lets people join.
openness-because-not-translated = { $count } of { $of } statements lack a translation into a language of the charter.
openness-because-nothing-adopted = The decision adopts nothing.
openness-because-nothing-moderated = There was no act of moderation.
openness-because-office-unnamed = Nobody was named for: { $names }.
openness-because-options-are-prose = Nothing was decided before the first contribution. The charter then had nothing in its field for the options; whether its words list them, a program cannot tell: read it.
openness-because-publication-not-recorded = The results page shows the shares beside the world's people; that it was published is no entry of the record.
openness-because-reasons-in-words = { $count } contributions are withheld, each with a reason in words. The charter has no closed list of reasons to hold them against.
openness-because-recomputation-not-recorded = { $count } results are published. That somebody else computed them again is no entry of the record; maru verify does it.
openness-because-register-lacks = { $count } of { $of } people do not say their group or their country.
openness-because-register-whole = All { $count } people say their group and their country.
openness-because-rule-changed-about-input = The decision rule changed between the first admission and the first contribution that the state still knows.
openness-because-rule-changed-after-input = The decision rule was changed after the first contribution.
openness-because-rule-stood-first = The decision rule stood before the first contribution and has not changed since.
openness-because-serving-not-recorded = How a node gives out its pages is no entry of the record; the page of this report at the node says it.
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
openness-because-duties-in-record = A text was adopted, and { $count } duties that follow from it are in the record. In { $of } half-years since, no meeting with minutes is in it; whether any was held, no entry says.
openness-because-shares-of-answers = { $count } of { $of } remarks and amendments have an answer; of the others nobody knows whether they would be accepted.
openness-because-timetable-changed = The day on which a phase opens was changed later than 14 days before the first phase opened.
openness-because-timetable-in-time = The timetable stood 14 days before the first phase opened.
openness-because-timetable-may-change = It can still change until 14 days before the first phase opens.
openness-because-timetable-after-opening = The process was published when its first phase had opened already, { $count ->
    [0] on the same day
    [one] one full day before
   *[other] { $count } full days before
}; { $of } days ahead are asked for.
openness-because-timetable-too-late = The process was published { $count } days before its first phase opened; { $of } are asked for.
openness-because-verdict-without-rule = { $count } of { $of } verdicts name no rule.
openness-because-removal-without-rule = { $count } of { $of } verdicts and erasures that took words away name no rule of the charter and no legal ground. What says “none” names none.
openness-because-closed-meetings-without-floor = { $count } of { $of } meetings were closed. A closed meeting has no queue here, so nobody knows who spoke how long.
openness-because-remarks-not-held = The charter promised { $of } days for remarks. The process ended after { $count } of them, without a draft.
openness-because-no-remark-cut-short = Nobody made a remark or proposed an amendment. The charter promised { $of } days for them, and the process ended after { $count } of these.
openness-because-ways-not-recorded = The charter says nothing in its field for ways other than the web. Sources named in the record: { $count }; by which way people wrote there is not recorded.
openness-because-witnesses-beside-record = Signatures of witnesses stand beside the record; maru verify reads them.
openness-because-remarks-long-enough = The shortest time for remarks was { $count } days; { $of } would be enough for a binding instrument.
openness-because-remarks-run = Remarks can still be made: { $count } days so far planned for the version with the least.
openness-because-remarks-too-short = Remarks on a version could be made on { $count } days; { $of } are asked for.
openness-because-answered-late = { $count } of { $of } remarks and amendments were answered only after the phase for it had ended.
openness-because-answers-open = { $count } of { $of } remarks and amendments still wait for an answer.
openness-because-translations-not-recorded = { $count } of { $of } remarks, amendments, submissions, comments and replies are not in every language of the charter, and the record has no place for their translations.
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
openness-because-no-objection = Nobody objects in a remark, to an answer, nor in a ballot by consensus or consent.
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
openness-because-invitations-may-be-elsewhere = Anyone may join, or could for a time, so an invitation need not stand in the record. Those that do: { $count }.
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
openness-because-mandate-said = The charter said when the process opened who called it, who decides, what legal effect the result has and what is fixed.
openness-because-mandate-said-late = What the charter says now, it did not say when the process opened: { $names }.
openness-because-options-listed = Nothing was decided before the first contribution, and the charter then listed the options.
openness-because-budget-said = The charter names { $count ->
    [one] one funder with an amount
   *[other] { $count } funders with amounts
}, which cover what the process costs. Whether they paid it, no record can show.
openness-because-budget-said-late = The charter names costs and funders with amounts, and did not when the process opened.
openness-because-funders-do-not-cover = The funders whom the charter names pay { $count } { $names } of { $of }: somebody else pays the rest.
openness-because-offices-disclosed = Each of { $count } people who were given the secretariat, the chair or the draft named group and country, and speaks for an organisation that says who pays it and what it wants, or declines to in public.
openness-because-income-shares = { $count } of { $of } people named their country. By its income group: { $names }.
openness-because-support-unsaid = The charter says nothing in its field for support of travel or data costs. That is no proof that none was offered.
openness-because-support-not-offered = The charter says that costs of travel and data are not borne.
openness-because-support-offered = The charter offers support; what was taken up is to be counted when a phase has ended.
openness-because-support-uncounted = The charter offers support, and its field for what was taken up does not say a number for each income group.
openness-because-support-counted = Support was offered, and { $count } people took it up, as the charter says: { $names }.
openness-because-refusals-say-nothing = In { $count } of { $of } refusals the words are a single character.
openness-because-remarks-long-enough-for-advice = The shortest time for remarks was { $count } days. By the charter the result does not bind; { $of } would be asked for if it did.
openness-because-remarks-too-short-to-bind = The shortest time for remarks was { $count } days. By the charter the result binds, and { $of } are asked for.
openness-because-documents-in-all-languages = Each of { $count } documents (drafts, answers, decisions, minutes) stands in { $of ->
    [one] the one language of the charter
   *[other] all { $of } languages of the charter
}, each draft with its standing.
openness-because-documents-in-another-language = { $count } of { $of } documents stand in another language than the one of the charter.
openness-because-languages-of-documents = Each version of the draft was published in all languages of the charter at once. { $count } of { $of } documents (answers, decisions, minutes among them) stand in one language each, and the record has no place for their translations.
openness-because-documents-elsewhere = This node gives out what stands in the record to anybody, without account, fee or script. { $count } minutes name a recording elsewhere, at which nobody looked.
openness-because-served-to-anybody = Every document of the process stands in the record, and this node gives it out to anybody, without account, fee or script.
openness-because-accessibility-statement-old = The accessibility statement of this node’s pages is { $count } days old; no more than { $of } are allowed.
openness-because-accessibility-unchecked = The accessibility statement of this node’s pages is { $count } days old. Whether the automatic checks of the pages pass here, nobody looked at: they are run with the tests of the program (e2e).
openness-because-ways-too-few = The charter names { $count } way other than the web; { $of } are asked for.
openness-because-ways-named = The charter named { $count } ways other than the web into the same record when input began: { $names }.
openness-because-minutes-say-nothing = The minutes of { $count } of { $of } meetings say a single character of an item.
openness-because-recording-is-no-address = What the minutes of { $count } of { $of } meetings call a recording or transcript is no address at which one could be found.
openness-because-closed-meetings-say-nothing = Of { $count } of { $of } closed meetings a single character is said of who was there, or of what came of it.
openness-because-contacts-told-late = { $count } of { $of } contacts outside the record were told of more than 14 days after their day.
openness-because-contacts-logged = { $count } contacts outside the record were told of, each within 14 days; each of { $of } people who hold or held the chair told of some. Whether there were others, no record can show.
openness-because-turned-away-after-phase = { $count } of { $of } remarks and amendments were turned away by moderators when nobody could write a new one any more, and have no answer.
openness-because-turned-away = { $count } of { $of } remarks and amendments were turned away by moderators, each with a reason of theirs, and have no answer: read the moderation log. All others have one.
openness-because-answers-say-nothing = { $count } answers to { $of } remarks and amendments are a single character.
openness-because-every-unit-has-causes = Every changed unit of { $count } later versions links to what caused the change, or says that nothing did. The texts were read for this.
openness-because-shares-told = { $count } of { $of } remarks and amendments were accepted. By group, region and language: { $names }.
openness-because-objections-unanswered = { $count } of { $of } objections had no answer when the decision was taken.
openness-because-objections-before-vote = All { $count } objections stood in the record, with answers, before the ballot was opened on which the decision rests, or are counted in it.
openness-because-results-recomputed = { $count } published results were computed again by whoever made this report, and are the same.
openness-because-results-differ = { $count } of { $of } published results, computed again by whoever made this report, are others.
openness-because-results-not-all-recomputed = { $count } of { $of } published results were computed again by whoever made this report; the others could not be.
openness-because-no-witness = Nobody else signs the heads of this record: whoever made this report looked, and knows of no witness.
openness-because-duties-not-looked-at = Of { $count } of { $of } duties a day is over on which they were due or to be looked at, and nobody has said anything of them since.
openness-because-duties-first-half-year = A text was adopted, and { $count } duties that follow from it are in the record. The first half-year is not over.
openness-because-duties-followed-up = { $count } duties are in the record with who owes them and by when, none is left without a word after its day, and a meeting with minutes was held in each of { $of } half-years since.
openness-nothing-named = not named
openness-share-income = { $what } { $count } % (of the world’s people { $of } %)
openness-share-taken = { $what } { $count }
openness-share-way = { $what }
openness-share-group = { $what } { $count } of { $of }
openness-share-region = { $what } { $count } of { $of }
openness-share-language = { $what } { $count } of { $of }
openness-region-africa = Africa
openness-region-americas = the Americas
openness-region-asia = Asia
openness-region-europe = Europe
openness-region-oceania = Oceania
openness-field-effect = legal effect of the result
openness-field-fixed = what is fixed already
openness-field-options = options under discussion
openness-field-costs = costs in all
openness-field-amounts = every funder with an amount
openness-field-support = support of travel or data costs
openness-field-taken = support taken up by income group
openness-field-ways = ways other than the web
openness-because-unanswered = { $count } of { $of } remarks and amendments had no answer when the time for it ended.
openness-because-witnessed = Entries can only be added, which the signed heads show; { $count ->
    [one] one other party signs them
   *[other] { $count } other parties sign them
}: { $names }.
