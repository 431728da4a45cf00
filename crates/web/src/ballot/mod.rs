//! Ballots: what is put to the vote, everyone's vote, and the count with its arithmetic.

mod asked;
mod count;
pub(crate) mod file;
pub(crate) mod routes;
pub(crate) mod view;
