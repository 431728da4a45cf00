//! Addresses of statements and votes.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path};
use axum::response::Response;
use maru_forum::{CastVote, EntryNumber, StatementId, SubmitStatement, Vote};
use maru_store::{Answer, ProcessHandle};
use serde::Deserialize;

use crate::fault::Fault;
use crate::form::{Sent, Typed, carry};
use crate::limit::Class;
use crate::reader::Reader;
use crate::statement::view;

pub(crate) async fn vote(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::vote))
}

pub(crate) async fn list(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::list))
}

pub(crate) async fn mine(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::mine))
}

pub(crate) async fn one(reader: Reader, Path((id, number)): Path<(String, u64)>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let known = StatementId(EntryNumber(number));
    let statement = handle.read().statement(known).cloned().ok_or(Fault::NotFound)?;
    let days = reader.state.node.days(&handle);
    Ok(reader.show(&handle, |view| view::one(view, &statement, days.as_deref())))
}

/// An answer to a statement, and where the form was.
#[derive(Debug, Deserialize)]
pub(crate) struct Ballot {
    statement: u64,
    value: String,
    #[serde(default)]
    back: String,
}

pub(crate) async fn cast(
    reader: Reader,
    Path(id): Path<String>,
    ballot: Result<Form<Ballot>, FormRejection>,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let Form(ballot) = ballot.map_err(|_| Fault::BadForm)?;
    let vote = Vote::from_name(&ballot.value).ok_or(Fault::BadForm)?;
    reader.visitor.pass(&reader.state, Class::Vote)?;
    let statement = StatementId(EntryNumber(ballot.statement));
    match reader.act(&handle, CastVote { statement, vote }).await {
        Ok(answer) => Ok(reader.go(&back(&handle, &ballot, answer.entry))),
        Err(fault) => reader.redirect_to_sign_in(&handle, fault, &format!("/p/{id}/vote")),
    }
}

/// The page to show after a vote, which names the entry that holds it.
fn back(handle: &ProcessHandle, ballot: &Ballot, entry: EntryNumber) -> String {
    let (process, statement) = (handle.id(), ballot.statement);
    let done = format!("done={entry}&about={statement}");
    match ballot.back.split_once('.') {
        _ if ballot.back == "one" => format!("/p/{process}/statements/{statement}?{done}"),
        // From a list back to the same place in it; what is not a plain word or number is no place.
        Some((show, page)) if plain(show) && plain(page) => {
            format!("/p/{process}/statements?show={show}&page={page}&{done}#s{statement}")
        }
        _ => format!("/p/{process}/vote?{done}"),
    }
}

fn plain(text: &str) -> bool {
    !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

pub(crate) async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    Ok(reader.show(&handle, |view| view::new(view, "", view.visit.tag(), None)))
}

pub(crate) async fn write(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let typed = Typed::of(sent)?;
    let (text, language) = (typed.get("text"), typed.get("language"));
    let asked = match language.parse() {
        Ok(language) => Ok(SubmitStatement { text: text.to_owned(), language }),
        Err(violation) => Err(reader.visit.violation(&violation)),
    };
    let here = format!("/p/{id}/statements/new");
    let done = |answer: Answer| format!("/p/{id}/statements/{0}?done={0}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| view::new(view, text, language, Some(fault)))
        .await
}
