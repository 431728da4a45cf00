//! Opinion maps, computed in the background from the votes as they stand.

use std::sync::Arc;

use maru_opinion::OpinionMap;

use crate::handle::ProcessHandle;

/// A map with the entries it rests on.
#[derive(Debug)]
pub struct PublishedMap {
    /// The first so many entries of the record went in.
    pub entries: u64,
    /// How many vote events there were, changed votes counted again.
    pub vote_events: u64,
    /// The map.
    pub map: OpinionMap,
}

/// Computes the map of a process anew if entries came since the last one.
pub(crate) fn update(handle: &ProcessHandle) {
    let (conversation, options, entries, vote_events) = {
        let state = handle.read();
        if state.vote_events == 0 || handle.map().is_some_and(|map| map.entries == state.entries) {
            return;
        }
        (maru_verify::conversation(&state), maru_verify::options(&state), state.entries, state.vote_events)
    };
    // The lock is let go before the work: the writer never waits for a map.
    let map = maru_opinion::map(&conversation, &options);
    handle.set_map(Arc::new(PublishedMap { entries, vote_events, map }));
}
