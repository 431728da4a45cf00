//! Archives of a process that strangers bring.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use maru_exchange::ProcessArchive;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(archive) = ProcessArchive::open(Cursor::new(bytes), 1 << 20) {
        let _ = archive.check();
    }
});
