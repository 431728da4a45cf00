//! A record as it is published, read once and believed only as far as its head proves it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use maru_forum::{Content, EntryNumber, Process, Reading, Recorded};
use maru_record::tile::{CHECKPOINT_PATH, Kind, TILE_WIDTH, bundle_entries, read_cut};
use maru_record::{Digest, Edge, Entry, SignedCheckpoint, Tile, TileError, TileSource, VerifierKey, addenda};

use super::kinds::{Told, kinds};
use super::tables::TABLES;
use super::{ArchiveError, KEYS};
use crate::process::InProcess;

/// One line of the record, as a table shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) at: i64,
    pub(super) kind: &'static str,
    pub(super) author: Option<EntryNumber>,
    /// Whether the rules let it stand; one that breaks them has no effect.
    pub(super) stands: bool,
}

/// A record of a process under one head: what it means, and which words anyone may read by it.
pub struct Publication<'a, S> {
    pub(super) source: &'a S,
    pub(super) head: SignedCheckpoint,
    pub(super) keys: Vec<u8>,
    pub(super) process: Process,
    pub(super) lines: Vec<Line>,
    /// What entries say of the kinds that have no table of their own.
    pub(super) told: BTreeMap<&'static str, Vec<Told>>,
    /// The contents that anyone may read.
    pub(super) shown: BTreeSet<Digest>,
    /// Those of them that the source does not give.
    pub(super) missing: BTreeSet<Digest>,
}

impl<'a, S: TileSource> Publication<'a, S> {
    /// Reads a record to the end of its head; every file must be what the signed root says.
    pub fn read(source: &'a S) -> Result<Self, ArchiveError> {
        let head = source.read(CHECKPOINT_PATH)?.ok_or(ArchiveError::Unpublished)?;
        let head = SignedCheckpoint::parse(&head).map_err(ArchiveError::Unsigned)?;
        let keys = source.read(KEYS)?.ok_or_else(|| TileError::Missing(KEYS.to_owned()))?;
        let known = verifiers(&keys)?;
        let signed = head.verify(&known).map_err(ArchiveError::Unsigned)?;
        // Whoever knows one of these keys from elsewhere relies on it: one that signed nothing would vouch for what another signed.
        if let Some(silent) = known.iter().find(|key| !signed.iter().any(|seen| seen.key == *key)) {
            let what = format!("names the key {}, which did not sign the head", silent.name());
            return Err(ArchiveError::altered(format!("{}{KEYS}", super::RECORD), what));
        }
        let (process, lines, told) = fold(source, &head)?;
        if process.origin != head.checkpoint().origin {
            return Err(ArchiveError::NotAProcess(format!("it names {} as its origin", process.origin)));
        }
        let ledger = &process.ledger;
        let named = ledger.lines().flat_map(|(_, words)| words).map(|words| words.digest);
        let shown: BTreeSet<_> = named.filter(|digest| ledger.may_read(digest, Reading::Anyone)).collect();
        let mut missing = BTreeSet::new();
        for digest in &shown {
            if bytes_of(source, digest)?.is_none() {
                missing.insert(*digest);
            }
        }
        Ok(Self { source, head, keys, process, lines, told, shown, missing })
    }

    /// The record's name.
    pub fn origin(&self) -> &str {
        &self.head.checkpoint().origin
    }

    /// How many entries it has.
    pub fn entries(&self) -> u64 {
        self.head.checkpoint().size
    }

    /// How many texts anyone may read by the record that the source does not give: withdrawn or hidden since, or lost.
    pub fn missing(&self) -> usize {
        self.missing.len()
    }

    /// The keys that signed the head.
    pub fn keys(&self) -> Vec<VerifierKey> {
        verifiers(&self.keys).unwrap_or_default()
    }

    /// The bytes of a content that anyone may read.
    pub(super) fn bytes(&self, digest: &Digest) -> Result<Option<Vec<u8>>, ArchiveError> {
        if self.shown.contains(digest) { bytes_of(self.source, digest) } else { Ok(None) }
    }

    /// A content that anyone may read.
    pub(super) fn content(&self, digest: &Digest) -> Option<Arc<Content>> {
        let bytes = self.bytes(digest).ok()??;
        Content::parse(&bytes).ok().map(Arc::new)
    }

    /// The process with its words.
    pub(super) fn with<T>(&self, ask: impl FnOnce(InProcess<'_>) -> T) -> T {
        let read = |digest: &Digest| self.content(digest);
        ask(InProcess { process: &self.process, read: &read })
    }
}

fn verifiers(text: &[u8]) -> Result<Vec<VerifierKey>, ArchiveError> {
    let unknown = || ArchiveError::altered(format!("{}{KEYS}", super::RECORD), "is no list of keys");
    let text = std::str::from_utf8(text).map_err(|_| unknown())?;
    let keys: Vec<VerifierKey> =
        text.lines().map(str::parse).collect::<Result<_, _>>().map_err(|_| unknown())?;
    if keys.is_empty() { Err(unknown()) } else { Ok(keys) }
}

/// A content's bytes, if they are those that its digest names.
fn bytes_of<S: TileSource>(source: &S, digest: &Digest) -> Result<Option<Vec<u8>>, ArchiveError> {
    let bytes = source.read(&addenda::path(digest))?;
    Ok(bytes.filter(|bytes| Digest::of(bytes) == *digest))
}

/// Folds every entry, and holds every bundle and tile against what the entries give, up to the signed root.
fn fold<S: TileSource>(source: &S, head: &SignedCheckpoint) -> Result<Folded, ArchiveError> {
    let (size, root) = (head.checkpoint().size, head.checkpoint().root);
    let (mut edge, mut process, mut lines) = (Edge::new(), None, Vec::new());
    let mut told: BTreeMap<_, _> = kinds(TABLES).map(|one| (one.kind, Vec::new())).collect();
    for index in 0..size.div_ceil(u64::from(TILE_WIDTH)) {
        let bundle = Tile::at(Kind::Entries, index, size);
        let bundle = bundle.ok_or_else(|| TileError::Missing(format!("bundle {index}")))?;
        let bytes = read_cut(source, bundle, size)?;
        let entries = bundle_entries(&bytes).collect::<Result<Vec<_>, _>>();
        let entries = entries.map_err(|_| TileError::Shape(bundle.path()))?;
        for write in edge.append(&entries)?.writes {
            let Ok(tile) = write.path.parse::<Tile>() else { continue };
            let is_published = Tile::at(tile.kind, tile.index, size) == Some(tile);
            if is_published && source.read(&write.path)?.as_ref() != Some(&write.bytes) {
                return Err(TileError::Shape(write.path).into());
            }
        }
        for entry in entries {
            let (line, recorded) = take(&mut process, entry)?;
            if let Some((of_kind, recorded)) = told.get_mut(line.kind).zip(recorded) {
                of_kind.push(Told::of(lines.len() as u64, &recorded));
            }
            lines.push(line);
        }
    }
    if edge.size() != size || edge.root() != root {
        return Err(ArchiveError::altered(CHECKPOINT_PATH, "is over other entries than those beside it"));
    }
    let process = process.ok_or_else(|| ArchiveError::NotAProcess("it has no entries".to_owned()))?;
    Ok((process, lines, told))
}

/// The state, every entry as a line, and what entries say that have no other table.
type Folded = (Process, Vec<Line>, BTreeMap<&'static str, Vec<Told>>);

fn take(process: &mut Option<Process>, bytes: &[u8]) -> Result<(Line, Option<Recorded>), ArchiveError> {
    let entry = Entry::decode(bytes).ok();
    let recorded = entry.and_then(|entry| maru_forum::decode(&entry).ok());
    let Some(process) = process else {
        let first =
            recorded.ok_or_else(|| ArchiveError::NotAProcess("its first entry cannot be read".to_owned()))?;
        let begun =
            Process::from_genesis(&first).map_err(|why| ArchiveError::NotAProcess(why.to_string()))?;
        *process = Some(begun);
        return Ok((line(&first, true), Some(first)));
    };
    let Some(recorded) = recorded else {
        process.entries += 1;
        return Ok((Line { at: process.last_at.0, kind: "", author: None, stands: false }, None));
    };
    let stands = process.apply(&recorded).is_ok();
    if !stands {
        process.skip(&recorded);
    }
    Ok((line(&recorded, stands), Some(recorded)))
}

fn line(recorded: &Recorded, stands: bool) -> Line {
    let author = recorded.author.participant().map(|who| who.0);
    Line { at: recorded.at.0, kind: recorded.event.kind(), author, stands }
}
