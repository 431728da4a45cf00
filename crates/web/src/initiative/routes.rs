//! Addresses of initiatives.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use maru_forum::{AnswerInitiative, EntryNumber, InitiativeWord, MakeInitiative, Support};
use maru_store::Answer;

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::form::{BLANK, Sent, Typed, carry};
use crate::initiative::view;
use crate::reader::{Reader, entry_of};
use crate::script::{chosen, proposing};
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/initiatives", get(list))
        .route("/p/{id}/initiatives/new", get(new).post(make))
        .route("/p/{id}/initiatives/{number}", get(one))
        .route("/p/{id}/initiatives/{number}/support", post(support))
        .route("/p/{id}/initiatives/{number}/answer", post(answer))
}

async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::list))
}

async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| view::new(view, &BLANK, None)))
}

async fn make(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |view| {
        let language = chosen(view, &typed)?;
        Ok::<_, String>(MakeInitiative {
            title: typed.get("title").to_owned(),
            text: typed.get("text").to_owned(),
            language,
        })
    });
    let here = format!("/p/{id}/initiatives/new");
    let done = |answer: Answer| format!("/p/{id}/initiatives/{0}?done={0}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        view::new(view, &proposing(view, &typed), Some(fault))
    })
    .await
}

async fn one(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |view| {
        Some(view::one(view, view.process.initiatives.get(entry)?, &BLANK, None))
    })
}

async fn support(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (on, typed) = (entry_of(&number)?, Typed::of(sent)?);
    let asked = Ok(Support { on, give: typed.get("give") == "yes" });
    again(&reader, &id, on, asked, &BLANK).await
}

async fn answer(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, on, typed) = (reader.process(&id)?, entry_of(&number)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |view| answered(view, on, &typed));
    let typed = reader.draw(&handle, |view| proposing(view, &typed));
    again(&reader, &id, on, asked, &typed).await
}

/// The answer that a form gives, or in words why it gives none.
fn answered(view: &ProcessView<'_>, on: EntryNumber, typed: &Typed) -> Result<AnswerInitiative, String> {
    let visit = view.visit;
    let word =
        InitiativeWord::from_name(typed.get("word")).ok_or_else(|| visit.text("desk-nothing-chosen"))?;
    let outcomes = typed.numbers(visit, "outcomes")?;
    let (text, language) = (typed.get("text").to_owned(), chosen(view, typed)?);
    Ok(AnswerInitiative { initiative: on, word, text, language, outcomes })
}

/// Acts on an initiative and comes back to its page.
async fn again<C: Into<maru_forum::Command>>(
    reader: &Reader,
    id: &str,
    on: EntryNumber,
    asked: Result<C, String>,
    typed: &Typed,
) -> Result<Response, Fault> {
    let handle = reader.process(id)?;
    if reader.draw(&handle, |view| view.process.initiatives.get(on).is_none()) {
        return Err(Fault::NotFound);
    }
    let here = format!("/p/{id}/initiatives/{on}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(reader, &handle, asked, &here, done, |view, fault| {
        let found = view.process.initiatives.get(on);
        found.map(|initiative| view::one(view, initiative, typed, Some(fault))).unwrap_or_default()
    })
    .await
}
