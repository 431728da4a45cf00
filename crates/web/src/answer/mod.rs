//! Answers: what became of what somebody wrote, with the reason, what they say to it, and how they were told.

pub(crate) mod item;
mod letter;
pub(crate) mod routes;
pub(crate) mod seen;
pub(crate) mod tell;
pub(crate) mod view;
