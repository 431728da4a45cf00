//! The node's side of a record: files, heads, keys and receipts for whoever asks.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use maru_forum::{EntryNumber, Reading};
use maru_record::tile::{CHECKPOINT_PATH, read_cut};
use maru_record::{
    Algorithm, Digest, Locator, NoteSignature, Proof, SignedCheckpoint, SourceError, Tile, TileError,
    TileReader, TileSource, VerifierKey, Write, addenda, tree,
};

use super::Record;
use super::files::{Files as _, Folder, Tiles};
use super::key;
use super::proven::published_tile;
use crate::database;
use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::node::Node;
use crate::scrub::finding::{Damaged, Finding};
use crate::shared::Shared;

/// How often a tile is looked for while the head moves on under the reader.
const ATTEMPTS: usize = 4;

/// The receipt of an entry: proof that it is in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryReceipt {
    /// The entry's number.
    pub index: u64,
    /// How many entries the checkpoint covers.
    pub size: u64,
    /// The entry's bytes, which both files hold too.
    pub entry: Vec<u8>,
    /// The `.tlog-proof` file with every signature.
    pub full: Vec<u8>,
    /// The same without post-quantum signatures, which are long.
    pub compact: Vec<u8>,
    /// What to print as a code.
    pub locator: Locator,
}

/// By process: what pages and the API ask for.
impl Node {
    /// Brings a record up to date, now: for commands that run without a publishing server.
    pub fn publish_record(&self, process: &ProcessHandle) -> Result<(), StoreError> {
        self.publish(&process.record)
    }

    /// The bytes of a published file: `checkpoint`, `tile/…`, `addenda/…`, `addenda.v1`. Nothing for any other path.
    pub fn record_file(&self, process: &ProcessHandle, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.file_of(&process.record, path)
    }

    /// The published files of a process, as any stranger reads them.
    pub fn published_files<'a>(&'a self, process: &'a ProcessHandle) -> impl TileSource + 'a {
        Published { shared: self.shared(), record: &process.record }
    }

    /// A file in the node's folder that has no name and is gone when it is closed: for what is too large to be made in memory.
    pub fn scratch(&self) -> Result<std::fs::File, StoreError> {
        tempfile::tempfile_in(self.directory()).map_err(StoreError::file(self.directory()))
    }

    /// The head that was published last, with its signatures.
    pub fn checkpoint(&self, process: &ProcessHandle) -> Result<Option<Arc<SignedCheckpoint>>, StoreError> {
        self.shared().checkpoint(&process.record)
    }

    /// The receipt of an entry, once a published head covers it.
    pub fn receipt(
        &self,
        process: &ProcessHandle,
        number: EntryNumber,
    ) -> Result<Option<EntryReceipt>, StoreError> {
        self.shared().receipt(&process.record, number.0)
    }

    /// Adds lines by witnesses, which the caller has verified, to this head; false if another one is published by now.
    /// Receipts carry the lines all the same.
    pub fn add_cosignatures(
        &self,
        process: &ProcessHandle,
        head: &SignedCheckpoint,
        lines: Vec<NoteSignature>,
    ) -> Result<bool, StoreError> {
        self.shared().add_cosignatures(&process.record, head, lines)
    }

    /// The key that every verifier of the record needs, as a vkey.
    pub fn verifier_key(&self, process: &ProcessHandle) -> Result<String, StoreError> {
        let keys = self.verifier_keys(process)?;
        let usual = keys.iter().find(|key| key.algorithm() == Algorithm::Ed25519).or(keys.first());
        usual.map(ToString::to_string).ok_or_else(|| StoreError::Record {
            process: process.id().to_string(),
            reason: "it has no key".to_owned(),
        })
    }

    /// All keys that sign the record's heads: the usual one first, then the post-quantum one.
    pub fn verifier_keys(&self, process: &ProcessHandle) -> Result<Vec<VerifierKey>, StoreError> {
        self.shared().verifier_keys(&process.record)
    }

    /// The folder that holds `checkpoint` and `tile/` as they are published.
    pub fn record_folder(&self, process: &ProcessHandle) -> PathBuf {
        self.directory().join(process.record.place.prefix.trim_end_matches('/'))
    }

    /// Stops a process from taking entries and publishing: for whoever learns that others hold a larger head than ours.
    pub fn halt_record(&self, process: &ProcessHandle, reason: &str) {
        process.record.stop(reason);
    }

    /// Why a process takes no more entries, if it does not.
    pub fn record_halted(&self, process: &ProcessHandle) -> Option<String> {
        process.record.halted()
    }
}

/// By record, the node's own one among them.
impl Node {
    /// Brings a record up to date, now.
    pub fn publish(&self, record: &Record) -> Result<(), StoreError> {
        super::publish(self.shared(), record)
    }

    /// The bytes of a published file of a record, as [`Node::record_file`] gives those of a process.
    pub fn file_of(&self, record: &Record, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.shared().record_file(record, path)
    }
}

/// The file beside the checkpoint in which a record shows its verifier keys, one a line, the usual one first. Whoever
/// got a key elsewhere compares; whoever did not trusts it on first sight and remembers it.
const KEYS_FILE: &str = "vkey";

fn keys_text(keys: &[VerifierKey]) -> String {
    let mut text = String::new();
    for key in keys {
        text.push_str(&key.to_string());
        text.push('\n');
    }
    text
}

/// Writes the keys beside the checkpoint, where the folder does not show them yet.
pub(super) fn show_keys(shared: &Shared, record: &Record) -> Result<(), StoreError> {
    let text = keys_text(&record.verifiers.read().unwrap_or_else(PoisonError::into_inner));
    let path = format!("{}{KEYS_FILE}", record.place.prefix);
    let files = Folder::new(&shared.directory);
    let shown = files.read(&path).map_err(StoreError::file(&path))?;
    if shown.is_some_and(|shown| shown == text.as_bytes()) {
        return Ok(());
    }
    files.write(&[Write { path: path.clone(), bytes: text.into_bytes() }]).map_err(StoreError::file(&path))
}

impl Shared {
    pub(crate) fn record_file(&self, record: &Record, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(digest) = addenda::parse_path(path) {
            // By the ledger, so that what was hidden is gone at once, whatever the folder still holds.
            return self.public_content(record, &digest);
        }
        match path {
            CHECKPOINT_PATH => Ok(self.checkpoint(record)?.map(|head| head.to_bytes())),
            KEYS_FILE => Ok(Some(keys_text(&self.verifier_keys(record)?).into_bytes())),
            addenda::MARKER_PATH => Ok(self.checkpoint(record)?.map(|_| Vec::new())),
            _ => path.parse().map_or(Ok(None), |tile| self.tile(record, tile)),
        }
    }

    /// A content of a record, if everyone may read it.
    pub(crate) fn public_content(
        &self,
        record: &Record,
        digest: &Digest,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let shown = self
            .handle_of(record)
            .is_some_and(|process| process.read().ledger.may_read(digest, Reading::Anyone));
        if !shown {
            return Ok(None);
        }
        self.readers.with(|connection| database::content_of(connection, record.number, digest))
    }

    pub(crate) fn checkpoint(&self, record: &Record) -> Result<Option<Arc<SignedCheckpoint>>, StoreError> {
        if let Some(head) = record.head() {
            return Ok(Some(head));
        }
        let path = format!("{}{CHECKPOINT_PATH}", record.place.prefix);
        let bytes = Folder::new(&self.directory).read(&path).map_err(StoreError::file(&path))?;
        let parse = |bytes: Vec<u8>| SignedCheckpoint::parse(&bytes).map(Arc::new);
        bytes.map(parse).transpose().map_err(|error| StoreError::Record {
            process: record.name.clone(),
            reason: format!("{path} is no checkpoint: {error}"),
        })
    }

    /// A tile or bundle as the present head has it, cut to the wanted width.
    fn tile(&self, record: &Record, tile: Tile) -> Result<Option<Vec<u8>>, StoreError> {
        let files = Folder::new(&self.directory);
        let mut missing = TileError::Missing(tile.path());
        for _ in 0..ATTEMPTS {
            let Some(head) = self.checkpoint(record)? else { return Ok(None) };
            match published_tile(&files, &record.place.prefix, tile, head.checkpoint()) {
                // The head may have moved between the reads, and the partial tiles with it.
                Err(error @ (TileError::Missing(_) | TileError::Shape(_))) => missing = error,
                answer => return answer.map_err(|error| broken(record, &error)),
            }
        }
        let damaged = Damaged::File(format!("{}{}", record.place.prefix, tile.path()));
        self.noticed.add(&Finding { record: Some(record.name.clone()), damaged, said: missing.to_string() });
        Err(broken(record, &missing))
    }

    /// The same without a look at whether it fits the head: for whoever compares it with something else.
    pub(crate) fn tile_as_it_lies(&self, record: &Record, tile: Tile) -> Result<Option<Vec<u8>>, StoreError> {
        let files = Folder::new(&self.directory);
        let tiles = Tiles { files: &files, prefix: &record.place.prefix };
        for _ in 0..ATTEMPTS {
            let Some(head) = self.checkpoint(record)? else { return Ok(None) };
            match read_cut(&tiles, tile, head.checkpoint().size) {
                Err(TileError::Missing(_)) => {}
                read => return read.map(Some).map_err(|error| broken(record, &error)),
            }
        }
        Ok(None)
    }

    fn receipt(&self, record: &Record, number: u64) -> Result<Option<EntryReceipt>, StoreError> {
        // A head that witnesses have signed proves more than a later one that they have not.
        let head = record.cosigned(number).map_or_else(|| self.checkpoint(record), |head| Ok(Some(head)))?;
        let Some(head) = head.filter(|head| number < head.checkpoint().size) else { return Ok(None) };
        let size = head.checkpoint().size;
        let reader = TileReader::new(Published { shared: self, record }, size);
        let made = reader.entry(number).and_then(|entry| Ok((entry, reader.inclusion_proof(number)?)));
        let (entry, hashes) = made.map_err(|error| broken(record, &error))?;
        let root = &head.checkpoint().root;
        tree::verify_inclusion(&hashes, number, &tree::leaf_hash(&entry), size, root).map_err(|error| {
            StoreError::Record {
                process: record.name.clone(),
                reason: format!("entry {number} as published is not under the head: {error}"),
            }
        })?;
        let locator = Locator::new(&head.checkpoint().origin, number, &entry);
        let proof = Proof { extra: Some(entry.clone()), index: number, hashes, checkpoint: (*head).clone() };
        let full = proof.to_string().into_bytes();
        let compact = proof.compact().to_string().into_bytes();
        Ok(Some(EntryReceipt { index: number, size, entry, full, compact, locator }))
    }

    pub(crate) fn add_cosignatures(
        &self,
        record: &Record,
        head: &SignedCheckpoint,
        lines: Vec<NoteSignature>,
    ) -> Result<bool, StoreError> {
        // While this is held, no step moves the head.
        let _between_steps = record.log();
        let published = self.checkpoint(record)?;
        let published = published.filter(|published| published.checkpoint() == head.checkpoint());
        let is_published = published.is_some();
        let mut signed = published.map_or_else(|| record.with_known_lines(head), |head| (*head).clone());
        signed.add(lines);
        if !is_published {
            record.keep_cosigned(&Arc::new(signed));
            return Ok(false);
        }
        let path = format!("{}{CHECKPOINT_PATH}", record.place.prefix);
        let write = Write { path: path.clone(), bytes: signed.to_bytes() };
        Folder::new(&self.directory).write(&[write]).map_err(StoreError::file(path))?;
        record.set_cosigned_head(signed);
        Ok(true)
    }

    pub(crate) fn verifier_keys(&self, record: &Record) -> Result<Vec<VerifierKey>, StoreError> {
        let known = record.verifiers.read().unwrap_or_else(PoisonError::into_inner).clone();
        if !known.is_empty() {
            return Ok(known);
        }
        let path = self.sequencer.key_path(record);
        if let Some(keys) = key::load(&path, &record.origin)? {
            return Ok(keys.iter().map(|key| key.verifier().clone()).collect());
        }
        // The keys come into being with the record's first head.
        super::publish(self, record)?;
        Ok(record.verifiers.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

fn broken(record: &Record, error: &TileError) -> StoreError {
    StoreError::Record { process: record.name.clone(), reason: error.to_string() }
}

/// The published files of a record that may grow while they are read.
#[derive(Clone, Copy)]
pub(crate) struct Published<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) record: &'a Record,
}

impl TileSource for Published<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        self.shared
            .record_file(self.record, path)
            .map_err(|error| SourceError { path: path.to_owned(), reason: error.to_string() })
    }
}
