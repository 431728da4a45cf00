#![no_main]
//! Introductions by strangers are read or refused without panic; what they may be followed for stays under their own name.
use libfuzzer_sys::fuzz_target;
use maru_record::Introduction;
use maru_record::introduction::is_address;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(introduction) = Introduction::parse(bytes) {
        assert!(is_address(&introduction.address));
        assert!(introduction.own_records().all(|record| record.origin.starts_with(introduction.host())));
    }
});
