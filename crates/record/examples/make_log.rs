//! Writes a record of N made-up votes in the published layout: `cargo run -p maru-record --example make_log -- DIR N`.
//!
//! Prints the verifier keys; writes two requests to a witness into DIR.requests. The keys are made from fixed seeds: this is for trying out verifiers, never for a real record.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a small program for the command line")]

use std::path::Path;

use maru_record::witness::AddCheckpoint;
use maru_record::{
    Algorithm, Checkpoint, Digest, Edge, Entry, Growth, Proof, SignedCheckpoint, SignerKey, TileReader,
    TileSource, Value,
};

const ORIGIN: &str = "node.example/p/1";
const WITNESS: &str = "witness.example/w";
const BATCH: u64 = 4096;

struct Directory<'a>(&'a Path);

impl TileSource for Directory<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, maru_record::SourceError> {
        Ok(std::fs::read(self.0.join(path)).ok())
    }
}

fn write(directory: &Path, path: &str, bytes: &[u8]) {
    let target = directory.join(path);
    std::fs::create_dir_all(target.parent().unwrap()).unwrap();
    std::fs::write(target, bytes).unwrap();
}

fn apply(directory: &Path, growth: Growth) {
    for file in growth.writes {
        write(directory, &file.path, &file.bytes);
    }
    for path in growth.obsolete {
        std::fs::remove_file(directory.join(path)).unwrap();
    }
}

fn entry(number: u64) -> Vec<u8> {
    let mut entry = Entry::new(Value::object([
        ("v", 1_i64.into()),
        ("t", "vote".into()),
        ("ts", (1_790_000_000 + number as i64).into()),
        ("a", (number as i64 % 997).into()),
        ("statement", (number as i64 % 31).into()),
        ("value", ["agree", "disagree", "pass"][number as usize % 3].into()),
        ("by", "node".into()),
    ]));
    if number.is_multiple_of(5) {
        entry.addenda.push(Digest::of(&number.to_be_bytes()));
    }
    entry.encode().unwrap()
}

/// Two requests to a witness, beside the record: the first half of it, then the whole with the proof that it continues.
fn write_requests(
    directory: &Path,
    reader: &TileReader<Directory<'_>>,
    whole: &SignedCheckpoint,
    key: &SignerKey,
    time: u64,
) {
    let half = reader.size() / 2;
    let head = Checkpoint { size: half, root: reader.root_at(half).unwrap(), ..whole.checkpoint().clone() };
    let checkpoint = SignedCheckpoint::sign(head, std::slice::from_ref(key), time).unwrap();
    let first = AddCheckpoint { old_size: 0, proof: Vec::new(), checkpoint };
    let proof = reader.consistency_proof(half).unwrap();
    let second = AddCheckpoint { old_size: half, proof, checkpoint: whole.clone() };
    let mut beside = directory.as_os_str().to_owned();
    beside.push(".requests");
    write(beside.as_ref(), "1-half", first.body().as_bytes());
    write(beside.as_ref(), "2-whole", second.body().as_bytes());
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, directory, size, rest @ ..] = arguments.as_slice() else {
        panic!("usage: make_log DIR N [TIME]")
    };
    let (directory, size): (&Path, u64) = (directory.as_ref(), size.parse().unwrap());
    let time = rest.first().map_or(1_790_000_000, |time| time.parse().unwrap());
    let mut edge = Edge::new();
    while edge.size() < size {
        let entries: Vec<_> = (edge.size()..size.min(edge.size() + BATCH)).map(entry).collect();
        apply(directory, edge.append(&entries).unwrap());
    }
    let key = |name: &str, algorithm, seed| {
        SignerKey::from_seed(name.parse().unwrap(), algorithm, &[seed; 32]).unwrap()
    };
    let mut keys = vec![key(ORIGIN, Algorithm::Ed25519, 1), key(WITNESS, Algorithm::Ed25519Cosignature, 2)];
    if cfg!(feature = "ml-dsa") {
        keys.push(key(ORIGIN, Algorithm::MlDsa44, 3));
        keys.push(key(WITNESS, Algorithm::MlDsa44, 4));
    }
    let head = Checkpoint { origin: ORIGIN.to_owned(), size, root: edge.root() };
    let signed = SignedCheckpoint::sign(head, &keys, time).unwrap();
    write(directory, "checkpoint", &signed.to_bytes());
    write(directory, "addenda.v1", b"");
    for (name, key) in ["log.vkey", "witness.vkey", "log-mldsa.vkey", "witness-mldsa.vkey"].iter().zip(&keys)
    {
        println!("{name} {}", key.verifier());
    }
    let reader = TileReader::new(Directory(directory), size);
    write_requests(directory, &reader, &signed, &keys[0], time);
    if let Some(index) = (size / 2 < size).then_some(size / 2) {
        let (extra, hashes) = (Some(reader.entry(index).unwrap()), reader.inclusion_proof(index).unwrap());
        let receipt = Proof { extra, index, hashes, checkpoint: signed };
        write(directory, "receipt.tlog-proof", receipt.to_string().as_bytes());
        write(directory, "receipt.compact.tlog-proof", receipt.compact().to_string().as_bytes());
    }
}
