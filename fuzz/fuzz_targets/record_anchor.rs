#![no_main]
//! An entry of a node's own record that is read is written back to the same bytes, but for its time.
use libfuzzer_sys::fuzz_target;
use maru_record::{Anchor, Entry};

fuzz_target!(|bytes: &[u8]| {
    let Ok(entry) = Entry::decode(bytes) else { return };
    if let Ok(anchor) = Anchor::read(&entry) {
        let time = entry.body.get("ts").and_then(|time| time.as_integer()).unwrap_or_default();
        assert_eq!(anchor.entry(time).encode().as_deref(), Ok(bytes));
    }
});
