//! Meetings: announced, run by a queue that everyone sees, minuted; and contacts outside the record.

mod calendar;
pub mod clock;
mod contact_view;
pub(crate) mod floor_view;
mod forms;
pub(crate) mod people;
pub(crate) mod routes;
mod run_view;
pub(crate) mod view;
