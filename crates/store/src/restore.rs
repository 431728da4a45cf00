//! Putting a backup back: all of it or nothing, into a folder without a node, which is marked until it is known what was signed since.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read as _;
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
    #[error("{} is no backup of a node: {}", path.display(), kind.told())]
    OtherKind {
        /// The file.
        path: PathBuf,
        /// What it is.
        kind: Kind,
    },
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

/// What a file is that is offered as a backup, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What `maru backup` wrote.
    Backup,
    /// A node's bare database.
    Database,
    /// What a node or a witness has signed last, which is never put back.
    Signed,
    /// A database of some other program.
    OtherDatabase,
    /// A tar, as archives of processes are.
    Tar,
    /// A packed file.
    Packed,
    /// A folder.
    Folder,
    /// Anything else.
    Unknown,
}

impl Kind {
    /// What it is, and what to do with it.
    fn told(self) -> &'static str {
        match self {
            Self::Backup => "it holds other tables than a node's",
            Self::Database => {
                "it is a node's bare database (node.db), which does not say when it was copied, whether it is whole and what belongs with it; \
                 the newest acts may lie in node.db-wal beside it. Make a backup of the folder that it comes from: `maru --data THAT_FOLDER \
                 backup FILE`. If this file is all that is left, put it as node.db into an empty folder, with the folder `keys` beside it, \
                 and run `maru recover`"
            }
            Self::Signed => {
                "it says what was signed last (lock.db or witness.db), which is never put back from a copy: an older one would let the node \
                 sign a second history. If the newest one is lost, `maru recover` asks the peers"
            }
            Self::OtherDatabase => {
                "it is a database of SQLite, in which no tables of a node were found. `maru backup FILE` makes a backup"
            }
            Self::Tar => {
                "it is a tar. An archive of one process is brought in with `maru process import-archive FILE`; a folder that was copied whole \
                 is unpacked, and `maru recover` is run in it"
            }
            Self::Packed => "it is packed; unpack it first",
            Self::Folder => {
                "it is a folder. One that was copied whole is used where it lies, after `maru --data FOLDER recover`"
            }
            Self::Unknown => "`maru backup FILE` makes one",
        }
    }

    /// What a file is. Nothing is opened by SQLite, which would make files beside a database that was copied while it was in use.
    fn of(file: &Path) -> std::io::Result<Self> {
        let mut head = Vec::new();
        File::open(file)?.take(HEAD_BYTES).read_to_end(&mut head)?;
        let starts = |with: &[u8]| head.starts_with(with);
        if starts(b"SQLite format 3\0") {
            let application =
                head.get(68..72).and_then(|bytes| bytes.try_into().ok()).map(i32::from_be_bytes);
            let schema = |table: &str| {
                let made = format!("CREATE TABLE {table}");
                head.windows(made.len()).any(|bytes| bytes == made.as_bytes())
            };
            return Ok(match application {
                Some(APPLICATION) => Self::Backup,
                _ if schema("entry") && schema("process") => Self::Database,
                _ if schema("log") || schema("head") => Self::Signed,
                _ => Self::OtherDatabase,
            });
        }
        Ok(match head.get(257..262) {
            Some(b"ustar") => Self::Tar,
            _ if [&b"\x1f\x8b"[..], b"PK\x03\x04", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ", b"BZh"]
                .into_iter()
                .any(starts) =>
            {
                Self::Packed
            }
            _ => Self::Unknown,
        })
    }
}

/// So many bytes show what a file is: the first pages of a database hold its schema.
const HEAD_BYTES: u64 = 256 * 1_024;

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
    /// What the backup says of itself.
    pub made: Made,
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
    let (backup, made) = checked(file)?;
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
    Restored::now(Some(made.time)).mark(directory)?;
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

/// Opens a file that is a backup and is whole; gives what it says of itself.
fn checked(file: &Path) -> Result<(Connection, Made), RestoreError> {
    let other = |kind| RestoreError::OtherKind { path: file.to_owned(), kind };
    if file.is_dir() {
        return Err(other(Kind::Folder));
    }
    if !file.is_file() {
        let absent = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(StoreError::file(file)(absent).into());
    }
    let kind = Kind::of(file).map_err(StoreError::file(file))?;
    if kind != Kind::Backup {
        return Err(other(kind));
    }
    let backup = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let damaged = |reason: String| RestoreError::Damaged { path: file.to_owned(), reason };
    let found = tables(&backup).map_err(|error| damaged(error.to_string()))?;
    if !TABLES.iter().all(|table| found.contains(*table)) {
        return Err(other(kind));
    }
    let format = database::format(&backup)?;
    // One that `maru upgrade` can bring up to date is put back first.
    match format::refuse_other(file, format) {
        Ok(()) | Err(OpenError::Older { .. }) => {}
        Err(refused) => return Err(refused.into()),
    }
    backup::check(&backup).map_err(|error| damaged(error.to_string()))?;
    let records = backup::records(&backup, &BTreeMap::new()).map_err(|error| damaged(error.to_string()))?;
    let made = backup::contents(&backup).map_err(|error| damaged(error.to_string()))?;
    let made = made.ok_or_else(|| damaged("it does not say what it holds".to_owned()))?;
    if made.records != records {
        return Err(damaged("its entries are not those that were copied".to_owned()));
    }
    Ok((backup, made))
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
