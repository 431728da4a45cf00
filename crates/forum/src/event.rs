//! What has happened: one variant for each type of entry.

use maru_record::Digest;

use crate::charter::Charter;
use crate::id::{CountryCode, EntryNumber, GroupId, ParticipantId, Pseudonym, StatementId};
use crate::language::Language;
use crate::moderation::Verdict;
use crate::participant::Role;
use crate::vote::Vote;

/// Whose act an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The host of the node, acting from its command line or by its own rules.
    Operator,
    /// A participant, the secretariat's people included.
    Participant(ParticipantId),
}

/// What has happened. Field meanings: `docs/record.md`, section “Entry types”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// `genesis`: the process exists, with this charter.
    Genesis {
        /// The record's origin: the address of the process without scheme.
        origin: String,
        /// The rules.
        charter: Box<Charter>,
    },
    /// `rule`: the charter was changed.
    CharterChanged {
        /// The rules from now on.
        charter: Box<Charter>,
        /// Why.
        reason: String,
    },
    /// `stage`: the process was opened or closed.
    StageChanged {
        /// Open from now on, or closed.
        open: bool,
        /// Why.
        reason: String,
    },
    /// `source`: where imported acts come from.
    SourceNamed {
        /// Program or place.
        name: String,
        /// Address of the original.
        url: String,
        /// Licence of the data, with the attribution it asks for.
        licence: String,
        /// Opinion groups etc. that the original reported are no part of this; only its description.
        description: String,
    },
    /// `admit`: a participant joined.
    Admitted {
        /// The name borne in this process.
        pseudonym: Pseudonym,
        /// What they may do.
        role: Role,
        /// Stakeholder group, if the participant declared one.
        group: Option<GroupId>,
        /// Country, if declared.
        country: Option<CountryCode>,
        /// Ed25519 key with which the participant signs their own acts.
        key: Option<[u8; 32]>,
        /// Whether the identity was verified by the charter's means.
        verified: bool,
        /// Id in the source, for imported participants.
        source_id: Option<u64>,
    },
    /// `statement`: a sentence is put to everyone.
    Stated {
        /// Language of the words.
        language: Language,
        /// Length in characters.
        length: u32,
        /// The words, as content beside the record.
        content: Digest,
        /// Id in the source.
        source_id: Option<u64>,
        /// Time in the source, milliseconds.
        source_time: Option<i64>,
    },
    /// `translation`: a statement in another language.
    Translated {
        /// The statement.
        statement: StatementId,
        /// Language of these words.
        language: Language,
        /// Who or what translated: `human`, or a program's name and version.
        translator: String,
        /// The words, as content.
        content: Digest,
    },
    /// `vote`.
    Voted {
        /// On what.
        statement: StatementId,
        /// How.
        vote: Vote,
        /// Time in the source, milliseconds.
        source_time: Option<i64>,
    },
    /// `mod`: a moderator's verdict on a statement.
    Moderated {
        /// The statement.
        statement: StatementId,
        /// Shown, not shown, or about the process rather than its subject.
        verdict: Verdict,
        /// Why, in words.
        reason: String,
        /// The charter's rule that was applied.
        rule: String,
    },
    /// `draft`: a version of the draft text, in one or more languages.
    DraftPublished {
        /// 1, 2, 3 …
        version: u32,
        /// Language and content of each language version, in order of language.
        texts: Vec<(Language, Digest)>,
        /// What changed and why.
        reason: String,
    },
    /// `result`: something was computed from the entries before it and published.
    ResultPublished {
        /// What was computed, such as `opinion-map`.
        kind: String,
        /// The first so many entries went in.
        entries: u64,
        /// Algorithm with version.
        algorithm: String,
        /// SHA-256 of the whole output.
        output: Digest,
        /// Key figures, for readers.
        figures: Vec<(String, i64)>,
    },
    /// `decision`: what the process resolved.
    Decided {
        /// `adopted`, `rejected` or `referred`.
        outcome: String,
        /// The result entry it rests on, if any.
        result: Option<EntryNumber>,
        /// The words, as content.
        content: Digest,
        /// Language of the words.
        language: Language,
    },
    /// `redact`: the content of an entry was erased.
    Redacted {
        /// The entry whose content goes.
        entry: EntryNumber,
        /// Reason code, such as `personal-data`.
        reason: String,
        /// Legal ground, such as `GDPR Art 17`.
        ground: String,
    },
}

impl Event {
    /// The contents that the event names, in the order of the entry's digests.
    pub fn contents(&self) -> Vec<Digest> {
        match self {
            Self::Stated { content, .. }
            | Self::Translated { content, .. }
            | Self::Decided { content, .. } => {
                vec![*content]
            }
            Self::DraftPublished { texts, .. } => texts.iter().map(|(_, digest)| *digest).collect(),
            _ => Vec::new(),
        }
    }
}
