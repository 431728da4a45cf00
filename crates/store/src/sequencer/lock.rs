//! The lock database: the last head of each record, which is never set back.
//!
//! A head counts as given out once it stands here. The file is small, apart from the node's database, and must never
//! be restored from a backup: an old one would let the record sign a second history.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use maru_record::{Checkpoint, Digest, SignedCheckpoint};
use rusqlite::{Connection, OptionalExtension, params};

use crate::private;

/// Why the lock did not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the lock database: {0}")]
pub struct LockError(pub String);

impl From<rusqlite::Error> for LockError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

/// A head as the lock holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Which record, how many entries, which root.
    pub head: Checkpoint,
    /// The signed checkpoint, as it is to be published.
    pub note: Vec<u8>,
}

impl Locked {
    /// The head of a checkpoint that was just signed.
    pub fn new(signed: &SignedCheckpoint) -> Self {
        Self { head: signed.checkpoint().clone(), note: signed.to_bytes() }
    }
}

/// Where the last head of each record is kept. After an error nobody knows whether the change was stored.
pub trait Lock {
    /// The last head of a record, if there is one.
    fn fetch(&self, origin: &str) -> Result<Option<Locked>, LockError>;
    /// Stores the first head of a record; false if there is one already.
    fn create(&self, first: &Locked) -> Result<bool, LockError>;
    /// Stores a head in place of exactly this older one; false if another stands there.
    fn swap(&self, old: &Locked, new: &Locked) -> Result<bool, LockError>;
}

impl<L: Lock + ?Sized> Lock for Arc<L> {
    fn fetch(&self, origin: &str) -> Result<Option<Locked>, LockError> {
        (**self).fetch(origin)
    }

    fn create(&self, first: &Locked) -> Result<bool, LockError> {
        (**self).create(first)
    }

    fn swap(&self, old: &Locked, new: &Locked) -> Result<bool, LockError> {
        (**self).swap(old, new)
    }
}

impl<L: Lock + ?Sized> Lock for &L {
    fn fetch(&self, origin: &str) -> Result<Option<Locked>, LockError> {
        (**self).fetch(origin)
    }

    fn create(&self, first: &Locked) -> Result<bool, LockError> {
        (**self).create(first)
    }

    fn swap(&self, old: &Locked, new: &Locked) -> Result<bool, LockError> {
        (**self).swap(old, new)
    }
}

/// The lock in a SQLite file of its own.
#[derive(Debug)]
pub struct LockDatabase(Mutex<Connection>);

impl LockDatabase {
    /// Opens the file; an absent one is made.
    pub fn open(path: &Path) -> Result<Self, LockError> {
        private::make_file(path).map_err(|error| LockError(format!("{}: {error}", path.display())))?;
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;
             CREATE TABLE IF NOT EXISTS log (
                 origin     TEXT PRIMARY KEY,
                 size       INTEGER NOT NULL,
                 root       BLOB NOT NULL,
                 checkpoint BLOB NOT NULL
             ) STRICT, WITHOUT ROWID;",
        )?;
        Ok(Self(Mutex::new(connection)))
    }

    fn with<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, LockError> {
        Ok(ask(&self.0.lock().unwrap_or_else(PoisonError::into_inner))?)
    }
}

impl Lock for LockDatabase {
    fn fetch(&self, origin: &str) -> Result<Option<Locked>, LockError> {
        self.with(|connection| {
            let mut ask =
                connection.prepare_cached("SELECT size, root, checkpoint FROM log WHERE origin = ?1")?;
            ask.query_row([origin], |row| {
                let head = Checkpoint {
                    origin: origin.to_owned(),
                    size: row.get::<_, i64>(0)? as u64,
                    root: Digest(row.get(1)?),
                };
                Ok(Locked { head, note: row.get(2)? })
            })
            .optional()
        })
    }

    fn create(&self, first: &Locked) -> Result<bool, LockError> {
        let Locked { head, note } = first;
        self.with(|connection| {
            let stored = connection.execute(
                "INSERT INTO log (origin, size, root, checkpoint) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                params![head.origin, head.size as i64, &head.root.0[..], note],
            )?;
            Ok(stored == 1)
        })
    }

    fn swap(&self, old: &Locked, new: &Locked) -> Result<bool, LockError> {
        let Locked { head, note } = new;
        self.with(|connection| {
            let mut change = connection.prepare_cached(
                "UPDATE log SET size = ?1, root = ?2, checkpoint = ?3
                 WHERE origin = ?4 AND size = ?5 AND root = ?6 AND checkpoint = ?7",
            )?;
            let before = params![
                head.size as i64,
                &head.root.0[..],
                note,
                old.head.origin,
                old.head.size as i64,
                &old.head.root.0[..],
                old.note,
            ];
            Ok(change.execute(before)? == 1)
        })
    }
}
