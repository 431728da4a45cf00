//! Addresses of amendments.

use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use maru_forum::{Command, Cosign, EntryNumber, WithdrawAmendment};
use maru_store::{Answer, ProcessHandle};

use crate::amendment::{view, write};
use crate::fault::Fault;
use crate::form::{Passed, Sent, Typed, carry, carry_passed};
use crate::reader::{Reader, entry_of};
use crate::remark::routes::about;
use crate::remark::view::Said;
use crate::script::proposing;

pub(crate) async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::list))
}

pub(crate) async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    Ok(reader.show(&*reader.process(&id)?, |view| view::new(view, &texts, &Typed::default(), None, None)))
}

/// What is sent was shown as a change before; what is refused comes again as it was typed.
pub(crate) async fn send(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let passed = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let texts = reader.state.texts.clone();
    let here = about(&format!("/p/{id}/amendments/new"), &typed);
    if let Err(fault) = reader.takes_part(&handle) {
        return reader.redirect_to_sign_in(&handle, fault, &here);
    }
    if let Some((moved, said)) = reader.draw(&handle, |view| write::on_newest(view, &texts, &typed)) {
        return Ok(reader.again(&handle, true, |view| {
            let asked = write::asked(view, &texts, &moved);
            view::new(view, &texts, &moved, asked.as_ref().ok(), Some(&said))
        }));
    }
    let asked = reader.draw(&handle, |view| write::asked(view, &texts, &typed));
    if let Ok(asked) = &asked
        && (typed.get("act") == "preview" || typed.get("seen") != view::mark(asked))
    {
        let page = reader.draw(&handle, |view| view::new(view, &texts, &typed, Some(asked), None));
        return Ok(Html(page.into_string()).into_response());
    }
    let done = |answer: Answer| format!("/p/{id}/amendments/{0}?done={0}", answer.entry);
    let asked = asked.map(|asked| asked.command);
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        view::new(view, &texts, &proposing(view, &typed), None, Some(fault))
    })
    .await
}

pub(crate) async fn one(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (texts, entry) = (reader.state.texts.clone(), entry_of(&number)?);
    reader.show_found(&*reader.process(&id)?, |view| {
        Some(view::one(view, &texts, view.process.amendments.get(entry)?, &Said::default()))
    })
}

pub(crate) async fn cosign(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, amendment) = (reader.process(&id)?, entry_of(&number)?);
    let give = Typed::of(sent)?.get("give") == "yes";
    again(&reader, &handle, Cosign { amendment, give }.into(), amendment).await
}

pub(crate) async fn withdraw(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (handle, amendment) = (reader.process(&id)?, entry_of(&number)?);
    again(&reader, &handle, WithdrawAmendment { amendment }.into(), amendment).await
}

/// Acts on an amendment and comes back to its page.
async fn again(
    reader: &Reader,
    handle: &ProcessHandle,
    command: Command,
    on: EntryNumber,
) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    if reader.draw(handle, |view| view.process.amendments.get(on).is_none()) {
        return Err(Fault::NotFound);
    }
    let here = format!("/p/{}/amendments/{on}", handle.id());
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(reader, handle, Ok::<_, String>(command), &here, done, |view, fault| {
        let blank = Said::default();
        let said = Said { comment: (blank.comment.0, Some(fault)), ..blank };
        let found = view.process.amendments.get(on);
        found.map(|one| view::one(view, &texts, one, &said)).unwrap_or_default()
    })
    .await
}
