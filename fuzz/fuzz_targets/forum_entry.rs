#![no_main]
//! An entry whose meaning is understood is written back to the same bytes, and follows on a process without panic.
use libfuzzer_sys::fuzz_target;
use maru_forum::{Charter, Moment, Process, decode, encode};
use maru_record::Entry;

const CHARTER: &str = include_str!("../../crates/maru/src/bench-charter.toml");

fn begun() -> Option<Process> {
    let charter: Charter = toml::from_str(CHARTER).ok()?;
    let first = Process::genesis("forum.example/p/bench", charter, Moment(0));
    Process::from_genesis(&first).ok()
}

// Entries are parted by a line of three hyphens, so that what follows on what is found out too.
fuzz_target!(|bytes: &[u8]| {
    let Some(mut process) = begun() else { return };
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.windows(5).position(|window| window == b"\n---\n").unwrap_or(rest.len());
        let (one, after) = rest.split_at(end);
        rest = after.get(5..).unwrap_or_default();
        let Ok(entry) = Entry::decode(one) else { continue };
        let Ok(recorded) = decode(&entry) else { continue };
        let again = encode(&recorded);
        assert_eq!(again.encode().as_deref(), Ok(one));
        let before = process.entries;
        if process.apply(&recorded).is_err() {
            process.skip(&recorded);
        }
        assert_eq!(process.entries, before + 1);
    }
});
