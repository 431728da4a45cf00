//! Putting a backup back: all of it or nothing, into a folder without a node, which is marked until it is known what was signed since.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::backup::{self, APPLICATION, KEYS, Made, PEERS, WITHOUT_MEMORY};
use crate::database;
use crate::database::DATABASE_FILE;
use crate::error::{OpenError, StoreError};
use crate::format;
use crate::private;
use crate::restored::Restored;
use crate::seal::Passphrase;
use crate::sequencer::{KEY_FOLDER, key, sync_folder};

/// The database while it is being put back.
const UNFINISHED: &str = "node.db.restoring";
/// What belongs to a database that was here: SQLite would apply it to the one that is put back.
const LEFT_OVER: [&str; 3] = ["node.db-wal", "node.db-shm", "node.db-journal"];
/// The tables that make a database a node's.
const TABLES: [&str; 3] = ["process", "entry", "content"];

/// Why a backup was not put back; nothing was changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// It is another kind of file.
    #[error("{0} is no backup of a node")]
    OtherKind(PathBuf),
    /// It holds other records than it says.
    #[error("{path} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The keys are sealed.
    #[error("the keys in {0} do not open with this passphrase")]
    Passphrase(PathBuf),
    /// The folder or the file.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        Self::Open(error.into())
    }
}

impl From<rusqlite::Error> for RestoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Open(error.into())
    }
}

/// What was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutBack {
    /// What the backup says of itself; nothing for a bare database, which an earlier Maru made.
    pub made: Option<Made>,
    /// Whether the list of peers came back.
    pub peers: bool,
    /// How many files of keys came back.
    pub keys: usize,
}

/// Puts a backup into a folder that has no node. Lists and keys that are there already stay.
pub fn restore(
    file: &Path,
    directory: &Path,
    passphrase: Option<&Passphrase>,
) -> Result<PutBack, RestoreError> {
    let backup = checked(file)?;
    let made = backup::contents(&backup)?;
    let peers = backup::part(&backup, PEERS)?;
    let keys = match (backup::part(&backup, KEYS)?, passphrase) {
        (Some(sealed), Some(passphrase)) => opened(file, &sealed, passphrase)?,
        _ => BTreeMap::new(),
    };
    drop(backup);
    backup::refuse_existing(&directory.join(DATABASE_FILE))?;
    for name in LEFT_OVER {
        backup::refuse_existing(&directory.join(name))?;
    }
    private::make_folder(directory).map_err(StoreError::file(directory))?;
    // First of all: whatever interrupts what follows, nothing is signed here.
    Restored::now(made.as_ref().map(|made| made.time)).mark(directory)?;
    let mut written = Written::default();
    match put_back(file, directory, peers, &keys, &mut written) {
        Ok(()) => Ok(PutBack { made, peers: written.peers, keys: written.keys }),
        Err(error) => {
            for path in written.paths.iter().rev() {
                let _ = fs::remove_file(path);
            }
            let _ = fs::remove_file(directory.join(UNFINISHED));
            Restored::clear(directory)?;
            Err(error)
        }
    }
}

#[derive(Default)]
struct Written {
    paths: Vec<PathBuf>,
    peers: bool,
    keys: usize,
}

/// Refuses a folder in which putting back a backup was interrupted: half of it is no node, and not the beginning of a new one.
pub(crate) fn refuse_unfinished(directory: &Path) -> Result<(), StoreError> {
    if directory.join(DATABASE_FILE).exists() || Restored::of(directory)?.is_none() {
        return Ok(());
    }
    Err(StoreError::Record {
        process: "this node".to_owned(),
        reason: format!("a restore into {} was interrupted; run `maru restore` again", directory.display()),
    })
}

/// Opens a file that is a backup and is whole.
fn checked(file: &Path) -> Result<Connection, RestoreError> {
    if !file.is_file() {
        let absent = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(StoreError::file(file)(absent).into());
    }
    let other = || RestoreError::OtherKind(file.to_owned());
    let backup = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let found = tables(&backup).map_err(|_| other())?;
    let application = backup::application(&backup)?;
    if !TABLES.iter().all(|table| found.contains(*table)) || ![0, APPLICATION].contains(&application) {
        return Err(other());
    }
    let format = database::format(&backup)?;
    // One that `maru upgrade` can bring up to date is put back first.
    match format::refuse_other(file, format) {
        Ok(()) | Err(OpenError::Older { .. }) => {}
        Err(refused) => return Err(refused.into()),
    }
    let damaged = |reason: String| RestoreError::Damaged { path: file.to_owned(), reason };
    backup::check(&backup).map_err(|error| damaged(error.to_string()))?;
    let records = backup::records(&backup, &BTreeMap::new()).map_err(|error| damaged(error.to_string()))?;
    let made = backup::contents(&backup).map_err(|error| damaged(error.to_string()))?;
    if application == APPLICATION && made.is_none() {
        return Err(damaged("it does not say what it holds".to_owned()));
    }
    if made.is_some_and(|made| made.records != records) {
        return Err(damaged("its entries are not those that were copied".to_owned()));
    }
    Ok(backup)
}

fn tables(backup: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let mut ask = backup.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    ask.query_map([], |row| row.get(0))?.collect()
}

fn opened(
    file: &Path,
    sealed: &[u8],
    passphrase: &Passphrase,
) -> Result<BTreeMap<String, String>, RestoreError> {
    let bytes = passphrase.open(sealed).ok_or_else(|| RestoreError::Passphrase(file.to_owned()))?;
    let damaged = |reason: String| RestoreError::Damaged { path: file.to_owned(), reason };
    let keys: BTreeMap<String, String> =
        serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
    let is_name = |name: &str| {
        let name = name.strip_prefix("node/").unwrap_or(name);
        let is_key = Path::new(name).extension().is_some_and(|ending| ending == "key");
        is_key && !name.contains(['/', '\\']) && !name.starts_with('.')
    };
    match keys.keys().find(|name| !is_name(name) || WITHOUT_MEMORY.contains(&name.as_str())) {
        None => Ok(keys),
        Some(name) => Err(damaged(format!("it has no business to bring a key called {name}"))),
    }
}

fn put_back(
    file: &Path,
    directory: &Path,
    peers: Option<Vec<u8>>,
    keys: &BTreeMap<String, String>,
    written: &mut Written,
) -> Result<(), RestoreError> {
    let unfinished = directory.join(UNFINISHED);
    let _ = fs::remove_file(&unfinished);
    let failed = |error| StoreError::file(&unfinished)(error);
    let mut to = private::create_new(&unfinished).map_err(failed)?;
    let mut from = File::open(file).map_err(StoreError::file(file))?;
    std::io::copy(&mut from, &mut to).and_then(|_| to.sync_all()).map_err(failed)?;
    let database = Connection::open(&unfinished)?;
    // What was sealed into the file is not left behind in the node's free pages.
    database.execute_batch(
        "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; DROP TABLE IF EXISTS backup; PRAGMA application_id = 0; VACUUM;",
    )?;
    drop(database);
    for (name, text) in keys {
        let path = directory.join(KEY_FOLDER).join(name);
        if !path.exists() {
            key::write_secret(&path, text.as_bytes()).map_err(StoreError::file(&path))?;
            written.paths.push(path);
            written.keys += 1;
        }
    }
    let list = directory.join(PEERS);
    if let Some(peers) = peers.filter(|_| !list.exists()) {
        key::write_secret(&list, &peers).map_err(StoreError::file(&list))?;
        written.paths.push(list);
        written.peers = true;
    }
    let database = directory.join(DATABASE_FILE);
    fs::hard_link(&unfinished, &database).map_err(StoreError::file(&database))?;
    fs::remove_file(&unfinished).map_err(failed)?;
    sync_folder(directory).map_err(StoreError::file(directory))?;
    Ok(())
}
