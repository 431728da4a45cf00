#![no_main]
//! What the canonical reader takes is what the writer writes; the checking reader agrees.
use libfuzzer_sys::fuzz_target;
use maru_record::canonical;

fuzz_target!(|bytes: &[u8]| {
    let value = canonical::parse(bytes);
    assert_eq!(value.as_ref().err(), canonical::check(bytes).as_ref().err());
    if let Ok(value) = value {
        assert_eq!(value.check(), Ok(()));
        assert_eq!(value.encode(), bytes);
    }
});
