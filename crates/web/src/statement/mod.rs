//! Statements and votes.

pub(crate) mod early;
pub(crate) mod next;
pub(crate) mod routes;
pub(crate) mod view;
