//! Obligations after adoption: who owes what by when, what people found became of it, and each signatory's own page.

mod calendar;
pub(crate) mod routes;
pub(crate) mod view;
