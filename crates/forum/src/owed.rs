//! What is left before a phase of answers may close: a rule names it, so it stands outside the rooms.

use crate::entry::{EntryNumber, ParticipantId};

/// What is left of the work that answers are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owed {
    /// Remarks and amendments without an answer.
    pub unanswered: Vec<EntryNumber>,
    /// Answers with people who were not told of them.
    pub untold: Vec<(EntryNumber, ParticipantId)>,
    /// Remarks and amendments without an answer that were turned away, while their authors may still appeal or wait for a ruling.
    pub contested: Vec<EntryNumber>,
}

impl Owed {
    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.unanswered.is_empty() && self.untold.is_empty() && self.contested.is_empty()
    }
}
