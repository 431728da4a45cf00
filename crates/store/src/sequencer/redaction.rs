//! Finds, among entries, those that change who may read the words of others, without decoding the rest.

use maru_forum::{Event, Recorded, decode};
use maru_record::Entry;

/// How the kinds of such entries are written in canonical JSON.
const MARKS: [&[u8]; 2] = [br#""t":"redact""#, br#""t":"mod""#];

/// The entry whose words this entry withdraws for good, if it is a redaction.
pub(crate) fn withdrawn(entry: &[u8]) -> Option<u64> {
    match recorded(entry, &MARKS[..1])?.event {
        Event::Redacted(redacted) => Some(redacted.entry.0),
        _ => None,
    }
}

/// An entry that bears one of the marks, decoded.
fn recorded(entry: &[u8], marks: &[&[u8]]) -> Option<Recorded> {
    let marked = marks.iter().any(|mark| entry.windows(mark.len()).any(|window| window == *mark));
    marked.then(|| decode(&Entry::decode(entry).ok()?).ok()).flatten()
}

/// The entries whose words this entry withdraws, hides or shows.
pub(crate) fn concerns(entry: &[u8]) -> Vec<u64> {
    match recorded(entry, &MARKS).map(|recorded| recorded.event) {
        Some(Event::Redacted(redacted)) => vec![redacted.entry.0],
        Some(Event::ModerationRuled(ruled)) => ruled.on.iter().map(|statement| statement.0.0).collect(),
        // Only these two are marked; another kind may hold the same letters in its words.
        _ => Vec::new(),
    }
}
