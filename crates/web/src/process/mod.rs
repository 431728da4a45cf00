//! A process: what it is, where it stands, its rules.

pub(crate) mod view;
pub(crate) mod routes;
