//! The table of nouns: every kind of entry, every command and every slice of the state, each listed once.
//!
//! This is the one file of the house that knows all rooms. A new noun adds a line to each list that it needs.

use serde::{Deserialize, Serialize};

use crate::act::acts;
use crate::charter::Charter;
use crate::command::commands;
use crate::id::{EntryNumber, Moment};
use crate::ledger::Ledger;
use crate::nouns::decision::{Decided, Decisions, RecordDecision};
use crate::nouns::draft::{DraftPublished, Drafts, PublishDraft};
use crate::nouns::import::{Import, SourceNamed, Sources};
use crate::nouns::moderation::{Moderate, ModerationLog, ModerationRuled};
use crate::nouns::office::{ChangeOffice, OfficeChanged, Offices};
use crate::nouns::participant::{Admitted, Join, Participants};
use crate::nouns::redaction::{Redacted, Redactions, WithdrawWords};
use crate::nouns::result::{PublishedResult, ResultPublished, Results};
use crate::nouns::rule::{ChangeCharter, CharterChanged, CharterChanges, Genesis};
use crate::nouns::stage::{AbandonProcess, CloseProcess, OpenProcess, Stage, StageChanged};
use crate::nouns::statement::{Stated, Statements, SubmitStatement, Translate, Translated};
use crate::nouns::vote::{CastVote, Voted};

acts! {
    /// `genesis`: the process exists, with this charter.
    Genesis,
    /// `rule`: the charter was changed.
    CharterChanged,
    /// `stage`: the process was opened, closed or abandoned.
    StageChanged,
    /// `office`: an office was given to a participant, or ended.
    OfficeChanged,
    /// `source`: where imported acts come from.
    SourceNamed,
    /// `admit`: a participant joined.
    Admitted,
    /// `statement`: a sentence is put to everyone.
    Stated,
    /// `translation`: a statement in another language.
    Translated,
    /// `vote`.
    Voted,
    /// `mod`: a moderator's verdict.
    ModerationRuled,
    /// `draft`: a version of the draft text.
    DraftPublished,
    /// `result`: something was computed from the entries before it and published.
    ResultPublished,
    /// `decision`: what the process resolved.
    Decided,
    /// `redact`: the words of an entry were erased.
    Redacted,
}

commands! {
    /// Open the process.
    Open(OpenProcess),
    /// Close the process.
    Close(CloseProcess),
    /// Give up a process that was never opened.
    Abandon(AbandonProcess),
    /// Change the charter.
    ChangeCharter(ChangeCharter),
    /// Give somebody an office, or end it.
    ChangeOffice(ChangeOffice),
    /// Become a participant, or admit one.
    Join(Join),
    /// Put a statement to everyone.
    SubmitStatement(SubmitStatement),
    /// Say a statement in another language.
    Translate(Translate),
    /// Vote, or change a vote.
    Vote(CastVote),
    /// Moderate statements.
    Moderate(Moderate),
    /// Publish a version of the draft.
    PublishDraft(PublishDraft),
    /// Publish a computed result.
    PublishResult(PublishedResult),
    /// Record what the process resolved.
    Decide(RecordDecision),
    /// Bring in what happened elsewhere.
    Import(Box<Import>),
    /// Erase the words of an entry.
    Withdraw(WithdrawWords),
}

/// A digest of the sources that define the state: a saved state with another one is of no use to this program.
pub const STATE_SHAPE: &str = env!("FORUM_SOURCES");

/// One norm-making procedure on a node, as its entries left it: a slice of state for each noun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// The record's origin.
    pub origin: String,
    /// The rules in force.
    pub charter: Charter,
    /// The entry that holds them.
    pub charter_entry: EntryNumber,
    /// How they came to be as they are.
    pub charter_changes: CharterChanges,
    /// When the process began.
    pub created: Moment,
    /// Being prepared, open, closed or abandoned.
    pub stage: Stage,
    /// How many entries there are; the next one gets this number.
    pub entries: u64,
    /// When the last entry was taken.
    pub last_at: Moment,
    /// Which entry names which words, and who may read them.
    pub ledger: Ledger,
    /// Who holds which office.
    pub offices: Offices,
    /// Everyone who joined, by admission.
    pub participants: Participants,
    /// Every statement, by entry.
    pub statements: Statements,
    /// How many votes were cast, changed ones counted again.
    pub vote_events: u64,
    /// The public moderation log.
    pub moderation_log: ModerationLog,
    /// Versions of the draft.
    pub drafts: Drafts,
    /// Published results.
    pub results: Results,
    /// Decisions.
    pub decisions: Decisions,
    /// Erasures.
    pub redactions: Redactions,
    /// Where imported acts come from.
    pub sources: Sources,
}

impl Process {
    /// The state under a charter, before anything has happened.
    pub(crate) fn begun(origin: String, charter: Charter, at: Moment) -> Self {
        Self {
            origin,
            charter,
            charter_entry: EntryNumber(0),
            charter_changes: CharterChanges::default(),
            created: at,
            stage: Stage::Prepared,
            entries: 1,
            last_at: at,
            ledger: Ledger::default(),
            offices: Offices::default(),
            participants: Participants::default(),
            statements: Statements::default(),
            vote_events: 0,
            moderation_log: ModerationLog::default(),
            drafts: Drafts::default(),
            results: Results::default(),
            decisions: Decisions::default(),
            redactions: Redactions::default(),
            sources: Sources::default(),
        }
    }
}
