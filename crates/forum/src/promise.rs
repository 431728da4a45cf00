//! What the node asks at its door, beyond the rules of the record: that what people were promised is not undone by changing the promise.
//!
//! Records from before this was asked hold closings that it would refuse, so it is no rule of [`Process::judge`]; `maru verify` notes
//! what it finds of the kind.

use jiff::civil::Date;

use crate::charter::{Charter, PhaseAct};
use crate::id::{EntryNumber, Moment};
use crate::owed::Owed;
use crate::table::{Command, Process};
use crate::violation::Violation;

/// Whether a charter promises answers in a phase that began by a day.
fn answers_by(charter: &Charter, day: Date) -> bool {
    charter.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Answer) && phase.opens <= day)
}

/// Whether a charter leaves days for answers from a day on.
fn answers_from(charter: &Charter, day: Date) -> bool {
    charter.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Answer) && phase.closes >= day)
}

impl Process {
    /// Every charter that stood at an entry or later, in order.
    fn charters_since(&self, entry: EntryNumber) -> impl Iterator<Item = &Charter> {
        let changes = self.charter_changes.iter().filter(move |change| change.entry > entry);
        changes.map(|change| &change.before).chain([&self.charter])
    }

    /// Whether an answer to a remark or an amendment was promised for a phase that began by a day: by the charter under which it was made,
    /// or by one that came later.
    pub fn was_promised_an_answer(&self, item: EntryNumber, day: Date) -> bool {
        self.charters_since(item).any(|charter| answers_by(charter, day))
    }

    /// What is owed at a moment by the charters that stood when people wrote, for phases that began by a day.
    pub fn owed_by_promise(&self, day: Date, now: Moment) -> Owed {
        let mut owed = self.owed_on(now.day());
        owed.unanswered.retain(|entry| self.was_promised_an_answer(*entry, day));
        owed.contested.retain(|entry| self.was_promised_an_answer(*entry, day));
        if !self.charters_since(EntryNumber(0)).any(|charter| answers_by(charter, day)) {
            owed.untold.clear();
        }
        owed
    }

    /// Remarks and amendments of a process that is over, or has decided, to which an answer was promised by then, and that have none: what
    /// a moderator turned away was answered by the verdict.
    pub fn left_unanswered(&self) -> Vec<EntryNumber> {
        let decided = self.decisions.last().map(|decision| decision.at);
        let Some(end) = self.ended.filter(|_| self.stage.is_over()).or(decided) else { return Vec::new() };
        self.unanswered().filter(|entry| self.was_promised_an_answer(*entry, end.day())).collect()
    }

    /// A refusal because something is owed names, to whoever asks a node, what may still come back as well; the rules of records name what
    /// every record holds.
    pub(crate) fn with_all_that_is_owed(&self, violation: Violation, now: Moment) -> Violation {
        if matches!(violation, Violation::Owed(_)) {
            Violation::Owed(self.owed_on(now.day()))
        } else {
            violation
        }
    }

    /// Refuses what would leave a promise unkept.
    pub(crate) fn require_promises_kept(&self, command: &Command, now: Moment) -> Result<(), Violation> {
        let require = |day: Date| {
            let owed = self.owed_by_promise(day, now);
            if owed.is_empty() { Ok(()) } else { Err(Violation::Owed(owed)) }
        };
        match command {
            Command::Close(_) | Command::Decide(_) => require(now.day()),
            Command::ClosePhase(command) => {
                self.charter.phase(&command.phase).map_or(Ok(()), |phase| require(phase.closes))
            }
            Command::ChangeCharter(command) => self.require_days_for_answers(&command.charter, now),
            _ => Ok(()),
        }
    }

    /// While answers are owed the days for them stay: without them nobody could give one any more.
    fn require_days_for_answers(&self, after: &Charter, now: Moment) -> Result<(), Violation> {
        let day = now.day();
        let owed = self.owed_on(now.day());
        let waits = owed.unanswered.len() + owed.contested.len();
        if waits == 0 || !answers_from(&self.charter, day) || answers_from(after, day) {
            return Ok(());
        }
        Err(Violation::CharterFixed(format!(
            "{waits} of the remarks and amendments wait for the answer that they were promised, so a phase with the act “answer” stays"
        )))
    }
}
