//! Steps 4 and 5: every bundle, every hash tile, every entry.
//!
//! Two trees are built side by side: one from the entries, one from the published tiles. Where they differ, the signed
//! root says which of the two was tampered with.

use std::ops::Range;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::{Audit, Finding, MAX_FINDINGS, MAX_HOLES, Step, has_grown};
use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::entry::EntryError;
use crate::policy::Policy;
use crate::tile::{
    Kind, SourceError, TILE_WIDTH, Tile, TileError, TileSource, bundle_entries, edge_root, read_cut,
    tile_hashes,
};
use crate::tree::{fold_complete, leaf_hash};

/// Bundles that are read and hashed together before their entries go to the caller.
const BATCH_BUNDLES: u64 = 16;

/// The files of one record under one head, and whose signature under a newer head counts.
struct RecordFiles<'a, S> {
    source: &'a S,
    head: &'a Checkpoint,
    policy: &'a Policy,
}

/// One bundle and the hash tile beside it, read and hashed.
struct Checked<T> {
    first: u64,
    bytes: Vec<u8>,
    entries: Vec<(Range<usize>, Result<T, EntryError>)>,
    leaves: Leaves,
    /// Entries whose hash is not the published one.
    unmatched: Vec<u64>,
    problems: Vec<TileError>,
}

/// The leaf hashes of one tile: those computed from its entries, those published.
enum Leaves {
    /// Neither bundle nor tile could be read; the flag says whether they would be full.
    Lost(bool),
    /// Only the roots matter of a full tile.
    Full(Digest, Digest),
    /// Of a tile at the right edge of the tree: leaf hashes computed from its entries, and those published.
    Partial(Vec<Digest>, Vec<Digest>),
}

/// Hashes of one level, up to the next full tile, of the tree computed from entries and of the published one.
#[derive(Default)]
struct Row {
    computed: Vec<Digest>,
    published: Vec<Digest>,
}

/// Both trees, and what does not fit in them.
#[derive(Default)]
struct Trees {
    /// The hashes of the partial tile of each level.
    computed_edge: Vec<Vec<Digest>>,
    published_edge: Vec<Vec<Digest>>,
    /// Entries whose hash is not the published one.
    unmatched: Vec<u64>,
    /// Tiles that are not what the entries give.
    differing: Vec<Tile>,
    /// Files that are missing or could not be read, so that one of the trees has holes.
    holes: usize,
    /// Whether the files are somebody's copy, which need not be whole.
    of_copy: bool,
    /// A published tile does not lead to the published hash above it.
    broken: bool,
}

pub(super) fn check<S, T, R, F>(
    source: &S,
    head: &Checkpoint,
    policy: &Policy,
    audit: &mut Audit,
    read: &R,
    on_entry: &mut F,
) where
    S: TileSource + Sync,
    T: Send,
    R: Fn(u64, &[u8]) -> Result<T, EntryError> + Sync,
    F: FnMut(u64, T, &[u8]),
{
    let files = &RecordFiles { source, head, policy };
    let mut trees = Trees { of_copy: source.is_copy(), ..Trees::default() };
    let mut row = Row::default();
    let mut whole = true;
    let bundles = head.size.div_ceil(u64::from(TILE_WIDTH));
    let mut batch = 0;
    while batch < bundles {
        let end = bundles.min(batch + BATCH_BUNDLES);
        for checked in check_batch(files, batch..end, read) {
            trees.add_leaves(&checked, &mut row, audit);
            // What an entry means depends on all before it: after a hole, none can be judged.
            whole &= !checked.entries.is_empty();
            if whole {
                hand_over(checked, audit, on_entry);
            }
        }
        if trees.holes >= MAX_HOLES {
            return trees.give_up(head, audit);
        }
        batch = end;
    }
    let mut level = 1;
    while !row.computed.is_empty() {
        row = trees.add_level(files, level, &row, audit);
        level += 1;
    }
    trees.judge(head, audit);
}

fn check_batch<S, T, R>(files: &RecordFiles<'_, S>, bundles: Range<u64>, read: &R) -> Vec<Checked<T>>
where
    S: TileSource + Sync,
    T: Send,
    R: Fn(u64, &[u8]) -> Result<T, EntryError> + Sync,
{
    #[cfg(feature = "parallel")]
    let bundles = bundles.into_par_iter();
    bundles.map(|index| check_bundle(files, index, read)).collect()
}

fn check_bundle<S, T, R>(files: &RecordFiles<'_, S>, index: u64, read: &R) -> Checked<T>
where
    S: TileSource,
    R: Fn(u64, &[u8]) -> Result<T, EntryError>,
{
    let first = index * u64::from(TILE_WIDTH);
    let mut problems = Vec::new();
    let bundle = files.read_exact(Kind::Entries, index).map_err(|error| problems.push(error)).ok();
    let tile = files.read_exact(Kind::Hashes(0), index).map_err(|error| problems.push(error)).ok();
    let computed =
        bundle.as_ref().map(|bytes| bundle_entries(bytes).flatten().map(leaf_hash).collect::<Vec<_>>());
    let published = tile.map(|bytes| tile_hashes(&bytes));
    let mut unmatched = Vec::new();
    if let (Some(computed), Some(published)) = (&computed, &published) {
        let places = (first..).zip(computed.iter().zip(published));
        unmatched.extend(places.filter(|(_, (one, other))| one != other).map(|(index, _)| index));
    }
    // A hole in one tree is filled from the other, so that the levels above can still be looked at.
    let leaves = match (computed, published) {
        (Some(computed), Some(published)) => Leaves::of(computed, published),
        (Some(only), None) | (None, Some(only)) => Leaves::of(only.clone(), only),
        (None, None) => {
            Leaves::Lost(Tile::at(Kind::Entries, index, files.head.size).is_some_and(Tile::is_full))
        }
    };
    let bytes = bundle.unwrap_or_default();
    Checked { first, entries: read_all(first, &bytes, read), bytes, leaves, unmatched, problems }
}

impl Leaves {
    fn of(mut computed: Vec<Digest>, mut published: Vec<Digest>) -> Self {
        if computed.len() < usize::from(TILE_WIDTH) {
            return Self::Partial(computed, published);
        }
        let same = computed == published;
        let root = fold_complete(&mut computed);
        Self::Full(root, if same { root } else { fold_complete(&mut published) })
    }
}

fn read_all<T, R>(first: u64, bundle: &[u8], read: &R) -> Vec<(Range<usize>, Result<T, EntryError>)>
where
    R: Fn(u64, &[u8]) -> Result<T, EntryError>,
{
    let mut end = 0;
    let entries = (first..).zip(bundle_entries(bundle).flatten()).map(|(index, bytes)| {
        let start = end + size_of::<u16>();
        end = start + bytes.len();
        (start..end, read(index, bytes))
    });
    entries.collect()
}

impl<S: TileSource> RecordFiles<'_, S> {
    fn read_exact(&self, kind: Kind, index: u64) -> Result<Vec<u8>, TileError> {
        let size = self.head.size;
        let tile = Tile::at(kind, index, size).ok_or(TileError::OutOfRange { index, size })?;
        match read_cut(self.source, tile, size) {
            // A server of plain files drops a partial one when a wider one has come: that withholds nothing.
            Err(TileError::Missing(path))
                if !tile.is_full() && has_grown(self.source, self.head, self.policy) =>
            {
                let reason = "the record has grown since its head was read; check it again".to_owned();
                Err(SourceError { path, reason }.into())
            }
            read => read,
        }
    }
}

fn hand_over<T>(checked: Checked<T>, audit: &mut Audit, on_entry: &mut impl FnMut(u64, T, &[u8])) {
    for (index, (range, entry)) in (checked.first..).zip(checked.entries) {
        audit.entries += 1;
        match entry {
            Ok(entry) => on_entry(index, entry, &checked.bytes[range]),
            Err(error) => audit.find(Finding::entry_malformed(index, &error)),
        }
    }
}

impl Row {
    fn push(&mut self, computed: Digest, published: Digest) {
        self.computed.push(computed);
        self.published.push(published);
    }
}

/// A row of hashes where each that is not known is taken from the tile above.
fn filled(row: &[Digest], published: &[Digest]) -> Vec<Digest> {
    let unknown = Digest::default();
    row.iter().zip(published).map(|(one, above)| if *one == unknown { *above } else { *one }).collect()
}

impl Trees {
    fn add_leaves<T>(&mut self, checked: &Checked<T>, row: &mut Row, audit: &mut Audit) {
        for problem in &checked.problems {
            audit.find(Finding::of_tile(problem, self.of_copy));
            self.holes += 1;
        }
        // More than can be told need not be kept: a made-up record may be endless.
        if !checked.unmatched.is_empty() && self.differing.len() <= MAX_FINDINGS {
            let index = checked.first / u64::from(TILE_WIDTH);
            self.differing.push(Tile { kind: Kind::Hashes(0), index, width: checked.entries.len() as u16 });
            self.unmatched.extend(&checked.unmatched);
        }
        match &checked.leaves {
            Leaves::Full(computed, published) => row.push(*computed, *published),
            Leaves::Partial(computed, published) => self.set_edge(0, computed.clone(), published.clone()),
            Leaves::Lost(true) => row.push(Digest::default(), Digest::default()),
            Leaves::Lost(false) => {}
        }
    }

    fn set_edge(&mut self, level: usize, computed: Vec<Digest>, published: Vec<Digest>) {
        self.computed_edge.resize(level + 1, Vec::new());
        self.published_edge.resize(level + 1, Vec::new());
        self.computed_edge[level] = computed;
        self.published_edge[level] = published;
    }

    fn add_level<S: TileSource>(
        &mut self,
        files: &RecordFiles<'_, S>,
        level: u8,
        below: &Row,
        audit: &mut Audit,
    ) -> Row {
        let mut above = Row::default();
        let width = usize::from(TILE_WIDTH);
        let tiles = below.computed.chunks(width).zip(below.published.chunks(width));
        for (index, (computed, rebuilt)) in (0..).zip(tiles) {
            let kind = Kind::Hashes(level);
            let published = match files.read_exact(kind, index) {
                Ok(bytes) => tile_hashes(&bytes),
                Err(error) => {
                    audit.find(Finding::of_tile(&error, self.of_copy));
                    self.holes += 1;
                    rebuilt.to_vec()
                }
            };
            let computed = filled(computed, &published);
            self.broken |= published != filled(rebuilt, &published);
            if published != computed {
                self.differing.push(Tile { kind, index, width: computed.len() as u16 });
            }
            match Leaves::of(computed, published) {
                Leaves::Full(computed, published) => above.push(computed, published),
                Leaves::Partial(computed, published) => {
                    self.set_edge(usize::from(level), computed, published);
                }
                Leaves::Lost(_) => {}
            }
        }
        above
    }

    /// Nothing is proven of entries that are not known to be the signed ones.
    fn doubt(unmatched: &[u64], audit: &mut Audit) {
        audit.findings.retain(|finding| finding.step != Step::Entries);
        for index in unmatched {
            audit.find(Finding::entry_unmatched(*index));
        }
    }

    /// Too little could be had to build the levels above.
    fn give_up(self, head: &Checkpoint, audit: &mut Audit) {
        Self::doubt(&self.unmatched, audit);
        audit.find(Finding::gave_up(self.holes, head.size));
    }

    fn judge(self, head: &Checkpoint, audit: &mut Audit) {
        let entries_hold = edge_root(&self.computed_edge) == head.root;
        let tiles_hold = !self.broken && edge_root(&self.published_edge) == head.root;
        audit.rooted = entries_hold || (tiles_hold && self.unmatched.is_empty());
        if entries_hold {
            for tile in self.differing {
                audit.find(Finding::hashes_altered(&tile.path()));
            }
        } else if tiles_hold {
            for index in self.unmatched {
                audit.find(Finding::entry_changed(index));
            }
        } else if self.holes > 0 {
            // What is missing has been named; without it nothing certain can be said about the rest.
            Self::doubt(&self.unmatched, audit);
        } else {
            audit.find(Finding::not_what_was_signed());
            for index in self.unmatched {
                audit.find(Finding::entry_unmatched(index));
            }
        }
    }
}
