//! Votes as an Apache Parquet file, for those who work with data frames: the columns of `votes.csv` without the date in
//! words, `timestamp` (milliseconds, may be missing), `comment-id`, `voter-id`, `vote`.
//!
//! Written plainly: no compression, no dictionaries, so that the format stays a page of code. Read are the files that
//! others write of such a table: flat columns of whole numbers, plain or by dictionary, uncompressed or Snappy.
//! Format: <https://parquet.apache.org/docs/file-format/> (2026-11-26; the tests read two files that pyarrow 22 wrote).

mod pages;
mod read;
mod thrift;
mod write;

pub use read::read;
pub(crate) use read::{IdOf, read_named};
pub use write::write;

/// Why a Parquet file could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("votes.parquet, byte {at}: {what}")]
pub struct ParquetError {
    /// Where, from the beginning of the file; within a compressed page, from the page's beginning.
    pub at: usize,
    /// A sentence in English without a full stop: what was found, or what was wanted.
    pub what: String,
}

/// What a file begins and ends with.
const MAGIC: &[u8; 4] = b"PAR1";

/// Physical types of a column, by their numbers in `parquet.thrift` (enum `Type`).
const INT32: i64 = 1;
const INT64: i64 = 2;
/// Encodings of values, by their numbers in `parquet.thrift` (enum `Encoding`).
const PLAIN: i64 = 0;
const PLAIN_DICTIONARY: i64 = 2;
const RLE: i64 = 3;
const RLE_DICTIONARY: i64 = 8;
/// Compressions of a page, by their numbers in `parquet.thrift` (enum `CompressionCodec`).
const UNCOMPRESSED: i64 = 0;
const SNAPPY: i64 = 1;
/// Kinds of page, by their numbers in `parquet.thrift` (enum `PageType`).
const DATA_PAGE: i64 = 0;
const DICTIONARY_PAGE: i64 = 2;
const DATA_PAGE_V2: i64 = 3;
/// Whether a column may have gaps.
const REQUIRED: i64 = 0;
const OPTIONAL: i64 = 1;
/// Converted type: whole numbers of 32 bits without a sign.
const UINT_32: i32 = 13;

#[cfg(test)]
mod tests;
