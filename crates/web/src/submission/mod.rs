//! Submissions: whole letters with attachments, whose points become remarks that name them.

pub(crate) mod file;
pub(crate) mod routes;
pub(crate) mod view;
