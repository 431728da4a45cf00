//! The sequencer: publishes the durable entries of each process as a record that anyone can read and check.
//!
//! The entries in node.db are the truth. A record is a folder of files (tlog-tiles) with a signed head; it can be removed
//! and is built again from the entries. Only what was signed cannot be taken back, so the last head of each record is kept
//! in a lock database of its own, and nothing is published that contradicts it.

mod files;
pub(crate) mod key;
mod lock;
mod log;
mod redaction;
mod serve;
mod staging;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{Digest, SignedCheckpoint, VerifierKey};

pub use files::{Files, Folder};
pub use lock::{Lock, LockDatabase, LockError, Locked};
pub use log::{Entries, Log, LogError, Place, STEP_LIMIT};
pub use serve::EntryReceipt;

use crate::clock;
use crate::database;
use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::node::Shared;

/// From the start of one round to the start of the next, while there is something to publish.
const PERIOD: Duration = Duration::from_millis(200);
/// After a failed round; entries are safe meanwhile.
const RETRY: Duration = Duration::from_secs(2);
/// File of the lock database.
const LOCK_FILE: &str = "lock.db";
/// Folder of the keys.
const KEY_FOLDER: &str = "keys";

type DiskLog = Log<Folder, Arc<LockDatabase>>;

/// What a process keeps about its record.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// The record between two steps; nothing before the first and after a failed one.
    log: Mutex<Option<DiskLog>>,
    head: RwLock<Option<Arc<SignedCheckpoint>>>,
    /// The latest head that witnesses have signed too.
    cosigned: RwLock<Option<Arc<SignedCheckpoint>>>,
    /// What the record's own files and tables contradict.
    halted: RwLock<Option<String>>,
    /// What others hold against it; stays until the node is opened anew.
    stopped: RwLock<Option<String>>,
    verifiers: RwLock<Vec<VerifierKey>>,
}

impl Record {
    fn head(&self) -> Option<Arc<SignedCheckpoint>> {
        self.head.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_head(&self, note: &[u8]) {
        match SignedCheckpoint::parse(note) {
            Ok(signed) if signed.checkpoint().size > 0 => {
                *self.head.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(signed));
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "a head that was just signed cannot be read"),
        }
    }

    fn cosigned(&self) -> Option<Arc<SignedCheckpoint>> {
        self.cosigned.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_cosigned(&self, signed: SignedCheckpoint) {
        let signed = Arc::new(signed);
        *self.head.write().unwrap_or_else(PoisonError::into_inner) = Some(signed.clone());
        *self.cosigned.write().unwrap_or_else(PoisonError::into_inner) = Some(signed);
    }

    fn log(&self) -> MutexGuard<'_, Option<DiskLog>> {
        // A panic within a step leaves nothing here, so the next one opens the record anew.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the process takes no more entries, if it does not.
    pub(crate) fn halted(&self) -> Option<String> {
        self.stopped().or_else(|| self.halted.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn stopped(&self) -> Option<String> {
        self.stopped.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn stop(&self, reason: &str) {
        *self.stopped.write().unwrap_or_else(PoisonError::into_inner) = Some(reason.to_owned());
    }

    fn halt(&self, reason: Option<String>) {
        *self.halted.write().unwrap_or_else(PoisonError::into_inner) = reason;
    }
}

/// What the records of a node share.
#[derive(Debug)]
pub(crate) struct Sequencer {
    directory: PathBuf,
    lock: Mutex<Option<Arc<LockDatabase>>>,
}

impl Sequencer {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self { directory, lock: Mutex::default() }
    }

    fn lock(&self) -> Result<Arc<LockDatabase>, LockError> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = &*lock {
            return Ok(lock.clone());
        }
        let opened = Arc::new(LockDatabase::open(&self.directory.join(LOCK_FILE))?);
        Ok(lock.insert(opened).clone())
    }

    fn close(&self) {
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Halts each process of which more was signed than is in the database: it was restored from a backup.
    pub(crate) fn refuse_rollbacks(&self, handles: &[Arc<ProcessHandle>]) {
        if !self.directory.join(LOCK_FILE).is_file() {
            return;
        }
        for handle in handles {
            let origin = handle.read().origin.clone();
            match self.lock().and_then(|lock| lock.fetch(&origin)) {
                Ok(Some(locked)) if locked.head.size > handle.durable() => {
                    let reason = log::too_short(handle.durable(), locked.head.size).to_string();
                    tracing::error!(process = %handle.id(), reason, "the process takes no more entries");
                    handle.record.halt(Some(reason));
                }
                Ok(_) => {}
                Err(error) => tracing::error!(%error, process = %handle.id(), "the last head cannot be read"),
            }
        }
    }

    fn key_path(&self, handle: &ProcessHandle) -> PathBuf {
        self.directory.join(KEY_FOLDER).join(format!("{}.key", handle.id()))
    }

    /// The record of a process on disk, opened and checked.
    fn open(&self, handle: &ProcessHandle, entries: &Table<'_>) -> Result<DiskLog, LogError> {
        let origin = handle.read().origin.clone();
        let lock = self.lock()?;
        let path = self.key_path(handle);
        let failed = |error: StoreError| LogError::Failed(error.to_string());
        let keys = match key::load(&path, &origin).map_err(failed)? {
            Some(keys) => keys,
            None if lock.fetch(&origin)?.is_some() => {
                return Err(LogError::Failed(format!(
                    "{} is missing, but the record was signed with it; put it back from where you keep it safe. Entries are \
                     kept meanwhile and published then",
                    path.display()
                )));
            }
            None => key::create(&path, &origin).map_err(failed)?,
        };
        *handle.record.verifiers.write().unwrap_or_else(PoisonError::into_inner) =
            keys.iter().map(|key| key.verifier().clone()).collect();
        let place = Place::of(handle.id().as_str());
        let log = Log::open(Folder::new(&self.directory), lock, place, &origin, keys, (entries, seconds()))?;
        handle.record.set_head(&log.locked().note);
        self.keep_cosignatures(handle, log.locked())?;
        Ok(log)
    }

    /// The published file may hold lines by witnesses, which the lock does not know of.
    fn keep_cosignatures(&self, handle: &ProcessHandle, locked: &Locked) -> Result<(), LogError> {
        let path = format!("{}{CHECKPOINT_PATH}", Place::of(handle.id().as_str()).prefix);
        let Some(published) = Folder::new(&self.directory).read(&path)? else { return Ok(()) };
        let cosigned = published.starts_with(&locked.note) && published.len() > locked.note.len();
        if let Ok(signed) = SignedCheckpoint::parse(&published)
            && cosigned
        {
            handle.record.set_cosigned(signed);
        }
        Ok(())
    }
}

fn seconds() -> u64 {
    clock::now().0.max(0) as u64
}

/// The entries of one process in the node's database.
struct Table<'a> {
    shared: &'a Shared,
    handle: &'a ProcessHandle,
}

impl Table<'_> {
    fn ask<T>(
        &self,
        ask: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError>,
    ) -> Result<T, LogError> {
        self.shared.readers.with(ask).map_err(|error| LogError::Failed(error.to_string()))
    }
}

impl Entries for Table<'_> {
    fn count(&self) -> Result<u64, LogError> {
        self.ask(|connection| database::entry_count(connection, self.handle.number))
    }

    fn entries(&self, range: Range<u64>) -> Result<Vec<Vec<u8>>, LogError> {
        self.ask(|connection| database::entries(connection, self.handle.number, range))
    }

    fn withdrawn(&self) -> Result<Vec<u64>, LogError> {
        // The state may be some milliseconds ahead of the disk.
        let durable = self.count()?;
        let targets: Vec<_> = self.handle.read().redactions.iter().map(|act| act.target.0).collect();
        Ok(targets.into_iter().filter(|target| *target < durable).collect())
    }

    fn content(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
        self.ask(|connection| database::content(connection, digest))
    }
}

/// Brings the record of a process up to its durable entries.
pub(crate) fn publish(shared: &Shared, handle: &ProcessHandle) -> Result<(), StoreError> {
    let entries = Table { shared, handle };
    let record = &handle.record;
    let mut slot = record.log();
    if let Some(reason) = record.stopped() {
        return Err(StoreError::Record { process: handle.id().to_string(), reason });
    }
    let is_opening = slot.is_none();
    let opened = match slot.take() {
        Some(log) => Ok(log),
        None => shared.sequencer.open(handle, &entries),
    };
    let published =
        opened.and_then(|log| log.publish(&entries, seconds(), |locked| record.set_head(&locked.note)));
    match published {
        Ok(log) => {
            *slot = Some(log);
            record.halt(None);
            if is_opening { serve::show_keys(shared, handle) } else { Ok(()) }
        }
        Err(error) => {
            if let LogError::Refused(reason) = &error {
                record.halt(Some(reason.clone()));
            }
            Err(StoreError::Record { process: handle.id().to_string(), reason: error.to_string() })
        }
    }
}

/// Publishes what waits until the node ends: at once after a pause, then round by round.
pub(crate) fn run(shared: &Shared) {
    while let Some(processes) = shared.unpublished.next() {
        let started = Instant::now();
        let mut pause = PERIOD;
        for handle in processes.iter().filter_map(|id| shared.handle(id)) {
            if let Err(error) = publish(shared, &handle) {
                tracing::error!(%error, "entries are safe, but not yet published");
                if handle.record.halted().is_none() {
                    shared.unpublished.add(std::iter::once(handle.id().clone()));
                    pause = RETRY;
                }
            }
        }
        if !shared.unpublished.pause(pause.saturating_sub(started.elapsed())) {
            break;
        }
    }
}

/// At the end of a node: publishes what the last round has not seen, where a record was open; lets all files go.
pub(crate) fn finish(shared: &Shared) {
    for handle in shared.handles() {
        let open = handle.record.log().is_some();
        if open && let Err(error) = publish(shared, &handle) {
            tracing::error!(%error, "entries are safe, and will be published at the next start");
        }
        *handle.record.log() = None;
    }
    shared.sequencer.close();
}
