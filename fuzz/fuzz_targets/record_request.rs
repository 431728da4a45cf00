#![no_main]
//! Requests to a witness are written back to the same text, and judged without panic.
use libfuzzer_sys::fuzz_target;
use maru_record::witness::{self, AddCheckpoint, Known};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = AddCheckpoint::parse(bytes) {
        assert_eq!(request.body().as_bytes(), bytes);
    }
    let decision = witness::answer(bytes, |_| Some(Known { keys: &[], head: None }), &[], 0);
    assert!(matches!(decision.map(|decision| decision.status()), Ok(400 | 403)));
});
