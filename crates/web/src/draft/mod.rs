//! The draft text: its versions, its units, what changed between them.

pub(crate) mod chosen;
pub(crate) mod file;
pub(crate) mod name;
pub(crate) mod norms;
pub(crate) mod redline;
pub(crate) mod routes;
pub(crate) mod steps;
pub(crate) mod texts;
pub(crate) mod unit;
pub(crate) mod view;
