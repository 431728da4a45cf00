//! The first page of a node.

pub(crate) mod routes;
pub(crate) mod view;
