//! Addresses of the desk, and of the changes of a charter, which everyone may read.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use maru_forum::{Command, Office, Violation};
use maru_store::ProcessHandle;

use crate::desk::{Room, asked, changes, queue, view};
use crate::fault::Fault;
use crate::form::{Passed, Sent, Typed, carry_passed};
use crate::reader::Reader;

pub(crate) async fn desk(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if holds_office(&reader, &handle) {
        let mails = reader.state.node.answer_mails(&handle)?;
        return Ok(reader.show(&handle, |view| view::desk(view, &mails)));
    }
    stranger(&reader, &handle, "desk", "any")
}

/// Whether whoever asks holds any office.
pub(super) fn holds_office(reader: &Reader, handle: &ProcessHandle) -> bool {
    let me = reader.visitor.membership(&reader.state, handle.id());
    me.is_some_and(|who| handle.read().offices.of(who).next().is_some())
}

pub(crate) async fn room(
    reader: Reader,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let room = Room::from_name(&name).ok_or(Fault::NotFound)?;
    if !admits(&reader, &handle, room) {
        return stranger(&reader, &handle, &format!("desk/{name}"), room.office().as_str());
    }
    Ok(reader.show(&handle, |view| view::room(view, room, &Typed::default(), None)))
}

pub(crate) async fn act(
    reader: Reader,
    Path((id, name)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let room = Room::from_name(&name).ok_or(Fault::NotFound)?;
    if !admits(&reader, &handle, room) {
        return acting_stranger(&reader, &handle, &format!("desk/{name}"), room.office().as_str());
    }
    let passed = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let asked = match room {
        Room::Result => Ok(result(&handle).await?),
        _ => reader.draw(&handle, |view| asked::asked(view, room, &typed)),
    };
    // Whoever judges a part of a queue goes on with that part.
    let here = match room {
        Room::Moderation => reader.draw(&handle, queue::here),
        _ => format!("/p/{id}/desk/{name}"),
    };
    let mark = if here.contains('?') { '&' } else { '?' };
    // An act may end the office by which its author came here: the page of its entry is for everyone.
    let done = |answer: maru_store::Answer| {
        if admits(&reader, &handle, room) {
            format!("{here}{mark}done={}", answer.entry)
        } else {
            format!("/p/{id}/record/{}", answer.entry)
        }
    };
    // What was chosen for them is offered with the form again, but sent by them alone.
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        view::room(view, room, &asked::proposing(view, room, &typed), Some(fault))
    })
    .await
}

/// Computes the opinion map on a copy of the state, so that nobody waits for it.
async fn result(handle: &Arc<ProcessHandle>) -> Result<Command, Fault> {
    let handle = handle.clone();
    let computed = tokio::task::spawn_blocking(move || {
        let state = handle.read().clone();
        maru_verify::opinion_map_result(&state)
    });
    Ok(computed.await.map_err(|_| Fault::Stopped)?.into())
}

pub(crate) async fn charter_changes(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, changes::page))
}

fn admits(reader: &Reader, handle: &ProcessHandle, room: Room) -> bool {
    let me = reader.visitor.membership(&reader.state, handle.id());
    me.is_some_and(|who| room.admits(&handle.read(), who))
}

/// Whether the reader holds an office, or one that may act for it.
pub(crate) fn holds(reader: &Reader, handle: &ProcessHandle, office: Office) -> bool {
    let me = reader.visitor.membership(&reader.state, handle.id());
    me.is_some_and(|who| handle.read().offices.may_act_as(who, office))
}

/// Whoever is signed in hears that it takes an office; whoever is not is led to sign in.
pub(crate) fn stranger(
    reader: &Reader,
    handle: &ProcessHandle,
    under: &str,
    office: &'static str,
) -> Result<Response, Fault> {
    if reader.visit.signed.is_none() {
        return reader.redirect_to_sign_in(handle, Fault::SignIn, &format!("/p/{}/{under}", handle.id()));
    }
    // A look is no act that was refused: who holds the office is said, and what it is for.
    let page = reader.draw(handle, |view| view::not_yours(view, office));
    Ok((StatusCode::FORBIDDEN, Html(page.into_string())).into_response())
}

/// The same for an act, which is refused.
pub(crate) fn acting_stranger(
    reader: &Reader,
    handle: &ProcessHandle,
    under: &str,
    office: &'static str,
) -> Result<Response, Fault> {
    if reader.visit.signed.is_none() {
        return stranger(reader, handle, under, office);
    }
    Err(Fault::Refused(Violation::NotAllowed(office)))
}
