//! Addresses of the register, and of what can be done in it.

use axum::extract::Path;
use axum::response::Response;
use maru_forum::{
    AskToSpeak, DelegationVerdict, EntryNumber, GroupId, Office, OrganisationKind, RuleOnDelegation, Saying,
    StateOrganisation, StateOrganisations,
};
use maru_store::Answer;

use super::list::{self, Row};
use super::view;
use crate::common::ProcessView;
use crate::countries;
use crate::desk::routes::{acting_stranger, holds, stranger};
use crate::fault::Fault;
use crate::form::{BLANK, Sent, Typed, carry};
use crate::limit::Class;
use crate::reader::Reader;
use crate::script::{chosen, proposing};

pub(crate) async fn register(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::register))
}

pub(crate) async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |page| view::stating(page, None, &BLANK, None)))
}

pub(crate) async fn send(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    stating(&reader, &id, None, sent).await
}

fn entry_of(number: &str) -> Result<EntryNumber, Fault> {
    number.parse().map(EntryNumber).map_err(|_| Fault::NotFound)
}

pub(crate) async fn one(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (handle, entry) = (reader.process(&id)?, entry_of(&number)?);
    reader.show_found(&handle, |page| view::one(page, entry, None))
}

pub(crate) async fn anew(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (handle, entry) = (reader.process(&id)?, entry_of(&number)?);
    reader.show_found(&handle, |page| {
        let one = page.process.organisations.get(entry)?;
        Some(view::stating(page, Some(one), &BLANK, None))
    })
}

pub(crate) async fn send_anew(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    stating(&reader, &id, Some(entry), sent).await
}

async fn stating(reader: &Reader, id: &str, of: Option<EntryNumber>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(id)?;
    if of.is_some_and(|of| handle.read().organisations.get(of).is_none()) {
        return Err(Fault::NotFound);
    }
    let typed = Typed::of(sent)?;
    // The language that the letters allow is proposed by the name.
    let named = typed.with("text", typed.get("name"));
    let asked = reader.draw(&handle, |page| stated(page, of, &named));
    let here = match of {
        None => format!("/p/{id}/organisations/new"),
        Some(of) => format!("/p/{id}/organisations/{of}/anew"),
    };
    let done = |answer: Answer| {
        let of = of.unwrap_or(answer.entry);
        format!("/p/{id}/organisations/{of}?done={}", answer.entry)
    };
    carry(reader, &handle, asked, &here, done, |page, fault| {
        let one = of.and_then(|of| page.process.organisations.get(of));
        view::stating(page, one, &proposing(page, &named), Some(fault))
    })
    .await
}

fn stated(
    page: &ProcessView<'_>,
    of: Option<EntryNumber>,
    typed: &Typed,
) -> Result<StateOrganisation, String> {
    let visit = page.visit;
    let given = |name: &str| Some(typed.get(name).trim().to_owned()).filter(|text| !text.is_empty());
    let kind =
        OrganisationKind::from_name(typed.get("kind")).ok_or_else(|| visit.text("desk-nothing-chosen"))?;
    let country = given("country").map(|code| countries::given(&code)).transpose();
    let saying = |name: &str| match (typed.has(&format!("{name}_declined"), "yes"), given(name)) {
        (true, None) => Ok(Saying::Declined),
        (false, Some(words)) => Ok(Saying::Words(words)),
        (false, None) => Ok(Saying::Unsaid),
        (true, Some(_)) => Err(visit.text("violation-said-and-declined")),
    };
    Ok(StateOrganisation {
        of,
        name: typed.get("name").to_owned(),
        kind,
        group: given("group").map(GroupId),
        country: country.map_err(|violation| visit.violation(&violation))?,
        register: given("register"),
        funders: saying("funders")?,
        interests: saying("interests")?,
        reason: given("reason"),
        language: chosen(page, typed)?,
    })
}

pub(crate) async fn speak(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let organisation = entry_of(&number)?;
    acting(&reader, &id, organisation, Ok(AskToSpeak { organisation })).await
}

pub(crate) async fn rule(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let organisation = entry_of(&number)?;
    let typed = Typed::of(sent)?;
    let verdict = DelegationVerdict::from_name(typed.get("verdict"));
    let delegation = typed.get("delegation").parse().ok().map(EntryNumber);
    let reason = Some(typed.get("reason").to_owned());
    let asked = verdict.zip(delegation).ok_or_else(|| reader.visit.text("desk-nothing-chosen"));
    let asked = asked.map(|(verdict, delegation)| RuleOnDelegation { delegation, verdict, reason });
    acting(&reader, &id, organisation, asked).await
}

/// Acts on an organisation and comes back to its page.
async fn acting<C: Into<maru_forum::Command>>(
    reader: &Reader,
    id: &str,
    organisation: EntryNumber,
    asked: Result<C, String>,
) -> Result<Response, Fault> {
    let handle = reader.process(id)?;
    if handle.read().organisations.get(organisation).is_none() {
        return Err(Fault::NotFound);
    }
    let here = format!("/p/{id}/organisations/{organisation}");
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(reader, &handle, asked, &here, done, |page, fault| {
        view::one(page, organisation, Some(fault)).unwrap_or_default()
    })
    .await
}

pub(crate) async fn list_form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Registrar) {
        return stranger(&reader, &handle, "desk/organisations", Office::Registrar.as_str());
    }
    Ok(reader.show(&handle, |page| view::list_form(page, &BLANK, None, None)))
}

/// Reads a list and shows what would be entered; enters it once somebody has seen that.
pub(crate) async fn list_send(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Registrar) {
        return acting_stranger(&reader, &handle, "desk/organisations", Office::Registrar.as_str());
    }
    let typed = Typed::of(sent)?;
    let read = reader.draw(&handle, |page| read(page, &typed));
    let whole = read.as_ref().is_ok_and(|rows| rows.iter().all(|row| row.read.is_ok()));
    let rows = match read {
        Ok(rows) if whole && typed.has("act", "enter") => return enter(&reader, &id, &typed, rows).await,
        read => read,
    };
    let (rows, fault) = match &rows {
        Ok(rows) => (Some(rows.as_slice()), None),
        Err(words) => (None, Some(words.as_str())),
    };
    let is_refused = fault.is_some() || !whole;
    Ok(reader.again(&handle, is_refused, |page| view::list_form(page, &proposing(page, &typed), rows, fault)))
}

fn read(page: &ProcessView<'_>, typed: &Typed) -> Result<Vec<Row>, String> {
    let language = chosen(page, typed)?;
    let known: Vec<String> =
        page.process.organisations.iter().filter_map(|one| view::name_of(page, one)).collect();
    list::read(typed.get("text"), &language, &page.process.charter, &known).map_err(|fault| match fault {
        list::ListFault::NoTable(error) => {
            page.visit.text_with("organisation-list-no-table", &[("line", error.line.into())])
        }
        list::ListFault::NoColumn(column) => {
            page.visit.text_with("organisation-list-no-column", &[("column", column.into())])
        }
        list::ListFault::UnknownColumn(column) => {
            page.visit.text_with("organisation-list-unknown-column", &[("column", column.into())])
        }
        list::ListFault::Rows => {
            page.visit.text_with("organisation-list-rows", &[("most", list::ROWS.into())])
        }
    })
}

/// Enters every row, or none where the rules refuse one.
async fn enter(reader: &Reader, id: &str, typed: &Typed, rows: Vec<Row>) -> Result<Response, Fault> {
    let handle = reader.process(id)?;
    // One list is one act of writing, however long.
    reader.visitor.pass(&reader.state, Class::Writing)?;
    let organisations = rows.into_iter().filter_map(|row| row.read.ok()).collect();
    match reader.act(&handle, StateOrganisations { organisations }).await {
        Ok(_) => Ok(reader.go(&format!("/p/{id}/organisations"))),
        Err(Fault::Refused(violation)) => {
            let words = reader.visit.violation(&violation);
            Ok(reader.again(&handle, true, |page| view::list_form(page, typed, None, Some(&words))))
        }
        Err(fault) => reader.redirect_to_sign_in(&handle, fault, &format!("/p/{id}/desk/organisations")),
    }
}
