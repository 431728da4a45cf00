//! Why a command was not carried out: stable codes with arguments, translated at the edge.

use thiserror::Error;

use crate::id::EntryNumber;

/// A command that the rules do not allow, or that does not make sense; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A process id outside its alphabet.
    #[error("“{0}” is not a process id: use 1 to 60 lower-case letters, digits and inner hyphens")]
    BadProcessId(String),
    /// A pseudonym that is empty, too long or invisible.
    #[error("a pseudonym has 1 to {limit} visible characters")]
    BadPseudonym {
        /// The largest number of characters.
        limit: usize,
    },
    /// A pseudonym that somebody in this process bears.
    #[error("the pseudonym “{0}” is taken in this process")]
    PseudonymTaken(String),
    /// A country that is not two capital letters.
    #[error("“{0}” is not an ISO 3166-1 alpha-2 country code such as KR")]
    BadCountry(String),
    /// A text that is no language tag.
    #[error("“{0}” is not a language tag such as ko or zh-Hant")]
    BadLanguage(String),
    /// A stakeholder group that the charter does not name.
    #[error("the charter names no stakeholder group “{0}”")]
    UnknownGroup(String),
    /// A process with this id exists.
    #[error("a process “{0}” exists already")]
    ProcessExists(String),
    /// There is no such process.
    #[error("there is no process “{0}”")]
    UnknownProcess(String),
    /// The charter lacks something that it has to say before a process opens.
    #[error("the charter is incomplete: {0}")]
    CharterIncomplete(String),
    /// The process has not been opened.
    #[error("the process is not open yet")]
    NotOpen,
    /// The process has been opened before.
    #[error("the process is open already")]
    AlreadyOpen,
    /// The process is closed.
    #[error("the process is closed")]
    Closed,
    /// No phase that the charter dates on this day allows the act.
    #[error("the charter's timetable does not allow this today ({day}): {act}")]
    NotInThisPhase {
        /// The act that was wanted, by its name in the charter.
        act: &'static str,
        /// The day, in UTC.
        day: String,
    },
    /// The actor has not joined.
    #[error("only participants of this process may do this")]
    NotAParticipant,
    /// The charter admits only who was invited; the secretariat admits them.
    #[error("this process admits only people who were invited; ask its secretariat")]
    NotInvited,
    /// The actor lacks the role.
    #[error("only the secretariat may do this")]
    NotTheSecretariat,
    /// No statement has this number.
    #[error("there is no statement {0}")]
    UnknownStatement(EntryNumber),
    /// The statement is not (or no longer) put to the vote.
    #[error("statement {0} is not put to the vote")]
    StatementNotVisible(EntryNumber),
    /// A text without a visible character.
    #[error("the text is empty")]
    TextEmpty,
    /// A text beyond its limit.
    #[error("the text has {length} characters; the limit is {limit}")]
    TextTooLong {
        /// What came in, in characters.
        length: usize,
        /// The largest number of characters.
        limit: usize,
    },
    /// A decision with an outcome that does not exist.
    #[error("“{0}” is not an outcome: use adopted, rejected or referred")]
    UnknownOutcome(String),
    /// A signature that does not fit the participant's key and words.
    #[error("the signature does not fit the participant's key and this act")]
    BadSignature,
    /// An unsigned act of somebody who joined with a key.
    #[error("this participant joined with a key of their own, so their acts have to be signed with it")]
    SignatureMissing,
    /// A seed from which the very same content was drawn before: withdrawing one of the two would take both.
    #[error("these words were written with the same seed before; draw a new seed and sign anew")]
    SeedUsed,
    /// A key that is no point of the curve, or one under which anyone could sign.
    #[error("this is not a key that can sign: it must be an Ed25519 public key of full strength")]
    BadKey,
    /// An act of the secretariat without a reason.
    #[error("an act of the secretariat needs a reason")]
    ReasonMissing,
    /// No entry has this number.
    #[error("there is no entry {0}")]
    UnknownEntry(EntryNumber),
    /// The entry has no content that could be withdrawn.
    #[error("entry {0} has no content that could be withdrawn")]
    NothingToWithdraw(EntryNumber),
    /// A decision must name a result that the record holds.
    #[error("entry {0} is not a published result")]
    NotAResult(EntryNumber),
    /// A result must be computed from entries that exist.
    #[error("the result names {named} entries, the record has {present}")]
    ResultBeyondRecord {
        /// Entries the result claims to rest on.
        named: u64,
        /// Entries there are.
        present: u64,
    },
    /// An import that contradicts itself.
    #[error("the import cannot be taken: {0}")]
    BadImport(String),
    /// An entry would be larger than a record can hold.
    #[error("this would make an entry of more than 65,535 bytes")]
    EntryTooLarge,
}

impl Refusal {
    /// A stable code, the key of its translation (`refusal-…`) and of the JSON error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadProcessId(_) => "bad-process-id",
            Self::BadPseudonym { .. } => "bad-pseudonym",
            Self::PseudonymTaken(_) => "pseudonym-taken",
            Self::BadCountry(_) => "bad-country",
            Self::BadLanguage(_) => "bad-language",
            Self::UnknownGroup(_) => "unknown-group",
            Self::ProcessExists(_) => "process-exists",
            Self::UnknownProcess(_) => "unknown-process",
            Self::CharterIncomplete(_) => "charter-incomplete",
            Self::NotOpen => "not-open",
            Self::AlreadyOpen => "already-open",
            Self::Closed => "closed",
            Self::NotInThisPhase { .. } => "not-in-this-phase",
            Self::NotAParticipant => "not-a-participant",
            Self::NotInvited => "not-invited",
            Self::NotTheSecretariat => "not-the-secretariat",
            Self::UnknownStatement(_) => "unknown-statement",
            Self::StatementNotVisible(_) => "statement-not-visible",
            Self::TextEmpty => "text-empty",
            Self::TextTooLong { .. } => "text-too-long",
            Self::UnknownOutcome(_) => "unknown-outcome",
            Self::BadSignature => "bad-signature",
            Self::SignatureMissing => "signature-missing",
            Self::SeedUsed => "seed-used",
            Self::BadKey => "bad-key",
            Self::ReasonMissing => "reason-missing",
            Self::UnknownEntry(_) => "unknown-entry",
            Self::NothingToWithdraw(_) => "nothing-to-withdraw",
            Self::NotAResult(_) => "not-a-result",
            Self::ResultBeyondRecord { .. } => "result-beyond-record",
            Self::BadImport(_) => "bad-import",
            Self::EntryTooLarge => "entry-too-large",
        }
    }
}
