//! The node as a witness: it cosigns a head of another's record once it has stored durably that it did.

use std::path::{Path, PathBuf};

use maru_record::witness::{AddCheckpoint, Decision, Head, Known, decide, monitoring_path};
use maru_record::{Digest, SignedCheckpoint, VerifierKey};
use rusqlite::{Connection, OptionalExtension, params};

use super::list::Peers;
use super::role::RoleKeys;
use crate::clock;
use crate::error::StoreError;
use crate::private;
use crate::restored;

/// File of what was cosigned.
const FILE: &str = "witness.db";
/// Most requests of one record that are kept as evidence of two histories.
const EVIDENCE_LIMIT: i64 = 100;
/// How often a request is judged anew because another one of the same record came between.
const ATTEMPTS: usize = 8;

/// The witness of one node's folder.
#[derive(Debug, Clone)]
pub struct Witness {
    directory: PathBuf,
    keys: RoleKeys,
}

impl Witness {
    /// The witness of a folder; `host` names its keys where it has none yet.
    pub fn new(directory: &Path, host: &str) -> Self {
        Self { directory: directory.to_owned(), keys: RoleKeys::witness(directory, host) }
    }

    /// The keys by which others check its cosignatures.
    pub fn verifier_keys(&self) -> Result<Vec<VerifierKey>, StoreError> {
        self.keys.verifiers()
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let path = self.directory.join(FILE);
        private::make_file(&path).map_err(StoreError::file(&path))?;
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE IF NOT EXISTS head (
                 origin TEXT PRIMARY KEY,
                 path   TEXT NOT NULL UNIQUE,
                 size   INTEGER NOT NULL,
                 root   BLOB NOT NULL,
                 note   BLOB NOT NULL
             ) STRICT, WITHOUT ROWID;
             CREATE TABLE IF NOT EXISTS evidence (
                 origin  TEXT NOT NULL,
                 time    INTEGER NOT NULL,
                 request BLOB NOT NULL
             ) STRICT;",
        )?;
        Ok(connection)
    }

    /// Judges a request to cosign; what it answers with is stored durably before this returns.
    pub fn answer(&self, body: &[u8]) -> Result<Decision, StoreError> {
        let request = match AddCheckpoint::parse(body) {
            Ok(request) => request,
            Err(error) => return Ok(Decision::Malformed(error)),
        };
        let Some(keys) = Peers::load(&self.directory)?.keys_of(request.origin()) else {
            return Ok(Decision::UnknownOrigin);
        };
        restored::refuse(&self.directory)?;
        let (connection, signers) = (self.open()?, self.keys.signers()?);
        let mut held = None;
        for _ in 0..ATTEMPTS {
            held = head(&connection, request.origin())?;
            let known = Known { keys: &keys, head: held };
            let decision = decide(&request, Some(known), &signers, clock::now().0.max(0) as u64)
                .map_err(|error| StoreError::damaged(request.origin(), 0, error))?;
            match &decision {
                Decision::Cosign { head, signatures } => {
                    let mut note = request.checkpoint.clone();
                    // Lines by others are not ours to show: nobody here has checked them.
                    note.retain(|line| {
                        keys.iter().any(|key| key.id() == line.key_id && *key.name() == line.name)
                    });
                    note.add(signatures.iter().cloned());
                    if swap(&connection, request.origin(), held, *head, &note)? {
                        return Ok(decision);
                    }
                }
                Decision::Inconsistent => {
                    tracing::error!(
                        origin = request.origin(),
                        "a head was refused: it may prove two histories"
                    );
                    keep_evidence(&connection, request.origin(), body)?;
                    return Ok(decision);
                }
                _ => return Ok(decision),
            }
        }
        Ok(Decision::OtherSize(held.unwrap_or_else(Head::empty).size))
    }

    /// The head that was cosigned last, by the path under which a witness shows it.
    pub fn checkpoint(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        // Looking does not make the file: that it is absent is something to know.
        if !self.directory.join(FILE).exists() {
            return Ok(None);
        }
        let ask = "SELECT note FROM head WHERE path = ?1";
        Ok(self.open()?.query_row(ask, [path], |row| row.get(0)).optional()?)
    }
}

fn head(connection: &Connection, origin: &str) -> Result<Option<Head>, StoreError> {
    let read =
        |row: &rusqlite::Row<'_>| Ok(Head { size: row.get::<_, i64>(0)? as u64, root: Digest(row.get(1)?) });
    Ok(connection.query_row("SELECT size, root FROM head WHERE origin = ?1", [origin], read).optional()?)
}

/// Stores a head in place of exactly the old one; false if another stands there by now.
fn swap(
    connection: &Connection,
    origin: &str,
    old: Option<Head>,
    new: Head,
    note: &SignedCheckpoint,
) -> Result<bool, StoreError> {
    let (size, root, note) = (new.size as i64, &new.root.0[..], note.to_bytes());
    let changed = match old {
        None => connection.execute(
            "INSERT INTO head (origin, path, size, root, note) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            params![origin, monitoring_path(origin), size, root, note],
        )?,
        Some(old) => connection.execute(
            "UPDATE head SET size = ?1, root = ?2, note = ?3 WHERE origin = ?4 AND size = ?5 AND root = ?6",
            params![size, root, note, origin, old.size as i64, &old.root.0[..]],
        )?,
    };
    Ok(changed == 1)
}

fn keep_evidence(connection: &Connection, origin: &str, request: &[u8]) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO evidence (origin, time, request) SELECT ?1, ?2, ?3
         WHERE (SELECT count(*) FROM evidence WHERE origin = ?1) < ?4",
        params![origin, clock::now().0, request, EVIDENCE_LIMIT],
    )?;
    Ok(())
}
