//! Puts right what two copies out of three, a mirror's copy, and the signed root prove. The folder must be open nowhere else.

use std::path::Path;

use maru_record::{Checkpoint, Digest, TileSource, Write};
use rusqlite::{Connection, params};

use super::copies;
use super::examination::{Examination, Subject, Words};
use super::finding::{Damaged, Finding, Mend};
use super::quick_check;
use crate::database::{self, DATABASE_FILE, OWN_RECORD, OWN_RECORD_ID};
use crate::error::{OpenError, StoreError};
use crate::folder::take_lock;
use crate::sequencer::begun::Begun;
use crate::sequencer::{Files as _, Folder, LOCK_FILE, Lock as _, LockDatabase, Place};
use crate::snapshot;

/// What was put right in a folder, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mended {
    /// Put right.
    pub mended: Vec<Finding>,
    /// Still wrong.
    pub left: Vec<Finding>,
}

/// Puts right what can be put right in a node's folder. `elsewhere` gives the copy that somebody else holds of a record.
pub fn mend(
    directory: &Path,
    elsewhere: &dyn Fn(&str) -> Option<Box<dyn TileSource>>,
) -> Result<Mended, OpenError> {
    let mut done = Mended::default();
    if !directory.is_dir() {
        return Ok(done);
    }
    let _lock = take_lock(directory)?;
    copies::mend_all(directory, elsewhere, &mut done)?;
    let path = directory.join(DATABASE_FILE);
    if !path.is_file() || !directory.join(LOCK_FILE).is_file() {
        return Ok(done);
    }
    let connection = match database::open_writer(&path) {
        Ok(connection) => connection,
        Err(StoreError::Database(error)) => {
            done.left.push(Finding { record: None, damaged: Damaged::Database, said: error.to_string() });
            return Ok(done);
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(said) = quick_check(&connection) {
        done.left.push(Finding { record: None, damaged: Damaged::Database, said });
        return Ok(done);
    }
    let heads = LockDatabase::open(&directory.join(LOCK_FILE)).map_err(|error| lock_failed(&error))?;
    let mut records = vec![(OWN_RECORD, OWN_RECORD_ID.to_owned())];
    records.extend(database::processes(&connection)?);
    for (number, id) in records {
        let Some(begun) = Begun::of(&connection, number)? else { continue };
        let Some(locked) = heads.fetch(&begun.origin).map_err(|error| lock_failed(&error))? else { continue };
        let place = if number == OWN_RECORD { Place::of_node() } else { Place::of(&id) };
        // A folder that is absent as a whole is written anew at the next start.
        if !directory.join(&place.prefix).is_dir() {
            continue;
        }
        let name = if number == OWN_RECORD { "node" } else { &id };
        let copy = elsewhere(&begun.origin);
        let record = Damage { directory, connection: &connection, number, name, place: &place };
        record.mend(&locked.head, copy.as_deref(), &mut done)?;
    }
    Ok(done)
}

fn lock_failed(error: &crate::sequencer::LockError) -> StoreError {
    StoreError::Record { process: "this node".to_owned(), reason: error.to_string() }
}

/// A record that may be damaged.
struct Damage<'a> {
    directory: &'a Path,
    connection: &'a Connection,
    number: i64,
    name: &'a str,
    place: &'a Place,
}

impl Damage<'_> {
    fn mend(
        &self,
        head: &Checkpoint,
        elsewhere: Option<&dyn TileSource>,
        done: &mut Mended,
    ) -> Result<(), StoreError> {
        let mut entries = Mended::default();
        self.look((head, elsewhere), &|_| Words::Unknown, &mut entries)?;
        done.mended.append(&mut entries.mended);
        // Only entries that are whole say which contents are to be there: by a damaged one, what was withdrawn might come back.
        let doubtful = |finding: &Finding| {
            matches!(finding.damaged, Damaged::Entry(_) | Damaged::Root | Damaged::Database)
        };
        if self.number != OWN_RECORD
            && !entries.left.iter().any(doubtful)
            && let Some(process) = snapshot::fold(self.connection, self.number, self.name, None)?
        {
            entries.left.clear();
            self.look((head, elsewhere), &|digest| Words::in_process(&process, digest), &mut entries)?;
            done.mended.append(&mut entries.mended);
        }
        done.left.append(&mut entries.left);
        Ok(())
    }

    fn look(
        &self,
        (head, elsewhere): (&Checkpoint, Option<&dyn TileSource>),
        words: &dyn Fn(&Digest) -> Words,
        done: &mut Mended,
    ) -> Result<(), StoreError> {
        let files = Folder::new(self.directory);
        let subject = Subject {
            connection: self.connection,
            files: &files,
            number: self.number,
            name: self.name,
            prefix: &self.place.prefix,
            head,
            published: head.size,
            words,
            elsewhere,
        };
        let mut examination = Examination::default();
        while examination.step(&subject) {}
        // Without the root, that two copies agree proves nothing, and nothing is changed.
        let proven = examination.found.iter().all(|(finding, _)| finding.damaged != Damaged::Root);
        for (finding, mend) in examination.found {
            let put_right = proven && self.put_right(&files, &finding.damaged, mend)?;
            if put_right { done.mended.push(finding) } else { done.left.push(finding) }
        }
        Ok(())
    }

    fn put_right(&self, files: &Folder, damaged: &Damaged, mend: Mend) -> Result<bool, StoreError> {
        match (damaged, mend) {
            (Damaged::Entry(number), Mend::Entry(bytes)) => {
                self.connection.execute(
                    "INSERT INTO entry (process, number, bytes) VALUES (?1, ?2, ?3)
                     ON CONFLICT (process, number) DO UPDATE SET bytes = excluded.bytes",
                    params![self.number, *number as i64, bytes],
                )?;
                // What was folded from a damaged entry is worth nothing.
                self.connection.execute("DELETE FROM snapshot WHERE process = ?1", [self.number])?;
            }
            (Damaged::Content(digest), Mend::Content(bytes)) => {
                self.connection.execute(
                    "INSERT INTO content (digest, process, object) VALUES (?1, ?2, ?3)
                     ON CONFLICT (digest) DO UPDATE SET object = excluded.object",
                    params![&digest.0[..], self.number, bytes],
                )?;
            }
            (Damaged::File(path), Mend::Write(bytes)) => {
                let write = Write { path: path.clone(), bytes };
                files.write(&[write]).map_err(StoreError::file(path))?;
            }
            (Damaged::File(path), Mend::Remove) => {
                files.remove(std::slice::from_ref(path)).map_err(StoreError::file(path))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
