//! A node in a temporary folder, and its record as a stranger reads it from the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use maru_forum::{
    Action, Actor, CastVote, Command, Join, OpenProcess, ProcessId, Pseudonym, StatementId, SubmitStatement,
    Vote,
};
use maru_record::audit::{Audit, Expected, audit};
use maru_record::{Policy, SourceError, TileSource, VerifierKey};
use maru_store::{Answer, Clock, Node, Options, ProcessHandle, Request, SubmitError};

pub(crate) const ORIGIN: &str = "example.org/p/voices";

pub(crate) fn process() -> ProcessId {
    "voices".parse().unwrap()
}

pub(crate) fn open(directory: &Path, options: Options) -> (Arc<Node>, Arc<ProcessHandle>) {
    open_by(directory, options, Clock::of_machine())
}

pub(crate) fn open_by(directory: &Path, options: Options, clock: Clock) -> (Arc<Node>, Arc<ProcessHandle>) {
    let node = Node::open_by(directory, options, clock).unwrap();
    if node.process(&process()).is_none() {
        node.create_process(toml::from_str(include_str!("charter.toml")).unwrap(), ORIGIN).unwrap();
        act(&node, Actor::Operator, Command::Open(OpenProcess { reason: "test".into() })).unwrap();
    }
    let handle = node.process(&process()).unwrap();
    (node, handle)
}

pub(crate) fn act(node: &Node, actor: Actor, command: Command) -> Result<Answer, SubmitError> {
    let action = Action { actor, command, signature: None };
    node.submit_blocking(Request { process: process(), account: None, action })
}

pub(crate) fn join(node: &Node, name: &str) -> Answer {
    let pseudonym = Pseudonym::new(name).unwrap();
    let joining =
        Join { pseudonym, group: None, country: None, key: None, verified: false, reason: None, code: None };
    act(node, Actor::Visitor, Command::Join(joining)).unwrap()
}

pub(crate) fn state(node: &Node, text: &str) -> Answer {
    let language = "en".parse().unwrap();
    act(node, Actor::Operator, Command::SubmitStatement(SubmitStatement { text: text.into(), language }))
        .unwrap()
}

/// `votes` votes by new people on new statements, ten statements a person.
pub(crate) fn vote_on_all(node: &Node, people: u32, statements: u32) {
    let statements: Vec<_> = (0..statements)
        .map(|number| StatementId(state(node, &format!("Statement {number}")).entry))
        .collect();
    let people: Vec<_> = (0..people)
        .map(|number| maru_forum::ParticipantId(join(node, &format!("person-{number}")).entry))
        .collect();
    let request = |person, statement| Request {
        process: process(),
        account: None,
        action: Action {
            actor: Actor::Participant(person),
            command: Command::Vote(CastVote { statement, vote: Vote::ALL[1] }),
            signature: None,
        },
    };
    let requests =
        people.iter().flat_map(|person| statements.iter().map(|statement| request(*person, *statement)));
    assert!(node.submit_all(requests.collect()).iter().all(Result::is_ok));
}

/// A folder as a static web server would serve it.
pub(crate) struct Static(pub(crate) PathBuf);

impl TileSource for Static {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        match std::fs::read(self.0.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SourceError { path: path.into(), reason: error.to_string() }),
        }
    }
}

/// What the node itself serves.
pub(crate) struct Served<'a>(pub(crate) &'a Node, pub(crate) &'a ProcessHandle);

impl TileSource for Served<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        self.0
            .record_file(self.1, path)
            .map_err(|error| SourceError { path: path.into(), reason: error.to_string() })
    }
}

/// Audits a record with the node's own key, and gives the bytes of its entries.
pub(crate) fn audited(source: &(impl TileSource + Sync), keys: Vec<VerifierKey>) -> (Audit, Vec<Vec<u8>>) {
    let policy = Policy::of_logs(keys);
    let mut entries = Vec::new();
    let audit = audit(source, &Expected::new(ORIGIN, &policy), |_, _, bytes| entries.push(bytes.to_vec()));
    assert_eq!(audit.findings, [], "the record holds");
    (audit, entries)
}
