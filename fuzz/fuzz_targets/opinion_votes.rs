#![no_main]
//! Whatever votes are read from a table can be written and read again, none lost.
use libfuzzer_sys::fuzz_target;
use maru_opinion::polis::{PolisExport, PolisFiles, Style, write_votes};

fuzz_target!(|bytes: &[u8]| {
    let Ok(export) = PolisExport::read(PolisFiles { votes: Some(bytes), ..PolisFiles::default() }) else { return };
    let text = write_votes(&export.votes, &export.ids, Style::Older);
    let again = PolisExport::read(PolisFiles { votes: Some(text.as_bytes()), ..PolisFiles::default() });
    // Times may move: a small number of milliseconds reads as seconds.
    assert_eq!(again.map(|again| again.votes.len()), Ok(export.votes.len()));
});
