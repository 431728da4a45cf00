//! What is left before a phase of answers may close: a rule names it, so it stands outside the rooms.

use crate::entry::{EntryNumber, ParticipantId};

/// What is left of the work that answers are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owed {
    /// Remarks and amendments without an answer.
    pub unanswered: Vec<EntryNumber>,
    /// Answers with people who were not told of them.
    pub untold: Vec<(EntryNumber, ParticipantId)>,
    /// Remarks and amendments that a moderator turned away, and of which the last word is not said: their author can still appeal, or
    /// an appeal waits for its ruling.
    pub turned_away: Vec<EntryNumber>,
}

impl Owed {
    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.unanswered.is_empty() && self.untold.is_empty() && self.turned_away.is_empty()
    }
}
