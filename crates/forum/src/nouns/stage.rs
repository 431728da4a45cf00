//! Whether a process is being prepared, open, closed or abandoned.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::{fields, named};
use crate::id::EntryNumber;
use crate::ledger::Moderated;
use crate::nouns::require_reason;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

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
        pub reason: String,
    }
}

impl Act for StageChanged {
    const TYPE: &'static str = "stage";
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Secretariat), When::Unclosed)];
    const JUDGES_WORDS: bool = false;

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        require_reason(&self.reason)?;
        match (self.stage, process.stage) {
            (NextStage::Open, Stage::Prepared) => process.charter.require_whole(),
            (NextStage::Abandoned, Stage::Prepared) => Ok(()),
            (NextStage::Closed, Stage::Open(_)) => {
                process.require_initiatives_answered()?;
                process.require_all_minuted()?;
                process.require_answers_by(stamp.at.day())
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
    }
}

macro_rules! stage_command {
    ($(#[$doc:meta])* $name:ident to $stage:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// Why now.
            pub reason: String,
        }

        impl Enact for $name {
            fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
                let reason = self.reason.trim().to_owned();
                Ok(Outcome::of(StageChanged { stage: NextStage::$stage, reason }))
            }
        }
    };
}

stage_command! {
    /// Open the process.
    OpenProcess to Open
}
stage_command! {
    /// Close the process.
    CloseProcess to Closed
}
stage_command! {
    /// Give up a process that was never opened.
    AbandonProcess to Abandoned
}
