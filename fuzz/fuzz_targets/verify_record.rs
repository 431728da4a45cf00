#![no_main]
//! A record in which one entry is any bytes, signed by an organiser who may sign what they like, is judged without panic.
use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use maru_forum::{Author, Charter, Event, Moment, NextStage, Process, Recorded, StageChanged, encode};
use maru_record::audit::Expected;
use maru_record::{Algorithm, Checkpoint, Edge, Policy, SignedCheckpoint, SignerKey};

const ORIGIN: &str = "forum.example/p/bench";
const CHARTER: &str = include_str!("../../crates/maru/src/bench-charter.toml");

fn operator(event: Event) -> Option<Vec<u8>> {
    let (author, at) = (Author::Operator, Moment(0));
    let recorded = Recorded { at, author, chain: None, imported: None, signature: None, event };
    encode(&recorded).encode().ok()
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(charter) = toml::from_str::<Charter>(CHARTER) else { return };
    let Some(genesis) = operator(Process::genesis(ORIGIN, charter, Moment(0)).event) else { return };
    let Some(opened) = operator(StageChanged { stage: NextStage::Open, reason: "now".into() }.into()) else { return };
    let mut edge = Edge::new();
    let Ok(growth) = edge.append(&[genesis.as_slice(), &opened, bytes, bytes]) else { return };
    let Ok(key) = SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[1; 32]) else { return };
    let policy = Policy::of_logs([key.verifier().clone()]);
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() };
    let Ok(signed) = SignedCheckpoint::sign(head, &[key], 0) else { return };
    let mut files: BTreeMap<String, Vec<u8>> =
        growth.writes.into_iter().map(|write| (write.path, write.bytes)).collect();
    files.insert("checkpoint".to_owned(), signed.to_bytes());
    let report = maru_verify::verify(&files, &Expected::new(ORIGIN, &policy), |_| {});
    assert_eq!(report.entries, 4);
});
