//! The sequencer: publishes the durable entries of each process as a record that anyone can read and check.
//!
//! The entries in node.db are the truth. A record is a folder of files (tlog-tiles) with a signed head; it can be removed
//! and is built again from the entries. Only what was signed cannot be taken back, so the last head of each record is kept
//! in a lock database of its own, and nothing is published that contradicts it.

pub(crate) mod begun;
pub(crate) mod files;
pub(crate) mod key;
mod lock;
mod log;
mod proven;
pub(crate) mod record;
pub(crate) mod redaction;
mod serve;
mod staging;

use std::ops::Range;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use maru_forum::{EntryNumber, Reading};
use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{Digest, SignedCheckpoint, SignerKey};

use begun::{Begun, Next};
pub(crate) use files::Tiles;
pub(crate) use files::sync_folder;
pub use files::{Files, Folder};
pub use lock::{Lock, LockDatabase, LockError, Locked};
pub use log::{Entries, Log, LogError, Place, STEP_LIMIT};
pub(crate) use proven::{leaves, published_tile};
use record::DiskLog;
pub use record::{Held, Record, Watched};
pub(crate) use record::{KEY_FOLDER, OWN_KEY_FILE, Sequencer};
pub use serve::EntryReceipt;
pub(crate) use serve::Published;

use crate::clock;
use crate::database;
use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::restored::Restored;
use crate::shared::Shared;

/// From the start of one round to the start of the next, while there is something to publish.
const PERIOD: Duration = Duration::from_millis(200);
/// After a failed round; entries are safe meanwhile.
const RETRY: Duration = Duration::from_secs(2);
/// File of the lock database.
pub(crate) const LOCK_FILE: &str = "lock.db";

impl Sequencer {
    /// Halts each record that must not go on from what is here, and no other: the folder was restored from a backup, or may be an older
    /// copy; the last head is lost, or more was signed than is in the database.
    pub(crate) fn refuse_rollbacks(&self, shared: &Shared) -> Result<(), StoreError> {
        let marked = Restored::of(&self.directory)?.map(|mark| mark.reason()).or_else(|| shared.unasked());
        for record in shared.records() {
            let reason = match &marked {
                Some(reason) => Some(reason.clone()),
                None => self.lost(shared, &record)?,
            };
            if let Some(reason) = &reason {
                tracing::error!(record = record.name, reason, "the record takes no more entries");
            }
            record.halt(reason);
        }
        Ok(())
    }

    /// Why a record must not go on, as far as the lock tells.
    fn lost(&self, shared: &Shared, record: &Record) -> Result<Option<String>, StoreError> {
        let begun = shared.readers.with(|connection| Begun::of(connection, record.number))?;
        let signed = begun.is_some_and(|begun| begun.signed);
        if !self.directory.join(LOCK_FILE).is_file() {
            return Ok(signed.then(|| head_missing(&record.origin).to_string()));
        }
        let durable = shared.durable(record)?;
        Ok(match self.lock().and_then(|lock| lock.fetch(&record.origin)) {
            Ok(Some(locked)) if locked.head.size > durable => {
                Some(log::too_short(durable, locked.head.size).to_string())
            }
            Ok(None) if signed => Some(head_missing(&record.origin).to_string()),
            Ok(_) => None,
            Err(error) => Some(error.to_string()),
        })
    }

    /// A record on disk, opened and checked.
    fn open(&self, record: &Record, entries: &Table<'_>) -> Result<DiskLog, LogError> {
        if let Some(mark) = Restored::of(&self.directory).map_err(|error| failed(&error))? {
            return Err(LogError::Refused(mark.reason()));
        }
        let origin = &record.origin;
        let lock = self.lock()?;
        let begun = entries.ask(|connection| Begun::of(connection, record.number))?;
        let keys = self.keys(record, begun.as_ref(), lock.fetch(origin)?.as_ref())?;
        let verifiers: Vec<_> = keys.iter().map(|key| key.verifier().clone()).collect();
        record.verifiers.write().unwrap_or_else(PoisonError::into_inner).clone_from(&verifiers);
        let place = record.place.clone();
        let log = Log::open(Folder::new(&self.directory), lock, place, origin, keys, (entries, seconds()))?;
        if !begun.is_some_and(|begun| begun.signed) {
            begun::note_signed(&self.directory, record.number, origin, &verifiers)
                .map_err(|error| failed(&error))?;
        }
        record.set_head(&log.locked().note);
        self.keep_cosignatures(record, log.locked())?;
        Ok(log)
    }

    /// The keys of a record: those that it has, or new ones where nothing was ever signed.
    fn keys(
        &self,
        record: &Record,
        begun: Option<&Begun>,
        locked: Option<&Locked>,
    ) -> Result<Vec<SignerKey>, LogError> {
        let (origin, path) = (&record.origin, self.key_path(record));
        let missing = || {
            LogError::Failed(format!(
                "{} is missing, but the record was signed with it; put it back from where you keep it safe. Entries are \
                 kept meanwhile and published then",
                path.display()
            ))
        };
        let kept = key::load(&path, origin).map_err(|error| failed(&error))?;
        match (begun::next(begun, kept.is_some(), locked.is_some()), kept) {
            (Next::HeadMissing, _) => Err(head_missing(origin)),
            (Next::Create, _) => {
                begun::announce(&self.directory, record.number, origin).map_err(|error| failed(&error))?;
                key::create(&path, origin).map_err(|error| failed(&error))
            }
            (Next::GoOn, Some(keys)) => {
                let verifiers: Vec<_> = keys.iter().map(|key| key.verifier().clone()).collect();
                let signed = locked.and_then(|locked| SignedCheckpoint::parse(&locked.note).ok());
                let fits = begun.is_none_or(|begun| begun.fits(&verifiers))
                    && signed.is_none_or(|signed| signed.verify_kinds(&verifiers).is_ok());
                if fits { Ok(keys) } else { Err(other_keys(&path)) }
            }
            (Next::GoOn | Next::KeysMissing, _) => Err(missing()),
        }
    }

    /// The published file may hold lines by witnesses, which the lock does not know of.
    fn keep_cosignatures(&self, record: &Record, locked: &Locked) -> Result<(), LogError> {
        let path = format!("{}{CHECKPOINT_PATH}", record.place.prefix);
        let Some(published) = Folder::new(&self.directory).read(&path)? else { return Ok(()) };
        let cosigned = published.starts_with(&locked.note) && published.len() > locked.note.len();
        if let Ok(signed) = SignedCheckpoint::parse(&published)
            && cosigned
        {
            record.set_cosigned_head(signed);
        }
        Ok(())
    }
}

fn failed(error: &StoreError) -> LogError {
    LogError::Failed(error.to_string())
}

fn head_missing(origin: &str) -> LogError {
    LogError::Refused(format!(
        "{origin} was signed before, but lock.db knows of no head of it, so nobody here can say what was signed last. Put the newest \
         lock.db back; if it is lost for good, `maru recover` asks the peers, and says how to go on where none can answer"
    ))
}

fn other_keys(path: &std::path::Path) -> LogError {
    LogError::Refused(format!(
        "{} does not hold the keys under which the record was signed; put those back. Nobody would believe others",
        path.display()
    ))
}

fn seconds() -> u64 {
    clock::now().0.max(0) as u64
}

/// The entries of one record in the node's database.
struct Table<'a> {
    shared: &'a Shared,
    record: &'a Record,
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
        self.ask(|connection| database::entry_count(connection, self.record.number))
    }

    fn entries(&self, range: Range<u64>) -> Result<Vec<Vec<u8>>, LogError> {
        self.ask(|connection| database::entries(connection, self.record.number, range))
    }

    fn hidden(&self) -> Result<Vec<u64>, LogError> {
        // Nothing is hidden in the node's own record, which holds no content.
        let Some(process) = self.process() else { return Ok(Vec::new()) };
        // The state may be some milliseconds ahead of the disk.
        let durable = self.count()?;
        let process = process.read();
        let numbers = process.ledger.lines().map(|(entry, _)| entry);
        let hidden = numbers.filter(|entry| !process.ledger.may_read_entry(*entry, Reading::Anyone));
        Ok(hidden.map(|entry| entry.0).filter(|entry| *entry < durable).collect())
    }

    fn standing_with(&self, number: u64) -> Vec<u64> {
        let Some(process) = self.process() else { return vec![number] };
        let entries = process.read().ledger.standing_with(EntryNumber(number));
        entries.into_iter().map(|entry| entry.0).collect()
    }

    fn content(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
        self.ask(|_| self.shared.public_content(self.record, digest))
    }
}

impl Table<'_> {
    fn process(&self) -> Option<Arc<ProcessHandle>> {
        self.shared.handle_of(self.record)
    }
}

/// Brings a record up to its durable entries.
pub(crate) fn publish(shared: &Shared, record: &Record) -> Result<(), StoreError> {
    if shared.reading {
        return Err(StoreError::OnlyRead);
    }
    let entries = Table { shared, record };
    let mut slot = record.log();
    if let Some(reason) = shared.unasked().or_else(|| record.stopped()) {
        return Err(StoreError::Record { process: record.name.clone(), reason });
    }
    let is_opening = slot.is_none();
    let opened = match slot.take() {
        Some(log) => Ok(log),
        None => shared.sequencer.open(record, &entries),
    };
    let published = opened.and_then(|log| {
        log.publish(&entries, seconds(), |locked| {
            record.set_head(&locked.note);
            shared.heads.notify();
        })
    });
    match published {
        Ok(log) => {
            *slot = Some(log);
            record.halt(None);
            if is_opening { serve::show_keys(shared, record) } else { Ok(()) }
        }
        Err(error) => {
            if let LogError::Refused(reason) = &error {
                record.halt(Some(reason.clone()));
            }
            Err(StoreError::Record { process: record.name.clone(), reason: error.to_string() })
        }
    }
}

/// Publishes what waits until the node ends: at once after a pause, then round by round.
pub(crate) fn run(shared: &Shared) {
    while let Some(processes) = shared.unpublished.next() {
        let started = Instant::now();
        let mut pause = PERIOD;
        for handle in processes.iter().filter_map(|id| shared.handle(id)) {
            if let Err(error) = publish(shared, &handle.record) {
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
    for record in shared.records() {
        let open = record.log().is_some();
        if open && let Err(error) = publish(shared, &record) {
            tracing::error!(%error, "entries are safe, and will be published at the next start");
        }
        *record.log() = None;
    }
    shared.sequencer.close();
}
