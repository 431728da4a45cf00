//! Makes a record of a million self-signed votes in memory and measures the full check of it.
//!
//! `cargo run --release -p maru-verify --example million [VOTES]`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "a measurement that fails may stop, and says its figures"
)]

use std::collections::BTreeMap;
use std::time::Instant;

use ed25519_dalek::SigningKey;
use maru_forum::{
    Author, EntryNumber, Event, Moment, ParticipantId, Process, Pseudonym, Recorded, Role, StatementId, Vote,
    encode,
};
use maru_record::audit::Expected;
use maru_record::{Algorithm, Checkpoint, Digest, Edge, Policy, SignedCheckpoint, SignerKey, Value, addenda};
use maru_verify::{Verdict, opinion_map_result, verify};

const ORIGIN: &str = "forum.example/p/voices";
const START: i64 = 1_780_272_000;
/// Votes per person, one for each statement.
const STATEMENTS: u64 = 500;

struct Log {
    process: Process,
    entries: Vec<Vec<u8>>,
}

impl Log {
    fn begin() -> Self {
        let charter = toml::from_str(include_str!("../tests/story/charter.toml")).unwrap();
        let event = Process::begin(ORIGIN, charter);
        let first =
            Recorded { at: Moment(START), author: Author::Operator, chain: None, signature: None, event };
        let process = Process::from_genesis(&first).unwrap();
        Self { process, entries: vec![encode(&first).encode().unwrap()] }
    }

    fn add(&mut self, author: Author, event: Event, key: Option<&SigningKey>) -> EntryNumber {
        let number = EntryNumber(self.process.entries);
        let recorded = self.process.record(author, key.map(|_| [0; 64]), Moment(START), event);
        let mut entry = encode(&recorded);
        if let Some(key) = key {
            entry.sign(ORIGIN, key).unwrap();
        }
        self.process.apply(&recorded).unwrap();
        self.entries.push(entry.encode().unwrap());
        number
    }
}

fn key_of(person: u64) -> SigningKey {
    SigningKey::from_bytes(&Digest::of(&person.to_be_bytes()).0)
}

fn admitted(number: u64) -> Event {
    Event::Admitted {
        pseudonym: Pseudonym::new(&format!("p{number}")).unwrap(),
        role: Role::Participant,
        group: None,
        country: None,
        key: Some(key_of(number).verifying_key().to_bytes()),
        verified: false,
        source_id: None,
    }
}

fn fill(log: &mut Log, files: &mut BTreeMap<String, Vec<u8>>, votes: u64) {
    log.add(Author::Operator, Event::StageChanged { open: true, reason: "measurement".into() }, None);
    let mut statements = Vec::new();
    for number in 0..STATEMENTS {
        let text = Value::object([
            ("nonce", Value::text("0".repeat(64))),
            ("text", Value::text(number.to_string())),
        ]);
        let bytes = text.encode();
        let content = Digest::of(&bytes);
        files.insert(addenda::path(&content), bytes);
        let language = "en".parse().unwrap();
        let event = Event::Stated { language, length: 3, content, source_id: None, source_time: None };
        statements.push(StatementId(log.add(Author::Operator, event, None)));
    }
    for person in 0..votes.div_ceil(STATEMENTS) {
        let key = key_of(person);
        let id = ParticipantId(log.add(Author::Operator, admitted(person), None));
        for (place, statement) in (0_u64..).zip(&statements) {
            let vote = Vote::ALL[((person * 7 + place * 13 + person * place) % 3) as usize];
            let event = Event::Voted { statement: *statement, vote, source_time: None };
            log.add(Author::Participant(id), event, Some(&key));
        }
    }
}

fn publish(entries: &[Vec<u8>], files: &mut BTreeMap<String, Vec<u8>>, key: &SignerKey) {
    let mut edge = Edge::new();
    for batch in entries.chunks(65_536) {
        let writes = edge.append(batch).unwrap().writes;
        files.extend(writes.into_iter().map(|write| (write.path, write.bytes)));
    }
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() };
    let signed = SignedCheckpoint::sign(head, std::slice::from_ref(key), 0).unwrap();
    files.insert("checkpoint".to_owned(), signed.to_bytes());
}

fn main() {
    let votes = std::env::args().nth(1).map_or(1_000_000, |number| number.parse().unwrap());
    let (mut log, mut files, started) = (Log::begin(), BTreeMap::new(), Instant::now());
    fill(&mut log, &mut files, votes);
    println!("made and signed {} entries in {:.1?}", log.entries.len(), started.elapsed());
    let key = SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[1; 32]).unwrap();
    let policy = Policy::parse(format!("log {}\nquorum none\n", key.verifier()).as_bytes()).unwrap();
    publish(&log.entries, &mut files, &key);
    measure("without a result", &files, &policy);
    let started = Instant::now();
    let result = opinion_map_result(&log.process);
    println!("opinion map computed in {:.1?}", started.elapsed());
    let (kind, algorithm, output) = (result.kind, result.algorithm, result.output);
    let event =
        Event::ResultPublished { kind, entries: result.entries, algorithm, output, figures: result.figures };
    log.add(Author::Operator, event, None);
    publish(&log.entries, &mut files, &key);
    measure("with a result computed again", &files, &policy);
}

fn measure(name: &str, files: &BTreeMap<String, Vec<u8>>, policy: &Policy) {
    let started = Instant::now();
    let report = verify(files, &Expected::new(ORIGIN, policy), |_| {});
    let took = started.elapsed();
    assert_eq!(report.verdict, Verdict::Good, "{:#?}", report.findings.first());
    println!("full check {name}: {} entries, {} self-signed, {took:.1?}", report.entries, report.self_signed);
}
