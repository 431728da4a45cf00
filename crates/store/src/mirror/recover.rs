//! Recovery: a record whose entries this node has lost comes back from a mirror, and goes on under its name and its keys.
//!
//! Nothing of the mirror is believed: its copy must be signed by the record's own key, which lies here, and every entry
//! hashes to the signed root. What is here already must be the beginning of it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use maru_record::tile::{Kind, TILE_WIDTH, bundle_entries, read_cut};
use maru_record::{Digest, SourceError, Tile, TileError, TileReader, TileSource, VerifierKey, addenda};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Mirror, PullError, damaged, head, place, standing};
use crate::database::{self, OWN_RECORD, OWN_RECORD_ID};
use crate::error::{OpenError, StoreError, SubmitError};
use crate::node::{Node, Options};
use crate::restored::Restored;
use crate::sequencer::{
    Folder, KEY_FOLDER, LOCK_FILE, Lock as _, LockDatabase, LockError, OWN_KEY_FILE, Place, Tiles, key,
    redaction,
};

/// Folder of the copy that is checked before anything of it is taken over.
const FOLDER: &str = "recovering";
/// Entries that are taken over in one transaction.
const CHUNK: u64 = 4_096;

/// A record whose keys lie in a node's folder: one that can go on here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub origin: String,
    pub keys: Vec<VerifierKey>,
    /// The id of its process; nothing for the node's own record.
    pub process: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovered {
    /// How many entries were here before.
    pub before: u64,
    /// How many there are now.
    pub entries: u64,
    /// How many contents came back with them.
    pub contents: u64,
    /// How many contents that those entries name are not in the copy: nobody may read them, or they are lost.
    pub absent: u64,
}

/// Why a record was not recovered; what was here is untouched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecoverError {
    /// The mirror's copy is not to be had, or is not the record.
    #[error(transparent)]
    Pull(#[from] PullError),
    /// There is nothing to recover.
    #[error("this node holds {ours} entries, and the mirror {theirs}: there is nothing to recover from it")]
    HoldsMore {
        /// Entries here.
        ours: u64,
        /// Entries of the mirror.
        theirs: u64,
    },
    /// What is here is not the beginning of what the mirror has.
    #[error(
        "entry {0} of this node is not entry {0} of the mirror, which this record signed: these are two histories, and nothing was \
         changed. Keep both as evidence"
    )]
    OtherEntry(u64),
    /// The mirror has less than what was signed here.
    #[error(
        "the mirror holds {theirs} entries, but a head over {signed} was signed here: look for a mirror that holds more"
    )]
    SignedMore {
        /// Entries of the mirror.
        theirs: u64,
        /// Entries of the last head in `lock.db`.
        signed: u64,
    },
    /// The lock holds another history.
    #[error(
        "the last head in lock.db is not a part of the mirror's history: these are two histories, and nothing was changed"
    )]
    OtherHead,
    /// The lock could not be read.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The folder could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Writing failed; running it again goes on where this ended.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// This node's own disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The records whose keys lie in a folder: the node's own first.
pub fn kept(directory: &Path) -> Result<Vec<Kept>, StoreError> {
    let mut found = Vec::new();
    if let Some(own) = read_kept(&directory.join(OWN_KEY_FILE), None)? {
        found.push(own);
    }
    let folder = directory.join(KEY_FOLDER);
    let files = match std::fs::read_dir(&folder) {
        Ok(files) => files,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(StoreError::file(folder)(error)),
    };
    let mut paths: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "key")) {
        let id = path.file_stem().map(|id| id.to_string_lossy().into_owned());
        found.extend(read_kept(path, id)?);
    }
    Ok(found)
}

/// Copies the private keys of records from another folder into a node's, readable by their owner alone; a key that is there is never replaced.
pub fn bring_keys(from: &Path, directory: &Path) -> Result<(), StoreError> {
    let own = OWN_KEY_FILE.strip_prefix(KEY_FOLDER).unwrap_or(OWN_KEY_FILE).trim_start_matches('/');
    // Not those of the witness and the mirror: without what they signed before, they could sign a second history of others.
    let mut names = vec![PathBuf::from(own)];
    let files = std::fs::read_dir(from).map_err(StoreError::file(from))?;
    names.extend(files.flatten().filter_map(|file| file.path().file_name().map(PathBuf::from)));
    for name in names.iter().filter(|name| name.extension().is_some_and(|ending| ending == "key")) {
        key::bring(&from.join(name), &directory.join(KEY_FOLDER).join(name))?;
    }
    Ok(())
}

fn read_kept(path: &Path, process: Option<String>) -> Result<Option<Kept>, StoreError> {
    let keys: Vec<_> =
        key::read(path)?.unwrap_or_default().iter().map(|key| key.verifier().clone()).collect();
    let origin = keys.first().map(|key| key.name().to_string());
    Ok(origin.map(|origin| Kept { origin, keys, process }))
}

/// The copy of a record that this folder itself has published: it is signed like any other, and outlives the database.
#[derive(Debug)]
pub struct OwnCopy {
    files: Folder,
    prefix: String,
}

impl OwnCopy {
    /// The copy of a record in its node's folder.
    pub fn of(directory: &Path, record: &Kept) -> Self {
        let place = record.process.as_deref().map_or_else(Place::of_node, Place::of);
        Self { files: Folder::new(directory), prefix: place.prefix }
    }
}

impl TileSource for OwnCopy {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        Tiles { files: &self.files, prefix: &self.prefix }.read(path)
    }
}

/// Whether a copy may end with what was signed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    /// Whoever holds it follows the record: it goes on after it.
    Known,
    /// It is a copy of some day. Its entries come back, and nothing is signed after them before somebody has said what was signed last.
    Unknown,
}

/// Brings a record back from a mirror's copy at `source` into a node's folder that no program has open.
pub fn recover<S: TileSource>(
    directory: &Path,
    source: &S,
    record: &Kept,
    host: &str,
    last: Last,
) -> Result<Recovered, RecoverError> {
    if last == Last::Unknown && Restored::of(directory)?.is_none() {
        Restored::from_copies().mark(directory)?;
    }
    let folder = directory.join(FOLDER);
    let node = Node::open(directory, Options::CREATE)?;
    let pulled = Mirror::new(&folder, host).pull(source, &record.origin, &record.keys, &|| false);
    let recovered = pulled.map_err(RecoverError::from).and_then(|_| {
        let copy = Copy::open(&folder, &record.origin)?;
        let recovered = take_over(&node, &copy, record)?;
        let head = head(&copy.files, &copy.prefix)?;
        if let (Last::Known, Some(head)) = (last, head) {
            // From here on the lock knows what was signed, by the record's own signature under the mirror's head.
            standing::accept(&node, record, Some(&head))?;
        }
        Ok(recovered)
    });
    drop(node);
    // The copy has done its work, or is of no use; another attempt fetches it again.
    let removed = std::fs::remove_dir_all(&folder);
    let recovered = recovered?;
    removed.map_err(StoreError::file(&folder))?;
    if last == Last::Unknown || Restored::of(directory)?.is_some() {
        return Ok(recovered);
    }
    // Opened anew, the state is folded from what is there now; publishing signs on where the lock has stopped.
    let node = Node::open(directory, Options::CREATE)?;
    if node.unasked().is_some() {
        return Ok(recovered);
    }
    let here = node.records().into_iter().find(|here| here.origin() == record.origin);
    if let Some(here) = here {
        node.publish(&here)?;
    }
    Ok(recovered)
}

/// The verified copy.
struct Copy {
    files: Folder,
    prefix: String,
    origin: String,
    size: u64,
}

impl Copy {
    fn open(folder: &Path, origin: &str) -> Result<Self, StoreError> {
        let (files, prefix) = (Folder::new(folder), place(origin));
        let size = head(&files, &prefix)?.map_or(0, |head| head.checkpoint().size);
        Ok(Self { files, prefix, origin: origin.to_owned(), size })
    }

    fn tiles(&self) -> Tiles<'_, Folder> {
        Tiles { files: &self.files, prefix: &self.prefix }
    }

    fn root_at(&self, size: u64) -> Result<Digest, StoreError> {
        TileReader::new(self.tiles(), self.size).root_at(size).map_err(|error| damaged(&self.origin, &error))
    }

    fn content(&self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let path = addenda::path(digest);
        let content = self.tiles().read(&path).map_err(|error| damaged(&self.origin, &error.into()))?;
        Ok(content.filter(|content| Digest::of(content) == *digest))
    }

    /// The entries of one bundle, as far as they are in a range.
    fn entries(&self, range: &Range<u64>) -> Result<Vec<Vec<u8>>, StoreError> {
        let width = u64::from(TILE_WIDTH);
        let mut entries = Vec::new();
        for index in range.start / width..range.end.div_ceil(width) {
            let first = index * width;
            let missing = TileError::OutOfRange { index: first, size: self.size };
            let tile = Tile::at(Kind::Entries, index, self.size).ok_or(missing);
            let bytes = tile
                .and_then(|tile| read_cut(&self.tiles(), tile, self.size))
                .map_err(|error| damaged(&self.origin, &error))?;
            let numbered = (first..).zip(bundle_entries(&bytes).flatten());
            entries.extend(
                numbered.filter(|(number, _)| range.contains(number)).map(|(_, entry)| entry.to_vec()),
            );
        }
        Ok(entries)
    }
}

fn chunks(range: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let end = range.end;
    range.step_by(CHUNK as usize).map(move |start| start..end.min(start + CHUNK))
}

fn take_over(node: &Node, copy: &Copy, record: &Kept) -> Result<Recovered, RecoverError> {
    refuse_other_head(node.directory(), copy)?;
    let id = record.process.clone().unwrap_or_else(|| OWN_RECORD_ID.to_owned());
    let number = node.shared().readers.with(|connection| number_of(connection, &id))?;
    let before = match number {
        Some(number) => node.shared().readers.with(|connection| database::entry_count(connection, number))?,
        None => 0,
    };
    if before > copy.size {
        return Err(RecoverError::HoldsMore { ours: before, theirs: copy.size });
    }
    if let Some(number) = number {
        for range in chunks(0..before) {
            let (theirs, first) = (copy.entries(&range)?, range.start);
            let ours =
                node.shared().readers.with(|connection| database::entries(connection, number, range))?;
            if let Some(place) = ours.iter().zip(&theirs).position(|(ours, theirs)| ours != theirs) {
                return Err(RecoverError::OtherEntry(first + place as u64));
            }
        }
    }
    let (mut contents, mut absent) = (0, 0);
    for range in chunks(before..copy.size) {
        let (came, did_not) = append(node, copy, &id, range)?;
        (contents, absent) = (contents + came, absent + did_not);
    }
    Ok(Recovered { before, entries: copy.size, contents, absent })
}

/// What the lock says was signed last must be a part of what comes back.
fn refuse_other_head(directory: &Path, copy: &Copy) -> Result<(), RecoverError> {
    let path = directory.join(LOCK_FILE);
    if !path.is_file() {
        return Ok(());
    }
    let Some(locked) = LockDatabase::open(&path)?.fetch(&copy.origin)? else { return Ok(()) };
    if locked.head.size > copy.size {
        return Err(RecoverError::SignedMore { theirs: copy.size, signed: locked.head.size });
    }
    if copy.root_at(locked.head.size)? == locked.head.root { Ok(()) } else { Err(RecoverError::OtherHead) }
}

pub(super) fn number_of(connection: &Connection, id: &str) -> Result<Option<i64>, StoreError> {
    let ask = "SELECT number FROM process WHERE id = ?1";
    Ok(connection.query_row(ask, [id], |row| row.get(0)).optional()?)
}

/// Appends some entries with their contents, in one transaction; gives how many contents came with them, and how many did not.
fn append(node: &Node, copy: &Copy, id: &str, range: Range<u64>) -> Result<(u64, u64), RecoverError> {
    let entries = copy.entries(&range)?;
    let (mut contents, mut absent) = (Vec::new(), 0);
    for entry in &entries {
        for digest in addenda::digests(entry).unwrap_or_default() {
            match copy.content(&digest)? {
                Some(content) => contents.push((digest, content)),
                None => absent += 1,
            }
        }
    }
    let count = (contents.len() as u64, absent);
    let id = id.to_owned();
    let work = move |connection: &Connection| {
        let number = number_for(connection, &id)?;
        let mut insert =
            connection.prepare_cached("INSERT INTO entry (process, number, bytes) VALUES (?1, ?2, ?3)")?;
        for (place, bytes) in (range.start..).zip(&entries) {
            insert.execute(params![number, place as i64, bytes])?;
        }
        let mut keep = connection.prepare_cached(
            "INSERT INTO content (digest, process, object) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?;
        for (digest, content) in &contents {
            keep.execute(params![&digest.0[..], number, content])?;
        }
        entries
            .iter()
            .filter_map(|entry| redaction::withdrawn(entry))
            .try_for_each(|target| erase(connection, number, target))
    };
    node.private(work)?;
    Ok(count)
}

/// Erases what a redaction that came back withdraws: it may have been here all the time.
fn erase(connection: &Connection, process: i64, target: u64) -> Result<(), StoreError> {
    for entry in database::entries(connection, process, target..target + 1)? {
        for digest in addenda::digests(&entry).unwrap_or_default() {
            connection.execute("DELETE FROM content WHERE digest = ?1", [&digest.0[..]])?;
        }
    }
    Ok(())
}

/// The number of a record's process, which gets one if it has none.
fn number_for(connection: &Connection, id: &str) -> Result<i64, StoreError> {
    if let Some(number) = number_of(connection, id)? {
        return Ok(number);
    }
    let number = if id == OWN_RECORD_ID {
        OWN_RECORD
    } else {
        1 + connection
            .query_row("SELECT coalesce(max(number), 0) FROM process", [], |row| row.get::<_, i64>(0))?
    };
    connection.execute("INSERT INTO process (number, id) VALUES (?1, ?2)", params![number, id])?;
    Ok(number)
}
