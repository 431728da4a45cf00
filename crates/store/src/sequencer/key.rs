//! The keys with which a record signs its heads: one file a process, readable by its owner alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use maru_record::{Algorithm, KeyName, SignerKey};

use crate::clock;
use crate::error::StoreError;

/// Mode of a key file.
const OWNER_ONLY: u32 = 0o600;
/// Mode of the folder of the keys.
const OWNER_ONLY_FOLDER: u32 = 0o700;

/// The kinds of keys that sign every head: one that every verifier knows, and one that outlasts quantum computers.
const ALGORITHMS: [Algorithm; 2] = [Algorithm::Ed25519, Algorithm::MlDsa44];

fn refused(path: &Path, reason: impl std::fmt::Display) -> StoreError {
    StoreError::File {
        path: path.to_owned(),
        error: io::Error::new(io::ErrorKind::InvalidData, reason.to_string()),
    }
}

/// The keys in a file, if it exists; they must be this record's.
pub(crate) fn load(path: &Path, origin: &str) -> Result<Option<Vec<SignerKey>>, StoreError> {
    let Some(keys) = read(path)? else { return Ok(None) };
    if keys.is_empty() || keys.iter().any(|key| key.verifier().name().as_str() != origin) {
        return Err(refused(path, format!("it does not hold the keys of {origin}")));
    }
    Ok(Some(keys))
}

/// The keys in a file, if it exists, whosever they are.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<SignerKey>>, StoreError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::file(path)(error)),
    };
    warn_if_open(path);
    let keys: Result<Vec<_>, _> = text.lines().map(SignerKey::from_secret_text).collect();
    keys.map(Some).map_err(|error| refused(path, error))
}

/// Copies a file of keys to where none is, if it exists.
pub(crate) fn bring(from: &Path, to: &Path) -> Result<(), StoreError> {
    if read(from)?.is_none() || to.exists() {
        return Ok(());
    }
    let bytes = fs::read(from).map_err(StoreError::file(from))?;
    write_secret(to, &bytes).map_err(StoreError::file(to))
}

/// Makes new keys of a record and keeps them.
pub(crate) fn create(path: &Path, origin: &str) -> Result<Vec<SignerKey>, StoreError> {
    create_kinds(path, origin, &ALGORITHMS)
}

/// Makes new keys and keeps them, durably, in a file that nobody else can read at any moment.
pub(crate) fn create_kinds(
    path: &Path,
    origin: &str,
    kinds: &[Algorithm],
) -> Result<Vec<SignerKey>, StoreError> {
    let name: KeyName = origin.parse().map_err(|error| refused(path, error))?;
    let mut keys = Vec::new();
    let mut text = String::new();
    for &algorithm in kinds {
        // A build without post-quantum signatures signs with the first kind alone.
        let Ok(key) = SignerKey::from_seed(name.clone(), algorithm, &clock::entropy()?) else { continue };
        text.push_str(&key.to_secret_text());
        text.push('\n');
        keys.push(key);
    }
    write_secret(path, text.as_bytes()).map_err(StoreError::file(path))?;
    Ok(keys)
}

pub(crate) fn write_secret(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let unfinished: PathBuf = path.with_extension("new");
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = secret_file(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    // A link, unlike a rename, never replaces keys that are there.
    fs::hard_link(&unfinished, path)?;
    fs::remove_file(&unfinished)?;
    super::files::sync_folder(folder)
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(OWNER_ONLY_FOLDER).create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn secret_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(path)
}

#[cfg(not(unix))]
fn secret_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn warn_if_open(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    if let Ok(metadata) = fs::metadata(path)
        && metadata.permissions().mode() & !OWNER_ONLY & 0o777 != 0
    {
        tracing::warn!(path = %path.display(), "others on this machine can read a record's keys; chmod 600 mends it");
    }
}

#[cfg(not(unix))]
fn warn_if_open(_path: &Path) {}
