//! Verification: what it changes for those who are verified, and for what counts them alone.

use maru_forum::{
    BallotRule, CastBallot, CountBallot, Electorate, InitiativeRule, LocalText, MakeInitiative, OpenBallot,
    ParticipantId, Position, Standing, Support, VerifiedBy, Verify,
};
use maru_testkit::{
    Cast, PHASE_BALLOT, Story, charter_with_ballots, charter_with_initiatives, language, operator,
};

fn verify(participant: ParticipantId, means: Option<VerifiedBy>) -> Verify {
    Verify { participant, means, text: "a colleague of twenty years".to_owned(), language: language("en") }
}

#[test]
fn somebody_is_verified_for_a_reason_that_can_be_erased_and_it_can_end() {
    let mut cast = Cast::open();
    let who = cast.heron.id();
    let verified = |cast: &Cast| cast.story.process.participant(who).expect("Heron").verified;
    let entry = cast.story.act(&cast.desk, verify(who, Some(VerifiedBy::Document)));
    assert!(verified(&cast));
    let last = cast.story.process.verifications.last_of(who).expect("a verification").clone();
    assert_eq!((last.entry, last.means, last.by), (entry, Some(VerifiedBy::Document), Some(cast.desk.id())));
    let by = cast.desk.withdraws(&mut cast.story, entry);
    assert_eq!(cast.story.process.ledger.standing(entry), Some(Standing::Withdrawn(by)));
    assert!(verified(&cast), "what was found stands, though its reason is gone");
    cast.story.act(&cast.desk, verify(who, None));
    assert!(!verified(&cast));
}

#[test]
fn a_supporter_who_is_verified_later_counts_from_then_on() {
    let mut charter = charter_with_initiatives();
    charter.initiatives = InitiativeRule {
        supporters: 1,
        groups: 0,
        countries: 0,
        in_each: 1,
        verified: true,
        ..charter.initiatives
    };
    let mut story = Story::open_under(charter);
    let (author, heron) = (story.joins("author"), story.joins("heron"));
    let made = MakeInitiative {
        title: "Labels".to_owned(),
        text: "Put labels on the agenda.".to_owned(),
        language: language("en"),
    };
    let on = story.act(&author, made);
    story.act(&heron, Support { on, give: true });
    let reached = |story: &Story| story.process.initiatives.get(on).expect("it").reached.clone();
    assert_eq!(reached(&story), None);
    let entry = story.act(&operator(), verify(heron.id(), Some(VerifiedBy::InPerson)));
    assert_eq!(reached(&story).map(|reached| reached.entry), Some(entry));
    story.act(&operator(), verify(heron.id(), None));
    let spread = story.process.initiatives.get(on).expect("it").spread.people;
    assert_eq!((spread, reached(&story).is_some()), (0, true), "nothing undoes a threshold");
    story.act(&heron, Support { on, give: false });
    assert_eq!(story.process.initiatives.get(on).expect("it").spread.people, 0);
}

#[test]
fn a_vote_of_somebody_who_was_verified_stays_counted_and_they_cast_no_other() {
    let mut cast = Cast::under(charter_with_ballots());
    let who = cast.heron.id();
    cast.story.act(&operator(), verify(who, Some(VerifiedBy::ElectronicIdentity)));
    let question = OpenBallot {
        phase: PHASE_BALLOT.to_owned(),
        rule: BallotRule::Majority,
        electorate: Electorate::Verified,
        groups: Vec::new(),
        quorum: None,
        consent: None,
        objection: None,
        tie: None,
        draft: None,
        question: LocalText(
            [(language("en"), "Adopt?".to_owned()), (language("ko"), "채택합니까?".to_owned())].into(),
        ),
        options: Vec::new(),
    };
    let on = cast.story.act(&operator(), question);
    let vote = |position| CastBallot { on, position: Some(position), choices: Vec::new(), reason: None };
    cast.story.act(&cast.heron, vote(Position::For));
    cast.story.act(&operator(), verify(who, None));
    let refused = cast.story.try_act(&cast.heron, vote(Position::Against)).expect_err("not verified");
    assert_eq!(refused.code(), "not-in-electorate");
    cast.story.after_days(30);
    cast.story.act(&operator(), CountBallot { on });
    let count = cast.story.process.ballots.get(on).expect("it").count.clone().expect("a count").count;
    assert_eq!((count.cast, count.electorate), (1, 1));
}
