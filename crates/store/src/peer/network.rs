//! The way to other nodes, which whoever serves this one brings along.

use maru_record::addenda;
use maru_record::entry::MAX_ENTRY_BYTES;
use maru_record::note::MAX_NOTE_BYTES;
use maru_record::tile::{CHECKPOINT_PATH, TILE_WIDTH};
use maru_record::{SourceError, TileSource};

/// The largest tile or bundle: as many entries as fit, each as long as may be, led by its length.
const MAX_TILE_BYTES: usize = TILE_WIDTH as usize * (MAX_ENTRY_BYTES + 2);
/// The largest erasable content that is fetched: a draft of 1,500,000 characters, escaped.
const MAX_ADDENDUM_BYTES: usize = 8 * 1024 * 1024;

/// Asks other nodes. Every call ends within a bounded time.
pub trait Network: Send + Sync {
    /// The body at an address, if there is anything; an error if it has more than `most` bytes or nobody answers.
    fn get(&self, url: &str, most: usize) -> Result<Option<Vec<u8>>, String>;

    /// Sends a body; gives the status and the body of the answer, of which at most `most` bytes are read.
    fn post(&self, url: &str, body: &[u8], most: usize) -> Result<(u16, Vec<u8>), String>;

    /// What time it is at an address, in seconds since 1970; nothing if whoever answers does not say.
    fn time(&self, url: &str) -> Result<Option<i64>, String>;
}

/// The files of a record under an address.
pub struct Remote<'a> {
    network: &'a dyn Network,
    prefix: String,
}

impl std::fmt::Debug for Remote<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Remote").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

impl<'a> Remote<'a> {
    /// The record whose files lie under this address.
    pub fn new(network: &'a dyn Network, prefix: impl Into<String>) -> Self {
        Self { network, prefix: prefix.into() }
    }
}

impl TileSource for Remote<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let most = match path {
            CHECKPOINT_PATH => MAX_NOTE_BYTES,
            path if addenda::parse_path(path).is_some() => MAX_ADDENDUM_BYTES,
            _ => MAX_TILE_BYTES,
        };
        let failed = |reason| SourceError { path: path.to_owned(), reason };
        self.network.get(&format!("{}/{path}", self.prefix), most).map_err(failed)
    }
}
