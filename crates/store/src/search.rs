//! The search index of a node: the norm library and every process, kept up to date in memory.
//!
//! A thread brings it up to date after each change, so that a reader seldom waits; a question brings it up to date
//! too, so that an answer never lags behind. Texts are fetched anew for each answer and never kept: what was erased
//! cannot be shown, and leaves the index with the next question at the latest.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use maru_forum::{Content, ProcessId, Reading};
use maru_norms::{Library, LoadErrors};
use maru_record::Digest;
use maru_search::library::Catalogue;
use maru_search::process::{Gathered, document, gather, plan};
use maru_search::{Change, Document, Filter, Found, Index, Key, Question};

use crate::database;
use crate::handle::ProcessHandle;
use crate::node::{Node, Shared};

/// After work that took a time t, the thread rests for so many t.
const REST: u32 = 4;
/// The longest rest.
const LONGEST_REST: Duration = Duration::from_secs(20);

/// The index with what it was gathered from.
pub(crate) struct Search {
    /// Tells the index of this node from those of others in the same program.
    number: u64,
    /// Absent when the library that ships is broken; its tests know of no fault.
    catalogue: Option<Catalogue>,
    state: RwLock<State>,
}

#[derive(Default)]
struct State {
    index: Index,
    /// How often the index was changed.
    changes: u64,
    /// Whether the library is in.
    library: bool,
    /// How many entries of each process are in, and what was gathered of it.
    processes: BTreeMap<ProcessId, (u64, Gathered)>,
}

/// How many indexes this program has made.
static INDEXES: AtomicU64 = AtomicU64::new(0);

/// A state of a node's index; two that are equal give the same answers, so that an answer may be kept for as long as it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchState {
    index: u64,
    changes: u64,
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

/// Keeps the index up to date, for as long as the node runs.
pub(crate) fn run(shared: &Shared) {
    while shared.unsearched.next().is_some() {
        let started = Instant::now();
        shared.refresh_search();
        if !shared.unsearched.pause((started.elapsed() * REST).min(LONGEST_REST)) {
            return;
        }
    }
}

impl Shared {
    fn refresh_search(&self) {
        let search = self.search.get_or_init(Search::default);
        if self.is_current(search) {
            return;
        }
        let mut state = search.state.write().unwrap_or_else(PoisonError::into_inner);
        let mut changes = Vec::new();
        if !state.library {
            state.library = true;
            changes.extend(search.catalogue.iter().flat_map(Catalogue::documents).map(Change::Put));
        }
        for handle in self.handles() {
            let (entries, mut gathered) = state.processes.remove(handle.id()).unwrap_or_default();
            let (now, plan) = {
                let process = handle.read();
                if process.entries == entries {
                    state.processes.insert(handle.id().clone(), (entries, gathered));
                    continue;
                }
                (process.entries, plan(&process, &gathered))
            };
            let words = |digest: &Digest| self.searched_words(&handle, digest);
            changes.extend(gather(plan, &words, &mut gathered));
            state.processes.insert(handle.id().clone(), (now, gathered));
        }
        state.changes += 1;
        let left_out = state.index.apply(changes);
        if left_out > 0 {
            tracing::warn!(left_out, "the search index is full; what came last cannot be found");
        }
    }

    fn is_current(&self, search: &Search) -> bool {
        let state = search.state.read().unwrap_or_else(PoisonError::into_inner);
        let is_in = |id: &ProcessId, entries: u64| {
            state.processes.get(id).is_some_and(|(known, _)| *known == entries)
        };
        state.library && self.handles().iter().all(|handle| is_in(handle.id(), handle.read().entries))
    }

    /// A content, from the disk unless it is in memory; it is not kept, because the index needs each only once.
    fn searched_words(&self, handle: &ProcessHandle, digest: &Digest) -> Option<Arc<Content>> {
        let shown = handle.read().ledger.may_read(digest, Reading::Anyone);
        shown.then(|| self.kept_words(digest)).flatten()
    }

    fn kept_words(&self, digest: &Digest) -> Option<Arc<Content>> {
        if let Some(content) = self.kept_content(digest) {
            return Some(content);
        }
        match self.readers.with(|connection| database::content(connection, digest)) {
            Ok(bytes) => Content::parse(&bytes?).ok().map(Arc::new),
            Err(error) => {
                tracing::error!(%error, "a content could not be read for the search index");
                None
            }
        }
    }
}

impl Node {
    /// Looks for documents in the norm library and in every process, as they stand now.
    pub fn search(&self, question: &Question, filter: &Filter) -> Found {
        let shared = self.shared();
        shared.refresh_search();
        let search = shared.search.get_or_init(Search::default);
        search.state.read().unwrap_or_else(PoisonError::into_inner).index.search(question, filter)
    }

    /// The state of the index, brought up to date.
    pub fn search_state(&self) -> SearchState {
        let shared = self.shared();
        shared.refresh_search();
        let search = shared.search.get_or_init(Search::default);
        let state = search.state.read().unwrap_or_else(PoisonError::into_inner);
        SearchState { index: search.number, changes: state.changes }
    }

    /// What a hit says, as it stands now; nothing when it is gone.
    pub fn document(&self, key: &Key) -> Option<Document> {
        let shared = self.shared();
        let (Key::Process(name) | Key::Article(name, ..) | Key::Statement(name, _)) = key else {
            return shared.search.get_or_init(Search::default).catalogue.as_ref()?.document(key);
        };
        let handle = shared.handle(&name.parse().ok()?)?;
        let process = handle.read();
        let shown = |digest: &Digest| process.ledger.may_read(digest, Reading::Anyone);
        document(&process, &|digest| shown(digest).then(|| shared.kept_words(digest)).flatten(), key)
    }

    /// Whether any term of the index contains these letters: for tests that something left no trace.
    pub fn search_has_trace_of(&self, letters: &str) -> bool {
        let shared = self.shared();
        shared.refresh_search();
        let search = shared.search.get_or_init(Search::default);
        search.state.read().unwrap_or_else(PoisonError::into_inner).index.has_trace_of(letters)
    }
}
