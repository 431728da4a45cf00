//! Each of the forty criteria, driven to each answer that it can give.

#![expect(clippy::expect_used, reason = "a story that cannot be told has failed, and should say where")]

mod document;
mod ground;
mod meetings;
mod promises;

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use maru_forum::{
    AbandonProcess, AnswerInitiative, AppealVerdict, AppealVerdictOn, Apply, AskToSpeak, BallotRule,
    CastBallot, ChangeCharter, Charter, CloseProcess, Code, DeclineInvitation, DelegationVerdict,
    Disposition, Electorate, EntryNumber, GiveReply, GroupId, InitiativeRule, InitiativeWord, Invite,
    Invitee, Join, LocalText, MakeAppeal, MakeComment, MakeInitiative, Moderate, Moment, NewInvitation,
    NoteSent, Office, OpenBallot, OrganisationKind, Phase, PhaseAct, Position, RecordDecision, RefusalReason,
    Refuse, Registration, RemarkKind, ReplyWord, Resolution, RuleOnAppeal, RuleOnDelegation, Saying, SentBy,
    StakeholderGroup, StateOrganisation, StatementId, Submit, Support, Verdict, Vote, WithdrawWords,
    WithdrawalReason,
};
use maru_openness::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};
use maru_openness::{Beside, Report, Standing, criteria, possible, report, report_beside};
use maru_testkit::{
    PHASE_BALLOT, Person, Story, at, charter, charter_around, charter_with, charter_with_ballots, figures,
    language, operator, today, visitor,
};

/// A draft with two articles.
const TEXT: &str = "# Labels\n\n## Article 1\n\nLabels are due.\n\n## Article 2\n\nFines follow.\n";
/// The same with another first article.
const NEXT: &str = "# Labels\n\n## Article 1\n\nLabels are due at once.\n\n## Article 2\n\nFines follow.\n";

/// What is expected of one criterion in one story.
type Expected = (&'static str, Standing, &'static str);

/// A story, as far as it went, with what is expected of it.
struct Case {
    name: &'static str,
    report: Report,
    expected: Vec<Expected>,
}

fn case(name: &'static str, story: &Story, expected: &[Expected]) -> Case {
    Case { name, report: report(&story.process, Moment(story.now)), expected: expected.to_vec() }
}

/// The same with what was looked at beside the record.
fn case_beside(name: &'static str, story: &Story, beside: &Beside, expected: &[Expected]) -> Case {
    let report = report_beside(&story.process, Moment(story.now), beside);
    Case { name, report, expected: expected.to_vec() }
}

/// A charter whose first phase opens so many days after the day of the story.
fn opening_in(days: i32) -> Charter {
    let mut charter = charter();
    for phase in &mut charter.phases {
        phase.opens = today().saturating_add(days.days());
        phase.closes = today().saturating_add((days + 40).days());
    }
    charter
}

fn changed(story: &mut Story, change: impl FnOnce(&mut Charter)) {
    let mut charter = story.process.charter.clone();
    change(&mut charter);
    let reason = "asked for by those who take part".to_owned();
    story.act(&operator(), ChangeCharter { charter: Box::new(charter), reason, shorten: true });
}

fn joins_as(story: &mut Story, name: &str, group: &str, country: &str) -> Person {
    let declare = |join: &mut Join| {
        join.group = Some(GroupId(group.to_owned()));
        join.country = Some(country.parse().expect("a country"));
    };
    Person::joining(story, name, declare, None).expect("the person joins")
}

/// Two people vote on a statement; a result is published, and the process decides thirty days later.
fn decided(story: &mut Story, outcome: Resolution) {
    let (heron, crane) = (story.joins("heron"), story.joins("crane"));
    let labels = heron.states(story, "Labels are due.");
    heron.votes(story, labels, Vote::Agree);
    crane.votes(story, labels, Vote::Agree);
    story.after_days(31);
    let entries = story.process.entries;
    let result = operator().publishes(story, figures(2, entries));
    let mut decision: RecordDecision = Person::decision(story, result, "It is settled.");
    decision.outcome = outcome;
    story.act(&operator(), decision);
}

fn before_anything() -> Vec<Case> {
    let mut without_remarks = opening_in(60);
    for phase in &mut without_remarks.phases {
        phase.acts.retain(|act| ![PhaseAct::Remark, PhaseAct::Amend, PhaseAct::Answer].contains(act));
    }
    let fresh = Story::under(without_remarks);
    let plain = Story::open();
    vec![
        case(
            "before the opening",
            &fresh,
            &[
                ("O1", CannotBeKnown, "mandate-is-prose"),
                ("O2", Met, "level-named"),
                ("O3", NotYetDue, "timetable-may-change"),
                ("O4", NotYetDue, "call-runs"),
                ("O5", NotYetDue, "no-contribution"),
                ("O6", CannotBeKnown, "budget-is-prose"),
                ("O7", NotYetDue, "office-unnamed"),
                ("O8", NotYetDue, "no-contribution"),
                ("O9", NotYetDue, "nobody-joined"),
                ("O14", NotYetDue, "balance-open"),
                ("O15", NotYetDue, "no-phase-ended"),
                ("O17", NotYetDue, "no-decision"),
                ("O18", NotApplicable, "no-phase-for-remarks"),
                ("O19", NotYetDue, "no-phase-ended"),
                ("O20", NotYetDue, "no-draft"),
                ("O21", NotYetDue, "no-contribution"),
                ("O30", NotYetDue, "no-contribution"),
                ("O31", NotYetDue, "no-phase-ended"),
                ("O32", NotApplicable, "no-phase-for-remarks"),
                ("O33", NotApplicable, "no-phase-for-remarks"),
                ("O34", NotApplicable, "no-phase-for-remarks"),
                ("O35", NotApplicable, "no-phase-for-remarks"),
                ("O36", NotYetDue, "no-decision"),
                ("O37", NotApplicable, "nothing-moderated"),
                ("O38", NotYetDue, "no-result"),
                ("O40", NotYetDue, "no-decision"),
            ],
        ),
        case(
            "what the record holds nothing about",
            &plain,
            &[
                ("O10", NotYetDue, "nobody-speaks-for-any"),
                ("O11", CannotBeKnown, "invitations-may-be-elsewhere"),
                ("O12", NotYetDue, "nobody-refused-yet"),
                ("O13", NotYetDue, "nobody-appealed-yet"),
                ("O16", CannotBeKnown, "support-unsaid"),
                ("O22", CannotBeKnown, "serving-not-recorded"),
                ("O23", CannotBeKnown, "accessibility-not-recorded"),
                ("O24", CannotBeKnown, "ways-not-recorded"),
                ("O39", CannotBeKnown, "witnesses-beside-record"),
                // The phases of this charter began before the process did.
                ("O3", NotMet, "timetable-after-opening"),
            ],
        ),
    ]
}

fn timetables_and_calls() -> Vec<Case> {
    let mut in_time = Story::under(opening_in(30));
    in_time.after_days(31);
    let mut called = Story::open_under(opening_in(0));
    called.after_days(31);
    let mut late = Story::under(opening_in(30));
    late.after_days(20);
    changed(&mut late, |charter| charter.phases[0].opens = today().saturating_add(31.days()));
    let mut extended = Story::under(opening_in(30));
    extended.after_days(35);
    changed(&mut extended, |charter| charter.phases[0].closes = today().saturating_add(99.days()));
    let mut shortened = Story::under(opening_in(30));
    shortened.after_days(35);
    changed(&mut shortened, |charter| charter.phases[0].closes = today().saturating_add(50.days()));
    let mut abandoned = Story::under(opening_in(60));
    abandoned.act(&operator(), AbandonProcess { reason: "nobody pays for it".to_owned() });
    let invited = Story::open_under(charter_with(|charter| charter.registration = Registration::Invited));
    let mut short = Story::open_under(charter_with(|charter| {
        charter.phases[0].closes = today().saturating_add(10.days());
    }));
    short.after_days(12);
    let mut hurried = Story::under(opening_in(5));
    hurried.after_days(6);
    vec![
        case("a timetable five days before", &hurried, &[("O3", NotMet, "timetable-too-late")]),
        case(
            "a timetable in time",
            &in_time,
            // Nobody could answer the call of a process that is still in preparation.
            &[("O3", Met, "timetable-in-time"), ("O4", NotYetDue, "call-runs")],
        ),
        case("a month in which anybody may join", &called, &[("O4", Met, "call-long-enough")]),
        case("a timetable changed late", &late, &[("O3", NotMet, "timetable-changed")]),
        case("a phase shortened late", &shortened, &[("O3", NotMet, "phase-shortened")]),
        case(
            "given up before the opening",
            &abandoned,
            &[("O3", NotApplicable, "ended-before-opening"), ("O4", NotApplicable, "ended-before-opening")],
        ),
        case("an extension is no late timetable", &extended, &[("O3", Met, "timetable-in-time")]),
        case("only the invited", &invited, &[("O4", NotMet, "no-public-call")]),
        case(
            "ten days to join",
            &short,
            &[
                ("O4", NotMet, "call-too-short"),
                ("O15", NotMet, "no-country-named"),
                ("O19", CannotBeKnown, "holidays-not-recorded"),
                // Nothing is published, and nothing withheld: that is no answer yet.
                ("O31", NotYetDue, "no-contribution"),
            ],
        ),
    ]
}

fn rules_and_offices() -> Vec<Case> {
    let mut plain = Story::open();
    let heron = plain.joins("heron");
    heron.states(&mut plain, "Labels are due.");
    let mut changed_after = plain.clone();
    changed(&mut changed_after, |charter| charter.decides.quorum_people = 3);
    let mut changed_about = Story::open();
    let crane = changed_about.joins("crane");
    changed(&mut changed_about, |charter| charter.decides.quorum_people = 3);
    crane.states(&mut changed_about, "Fines should grow.");
    let nobody = charter_with(|charter| charter.decides.quorum_people = 0);
    let mut before_input = Story::open_under(nobody);
    before_input.after_days(31);
    let entries = before_input.process.entries;
    let result = operator().publishes(&mut before_input, figures(0, entries));
    operator().decides(&mut before_input, result, "It is settled.");
    let late = before_input.joins("late");
    late.states(&mut before_input, "Too late?");
    let mut chairs = Story::open();
    let one = joins_as(&mut chairs, "one", "academia", "KR");
    let two = joins_as(&mut chairs, "two", "industry", "KE");
    for office in [Office::Secretariat, Office::Chair, Office::Drafter] {
        operator().grants(&mut chairs, &one, office);
    }
    let one_group = chairs.clone();
    operator().grants(&mut chairs, &two, Office::Chair);
    vec![
        case(
            "a plain story",
            &plain,
            &[
                ("O5", CannotBeKnown, "options-are-prose"),
                ("O7", NotMet, "office-unnamed"),
                ("O8", Met, "rule-stood-first"),
                ("O9", NotMet, "register-lacks"),
                ("O21", Met, "all-translated"),
                ("O30", Met, "entry-is-receipt"),
            ],
        ),
        case("the rule changed after input", &changed_after, &[("O8", NotMet, "rule-changed-after-input")]),
        case(
            "the rule changed about the time of it",
            &changed_about,
            &[("O8", CannotBeKnown, "rule-changed-about-input")],
        ),
        case("decided before input", &before_input, &[("O5", NotMet, "decided-before-input")]),
        case(
            "chairs of one group",
            &one_group,
            &[("O7", NotMet, "chairs-of-one-group"), ("O9", Met, "register-whole")],
        ),
        case("chairs of two groups", &chairs, &[("O7", CannotBeKnown, "interests-not-recorded")]),
    ]
}

/// Heron speaks for an organisation that says so much of itself.
fn spoken_for(funders: Saying, interests: Saying) -> (Story, EntryNumber) {
    let mut story = Story::open();
    let heron = story.joins("heron");
    let blank = StateOrganisation::named("Forest League", language("en"), OrganisationKind::CivilSociety);
    let organisation = story.act(&heron, StateOrganisation { funders, interests, ..blank });
    let delegation = story.act(&heron, AskToSpeak { organisation });
    let confirm = RuleOnDelegation { delegation, verdict: DelegationVerdict::Confirmed, reason: None };
    story.act(&operator(), confirm);
    (story, organisation)
}

fn organisations() -> Vec<Case> {
    let words = || Saying::Words("Members pay.".to_owned());
    let (said, _) = spoken_for(words(), Saying::Declined);
    let (unsaid, _) = spoken_for(words(), Saying::Unsaid);
    let (mut erased, organisation) = spoken_for(words(), words());
    operator().withdraws(&mut erased, organisation);
    let mut over = Story::open();
    operator().closes(&mut over);
    vec![
        case("said or declined", &said, &[("O10", Met, "interests-said")]),
        case("neither said nor declined", &unsaid, &[("O10", NotMet, "interests-not-said")]),
        case("said and erased", &erased, &[("O10", CannotBeKnown, "interests-not-shown")]),
        case(
            "over before anyone did anything",
            &over,
            &[
                ("O5", NotApplicable, "nobody-contributed"),
                ("O8", NotApplicable, "nobody-contributed"),
                ("O9", NotApplicable, "nobody-took-part"),
                ("O10", NotApplicable, "nobody-spoke-for-any"),
                ("O17", NotApplicable, "ended-without-decision"),
                ("O18", NotMet, "remarks-not-held"),
                ("O20", NotApplicable, "ended-without-draft"),
                ("O21", NotApplicable, "nobody-contributed"),
                ("O30", NotApplicable, "nobody-contributed"),
                ("O31", NotApplicable, "nobody-contributed"),
                ("O32", NotApplicable, "no-remark-cut-short"),
                ("O33", NotApplicable, "no-remark-cut-short"),
                ("O34", NotApplicable, "one-version"),
                ("O35", NotApplicable, "no-remark-cut-short"),
                ("O36", NotApplicable, "ended-without-decision"),
                ("O38", NotApplicable, "ended-without-result"),
                ("O40", NotApplicable, "ended-without-decision"),
            ],
        ),
    ]
}

/// A process to which people are invited, with a registrar and somebody who rules on appeals.
fn door() -> (Story, Person, Person) {
    let mut story = Story::open_under(charter_with(|charter| charter.registration = Registration::Invited));
    let [owl, swan] = ["owl", "swan"].map(|name| story.admitted_by(&operator(), name));
    operator().grants(&mut story, &owl, Office::Registrar);
    operator().grants(&mut story, &swan, Office::Appeals);
    (story, owl, swan)
}

fn invited(story: &mut Story, owl: &Person) -> EntryNumber {
    let invitation = NewInvitation {
        to: Invitee::Person,
        organisation: None,
        class: None,
        group: None,
        country: None,
        last_day: today().saturating_add(9.days()),
        codes: vec![Code::of([1; maru_forum::CODE_LETTERS]).seal().into()],
        reason: "wrote about the matter".to_owned(),
    };
    story.act(owl, Invite { invitations: vec![invitation] })
}

fn invitations() -> Vec<Case> {
    let (nobody, ..) = door();
    let mut ended = nobody.clone();
    operator().closes(&mut ended);
    let (mut unsent, owl, _) = door();
    let entry = invited(&mut unsent, &owl);
    let mut sent = unsent.clone();
    sent.act(&owl, NoteSent { invitations: vec![entry], means: SentBy::Paper });
    let mut answered = sent.clone();
    answered.act(&visitor(), DeclineInvitation::with(&Code::of([1; maru_forum::CODE_LETTERS])));
    let mut past = nobody.clone();
    past.admitted_by(&operator(), "friend");
    let mut unanswered = sent.clone();
    unanswered.after_days(10);
    let mut never = unsent.clone();
    never.after_days(10);
    vec![
        case("nobody invited yet", &nobody, &[("O11", NotYetDue, "nobody-invited-yet")]),
        case(
            "nobody invited to the end",
            &ended,
            &[
                ("O11", NotApplicable, "nobody-invited"),
                ("O12", NotApplicable, "nobody-refused"),
                ("O13", NotApplicable, "nobody-appealed"),
            ],
        ),
        case("an invitation not sent yet", &unsent, &[("O11", NotYetDue, "invitations-open")]),
        case("an invitation under way", &sent, &[("O11", NotYetDue, "invitations-open")]),
        case("an invitation declined", &answered, &[("O11", Met, "invitations-told")]),
        case("an invitation without an answer", &unanswered, &[("O11", Met, "invitations-told")]),
        case("an invitation that was never sent", &never, &[("O11", NotMet, "invitations-never-sent")]),
        case("somebody let in past the list", &past, &[("O11", NotMet, "admitted-uninvited")]),
    ]
}

fn refusals() -> Vec<Case> {
    let (mut applied, owl, swan) = door();
    let code = Code::of([2; maru_forum::CODE_LETTERS]);
    let (group, country, language) = (None, None, language("en"));
    let text = "The matter is mine.".to_owned();
    let applying =
        Apply { group, country, text: text.clone(), language: language.clone(), code: code.seal().into() };
    let application = applied.act(&visitor(), applying);
    let mut undecided = applied.clone();
    operator().closes(&mut undecided);
    let mut refused = applied.clone();
    let refusing = Refuse {
        application: Some(application),
        participant: None,
        reason: RefusalReason::NoSeats,
        text: text.clone(),
        language: language.clone(),
        last_day: today().saturating_add(20.days()),
    };
    let refusal = refused.act(&owl, refusing);
    let mut erased = refused.clone();
    operator().withdraws(&mut erased, refusal);
    let mut appealed = refused.clone();
    let appeal = appealed.act(&visitor(), MakeAppeal::with(&code, refusal, &text, language.clone()));
    let mut ruled = appealed.clone();
    let ruling = ruled.act(&swan, RuleOnAppeal { appeal, verdict: AppealVerdict::Upheld, text, language });
    let unread = crate::erased(&ruled, ruling);
    let mut late = appealed.clone();
    late.after_days(31);
    vec![
        case("an application under way", &applied, &[("O12", NotYetDue, "applications-open")]),
        case("an application left behind", &undecided, &[("O12", NotMet, "applications-undecided")]),
        case(
            "a refusal",
            &refused,
            &[("O12", Met, "refusals-told"), ("O13", NotYetDue, "nobody-appealed-yet")],
        ),
        case("a refusal without its words", &erased, &[("O12", CannotBeKnown, "refusals-not-shown")]),
        case("an appeal under way", &appealed, &[("O13", NotYetDue, "appeals-open")]),
        case("an appeal ruled on", &ruled, &[("O13", Met, "appeals-ruled")]),
        case("a ruling without its words", &unread, &[("O13", CannotBeKnown, "rulings-not-shown")]),
        case("an appeal forgotten", &late, &[("O13", NotMet, "rulings-late")]),
    ]
}

fn balance() -> Vec<Case> {
    let groups = ["academia", "industry", "unions", "states", "youth"];
    let mut story = Story::open_under(charter_with(|charter| {
        let title = charter.groups[0].title.clone();
        charter.groups = groups
            .iter()
            .map(|id| StakeholderGroup { id: GroupId((*id).to_owned()), title: title.clone() })
            .collect();
    }));
    for (group, country) in groups.iter().zip(["KR", "KE", "BR", "FR", "IN"]) {
        let person = joins_as(&mut story, group, group, country);
        person.states(&mut story, &format!("We of {group} ask for labels."));
    }
    let mut lacking = Story::open();
    decided(&mut lacking, Resolution::Adopted);
    let mut ended = Story::open();
    operator().closes(&mut ended);
    let mut phase_over = story.clone();
    phase_over.after_days(211);
    vec![
        case("five groups from four regions", &story, &[("O14", Met, "balance-reached")]),
        case("decided by few", &lacking, &[("O14", NotMet, "balance-missed")]),
        case("ended without a decision", &ended, &[("O14", NotApplicable, "ended-without-decision")]),
        case("countries named, phase over", &phase_over, &[("O15", Met, "income-shares")]),
    ]
}

/// A charter that promises everything in English and Korean.
fn bilingual() -> Charter {
    charter_with(|charter| {
        charter.languages = vec![language("en"), language("ko")];
        let both = |text: &mut maru_forum::LocalText| {
            let words = text.0.values().next().cloned().unwrap_or_default();
            text.0.insert(language("ko"), words);
        };
        let decides = &mut charter.decides;
        for text in [
            &mut charter.title,
            &mut charter.purpose,
            &mut charter.mandate,
            &mut decides.who,
            &mut decides.rule,
            &mut decides.quorum,
            &mut decides.tie,
            &mut charter.eligibility,
            &mut charter.budget,
            &mut charter.funders,
        ] {
            both(text);
        }
        charter.groups.iter_mut().for_each(|group| both(&mut group.title));
        charter.phases.iter_mut().for_each(|phase| both(&mut phase.title));
    })
}

fn texts() -> Vec<Case> {
    let mut in_time = Story::open();
    let draft = operator().drafts(&mut in_time, TEXT, &[]);
    decided(&mut in_time, Resolution::Adopted);
    let mut late = Story::open();
    late.after_days(31);
    operator().drafts(&mut late, TEXT, &[]);
    let (heron, crane) = (late.joins("heron"), late.joins("crane"));
    let labels = heron.states(&mut late, "Labels are due.");
    crane.votes(&mut late, labels, Vote::Agree);
    let entries = late.process.entries;
    let result = operator().publishes(&mut late, figures(2, entries));
    operator().decides(&mut late, result, "It is settled.");
    let mut without = Story::open();
    decided(&mut without, Resolution::Rejected);
    let mut foreign = Story::open_under(bilingual());
    let heron = foreign.joins("heron");
    let first = heron.states(&mut foreign, "Labels are due.");
    let second = heron.states(&mut foreign, "Fines should grow.");
    operator().translates(&mut foreign, first, "ko", "표시가 필요합니다.");
    let mut letter = foreign.clone();
    let korean = operator().translates(&mut letter, second, "ko", "벌금이 커져야 합니다.");
    let translated = letter.clone();
    let mut turned_away = letter.clone();
    let (reason, rule) = ("says something else".to_owned(), "1".to_owned());
    let verdict =
        maru_forum::Moderate { on: vec![korean], verdict: maru_forum::Verdict::Rejected, reason, rule };
    turned_away.act(&operator(), verdict);
    submits(&heron, &mut letter);
    vec![
        case(
            "a draft in time, adopted",
            &in_time,
            &[
                ("O17", Met, "draft-in-time"),
                ("O20", Met, "documents-in-all-languages"),
                ("O38", CannotBeKnown, "recomputation-not-recorded"),
                ("O40", CannotBeKnown, "duties-not-recorded"),
            ],
        ),
        case(
            "a draft that nobody can read any more",
            &erased(&in_time, draft),
            &[("O17", CannotBeKnown, "draft-not-shown")],
        ),
        case("a draft on the day of the decision", &late, &[("O17", NotMet, "draft-too-late")]),
        case(
            "rejected without a draft",
            &without,
            &[("O17", NotApplicable, "decided-without-draft"), ("O40", NotApplicable, "nothing-adopted")],
        ),
        case("one statement of two is translated", &foreign, &[("O21", NotMet, "not-translated")]),
        case("a translation of two was turned away", &turned_away, &[("O21", NotMet, "not-translated")]),
        case("both are", &translated, &[("O21", Met, "all-translated")]),
        case(
            "and nobody can translate a letter",
            &letter,
            &[("O21", CannotBeKnown, "translations-not-recorded")],
        ),
    ]
}

fn moderation() -> Vec<Case> {
    let before = charter_with(|charter| charter.moderation = maru_forum::Moderation::Before);
    let mut waiting = Story::open_under(before);
    let heron = waiting.joins("heron");
    let (labels, fines) =
        (heron.states(&mut waiting, "Labels are due."), heron.states(&mut waiting, "Fines!"));
    operator().moderates(&mut waiting, labels, Verdict::Accepted, "on topic");
    let mut ruled = waiting.clone();
    waiting.after_days(211);
    operator().moderates(&mut ruled, fines, Verdict::Rejected, "it says nothing");
    let mut heard = ruled.clone();
    let judge = heard.joins("judge");
    operator().grants(&mut heard, &judge, Office::Appeals);
    let judged_by = |verdict: Verdict, rule: &str| {
        let mut story = heard.clone();
        let (reason, rule) = ("it says something".to_owned(), rule.to_owned());
        story.act(&operator(), Moderate { on: vec![labels.0], verdict, reason, rule });
        story
    };
    // To say that no rule names it is to name none; to show words takes none.
    let by_none = judged_by(Verdict::Rejected, "none");
    let by_nothing = judged_by(Verdict::Rejected, "n/a");
    let by_number = judged_by(Verdict::Rejected, "2");
    let shown = judged_by(Verdict::Accepted, "");
    // The author of removed words rules on no appeal against that.
    let mut own = ruled.clone();
    operator().grants(&mut own, &heron, Office::Appeals);
    let mut ended = ruled.clone();
    ended.after_days(211);
    // Whoever is given the office when the days to appeal are over hears none of it.
    let mut too_late = ruled.clone();
    too_late.after_days(15);
    let judge = too_late.joins("judge");
    operator().grants(&mut too_late, &judge, Office::Appeals);
    let (erased_unheard, _) = {
        let mut story = Story::open();
        let crane = story.joins("crane");
        let on = crane.states(&mut story, "Labels are due.");
        (erased(&story, on.0), on)
    };
    let mut appealed = heard.clone();
    let text = "It says that labels cost.".to_owned();
    appealed.act(&heron, AppealVerdictOn { on: fines.0, text, language: language("en") });
    let mut forgotten = appealed.clone();
    forgotten.after_days(31);
    let mut cases = vec![
        case("a statement waits at the end", &waiting, &[("O31", NotMet, "contributions-wait")]),
        case("nobody hears appeals", &ruled, &[("O37", NotMet, "nobody-hears-appeals")]),
        case("somebody hears appeals", &heard, &[("O37", Met, "moderation-open")]),
        case("somebody hears appeals too late", &too_late, &[("O37", NotMet, "nobody-hears-appeals")]),
        case("an erasure that nobody hears of", &erased_unheard, &[("O37", NotMet, "nobody-hears-appeals")]),
        case("an appeal against a verdict", &appealed, &[("O13", NotYetDue, "appeals-open")]),
        case("an appeal against a verdict that is forgotten", &forgotten, &[("O13", NotMet, "rulings-late")]),
        case("withheld in words", &ended, &[("O31", CannotBeKnown, "reasons-in-words")]),
    ];
    cases.extend([
        case("a removal by no rule", &by_none, &[("O37", NotMet, "removal-without-rule")]),
        case("a removal by a rule that is none", &by_nothing, &[("O37", NotMet, "removal-without-rule")]),
        case("a removal by the number of a rule", &by_number, &[("O37", Met, "moderation-open")]),
        case("words are shown by no rule", &shown, &[("O37", Met, "moderation-open")]),
        case("the author hears appeals", &own, &[("O37", NotMet, "nobody-hears-appeals")]),
    ]);
    cases
}

/// Whoever sends a letter, as words alone.
fn submits(who: &Person, story: &mut Story) -> EntryNumber {
    let text = Some((language("en"), "Dear drafters, labels are not enough.".to_owned()));
    story.act(who, Submit { text, attachments: Vec::new() })
}

/// Words of one kind by a person, on a draft and a remark that were made before.
type Writing = fn(&mut Story, &Person, EntryNumber) -> EntryNumber;

/// Each kind of words but statements.
const WRITINGS: [(&str, Writing); 6] = [
    ("remark", |story, who, _| who.remarks(story, "art_1", RemarkKind::Question, "By whom?")),
    ("amendment", |story, who, _| who.amends(story, "art_1", "Labels are due at once.")),
    ("submission", |story, who, _| submits(who, story)),
    ("comment", |story, who, on| {
        story.act(who, MakeComment { on, text: "So do we.".to_owned(), language: language("en") })
    }),
    ("reply", |story, who, _| {
        let on = who.remarks(story, "art_1", RemarkKind::Question, "By when?");
        let answer = operator().answers(story, &[on], Disposition::Noted, &[]);
        let text = Some((language("en"), "That is no answer.".to_owned()));
        story.act(who, GiveReply { answer, on, word: ReplyWord::Objects, text })
    }),
    ("reason in a ballot", |story, who, _| {
        let on = story.act(&operator(), consensus());
        let reason = Some((language("en"), "It names nobody who pays.".to_owned()));
        story.act(who, CastBallot { on, position: Some(Position::Against), choices: Vec::new(), reason })
    }),
];

fn consensus() -> OpenBallot {
    OpenBallot {
        phase: PHASE_BALLOT.to_owned(),
        rule: BallotRule::Consensus,
        electorate: Electorate::Everyone,
        groups: Vec::new(),
        quorum: None,
        consent: None,
        objection: None,
        tie: None,
        draft: None,
        question: LocalText::one(language("en"), "Shall it be so?"),
        options: Vec::new(),
    }
}

#[test]
fn words_of_every_kind_are_published_or_withheld() {
    for (kind, writes) in WRITINGS {
        let moderation = maru_forum::Moderation::Before;
        let mut story = Story::open_under(Charter { moderation, ..charter_with_ballots() });
        operator().drafts(&mut story, TEXT, &[]);
        let (heron, crane) = (story.joins("heron"), story.joins("crane"));
        let remark = heron.remarks(&mut story, "art_1", RemarkKind::Technical, "Labels by whom, and when?");
        let entry = writes(&mut story, &crane, remark);
        let all: Vec<_> =
            story.process.ledger.lines().map(|(entry, _)| entry).filter(|one| *one != entry).collect();
        let waiting = |story: &Story, one: &EntryNumber| {
            story.process.ledger.standing(*one) == Some(maru_forum::Standing::Waiting)
        };
        for other in all.into_iter().filter(|one| waiting(&story, one)).collect::<Vec<_>>() {
            operator().moderates(&mut story, StatementId(other), Verdict::Accepted, "on topic");
        }
        story.after_days(211);
        let answer = |story: &Story| {
            let report = report(&story.process, Moment(story.now));
            let found = report.of("O31").expect("O31");
            (
                found.standing,
                found.because.code,
                found.evidence.iter().map(|one| one.entry).collect::<Vec<_>>(),
            )
        };
        assert_eq!(answer(&story), (NotMet, "contributions-wait", vec![entry]), "{kind}");
        operator().moderates(&mut story, StatementId(entry), Verdict::Rejected, "about somebody");
        assert_eq!(answer(&story), (CannotBeKnown, "reasons-in-words", vec![entry]), "{kind}");
    }
}

#[test]
fn whoever_wrote_in_any_form_has_contributed() {
    for (kind, writes) in WRITINGS {
        let mut story = Story::open_under(charter_with_ballots());
        operator().drafts(&mut story, TEXT, &[]);
        let heron = joins_as(&mut story, "heron", "academia", "KR");
        heron.states(&mut story, "Labels are due.");
        let remark = heron.remarks(&mut story, "art_1", RemarkKind::Technical, "Labels by whom, and when?");
        let heard = |story: &Story| {
            let report = report(&story.process, Moment(story.now));
            let because = report.of("O14").expect("O14").because.clone();
            (because.count, because.of)
        };
        let crane = joins_as(&mut story, "crane", "industry", "KE");
        assert_eq!(heard(&story), (Some(1), Some(1)), "who only joined has not contributed");
        let written = writes(&mut story, &crane, remark);
        if ["remark", "amendment"].contains(&kind) {
            assert_eq!(
                heard(&story),
                (Some(1), Some(1)),
                "{kind}: what asks for another text waits for its answer"
            );
            operator().answers(&mut story, &[written], Disposition::AcceptedInPart, &["art_1"]);
        }
        assert_eq!(heard(&story), (Some(2), Some(2)), "{kind}");
    }
    let mut story = Story::open();
    let heron = story.joins("heron");
    let letter = submits(&heron, &mut story);
    let report = report(&story.process, Moment(story.now));
    let first = report.of("O30").expect("O30").evidence.first().map(|one| one.entry);
    assert_eq!(first, Some(letter), "the first contribution");
}

#[test]
fn whoever_voted_in_a_ballot_has_contributed_from_their_first_vote_on() {
    let mut story = Story::open_under(charter_with_ballots());
    let heron = joins_as(&mut story, "heron", "academia", "KR");
    let on = story.act(&operator(), OpenBallot { rule: BallotRule::Majority, ..consensus() });
    let vote = |position| CastBallot { on, position: Some(position), choices: Vec::new(), reason: None };
    let first = story.act(&heron, vote(Position::For));
    story.act(&heron, vote(Position::Against));
    let report = report(&story.process, Moment(story.now));
    let evidence = report.of("O30").expect("O30").evidence.first().map(|one| one.entry);
    assert_eq!(evidence, Some(first), "a later vote does not make the first one undone");
    assert_eq!(
        report.of("O14").expect("O14").because.count,
        Some(0),
        "a vote is no contribution to the balance"
    );
}

/// A ballot on a version of the draft, which was published so many days before the ballot was opened.
fn on_a_draft(days: i64, rule: BallotRule) -> (Story, Person, EntryNumber, EntryNumber) {
    let mut charter = charter_with_ballots();
    for phase in &mut charter.phases {
        if phase.id == PHASE_BALLOT {
            phase.acts.push(PhaseAct::Decide);
            phase.closes = today().saturating_add(30.days());
        } else if phase.id == "end" {
            phase.opens = today().saturating_add(31.days());
        }
    }
    let mut story = Story::open_under(charter);
    let heron = joins_as(&mut story, "heron", "academia", "KR");
    let draft = operator().drafts(&mut story, TEXT, &[]);
    story.after_days(days);
    let on = story.act(&operator(), OpenBallot { draft: Some(draft), rule, ..consensus() });
    (story, heron, draft, on)
}

#[test]
fn a_ballot_on_a_version_is_held_against_the_days_on_which_it_could_be_read() {
    let found = |story: &Story| {
        let found = report(&story.process, Moment(story.now)).of("O17").expect("O17").clone();
        (found.standing, found.because.code, found.evidence.first().map(|one| one.entry))
    };
    let vote = |on| CastBallot { on, position: Some(Position::For), choices: Vec::new(), reason: None };
    let (mut hasty, heron, draft, on) = on_a_draft(1, BallotRule::Majority);
    assert_eq!(found(&hasty).1, "no-decision", "nobody decides before the first vote");
    hasty.act(&heron, vote(on));
    assert_eq!(found(&hasty), (NotMet, "draft-too-late", Some(draft)));
    let (mut slow, heron, draft, on) = on_a_draft(14, BallotRule::Majority);
    slow.act(&heron, vote(on));
    // In time so far; what is still to be decided may be too late.
    assert_eq!(found(&slow), (NotYetDue, "no-decision", Some(draft)));
    slow.act(&operator(), maru_forum::CloseProcess { reason: "all is said".to_owned(), cut_short: true });
    assert_eq!(found(&slow), (Met, "draft-in-time", Some(draft)));
    // A ballot that names no version decides on none.
    let mut without = Story::open_under(charter_with_ballots());
    let heron = joins_as(&mut without, "heron", "academia", "KR");
    operator().drafts(&mut without, TEXT, &[]);
    let on = without.act(&operator(), consensus());
    without.act(&heron, vote(on));
    assert_eq!(found(&without).1, "no-decision");
}

#[test]
fn an_objection_in_a_ballot_stays_with_the_decision_while_its_author_upholds_it() {
    let found = |rule: BallotRule, against: bool, taken_back: bool| {
        let (mut story, heron, _, on) = on_a_draft(1, rule);
        let vote = |position, reason: Option<&str>| CastBallot {
            on,
            position: Some(position),
            choices: Vec::new(),
            reason: reason.map(|text| (language("en"), text.to_owned())),
        };
        let mut cast = None;
        if against {
            cast = Some(story.act(&heron, vote(Position::Against, Some("It names nobody who pays."))));
        }
        if taken_back {
            story.act(&heron, vote(Position::For, None));
        }
        let entries = story.process.entries;
        let result = operator().publishes(&mut story, figures(2, entries));
        operator().decides(&mut story, result, "It is settled.");
        let found = report(&story.process, Moment(story.now)).of("O36").expect("O36").clone();
        let names_it = cast.is_some_and(|cast| found.evidence.iter().any(|one| one.entry == cast));
        (found.standing, found.because.code, names_it)
    };
    let upheld = (CannotBeKnown, "objections-in-record", true);
    assert_eq!(found(BallotRule::Consensus, true, false), upheld);
    let none = (NotApplicable, "no-objection", false);
    assert_eq!(found(BallotRule::Consensus, true, true), none, "taken back");
    assert_eq!(found(BallotRule::Consensus, false, false), none, "nobody voted");
    assert_eq!(
        found(BallotRule::Majority, true, false),
        none,
        "against is no objection where a majority decides"
    );
}

#[test]
fn days_after_the_opening_are_no_days_before_it() {
    let late = Story::under(charter_with(|charter| {
        charter.phases[0].opens = today().saturating_sub(10.days());
    }));
    let report = report(&late.process, Moment(late.now));
    let found = report.of("O3").expect("O3").because.clone();
    assert_eq!((found.code, found.count, found.of), ("timetable-after-opening", Some(10), Some(14)));
}

/// Remarks, amendments and answers end after ten days; the decision may follow.
fn short_trunk(days: i32) -> Charter {
    charter_with(|charter| charter.phases[0].closes = today().saturating_add(days.days()))
}

/// The same after a court had the words of an entry erased.
pub(crate) fn erased(story: &Story, entry: EntryNumber) -> Story {
    let mut erased = story.clone();
    let (reason, ground) = (WithdrawalReason::CourtOrder, "judgment 1 BvR 1/26".to_owned());
    erased.act(&operator(), WithdrawWords { entry, reason, ground });
    erased
}

/// A draft is published and remarked on, on the first day.
fn remarked(charter: Charter) -> (Story, Person, EntryNumber) {
    let mut story = Story::open_under(charter);
    operator().drafts(&mut story, TEXT, &[]);
    let heron = story.joins("heron");
    let remark = heron.remarks(&mut story, "art_1", RemarkKind::Technical, "Labels by whom, and when?");
    (story, heron, remark)
}

#[expect(clippy::too_many_lines, reason = "a list of cases")]
fn remarks() -> Vec<Case> {
    let (running, heron, remark) = remarked(charter());
    let mut over = Story::open_under(short_trunk(10));
    over.after_days(12);
    let (mut unanswered, ..) = remarked(short_trunk(10));
    unanswered.after_days(12);
    let mut slow = running.clone();
    slow.after_days(61);
    let mut answered = running.clone();
    answered.after_days(5);
    let answer = operator().answers(&mut answered, &[remark], Disposition::Noted, &[]);
    let mut met = answered.clone();
    met.after_days(211);
    let mut objecting = answered.clone();
    objecting.tells_everyone();
    heron.replies(&mut objecting, answer, remark, ReplyWord::Objects);
    let labels = heron.states(&mut objecting, "Labels are due.");
    let crane = objecting.joins("crane");
    heron.votes(&mut objecting, labels, Vote::Agree);
    crane.votes(&mut objecting, labels, Vote::Agree);
    objecting.after_days(40);
    let entries = objecting.process.entries;
    let result = operator().publishes(&mut objecting, figures(2, entries));
    let decided = objecting.try_act(&operator(), Person::decision(&objecting, result, "It is settled."));
    assert!(decided.is_ok(), "{decided:?}");
    let mut calm = Story::open();
    decided_calmly(&mut calm);
    let mut amended = running.clone();
    heron.amends(&mut amended, "art_1", "Labels are due at once.");
    operator().answers(&mut amended, &[remark], Disposition::Noted, &[]);
    amended.after_days(211);
    let mut next = answered.clone();
    operator().drafts(&mut next, NEXT, &[("art_1", &[remark])]);
    vec![
        case(
            "a remark waits",
            &running,
            &[
                ("O18", NotYetDue, "remarks-run"),
                ("O32", NotYetDue, "answers-open"),
                ("O33", NotYetDue, "answers-open"),
                ("O34", NotYetDue, "no-later-draft"),
                ("O35", NotYetDue, "answers-open"),
            ],
        ),
        case(
            "nobody remarked",
            &over,
            &[
                ("O32", NotApplicable, "no-remark"),
                ("O33", NotApplicable, "no-remark"),
                ("O35", NotApplicable, "no-remark"),
            ],
        ),
        case(
            "a remark without an answer when the phase ended",
            &unanswered,
            &[("O32", NotMet, "unanswered"), ("O18", NotMet, "remarks-too-short")],
        ),
        case("a remark waits for two months", &slow, &[("O33", NotMet, "answers-slow")]),
        case(
            "answered in five days, and the phase is over",
            &met,
            &[
                ("O18", Met, "remarks-long-enough"),
                ("O32", Met, "all-answered"),
                ("O33", Met, "answers-in-time"),
                ("O31", Met, "all-published"),
                ("O35", Met, "shares-told"),
            ],
        ),
        case(
            "an amendment without an answer beside an answered remark",
            &amended,
            &[
                ("O32", NotMet, "unanswered"),
                ("O33", NotMet, "answers-slow"),
                ("O35", CannotBeKnown, "shares-of-answers"),
            ],
        ),
        case(
            "an answer whose reasons were erased",
            &erased(&met, answer),
            &[("O32", CannotBeKnown, "answers-not-shown")],
        ),
        case("decided over an objection", &objecting, &[("O36", CannotBeKnown, "objections-in-record")]),
        case("decided without objections", &calm, &[("O36", NotApplicable, "no-objection")]),
        case("a second version with causes", &next, &[("O34", CannotBeKnown, "units-not-read")]),
    ]
}

/// A charter without remarks whose initiatives need one supporter, and an answer within so many days.
fn agenda(answer_days: u32) -> Charter {
    charter_with(|charter| {
        for phase in &mut charter.phases {
            phase.acts.retain(|act| ![PhaseAct::Remark, PhaseAct::Amend, PhaseAct::Answer].contains(act));
        }
        charter.phases.push(Phase {
            id: "agenda".to_owned(),
            acts: vec![PhaseAct::Initiative],
            ..charter.phases[0].clone()
        });
        charter.initiatives = InitiativeRule { supporters: 1, answer_days, ..InitiativeRule::default() };
    })
}

/// An initiative that reached its threshold, and was answered after so many days, or is not.
fn initiative(answer_days: u32, answered_after: Option<i64>) -> Story {
    let mut story = Story::open_under(agenda(answer_days));
    let (heron, gull) = (story.joins("heron"), story.joins("gull"));
    let text = "Cloned voices need labels as pictures do.".to_owned();
    let made = MakeInitiative { title: "Voices".to_owned(), text, language: language("en") };
    let on = story.act(&heron, made);
    story.act(&gull, Support { on, give: true });
    if let Some(days) = answered_after {
        story.after_days(days);
        let (word, text) = (InitiativeWord::TakenUp, "The next version has an article on voices.".to_owned());
        let answer =
            AnswerInitiative { initiative: on, word, text, language: language("en"), outcomes: Vec::new() };
        story.act(&operator(), answer);
    }
    story
}

fn initiatives() -> Vec<Case> {
    let mut overdue = initiative(14, None);
    overdue.after_days(16);
    let mut beside_slow_remarks = running_trunk_with_initiative();
    beside_slow_remarks.after_days(57);
    vec![
        case(
            "an initiative waits for its answer",
            &initiative(14, None),
            &[("O33", NotYetDue, "initiative-open")],
        ),
        case("an answer to an initiative is overdue", &overdue, &[("O33", NotMet, "initiative-overdue")]),
        case(
            "an initiative was answered late",
            &initiative(14, Some(15)),
            &[("O33", NotMet, "initiative-late")],
        ),
        case(
            "an initiative was answered within what the charter allows",
            &initiative(90, Some(70)),
            &[("O33", NotMet, "initiative-slow")],
        ),
        case(
            "an initiative was answered in time",
            &initiative(14, Some(14)),
            &[("O33", Met, "initiatives-answered")],
        ),
        case(
            "a remark waits beside an initiative that is not due",
            &beside_slow_remarks,
            &[("O33", NotMet, "answers-slow")],
        ),
    ]
}

/// A remark that nobody answers, and after two months an initiative.
fn running_trunk_with_initiative() -> Story {
    let mut charter = agenda(90);
    charter.phases[0].acts.extend([PhaseAct::Remark, PhaseAct::Answer]);
    let (mut story, heron, _) = remarked(charter);
    let gull = story.joins("gull");
    let made = MakeInitiative {
        title: "Voices".to_owned(),
        text: "Voices too.".to_owned(),
        language: language("en"),
    };
    let on = story.act(&heron, made);
    story.after_days(5);
    story.act(&gull, Support { on, give: true });
    story
}

#[test]
fn an_overdue_answer_to_an_initiative_heads_the_report() {
    let mut story = initiative(14, None);
    let first = |story: &Story| report(&story.process, Moment(story.now)).findings[0].because.code;
    assert_ne!(first(&story), "initiative-overdue");
    story.after_days(15);
    assert_eq!(first(&story), "initiative-overdue");
}

fn decided_calmly(story: &mut Story) {
    decided(story, Resolution::Adopted);
}

/// Seventy days for remarks: enough for a first draft, not for a binding instrument.
fn remark_times() -> Vec<Case> {
    let mut seventy = Story::open_under(short_trunk(70));
    operator().drafts(&mut seventy, TEXT, &[]);
    seventy.after_days(72);
    // Twenty days for remarks, half a year after the draft: the days between are none on which anybody could remark.
    let mut apart = Story::open_under(charter_with(|charter| {
        charter.phases[0].opens = today().saturating_add(180.days());
        charter.phases[0].closes = today().saturating_add(200.days());
    }));
    operator().drafts(&mut apart, TEXT, &[]);
    apart.after_days(202);
    let mut bare = Story::open();
    operator().drafts(&mut bare, TEXT, &[]);
    // A node would derive the causes from the texts; whoever writes entries by hand can leave them out.
    let mut command = bare.version(NEXT, &[]);
    command.causes.clear();
    bare.act(&operator(), command);
    vec![
        case("seventy days for remarks", &seventy, &[("O18", CannotBeKnown, "binding-not-recorded")]),
        case("days before the phase for remarks", &apart, &[("O18", NotMet, "remarks-too-short")]),
        case("a second version without causes", &bare, &[("O34", NotMet, "version-without-causes")]),
    ]
}

fn cases() -> Vec<Case> {
    [
        before_anything(),
        timetables_and_calls(),
        rules_and_offices(),
        organisations(),
        invitations(),
        refusals(),
        balance(),
        texts(),
        moderation(),
        remarks(),
        remark_times(),
        initiatives(),
        meetings::cases(),
        ground::cases(),
        promises::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn each_story_leads_to_the_answers_that_are_expected_of_it() {
    let mut wrong = Vec::new();
    for case in cases() {
        for (criterion, standing, code) in case.expected {
            let found = case.report.of(criterion).unwrap_or_else(|| panic!("{criterion}"));
            if (found.standing, found.because.code) != (standing, code) {
                wrong.push(format!(
                    "{}: {criterion} expected {standing:?} {code}, found {found:?}",
                    case.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_criterion_is_driven_to_each_answer_that_it_can_give() {
    let driven: BTreeSet<_> = cases()
        .iter()
        .flat_map(|case| case.expected.iter().map(|(criterion, standing, _)| (*criterion, *standing)))
        .collect();
    let wanted: BTreeSet<_> = criteria()
        .iter()
        .flat_map(|one| possible(&one.id).iter().map(|standing| (one.id.as_str(), *standing)))
        .collect();
    let missing: Vec<_> = wanted.difference(&driven).collect();
    let beyond: Vec<_> = driven.difference(&wanted).collect();
    assert!(missing.is_empty(), "no story drives {missing:?}");
    assert!(beyond.is_empty(), "said to be impossible: {beyond:?}");
}

/// What a process waits for when it ends can never come: nothing is due of it but rulings on appeals, which come after the end too.
#[test]
fn nothing_but_rulings_on_appeals_is_due_of_a_process_that_is_over() {
    let (applied, ..) = door();
    let (remarked, ..) = remarked(charter());
    let fresh = Story::under(opening_in(60));
    let unminuted = meetings::to_come();
    let stories = [Story::open(), applied, remarked, initiative(14, Some(14)), fresh, unminuted];
    for (place, mut story) in stories.into_iter().enumerate() {
        if story
            .try_act(&operator(), CloseProcess { reason: "It is over.".to_owned(), cut_short: true })
            .is_err()
        {
            let given_up = story.try_act(&operator(), AbandonProcess { reason: "It is over.".to_owned() });
            // A process with an unanswered remark, or with a meeting to come, does not end.
            assert!(given_up.is_ok() || [2, 5].contains(&place), "{place}: {given_up:?}");
        }
        if !story.process.stage.is_over() {
            continue;
        }
        let report = report(&story.process, Moment(story.now));
        let due: Vec<_> = report.findings.iter().filter(|one| one.standing == NotYetDue).collect();
        assert!(due.is_empty(), "{place}: {due:?}");
    }
}

#[test]
fn a_report_answers_every_criterion_once_failing_ones_first() {
    for case in cases() {
        let asked: BTreeSet<&str> = criteria().iter().map(|one| one.id.as_str()).collect();
        let answered: BTreeSet<&str> = case.report.findings.iter().map(|one| one.criterion).collect();
        assert_eq!(asked, answered);
        assert_eq!(case.report.findings.len(), 40, "{}", case.name);
        assert!(case.report.findings.is_sorted_by_key(|one| one.standing), "{}", case.name);
        let can_be = |one: &maru_openness::Finding| possible(one.criterion).contains(&one.standing);
        let beyond: Vec<_> = case.report.findings.iter().filter(|one| !can_be(one)).collect();
        assert!(beyond.is_empty(), "{}: {beyond:?}", case.name);
    }
}

#[test]
fn a_report_is_the_same_for_whoever_folds_the_same_entries() {
    let mut story = Story::open_under(charter_around(today()));
    decided(&mut story, Resolution::Adopted);
    let again = story.folded(story.entries.len());
    let moment = Moment(at(today().saturating_add(80.days())));
    assert_eq!(report(&story.process, moment), report(&again, moment));
}

#[path = "../../examples/criteria.rs"]
mod example;

#[test]
fn the_example_does_what_it_says() {
    example::main().expect("an example that runs");
}
