//! Maps of earlier days, and of verified people alone: computed in the background when somebody asks, and kept.
//!
//! A page never waits for one: it takes what is there, and says that the rest is being computed. What is kept can be
//! thrown away at any time, for it follows from the entries.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use jiff::civil::Date;
use maru_forum::ProcessId;
use maru_opinion::StatementId;
use maru_verify::{Day, History, Whom};

use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::map::{PublishedMap, on_cores, rest};
use crate::node::{Node, Shared};
use crate::snapshot;

/// Maps that wait to be computed, at most; more are forgotten and asked for again by whoever still wants them.
const MOST_WANTED: usize = 64;
/// Maps kept at most …
const MOST_KEPT: usize = 64;
/// … and people on all of them together, which bounds memory at some 40 MB.
const MOST_PEOPLE: usize = 500_000;
/// Histories kept in memory, so that a few processes that are looked at need not be read again for each vote.
const HISTORIES: usize = 3;

/// Which map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AskedMap {
    /// As of the end of this day, UTC.
    pub day: Date,
    /// Of whose votes.
    pub whom: Whom,
}

/// The days of a process, as of some number of its entries.
#[derive(Debug)]
pub struct Days {
    /// How many entries were read.
    pub entries: u64,
    /// The days on which somebody voted or a moderator judged, earliest first.
    pub days: Vec<Day>,
    /// Whether the identity of anybody was verified, so that a map of the verified can be asked for.
    pub any_verified: bool,
    tallies: BTreeMap<StatementId, Vec<(Date, [u32; 3])>>,
}

impl Days {
    /// The days that a history holds.
    pub fn of(history: &History) -> Self {
        Self {
            entries: history.entries(),
            days: history.days(),
            any_verified: history.any_verified(),
            tallies: history.tallies(),
        }
    }

    /// The last day at or before one.
    pub fn at(&self, day: Date) -> Option<&Day> {
        self.days[..self.days.partition_point(|known| known.day <= day)].last()
    }

    /// A statement's votes at the end of each day on which somebody answered it: agree, disagree, pass.
    pub fn of_statement(&self, id: StatementId) -> &[(Date, [u32; 3])] {
        self.tallies.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// What is known of the past of the node's processes.
#[derive(Default)]
pub(crate) struct Past(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    days: BTreeMap<ProcessId, Arc<Days>>,
    wanted: BTreeSet<(ProcessId, AskedMap)>,
    maps: BTreeMap<(ProcessId, AskedMap), (u64, Arc<PublishedMap>)>,
    /// Counts uses, to tell which map was asked for longest ago.
    uses: u64,
    /// Counts what was computed, so that pages drawn before can be told from pages drawn after.
    version: u64,
}

impl Past {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn put(&mut self, key: (ProcessId, AskedMap), map: Arc<PublishedMap>) {
        self.uses += 1;
        self.maps.insert(key, (self.uses, map));
        self.version += 1;
        while self.maps.len() > 1 && self.too_many() {
            let oldest = self.maps.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone());
            oldest.map(|key| self.maps.remove(&key));
        }
    }

    fn too_many(&self) -> bool {
        let people: usize = self.maps.values().map(|(_, map)| map.map.participants.len()).sum();
        self.maps.len() > MOST_KEPT || people > MOST_PEOPLE
    }
}

impl Node {
    /// The days of a process as far as they are known; they are read in the background when they are behind.
    pub fn days(&self, process: &ProcessHandle) -> Option<Arc<Days>> {
        let days = self.shared().past.kept().days.get(process.id()).cloned();
        if days.as_ref().is_none_or(|days| days.entries < process.durable()) {
            self.shared().asked.add(std::iter::once(process.id().clone()));
        }
        days
    }

    /// A map of the past as far as it was computed, or `None` for now; what lacks or is behind is then computed in the
    /// background. A map that is behind says so by the entries it rests on.
    pub fn past_map(&self, process: &ProcessHandle, asked: AskedMap) -> Option<Arc<PublishedMap>> {
        let days = self.days(process)?;
        let day = days.at(asked.day)?;
        let key = (process.id().clone(), AskedMap { day: day.day, whom: asked.whom });
        let mut kept = self.shared().past.kept();
        kept.uses += 1;
        let uses = kept.uses;
        let found = kept.maps.get_mut(&key).map(|(used, map)| {
            *used = uses;
            map.clone()
        });
        if found.as_ref().is_none_or(|map| map.entries != day.entries) && kept.wanted.len() < MOST_WANTED {
            kept.wanted.insert(key);
            drop(kept);
            self.shared().asked.add(std::iter::once(process.id().clone()));
        }
        found
    }

    /// Changes whenever something of the past was computed: what was drawn before may lack it.
    pub fn past_version(&self) -> u64 {
        self.shared().past.kept().version
    }
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
