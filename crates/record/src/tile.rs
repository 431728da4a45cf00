//! Tiles and bundles of tlog-tiles: their coordinates, paths and bytes, how they grow, and how proofs are made of them.
//!
//! A tile holds up to 256 hashes of one level, a bundle up to 256 entries. One that is not full is *partial*, and every
//! partial one is a prefix of each wider one. So a store keeps the newest partial of each level only, and whoever asks
//! for a narrower one is served by cutting ([`cut`]).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

use crate::digest::{DIGEST_BYTES, Digest};
use crate::entry::MAX_ENTRY_BYTES;
use crate::tree::{self, MAX_SIZE, Nodes};
use crate::wire::decimal;

/// Levels of the Merkle tree that one tile spans.
pub const TILE_HEIGHT: u8 = 8;
/// Hashes in a full tile, entries in a full bundle.
pub const TILE_WIDTH: u16 = 1 << TILE_HEIGHT;
/// The path of the signed head, under the record's prefix.
pub const CHECKPOINT_PATH: &str = "checkpoint";
/// The highest tile level that a tree of fewer than 2^63 leaves can have.
pub const MAX_LEVEL: u8 = 7;

const LENGTH_BYTES: usize = 2;
/// Tiles that a reader keeps while it makes proofs.
const CACHED_TILES: usize = 64;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Hashes of complete subtrees of 256^level leaves.
    Hashes(u8),
    /// The entries themselves, in a bundle.
    Entries,
}

impl Kind {
    fn level(self) -> u8 {
        if let Self::Hashes(level) = self { level } else { 0 }
    }
}

/// The coordinates of a tile or bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// Hashes of which level, or entries.
    pub kind: Kind,
    /// Position within the level, from 0.
    pub index: u64,
    /// How many hashes or entries it holds, 1 to 256.
    pub width: u16,
}

/// A text is not the path of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a tile or bundle")]
pub struct PathError;

impl Tile {
    /// The tile at this place in a tree of `size` leaves, as wide as it then is; none if it is empty.
    pub fn at(kind: Kind, index: u64, size: u64) -> Option<Self> {
        let hashes = hashes_at_level(kind.level(), size);
        let first = index.checked_mul(u64::from(TILE_WIDTH))?;
        let width = hashes.checked_sub(first)?.min(u64::from(TILE_WIDTH));
        (width > 0).then_some(Self { kind, index, width: width as u16 })
    }

    /// All tiles and bundles of a tree of `size` leaves: bundles first, then level by level.
    pub fn all(size: u64) -> impl Iterator<Item = Self> {
        let kinds = std::iter::once(Kind::Entries).chain((0..=MAX_LEVEL).map(Kind::Hashes));
        kinds.flat_map(move |kind| {
            let tiles = hashes_at_level(kind.level(), size).div_ceil(u64::from(TILE_WIDTH));
            (0..tiles).filter_map(move |index| Self::at(kind, index, size))
        })
    }

    /// Whether the tile holds all that it ever will.
    pub fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The tile at the same place with its full width of 256.
    #[must_use]
    pub fn full(self) -> Self {
        Self { width: TILE_WIDTH, ..self }
    }

    /// The path under the record's prefix, without a leading slash.
    pub fn path(self) -> String {
        self.to_string()
    }
}

/// Complete subtrees of 256^level leaves in a tree of `size` leaves.
fn hashes_at_level(level: u8, size: u64) -> u64 {
    size.checked_shr(u32::from(level) * u32::from(TILE_HEIGHT)).unwrap_or(0)
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Hashes(level) => write!(f, "tile/{level}/")?,
            Kind::Entries => f.write_str("tile/entries/")?,
        }
        let mut divisor = 1;
        while self.index / divisor >= 1000 {
            divisor *= 1000;
        }
        while divisor > 1 {
            write!(f, "x{:03}/", self.index / divisor % 1000)?;
            divisor /= 1000;
        }
        write!(f, "{:03}", self.index % 1000)?;
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

impl FromStr for Tile {
    type Err = PathError;

    fn from_str(path: &str) -> Result<Self, PathError> {
        let rest = path.strip_prefix("tile/").ok_or(PathError)?;
        let (kind, rest) = rest.split_once('/').ok_or(PathError)?;
        let kind = match kind {
            "entries" => Kind::Entries,
            level => Kind::Hashes(decimal(level, 63).ok_or(PathError)? as u8),
        };
        let (place, width) = match rest.split_once(".p/") {
            Some((place, width)) => (place, decimal(width, u64::from(TILE_WIDTH) - 1).ok_or(PathError)?),
            None => (rest, u64::from(TILE_WIDTH)),
        };
        if width == 0 {
            return Err(PathError);
        }
        Ok(Self { kind, index: index_of(place).ok_or(PathError)?, width: width as u16 })
    }
}

/// The number written in groups of three digits, all but the last led by an `x`, with no group of zeros in front.
fn index_of(place: &str) -> Option<u64> {
    let (front, last) = place.rsplit_once('/').map_or((None, place), |(front, last)| (Some(front), last));
    let mut index: u64 = 0;
    for group in front.into_iter().flat_map(|front| front.split('/')) {
        let group = three_digits(group.strip_prefix('x')?)?;
        if index == 0 && group == 0 {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(group)?;
    }
    index.checked_mul(1000)?.checked_add(three_digits(last)?)
}

fn three_digits(text: &str) -> Option<u64> {
    (text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Where tiles, bundles and the checkpoint are read from; paths are relative to the record's prefix.
pub trait TileSource {
    /// The bytes at a path, or nothing if there is nothing.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError>;

    /// The bytes that are at a path by now, for a source that keeps what it read of a changing file.
    fn read_again(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        self.read(path)
    }

    /// Whether this is somebody's copy: what is not in it may be where it was copied from.
    fn is_copy(&self) -> bool {
        false
    }
}

impl<S: TileSource + ?Sized> TileSource for &S {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        (**self).read(path)
    }

    fn read_again(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        (**self).read_again(path)
    }

    fn is_copy(&self) -> bool {
        (**self).is_copy()
    }
}

/// A record held in memory, by path.
impl TileSource for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        Ok(self.get(path).cloned())
    }
}

/// A source could not be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path} could not be read: {reason}")]
pub struct SourceError {
    /// The path that was asked for.
    pub path: String,
    /// Why it could not be read.
    pub reason: String,
}

/// What is wrong with tiles or bundles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// The source could not be asked.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The source does not have what a record of this size must have.
    #[error("{0} is missing")]
    Missing(String),
    /// A tile or bundle does not hold what its path says.
    #[error("{0} does not hold as many hashes or entries as its path says")]
    Shape(String),
    /// An entry that no bundle can hold.
    #[error("an entry of {0} bytes is longer than the {MAX_ENTRY_BYTES} that a bundle can hold")]
    EntryTooLong(usize),
    /// More leaves than a tree may have.
    #[error("a record holds fewer than 2^63 entries")]
    TooLarge,
    /// A place beyond the end of the tree.
    #[error("there is no entry {index} in a record of {size}")]
    OutOfRange {
        /// The entry or hash that was asked for, from 0.
        index: u64,
        /// Entries that the record has.
        size: u64,
    },
}

/// Cuts a tile or bundle to its first `width` hashes or entries; nothing if it holds fewer.
pub fn cut(kind: Kind, bytes: &[u8], width: u16) -> Option<&[u8]> {
    match kind {
        Kind::Hashes(_) => bytes.get(..usize::from(width) * DIGEST_BYTES),
        Kind::Entries => {
            let mut entries = BundleEntries::new(bytes);
            for _ in 0..width {
                entries.next()?.ok()?;
            }
            Some(&bytes[..bytes.len() - entries.rest.len()])
        }
    }
}

/// Reads a tile or bundle of at least its width: under its own path, else the full one, else the widest one that a store
/// holding `stored` entries keeps; then cuts it.
pub fn read_cut<S: TileSource + ?Sized>(source: &S, tile: Tile, stored: u64) -> Result<Vec<u8>, TileError> {
    let widest = Tile::at(tile.kind, tile.index, stored).filter(|widest| widest.width > tile.width);
    let mut candidates = vec![tile];
    candidates.extend(widest);
    candidates.extend((!tile.is_full()).then(|| tile.full()));
    candidates.dedup();
    for candidate in candidates {
        if let Some(bytes) = source.read(&candidate.path())? {
            let exact =
                cut(tile.kind, &bytes, tile.width).ok_or_else(|| TileError::Shape(candidate.path()))?;
            if candidate == tile && exact.len() != bytes.len() {
                return Err(TileError::Shape(candidate.path()));
            }
            return Ok(exact.to_vec());
        }
    }
    Err(TileError::Missing(tile.path()))
}

/// The hashes in a tile's bytes.
pub fn tile_hashes(bytes: &[u8]) -> Vec<Digest> {
    bytes.as_chunks::<DIGEST_BYTES>().0.iter().copied().map(Digest).collect()
}

/// The entries in a bundle's bytes, one by one; an error says that the bytes end within an entry.
pub fn bundle_entries(bytes: &[u8]) -> BundleEntries<'_> {
    BundleEntries::new(bytes)
}

/// Walks through a bundle.
#[derive(Debug, Clone)]
pub struct BundleEntries<'a> {
    rest: &'a [u8],
}

/// A bundle's bytes end within an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bundle ends within an entry")]
pub struct BundleError;

impl<'a> BundleEntries<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }
}

impl<'a> Iterator for BundleEntries<'a> {
    type Item = Result<&'a [u8], BundleError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let parts = self
            .rest
            .split_first_chunk::<LENGTH_BYTES>()
            .and_then(|(length, rest)| rest.split_at_checked(usize::from(u16::from_be_bytes(*length))));
        let Some((entry, rest)) = parts else {
            self.rest = &[];
            return Some(Err(BundleError));
        };
        self.rest = rest;
        Some(Ok(entry))
    }
}

fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) {
    bundle.extend_from_slice(&(entry.len() as u16).to_be_bytes());
    bundle.extend_from_slice(entry);
}

/// A file to be written under the record's prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Path under the record's prefix, without a leading slash.
    pub path: String,
    /// The whole file, as it is published.
    pub bytes: Vec<u8>,
}

/// What a batch of entries changes on disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Growth {
    /// Files to write, before the new checkpoint is published.
    pub writes: Vec<Write>,
    /// Narrower partial files that those replace; they may go once the new checkpoint is published.
    pub obsolete: Vec<String>,
}

/// The right edge of a tree: all that is needed to append to it and to know its root.
///
/// It is small (at most 256 hashes a level and one partial bundle), so whoever must be able to undo an append clones it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    bundle: Vec<u8>,
    /// Hashes of the partial tile of each level, lowest first.
    levels: Vec<Vec<Digest>>,
}

impl Edge {
    /// The edge of an empty record.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the edge of a record of `size` entries. The caller compares [`Edge::root`] with the checkpoint.
    pub fn load<S: TileSource + ?Sized>(source: &S, size: u64) -> Result<Self, TileError> {
        if size > MAX_SIZE {
            return Err(TileError::TooLarge);
        }
        let mut edge = Self { size, ..Self::default() };
        for level in 0..=MAX_LEVEL {
            let hashes = hashes_at_level(level, size);
            if hashes == 0 {
                break;
            }
            let partial = Tile::at(Kind::Hashes(level), hashes / u64::from(TILE_WIDTH), size);
            let bytes = partial.map(|tile| read_cut(source, tile, size)).transpose()?;
            edge.levels.push(tile_hashes(&bytes.unwrap_or_default()));
        }
        if let Some(partial) = Tile::at(Kind::Entries, size / u64::from(TILE_WIDTH), size) {
            edge.bundle = read_cut(source, partial, size)?;
        }
        Ok(edge)
    }

    /// How many entries the record has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The record's root hash.
    pub fn root(&self) -> Digest {
        edge_root(&self.levels)
    }

    /// Appends entries and says what changes on disk. On an error nothing is appended.
    pub fn append<E: AsRef<[u8]>>(&mut self, entries: &[E]) -> Result<Growth, TileError> {
        if let Some(long) =
            entries.iter().map(|entry| entry.as_ref().len()).find(|&length| length > MAX_ENTRY_BYTES)
        {
            return Err(TileError::EntryTooLong(long));
        }
        if self.size.checked_add(entries.len() as u64).is_none_or(|size| size > MAX_SIZE) {
            return Err(TileError::TooLarge);
        }
        let before = self.size;
        let mut growth = Growth::default();
        for entry in entries {
            push_entry(&mut self.bundle, entry.as_ref());
            self.size += 1;
            if self.size.is_multiple_of(u64::from(TILE_WIDTH)) {
                let tile = Tile {
                    kind: Kind::Entries,
                    index: (self.size - 1) / u64::from(TILE_WIDTH),
                    width: TILE_WIDTH,
                };
                growth.writes.push(Write { path: tile.path(), bytes: std::mem::take(&mut self.bundle) });
            }
            self.push_hash(0, tree::leaf_hash(entry.as_ref()), &mut growth);
        }
        self.write_partials(before, &mut growth);
        Ok(growth)
    }

    /// Adds a hash to a level; a tile that it fills is written, and its root goes one level up.
    fn push_hash(&mut self, level: u8, hash: Digest, growth: &mut Growth) {
        if self.levels.len() == usize::from(level) {
            self.levels.push(Vec::with_capacity(usize::from(TILE_WIDTH)));
        }
        let hashes = &mut self.levels[usize::from(level)];
        hashes.push(hash);
        if hashes.len() < usize::from(TILE_WIDTH) {
            return;
        }
        let index = hashes_at_level(level, self.size) / u64::from(TILE_WIDTH) - 1;
        let tile = Tile { kind: Kind::Hashes(level), index, width: TILE_WIDTH };
        growth.writes.push(Write { path: tile.path(), bytes: tile_bytes(hashes) });
        let root = tree::fold_complete(hashes);
        hashes.clear();
        self.push_hash(level + 1, root, growth);
    }

    /// Writes the partial files that have changed, and names those that they or full ones replace.
    fn write_partials(&self, before: u64, growth: &mut Growth) {
        let kinds = std::iter::once(Kind::Entries).chain((0..self.levels.len() as u8).map(Kind::Hashes));
        for kind in kinds {
            let old = rightmost_partial(kind, before);
            let new = rightmost_partial(kind, self.size);
            if old == new {
                continue;
            }
            if let Some(tile) = new {
                let bytes = match kind {
                    Kind::Entries => self.bundle.clone(),
                    Kind::Hashes(level) => tile_bytes(&self.levels[usize::from(level)]),
                };
                growth.writes.push(Write { path: tile.path(), bytes });
            }
            growth.obsolete.extend(old.map(Tile::path));
        }
    }
}

/// The root of the tree whose partial tiles, lowest level first, hold these hashes.
pub(crate) fn edge_root(levels: &[Vec<Digest>]) -> Digest {
    let mut root: Option<Digest> = None;
    for hashes in levels {
        let mut rest = hashes.as_slice();
        let mut peaks = Vec::new();
        while !rest.is_empty() {
            let (complete, smaller) = rest.split_at(1 << rest.len().ilog2());
            peaks.push(tree::fold_complete(&mut complete.to_vec()));
            rest = smaller;
        }
        for left in peaks.iter().rev() {
            root = Some(root.map_or(*left, |right| tree::node_hash(left, &right)));
        }
    }
    root.unwrap_or_else(tree::empty_root)
}

fn tile_bytes(hashes: &[Digest]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The last tile of a kind, if it is partial.
fn rightmost_partial(kind: Kind, size: u64) -> Option<Tile> {
    Tile::at(kind, hashes_at_level(kind.level(), size) / u64::from(TILE_WIDTH), size)
}

/// The hashes of tiles already read, by level and index.
type TileCache = BTreeMap<(u8, u64), Rc<Vec<Digest>>>;

/// A record of a known size, read from its tiles; makes proofs of them.
///
/// What it reads is not trusted: whoever uses a proof checks it against a signed root.
#[derive(Debug)]
pub struct TileReader<S> {
    source: S,
    size: u64,
    tiles: RefCell<TileCache>,
}

impl<S: TileSource> TileReader<S> {
    /// Reads the record of `size` entries at this source.
    pub fn new(source: S, size: u64) -> Self {
        Self { source, size, tiles: RefCell::default() }
    }

    /// How many entries the record has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the first `size` entries, computed from the tiles.
    pub fn root_at(&self, size: u64) -> Result<Digest, TileError> {
        if size > self.size {
            return Err(TileError::OutOfRange { index: size, size: self.size });
        }
        tree::subtree_root(self, 0, size)
    }

    /// The proof that the entry at `index` is in the record.
    pub fn inclusion_proof(&self, index: u64) -> Result<Vec<Digest>, TileError> {
        if index >= self.size {
            return Err(TileError::OutOfRange { index, size: self.size });
        }
        tree::inclusion_proof(self, index, self.size)
    }

    /// The proof that the record begins with its first `old` entries.
    pub fn consistency_proof(&self, old: u64) -> Result<Vec<Digest>, TileError> {
        if old > self.size {
            return Err(TileError::OutOfRange { index: old, size: self.size });
        }
        tree::consistency_proof(self, old, self.size)
    }

    /// The bytes of the entry at `index`, out of its bundle.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, TileError> {
        let out_of_range = TileError::OutOfRange { index, size: self.size };
        let bundle = index / u64::from(TILE_WIDTH);
        let place = (index % u64::from(TILE_WIDTH)) as u16;
        let tile = Tile::at(Kind::Entries, bundle, self.size)
            .filter(|tile| place < tile.width)
            .ok_or(out_of_range)?;
        let bytes = read_cut(&self.source, tile, self.size)?;
        let entry = bundle_entries(&bytes).nth(usize::from(place)).and_then(Result::ok);
        entry.map(<[u8]>::to_vec).ok_or_else(|| TileError::Shape(tile.path()))
    }

    fn hashes(&self, level: u8, index: u64) -> Result<Rc<Vec<Digest>>, TileError> {
        if let Some(hashes) = self.tiles.borrow().get(&(level, index)) {
            return Ok(Rc::clone(hashes));
        }
        let beyond = TileError::OutOfRange { index, size: self.size };
        let tile = Tile::at(Kind::Hashes(level), index, self.size).ok_or(beyond)?;
        let hashes = Rc::new(tile_hashes(&read_cut(&self.source, tile, self.size)?));
        let mut tiles = self.tiles.borrow_mut();
        if tiles.len() >= CACHED_TILES {
            tiles.clear();
        }
        tiles.insert((level, index), Rc::clone(&hashes));
        Ok(hashes)
    }
}

impl<S: TileSource> Nodes for TileReader<S> {
    type Error = TileError;

    fn node(&self, level: u8, index: u64) -> Result<Digest, TileError> {
        let (tile_level, height) = (level / TILE_HEIGHT, level % TILE_HEIGHT);
        let first = index << height;
        let hashes = self.hashes(tile_level, first >> TILE_HEIGHT)?;
        let start = (first % u64::from(TILE_WIDTH)) as usize;
        let beyond = TileError::OutOfRange { index, size: self.size };
        let complete = hashes.get(start..start + (1 << height)).ok_or(beyond)?;
        Ok(if let [one] = complete { *one } else { tree::fold_complete(&mut complete.to_vec()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{MemoryTree, verify_consistency, verify_inclusion};
    use proptest::prelude::*;

    fn check_path(kind: Kind, index: u64, width: u16, path: &str) {
        let tile = Tile { kind, index, width };
        assert_eq!(tile.path(), path);
        assert_eq!(path.parse(), Ok(tile));
    }

    #[test]
    fn paths_are_those_of_the_specification() {
        check_path(Kind::Hashes(0), 0, 256, "tile/0/000");
        check_path(Kind::Hashes(0), 1_234_067, 256, "tile/0/x001/x234/067");
        check_path(Kind::Entries, 1_234_067, 17, "tile/entries/x001/x234/067.p/17");
        check_path(Kind::Hashes(2), 999, 1, "tile/2/999.p/1");
        check_path(Kind::Hashes(63), 1000, 255, "tile/63/x001/000.p/255");
        check_path(Kind::Entries, 1_000_000, 256, "tile/entries/x001/x000/000");
        for wrong in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/0000",
            "tile/64/000",
            "tile/00/000",
            "tile/-1/000",
            "tile/0/x000/001",
            "tile/0/001/002",
            "tile/0/x001",
            "tile/0/x001/x002",
            "/tile/0/000",
            "tile/0/000/",
            "tile/0/000.p",
            "tile/0/000.p/",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/+1",
            "tile/data/000",
            "tile/8/data/000",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "tile/0/00a",
            "tile/+0/000",
        ] {
            assert_eq!(wrong.parse::<Tile>(), Err(PathError), "{wrong}");
        }
    }

    #[test]
    fn a_record_of_70000_has_the_tiles_that_the_specification_names() {
        let widths = |kind| {
            let tiles: Vec<u16> =
                Tile::all(70_000).filter(|tile| tile.kind == kind).map(|tile| tile.width).collect();
            (tiles.iter().filter(|width| **width == 256).count(), tiles.last().copied())
        };
        assert_eq!(widths(Kind::Entries), (273, Some(112)));
        assert_eq!(widths(Kind::Hashes(0)), (273, Some(112)));
        assert_eq!(widths(Kind::Hashes(1)), (1, Some(17)));
        assert_eq!(widths(Kind::Hashes(2)), (0, Some(1)));
        assert_eq!(widths(Kind::Hashes(3)), (0, None));
        assert_eq!(
            Tile::all(256).map(Tile::path).collect::<Vec<_>>(),
            ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]
        );
        assert_eq!(Tile::all(0).count(), 0);
    }

    fn entry(n: u64) -> Vec<u8> {
        format!("entry {n}").into_bytes()
    }

    /// Grows a record in batches and applies each growth as a store would.
    fn grow(batches: &[u64]) -> (BTreeMap<String, Vec<u8>>, Edge, MemoryTree) {
        let (mut files, mut edge, mut tree) = (BTreeMap::new(), Edge::new(), MemoryTree::new());
        for batch in batches {
            let entries: Vec<_> = (edge.size()..edge.size() + batch).map(entry).collect();
            tree.extend(entries.iter().map(|entry| tree::leaf_hash(entry)));
            let growth = edge.append(&entries).unwrap();
            for path in growth.obsolete {
                assert!(files.remove(&path).is_some(), "{path} was never written");
            }
            for write in growth.writes {
                assert!(
                    files.insert(write.path.clone(), write.bytes).is_none(),
                    "{} written twice",
                    write.path
                );
            }
        }
        (files, edge, tree)
    }

    #[test]
    fn a_store_holds_exactly_the_tiles_of_its_size() {
        for batches in
            [vec![0], vec![1], vec![255, 1], vec![256, 1], vec![100, 0, 300, 5], vec![70_000, 1, 511]]
        {
            let (files, edge, tree) = grow(&batches);
            let expected: std::collections::BTreeSet<_> = Tile::all(edge.size()).map(Tile::path).collect();
            assert_eq!(
                files.keys().cloned().collect::<std::collections::BTreeSet<_>>(),
                expected,
                "{batches:?}"
            );
            assert_eq!(edge.root(), tree.root_at(edge.size()).unwrap());
            assert_eq!(Edge::load(&files, edge.size()).unwrap(), edge);
        }
    }

    #[test]
    fn an_append_that_fails_changes_nothing() {
        let (_, mut edge, _) = grow(&[300]);
        let before = edge.clone();
        let entries = [vec![0; 5], vec![0; MAX_ENTRY_BYTES + 1]];
        assert_eq!(edge.append(&entries), Err(TileError::EntryTooLong(MAX_ENTRY_BYTES + 1)));
        assert_eq!(edge, before);
    }

    #[test]
    fn missing_and_misshapen_files_are_named() {
        let (mut files, edge, _) = grow(&[600]);
        let path = "tile/0/002.p/88";
        files.get_mut(path).unwrap().pop();
        assert_eq!(Edge::load(&files, edge.size()), Err(TileError::Shape(path.to_owned())));
        files.get_mut(path).unwrap().extend([0; 40]);
        assert_eq!(Edge::load(&files, edge.size()), Err(TileError::Shape(path.to_owned())));
        files.remove(path);
        assert_eq!(Edge::load(&files, edge.size()), Err(TileError::Missing(path.to_owned())));
        let reader = TileReader::new(&files, 600);
        assert_eq!(reader.inclusion_proof(600), Err(TileError::OutOfRange { index: 600, size: 600 }));
        assert_eq!(reader.entry(599).unwrap(), entry(599));
        assert!(reader.entry(600).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn a_narrower_tile_is_a_prefix_of_a_wider_one(old in 1_u64..1500, more in 0_u64..1500) {
            let (narrow, _, _) = grow(&[old]);
            let (wide, edge, tree) = grow(&[old, more]);
            for tile in Tile::all(old) {
                prop_assert_eq!(&read_cut(&wide, tile, edge.size()).unwrap(), &narrow[&tile.path()]);
            }
            let reader = TileReader::new(&wide, edge.size());
            prop_assert_eq!(reader.root_at(old).unwrap(), tree.root_at(old).unwrap());
        }

        #[test]
        fn tiles_yield_proofs_that_hold(size in 1_u64..70_000, at in any::<u64>()) {
            let (files, edge, tree) = grow(&[size]);
            let reader = TileReader::new(&files, size);
            let (index, old) = (at % size, at % (size + 1));
            let leaf = tree::leaf_hash(&reader.entry(index).unwrap());
            let proof = reader.inclusion_proof(index).unwrap();
            prop_assert_eq!(verify_inclusion(&proof, index, &leaf, size, &edge.root()), Ok(()));
            let proof = reader.consistency_proof(old).unwrap();
            let old_root = tree.root_at(old).unwrap();
            prop_assert_eq!(verify_consistency(&proof, old, &old_root, size, &edge.root()), Ok(()));
        }

        #[test]
        fn every_coordinate_has_one_path(level in 0_u8..64, index in any::<u64>(), width in 1_u16..=256, entries in any::<bool>()) {
            let kind = if entries { Kind::Entries } else { Kind::Hashes(level) };
            let tile = Tile { kind, index, width };
            prop_assert_eq!(tile.path().parse(), Ok(tile));
        }

        #[test]
        fn any_text_that_is_a_path_is_its_only_writing(text in "(tile/)?[0-9entris]{1,7}/[x0-9/]{0,20}(\\.p/[0-9]{0,3})?") {
            if let Ok(tile) = text.parse::<Tile>() {
                prop_assert_eq!(tile.path(), text);
            }
        }

        #[test]
        fn any_bytes_are_walked_as_a_bundle_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = bundle_entries(&bytes).count();
            for width in [0, 1, 5, 256] {
                let _ = cut(Kind::Entries, &bytes, width);
                let _ = cut(Kind::Hashes(0), &bytes, width);
            }
        }
    }
}
