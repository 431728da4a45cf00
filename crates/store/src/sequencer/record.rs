//! A record in memory: what was signed last, who holds what of it, and why it may not go on.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use maru_record::{SignedCheckpoint, VerifierKey};

use super::LOCK_FILE;
use super::files::Folder;
use super::lock::{LockDatabase, LockError};
use super::log::{Log, Place};
use crate::database;

/// Folder of the keys.
pub(crate) const KEY_FOLDER: &str = "keys";
/// File of the keys of the node's own record; no process can be called so.
pub(crate) const OWN_KEY_FILE: &str = "keys/node/record.key";

pub(super) type DiskLog = Log<Folder, Arc<LockDatabase>>;

/// Most heads with lines by witnesses that are kept for receipts, while newer ones overtake them.
const COSIGNED_KEPT: usize = 8;
/// How messages call the node's own record.
const OWN_NAME: &str = "node";

/// A record of the node: of one of its processes, or its own.
#[derive(Debug)]
pub struct Record {
    /// Under which number the tables hold its entries.
    pub(super) number: i64,
    pub(super) name: String,
    pub(super) origin: String,
    pub(super) place: Place,
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
    pub(super) verifiers: RwLock<Vec<VerifierKey>>,
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

    /// In front of the paths of its published files.
    pub(crate) fn prefix(&self) -> &str {
        &self.place.prefix
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

    pub(super) fn set_head(&self, note: &[u8]) {
        match SignedCheckpoint::parse(note) {
            Ok(signed) if signed.checkpoint().size > 0 => {
                *self.head.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(signed));
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "a head that was just signed cannot be read"),
        }
    }

    /// The head that covers an entry and bears most lines, of those that witnesses have signed; the later of equals.
    pub(super) fn cosigned(&self, entry: u64) -> Option<Arc<SignedCheckpoint>> {
        let cosigned = self.cosigned.read().unwrap_or_else(PoisonError::into_inner);
        let covering = cosigned.iter().filter(|head| entry < head.checkpoint().size);
        covering.max_by_key(|head| (head.note().signatures.len(), head.checkpoint().size)).cloned()
    }

    /// The lines that are known for this head, or just those that it comes with.
    pub(super) fn with_known_lines(&self, head: &SignedCheckpoint) -> SignedCheckpoint {
        let cosigned = self.cosigned.read().unwrap_or_else(PoisonError::into_inner);
        let known = cosigned.iter().find(|known| known.checkpoint() == head.checkpoint());
        known.map_or_else(|| head.clone(), |known| (**known).clone())
    }

    pub(super) fn keep_cosigned(&self, signed: &Arc<SignedCheckpoint>) {
        let mut cosigned = self.cosigned.write().unwrap_or_else(PoisonError::into_inner);
        cosigned.retain(|known| known.checkpoint() != signed.checkpoint());
        cosigned.push(signed.clone());
        if cosigned.len() > COSIGNED_KEPT {
            cosigned.remove(0);
        }
    }

    pub(super) fn set_cosigned_head(&self, signed: SignedCheckpoint) {
        let signed = Arc::new(signed);
        *self.head.write().unwrap_or_else(PoisonError::into_inner) = Some(signed.clone());
        self.keep_cosigned(&signed);
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Option<DiskLog>> {
        // A panic within a step leaves nothing here, so the next one opens the record anew.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the process takes no more entries, if it does not.
    pub fn halted(&self) -> Option<String> {
        self.stopped().or_else(|| self.halted.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    pub(crate) fn stopped(&self) -> Option<String> {
        self.stopped.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops the record for as long as the node is open: others hold what contradicts it.
    pub(crate) fn stop(&self, reason: &str) {
        tracing::error!(record = self.origin, reason, "the record was stopped");
        *self.stopped.write().unwrap_or_else(PoisonError::into_inner) = Some(reason.to_owned());
    }

    pub(super) fn halt(&self, reason: Option<String>) {
        *self.halted.write().unwrap_or_else(PoisonError::into_inner) = reason;
    }
}

/// What the records of a node share.
#[derive(Debug)]
pub(crate) struct Sequencer {
    pub(super) directory: PathBuf,
    lock: Mutex<Option<Arc<LockDatabase>>>,
}

impl Sequencer {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self { directory, lock: Mutex::default() }
    }

    pub(super) fn lock(&self) -> Result<Arc<LockDatabase>, LockError> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = &*lock {
            return Ok(lock.clone());
        }
        let opened = Arc::new(LockDatabase::open(&self.directory.join(LOCK_FILE))?);
        Ok(lock.insert(opened).clone())
    }

    pub(super) fn close(&self) {
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(crate) fn key_path(&self, record: &Record) -> PathBuf {
        self.directory.join(&record.key_file)
    }
}
