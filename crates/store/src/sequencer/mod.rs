//! The sequencer: publishes the durable entries of each process as a record that anyone can read and check.
//!
//! The entries in node.db are the truth. A record is a folder of files (tlog-tiles) with a signed head; it can be removed
//! and is built again from the entries. Only what was signed cannot be taken back, so the last head of each record is kept
//! in a lock database of its own, and nothing is published that contradicts it.

pub(crate) mod begun;
mod files;
pub(crate) mod key;
mod lock;
mod log;
pub(crate) mod redaction;
mod serve;
mod staging;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use maru_forum::{EntryNumber, Reading};
use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{Digest, SignedCheckpoint, SignerKey, VerifierKey};

use begun::{Begun, Next};
pub(crate) use files::Tiles;
pub(crate) use files::sync_folder;
pub use files::{Files, Folder};
pub use lock::{Lock, LockDatabase, LockError, Locked};
pub use log::{Entries, Log, LogError, Place, STEP_LIMIT};
pub use serve::EntryReceipt;
pub(crate) use serve::{Published, published_tile};

use crate::clock;
use crate::database;
use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::node::Shared;
use crate::restored::Restored;

/// From the start of one round to the start of the next, while there is something to publish.
const PERIOD: Duration = Duration::from_millis(200);
/// After a failed round; entries are safe meanwhile.
const RETRY: Duration = Duration::from_secs(2);
/// File of the lock database.
pub(crate) const LOCK_FILE: &str = "lock.db";
/// Folder of the keys.
pub(crate) const KEY_FOLDER: &str = "keys";
/// File of the keys of the node's own record; no process can be called so.
pub(crate) const OWN_KEY_FILE: &str = "keys/node/record.key";

type DiskLog = Log<Folder, Arc<LockDatabase>>;

/// Most heads with lines by witnesses that are kept for receipts, while newer ones overtake them.
const COSIGNED_KEPT: usize = 8;
/// How messages call the node's own record.
const OWN_NAME: &str = "node";

/// A record of the node: of one of its processes, or its own.
#[derive(Debug)]
pub struct Record {
    /// Under which number the tables hold its entries.
    number: i64,
    name: String,
    origin: String,
    place: Place,
    /// The file of its keys, under the node's folder.
    key_file: String,
    /// The record between two steps; nothing before the first and after a failed one.
    log: Mutex<Option<DiskLog>>,
    head: RwLock<Option<Arc<SignedCheckpoint>>>,
    /// The latest heads that witnesses have signed too, oldest first.
    cosigned: RwLock<Vec<Arc<SignedCheckpoint>>>,
    /// What the record's own files and tables contradict.
    halted: RwLock<Option<String>>,
    /// What others hold against it; stays until the node is opened anew.
    stopped: RwLock<Option<String>>,
    verifiers: RwLock<Vec<VerifierKey>>,
    watched: RwLock<Vec<Watched>>,
}

/// What a peer is known to hold of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// The peer's address.
    pub peer: String,
    /// What it cosigned last.
    pub witnessed: Option<Held>,
    /// What it says, under its mirror's signature, that it holds a copy of.
    pub mirrored: Option<Held>,
}

/// So many entries, at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// How many entries.
    pub size: u64,
    /// When the peer signed that, in seconds since 1970.
    pub time: u64,
}

impl Record {
    /// The record of a process.
    pub(crate) fn of_process(id: &str, origin: &str, number: i64) -> Self {
        Self::new(number, id, origin, Place::of(id), format!("{KEY_FOLDER}/{id}.key"))
    }

    /// The node's own record.
    pub(crate) fn of_node(origin: &str) -> Self {
        Self::new(database::OWN_RECORD, OWN_NAME, origin, Place::of_node(), OWN_KEY_FILE.to_owned())
    }

    fn new(number: i64, name: &str, origin: &str, place: Place, key_file: String) -> Self {
        Self {
            number,
            name: name.to_owned(),
            origin: origin.to_owned(),
            place,
            key_file,
            log: Mutex::default(),
            head: RwLock::default(),
            cosigned: RwLock::default(),
            halted: RwLock::default(),
            stopped: RwLock::default(),
            verifiers: RwLock::default(),
            watched: RwLock::default(),
        }
    }

    /// Under which number the tables hold its entries.
    pub(crate) fn number(&self) -> i64 {
        self.number
    }

    /// The record's name, for ever the same.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What messages call it: the process's id, or `node`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What each peer is known to hold of it.
    pub fn watched(&self) -> Vec<Watched> {
        self.watched.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes what a peer holds by now.
    pub(crate) fn note_watched(&self, peer: &str, note: impl FnOnce(&mut Watched)) {
        let mut watched = self.watched.write().unwrap_or_else(PoisonError::into_inner);
        let place = watched.iter().position(|known| known.peer == peer).unwrap_or_else(|| {
            watched.push(Watched { peer: peer.to_owned(), witnessed: None, mirrored: None });
            watched.len() - 1
        });
        note(&mut watched[place]);
    }

    /// Forgets what a peer holds that is none any more.
    pub(crate) fn forget_watched(&self, peer: &str) {
        self.watched.write().unwrap_or_else(PoisonError::into_inner).retain(|known| known.peer != peer);
    }

    pub(crate) fn head(&self) -> Option<Arc<SignedCheckpoint>> {
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

    /// The head that covers an entry and bears most lines, of those that witnesses have signed; the later of equals.
    fn cosigned(&self, entry: u64) -> Option<Arc<SignedCheckpoint>> {
        let cosigned = self.cosigned.read().unwrap_or_else(PoisonError::into_inner);
        let covering = cosigned.iter().filter(|head| entry < head.checkpoint().size);
        covering.max_by_key(|head| (head.note().signatures.len(), head.checkpoint().size)).cloned()
    }

    /// The lines that are known for this head, or just those that it comes with.
    fn with_known_lines(&self, head: &SignedCheckpoint) -> SignedCheckpoint {
        let cosigned = self.cosigned.read().unwrap_or_else(PoisonError::into_inner);
        let known = cosigned.iter().find(|known| known.checkpoint() == head.checkpoint());
        known.map_or_else(|| head.clone(), |known| (**known).clone())
    }

    fn keep_cosigned(&self, signed: &Arc<SignedCheckpoint>) {
        let mut cosigned = self.cosigned.write().unwrap_or_else(PoisonError::into_inner);
        cosigned.retain(|known| known.checkpoint() != signed.checkpoint());
        cosigned.push(signed.clone());
        if cosigned.len() > COSIGNED_KEPT {
            cosigned.remove(0);
        }
    }

    fn set_cosigned_head(&self, signed: SignedCheckpoint) {
        let signed = Arc::new(signed);
        *self.head.write().unwrap_or_else(PoisonError::into_inner) = Some(signed.clone());
        self.keep_cosigned(&signed);
    }

    fn log(&self) -> MutexGuard<'_, Option<DiskLog>> {
        // A panic within a step leaves nothing here, so the next one opens the record anew.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the process takes no more entries, if it does not.
    pub fn halted(&self) -> Option<String> {
        self.stopped().or_else(|| self.halted.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn stopped(&self) -> Option<String> {
        self.stopped.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops the record for as long as the node is open: others hold what contradicts it.
    pub(crate) fn stop(&self, reason: &str) {
        tracing::error!(record = self.origin, reason, "the record was stopped");
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

    /// Halts each record that must not go on from what is here: the folder was restored from a backup, the last head is
    /// lost, or more was signed than is in the database.
    pub(crate) fn refuse_rollbacks(&self, shared: &Shared) -> Result<(), StoreError> {
        let marked = Restored::of(&self.directory)?.map(|mark| mark.reason());
        for record in shared.records() {
            let reason = match &marked {
                Some(reason) => Some(reason.clone()),
                None => self.lost(shared, &record)?,
            };
            if let Some(reason) = reason {
                tracing::error!(record = record.name, reason, "the record takes no more entries");
                record.halt(Some(reason));
            }
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

    pub(crate) fn key_path(&self, record: &Record) -> PathBuf {
        self.directory.join(&record.key_file)
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
                    && signed.is_none_or(|signed| signed.verify(&verifiers).is_ok());
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
         lock.db back; if it is lost for good, `maru recover` asks the peers"
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
    if let Some(reason) = record.stopped() {
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
            shared.heads.ring();
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
