//! What can go wrong between memory and disk.

use std::path::PathBuf;

use maru_forum::{CodecError, Violation};
use maru_record::{Digest, EntryError};
use thiserror::Error;

/// Reading or writing failed; nothing that was answered is lost.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database refused.
    #[error("the database refused: {0}")]
    Database(#[from] rusqlite::Error),
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File { path: PathBuf, error: std::io::Error },
    /// An entry's bytes do not form an entry.
    #[error("entry {number} of process “{process}” is damaged: {error}")]
    Damaged {
        process: String,
        /// Entry number.
        number: u64,
        /// What is wrong with it.
        error: String,
    },
    /// A content's bytes are not those that were written.
    #[error("content {0} is damaged; `maru recover` puts it right from a copy, if there is one")]
    DamagedContent(Digest),
    /// The operating system gave no randomness.
    #[error("the operating system gave no random numbers: {0}")]
    Random(String),
    /// The folder was opened to be read.
    #[error("this node was opened to be read; nothing is signed or published from here")]
    OnlyRead,
    /// A snapshot could not be made.
    #[error("a snapshot could not be made: {0}")]
    Snapshot(String),
    /// The record's files on disk contradict what was signed; see `docs/operate`.
    #[error("the record of “{process}” cannot go on: {reason}")]
    Record {
        process: String,
        /// What contradicts what.
        reason: String,
    },
}

impl StoreError {
    pub(crate) fn damaged(process: &str, number: u64, error: impl std::fmt::Display) -> Self {
        Self::Damaged { process: process.to_owned(), number, error: error.to_string() }
    }

    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |error| Self::File { path, error }
    }
}

/// A data folder could not be opened.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The folder does not exist and was not to be made.
    #[error("there is no node in {0}; `maru init` makes one")]
    Absent(PathBuf),
    /// Another program has it open.
    #[error("{0} is in use by another maru that does not answer here; wait for it to end, or stop it")]
    InUse(PathBuf),
    /// What lies there is not what was written.
    #[error(
        "{path} is damaged ({finding}), and nothing is served from it. `maru recover` puts right what its other copies or a mirror \
         prove; docs/operate/watching.md says what else there is"
    )]
    Damaged {
        /// The folder.
        path: PathBuf,
        /// What was found first.
        finding: String,
    },
    /// The folder was written by a newer Maru.
    #[error(
        "{path} was written by a newer Maru (format {found}; this one, {}, knows formats up to {known}). Nothing was changed: install the \
         version that wrote it or a newer one, or restore a backup that this version made",
        env!("CARGO_PKG_VERSION")
    )]
    Newer {
        /// The folder.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// The folder has an older format that can be brought up to date.
    #[error(
        "{path} has an older format ({found}; this Maru, {}, writes {known}). Nothing was changed: make a backup with the version that wrote it, \
         then run `maru upgrade` (`maru upgrade --dry-run` says what it would do)",
        env!("CARGO_PKG_VERSION")
    )]
    Older {
        /// The folder.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The one that this program writes.
        known: u32,
    },
    /// The folder is too old.
    #[error(
        "{path} has format {found}, and this Maru, {}, reads formats from {oldest} on. Nothing was changed; \
         docs/operate/upgrade.md says which version reads it",
        env!("CARGO_PKG_VERSION")
    )]
    TooOld {
        /// The folder.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The oldest that this program reads.
        oldest: u32,
    },
    /// Something in it could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A command was not carried out.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SubmitError {
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] Violation),
    /// Too much is waiting; nothing was stored, trying again later is safe.
    #[error("the node is busy; nothing was stored, try again in a moment")]
    Busy,
    /// The clock of the machine cannot be believed; nothing was stored.
    #[error("{0}; nothing was stored")]
    Clock(String),
    /// The disk refused; nothing was stored.
    #[error("the node could not store this: {0}; nothing of it was kept")]
    Stopped(String),
}

impl From<StoreError> for SubmitError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.to_string())
    }
}

impl From<EntryError> for SubmitError {
    fn from(error: EntryError) -> Self {
        match error {
            EntryError::TooLong(_) => Self::Refused(Violation::EntryTooLarge),
            other => Self::Stopped(other.to_string()),
        }
    }
}

impl From<CodecError> for SubmitError {
    fn from(error: CodecError) -> Self {
        Self::Stopped(error.to_string())
    }
}
