//! What the node asks at its door, beyond the rules of the record: that what people were promised is not undone by changing the promise.
//!
//! Records from before this was asked hold closings that it would refuse, so it is no rule of [`Process::judge`]; `maru verify` notes
//! what it finds of the kind.

use jiff::civil::Date;

use crate::charter::{Charter, PhaseAct};
use crate::id::{EntryNumber, Moment};
use crate::ledger::Standing;
use crate::owed::Owed;
use crate::table::{Command, Process};
use crate::violation::{FixedPart, Violation};

/// Whether a charter promises answers in a phase that began by a day.
fn answers_by(charter: &Charter, day: Date) -> bool {
    charter.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Answer) && phase.opens <= day)
}

/// Whether a charter leaves days for answers from a day on.
fn answers_from(charter: &Charter, day: Date) -> bool {
    charter.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Answer) && phase.closes >= day)
}

/// Everything that is left to do in a process, for whoever is about to decide or to close: what bars them, and what nobody could mend, or
/// would be told late, afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remaining {
    /// What is owed to those who wrote remarks and amendments.
    pub owed: Owed,
    /// Initiatives that reached their threshold and have no answer.
    pub initiatives: Vec<EntryNumber>,
    /// Meetings without minutes.
    pub meetings: Vec<EntryNumber>,
    /// Appeals on which a ruling is due.
    pub appeals: Vec<EntryNumber>,
    /// Applications without an outcome.
    pub applications: Vec<EntryNumber>,
    /// Reports on words that no moderator has judged since.
    pub reports: Vec<EntryNumber>,
    /// Words that wait for a moderator.
    pub waiting: Vec<EntryNumber>,
    /// Phases that run or are to come, by their ids.
    pub phases: Vec<String>,
}

impl Remaining {
    /// Whether nothing is left but days of the timetable.
    pub fn is_done(&self) -> bool {
        let lists = [&self.initiatives, &self.meetings, &self.appeals, &self.applications, &self.reports];
        self.owed.is_empty() && self.waiting.is_empty() && lists.iter().all(|list| list.is_empty())
    }
}

impl Process {
    /// Everything that is left to do at a moment.
    pub fn remaining(&self, now: Moment) -> Remaining {
        let of_refusals = self.appeals.iter().filter(|one| one.ruling.is_none()).map(|one| one.entry);
        let of_words = self.verdict_appeals.iter().filter(|one| self.is_pressing(one)).map(|one| one.entry);
        let waits = |entry: &EntryNumber| {
            self.ledger.standing(*entry) == Some(Standing::Waiting)
                && self.words_reports.get(*entry).is_none()
        };
        Remaining {
            owed: self.owed_on(now.day()),
            initiatives: self.initiatives.owed().map(|one| one.entry).collect(),
            meetings: self.meetings.owing().map(|one| one.entry).collect(),
            appeals: of_refusals.chain(of_words).collect(),
            applications: self
                .applications
                .iter()
                .filter(|one| one.outcome.is_none())
                .map(|one| one.entry)
                .collect(),
            reports: self.open_reports().map(|one| one.entry).collect(),
            waiting: self.ledger.lines().map(|(entry, _)| entry).filter(waits).collect(),
            phases: if self.stage.is_over() { Vec::new() } else { self.cut_short(now) },
        }
    }

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
        Err(Violation::CharterFixed(FixedPart::Answers(waits)))
    }
}
