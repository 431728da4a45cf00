//! A gallery of cheats around a ballot, each caught with the sentence that a journalist would quote.

use jiff::ToSpan as _;
use maru_forum::{
    AnswerObjection, AskToSpeak, Author, BallotCast, BallotCounted, BallotOpened, BallotOutcome, BallotRule,
    CastBallot, ChangeCharter, Charter, CloseProcess, Count, CountBallot, Decided, DelegationVerdict,
    Electorate, EntryNumber, GroupId, LocalText, OpenBallot, OrganisationKind, Position, RecordDecision,
    Resolution, RuleOnDelegation, StakeholderGroup, StateOrganisation, Terms, Words,
};
use maru_testkit::{
    Cast, DAYS_OF_BALLOTS, PHASE_BALLOT, Person, charter_with_ballots, language, operator, today,
};
use maru_verify::{Report, Verdict};

use crate::look::{look, publish};

fn question() -> OpenBallot {
    OpenBallot {
        phase: PHASE_BALLOT.to_owned(),
        rule: BallotRule::Majority,
        electorate: Electorate::Everyone,
        groups: Vec::new(),
        quorum: None,
        consent: None,
        objection: None,
        tie: None,
        draft: None,
        question: LocalText::one(language("en"), "Shall labels be a duty?"),
        options: Vec::new(),
    }
}

/// A charter by which two have to vote.
fn charter() -> maru_forum::Charter {
    let mut charter = charter_with_ballots();
    charter.decides.quorum_people = 2;
    charter
}

fn vote(on: EntryNumber, position: Position) -> CastBallot {
    CastBallot { on, position: Some(position), choices: Vec::new(), reason: None }
}

/// The same as an entry, for whoever may not cast it.
fn cast_as_entry(on: EntryNumber) -> BallotCast {
    BallotCast { on, position: Some(Position::For), choices: Vec::new(), reason: None }
}

/// The cast with a ballot in entry 10: Heron is for it, Crane against it.
fn voted() -> (Cast, EntryNumber) {
    voted_in(question())
}

fn voted_in(ballot: OpenBallot) -> (Cast, EntryNumber) {
    voted_under(charter(), ballot)
}

fn voted_under(charter: maru_forum::Charter, ballot: OpenBallot) -> (Cast, EntryNumber) {
    let mut cast = Cast::under(charter);
    let on = cast.story.act(&cast.desk, ballot);
    cast.story.act(&cast.heron, vote(on, Position::For));
    cast.story.act(&cast.crane, vote(on, Position::Against));
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
    let count = Count { outcome: BallotOutcome::Passed, ..(*cast.story.process.count(ballot)).clone() };
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

#[test]
fn a_rejection_by_a_ballot_in_which_too_few_voted_is_told() {
    let mut strict = charter();
    strict.decides.quorum_people = 100;
    let (mut cast, on) = voted_under(strict, question());
    let count = counted(&mut cast, on);
    // The bar falls once the count is known: no rule is broken then, and the reader is told.
    changes(&mut cast, |charter| charter.decides.quorum_people = 0);
    let text = cast.story.words("Nobody wants labels.");
    let decided = Decided { outcome: Resolution::Rejected, result: count, draft: None, text };
    let decision = cast.story.force(cast.desk.author(), decided);
    let (entries, said) = noted(&cast, "decided-without-quorum");
    assert_eq!(entries, [decision.0, count.0]);
    assert!(
        said.contains(
            "(rejected) rests on a ballot that missed its quorum (entry 13): 2 voted, and 100 had to."
        ),
        "{said}"
    );
}

/// That nobody voted says all: that the quorum was missed too is not told once more.
#[test]
fn a_decision_by_a_ballot_in_which_nobody_voted_is_told_once() {
    let mut cast = Cast::under(charter());
    let on = cast.story.act(&cast.desk, question());
    let count = counted(&mut cast, on);
    changes(&mut cast, |charter| charter.decides.quorum_people = 0);
    let text = cast.story.words("Nobody wants labels.");
    cast.story.force(
        cast.desk.author(),
        Decided { outcome: Resolution::Rejected, result: count, draft: None, text },
    );
    noted(&cast, "decided-by-nobody");
    assert!(report(&cast).notes.iter().all(|note| note.code != "decided-without-quorum"));
}

#[test]
fn votes_of_people_outside_the_electorate() {
    let (mut cast, on) = voted();
    let brought = Cast::open().heron;
    assert_eq!(brought.id(), cast.heron.id());
    cast.story.force(Author::Operator, cast_as_entry(on));
    quoted(
        &cast,
        "not-a-participant",
        "Entry 13, a vote in a ballot, breaks a rule of this process: only participants of this process may do this.",
    );
    let mut cast = Cast::under(charter_with_ballots());
    let on = cast.story.act(&cast.desk, OpenBallot { electorate: Electorate::Verified, ..question() });
    cast.story.force(cast.heron.author(), cast_as_entry(on));
    quoted(
        &cast,
        "not-in-electorate",
        "Entry 11, a vote in a ballot, breaks a rule of this process: whoever acts is not among those who vote in ballot 10.",
    );
}

/// A ballot of organisations in entry 13, for one of which Heron speaks (delegation in entry 11).
fn organisations() -> (Cast, EntryNumber, EntryNumber) {
    let mut cast = Cast::under(charter_with_ballots());
    let delegation = speaks(&mut cast, &Cast::open().heron);
    let ballot = OpenBallot { electorate: Electorate::Organisations, ..question() };
    let on = cast.story.act(&cast.desk, ballot);
    (cast, on, delegation)
}

fn speaks(cast: &mut Cast, who: &Person) -> EntryNumber {
    let league = StateOrganisation::named("The League", language("en"), OrganisationKind::CivilSociety);
    let organisation = cast.story.act(who, league);
    let delegation = cast.story.act(who, AskToSpeak { organisation });
    rules(cast, delegation, DelegationVerdict::Confirmed);
    delegation
}

fn rules(cast: &mut Cast, delegation: EntryNumber, verdict: DelegationVerdict) {
    let reason = Some("asked for by the league".to_owned());
    cast.story.act(&cast.desk, RuleOnDelegation { delegation, verdict, reason });
}

#[test]
fn a_delegate_counted_who_was_ended() {
    let (mut cast, on, delegation) = organisations();
    rules(&mut cast, delegation, DelegationVerdict::Ended);
    cast.story.force(cast.heron.author(), cast_as_entry(on));
    quoted(
        &cast,
        "not-in-electorate",
        "Entry 15, a vote in a ballot, breaks a rule of this process: whoever acts is not among those who vote in ballot 13.",
    );
}

#[test]
fn an_organisation_counted_that_is_not_in_the_register() {
    let (mut cast, on, _) = organisations();
    cast.story.act(&cast.heron, vote(on, Position::For));
    cast.story.after_days(DAYS_OF_BALLOTS + 1);
    let ballot = cast.story.process.ballots.get(on).unwrap();
    let count = Count { electorate: 2, ..(*cast.story.process.count(ballot)).clone() };
    cast.story.force(cast.desk.author(), BallotCounted { on, count });
    let found = report(&cast);
    assert!(found.findings.iter().any(|one| one.code == "miscounted-ballot"), "{:#?}", found.findings);
}

#[test]
fn a_ballot_counted_before_its_end_or_twice() {
    let (mut cast, on) = voted();
    let ballot = cast.story.process.ballots.get(on).unwrap();
    let count = (*cast.story.process.count(ballot)).clone();
    let early = BallotCounted { on, count };
    cast.story.force(cast.desk.author(), early.clone());
    let found = report(&cast);
    let codes: Vec<_> = found.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!((codes, found.verdict), (vec!["phase-runs"], Verdict::Wrong));
    let (mut cast, on) = voted();
    counted(&mut cast, on);
    cast.story.force(cast.desk.author(), early);
    let codes: Vec<_> = report(&cast).findings.into_iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["counted-already"]);
}

/// The one note of a code in a record that is good.
#[track_caller]
fn noted(cast: &Cast, code: &str) -> (Vec<u64>, String) {
    let report = report(cast);
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Good, 0), "{:#?}", report.findings);
    let found: Vec<_> = report.notes.iter().filter(|note| note.code == code).collect();
    let [one] = found.as_slice() else { panic!("wanted one {code}, found {:#?}", report.notes) };
    (one.entries.clone(), one.sentence.clone())
}

#[track_caller]
fn nothing_noted(cast: &Cast) {
    let report = report(cast);
    assert_eq!((report.verdict, report.notes), (Verdict::Good, Vec::new()), "{:#?}", report.findings);
}

fn changes(cast: &mut Cast, change: impl FnOnce(&mut Charter)) -> u64 {
    let mut charter = cast.story.process.charter.clone();
    change(&mut charter);
    let reason = format!("asked for by entry {}", cast.story.entries.len());
    cast.story.act(&operator(), ChangeCharter { charter: Box::new(charter), reason, shorten: true }).0
}

/// Moves the last day of the ballots, counted from today.
fn until(days: i64) -> impl FnOnce(&mut Charter) {
    move |charter| {
        let phase = charter.phases.iter_mut().find(|phase| phase.id == PHASE_BALLOT).unwrap();
        phase.closes = today().saturating_add(days.days());
    }
}

fn more_groups(charter: &mut Charter) {
    for id in ["workers", "oversight"] {
        let title = LocalText::one(language("en"), id);
        charter.groups.push(StakeholderGroup { id: GroupId(id.to_owned()), title });
    }
}

#[test]
fn an_honest_ballot_is_noted_nothing_of() {
    let (mut cast, on) = voted();
    let late = cast.story.joins("late");
    cast.story.act(&late, vote(on, Position::Against));
    counted(&mut cast, on);
    nothing_noted(&cast);
}

#[test]
fn rules_changed_while_a_ballot_was_under_way() {
    let (mut cast, on) = voted_in(OpenBallot { rule: BallotRule::DoubleMajority, ..question() });
    let groups = changes(&mut cast, more_groups);
    let late = cast.story.joins("late");
    cast.story.act(&late, vote(on, Position::For));
    let (entries, said) = noted(&cast, "rules-changed-during-vote");
    assert_eq!(entries, [groups, on.0]);
    assert_eq!(
        said,
        format!(
            "The charter was changed in entry {groups} (the stakeholder groups) while people voted: 2 votes were cast before, 0 after; the ballot of \
             entry 10 was under way, with 2 votes in it before and 1 after (its rule counts the groups, of which there were 2, then 4)."
        )
    );
    // Before anybody has voted in it too, and between its end and its count.
    for votes in [false, true] {
        let mut cast = Cast::under(charter_with_ballots());
        let on = cast.story.act(&cast.desk, question());
        if votes {
            cast.story.act(&cast.heron, vote(on, Position::For));
            cast.story.after_days(DAYS_OF_BALLOTS + 1);
        }
        changes(&mut cast, more_groups);
        let (_, said) = noted(&cast, "rules-changed-during-vote");
        assert!(said.contains("the ballot of entry 10 was under way, with"), "{said}");
    }
}

#[test]
fn rules_changed_and_changed_back_around_a_ballot() {
    let (mut cast, on) = voted();
    let from = changes(&mut cast, more_groups);
    let late = cast.story.joins("late");
    cast.story.act(&late, vote(on, Position::For));
    counted(&mut cast, on);
    let to = changes(&mut cast, |charter| charter.groups.truncate(2));
    let (entries, said) = noted(&cast, "rules-changed-back");
    assert_eq!(entries, [from, to]);
    assert!(
        said.ends_with(
            "In between: 0 votes, 1 admissions, 0 decisions, 1 votes in ballots, 1 ballots counted."
        ),
        "{said}"
    );
    let report = report(&cast);
    let after = report.notes.iter().find(|note| note.code == "rules-changed-after-vote").unwrap();
    assert!(
        after
            .sentence
            .ends_with("after all 2 votes and all 3 votes in ballots that were counted had been cast."),
        "{after:?}"
    );
}

#[test]
fn a_ballot_closed_early_and_one_prolonged() {
    let (mut cast, on) = voted();
    cast.story.after_days(1);
    let by = changes(&mut cast, until(1));
    cast.story.after_days(1);
    cast.story.act(&cast.desk, CountBallot { on });
    let (entries, said) = noted(&cast, "ballot-closed-early");
    assert_eq!(entries, [on.0, by]);
    assert_eq!(
        said,
        format!(
            "People were to vote in the ballot of entry 10 until 2026-06-11; by entry {by}, when 2 of 2 votes had been cast, its last day \
             became 2026-06-02."
        )
    );
    let (mut cast, on) = voted();
    cast.story.after_days(DAYS_OF_BALLOTS);
    let by = changes(&mut cast, until(DAYS_OF_BALLOTS + 5));
    cast.story.after_days(3);
    let late = cast.story.joins("late");
    cast.story.act(&late, vote(on, Position::For));
    cast.story.after_days(5);
    cast.story.act(&cast.desk, CountBallot { on });
    let (entries, said) = noted(&cast, "ballot-prolonged");
    assert_eq!(entries, [on.0, by]);
    assert!(
        said.ends_with("its last day became 2026-06-16, and 1 votes came on the days that were added."),
        "{said}"
    );
    // Moved there and back, it is no other day than the one announced.
    let (mut cast, on) = voted();
    changes(&mut cast, until(2));
    changes(&mut cast, until(DAYS_OF_BALLOTS));
    counted(&mut cast, on);
    let codes: Vec<_> = report(&cast).notes.into_iter().map(|note| note.code).collect();
    assert_eq!(
        codes,
        [
            "rules-changed-during-vote",
            "rules-changed-during-vote",
            "promises-taken-back",
            "rules-changed-back"
        ]
    );
}

#[test]
fn a_ballot_cut_off_without_a_count() {
    let (mut cast, on) = voted();
    let end =
        cast.story.act(&operator(), CloseProcess { reason: "it is enough".to_owned(), cut_short: true });
    let (entries, said) = noted(&cast, "ballot-closed-early");
    assert_eq!(entries, [on.0, end.0]);
    assert!(
        said.ends_with(&format!("was cut off on 2026-06-01 by the end of the process (entry {end}).")),
        "{said}"
    );
    assert_eq!(noted(&cast, "ballot-uncounted").0, [on.0]);
}

#[test]
fn a_ballot_opened_in_the_last_hours() {
    let mut cast = Cast::under(charter_with_ballots());
    cast.story.after_days(DAYS_OF_BALLOTS);
    cast.story.now += 20 * 3_600;
    let on = cast.story.act(&cast.desk, question());
    let (entries, said) = noted(&cast, "ballot-open-briefly");
    assert_eq!(entries, [on.0]);
    assert_eq!(said, "The ballot of entry 10 was opened when 3 hours were left to vote in it.");
}

#[test]
fn people_let_in_while_a_ballot_was_under_way() {
    let (mut cast, on) = voted();
    let friends = ["one", "two"].map(|name| cast.story.admitted_by(&cast.desk.clone(), name));
    let votes = friends.map(|friend| cast.story.act(&friend, vote(on, Position::For)).0);
    let count = counted(&mut cast, on);
    let (entries, said) = noted(&cast, "ballot-electorate-changed");
    assert_eq!(entries, [on.0, count.0, votes[0], votes[1]]);
    assert_eq!(
        said,
        "In the ballot of entry 10 2 people voted who came into its electorate while it was under way, 2 of them let in by an office; \
         without these votes the count would be “failed”."
    );
    // Who joined by themselves is told of where it decided.
    let (mut cast, on) = voted();
    let late = cast.story.joins("late");
    cast.story.act(&late, vote(on, Position::For));
    counted(&mut cast, on);
    let (_, said) = noted(&cast, "ballot-electorate-changed");
    assert!(
        said.contains("0 of them let in by an office; without these votes the count would be “failed”"),
        "{said}"
    );
    // Whoever joins once it is opened, and before anybody votes, does what the opening asks for.
    let mut cast = Cast::under(charter_with_ballots());
    let on = cast.story.act(&cast.desk, question());
    let late = cast.story.joins("late");
    for (who, position) in
        [(&cast.heron, Position::For), (&cast.crane, Position::Against), (&late, Position::For)]
    {
        cast.story.act(who, vote(on, position));
    }
    counted(&mut cast, on);
    nothing_noted(&cast);
}

#[test]
fn organisations_let_in_and_left_out_while_they_voted() {
    let (mut cast, on, delegation) = organisations();
    let crane = cast.crane.clone();
    speaks(&mut cast, &crane);
    cast.story.act(&crane, vote(on, Position::For));
    rules(&mut cast, delegation, DelegationVerdict::Ended);
    counted(&mut cast, on);
    let (_, said) = noted(&cast, "ballot-electorate-changed");
    assert_eq!(
        said,
        "In the ballot of entry 13 1 organisations voted who came into its electorate while it was under way, 1 of them let in by an \
         office; 1 organisations lost everyone who spoke for them, and had not voted; without these votes the count would be “failed”."
    );
}

#[test]
fn a_vote_of_an_organisation_whose_delegate_was_ended_before_the_count() {
    let (mut cast, on, delegation) = organisations();
    let cast_in = cast.story.act(&cast.heron, vote(on, Position::For));
    let unended = cast.clone();
    rules(&mut cast, delegation, DelegationVerdict::Ended);
    counted(&mut cast, on);
    let (entries, said) = noted(&cast, "ballot-delegate-ended");
    assert_eq!(entries, [on.0, cast_in.0]);
    assert!(
        said.contains(
            "1 votes of organisations count that were cast by delegates who no longer spoke for them"
        ),
        "{said}"
    );
    let mut cast = unended;
    counted(&mut cast, on);
    rules(&mut cast, delegation, DelegationVerdict::Ended);
    nothing_noted(&cast);
}

const DRAFT: &str = "# Norm\n\n## Article 1\n\nLabels are due.\n";

#[test]
fn the_same_version_put_to_the_vote_until_it_passes() {
    let mut cast = Cast::under(charter_with_ballots());
    let draft = Some(operator().drafts(&mut cast.story, DRAFT, &[]));
    let strict = cast.story.act(&cast.desk, OpenBallot { draft, rule: BallotRule::TwoThirds, ..question() });
    cast.story.act(&cast.heron, vote(strict, Position::For));
    let lenient = cast.story.act(&cast.desk, OpenBallot { draft, ..question() });
    let (entries, said) = noted(&cast, "ballot-asked-again");
    assert_eq!(entries, [strict.0, lenient.0]);
    assert_eq!(
        said,
        format!(
            "The ballot of entry {lenient} (rule majority, electorate everyone, quorum 0) is on what the ballot of entry {strict} was on \
             (rule two-thirds, electorate everyone, quorum 0), which had not been counted by then."
        )
    );
}

#[test]
fn a_version_adopted_that_a_ballot_refused() {
    let mut cast = Cast::under(charter_with_ballots());
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    let on = cast.story.act(&cast.desk, OpenBallot { draft: Some(draft), ..question() });
    cast.story.act(&cast.crane, vote(on, Position::Against));
    let map = maru_verify::opinion_map_result(&cast.story.process);
    let result = operator().publishes(&mut cast.story, map);
    let count = counted(&mut cast, on);
    let decided = RecordDecision {
        outcome: Resolution::Adopted,
        result,
        draft: Some(draft),
        text: "Labels it is.".to_owned(),
        language: language("en"),
    };
    let decision = cast.story.act(&cast.desk, decided);
    let (entries, said) = noted(&cast, "decision-against-ballot");
    assert_eq!(entries, [decision.0, on.0, count.0]);
    assert!(said.contains("(adopted)") && said.contains("did not pass"), "{said}");
}

#[test]
fn what_a_ballot_carried_and_nobody_followed() {
    let mut cast = Cast::under(charter_with_ballots());
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    let on = cast.story.act(&cast.desk, OpenBallot { draft: Some(draft), ..question() });
    cast.story.act(&cast.crane, vote(on, Position::For));
    cast.story.act(&cast.heron, vote(on, Position::For));
    let map = maru_verify::opinion_map_result(&cast.story.process);
    let result = operator().publishes(&mut cast.story, map);
    let count = counted(&mut cast, on);
    let decided = RecordDecision {
        outcome: Resolution::Rejected,
        result,
        draft: None,
        text: "No labels.".to_owned(),
        language: language("en"),
    };
    let decision = cast.story.act(&cast.desk, decided);
    let (entries, said) = noted(&cast, "decision-against-ballot");
    assert_eq!(entries, [decision.0, on.0, count.0]);
    assert!(said.contains("(rejected)") && said.contains("on a version passed"), "{said}");
    operator().closes(&mut cast.story);
    assert_eq!(noted(&cast, "count-without-decision").0, [count.0]);
}

#[test]
fn a_ballot_by_other_bars_than_the_charters_is_noted() {
    let mut cast = Cast::under(charter());
    let words =
        |byte: u8| Words { digest: maru_record::Digest([byte; 32]), language: language("en"), length: 20 };
    let terms = Terms {
        phase: PHASE_BALLOT.to_owned(),
        rule: BallotRule::Majority,
        electorate: Electorate::Everyone,
        groups: None,
        quorum: 0,
        consent: None,
        objection: None,
        tie: None,
        draft: None,
        question: vec![words(91)],
        options: Vec::new(),
    };
    let on = cast.story.force(cast.desk.author(), BallotOpened { terms });
    // Its words are nowhere, which is found too: a node makes no such entry.
    let notes = report(&cast).notes;
    let note = notes.iter().find(|note| note.code == "ballot-other-bars").expect("the note");
    assert_eq!(note.entries, [on.0]);
    assert!(note.sentence.contains("0 had to vote by the ballot, 2 by the charter"), "{}", note.sentence);
}

#[test]
fn an_objection_that_nobody_answered_is_named_beside_the_decision() {
    let mut cast = Cast::under(charter_with_ballots());
    let on = cast.story.act(&cast.desk, OpenBallot { rule: BallotRule::Consensus, ..question() });
    let reason = Some((language("en"), "It ruins small makers.".to_owned()));
    let vote = cast.story.act(&cast.heron, CastBallot { reason, ..vote(on, Position::Against) });
    let mut answered = cast.clone();
    let answer = AnswerObjection {
        on: vote,
        text: "Small makers have two years more.".to_owned(),
        language: language("en"),
    };
    answered.story.act(&answered.desk, answer);
    let decides = |cast: &mut Cast| {
        let count = counted(cast, on);
        let decided = RecordDecision {
            outcome: Resolution::Rejected,
            result: count,
            draft: None,
            text: "No labels.".to_owned(),
            language: language("en"),
        };
        cast.story.act(&cast.desk, decided)
    };
    let decision = decides(&mut cast);
    assert_eq!(noted(&cast, "objections-unanswered").0, [decision.0, vote.0]);
    decides(&mut answered);
    let told = report(&answered).notes;
    assert!(!told.iter().any(|note| note.code == "objections-unanswered"), "{told:?}");
}
