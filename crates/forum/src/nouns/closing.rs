//! Closing a phase: the days of the timetable end what participants may do; this ends the work that is owed to them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::fields;
use crate::id::{EntryNumber, Moment};
use crate::ledger::{Moderated, Voice};
use crate::nouns::{list_slice, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// A phase that was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The entry that says so.
    pub entry: EntryNumber,
    pub at: Moment,
    /// The phase, by its id in the charter.
    pub phase: String,
    /// Why now.
    pub reason: String,
}

list_slice! {
    /// The phases that were closed, in order.
    pub struct Closings of Closing
}

fields! {
    /// A phase was closed.
    pub struct PhaseClosed {
        /// The phase, by its id in the charter.
        pub phase: String,
        /// Why now.
        pub reason: String,
    }
}

impl Act for PhaseClosed {
    const TYPE: &'static str = "phase";
    const CALLED: &'static str = "the closing of a phase";
    const REASON: Option<(&'static str, &'static str)> = Some(("closings of a phase", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Secretariat), When::Open)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        require_reason(&self.reason)?;
        let phase = process.charter.phase(&self.phase);
        let phase = phase.ok_or_else(|| Violation::UnknownPhase(self.phase.clone()))?;
        if let Some(closing) = process.closings.iter().find(|closing| closing.phase == self.phase) {
            return Err(Violation::PhaseClosedAlready(closing.entry));
        }
        if stamp.at.day() <= phase.closes {
            return Err(Violation::PhaseRuns { phase: self.phase.clone(), closes: phase.closes.to_string() });
        }
        process.require_answers_by(phase.closes)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.closings.0.push(Closing {
            entry: stamp.entry,
            at: stamp.at,
            phase: self.phase.clone(),
            reason: self.reason.clone(),
        });
    }
}

/// Close a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosePhase {
    /// The phase, by its id in the charter.
    pub phase: String,
    /// Why now.
    pub reason: String,
}

impl Enact for ClosePhase {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(PhaseClosed { phase: self.phase.clone(), reason: self.reason.trim().to_owned() }))
    }
}

impl Process {
    /// Whether nothing is owed any more, where the charter has promised answers for a phase that began by a day.
    pub(crate) fn require_answers_by(&self, day: Date) -> Result<(), Violation> {
        let promised =
            |phase: &crate::charter::Phase| phase.acts.contains(&PhaseAct::Answer) && phase.opens <= day;
        if self.charter.phases.iter().any(promised) { self.require_nothing_owed() } else { Ok(()) }
    }
}
