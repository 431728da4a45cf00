//! Addresses of reports of harm.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maru_forum::{
    ATTACHMENT_BYTES, HARM_ATTACHMENTS, HarmExtent, HarmKind, HarmNames, ReportHarm, Standing, UnitId,
};
use maru_store::Answer;

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::form::{BLANK, Passed, Typed, carry_passed};
use crate::harm::view;
use crate::reader::{Reader, entry_of};
use crate::result::table::Table;
use crate::script::{chosen, proposing};
use crate::state::AppState;
use crate::submission::routes::attachment;
use crate::upload::sent;

/// Bytes of a report beside its files, percent-encoded in any script.
const WORDS_BYTES: usize = 256 * 1_024;

pub(crate) fn routes() -> Router<AppState> {
    let files = DefaultBodyLimit::max(HARM_ATTACHMENTS * ATTACHMENT_BYTES + WORDS_BYTES);
    Router::new()
        .route("/p/{id}/harms", get(list))
        .route("/p/{id}/harms.csv", get(table))
        .route("/p/{id}/harms/new", get(new).post(send).layer(files))
        .route("/p/{id}/harms/{number}", get(one))
}

async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::list))
}

/// Every report as a table, those among them of which nobody may read the words.
async fn table(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    Ok(reader.exported(&handle, rows)?.into_response())
}

fn rows(view: &ProcessView<'_>) -> Table {
    let head = [
        "entry",
        "time",
        "kind",
        "extent",
        "country",
        "day",
        "names",
        "about",
        "units",
        "provisions",
        "files",
        "shown",
        "language",
        "text",
        "source",
    ];
    let mut table = Table::new(format!("{}-harms", view.process.charter.id), &head);
    for one in view.process.harms.iter() {
        let told = &one.told;
        let words = |words: &maru_forum::Words| view.words_of(&words.digest).map(|(_, text)| text);
        let numbers: Vec<String> = told.about.iter().map(ToString::to_string).collect();
        let units: Vec<&str> = told.units.iter().map(UnitId::as_str).collect();
        table.rows.push(vec![
            one.entry.to_string(),
            crate::api::time::stamp(one.at),
            told.kind.as_str().to_owned(),
            told.extent.as_str().to_owned(),
            told.country.map(|country| country.to_string()).unwrap_or_default(),
            told.day.map(|day| day.to_string()).unwrap_or_default(),
            told.names.as_str().to_owned(),
            numbers.join(" "),
            units.join(" "),
            told.provisions.join("; "),
            told.attachments.len().to_string(),
            (view.process.ledger.standing(one.entry) == Some(Standing::Shown)).to_string(),
            told.text.language.to_string(),
            words(&told.text).unwrap_or_default(),
            words(&told.source).unwrap_or_default(),
        ]);
    }
    table
}

async fn one(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |view| Some(view::one(view, view.process.harms.get(entry)?)))
}

async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| view::new(view, &BLANK, None)))
}

async fn send(
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let passed = Passed::writing(&reader)?;
    let sent = sent(&headers, &body);
    let typed = Typed::of_parts(&sent);
    let files = sent.iter().filter(|part| part.name == "files" && !part.bytes.is_empty());
    let files: Vec<_> = files.map(attachment).collect();
    let asked = reader.draw(&handle, |view| {
        reported(view, &typed).map(|report| ReportHarm { attachments: files, ..report })
    });
    let here = format!("/p/{id}/harms/new");
    let done = |answer: Answer| format!("/p/{id}/harms/{0}?done={0}", answer.entry);
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        view::new(view, &proposing(view, &typed), Some(fault))
    })
    .await
}

/// The report that a form asks for, without its files; or in words why it asks for none.
fn reported(view: &ProcessView<'_>, typed: &Typed) -> Result<ReportHarm, String> {
    let visit = view.visit;
    let unchosen = || visit.text("desk-nothing-chosen");
    let country = match typed.get("country").trim() {
        "" => None,
        code => Some(crate::countries::given(code).map_err(|violation| visit.violation(&violation))?),
    };
    let unit = |id: &str| UnitId::new(id).map_err(|violation| visit.violation(&violation));
    Ok(ReportHarm {
        kind: HarmKind::from_name(typed.get("kind")).ok_or_else(unchosen)?,
        extent: HarmExtent::from_name(typed.get("extent")).ok_or_else(unchosen)?,
        country,
        day: typed.day_if_any(visit, "day")?,
        text: typed.get("text").to_owned(),
        source: typed.get("source").to_owned(),
        language: chosen(view, typed)?,
        names: HarmNames::from_name(typed.get("names")).ok_or_else(|| visit.text("harm-names-unsaid"))?,
        attachments: Vec::new(),
        about: typed.numbers(visit, "about")?,
        units: typed.lines("units").map(unit).collect::<Result<_, _>>()?,
        provisions: typed.lines("provisions").map(str::to_owned).collect(),
    })
}
