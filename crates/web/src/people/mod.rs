//! Who takes part, and moderation.

pub(crate) mod view;
pub(crate) mod routes;
