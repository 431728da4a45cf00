//! Whether a process is being prepared, open or closed.

use serde::{Deserialize, Serialize};

use crate::decide::Outcome;
use crate::event::Event;
use crate::id::EntryNumber;
use crate::process::Process;
use crate::refusal::Refusal;

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
}

impl Stage {
    /// The name in addresses and locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Open(_) => "open",
            Self::Closed(_) => "closed",
        }
    }
}

impl Process {
    pub(crate) fn decide_open(&self, reason: &str) -> Result<Outcome, Refusal> {
        match self.stage {
            Stage::Open(_) => return Err(Refusal::AlreadyOpen),
            Stage::Closed(_) => return Err(Refusal::Closed),
            Stage::Prepared => {}
        }
        let faults = self.charter.faults();
        if !faults.is_empty() {
            let list: Vec<_> = faults.iter().map(ToString::to_string).collect();
            return Err(Refusal::CharterIncomplete(list.join("; ")));
        }
        Ok(Outcome::one(Event::StageChanged { open: true, reason: given_reason(reason)? }))
    }

    pub(crate) fn decide_close(&self, reason: &str) -> Result<Outcome, Refusal> {
        match self.stage {
            Stage::Open(_) => {
                Ok(Outcome::one(Event::StageChanged { open: false, reason: given_reason(reason)? }))
            }
            Stage::Prepared => Err(Refusal::NotOpen),
            Stage::Closed(_) => Err(Refusal::Closed),
        }
    }

    pub(crate) fn apply_stage(&mut self, entry: EntryNumber, open: bool) {
        self.stage = if open { Stage::Open(entry) } else { Stage::Closed(entry) };
    }
}

/// An act of the secretariat is recorded with its reason, so there has to be one.
pub(crate) fn given_reason(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Refusal::ReasonMissing) } else { Ok(reason.to_owned()) }
}
