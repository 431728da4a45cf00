//! The node's side of a record: files, heads, keys and receipts for whoever asks.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use maru_forum::EntryNumber;
use maru_record::tile::{CHECKPOINT_PATH, read_cut};
use maru_record::{
    Algorithm, Checkpoint, Locator, NoteSignature, Proof, SignedCheckpoint, SourceError, Tile, TileError,
    TileReader, TileSource, VerifierKey, Write, addenda,
};

use super::files::{Files, Folder, Tiles};
use super::key;
use super::log::Place;
use crate::database;
use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::node::{Node, Shared};

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

impl Node {
    /// Brings a record up to date, now: for commands that run without a publishing server.
    pub fn publish_record(&self, process: &ProcessHandle) -> Result<(), StoreError> {
        super::publish(self.shared(), process)
    }

    /// The bytes of a published file: `checkpoint`, `tile/…`, `addenda/…`, `addenda.v1`. Nothing for any other path.
    pub fn record_file(&self, process: &ProcessHandle, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(digest) = addenda::parse_path(path) {
            // From the database, so that what was withdrawn is gone at once, whatever the folder still holds.
            let owned = |connection: &_| database::content_of(connection, process.number, &digest);
            return self.shared().readers.with(owned);
        }
        match path {
            CHECKPOINT_PATH => Ok(self.checkpoint(process)?.map(|head| head.to_bytes())),
            KEYS_FILE => Ok(Some(keys_text(&self.verifier_keys(process)?).into_bytes())),
            addenda::MARKER_PATH => Ok(self.checkpoint(process)?.map(|_| Vec::new())),
            _ => path.parse().map_or(Ok(None), |tile| self.shared().tile(process, tile)),
        }
    }

    /// The head that was published last, with its signatures.
    pub fn checkpoint(&self, process: &ProcessHandle) -> Result<Option<Arc<SignedCheckpoint>>, StoreError> {
        self.shared().checkpoint(process)
    }

    /// The receipt of an entry, once a published head covers it.
    pub fn receipt(
        &self,
        process: &ProcessHandle,
        number: EntryNumber,
    ) -> Result<Option<EntryReceipt>, StoreError> {
        let cosigned = process.record.cosigned().filter(|head| number.0 < head.checkpoint().size);
        // A head that witnesses have signed proves more than a later one that they have not.
        let Some(head) = cosigned.map_or_else(|| self.checkpoint(process), |head| Ok(Some(head)))? else {
            return Ok(None);
        };
        let size = head.checkpoint().size;
        if number.0 >= size {
            return Ok(None);
        }
        let reader = TileReader::new(Published { shared: self.shared(), process }, size);
        let made = reader.entry(number.0).and_then(|entry| Ok((entry, reader.inclusion_proof(number.0)?)));
        let (entry, hashes) = made.map_err(|error| broken(process, &error))?;
        let locator = Locator::new(&head.checkpoint().origin, number.0, &entry);
        let proof =
            Proof { extra: Some(entry.clone()), index: number.0, hashes, checkpoint: (*head).clone() };
        let full = proof.to_string().into_bytes();
        let compact = proof.compact().to_string().into_bytes();
        Ok(Some(EntryReceipt { index: number.0, size, entry, full, compact, locator }))
    }

    /// Adds lines by witnesses, which the caller has verified, to this head; false if another one is published by now.
    pub fn add_cosignatures(
        &self,
        process: &ProcessHandle,
        head: &Checkpoint,
        lines: Vec<NoteSignature>,
    ) -> Result<bool, StoreError> {
        // While this is held, no step moves the head.
        let _between_steps = process.record.log();
        let Some(published) = self.checkpoint(process)?.filter(|published| published.checkpoint() == head)
        else {
            return Ok(false);
        };
        let mut signed = (*published).clone();
        signed.add(lines);
        let path = format!("{}{CHECKPOINT_PATH}", Place::of(process.id().as_str()).prefix);
        let write = Write { path: path.clone(), bytes: signed.to_bytes() };
        Folder::new(self.directory()).write(&[write]).map_err(StoreError::file(path))?;
        process.record.set_cosigned(signed);
        Ok(true)
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
        let known = process.record.verifiers.read().unwrap_or_else(PoisonError::into_inner).clone();
        if !known.is_empty() {
            return Ok(known);
        }
        let origin = process.read().origin.clone();
        let path = self.shared().sequencer.key_path(process);
        if let Some(keys) = key::load(&path, &origin)? {
            return Ok(keys.iter().map(|key| key.verifier().clone()).collect());
        }
        // The keys come into being with the record's first head.
        self.publish_record(process)?;
        Ok(process.record.verifiers.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// The folder that holds `checkpoint` and `tile/` as they are published.
    pub fn record_folder(&self, process: &ProcessHandle) -> PathBuf {
        self.directory().join(Place::of(process.id().as_str()).prefix.trim_end_matches('/'))
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
pub(super) fn show_keys(shared: &Shared, process: &ProcessHandle) -> Result<(), StoreError> {
    let text = keys_text(&process.record.verifiers.read().unwrap_or_else(PoisonError::into_inner));
    let path = format!("{}{KEYS_FILE}", Place::of(process.id().as_str()).prefix);
    let files = Folder::new(&shared.directory);
    let shown = files.read(&path).map_err(StoreError::file(&path))?;
    if shown.is_some_and(|shown| shown == text.as_bytes()) {
        return Ok(());
    }
    files.write(&[Write { path: path.clone(), bytes: text.into_bytes() }]).map_err(StoreError::file(&path))
}

impl Shared {
    fn checkpoint(&self, process: &ProcessHandle) -> Result<Option<Arc<SignedCheckpoint>>, StoreError> {
        if let Some(head) = process.record.head() {
            return Ok(Some(head));
        }
        let path = format!("{}{CHECKPOINT_PATH}", Place::of(process.id().as_str()).prefix);
        let bytes = Folder::new(&self.directory).read(&path).map_err(StoreError::file(&path))?;
        let parse = |bytes: Vec<u8>| SignedCheckpoint::parse(&bytes).map(Arc::new);
        bytes.map(parse).transpose().map_err(|error| StoreError::Record {
            process: process.id().to_string(),
            reason: format!("{path} is no checkpoint: {error}"),
        })
    }

    /// A tile or bundle as the present head has it, cut to the wanted width.
    fn tile(&self, process: &ProcessHandle, tile: Tile) -> Result<Option<Vec<u8>>, StoreError> {
        let place = Place::of(process.id().as_str());
        let files = Folder::new(&self.directory);
        let tiles = Tiles { files: &files, prefix: &place.prefix };
        let mut missing = TileError::Missing(tile.path());
        for _ in 0..ATTEMPTS {
            let Some(head) = self.checkpoint(process)? else { return Ok(None) };
            let size = head.checkpoint().size;
            if Tile::at(tile.kind, tile.index, size).is_none_or(|present| present.width < tile.width) {
                return Ok(None);
            }
            match read_cut(&tiles, tile, size) {
                Ok(bytes) => return Ok(Some(bytes)),
                // The head may have moved between the two reads, and the partial tile with it.
                Err(error @ TileError::Missing(_)) => missing = error,
                Err(error) => return Err(broken(process, &error)),
            }
        }
        Err(broken(process, &missing))
    }
}

fn broken(process: &ProcessHandle, error: &TileError) -> StoreError {
    StoreError::Record { process: process.id().to_string(), reason: error.to_string() }
}

/// The tiles of a record that may grow while they are read.
struct Published<'a> {
    shared: &'a Shared,
    process: &'a ProcessHandle,
}

impl TileSource for Published<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let Ok(tile) = path.parse() else { return Ok(None) };
        self.shared
            .tile(self.process, tile)
            .map_err(|error| SourceError { path: path.to_owned(), reason: error.to_string() })
    }
}
