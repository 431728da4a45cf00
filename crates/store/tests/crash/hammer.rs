//! Votes as fast as it can and prints each answer: the victim of the crash tests, which kill it at random moments.
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use maru_forum::{
    Action, Actor, CastVote, Command, Join, OpenProcess, ParticipantId, ProcessId, Pseudonym, StatementId,
    SubmitStatement, Vote,
};
use maru_store::{Node, Options, Request};

const VOTERS: u64 = 8;
const STATEMENTS: u64 = 40;

fn request(process: &ProcessId, actor: Actor, command: Command) -> Request {
    Request { process: process.clone(), account: None, action: Action { actor, command, signature: None } }
}

/// Makes the process, its people and its statements, once.
fn prepare(node: &Node, process: &ProcessId) {
    let charter = toml::from_str(include_str!("charter.toml")).expect("the charter");
    node.create_process(charter, "test/p/crash").expect("the process");
    let act = |actor, command| {
        node.submit_blocking(request(process, actor, command)).expect("a step of the preparation")
    };
    act(Actor::Operator, Command::Open(OpenProcess { reason: "test".into() }));
    for voter in 0..VOTERS {
        let pseudonym = Pseudonym::new(&format!("voter-{voter}")).expect("a name");
        let joining = Join {
            pseudonym,
            group: None,
            country: None,
            key: None,
            verified: false,
            reason: None,
            code: None,
        };
        act(Actor::Visitor, Command::Join(joining));
    }
    for statement in 0..STATEMENTS {
        let language = "en".parse().expect("a language");
        act(
            Actor::Operator,
            Command::SubmitStatement(SubmitStatement { text: format!("Statement {statement}"), language }),
        );
    }
    writeln!(std::io::stdout(), "ready").expect("standard output");
}

/// One voter: every answer is a line `entry participant statement vote`, every refusal a line `refused …`.
fn vote(node: &Node, process: &ProcessId, voter: u64) {
    let (participant, statements): (ParticipantId, Vec<StatementId>) = {
        let handle = node.process(process).expect("the process");
        let state = handle.read();
        (
            state.participants[voter as usize].id,
            state.statements.iter().map(|statement| statement.id).collect(),
        )
    };
    for round in 0_u64.. {
        let statement = statements[(round % STATEMENTS) as usize];
        let vote = Vote::ALL[((round / STATEMENTS + voter) % 3) as usize];
        let answer = node.submit_blocking(request(
            process,
            Actor::Participant(participant),
            Command::Vote(CastVote { statement, vote }),
        ));
        let mut out = std::io::stdout().lock();
        let written = match answer {
            Ok(answer) => writeln!(out, "{} {participant} {statement} {}", answer.entry, vote.as_str()),
            Err(error) => writeln!(out, "refused {error}"),
        };
        if written.and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

/// Votes until it is killed.
pub(crate) fn run(directory: &Path) {
    let process: ProcessId = "crash".parse().expect("an id");
    let node = Node::open(directory, Options::CREATE).expect("the node opens");
    if node.process(&process).is_none() {
        prepare(&node, &process);
    }
    let process = Arc::new(process);
    let threads: Vec<_> = (0..VOTERS)
        .map(|voter| {
            let (node, process) = (node.clone(), process.clone());
            std::thread::spawn(move || vote(&node, &process, voter))
        })
        .collect();
    for thread in threads {
        thread.join().expect("a voter");
    }
}
