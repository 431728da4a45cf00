//! One record's steps from head to head: stage, swap the lock, apply, publish; and the way back to a whole folder after
//! any interruption, by the same code.
//!
//! The truth is the table of entries, which is durable before anyone is answered. A step takes some of what is in the
//! table and not yet in the record. Its order is what keeps two heads from ever contradicting each other:
//!
//! 1. erasable content is written (it is found by its digest only, and harmless before an entry names it);
//! 2. the staging file says all that will change on disk;
//! 3. the lock swaps the old head for the new one: from here on the step has been taken;
//! 4. tiles are written, then the checkpoint; then what is obsolete or withdrawn is removed, the staging file last.
//!
//! Whatever fails, the log is dropped and opened again, and opening finishes what the lock says was begun.

use std::ops::Range;

use maru_record::tile::{CHECKPOINT_PATH, Kind, TILE_WIDTH, bundle_entries, read_cut, tile_hashes};
use maru_record::{
    Checkpoint, Digest, Edge, SignedCheckpoint, SignerKey, Tile, TileError, TileReader, Write, addenda, tree,
};

use super::files::{Files, Tiles};
use super::lock::{Lock, LockError, Locked};
use super::staging::Staging;

/// Most entries that one step takes, so that a large import needs little memory.
pub const STEP_LIMIT: u64 = 8_192;

/// Why a record does not go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// What is stored contradicts what was signed. Trying again does not help; a person must look.
    #[error("{0}")]
    Refused(String),
    /// Something failed that may succeed later. Nothing is lost.
    #[error("{0}")]
    Failed(String),
}

impl From<LockError> for LogError {
    fn from(error: LockError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<std::io::Error> for LogError {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// The durable entries of a process, and the content that they name.
pub trait Entries {
    /// How many entries there are.
    fn count(&self) -> Result<u64, LogError>;
    /// The bytes of the entries in a range.
    fn entries(&self, range: Range<u64>) -> Result<Vec<Vec<u8>>, LogError>;
    /// The entries whose content is not shown: withdrawn, rejected or waiting for a moderator.
    fn hidden(&self) -> Result<Vec<u64>, LogError>;
    /// The entries whose content stands as that of an entry does, that one first.
    fn standing_with(&self, number: u64) -> Vec<u64>;
    /// An erasable content, if everyone may read it.
    fn content(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError>;
}

/// Where a record's files lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// In front of every published path; ends in a slash.
    pub prefix: String,
    /// The staging file, which must not be under the prefix: it is nobody's business.
    pub staging: String,
}

impl Place {
    /// The place of a process's record under a node's folder.
    pub fn of(process: &str) -> Self {
        Self { prefix: format!("record/{process}/"), staging: format!("staging/{process}") }
    }

    /// The place of the node's own record; no process can be called so.
    pub(crate) fn of_node() -> Self {
        Self { prefix: "node/".to_owned(), staging: "staging/node.own".to_owned() }
    }

    fn path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }
}

/// A record, ready for its next step. An error ends its life; opening it anew recovers.
#[derive(Debug)]
pub struct Log<F, L> {
    files: F,
    lock: L,
    place: Place,
    keys: Vec<SignerKey>,
    edge: Edge,
    locked: Locked,
}

/// What some entries change on disk.
struct Step {
    writes: Vec<Write>,
    removals: Vec<String>,
}

impl<F: Files, L: Lock> Log<F, L> {
    /// Opens a record, or begins it; finishes a step that was interrupted; refuses what contradicts the lock.
    pub fn open<E: Entries>(
        files: F,
        lock: L,
        place: Place,
        origin: &str,
        keys: Vec<SignerKey>,
        (entries, time): (&E, u64),
    ) -> Result<Self, LogError> {
        let published = read_head(&files, &place)?;
        let locked = match lock.fetch(origin)? {
            Some(locked) => locked,
            None => begin(&lock, origin, published.as_ref(), &keys, time)?,
        };
        let mut log = Self { files, lock, place, keys, edge: Edge::new(), locked };
        log.refuse_contradictions(published.as_ref(), entries)?;
        log.catch_up(published.as_ref(), entries)?;
        log.sweep(entries)?;
        log.edge = log.checked_edge(entries)?;
        Ok(log)
    }

    /// The head that was published last.
    pub fn locked(&self) -> &Locked {
        &self.locked
    }

    /// Publishes all entries that are not yet in the record; `seen` is told of each new head.
    pub fn publish<E: Entries>(
        mut self,
        entries: &E,
        time: u64,
        mut seen: impl FnMut(&Locked),
    ) -> Result<Self, LogError> {
        let count = entries.count()?;
        if count < self.edge.size() {
            return Err(self.shorter(count));
        }
        while self.edge.size() < count {
            self.step(entries, count, time, &mut seen)?;
        }
        Ok(self)
    }

    fn step<E: Entries>(
        &mut self,
        entries: &E,
        count: u64,
        time: u64,
        seen: &mut impl FnMut(&Locked),
    ) -> Result<(), LogError> {
        let from = self.edge.size();
        let mut edge = self.edge.clone();
        let Step { writes, removals } = self.grow(&mut edge, count, entries)?;
        let head =
            Checkpoint { origin: self.locked.head.origin.clone(), size: edge.size(), root: edge.root() };
        let staging = Staging { from, head: head.clone(), writes, removals };
        self.files.write(&[Write { path: self.place.staging.clone(), bytes: staging.encode() }])?;
        let new = sign(head, &self.keys, time)?;
        if !self.lock.swap(&self.locked, &new)? {
            return Err(LogError::Failed("another program has moved the record's head in lock.db".into()));
        }
        self.locked = new;
        self.edge = edge;
        self.apply(&staging, seen)
    }

    /// Appends the next entries to an edge and says what that changes on disk; their content is written at once.
    fn grow<E: Entries>(&self, edge: &mut Edge, count: u64, entries: &E) -> Result<Step, LogError> {
        let range = edge.size()..count.min(edge.size() + STEP_LIMIT);
        let batch = take(entries, range.clone())?;
        let mut contents = Vec::new();
        let mut removals = Vec::new();
        for entry in &batch {
            self.show(entry, entries, &mut contents, &mut Vec::new())?;
            for number in concerned(entry, range.end, entries) {
                for other in take(entries, number..number + 1)? {
                    self.show(&other, entries, &mut contents, &mut removals)?;
                }
            }
        }
        // An entry and what a moderator said of it may come in one step, and name the same file.
        contents.sort_by(|one, other| one.path.cmp(&other.path));
        contents.dedup_by(|one, other| one.path == other.path);
        if !contents.is_empty() {
            self.files.write(&contents)?;
        }
        removals.sort();
        removals.dedup();
        let growth = edge.append(&batch).map_err(|error| LogError::Refused(error.to_string()))?;
        let place = |write: Write| Write { path: self.place.path(&write.path), bytes: write.bytes };
        let mut writes: Vec<_> = growth.writes.into_iter().map(place).collect();
        if range.start == 0 {
            writes.push(Write { path: self.place.path(addenda::MARKER_PATH), bytes: Vec::new() });
        }
        removals.extend(growth.obsolete.iter().map(|path| self.place.path(path)));
        Ok(Step { writes, removals })
    }

    /// The files of what an entry names: written where everyone may read it, else removed.
    fn show<E: Entries>(
        &self,
        entry: &[u8],
        entries: &E,
        contents: &mut Vec<Write>,
        removals: &mut Vec<String>,
    ) -> Result<(), LogError> {
        for digest in addenda::digests(entry).unwrap_or_default() {
            let path = self.place.path(&addenda::path(&digest));
            match entries.content(&digest)? {
                Some(bytes) => contents.push(Write { path, bytes }),
                // What waited for a moderator until now was never written.
                None if self.files.read(&path)?.is_some() => removals.push(path),
                None => {}
            }
        }
        Ok(())
    }

    /// Brings about what a staging file says, once the lock holds its head.
    fn apply(&self, staging: &Staging, seen: &mut impl FnMut(&Locked)) -> Result<(), LogError> {
        self.files.write(&staging.writes)?;
        self.publish_head(seen)?;
        self.files.remove(&staging.removals)?;
        Ok(self.files.discard(&self.place.staging)?)
    }

    fn publish_head(&self, seen: &mut impl FnMut(&Locked)) -> Result<(), LogError> {
        let path = self.place.path(CHECKPOINT_PATH);
        self.files.write(&[Write { path, bytes: self.locked.note.clone() }])?;
        seen(&self.locked);
        Ok(())
    }

    fn tiles(&self) -> Tiles<'_, F> {
        Tiles { files: &self.files, prefix: &self.place.prefix }
    }
}

/// The entries whose content may be shown from now on, or no longer, because of this one.
fn concerned<E: Entries>(entry: &[u8], end: u64, entries: &E) -> Vec<u64> {
    let targets = super::redaction::concerns(entry).into_iter().filter(|target| *target < end);
    let all = targets.flat_map(|target| entries.standing_with(target));
    all.filter(|number| *number < end).collect()
}

/// Opening: what is on disk, in the lock and in the table must be one history.
impl<F: Files, L: Lock> Log<F, L> {
    fn refuse_contradictions<E: Entries>(
        &self,
        published: Option<&Checkpoint>,
        entries: &E,
    ) -> Result<(), LogError> {
        let lock = &self.locked.head;
        let folder = &self.place.prefix;
        if let Some(disk) = published {
            if disk.origin != lock.origin {
                return Err(LogError::Refused(format!(
                    "{folder} is the record of {}, not of {}; move it away",
                    disk.origin, lock.origin
                )));
            }
            if disk.size > lock.size {
                return Err(disk_ahead(folder, disk.size, lock.size));
            }
            if disk.size == lock.size && disk.root != lock.root {
                return Err(LogError::Refused(format!(
                    "the head in {folder} and the one in lock.db are two histories of the same {} entries; keep both \
                     as evidence, find out who changed which, and put the genuine files back",
                    disk.size
                )));
            }
        }
        let count = entries.count()?;
        if count < lock.size { Err(self.shorter(count)) } else { Ok(()) }
    }

    fn shorter(&self, count: u64) -> LogError {
        too_short(count, self.locked.head.size)
    }

    /// Makes the folder what the lock says it is: from the staging file, or else from the entries.
    fn catch_up<E: Entries>(&self, published: Option<&Checkpoint>, entries: &E) -> Result<(), LogError> {
        let done = published.map_or(0, |head| head.size);
        let staging = self.files.read(&self.place.staging)?;
        // A folder without a head may lack content too, which only the entries lead back to.
        let continues = |staging: &Staging| {
            let here = staging.from == done || staging.head.size == done;
            published.is_some() && here && staging.head == self.locked.head
        };
        let staged = staging.as_deref().and_then(Staging::decode).filter(continues);
        if let Some(staged) = staged {
            return self.apply(&staged, &mut |_| {});
        }
        if done < self.locked.head.size {
            self.rebuild(published, entries)?;
        }
        if staging.is_some() {
            self.files.discard(&self.place.staging)?;
        }
        Ok(())
    }

    /// Removes hidden content that an interrupted step has left, even where its staging file is lost.
    fn sweep<E: Entries>(&self, entries: &E) -> Result<(), LogError> {
        let mut left = Vec::new();
        for number in entries.hidden()? {
            for entry in take(entries, number..number + 1)? {
                self.show(&entry, entries, &mut Vec::new(), &mut left)?;
            }
        }
        if left.is_empty() { Ok(()) } else { Ok(self.files.remove(&left)?) }
    }

    /// Writes what the folder lacks up to the locked head, out of the entries; nothing if they do not lead to it.
    fn rebuild<E: Entries>(&self, published: Option<&Checkpoint>, entries: &E) -> Result<(), LogError> {
        let continued = published.and_then(|head| {
            Edge::load(&self.tiles(), head.size).ok().filter(|edge| edge.root() == head.root)
        });
        let candidates = continued.into_iter().chain([Edge::new()]);
        for edge in candidates {
            if self.leads_to_head(edge.clone(), entries)? {
                return self.write_from(edge, entries);
            }
        }
        Err(LogError::Refused(format!(
            "the first {} entries in node.db are not those that the record's head was signed over; was node.db changed \
             or restored from a backup? Put back the node.db that belongs to lock.db, or recover from a mirror",
            self.locked.head.size
        )))
    }

    fn leads_to_head<E: Entries>(&self, mut edge: Edge, entries: &E) -> Result<bool, LogError> {
        let size = self.locked.head.size;
        while edge.size() < size {
            let batch = take(entries, edge.size()..size.min(edge.size() + STEP_LIMIT))?;
            edge.append(&batch).map_err(|error| LogError::Refused(error.to_string()))?;
        }
        Ok(edge.root() == self.locked.head.root)
    }

    fn write_from<E: Entries>(&self, mut edge: Edge, entries: &E) -> Result<(), LogError> {
        let mut removals = Vec::new();
        while edge.size() < self.locked.head.size {
            let step = self.grow(&mut edge, self.locked.head.size, entries)?;
            self.files.write(&step.writes)?;
            removals.extend(step.removals);
        }
        self.publish_head(&mut |_| {})?;
        Ok(self.files.remove(&removals)?)
    }

    /// The right edge, once it, the last bundle and the last entries of the table are known to be under the signed root.
    fn checked_edge<E: Entries>(&self, entries: &E) -> Result<Edge, LogError> {
        let head = &self.locked.head;
        if head.size == 0 {
            return Ok(Edge::new());
        }
        let edge = Edge::load(&self.tiles(), head.size).map_err(|error| self.unreadable(&error))?;
        if edge.root() != head.root {
            return Err(self.damaged("the tiles at its right edge do not give the signed root"));
        }
        let last = (head.size - 1) / u64::from(TILE_WIDTH);
        let read = |kind| {
            let missing = TileError::OutOfRange { index: last, size: head.size };
            let tile = Tile::at(kind, last, head.size).ok_or(missing);
            tile.and_then(|tile| read_cut(&self.tiles(), tile, head.size))
                .map_err(|error| self.unreadable(&error))
        };
        let (hashes, bundle) = (tile_hashes(&read(Kind::Hashes(0))?), read(Kind::Entries)?);
        let table = take(entries, last * u64::from(TILE_WIDTH)..head.size)?;
        if !table.iter().map(|entry| tree::leaf_hash(entry)).eq(hashes) {
            return Err(LogError::Refused(format!(
                "the last entries in node.db are not those in {}; was node.db restored from a backup? Put back the \
                 node.db that belongs to lock.db, or recover from a mirror",
                self.place.prefix
            )));
        }
        if !bundle_entries(&bundle).flatten().eq(table.iter().map(Vec::as_slice)) {
            return Err(self.damaged("its last bundle does not hold the entries that were signed"));
        }
        let reader = TileReader::new(self.tiles(), head.size);
        let proof = reader.inclusion_proof(head.size - 1).map_err(|error| self.unreadable(&error))?;
        let leaf = table.last().map(|entry| tree::leaf_hash(entry)).unwrap_or_default();
        tree::verify_inclusion(&proof, head.size - 1, &leaf, head.size, &head.root)
            .map_err(|error| self.damaged(error))?;
        Ok(edge)
    }

    fn unreadable(&self, error: &TileError) -> LogError {
        match error {
            TileError::Source(error) => LogError::Failed(error.to_string()),
            error => self.damaged(error),
        }
    }

    fn damaged(&self, reason: impl std::fmt::Display) -> LogError {
        LogError::Refused(format!(
            "the files in {} are damaged: {reason}. Move that folder away and start again: it is rebuilt from the \
             entries and checked against the signed head",
            self.place.prefix,
        ))
    }
}

fn disk_ahead(folder: &str, disk: u64, lock: u64) -> LogError {
    LogError::Refused(format!(
        "{folder} holds a signed head of {disk} entries, but lock.db knows of {lock} only; lock.db must never be restored \
         from a backup. Put the newest lock.db back. If it is lost for good, see docs/operate/record.md"
    ))
}

pub(crate) fn too_short(count: u64, signed: u64) -> LogError {
    LogError::Refused(format!(
        "node.db holds {count} entries, but a head over {signed} was signed; was it restored from a backup? Going on would \
         make a second history. Put back the newer node.db, or recover from a mirror; see docs/operate/record.md"
    ))
}

fn take<E: Entries>(entries: &E, range: Range<u64>) -> Result<Vec<Vec<u8>>, LogError> {
    let wanted = range.end - range.start;
    let batch = entries.entries(range)?;
    if batch.len() as u64 == wanted {
        Ok(batch)
    } else {
        Err(LogError::Failed(format!("{} of {wanted} entries could be read", batch.len())))
    }
}

fn read_head<F: Files>(files: &F, place: &Place) -> Result<Option<Checkpoint>, LogError> {
    let path = place.path(CHECKPOINT_PATH);
    let Some(bytes) = files.read(&path)? else { return Ok(None) };
    match SignedCheckpoint::parse(&bytes) {
        Ok(signed) => Ok(Some(signed.checkpoint().clone())),
        Err(error) => Err(LogError::Refused(format!(
            "{path} is no checkpoint: {error}. Move its folder away and start again: it is rebuilt from the entries"
        ))),
    }
}

/// The first head of a record: signed over nothing, kept in the lock, never published.
fn begin<L: Lock>(
    lock: &L,
    origin: &str,
    published: Option<&Checkpoint>,
    keys: &[SignerKey],
    time: u64,
) -> Result<Locked, LogError> {
    if let Some(disk) = published {
        return Err(disk_ahead("its folder", disk.size, 0));
    }
    let head = Checkpoint { origin: origin.to_owned(), size: 0, root: tree::empty_root() };
    let first = sign(head, keys, time)?;
    if lock.create(&first)? {
        Ok(first)
    } else {
        Err(LogError::Failed("another program has begun the record in lock.db".into()))
    }
}

fn sign(head: Checkpoint, keys: &[SignerKey], time: u64) -> Result<Locked, LogError> {
    let signed = SignedCheckpoint::sign(head, keys, time);
    signed.map(|signed| Locked::new(&signed)).map_err(|error| LogError::Failed(error.to_string()))
}
