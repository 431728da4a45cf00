//! The record and its files.

pub(crate) mod files;
pub(crate) mod routes;
pub(crate) mod view;
