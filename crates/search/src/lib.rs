//! Search across everything on a node, in Korean, English, Chinese, Arabic and whatever else people write.
//!
//! Texts become [`word::terms`] of our own making (no dictionary, no guess at the language), terms go into an
//! [`Index`] in memory, a [`Question`] is looked up in it, and a [`snippet`](snippet::snippet) shows why something was
//! found. [`library`] and [`process`] say which documents there are. The index is a view: it holds no text, and can be
//! thrown away and built again from the entries and the norm library at will.
//!
//! `examples/find.rs` puts documents in an index and asks in two languages:
//! `cargo run -p maru-search --example find`

mod citation;
mod document;
mod fold;
mod han;
mod help;
mod index;
pub mod library;
mod places;
pub mod process;
mod question;
mod search;
pub mod snippet;
mod stem;
pub mod word;

pub use citation::{Citation, citations};
pub use document::{Document, Key, Kind, PLAIN_WEIGHT, Part, TEXT_LIMIT, Text, primary};
pub use fold::folded;
pub use index::{Change, DOCUMENT_LIMIT, Index, PLACE_LIMIT};
pub use question::{CLAUSE_LIMIT, Clause, PREFIX_LETTERS, QUESTION_LIMIT, Question, QuestionError};
pub use search::{Filter, Found, HIT_LIMIT, Hit, Matching, TYPO_LETTERS};
