#![no_main]
//! A content that is read is written back to the same bytes.
use libfuzzer_sys::fuzz_target;
use maru_forum::Content;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(content) = Content::parse(bytes) {
        assert_eq!(content.bytes(), bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = text.parse::<maru_forum::Language>();
        let _ = text.parse::<maru_forum::ProcessId>();
        let _ = text.parse::<maru_forum::CountryCode>();
        let _ = maru_forum::Pseudonym::new(text);
        let once = maru_forum::normalised(text);
        assert_eq!(maru_forum::normalised(&once), once);
    }
});
