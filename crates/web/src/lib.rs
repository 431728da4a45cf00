//! Pages, JSON API and sign-in: the only crate that knows HTTP.
//!
//! A page is a function of a visit and the state of a process; routes fetch the state and hand it over.
//! One folder per noun, with its routes and its views. [`router`] lists every address.

mod about;
mod api;
mod common;
mod connection;
mod contents;
mod countries;
mod draft;
#[cfg(test)]
mod example;
mod fault;
mod framing;
mod home;
mod languages;
mod layout;
mod limit;
mod locale;
mod map;
mod mirror;
mod norms;
mod pages;
mod peer;
mod people;
mod process;
mod reader;
mod record;
mod result;
mod router;
mod search;
mod serve;
mod session;
mod sign_in;
mod state;
mod statement;
#[cfg(test)]
mod tests;
mod visit;
mod witness;

pub use limit::{Allowance, Allowances};
pub use router::router;
pub use serve::{GRACE, ServeError, serve, told_to_stop};
pub use sign_in::MailError;
pub use state::{AppState, MailSettings, Settings};

/// Sends the mails that wait in the outbox, for as long as the program runs; `None` when nothing is to be sent.
pub fn send_mails(state: &AppState) -> Result<Option<impl Future<Output = ()> + use<>>, MailError> {
    sign_in::send_mails(state)
}
