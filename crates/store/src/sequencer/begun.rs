//! What the database knows of records that were begun: absent keys, or an absent last head, never make a record new.
//!
//! The order at the beginning of a record is: a row that says so, the keys, the first head in `lock.db`, the row that says that it
//! was signed. A node that is killed in between goes on where it was; nothing but an empty head was signed until then.

use std::path::Path;

use maru_record::VerifierKey;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;

/// How long the row waits for the writer's transaction.
const BUSY: std::time::Duration = std::time::Duration::from_secs(5);

/// A record as the database knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Begun {
    pub(crate) origin: String,
    /// Its verifier keys, one a line; nothing before they were made.
    keys: String,
    /// Whether a head of it may have been given out.
    pub(crate) signed: bool,
}

/// What is to be done about the keys of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// It is new: make keys.
    Create,
    /// It goes on with the keys that are there.
    GoOn,
    /// Its keys are gone.
    KeysMissing,
    /// Its last head is gone.
    HeadMissing,
}

/// What follows from what is there. Only a record of which nothing at all was signed is new.
pub(super) fn next(begun: Option<&Begun>, has_keys: bool, has_head: bool) -> Next {
    let signed = begun.is_some_and(|begun| begun.signed);
    match (has_keys, has_head) {
        (true, true) => Next::GoOn,
        (false, true) => Next::KeysMissing,
        (false, false) if signed => Next::KeysMissing,
        (false, false) => Next::Create,
        // Killed between keys and head: the row from before the keys says so.
        (true, false) if begun.is_some() && !signed => Next::GoOn,
        (true, false) => Next::HeadMissing,
    }
}

impl Begun {
    /// The row of a record.
    pub(crate) fn of(connection: &Connection, number: i64) -> Result<Option<Self>, StoreError> {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Self { origin: row.get(0)?, keys: row.get(1)?, signed: row.get(2)? })
        };
        let ask = "SELECT origin, keys, signed FROM begun WHERE process = ?1";
        Ok(connection.query_row(ask, [number], read).optional()?)
    }

    /// Whether it was begun under exactly these keys, as far as that is known.
    pub(super) fn fits(&self, keys: &[VerifierKey]) -> bool {
        self.keys.is_empty() || self.keys == text(keys)
    }
}

fn text(keys: &[VerifierKey]) -> String {
    keys.iter().flat_map(|key| [key.to_string(), "\n".to_owned()]).collect()
}

/// Says that a record is about to get keys.
pub(super) fn announce(directory: &Path, number: i64, origin: &str) -> Result<(), StoreError> {
    put(directory, number, origin, "", false)
}

/// Says under which keys a record was signed.
pub(crate) fn note_signed(
    directory: &Path,
    number: i64,
    origin: &str,
    keys: &[VerifierKey],
) -> Result<(), StoreError> {
    put(directory, number, origin, &text(keys), true)
}

/// On a connection of its own: this happens once in a record's life, and the writer may be busy with what leads to it.
fn put(directory: &Path, number: i64, origin: &str, keys: &str, signed: bool) -> Result<(), StoreError> {
    let connection = Connection::open(directory.join(crate::database::DATABASE_FILE))?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute(
        "INSERT INTO begun (process, origin, keys, signed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (process) DO UPDATE SET origin = excluded.origin, keys = excluded.keys,
             signed = max(begun.signed, excluded.signed)",
        params![number, origin, keys, signed],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_record_of_which_nothing_was_signed_is_new() {
        let row = |signed| Some(Begun { origin: "o".into(), keys: String::new(), signed });
        let check = |row: Option<Begun>, keys, head, expected| {
            assert_eq!(next(row.as_ref(), keys, head), expected, "{row:?} {keys} {head}");
        };
        check(None, false, false, Next::Create);
        check(row(false), false, false, Next::Create);
        check(row(false), true, false, Next::GoOn);
        check(row(true), false, false, Next::KeysMissing);
        check(row(true), true, false, Next::HeadMissing);
        check(None, true, false, Next::HeadMissing);
        check(None, false, true, Next::KeysMissing);
        check(row(true), false, true, Next::KeysMissing);
        for row in [None, row(false), row(true)] {
            check(row, true, true, Next::GoOn);
        }
    }
}
