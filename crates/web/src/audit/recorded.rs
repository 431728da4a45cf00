//! Addresses of the audits that participants of a process make.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maru_forum::{
    AuditWord, Command, Confidence, ContestAudit, EntryNumber, FindInAudit, OpenAudit, ReplyInAudit,
};
use maru_store::Answer;

use crate::audit::routes::{Wanted, beside, beside_handle, choices, unknown};
use crate::audit::told::Told;
use crate::audit::{print, recorded_view as view};
use crate::common::ProcessView;
use crate::draft::file::printed;
use crate::fault::Fault;
use crate::form::{BLANK, Sent, Typed, carry};
use crate::reader::{Reader, entry_of};
use crate::script::{chosen, proposing};
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/audits", get(list).post(open))
        .route("/p/{id}/audits/{number}", get(one).post(find))
        .route("/p/{id}/audits/{number}/audit.pdf", get(file))
        .route("/p/{id}/audits/{number}/object", post(object))
        .route("/p/{id}/audits/{number}/reply", post(reply))
}

async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| view::list(view, &BLANK, None)))
}

async fn open(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |view| opened(view, &typed));
    let here = format!("/p/{id}/audits");
    let done = |answer: Answer| format!("{here}/{0}?done={0}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        view::list(view, &proposing(view, &typed), Some(fault))
    })
    .await
}

/// The audit that a form opens, or in words why it opens none.
fn opened(view: &ProcessView<'_>, typed: &Typed) -> Result<OpenAudit, String> {
    let organisation = match typed.get("organisation") {
        "" => None,
        number => {
            let label = view.visit.text("audit-open-organisation");
            Some(number_of(view, number).map_err(|fault| format!("{label}: {fault}"))?)
        }
    };
    Ok(OpenAudit {
        title: typed.get("title").to_owned(),
        held_by: typed.get("held-by").to_owned(),
        language: chosen(view, typed)?,
        organisation,
        began: typed.day(view.visit, "began")?,
        ended: typed.day_if_any(view.visit, "ended")?,
    })
}

fn number_of(view: &ProcessView<'_>, text: &str) -> Result<EntryNumber, String> {
    let wrong = || view.visit.text_with("ballot-not-a-number", &[("typed", text.to_owned().into())]);
    text.trim().parse().map(EntryNumber).map_err(|_| wrong())
}

async fn one(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let (entry, handle, choices) = (entry_of(&number)?, reader.process(&id)?, choices(&reader));
    let (beside, fault) = match Wanted::by(&reader) {
        Wanted::Nothing => (None, None),
        Wanted::Process(beside) => (Some(beside), None),
        Wanted::Unknown(id) => (None, Some(unknown(&reader.visit, &id))),
    };
    let has_fault = fault.is_some();
    let shown = reader.show_found(&handle, |view| {
        let audit = view.process.audits.get(entry)?;
        Some(view::one(view, audit, &BLANK, fault.as_deref(), &choices, beside.as_ref()))
    })?;
    Ok(if has_fault { (StatusCode::UNPROCESSABLE_ENTITY, shown).into_response() } else { shown })
}

/// One audit as a PDF, alone or beside a process of this node.
async fn file(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let (entry, handle, other) = (entry_of(&number)?, reader.process(&id)?, beside_handle(&reader)?);
    let draw = || {
        let beside = other.as_ref().map(|other| beside(&reader, other));
        let sheet = |view: &ProcessView<'_>| {
            let told = Told::recorded(view, view.process.audits.get(entry)?);
            Some(print::sheet(view.visit, &told, beside.as_ref()))
        };
        reader.draw(&handle, sheet).ok_or(Fault::NotFound)
    };
    let of_other = other.as_ref().map(|other| reader.function_of(other)).unwrap_or_default();
    let function_of = format!("{} {of_other}", reader.function_of(&handle));
    let name = format!("audit-{id}-{entry}-{}.pdf", reader.visit.tag());
    printed(&reader, &name, &function_of, draw).await
}

async fn find(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    again(&reader, &id, &number, sent, |view, audit, typed| {
        let nothing = || view.visit.text("desk-nothing-chosen");
        Ok(FindInAudit {
            audit,
            criterion: typed.get("criterion").parse().map_err(|_| nothing())?,
            word: AuditWord::from_name(typed.get("word")).ok_or_else(nothing)?,
            text: typed.get("text").to_owned(),
            language: chosen(view, typed)?,
            source: typed.get("source").to_owned(),
            confidence: Confidence::from_name(typed.get("confidence")).ok_or_else(nothing)?,
            read: typed.day(view.visit, "read")?,
        })
    })
    .await
}

async fn object(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    again(&reader, &id, &number, sent, |view, _, typed| {
        let finding = number_of(view, typed.get("on"))?;
        Ok(ContestAudit { finding, text: typed.get("text").to_owned(), language: chosen(view, typed)? })
    })
    .await
}

async fn reply(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    again(&reader, &id, &number, sent, |view, _, typed| {
        let objection = number_of(view, typed.get("on"))?;
        Ok(ReplyInAudit { objection, text: typed.get("text").to_owned(), language: chosen(view, typed)? })
    })
    .await
}

/// Acts on an audit and comes back to its page.
async fn again<C: Into<Command>>(
    reader: &Reader,
    id: &str,
    number: &str,
    sent: Sent,
    asked: impl FnOnce(&ProcessView<'_>, EntryNumber, &Typed) -> Result<C, String>,
) -> Result<Response, Fault> {
    let (handle, on, typed) = (reader.process(id)?, entry_of(number)?, Typed::of(sent)?);
    if reader.draw(&handle, |view| view.process.audits.get(on).is_none()) {
        return Err(Fault::NotFound);
    }
    let asked = reader.draw(&handle, |view| asked(view, on, &typed));
    let typed = reader.draw(&handle, |view| proposing(view, &typed));
    let here = format!("/p/{id}/audits/{on}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(reader, &handle, asked, &here, done, |view, fault| {
        let found = view.process.audits.get(on);
        found.map(|audit| view::one(view, audit, &typed, Some(fault), &[], None)).unwrap_or_default()
    })
    .await
}
