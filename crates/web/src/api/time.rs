//! Times as the API writes them.

use maru_forum::Moment;

/// A moment as RFC 3339 in UTC.
pub(crate) fn stamp(at: Moment) -> String {
    jiff::Timestamp::from_second(at.0).map(|stamp| stamp.to_string()).unwrap_or_default()
}
