//! Addresses of the translators' queue.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use maru_forum::{
    Command, EntryNumber, Language, ParticipantId, Render, ReviewTranslation, StatementId, Translate,
};
use maru_store::ProcessHandle;

use crate::fault::Fault;
use crate::form::{BLANK, Passed, Sent, Typed, carry_passed};
use crate::limit::Class;
use crate::reader::Reader;
use crate::state::AppState;
use crate::translate::claim::Claimed;
use crate::translate::queue::{Item, What};
use crate::translate::view::{self, Held};
use crate::visit::encoded;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/translate", get(languages))
        .route("/p/{id}/translate/{language}", get(queue).post(claim))
        .route("/p/{id}/translate/{language}/{item}", get(item).post(send))
}

async fn languages(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    // Whoever typed a tag is led to its queue.
    if let Some(tag) = reader.visit.asked("tag").map(str::trim).filter(|tag| !tag.is_empty())
        && let Ok(language) = tag.parse::<Language>()
    {
        return Ok(reader.go(&format!("/p/{id}/translate/{language}")));
    }
    Ok(reader.show(&handle, view::languages))
}

fn asked(language: &str) -> Result<Language, Fault> {
    language.parse().map_err(|_| Fault::NotFound)
}

fn member(reader: &Reader, handle: &ProcessHandle) -> Option<ParticipantId> {
    reader.visitor.membership(&reader.state, handle.id())
}

fn claimed(handle: &ProcessHandle, language: &Language, item: &str) -> Claimed {
    Claimed { process: handle.id().clone(), language: language.to_string(), item: item.to_owned() }
}

/// Who has what of a list.
fn held(reader: &Reader, handle: &ProcessHandle, language: &Language, items: &[Item]) -> Held {
    let claims = &reader.state.claims;
    items
        .iter()
        .filter_map(|item| {
            let name = item.what.name();
            let by = claims.of(&claimed(handle, language, &name), reader.visit.now)?;
            Some((name, by))
        })
        .collect()
}

async fn queue(reader: Reader, Path((id, language)): Path<(String, String)>) -> Result<Response, Fault> {
    let (handle, language) = (reader.process(&id)?, asked(&language)?);
    let (state, of) = (&reader, &handle);
    Ok(reader.show(&handle, |view| {
        let items = view::items_of(view, &language);
        let held = held(state, of, &language, &items);
        view::queue(view, &language, &items, &held)
    }))
}

/// Takes a text, or gives it back.
async fn claim(
    reader: Reader,
    Path((id, language)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, language, typed) = (reader.process(&id)?, asked(&language)?, Typed::of(sent)?);
    let here = format!("/p/{id}/translate/{language}");
    let Some(who) = member(&reader, &handle) else {
        let fault = if reader.visit.signed.is_some() { Fault::Join } else { Fault::SignIn };
        return reader.redirect_to_sign_in(&handle, fault, &here);
    };
    reader.visitor.pass(&reader.state, Class::Writing)?;
    let item = typed.get("item").to_owned();
    if !reader.draw(&handle, |view| view::items_of(view, &language)).iter().any(|one| one.what.name() == item)
    {
        return Err(Fault::NotFound);
    }
    if typed.get("act") == "release" {
        reader.state.claims.release(&claimed(&handle, &language, &item), who);
        return Ok(reader.go(&here));
    }
    let taken = reader.state.claims.take(claimed(&handle, &language, &item), who, reader.visit.now);
    let then = if taken { format!("{here}/{}", encoded(&item)) } else { format!("{here}?taken=no") };
    Ok(reader.go(&then))
}

async fn item(
    reader: Reader,
    Path((id, language, name)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let (handle, language) = (reader.process(&id)?, asked(&language)?);
    let holder = reader.state.claims.of(&claimed(&handle, &language, &name), reader.visit.now);
    reader.show_found(&handle, |view| view::item(view, &language, &name, holder, &BLANK, None))
}

/// Sends a translation, or says that somebody has read one.
async fn send(
    reader: Reader,
    Path((id, language, name)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, language, typed) = (reader.process(&id)?, asked(&language)?, Typed::of(sent)?);
    let passed = Passed::writing(&reader)?;
    let here = format!("/p/{id}/translate/{language}/{}", encoded(&name));
    let key = claimed(&handle, &language, &name);
    let holder = reader.state.claims.of(&key, reader.visit.now);
    let me = member(&reader, &handle);
    let items = reader.draw(&handle, |view| view::items_of(view, &language));
    let found = items.into_iter().find(|one| one.what.name() == name).ok_or(Fault::NotFound)?;
    let asked = match holder {
        Some((who, _)) if Some(who) != me => Err(reader.visit.text("translate-taken-by-another")),
        _ => command(&reader, &found, &language, &typed),
    };
    let done = format!("{here}?done=");
    let answer = carry_passed(
        &reader,
        passed,
        &handle,
        asked,
        &here,
        |answer| format!("{done}{}", answer.entry),
        |view, fault| view::item_or_nothing(view, &language, &name, holder, &typed, fault),
    )
    .await?;
    if answer.status().is_redirection()
        && let Some(me) = me
    {
        reader.state.claims.release(&key, me);
    }
    Ok(answer)
}

fn command(reader: &Reader, item: &Item, language: &Language, typed: &Typed) -> Result<Command, String> {
    if let Some(read) = typed.said("review") {
        let translation = read.parse().map(EntryNumber);
        let translation = translation.map_err(|_| reader.visit.text("desk-nothing-chosen"))?;
        return Ok(ReviewTranslation { translation }.into());
    }
    let translator = match typed.get("program").trim() {
        "" => "human".to_owned(),
        program => program.to_owned(),
    };
    let (text, language) = (typed.get("text").to_owned(), language.clone());
    Ok(match &item.what {
        What::Statement(number) => {
            let statement = StatementId(EntryNumber(*number));
            Translate { statement, text, language, translator }.into()
        }
        What::Charter(part) | What::Unit(part) => {
            Render { of: item.of, part: part.clone(), text, language, translator }.into()
        }
    })
}
