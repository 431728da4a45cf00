//! Backups: one file with the whole database, taken while the node runs, and put back into an empty folder only.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::error::{OpenError, StoreError};

/// Pages copied at a time, so that the writer is never kept waiting for long.
const PAGES_PER_STEP: i32 = 1_024;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(2);

/// Copies a node's database into a new file. The node may run meanwhile. The lock database is left out on purpose:
/// it must never be restored from a backup.
pub fn backup(directory: &Path, file: &Path) -> Result<(), OpenError> {
    let source = directory.join("node.db");
    if !source.is_file() {
        return Err(OpenError::Absent(directory.to_owned()));
    }
    refuse_existing(file)?;
    let from = Connection::open(&source).map_err(StoreError::from)?;
    let mut to = Connection::open(file).map_err(StoreError::from)?;
    Backup::new(&from, &mut to)?.run_to_completion(PAGES_PER_STEP, PAUSE, None)?;
    let verdict: String = to.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(StoreError::Snapshot(format!("the copy is damaged: {verdict}")).into());
    }
    Ok(())
}

/// Puts a backup into a folder that has no node yet.
pub fn restore(file: &Path, directory: &Path) -> Result<(), OpenError> {
    std::fs::create_dir_all(directory).map_err(StoreError::file(directory))?;
    let target = directory.join("node.db");
    refuse_existing(&target)?;
    let from = Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut to = Connection::open(&target)?;
    Backup::new(&from, &mut to)?.run_to_completion(PAGES_PER_STEP, PAUSE, None)?;
    Ok(())
}

fn refuse_existing(file: &Path) -> Result<(), StoreError> {
    if file.exists() {
        let error = std::io::Error::new(
            std::io::ErrorKind::AlreadyExists,
            "it exists already; nothing was overwritten",
        );
        return Err(StoreError::File { path: file.to_owned(), error });
    }
    Ok(())
}
