//! Commitments: what actors promised in public, what people found became of it, and what contradicts what.

pub(crate) mod routes;
pub(crate) mod view;
