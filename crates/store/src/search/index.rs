//! The index with what it was gathered from, and how one state of it is told from another.

use std::collections::BTreeMap;
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

use maru_forum::ProcessId;
use maru_norms::{Library, LoadErrors};
use maru_search::Index;
use maru_search::library::Catalogue;
use maru_search::process::Gathered;

/// The index with what it was gathered from.
pub(crate) struct Search {
    /// Tells the index of this node from those of others in the same program.
    pub(super) number: u64,
    /// Absent when the library that ships is broken; its tests know of no fault.
    pub(super) catalogue: Option<Catalogue>,
    pub(super) state: RwLock<State>,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) index: Index,
    /// How often the index was changed.
    pub(super) changes: u64,
    /// Whether the library is in.
    pub(super) library: bool,
    /// How many entries of each process are in, and what was gathered of it.
    pub(super) processes: BTreeMap<ProcessId, (u64, Gathered)>,
}

/// How many indexes this program has made.
static INDEXES: AtomicU64 = AtomicU64::new(0);

/// A state of a node's index; two that are equal give the same answers, so that an answer may be kept for as long as it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchState {
    pub(super) index: u64,
    pub(super) changes: u64,
}

impl Default for Search {
    fn default() -> Self {
        let broken = |errors: &&LoadErrors| {
            tracing::error!(%errors, "the norm library is broken; it cannot be searched");
        };
        let library = Library::shared().inspect_err(broken).ok();
        let number = INDEXES.fetch_add(1, Ordering::Relaxed);
        Self { number, catalogue: library.map(Catalogue::new), state: RwLock::default() }
    }
}
