//! The record and its files.

pub(crate) mod archive;
mod code;
pub(crate) mod files;
mod receipt;
pub(crate) mod routes;
pub(crate) mod view;
pub(crate) mod withdraw;
