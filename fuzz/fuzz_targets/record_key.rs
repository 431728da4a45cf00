#![no_main]
//! Keys are written back to the same text.
use libfuzzer_sys::fuzz_target;
use maru_record::{SignerKey, VerifierKey};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(key) = SignerKey::from_secret_text(text) {
        assert_eq!(key.to_secret_text(), text);
    }
});
