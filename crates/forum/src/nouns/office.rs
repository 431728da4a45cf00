//! Offices: who runs a process, moderates it, writes its draft, decides, keeps its register and rules on appeals.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::fields;
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::ledger::{Moderated, Voice};
use crate::nouns::{list_slice, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// An office that somebody holds or held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenure {
    pub holder: ParticipantId,
    pub office: Office,
    /// The entry that gave it.
    pub entry: EntryNumber,
    pub since: Moment,
    /// Why it was given.
    pub reason: String,
    /// The entry that ended it, when, and why.
    pub ended: Option<(EntryNumber, Moment, String)>,
}

list_slice! {
    /// Everyone who holds or held an office, in order.
    pub struct Offices of Tenure
}

impl Offices {
    /// The offices that somebody holds at present.
    pub fn of(&self, who: ParticipantId) -> impl Iterator<Item = Office> {
        self.0
            .iter()
            .filter(move |tenure| tenure.holder == who && tenure.ended.is_none())
            .map(|tenure| tenure.office)
    }

    /// Whether somebody holds an office itself.
    pub fn holds(&self, who: ParticipantId, office: Office) -> bool {
        self.of(who).any(|held| held == office)
    }

    /// Whether somebody may do what an office is for: by holding it, or one that covers it.
    pub fn may_act_as(&self, who: ParticipantId, office: Office) -> bool {
        self.of(who).any(|held| held.covers(office))
    }
}

fields! {
    /// An office was given to a participant, or ended.
    pub struct OfficeChanged {
        /// Who holds it, or held it, by their admission.
        pub holder: ParticipantId,
        /// The office.
        pub office: Office,
        /// Given, or ended.
        pub granted: bool,
        /// Why.
        pub reason: String,
    }
}

impl Act for OfficeChanged {
    const TYPE: &'static str = "office";
    const CALLED: &'static str = "a change of an office";
    const REASON: Option<(&'static str, &'static str)> = Some(("changes of an office", "reason"));
    /// The operator gives the first; appeals may outlast the process.
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Secretariat), When::Always)];
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
        let person = process.participant(self.holder).ok_or(Violation::UnknownParticipant(self.holder.0))?;
        if person.source_id.is_some() {
            return Err(Violation::ActsElsewhere(self.holder.0));
        }
        match (self.granted, process.offices.holds(self.holder, self.office)) {
            (true, true) => Err(Violation::OfficeHeld(self.holder.0)),
            (false, false) => Err(Violation::OfficeNotHeld(self.holder.0)),
            _ => Ok(()),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if self.granted {
            process.offices.0.push(Tenure {
                holder: self.holder,
                office: self.office,
                entry: stamp.entry,
                since: stamp.at,
                reason: self.reason.clone(),
                ended: None,
            });
            return;
        }
        let held = |tenure: &&mut Tenure| {
            tenure.holder == self.holder && tenure.office == self.office && tenure.ended.is_none()
        };
        if let Some(tenure) = process.offices.0.iter_mut().find(held) {
            tenure.ended = Some((stamp.entry, stamp.at, self.reason.clone()));
        }
    }
}

/// Give somebody an office, or end it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeOffice {
    pub holder: ParticipantId,
    pub office: Office,
    /// Give it, or end it.
    pub grant: bool,
    pub reason: String,
}

impl Enact for ChangeOffice {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(OfficeChanged {
            holder: self.holder,
            office: self.office,
            granted: self.grant,
            reason: self.reason.trim().to_owned(),
        }))
    }
}
