//! The thread that reads the past and computes what was asked for, and the asking.

use std::sync::Arc;
use std::time::Instant;

use maru_forum::ProcessId;
use maru_verify::History;

use super::{AskedMap, Days, MOST_WANTED};
use crate::error::StoreError;
use crate::handle::{ProcessHandle, PublishedMap};
use crate::map::{on_cores, rest};
use crate::shared::Shared;
use crate::snapshot;

/// Histories kept in memory, so that a few processes that are looked at need not be read again for each vote.
const HISTORIES: usize = 3;

/// The days of a process as far as they are known; they are read in the background when they are behind.
pub(crate) fn days(shared: &Shared, process: &ProcessHandle) -> Option<Arc<Days>> {
    let days = shared.past.kept().days.get(process.id()).cloned();
    if days.as_ref().is_none_or(|days| days.entries < process.durable()) {
        shared.asked.add(std::iter::once(process.id().clone()));
    }
    days
}

/// A map of the past as far as it was computed; what lacks or is behind is then computed in the background.
pub(crate) fn map(shared: &Shared, process: &ProcessHandle, asked: AskedMap) -> Option<Arc<PublishedMap>> {
    let days = days(shared, process)?;
    let day = days.at(asked.day)?;
    let key = (process.id().clone(), AskedMap { day: day.day, whom: asked.whom });
    let mut kept = shared.past.kept();
    kept.uses += 1;
    let uses = kept.uses;
    let found = kept.maps.get_mut(&key).map(|(used, map)| {
        *used = uses;
        map.clone()
    });
    if found.as_ref().is_none_or(|map| map.entries != day.entries) && kept.wanted.len() < MOST_WANTED {
        kept.wanted.insert(key);
        drop(kept);
        shared.asked.add(std::iter::once(process.id().clone()));
    }
    found
}

/// Computes what is asked for, for as long as the node runs.
pub(crate) fn run(shared: &Shared) {
    let mut histories: Vec<(ProcessId, History)> = Vec::new();
    while let Some(processes) = shared.asked.next() {
        let started = Instant::now();
        for handle in processes.iter().filter_map(|id| shared.handle(id)) {
            if let Err(error) = answer(shared, &handle, &mut histories) {
                tracing::error!(%error, process = %handle.id(), "the past of a process cannot be read");
            }
        }
        if !shared.asked.pause(rest(started)) {
            return;
        }
    }
}

/// Reads the days of a process if they are behind, then computes one map after the other until none is wanted.
fn answer(
    shared: &Shared,
    handle: &ProcessHandle,
    histories: &mut Vec<(ProcessId, History)>,
) -> Result<(), StoreError> {
    let history = up_to_date(shared, handle, histories)?;
    let known = shared.past.kept().days.get(handle.id()).map(|days| days.entries);
    if known != Some(history.entries()) {
        let days = Arc::new(Days::of(history));
        let mut kept = shared.past.kept();
        kept.days.insert(handle.id().clone(), days);
        kept.version += 1;
    }
    while let Some(asked) = next_wanted(shared, handle.id()) {
        let map = Arc::new(computed(shared, handle, history, asked));
        shared.past.kept().put((handle.id().clone(), asked), map);
        if shared.asked.is_over() {
            break;
        }
    }
    Ok(())
}

fn next_wanted(shared: &Shared, process: &ProcessId) -> Option<AskedMap> {
    let mut kept = shared.past.kept();
    let found = kept.wanted.iter().find(|(id, _)| id == process).cloned()?;
    kept.wanted.remove(&found);
    Some(found.1)
}

fn computed(shared: &Shared, handle: &ProcessHandle, history: &History, asked: AskedMap) -> PublishedMap {
    let days = shared.past.kept().days.get(handle.id()).cloned();
    let day = days.as_ref().and_then(|days| days.at(asked.day));
    let (entries, vote_events) = day.map_or((0, 0), |day| (day.entries, day.vote_events));
    let (conversation, options) = history.on(asked.day, asked.whom);
    let map = on_cores(1, || maru_opinion::map(&conversation, &options));
    PublishedMap { entries, vote_events, measured_at: vote_events, map }
}

/// The history of a process with everything that is on the disk.
fn up_to_date<'h>(
    shared: &Shared,
    handle: &ProcessHandle,
    histories: &'h mut Vec<(ProcessId, History)>,
) -> Result<&'h History, StoreError> {
    let (id, mut history) = match histories.iter().position(|(id, _)| id == handle.id()) {
        Some(place) => histories.remove(place),
        None => (handle.id().clone(), History::default()),
    };
    let from = history.entries();
    shared.readers.with(|connection| {
        snapshot::each_recorded(connection, handle.number, id.as_str(), from, |recorded| {
            history.add(&recorded);
            Ok(())
        })
    })?;
    histories.truncate(HISTORIES - 1);
    histories.insert(0, (id, history));
    Ok(&histories[0].1)
}
