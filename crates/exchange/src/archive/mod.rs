//! A whole process in one file: its record as published, the words that anyone may read, and the same as texts, attachments and tables.
//!
//! The file is a tar that any program unpacks, and a function of the published record alone: the same head and the same words give the
//! same bytes. So whoever reads it makes it again from its own record, and what is not the same to the byte is found. What the format
//! holds stands in `docs/record.md`, “Archives”.

mod kinds;
mod publication;
mod read;
mod table;
mod tables;
mod tar;
mod write;

use maru_record::{NoteError, SourceError, TileError};

pub use publication::Publication;
pub use read::{ArchiveCheck, ProcessArchive};
pub use write::{WrittenArchive, write_archive};

/// What the first file of an archive names as its format.
pub(crate) const FORMAT: &str = "maru-archive";
/// The version of that format: files, their names and their order.
pub(crate) const FORMAT_VERSION: i64 = 1;
/// The version of what texts, attachments and tables hold. One that a reader does not know is not checked, and said to be so.
pub(crate) const TABLES_VERSION: i64 = 4;

/// The first file: what this is.
pub(crate) const ABOUT: &str = "archive.json";
/// Under which the record lies as it is published.
pub(crate) const RECORD: &str = "record/";
/// The last file: the digest of each other one, as `sha256sum -c` reads it.
pub(crate) const SUMS: &str = "SHA256SUMS";
/// The keys of a record, beside its head.
pub(crate) const KEYS: &str = "vkey";

/// The largest file within an archive, in bytes.
const MEMBER_LIMIT: u64 = 1 << 30;
/// The most files in an archive: those of a million votes are some ten thousand, and each text of a person is one.
const MEMBERS: usize = 4_000_000;

/// Why there is no archive, or none that is what it says.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The file could not be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Something else than an archive.
    #[error("this is no archive of a process: {0}")]
    Foreign(String),
    /// It ends too early.
    #[error("the archive is cut off: it ends at byte {at}, {within}")]
    Cut {
        at: u64,
        /// Where that is.
        within: String,
    },
    /// It holds something else than its record gives.
    #[error("the archive was altered: {file} {what}")]
    Altered {
        /// The file within the archive.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// It has more than whoever reads it takes.
    #[error("the archive is too large: {0}")]
    TooLarge(String),
    /// A later program wrote it.
    #[error("the archive is of format version {0}, and this program reads version {FORMAT_VERSION}")]
    Later(i64),
    /// The record has no head yet.
    #[error("nothing is published of this record yet")]
    Unpublished,
    /// The head is not signed by the keys beside it.
    #[error("the head of the record is not signed by the keys beside it: {0}")]
    Unsigned(NoteError),
    /// Not the record of a process.
    #[error("this is not the record of a process: {0}")]
    NotAProcess(String),
    /// The files of the record do not fit its head.
    #[error("the record does not fit its head: {0}")]
    Record(#[from] TileError),
}

impl From<SourceError> for ArchiveError {
    fn from(error: SourceError) -> Self {
        Self::Record(error.into())
    }
}

impl ArchiveError {
    fn altered(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Altered { file: file.into(), what: what.into() }
    }
}
