//! Participants: people under a pseudonym, with what they declared of themselves.

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

use crate::charter::{Act, Registration};
use crate::decide::{Circumstances, Outcome};
use crate::event::Event;
use crate::id::{CountryCode, EntryNumber, GroupId, Moment, ParticipantId, Pseudonym};
use crate::process::Process;
use crate::refusal::Refusal;
use crate::vote::CastVote;

/// What a participant may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes part.
    Participant,
    /// Runs the process; may take part like anyone else.
    Secretariat,
}

impl Role {
    /// The name in entries and locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Secretariat => "secretariat",
        }
    }

    /// The role of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Participant, Self::Secretariat].into_iter().find(|role| role.as_str() == name)
    }
}

/// A person taking part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The entry that admitted them.
    pub id: ParticipantId,
    /// When the node admitted them.
    pub at: Moment,
    /// Their name in this process.
    pub pseudonym: Pseudonym,
    /// What they may do.
    pub role: Role,
    /// The stakeholder group they declared.
    pub group: Option<GroupId>,
    /// The country they declared.
    pub country: Option<CountryCode>,
    /// The key with which they sign their own acts.
    pub key: Option<[u8; 32]>,
    /// Whether the charter's means of verification were passed.
    pub verified: bool,
    /// How many entries they have made since admission.
    pub acts: u32,
    /// The last of their entries, the admission at first.
    pub last: EntryNumber,
    /// Their present votes, by statement.
    pub votes: Vec<CastVote>,
    /// Id in the source they were imported from.
    pub source_id: Option<u64>,
}

/// What somebody says of themselves when joining.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// The name to bear.
    pub pseudonym: Pseudonym,
    /// What they may do; only the operator admits to the secretariat.
    pub role: Role,
    /// Stakeholder group.
    pub group: Option<GroupId>,
    /// Country.
    pub country: Option<CountryCode>,
    /// Key for self-signed acts.
    pub key: Option<[u8; 32]>,
    /// Whether the charter's means of verification were passed.
    pub verified: bool,
}

/// Whether the bytes are an Ed25519 public key under which only its holder can sign.
pub fn can_sign(key: &[u8; 32]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| !key.is_weak())
}

impl Process {
    pub(crate) fn decide_join(
        &self,
        joining: &Joining,
        by_operator: bool,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Refusal> {
        if by_operator {
            self.require_not_closed()?;
        } else {
            self.require_phase(Act::Join, circumstances)?;
            if joining.role == Role::Secretariat {
                return Err(Refusal::NotTheSecretariat);
            }
            if self.charter.registration == Registration::Invited {
                return Err(Refusal::NotInvited);
            }
        }
        if let Some(group) = joining.group.as_ref().filter(|group| !self.charter.has_group(group)) {
            return Err(Refusal::UnknownGroup(group.0.clone()));
        }
        if self.pseudonyms.contains(&joining.pseudonym) {
            return Err(Refusal::PseudonymTaken(joining.pseudonym.to_string()));
        }
        if !joining.key.as_ref().is_none_or(can_sign) {
            return Err(Refusal::BadKey);
        }
        Ok(Outcome::one(Event::Admitted {
            pseudonym: joining.pseudonym.clone(),
            role: joining.role,
            group: joining.group.clone(),
            country: joining.country,
            key: joining.key,
            verified: joining.verified,
            source_id: None,
        }))
    }

    pub(crate) fn apply_admission(&mut self, entry: EntryNumber, at: Moment, event: &Event) {
        let Event::Admitted { pseudonym, role, group, country, key, verified, source_id } = event else {
            return;
        };
        self.pseudonyms.insert(pseudonym.clone());
        self.participants.push(Participant {
            id: ParticipantId(entry),
            at,
            pseudonym: pseudonym.clone(),
            role: *role,
            group: group.clone(),
            country: *country,
            key: *key,
            verified: *verified,
            acts: 0,
            last: entry,
            votes: Vec::new(),
            source_id: *source_id,
        });
    }
}
