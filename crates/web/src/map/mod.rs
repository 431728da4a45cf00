//! The opinion map.

pub(crate) mod routes;
pub(crate) mod view;
