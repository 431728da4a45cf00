#![no_main]
//! Whatever votes are read from a Parquet file can be written and read again, none lost.
use libfuzzer_sys::fuzz_target;
use maru_opinion::parquet::{read, write};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(votes) = read(bytes) {
        // Times may move: a small number of milliseconds reads as seconds.
        assert_eq!(read(&write(&votes)).map(|again| again.len()), Ok(votes.len()));
    }
});
