//! Initiatives: what participants put on the agenda, who supports them, and the answers that are owed.

pub(crate) mod routes;
pub(crate) mod view;
