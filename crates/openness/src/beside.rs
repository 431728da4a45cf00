//! What whoever makes a report sees beside the record: signatures of witnesses, what a node gives out, what was computed again.
//!
//! Nobody can compute it again from the entries, so a report that is put into the record is made without it.

use jiff::civil::Date;
use maru_forum::EntryNumber;

/// What was looked at beside the record; by itself nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// Others whose signature under a head of the record was seen, by name; nothing where nobody looked.
    pub witnesses: Option<Vec<String>>,
    /// Whether whoever makes the report gives out the pages of the process, to anybody, without account, fee or script.
    pub serves: bool,
    /// The day of the accessibility statement of these pages.
    pub accessibility: Option<Date>,
    /// Of the published results that were computed again: how many are the same, and how many there are.
    pub recomputed: Option<(usize, usize)>,
    /// Versions of the draft with a changed unit for which no cause is named and none denied; nothing where nobody read the texts.
    pub without_cause: Option<Vec<EntryNumber>>,
}
