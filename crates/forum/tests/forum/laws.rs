//! Laws of the fold: what is decided can be applied, what is refused changes nothing, and a state is its entries.

use std::collections::BTreeSet;

use maru_forum::{
    AbandonProcess, Action, AnswerInitiative, AskToSpeak, BallotRule, CastBallot, CastVote, ChangeCharter,
    ChangeOffice, Circumstances, CloseProcess, Command, CountBallot, DelegationStanding, DelegationVerdict,
    EntryNumber, Event, GroupId, Import, ImportedParticipant, ImportedStatement, InitiativeRule,
    InitiativeWord, Join, LocalText, MakeInitiative, Moderate, Moderation, Moment, NewText, Office,
    OpenBallot, OpenProcess, OrganisationKind, ParticipantId, Position, Process, Pseudonym, PublishDraft,
    RecordDecision, Recorded, Resolution, RuleOnDelegation, Saying, Source, StateOrganisation, StatementId,
    SubmitStatement, Support, TextStanding, TieRule, Translate, Verdict, VerifiedBy, Verify, Vote,
    WithdrawWords, WithdrawalReason,
};
use maru_record::Digest;
use maru_testkit::{
    Cast, Person, Story, charter_with, charter_with_ballots, charter_with_initiatives, figures, language,
    operator, visitor,
};
use proptest::prelude::*;
use proptest::sample::select;

#[test]
fn the_last_vote_counts_and_a_repeated_one_makes_no_entry() {
    let Cast { mut story, heron, labels, .. } = Cast::open();
    let before = story.entries.len();
    let again = heron.votes(&mut story, labels, Vote::Agree);
    assert_eq!(
        (again, story.entries.len()),
        (EntryNumber(8), before),
        "the entry that stands is named again"
    );
    heron.votes(&mut story, labels, Vote::Disagree);
    let tally = story.process.statement(labels).expect("the statement").tally;
    assert_eq!((tally.agree, tally.disagree, tally.pass), (0, 2, 0));
    assert_eq!(story.process.vote_events, 3);
}

/// What can be asked for of nouns without a file of their own here; the numbers say of whom or what.
pub(crate) fn shared() -> impl Strategy<Value = Command> {
    let entry = || (0..40_u64).prop_map(EntryNumber);
    let statement = || entry().prop_map(StatementId);
    let reason = || select(vec!["because", " "]).prop_map(str::to_owned);
    let text = || "\\PC{0,12}";
    prop_oneof![
        1 => reason().prop_map(|reason| OpenProcess { reason }.into()),
        1 => reason().prop_map(|reason| CloseProcess { reason, cut_short: true }.into()),
        1 => reason().prop_map(|reason| AbandonProcess { reason }.into()),
        1 => (0..9_u32, reason()).prop_map(|(minimum, reason)| {
            let charter = Box::new(charter_with(|charter| charter.minimum_group = minimum));
            ChangeCharter { charter, reason, shorten: true }.into()
        }),
        2 => (entry(), select(Office::ALL), any::<bool>(), reason()).prop_map(|(holder, office, grant, reason)| {
            ChangeOffice { holder: ParticipantId(holder), office, grant, reason }.into()
        }),
        6 => (0..12_u8, proptest::option::of(select(vec!["academia", "friends"])), proptest::option::of(reason()))
            .prop_map(|(name, group, reason)| {
                let group = group.map(|group| GroupId(group.to_owned()));
                let name = Pseudonym::new(&format!("p{name}")).expect("a pseudonym");
                Join { group, reason, ..Join::named(name) }.into()
            }),
        3 => (entry(), proptest::option::of(select(VerifiedBy::ALL))).prop_map(|(who, means)| {
            let (participant, text) = (ParticipantId(who), "known in person".to_owned());
            Verify { participant, means, text, language: language("en") }.into()
        }),
        6 => (text(), select(vec!["en", "ko"])).prop_map(|(text, tag)| {
            SubmitStatement { text, language: language(tag) }.into()
        }),
        2 => (statement(), text()).prop_map(|(statement, text)| {
            Translate { statement, text, language: language("ko"), translator: "human".to_owned() }.into()
        }),
        12 => (statement(), select(Vote::ALL)).prop_map(|(statement, vote)| CastVote { statement, vote }.into()),
        3 => (proptest::collection::vec(statement(), 1..3), select(Verdict::ALL), reason()).prop_map(
            |(on, verdict, reason): (Vec<StatementId>, _, _)| Moderate { on: on.into_iter().map(|id| id.0).collect(), verdict, reason, rule: "1".to_owned() }.into()
        ),
        2 => (text(), reason()).prop_map(|(text, reason)| {
            let standing = TextStanding::Authentic;
            let text = NewText { language: language("en"), text, standing, by: None, operations: None };
            PublishDraft { texts: vec![text], causes: Vec::new(), reason }.into()
        }),
        2 => (0..4_i64, 0..40_u64).prop_map(|(people, entries)| figures(people, entries).into()),
        2 => (select(Resolution::ALL), entry(), proptest::option::of(entry()), text()).prop_map(
            |(outcome, result, draft, text)| {
                RecordDecision { outcome, result, draft, text, language: language("en") }.into()
            }
        ),
        4 => who_speaks(),
        2 => (select(BallotRule::ALL), select(vec!["ballot", "conversation"]), 0..3_usize).prop_map(|(rule, phase, options)| {
            let option = (LocalText::one(language("en"), "One"), None);
            let tie = rule.is_choice().then_some(TieRule::Nobody);
            let ballot = crate::ballot::question(rule);
            OpenBallot { phase: phase.to_owned(), tie, options: vec![option; options], ..ballot }.into()
        }),
        2 => (entry(), proptest::option::of(select(Position::ALL)), proptest::collection::vec(0..3_u32, 0..3)).prop_map(
            |(on, position, choices)| CastBallot { on, position, choices, reason: None }.into()
        ),
        1 => entry().prop_map(|on| CountBallot { on }.into()),
        4 => agenda(),
        1 => (1..3_u64).prop_map(|people| Command::Import(Box::new(import(people)))),
        3 => (entry(), select(WithdrawalReason::ALL), select(vec!["GDPR Art 17(1)", "x"])).prop_map(
            |(entry, reason, ground)| WithdrawWords { entry, reason, ground: ground.to_owned() }.into()
        ),
    ]
}

/// Initiatives, support and answers; few numbers, so that they meet.
fn agenda() -> impl Strategy<Value = Command> {
    let entry = || (8..24_u64).prop_map(EntryNumber);
    prop_oneof![
        2 => select(vec!["Labels for voices.", " "]).prop_map(|text| MakeInitiative { title: "Labels".to_owned(), text: text.to_owned(), language: language("en") }.into()),
        4 => (entry(), any::<bool>()).prop_map(|(on, give)| Support { on, give }.into()),
        2 => entry().prop_map(|initiative| AnswerInitiative {
            initiative,
            word: InitiativeWord::TakenUp,
            text: "It is on the agenda of the next meeting.".to_owned(),
            language: language("en"),
            outcomes: Vec::new(),
        }.into()),
    ]
}

/// Organisations and those who speak for them; few numbers, so that they meet.
fn who_speaks() -> impl Strategy<Value = Command> {
    let entry = || (8..24_u64).prop_map(EntryNumber);
    let reason = || proptest::option::of(select(vec!["because", " "]).prop_map(str::to_owned));
    let saying = select(vec![Saying::Declined, Saying::Unsaid, Saying::Words("Members pay.".to_owned())]);
    prop_oneof![
        (proptest::option::of(entry()), saying, reason()).prop_map(|(of, funders, reason)| {
            let blank = StateOrganisation::named("Forest League", language("en"), OrganisationKind::CivilSociety);
            StateOrganisation { of, funders, reason, ..blank }.into()
        }),
        entry().prop_map(|organisation| AskToSpeak { organisation }.into()),
        (entry(), select(DelegationVerdict::ALL), reason())
            .prop_map(|(delegation, verdict, reason)| RuleOnDelegation { delegation, verdict, reason }.into()),
    ]
}

fn import(people: u64) -> Import {
    let source = Source {
        name: "Elsewhere".to_owned(),
        url: String::new(),
        licence: "CC0".to_owned(),
        description: String::new(),
    };
    let statement = |source_id| ImportedStatement {
        source_id,
        source_text: None,
        author: Some(source_id),
        time: Some(1),
        text: "From elsewhere.".to_owned(),
        verdict: Some(Verdict::Meta),
    };
    Import {
        source,
        reason: "Held elsewhere".to_owned(),
        language: language("en"),
        participants: (1..=people)
            .map(|source_id| ImportedParticipant { source_id, source_text: None })
            .collect(),
        statements: (1..=people).map(statement).collect(),
        votes: Vec::new(),
    }
}

/// Who asks: the operator, a visitor, or one of those who have joined.
fn asker(story: &Story, number: usize) -> Person {
    let people = &story.process.participants;
    match number {
        0 => operator(),
        1 => visitor(),
        _ if people.is_empty() => visitor(),
        _ => Person::participant(people[number % people.len()].id),
    }
}

/// Whether an entry of an outcome is judged to be right is asked before it is applied.
fn judge_outcome(story: &Story, who: &Person, command: &Command) -> bool {
    let circumstances = Circumstances { now: Moment(story.now + 1), entropy: [1; 32] };
    let action = Action { actor: who.actor, command: command.clone(), signature: None };
    let Ok(outcome) = story.process.decide(&action, &circumstances) else { return false };
    let mut process = story.process.clone();
    for drafted in outcome.events {
        let recorded = process.record(who.actor, None, circumstances.now, drafted);
        assert_eq!(process.judge(&recorded), Ok(()), "{command:?}");
        assert_eq!(process.apply(&recorded), Ok(()), "{command:?}");
    }
    true
}

/// Plays the commands; what the rules refuse does not happen.
fn told(mut story: Story, steps: Vec<(usize, i64, Command)>) -> Story {
    for (who, days, command) in steps {
        story.after_days(days);
        let who = asker(&story, who);
        let before = story.process.clone();
        let allowed = judge_outcome(&story, &who, &command);
        let done = story.try_act(&who, command);
        assert_eq!(done.is_ok(), allowed);
        if done.is_err() {
            assert_eq!(story.process, before, "what is refused changes nothing");
        }
    }
    story
}

fn steps() -> impl Strategy<Value = Vec<(usize, i64, Command)>> {
    let who = prop_oneof![2 => Just(0_usize), 1 => Just(1_usize), 4 => 2..9_usize];
    proptest::collection::vec((who, 0..3_i64, crate::rooms::commands()), 0..60)
}

/// What must be true of every state.
fn check_state(process: &Process) {
    let counted: u32 = process.statements.iter().map(|statement| statement.tally.total()).sum();
    let cast: usize = process.participants.iter().map(|person| person.votes.len()).sum();
    assert_eq!(counted as usize, cast, "every present vote is in one tally");
    let names: BTreeSet<_> = process.participants.iter().map(|person| &person.pseudonym).collect();
    assert_eq!(names.len(), process.participants.len(), "nobody bears another's name");
    for person in &process.participants {
        let stands = |one: &&maru_forum::Delegation| {
            one.delegate == person.id
                && matches!(one.standing(), DelegationStanding::Asked | DelegationStanding::Confirmed)
        };
        assert!(
            process.delegations.iter().filter(stands).count() <= 1,
            "nobody speaks for two organisations"
        );
    }
    for one in process.initiatives.iter() {
        assert_eq!(one.spread.people as usize, one.supporters.len(), "nobody is counted twice");
        assert!(one.supporters.entry_of(one.author).is_none(), "nobody supports their own words");
        assert!(one.answers.is_empty() || one.reached.is_some(), "nothing is answered before the threshold");
    }
    for decision in &process.decisions {
        let result = process.results.iter().find(|result| result.entry == decision.result);
        assert!(result.is_some_and(|result| result.entry < decision.entry));
    }
    let words: Vec<_> =
        process.ledger.lines().flat_map(|(_, words)| words).map(|words| words.digest).collect();
    let distinct: BTreeSet<_> = words.iter().map(|digest| digest.0).collect();
    assert_eq!(distinct.len(), words.len(), "no words belong to two entries");
}

fn named_words(recorded: &[Recorded]) -> Vec<Digest> {
    recorded.iter().flat_map(|recorded| recorded.event.words()).map(|words| words.digest).collect()
}

proptest! {
    #[test]
    fn what_is_decided_holds_and_the_fold_of_the_entries_is_the_state(steps in steps(), open: bool, before: bool) {
        let moderation = if before { Moderation::Before } else { Moderation::After };
        let mut cast = Cast::under(charter_with(|charter| charter.moderation = moderation));
        cast.story.after_days(if open { 30 } else { 0 });
        let story = told(cast.story, steps);
        check_state(&story.process);
        prop_assert_eq!(&story.folded(story.entries.len()), &story.process);
        for digest in named_words(&story.recorded()) {
            prop_assert!(story.contents.contains_key(&digest), "every content comes with its entry");
            prop_assert!(story.process.ledger.entry_of(&digest).is_some());
        }
    }

    /// Entries that no command makes are judged like all others: the fold takes them if and only if the judge does.
    #[test]
    fn the_fold_takes_what_the_judge_allows_and_nothing_else(steps in steps(), swaps in proptest::collection::vec((0..60_usize, 0..60_usize), 0..20)) {
        let story = told(Cast::under(charter_with_ballots()).story, steps);
        let recorded = story.recorded();
        let mut process = story.folded(recorded.len() / 2);
        for (event, header) in swaps {
            let (event, header) = (&recorded[event % recorded.len()], &recorded[header % recorded.len()]);
            let mixed = Recorded { event: event.event.clone(), at: Moment(story.now), ..header.clone() };
            let before = process.clone();
            let judged = process.judge(&mixed);
            prop_assert_eq!(process.apply(&mixed), judged.clone());
            if judged.is_err() {
                prop_assert_eq!(&process, &before);
            }
        }
        check_state(&process);
    }

    #[test]
    fn the_count_of_an_initiative_is_that_of_its_supporters(steps in steps(), supporters in 1..4_u32) {
        let mut charter = charter_with_initiatives();
        charter.initiatives = InitiativeRule { supporters, groups: 0, countries: 0, ..charter.initiatives };
        let story = told(Cast::under(charter).story, steps);
        check_state(&story.process);
        prop_assert_eq!(&story.folded(story.entries.len()), &story.process);
    }
}

#[test]
fn a_saved_state_reads_back() {
    let story = Cast::open().story;
    let saved = postcard::to_allocvec(&story.process).expect("a state can be saved");
    let read: Process = postcard::from_bytes(&saved).expect("a saved state");
    assert_eq!(read, story.process);
}

#[test]
fn kinds_are_told_apart_by_their_names() {
    let names: BTreeSet<_> = Event::KINDS.iter().collect();
    assert_eq!(names.len(), Event::KINDS.len());
}
