//! Verification: that somebody made sure of who a participant is, by which means, why it is so, and that it holds no longer.
//!
//! Papers are looked at and never kept: the record has the means and the registrar's words, and the words can be erased.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::list_slice;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest account of a verification, in characters.
pub const VERIFICATION_LIMIT: usize = 2_000;

named! {
    /// How somebody made sure of who a person is.
    pub enum VerifiedBy, "a means of verification" {
        /// An identity document was looked at.
        Document = "document",
        /// They were met, or seen in a call, by somebody who knows them.
        InPerson = "in-person",
        /// An organisation of the register vouches for them.
        Organisation = "organisation",
        /// They answered from an address or number that is known in public to be theirs.
        Address = "address",
        /// By an electronic identity of a state.
        ElectronicIdentity = "electronic-identity",
        /// Otherwise, as the words say.
        Other = "other",
    }
}

/// That somebody was verified, or that it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The entry that says so.
    pub entry: EntryNumber,
    pub at: Moment,
    /// Who did it; nothing for the operator.
    pub by: Option<ParticipantId>,
    /// Of whom.
    pub participant: ParticipantId,
    /// By which means; nothing where the verification ended.
    pub means: Option<VerifiedBy>,
    /// Why, as content.
    pub words: Words,
}

list_slice! {
    /// Everything that was said of who was verified, in order.
    pub struct Verifications of Verification
}

impl Verifications {
    /// The last that was said of somebody.
    pub fn last_of(&self, who: ParticipantId) -> Option<&Verification> {
        self.0.iter().rev().find(|one| one.participant == who)
    }
}

fields! {
    /// The identity of a participant was verified, or is so no longer.
    pub struct Verified {
        /// Whose identity it is, by their admission.
        pub participant: ParticipantId,
        /// By which means; nothing ends the verification.
        pub means: Option<VerifiedBy>,
        /// Why, as content: it may name somebody.
        pub text: Words,
    }
}

impl Act for Verified {
    const TYPE: &'static str = "verification";
    const CALLED: &'static str = "a verification";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Registrar), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Office;
    const READ_BY: &'static [Reader] = &[Reader::Map];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let who = self.participant;
        let person = process.participant(who).ok_or(Violation::UnknownParticipant(who.0))?;
        if person.source_id.is_some() {
            return Err(Violation::ActsElsewhere(who.0));
        }
        match (self.means, person.verified) {
            (Some(_), true) => {
                let by = process.verifications.last_of(who).map_or(who.0, |one| one.entry);
                return Err(Violation::VerifiedAlready(by));
            }
            (None, false) => return Err(Violation::NotVerified(who.0)),
            (Some(_), false) if stamp.author.participant() == Some(who) => {
                return Err(Violation::OwnVerification);
            }
            (Some(_), false) | (None, true) => {}
        }
        self.text.within(VERIFICATION_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.verifications.0.push(Verification {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author.participant(),
            participant: self.participant,
            means: self.means,
            words: self.text.clone(),
        });
        process.participants.verify(self.participant, self.means.is_some());
        if let Some(person) = process.participant(self.participant).cloned() {
            process.initiatives.verified(stamp, &person, &process.ledger);
        }
    }
}

/// Say that the identity of a participant was verified, or end that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verify {
    pub participant: ParticipantId,
    /// By which means; nothing ends the verification.
    #[serde(default)]
    pub means: Option<VerifiedBy>,
    /// Why.
    pub text: String,
    pub language: Language,
}

impl Enact for Verify {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        Outcome::of_text((&self.text, &self.language, VERIFICATION_LIMIT), circumstances, |text| Verified {
            participant: self.participant,
            means: self.means,
            text,
        })
    }
}
