//! What can still be read of a database whose pages are damaged, in a new one.
//!
//! Entries are not taken over from it: they come back from the published files or a mirror, where a signature proves them.

use std::path::{Path, PathBuf};

use maru_record::Digest;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::clock;
use crate::database::{self, DATABASE_FILE};
use crate::error::{OpenError, StoreError};
use crate::folder::take_lock;

/// A table that exists nowhere else, and how its rows are ordered. Those that others refer to come first.
const TABLES: [(&str, &str); 13] = [
    ("process", "number"),
    ("account", "id"),
    ("membership", "account"),
    ("granted", "account"),
    ("told_by", "account"),
    ("daily_mail", "process"),
    ("news_cursor", "process"),
    ("former_member", "process"),
    ("charter_draft", "number"),
    ("given_number", "what"),
    ("edition", "number"),
    ("begun", "process"),
    ("content", "digest"),
];
/// The other tables, and why they begin empty.
#[cfg(test)]
const BEGIN_EMPTY: [(&str, &str); 11] = [
    ("entry", "comes back from the published files or a mirror, where a signature proves it"),
    ("snapshot", "is folded again from the entries"),
    ("session", "people sign in again"),
    ("sign_in", "a link is good for minutes"),
    ("mail", "has left, or its link is no longer good"),
    ("mail_attempt", "goes with its mail"),
    ("mail_stop", "goes with its mail"),
    ("answer_mail", "goes with its mail; whom the record does not call told is owed another"),
    (
        "invitation_mail",
        "goes with its mail; an invitation that the record does not call sent is owed another",
    ),
    ("address_change", "a link is good for hours"),
    ("early_answer", "counts nowhere until its browser has signed in"),
];
/// SQLite's companions of a database.
const COMPANIONS: [&str; 3] = ["", "-wal", "-shm"];

/// What became of a damaged database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// Where the damaged one lies now.
    pub aside: PathBuf,
    /// How many rows of each table could be read.
    pub rows: Vec<(&'static str, u64)>,
}

/// Moves a damaged database aside and begins a new one with what can be read of the old: accounts, memberships, texts of
/// instruments, and contents whose digest fits. The records are brought back afterwards.
pub fn salvage(directory: &Path) -> Result<Salvaged, OpenError> {
    let _lock = take_lock(directory)?;
    let aside = directory.join(format!("{DATABASE_FILE}.damaged-{}", clock::now().0));
    for companion in COMPANIONS {
        let from = directory.join(format!("{DATABASE_FILE}{companion}"));
        let mut to = aside.clone().into_os_string();
        to.push(companion);
        if from.exists() {
            std::fs::rename(&from, to).map_err(StoreError::file(from))?;
        }
    }
    let new = database::open_writer(&directory.join(DATABASE_FILE))?;
    // Read-only would refuse a write-ahead log that was not closed.
    let old = Connection::open_with_flags(&aside, OpenFlags::SQLITE_OPEN_READ_WRITE);
    let mut rows = Vec::new();
    for (table, order) in TABLES {
        let kept = old.as_ref().map_or(0, |old| take_over(old, &new, table, order));
        rows.push((table, kept));
    }
    Ok(Salvaged { aside, rows })
}

/// Copies the rows that can be read, from both ends towards the damage between them.
fn take_over(old: &Connection, new: &Connection, table: &str, order: &str) -> u64 {
    let mut kept = 0;
    for way in ["ASC", "DESC"] {
        // A page that cannot be read ends one way; the other way begins behind it.
        let _ = each_row(old, &format!("SELECT * FROM {table} ORDER BY {order} {way}"), |row| {
            let places = vec!["?"; row.len()].join(", ");
            let insert = format!("INSERT OR IGNORE INTO {table} VALUES ({places})");
            // A row that does not fit the others is damaged, too.
            let taken =
                is_whole(table, &row) && new.execute(&insert, params_from_iter(row)).is_ok_and(|n| n == 1);
            kept += u64::from(taken);
        });
    }
    kept
}

fn each_row(old: &Connection, ask: &str, mut take: impl FnMut(Vec<Value>)) -> Result<(), rusqlite::Error> {
    let mut statement = old.prepare(ask)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take((0..columns).map(|column| row.get(column)).collect::<Result<_, _>>()?);
    }
    Ok(())
}

/// Whether a row can be what was written; contents name their own digest.
fn is_whole(table: &str, row: &[Value]) -> bool {
    match (table, row) {
        ("content", [Value::Blob(digest), _, Value::Blob(object)]) => Digest::of(object).0[..] == digest[..],
        ("content", _) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_is_taken_over_or_has_its_reason_not_to_be() {
        let connection = Connection::open_in_memory().unwrap();
        database::bring_up(&connection).unwrap();
        let mut ask = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            .unwrap();
        let schema: BTreeSet<String> =
            ask.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        let listed = TABLES.iter().chain(&BEGIN_EMPTY).map(|(table, _)| (*table).to_owned());
        assert_eq!(
            listed.clone().count(),
            listed.clone().collect::<BTreeSet<_>>().len(),
            "one is listed twice"
        );
        assert_eq!(listed.collect::<BTreeSet<_>>(), schema);
    }

    #[test]
    fn a_table_comes_after_those_that_it_refers_to() {
        let connection = Connection::open_in_memory().unwrap();
        database::bring_up(&connection).unwrap();
        for (place, (table, order)) in TABLES.iter().enumerate() {
            let mut ask = connection.prepare("SELECT \"table\" FROM pragma_foreign_key_list(?1)").unwrap();
            let referred = ask.query_map([table], |row| row.get::<_, String>(0)).unwrap();
            for other in referred.map(Result::unwrap) {
                assert!(TABLES[..place].iter().any(|(before, _)| *before == other), "{table} before {other}");
            }
            connection.prepare(&format!("SELECT {order} FROM {table}")).unwrap();
        }
    }
}
