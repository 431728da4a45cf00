#![no_main]
//! An entry that is read is written back to the same bytes, and its addenda index agrees.
use libfuzzer_sys::fuzz_target;
use maru_record::{Entry, addenda};

fuzz_target!(|bytes: &[u8]| {
    let entry = Entry::decode(bytes);
    assert_eq!(entry.as_ref().err(), Entry::check(bytes).as_ref().err());
    if let Ok(entry) = entry {
        assert_eq!(entry.encode().as_deref(), Ok(bytes));
        assert_eq!(addenda::digests(bytes), Some(entry.addenda));
    }
});
