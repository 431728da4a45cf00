//! One record, looked at bundle by bundle: the entries in the database, the published bundles and the tiles above them are three
//! copies of the same leaves. What two of them say is the truth, and the signed root proves it at the end.

use std::fmt::Write as _;
use std::ops::Range;

use maru_forum::{Process, Reading, Standing};
use maru_record::tile::{Kind, TILE_WIDTH, bundle_entries, read_cut, tile_hashes};
use maru_record::{Checkpoint, Digest, Edge, Tile, TileError, TileSource, addenda, tree};
use rusqlite::Connection;

use super::finding::{Damaged, Finding, Mend};
use crate::database;
use crate::sequencer::{Files as _, Folder, Tiles};

const WIDTH: u64 = TILE_WIDTH as u64;

/// How words stand, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// They are in the database and published.
    Shown,
    /// They are in the database alone, or nowhere after a loss.
    Kept,
    /// They were erased.
    Erased,
    /// Nobody here can say.
    Unknown,
}

impl Words {
    /// How the words of a content stand in a process.
    pub(super) fn in_process(process: &Process, digest: &Digest) -> Self {
        let ledger = &process.ledger;
        if ledger.may_read(digest, Reading::Anyone) {
            return Self::Shown;
        }
        match ledger.entry_of(digest).and_then(|entry| ledger.standing(entry)) {
            Some(Standing::Withdrawn(_)) => Self::Erased,
            Some(Standing::Shown | Standing::Waiting | Standing::Sealed | Standing::Rejected(_)) => {
                Self::Kept
            }
            None => Self::Unknown,
        }
    }
}

/// A record and where its copies lie.
pub(super) struct Subject<'a> {
    pub(super) connection: &'a Connection,
    pub(super) files: &'a Folder,
    /// Under which number the tables hold its entries.
    pub(super) number: i64,
    pub(super) name: &'a str,
    pub(super) prefix: &'a str,
    /// The head that was signed last.
    pub(super) head: &'a Checkpoint,
    /// How many entries are under the head that is published by now.
    pub(super) published: u64,
    pub(super) words: &'a dyn Fn(&Digest) -> Words,
    /// A copy that somebody else holds.
    pub(super) elsewhere: Option<&'a dyn TileSource>,
}

/// How far the look has come, and what was found.
#[derive(Debug, Clone, Default)]
pub(super) struct Examination {
    edge: Edge,
    pub(super) found: Vec<(Finding, Mend)>,
    over: bool,
    /// The first entry that was not looked at, because one before it is lost.
    lost_from: Option<u64>,
}

/// What the three copies say of one entry.
#[derive(Debug, PartialEq, Eq)]
struct Copies {
    row: Option<Vec<u8>>,
    bundled: Option<Vec<u8>>,
    hash: Option<Digest>,
}

impl Copies {
    /// The bytes that two of the copies agree on.
    fn agreed(&self) -> Option<&Vec<u8>> {
        let leaf = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|bytes| tree::leaf_hash(bytes));
        let (row, bundled) = (leaf(&self.row), leaf(&self.bundled));
        if row.is_some() && (row == self.hash || row == bundled) {
            return self.row.as_ref();
        }
        self.bundled.as_ref().filter(|_| bundled == self.hash)
    }

    /// Whether a further copy agrees with any of them.
    fn confirms(&self, other: &[u8]) -> bool {
        let leaf = tree::leaf_hash(other);
        self.hash == Some(leaf)
            || self.row.as_deref() == Some(other)
            || self.bundled.as_deref() == Some(other)
    }
}

impl Examination {
    /// How many entries were looked at.
    pub(super) fn entries(&self) -> u64 {
        self.edge.size()
    }

    /// Looks at the next bundle; false when there is none.
    pub(super) fn step(&mut self, subject: &Subject<'_>) -> bool {
        let first = self.edge.size();
        let end = subject.head.size.min(first + WIDTH);
        if self.over || first >= end {
            self.finish(subject);
            return false;
        }
        let truth = self.entries_of(subject, first..end);
        let growth = match self.edge.append(&truth) {
            Ok(growth) if truth.len() as u64 == end - first => growth,
            _ => {
                self.over = true;
                self.lost_from = Some(first);
                return true;
            }
        };
        for write in growth.writes {
            self.compare(subject, &write.path, write.bytes);
        }
        for entry in &truth {
            for digest in addenda::digests(entry).unwrap_or_default() {
                self.content(subject, &digest);
            }
        }
        true
    }

    fn note(&mut self, subject: &Subject<'_>, damaged: Damaged, said: impl Into<String>, mend: Mend) {
        let finding = Finding { record: Some(subject.name.to_owned()), damaged, said: said.into() };
        self.found.push((finding, mend));
    }

    /// The entries of one bundle as two copies have them.
    fn entries_of(&mut self, subject: &Subject<'_>, range: Range<u64>) -> Vec<Vec<u8>> {
        let mut truth = Vec::new();
        let mut further = None;
        for (number, copies) in range.clone().zip(subject.copies(range.clone())) {
            let agreed = copies.agreed().cloned().or_else(|| {
                let further: &Vec<_> = further.get_or_insert_with(|| subject.further(&range));
                further.get((number - range.start) as usize).filter(|other| copies.confirms(other)).cloned()
            });
            let Some(bytes) = agreed else {
                let said = "no two copies of it agree; only a mirror can say what it was";
                self.note(subject, Damaged::Entry(number), said, Mend::Nothing);
                truth.extend(copies.row.or(copies.bundled));
                continue;
            };
            if copies.row.as_ref() != Some(&bytes) {
                let said = if copies.row.is_some() { "its bytes have changed" } else { "it cannot be read" };
                self.note(subject, Damaged::Entry(number), said, Mend::Entry(bytes.clone()));
            }
            truth.push(bytes);
        }
        truth
    }

    /// Compares a file with what the entries lead to, if the head has it.
    fn compare(&mut self, subject: &Subject<'_>, path: &str, expected: Vec<u8>) {
        let Ok(tile) = path.parse::<Tile>() else { return };
        if Tile::at(tile.kind, tile.index, subject.head.size) != Some(tile) {
            return;
        }
        let said = match subject.tile(tile) {
            Ok(bytes) if bytes == expected => return,
            Ok(_) => "its bytes have changed".to_owned(),
            Err(error) => error.to_string(),
        };
        let damaged = Damaged::File(format!("{}{path}", subject.prefix));
        self.note(subject, damaged, said, Mend::Write(expected));
    }

    /// Looks at a content in the database and at its published file.
    fn content(&mut self, subject: &Subject<'_>, digest: &Digest) {
        let fits = |bytes: &Vec<u8>| Digest::of(bytes) == *digest;
        let path = format!("{}{}", subject.prefix, addenda::path(digest));
        let words = (subject.words)(digest);
        let row = database::content_unchecked(subject.connection, digest);
        let file = subject.files.read(&path);
        let good = [row.as_ref().ok(), file.as_ref().ok()]
            .into_iter()
            .flatten()
            .flatten()
            .find(|b| fits(b))
            .cloned();
        let mend = |good: Option<Vec<u8>>| good.map_or(Mend::Nothing, Mend::Content);
        let row_said = match &row {
            Ok(Some(bytes)) if fits(bytes) => None,
            Ok(Some(_)) => Some("its bytes have changed".to_owned()),
            // Words that nobody may read are in no copy, so that they do not come back with the entries of a record that was lost. Nobody
            // can mend that, and nobody misses it: an alarm that never ends would hide the next one.
            Ok(None) => (words == Words::Shown).then(|| "it is not there".to_owned()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(said) = row_said {
            let known = good.clone().or_else(|| subject.content_elsewhere(digest));
            self.note(subject, Damaged::Content(*digest), said, mend(known));
        }
        let (said, mend) = match &file {
            Ok(Some(_)) if matches!(words, Words::Kept | Words::Erased) => {
                ("it holds words that nobody may read".to_owned(), Mend::Remove)
            }
            Ok(Some(bytes)) if fits(bytes) => return,
            Ok(Some(_)) => ("its bytes have changed".to_owned(), good.map_or(Mend::Remove, Mend::Write)),
            Ok(None) if words == Words::Shown => {
                ("it is not there".to_owned(), good.map_or(Mend::Nothing, Mend::Write))
            }
            Ok(None) => return,
            Err(error) => (error.to_string(), good.map_or(Mend::Nothing, Mend::Write)),
        };
        self.note(subject, Damaged::File(path), said, mend);
    }

    /// At the end the root proves that what two copies said was the truth.
    fn finish(&mut self, subject: &Subject<'_>) {
        self.over = true;
        if self.edge.size() != subject.head.size || self.edge.root() != subject.head.root {
            let mut said =
                format!("what is here does not lead to the {} entries that were signed", subject.head.size);
            if let Some(first) = self.lost_from {
                let _ = write!(said, "; files and contents from entry {first} on were not looked at");
            }
            self.note(subject, Damaged::Root, said, Mend::Nothing);
        }
    }
}

impl Subject<'_> {
    /// A published file as it lies there, cut to the width that the head has.
    fn tile(&self, tile: Tile) -> Result<Vec<u8>, TileError> {
        read_cut(&Tiles { files: self.files, prefix: self.prefix }, tile, self.published)
    }

    fn copies(&self, range: Range<u64>) -> Vec<Copies> {
        let index = range.start / WIDTH;
        let at = |kind| Tile::at(kind, index, self.head.size).and_then(|tile| self.tile(tile).ok());
        let bundle = at(Kind::Entries).unwrap_or_default();
        let mut bundled = bundle_entries(&bundle).map(|entry| entry.ok().map(<[u8]>::to_vec));
        let mut hashes = tile_hashes(&at(Kind::Hashes(0)).unwrap_or_default()).into_iter();
        let rows = database::entries_as_far(self.connection, self.number, range);
        let copies = rows.into_iter().map(|row| Copies {
            row,
            bundled: bundled.next().flatten(),
            hash: hashes.next(),
        });
        copies.collect()
    }

    /// The entries of a bundle in the copy that somebody else holds.
    fn further(&self, range: &Range<u64>) -> Vec<Vec<u8>> {
        let tile = Tile::at(Kind::Entries, range.start / WIDTH, self.head.size);
        let read = |source: &dyn TileSource| read_cut(source, tile?, self.head.size).ok();
        let bytes = self.elsewhere.and_then(read).unwrap_or_default();
        bundle_entries(&bytes).map_while(Result::ok).map(<[u8]>::to_vec).collect()
    }

    fn content_elsewhere(&self, digest: &Digest) -> Option<Vec<u8>> {
        let bytes = self.elsewhere?.read(&addenda::path(digest)).ok().flatten()?;
        (Digest::of(&bytes) == *digest).then_some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_copies_say_is_the_truth() {
        let bytes = |text: &str| Some(text.as_bytes().to_vec()).filter(|bytes| !bytes.is_empty());
        let check = |row: &str, bundled: &str, hash: &str, expected: &str| {
            let hash = bytes(hash).map(|bytes| tree::leaf_hash(&bytes));
            let copies = Copies { row: bytes(row), bundled: bytes(bundled), hash };
            assert_eq!(copies.agreed().cloned(), bytes(expected), "{copies:?}");
        };
        check("a", "a", "a", "a");
        check("b", "a", "a", "a");
        check("a", "b", "a", "a");
        check("a", "a", "b", "a");
        check("a", "b", "c", "");
        check("", "a", "a", "a");
        check("a", "", "a", "a");
        check("a", "a", "", "a");
        check("a", "", "", "");
        check("", "a", "", "");
        check("", "", "a", "");
        let copies = Copies { row: bytes("a"), bundled: bytes("b"), hash: None };
        assert!(copies.confirms(b"b") && copies.confirms(b"a") && !copies.confirms(b"c"));
    }
}
