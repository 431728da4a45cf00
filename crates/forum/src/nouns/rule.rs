//! The charter in the record: the entry that begins a process with it, and the entries that change it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::{Charter, Phase, PhaseAct};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::entry::EntryNumber;
use crate::field::fields;
use crate::id::{Moment, ParticipantId};
use crate::ledger::{Moderated, Voice};
use crate::nouns::{list_slice, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::{FixedPart, Violation};

fields! {
    /// The process exists, with this charter.
    pub struct Genesis {
        /// The record's origin: the address of the process without scheme.
        pub origin: String,
        /// The rules.
        pub charter: Box<Charter>,
    }
}

impl Act for Genesis {
    const TYPE: &'static str = "genesis";
    const CALLED: &'static str = "a beginning";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Node, When::Always)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    /// Whoever is judged against a process comes after its genesis.
    fn rules(&self, _: &Process, _: Stamp) -> Result<(), Violation> {
        Err(Violation::NoGenesis)
    }

    fn fold(&self, _: Stamp, _: &mut Process) {}
}

/// A change of the charter: what stood before; what stands after it is the next one's before, or the charter in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharterChange {
    /// The entry that holds it.
    pub entry: EntryNumber,
    pub at: Moment,
    pub reason: String,
    /// Who changed it; nothing for the operator.
    pub by: Option<ParticipantId>,
    /// The rules until then.
    pub before: Charter,
}

list_slice! {
    /// Every change of the charter, in order.
    pub struct CharterChanges of CharterChange
}

/// A phase that was made to end earlier than people had been told while the process was open, or that was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortened<'a> {
    /// As it was promised, to its latest end.
    pub promised: &'a Phase,
    /// Its last day by the charter in force; nothing where that has no such phase.
    pub closes: Option<Date>,
    /// The change.
    pub entry: EntryNumber,
}

impl Process {
    /// Every phase that is shorter now than it was promised, in the order of the changes. One that a later change made as long again is
    /// none, and neither is one that had been over when it was changed.
    pub fn shortened(&self) -> Vec<Shortened<'_>> {
        let Some(opened) = self.opened else { return Vec::new() };
        let mut found: Vec<Shortened<'_>> = Vec::new();
        let changes = self.charter_changes.iter().filter(|change| change.at >= opened);
        for (change, phase) in changes.flat_map(|one| one.before.phases.iter().map(move |phase| (one, phase)))
        {
            let closes = self.charter.phase(&phase.id).map(|phase| phase.closes);
            let is_shorter = closes.is_none_or(|closes| closes < phase.closes);
            if !is_shorter || phase.closes < change.at.day() {
                continue;
            }
            match found.iter_mut().find(|one| one.promised.id == phase.id) {
                // The change that made it shorter is the last one before which it was as long.
                Some(known) if known.promised.closes <= phase.closes => {
                    (known.promised, known.entry) = (phase, change.entry);
                }
                Some(_) => {}
                None => found.push(Shortened { promised: phase, closes, entry: change.entry }),
            }
        }
        found
    }
}

/// What a phase no longer lets people do, though they were told so while the process was open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lessened<'a> {
    /// As it was promised, to its latest end.
    pub promised: &'a Phase,
    /// What is gone, in the order in which it was promised.
    pub acts: Vec<PhaseAct>,
    /// The change.
    pub entry: EntryNumber,
}

impl Process {
    /// Every phase of the charter in force from which acts were taken while the process was open and the phase was not over, in the order
    /// of the changes. What a later change gave back is none, and neither is what another phase allows on the same days.
    pub fn lessened(&self) -> Vec<Lessened<'_>> {
        let Some(opened) = self.opened else { return Vec::new() };
        let mut found: Vec<Lessened<'_>> = Vec::new();
        let changes = self.charter_changes.iter().filter(|change| change.at >= opened);
        for (change, phase) in changes.flat_map(|one| one.before.phases.iter().map(move |phase| (one, phase)))
        {
            let Some(now) = self.charter.phase(&phase.id).filter(|_| phase.closes >= change.at.day()) else {
                continue;
            };
            let elsewhere = |act: &PhaseAct| {
                let mut others = self.charter.phases.iter().filter(|one| one.acts.contains(act));
                others.any(|one| one.opens <= phase.opens && one.closes >= phase.closes)
            };
            let gone = phase.acts.iter().copied();
            let acts: Vec<_> = gone.filter(|act| !now.acts.contains(act) && !elsewhere(act)).collect();
            if acts.is_empty() {
                continue;
            }
            match found.iter_mut().find(|one| one.promised.id == phase.id) {
                Some(known) => {
                    known
                        .acts
                        .extend(acts.into_iter().filter(|act| !known.acts.contains(act)).collect::<Vec<_>>());
                    if known.promised.closes < phase.closes {
                        known.promised = phase;
                    }
                    known.entry = change.entry;
                }
                None => found.push(Lessened { promised: phase, acts, entry: change.entry }),
            }
        }
        found
    }
}

fields! {
    /// The charter was changed.
    pub struct CharterChanged {
        /// The rules from now on.
        pub charter: Box<Charter>,
        /// Why.
        pub reason: String,
    }
}

impl Act for CharterChanged {
    const TYPE: &'static str = "rule";
    const CALLED: &'static str = "a change of the charter";
    const REASON: Option<(&'static str, &'static str)> = Some(("changes of the charter", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Secretariat), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        require_reason(&self.reason)?;
        self.charter.require_whole()?;
        let before = &process.charter;
        let fixed = |part| Err(Violation::CharterFixed(part));
        if self.charter.id != before.id {
            return fixed(FixedPart::Id);
        }
        if *self.charter == *before {
            return fixed(FixedPart::Unchanged);
        }
        if self.charter.simulated != before.simulated {
            return fixed(FixedPart::Simulated);
        }
        // What made a decision final outlasts it: otherwise the rule and then the decision could be turned over, one after the other.
        if let Some(decision) = process.decisions.last()
            && !before.decides.revision
            && self.charter.decides.revision
        {
            return fixed(FixedPart::Final(decision.entry));
        }
        process.require_ballots_keep_their_phases(&self.charter)?;
        let joined = process.participants.iter().filter_map(|person| person.group.as_ref());
        match joined.clone().find(|group| !self.charter.has_group(group)) {
            Some(group) => {
                let people = joined.filter(|one| *one == group).count();
                fixed(FixedPart::Group { group: group.clone(), people })
            }
            None => Ok(()),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let before = std::mem::replace(&mut process.charter, (*self.charter).clone());
        process.charter_changes.0.push(CharterChange {
            entry: stamp.entry,
            at: stamp.at,
            reason: self.reason.clone(),
            by: stamp.author.participant(),
            before,
        });
        process.charter_entry = stamp.entry;
    }
}

/// Change the charter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCharter {
    /// The rules from now on.
    pub charter: Box<Charter>,
    pub reason: String,
    /// Whether it is meant that people get less than they were promised.
    #[serde(default)]
    pub shorten: bool,
}

impl Enact for ChangeCharter {
    /// What is asked at the door alone: records from before it was asked hold changes that it would refuse.
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        self.charter.require_usual_languages()?;
        process.require_ballots_keep_their_bars(&self.charter)?;
        let (before, today) = (&process.charter, circumstances.now.day());
        let unmeant = || Violation::of_cuts(&before.asked_of(&self.charter, today, process.opened.is_some()));
        if !self.shorten
            && let Some(unmeant) = unmeant()
        {
            return Err(unmeant);
        }
        let reason = self.reason.trim().to_owned();
        Ok(Outcome::of(CharterChanged { charter: self.charter.clone(), reason }))
    }
}
