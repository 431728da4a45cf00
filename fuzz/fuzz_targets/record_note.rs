#![no_main]
//! Notes and checkpoints are written back to the same bytes; a known key judges them without panic.
use libfuzzer_sys::fuzz_target;
use maru_record::{Note, SignedCheckpoint, VerifierKey};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        if let Ok(key) = key.parse::<VerifierKey>() {
            assert!(note.verify([&key]).is_err());
        }
    }
    if let Ok(signed) = SignedCheckpoint::parse(bytes) {
        assert_eq!(signed.to_bytes(), bytes);
    }
});
