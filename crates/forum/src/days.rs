//! On which day which entry came: what is said to follow from something must not be older than it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::entry::{EntryNumber, Moment};

/// The first entry of each day, UTC, on which there was one, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days(Vec<(Date, EntryNumber)>);

impl Days {
    /// With the entry that begins a process.
    pub(crate) fn of(at: Moment) -> Self {
        Self(vec![(at.day(), EntryNumber(0))])
    }

    pub(crate) fn note(&mut self, day: Date, entry: EntryNumber) {
        if self.0.last().is_none_or(|(last, _)| *last < day) {
            self.0.push((day, entry));
        }
    }

    /// The day of the first entry, on which the process was created.
    pub(crate) fn first(&self) -> Option<Date> {
        self.0.first().map(|(day, _)| *day)
    }

    /// The first entry on a day or after it; nothing where none is.
    pub fn first_since(&self, day: Date) -> Option<EntryNumber> {
        let place = self.0.partition_point(|(known, _)| *known < day);
        self.0.get(place).map(|(_, entry)| *entry)
    }
}
