//! The draft text.

pub(crate) mod articles;
pub(crate) mod routes;
pub(crate) mod view;
