//! The place of an entry, the time at which it was taken, whom it admitted, and groups: ids that refuse nothing, so that refusals can name them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The place of an entry in the record of its process, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryNumber(pub u64);

impl fmt::Display for EntryNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A participant is known by the number of the entry that admitted them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ParticipantId(pub EntryNumber);

impl fmt::Display for ParticipantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Seconds since 1970-01-01T00:00:00Z. The clock is read at the edge and comes in as this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment(pub i64);

impl Moment {
    /// The calendar day of this moment in UTC; moments outside the calendar fall on its last day.
    pub fn day(self) -> jiff::civil::Date {
        jiff::Timestamp::from_second(self.0)
            .map_or(jiff::civil::Date::MAX, |at| jiff::tz::Offset::UTC.to_datetime(at).date())
    }
}

/// The id of a stakeholder group in a charter: lower-case ASCII letters, digits, `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupId(pub String);

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
