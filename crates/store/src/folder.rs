//! A node's folder as files: to whom they belong, who else may read them, and how much room is left.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Permissions of anybody but the owner.
const OTHERS: u32 = 0o077;
/// Folders whose files are many and made by one hand: what is published, and others' records.
const MANY: [&str; 2] = ["tile", "addenda"];
/// What nobody else may read: the database with mail addresses and sessions, the keys, the settings with passwords.
const PRIVATE: [&str; 5] = ["node.db", "node.db-wal", "node.db-shm", "keys", "maru.toml"];

/// Bytes that are free on the disk on which a folder lies, for users other than root.
pub fn free_bytes(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Files that belong to somebody else than the folder, at most so many: left behind by a command that the wrong user ran.
pub fn strangers(folder: &Path, most: usize) -> Vec<PathBuf> {
    let Ok(owner) = fs::metadata(folder).map(|folder| folder.uid()) else { return Vec::new() };
    found(folder, most, &|_, metadata| metadata.uid() != owner)
}

/// Private files that others than their owner may reach, at most so many.
pub fn open_to_others(folder: &Path, most: usize) -> Vec<PathBuf> {
    let is_open = |metadata: &Metadata| metadata.permissions().mode() & OTHERS != 0;
    // Behind a closed door it does not matter how the rooms are.
    if fs::metadata(folder).is_ok_and(|folder| !is_open(&folder)) {
        return Vec::new();
    }
    let is_private = |path: &Path| {
        let first = path.strip_prefix(folder).ok().and_then(|path| path.components().next());
        first.is_some_and(|first| PRIVATE.iter().any(|name| first.as_os_str() == OsStr::new(name)))
    };
    found(folder, most, &|path, metadata| is_private(path) && metadata.is_file() && is_open(metadata))
}

fn found(folder: &Path, most: usize, wanted: &dyn Fn(&Path, &Metadata) -> bool) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            // What goes away meanwhile is nobody's.
            let Ok(metadata) = entry.metadata() else { continue };
            let path = entry.path();
            if wanted(&path, &metadata) {
                found.push(path.clone());
                if found.len() >= most {
                    return found;
                }
            }
            if metadata.is_dir() && !MANY.iter().any(|name| entry.file_name() == OsStr::new(name)) {
                folders.push(path);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(home: &Path, path: &str, mode: u32) -> PathBuf {
        let path = home.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "x").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn private_files_that_others_can_read_are_found() {
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let open = [file(home.path(), "node.db", 0o644), file(home.path(), "keys/one.key", 0o640)];
        file(home.path(), "maru.toml", 0o600);
        file(home.path(), "record/one/checkpoint", 0o644);
        let mut found = open_to_others(home.path(), 10);
        found.sort();
        let mut expected = open.to_vec();
        expected.sort();
        assert_eq!(found, expected, "what is published may be read by all");
        assert_eq!(open_to_others(home.path(), 1).len(), 1);
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(open_to_others(home.path(), 10), Vec::<PathBuf>::new(), "nobody gets that far");
    }

    #[test]
    fn files_of_another_user_are_found() {
        let home = tempfile::tempdir().unwrap();
        let path = file(home.path(), "keys/one.key", 0o600);
        assert_eq!(strangers(home.path(), 10), Vec::<PathBuf>::new());
        // Only root can give files away; others cannot bring the fault about, so that there is nothing to find.
        if std::os::unix::fs::chown(&path, Some(12_345), None).is_ok() {
            assert_eq!(strangers(home.path(), 10), [path]);
        }
    }

    #[test]
    fn room_on_the_disk_is_known() {
        assert!(free_bytes(&std::env::temp_dir()).unwrap() > 0);
        assert!(free_bytes(Path::new("/nowhere/at/all")).is_err());
    }
}
