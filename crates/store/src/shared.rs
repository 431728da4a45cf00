//! What the threads of a node share: the processes in memory, and what wakes a thread when they change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use maru_forum::{Circumstances, Content, Moment, ProcessId};
use maru_record::Digest;

use crate::account::Accounts;
use crate::clock::{self, Clock};
use crate::contents::Contents;
use crate::database::{self, DATABASE_FILE, Readers};
use crate::error::{StoreError, SubmitError};
use crate::handle::ProcessHandle;
use crate::notify::{Changes, Notify};
use crate::own;
use crate::past::Past;
use crate::repeats::Repeats;
use crate::scrub::finding::Noticed;
use crate::search::index::Search;
use crate::sequencer::record::{Record, Sequencer};
use crate::timekeeping::{ClockFault, Timekeeping, in_future, is_ahead};
use crate::waiting::Unasked;

/// The size of the last head of each record that the node's own record names, by origin.
pub(crate) type Anchored = BTreeMap<String, u64>;

/// What the threads of a node share.
pub(crate) struct Shared {
    pub(crate) directory: PathBuf,
    /// Whether this program may not change anything in the folder: another one may have it.
    pub(crate) reading: bool,
    pub(crate) clock: Clock,
    pub(crate) timekeeping: Timekeeping,
    /// What is known of the state of the disk.
    pub(crate) noticed: Noticed,
    pub(crate) readers: Readers,
    /// Whether the write-ahead log may still hold what was erased, because somebody was reading when it was to be emptied.
    pub(crate) log_is_full: AtomicBool,
    pub(crate) accounts: Accounts,
    /// Whether the folder waits for what its peers hold, and what was heard of that.
    pub(crate) unasked: Unasked,
    handles: RwLock<Vec<Arc<ProcessHandle>>>,
    /// What was said a moment ago, so that it is not said twice.
    pub(crate) repeats: Repeats,
    pub(crate) contents: Contents,
    pub(crate) sequencer: Sequencer,
    pub(crate) changes: Changes,
    pub(crate) unpublished: Changes,
    /// Notified when a record has a new head.
    pub(crate) heads: Notify,
    /// The node's own record, once the node has a name.
    own: RwLock<Option<Arc<Record>>>,
    /// Seconds between two tellings of heads in the node's own record, at the least.
    anchor_seconds: AtomicU64,
    /// Which heads the node's own record speaks of; nothing before it was read.
    pub(crate) anchored: Mutex<Option<Anchored>>,
    /// Processes whose map's stability may have to be measured again.
    pub(crate) unmeasured: Changes,
    /// Processes of whose past something was asked that is not there yet.
    pub(crate) asked: Changes,
    pub(crate) past: Past,
    /// Processes whose words may not be in the search index yet.
    pub(crate) unsearched: Changes,
    pub(crate) texts: crate::texts::Texts,
    /// The search index; nobody pays for it before the first question.
    pub(crate) search: OnceLock<Search>,
}

impl Shared {
    /// The same for every node: nothing has changed yet, nothing was asked yet.
    pub(crate) fn new(
        directory: &Path,
        (reading, clock): (bool, Clock),
        handles: Vec<Arc<ProcessHandle>>,
        accounts: Accounts,
        own: Option<Record>,
    ) -> Self {
        Self {
            directory: directory.to_owned(),
            reading,
            clock,
            timekeeping: Timekeeping::default(),
            noticed: Noticed::default(),
            readers: Readers::new(directory.join(DATABASE_FILE)),
            log_is_full: AtomicBool::new(false),
            accounts,
            unasked: Unasked::default(),
            handles: RwLock::new(handles),
            repeats: Repeats::default(),
            contents: Contents::default(),
            sequencer: Sequencer::new(directory.to_owned()),
            changes: Changes::default(),
            unpublished: Changes::default(),
            heads: Notify::default(),
            anchor_seconds: AtomicU64::new(own::PERIOD.as_secs()),
            anchored: Mutex::default(),
            own: RwLock::new(own.map(Arc::new)),
            unmeasured: Changes::default(),
            asked: Changes::default(),
            past: Past::default(),
            texts: crate::texts::Texts::default(),
            unsearched: Changes::default(),
            search: OnceLock::new(),
        }
    }

    pub(crate) fn anchor_pause(&self) -> Duration {
        Duration::from_secs(self.anchor_seconds.load(Ordering::Relaxed))
    }

    pub(crate) fn set_anchor_pause(&self, pause: Duration) {
        self.anchor_seconds.store(pause.as_secs(), Ordering::Relaxed);
    }

    /// Empties the write-ahead log of what was erased; where a reader keeps it from that, housekeeping tries again every second, and
    /// the next start before anybody reads.
    pub(crate) fn empty_log(&self, connection: &rusqlite::Connection) {
        let before = self.log_is_full.load(Ordering::Relaxed);
        let emptied = database::empty_log(connection);
        let left = !matches!(emptied, Ok(true));
        self.log_is_full.store(left, Ordering::Relaxed);
        match emptied {
            Err(error) => tracing::error!(%error, "withdrawn content may still lie in the write-ahead log"),
            Ok(false) if !before => tracing::warn!(
                "a reader keeps the write-ahead log from being emptied; until then it holds withdrawn content"
            ),
            Ok(true) if before => tracing::info!("withdrawn content has left the write-ahead log"),
            Ok(_) => {}
        }
    }

    pub(crate) fn handles(&self) -> Vec<Arc<ProcessHandle>> {
        self.handles.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn handle(&self, id: &ProcessId) -> Option<Arc<ProcessHandle>> {
        let handles = self.handles.read().unwrap_or_else(PoisonError::into_inner);
        handles.iter().find(|handle| handle.id() == id).cloned()
    }

    /// The process of a record; nothing for the node's own.
    pub(crate) fn handle_of(&self, record: &Record) -> Option<Arc<ProcessHandle>> {
        let handles = self.handles.read().unwrap_or_else(PoisonError::into_inner);
        handles.iter().find(|handle| handle.number == record.number()).cloned()
    }

    pub(crate) fn add(&self, handle: Arc<ProcessHandle>) {
        self.handles.write().unwrap_or_else(PoisonError::into_inner).push(handle);
    }

    /// The node's own record, once the node has a name.
    pub(crate) fn own(&self) -> Option<Arc<Record>> {
        self.own.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_own(&self, record: Arc<Record>) {
        *self.own.write().unwrap_or_else(PoisonError::into_inner) = Some(record);
    }

    /// How many entries of a record are on the disk.
    pub(crate) fn durable(&self, record: &Record) -> Result<u64, StoreError> {
        self.readers.with(|connection| database::entry_count(connection, record.number()))
    }

    /// Every record: the node's own, then those of its processes.
    pub(crate) fn records(&self) -> Vec<Arc<Record>> {
        let processes = self.handles().into_iter().map(|handle| handle.record.clone());
        self.own().into_iter().chain(processes).collect()
    }

    pub(crate) fn wake(&self, processes: impl Iterator<Item = ProcessId>) {
        let processes: Vec<_> = processes.collect();
        self.changes.add(processes.iter().cloned());
        self.unsearched.add(processes.iter().cloned());
        self.unpublished.add(processes.into_iter());
    }

    pub(crate) fn end(&self) {
        self.changes.end();
        self.unpublished.end();
        self.unmeasured.end();
        self.asked.end();
        self.unsearched.end();
    }

    pub(crate) fn content(&self, digest: &Digest) -> Result<Option<Arc<Content>>, StoreError> {
        if let Some(content) = self.contents.get(digest) {
            return Ok(Some(content));
        }
        let before = self.contents.before_reading();
        let Some(bytes) = self.readers.with(|connection| database::content(connection, digest))? else {
            return Ok(None);
        };
        let content = Content::parse(&bytes).map_err(|error| StoreError::damaged("content", 0, error))?;
        let content = Arc::new(content);
        self.contents.keep(*digest, &content, before);
        Ok(Some(content))
    }
}

/// The time of what is recorded.
impl Shared {
    /// The circumstances of an act after an entry of this time; refused while the clock cannot be believed.
    pub(crate) fn circumstances(&self, name: &str, last: Moment) -> Result<Circumstances, SubmitError> {
        let now = self.time_after(name, last)?;
        Ok(Circumstances { now, entropy: clock::entropy()? })
    }

    /// The time of an entry that comes after one of this time.
    pub(crate) fn time_after(&self, name: &str, last: Moment) -> Result<Moment, SubmitError> {
        let now = self.clock.now();
        if let Some(fault) = self.node_clock_fault(now) {
            return Err(SubmitError::Clock(fault.said));
        }
        if is_ahead(last, now) {
            return Err(SubmitError::Clock(in_future(name, last, now)));
        }
        Ok(now.max(last))
    }

    /// Why no record of the node may grow by this clock.
    pub(crate) fn node_clock_fault(&self, now: Moment) -> Option<ClockFault> {
        let own = self.timekeeping.own_last();
        if is_ahead(own, now) {
            let said = in_future("the node's own record", own, now);
            return Some(ClockFault { record: None, stops: true, said });
        }
        self.timekeeping.against().filter(|fault| fault.stops)
    }
}
