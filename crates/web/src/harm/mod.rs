//! Reports of harm: the list with its counts, one with its files, the form, and those that are evidence for something on another page.

pub(crate) mod counts;
pub(crate) mod routes;
pub(crate) mod view;
