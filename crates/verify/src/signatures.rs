//! Step 6: acts that participants signed themselves, each checked by itself, on all cores.
//!
//! An equation over many signatures at once is twice as fast, and passes some that do not hold alone: a part of small order
//! vanishes in the sum by chance. Whoever checks again, with this program or another, has to come to the same answer.

use std::collections::BTreeMap;

use ed25519_dalek::{Signature, VerifyingKey};
use maru_forum::{Author, Process, Recorded};
use maru_record::Entry;
use maru_record::key::strict_key;
use rayon::prelude::*;

use crate::report::Finding;

/// Signatures that are gathered before they are checked together.
const GATHERED: usize = 16_384;

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
            strict_key(&bytes)
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
        let fails = |signed: &&Signed| signed.key.verify_strict(&signed.message, &signed.signature).is_err();
        let forged: Vec<u64> = waiting.par_iter().filter(fails).map(|signed| signed.entry).collect();
        self.findings.extend(forged.into_iter().map(self::forged));
    }
}

fn forged(entry: u64) -> Finding {
    let sentence = format!("Entry {entry} stands in somebody's name, but that person did not sign it.");
    Finding::wrong(6, "signature-forged", entry, sentence)
}
