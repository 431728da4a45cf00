//! Opinion maps: people placed by how they vote, the groups they form, and the ground all groups share.
//!
//! Pure computation: votes in, a map out. No clock, no files, no randomness that is not derived from the votes.
//! [`map()`] is the default method; [`classic()`] is the Polis map exactly. `docs/opinion-map.md` explains both.
//!
//! `examples/groups.rs` makes the map of thirty people in two camps and finds the statement on which both agree:
//! `cargo run -p maru-opinion --example groups`
#![warn(missing_docs)]

mod arithmetic;
pub mod balance;
mod ballots;
mod bounds;
mod budget;
pub mod cells;
mod chunks;
pub mod classic;
pub mod compare;
mod content;
mod ground;
mod grouping;
mod lanczos;
pub mod map;
mod method;
mod mixture;
mod opposition;
pub mod outline;
pub mod parquet;
mod plane;
pub mod polis;
mod proportion;
pub mod routing;
mod shared;
pub mod summary;
pub mod svg;
pub mod version2;
pub mod votes;

pub use classic::{ClassicMap, classic};
pub use map::{OpinionMap, Options};
pub use method::map;
pub use votes::{CastVote, Conversation, ParticipantId, StatementId, Vote, VoteMatrix};
