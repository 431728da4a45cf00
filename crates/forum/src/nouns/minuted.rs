//! What is kept of a meeting that was held: how many came, and its minutes. [`crate::nouns::minutes`] has the acts.

use serde::{Deserialize, Serialize};

use crate::act::Author;
use crate::content::Words;
use crate::field::{fields, part};
use crate::id::{AgendaItemId, EntryNumber, GroupId, Moment};

part! {
    /// How many people of one group came to a meeting.
    pub struct GroupAttendance, "people of a group, in the room and remotely" {
        /// The stakeholder group; absent for those of no group, or of one that nobody knows.
        pub group: Option<GroupId>,
        /// In the room.
        pub room: u32,
        /// From elsewhere.
        pub remote: u32,
    }
}

part! {
    /// What was said and decided on an item.
    pub struct ItemMinutes, "the minutes of an item" {
        /// The item.
        pub item: AgendaItemId,
        /// What was said, as content.
        pub text: Words,
        /// Entries that came of it, such as a decision, a ballot or its count.
        pub outcomes: Vec<EntryNumber>,
    }
}

/// A count of those who came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who counted.
    pub by: Author,
    /// The counts.
    pub groups: Vec<GroupAttendance>,
    /// Why it is another one than before.
    pub reason: Option<String>,
    /// Whether the minutes were out by then.
    pub is_after_minutes: bool,
}

impl Attendance {
    /// Everyone, in the room and from elsewhere.
    pub fn total(&self) -> u64 {
        self.groups.iter().map(|group| u64::from(group.room) + u64::from(group.remote)).sum()
    }
}

/// A version of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who published it.
    pub by: Author,
    /// What was said and decided.
    pub said: MinutesPublished,
}

fields! {
    /// Minutes of a meeting were published.
    #[derive(Serialize, Deserialize)]
    pub struct MinutesPublished {
        /// The meeting.
        pub meeting: EntryNumber,
        /// What was said beside the agenda, as content.
        pub text: Option<Words>,
        /// What was said and decided on each item.
        pub items: Vec<ItemMinutes>,
        /// Who was there, of a closed meeting, as content.
        pub members: Option<Words>,
        /// What came of it, of a closed meeting, as content.
        pub outcome: Option<Words>,
        /// Where a recording or transcript is.
        pub recording: Option<String>,
        /// The minutes that these correct.
        pub corrects: Option<EntryNumber>,
        /// Why.
        pub reason: Option<String>,
    }
}
