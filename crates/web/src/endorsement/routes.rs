//! Addresses of a joint statement.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::response::Response;
use axum::routing::{get, post};
use maru_forum::{
    AnswerDemand, DemandWord, Endorse, EntryNumber, HandOver, ImportSignatories, Language, LocalText,
    LookForDemand, LookedIn, Office, PutDemand, Source, UnitId, WithdrawEndorsement,
};
use maru_store::Answer;
use maru_text::parse_date;

use super::list::{self, ListFault, Row};
use super::{demand, desk, file, handover, statement, view};
use crate::common::ProcessView;
use crate::desk::routes::{acting_stranger, holds, stranger};
use crate::fault::Fault;
use crate::form::{BLANK, Passed, Sent, Typed, carry, carry_passed};
use crate::limit::Class;
use crate::reader::{Reader, entry_of};
use crate::script::{chosen, proposing};
use crate::state::AppState;

/// Largest form with a list of signatories, in bytes: every row at its longest would be ten times as much.
const LIST_LIMIT: usize = 512 * 1_024;

pub(crate) fn routes() -> Router<AppState> {
    let long = DefaultBodyLimit::max(LIST_LIMIT);
    Router::new()
        .route("/p/{id}/statement", get(page))
        .route("/p/{id}/statement.csv", get(file::table))
        .route("/p/{id}/statement.pdf", get(file::pdf))
        .route("/p/{id}/statement.svg", get(file::drawing))
        .route("/p/{id}/statement.png", get(file::picture))
        .route("/p/{id}/endorsements", get(signatures))
        .route("/p/{id}/endorsements/new", get(new).post(sign))
        .route("/p/{id}/endorsements/{number}", get(one))
        .route("/p/{id}/endorsements/{number}/withdraw", post(withdraw))
        .route("/p/{id}/demands", get(demands))
        .route("/p/{id}/demands/{number}", get(one_demand))
        .route("/p/{id}/demands/{number}/look", post(look))
        .route("/p/{id}/demands/{number}/answer", post(answer))
        .route("/p/{id}/desk/demands", get(demand_form).post(put))
        .route("/p/{id}/desk/handover", get(handover_form).post(hand_over))
        .route("/p/{id}/desk/signatories", get(list_form).post(list_send).layer(long))
}

async fn page(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let address = &reader.state.settings.address;
    Ok(reader.show(&*reader.process(&id)?, |page| statement::page(page, address)))
}

async fn signatures(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::list))
}

async fn demands(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, demand::all))
}

async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |page| view::new(page, &BLANK, None)))
}

async fn sign(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |page| signature(page, &typed));
    let here = format!("/p/{id}/endorsements/new");
    let done = |answer: Answer| format!("/p/{id}/endorsements/{0}?done={0}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |page, fault| view::new(page, &typed, Some(fault))).await
}

/// The signature that a form gives, or in words why it gives none.
fn signature(page: &ProcessView<'_>, typed: &Typed) -> Result<Endorse, String> {
    let organisation = match typed.get("for") {
        "self" => None,
        "" => return Err(page.visit.text("desk-nothing-chosen")),
        number => Some(number_of(page, number)?),
    };
    Ok(Endorse {
        draft: number_of(page, typed.get("draft"))?,
        language: chosen(page, typed)?,
        organisation,
        name: given(typed, "name"),
        place: given(typed, "place"),
        day: day(page, typed, "day")?,
    })
}

fn given(typed: &Typed, name: &str) -> Option<String> {
    Some(typed.get(name).trim().to_owned()).filter(|text| !text.is_empty())
}

fn number_of(page: &ProcessView<'_>, text: &str) -> Result<EntryNumber, String> {
    let typed = [("typed", text.to_owned().into())];
    text.trim().parse().map(EntryNumber).map_err(|_| page.visit.text_with("ballot-not-a-number", &typed))
}

fn day(page: &ProcessView<'_>, typed: &Typed, name: &str) -> Result<Option<jiff::civil::Date>, String> {
    given(typed, name)
        .map(|text| {
            let typed = [("typed", text.clone().into())];
            parse_date(&text).map_err(|_| page.visit.text_with("commitment-no-day", &typed))
        })
        .transpose()
}

fn needed_day(page: &ProcessView<'_>, typed: &Typed) -> Result<jiff::civil::Date, String> {
    let none = || page.visit.text_with("commitment-no-day", &[("typed", String::new().into())]);
    day(page, typed, "day")?.ok_or_else(none)
}

/// Words with their language; blank ones are none.
fn words(page: &ProcessView<'_>, typed: &Typed) -> Result<Option<(Language, String)>, String> {
    given(typed, "text").map(|text| Ok((chosen(page, typed)?, text))).transpose()
}

async fn one(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |page| {
        Some(view::one(page, page.process.endorsements.get(entry)?, &BLANK, None))
    })
}

async fn withdraw(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, on, typed) = (reader.process(&id)?, entry_of(&number)?, Typed::of(sent)?);
    if handle.read().endorsements.get(on).is_none() {
        return Err(Fault::NotFound);
    }
    let asked = reader.draw(&handle, |page| {
        Ok::<_, String>(WithdrawEndorsement { endorsement: on, reason: words(page, &typed)? })
    });
    let typed = reader.draw(&handle, |page| proposing(page, &typed));
    let here = format!("/p/{id}/endorsements/{on}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |page, fault| {
        let found = page.process.endorsements.get(on);
        found.map(|one| view::one(page, one, &typed, Some(fault))).unwrap_or_default()
    })
    .await
}

async fn one_demand(reader: Reader, Path((id, number)): Path<(String, String)>) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |page| {
        Some(demand::one(page, page.process.demands.get(entry)?, &BLANK, None))
    })
}

async fn look(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    on_demand(&reader, &id, &number, sent, |page, demand, typed| {
        let within = LookedIn::from_name(typed.get("within"));
        let within = within.ok_or_else(|| page.visit.text("desk-nothing-chosen"))?;
        let lines = typed.get("found").lines().map(str::trim).filter(|line| !line.is_empty());
        let found = lines.map(str::to_owned).collect();
        Ok(LookForDemand { demand, within, found, words: words(page, typed)? })
    })
    .await
}

async fn answer(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    on_demand(&reader, &id, &number, sent, |page, demand, typed| {
        let word = DemandWord::from_name(typed.get("word"));
        let word = word.ok_or_else(|| page.visit.text("desk-nothing-chosen"))?;
        let (handover, day) = (number_of(page, typed.get("handover"))?, needed_day(page, typed)?);
        let source = (chosen(page, typed)?, typed.get("source").to_owned());
        Ok(AnswerDemand { handover, demand, word, day, source, words: words(page, typed)? })
    })
    .await
}

/// Acts on a demand and comes back to its page.
async fn on_demand<C: Into<maru_forum::Command>>(
    reader: &Reader,
    id: &str,
    number: &str,
    sent: Sent,
    asked: impl FnOnce(&ProcessView<'_>, EntryNumber, &Typed) -> Result<C, String>,
) -> Result<Response, Fault> {
    let (handle, on, typed) = (reader.process(id)?, entry_of(number)?, Typed::of(sent)?);
    if handle.read().demands.get(on).is_none() {
        return Err(Fault::NotFound);
    }
    let asked = reader.draw(&handle, |page| asked(page, on, &typed));
    let typed = reader.draw(&handle, |page| proposing(page, &typed));
    let here = format!("/p/{id}/demands/{on}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(reader, &handle, asked, &here, done, |page, fault| {
        let found = page.process.demands.get(on);
        found.map(|one| demand::one(page, one, &typed, Some(fault))).unwrap_or_default()
    })
    .await
}

async fn demand_form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |page| desk::demand(page, &BLANK, None)))
}

async fn put(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let asked = reader.draw(&handle, |page| put_demand(page, &typed));
    let here = format!("/p/{id}/desk/demands");
    let done = |answer: Answer| format!("/p/{id}/demands?done={}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |page, fault| desk::demand(page, &typed, Some(fault))).await
}

fn put_demand(page: &ProcessView<'_>, typed: &Typed) -> Result<PutDemand, String> {
    let process = page.process;
    let draft = process.drafts.last().ok_or_else(|| page.visit.text("endorsement-no-text"))?;
    let of = given(typed, "of").map(|number| number_of(page, &number)).transpose()?;
    let unit = given(typed, "unit").map(|unit| UnitId::new(&unit)).transpose();
    let said = |language: &Language| Some((language.clone(), given(typed, &format!("text-{language}"))?));
    Ok(PutDemand {
        of,
        draft: draft.entry,
        unit: unit.map_err(|violation| page.visit.violation(&violation))?,
        text: LocalText(process.charter.languages.iter().filter_map(said).collect()),
        to: typed.get("to").to_owned(),
    })
}

async fn handover_form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |page| desk::handover(page, &BLANK, None)))
}

async fn hand_over(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let passed = Passed::writing(&reader)?;
    let asked = reader.draw(&handle, |page| {
        Ok::<_, String>(HandOver {
            draft: number_of(page, typed.get("draft"))?,
            to: typed.get("to").to_owned(),
            process: given(&typed, "process"),
            entry: given(&typed, "entry").map(|number| number_of(page, &number)).transpose()?,
            day: needed_day(page, &typed)?,
            means: typed.get("means").to_owned(),
            words: words(page, &typed)?,
        })
    });
    let asked = match asked {
        Ok(over) => handover::delivered(&reader, &handle, over).await?,
        refused => refused,
    };
    let here = format!("/p/{id}/desk/handover");
    let done = |answer: Answer| format!("/p/{id}/statement?done={}", answer.entry);
    carry_passed(&reader, passed, &handle, asked, &here, done, |page, fault| {
        desk::handover(page, &proposing(page, &typed), Some(fault))
    })
    .await
}

async fn list_form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Secretariat) {
        return stranger(&reader, &handle, "desk/signatories", Office::Secretariat.as_str());
    }
    Ok(reader.show(&handle, |page| desk::signatories(page, &BLANK, None, None)))
}

/// Reads a list and shows what would be brought in; brings it in once somebody has seen that.
async fn list_send(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Secretariat) {
        return acting_stranger(&reader, &handle, "desk/signatories", Office::Secretariat.as_str());
    }
    let typed = Typed::of(sent)?;
    let read = reader.draw(&handle, |page| read(page, &typed));
    let whole = read.as_ref().is_ok_and(|(rows, _)| rows.iter().all(|row| row.read.is_ok()));
    let (rows, fault) = match read {
        Ok((rows, import)) if whole && typed.has("act", "enter") => {
            return enter(&reader, &id, &typed, rows, import).await;
        }
        Ok((rows, _)) => (Some(rows), None),
        Err(words) => (None, Some(words)),
    };
    let is_refused = fault.is_some() || !whole;
    Ok(reader.again(&handle, is_refused, |page| {
        desk::signatories(page, &proposing(page, &typed), rows.as_deref(), fault.as_deref())
    }))
}

/// The rows of a list, and the import that they would be with all that is right in them.
fn read(page: &ProcessView<'_>, typed: &Typed) -> Result<(Vec<Row>, ImportSignatories), String> {
    let visit = page.visit;
    let language = chosen(page, typed)?;
    let draft = page.process.drafts.last().ok_or_else(|| visit.text("endorsement-no-text"))?;
    let name = given(typed, "source").ok_or_else(|| visit.text("endorsement-list-no-source"))?;
    let rows = list::read(typed.get("text"), visit.now.day()).map_err(|fault| match fault {
        ListFault::NoTable(_) => visit.text("organisation-list-no-table"),
        ListFault::NoColumn(column) => {
            visit.text_with("organisation-list-no-column", &[("column", column.into())])
        }
        ListFault::UnknownColumn(column) => {
            visit.text_with("organisation-list-unknown-column", &[("column", column.into())])
        }
        ListFault::Rows => visit.text_with("organisation-list-rows", &[("most", list::ROWS.into())]),
    })?;
    let line = |name: &str| typed.get(name).trim().to_owned();
    let source = Source { name, url: line("url"), licence: line("licence"), description: String::new() };
    let import = ImportSignatories {
        source,
        reason: line("reason"),
        draft: draft.entry,
        language,
        signatories: rows.iter().filter_map(|row| row.read.clone().ok()).collect(),
    };
    Ok((rows, import))
}

/// Brings in every row, or none where the rules refuse one.
async fn enter(
    reader: &Reader,
    id: &str,
    typed: &Typed,
    rows: Vec<Row>,
    import: ImportSignatories,
) -> Result<Response, Fault> {
    let handle = reader.process(id)?;
    // One list is one act of writing, however long.
    reader.visitor.pass(&reader.state, Class::Writing)?;
    match reader.act(&handle, Box::new(import)).await {
        Ok(_) => Ok(reader.go(&format!("/p/{id}/endorsements?show=lists"))),
        Err(Fault::Refused(violation)) => {
            let words = reader.visit.violation(&violation);
            Ok(reader.again(&handle, true, |page| desk::signatories(page, typed, Some(&rows), Some(&words))))
        }
        Err(fault) => reader.redirect_to_sign_in(&handle, fault, &format!("/p/{id}/desk/signatories")),
    }
}
