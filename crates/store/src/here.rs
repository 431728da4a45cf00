//! The sign that a folder is where it was when a program had it last, and that the machine has not started anew since.
//!
//! A folder that was put back (copied from elsewhere, unpacked, a disk brought back to an earlier day) looks like one that was only
//! switched off: its `lock.db` is as old as all the rest. But no copy of a file keeps the number of its inode and the time at which that was
//! changed last, which no program sets; and a disk is seldom changed under a machine that runs. So a program notes both, and since which start
//! the machine runs, when it takes the folder and when it lets it go.
//!
//! What it cannot see: a machine that is brought back with its memory, and a file system that is rolled back under a machine that runs. There
//! the note is as old as all the rest, and fits it. Only what peers hold tells of that.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use maru_record::Write;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::folder::LOCK_FILE;
use crate::sequencer::files::{Files as _, Folder};

/// What was noted.
const FILE: &str = "here.json";
/// Linux says here since which start it runs; other systems do not say, and there nothing is taken for granted.
const BOOT: &str = "/proc/sys/kernel/random/boot_id";

/// Where a folder was, and since which start of the machine.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Here {
    boot: String,
    device: u64,
    inode: u64,
    /// When the lock file was changed last, in seconds since 1970 and nanoseconds beyond them: what a copy cannot bring along.
    changed: (i64, i64),
}

impl Here {
    /// What is so now; nothing where it cannot be told.
    fn now(directory: &Path) -> Option<Self> {
        let lock = fs::metadata(directory.join(LOCK_FILE)).ok()?;
        let boot = fs::read_to_string(BOOT).ok()?.trim().to_owned();
        let changed = (lock.ctime(), lock.ctime_nsec());
        Some(Self { boot, device: lock.dev(), inode: lock.ino(), changed })
    }
}

/// Whether a folder is certainly the one that was noted last.
pub(crate) fn is_same(directory: &Path) -> bool {
    let noted = fs::read(directory.join(FILE)).ok();
    let noted: Option<Here> = noted.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    noted.is_some() && noted == Here::now(directory)
}

/// Notes where a folder is that this program has. The lock file is written anew, so that a note from before is none any more.
pub(crate) fn note(directory: &Path) -> io::Result<()> {
    fs::write(directory.join(LOCK_FILE), format!("{}\n", clock::now().0))?;
    let Some(here) = Here::now(directory) else { return Ok(()) };
    let bytes = serde_json::to_vec_pretty(&here)?;
    Folder::new(directory).write(&[Write { path: FILE.to_owned(), bytes }])
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// A folder that was noted, beside which a copy can lie.
    fn noted() -> (tempfile::TempDir, std::path::PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("node");
        fs::create_dir(&folder).unwrap();
        assert!(!is_same(&folder), "nothing was noted");
        note(&folder).unwrap();
        (home, folder)
    }

    fn run(home: &Path, program: &str, arguments: &[&str]) {
        assert!(Command::new(program).args(arguments).current_dir(home).status().unwrap().success());
    }

    #[test]
    fn a_copy_that_is_put_back_is_not_the_folder_that_was_noted() {
        let put_back: [&[&[&str]]; 4] = [
            &[&["cp", "-a", "node", "kept"], &["rm", "-r", "node"], &["cp", "-a", "kept", "node"]],
            &[&["cp", "-a", "node", "kept"], &["cp", "-aT", "kept", "node"]],
            &[&["tar", "cf", "kept.tar", "node"], &["rm", "-r", "node"], &["tar", "xf", "kept.tar"]],
            &[&["cp", "-a", "node", "kept"], &["rm", "-r", "node"], &["mv", "kept", "node"]],
        ];
        for commands in put_back {
            let (home, folder) = noted();
            assert!(is_same(&folder));
            for command in commands {
                run(home.path(), command[0], &command[1..]);
            }
            assert!(!is_same(&folder), "{commands:?}");
        }
    }

    #[test]
    fn a_folder_that_stays_or_gets_another_name_is_the_same() {
        let (home, folder) = noted();
        run(home.path(), "mv", &["node", "elsewhere"]);
        run(home.path(), "mv", &["elsewhere", "node"]);
        assert!(is_same(&folder));
        // What was noted before the last closing is not taken for the last.
        let old = fs::read(folder.join(FILE)).unwrap();
        note(&folder).unwrap();
        assert!(is_same(&folder));
        fs::write(folder.join(FILE), old).unwrap();
        assert!(!is_same(&folder));
        fs::write(folder.join(FILE), "{").unwrap();
        assert!(!is_same(&folder));
    }

    #[test]
    fn a_machine_that_started_anew_is_another() {
        let (_home, folder) = noted();
        let mut here = Here::now(&folder).unwrap();
        here.boot = "00000000-0000-4000-8000-000000000000".to_owned();
        fs::write(folder.join(FILE), serde_json::to_vec(&here).unwrap()).unwrap();
        assert!(!is_same(&folder));
    }
}
