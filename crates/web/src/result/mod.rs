//! Results, whole and balanced.

pub(crate) mod figures;
pub(crate) mod routes;
pub(crate) mod view;
