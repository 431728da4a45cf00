//! Opinion maps, computed in the background from the votes as they stand.
//!
//! Two threads share the work. The quick one takes the number of groups from the stability that was measured last and
//! moves the map within milliseconds of a vote; the thorough one measures stability anew once enough votes have
//! come. Both leave the processor to those who wait for an answer: one core at most, and rest in between.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use maru_forum::ProcessId;
use maru_opinion::OpinionMap;

use crate::handle::ProcessHandle;
use crate::node::Shared;

/// Stability is measured again once votes have grown by one part in so many.
const GROWTH: u64 = 20;
/// After work that took a time t, a thread rests for so many t.
const REST: u32 = 4;
/// The longest rest.
const LONGEST_REST: Duration = Duration::from_mins(1);

/// A map with the entries it rests on.
#[derive(Debug)]
pub struct PublishedMap {
    /// The first so many entries of the record went in.
    pub entries: u64,
    /// How many vote events there were, changed votes counted again.
    pub vote_events: u64,
    /// How many vote events there were when stability was measured.
    pub measured_at: u64,
    /// The map.
    pub map: OpinionMap,
}

/// Moves maps at once, for as long as the node runs. A process without any map waits for the thorough thread.
pub(crate) fn run_quick(shared: &Shared) {
    while let Some(processes) = shared.changes.next() {
        let started = Instant::now();
        for handle in processes.iter().filter_map(|id| shared.handle(id)) {
            if let Some(known) = handle.map() {
                update(&handle, Some(&known));
            }
        }
        shared.unmeasured.add(processes.into_iter());
        if !shared.changes.pause(rest(started)) {
            return;
        }
    }
}

/// Measures stability, for as long as the node runs.
pub(crate) fn run_thorough(shared: &Shared) {
    let mut waiting: BTreeMap<u64, ProcessId> = BTreeMap::new();
    while let Some(processes) = shared.unmeasured.next() {
        waiting.clear();
        // Small conversations first: a large one never keeps them waiting for long.
        let sized = processes.into_iter().filter_map(|id| Some((shared.handle(&id)?.read().vote_events, id)));
        waiting.extend(sized.enumerate().map(|(place, (votes, id))| ((votes << 16) + place as u64, id)));
        for id in waiting.values() {
            let Some(handle) = shared.handle(id) else { continue };
            let started = Instant::now();
            if is_due(&handle) {
                update(&handle, None);
            }
            if !shared.unmeasured.pause(rest(started)) {
                return;
            }
        }
    }
}

pub(crate) fn rest(started: Instant) -> Duration {
    (started.elapsed() * REST).min(LONGEST_REST)
}

fn is_due(handle: &ProcessHandle) -> bool {
    let votes = handle.read().vote_events;
    handle.map().is_none_or(|map| votes > map.measured_at + map.measured_at / GROWTH)
}

/// Computes the map of a process anew if entries came since the last one.
fn update(handle: &ProcessHandle, known: Option<&PublishedMap>) {
    let (conversation, mut options, entries, vote_events) = {
        let state = handle.read();
        if state.vote_events == 0 || known.is_some_and(|map| map.entries == state.entries) {
            return;
        }
        (maru_verify::conversation(&state), maru_verify::options(&state), state.entries, state.vote_events)
    };
    // The lock is let go before the work: the writer never waits for a map.
    options.known = known.map(|known| known.map.stability.clone());
    let measured_at = known.map_or(vote_events, |known| known.measured_at);
    let map = on_one_core(|| maru_opinion::map(&conversation, &options));
    handle.set_map(Arc::new(PublishedMap { entries, vote_events, measured_at, map }));
}

/// Runs the work on one core, so that the other stays free for people. The map is the same on any number of them.
pub(crate) fn on_one_core<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
