//! What Maru is and how to check it.

pub(crate) mod routes;
pub(crate) mod view;
