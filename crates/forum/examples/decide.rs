//! The core by itself: a charter begins a process, commands lead to entries or to the rule that forbids them, and whoever has the entries
//! has the same state.
//!
//! `cargo run -p maru-forum --example decide`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::error::Error;

use maru_forum::{
    Action, Actor, CastVote, Circumstances, Command, EntryNumber, Join, Moment, OpenProcess, ParticipantId,
    Process, Pseudonym, StatementId, SubmitStatement, Violation, Vote, decode, encode,
};
use maru_record::{Digest, Entry};

/// A process with the bytes of its entries, as a node keeps them.
struct Node {
    process: Process,
    entries: Vec<Vec<u8>>,
    /// Seconds since 1970; a node reads its clock.
    now: i64,
}

impl Node {
    /// What every door of a node does: ask the core, then keep what it answers.
    fn take(&mut self, actor: Actor, command: impl Into<Command>) -> Result<EntryNumber, Box<dyn Error>> {
        let entry = EntryNumber(self.process.entries);
        let now = Moment(self.now + 1);
        // Nonces of words are drawn from this; a node takes it from the operating system.
        let entropy = Digest::of(&now.0.to_be_bytes()).0;
        let action = Action { actor, command: command.into(), signature: None };
        let outcome = self.process.decide(&action, &Circumstances { now, entropy })?;
        for drafted in outcome.events {
            let recorded = self.process.record(actor, None, now, drafted);
            self.process.apply(&recorded)?;
            self.entries.push(encode(&recorded).encode()?);
        }
        self.now = now.0;
        Ok(entry)
    }
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let now = maru_testkit::at(maru_testkit::today());
    let genesis = Process::genesis("forum.example/p/voices", maru_testkit::charter(), Moment(now));
    let process = Process::from_genesis(&genesis)?;
    let mut node = Node { process, entries: vec![encode(&genesis).encode()?], now };

    node.take(Actor::Operator, OpenProcess { reason: "the preparations are done".to_owned() })?;
    let heron = node.take(Actor::Visitor, Join::named(Pseudonym::new("heron")?))?;
    let heron = Actor::Participant(ParticipantId(heron));
    let words = SubmitStatement { text: "Labels are due.".to_owned(), language: "en".parse()? };
    let statement = StatementId(node.take(heron, words)?);
    node.take(heron, CastVote { statement, vote: Vote::Agree })?;

    // A vote on what nobody stated leads to no entry, but to a rule with a stable code.
    let refused = node.take(heron, CastVote { statement: StatementId(EntryNumber(99)), vote: Vote::Agree });
    let refused = refused.err().and_then(|error| error.downcast::<Violation>().ok()).ok_or("a refusal")?;
    println!("refused, {}: {refused}", refused.code());

    // Anyone who has the entries comes to the same state, and asks every rule again on the way.
    let mut entries =
        node.entries.iter().map(|bytes| Ok::<_, Box<dyn Error>>(decode(&Entry::decode(bytes)?)?));
    let mut folded = Process::from_genesis(&entries.next().ok_or("a first entry")??)?;
    for recorded in entries {
        folded.apply(&recorded?)?;
    }
    assert_eq!(folded, node.process);
    let tally = folded.statement(statement).ok_or("the statement")?.tally;
    println!("{} entries, {} agree with entry {}", folded.entries, tally.agree, statement.0.0);
    Ok(())
}
