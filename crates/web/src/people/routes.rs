//! Addresses of people and of the moderation log.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maru_forum::{GroupId, Join, Pseudonym, Violation};
use maru_store::ProcessHandle;

use crate::fault::Fault;
use crate::limit::Class;
use crate::people::view::{self, Typed};
use crate::reader::Reader;
use crate::sign_in::local_path;

/// Numbers that a suggested pseudonym may end in.
const SUGGESTED_NUMBERS: u32 = 90;

pub(crate) async fn people(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::people))
}

pub(crate) async fn moderation(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::moderation))
}

pub(crate) async fn join_form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let then = reader.visit.asked("then").unwrap_or_default().to_owned();
    let typed = Typed { pseudonym: suggested(&reader), then, ..Typed::default() };
    Ok(reader.show(&handle, |view| view::join(view, &typed, None)))
}

/// A name such as `heron-27`; without randomness none.
fn suggested(reader: &Reader) -> String {
    let names = reader.visit.text("people-join-names");
    let names: Vec<_> = names.split_whitespace().collect();
    let Ok(random) = getrandom::u32() else { return String::new() };
    let name = names.get(random as usize % names.len().max(1)).copied().unwrap_or_default();
    format!("{name}-{}", 10 + (random >> 8) % SUGGESTED_NUMBERS)
}

pub(crate) async fn join(
    reader: Reader,
    Path(id): Path<String>,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let Form(typed) = typed.map_err(|_| Fault::BadForm)?;
    reader.visitor.pass(&reader.state, Class::Writing)?;
    let joining = match joining(&typed) {
        Ok(joining) => joining,
        Err(violation) => return Ok(again(&reader, &handle, &typed, &violation)),
    };
    match reader.act(&handle, joining).await {
        Ok(_) if typed.then.is_empty() => Ok(reader.go(&format!("/p/{id}/vote"))),
        Ok(_) => Ok(reader.go(local_path(&typed.then))),
        Err(Fault::Refused(violation)) => Ok(again(&reader, &handle, &typed, &violation)),
        Err(fault) => reader.redirect_to_sign_in(&handle, fault, &typed.then),
    }
}

fn joining(typed: &Typed) -> Result<Join, Violation> {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(Join {
        group: given(&typed.group).map(GroupId),
        country: given(&typed.country).map(|code| code.parse()).transpose()?,
        ..Join::named(Pseudonym::new(&typed.pseudonym)?)
    })
}

fn again(reader: &Reader, handle: &ProcessHandle, typed: &Typed, violation: &Violation) -> Response {
    let fault = reader.visit.violation(violation);
    let page = reader.draw(handle, |view| view::join(view, typed, Some(&fault)));
    (StatusCode::UNPROCESSABLE_ENTITY, Html(page.into_string())).into_response()
}
