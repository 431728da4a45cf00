//! The translators' queue: what lacks a translation into a language or was changed since, who is at it, and what was translated by whom.

pub(crate) mod claim;
pub mod queue;
pub(crate) mod routes;
pub(crate) mod view;
