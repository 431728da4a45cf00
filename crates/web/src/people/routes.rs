//! Addresses of people and of the moderation log.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::Response;
use maru_forum::{Code, GroupId, Join, Pseudonym, Violation};
use maru_store::ProcessHandle;

use crate::countries;
use crate::fault::Fault;
use crate::form::carry;
use crate::people::view::{self, Typed};
use crate::reader::Reader;
use crate::sign_in::local_path;
use crate::statement::early;

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
    // Whoever takes part has nothing to do here but what waits: they came from somewhere else, and go back there.
    if !then.is_empty() && reader.takes_part(&handle).is_ok() && reader.early_answers(&handle).is_empty() {
        return Ok(reader.go(local_path(&then)));
    }
    let code = reader.visit.asked("code").unwrap_or_default().to_owned();
    let typed = Typed { pseudonym: suggested(&reader), then, code, ..Typed::default() };
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
    let Form(mut typed) = typed?;
    typed.sent = true;
    // The same name sent twice is one act; another one is not taken, and whoever typed it has to hear that.
    let bears_another =
        reader.draw(&handle, |view| view.pseudonym().is_some_and(|name| name != typed.pseudonym.trim()));
    if bears_another {
        return Ok(reader.again(&handle, true, |view| view::join(view, &typed, None)));
    }
    let mut asked = joining(&typed).map_err(|violation| reader.visit.violation(&violation));
    if let Some(warning) =
        asked.as_ref().ok().and_then(|join| looks_like_another(&reader, &handle, join, &typed))
    {
        typed.alike.clone_from(&typed.pseudonym);
        asked = Err(warning);
    }
    let next = match typed.then.as_str() {
        "" => format!("/p/{id}/vote"),
        then => local_path(then).to_owned(),
    };
    let done = next.clone();
    let answer = carry(
        &reader,
        &handle,
        asked,
        &typed.then,
        |_| done,
        |view, fault| view::join(view, &typed, Some(fault)),
    )
    .await?;
    if answer.status() != StatusCode::SEE_OTHER || typed.answers != "yes" || reader.early.is_none() {
        return Ok(answer);
    }
    // Whoever is not signed in was led to where they can be, and has not joined.
    match early::cast(&reader, &handle).await {
        Ok(settled) => Ok(reader.go(&early::settled(&id, settled))),
        Err(Fault::SignIn | Fault::Join) => Ok(answer),
        Err(fault) => Err(fault),
    }
}

/// The warning that a name looks like another's, unless whoever typed it was warned of this very name.
fn looks_like_another(reader: &Reader, handle: &ProcessHandle, join: &Join, typed: &Typed) -> Option<String> {
    if typed.alike == typed.pseudonym {
        return None;
    }
    let process = handle.read();
    let other = process.participants.who_looks_like(&join.pseudonym)?;
    let arguments =
        [("other", other.pseudonym.to_string().into()), ("name", join.pseudonym.to_string().into())];
    Some(reader.visit.text_with("people-join-alike", &arguments))
}

fn joining(typed: &Typed) -> Result<Join, Violation> {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(Join {
        group: given(&typed.group).map(GroupId),
        country: given(&typed.country).map(|code| countries::given(&code)).transpose()?,
        code: given(&typed.code).map(|code| Code::typed(&code)).transpose()?,
        ..Join::named(Pseudonym::new(&typed.pseudonym)?)
    })
}
