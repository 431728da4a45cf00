//! The register as files: a table, and persons and organisations in the form of Popolo (<https://www.popoloproject.com/specs/>).

use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use maru_forum::{Author, DelegationStanding, Disclosure, Organisation};
use serde_json::{Value, json};

use super::view::{is_confirmed, name_of, register_number};
use crate::common::ProcessView;
use crate::fault::Fault;
use crate::reader::Reader;
use crate::result::table::Table;

/// The register as a table; what is not shown to everyone is empty there, and the column beside it says why.
pub(crate) async fn table(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    Ok(reader.exported(&handle, rows)?.into_response())
}

fn rows(view: &ProcessView<'_>) -> Table {
    let process = view.process;
    let head = [
        "organisation",
        "name",
        "kind",
        "group",
        "country",
        "register",
        "funders",
        "funders_standing",
        "interests",
        "interests_standing",
        "delegates",
        "contributions",
        "stated_by",
        "confirmed",
    ];
    let mut table = Table::new(format!("{}-organisations", process.charter.id), &head);
    for one in process.organisations.iter() {
        let Some(now) = one.now() else { continue };
        let (funders, funders_standing) = disclosed(view, now.funders());
        let (interests, interests_standing) = disclosed(view, now.interests());
        let delegates = process.delegations.for_organisation(one.entry);
        let confirmed =
            delegates.filter(|delegation| delegation.standing() == DelegationStanding::Confirmed).count();
        table.rows.push(vec![
            one.entry.to_string(),
            name_of(view, one).unwrap_or_default(),
            now.kind.as_str().to_owned(),
            now.group.as_ref().map(ToString::to_string).unwrap_or_default(),
            now.country.map(|code| code.to_string()).unwrap_or_default(),
            register_number(view, now).unwrap_or_default(),
            funders,
            funders_standing.to_owned(),
            interests,
            interests_standing.to_owned(),
            confirmed.to_string(),
            process.said_by(one.entry).len().to_string(),
            author_of(view, now.by),
            if is_confirmed(view, one) { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table
}

/// Who said what stands there: a pseudonym, or the operator.
fn author_of(view: &ProcessView<'_>, by: Author) -> String {
    match by {
        Author::Operator => "operator".to_owned(),
        Author::Participant(who) => view.name_of(who),
    }
}

/// What was said, and how that stands: words, `declined`, `not said`, or `not shown`.
fn disclosed(view: &ProcessView<'_>, disclosure: Disclosure<'_>) -> (String, &'static str) {
    match disclosure {
        Disclosure::Declined => (String::new(), "declined"),
        Disclosure::Unsaid => (String::new(), "not said"),
        Disclosure::Said(words) => match view.words_of(&words.digest) {
            Some((_, text)) => (text, "said"),
            None => (String::new(), "not shown"),
        },
    }
}

/// The register as Popolo: organisations, the pseudonyms of their delegates as persons, and memberships between them.
pub(crate) async fn popolo(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let value = reader.exported(&handle, |view| {
        let all = view.process.organisations.iter();
        let organisations: Vec<Value> = all.filter_map(|one| organisation(view, one)).collect();
        let (persons, memberships) = people(view);
        json!({ "organizations": organisations, "persons": persons, "memberships": memberships })
    })?;
    let text = serde_json::to_string_pretty(&value).unwrap_or_default();
    Ok(([(CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response())
}

fn organisation(view: &ProcessView<'_>, one: &Organisation) -> Option<Value> {
    let now = one.now()?;
    // Popolo asks for a name: an organisation whose name is not shown cannot be told of in this form.
    let name = name_of(view, one)?;
    let identifiers: Vec<Value> = register_number(view, now)
        .iter()
        .map(|number| json!({ "identifier": number, "scheme": "register" }))
        .collect();
    let confirmed = if is_confirmed(view, one) { "confirmed" } else { "confirmed by nobody" };
    let note = format!("entry of the record, stated by {}, {confirmed}", author_of(view, now.by));
    Some(json!({
        "id": format!("organisation-{}", one.entry),
        "name": name,
        "classification": now.kind.as_str(),
        "identifiers": identifiers,
        "area": now.country.map(|code| json!({ "id": code.to_string(), "classification": "country" })),
        "sources": [{ "url": view.address(&format!("/record/{}", now.entry)), "note": note }],
    }))
}

fn people(view: &ProcessView<'_>) -> (Vec<Value>, Vec<Value>) {
    let (mut persons, mut memberships) = (std::collections::BTreeMap::new(), Vec::new());
    for delegation in view.process.delegations.iter() {
        let Some(ruled) = delegation.ruled.as_ref() else { continue };
        if ruled.verdict != maru_forum::DelegationVerdict::Confirmed {
            continue;
        }
        let person = format!("person-{}", delegation.delegate);
        let name = view.name_of(delegation.delegate);
        persons.insert(delegation.delegate, json!({ "id": person, "name": name, "summary": "a pseudonym" }));
        memberships.push(json!({
            "person_id": person,
            "organization_id": format!("organisation-{}", delegation.organisation),
            "role": "delegate",
            "start_date": ruled.at.day().to_string(),
            "end_date": delegation.ended.as_ref().map(|end| end.at.day().to_string()),
        }));
    }
    (persons.into_values().collect(), memberships)
}
