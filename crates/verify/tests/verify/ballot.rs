//! A gallery of cheats around a ballot, each caught with the sentence that a journalist would quote.

use maru_forum::{
    BallotCast, BallotCounted, BallotOutcome, BallotRule, CastBallot, Count, CountBallot, Decided,
    Electorate, EntryNumber, LocalText, OpenBallot, Position, Resolution,
};
use maru_testkit::{Cast, DAYS_OF_BALLOTS, PHASE_BALLOT, charter_with_ballots, language};
use maru_verify::{Report, Verdict};

use crate::look::{look, publish};

/// The cast with a ballot in entry 10: Heron is for it, Crane against it.
fn voted() -> (Cast, EntryNumber) {
    let mut cast = Cast::under(charter_with_ballots());
    let ballot = OpenBallot {
        phase: PHASE_BALLOT.to_owned(),
        rule: BallotRule::Majority,
        electorate: Electorate::Everyone,
        quorum: 2,
        consent: None,
        objection: None,
        tie: None,
        draft: None,
        question: LocalText::one(language("en"), "Shall labels be a duty?"),
        options: Vec::new(),
    };
    let on = cast.story.act(&cast.desk, ballot);
    let vote = |position| CastBallot { on, position: Some(position), choices: Vec::new(), reason: None };
    cast.story.act(&cast.heron, vote(Position::For));
    cast.story.act(&cast.crane, vote(Position::Against));
    (cast, on)
}

fn counted(cast: &mut Cast, on: EntryNumber) -> EntryNumber {
    cast.story.after_days(DAYS_OF_BALLOTS + 1);
    cast.story.act(&cast.desk, CountBallot { on })
}

fn report(cast: &Cast) -> Report {
    look(&publish(&cast.story))
}

#[track_caller]
fn quoted(cast: &Cast, code: &str, sentence: &str) {
    let report = report(cast);
    let found = report.findings.iter().find(|finding| finding.code == code);
    let found = found.unwrap_or_else(|| panic!("no “{code}” in {:#?}", report.findings));
    assert!(found.proven && report.verdict == Verdict::Wrong, "{found:?}");
    assert_eq!(found.sentence, sentence);
}

#[test]
fn an_honest_ballot_is_good() {
    let (mut cast, on) = voted();
    counted(&mut cast, on);
    let report = report(&cast);
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Good, 0), "{:#?}", report.findings);
}

#[test]
fn a_ballot_counted_as_passed_that_did_not_pass() {
    let (mut cast, on) = voted();
    cast.story.after_days(DAYS_OF_BALLOTS + 1);
    let ballot = cast.story.process.ballots.get(on).unwrap();
    let count = Count { outcome: BallotOutcome::Passed, ..cast.story.process.count(ballot).0 };
    cast.story.force(cast.desk.author(), BallotCounted { on, count });
    quoted(
        &cast,
        "miscounted-ballot",
        "Entry 13, the count of a ballot, breaks a rule of this process: the count does not follow from the votes, which give: \
         failed, 2 of 3 voted; abstain 0, abstain:academia 0, abstain:industry 0, against 1, against:academia 0, \
         against:industry 0, for 1, for:academia 0, for:industry 0.",
    );
}

#[test]
fn a_vote_let_in_after_the_end() {
    let (mut cast, on) = voted();
    cast.story.after_days(DAYS_OF_BALLOTS + 1);
    let vote = BallotCast { on, position: Some(Position::For), choices: Vec::new(), reason: None };
    cast.story.force(cast.desk.author(), vote);
    quoted(
        &cast,
        "not-in-this-phase",
        "Entry 13, a vote in a ballot, breaks a rule of this process: the charter's timetable does not allow this on that day \
         (2026-06-12): ballot.",
    );
}

#[test]
fn an_adoption_of_what_the_ballot_refused() {
    let (mut cast, on) = voted();
    let count = counted(&mut cast, on);
    let text = cast.story.words("Labels it is.");
    let decided = Decided { outcome: Resolution::Adopted, result: count, draft: None, text };
    cast.story.force(cast.desk.author(), decided);
    quoted(
        &cast,
        "not-carried",
        "Entry 14, a decision, breaks a rule of this process: the ballot counted in entry 13 does not carry this decision: it did \
         not pass.",
    );
}
