//! Pulling: fetches what is new in a record, believes nothing, and puts it beside what is here.
//!
//! Only the new head is signed, and it may be a million entries away. So the copy grows in steps, and each is written only
//! when the source's own hashes prove, up to the signed root, that the record had this very root after it.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::File;
use std::ops::Range;

use maru_forum::Process;
use maru_record::tile::{CHECKPOINT_PATH, Kind, TILE_WIDTH, bundle_entries, read_cut};
use maru_record::{
    Checkpoint, Digest, Edge, Entry, EntryError, SignedCheckpoint, Tile, TileError, TileReader, TileSource,
    VerifierKey, Write, addenda, tree,
};

use super::folded::{Due, Folded};
use super::{FOLDER, KEYS_FILE, Mirror, damaged, head, place, sound_head};
use crate::clock;
use crate::error::StoreError;
use crate::sequencer::{Files as _, Folder, STEP_LIMIT, Tiles};

/// The most contents that are remembered as missing; some are asked for again whenever it grows.
const MISSING_LIMIT: usize = 10_000;
/// Bytes of contents that are held in memory before they are written.
const CONTENT_BYTES: usize = 16 * 1024 * 1024;
/// How many of the missing ones are asked for again when the record has grown.
const MISSING_RETRIED: usize = 64;

/// What a pull brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pulled {
    /// How many entries the copy has now.
    pub size: u64,
    /// How many of them are new.
    pub entries: u64,
    /// How many contents were fetched.
    pub contents: u64,
    /// How many entries' words the new entries withdraw.
    pub withdrawn: u64,
    /// How many contents the source does not show, though nothing withdraws them.
    pub missing: u64,
    /// How many bytes were written.
    pub bytes: u64,
}

/// Why nothing more was copied. What was copied before is untouched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PullError {
    /// The source could not be read, or lacks what its head speaks of.
    #[error(transparent)]
    Source(#[from] TileError),
    /// The source has no head.
    #[error("there is no record yet")]
    Nothing,
    /// Not the record's head, or not signed by its keys.
    #[error("the head is not signed by the record's known key: {0}")]
    Unsigned(String),
    /// The source has less than the copy.
    #[error(
        "the head is over {theirs} entries, but {ours} are copied already: was the node restored from an old backup?"
    )]
    Behind {
        /// Entries of the source.
        theirs: u64,
        /// Entries of the copy.
        ours: u64,
    },
    /// The source's head does not continue the copy.
    #[error(
        "the signed head over {0} entries does not continue the copy: these are two histories; its head was kept as evidence"
    )]
    TwoHistories(u64),
    /// The entries are not those that the head was signed over.
    #[error("the entries from {0} on are not those that the head was signed over")]
    OtherEntries(u64),
    /// An entry is malformed.
    #[error("entry {number}: {error}")]
    Entry {
        number: u64,
        /// What is wrong.
        error: EntryError,
    },
    /// What is left would take more room than it may.
    #[error("the copy would take more than the {0} bytes that are left for it")]
    Full(u64),
    /// Another pull of this record is under way.
    #[error("another program copies this record just now")]
    Busy,
    /// The node ends.
    #[error("the copying was ended")]
    Ended,
    /// This node's own disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PullError {
    /// Whether it shows that something is wrong with the source, rather than out of reach.
    pub fn is_evidence(&self) -> bool {
        matches!(
            self,
            Self::Unsigned(_)
                | Self::Behind { .. }
                | Self::TwoHistories(_)
                | Self::OtherEntries(_)
                | Self::Entry { .. }
        )
    }
}

/// One pull under way.
struct Pull<'a, S> {
    files: Folder,
    prefix: String,
    source: &'a S,
    theirs: &'a Checkpoint,
    /// Makes and checks proofs out of the source's tiles.
    remote: TileReader<&'a S>,
    missing: BTreeSet<Digest>,
    pulled: Pulled,
    room: u64,
    written: Cell<u64>,
}

impl Mirror {
    /// Brings the copy of a record up to the source's head, if it is signed by these keys and continues the copy. `is_over`
    /// says whether to stop early.
    pub fn pull<S: TileSource>(
        &self,
        source: &S,
        origin: &str,
        keys: &[VerifierKey],
        is_over: &dyn Fn() -> bool,
    ) -> Result<Pulled, PullError> {
        let pulled = self.pull_knowing(source, origin, keys, is_over, None)?;
        // From now on it is followed where it is kept, whatever file it began with.
        self.note_file(origin, None)?;
        Ok(pulled)
    }

    /// The same, where what the whole record means was found before: it is not found again for a copy of which nothing is here, if it
    /// is of the very head that is copied.
    fn pull_knowing<S: TileSource>(
        &self,
        source: &S,
        origin: &str,
        keys: &[VerifierKey],
        is_over: &dyn Fn() -> bool,
        known: Option<(Checkpoint, Process)>,
    ) -> Result<Pulled, PullError> {
        let _lock = self.lock(origin)?;
        let theirs = fetch_head(source, origin, keys)?;
        let files = Folder::new(&self.directory);
        let prefix = place(origin);
        // A head that the disk has changed would make a second history of an honest source.
        let ours = sound_head(&files, &prefix)?;
        let ours = ours
            .map_or(Checkpoint { origin: origin.to_owned(), size: 0, root: tree::empty_root() }, |head| {
                head.checkpoint().clone()
            });
        let missing = self.read_missing(origin)?;
        let mut pull = Pull {
            files,
            prefix,
            source,
            theirs: theirs.checkpoint(),
            remote: TileReader::new(source, theirs.checkpoint().size),
            missing,
            pulled: Pulled { size: ours.size, ..Pulled::default() },
            room: self.room,
            written: Cell::new(0),
        };
        pull.check_continues(&ours).map_err(|error| self.keep_evidence(error, origin, &theirs))?;
        // Some at a time, beginning elsewhere each time, so that each is asked for again sooner or later.
        let first = clock::now().0.unsigned_abs() as usize % pull.missing.len().max(1);
        let turned = pull.missing.iter().skip(first).chain(pull.missing.iter().take(first));
        let retried: BTreeSet<_> = turned.take(MISSING_RETRIED).copied().collect();
        if let Some(mut edge) = pull.edge(&ours)? {
            let known = known.filter(|(head, _)| ours.size == 0 && head == theirs.checkpoint());
            let mut folded = match (known, self.take_folded(&ours)) {
                (Some((_, process)), _) => Folded::of(process),
                (None, Some(folded)) => folded,
                (None, None) => pull.folded(ours.size)?,
            };
            let obsolete = pull.grow(&mut edge, &mut folded, is_over)?;
            pull.missing.retain(|digest| folded.shows(digest));
            pull.fetch_all(&retried.intersection(&pull.missing).copied().collect())?;
            // Only now: the mirror's signature says that all lies here, and that what nobody may read does not.
            self.publish(&pull, theirs.clone(), keys)?;
            pull.files.remove(&obsolete).map_err(StoreError::file(&pull.prefix))?;
            self.keep_folded(theirs.checkpoint(), folded);
        }
        pull.pulled.missing = pull.missing.len() as u64;
        pull.pulled.bytes = pull.written.get();
        self.write_missing(origin, &pull.missing)?;
        Ok(pull.pulled)
    }

    /// The same, from a source that was read to its end before, up to a head and with what it came to mean. Where nothing of the record
    /// was here, a failure leaves nothing here.
    pub fn bring_in<S: TileSource>(
        &self,
        source: &S,
        origin: &str,
        keys: &[VerifierKey],
        known: (Checkpoint, Process),
    ) -> Result<Pulled, PullError> {
        let is_new = head(&Folder::new(&self.directory), &place(origin))?.is_none();
        let pulled = self.pull_knowing(source, origin, keys, &|| false, Some(known));
        // What another program copies just now is not this one's to remove.
        let failed = pulled.as_ref().is_err_and(|error| !matches!(error, PullError::Busy));
        if failed && is_new {
            // Without a head nobody is shown it; what cannot be removed now is overwritten by the next attempt.
            let _ = std::fs::remove_dir_all(self.directory.join(place(origin)));
        }
        if pulled.is_ok() {
            self.note_file(origin, Some(clock::now()))?;
        }
        pulled
    }

    fn publish<S: TileSource>(
        &self,
        pull: &Pull<'_, S>,
        mut head: SignedCheckpoint,
        keys: &[VerifierKey],
    ) -> Result<(), PullError> {
        // Lines by others are not ours to show: nobody here has checked them.
        head.retain(|line| keys.iter().any(|key| key.id() == line.key_id && *key.name() == line.name));
        let time = clock::now().0.max(0) as u64;
        let lines = self
            .keys
            .signers()?
            .iter()
            .map(|key| key.sign(head.checkpoint(), time))
            .collect::<Result<Vec<_>, _>>();
        head.add(lines.map_err(|error| PullError::Unsigned(error.to_string()))?);
        let vkeys: String = keys.iter().flat_map(|key| [key.to_string(), "\n".to_owned()]).collect();
        let file = |name: &str, bytes| Write { path: format!("{}{name}", pull.prefix), bytes };
        let beside = [file(KEYS_FILE, vkeys.into_bytes()), file(addenda::MARKER_PATH, Vec::new())];
        pull.write(&beside)?;
        pull.write(&[file(CHECKPOINT_PATH, head.to_bytes())])
    }

    /// One pull of a record at a time, by whichever program.
    fn lock(&self, origin: &str) -> Result<File, PullError> {
        let folder = self.directory.join(FOLDER);
        let path = folder.join(format!("{}.lock", maru_record::witness::monitoring_path(origin)));
        let open = || {
            std::fs::create_dir_all(&folder)?;
            File::options().create(true).append(true).open(&path)
        };
        let file = open().map_err(StoreError::file(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(std::fs::TryLockError::WouldBlock) => Err(PullError::Busy),
            Err(std::fs::TryLockError::Error(error)) => Err(StoreError::file(path)(error).into()),
        }
    }

    /// A head that contradicts the copy is kept beside it: with the copy's own head it proves two histories.
    fn keep_evidence(&self, error: PullError, origin: &str, theirs: &SignedCheckpoint) -> PullError {
        if let PullError::TwoHistories(size) = error {
            let path = format!("{}.evidence-{size}", place(origin).trim_end_matches('/'));
            let write = Write { path, bytes: theirs.to_bytes() };
            if let Err(error) = Folder::new(&self.directory).write(&[write]) {
                tracing::error!(%error, "the evidence of two histories could not be kept");
            }
        }
        error
    }

    fn missing_path(origin: &str) -> String {
        format!("{}.missing", place(origin).trim_end_matches('/'))
    }

    fn read_missing(&self, origin: &str) -> Result<BTreeSet<Digest>, StoreError> {
        let path = Self::missing_path(origin);
        let bytes = Folder::new(&self.directory).read(&path).map_err(StoreError::file(path))?;
        let text = String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default();
        Ok(text.lines().filter_map(|line| line.parse().ok()).collect())
    }

    fn write_missing(&self, origin: &str, missing: &BTreeSet<Digest>) -> Result<(), StoreError> {
        let (path, files) = (Self::missing_path(origin), Folder::new(&self.directory));
        let bytes: String = missing
            .iter()
            .take(MISSING_LIMIT)
            .flat_map(|digest| [digest.to_string(), "\n".to_owned()])
            .collect();
        let before = files.read(&path).map_err(StoreError::file(&path))?.unwrap_or_default();
        if before == bytes.as_bytes() {
            return Ok(());
        }
        files
            .write(&[Write { path: path.clone(), bytes: bytes.into_bytes() }])
            .map_err(StoreError::file(path))
    }
}

fn fetch_head<S: TileSource>(
    source: &S,
    origin: &str,
    keys: &[VerifierKey],
) -> Result<SignedCheckpoint, PullError> {
    let bytes = source.read(CHECKPOINT_PATH).map_err(TileError::from)?.ok_or(PullError::Nothing)?;
    let unsigned = |reason: String| PullError::Unsigned(reason);
    let signed = SignedCheckpoint::parse(&bytes).map_err(|error| unsigned(error.to_string()))?;
    if signed.checkpoint().origin != origin {
        return Err(unsigned(format!("it is of {}", signed.checkpoint().origin)));
    }
    signed.verify_kinds(keys).map_err(|error| unsigned(error.to_string()))?;
    Ok(signed)
}

impl<S: TileSource> Pull<'_, S> {
    fn tiles(&self) -> Tiles<'_, Folder> {
        Tiles { files: &self.files, prefix: &self.prefix }
    }

    fn write(&self, files: &[Write]) -> Result<(), PullError> {
        let bytes: u64 = files.iter().map(|file| file.bytes.len() as u64).sum();
        let written = self.written.get().saturating_add(bytes);
        if written > self.room {
            return Err(PullError::Full(self.room));
        }
        self.written.set(written);
        Ok(self.files.write(files).map_err(StoreError::file(&self.prefix))?)
    }

    /// The source's head continues the copy's.
    fn check_continues(&self, ours: &Checkpoint) -> Result<(), PullError> {
        let theirs = self.theirs;
        if theirs.size < ours.size {
            // A shorter head is an older one only if it is a beginning of the copy; else it proves two histories like a longer one.
            let then = TileReader::new(self.tiles(), ours.size).root_at(theirs.size);
            let then = then.map_err(|error| damaged(&theirs.origin, &error))?;
            return Err(if then == theirs.root {
                PullError::Behind { theirs: theirs.size, ours: ours.size }
            } else {
                PullError::TwoHistories(theirs.size)
            });
        }
        let found = self.proven_root(ours.size)?;
        if found == ours.root { Ok(()) } else { Err(PullError::TwoHistories(theirs.size)) }
    }

    /// The root after the first `size` entries, proven by the source's tiles up to its signed root.
    fn proven_root(&self, size: u64) -> Result<Digest, PullError> {
        if size == self.theirs.size {
            return Ok(self.theirs.root);
        }
        let (root, proof) = (self.remote.root_at(size)?, self.remote.consistency_proof(size)?);
        tree::verify_consistency(&proof, size, &root, self.theirs.size, &self.theirs.root)
            .map_err(|_| PullError::OtherEntries(size))?;
        Ok(root)
    }

    /// The edge of the copy's tree; nothing when the source has no more than the copy.
    fn edge(&self, ours: &Checkpoint) -> Result<Option<Edge>, PullError> {
        let local = |error| damaged(&self.theirs.origin, &error);
        let edge = Edge::load(&self.tiles(), ours.size).map_err(local)?;
        if edge.root() != ours.root {
            return Err(local(TileError::Missing("the root of the copy's tiles".to_owned())).into());
        }
        Ok((edge.size() != self.theirs.size).then_some(edge))
    }

    /// Copies all new entries, with what anyone may read of their words; gives the files that go once the new head is published.
    fn grow(
        &mut self,
        edge: &mut Edge,
        folded: &mut Folded,
        is_over: &dyn Fn() -> bool,
    ) -> Result<Vec<String>, PullError> {
        let (mut obsolete, withdrawn) = (Vec::new(), folded.withdrawn());
        while edge.size() < self.theirs.size {
            if is_over() {
                return Err(PullError::Ended);
            }
            let from = edge.size();
            let end = self.theirs.size.min((from / STEP_LIMIT + 1) * STEP_LIMIT);
            let entries = self.fetch(from..end)?;
            let growth = edge.append(&entries)?;
            if edge.root() != self.proven_root(end)? {
                return Err(PullError::OtherEntries(from));
            }
            for (number, entry) in (from..).zip(&entries) {
                Entry::check(entry).map_err(|error| PullError::Entry { number, error })?;
                if !folded.has(number) {
                    folded.add(entry);
                }
            }
            self.settle(folded)?;
            let place =
                |write: Write| Write { path: format!("{}{}", self.prefix, write.path), bytes: write.bytes };
            self.write(&growth.writes.into_iter().map(place).collect::<Vec<_>>())?;
            obsolete.extend(growth.obsolete.iter().map(|path| format!("{}{path}", self.prefix)));
            self.pulled.entries += end - from;
        }
        self.pulled.withdrawn = folded.withdrawn() - withdrawn;
        self.pulled.size = self.theirs.size;
        Ok(obsolete)
    }

    /// The entries in a range, out of the source's bundles. They are not believed before their root is.
    fn fetch(&self, range: Range<u64>) -> Result<Vec<Vec<u8>>, PullError> {
        let width = u64::from(TILE_WIDTH);
        let mut entries = Vec::with_capacity((range.end - range.start) as usize);
        for index in range.start / width..range.end.div_ceil(width) {
            let first = index * width;
            let missing = TileError::OutOfRange { index: first, size: self.theirs.size };
            let tile = Tile::at(Kind::Entries, index, self.theirs.size).ok_or(missing)?;
            let bytes = read_cut(self.source, tile, self.theirs.size)?;
            let shape = || TileError::Shape(tile.path());
            let bundle = bundle_entries(&bytes).collect::<Result<Vec<_>, _>>().map_err(|_| shape())?;
            let wanted =
                (range.start.max(first) - first) as usize..(range.end.min(first + width) - first) as usize;
            entries.extend(bundle.get(wanted).ok_or_else(shape)?.iter().map(|entry| entry.to_vec()));
        }
        Ok(entries)
    }

    /// Fetches contents; what the source does not show is remembered.
    fn fetch_all(&mut self, digests: &BTreeSet<Digest>) -> Result<(), PullError> {
        let (mut writes, mut bytes) = (Vec::new(), 0);
        for digest in digests {
            let path = addenda::path(digest);
            let found = self.source.read(&path).map_err(TileError::from)?;
            // Other bytes than the named ones are as good as none.
            let Some(content) = found.filter(|content| Digest::of(content) == *digest) else {
                self.missing.insert(*digest);
                continue;
            };
            self.missing.remove(digest);
            self.pulled.contents += 1;
            bytes += content.len();
            writes.push(Write { path: format!("{}{path}", self.prefix), bytes: content });
            if bytes >= CONTENT_BYTES {
                self.write(&std::mem::take(&mut writes))?;
                bytes = 0;
            }
        }
        if writes.is_empty() { Ok(()) } else { self.write(&writes) }
    }

    /// Fetches what anyone may read since the last step, and deletes what nobody may read any more, before the copy's new head
    /// is signed. What a moderator may show again is fetched when a later entry shows it; what was withdrawn is gone for good.
    fn settle(&mut self, folded: &mut Folded) -> Result<(), PullError> {
        let Due { shown, hidden } = folded.take_due();
        self.fetch_all(&shown)?;
        self.delete(&hidden)
    }

    fn delete(&mut self, hidden: &BTreeSet<Digest>) -> Result<(), PullError> {
        self.missing.retain(|digest| !hidden.contains(digest));
        let paths: Vec<_> =
            hidden.iter().map(|digest| format!("{}{}", self.prefix, addenda::path(digest))).collect();
        if paths.is_empty() {
            return Ok(());
        }
        Ok(self.files.remove(&paths).map_err(StoreError::file(&self.prefix))?)
    }

    /// What the copied entries mean, read from the copy itself: once after a start, then it is kept. Copies by earlier versions
    /// hold words that nobody may read; those go.
    fn folded(&mut self, size: u64) -> Result<Folded, PullError> {
        let mut folded = Folded::default();
        for index in 0..size.div_ceil(u64::from(TILE_WIDTH)) {
            let Some(tile) = Tile::at(Kind::Entries, index, size) else { break };
            let bytes =
                read_cut(&self.tiles(), tile, size).map_err(|error| damaged(&self.theirs.origin, &error))?;
            for entry in bundle_entries(&bytes) {
                folded.add(entry.map_err(|_| damaged(&self.theirs.origin, &TileError::Shape(tile.path())))?);
            }
        }
        self.delete(&folded.take_due().hidden)?;
        Ok(folded)
    }
}
