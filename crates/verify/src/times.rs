//! Step 7: the times that entries claim, held against what the reader knows for certain.
//!
//! Inside the record only the order of times can be checked. A reader who has looked before knows more: what was not
//! there then cannot be older than that visit. And nobody can have acted in the future.

use maru_forum::Moment;
use maru_record::audit::Expected;

use crate::report::Finding;

/// Seconds by which two honest clocks may differ.
const SKEW: u64 = 300;

pub(crate) struct Times {
    now: Option<u64>,
    /// How many entries the reader has seen before, and when.
    visit: Option<(u64, u64)>,
}

impl Times {
    pub(crate) fn of(expected: &Expected<'_>) -> Self {
        Self {
            now: expected.freshness.map(|freshness| freshness.now),
            visit: expected.earlier.map(|head| head.size).zip(expected.earlier_at),
        }
    }

    pub(crate) fn check(&self, index: u64, at: Moment) -> Option<Finding> {
        let said = u64::try_from(at.0).unwrap_or_default();
        if let Some((size, visited)) = self.visit
            && index >= size
            && said.saturating_add(SKEW) < visited
        {
            let sentence = format!(
                "Entry {index} was dated back: it says that it is {} older than your last visit, but it was not there then.",
                duration(visited - said)
            );
            return Some(Finding::wrong(7, "back-dated", index, sentence));
        }
        let ahead = said.saturating_sub(self.now?);
        (ahead > SKEW).then(|| {
            let sentence = format!("Entry {index} is dated {} in the future.", duration(ahead));
            Finding::wrong(7, "post-dated", index, sentence)
        })
    }
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..7_200 => format!("{} minutes", seconds / 60),
        7_200..172_800 => format!("{} hours", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}
