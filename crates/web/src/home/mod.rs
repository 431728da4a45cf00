//! The first page of a node.

pub(crate) mod view;
pub(crate) mod routes;
