//! Participants: people under a pseudonym, with what they declared of themselves.

use std::collections::BTreeSet;

use maru_record::key::strict_key;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::{PhaseAct, Registration};
use crate::code::Code;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::fields;
use crate::id::{CountryCode, EntryNumber, GroupId, Moment, ParticipantId, Pseudonym};
use crate::ledger::{Moderated, Voice};
use crate::nouns::vote::PresentVote;
use crate::nouns::{require_reason, require_source_text};
use crate::office_name::Office;
use crate::office_words::names_an_office;
use crate::table::Process;
use crate::violation::Violation;

/// A person taking part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The entry that admitted them.
    pub id: ParticipantId,
    /// When the node admitted them.
    pub at: Moment,
    /// Their name in this process.
    pub pseudonym: Pseudonym,
    /// The stakeholder group they declared.
    pub group: Option<GroupId>,
    /// The country they declared.
    pub country: Option<CountryCode>,
    /// The key with which they sign their own acts.
    pub key: Option<[u8; 32]>,
    /// Whether their identity is verified, at admission or since.
    pub verified: bool,
    /// Why the secretariat admitted them; nothing for people who joined by themselves.
    pub reason: Option<String>,
    /// The invitation or application by whose code they came.
    pub came_by: Option<EntryNumber>,
    /// How many entries they have made since admission.
    pub acts: u32,
    /// The last of their entries, the admission at first.
    pub last: EntryNumber,
    /// Their present votes, by statement.
    pub votes: Vec<PresentVote>,
    /// Id in the source they were imported from.
    pub source_id: Option<u64>,
    /// The same where it is a text there; the number is then one of the import.
    pub source_text: Option<String>,
}

/// Everyone who joined, by admission.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participants {
    people: Vec<Participant>,
    pseudonyms: BTreeSet<Pseudonym>,
}

impl std::ops::Deref for Participants {
    type Target = [Participant];

    fn deref(&self) -> &[Participant] {
        &self.people
    }
}

impl<'a> IntoIterator for &'a Participants {
    type Item = &'a Participant;
    type IntoIter = std::slice::Iter<'a, Participant>;

    fn into_iter(self) -> Self::IntoIter {
        self.people.iter()
    }
}

impl Participants {
    /// The place of a participant in the list.
    pub fn index(&self, id: ParticipantId) -> Option<usize> {
        self.people.binary_search_by_key(&id, |person| person.id).ok()
    }

    /// Whether somebody bears a name.
    pub fn has_pseudonym(&self, pseudonym: &Pseudonym) -> bool {
        self.pseudonyms.contains(pseudonym)
    }

    /// Somebody whose name looks like this one and is another.
    pub fn who_looks_like(&self, pseudonym: &Pseudonym) -> Option<&Participant> {
        let likeness = pseudonym.likeness();
        let is_alike = |known: &&Pseudonym| *known != pseudonym && known.likeness() == likeness;
        let known = self.pseudonyms.iter().find(is_alike)?;
        self.people.iter().find(|person| person.pseudonym == *known)
    }

    pub(crate) fn votes_of(&mut self, id: ParticipantId) -> Option<&mut Vec<PresentVote>> {
        self.index(id).map(|index| &mut self.people[index].votes)
    }

    pub(crate) fn verify(&mut self, id: ParticipantId, verified: bool) {
        if let Some(index) = self.index(id) {
            self.people[index].verified = verified;
        }
    }

    /// Counts an act in its author's chain.
    pub(crate) fn acted(&mut self, id: ParticipantId, entry: EntryNumber) {
        if let Some(index) = self.index(id) {
            self.people[index].acts += 1;
            self.people[index].last = entry;
        }
    }

    /// Goes on after an act that could not be applied.
    pub(crate) fn skip_to(&mut self, id: ParticipantId, acts: u32, entry: EntryNumber) {
        if let Some(index) = self.index(id) {
            self.people[index].acts = acts;
            self.people[index].last = entry;
        }
    }
}

/// Whether the bytes are an Ed25519 public key under which only its holder can sign.
pub fn can_sign(key: &[u8; 32]) -> bool {
    strict_key(key).is_some()
}

fields! {
    /// A participant joined, or was admitted.
    pub struct Admitted {
        /// The name borne in this process.
        pub pseudonym: Pseudonym,
        /// Stakeholder group, if the participant declared one.
        pub group: Option<GroupId>,
        /// Country, if declared.
        pub country: Option<CountryCode>,
        /// Ed25519 key with which the participant signs their own acts.
        pub key: Option<[u8; 32]>,
        /// Whether the identity was verified by the charter's means.
        pub verified: bool,
        /// Why the secretariat or registrar admitted this person; nothing where the person joined by themselves.
        pub reason: Option<String>,
        /// The invitation by whose code this person came.
        pub invitation: Option<EntryNumber>,
        /// The application by whose code this person came.
        pub application: Option<EntryNumber>,
        /// The code, which nobody can use again.
        pub code: Option<Code>,
        /// Id in the source, for imported participants.
        pub source_id: Option<u64>,
        /// The same where it is a text there; the number is then one of the import.
        pub source_text: Option<String>,
    }
}

impl Admitted {
    fn is_by_code(&self) -> bool {
        self.invitation.is_some() || self.application.is_some() || self.code.is_some()
    }

    /// People join by themselves while the charter lets anyone join; whom an office admits, it admits for a reason.
    fn judge_door(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        if stamp.imported.is_some() {
            require_source_text(self.source_text.as_deref())?;
            return if self.source_id.is_some()
                && self.reason.is_none()
                && self.key.is_none()
                && !self.is_by_code()
            {
                Ok(())
            } else {
                Err(Violation::BadImport(
                    "a person brought in has an id there, and neither key, code nor reason here".to_owned(),
                ))
            };
        }
        if self.source_id.is_some() || self.source_text.is_some() {
            return Err(Violation::UnknownSource(stamp.entry));
        }
        if let Some(reason) = &self.reason {
            return if self.is_by_code() { Err(Violation::BadCode) } else { require_reason(reason) };
        }
        if stamp.author.participant().is_some() {
            return Err(Violation::ReasonMissing);
        }
        process.require(When::Phase(PhaseAct::Join), stamp.at)?;
        match (self.invitation, self.application, &self.code, process.charter.registration) {
            (Some(invitation), None, Some(code), _) => process.require_invited(invitation, code, stamp),
            (None, Some(application), Some(code), _) => process.require_granted(application, code),
            (None, None, None, Registration::Open) => Ok(()),
            (None, None, None, Registration::Invited) => Err(Violation::NotInvited),
            _ => Err(Violation::BadCode),
        }
    }
}

impl Act for Admitted {
    const TYPE: &'static str = "admit";
    const CALLED: &'static str = "an admission";
    const REASON: Option<(&'static str, &'static str)> = Some(("admissions", "reason"));
    const MAY: &'static [(By, When)] = &[
        (By::Node, When::Phase(PhaseAct::Join)),
        (By::Office(Office::Registrar), When::Unclosed),
        (By::Import, When::Unclosed),
    ];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[Reader::Map, Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        self.judge_door(process, stamp)?;
        process.require_known_group(self.group.as_ref())?;
        if process.participants.has_pseudonym(&self.pseudonym) {
            return Err(Violation::PseudonymTaken(self.pseudonym.to_string()));
        }
        if self.key.as_ref().is_none_or(can_sign) { Ok(()) } else { Err(Violation::BadKey) }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(code) = &self.code {
            if let Some(invitation) = self.invitation {
                process.invitation_accepted(invitation, code, stamp.entry);
            }
            if let Some(application) = self.application {
                process.applicant_came(application, stamp.entry);
            }
        }
        process.participants.pseudonyms.insert(self.pseudonym.clone());
        process.participants.people.push(Participant {
            id: ParticipantId(stamp.entry),
            at: stamp.at,
            pseudonym: self.pseudonym.clone(),
            group: self.group.clone(),
            country: self.country,
            key: self.key,
            verified: self.verified,
            reason: self.reason.clone(),
            came_by: self.invitation.or(self.application),
            acts: 0,
            last: stamp.entry,
            votes: Vec::new(),
            source_id: self.source_id,
            source_text: self.source_text.clone(),
        });
    }
}

/// Become a participant; or, with a reason, admit one by an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// The name to bear.
    pub pseudonym: Pseudonym,
    /// Stakeholder group.
    pub group: Option<GroupId>,
    pub country: Option<CountryCode>,
    /// Key for self-signed acts.
    pub key: Option<[u8; 32]>,
    /// Whether the charter's means of verification were passed.
    pub verified: bool,
    /// Why an office admits this person; nothing when the person joins by themselves.
    pub reason: Option<String>,
    /// The code of an invitation, or of an application that was granted.
    #[serde(default)]
    pub code: Option<Code>,
}

impl Join {
    /// Joins under a name, with nothing declared.
    pub fn named(pseudonym: Pseudonym) -> Self {
        Self { pseudonym, group: None, country: None, key: None, verified: false, reason: None, code: None }
    }
}

impl Pseudonym {
    /// Whether somebody may bear it who chooses it for themselves. A name stands in public for ever: an address tells where somebody can be
    /// reached, and the name of an office who they are not.
    pub fn require_ones_own(&self) -> Result<(), Violation> {
        self.require_no_address()?;
        if names_an_office(self.as_str()) {
            return Err(Violation::NameOfOffice(self.to_string()));
        }
        Ok(())
    }

    fn require_no_address(&self) -> Result<(), Violation> {
        if self.is_address() { Err(Violation::NameIsAddress) } else { Ok(()) }
    }
}

impl Enact for Join {
    fn enact(&self, process: &Process, actor: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        match (actor, &self.reason) {
            (Actor::Visitor, Some(_)) => return Err(Violation::NotAllowed(Office::Registrar.as_str())),
            (Actor::Participant(_), None) => {
                return Err(Violation::PseudonymTaken(self.pseudonym.to_string()));
            }
            (Actor::Visitor, None) => self.pseudonym.require_ones_own()?,
            // Whoever lets somebody in by an office answers for the name; it may be that of the office.
            _ => self.pseudonym.require_no_address()?,
        }
        let (invitation, application) = match &self.code {
            None => (None, None),
            Some(code) => {
                let entry = process.seals.entry_of(&code.seal()).ok_or(Violation::BadCode)?;
                let is_invitation = process.invitations.get(entry).is_some();
                (is_invitation.then_some(entry), (!is_invitation).then_some(entry))
            }
        };
        Ok(Outcome::of(Admitted {
            pseudonym: self.pseudonym.clone(),
            group: self.group.clone(),
            country: self.country,
            key: self.key,
            verified: self.verified,
            reason: self.reason.as_ref().map(|reason| reason.trim().to_owned()),
            invitation,
            application,
            code: self.code.clone(),
            source_id: None,
            source_text: None,
        }))
    }
}

impl Process {
    pub fn participant(&self, id: ParticipantId) -> Option<&Participant> {
        self.participants.index(id).map(|index| &self.participants[index])
    }
}
