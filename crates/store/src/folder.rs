//! A node's folder as files: to whom they belong, and how much room is left.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::error::{OpenError, StoreError};

/// Folders whose files are many and made by one hand: what is published, and others' records.
const MANY: [&str; 2] = ["tile", "addenda"];

/// File whose lock says that the folder is in use.
pub(crate) const LOCK_FILE: &str = "maru.lock";

/// Bytes that are free on the disk on which a folder lies, for users other than root.
pub fn free_bytes(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// How many bytes the files under a folder have, symbolic links not followed.
pub(crate) fn bytes_under(folder: &Path) -> u64 {
    let (mut bytes, mut folders) = (0_u64, vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => folders.push(entry.path()),
                Ok(metadata) => bytes = bytes.saturating_add(metadata.len()),
                // What goes away meanwhile takes no room.
                Err(_) => {}
            }
        }
    }
    bytes
}

/// Files that belong to somebody else than the folder, at most so many: left behind by a command that the wrong user ran.
pub fn strangers(folder: &Path, most: usize) -> Vec<PathBuf> {
    let Ok(owner) = fs::metadata(folder).map(|folder| folder.uid()) else { return Vec::new() };
    found(folder, most, &|metadata| metadata.uid() != owner)
}

/// Takes a folder for this program alone, until what is given back is dropped.
pub(crate) fn take_lock(directory: &Path) -> Result<File, OpenError> {
    let path = directory.join(LOCK_FILE);
    let file = File::options().create(true).append(true).open(&path).map_err(StoreError::file(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(directory.to_owned())),
        Err(TryLockError::Error(error)) => Err(StoreError::File { path, error }.into()),
    }
}

fn found(folder: &Path, most: usize, wanted: &dyn Fn(&Metadata) -> bool) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            // What goes away meanwhile is nobody's.
            let Ok(metadata) = entry.metadata() else { continue };
            let path = entry.path();
            if wanted(&metadata) {
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
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
        path
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
