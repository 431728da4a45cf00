#![no_main]
//! Addenda and foreign addenda indices are read or refused.
use libfuzzer_sys::fuzz_target;
use maru_record::{Digest, addenda};

fuzz_target!(|bytes: &[u8]| {
    let _ = addenda::digests(bytes);
    let _ = addenda::open(bytes, &Digest::of(bytes));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = addenda::parse_path(text);
    }
});
