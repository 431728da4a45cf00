//! The norm library: instruments and coded provisions, how concrete each is, how they compare, whom they reach,
//! and which changes would close what they leave open.
//!
//! This crate is pure: files come in as bytes, the day comes in as an argument, and the same input gives the same
//! output on every machine. It never says that anyone complies with anything.
//!
//! `examples/answer.rs` says of one topic in four places: law, none found, or not coded:
//! `cargo run -p maru-norms --example answer`

pub mod alias;
mod answer;
mod attached;
mod calendar;
pub mod check;
mod cite;
mod claim;
pub mod code;
pub mod coding;
mod compare;
pub mod dispute;
mod draft;
mod draft_text;
mod drafted;
mod edition;
pub mod explain;
mod further;
mod level;
mod lexicon;
mod library;
mod load;
mod locus;
mod looked;
mod measured;
mod model;
mod naming;
mod particle;
mod phrase;
mod place;
mod place_table;
pub mod reach;
mod readings;
mod regime;
pub mod routes;
mod rows;
mod schema;
mod spelled;
pub mod suggest;
mod threshold;
mod truth;
mod wording;

pub use answer::{Answer, Completeness, Known, NoLaw, WhyNoLaw};
pub use calendar::{CalendarEntry, Event};
pub use claim::{Claim, Fact};
pub use compare::{Axis, Cell, Gap, Matrix, MatrixRow, Rise};
pub use draft::{Beside, DraftReport, DraftRow, Field, FieldVerdict, Lack, NEAREST, Verdict};
pub use draft_text::{DraftSentence, SENTENCE_LIMIT, TextReport};
pub use drafted::{
    After, Shift, UnitAssessed, UnitNorm, UnitSuggestion, UnknownCode, Unlooked, suggest_unit,
};
pub use edition::{
    Edition, Replaced, TitleFit, Wording, bears_day, coded_units, date_by_coding, day_by_marks, edition_on,
    languages, title_fit, versions,
};
pub use further::{Further, FurtherField};
pub use level::{Applicability, Assessment, Lamp, LampKind, LampState, Level, Missing, Reason};
pub use library::{Library, LoadErrors, SHIPPED, Sources};
pub use locus::{Located, units_of};
pub use looked::{KnownMissing, LOOKED_COLUMNS, Looked, looked_cells};
pub use maru_text::{Date, DateError, guarded, parse_date};
pub use measured::{TextMeasured, words_at};
pub use model::{Instrument, InstrumentId, Provision, ProvisionId, Risk, RiskCode, UseScope};
pub use naming::Worded;
pub use particle::particle;
pub use phrase::phrase;
pub use place::{Place, PlaceEntry, PlaceKind, Places};
pub use reach::Reach;
pub use readings::{Decided, Reader, Readers, Readings, SHIPPED_READINGS, TwoReadings};
pub use regime::{Attached, AttachedFrom, Regime};
pub use rows::{LoadError, Problem};
pub use schema::{Schema, coding_schema};
pub use threshold::{Measure, Quantity, Threshold, ThresholdError, Thresholds};
pub use truth::Truth;
pub use wording::{Paraphrase, Title, TitleStanding};
