//! A record of three entries: appended, signed, and one of them proven to be in it.
//!
//! `cargo run -p maru-record --example prove`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::collections::BTreeMap;
use std::error::Error;

use maru_record::tree::{leaf_hash, verify_inclusion};
use maru_record::{Algorithm, Checkpoint, Edge, SignedCheckpoint, SignerKey, TileReader};

const ORIGIN: &str = "node.example/p/1";

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    // A key from a fixed seed is for trying out only: a real one comes from true randomness.
    let key = SignerKey::from_seed(ORIGIN.parse()?, Algorithm::Ed25519, &[7; 32])?;
    let entries = ["first", "second", "third"].map(|word| format!("{{\"says\":\"{word}\"}}").into_bytes());

    // Appending says which files change; here they are kept in memory.
    let mut edge = Edge::new();
    let growth = edge.append(&entries)?;
    let files: BTreeMap<_, _> = growth.writes.into_iter().map(|write| (write.path, write.bytes)).collect();
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() };
    let note = SignedCheckpoint::sign(head, &[key], 1_790_000_000)?.to_bytes();
    println!("{}", String::from_utf8_lossy(&note));

    // A stranger has the note, the files and the key's public half (made here again from the same seed).
    let public = SignerKey::from_seed(ORIGIN.parse()?, Algorithm::Ed25519, &[7; 32])?.verifier().clone();
    let signed = SignedCheckpoint::parse(&note)?;
    signed.verify([&public])?;
    let (size, root) = (signed.checkpoint().size, signed.checkpoint().root);
    let proof = TileReader::new(&files, size).inclusion_proof(1)?;
    verify_inclusion(&proof, 1, &leaf_hash(&entries[1]), size, &root)?;
    println!("entry 1 is in the record of {size} entries: {} hashes prove it", proof.len());
    let changed = verify_inclusion(&proof, 1, &leaf_hash(b"something else"), size, &root);
    assert!(changed.is_err(), "and nothing else is in its place");
    Ok(())
}
