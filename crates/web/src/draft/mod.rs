//! The draft text.

pub(crate) mod articles;
pub(crate) mod chosen;
pub(crate) mod file;
pub(crate) mod routes;
pub(crate) mod view;
