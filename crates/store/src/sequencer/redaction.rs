//! Finds redactions among entries without decoding those that are none.

use maru_forum::{Event, decode};
use maru_record::Entry;

/// How a redaction is written in canonical JSON.
const MARK: &[u8] = br#""t":"redact""#;

/// The entry whose content this entry withdraws, if it is a redaction.
pub(crate) fn target(entry: &[u8]) -> Option<u64> {
    if !entry.windows(MARK.len()).any(|window| window == MARK) {
        return None;
    }
    let recorded = decode(&Entry::decode(entry).ok()?).ok()?;
    match recorded.event {
        Event::Redacted { entry, .. } => Some(entry.0),
        _ => None,
    }
}
