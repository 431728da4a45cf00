//! A published file as it is given away: only if it fits what the record signed. A bit that the disk has turned must not reach
//! anyone as a part of the record.

use maru_record::tile::{Kind, TILE_WIDTH, bundle_entries, cut, read_cut, tile_hashes};
use maru_record::tree::{self, Frontier};
use maru_record::{Checkpoint, Digest, Edge, Tile, TileError};

use super::files::{Files, Tiles};

/// A tile or bundle under a prefix where this head is published, cut to the wanted width; nothing if that head has none so
/// wide, an error if it does not fit the head.
pub(crate) fn published_tile<F: Files>(
    files: &F,
    prefix: &str,
    tile: Tile,
    head: &Checkpoint,
) -> Result<Option<Vec<u8>>, TileError> {
    let Some(present) = Tile::at(tile.kind, tile.index, head.size) else { return Ok(None) };
    if present.width < tile.width {
        return Ok(None);
    }
    let source = Tiles { files, prefix };
    let bytes = read_cut(&source, present, head.size)?;
    if !fits(&source, present, &bytes, head)? {
        return Err(TileError::Shape(present.path()));
    }
    Ok(cut(tile.kind, &bytes, tile.width).map(<[u8]>::to_vec))
}

/// Whether a file holds what the file above it says: a bundle is hashed in its tile, a full tile in the level above, and the
/// tiles at the right edge give the root.
fn fits<F: Files>(
    source: &Tiles<'_, F>,
    tile: Tile,
    bytes: &[u8],
    head: &Checkpoint,
) -> Result<bool, TileError> {
    let level = match tile.kind {
        Kind::Entries => {
            let above = read_cut(source, Tile { kind: Kind::Hashes(0), ..tile }, head.size)?;
            return Ok(leaves(bytes).is_some_and(|leaves| leaves == tile_hashes(&above)));
        }
        Kind::Hashes(level) => level,
    };
    if !tile.is_full() {
        return Ok(Edge::load(source, head.size)?.root() == head.root);
    }
    let width = u64::from(TILE_WIDTH);
    let above = Tile::at(Kind::Hashes(level + 1), tile.index / width, head.size);
    let above = above.ok_or_else(|| TileError::Missing(tile.path()))?;
    let hashes = tile_hashes(&read_cut(source, above, head.size)?);
    let mut tree = Frontier::new();
    for hash in tile_hashes(bytes) {
        tree.push(hash);
    }
    let place = (tile.index % width) as usize;
    Ok(hashes.get(place).is_some_and(|hash| *hash == tree.root()))
}

/// The leaf hashes of a bundle; nothing if it ends within an entry.
pub(crate) fn leaves(bundle: &[u8]) -> Option<Vec<Digest>> {
    bundle_entries(bundle).map(|entry| entry.ok().map(tree::leaf_hash)).collect()
}
