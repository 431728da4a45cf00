//! Finds, among entries, those that change who may read the words of others, without decoding the rest.

use maru_forum::{Event, Recorded, decode};
use maru_record::Entry;

/// The entries whose words this entry withdraws, hides or shows.
pub(crate) fn concerns(entry: &[u8]) -> Vec<u64> {
    let judged = judging(entry).map(|recorded| recorded.event.judged());
    judged.unwrap_or_default().into_iter().map(|entry| entry.0).collect()
}

/// The entry whose words this entry withdraws for good, if it is a redaction.
pub(crate) fn withdrawn(entry: &[u8]) -> Option<u64> {
    let Event::Redacted(redacted) = judging(entry)?.event else { return None };
    Some(redacted.entry.0)
}

/// An entry of a kind that may change who reads what, decoded. Most entries are none, and are told by how canonical JSON writes
/// their kind.
fn judging(entry: &[u8]) -> Option<Recorded> {
    let marked = Event::judging_kinds().any(|kind| {
        let mark = format!(r#""t":"{kind}""#);
        entry.windows(mark.len()).any(|window| window == mark.as_bytes())
    });
    marked.then(|| decode(&Entry::decode(entry).ok()?).ok()).flatten()
}
