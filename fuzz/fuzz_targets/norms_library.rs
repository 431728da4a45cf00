#![no_main]
//! Rows of instruments and provisions, parted by a zero byte, against the shipped library: read, or refused with the line.
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use maru_norms::{Library, Places};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::shipped().expect("the shipped library"));

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (Some(first), second) = (parts.next(), parts.next()) else { return };
    let _ = Places::load("places.csv", first);
    let instruments = LIBRARY.read_instruments("instruments.csv", first).unwrap_or_default();
    if let Some(rows) = second {
        let _ = LIBRARY.with_draft(&instruments, "provisions.csv", rows);
    }
});
