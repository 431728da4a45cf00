#![no_main]
//! The files of a Polis export, parted by zero bytes: whatever is read makes a conversation.
use libfuzzer_sys::fuzz_target;
use maru_opinion::polis::{PolisExport, PolisFiles};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == 0).map(|part| Some(part).filter(|part| !part.is_empty()));
    let files = PolisFiles {
        votes: parts.next().flatten(),
        participants_votes: parts.next().flatten(),
        comments: parts.next().flatten(),
        summary: parts.next().flatten(),
        votes_json: parts.next().flatten(),
        comments_json: parts.next().flatten(),
        conversation: parts.next().flatten(),
        ..PolisFiles::default()
    };
    if let Ok(export) = PolisExport::read(files) {
        let _ = export.conversation();
    }
});
