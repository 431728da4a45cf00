//! Addresses of reports, and of appeals against a moderator's verdict.

use axum::Router;
use axum::extract::Path;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use maru_forum::{Action, Actor, AppealVerdictOn, Code, Command, EntryNumber, Language, ReportWords};
use maru_store::{Answer, ProcessHandle, Request, SubmitError};

use crate::fault::Fault;
use crate::form::{BLANK, Passed, Sent, Typed, carry};
use crate::limit::Class;
use crate::participation::codes;
use crate::reader::{Reader, entry_of};
use crate::review::view::{self, What};
use crate::script::{chosen, proposing};
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/report/{number}", get(report_form).post(report))
        .route("/p/{id}/reported", get(reported_form).post(reported))
        .route("/p/{id}/moderation/{number}/appeal", get(appeal_form).post(appeal))
}

async fn report_form(reader: Reader, Path(at): Path<(String, String)>) -> Result<Response, Fault> {
    show(&reader, &at, What::Report)
}

async fn report(reader: Reader, Path(at): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&at.0)?;
    if !reader.draw(&handle, |view| view.me.is_some()) {
        return report_of_stranger(&reader, &at, sent).await;
    }
    let command = |on, text, language| ReportWords { on, text, language, code: None };
    act(&reader, &at, sent, What::Report, command).await
}

/// Records the report of somebody who does not take part, who looks up by a code what became of it.
pub(crate) async fn report_outside(
    state: &AppState,
    handle: &ProcessHandle,
    report: ReportWords,
    code: &Code,
) -> Result<Answer, SubmitError> {
    let command = ReportWords { code: Some(code.seal().into()), ..report }.into();
    let action = Action { actor: Actor::Visitor, command, signature: None };
    state.node.submit(Request { process: handle.id().clone(), account: None, action }).await
}

/// Takes the report of somebody who does not take part, and shows its code this once.
async fn report_of_stranger(
    reader: &Reader,
    (id, number): &(String, String),
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, on) = (reader.process(id)?, entry_of(number)?);
    reader.visitor.pass(&reader.state, Class::Report)?;
    let typed = Typed::of(sent)?;
    let code = codes::fresh_one().map_err(|_| Fault::Stopped)?;
    let asked = reader.draw(&handle, |view| chosen(view, &typed));
    let refused = match asked {
        Err(words) => words,
        Ok(language) => {
            let command = ReportWords { on, text: typed.get("text").to_owned(), language, code: None };
            match report_outside(&reader.state, &handle, command, &code).await.map_err(Fault::from) {
                Ok(answer) => {
                    let page = reader.draw(&handle, |view| view::receipt(view, &code, answer.entry));
                    return Ok(Html(page.into_string()).into_response());
                }
                Err(Fault::Refused(violation)) => reader.visit.violation(&violation),
                Err(fault) => return Err(fault),
            }
        }
    };
    Ok(reader.again(&handle, true, |view| {
        view::form(view, What::Report, on, &proposing(view, &typed), Some(&refused))
    }))
}

/// Where a code is typed by which somebody looks up their report.
async fn reported_form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| view::reported(view, &BLANK, None)))
}

/// What became of the report of a code.
async fn reported(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let _counted = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let fault = match Code::typed(typed.get("code")) {
        Ok(code) if handle.read().report_of(&code).is_some() => None,
        Ok(_) => Some(reader.visit.text("review-no-report")),
        Err(violation) => Some(reader.visit.violation(&violation)),
    };
    let is_refused = fault.is_some();
    Ok(reader.again(&handle, is_refused, |view| view::reported(view, &typed, fault.as_deref())))
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
