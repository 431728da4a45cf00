//! The opinion map.

pub(crate) mod view;
pub(crate) mod routes;
