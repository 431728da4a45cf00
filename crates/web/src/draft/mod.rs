//! The draft text.

pub(crate) mod articles;
pub(crate) mod view;
pub(crate) mod routes;
