//! The slow look at all that lies on the disk: disks turn bits, and nobody should learn of it from a reader.
//!
//! A round looks at every record, entry by entry: the database, the published bundles and tiles, the contents beside them and the
//! signed root; and then at the copies of others' records. It does a bounded amount of work a minute, so that nobody waits for it. What it finds stays until a round
//! finds it mended.

mod copies;
mod examination;
pub(crate) mod finding;
mod mend;
mod salvage;

use std::path::Path;
use std::thread::JoinHandle;
use std::time::Duration;

use maru_record::tile::{CHECKPOINT_PATH, Kind, TILE_WIDTH};
use maru_record::{Digest, SignedCheckpoint, Tile, tile, tree};
use rusqlite::{Connection, OpenFlags};

use crate::database::{self, DATABASE_FILE};
use crate::error::{OpenError, StoreError};
use crate::sequencer::begun::Begun;
use crate::sequencer::{Files as _, Folder, Record};
use crate::shared::Shared;

use examination::{Examination, Subject, Words};
use finding::Mend;
pub use finding::{Damaged, DiskState, Finding, Integrity};
pub use mend::{Mended, mend};
pub use salvage::{Salvaged, salvage};

/// Bundles of 256 entries that are looked at in one go.
const BUNDLES_AT_ONCE: u32 = 4;
/// The pause after that. Together: 122,880 entries a minute at most.
const PAUSE: Duration = Duration::from_millis(500);
/// From the start of one round to the start of the next, where a round does not take longer.
const ROUND: Duration = Duration::from_hours(1);
/// A finding counts if it is still there after so long: a file may have been under way.
pub(crate) const SECOND_LOOK: Duration = Duration::from_secs(3);
/// Most lines of SQLite's own check.
const CHECK_LINES: u32 = 5;

/// What a round does with the structure of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Structure {
    /// It is checked.
    Check,
    /// The start has just done so, and would have refused what is wrong.
    Checked,
}

/// Looks at everything again and again until the node ends.
pub(crate) fn run(shared: &Shared) {
    let pause = |time| shared.changes.pause(time);
    let mut structure = Structure::Checked;
    while !shared.changes.is_over() {
        let begun = std::time::Instant::now();
        if let Err(error) = round(shared, structure, &pause) {
            tracing::error!(%error, "the disk could not be looked at");
        }
        structure = Structure::Check;
        if !pause(ROUND.saturating_sub(begun.elapsed()).max(PAUSE)) {
            return;
        }
    }
}

/// One round; `pause` is false when the node ends.
pub(crate) fn round(
    shared: &Shared,
    structure: Structure,
    pause: &dyn Fn(Duration) -> bool,
) -> Result<(), StoreError> {
    // A connection of its own, which has nothing of the file in memory yet.
    let path = shared.directory.join(DATABASE_FILE);
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.execute_batch("PRAGMA busy_timeout = 5000; PRAGMA cache_size = -1024;")?;
    if structure == Structure::Check {
        let whole =
            quick_check(&connection).map(|said| Finding { record: None, damaged: Damaged::Database, said });
        shared.noticed.replace(None, &whole.into_iter().collect::<Vec<_>>());
    }
    let mut entries = 0;
    for record in shared.records() {
        match examine(shared, &connection, &record, pause) {
            Ok(Some(count)) => entries += count,
            Ok(None) => return Ok(()),
            // One record that cannot be read must not hide what is wrong with the others.
            Err(error) => {
                let (record, said) = (record.name().to_owned(), error.to_string());
                let record = Some(record);
                shared.noticed.add(&Finding { record, damaged: Damaged::NotLookedAt, said });
            }
        }
    }
    match copies::examine_all(shared, pause) {
        Ok(Some(count)) => entries += count,
        Ok(None) => return Ok(()),
        Err(error) => tracing::error!(%error, "the copies of others' records could not be looked at"),
    }
    let now = shared.clock.now();
    shared.noticed.end_round(now, entries);
    Ok(())
}

/// What SQLite finds wrong with the structure of a database.
pub(crate) fn quick_check(connection: &Connection) -> Option<String> {
    let check = || -> Result<Vec<String>, rusqlite::Error> {
        let mut statement = connection.prepare(&format!("PRAGMA quick_check({CHECK_LINES})"))?;
        statement.query_map([], |row| row.get(0))?.collect()
    };
    match check() {
        Ok(lines) if lines == ["ok"] => None,
        Ok(lines) => Some(lines.join("; ")),
        Err(error) => Some(error.to_string()),
    }
}

/// Looks at one record; gives how many entries, or nothing when the node ends meanwhile.
fn examine(
    shared: &Shared,
    connection: &Connection,
    record: &Record,
    pause: &dyn Fn(Duration) -> bool,
) -> Result<Option<u64>, StoreError> {
    let files = Folder::new(&shared.directory);
    let Some(head) = shared.checkpoint(record)? else {
        let found = unpublished_head(connection, record)?;
        shared.noticed.replace(Some(record.name()), &found.into_iter().collect::<Vec<_>>());
        return Ok(Some(0));
    };
    let words = |digest: &Digest| words(shared, record, digest);
    let mut subject = Subject {
        connection,
        files: &files,
        number: record.number(),
        name: record.name(),
        prefix: record.prefix(),
        head: head.checkpoint(),
        published: head.checkpoint().size,
        words: &words,
        elsewhere: None,
    };
    let mut examination = Examination::default();
    for step in 0_u32.. {
        let before = examination.clone();
        subject.published = shared.checkpoint(record)?.map_or(0, |head| head.checkpoint().size);
        let mut goes_on = examination.step(&subject);
        if examination.found.len() > before.found.len() {
            if !pause(SECOND_LOOK) {
                return Ok(None);
            }
            let first = std::mem::replace(&mut examination, before).found;
            subject.published = shared.checkpoint(record)?.map_or(0, |head| head.checkpoint().size);
            goes_on = examination.step(&subject);
            examination.found.retain(|found| first.contains(found));
        }
        if !goes_on {
            break;
        }
        if step % BUNDLES_AT_ONCE == BUNDLES_AT_ONCE - 1 && !pause(PAUSE) {
            return Ok(None);
        }
    }
    let mut found: Vec<_> = examination.found.drain(..).map(|(finding, _): (_, Mend)| finding).collect();
    found.extend(published_head(shared, &files, record));
    shared.noticed.replace(Some(record.name()), &found);
    Ok(Some(examination.entries()))
}

/// A record that has signed a head has published it, too; before that there is nothing to look at.
fn unpublished_head(connection: &Connection, record: &Record) -> Result<Option<Finding>, StoreError> {
    let signed = Begun::of(connection, record.number())?.is_some_and(|begun| begun.signed);
    Ok(signed.then(|| Finding {
        record: Some(record.name().to_owned()),
        damaged: Damaged::File(format!("{}{CHECKPOINT_PATH}", record.prefix())),
        said: "it is not there, so the record was not looked at".to_owned(),
    }))
}

/// Whether the checkpoint that lies there is one that the record signed.
fn published_head(shared: &Shared, files: &Folder, record: &Record) -> Option<Finding> {
    let path = format!("{}{CHECKPOINT_PATH}", record.prefix());
    // Whoever has lost the keys learns so elsewhere.
    let keys = shared.verifier_keys(record).unwrap_or_default();
    if keys.is_empty() {
        return None;
    }
    let said = match files.read(&path) {
        Ok(Some(bytes)) => {
            let signed = SignedCheckpoint::parse(&bytes);
            let fits = signed.is_ok_and(|signed| {
                signed.checkpoint().origin == record.origin() && signed.verify_kinds(&keys).is_ok()
            });
            (!fits).then(|| "it is not what the record signed".to_owned())?
        }
        Ok(None) => shared.checkpoint(record).ok()?.map(|_| "it is not there".to_owned())?,
        Err(error) => error.to_string(),
    };
    Some(Finding { record: Some(record.name().to_owned()), damaged: Damaged::File(path), said })
}

/// How the words of a content stand.
fn words(shared: &Shared, record: &Record, digest: &Digest) -> Words {
    let process = shared.handle_of(record);
    process.map_or(Words::Unknown, |process| Words::in_process(&process.read(), digest))
}

/// Has SQLite check a database on a thread of its own.
pub(crate) fn checking(database: &Path) -> JoinHandle<Option<String>> {
    let path = database.to_owned();
    std::thread::spawn(move || {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        match Connection::open_with_flags(path, flags) {
            Ok(connection) => quick_check(&connection),
            Err(error) => Some(error.to_string()),
        }
    })
}

/// Refuses a database in which the check has found something.
pub(crate) fn refuse_database(
    directory: &Path,
    checking: Option<JoinHandle<Option<String>>>,
) -> Result<(), OpenError> {
    let Some(checking) = checking else { return Ok(()) };
    let found = checking.join().unwrap_or_else(|_| Some("the check ended in a panic".to_owned()));
    let Some(said) = found else { return Ok(()) };
    Err(OpenError::Damaged { path: directory.to_owned(), finding: format!("node.db: {said}") })
}

/// Entries that do not form a process are damage as well, which can be put right.
pub(crate) fn unreadable(directory: &Path, error: StoreError) -> OpenError {
    let malformed = [rusqlite::ErrorCode::DatabaseCorrupt, rusqlite::ErrorCode::NotADatabase];
    let is_damage = match &error {
        StoreError::Damaged { .. } => true,
        StoreError::Database(error) => {
            error.sqlite_error_code().is_some_and(|code| malformed.contains(&code))
        }
        _ => false,
    };
    match error {
        error if is_damage => OpenError::Damaged { path: directory.to_owned(), finding: error.to_string() },
        other => other.into(),
    }
}

/// Refuses a database whose entries from a number on are not those that were published.
pub(crate) fn refuse_damaged(
    shared: &Shared,
    connection: &Connection,
    from: impl Fn(&Record) -> u64,
) -> Result<(), OpenError> {
    let refuse = |finding: String| OpenError::Damaged { path: shared.directory.clone(), finding };
    for record in shared.records() {
        // A record whose head cannot be read says so itself.
        let size = shared.checkpoint(&record).ok().flatten().map_or(0, |head| head.checkpoint().size);
        let mut start = from(&record);
        while start < size {
            let end = size.min(start + u64::from(TILE_WIDTH) * 16);
            let rows = database::entries(connection, record.number(), start..end)?;
            if let Some(number) = changed(shared, &record, start, &rows) {
                return Err(refuse(format!(
                    "{}: entry {number} is not the one that was published",
                    record.name()
                )));
            }
            start = end;
        }
    }
    Ok(())
}

/// The first of these entries that is not the one whose hash was published; what is not published yet cannot be told.
pub(crate) fn changed(shared: &Shared, record: &Record, first: u64, rows: &[Vec<u8>]) -> Option<u64> {
    let width = u64::from(TILE_WIDTH);
    let mut hashes: Option<(u64, Vec<Digest>)> = None;
    for (number, row) in (first..).zip(rows) {
        let index = number / width;
        if hashes.as_ref().is_none_or(|(known, _)| *known != index) {
            hashes = Some((index, shared.leaf_hashes(record, index)));
        }
        let known = hashes.as_ref().and_then(|(_, hashes)| hashes.get((number % width) as usize));
        if known.is_some_and(|known| *known != tree::leaf_hash(row)) {
            return Some(number);
        }
    }
    None
}

impl Shared {
    /// The published hashes of the leaves of a bundle; none where none is published yet, or where they cannot be read, which is
    /// noticed.
    fn leaf_hashes(&self, record: &Record, index: u64) -> Vec<Digest> {
        let head = self.checkpoint(record).map(|head| head.map_or(0, |head| head.checkpoint().size));
        let (path, said) = match head {
            Ok(size) => {
                let Some(tile) = Tile::at(Kind::Hashes(0), index, size) else { return Vec::new() };
                let said = match self.tile_as_it_lies(record, tile) {
                    Ok(Some(bytes)) => return tile::tile_hashes(&bytes),
                    Ok(None) => "it is not there".to_owned(),
                    Err(error) => error.to_string(),
                };
                (tile.path(), said)
            }
            Err(error) => (CHECKPOINT_PATH.to_owned(), error.to_string()),
        };
        let damaged = Damaged::File(format!("{}{path}", record.prefix()));
        self.noticed.add(&Finding { record: Some(record.name().to_owned()), damaged, said });
        Vec::new()
    }

    /// Entries as they may be given away: none that is another one than was published.
    pub(crate) fn refuse_changed(
        &self,
        record: &Record,
        first: u64,
        rows: &[Vec<u8>],
    ) -> Result<(), StoreError> {
        let Some(number) = changed(self, record, first, rows) else { return Ok(()) };
        let said = "it is not the one that was published".to_owned();
        let record = record.name().to_owned();
        let damaged = Damaged::Entry(number);
        self.noticed.add(&Finding { record: Some(record.clone()), damaged, said: said.clone() });
        Err(StoreError::damaged(&record, number, said))
    }
}
