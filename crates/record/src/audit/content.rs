//! Steps 4 and 5: every bundle, every hash tile, every entry.
//!
//! Two trees are built side by side: one from the entries, one from the published tiles. Where they differ, the signed
//! root says which of the two was tampered with.

use std::ops::Range;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::{Audit, Finding};
use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::entry::{Entry, EntryError};
use crate::tile::{
    Kind, TILE_WIDTH, Tile, TileError, TileSource, bundle_entries, edge_root, read_cut, tile_hashes,
};
use crate::tree::{fold_complete, leaf_hash};

/// Bundles that are read and hashed together before their entries go to the caller.
const BATCH_BUNDLES: u64 = 64;

/// One bundle and the hash tile beside it, read and hashed.
struct Checked {
    first: u64,
    is_full: bool,
    bytes: Vec<u8>,
    entries: Vec<(Range<usize>, Result<Entry, EntryError>)>,
    /// Leaf hashes computed from the entries; nothing if the bundle is missing or misshapen.
    computed: Option<Vec<Digest>>,
    /// Leaf hashes as published; nothing if the tile is.
    published: Option<Vec<Digest>>,
    problems: Vec<TileError>,
}

/// One level of both trees.
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
    /// Something is missing, so that one of the trees has holes.
    incomplete: bool,
    /// A published tile does not lead to the published hash above it.
    broken: bool,
}

pub(super) fn check<S: TileSource + Sync>(
    source: &S,
    head: &Checkpoint,
    audit: &mut Audit,
    on_entry: &mut impl FnMut(u64, &Entry, &[u8]),
) {
    let mut trees = Trees::default();
    let mut row = Row::default();
    let bundles = head.size.div_ceil(u64::from(TILE_WIDTH));
    let mut batch = 0;
    while batch < bundles {
        let end = bundles.min(batch + BATCH_BUNDLES);
        for checked in check_batch(source, batch..end, head.size) {
            hand_over(&checked, audit, on_entry);
            trees.add_leaves(checked, &mut row, audit);
        }
        batch = end;
    }
    let mut level = 1;
    while !row.computed.is_empty() {
        row = trees.add_level(source, level, &row, head.size, audit);
        level += 1;
    }
    trees.judge(head, audit);
}

#[cfg(feature = "parallel")]
fn check_batch<S: TileSource + Sync>(source: &S, bundles: Range<u64>, size: u64) -> Vec<Checked> {
    bundles.into_par_iter().map(|index| check_bundle(source, index, size)).collect()
}

#[cfg(not(feature = "parallel"))]
fn check_batch<S: TileSource + Sync>(source: &S, bundles: Range<u64>, size: u64) -> Vec<Checked> {
    bundles.map(|index| check_bundle(source, index, size)).collect()
}

fn check_bundle<S: TileSource>(source: &S, index: u64, size: u64) -> Checked {
    let mut checked = Checked {
        first: index * u64::from(TILE_WIDTH),
        is_full: Tile::at(Kind::Entries, index, size).is_some_and(Tile::is_full),
        bytes: Vec::new(),
        entries: Vec::new(),
        computed: None,
        published: None,
        problems: Vec::new(),
    };
    match read_exact(source, Kind::Entries, index, size) {
        Ok(bytes) => {
            checked.bytes = bytes;
            checked.computed = Some(bundle_entries(&checked.bytes).flatten().map(leaf_hash).collect());
            checked.entries = decode_all(&checked.bytes);
        }
        Err(error) => checked.problems.push(error),
    }
    match read_exact(source, Kind::Hashes(0), index, size) {
        Ok(bytes) => checked.published = Some(tile_hashes(&bytes)),
        Err(error) => checked.problems.push(error),
    }
    checked
}

fn decode_all(bundle: &[u8]) -> Vec<(Range<usize>, Result<Entry, EntryError>)> {
    let mut end = 0;
    let entries = bundle_entries(bundle).flatten().map(|bytes| {
        let start = end + size_of::<u16>();
        end = start + bytes.len();
        (start..end, Entry::decode(bytes))
    });
    entries.collect()
}

fn read_exact<S: TileSource + ?Sized>(
    source: &S,
    kind: Kind,
    index: u64,
    size: u64,
) -> Result<Vec<u8>, TileError> {
    let tile = Tile::at(kind, index, size).ok_or(TileError::OutOfRange { index, size })?;
    read_cut(source, tile, size)
}

fn hand_over(checked: &Checked, audit: &mut Audit, on_entry: &mut impl FnMut(u64, &Entry, &[u8])) {
    for (index, (range, entry)) in (checked.first..).zip(&checked.entries) {
        audit.entries += 1;
        match entry {
            Ok(entry) => on_entry(index, entry, &checked.bytes[range.clone()]),
            Err(error) => audit.find(Finding::entry_malformed(index, error)),
        }
    }
}

impl Trees {
    fn add_leaves(&mut self, checked: Checked, row: &mut Row, audit: &mut Audit) {
        for problem in &checked.problems {
            audit.find(Finding::of_tile(problem));
        }
        self.incomplete |= checked.computed.is_none() || checked.published.is_none();
        // A hole in one tree is filled from the other, so that the levels above can still be looked at.
        let Some(published) = checked.published.or_else(|| checked.computed.clone()) else {
            if checked.is_full {
                row.computed.push(Digest::default());
                row.published.push(Digest::default());
            }
            return;
        };
        let computed = checked.computed.unwrap_or_else(|| published.clone());
        if computed != published {
            let places = (checked.first..).zip(computed.iter().zip(&published));
            self.unmatched.extend(places.filter(|(_, (one, other))| one != other).map(|(index, _)| index));
            let tile = checked.first / u64::from(TILE_WIDTH);
            self.differing.push(Tile { kind: Kind::Hashes(0), index: tile, width: computed.len() as u16 });
        }
        self.rise(0, computed, published, row);
    }

    /// Puts a full tile's root into the row above, and keeps a partial tile as the level's edge.
    fn rise(&mut self, level: usize, mut computed: Vec<Digest>, mut published: Vec<Digest>, above: &mut Row) {
        if computed.len() < usize::from(TILE_WIDTH) {
            self.computed_edge.resize(level + 1, Vec::new());
            self.published_edge.resize(level + 1, Vec::new());
            self.computed_edge[level] = computed;
            self.published_edge[level] = published;
            return;
        }
        let same = computed == published;
        let root = fold_complete(&mut computed);
        above.computed.push(root);
        above.published.push(if same { root } else { fold_complete(&mut published) });
    }

    fn add_level<S: TileSource>(
        &mut self,
        source: &S,
        level: u8,
        below: &Row,
        size: u64,
        audit: &mut Audit,
    ) -> Row {
        let mut above = Row::default();
        let width = usize::from(TILE_WIDTH);
        let tiles = below.computed.chunks(width).zip(below.published.chunks(width));
        for (index, (computed, rebuilt)) in (0..).zip(tiles) {
            let kind = Kind::Hashes(level);
            let published = match read_exact(source, kind, index, size) {
                Ok(bytes) => tile_hashes(&bytes),
                Err(error) => {
                    audit.find(Finding::of_tile(&error));
                    self.incomplete = true;
                    rebuilt.to_vec()
                }
            };
            self.broken |= published != rebuilt;
            if published != computed {
                self.differing.push(Tile { kind, index, width: computed.len() as u16 });
            }
            self.rise(usize::from(level), computed.to_vec(), published, &mut above);
        }
        above
    }

    fn judge(self, head: &Checkpoint, audit: &mut Audit) {
        let entries_hold = edge_root(&self.computed_edge) == head.root;
        let tiles_hold = !self.broken && edge_root(&self.published_edge) == head.root;
        if entries_hold {
            for tile in self.differing {
                audit.find(Finding::hashes_altered(&tile.path()));
            }
        } else if tiles_hold {
            for index in self.unmatched {
                audit.find(Finding::entry_changed(index));
            }
        } else if self.incomplete {
            // What is missing has been named; without it nothing certain can be said about the rest.
            for index in self.unmatched {
                audit.find(Finding::entry_unmatched(index));
            }
        } else {
            audit.find(Finding::not_what_was_signed());
            for index in self.unmatched {
                audit.find(Finding::entry_unmatched(index));
            }
        }
    }
}
