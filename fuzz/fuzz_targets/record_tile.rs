#![no_main]
//! Paths are written back to the same text; bundles and tiles are walked without panic.
use libfuzzer_sys::fuzz_target;
use maru_record::Tile;
use maru_record::tile::{Kind, bundle_entries, cut, tile_hashes};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(tile) = text.parse::<Tile>()
    {
        assert_eq!(tile.path(), text);
    }
    let entries = bundle_entries(bytes).flatten().count();
    let _ = tile_hashes(bytes);
    for width in [0, 1, 2, 255, 256] {
        let prefix = cut(Kind::Entries, bytes, width);
        assert_eq!(prefix.is_some(), usize::from(width) <= entries);
        if let Some(prefix) = prefix {
            assert!(bytes.starts_with(prefix));
        }
        let _ = cut(Kind::Hashes(0), bytes, width);
    }
});
