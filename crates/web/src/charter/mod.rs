//! A charter that is written in the browser: from a template, section by section, saved at every step, until it is whole.

pub(crate) mod cuts;
pub(crate) mod fields;
mod inputs;
mod money;
mod routes;
mod section;
pub(crate) mod template;
mod view;

pub(crate) use inputs::{IN_A_RECORD, adding, changed, inputs, rebased, texts, with_language};
pub(crate) use routes::routes;
pub(crate) use section::fault_in_words;
