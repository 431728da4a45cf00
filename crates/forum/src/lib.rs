//! What may happen in a process, and what follows from it.
//!
//! [`Process::decide`] takes a command and the present state and answers with entries or a [`Violation`]; [`Process::judge`]
//! holds every rule, for the node that decides, for the fold and for whoever verifies; [`Process::apply`] folds an entry into
//! the state. All are pure: time and randomness come in as [`Circumstances`]. A process is nothing but the fold of its
//! entries, so a state can be thrown away and rebuilt at will.
//!
//! Each noun has a room in [`nouns`]; [`table`] lists them all.
//!
//! `examples/decide.rs` begins a process, takes a vote, and is refused one by a rule with a stable code:
//! `cargo run -p maru-forum --example decide`

mod act;
mod attachment;
mod charter;
mod charter_field;
mod code;
mod codec;
mod command;
mod content;
mod cut;
mod days;
mod disclosed;
mod entry;
mod field;
mod id;
mod kept;
mod language;
mod ledger;
pub mod nouns;
mod office_name;
mod office_words;
mod owed;
mod process;
mod promise;
mod quotation;
mod script;
pub mod table;
mod tie;
mod unseen;
mod violation;

pub use act::{Author, Described, Imported};
pub use attachment::{ATTACHMENT_BYTES, ATTACHMENT_NAME, Attachment, MEDIA_TYPES, NewAttachment};
pub use charter::{
    Charter, CharterError, DecisionRule, EDIT_MINUTES, InitiativeFault, InitiativeRule, Moderation,
    ParticipationLevel, Phase, PhaseAct, Registration, StakeholderGroup,
};
pub use code::{CODE_LETTERS, Code, Seals, seal_of};
pub use codec::{CodecError, FORMAT_VERSION, Recorded, chained, decode, encode};
pub use command::{
    Action, Actor, AuthorSignature, Beyond, Circumstances, Drafted, Outcome, refuse_unseen_in,
};
pub use content::{Content, ContentError, NONCE_BYTES, NonceSource, Text, Words};
pub use cut::Cut;
pub use days::Days;
pub use disclosed::{Amount, Disclosed, DisclosedFault, Effect, INCOMES, SupportOffer, Way};
pub use entry::{EntryNumber, GroupId, Moment, ParticipantId};
pub use id::{
    AgendaItemId, CountryCode, CriterionId, PROCESS_ID_LIMIT, PSEUDONYM_LIMIT, ProcessId, Pseudonym,
    StatementId, UnitId, likeness,
};
pub use language::{Language, LocalText, normalised};
pub use ledger::{Ledger, Reading, Standing, Voice};
pub use nouns::all::*;
pub use office_name::Office;
pub use owed::Owed;
pub use promise::Remaining;
pub use quotation::{Quotable, quotes};
pub use script::Script;
pub use table::{Command, Event, OfMap, OfNotes, Process, STATE_SHAPE};
pub use tie::TieRule;
pub use unseen::{Writing, first_unseen, is_invisible, shown, shown_on_one_line};
pub use violation::{BallotFault, FixedPart, ListFault, MeetingFault, Violation, ViolationClass, VoteFault};
