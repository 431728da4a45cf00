//! Results, whole and balanced.

pub(crate) mod figures;
pub(crate) mod view;
pub(crate) mod routes;
