//! Copies of others' records, looked at like the node's own: a bundle and the hashes above it are two copies of the same leaves, the signed
//! root says which of them is right, and each text bears its own digest. What is damaged comes back from whoever else has it.

use std::time::Duration;

use maru_record::tile::{CHECKPOINT_PATH, Kind, TILE_WIDTH, bundle_entries, read_cut, tile_hashes};
use maru_record::{Checkpoint, Digest, Edge, Tile, TileSource, Write, addenda};

use super::finding::{Damaged, Finding, Mend};
use super::{BUNDLES_AT_ONCE, Mended, PAUSE, SECOND_LOOK};
use crate::error::StoreError;
use crate::mirror::{Mirror, sound_head};
use crate::sequencer::{Files as _, Folder, Tiles, leaves};
use crate::shared::Shared;

/// In front of the origin, what a finding calls a copy.
const CALLED: &str = "the copy of ";

/// What was found in a copy.
type Found = Vec<(Finding, Mend)>;

/// A copy, and how far the look at it has come.
#[derive(Clone)]
struct Look<'a> {
    files: &'a Folder,
    prefix: &'a str,
    /// What a finding calls it.
    name: String,
    head: Checkpoint,
    elsewhere: Option<&'a dyn TileSource>,
    edge: Edge,
    found: Found,
}

/// Looks at every copy in turn; gives how many entries that were, or nothing when the node ends meanwhile.
pub(super) fn examine_all(
    shared: &Shared,
    pause: &dyn Fn(Duration) -> bool,
) -> Result<Option<u64>, StoreError> {
    let files = Folder::new(&shared.directory);
    let (mut entries, mut names) = (0, Vec::new());
    for prefix in Mirror::prefixes(&shared.directory)? {
        let Some((name, found, count)) = examine(&files, &prefix, None, pause) else { return Ok(None) };
        let found: Vec<_> = found.into_iter().map(|(finding, _)| finding).collect();
        shared.noticed.replace(Some(&name), &found);
        entries += count;
        names.push(name);
    }
    shared.noticed.forget(|record| record.starts_with(CALLED) && !names.iter().any(|name| name == record));
    Ok(Some(entries))
}

/// Puts right what the copies that others hold prove. The folder must be open nowhere else.
pub(super) fn mend_all(
    directory: &std::path::Path,
    elsewhere: &dyn Fn(&str) -> Option<Box<dyn TileSource>>,
    done: &mut Mended,
) -> Result<(), StoreError> {
    let files = Folder::new(directory);
    for prefix in Mirror::prefixes(directory)? {
        let origin = sound_head(&files, &prefix).ok().flatten().map(|head| head.checkpoint().origin.clone());
        let copy = origin.as_deref().and_then(elsewhere);
        let Some((_, found, _)) = examine(&files, &prefix, copy.as_deref(), &|_| true) else { continue };
        // Without the root nothing says which of two copies is right.
        let proven = found.iter().all(|(finding, _)| finding.damaged != Damaged::Root);
        for (finding, mend) in found {
            match (&finding.damaged, mend) {
                (Damaged::File(path), Mend::Write(bytes)) if proven => {
                    let write = Write { path: path.clone(), bytes };
                    files.write(&[write]).map_err(StoreError::file(path))?;
                    done.mended.push(finding);
                }
                _ => done.left.push(finding),
            }
        }
    }
    Ok(())
}

/// What does not fit in a copy, what a finding calls it, and how many entries it has; nothing when the node ends meanwhile.
fn examine(
    files: &Folder,
    prefix: &str,
    elsewhere: Option<&dyn TileSource>,
    pause: &dyn Fn(Duration) -> bool,
) -> Option<(String, Found, u64)> {
    let mut head = sound_head(files, prefix);
    if head.is_err() {
        // A file may have been under way.
        if !pause(SECOND_LOOK) {
            return None;
        }
        head = sound_head(files, prefix);
    }
    let head = match head {
        Ok(Some(head)) => head.checkpoint().clone(),
        Ok(None) => return Some((format!("{CALLED}{prefix}"), Vec::new(), 0)),
        Err(error) => {
            let name = format!("{CALLED}{prefix}");
            let said = format!("{error}. Move that folder away, and the record is copied anew");
            let damaged = Damaged::File(format!("{prefix}{CHECKPOINT_PATH}"));
            let finding = Finding { record: Some(name.clone()), damaged, said };
            return Some((name, vec![(finding, Mend::Nothing)], 0));
        }
    };
    let name = format!("{CALLED}{}", head.origin);
    let mut look = Look { files, prefix, name, head, elsewhere, edge: Edge::new(), found: Vec::new() };
    let mut index = 0;
    while index < look.head.size.div_ceil(u64::from(TILE_WIDTH)) {
        let before = look.clone();
        let mut goes_on = look.bundle(index);
        if look.found.len() > before.found.len() {
            if !pause(SECOND_LOOK) {
                return None;
            }
            goes_on = look.again(before, index);
        }
        index += 1;
        if !goes_on {
            break;
        }
        if index % u64::from(BUNDLES_AT_ONCE) == 0 && !pause(PAUSE) {
            return None;
        }
    }
    if look.edge.size() != look.head.size || look.edge.root() != look.head.root {
        let said = format!("what is here does not lead to the {} entries that were signed", look.head.size);
        look.note(Damaged::Root, said, Mend::Nothing);
    }
    Some((look.name, look.found, look.edge.size()))
}

impl Look<'_> {
    fn note(&mut self, damaged: Damaged, said: impl Into<String>, mend: Mend) {
        let finding = Finding { record: Some(self.name.clone()), damaged, said: said.into() };
        self.found.push((finding, mend));
    }

    fn file(&mut self, path: &str, said: impl Into<String>, mend: Mend) {
        self.note(Damaged::File(format!("{}{path}", self.prefix)), said, mend);
    }

    fn tiles(&self) -> Tiles<'_, Folder> {
        Tiles { files: self.files, prefix: self.prefix }
    }

    /// Looks at one bundle once more, under the head that is there by now: a file may have been under way. Only what is found both times counts.
    fn again(&mut self, before: Self, index: u64) -> bool {
        let first = std::mem::replace(self, before).found;
        if let Ok(Some(head)) = sound_head(self.files, self.prefix) {
            self.head = head.checkpoint().clone();
        }
        let goes_on = self.bundle(index);
        self.found.retain(|found| first.contains(found));
        goes_on
    }

    /// Looks at one bundle, the hashes above it and its texts; false where what follows cannot be looked at.
    fn bundle(&mut self, index: u64) -> bool {
        let size = self.head.size;
        let at = |kind| Tile::at(kind, index, size);
        let (Some(tile), Some(above)) = (at(Kind::Entries), at(Kind::Hashes(0))) else { return false };
        let hashes =
            read_cut(&self.tiles(), above, size).map(|bytes| tile_hashes(&bytes)).unwrap_or_default();
        let here = read_cut(&self.tiles(), tile, size);
        let fits = |bytes: &[u8]| leaves(bytes).is_some_and(|leaves| leaves == hashes);
        let bytes = match here {
            Ok(bytes) if fits(&bytes) => bytes,
            other => {
                // A third copy says which of the two has changed.
                let third = self.elsewhere.and_then(|source| read_cut(source, tile, size).ok());
                match (other, third) {
                    (_, Some(third)) if fits(&third) => {
                        self.file(&tile.path(), "its bytes have changed", Mend::Write(third.clone()));
                        third
                    }
                    (Ok(bytes), third) => {
                        let width = usize::from(tile.width);
                        let is_whole = leaves(&bytes).is_some_and(|leaves| leaves.len() == width);
                        if !is_whole || third.is_some_and(|third| third != bytes) {
                            self.file(&tile.path(), "it does not fit its hashes", Mend::Nothing);
                        }
                        if !is_whole {
                            return false;
                        }
                        bytes
                    }
                    (Err(error), _) => {
                        self.file(&tile.path(), error.to_string(), Mend::Nothing);
                        return false;
                    }
                }
            }
        };
        let entries: Vec<_> = bundle_entries(&bytes).map_while(Result::ok).map(<[u8]>::to_vec).collect();
        let Ok(growth) = self.edge.append(&entries) else { return false };
        for write in growth.writes {
            self.compare(&write.path, write.bytes);
        }
        for digest in entries.iter().flat_map(|entry| addenda::digests(entry).unwrap_or_default()) {
            self.text(&digest);
        }
        true
    }

    /// Compares a file of hashes with what the entries lead to, if the head has it.
    fn compare(&mut self, path: &str, expected: Vec<u8>) {
        let Ok(tile) = path.parse::<Tile>() else { return };
        if tile.kind == Kind::Entries || Tile::at(tile.kind, tile.index, self.head.size) != Some(tile) {
            return;
        }
        let said = match read_cut(&self.tiles(), tile, self.head.size) {
            Ok(bytes) if bytes == expected => return,
            Ok(_) => "its bytes have changed".to_owned(),
            Err(error) => error.to_string(),
        };
        self.file(path, said, Mend::Write(expected));
    }

    /// A text that is here is the one that is named; one that is not may be hidden, or its source may not have had it.
    fn text(&mut self, digest: &Digest) {
        let path = addenda::path(digest);
        let said = match self.files.read(&format!("{}{path}", self.prefix)) {
            Ok(None) => return,
            Ok(Some(bytes)) if Digest::of(&bytes) == *digest => return,
            Ok(Some(_)) => "its bytes have changed".to_owned(),
            Err(error) => error.to_string(),
        };
        let right = self.elsewhere.and_then(|source| source.read(&path).ok().flatten());
        let right = right.filter(|bytes| Digest::of(bytes) == *digest);
        self.file(&path, said, right.map_or(Mend::Nothing, Mend::Write));
    }
}
