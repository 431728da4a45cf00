//! Laws of the fold: what is decided can be applied, what is encoded reads back, and a state is its entries.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

use maru_forum::{
    Action, Actor, Charter, Circumstances, Command, Joining, Moment, ParticipantId, Process, Pseudonym,
    Recorded, Refusal, Role, Stage, StatementId, Vote, decode, encode,
};
use maru_record::Entry;
use proptest::prelude::*;

/// 2026-06-01, inside the only phase of the charter.
const START: i64 = 1_780_272_000;

fn charter() -> Charter {
    toml::from_str(include_str!("golden/charter.toml")).expect("the test's charter")
}

/// A process with its entries, as a node would keep them.
struct Run {
    process: Process,
    entries: Vec<Vec<u8>>,
    now: i64,
}

impl Run {
    fn new() -> Self {
        let event = Process::begin("forum.example/p/voices", charter());
        let first = Recorded {
            at: Moment(START),
            author: maru_forum::Author::Operator,
            chain: None,
            signature: None,
            event,
        };
        let process = Process::from_genesis(&first).expect("a genesis");
        let mut run = Self { process, entries: vec![encode(&first).encode().expect("bytes")], now: START };
        run.act(Actor::Operator, Command::Open { reason: "test".into() }).expect("the process opens");
        run
    }

    fn act(&mut self, actor: Actor, command: Command) -> Result<u64, Refusal> {
        self.now += 1;
        let circumstances = Circumstances { now: Moment(self.now), entropy: [self.now as u8; 32] };
        let outcome = self.process.decide(&Action { actor, command, signature: None }, &circumstances)?;
        let first = outcome.stands.map_or(self.process.entries, |entry| entry.0);
        for (author, event) in outcome.events {
            let author = author.unwrap_or(Process::author_of(actor));
            let recorded = self.process.record(author, None, circumstances.now, event);
            self.entries.push(encode(&recorded).encode().expect("bytes"));
            self.process.apply(&recorded).expect("what was decided can be applied");
        }
        Ok(first)
    }

    fn join(&mut self, name: &str) -> Result<ParticipantId, Refusal> {
        let joining = Joining {
            pseudonym: Pseudonym::new(name)?,
            role: Role::Participant,
            group: None,
            country: None,
            key: None,
            verified: false,
        };
        self.act(Actor::Visitor, Command::Join(joining))
            .map(|entry| ParticipantId(maru_forum::EntryNumber(entry)))
    }

    fn state(&mut self, author: ParticipantId, text: &str) -> Result<StatementId, Refusal> {
        let command = Command::State { text: text.into(), language: "en".parse().expect("a language") };
        self.act(Actor::Participant(author), command).map(|entry| StatementId(maru_forum::EntryNumber(entry)))
    }

    fn vote(&mut self, author: ParticipantId, statement: StatementId, vote: Vote) -> Result<u64, Refusal> {
        self.act(Actor::Participant(author), Command::Vote { statement, vote })
    }

    fn rebuilt(&self) -> Process {
        let read = |bytes: &Vec<u8>| decode(&Entry::decode(bytes).expect("an entry")).expect("an event");
        let mut process = Process::from_genesis(&read(&self.entries[0])).expect("a genesis");
        for bytes in &self.entries[1..] {
            process.apply(&read(bytes)).expect("an entry that follows");
        }
        process
    }
}

#[test]
fn the_last_vote_counts_and_a_repeated_one_makes_no_entry() {
    let mut run = Run::new();
    let person = run.join("heron").expect("joins");
    let statement = run.state(person, "Labels are due.").expect("states");
    let first = run.vote(person, statement, Vote::Agree).expect("votes");
    assert_eq!(run.vote(person, statement, Vote::Agree), Ok(first), "the entry that stands is named again");
    run.vote(person, statement, Vote::Disagree).expect("changes the vote");
    let tally = run.process.statement(statement).expect("the statement").tally;
    assert_eq!((tally.agree, tally.disagree, tally.pass), (0, 1, 0));
    assert_eq!(run.process.vote_events, 2);
}

#[test]
fn what_the_rules_do_not_allow_is_refused_with_its_code() {
    let mut run = Run::new();
    let person = run.join("heron").expect("joins");
    let statement = run.state(person, "Labels are due.").expect("states");
    let nobody = ParticipantId(maru_forum::EntryNumber(99));
    let en = || "en".parse().expect("a language");
    let long = "x".repeat(maru_forum::STATEMENT_LIMIT + 1);
    let cases: Vec<(&str, Actor, Command)> = vec![
        (
            "pseudonym-taken",
            Actor::Visitor,
            Command::Join(Joining {
                pseudonym: Pseudonym::new("heron").expect("a name"),
                role: Role::Participant,
                group: None,
                country: None,
                key: None,
                verified: false,
            }),
        ),
        (
            "not-the-secretariat",
            Actor::Visitor,
            Command::Join(Joining {
                pseudonym: Pseudonym::new("boss").expect("a name"),
                role: Role::Secretariat,
                group: None,
                country: None,
                key: None,
                verified: false,
            }),
        ),
        ("not-a-participant", Actor::Visitor, Command::Vote { statement, vote: Vote::Agree }),
        ("not-a-participant", Actor::Participant(nobody), Command::Vote { statement, vote: Vote::Agree }),
        (
            "unknown-statement",
            Actor::Participant(person),
            Command::Vote { statement: StatementId(maru_forum::EntryNumber(50)), vote: Vote::Agree },
        ),
        ("text-empty", Actor::Participant(person), Command::State { text: " \n ".into(), language: en() }),
        ("text-too-long", Actor::Participant(person), Command::State { text: long, language: en() }),
        ("not-the-secretariat", Actor::Participant(person), Command::Close { reason: "mine".into() }),
        ("reason-missing", Actor::Operator, Command::Close { reason: " ".into() }),
        ("already-open", Actor::Operator, Command::Open { reason: "again".into() }),
    ];
    for (code, actor, command) in cases {
        let refusal = run.act(actor, command.clone()).expect_err(&format!("{command:?} is refused"));
        assert_eq!(refusal.code(), code, "{command:?}");
    }
    run.act(Actor::Operator, Command::Close { reason: "over".into() }).expect("closes");
    assert!(matches!(run.process.stage, Stage::Closed(_)));
    assert_eq!(run.vote(person, statement, Vote::Pass).expect_err("closed").code(), "closed");
}

#[test]
fn nobody_votes_outside_the_phase_for_it() {
    let mut run = Run::new();
    let person = run.join("heron").expect("joins");
    let statement = run.state(person, "Labels are due.").expect("states");
    run.now = 1_800_000_000;
    assert_eq!(run.vote(person, statement, Vote::Agree).expect_err("2027").code(), "not-in-this-phase");
}

#[test]
fn an_entry_in_another_place_does_not_follow() {
    let mut run = Run::new();
    let person = run.join("heron").expect("joins");
    let statement = run.state(person, "Labels are due.").expect("states");
    run.vote(person, statement, Vote::Agree).expect("votes");
    let vote =
        decode(&Entry::decode(run.entries.last().expect("an entry")).expect("an entry")).expect("an event");
    let mut again = run.rebuilt();
    let error = again.apply(&vote).expect_err("the same act twice");
    assert!(error.to_string().contains("chain"), "{error}");
}

#[derive(Debug, Clone)]
enum Step {
    Join(u8),
    State(u8, String),
    Vote(u8, u8, Vote),
}

fn step() -> impl Strategy<Value = Step> {
    let vote = prop_oneof![Just(Vote::Agree), Just(Vote::Disagree), Just(Vote::Pass)];
    prop_oneof![
        any::<u8>().prop_map(Step::Join),
        (any::<u8>(), "\\PC{1,40}").prop_map(|(who, text)| Step::State(who, text)),
        (any::<u8>(), any::<u8>(), vote).prop_map(|(who, on, vote)| Step::Vote(who, on, vote)),
    ]
}

proptest! {
    #[test]
    fn the_fold_of_the_entries_is_the_state(steps in proptest::collection::vec(step(), 0..60)) {
        let mut run = Run::new();
        let (mut people, mut statements) = (Vec::new(), Vec::new());
        for step in steps {
            match step {
                Step::Join(n) => people.extend(run.join(&format!("p{n}"))),
                Step::State(who, text) if !people.is_empty() => {
                    statements.extend(run.state(people[usize::from(who) % people.len()], &text));
                }
                Step::Vote(who, on, vote) if !people.is_empty() && !statements.is_empty() => {
                    let (who, on) = (people[usize::from(who) % people.len()], statements[usize::from(on) % statements.len()]);
                    run.vote(who, on, vote).expect("a vote in its phase");
                }
                _ => {}
            }
        }
        let rebuilt = run.rebuilt();
        prop_assert_eq!(&rebuilt, &run.process);
        let counted: u32 = rebuilt.statements.iter().map(|statement| statement.tally.total()).sum();
        let cast: usize = rebuilt.participants.iter().map(|person| person.votes.len()).sum();
        prop_assert_eq!(counted as usize, cast, "every present vote is in one tally");
        prop_assert_eq!(rebuilt.entries as usize, run.entries.len());
    }

    #[test]
    fn any_bytes_are_refused_or_read_back(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(entry) = Entry::decode(&bytes)
            && let Ok(recorded) = decode(&entry)
        {
            prop_assert_eq!(encode(&recorded).encode().expect("bytes"), bytes);
        }
    }
}
