//! Joint statements: the page that is made to be shared, signatures, demands with what answers them, and to whom it was handed over.

pub(crate) mod demand;
pub(crate) mod desk;
pub(crate) mod file;
pub(crate) mod handover;
pub mod list;
pub(crate) mod routes;
pub(crate) mod statement;
pub(crate) mod view;
