#![no_main]
//! Any policy is read or refused.
use libfuzzer_sys::fuzz_target;
use maru_record::Policy;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(policy) = Policy::parse(bytes) {
        let _ = policy.asks_for_witnesses();
    }
});
