//! The opinion map: of now and of every day, compared, ranked, and for one person.

pub(crate) mod chosen;
pub(crate) mod closer;
pub(crate) mod compare;
pub(crate) mod me;
mod picture;
pub(crate) mod ranking;
pub(crate) mod routes;
pub(crate) mod table;
pub(crate) mod view;
