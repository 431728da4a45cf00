//! A process: what it is, where it stands, its rules.

pub(crate) mod routes;
pub(crate) mod view;
