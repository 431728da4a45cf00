//! How the threads of a node wake each other.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use maru_forum::ProcessId;

/// The processes in which something changed, for the threads that compute from them.
#[derive(Default)]
pub(crate) struct Changes {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

/// Wakes the threads that wait for an event. It counts the events, so that a thread that comes late finds what it has missed.
#[derive(Default)]
pub(crate) struct Notify {
    events: Mutex<u64>,
    waiting: Condvar,
}

impl Notify {
    /// Wakes every thread that waits.
    pub(crate) fn notify(&self) {
        *self.events.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.waiting.notify_all();
    }

    /// Waits until there were more events than `seen`, at most so long; gives how many there were by now.
    pub(crate) fn wait(&self, seen: u64, time: Duration) -> u64 {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let (events, _) = self
            .waiting
            .wait_timeout_while(events, time, |events| *events <= seen)
            .unwrap_or_else(PoisonError::into_inner);
        *events
    }
}

#[derive(Default)]
struct Waiting {
    processes: BTreeSet<ProcessId>,
    over: bool,
}

impl Changes {
    pub(crate) fn add(&self, processes: impl Iterator<Item = ProcessId>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.processes.extend(processes);
        self.changed.notify_all();
    }

    pub(crate) fn is_over(&self) -> bool {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).over
    }

    pub(crate) fn end(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).over = true;
        self.changed.notify_all();
    }

    /// Waits until something changed; `None` when the node ends.
    pub(crate) fn next(&self) -> Option<BTreeSet<ProcessId>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if waiting.over {
                return None;
            }
            if !waiting.processes.is_empty() {
                return Some(std::mem::take(&mut waiting.processes));
            }
            waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Sleeps for a while; false when the node ends.
    pub(crate) fn pause(&self, time: Duration) -> bool {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (waiting, _) = self
            .changed
            .wait_timeout_while(waiting, time, |waiting| !waiting.over)
            .unwrap_or_else(PoisonError::into_inner);
        !waiting.over
    }
}
