//! The door between the sequencer and the disk: four operations, so that a test can let any one of them fail.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use maru_record::{SourceError, TileSource, Write};

/// Ending of a file that is being written; one that is left over after a crash means nothing.
const UNFINISHED: &str = "new";

/// Files under a node's folder, named by relative paths with `/`.
pub trait Files {
    /// All bytes of a file, or nothing if there is none.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// Writes files, each whole or not at all; when it returns without an error, all of them are durable.
    fn write(&self, files: &[Write]) -> io::Result<()>;

    /// Removes files; absent ones are fine. When it returns without an error, all of them are gone for good.
    fn remove(&self, paths: &[String]) -> io::Result<()>;

    /// Removes a file that means nothing any more; after a crash it may be there again.
    fn discard(&self, path: &str) -> io::Result<()>;
}

impl<F: Files + ?Sized> Files for &F {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        (**self).read(path)
    }

    fn write(&self, files: &[Write]) -> io::Result<()> {
        (**self).write(files)
    }

    fn remove(&self, paths: &[String]) -> io::Result<()> {
        (**self).remove(paths)
    }

    fn discard(&self, path: &str) -> io::Result<()> {
        (**self).discard(path)
    }
}

/// The files of one record, as tiles are read from them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tiles<'a, F> {
    pub(crate) files: &'a F,
    pub(crate) prefix: &'a str,
}

impl<F: Files> TileSource for Tiles<'_, F> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let path = format!("{}{path}", self.prefix);
        self.files.read(&path).map_err(|error| SourceError { path, reason: error.to_string() })
    }
}

/// Files in a folder of the operating system.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The files under this folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Makes a folder with those above it; each new one is durable in its parent.
    fn make(&self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent().filter(|parent| parent.starts_with(&self.root)) {
            self.make(parent)?;
            match fs::create_dir(folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => sync_folder(parent)?,
            }
        } else {
            fs::create_dir_all(folder)?;
        }
        Ok(())
    }

    fn write_share(&self, files: &[Write]) -> io::Result<()> {
        for file in files {
            let path = self.root.join(&file.path);
            fs::rename(write_unfinished(&path, &file.bytes)?, &path)?;
        }
        Ok(())
    }
}

/// How many files are written at the same time.
const WRITERS: usize = 4;

/// Writes and closes a file whose name does not count yet.
fn write_unfinished(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(UNFINISHED);
    let unfinished = PathBuf::from(name);
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    Ok(unfinished)
}

pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

impl Files for Folder {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.root.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn write(&self, files: &[Write]) -> io::Result<()> {
        let mut folders = BTreeSet::new();
        for file in files {
            let path = self.root.join(&file.path);
            let folder = path.parent().unwrap_or(&self.root).to_owned();
            self.make(&folder)?;
            folders.insert(folder);
        }
        // The disk serves several waiting writers faster than one after the other.
        let share = files.len().div_ceil(WRITERS).max(1);
        std::thread::scope(|scope| {
            let begun: Vec<_> =
                files.chunks(share).map(|files| scope.spawn(|| self.write_share(files))).collect();
            begun.into_iter().try_for_each(|writer| {
                writer.join().unwrap_or_else(|_| Err(io::Error::other("a writing thread ended in a panic")))
            })
        })?;
        // A rename is durable once its folder is; one call a folder serves all files of the batch in it.
        folders.iter().try_for_each(|folder| sync_folder(folder))
    }

    fn remove(&self, paths: &[String]) -> io::Result<()> {
        for path in paths {
            self.discard(path)?;
        }
        let parent = |path: &String| self.root.join(path).parent().map(Path::to_owned);
        let folders: BTreeSet<_> = paths.iter().filter_map(parent).collect();
        folders.iter().filter(|folder| folder.is_dir()).try_for_each(|folder| sync_folder(folder))
    }

    fn discard(&self, path: &str) -> io::Result<()> {
        match fs::remove_file(self.root.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}
