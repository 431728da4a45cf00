//! Remarks on the draft: written on a unit, on words in it or on the whole; supported, commented on, answered.

pub(crate) mod many;
pub(crate) mod place;
pub(crate) mod routes;
pub(crate) mod view;
pub(crate) mod write;
