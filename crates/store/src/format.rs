//! The formats of data folders: which program wrote which, and what this one does with each.
//!
//! A program reads every format from the oldest of the list on, and writes the newest. It never changes a folder of an
//! older format on its own: `maru upgrade` does, so that a host has made a backup before.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::database;
use crate::error::{OpenError, StoreError};

/// A format of the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataFormat {
    /// Its number, which every folder bears.
    pub number: u32,
    /// The releases that write it.
    pub releases: &'static str,
    /// What changed since the one before, for hosts.
    pub changes: &'static str,
}

/// Every format that this program can open, oldest first; the last is the one that it writes. `docs/operate/upgrade.md` has the
/// same table, and the formats before. Format 1 is not read: no node ran in public with it.
pub const DATA_FORMATS: &[DataFormat] =
    &[DataFormat { number: 2, releases: "0.2", changes: "entries are of format version 2" }];

/// What a program does with a folder of some format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing: it is the program's own.
    None,
    /// `maru upgrade` brings it to the program's own.
    Upgrade,
    /// It refuses: a newer program wrote it.
    RefuseNewer,
    /// It refuses: too old to be read.
    RefuseOlder,
}

/// What a program that reads from `oldest` on and writes `own` does with a folder of format `found`.
pub(crate) fn step(found: u32, oldest: u32, own: u32) -> Step {
    if found == own {
        Step::None
    } else if found > own {
        Step::RefuseNewer
    } else if found >= oldest {
        Step::Upgrade
    } else {
        Step::RefuseOlder
    }
}

/// The oldest format that this program reads.
pub(crate) fn oldest() -> u32 {
    DATA_FORMATS.first().map_or(database::FORMAT, |format| format.number)
}

/// The format of a folder; it is neither changed nor locked.
pub fn format_of(directory: &Path) -> Result<u32, OpenError> {
    let path = directory.join("node.db");
    if !path.is_file() {
        return Err(OpenError::Absent(directory.to_owned()));
    }
    let connection = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    Ok(database::format(&connection)?)
}

/// What this program does with a folder.
pub fn step_of(directory: &Path) -> Result<(u32, Step), OpenError> {
    let found = format_of(directory)?;
    Ok((found, step(found, oldest(), database::FORMAT)))
}

/// Refuses a folder whose format is not this program's own, in words that say which program to take. Nothing was changed by then.
pub(crate) fn refuse_other(path: &Path, found: u32) -> Result<(), OpenError> {
    let (path, own) = (path.to_owned(), database::FORMAT);
    match step(found, oldest(), own) {
        Step::None => Ok(()),
        Step::RefuseNewer => Err(OpenError::Newer { path, found, known: own }),
        Step::Upgrade => Err(OpenError::Older { path, found, known: own }),
        Step::RefuseOlder => Err(OpenError::TooOld { path, found, oldest: oldest() }),
    }
}

/// Brings a folder of an older format to this program's own. The folder must not be in use.
pub fn upgrade(directory: &Path) -> Result<(), OpenError> {
    let (found, step) = step_of(directory)?;
    if step != Step::Upgrade {
        return refuse_other(directory, found);
    }
    let connection = database::open_writer(&directory.join("node.db"))?;
    // One transaction for all steps: a folder is of the old format or of the new one, never between.
    let work = || -> Result<(), StoreError> {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        database::bring_up(&connection)?;
        connection.execute_batch("COMMIT")?;
        Ok(())
    };
    Ok(work()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_read_upgraded_or_refused() {
        let check = |found: u32, expected: Step| assert_eq!(step(found, 2, 4), expected, "{found}");
        check(1, Step::RefuseOlder);
        check(2, Step::Upgrade);
        check(3, Step::Upgrade);
        check(4, Step::None);
        check(5, Step::RefuseNewer);
    }

    #[test]
    fn the_table_ends_with_what_this_program_writes_and_has_no_gap() {
        let numbers: Vec<_> = DATA_FORMATS.iter().map(|format| format.number).collect();
        let (first, last) = (numbers.first().copied().unwrap(), numbers.last().copied().unwrap());
        assert_eq!(numbers, (first..=last).collect::<Vec<_>>());
        assert_eq!(
            last,
            database::FORMAT,
            "a new format has a row, and a fixture in crates/maru/tests/formats"
        );
    }

    #[test]
    fn the_page_for_hosts_has_the_same_table() {
        let page = include_str!("../../../docs/operate/upgrade.md");
        for format in DATA_FORMATS {
            let row = format!("| {} | {} | {} |", format.number, format.releases, format.changes);
            assert!(page.contains(&row), "docs/operate/upgrade.md lacks {row}");
        }
    }
}
