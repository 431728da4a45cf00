//! Step 6: acts that participants signed themselves, checked in batches on all cores.

use std::collections::BTreeMap;

use ed25519_dalek::{Signature, VerifyingKey, verify_batch};
use maru_forum::{Author, Process, Recorded};
use maru_record::Entry;
use rayon::prelude::*;

use crate::report::Finding;

/// Signatures that are gathered before they are checked together.
const GATHERED: usize = 16_384;
/// Signatures in one batch equation; larger ones gain little and cost more when one fails.
const BATCH: usize = 256;

struct Signed {
    entry: u64,
    message: Vec<u8>,
    signature: Signature,
    key: VerifyingKey,
}

/// The signatures met so far.
pub(crate) struct Signatures {
    origin: String,
    /// Keys by the entry that admitted their holder; making one from bytes costs more than looking it up.
    keys: BTreeMap<u64, Option<VerifyingKey>>,
    waiting: Vec<Signed>,
    count: u64,
    findings: Vec<Finding>,
}

impl Signatures {
    pub(crate) fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            keys: BTreeMap::new(),
            waiting: Vec::new(),
            count: 0,
            findings: Vec::new(),
        }
    }

    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    pub(crate) fn take(&mut self, index: u64, process: &Process, entry: &Entry, recorded: &Recorded) {
        let (Some(signature), Author::Participant(author)) = (&recorded.signature, recorded.author) else {
            return;
        };
        self.count += 1;
        let key = *self.keys.entry(author.0.0).or_insert_with(|| {
            let bytes = process.participant(author).and_then(|person| person.key)?;
            // A weak key would let others forge: what it signs proves nothing.
            VerifyingKey::from_bytes(&bytes).ok().filter(|key| !key.is_weak())
        });
        let (Some(key), Ok(message)) = (key, entry.signed_message(&self.origin)) else {
            self.findings.push(forged(index));
            return;
        };
        self.waiting.push(Signed { entry: index, message, signature: Signature::from_bytes(signature), key });
        if self.waiting.len() >= GATHERED {
            self.check_waiting();
        }
    }

    pub(crate) fn finish(mut self) -> Vec<Finding> {
        self.check_waiting();
        self.findings
    }

    fn check_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let found: Vec<Finding> = waiting.par_chunks(BATCH).flat_map_iter(check_batch).collect();
        self.findings.extend(found);
    }
}

/// One equation for all; only where it fails is each signature looked at by itself.
fn check_batch(batch: &[Signed]) -> Vec<Finding> {
    let messages: Vec<&[u8]> = batch.iter().map(|signed| signed.message.as_slice()).collect();
    let signatures: Vec<Signature> = batch.iter().map(|signed| signed.signature).collect();
    let keys: Vec<VerifyingKey> = batch.iter().map(|signed| signed.key).collect();
    if verify_batch(&messages, &signatures, &keys).is_ok() {
        return Vec::new();
    }
    let fails = |signed: &&Signed| signed.key.verify_strict(&signed.message, &signed.signature).is_err();
    batch.iter().filter(fails).map(|signed| forged(signed.entry)).collect()
}

fn forged(entry: u64) -> Finding {
    let sentence = format!("Entry {entry} stands in somebody's name, but that person did not sign it.");
    Finding::wrong(6, "signature-forged", entry, sentence)
}
