//! Pages, JSON API and sign-in: the only crate that knows HTTP.
//!
//! A page is a function of a visit and the state of a process; routes fetch the state and hand it over.
//! One folder per noun, with its routes and its views. [`router`] lists every address.

mod about;
mod account;
mod address;
mod amendment;
mod answer;
mod api;
pub mod audit;
mod ballot;
mod broken;
mod calendar;
mod card;
mod charter;
mod collation;
mod commitment;
mod common;
mod connection;
mod contents;
mod countries;
mod desk;
mod draft;
pub mod endorsement;
#[cfg(test)]
mod example;
mod fault;
mod flash;
mod form;
mod framing;
mod harm;
mod health;
mod home;
mod host;
mod initiative;
mod kept;
mod languages;
mod layout;
mod limit;
mod list;
mod locale;
mod mail;
mod map;
pub mod meeting;
mod mirror;
mod named;
mod norms;
mod obligation;
pub mod openness;
mod operator;
pub mod organisation;
mod pages;
pub mod participation;
mod peer;
mod people;
mod private;
mod process;
mod reader;
mod record;
mod references;
mod remark;
mod report;
mod result;
mod review;
mod router;
mod script;
mod search;
mod serve;
mod session;
mod setup;
mod sign_in;
mod state;
mod statement;
mod submission;
#[cfg(test)]
mod tests;
pub mod translate;
mod typed_words;
mod upload;
mod visit;
mod witness;

pub use account::address_changed;
pub use address::{Address, AddressFault};
pub use api::OwedBody;
pub use charter::template::Template as CharterTemplate;
pub use countries::given as known_country;
pub use limit::{Allowance, Allowances};
pub use mail::{MailError, MailServer, MailSettings, Protection, ask_mail_server, send_test_mail};
pub use pages::PAGE_BYTES;
pub use references::require_there;
pub use router::router;
pub use serve::{GRACE, ServeError, serve, serve_nothing, told_to_stop};
pub use setup::{Founding, Host, ask_host};
pub use sign_in::demo::{DEMO_APPEALS, DEMO_SECRETARIAT, DEMO_STATEMENT};
pub use state::{AppState, Metrics, Settings};

/// The pages of the rooms that list their own addresses. A new room stands here and among the modules above.
fn rooms() -> axum::Router<AppState> {
    axum::Router::new()
        .merge(report::routes::routes())
        .merge(ballot::routes::routes())
        .merge(initiative::routes::routes())
        .merge(commitment::routes::routes())
        .merge(meeting::routes::routes())
        .merge(endorsement::routes::routes())
        .merge(obligation::routes::routes())
        .merge(translate::routes::routes())
        .merge(audit::recorded::routes())
        .merge(audit::routes::routes())
        .merge(harm::routes::routes())
        .merge(review::routes::routes())
        .merge(norms::routes::routes())
        .merge(account::routes::routes())
        .merge(charter::routes())
        .merge(sign_in::routes())
}

/// Tells everyone of answers in one process who has to be told, and notes which invitations were sent, as things are at a moment: what [`serve`] does again and again.
pub async fn tell_authors_now(
    state: &AppState,
    process: &std::sync::Arc<maru_store::ProcessHandle>,
    now: maru_forum::Moment,
) -> Result<(), maru_store::SubmitError> {
    let mut daily = answer::tell::Daily::new();
    answer::tell::round(state, process, now, &mut daily).await?;
    answer::tell::write_daily(state, daily, now).await?;
    participation::mail::note_sent(state, process, now).await
}

/// Sends the mails that wait in the outbox, for as long as the program runs; `None` when nothing is to be sent.
pub fn send_mails(state: &AppState) -> Result<Option<impl Future<Output = ()> + use<>>, MailError> {
    mail::send_mails(state)
}
