//! The one writer, and everything that lies on disk.
//!
//! A [`Node`] is one data folder. Commands go through a bounded queue to one thread, which takes what waits, lets
//! the pure core decide, writes entries and contents in one transaction, and answers after the commit. State in
//! memory is a fold of the entries; a snapshot of it is only a shorter way to the same bytes.

mod account;
mod acts;
mod alike;
mod backup;
mod clock;
mod contents;
mod database;
mod edition;
mod error;
mod figures;
mod folder;
mod format;
mod handle;
mod health;
mod here;
mod map;
pub mod mirror;
mod node;
mod notify;
mod own;
mod past;
pub mod peer;
mod polis;
mod private;
mod published;
mod quoted;
mod repeats;
mod request;
mod restore;
mod restored;
mod scrub;
mod seal;
mod search;
pub mod sequencer;
mod shared;
mod snapshot;
mod texts;
mod timekeeping;
mod waiting;
mod writer;

pub use account::{
    Account, AccountId, AddressChangeError, Addressee, AnswerLetter, AnswerMail, CharterDraft,
    EARLY_ANSWER_SECONDS, EarlyAnswer, Erased, InvitationLetter, InvitationMail, Letter, LetterPart,
    MAIL_ADDRESS_LIMIT, MAIL_KEPT_SECONDS, Mail, MailAddress, MailAddressError, MailAttempt, MailId,
    NewsCursor, NewsLetter, Power, SESSION_SECONDS, SIGN_IN_SECONDS, Session, SessionToken, SignInError,
    SignInToken, ToldBy, ToldChoice,
};
pub use acts::OwnAct;
pub use backup::{Made, backup};
pub use clock::{Clock, now};
pub use edition::{EditionError, EditionRow, NewEdition};
pub use error::{OpenError, StoreError, SubmitError};
pub use figures::{Figures, RecordFigures};
pub use folder::{free_bytes, strangers};
pub use format::{DATA_FORMATS, DataFormat, Step, format_of, step_of, upgrade};
pub use handle::{ProcessHandle, PublishedMap};
pub use maru_verify::{Day, Whom};
pub use node::{Node, Options};
pub use own::own_keys;
pub use past::{AskedMap, Days};
pub use polis::{charter_of, file_of, files_of, import_of};
pub use private::open_to_others;
pub use published::{Published, published, role_key_faults};
pub use request::{Answer, Request};
pub use restore::{Kind as RestoredKind, PutBack, RestoreError, restore};
pub use restored::Restored;
pub use scrub::{Damaged, DiskState, Finding, Integrity, Mended, Salvaged, mend, salvage};
pub use seal::Passphrase;
pub use search::SearchState;
pub use sequencer::{EntryReceipt, Held, Record, Watched};
pub use timekeeping::ClockFault;
pub use writer::{BATCH_LIMIT, Founder, QUEUE_LIMIT};
