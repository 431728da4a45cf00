//! Addresses of statements and votes.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path};
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use maru_forum::{CastVote, EntryNumber, Language, STATEMENT_LIMIT, StatementId, SubmitStatement, Vote};
use maru_store::{Answer, ProcessHandle};
use serde::Deserialize;

use crate::fault::Fault;
use crate::form::{BLANK, Refused, Sent, Typed, carry};
use crate::languages::choices;
use crate::limit::Class;
use crate::reader::Reader;
use crate::remark::write::said;
use crate::script::{chosen_among, proposing_among};
use crate::statement::{early, view};
use crate::visit::Visit;

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
    let Form(ballot) = ballot?;
    let vote = Vote::from_name(&ballot.value).ok_or(Fault::BadForm)?;
    reader.visitor.pass(&reader.state, Class::Vote)?;
    let statement = StatementId(EntryNumber(ballot.statement));
    match reader.act(&handle, CastVote { statement, vote }).await {
        Ok(answer) => Ok(reader.go(&back(&handle, &ballot, answer.entry))),
        Err(fault @ (Fault::SignIn | Fault::Join)) => {
            early(&reader, &handle, &ballot, statement, vote, fault).await
        }
        Err(fault) => Err(fault),
    }
}

/// Whoever does not take part yet is asked the next statement all the same; whoever only lacks a name is led to choose one.
async fn early(
    reader: &Reader,
    handle: &ProcessHandle,
    ballot: &Ballot,
    statement: StatementId,
    vote: Vote,
    fault: Fault,
) -> Result<Response, Fault> {
    let kept = early::keep(reader, handle, statement, vote).await?;
    let signed = matches!(fault, Fault::Join);
    let mut answer = if signed || kept.is_none() {
        reader.redirect_to_sign_in(handle, fault, &format!("/p/{}/vote", handle.id()))?
    } else {
        reader.go(&back(handle, ballot, "early"))
    };
    if let Some(cookie) = kept {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(answer)
}

/// The page to show after a vote, which names the entry that holds it.
fn back(handle: &ProcessHandle, ballot: &Ballot, entry: impl std::fmt::Display) -> String {
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
    Ok(reader.show(&handle, |view| view::new(view, &BLANK, None)))
}

pub(crate) async fn write(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let typed = Typed::of(sent)?;
    let choices = choices(&handle.read().charter.languages);
    let asked = asked(&reader.visit, &choices, &typed);
    let here = format!("/p/{id}/statements/new");
    let done = |answer: Answer| format!("/p/{id}/statements/{0}?done={0}", answer.entry);
    // Where no language was chosen, one is proposed, and sent by them alone: nothing is assumed.
    let again = proposing_among(&choices, &typed);
    carry(&reader, &handle, asked, &here, done, |view, fault| view::new(view, &again, Some(fault))).await
}

/// The statement of a form; all that is wrong with it is told at once.
fn asked(visit: &Visit, choices: &[Language], typed: &Typed) -> Result<SubmitStatement, Refused> {
    let (text, mut refused) = (typed.get("text"), Refused::default());
    refused.take("text", said(visit, text, STATEMENT_LIMIT));
    match refused.take("language", chosen_among(visit, choices, typed)) {
        Some(language) if refused.is_empty() => Ok(SubmitStatement { text: text.to_owned(), language }),
        _ => Err(refused),
    }
}
