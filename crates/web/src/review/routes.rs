//! Addresses of reports, and of appeals against a moderator's verdict.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use maru_forum::{AppealVerdictOn, Command, EntryNumber, Language, ReportWords};
use maru_store::Answer;

use crate::fault::Fault;
use crate::form::{BLANK, Sent, Typed, carry};
use crate::reader::{Reader, entry_of};
use crate::review::view::{self, What};
use crate::script::{chosen, proposing};
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/report/{number}", get(report_form).post(report))
        .route("/p/{id}/moderation/{number}/appeal", get(appeal_form).post(appeal))
}

async fn report_form(reader: Reader, Path(at): Path<(String, String)>) -> Result<Response, Fault> {
    show(&reader, &at, What::Report)
}

async fn report(reader: Reader, Path(at): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    act(&reader, &at, sent, What::Report, |on, text, language| ReportWords { on, text, language }).await
}

async fn appeal_form(reader: Reader, Path(at): Path<(String, String)>) -> Result<Response, Fault> {
    show(&reader, &at, What::Appeal)
}

async fn appeal(reader: Reader, Path(at): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    act(&reader, &at, sent, What::Appeal, |on, text, language| AppealVerdictOn { on, text, language }).await
}

fn show(reader: &Reader, (id, number): &(String, String), what: What) -> Result<Response, Fault> {
    let on = entry_of(number)?;
    reader.show_found(&*reader.process(id)?, |view| {
        view.process.ledger.standing(on)?;
        Some(view::form(view, what, on, &BLANK, None))
    })
}

async fn act<C: Into<Command>>(
    reader: &Reader,
    (id, number): &(String, String),
    sent: Sent,
    what: What,
    command: impl FnOnce(EntryNumber, String, Language) -> C,
) -> Result<Response, Fault> {
    let (handle, on, typed) = (reader.process(id)?, entry_of(number)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |view| chosen(view, &typed));
    let asked = asked.map(|language| command(on, typed.get("text").to_owned(), language));
    let here = format!("/p/{id}{}", what.address(on));
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(reader, &handle, asked, &here, done, |view, fault| {
        view::form(view, what, on, &proposing(view, &typed), Some(fault))
    })
    .await
}
