//! Legal texts as trees of units: reading and writing their formats, comparing, amending, and the law at a date.
//!
//! Everything here is pure: bytes and texts come in, values go out; no files, no clock, no network.
//!
//! `examples/redline.rs` reads two versions of a text and prints what changed, unit by unit:
//! `cargo run -p maru-text --example redline`

mod akn;
mod amend;
mod amending;
mod application;
pub mod container;
mod date;
mod diff;
mod docx;
mod drafting;
mod error;
mod escape;
mod explicit;
mod fingerprint;
mod formula;
mod guard;
mod html;
mod ids;
mod import;
mod joint;
mod language;
mod lossless;
mod markdown;
mod marker;
mod model;
mod notes;
mod numerals;
mod odt;
mod outline;
mod own;
mod package;
mod page;
mod parallel;
mod pdf;
mod plain;
mod raised;
mod redline;
mod siblings;
mod table;
mod time;
mod tree;
mod unit_id;
mod xml;

pub use akn::to_akn;
pub use amend::{Amended, Amendment, Conflict, DateField, Fate, Operation, Scope, apply, conflicts};
pub use amending::{
    AmendingAct, Extent, Instruction, Passage, Reading, Role, read_amending_act, read_instructions,
};
pub use application::{Unread, date_by_own_words};
pub use date::{Date, Dates, parse_date};
pub use diff::{Change, ChangeKind, accept_all, diff, reject_all};
pub use docx::{
    Commented, Proposed, Review, Spot, line_of_run, read_review, redline_to_docx, sign_letter, to_docx,
};
pub use drafting::alike::{Saying, alike};
pub use drafting::amendments::{
    Carried, Encounter, Merged, Rivals, carry_over, changed_words, merge_amendments, propose_words, rivals,
};
pub use drafting::anchor::{
    Anchor, MIN_GAP, MIN_LIKENESS, Orphan, QUOTE_CONTEXT, Quote, Resolution, Step, resolve,
};
pub use drafting::beside::keep_ids_beside;
pub use drafting::between::{keep_ids, operations_between, touched};
pub use drafting::edits::{anchor_text, apply_operations, same_parts};
pub use drafting::languages::{Discord, OutOfStep, out_of_step};
pub use drafting::sentences::sentences;
pub use error::{
    AnchorError, Broken, Clash, DateError, Doubt, Failure, ImportError, Loss, MAX_BYTES, Refusal, TableError,
    TableFault,
};
pub use fingerprint::Fingerprint;
pub use formula::{guarded, unguarded};
pub use ids::{assign_ids, assign_missing_ids, slug};
pub use import::{
    Format, Imported, Tracked, detect, import, import_as, import_settled, import_with_doubts, source_text,
    tracked_changes,
};
pub use language::{guess_language, may_be_in, short_text_language};
pub use lossless::lossless;
pub use markdown::{parse_markdown, to_markdown};
pub use model::{Document, LanguageTag, Note, Span, Standing, Unit, UnitId, UnitKind, Walk};
pub use page::{is_right_to_left, redline_to_html, redline_to_text, to_html};
pub use parallel::align_languages;
pub use plain::parse_plain;
pub use redline::{Departure, Redline, RedlineCounts, RedlineUnit, Stands, UnitChange, redline};
pub use table::{Cells, Table, TableRow, decoded, read_cells, shipped_rows};
pub use time::{History, Status};
