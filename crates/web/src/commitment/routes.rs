//! Addresses of commitments.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use maru_forum::{
    Confidence, ContestFinding, EntryNumber, Find, FindingWord, NameContradiction, RecordCommitment,
};
use maru_store::Answer;

use crate::commitment::view;
use crate::common::ProcessView;
use crate::fault::Fault;
use crate::form::{BLANK, Sent, Typed, carry};
use crate::reader::{Reader, entry_of};
use crate::script::{chosen, proposing};
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/commitments", get(list))
        .route("/p/{id}/desk/commitments", get(new).post(record))
        .route("/p/{id}/commitments/{number}", get(one))
        .route("/p/{id}/commitments/{number}/find", post(find))
        .route("/p/{id}/commitments/{number}/object", post(object))
        .route("/p/{id}/commitments/{number}/contradict", post(contradict))
}

async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::list))
}

async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| view::new(view, &BLANK, None)))
}

async fn record(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |view| recorded(view, &typed));
    let here = format!("/p/{id}/desk/commitments");
    let done = |answer: Answer| format!("/p/{id}/commitments/{0}?done={0}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        view::new(view, &proposing(view, &typed), Some(fault))
    })
    .await
}

/// The commitment that a form records, or in words why it records none.
fn recorded(view: &ProcessView<'_>, typed: &Typed) -> Result<RecordCommitment, String> {
    let visit = view.visit;
    let confidence =
        Confidence::from_name(typed.get("confidence")).ok_or_else(|| visit.text("desk-nothing-chosen"))?;
    let language = chosen(view, typed)?;
    let quotation = match typed.get("quotation").trim() {
        "" => None,
        quoted => Some((language.clone(), quoted.to_owned())),
    };
    Ok(RecordCommitment {
        actor: typed.get("actor").to_owned(),
        organisation: None,
        text: typed.get("text").to_owned(),
        language,
        quotation,
        made: typed.day_if_any(visit, "made")?,
        place: typed.get("place").to_owned(),
        due: typed.day_if_any(visit, "due")?,
        source: typed.get("source").to_owned(),
        confidence,
        provisions: typed.lines("provisions").map(str::to_owned).collect(),
        about: typed.numbers(visit, "about")?,
    })
}

async fn one(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |view| {
        Some(view::one(view, view.process.commitments.get(entry)?, &BLANK, None))
    })
}

async fn find(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    again(&reader, &id, &number, sent, |view, commitment, typed| {
        let visit = view.visit;
        let word =
            FindingWord::from_name(typed.get("word")).ok_or_else(|| visit.text("desk-nothing-chosen"))?;
        let day = typed.day(visit, "day")?;
        let (text, language) = (typed.get("text").to_owned(), chosen(view, typed)?);
        let source = typed.get("source").to_owned();
        Ok(Find { commitment, word, text, source, language, day })
    })
    .await
}

async fn object(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    again(&reader, &id, &number, sent, |view, _, typed| {
        let finding = one_number(view, typed, "finding")?;
        Ok(ContestFinding { finding, text: typed.get("text").to_owned(), language: chosen(view, typed)? })
    })
    .await
}

async fn contradict(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    again(&reader, &id, &number, sent, |view, on, typed| {
        let other = one_number(view, typed, "other")?;
        let (text, language) = (typed.get("text").to_owned(), chosen(view, typed)?);
        Ok(NameContradiction { first: on.min(other), second: on.max(other), text, language })
    })
    .await
}

fn one_number(view: &ProcessView<'_>, typed: &Typed, name: &str) -> Result<EntryNumber, String> {
    typed.numbers(view.visit, name)?.first().copied().ok_or_else(|| view.visit.text("desk-nothing-chosen"))
}

/// Acts on a commitment and comes back to its page.
async fn again<C: Into<maru_forum::Command>>(
    reader: &Reader,
    id: &str,
    number: &str,
    sent: Sent,
    asked: impl FnOnce(&ProcessView<'_>, EntryNumber, &Typed) -> Result<C, String>,
) -> Result<Response, Fault> {
    let (handle, on, typed) = (reader.process(id)?, entry_of(number)?, Typed::of(sent)?);
    if reader.draw(&handle, |view| view.process.commitments.get(on).is_none()) {
        return Err(Fault::NotFound);
    }
    let asked = reader.draw(&handle, |view| asked(view, on, &typed));
    let typed = reader.draw(&handle, |view| proposing(view, &typed));
    let here = format!("/p/{id}/commitments/{on}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(reader, &handle, asked, &here, done, |view, fault| {
        let found = view.process.commitments.get(on);
        found.map(|commitment| view::one(view, commitment, &typed, Some(fault))).unwrap_or_default()
    })
    .await
}
