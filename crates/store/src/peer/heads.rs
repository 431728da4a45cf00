//! Heads of this node's records that others hold: a larger one, or another one, stops the record.
//!
//! A head counts only with the record's own signature, so that no peer can stop a record by lying.

use std::fs;
use std::path::Path;

use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{SignedCheckpoint, TileReader};

use crate::error::StoreError;
use crate::sequencer::{Published, Record};
use crate::shared::Shared;

/// What a head that others hold says about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judgement {
    /// It is a part of this node's history, of so many entries.
    Fits(u64),
    /// It is not signed by the record, or is another record's: it says nothing.
    Unsigned,
    /// It contradicts this node, and the record was stopped.
    Stopped,
}

fn holds_more(name: &str, held: u64, ours: u64) -> String {
    format!(
        "{name} holds a head over {held} entries, and this node only {ours}: it was restored from an old backup; put back the newest \
         node.db that there is, or run `maru recover {name}`, before it goes on"
    )
}

fn holds_other(name: &str, held: u64) -> String {
    format!(
        "{name} holds a head over the first {held} entries that is signed by this record and is not this node's: these are two \
         histories. Keep both as evidence, and find out who changed which; `maru recover {name}` says where they part"
    )
}

/// Judges a head that somebody called `name` holds of a record, and stops the record if it contradicts what is here.
pub(super) fn judge(
    shared: &Shared,
    record: &Record,
    name: &str,
    held: &[u8],
) -> Result<Judgement, StoreError> {
    let Ok(held) = SignedCheckpoint::parse(held) else { return Ok(Judgement::Unsigned) };
    let keys = shared.verifier_keys(record)?;
    if held.checkpoint().origin != record.origin() || held.verify_kinds(&keys).is_err() {
        return Ok(Judgement::Unsigned);
    }
    let (theirs, ours) = (held.checkpoint().size, shared.durable(record)?);
    if theirs > ours {
        record.stop(&holds_more(name, theirs, ours));
        return Ok(Judgement::Stopped);
    }
    let published = shared.checkpoint(record)?.map_or(0, |head| head.checkpoint().size);
    // What is not published yet has no root to compare; asking for a cosignature will.
    if theirs <= published {
        let root = TileReader::new(Published { shared, record }, published).root_at(theirs);
        let root = root.map_err(|error| StoreError::Record {
            process: record.name().to_owned(),
            reason: error.to_string(),
        })?;
        if root != held.checkpoint().root {
            record.stop(&holds_other(name, theirs));
            return Ok(Judgement::Stopped);
        }
    }
    Ok(Judgement::Fits(theirs))
}

/// The heads that a node's folder publishes, its own record's first, whether or not a server has the folder open.
pub fn published(directory: &Path) -> Result<Vec<SignedCheckpoint>, StoreError> {
    let mut folders: Vec<_> = fs::read_dir(directory.join("record"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|found| found.path())
        .collect();
    folders.sort();
    folders.insert(0, directory.join("node"));
    let mut heads = Vec::new();
    for path in folders.into_iter().map(|folder| folder.join(CHECKPOINT_PATH)) {
        let Ok(bytes) = fs::read(&path) else { continue };
        let head = SignedCheckpoint::parse(&bytes);
        heads.push(head.map_err(|error| StoreError::Record {
            process: path.display().to_string(),
            reason: format!("no checkpoint: {error}"),
        })?);
    }
    Ok(heads)
}
