//! Days on which nobody could take part count for nothing, and what people were promised stays owed when the promise is taken away.

use jiff::ToSpan as _;
use maru_forum::{
    AppealVerdictOn, Author, BallotRule, CastBallot, ChangeCharter, Charter, CharterChanged, CloseProcess,
    CountBallot, Disposition, Electorate, EntryNumber, LocalText, Moderate, Moment, NextStage, OpenBallot,
    OpenProcess, Phase, PhaseAct, Position, Registration, RemarkKind, Resolution, StageChanged, Verdict,
    Violation,
};
use maru_openness::Standing::{CannotBeKnown, Met, NotMet, NotYetDue};
use maru_openness::report;
use maru_testkit::{
    DAYS_OF_BALLOTS, PHASE_BALLOT, Person, Story, charter, charter_with, charter_with_ballots, language,
    operator, today,
};

use crate::{Case, TEXT, case, changed, decided, joins_as, remarked, short_trunk};

pub(crate) fn cases() -> Vec<Case> {
    [closed_doors(), charters_of_their_time(), taken_away(), swept(), objections()]
        .into_iter()
        .flatten()
        .collect()
}

fn opens(story: &mut Story) {
    story.act(&operator(), OpenProcess { reason: "Now.".to_owned() });
}

/// A process that opens when its phase is over, and one whose phases are two days a month apart.
fn closed_doors() -> Vec<Case> {
    let phase = |from: i32, to: i32| {
        charter_with(|charter| {
            charter.phases[0].opens = today().saturating_add(from.days());
            charter.phases[0].closes = today().saturating_add(to.days());
        })
    };
    let mut late = Story::under(phase(10, 100));
    operator().drafts(&mut late, TEXT, &[]);
    late.after_days(40);
    let preparing = late.clone();
    late.after_days(62);
    opens(&mut late);
    let two_days = charter_with(|charter| {
        let first = Phase { opens: today(), closes: today(), ..charter.phases[0].clone() };
        let day = today().saturating_add(40.days());
        let second = Phase { id: "again".to_owned(), opens: day, closes: day, ..charter.phases[0].clone() };
        charter.phases = vec![first, second];
    });
    let mut apart = Story::open_under(two_days);
    apart.after_days(42);
    vec![
        case(
            "nobody can join in preparation",
            &preparing,
            &[("O4", NotYetDue, "call-runs"), ("O18", NotYetDue, "remarks-run")],
        ),
        case(
            "opened after the last day for everything",
            &late,
            &[("O4", NotMet, "call-too-short"), ("O18", NotMet, "remarks-too-short")],
        ),
        case("two days to join, forty days apart", &apart, &[("O4", NotMet, "call-too-short")]),
    ]
}

/// What the charter says today is not what it said when people came.
fn charters_of_their_time() -> Vec<Case> {
    let mut shut = Story::open();
    shut.joins("heron");
    changed(&mut shut, |charter| charter.registration = Registration::Invited);
    let mut opened = Story::open_under(charter_with(|charter| charter.registration = Registration::Invited));
    opened.after_days(100);
    changed(&mut opened, |charter| charter.registration = Registration::Open);
    opened.after_days(1);
    vec![
        // Somebody came in by no invitation, when anybody could.
        case("invited from some day on", &shut, &[("O11", CannotBeKnown, "invitations-may-be-elsewhere")]),
        case("open from some day on", &opened, &[("O4", NotYetDue, "call-runs")]),
    ]
}

fn without_answers(charter: &mut Charter) {
    for phase in &mut charter.phases {
        phase.acts.retain(|act| ![PhaseAct::Remark, PhaseAct::Amend, PhaseAct::Answer].contains(act));
    }
}

/// A record by somebody who takes what was promised out of the charter and closes: no node does that.
fn closed_over_a_remark() -> (Story, EntryNumber) {
    let (mut story, _, remark) = remarked(charter());
    story.after_days(3);
    let mut charter = story.process.charter.clone();
    without_answers(&mut charter);
    let reason = "Simpler rules for everybody".to_owned();
    story.force(Author::Operator, CharterChanged { charter: Box::new(charter), reason });
    let cuts = story.process.cut_short(Moment(story.now));
    let reason = "It is over.".to_owned();
    story.force(Author::Operator, StageChanged { stage: NextStage::Closed, reason, cuts: Some(cuts) });
    assert!(story.process.stage.is_over(), "the rules of the record allow it");
    (story, remark)
}

fn taken_away() -> Vec<Case> {
    let (story, _) = closed_over_a_remark();
    vec![case(
        "closed over a remark whose answer was taken out of the charter",
        &story,
        &[
            ("O18", NotMet, "remarks-too-short"),
            ("O32", NotMet, "unanswered"),
            ("O33", NotMet, "unanswered"),
            ("O35", CannotBeKnown, "shares-of-answers"),
        ],
    )]
}

fn rejects(story: &mut Story, on: &[EntryNumber]) -> EntryNumber {
    let (reason, rule) = ("Off topic for us".to_owned(), "1".to_owned());
    story.act(&operator(), Moderate { on: on.to_vec(), verdict: Verdict::Rejected, reason, rule })
}

fn swept() -> Vec<Case> {
    let (mut late, _, remark) = remarked(short_trunk(10));
    late.after_days(12);
    rejects(&mut late, &[remark]);
    let (mut early, _, remark) = remarked(short_trunk(10));
    rejects(&mut early, &[remark]);
    early.after_days(12);
    vec![
        case(
            "turned away when nobody can write any more",
            &late,
            &[("O32", NotMet, "turned-away-after-phase")],
        ),
        case("turned away while everybody could", &early, &[("O32", CannotBeKnown, "turned-away")]),
    ]
}

fn objecting(charter: Charter) -> (Story, Person, EntryNumber, EntryNumber) {
    let mut story = Story::open_under(charter);
    let draft = operator().drafts(&mut story, TEXT, &[]);
    let heron = joins_as(&mut story, "gull", "academia", "KR");
    let remark = heron.remarks(&mut story, "art_1", RemarkKind::Objection, "This has no remedy at all.");
    (story, heron, draft, remark)
}

fn objections() -> Vec<Case> {
    // A charter that never promised an answer lets a process decide without one.
    let (mut silent, ..) = objecting(charter_with(|charter| {
        charter.phases[0].acts.retain(|act| *act != PhaseAct::Answer);
    }));
    decided(&mut silent, Resolution::Adopted);
    let (mut voted, heron, draft, remark) = objecting(charter_with_ballots());
    operator().answers(&mut voted, &[remark], Disposition::Noted, &[]);
    voted.tells_everyone();
    let ballot = OpenBallot {
        phase: PHASE_BALLOT.to_owned(),
        rule: BallotRule::Majority,
        electorate: Electorate::Everyone,
        groups: Vec::new(),
        quorum: None,
        consent: None,
        objection: None,
        tie: None,
        draft: None,
        question: LocalText::one(language("en"), "Shall it be so?"),
        options: Vec::new(),
    };
    let on = voted.act(&operator(), ballot);
    voted.act(&heron, CastBallot { on, position: Some(Position::For), choices: Vec::new(), reason: None });
    voted.after_days(DAYS_OF_BALLOTS + 2);
    let count = voted.act(&operator(), CountBallot { on });
    let mut decision = Person::decision(&voted, count, "It is settled.");
    decision.draft = Some(draft);
    voted.act(&operator(), decision);
    vec![
        case("an objection that nobody answered", &silent, &[("O36", NotMet, "objections-unanswered")]),
        case("an objection before a vote", &voted, &[("O36", Met, "objections-before-vote")]),
    ]
}

fn closes(story: &mut Story) -> Result<EntryNumber, Violation> {
    story.try_act(&operator(), CloseProcess { reason: "It is over.".to_owned(), cut_short: true })
}

#[test]
fn answers_that_are_owed_are_not_taken_out_of_the_charter() {
    let (mut story, heron, remark) = remarked(charter());
    let mut charter = story.process.charter.clone();
    without_answers(&mut charter);
    let change =
        ChangeCharter { charter: Box::new(charter), reason: "Simpler rules".to_owned(), shorten: true };
    let refused = story.try_act(&operator(), change.clone()).expect_err("somebody waits for an answer");
    assert_eq!(refused.code(), "charter-fixed");
    operator().answers(&mut story, &[remark], Disposition::Noted, &[]);
    story.tells_everyone();
    story.act(&operator(), change);
    // What nobody was promised when the charter said nothing of answers is not owed.
    assert!(heron.id().0.0 > 0);
    closes(&mut story).expect("nothing is owed");
}

#[test]
fn what_was_promised_stays_owed_whatever_the_charter_says_now() {
    let (mut story, _, remark) = remarked(charter());
    let mut charter = story.process.charter.clone();
    without_answers(&mut charter);
    let reason = "Simpler rules for everybody".to_owned();
    story.force(Author::Operator, CharterChanged { charter: Box::new(charter), reason });
    let refused = closes(&mut story).expect_err("a remark waits for its answer");
    assert!(matches!(&refused, Violation::Owed(owed) if owed.unanswered == [remark]), "{refused:?}");
    // With days for answers again it can be answered, and the process can end.
    changed(&mut story, |charter| charter.phases[0].acts.push(PhaseAct::Answer));
    operator().answers(&mut story, &[remark], Disposition::Noted, &[]);
    story.tells_everyone();
    closes(&mut story).expect("nothing is owed");
}

#[test]
fn what_is_turned_away_is_owed_until_nobody_can_appeal_any_more() {
    let (mut story, heron, remark) = remarked(charter());
    rejects(&mut story, &[remark]);
    let refused = closes(&mut story).expect_err("the author can appeal");
    assert!(matches!(&refused, Violation::Owed(owed) if owed.contested == [remark]), "{refused:?}");
    let mut appealed = story.clone();
    story.after_days(maru_forum::DAYS_TO_APPEAL + 1);
    closes(&mut story).expect("the verdict is the last word");
    let text = "It is about the very article.".to_owned();
    appealed.act(&heron, AppealVerdictOn { on: remark, text, language: language("en") });
    appealed.after_days(maru_forum::DAYS_TO_APPEAL + 1);
    closes(&mut appealed).expect_err("the appeal waits for its ruling");
}

#[test]
fn a_report_by_the_rules_of_before_is_computed_again_by_them() {
    let (story, _) = closed_over_a_remark();
    let now = Moment(story.now);
    let said = maru_openness::result(&story.process, now).event();
    let older = maru_forum::ResultPublished { algorithm: "openness/6".to_owned(), ..said.clone() };
    let again = maru_openness::recomputed(&story.process, &older, now).expect("the rules of openness/6");
    assert_eq!(again.algorithm, "openness/6");
    let place =
        |standing| maru_openness::Standing::ALL.iter().position(|one| *one == standing).map(|at| at as i64);
    // By those rules nothing had been promised; that is why there are new ones.
    assert_eq!(again.figures.get("O32").copied(), place(maru_openness::Standing::NotApplicable));
    assert_eq!(said.figures.get("O32").copied(), place(NotMet));
    assert!(maru_openness::is_older("openness/6") && !maru_openness::is_older(maru_openness::ALGORITHM));
    assert_eq!(report(&story.process, now).algorithm, maru_openness::ALGORITHM);
}
