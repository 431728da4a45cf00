//! What Maru is and how to check it.

pub(crate) mod view;
pub(crate) mod routes;
