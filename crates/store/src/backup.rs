//! Backups: one file with all that a node needs to be put back, taken in one step while it runs.
//!
//! It is the database as it was at one moment, with the list of peers beside the tables, and the keys if they are asked for,
//! under a passphrase. `lock.db` and `witness.db` are left out on purpose: they say what was signed last, and an old one lies.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use maru_record::tile::CHECKPOINT_PATH;
use maru_record::tree::{Frontier, leaf_hash};
use maru_record::{Checkpoint, Digest, SignedCheckpoint};
use rusqlite::{Connection, OpenFlags, params};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::database::DATABASE_FILE;
use crate::database::{self, OWN_RECORD, OWN_RECORD_ID};
use crate::error::{OpenError, StoreError};
use crate::private;
use crate::seal::Passphrase;
use crate::sequencer::{KEY_FOLDER, Place, sync_folder};

/// What SQLite's `application_id` says of a backup: “Maru”.
pub(crate) const APPLICATION: i32 = 0x4d61_7275;
/// The parts of a backup beside the tables.
pub(crate) const PEERS: &str = "peers.json";
pub(crate) const KEYS: &str = "keys";
const CONTENTS: &str = "contents";
/// Roles whose memory is never restored: with their keys and without it, they could sign what contradicts it.
pub(crate) const WITHOUT_MEMORY: [&str; 2] = ["node/witness.key", "node/mirror.key"];

/// One record, as a backup holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The process's id; `/node` for the node's own record.
    pub id: String,
    pub entries: u64,
    /// The root over them, in hexadecimal.
    pub root: String,
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// When it was made, in seconds since 1970.
    pub time: i64,
    /// By which version of Maru.
    pub program: String,
    pub records: Vec<Held>,
    /// Whether the list of peers is in it.
    pub peers: bool,
    /// Whether the private keys are in it, sealed.
    pub keys: bool,
}

/// Copies a node into one new file. The node may run meanwhile and take votes: the copy is of one moment.
///
/// The file has its name only when it is whole and was checked; after any error there is none.
pub fn backup(directory: &Path, file: &Path, keys: Option<&Passphrase>) -> Result<Made, OpenError> {
    let source = directory.join(DATABASE_FILE);
    if !source.is_file() {
        return Err(OpenError::Absent(directory.to_owned()));
    }
    refuse_existing(file)?;
    let unfinished = beside(file);
    let made = make(directory, &source, &unfinished, keys).and_then(|made| {
        // A link, unlike a rename, never replaces a file.
        fs::hard_link(&unfinished, file).map_err(StoreError::file(file))?;
        Ok(made)
    });
    let _ = fs::remove_file(&unfinished);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    sync_folder(folder).map_err(StoreError::file(folder))?;
    Ok(made?)
}

/// The name of a file that does not count yet.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}.unfinished", std::process::id()));
    PathBuf::from(name)
}

fn make(directory: &Path, source: &Path, file: &Path, keys: Option<&Passphrase>) -> Result<Made, StoreError> {
    private::create_new(file).map_err(StoreError::file(file))?;
    // What was published before the copy is taken must be in it.
    let published = published(directory)?;
    let from = Connection::open_with_flags(source, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // One read transaction, so no writer makes it begin anew; it leaves out free pages, where erased words may be.
    from.execute("VACUUM INTO ?1", [file.to_string_lossy()])?;
    drop(from);
    let copy = Connection::open(file)?;
    check(&copy)?;
    let records = records(&copy, &published)?;
    let peers = read(&directory.join(PEERS))?;
    let sealed = keys.map(|passphrase| sealed_keys(directory, passphrase)).transpose()?;
    let made = Made {
        time: clock::now().0,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        records,
        peers: peers.is_some(),
        keys: sealed.is_some(),
    };
    let contents = serde_json::to_vec_pretty(&made).map_err(|error| StoreError::file(file)(error.into()))?;
    copy.execute_batch(&format!(
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA application_id = {APPLICATION};
         CREATE TABLE backup (part TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    ))?;
    let parts = [(CONTENTS, Some(contents)), (PEERS, peers), (KEYS, sealed)];
    for (part, bytes) in parts {
        if let Some(bytes) = bytes {
            copy.execute("INSERT INTO backup (part, bytes) VALUES (?1, ?2)", params![part, bytes])?;
        }
    }
    drop(copy);
    File::open(file).and_then(|file| file.sync_all()).map_err(StoreError::file(file))?;
    Ok(made)
}

/// What a backup says of itself, if it does.
pub(crate) fn contents(backup: &Connection) -> Result<Option<Made>, StoreError> {
    let Some(bytes) = part(backup, CONTENTS)? else { return Ok(None) };
    let made = serde_json::from_slice(&bytes);
    made.map(Some)
        .map_err(|error| StoreError::Snapshot(format!("the backup does not say what it holds: {error}")))
}

/// A part of a backup beside the tables.
pub(crate) fn part(backup: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    use rusqlite::OptionalExtension as _;
    let ask = "SELECT bytes FROM backup WHERE part = ?1";
    Ok(backup.query_row(ask, [name], |row| row.get(0)).optional()?)
}

/// Refuses a copy in which a page is damaged, or a content is not what entries name.
pub(crate) fn check(copy: &Connection) -> Result<(), StoreError> {
    let damaged = |reason: String| StoreError::Snapshot(format!("the copy is damaged: {reason}"));
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(damaged(verdict));
    }
    let mut ask = copy.prepare("SELECT digest, object FROM content")?;
    let mut rows = ask.query([])?;
    while let Some(row) = rows.next()? {
        let (digest, object): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let found = Digest::of(&object);
        if found.0[..] != digest[..] {
            return Err(damaged(format!("a content has the digest {found}, and is kept under another one")));
        }
    }
    Ok(())
}

/// The records of a copy, with their roots; refuses one that does not hold what was published of it.
pub(crate) fn records(
    copy: &Connection,
    published: &BTreeMap<String, Checkpoint>,
) -> Result<Vec<Held>, StoreError> {
    let own = (OWN_RECORD, OWN_RECORD_ID.to_owned());
    let mut found = Vec::new();
    for (number, id) in std::iter::once(own).chain(database::processes(copy)?) {
        let head = published.get(&id);
        let mut tree = Frontier::new();
        let mut wrong = None;
        database::each_entry(copy, number, 0, |entry, bytes| {
            if entry != tree.size() {
                return Err(StoreError::damaged(&id, tree.size(), "it is missing"));
            }
            tree.push(leaf_hash(bytes));
            if head.is_some_and(|head| head.size == tree.size() && head.root != tree.root()) {
                wrong = Some(entry);
            }
            Ok(())
        })?;
        if let Some(head) = head.filter(|head| wrong.is_some() || head.size > tree.size()) {
            return Err(StoreError::Record {
                process: id,
                reason: format!(
                    "node.db does not hold the first {} entries that were published: do not use it; recover from a mirror (`maru recover`)",
                    head.size
                ),
            });
        }
        if tree.size() > 0 {
            found.push(Held { id, entries: tree.size(), root: tree.root().to_string() });
        }
    }
    Ok(found)
}

/// The published heads, by id.
fn published(directory: &Path) -> Result<BTreeMap<String, Checkpoint>, StoreError> {
    let mut places = vec![(OWN_RECORD_ID.to_owned(), Place::of_node())];
    let folders = fs::read_dir(directory.join("record")).into_iter().flatten().flatten();
    places.extend(folders.filter_map(|folder| {
        let id = folder.file_name().into_string().ok()?;
        let place = Place::of(&id);
        Some((id, place))
    }));
    let mut heads = BTreeMap::new();
    for (id, place) in places {
        let head = read(&directory.join(place.prefix).join(CHECKPOINT_PATH))?;
        if let Some(head) = head.and_then(|bytes| SignedCheckpoint::parse(&bytes).ok()) {
            heads.insert(id, head.checkpoint().clone());
        }
    }
    Ok(heads)
}

fn sealed_keys(directory: &Path, passphrase: &Passphrase) -> Result<Vec<u8>, StoreError> {
    let folder = directory.join(KEY_FOLDER);
    let mut keys = BTreeMap::new();
    for under in ["", "node/"] {
        let found = match fs::read_dir(folder.join(under)) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(StoreError::file(folder)(error)),
        };
        for path in found.flatten().map(|file| file.path()) {
            let name = path.file_name().map(|name| format!("{under}{}", name.to_string_lossy()));
            let is_key = path.extension().is_some_and(|ending| ending == "key");
            let name = name.filter(|name| is_key && !WITHOUT_MEMORY.contains(&name.as_str()));
            if let Some(name) = name {
                keys.insert(name, fs::read_to_string(&path).map_err(StoreError::file(&path))?);
            }
        }
    }
    let text = serde_json::to_vec(&keys).map_err(|error| StoreError::file(folder)(error.into()))?;
    passphrase.seal(&text)
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::file(path)(error)),
    }
}

pub(crate) fn refuse_existing(file: &Path) -> Result<(), StoreError> {
    if file.symlink_metadata().is_ok() {
        let error =
            io::Error::new(io::ErrorKind::AlreadyExists, "it exists already; nothing was overwritten");
        return Err(StoreError::File { path: file.to_owned(), error });
    }
    Ok(())
}
