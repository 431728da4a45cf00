//! Who takes part, and moderation.

pub(crate) mod routes;
pub(crate) mod view;
