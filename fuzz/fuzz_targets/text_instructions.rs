#![no_main]
//! An amending act, and the text that it amends, parted by a zero byte: its instructions are read, and carried out where understood.
use libfuzzer_sys::fuzz_target;
use maru_text::{apply, import, parse_plain, read_instructions, redline};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (Some(act), Some(base)) = (parts.next(), parts.next()) else { return };
    let (Ok(act), Ok(base)) = (std::str::from_utf8(act), std::str::from_utf8(base)) else { return };
    let base = import(base.as_bytes(), "base.md").unwrap_or_else(|_| parse_plain(base, "en"));
    for language in ["en", "ko"] {
        for instruction in read_instructions(&parse_plain(act, language), &base) {
            for amendment in instruction.amendments {
                let amended = apply(&base, std::slice::from_ref(&amendment));
                let _ = redline(&base, &amended.document);
            }
        }
    }
});
