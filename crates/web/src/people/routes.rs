//! Addresses of people and of the moderation log.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path};
use axum::response::Response;
use maru_forum::{GroupId, Join, Pseudonym, Violation};

use crate::fault::Fault;
use crate::form::carry;
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
    let asked = joining(&typed).map_err(|violation| reader.visit.violation(&violation));
    let next = match typed.then.as_str() {
        "" => format!("/p/{id}/vote"),
        then => local_path(then).to_owned(),
    };
    carry(&reader, &handle, asked, &typed.then, |_| next, |view, fault| view::join(view, &typed, Some(fault)))
        .await
}

fn joining(typed: &Typed) -> Result<Join, Violation> {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(Join {
        group: given(&typed.group).map(GroupId),
        country: given(&typed.country).map(|code| code.parse()).transpose()?,
        ..Join::named(Pseudonym::new(&typed.pseudonym)?)
    })
}
