//! Maps of earlier days, and of verified people alone: computed in the background when somebody asks, and kept.
//!
//! A page never waits for one: it takes what is there, and says that the rest is being computed. What is kept can be
//! thrown away at any time, for it follows from the entries.

mod computing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use maru_forum::ProcessId;
use maru_opinion::StatementId;
use maru_verify::{Day, History, Whom};

pub(crate) use computing::{days, map, run};

use crate::handle::PublishedMap;

/// Maps that wait to be computed, at most; more are forgotten and asked for again by whoever still wants them.
const MOST_WANTED: usize = 64;
/// Maps kept at most …
const MOST_KEPT: usize = 64;
/// … and people on all of them together, which bounds memory at some 40 MB.
const MOST_PEOPLE: usize = 500_000;

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
    /// Counts what was computed.
    pub(crate) fn version(&self) -> u64 {
        self.kept().version
    }

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
