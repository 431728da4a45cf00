//! Support: a participant stands behind somebody else's remark, amendment or initiative, or no longer does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::fields;
use crate::id::{EntryNumber, ParticipantId};
use crate::ledger::{Moderated, Voice};
use crate::table::Process;
use crate::violation::Violation;

/// Who supports something, each with the entry that says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supporters(BTreeMap<ParticipantId, EntryNumber>);

impl Supporters {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entry by which somebody supports it.
    pub fn entry_of(&self, who: ParticipantId) -> Option<EntryNumber> {
        self.0.get(&who).copied()
    }

    /// Everyone, in the order in which they joined.
    pub fn iter(&self) -> impl Iterator<Item = ParticipantId> {
        self.0.keys().copied()
    }

    pub(crate) fn set(&mut self, who: ParticipantId, entry: EntryNumber, given: bool) {
        if given {
            self.0.insert(who, entry);
        } else {
            self.0.remove(&who);
        }
    }
}

fields! {
    /// Somebody's support was given, or taken back.
    pub struct Supported {
        /// The remark, amendment or initiative.
        pub on: EntryNumber,
        /// Given, or taken back.
        pub given: bool,
    }
}

impl Act for Supported {
    const TYPE: &'static str = "support";
    const CALLED: &'static str = "an act of support";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[
        (By::Participant, When::Phase(PhaseAct::Remark)),
        (By::Participant, When::Phase(PhaseAct::Amend)),
        (By::Participant, When::Phase(PhaseAct::Initiative)),
    ];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let (author, supporters) = process.supported(self.on)?;
        process.require_days_of_support(self.on, stamp)?;
        // What was given can be taken back whatever became of the words.
        if self.given {
            process.require_not_erased(self.on)?;
        }
        let who = stamp.author.participant().ok_or(Violation::NotAParticipant)?;
        if author == who {
            return Err(Violation::OwnWords(self.on));
        }
        if supporters.entry_of(who).is_some() == self.given {
            return Err(Violation::NothingChanged(self.on));
        }
        Ok(())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(who) = stamp.author.participant() else { return };
        if let Some(remark) = process.remarks.get_mut(self.on) {
            remark.supporters.set(who, stamp.entry, self.given);
        }
        if let Some(amendment) = process.amendments.get_mut(self.on) {
            amendment.supporters.set(who, stamp.entry, self.given);
        }
        if process.initiatives.get(self.on).is_some()
            && let Some(person) = process.participants.index(who).map(|index| &process.participants[index])
        {
            process.initiatives.support(self.on, stamp, person, self.given);
        }
    }
}

/// Support a remark, an amendment or an initiative, or take that back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// The remark, amendment or initiative.
    pub on: EntryNumber,
    /// Give it, or take it back.
    pub give: bool,
}

impl Enact for Support {
    fn enact(&self, process: &Process, actor: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        // A form that is sent twice makes one entry.
        if let (true, Some(who), Ok((_, supporters))) =
            (self.give, actor.author().participant(), process.supported(self.on))
            && let Some(entry) = supporters.entry_of(who)
        {
            return Ok(Outcome::stands(entry));
        }
        Ok(Outcome::of(Supported { on: self.on, given: self.give }))
    }
}

impl Process {
    /// What can be supported: its author, and who supports it so far.
    fn supported(&self, on: EntryNumber) -> Result<(ParticipantId, &Supporters), Violation> {
        if self.amendments.get(on).is_some() {
            return self.require_amendment(on).map(|amendment| (amendment.author, &amendment.supporters));
        }
        if self.initiatives.get(on).is_some() {
            return self
                .require_supportable(on)
                .map(|initiative| (initiative.author, &initiative.supporters));
        }
        self.require_remark(on).map(|remark| (remark.author, &remark.supporters))
    }

    /// Remarks and amendments are supported while there are days for either, initiatives while there are days for them.
    fn require_days_of_support(&self, on: EntryNumber, stamp: Stamp) -> Result<(), Violation> {
        if self.initiatives.get(on).is_some() {
            return self.require(When::Phase(PhaseAct::Initiative), stamp.at);
        }
        let for_amendments = self.require(When::Phase(PhaseAct::Amend), stamp.at);
        for_amendments.or_else(|_| self.require(When::Phase(PhaseAct::Remark), stamp.at))
    }
}
