//! Amendments: other words for named units of the draft, set beside each other and merged.

pub(crate) mod routes;
pub(crate) mod said;
pub(crate) mod view;
pub(crate) mod work;
pub(crate) mod write;
