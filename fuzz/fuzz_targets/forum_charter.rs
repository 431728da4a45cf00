#![no_main]
//! A charter that is read is judged without panic, and reads the same once it stands in the record.
use libfuzzer_sys::fuzz_target;
use maru_forum::{Charter, Event, Moment, Process, decode, encode};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(charter) = toml::from_str::<Charter>(text) else { return };
    let _ = charter.faults();
    let _ = charter.phase_on(Moment(1_790_000_000).day());
    let recorded = Process::genesis("a/p/b", charter, Moment(0));
    let entry = encode(&recorded);
    if let Ok(bytes) = entry.encode() {
        let read = maru_record::Entry::decode(&bytes).map(|entry| decode(&entry));
        let Ok(Ok(read)) = read else { panic!("a charter that was written cannot be read: {read:?}") };
        assert!(matches!(read.event, Event::Genesis(_)));
        assert_eq!(encode(&read).encode().as_deref(), Ok(bytes.as_slice()));
    }
});
