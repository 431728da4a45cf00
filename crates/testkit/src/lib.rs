//! What tests tell their stories with: one charter, one [`Story`] builder over the pure core, typed people who act in it, and
//! one simulated crowd. Everything is deterministic: the same story always gives the same bytes.
//!
//! ```
//! use maru_forum::Vote;
//! use maru_testkit::{Story, operator};
//!
//! let mut story = Story::open();
//! let heron = story.joins("heron");
//! let labels = heron.states(&mut story, "Labels are due.");
//! heron.votes(&mut story, labels, Vote::Agree);
//! operator().moderates(&mut story, labels, maru_forum::Verdict::Accepted, "on topic");
//! assert_eq!(story.process.statement(labels).map(|statement| statement.tally.agree), Some(1));
//! ```
#![allow(
    clippy::expect_used,
    reason = "a test that cannot prepare its case has failed, and should say where"
)]

/// The codes of rules that only a node can hold: it knows other processes, the words of texts, and how large an entry is in bytes. The tests of
/// `store` provoke these, those of `forum` all others.
pub const CODES_OF_A_NODE: [&str; 9] = [
    "entry-too-large",
    "left-before",
    "not-in-the-text",
    "organisation-alike",
    "not-arrived",
    "repeats-words",
    "process-exists",
    "seed-used-elsewhere",
    "unknown-process",
];

/// Codes of refusals that only whoever has the norm library, the commitments and the audits beside the process can give.
pub const CODES_OF_A_LIBRARY: [&str; 1] = ["unknown-found"];

mod charter;
mod crowd;
mod person;
mod story;
mod trunk;

pub use charter::{
    DAYS_OF_BALLOTS, DAYS_TO_ANSWER, PHASE_BALLOT, PHASE_CONVERSATION, PHASE_DECISION, as_toml, charter,
    charter_around, charter_with, charter_with_ballots, charter_with_initiatives, today,
};
pub use crowd::Crowd;
pub use person::{Person, figures, operator, visitor};
pub use story::{Cast, ORIGIN, Story, at, crane_key, language, words_of};
pub use trunk::unit;
