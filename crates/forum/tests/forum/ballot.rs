//! Ballots: every rule of them broken once, and counts whose outcome is known from elsewhere.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use maru_forum::{
    AnswerObjection, Arithmetic, AskToSpeak, BallotCounted, BallotOutcome, BallotRule, CastBallot,
    ChangeCharter, Count, CountBallot, DelegationVerdict, Electorate, EntryNumber, GroupId, LocalText,
    OpenBallot, OrganisationKind, Phase, Position, RecordDecision, Resolution, RuleOnDelegation,
    StateOrganisation, TieRule, Violation,
};
use maru_testkit::{
    Cast, DAYS_OF_BALLOTS, PHASE_BALLOT, Person, Story, charter_with, charter_with_ballots, language,
    operator, today,
};
use proptest::prelude::*;

use crate::rules::{Case, DRAFT, NOWHERE, judged, refused};

fn cast() -> Cast {
    Cast::under(charter_with_ballots())
}

/// The charter that says of quorum and ties what a ballot says.
fn charter_of(ballot: &OpenBallot) -> maru_forum::Charter {
    let mut charter = charter_with_ballots();
    charter.decides.quorum_people = ballot.quorum.unwrap_or_default();
    charter.decides.tie_rule = ballot.tie.unwrap_or_default();
    charter
}

fn in_english(text: &str) -> LocalText {
    LocalText::one(language("en"), text)
}

/// A question for or against which people are.
pub(crate) fn question(rule: BallotRule) -> OpenBallot {
    OpenBallot {
        phase: PHASE_BALLOT.to_owned(),
        rule,
        electorate: Electorate::Everyone,
        groups: Vec::new(),
        quorum: None,
        consent: None,
        objection: None,
        tie: None,
        draft: None,
        question: in_english("Shall it be so?"),
        options: Vec::new(),
    }
}

/// A choice among so many options.
fn choice(rule: BallotRule, options: usize, tie: TieRule) -> OpenBallot {
    let option = |number: usize| (in_english(&format!("Option {number}")), None);
    OpenBallot { tie: Some(tie), options: (1..=options).map(option).collect(), ..question(rule) }
}

fn position(on: EntryNumber, position: Position) -> CastBallot {
    CastBallot { on, position: Some(position), choices: Vec::new(), reason: None }
}

fn choosing(on: EntryNumber, choices: &[u32]) -> CastBallot {
    CastBallot { on, position: None, choices: choices.to_vec(), reason: None }
}

/// A ballot of the cast, and its entry.
fn opened(ballot: OpenBallot) -> (Cast, EntryNumber) {
    let mut cast = Cast::under(charter_of(&ballot));
    let entry = cast.story.act(&cast.desk, ballot);
    (cast, entry)
}

/// A ballot whose days are over, counted: Heron and Crane stood so.
fn counted(heron: Position, crane: Position) -> (Cast, EntryNumber) {
    let (mut cast, ballot) = opened(question(BallotRule::Majority));
    cast.story.act(&cast.heron, position(ballot, heron));
    cast.story.act(&cast.crane, position(ballot, crane));
    cast.story.after_days(DAYS_OF_BALLOTS + 1);
    let count = cast.story.act(&cast.desk, CountBallot { on: ballot });
    (cast, count)
}

fn decision(result: EntryNumber, outcome: Resolution) -> RecordDecision {
    RecordDecision { outcome, result, draft: None, text: "So it is.".to_owned(), language: language("en") }
}

/// What is tried with terms that contradict their rule.
fn bad(ballot: OpenBallot) -> Violation {
    let mut cast = cast();
    refused(&mut cast.story, &cast.desk, ballot)
}

pub(crate) const CASES: &[Case] = &[
    ("bad-ballot", "a choice of one", || bad(choice(BallotRule::Approval, 1, TieRule::Nobody))),
    ("bad-ballot", "a choice of too many", || bad(choice(BallotRule::Schulze, 41, TieRule::Nobody))),
    ("bad-ballot", "a majority with a word on ties", || {
        bad(OpenBallot { tie: Some(TieRule::Nobody), ..question(BallotRule::Majority) })
    }),
    ("other-tie", "a choice that says of ties what the charter does not", || {
        bad(choice(BallotRule::Approval, 2, TieRule::FirstListed))
    }),
    ("other-quorum", "a ballot that asks for more people than the charter", || {
        bad(OpenBallot { quorum: Some(3), ..question(BallotRule::Majority) })
    }),
    ("other-quorum", "a ballot that asks for fewer people than the charter", || {
        let mut charter = charter_with_ballots();
        charter.decides.quorum_people = 3;
        let mut cast = Cast::under(charter);
        refused(&mut cast.story, &cast.desk, OpenBallot { quorum: Some(0), ..question(BallotRule::Majority) })
    }),
    ("charter-fixed", "another quorum while a ballot is to be counted", || {
        let (mut cast, _) = opened(question(BallotRule::Majority));
        let mut charter = Box::new(charter_with_ballots());
        charter.decides.quorum_people = 1;
        let reason = "too few come".to_owned();
        refused(&mut cast.story, &operator(), ChangeCharter { charter, reason, shorten: true })
    }),
    ("unknown-group", "a ballot of a group that is not there", || {
        bad(OpenBallot { groups: vec![GroupId("martians".to_owned())], ..question(BallotRule::Majority) })
    }),
    ("bad-list", "a ballot that names a group twice", || {
        let academia = || GroupId("academia".to_owned());
        bad(OpenBallot { groups: vec![academia(), academia()], ..question(BallotRule::Majority) })
    }),
    ("not-in-electorate", "somebody of another group", || {
        let (mut cast, ballot) = opened(of_group("industry"));
        let join = |join: &mut maru_forum::Join| join.group = Some(GroupId("academia".to_owned()));
        let other = Person::joining(&mut cast.story, "egret", join, None).expect("joins");
        refused(&mut cast.story, &other, position(ballot, Position::For))
    }),
    ("not-in-electorate", "somebody of no group, where groups vote", || {
        let (mut cast, ballot) = opened(of_group("industry"));
        let other = cast.story.joins("egret");
        refused(&mut cast.story, &other, position(ballot, Position::For))
    }),
    ("unknown-objection", "an answer to a vote without a reason", || {
        let (mut cast, ballot) = opened(question(BallotRule::Majority));
        let vote = cast.story.act(&cast.heron, position(ballot, Position::Against));
        refused(&mut cast.story, &cast.desk, answer(vote))
    }),
    ("not-allowed", "an answer to an objection by somebody without office", || {
        let (mut cast, _, vote) = objected();
        refused(&mut cast.story, &cast.crane, answer(vote))
    }),
    ("reason-too-short", "an answer that names no matter", || {
        let (mut cast, _, vote) = objected();
        refused(&mut cast.story, &cast.desk, AnswerObjection { text: "No.".to_owned(), ..answer(vote) })
    }),
    ("bad-ballot", "two options of the same words", || {
        let mut ballot = choice(BallotRule::Approval, 2, TieRule::Nobody);
        ballot.options[1] = ballot.options[0].clone();
        bad(ballot)
    }),
    ("bad-ballot", "two options for the same amendment", || {
        let mut ballot = choice(BallotRule::Approval, 2, TieRule::Nobody);
        ballot.options.iter_mut().for_each(|(_, amendment)| *amendment = Some(NOWHERE));
        bad(ballot)
    }),
    ("bad-ballot", "a majority with options", || {
        bad(OpenBallot {
            tie: None,
            rule: BallotRule::Majority,
            ..choice(BallotRule::Approval, 2, TieRule::Nobody)
        })
    }),
    ("bad-ballot", "consent without shares", || bad(question(BallotRule::Consent))),
    ("bad-ballot", "consent of more than all", || {
        bad(OpenBallot { consent: Some(101), objection: Some(5), ..question(BallotRule::Consent) })
    }),
    ("bad-ballot", "a majority with shares", || {
        bad(OpenBallot { consent: Some(70), ..question(BallotRule::Majority) })
    }),
    ("language-missing", "a question in another language than promised", || {
        bad(OpenBallot {
            question: LocalText::one(language("ko"), "그렇게 할까요?"),
            ..question(BallotRule::Majority)
        })
    }),
    ("unknown-phase", "a phase that is not there", || {
        bad(OpenBallot { phase: "spring".to_owned(), ..question(BallotRule::Majority) })
    }),
    ("no-ballot-phase", "a phase in which nobody votes in ballots", || {
        bad(OpenBallot { phase: "decision".to_owned(), ..question(BallotRule::Majority) })
    }),
    ("not-a-draft", "a version that is not there", || {
        bad(OpenBallot { draft: Some(NOWHERE), ..question(BallotRule::Majority) })
    }),
    ("ballot-over", "a ballot after its phase", || {
        let mut cast = cast();
        cast.story.after_days(DAYS_OF_BALLOTS + 1);
        refused(&mut cast.story, &cast.desk, question(BallotRule::Majority))
    }),
    ("not-allowed", "a ballot by somebody without office", || {
        let mut cast = cast();
        refused(&mut cast.story, &cast.heron, question(BallotRule::Majority))
    }),
    ("unknown-ballot", "a vote on a statement", || {
        let mut cast = cast();
        let labels = cast.labels.0;
        refused(&mut cast.story, &cast.heron, position(labels, Position::For))
    }),
    ("ballot-not-begun", "a vote before the days of its phase", || {
        let mut cast = Cast::under(charter_with(|charter| {
            let mut other = charter_with_ballots();
            let later = other.phases.iter().position(|phase| phase.id == PHASE_BALLOT).expect("the phase");
            other.phases[later].opens = today().saturating_add(2.days());
            let today_too = Phase { id: "now".to_owned(), ..other.phases[later].clone() };
            other.phases.push(Phase { opens: today(), ..today_too });
            *charter = other;
        }));
        let ballot = cast.story.act(&cast.desk, question(BallotRule::Majority));
        refused(&mut cast.story, &cast.heron, position(ballot, Position::For))
    }),
    ("counted-already", "a vote once it was counted, though its phase was given more days", || {
        let (mut cast, _) = counted(Position::For, Position::For);
        let mut longer = charter_with_ballots();
        let phase = longer.phases.iter().position(|phase| phase.id == PHASE_BALLOT).expect("the phase");
        longer.phases[phase].closes = today().saturating_add(30.days());
        let change =
            ChangeCharter { charter: Box::new(longer), reason: "more time".to_owned(), shorten: true };
        cast.story.act(&operator(), change);
        let ballot = cast.story.process.ballots.iter().next().expect("the ballot").entry;
        refused(&mut cast.story, &cast.heron, position(ballot, Position::Against))
    }),
    ("charter-fixed", "a charter without the phase of a ballot that is still to be counted", || {
        let (mut cast, _) = opened(question(BallotRule::Majority));
        let mut charter = charter_with_ballots();
        charter.phases.retain(|phase| phase.id != PHASE_BALLOT);
        let (charter, reason) = (Box::new(charter), "not needed".to_owned());
        refused(&mut cast.story, &operator(), ChangeCharter { charter, reason, shorten: true })
    }),
    (
        "charter-fixed",
        "a charter that takes ballots out of the phase of one that is still to be counted",
        || {
            let (mut cast, _) = opened(question(BallotRule::Majority));
            let mut charter = charter_with_ballots();
            let phase = charter.phases.iter_mut().find(|phase| phase.id == PHASE_BALLOT).expect("the phase");
            phase.acts.clear();
            let (charter, reason) = (Box::new(charter), "not needed".to_owned());
            refused(&mut cast.story, &operator(), ChangeCharter { charter, reason, shorten: true })
        },
    ),
    ("not-in-this-phase", "a vote after the days of its phase", || {
        let (mut cast, ballot) = opened(question(BallotRule::Majority));
        cast.story.after_days(DAYS_OF_BALLOTS + 1);
        refused(&mut cast.story, &cast.heron, position(ballot, Position::For))
    }),
    ("not-in-electorate", "somebody who was not verified", || {
        let (mut cast, ballot) =
            opened(OpenBallot { electorate: Electorate::Verified, ..question(BallotRule::Majority) });
        refused(&mut cast.story, &cast.heron, position(ballot, Position::For))
    }),
    ("not-in-electorate", "somebody who speaks for no organisation", || {
        let (mut cast, ballot, _) = of_organisations();
        refused(&mut cast.story, &cast.crane, position(ballot, Position::For))
    }),
    ("not-in-electorate", "a delegate who was ended", || {
        let (mut cast, ballot, delegation) = of_organisations();
        ends(&mut cast, delegation);
        refused(&mut cast.story, &cast.heron, position(ballot, Position::For))
    }),
    ("bad-ballot-vote", "a position in a choice", || {
        let (mut cast, ballot) = opened(choice(BallotRule::Approval, 2, TieRule::Nobody));
        refused(&mut cast.story, &cast.heron, position(ballot, Position::For))
    }),
    ("bad-ballot-vote", "an option that is not there", || {
        let (mut cast, ballot) = opened(choice(BallotRule::Approval, 2, TieRule::Nobody));
        refused(&mut cast.story, &cast.heron, choosing(ballot, &[2]))
    }),
    ("bad-ballot-vote", "options where there is nothing to choose", || {
        let (mut cast, ballot) = opened(question(BallotRule::Majority));
        refused(
            &mut cast.story,
            &cast.heron,
            CastBallot { choices: vec![0], ..position(ballot, Position::For) },
        )
    }),
    ("bad-list", "an option named twice", || {
        let (mut cast, ballot) = opened(choice(BallotRule::Schulze, 3, TieRule::Nobody));
        refused(&mut cast.story, &cast.heron, choosing(ballot, &[1, 1]))
    }),
    ("bad-ballot-vote", "an objection to a consensus without a reason", || {
        let (mut cast, ballot) = opened(question(BallotRule::Consensus));
        refused(&mut cast.story, &cast.heron, position(ballot, Position::Against))
    }),
    ("bad-ballot-vote", "a reason of somebody who is for it", || {
        let (mut cast, ballot) = opened(question(BallotRule::Consensus));
        let reason = Some((language("en"), "It is good.".to_owned()));
        refused(&mut cast.story, &cast.heron, CastBallot { reason, ..position(ballot, Position::For) })
    }),
    ("nothing-changed", "the same vote again, by an entry", || {
        let (mut cast, ballot) = opened(question(BallotRule::Majority));
        cast.story.act(&cast.heron, position(ballot, Position::For));
        let again = maru_forum::BallotCast {
            on: ballot,
            position: Some(Position::For),
            choices: Vec::new(),
            reason: None,
        };
        judged(&cast.story, &cast.story.next(cast.heron.author(), again))
    }),
    ("phase-runs", "a count before the end", || {
        let (mut cast, ballot) = opened(question(BallotRule::Majority));
        refused(&mut cast.story, &cast.desk, CountBallot { on: ballot })
    }),
    ("counted-already", "a second count", || {
        let (mut cast, _) = counted(Position::For, Position::For);
        let ballot = cast.story.process.ballots.iter().next().expect("the ballot").entry;
        refused(&mut cast.story, &cast.desk, CountBallot { on: ballot })
    }),
    ("miscounted-ballot", "a count that says it passed", || {
        let (mut cast, ballot) = opened(question(BallotRule::Majority));
        cast.story.act(&cast.heron, position(ballot, Position::Against));
        cast.story.after_days(DAYS_OF_BALLOTS + 1);
        let count = Count { outcome: BallotOutcome::Passed, ..count_of(&cast.story, ballot) };
        judged(&cast.story, &cast.story.next(cast.desk.author(), BallotCounted { on: ballot, count }))
    }),
    ("not-carried", "an adoption of what did not pass", || {
        let (mut cast, count) = counted(Position::For, Position::Against);
        refused(&mut cast.story, &cast.desk, decision(count, Resolution::Adopted))
    }),
    ("not-carried", "a rejection of what passed", || {
        let (mut cast, count) = counted(Position::For, Position::For);
        refused(&mut cast.story, &cast.desk, decision(count, Resolution::Rejected))
    }),
    ("not-carried", "an adoption of another version than the one voted on", || {
        let mut cast = cast();
        let first = operator().drafts(&mut cast.story, DRAFT, &[]);
        let second = operator().drafts(&mut cast.story, &DRAFT.replace("may", "must"), &[]);
        let ballot =
            cast.story.act(&cast.desk, OpenBallot { draft: Some(first), ..question(BallotRule::Majority) });
        cast.story.act(&cast.heron, position(ballot, Position::For));
        cast.story.after_days(DAYS_OF_BALLOTS + 1);
        let count = cast.story.act(&cast.desk, CountBallot { on: ballot });
        let adopted = RecordDecision { draft: Some(second), ..decision(count, Resolution::Adopted) };
        refused(&mut cast.story, &cast.desk, adopted)
    }),
];

/// A majority among those of one group.
fn of_group(group: &str) -> OpenBallot {
    OpenBallot { groups: vec![GroupId(group.to_owned())], ..question(BallotRule::Majority) }
}

fn answer(on: EntryNumber) -> AnswerObjection {
    let text = "Small makers have two years more, by Article 3.".to_owned();
    AnswerObjection { on, text, language: language("en") }
}

/// A ballot by consensus to which Heron objects, with that vote.
fn objected() -> (Cast, EntryNumber, EntryNumber) {
    let (mut cast, ballot) = opened(question(BallotRule::Consensus));
    let reason = Some((language("en"), "It ruins small makers.".to_owned()));
    let vote = cast.story.act(&cast.heron, CastBallot { reason, ..position(ballot, Position::Against) });
    (cast, ballot, vote)
}

#[test]
fn an_objection_is_owed_an_answer_until_it_is_answered_or_taken_back() {
    let (mut cast, on, vote) = objected();
    let open = |cast: &Cast| {
        let process = &cast.story.process;
        process.unanswered_objections(ballot(&cast.story, on), EntryNumber(process.entries))
    };
    assert_eq!(open(&cast), [vote]);
    let entry = cast.story.act(&cast.desk, answer(vote));
    assert_eq!(open(&cast), []);
    let earlier = cast.story.process.unanswered_objections(ballot(&cast.story, on), entry);
    assert_eq!(earlier, [vote], "before the answer it was open");
    assert_eq!(cast.story.process.answers_to_objection(vote).len(), 1);
    // Other words are another objection: the answer was to the first.
    let reason = Some((language("en"), "It ruins small shops too.".to_owned()));
    let again = cast.story.act(&cast.heron, CastBallot { reason, ..position(on, Position::Against) });
    assert_eq!(open(&cast), [again]);
    cast.story.act(&cast.heron, position(on, Position::For));
    assert_eq!(open(&cast), [], "who no longer objects waits for no answer");
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn only_those_of_its_groups_vote_in_a_ballot_and_are_counted() {
    let mut story = Story::open_under(charter_with_ballots());
    let joins = |story: &mut Story, name: &str, group: Option<&str>| {
        let join = |join: &mut maru_forum::Join| join.group = group.map(|group| GroupId(group.to_owned()));
        Person::joining(story, name, join, None).expect("joins")
    };
    let (of_it, _) =
        (joins(&mut story, "egret", Some("industry")), joins(&mut story, "stork", Some("academia")));
    joins(&mut story, "teal", None);
    let double = OpenBallot { rule: BallotRule::DoubleMajority, ..of_group("industry") };
    let on = story.act(&operator(), double);
    story.act(&of_it, position(on, Position::For));
    let count = count_of(&story, on);
    assert_eq!((count.outcome, count.electorate, count.cast), (BallotOutcome::Passed, 1, 1));
    assert!(!count.figures.contains_key("for:academia"), "a group that does not vote has no figures");
}

#[test]
fn a_ballot_of_a_groups_organisations_follows_the_group_that_they_state() {
    let mut cast = cast();
    let (heron, crane) = (cast.heron.clone(), cast.crane.clone());
    speaks(&mut cast, &heron, Some("academia"));
    speaks(&mut cast, &crane, Some("industry"));
    let electorate = Electorate::Organisations;
    let on = cast.story.act(&cast.desk, OpenBallot { electorate, ..of_group("academia") });
    cast.story.act(&heron, position(on, Position::For));
    let refused = refused(&mut cast.story, &crane, position(on, Position::For));
    assert_eq!(refused, Violation::NotInElectorate(on));
    assert_eq!(count_of(&cast.story, on).electorate, 1);
}

/// A ballot of organisations: the league, for which Heron speaks in the delegation that is given.
fn of_organisations() -> (Cast, EntryNumber, EntryNumber) {
    let mut cast = cast();
    let heron = cast.heron.clone();
    let delegation = speaks(&mut cast, &heron, Some("academia"));
    let electorate = Electorate::Organisations;
    let ballot = OpenBallot { electorate, ..question(BallotRule::DoubleMajority) };
    let on = cast.story.act(&cast.desk, ballot);
    (cast, on, delegation)
}

/// Somebody registers an organisation of their own and speaks for it; gives the delegation.
fn speaks(cast: &mut Cast, who: &Person, group: Option<&str>) -> EntryNumber {
    let named = StateOrganisation::named("The League", language("en"), OrganisationKind::CivilSociety);
    let group = group.map(|group| GroupId(group.to_owned()));
    let organisation = cast.story.act(who, StateOrganisation { group, ..named });
    let delegation = cast.story.act(who, AskToSpeak { organisation });
    let verdict = DelegationVerdict::Confirmed;
    cast.story.act(&cast.desk, RuleOnDelegation { delegation, verdict, reason: None });
    delegation
}

fn ends(cast: &mut Cast, delegation: EntryNumber) {
    let (verdict, reason) = (DelegationVerdict::Ended, Some("they have left".to_owned()));
    cast.story.act(&cast.desk, RuleOnDelegation { delegation, verdict, reason });
}

#[test]
fn an_organisation_has_one_vote_whoever_of_its_delegates_casts_it() {
    let (mut cast, on, delegation) = of_organisations();
    let organisation = cast.story.process.delegations.get(delegation).expect("the delegation").organisation;
    let second = cast.story.joins("egret");
    let asked = cast.story.act(&second, AskToSpeak { organisation });
    let confirmed = DelegationVerdict::Confirmed;
    cast.story.act(&cast.heron, RuleOnDelegation { delegation: asked, verdict: confirmed, reason: None });
    cast.story.act(&cast.heron, position(on, Position::Against));
    let said = |story: &Story| {
        let count = count_of(story, on);
        let of = |name: &str| count.figures[name];
        (count.electorate, count.cast, of("for"), of("against"), of("for:academia"))
    };
    assert_eq!(said(&cast.story), (1, 1, 0, 1, 0));
    cast.story.act(&second, position(on, Position::For));
    assert_eq!(said(&cast.story), (1, 1, 1, 0, 1), "the later vote of the other delegate replaces the first");
    let again = cast.story.act(&cast.heron, position(on, Position::For));
    let vote = cast.story.process.present_vote(ballot(&cast.story, on), cast.heron.id()).expect("a vote");
    assert_eq!((vote.entry, vote.by), (again, cast.heron.id()), "now Heron answers for it");
    ends(&mut cast, delegation);
    assert_eq!(said(&cast.story), (1, 1, 1, 0, 1), "what was voted for it stays");
    ends(&mut cast, asked);
    assert_eq!(said(&cast.story), (1, 1, 1, 0, 1), "also where nobody speaks for it any more");
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn the_group_of_an_organisation_is_the_one_that_it_states() {
    let (mut cast, on, _) = of_organisations();
    let crane = cast.crane.clone();
    speaks(&mut cast, &crane, Some("industry"));
    cast.story.act(&cast.heron, position(on, Position::For));
    assert_eq!(count_of(&cast.story, on).outcome, BallotOutcome::Failed, "one group of two");
    cast.story.act(&crane, position(on, Position::For));
    let count = count_of(&cast.story, on);
    assert_eq!((count.outcome, count.electorate, count.cast), (BallotOutcome::Passed, 2, 2));
}

fn ballot(story: &Story, on: EntryNumber) -> &maru_forum::Ballot {
    story.process.ballots.get(on).expect("the ballot")
}

#[test]
fn a_ballot_is_counted_once_for_each_state() {
    let (mut cast, on) = opened(question(BallotRule::Majority));
    cast.story.act(&cast.heron, position(on, Position::For));
    let count = |story: &Story| story.process.count(ballot(story, on));
    let first = count(&cast.story);
    assert!(std::sync::Arc::ptr_eq(&first, &count(&cast.story)), "asked twice, counted once");
    let copy = cast.story.clone();
    cast.story.act(&cast.crane, position(on, Position::Against));
    assert_eq!((count(&cast.story).figures["against"], count(&copy).figures["against"]), (1, 0));
    let without = std::collections::BTreeSet::from([cast.crane.id().0]);
    let fewer = cast.story.process.count_without(ballot(&cast.story, on), &without);
    assert_eq!((fewer.cast, fewer.figures["against"]), (1, 0));
    assert_eq!(count(&cast.story).cast, 2, "what was kept is of all votes");
}

fn count_of(story: &Story, ballot: EntryNumber) -> Count {
    (*story.process.count(story.process.ballots.get(ballot).expect("the ballot"))).clone()
}

#[test]
fn what_passed_carries_a_decision_and_what_is_open_has_no_count() {
    let (mut cast, count) = counted(Position::For, Position::Abstain);
    cast.story.act(&cast.desk, decision(count, Resolution::Adopted));
    assert_eq!(cast.story.process.decisions.last().expect("a decision").result, count);
    let (cast, ballot) = opened(question(BallotRule::Majority));
    assert_eq!(cast.story.process.ballots.get(ballot).expect("the ballot").count, None);
}

#[test]
fn only_the_last_vote_of_a_person_counts() {
    let (mut cast, ballot) = opened(question(BallotRule::Majority));
    let first = cast.story.act(&cast.heron, position(ballot, Position::For));
    let again = cast.story.act(&cast.heron, position(ballot, Position::For));
    assert_eq!(first, again, "a form that is sent twice makes one entry");
    cast.story.act(&cast.heron, position(ballot, Position::Against));
    let count = count_of(&cast.story, ballot);
    assert_eq!((count.cast, count.figures["for"], count.figures["against"]), (1, 0, 1));
}

/// People of groups, each with a position: how many are for, against and neither, by group.
#[track_caller]
fn outcome(ballot: OpenBallot, groups: &[(Option<&str>, u32, u32, u32)]) -> BallotOutcome {
    let mut story = Story::open_under(charter_of(&ballot));
    let on = story.act(&operator(), ballot);
    let mut number = 0;
    for (group, consenting, against, abstaining) in groups {
        let positions =
            [(Position::For, consenting), (Position::Against, against), (Position::Abstain, abstaining)];
        for (stand, count) in positions {
            for _ in 0..*count {
                number += 1;
                let join =
                    |join: &mut maru_forum::Join| join.group = group.map(|group| GroupId(group.to_owned()));
                let person = Person::joining(&mut story, &format!("p{number}"), join, None).expect("joins");
                let objects = stand == Position::Against;
                let reason = objects.then(|| (language("en"), format!("Reason {number}")));
                story.act(&person, CastBallot { reason, ..position(on, stand) });
            }
        }
    }
    count_of(&story, on).outcome
}

#[test]
fn each_rule_decides_at_its_bar() {
    use BallotOutcome::{Failed, Passed, QuorumMissed};
    let check = |rule, people: (u32, u32, u32), expected| {
        let (consenting, against, abstaining) = people;
        let found = outcome(question(rule), &[(None, consenting, against, abstaining)]);
        assert_eq!(found, expected, "{rule:?} {people:?}");
    };
    check(BallotRule::Majority, (2, 1, 5), Passed);
    check(BallotRule::Majority, (2, 2, 0), Failed);
    check(BallotRule::Majority, (0, 0, 3), Failed);
    check(BallotRule::TwoThirds, (4, 2, 9), Passed);
    check(BallotRule::TwoThirds, (3, 2, 0), Failed);
    check(BallotRule::Consensus, (1, 0, 2), Passed);
    check(BallotRule::Consensus, (9, 1, 0), Failed);
    check(BallotRule::Consensus, (0, 0, 2), Failed);
    let consent = || OpenBallot { consent: Some(70), objection: Some(10), ..question(BallotRule::Consent) };
    assert_eq!(outcome(consent(), &[(None, 7, 1, 2)]), Passed);
    assert_eq!(outcome(consent(), &[(None, 6, 1, 2)]), Failed, "67 % consent");
    assert_eq!(outcome(consent(), &[(None, 8, 2, 0)]), Failed, "20 % object");
    let quorum = |quorum| OpenBallot { quorum: Some(quorum), ..question(BallotRule::Majority) };
    assert_eq!(outcome(quorum(4), &[(None, 3, 0, 0)]), QuorumMissed);
    assert_eq!(outcome(quorum(4), &[(None, 3, 0, 1)]), Passed, "who abstains counts for the quorum");
}

#[test]
fn a_double_majority_needs_more_than_half_of_the_groups() {
    let double = || question(BallotRule::DoubleMajority);
    let check = |people: &[_], expected| assert_eq!(outcome(double(), people), expected, "{people:?}");
    check(&[(Some("academia"), 9, 0, 0), (Some("industry"), 1, 2, 0)], BallotOutcome::Failed);
    check(&[(Some("academia"), 9, 0, 0)], BallotOutcome::Failed);
    check(&[(Some("academia"), 2, 1, 0), (Some("industry"), 2, 1, 0)], BallotOutcome::Passed);
    check(
        &[(Some("academia"), 2, 1, 0), (Some("industry"), 2, 1, 0), (None, 0, 4, 0)],
        BallotOutcome::Failed,
    );
}

/// A choice that was voted on so: how many people, and the order in which they put the options.
fn chosen(rule: BallotRule, options: usize, tie: TieRule, votes: &[(u32, &[u32])]) -> (Count, Arithmetic) {
    let ballot = choice(rule, options, tie);
    let mut story = Story::open_under(charter_of(&ballot));
    let on = story.act(&operator(), ballot);
    let mut number = 0;
    for (people, order) in votes {
        for _ in 0..*people {
            number += 1;
            let person = story.joins(&format!("p{number}"));
            story.act(&person, choosing(on, order));
        }
    }
    let steps = story.process.ballots.get(on).expect("the ballot").steps();
    (count_of(&story, on), steps.expect("the steps of a choice"))
}

/// Example 1 of Schulze 2011: 45 people, five candidates A to E; E wins, by the strengths that the paper gives.
#[test]
fn schulzes_example_comes_out_as_in_his_paper() {
    let votes: &[(u32, &[u32])] = &[
        (5, &[0, 2, 1, 4, 3]),
        (5, &[0, 3, 4, 2, 1]),
        (8, &[1, 4, 3, 0, 2]),
        (3, &[2, 0, 1, 4, 3]),
        (7, &[2, 0, 4, 1, 3]),
        (2, &[2, 1, 0, 3, 4]),
        (7, &[3, 2, 4, 1, 0]),
        (8, &[4, 1, 0, 3, 2]),
    ];
    let (count, arithmetic) = chosen(BallotRule::Schulze, 5, TieRule::Nobody, votes);
    assert_eq!((count.outcome, count.winner), (BallotOutcome::Passed, Some(4)));
    let Arithmetic::Pairs { prefer, strongest } = arithmetic else { panic!("pairs") };
    assert_eq!(prefer[0], [0, 20, 26, 30, 22]);
    assert_eq!(strongest[0], [0, 28, 28, 30, 24]);
    assert_eq!(strongest[4], [25, 28, 28, 31, 0]);
}

/// The often told choice of a capital of Tennessee: 100 people in four cities. The one in the middle wins every comparison, and
/// leaves an instant run-off early.
#[test]
fn the_capital_of_tennessee_depends_on_the_rule() {
    const VOTES: &[(u32, &[u32])] =
        &[(42, &[0, 1, 2, 3]), (26, &[1, 2, 3, 0]), (15, &[2, 3, 1, 0]), (17, &[3, 2, 1, 0])];
    let winner = |rule| chosen(rule, 4, TieRule::Nobody, VOTES).0.winner;
    assert_eq!(winner(BallotRule::Schulze), Some(1), "Nashville");
    assert_eq!(winner(BallotRule::InstantRunoff), Some(3), "Knoxville");
    let (_, Arithmetic::Rounds(rounds)) = chosen(BallotRule::InstantRunoff, 4, TieRule::Nobody, VOTES) else {
        panic!("rounds")
    };
    let firsts: Vec<_> = rounds.iter().map(|round| round.firsts.clone()).collect();
    assert_eq!(
        firsts,
        [
            vec![Some(42), Some(26), Some(15), Some(17)],
            vec![Some(42), Some(26), None, Some(32)],
            vec![Some(42), None, None, Some(58)],
        ]
    );
}

#[test]
fn a_tie_is_what_the_ballot_says() {
    for rule in [BallotRule::Approval, BallotRule::Schulze, BallotRule::InstantRunoff] {
        let alike: &[(u32, &[u32])] = &[(2, &[1]), (2, &[2])];
        let (nobody, _) = chosen(rule, 3, TieRule::Nobody, alike);
        assert_eq!((nobody.outcome, nobody.winner), (BallotOutcome::Tied, None), "{rule:?}");
        let (first, _) = chosen(rule, 3, TieRule::FirstListed, alike);
        assert_eq!((first.outcome, first.winner), (BallotOutcome::Passed, Some(1)), "{rule:?}");
        let (none, _) = chosen(rule, 3, TieRule::FirstListed, &[(3, &[])]);
        assert_eq!(
            (none.outcome, none.winner),
            (BallotOutcome::Failed, None),
            "{rule:?}: nobody named any option"
        );
    }
}

/// A plain count of who prefers what, written another way than the program's.
fn beats(votes: &[Vec<u32>], a: u32, b: u32) -> bool {
    let place = |vote: &[u32], option| vote.iter().position(|one| *one == option).unwrap_or(usize::MAX);
    let prefer = |a, b| votes.iter().filter(|vote| place(vote, a) < place(vote, b)).count();
    prefer(a, b) > prefer(b, a)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Schulze 2011, section 4: an option that wins every comparison wins the ballot, in whatever order the options are listed.
    #[test]
    fn whoever_wins_every_comparison_wins_by_schulze(
        orders in proptest::collection::vec((Just(vec![0_u32, 1, 2, 3]).prop_shuffle(), 0..=4_usize), 1..9),
        names in Just(vec![0_u32, 1, 2, 3]).prop_shuffle(),
    ) {
        let votes: Vec<Vec<u32>> = orders.into_iter().map(|(order, named)| order[..named].to_vec()).collect();
        let winner = (0..4).find(|a| (0..4).all(|b| *a == b || beats(&votes, *a, b)));
        let list = |votes: &[Vec<u32>]| votes.to_vec();
        let count = |votes: &[Vec<u32>]| {
            let votes: Vec<(u32, &[u32])> = votes.iter().map(|vote| (1, vote.as_slice())).collect();
            chosen(BallotRule::Schulze, 4, TieRule::Nobody, &votes).0
        };
        let found = count(&list(&votes));
        if let Some(winner) = winner {
            prop_assert_eq!(found.winner, Some(winner));
        }
        let renamed: Vec<Vec<u32>> =
            votes.iter().map(|vote| vote.iter().map(|option| names[*option as usize]).collect()).collect();
        let expected = found.winner.map(|winner| names[winner as usize]);
        prop_assert_eq!(count(&renamed).winner, expected, "the names of options decide nothing");
    }
}

#[test]
fn the_figures_of_a_count_have_the_names_of_the_record() {
    let (count, _) = chosen(BallotRule::Approval, 2, TieRule::Nobody, &[(2, &[0, 1]), (1, &[1])]);
    let expected = BTreeMap::from([("approve:1".to_owned(), 2), ("approve:2".to_owned(), 3)]);
    assert_eq!((count.figures, count.cast, count.electorate), (expected, 3, 3));
}

#[test]
fn what_was_counted_by_group_stays_when_the_charter_gets_another_group() {
    let (mut cast, ballot) = opened(question(BallotRule::DoubleMajority));
    cast.story.act(&cast.heron, position(ballot, Position::For));
    cast.story.after_days(DAYS_OF_BALLOTS + 1);
    cast.story.act(&cast.desk, CountBallot { on: ballot });
    let standings = |cast: &Cast| {
        let ballot = cast.story.process.ballots.get(ballot).expect("the ballot");
        ballot.count.as_ref().expect("it was counted").count.standings()
    };
    let before = standings(&cast);
    assert_eq!((before.0.for_it, before.0.against, before.1.len()), (1, 0, 2));
    let mut more = charter_with_ballots();
    let mut group = more.groups[0].clone();
    group.id = GroupId("workers".to_owned());
    more.groups.push(group);
    cast.story.act(
        &operator(),
        ChangeCharter { charter: Box::new(more), reason: "they asked".to_owned(), shorten: true },
    );
    assert_eq!(standings(&cast), before);
}
