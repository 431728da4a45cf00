//! What may happen in a process, and what follows from it.
//!
//! [`Process::decide`] takes a command and the present state and answers with events or a refusal;
//! [`Process::apply`] folds an event into the state. Both are pure: time and randomness come in as
//! [`Circumstances`]. A process is nothing but the fold of its entries, so a state can be thrown away and
//! rebuilt at will.

mod charter;
mod codec;
mod content;
mod decide;
mod decision;
mod draft;
mod event;
mod id;
mod import;
mod language;
mod moderation;
mod participant;
mod process;
mod redaction;
mod refusal;
mod result;
mod stage;
mod statement;
mod vote;

pub use charter::{
    Act, Charter, CharterError, DecisionRule, Moderation, ParticipationLevel, Phase, Registration,
    StakeholderGroup,
};
pub use codec::{CodecError, FORMAT_VERSION, Recorded, decode, encode};
pub use content::{Content, ContentError, NONCE_BYTES, NonceSource};
pub use decide::{Action, Actor, AuthorSignature, Circumstances, Command, Outcome};
pub use decision::{DECISION_LIMIT, Decision, OUTCOMES};
pub use draft::{DRAFT_LIMIT, Draft, DraftContent};
pub use event::{Author, Event};
pub use id::{
    CountryCode, EntryNumber, GroupId, Moment, PROCESS_ID_LIMIT, PSEUDONYM_LIMIT, ParticipantId, ProcessId,
    Pseudonym, StatementId,
};
pub use import::{Import, ImportedParticipant, ImportedStatement, ImportedVote, Source};
pub use language::{Language, LocalText, normalised};
pub use moderation::{ModerationAct, Verdict};
pub use participant::{Joining, Participant, Role, can_sign};
pub use process::{ApplyError, ImportedFrom, Process};
pub use redaction::Redaction;
pub use refusal::Refusal;
pub use result::PublishedResult;
pub use stage::Stage;
pub use statement::{IMPORTED_STATEMENT_LIMIT, STATEMENT_LIMIT, Statement, Tally, Translation};
pub use vote::{CastVote, Vote};
