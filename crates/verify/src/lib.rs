//! Checks a record from outside, without trust in the node that made it.
//!
//! The record's own proofs are checked by `maru-record` (steps 1 to 5); this crate adds what the entries mean: that
//! every act was allowed when it was done, that authors' chains and signatures hold, that content is there or was
//! withdrawn for a reason, and that every published result follows from the entries it names (steps 6 to 10).
//!
//! `examples/check.rs` checks an honest record as a stranger would, and then one with a changed vote:
//! `cargo run -p maru-verify --example check`

mod causes;
mod check;
mod contents;
pub mod draft;
mod history;
mod notes;
mod openness;
mod own;
mod recompute;
mod references;
mod report;
mod results;
mod signatures;
mod texts;
mod times;

pub use causes::answers_behind;
pub use check::{verify, verify_beside};
pub use history::{Day, History, Whom};
pub use own::{OwnRecord, verify_own};
pub use recompute::{OPINION_MAP, conversation, opinion_map, opinion_map_result, options};
pub use report::{
    Answer, Finding, Head, Looked, Note, OpennessAnswer, Recomputed, Report, STEPS, StepAnswer, Verdict,
    Withdrawn,
};
pub use results::MAX_STATES;
