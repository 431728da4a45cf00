//! Measures how fast the core is, for the benchmark command. The clock comes from the caller: this crate has none.

use std::collections::BTreeMap;
use std::fmt;
use std::hint::black_box;
use std::time::Duration;

use ed25519_dalek::SigningKey;

use crate::audit::{self, Expected};
use crate::canonical::Value;
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::entry::Entry;
use crate::key::{Algorithm, SignerKey};
use crate::note::NoteError;
use crate::policy::Policy;
use crate::tile::{CHECKPOINT_PATH, Edge, TileReader};
use crate::tree::{leaf_hash, verify_inclusion};

const ORIGIN: &str = "speed.example/p/1";
const BATCH: usize = 1024;
/// Receipts that are made and checked.
const RECEIPTS: u64 = 1_000;
/// Author signatures that are checked.
const SIGNATURES: u64 = 2_000;

/// How often something was done, and how long it took.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was done, in English, as the printed table names it.
    pub what: &'static str,
    /// How many times it was done.
    pub count: u64,
    /// How long all of them took together.
    pub took: Duration,
}

impl Figure {
    /// Things done in a second, from how many were done and how long it took.
    pub fn per_second(&self) -> f64 {
        self.count as f64 / self.took.as_secs_f64()
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:42} {:>10} in {:>7.3} s = {:>10.0}/s",
            self.what,
            self.count,
            self.took.as_secs_f64(),
            self.per_second()
        )
    }
}

/// An entry of the size of a signed vote.
fn vote(number: u64, key: &SigningKey) -> Entry {
    let mut entry = Entry::new(Value::object([
        ("v", 1_i64.into()),
        ("t", "vote".into()),
        ("ts", 1_790_000_000_i64.into()),
        ("a", (number as i64).into()),
        ("n", 12_i64.into()),
        ("p", (number as i64 / 2).into()),
        ("question", "opinion".into()),
        ("statement", 17_i64.into()),
        ("value", "agree".into()),
    ]));
    // A body that is an object can always be signed; the error is for bodies that are not.
    let _ = entry.sign(ORIGIN, key);
    entry
}

/// Builds a record of so many entries in memory, then reads, checks and proves it; `now` is a clock.
pub fn measure(count: u64, now: impl Fn() -> Duration) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut time = |what, count, work: &mut dyn FnMut()| {
        let start = now();
        work();
        figures.push(Figure { what, count, took: now().saturating_sub(start) });
    };
    let author = SigningKey::from_bytes(&[9; 32]);
    let pattern = vote(count, &author);
    let bytes = pattern.encode().unwrap_or_default();
    time("entries encoded", count, &mut || {
        for _ in 0..count {
            let _ = black_box(pattern.encode());
        }
    });
    time("entries decoded", count, &mut || {
        for _ in 0..count {
            let _ = black_box(Entry::decode(&bytes));
        }
    });
    let public = author.verifying_key();
    time("entries checked without building them", count, &mut || {
        for _ in 0..count {
            let _ = black_box(Entry::check(&bytes));
        }
    });
    time("author signatures checked, one core", SIGNATURES, &mut || {
        for _ in 0..SIGNATURES {
            let _ = black_box(pattern.verify_signature(ORIGIN, &public));
        }
    });
    let (mut files, mut edge) = (BTreeMap::new(), Edge::new());
    let batch = vec![bytes.as_slice(); BATCH];
    time("entries appended, in batches of 1,024", count, &mut || {
        while edge.size() < count {
            let left = (count - edge.size()).min(BATCH as u64) as usize;
            let Ok(growth) = edge.append(&batch[..left]) else { return };
            files.extend(growth.writes.into_iter().map(|write| (write.path, write.bytes)));
        }
    });
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: count, root: edge.root() };
    let Ok((policy, signed)) = sign(&head) else { return figures };
    files.insert(CHECKPOINT_PATH.to_owned(), signed.to_bytes());
    let expected = Expected::new(ORIGIN, &policy);
    time("audit: signatures, hashes, tiles, bytes", count, &mut || {
        let audit = audit::audit_bytes(&files, &expected);
        assert!(audit.findings.is_empty() && audit.entries == count, "{:?}", audit.findings);
    });
    time("the same, every entry given to a caller", count, &mut || {
        let audit = audit::audit(&files, &expected, |_, entry, _| {
            black_box(entry);
        });
        assert!(audit.findings.is_empty() && audit.entries == count, "{:?}", audit.findings);
    });
    let reader = TileReader::new(&files, count);
    let leaf = leaf_hash(&bytes);
    time("receipts made and checked", RECEIPTS, &mut || {
        for number in 0..RECEIPTS {
            let index = number * 7919 % count.max(1);
            let proof = reader.inclusion_proof(index).unwrap_or_default();
            assert!(verify_inclusion(&proof, index, &leaf, count, &head.root).is_ok(), "receipt {index}");
        }
    });
    figures
}

fn sign(head: &Checkpoint) -> Result<(Policy, SignedCheckpoint), NoteError> {
    let key = SignerKey::from_seed(head.origin.parse()?, Algorithm::Ed25519, &[1; 32])?;
    let policy = Policy::of_logs([key.verifier().clone()]);
    Ok((policy, SignedCheckpoint::sign(head.clone(), &[key], 0)?))
}
