//! Results.

pub(crate) mod figures;
pub(crate) mod missing;
pub(crate) mod routes;
pub(crate) mod table;
pub(crate) mod view;
