//! One process in memory: its state behind a lock, and what was computed from it.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use maru_forum::{Process, ProcessId};
use maru_opinion::map::Constituency;
use maru_opinion::{Conversation, OpinionMap, Options};

use crate::sequencer::record::Record;

/// Stability is measured again once votes have grown by one part in so many.
const GROWTH: u64 = 20;

/// A map with the entries it rests on.
#[derive(Debug)]
pub struct PublishedMap {
    /// The first so many entries of the record went in.
    pub entries: u64,
    /// How many vote events there were, changed votes counted again.
    pub vote_events: u64,
    /// How many vote events there were when stability was measured.
    pub measured_at: u64,
    pub map: OpinionMap,
}

impl PublishedMap {
    /// Whether stability has to be measured again for so many vote events.
    pub fn is_outgrown_by(&self, vote_events: u64) -> bool {
        vote_events > self.measured_at + self.measured_at / GROWTH
    }
}

/// What a map rests on: so many vote events, which change whenever a vote does, and all else that goes in.
#[derive(Debug, PartialEq)]
pub(crate) struct RestsOn {
    vote_events: u64,
    people: usize,
    statements: usize,
    taken_out: [BTreeSet<maru_opinion::StatementId>; 2],
    constituencies: Vec<Constituency>,
    unverified: BTreeSet<maru_opinion::ParticipantId>,
}

impl RestsOn {
    pub(crate) fn of(vote_events: u64, conversation: &Conversation, options: &Options) -> Self {
        Self {
            vote_events,
            people: conversation.votes.rows(),
            statements: conversation.votes.columns(),
            taken_out: [conversation.moderated_out.clone(), conversation.meta.clone()],
            constituencies: options.constituencies.clone(),
            unverified: options.unverified.clone(),
        }
    }
}

/// A process of a node. Reading is cheap and never waits for the disk.
#[derive(Debug)]
pub struct ProcessHandle {
    id: ProcessId,
    pub(crate) number: i64,
    state: RwLock<Process>,
    /// How many entries are durable; the state may be some milliseconds ahead of it.
    durable: AtomicU64,
    /// How many entries the saved snapshot covers.
    snapshot_entries: AtomicU64,
    map: RwLock<Option<(Arc<PublishedMap>, Arc<RestsOn>)>>,
    pub(crate) record: Arc<Record>,
}

impl ProcessHandle {
    pub(crate) fn new(id: ProcessId, number: i64, state: Process) -> Self {
        let durable = AtomicU64::new(state.entries);
        let record = Arc::new(Record::of_process(id.as_str(), &state.origin, number));
        Self {
            id,
            number,
            state: RwLock::new(state),
            durable,
            snapshot_entries: AtomicU64::new(0),
            map: RwLock::new(None),
            record,
        }
    }

    /// The process's name in addresses.
    pub fn id(&self) -> &ProcessId {
        &self.id
    }

    pub fn record(&self) -> &Arc<Record> {
        &self.record
    }

    /// The state, to read. Hold it shortly: the writer waits.
    pub fn read(&self) -> RwLockReadGuard<'_, Process> {
        // A reader that panicked has changed nothing, so its poison means nothing.
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Process> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many entries are on the disk.
    pub fn durable(&self) -> u64 {
        self.durable.load(Ordering::Acquire)
    }

    pub(crate) fn set_durable(&self, entries: u64) {
        self.durable.store(entries, Ordering::Release);
    }

    pub(crate) fn snapshot_entries(&self) -> u64 {
        self.snapshot_entries.load(Ordering::Relaxed)
    }

    pub(crate) fn set_snapshot_entries(&self, entries: u64) {
        self.snapshot_entries.store(entries, Ordering::Relaxed);
    }

    pub(crate) fn map(&self) -> Option<Arc<PublishedMap>> {
        self.map_with_basis().map(|(map, _)| map)
    }

    /// The map with what it rests on.
    pub(crate) fn map_with_basis(&self) -> Option<(Arc<PublishedMap>, Arc<RestsOn>)> {
        self.map.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_map(&self, map: PublishedMap, basis: Arc<RestsOn>) {
        *self.map.write().unwrap_or_else(PoisonError::into_inner) = Some((Arc::new(map), basis));
    }
}
