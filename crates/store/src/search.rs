//! The search index of a node: the norm library and every process, kept up to date in memory.
//!
//! A thread brings it up to date after each change, so that a reader seldom waits; a question brings it up to date
//! too, so that an answer never lags behind. Texts are fetched anew for each answer and never kept: what was erased
//! cannot be shown, and leaves the index with the next question at the latest.

pub(crate) mod index;

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use maru_forum::{Content, ProcessId, Reading};
use maru_record::Digest;
use maru_search::library::Catalogue;
use maru_search::process::{document, gather, plan};
use maru_search::{Change, Document, Filter, Found, Key, Question};

use index::Search;
pub use index::SearchState;

use crate::database;
use crate::handle::ProcessHandle;
use crate::shared::Shared;

/// After work that took a time t, the thread rests for so many t.
const REST: u32 = 4;
/// The longest rest.
const LONGEST_REST: Duration = Duration::from_secs(20);

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
        if let Some(content) = self.contents.get(digest) {
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

/// Looks for documents in the norm library and in every process, as they stand now.
pub(crate) fn found(shared: &Shared, question: &Question, filter: &Filter) -> Found {
    refreshed(shared).state.read().unwrap_or_else(PoisonError::into_inner).index.search(question, filter)
}

/// The state of the index, brought up to date.
pub(crate) fn state(shared: &Shared) -> SearchState {
    let search = refreshed(shared);
    let changes = search.state.read().unwrap_or_else(PoisonError::into_inner).changes;
    SearchState { index: search.number, changes }
}

/// Whether any term of the index contains these letters.
pub(crate) fn has_trace_of(shared: &Shared, letters: &str) -> bool {
    refreshed(shared).state.read().unwrap_or_else(PoisonError::into_inner).index.has_trace_of(letters)
}

/// What a hit says, as it stands now; nothing when it is gone.
pub(crate) fn document_of(shared: &Shared, key: &Key) -> Option<Document> {
    let (Key::Process(name) | Key::Article(name, ..) | Key::Statement(name, _) | Key::Harm(name, _)) = key
    else {
        return shared.search.get_or_init(Search::default).catalogue.as_ref()?.document(key);
    };
    let handle = shared.handle(&name.parse().ok()?)?;
    let process = handle.read();
    let shown = |digest: &Digest| process.ledger.may_read(digest, Reading::Anyone);
    document(&process, &|digest| shown(digest).then(|| shared.kept_words(digest)).flatten(), key)
}

fn refreshed(shared: &Shared) -> &Search {
    shared.refresh_search();
    shared.search.get_or_init(Search::default)
}
