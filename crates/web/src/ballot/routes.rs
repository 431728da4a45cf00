//! Addresses of ballots.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use maru_forum::{AnswerObjection, CountBallot};
use maru_store::Answer;

use crate::ballot::{asked, file, view};
use crate::fault::Fault;
use crate::form::{BLANK, Sent, Typed, carry};
use crate::reader::{Reader, entry_of};
use crate::script::{chosen, proposing};
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/desk/ballot", get(new).post(open))
        .route("/p/{id}/ballots", get(list))
        .route("/p/{id}/ballots/{number}", get(one).post(cast))
        .route("/p/{id}/ballots/{number}/votes.csv", get(file::table))
        .route("/p/{id}/ballots/{number}/count", post(count))
        .route("/p/{id}/ballots/{number}/answer", post(answer))
}

async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::list))
}

async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| view::new(view, &BLANK, None)))
}

async fn open(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |view| asked::ballot(view, &typed));
    let done = |answer: Answer| format!("/p/{id}/ballots/{0}?done={0}", answer.entry);
    let here = format!("/p/{id}/desk/ballot");
    carry(&reader, &handle, asked, &here, done, |view, fault| view::new(view, &typed, Some(fault))).await
}

async fn one(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |view| {
        Some(view::one(view, view.process.ballots.get(entry)?, &BLANK, None))
    })
}

async fn cast(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, entry, typed) = (reader.process(&id)?, entry_of(&number)?, Typed::of(sent)?);
    let known = reader.draw(&handle, |view| {
        view.process.ballots.get(entry).map(|ballot| asked::vote(view, ballot, &typed))
    });
    let asked = known.ok_or(Fault::NotFound)?;
    let here = format!("/p/{id}/ballots/{entry}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| match view.process.ballots.get(entry) {
        Some(ballot) => view::one(view, ballot, &proposing(view, &typed), Some(fault)),
        None => view::list(view),
    })
    .await
}

/// Answers an objection, and comes back to the ballot.
async fn answer(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, ballot, typed) = (reader.process(&id)?, entry_of(&number)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |view| {
        let on = typed.numbers(view.visit, "vote")?.first().copied();
        let on = on.ok_or_else(|| view.visit.text("desk-nothing-chosen"))?;
        let (text, language) = (typed.get("text").to_owned(), chosen(view, &typed)?);
        Ok::<_, String>(AnswerObjection { on, text, language })
    });
    let here = format!("/p/{id}/ballots/{ballot}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| match view.process.ballots.get(ballot) {
        Some(ballot) => view::one(view, ballot, &proposing(view, &typed), Some(fault)),
        None => view::list(view),
    })
    .await
}

async fn count(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let (handle, on) = (reader.process(&id)?, entry_of(&number)?);
    let here = format!("/p/{id}/ballots/{on}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    let asked = Ok::<_, String>(CountBallot { on });
    carry(&reader, &handle, asked, &here, done, |view, fault| match view.process.ballots.get(on) {
        Some(ballot) => view::one(view, ballot, &BLANK, Some(fault)),
        None => view::list(view),
    })
    .await
}
