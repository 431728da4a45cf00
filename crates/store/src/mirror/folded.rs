//! What a copied record means, folded entry by entry, so that a mirror knows which words anyone may read.
//!
//! A mirror keeps no other words. What cannot be understood, or breaks a rule, shows nobody anything: saying so is the verifier's
//! business, and what such an entry names is neither fetched nor kept.

use std::collections::BTreeSet;

use maru_forum::{EntryNumber, Process, Reading};
use maru_record::{Digest, Entry, addenda};

/// A record as far as it was folded.
#[derive(Debug, Default)]
pub(super) struct Folded {
    entries: u64,
    /// Nothing before the first entry, and for a record that is none of a process.
    process: Option<Process>,
    changed: Changed,
}

/// Of what it has changed who may read it.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Entries with words of their own, and those whose words a later entry shows, hides or withdraws.
    entries: BTreeSet<EntryNumber>,
    /// Contents that are named by entries which were not taken.
    refused: BTreeSet<Digest>,
}

/// What a mirror has to fetch and to delete.
#[derive(Debug, Default)]
pub(super) struct Due {
    pub(super) shown: BTreeSet<Digest>,
    pub(super) hidden: BTreeSet<Digest>,
}

impl Folded {
    /// A whole record that was folded elsewhere in this program; all that anyone may read of it is still to be fetched.
    pub(super) fn of(process: Process) -> Self {
        let entries = process.ledger.lines().map(|(entry, _)| entry).collect();
        let changed = Changed { entries, refused: BTreeSet::new() };
        Self { entries: process.entries, process: Some(process), changed }
    }

    /// Whether an entry was folded already.
    pub(super) fn has(&self, number: u64) -> bool {
        number < self.entries
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        let number = EntryNumber(self.entries);
        self.entries += 1;
        let recorded = Entry::decode(bytes).ok().and_then(|entry| maru_forum::decode(&entry).ok());
        let taken = match (&mut self.process, recorded) {
            (None, Some(first)) if number.0 == 0 => {
                self.process = Process::from_genesis(&first).ok();
                self.process.is_some()
            }
            (Some(process), Some(next)) => {
                let judged = next.event.judged();
                let taken = process.apply(&next).is_ok();
                if taken {
                    let judged = judged.into_iter().flat_map(|entry| process.ledger.standing_with(entry));
                    self.changed.entries.extend(judged);
                } else {
                    process.skip(&next);
                }
                taken
            }
            (Some(process), None) => {
                process.entries += 1;
                false
            }
            (None, _) => false,
        };
        if taken {
            self.changed.entries.insert(number);
        } else {
            self.changed.refused.extend(addenda::digests(bytes).unwrap_or_default());
        }
    }

    /// How many entries' words were withdrawn so far.
    pub(super) fn withdrawn(&self) -> u64 {
        self.process.as_ref().map_or(0, |process| process.redactions.len() as u64)
    }

    /// Whether anyone may read a content.
    pub(super) fn shows(&self, digest: &Digest) -> bool {
        self.process.as_ref().is_some_and(|process| process.ledger.may_read(digest, Reading::Anyone))
    }

    /// What became readable and what is readable no more, since the last time.
    pub(super) fn take_due(&mut self) -> Due {
        let Changed { entries, refused } = std::mem::take(&mut self.changed);
        let process = self.process.as_ref();
        let words =
            entries.iter().flat_map(|entry| process.map_or(&[][..], |all| all.ledger.words_of(*entry)));
        // A content that a refused entry names may be another entry's, and shown.
        let named = words.map(|words| words.digest).chain(refused);
        let (shown, hidden) = named.partition(|digest| self.shows(digest));
        Due { shown, hidden }
    }
}
