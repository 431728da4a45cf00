//! Files that nobody but the node's own user may read: the folder, the databases, the keys, the backups.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Mode of a private file.
const OWNER_ONLY: u32 = 0o600;
/// Mode of a private folder.
const OWNER_ONLY_FOLDER: u32 = 0o700;
/// The bits that let others in.
const OTHERS: u32 = 0o077;
/// What in a node's folder is nobody else's business. What lies under `record/`, `node/` and `mirror/` is public anyway.
const PRIVATE: [&str; 11] = [
    "",
    "node.db",
    "node.db-wal",
    "maru.sock",
    "lock.db",
    "lock.db-wal",
    "witness.db",
    "witness.db-wal",
    "peers.json",
    "keys",
    "maru.toml",
];

/// Makes a folder that only its owner can enter; one that is there stays as it is.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    set_folder_mode(&mut builder);
    builder.create(folder)
}

/// Makes sure that a file is there before a library opens it with a mode of its own; SQLite gives its journals the mode of
/// the database.
pub(crate) fn make_file(path: &Path) -> io::Result<()> {
    match create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(|_| ()),
    }
}

/// Makes a file that was not there.
pub(crate) fn create_new(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    set_file_mode(&mut options);
    options.open(path)
}

/// What in a node's folder others on this machine can read, and should not.
pub fn open_to_others(directory: &Path) -> Vec<PathBuf> {
    // Behind a closed door it does not matter how the rooms are.
    if !is_open(directory) {
        return Vec::new();
    }
    let paths = PRIVATE.iter().map(|name| directory.join(name));
    paths.filter(|path| is_open(path)).collect()
}

#[cfg(unix)]
fn set_folder_mode(builder: &mut fs::DirBuilder) {
    use std::os::unix::fs::DirBuilderExt as _;
    builder.mode(OWNER_ONLY_FOLDER);
}

#[cfg(unix)]
fn set_file_mode(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(OWNER_ONLY);
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & OTHERS != 0)
}

#[cfg(not(unix))]
fn set_folder_mode(_: &mut fs::DirBuilder) {}

#[cfg(not(unix))]
fn set_file_mode(_: &mut OpenOptions) {}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn private_files_that_others_can_read_are_found() {
        let home = tempfile::tempdir().unwrap();
        let set =
            |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        for (name, mode) in
            [("node.db", 0o644), ("maru.toml", 0o640), ("lock.db", 0o600), ("checkpoint", 0o644)]
        {
            fs::write(home.path().join(name), "x").unwrap();
            set(&home.path().join(name), mode);
        }
        set(home.path(), 0o755);
        let expected = ["", "node.db", "maru.toml"].map(|name| home.path().join(name));
        assert_eq!(open_to_others(home.path()), expected, "what is published may be read by all");
        set(home.path(), 0o700);
        assert_eq!(open_to_others(home.path()), Vec::<PathBuf>::new(), "nobody gets that far");
    }
}
