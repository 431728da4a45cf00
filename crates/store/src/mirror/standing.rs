//! How each record of a folder stands after a loss: what is here, what the lock knows, and whether what others hold fits.

use std::path::Path;

use maru_record::tree::{Frontier, empty_root, leaf_hash};
use maru_record::{Checkpoint, SignedCheckpoint};
use rusqlite::Connection;

use super::recover::{Kept, RecoverError, kept, number_of};
use crate::clock;
use crate::database::{self, OWN_RECORD_ID};
use crate::error::StoreError;
use crate::node::Node;
use crate::restored::Restored;
use crate::sequencer::begun::{self, Begun};
use crate::sequencer::{
    KEY_FOLDER, LOCK_FILE, Lock as _, LockDatabase, LockError, Locked, OWN_KEY_FILE, key,
};

/// A record of a folder, after a loss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its name, its process and its keys; no keys where they are not here.
    pub record: Kept,
    pub entries: u64,
    /// Whether it was signed before, as far as this folder knows: keys that lie here without a word on it may have signed.
    pub signed: bool,
    /// How many entries the last head in `lock.db` has, if it holds one.
    pub locked: Option<u64>,
}

/// What a head that others hold says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is not signed by this record's keys, or is another record's: it says nothing.
    Unsigned,
    /// So many entries were signed, and they are the first ones here.
    Fits(u64),
    /// So many entries were signed, and not all of them are here.
    Lacks(u64),
    /// So many entries were signed, and they are not those here.
    Differs(u64),
}

/// Every record of a node's folder: those whose keys are here, and those of which entries are.
pub fn standings(node: &Node) -> Result<Vec<Standing>, RecoverError> {
    let mut records = kept(node.directory())?;
    for here in node.records() {
        if !records.iter().any(|record| record.origin == here.origin()) {
            let process = (here.name() != "node").then(|| here.name().to_owned());
            records.push(Kept { origin: here.origin().to_owned(), keys: Vec::new(), process });
        }
    }
    records.into_iter().map(|record| standing(node, record)).collect()
}

fn standing(node: &Node, record: Kept) -> Result<Standing, RecoverError> {
    let id = id_of(&record).to_owned();
    let look = move |connection: &Connection| {
        let Some(number) = number_of(connection, &id)? else { return Ok((0, None)) };
        Ok((database::entry_count(connection, number)?, Begun::of(connection, number)?))
    };
    let (entries, begun) = node.shared().readers.with(look)?;
    let has_keys = !record.keys.is_empty();
    let locked = lock(node.directory())?.map(|lock| lock.fetch(&record.origin)).transpose()?.flatten();
    Ok(Standing {
        record,
        entries,
        signed: begun.map_or(has_keys, |begun| begun.signed),
        locked: locked.map(|locked| locked.head.size),
    })
}

fn id_of(record: &Kept) -> &str {
    record.process.as_deref().unwrap_or(OWN_RECORD_ID)
}

fn lock(directory: &Path) -> Result<Option<LockDatabase>, LockError> {
    let path = directory.join(LOCK_FILE);
    path.is_file().then(|| LockDatabase::open(&path)).transpose()
}

/// What a head that somebody holds says about the entries that are here.
pub fn compare(node: &Node, standing: &Standing, head: &SignedCheckpoint) -> Result<Known, StoreError> {
    let checkpoint = head.checkpoint();
    if checkpoint.origin != standing.record.origin || head.verify_kinds(&standing.record.keys).is_err() {
        return Ok(Known::Unsigned);
    }
    let size = checkpoint.size;
    if size > standing.entries {
        return Ok(Known::Lacks(size));
    }
    let (root, id) = (checkpoint.root, id_of(&standing.record).to_owned());
    let fits = move |connection: &Connection| {
        let Some(number) = number_of(connection, &id)? else { return Ok(size == 0) };
        let mut tree = Frontier::new();
        database::each_entry(connection, number, 0, |entry, bytes| {
            if entry < size {
                tree.push(leaf_hash(bytes));
            }
            Ok(())
        })?;
        Ok(tree.size() == size && tree.root() == root)
    };
    let fits = node.shared().readers.with(fits)?;
    Ok(if fits { Known::Fits(size) } else { Known::Differs(size) })
}

/// Lets a record go on from here: after this head, which it signed and others hold, or after none that anybody knows of.
/// A head that the lock holds already stays.
pub fn accept(node: &Node, record: &Kept, head: Option<&SignedCheckpoint>) -> Result<(), RecoverError> {
    let directory = node.directory();
    let file = match &record.process {
        Some(id) => format!("{KEY_FOLDER}/{id}.key"),
        None => OWN_KEY_FILE.to_owned(),
    };
    let Some(signers) = key::load(&directory.join(&file), &record.origin)? else {
        let absent = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(StoreError::file(directory.join(file))(absent).into());
    };
    let first = if let Some(head) = head {
        let mut own = head.clone();
        own.retain(|line| record.keys.iter().any(|key| key.id() == line.key_id && *key.name() == line.name));
        own
    } else {
        let nothing = Checkpoint { origin: record.origin.clone(), size: 0, root: empty_root() };
        SignedCheckpoint::sign(nothing, &signers, clock::now().0.max(0) as u64)
            .map_err(|error| StoreError::damaged(&record.origin, 0, error))?
    };
    LockDatabase::open(&directory.join(LOCK_FILE))?.create(&Locked::new(&first))?;
    let id = id_of(record).to_owned();
    let number = node.shared().readers.with(move |connection| number_of(connection, &id))?;
    if let Some(number) = number {
        begun::note_signed(directory, number, &record.origin, &record.keys)?;
    }
    Ok(())
}

/// Takes the mark of a restored folder away: every record is known to go on from where it was.
pub fn release(node: &Node) -> Result<(), StoreError> {
    Restored::clear(node.directory())
}
