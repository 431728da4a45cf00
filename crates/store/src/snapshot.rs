//! Snapshots: a state as bytes, so that a start need not fold every entry again.
//!
//! A snapshot is derived. It is used only when this very program could have written it (`STATE_SHAPE`) and it is not ahead of the entries; in every
//! other case the entries are folded from the first.

use maru_forum::{Process, Recorded, STATE_SHAPE, Violation, decode};
use maru_record::{Digest, Entry};
use rusqlite::{Connection, OptionalExtension, params};

use crate::database;
use crate::error::StoreError;

/// The state as bytes: equal states give equal bytes.
pub(crate) fn to_bytes(state: &Process) -> Result<Vec<u8>, StoreError> {
    let state = postcard::to_stdvec(state).map_err(|error| StoreError::Snapshot(error.to_string()))?;
    Ok([STATE_SHAPE.as_bytes(), &Digest::of(&state).0, &state].concat())
}

/// The state, if these bytes are those that were saved: a turned bit would be a wrong count that nobody can tell from a right one.
fn from_bytes(bytes: &[u8]) -> Option<Process> {
    let (digest, state) = bytes.strip_prefix(STATE_SHAPE.as_bytes())?.split_first_chunk()?;
    (Digest::of(state).0 == *digest).then(|| postcard::from_bytes(state).ok()).flatten()
}

/// Writes the snapshot of a process.
pub(crate) fn save(
    connection: &Connection,
    process: i64,
    state: &[u8],
    entries: u64,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO snapshot (process, entries, state) VALUES (?1, ?2, ?3)
         ON CONFLICT (process) DO UPDATE SET entries = excluded.entries, state = excluded.state",
        params![process, entries as i64, state],
    )?;
    Ok(())
}

/// The state of a process: from its snapshot where there is a good one, and the entries since.
/// Gives the number of the first entry that was folded, too.
pub(crate) fn load(
    connection: &Connection,
    process: i64,
    id: &str,
) -> Result<Option<(Process, u64)>, StoreError> {
    let stored: Option<Vec<u8>> = connection
        .query_row("SELECT state FROM snapshot WHERE process = ?1", [process], |row| row.get(0))
        .optional()?;
    let durable = database::entry_count(connection, process)?;
    let start = stored.and_then(|bytes| from_bytes(&bytes)).filter(|state| state.entries <= durable);
    let from = start.as_ref().map_or(0, |state| state.entries);
    Ok(fold(connection, process, id, start)?.map(|state| (state, from)))
}

/// Folds the entries of a process onto a state, or from the first on.
pub(crate) fn fold(
    connection: &Connection,
    process: i64,
    id: &str,
    start: Option<Process>,
) -> Result<Option<Process>, StoreError> {
    let mut state = start;
    let from = state.as_ref().map_or(0, |state| state.entries);
    each_recorded(connection, process, id, from, |recorded| match &mut state {
        None => Process::from_genesis(&recorded).map(|begun| state = Some(begun)),
        Some(state) => state.apply(&recorded),
    })?;
    Ok(state)
}

/// Hands every entry from a number on to `take`, in order and decoded; what `take` refuses is damage.
pub(crate) fn each_recorded(
    connection: &Connection,
    process: i64,
    id: &str,
    from: u64,
    mut take: impl FnMut(Recorded) -> Result<(), Violation>,
) -> Result<(), StoreError> {
    let mut expected = from;
    database::each_entry(connection, process, from, |number, bytes| {
        if number != expected {
            return Err(StoreError::damaged(id, expected, "it is missing"));
        }
        expected += 1;
        let recorded = read(bytes).map_err(|error| StoreError::damaged(id, number, error))?;
        take(recorded).map_err(|error| StoreError::damaged(id, number, error))
    })
}

fn read(bytes: &[u8]) -> Result<Recorded, String> {
    let entry = Entry::decode(bytes).map_err(|error| error.to_string())?;
    decode(&entry).map_err(|error| error.to_string())
}
