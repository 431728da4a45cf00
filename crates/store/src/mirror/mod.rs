//! Copies of other nodes' records: pulled, verified entry by entry, cosigned and served as tlog-tiles.
//!
//! A copy lies under `mirror/<hex sha256 of the origin>/`. Its head bears the record's own signatures and the mirror's, which
//! means: all of it lies here, durably, and no words that nobody may read by the record itself.

mod folded;
mod pull;
mod recover;
mod standing;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use maru_record::tile::CHECKPOINT_PATH;
use maru_record::witness::monitoring_path;
use maru_record::{Checkpoint, Digest, SignedCheckpoint, TileError, VerifierKey, addenda};

pub use pull::{PullError, Pulled};
pub use recover::{Kept, OwnCopy, RecoverError, Recovered, bring_keys, kept, recover};
pub use standing::{Known, Standing, accept, compare, release, standings};

use self::folded::Folded;
use crate::error::StoreError;
use crate::folder::{bytes_under, free_bytes};
use crate::peer::RoleKeys;
use crate::sequencer::{Files as _, Folder, published_tile};

/// Folder of the copies.
const FOLDER: &str = "mirror";
/// The file beside a copy's head that shows the record's keys, one a line.
const KEYS_FILE: &str = "vkey";

/// Bytes of the disk that copies of others' records leave to the node's own.
const SPARED: u64 = 1_000_000_000;

/// Entries of all records whose meaning is kept in memory between two pulls, which takes some 30 bytes each; what would be more
/// is read anew.
const FOLDED_ENTRIES: u64 = 4_000_000;

/// A copy by the name of its folder, with the head that the record signed, or with why nothing of it is given away.
pub type CopyHead = (String, Result<SignedCheckpoint, StoreError>);

/// The mirror of one node's folder.
#[derive(Debug, Clone)]
pub struct Mirror {
    directory: PathBuf,
    keys: RoleKeys,
    /// What the copies mean, each under the head up to which it was folded.
    folded: Arc<Mutex<BTreeMap<String, (Checkpoint, Folded)>>>,
    /// How many bytes one pull may write.
    room: u64,
}

impl Mirror {
    /// The mirror of a folder; `host` names its keys where it has none yet.
    pub fn new(directory: &Path, host: &str) -> Self {
        Self {
            directory: directory.to_owned(),
            keys: RoleKeys::mirror(directory, host),
            folded: Arc::default(),
            room: u64::MAX,
        }
    }

    /// What a copy means, if it was folded up to this head.
    fn take_folded(&self, head: &Checkpoint) -> Option<Folded> {
        let mut folded = self.folded.lock().unwrap_or_else(PoisonError::into_inner);
        folded.remove(&head.origin).filter(|(known, _)| known == head).map(|(_, folded)| folded)
    }

    fn keep_folded(&self, head: &Checkpoint, new: Folded) {
        let mut folded = self.folded.lock().unwrap_or_else(PoisonError::into_inner);
        let kept: u64 = folded.values().map(|(known, _)| known.size).sum();
        if kept.saturating_add(head.size) <= FOLDED_ENTRIES {
            folded.insert(head.origin.clone(), (head.clone(), new));
        }
    }

    /// The same, where a pull writes at most so many bytes.
    #[must_use]
    pub fn with_room(self, room: u64) -> Self {
        Self { room, ..self }
    }

    /// The same, where a pull writes at most what is left of a share of the disk after so many bytes, and what the disk can spare.
    #[must_use]
    pub fn with_share(self, share: u64, used: u64) -> Self {
        let free = free_bytes(&self.directory).map_or(u64::MAX, |free| free.saturating_sub(SPARED));
        self.with_room(share.saturating_sub(used).min(free))
    }

    /// How many bytes a pull may write.
    pub fn room(&self) -> u64 {
        self.room
    }

    /// How many bytes the copy of a record takes.
    pub fn bytes_of(&self, origin: &str) -> u64 {
        bytes_under(&self.directory.join(place(origin)))
    }

    /// The keys by which others check its cosignatures.
    pub fn verifier_keys(&self) -> Result<Vec<VerifierKey>, StoreError> {
        self.keys.verifiers()
    }

    /// The origins of the records that it has copies of. One whose head cannot be read is no copy that anybody could be sent to.
    pub fn origins(&self) -> Result<Vec<String>, StoreError> {
        let files = Folder::new(&self.directory);
        let heads =
            Self::prefixes(&self.directory)?.into_iter().filter_map(|prefix| head(&files, &prefix).ok()?);
        let mut origins: Vec<_> = heads.map(|head| head.checkpoint().origin.clone()).collect();
        origins.sort();
        Ok(origins)
    }

    /// The heads of all copies: one that is damaged says nothing against the others. A copy that has begun and has no head yet is none.
    pub fn heads(&self) -> Result<Vec<CopyHead>, StoreError> {
        let files = Folder::new(&self.directory);
        let name =
            |prefix: &str| prefix.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let heads = Self::prefixes(&self.directory)?.into_iter();
        let heads =
            heads.filter_map(|prefix| Some((name(&prefix), sound_head(&files, &prefix).transpose()?)));
        Ok(heads.collect())
    }

    /// The keys under which a record's copy was begun; they never change.
    pub fn pinned(&self, origin: &str) -> Result<Option<Vec<VerifierKey>>, StoreError> {
        let path = format!("{}{KEYS_FILE}", place(origin));
        let bytes = Folder::new(&self.directory).read(&path).map_err(StoreError::file(&path))?;
        let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(text.map(|text| text.lines().filter_map(|line| line.parse().ok()).collect()))
    }

    /// In front of the paths of each copy's files, under a node's folder.
    pub(crate) fn prefixes(directory: &Path) -> Result<Vec<String>, StoreError> {
        let folder = directory.join(FOLDER);
        let found = match fs::read_dir(&folder) {
            Ok(found) => found,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StoreError::file(folder)(error)),
        };
        // Beside the copies lie their locks, and what was kept as evidence.
        let names = found.flatten().filter_map(|found| found.file_name().to_str()?.parse::<Digest>().ok());
        let mut prefixes: Vec<_> = names.map(|name| format!("{FOLDER}/{name}/")).collect();
        prefixes.sort();
        Ok(prefixes)
    }

    /// The bytes of a file of the copy that is named by the hash of its origin, as far as they fit what was signed; nothing for any other
    /// path.
    pub fn file(&self, copy: &str, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Ok(name) = copy.parse::<Digest>() else { return Ok(None) };
        let prefix = format!("{FOLDER}/{name}/");
        let files = Folder::new(&self.directory);
        // A text is the one that it is named by, whatever was signed: by far the most files need no look at a signature.
        if let Some(digest) = addenda::parse_path(path) {
            let Some(head) = head(&files, &prefix)? else { return Ok(None) };
            let path = format!("{prefix}{path}");
            let bytes = files.read(&path).map_err(StoreError::file(&path))?;
            return match bytes {
                Some(bytes) if Digest::of(&bytes) != digest => Err(changed(&head.checkpoint().origin, &path)),
                bytes => Ok(bytes),
            };
        }
        let Some(head) = sound_head(&files, &prefix)? else { return Ok(None) };
        match path {
            CHECKPOINT_PATH => return Ok(Some(head.to_bytes())),
            // By them the head was checked just now.
            KEYS_FILE => return files.read(&format!("{prefix}{path}")).map_err(StoreError::file(path)),
            addenda::MARKER_PATH => return Ok(Some(Vec::new())),
            _ => {}
        }
        let Ok(tile) = path.parse() else { return Ok(None) };
        published_tile(&files, &prefix, tile, head.checkpoint())
            .map_err(|error| damaged(&head.checkpoint().origin, &error))
    }
}

/// The place of a record's copy under a folder.
fn place(origin: &str) -> String {
    format!("{FOLDER}/{}/", monitoring_path(origin))
}

/// The head of a copy, if there is one.
fn head(files: &Folder, prefix: &str) -> Result<Option<SignedCheckpoint>, StoreError> {
    let path = format!("{prefix}{CHECKPOINT_PATH}");
    let Some(bytes) = files.read(&path).map_err(StoreError::file(&path))? else { return Ok(None) };
    let parsed = SignedCheckpoint::parse(&bytes).map(Some);
    parsed.map_err(|error| StoreError::Record {
        process: path,
        reason: format!("its copy is damaged: {error}"),
    })
}

/// The same, if it is what the record signed, by the keys under which the copy was begun.
pub(crate) fn sound_head(files: &Folder, prefix: &str) -> Result<Option<SignedCheckpoint>, StoreError> {
    let Some(signed) = head(files, prefix)? else { return Ok(None) };
    let path = format!("{prefix}{KEYS_FILE}");
    let keys = files.read(&path).map_err(StoreError::file(&path))?.unwrap_or_default();
    let keys = String::from_utf8(keys).unwrap_or_default();
    let keys: Option<Vec<VerifierKey>> = keys.lines().map(|line| line.parse().ok()).collect();
    let keys = keys.filter(|keys| !keys.is_empty());
    match keys {
        Some(keys) if signed.verify_kinds(&keys).is_ok() => Ok(Some(signed)),
        _ => Err(changed(
            &signed.checkpoint().origin,
            &format!("{prefix}{CHECKPOINT_PATH} (or {KEYS_FILE} beside it)"),
        )),
    }
}

fn changed(origin: &str, path: &str) -> StoreError {
    let reason = format!("its copy is damaged: {path}: its bytes have changed");
    StoreError::Record { process: origin.to_owned(), reason }
}

fn damaged(origin: &str, error: &TileError) -> StoreError {
    StoreError::Record { process: origin.to_owned(), reason: format!("its copy is damaged: {error}") }
}
