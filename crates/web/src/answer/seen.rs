//! Answers that were put before those whom they are for, until the node writes it down.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use maru_forum::{EntryNumber, ParticipantId, ProcessId};

/// Answers with the people to whom pages that show them were given. It is kept in memory alone: what is lost with the program is
/// noted again when they open their page again.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<BTreeSet<(ProcessId, EntryNumber, ParticipantId)>>);

impl Seen {
    pub(crate) fn note(&self, process: ProcessId, answer: EntryNumber, who: ParticipantId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((process, answer, who));
    }

    /// Takes out what was noted of a process.
    pub(crate) fn take(&self, process: &ProcessId) -> Vec<(EntryNumber, ParticipantId)> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.extract_if(.., |(id, _, _)| id == process);
        own.map(|(_, answer, who)| (answer, who)).collect()
    }
}
