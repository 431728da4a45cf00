//! The openness report of a process, from `maru-openness`.

pub(crate) mod routes;
pub(crate) mod view;
