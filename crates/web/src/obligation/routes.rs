//! Addresses of obligations.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maru_forum::{FindObligation, FindingWord, RecordObligation, UnitId};
use maru_store::Answer;

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::form::{BLANK, Sent, Typed, carry};
use crate::obligation::calendar::calendar_of;
use crate::obligation::view;
use crate::reader::{Reader, entry_of};
use crate::result::table::Table;
use crate::script::{chosen, proposing};
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/obligations", get(list))
        .route("/p/{id}/obligations.csv", get(table))
        .route("/p/{id}/obligations.ics", get(as_calendar))
        .route("/p/{id}/desk/obligations", get(new).post(record))
        .route("/p/{id}/obligations/{number}", get(one))
        .route("/p/{id}/obligations/{number}/find", post(find))
}

async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::list))
}

/// Those of all, or of one signatory, by the day on which each is due.
async fn as_calendar(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let node = &reader.state.settings.address;
    Ok(reader.draw(&*reader.process(&id)?, |view| {
        let signatory = view.visit.asked("q").map(str::trim).filter(|name| !name.is_empty());
        let fits = |one: &&maru_forum::Obligation| signatory.is_none_or(|name| one.is_of(name));
        calendar_of(view, node, view.process.obligations.iter().filter(fits))
    }))
}

/// Duties × signatories × days as a table.
async fn table(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    Ok(reader.exported(&handle, rows)?.into_response())
}

fn rows(page: &ProcessView<'_>) -> Table {
    let head = ["entry", "unit", "signatory", "due", "review", "findings", "last_found", "nobody_looked"];
    let mut table = Table::new(format!("{}-obligations", page.process.charter.id), &head);
    for one in page.process.obligations.iter() {
        let last = one.present_findings(&page.process.ledger).last().map(|finding| finding.word.as_str());
        table.rows.push(vec![
            one.entry.to_string(),
            one.owed.unit.to_string(),
            one.owed.signatory.clone(),
            one.owed.due.to_string(),
            one.owed.review.map(|day| day.to_string()).unwrap_or_default(),
            one.findings.len().to_string(),
            last.unwrap_or_default().to_owned(),
            one.is_unlooked(page.visit.now.day(), &page.process.ledger).to_string(),
        ]);
    }
    table
}

async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |page| view::new(page, &BLANK, None)))
}

async fn record(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |page| recorded(page, &typed));
    let here = format!("/p/{id}/desk/obligations");
    let done = |answer: Answer| format!("/p/{id}/obligations/{0}?done={0}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |page, fault| {
        view::new(page, &proposing(page, &typed), Some(fault))
    })
    .await
}

fn recorded(page: &ProcessView<'_>, typed: &Typed) -> Result<RecordObligation, String> {
    let visit = page.visit;
    let draft = view::adopted(page).and_then(|one| one.draft);
    let words = match typed.get("text").trim() {
        "" => None,
        text => Some((chosen(page, typed)?, text.to_owned())),
    };
    Ok(RecordObligation {
        draft: draft.ok_or_else(|| visit.text("obligation-nothing-adopted"))?,
        unit: UnitId::new(typed.get("unit")).map_err(|violation| visit.violation(&violation))?,
        signatory: typed.get("signatory").to_owned(),
        is_another: typed.has("another", "yes"),
        organisation: None,
        due: typed.day(visit, "due")?,
        review: typed.day_if_any(visit, "review")?,
        words,
    })
}

async fn one(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |page| {
        Some(view::one(page, page.process.obligations.get(entry)?, &BLANK, None))
    })
}

async fn find(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, on, typed) = (reader.process(&id)?, entry_of(&number)?, Typed::of(sent)?);
    if handle.read().obligations.get(on).is_none() {
        return Err(Fault::NotFound);
    }
    let asked = reader.draw(&handle, |page| {
        let word = FindingWord::from_name(typed.get("word"));
        let word = word.ok_or_else(|| page.visit.text("desk-nothing-chosen"))?;
        let (text, language) = (typed.get("text").to_owned(), chosen(page, &typed)?);
        Ok::<_, String>(FindObligation {
            obligation: on,
            word,
            day: typed.day(page.visit, "day")?,
            text,
            source: typed.get("source").to_owned(),
            language,
        })
    });
    let typed = reader.draw(&handle, |page| proposing(page, &typed));
    let here = format!("/p/{id}/obligations/{on}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |page, fault| {
        let found = page.process.obligations.get(on);
        found.map(|one| view::one(page, one, &typed, Some(fault))).unwrap_or_default()
    })
    .await
}
