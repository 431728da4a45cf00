//! A disk, a lock and a table of entries in memory, in which any single operation can be made to fail.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard};

use maru_forum::{Author, EntryNumber, Moment, Recorded, Redacted, WithdrawalReason, encode};
use maru_record::tree::{Frontier, leaf_hash};
use maru_record::{
    Algorithm, Checkpoint, Digest, Entry, SignedCheckpoint, SignerKey, SourceError, TileSource, Value, Write,
};
use maru_store::sequencer::{Entries, Files, Lock, LockError, Locked, Log, LogError, Place};

use crate::folder::ORIGIN;

/// What becomes of the operation that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    NotStored,
    Stored,
}

/// Which operation fails, counted from now, and whether the program dies with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) at: u64,
    pub(crate) fault: Fault,
    pub(crate) crash: bool,
}

/// Files and lock.
#[derive(Debug, Default)]
pub(crate) struct Disk(Mutex<State>);

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) lock: Option<Locked>,
    /// Every head that stood in the published file, in order: readers may have it.
    pub(crate) seen: Vec<Checkpoint>,
    discarded: Vec<(String, Vec<u8>)>,
    plan: Option<Plan>,
    dead: bool,
    pub(crate) operations: u64,
}

impl State {
    /// Counts an operation; says whether it is carried out, and whether it is then said to have failed.
    fn next(&mut self) -> (bool, bool) {
        if self.dead {
            return (false, true);
        }
        self.operations += 1;
        let Some(plan) = &mut self.plan else { return (true, false) };
        if plan.at > 0 {
            plan.at -= 1;
            return (true, false);
        }
        let Plan { fault, crash, .. } = *plan;
        self.plan = None;
        self.dead = crash;
        (fault == Fault::Stored, true)
    }

    fn change(&mut self, carry_out: impl FnOnce(&mut Self)) -> io::Result<()> {
        let (stored, failed) = self.next();
        if stored {
            carry_out(self);
        }
        if failed { Err(io::Error::other("injected")) } else { Ok(()) }
    }
}

impl Disk {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub(crate) fn plan(&self, plan: Option<Plan>) {
        self.state().plan = plan;
    }

    /// The program starts again; each file that was only discarded may be back.
    pub(crate) fn restart(&self, mut back: impl FnMut() -> bool) {
        let mut state = self.state();
        state.dead = false;
        state.plan = None;
        for (path, bytes) in std::mem::take(&mut state.discarded) {
            if back() {
                state.files.entry(path).or_insert(bytes);
            }
        }
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let state = self.state();
        if state.dead { Err(io::Error::other("dead")) } else { Ok(state.files.get(path).cloned()) }
    }

    fn write(&self, files: &[Write]) -> io::Result<()> {
        for file in files {
            self.state().change(|state| {
                if file.path.ends_with("/checkpoint") {
                    state.seen.push(SignedCheckpoint::parse(&file.bytes).unwrap().checkpoint().clone());
                }
                state.files.insert(file.path.clone(), file.bytes.clone());
            })?;
        }
        Ok(())
    }

    fn remove(&self, paths: &[String]) -> io::Result<()> {
        for path in paths {
            self.state().change(|state| {
                state.files.remove(path);
            })?;
        }
        Ok(())
    }

    fn discard(&self, path: &str) -> io::Result<()> {
        self.state().change(|state| {
            if let Some(bytes) = state.files.remove(path) {
                state.discarded.push((path.to_owned(), bytes));
            }
        })
    }
}

fn unknown(_: io::Error) -> LockError {
    LockError("injected".into())
}

impl Lock for Disk {
    fn fetch(&self, _origin: &str) -> Result<Option<Locked>, LockError> {
        let state = self.state();
        if state.dead { Err(LockError("dead".into())) } else { Ok(state.lock.clone()) }
    }

    fn create(&self, first: &Locked) -> Result<bool, LockError> {
        let mut state = self.state();
        let free = state.lock.is_none();
        state.change(|state| state.lock = state.lock.take().or(Some(first.clone()))).map_err(unknown)?;
        Ok(free)
    }

    fn swap(&self, old: &Locked, new: &Locked) -> Result<bool, LockError> {
        let mut state = self.state();
        let held = state.lock.as_ref() == Some(old);
        let swap = |state: &mut State| {
            if held {
                state.lock = Some(new.clone());
            }
        };
        state.change(swap).map_err(unknown)?;
        Ok(held)
    }
}

/// The published files, as a reader has them.
pub(crate) struct Reader(pub(crate) BTreeMap<String, Vec<u8>>);

impl TileSource for Reader {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        Ok(self.0.get(&format!("{}{path}", place().prefix)).cloned())
    }
}

/// Durable entries and their contents.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Vec<u8>>,
    pub(crate) leaves: Vec<Digest>,
    pub(crate) contents: BTreeMap<Digest, Vec<u8>>,
    /// Entries with content that was not withdrawn.
    pub(crate) naming: Vec<u64>,
    withdrawn: Vec<u64>,
}

impl Table {
    fn push(&mut self, entry: &Entry) {
        let bytes = entry.encode().unwrap();
        self.leaves.push(leaf_hash(&bytes));
        self.entries.push(bytes);
    }

    /// An entry that no other history has.
    pub(crate) fn say(&mut self, unique: u64) {
        self.push(&Entry::new(Value::object([("n", (unique as i64).into()), ("t", "vote".into())])));
    }

    pub(crate) fn say_with_content(&mut self, unique: u64) {
        let object = format!("content {unique}").into_bytes();
        let mut entry = Entry::new(Value::object([("n", (unique as i64).into()), ("t", "state".into())]));
        entry.addenda = vec![Digest::of(&object)];
        self.naming.push(self.entries.len() as u64);
        self.contents.insert(Digest::of(&object), object);
        self.push(&entry);
    }

    /// Withdraws the content of an entry that names some.
    pub(crate) fn withdraw(&mut self, choice: u64) {
        if self.naming.is_empty() {
            return;
        }
        let target = self.naming.remove(choice as usize % self.naming.len());
        for digest in maru_record::addenda::digests(&self.entries[target as usize]).unwrap() {
            self.contents.remove(&digest);
        }
        self.withdrawn.push(target);
        let event = Redacted {
            entry: EntryNumber(target),
            reason: WithdrawalReason::PersonalData,
            ground: "GDPR Art 17(1)".into(),
        }
        .into();
        let author = Author::Operator;
        self.push(&encode(&Recorded {
            at: Moment(1),
            author,
            chain: None,
            imported: None,
            signature: None,
            event,
        }));
    }

    pub(crate) fn root(&self, size: usize) -> Digest {
        let mut tree = Frontier::new();
        self.leaves[..size].iter().for_each(|leaf| tree.push(*leaf));
        tree.root()
    }
}

impl Entries for Table {
    fn count(&self) -> Result<u64, LogError> {
        Ok(self.entries.len() as u64)
    }

    fn entries(&self, range: Range<u64>) -> Result<Vec<Vec<u8>>, LogError> {
        Ok(self.entries.get(range.start as usize..range.end as usize).unwrap_or_default().to_vec())
    }

    fn standing_with(&self, number: u64) -> Vec<u64> {
        vec![number]
    }

    fn hidden(&self) -> Result<Vec<u64>, LogError> {
        Ok(self.withdrawn.clone())
    }

    fn content(&self, digest: &Digest) -> Result<Option<Vec<u8>>, LogError> {
        Ok(self.contents.get(digest).cloned())
    }
}

pub(crate) fn place() -> Place {
    Place::of("voices")
}

pub(crate) fn key() -> SignerKey {
    SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[7; 32]).unwrap()
}

pub(crate) type MemoryLog<'a> = Log<&'a Disk, &'a Disk>;

/// Publishes with the log that is open, or opens one; after an error none is open.
pub(crate) fn publish<'a>(
    disk: &'a Disk,
    log: Option<MemoryLog<'a>>,
    table: &Table,
) -> Result<MemoryLog<'a>, LogError> {
    let log = match log {
        Some(log) => log,
        None => Log::open(disk, disk, place(), ORIGIN, vec![key()], (table, 5))?,
    };
    log.publish(table, 5, |_| {})
}
