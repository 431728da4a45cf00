//! Checks a record from outside, without trust in the node that made it.
//!
//! The record's own proofs are checked by `maru-record`; this crate adds what the entries mean: that every act was
//! allowed when it was done, that authors' chains and signatures hold, that content is there or was withdrawn for a
//! reason, and that every published result follows from the entries it names.

mod recompute;

pub use recompute::{OPINION_MAP, conversation, opinion_map, opinion_map_result, options};
