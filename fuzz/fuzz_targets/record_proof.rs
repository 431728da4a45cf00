#![no_main]
//! Receipts and locators are written back to the same text.
use libfuzzer_sys::fuzz_target;
use maru_record::{Locator, Policy, Proof};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = Proof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
        assert!(proof.check(&Policy::default()).is_err());
        let _ = proof.compact();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Locator::parse(text);
    }
});
