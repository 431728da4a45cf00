//! Addresses of meetings and of contacts outside the record.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use axum::response::Response;
use axum::routing::{get, post};
use maru_forum::{Command, Meeting};
use maru_store::Answer;
use maud::Markup;

use super::calendar::calendar_of;
use super::{contact_view, floor_view, forms, run_view, view};
use crate::common::ProcessView;
use crate::fault::Fault;
use crate::form::{BLANK, Refused, Sent, Typed, carry};
use crate::reader::{Reader, entry_of};
use crate::router::LONG_FORM_LIMIT;
use crate::script::proposing;
use crate::state::AppState;

/// A page of a meeting: with what was typed into its forms, and why it was refused.
type Page = fn(&ProcessView<'_>, &Meeting, &Typed, Option<&str>) -> Markup;

/// What a form on such a page asks for.
type Asked<C> = fn(&ProcessView<'_>, &Meeting, &Typed) -> Result<C, Refused>;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/meetings", get(list))
        .route("/p/{id}/meetings.ics", get(all_as_calendar))
        .route("/p/{id}/meetings/{number}/meeting.ics", get(one_as_calendar))
        .route("/p/{id}/desk/meetings", get(new).post(announce))
        .route("/p/{id}/meetings/{number}", get(one))
        .route("/p/{id}/meetings/{number}/register", post(register))
        .route("/p/{id}/meetings/{number}/floor", get(floor))
        .route("/p/{id}/meetings/{number}/floor/ask", post(ask))
        .route("/p/{id}/meetings/{number}/floor/call", post(call))
        .route("/p/{id}/meetings/{number}/floor/end", post(end))
        .route("/p/{id}/meetings/{number}/run", get(run))
        .route("/p/{id}/meetings/{number}/change", post(change))
        .route("/p/{id}/meetings/{number}/attendance", post(attendance))
        .route("/p/{id}/meetings/{number}/minutes", post(minutes))
        .route("/p/{id}/contacts", get(contacts).post(meet))
        .layer(DefaultBodyLimit::max(LONG_FORM_LIMIT))
}

async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::list))
}

async fn all_as_calendar(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let node = &reader.state.settings.address;
    Ok(reader.draw(&*reader.process(&id)?, |view| calendar_of(view, node, view.process.meetings.iter())))
}

async fn one_as_calendar(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (node, entry) = (&reader.state.settings.address, entry_of(&number)?);
    let found = reader.draw(&*reader.process(&id)?, |view| {
        view.process.meetings.get(entry).map(|meeting| calendar_of(view, node, std::iter::once(meeting)))
    });
    found.ok_or(Fault::NotFound)
}

async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| run_view::new(view, &BLANK, None)))
}

async fn announce(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |view| forms::announced(view, &typed));
    let here = format!("/p/{id}/desk/meetings");
    let done = |answer: Answer| format!("/p/{id}/meetings/{0}?done={0}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        run_view::new(view, &proposing(view, &typed), Some(fault))
    })
    .await
}

async fn one(reader: Reader, path: Path<(String, String)>) -> Result<Response, Fault> {
    show(&reader, path, view::one)
}

async fn run(reader: Reader, path: Path<(String, String)>) -> Result<Response, Fault> {
    show(&reader, path, run_view::run)
}

/// The floor; whoever asks for it has the page come again by itself.
async fn floor(reader: Reader, path: Path<(String, String)>) -> Result<Response, Fault> {
    let again = reader.visit.asked(floor_view::WATCH).map(|_| {
        let address = floor_view::watched(&reader.visit, &path.0.0, &path.0.1);
        HeaderValue::from_str(&format!("{}; url={address}", floor_view::SECONDS))
    });
    let mut answer = show(&reader, path, floor_view::floor)?;
    if let Some(Ok(again)) = again {
        answer.headers_mut().insert(REFRESH, again);
    }
    Ok(answer)
}

fn show(reader: &Reader, Path((id, number)): Path<(String, String)>, page: Page) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |view| {
        Some(page(view, view.process.meetings.get(entry)?, &BLANK, None))
    })
}

async fn register(reader: Reader, path: Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    act(&reader, path, sent, ("", view::one), forms::registered).await
}

async fn ask(reader: Reader, path: Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    act(&reader, path, sent, ("/floor", floor_view::floor), forms::asked).await
}

async fn call(reader: Reader, path: Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    act(&reader, path, sent, ("/floor", floor_view::floor), forms::called).await
}

async fn end(reader: Reader, path: Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    act(&reader, path, sent, ("/floor", floor_view::floor), forms::ended).await
}

async fn change(reader: Reader, path: Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    act(&reader, path, sent, ("/run", run_view::run), forms::changed).await
}

async fn attendance(reader: Reader, path: Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    act(&reader, path, sent, ("/run", run_view::run), forms::counted).await
}

async fn minutes(reader: Reader, path: Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    act(&reader, path, sent, ("/run", run_view::run), forms::minuted).await
}

/// Acts in a meeting and comes back to the page with the form.
async fn act<C: Into<Command>>(
    reader: &Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
    (under, page): (&str, Page),
    asked: Asked<C>,
) -> Result<Response, Fault> {
    let (handle, entry, typed) = (reader.process(&id)?, entry_of(&number)?, Typed::of(sent)?);
    let asked = reader
        .draw(&handle, |view| Some(asked(view, view.process.meetings.get(entry)?, &typed)))
        .ok_or(Fault::NotFound)?;
    let typed = reader.draw(&handle, |view| proposing(view, &typed));
    let here = format!("/p/{id}/meetings/{entry}{under}");
    let kept = floor_view::kept(&typed);
    let done = |answer: Answer| format!("{here}?done={}{kept}", answer.entry);
    carry(reader, &handle, asked, &here, done, |view, fault| {
        let found = view.process.meetings.get(entry);
        found.map(|meeting| page(view, meeting, &typed, Some(fault))).unwrap_or_default()
    })
    .await
}

async fn contacts(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| contact_view::list(view, &BLANK, None)))
}

async fn meet(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |view| forms::met(view, &typed));
    let here = format!("/p/{id}/contacts");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        contact_view::list(view, &proposing(view, &typed), Some(fault))
    })
    .await
}
