//! The record and its files.

pub(crate) mod view;
pub(crate) mod files;
pub(crate) mod routes;
