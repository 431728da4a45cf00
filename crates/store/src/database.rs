//! Connections to the node's database, and the questions that are asked of it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use maru_record::Digest;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use crate::error::StoreError;
use crate::private;

/// File of the database.
pub(crate) const DATABASE_FILE: &str = "node.db";
/// Format of the data folder, kept in SQLite's `user_version`.
pub(crate) const FORMAT: u32 = 2;
/// The number under which the tables hold the node's own record; processes count from 1.
pub(crate) const OWN_RECORD: i64 = 0;
/// What stands in its row instead of a process's id; no process can be called so.
pub(crate) const OWN_RECORD_ID: &str = "/node";
/// Pages of write-ahead log after which a commit itself moves them over: 64 MiB. Housekeeping is usually earlier.
const WAL_PAGES: u32 = 16_384;
/// How long a connection waits for another's lock, in milliseconds.
const BUSY_MILLISECONDS: u32 = 5_000;
/// How long the log waits for readers before it is left to the next try.
const LOG_PATIENCE: Duration = Duration::from_millis(100);
/// Read connections that are kept open.
const KEPT_READERS: usize = 4;

/// Opens the one connection that writes; makes the tables of a new folder. What it deletes it overwrites with zeros:
/// withdrawn words must not be found in the file's free pages.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    private::make_file(path).map_err(StoreError::file(path))?;
    let connection = Connection::open(path)?;
    connection.execute_batch(&format!(
        "PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA wal_autocheckpoint = {WAL_PAGES}; PRAGMA busy_timeout = {BUSY_MILLISECONDS};"
    ))?;
    let found = format(&connection)?;
    // A folder of another format stays as it is: `maru upgrade` changes it, and nothing else.
    if found == 0 || found == FORMAT {
        bring_up(&connection)?;
    }
    Ok(connection)
}

/// Makes the tables that are missing, and says that the folder has this program's format. Every statement of the schema is "if
/// not exists"; a format that changes more has its step here.
pub(crate) fn bring_up(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(include_str!("schema.sql"))?;
    connection.pragma_update(None, "user_version", FORMAT)?;
    Ok(())
}

/// The format of the folder that a connection belongs to.
pub(crate) fn format(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Moves the write-ahead log into the database and cuts it to nothing: it holds the pages of whatever was erased. False while
/// somebody reads what the log holds.
pub(crate) fn empty_log(connection: &Connection) -> Result<bool, StoreError> {
    // While it waits for readers, nobody writes.
    connection.busy_timeout(LOG_PATIENCE)?;
    let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    connection.busy_timeout(Duration::from_millis(BUSY_MILLISECONDS.into()))?;
    match emptied {
        Ok(busy) => Ok(busy == 0),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Read-only connections, lent one at a time.
#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    /// Those that nobody uses at the moment; nothing once the node ends.
    idle: Mutex<Option<Vec<Connection>>>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Some(Vec::new())) }
    }

    /// Lets all connections go, and keeps none from now on: the one that closes last has to be one that may write.
    pub(crate) fn close(&self) {
        *self.idle.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(crate) fn with<T>(
        &self,
        ask: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).as_mut().and_then(Vec::pop);
        let connection = match kept {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let answer = ask(&connection);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(idle) = idle.as_mut().filter(|idle| idle.len() < KEPT_READERS) {
            idle.push(connection);
        }
        answer
    }

    fn connect(&self) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.execute_batch(&format!("PRAGMA busy_timeout = {BUSY_MILLISECONDS};"))?;
        Ok(connection)
    }
}

/// Number and id of every process, in order of creation.
pub(crate) fn processes(connection: &Connection) -> Result<Vec<(i64, String)>, StoreError> {
    let mut statement =
        connection.prepare("SELECT number, id FROM process WHERE number > ?1 ORDER BY number")?;
    let rows = statement.query_map([OWN_RECORD], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Hands every entry from a number on to `take`, in order.
pub(crate) fn each_entry(
    connection: &Connection,
    process: i64,
    from: u64,
    mut take: impl FnMut(u64, &[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT number, bytes FROM entry WHERE process = ?1 AND number >= ?2 ORDER BY number",
    )?;
    let mut rows = statement.query(params![process, from as i64])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        take(row.get::<_, i64>(0)? as u64, bytes)?;
    }
    Ok(())
}

/// The bytes of entries in a range.
pub(crate) fn entries(
    connection: &Connection,
    process: i64,
    range: std::ops::Range<u64>,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT bytes FROM entry WHERE process = ?1 AND number >= ?2 AND number < ?3 ORDER BY number",
    )?;
    let rows =
        statement.query_map(params![process, range.start as i64, range.end as i64], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many entries a process has on disk.
pub(crate) fn entry_count(connection: &Connection, process: i64) -> Result<u64, StoreError> {
    let last: Option<i64> =
        connection
            .query_row("SELECT max(number) FROM entry WHERE process = ?1", [process], |row| row.get(0))?;
    Ok(last.map_or(0, |last| last as u64 + 1))
}

/// The bytes of entries in a range as far as they can be read: one that is absent or on a damaged page is nothing.
pub(crate) fn entries_as_far(
    connection: &Connection,
    process: i64,
    range: std::ops::Range<u64>,
) -> Vec<Option<Vec<u8>>> {
    if let Ok(rows) = entries(connection, process, range.clone())
        && rows.len() as u64 == range.end - range.start
    {
        return rows.into_iter().map(Some).collect();
    }
    let one = |number| entries(connection, process, number..number + 1).ok().and_then(|mut rows| rows.pop());
    range.map(one).collect()
}

/// A content's bytes, unless it was erased; an error if they are others than were written.
pub(crate) fn content(connection: &Connection, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
    content_unchecked(connection, digest).and_then(|bytes| refuse_changed(bytes, digest))
}

fn refuse_changed(bytes: Option<Vec<u8>>, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
    match bytes {
        Some(bytes) if Digest::of(&bytes) != *digest => Err(StoreError::DamagedContent(*digest)),
        bytes => Ok(bytes),
    }
}

/// A content's bytes as they lie there.
pub(crate) fn content_unchecked(
    connection: &Connection,
    digest: &Digest,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT object FROM content WHERE digest = ?1")?;
    Ok(statement.query_row([&digest.0[..]], |row| row.get(0)).optional()?)
}

/// A content's bytes, if this process has it; an error if they are others than were written.
pub(crate) fn content_of(
    connection: &Connection,
    process: i64,
    digest: &Digest,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT object FROM content WHERE digest = ?1 AND process = ?2")?;
    let bytes = statement.query_row(params![&digest.0[..], process], |row| row.get(0)).optional()?;
    refuse_changed(bytes, digest)
}
