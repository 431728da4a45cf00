//! Gives the crate a digest of its own sources, by which saved states are told apart: a state that other sources wrote is folded
//! anew from the entries instead of being read, and nobody has to remember to raise a number.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=src");
    let mut sources = BTreeMap::new();
    gather(Path::new("src"), &mut sources)?;
    let mut hasher = DefaultHasher::new();
    sources.hash(&mut hasher);
    println!("cargo:rustc-env=FORUM_SOURCES={:016x}", hasher.finish());
    Ok(())
}

fn gather(folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, into)?;
        } else {
            let bytes = std::fs::read(&path)?;
            into.insert(path, bytes);
        }
    }
    Ok(())
}
