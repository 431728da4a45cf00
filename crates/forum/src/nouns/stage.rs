//! Whether a process is being prepared, open, closed or abandoned.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment};
use crate::ledger::{Moderated, Voice};
use crate::nouns::require_reason;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::{ListFault, Violation};

/// Where a process stands as a whole; its dated phases are the charter's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being prepared: the charter is published, nobody can join yet.
    Prepared,
    /// Open since an entry.
    Open(EntryNumber),
    /// Closed since an entry.
    Closed(EntryNumber),
    /// Given up before it opened, by an entry.
    Abandoned(EntryNumber),
}

impl Stage {
    /// The name in addresses and locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Open(_) => "open",
            Self::Closed(_) => "closed",
            Self::Abandoned(_) => "abandoned",
        }
    }

    /// Whether nothing more is to happen in it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed(_) | Self::Abandoned(_))
    }
}

named! {
    /// The stage that an entry moves a process to.
    pub enum NextStage, "“open”, “closed” or “abandoned”" {
        /// People may join.
        Open = "open",
        /// Nothing more happens.
        Closed = "closed",
        /// It is given up before it opened.
        Abandoned = "abandoned",
    }
}

fields! {
    /// The process was opened, closed or abandoned.
    pub struct StageChanged {
        /// The stage from now on.
        pub stage: NextStage,
        /// Why.
        pub reason: String,
        /// The phases that a closing cuts short, by their ids, in the order of the charter; absent where none is, and in entries from
        /// before it was said.
        pub cuts: Option<Vec<String>>,
    }
}

impl Act for StageChanged {
    const TYPE: &'static str = "stage";
    const CALLED: &'static str = "an opening or closing";
    const REASON: Option<(&'static str, &'static str)> = Some(("openings or closings", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Secretariat), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        require_reason(&self.reason)?;
        if self.stage != NextStage::Closed && self.cuts.is_some() {
            return Err(Violation::BadList("phases", ListFault::Unasked));
        }
        match (self.stage, process.stage) {
            (NextStage::Open, Stage::Prepared) => process.charter.require_whole(),
            (NextStage::Abandoned, Stage::Prepared) => Ok(()),
            (NextStage::Closed, Stage::Open(_)) => {
                process.require_initiatives_answered()?;
                process.require_all_minuted()?;
                process.require_answers_by(stamp.at.day())?;
                self.require_cuts(&process.cut_short(stamp.at))
            }
            (NextStage::Open | NextStage::Abandoned, Stage::Open(_)) => Err(Violation::AlreadyOpen),
            (NextStage::Closed, Stage::Prepared) => Err(Violation::NotOpen),
            (_, Stage::Closed(_)) => Err(Violation::Closed),
            (_, Stage::Abandoned(_)) => Err(Violation::Abandoned),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.stage = match self.stage {
            NextStage::Open => Stage::Open(stamp.entry),
            NextStage::Closed => Stage::Closed(stamp.entry),
            NextStage::Abandoned => Stage::Abandoned(stamp.entry),
        };
        let moment = if process.stage.is_over() { &mut process.ended } else { &mut process.opened };
        *moment = Some(stamp.at);
    }
}

impl StageChanged {
    /// What a closing says that it cuts short is what it does. Entries from before this was asked say nothing.
    fn require_cuts(&self, cut: &[String]) -> Result<(), Violation> {
        match &self.cuts {
            None => Ok(()),
            Some(said) if said == cut && !cut.is_empty() => Ok(()),
            Some(_) => Err(Violation::CutsShort(cut.join(", "))),
        }
    }
}

/// Open the process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenProcess {
    /// Why now.
    pub reason: String,
}

impl Enact for OpenProcess {
    /// What is asked at the door alone: records from before it was asked hold openings after the last day.
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        // A process that took place elsewhere is brought in with days that were over before it was created here.
        let is_of_the_past = process.days.first().is_some_and(|day| process.charter.is_over_on(day));
        if process.stage == Stage::Prepared && !is_of_the_past {
            process.charter.require_days_left(circumstances.now.day())?;
        }
        let reason = self.reason.trim().to_owned();
        Ok(Outcome::of(StageChanged { stage: NextStage::Open, reason, cuts: None }))
    }
}

/// Close the process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseProcess {
    /// Why now.
    pub reason: String,
    /// That it is meant where phases still run or are to come.
    #[serde(default)]
    pub cut_short: bool,
}

impl Enact for CloseProcess {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let cut = process.cut_short(circumstances.now);
        // Nothing is named where nobody said that it is meant; then the rule refuses it with what would have to be named.
        let named = if self.cut_short { cut.clone() } else { Vec::new() };
        let cuts = (!cut.is_empty()).then_some(named);
        Ok(Outcome::of(StageChanged {
            stage: NextStage::Closed,
            reason: self.reason.trim().to_owned(),
            cuts,
        }))
    }
}

impl Process {
    /// The phases that a closing at a moment would cut short: those that still run, and those that are to come.
    pub fn cut_short(&self, at: Moment) -> Vec<String> {
        let left = self.charter.phases.iter().filter(|phase| phase.closes >= at.day());
        left.map(|phase| phase.id.clone()).collect()
    }
}

/// Give up a process that was never opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbandonProcess {
    /// Why now.
    pub reason: String,
}

impl Enact for AbandonProcess {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let reason = self.reason.trim().to_owned();
        Ok(Outcome::of(StageChanged { stage: NextStage::Abandoned, reason, cuts: None }))
    }
}
