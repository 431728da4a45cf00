//! Statements and votes.

pub(crate) mod next;
pub(crate) mod view;
pub(crate) mod routes;
