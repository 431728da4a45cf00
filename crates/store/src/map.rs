//! Opinion maps, computed in the background from the votes as they stand.
//!
//! Two threads share the work. The quick one takes the number of groups from the stability that was measured last and
//! moves the map within milliseconds of a vote; the thorough one measures stability anew once enough votes have
//! come, and takes large processes off the quick one's hands. Whatever waits, the smallest goes first: a large process never
//! keeps a small one waiting for longer than one map of its own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use maru_forum::ProcessId;

use crate::handle::{ProcessHandle, PublishedMap, RestsOn};
use crate::shared::Shared;

/// After work that took a time t, a thread rests for so many t.
const REST: u32 = 4;
/// The longest rest.
const LONGEST_REST: Duration = Duration::from_mins(1);
/// The longest rest of the quick thread, so that one process's map does not keep another's waiting.
const LONGEST_QUICK_REST: Duration = Duration::from_millis(200);
/// From so many votes on, a process's map is the thorough thread's alone.
const LARGE: u64 = 300_000;
/// Up to so many votes, the quick thread makes a first map with everything: it takes a fraction of a second.
const SMALL: u64 = 20_000;
/// Cores for a quick map: the plane and the groups are found side by side.
const QUICK_CORES: usize = 2;

/// Moves maps at once, for as long as the node runs.
pub(crate) fn run_quick(shared: &Shared) {
    while let Some(processes) = shared.changes.next() {
        for handle in by_size(shared, processes.iter()) {
            let started = Instant::now();
            let votes = handle.read().vote_events;
            match handle.map() {
                Some(known) if votes < LARGE => update(&handle, Some(&known), QUICK_CORES),
                None if votes <= SMALL => update(&handle, None, QUICK_CORES),
                _ => {}
            }
            if !shared.changes.pause(rest(started).min(LONGEST_QUICK_REST)) {
                return;
            }
        }
        shared.unmeasured.add(processes.into_iter());
    }
}

/// Measures stability, for as long as the node runs: of all that wait the smallest, then of all that wait by then.
pub(crate) fn run_thorough(shared: &Shared) {
    while let Some(mut processes) = shared.unmeasured.next() {
        let Some(handle) = by_size(shared, processes.iter()).into_iter().next() else { continue };
        processes.remove(handle.id());
        shared.unmeasured.add(processes.into_iter());
        let started = Instant::now();
        if is_due(&handle) {
            update(&handle, None, 1);
        } else if let Some(known) = handle.map().filter(|_| handle.read().vote_events >= LARGE) {
            update(&handle, Some(&known), 1);
        }
        // Votes that came meanwhile are on the map that the quick thread made, which this one has just replaced.
        if handle.map().is_some_and(|map| map.entries < handle.read().entries) {
            shared.changes.add(std::iter::once(handle.id().clone()));
        }
        if !shared.unmeasured.pause(rest(started)) {
            return;
        }
    }
}

/// The processes, those with the fewest votes first.
fn by_size<'a>(shared: &Shared, processes: impl Iterator<Item = &'a ProcessId>) -> Vec<Arc<ProcessHandle>> {
    let mut handles: Vec<_> = processes.filter_map(|id| shared.handle(id)).collect();
    handles.sort_by_key(|handle| handle.read().vote_events);
    handles
}

pub(crate) fn rest(started: Instant) -> Duration {
    (started.elapsed() * REST).min(LONGEST_REST)
}

fn is_due(handle: &ProcessHandle) -> bool {
    let votes = handle.read().vote_events;
    handle.map().is_none_or(|map| map.is_outgrown_by(votes))
}

/// Computes the map of a process anew if entries came since the last one. Where none of them changes what goes in (a remark, a meeting),
/// the map is the same, and only rests on more entries.
fn update(handle: &ProcessHandle, known: Option<&PublishedMap>, cores: usize) {
    let (conversation, mut options, entries, vote_events) = {
        let state = handle.read();
        if state.vote_events == 0 || known.is_some_and(|map| map.entries == state.entries) {
            return;
        }
        (maru_verify::conversation(&state), maru_verify::options(&state), state.entries, state.vote_events)
    };
    // The lock is let go before the work: the writer never waits for a map.
    let basis = Arc::new(RestsOn::of(vote_events, &conversation, &options));
    if let Some((map, old)) = handle.map_with_basis().filter(|(_, old)| known.is_some() && *old == basis) {
        let PublishedMap { measured_at, ref map, .. } = *map;
        handle.set_map(PublishedMap { entries, vote_events, measured_at, map: map.clone() }, old);
        return;
    }
    options.known = known.map(|known| known.map.stability.clone());
    let measured_at = known.map_or(vote_events, |known| known.measured_at);
    let map = on_cores(cores, || maru_opinion::map(&conversation, &options));
    handle.set_map(PublishedMap { entries, vote_events, measured_at, map }, basis);
}

/// Runs the work on so many cores, which it gives back afterwards. The map is the same on any number of them.
pub(crate) fn on_cores<T: Send>(cores: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(cores).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use maru_forum::{Verdict, Vote};
    use maru_testkit::{Story, operator};

    /// A map that nobody computed is known by its name: it stays as long as nothing that goes in changes.
    #[test]
    fn a_map_is_computed_anew_only_if_something_changed_that_goes_in() {
        let mut story = Story::open();
        let (heron, otter) = (story.joins("heron"), story.joins("otter"));
        let statement = operator().states(&mut story, "Say so when a voice is synthetic.");
        heron.votes(&mut story, statement, Vote::Agree);
        let now = |story: &Story| story.folded(story.bytes().len());
        let handle = ProcessHandle::new("test".parse().unwrap(), 1, now(&story));
        let made_again = |handle: &ProcessHandle, story: &Story| {
            let (map, basis) = handle.map_with_basis().unwrap();
            let PublishedMap { entries, vote_events, measured_at, ref map } = *map;
            let marked = maru_opinion::OpinionMap { method: "marked", ..map.clone() };
            let marked = PublishedMap { entries, vote_events, measured_at, map: marked };
            handle.set_map(marked, basis);
            *handle.write() = now(story);
            update(handle, handle.map().as_deref(), 1);
            let map = handle.map().unwrap();
            assert_eq!(map.entries, story.bytes().len() as u64, "the map rests on all entries");
            map.map.method != "marked"
        };
        update(&handle, None, 1);
        heron.translates(&mut story, statement, "ko", "합성 음성이면 그렇다고 밝힌다.");
        assert!(!made_again(&handle, &story), "a translation changes nothing");
        otter.votes(&mut story, statement, Vote::Disagree);
        assert!(made_again(&handle, &story), "a vote");
        otter.votes(&mut story, statement, Vote::Agree);
        assert!(made_again(&handle, &story), "a changed vote");
        let crane = story.joins("crane");
        assert!(!made_again(&handle, &story), "somebody who has not voted");
        crane.votes(&mut story, statement, Vote::Pass);
        assert!(made_again(&handle, &story), "their vote");
        operator().moderates(&mut story, statement, Verdict::Rejected, "off topic");
        assert!(made_again(&handle, &story), "a verdict");
        heron.translates(&mut story, statement, "de", "Sag es.");
        assert!(!made_again(&handle, &story), "another translation");
    }
}
