//! Addresses of remarks.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maru_forum::{EditRemark, EntryNumber, MakeComment, Support};
use maru_store::Answer;

use crate::fault::Fault;
use crate::form::{Passed, Sent, Typed, carry, carry_passed};
use crate::reader::{Reader, entry_of};
use crate::remark::view::Said;
use crate::remark::{view, write};
use crate::script::{chosen, proposing};
use crate::visit::encoded;

pub(crate) async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    Ok(reader.show(&*reader.process(&id)?, |view| view::list(view, &texts)))
}

pub(crate) async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    let typed = Typed::default();
    Ok(reader.show(&*reader.process(&id)?, |view| view::new(view, &texts, &typed, None, None)))
}

/// A wording is sent only after it was shown as a change; what is looked at and what is refused comes again as it was typed.
pub(crate) async fn send(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let passed = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let texts = reader.state.texts.clone();
    let here = about(&format!("/p/{id}/remarks/new"), &typed);
    if let Err(fault) = reader.takes_part(&handle) {
        return reader.redirect_to_sign_in(&handle, fault, &here);
    }
    let asked = reader.draw(&handle, |view| write::asked(view, &texts, &typed));
    if let Ok(asked) = &asked {
        let unseen = asked.redline.is_some() && typed.get("seen") != view::wording_mark(asked);
        if typed.get("act") == "preview" || unseen {
            let page = reader.draw(&handle, |view| view::new(view, &texts, &typed, Some(asked), None));
            return Ok((StatusCode::OK, Html(page.into_string())).into_response());
        }
    }
    let done = |answer: Answer| format!("/p/{id}/remarks/{0}?done={0}", answer.entry);
    let asked = asked.map(|asked| asked.command);
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        view::new(view, &texts, &proposing(view, &typed), None, Some(fault))
    })
    .await
}

/// The address of a form with the unit, the version and the language that it is about, to come back to.
pub(crate) fn about(form: &str, typed: &Typed) -> String {
    let said = |name: &str| typed.said(name).map(|value| format!("{name}={}", encoded(value)));
    let query: Vec<String> = ["version", "of", "unit", "submission"].into_iter().filter_map(said).collect();
    if query.is_empty() { form.to_owned() } else { format!("{form}?{}", query.join("&")) }
}

pub(crate) async fn one(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (texts, entry) = (reader.state.texts.clone(), entry_of(&number)?);
    reader.show_found(&*reader.process(&id)?, |view| {
        Some(view::one(view, &texts, view.process.remarks.get(entry)?, &Said::default()))
    })
}

pub(crate) async fn support(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, on) = (reader.process(&id)?, entry_of(&number)?);
    let typed = Typed::of(sent)?;
    let here = format!("/p/{id}/remarks/{on}");
    let asked = Ok(Support { on, give: typed.get("give") == "yes" });
    again(&reader, &handle, asked, &here, on, &Typed::default()).await
}

pub(crate) async fn comment(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, on) = (reader.process(&id)?, entry_of(&number)?);
    let typed = Typed::of(sent)?;
    let language = reader.draw(&handle, |view| chosen(view, &typed));
    let asked = language.map(|language| MakeComment { on, text: typed.get("text").to_owned(), language });
    let here = format!("/p/{id}/remarks/{on}");
    let typed = reader.draw(&handle, |view| proposing(view, &typed));
    again(&reader, &handle, asked, &here, on, &typed).await
}

/// The words stay in the language in which they were written.
pub(crate) async fn edit(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, on) = (reader.process(&id)?, entry_of(&number)?);
    let typed = Typed::of(sent)?;
    let language = handle.read().remarks.get(on).map(|remark| remark.words.language.clone());
    let (remark, text, language) = (on, typed.get("edited").to_owned(), language.ok_or(Fault::NotFound)?);
    let here = format!("/p/{id}/remarks/{on}");
    again(&reader, &handle, Ok(EditRemark { remark, text, language }), &here, on, &typed).await
}

/// Acts on a remark and comes back to its page.
async fn again<C: Into<maru_forum::Command>>(
    reader: &Reader,
    handle: &maru_store::ProcessHandle,
    asked: Result<C, String>,
    here: &str,
    on: EntryNumber,
    typed: &Typed,
) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    if reader.draw(handle, |view| view.process.remarks.get(on).is_none()) {
        return Err(Fault::NotFound);
    }
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(reader, handle, asked, here, done, |view, fault| {
        let said = Said { comment: (typed, Some(fault)), ..Said::default() };
        let found = view.process.remarks.get(on);
        found.map(|remark| view::one(view, &texts, remark, &said)).unwrap_or_default()
    })
    .await
}
