//! Organisations: the public register, one of them with what was said for it, and who speaks for whom.

pub(crate) mod file;
pub mod list;
pub(crate) mod routes;
pub(crate) mod view;
