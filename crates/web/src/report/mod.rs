//! One report of a process to share: what was asked, who took part, which groups, what they share, what divides them, and how far all
//! of it can be trusted.

pub(crate) mod print;
pub(crate) mod routes;
mod told;
pub(crate) mod view;
