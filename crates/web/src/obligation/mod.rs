//! Obligations after adoption: who owes what by when, what people found became of it, and each signatory's own page.

pub(crate) mod routes;
pub(crate) mod view;
