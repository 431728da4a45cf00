//! Answers given before signing in: kept for the browser that gave them, and cast as votes once its owner takes part.

use axum::extract::Path;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use maru_forum::{CastVote, Registration, StatementId, Violation, Vote};
use maru_store::{ProcessHandle, SubmitError};
use maud::{Markup, html};

use crate::common::{ProcessView, answer_buttons, takes_early_answers};
use crate::fault::Fault;
use crate::form::{Sent, Typed};
use crate::limit::Class;
use crate::process::view::sign_in_or_join;
use crate::reader::Reader;
use crate::session::{early_cookie, no_early_cookie};
use crate::sign_in::fresh_secret;

/// Keeps an answer for whoever does not take part yet, and gives the cookie by which the browser is known again. Nothing where the
/// rules would not let them join and vote now.
pub(super) async fn keep(
    reader: &Reader,
    handle: &ProcessHandle,
    statement: StatementId,
    vote: Vote,
) -> Result<Option<axum::http::HeaderValue>, Fault> {
    {
        let process = handle.read();
        if !takes_early_answers(&process, reader.visit.now) {
            return Ok(None);
        }
        let known = process.statement(statement).ok_or(Violation::UnknownStatement(statement.0));
        let known = known.map_err(Fault::Refused)?;
        if !process.takes_votes(known) {
            return Err(Fault::Refused(Violation::StatementNotVisible(statement.0)));
        }
    }
    let secret = match &reader.early {
        Some(secret) => secret.clone(),
        None => fresh_secret()?,
    };
    if !reader.state.node.keep_early_answer(&secret, handle, statement, vote).await? {
        return Err(Fault::Busy);
    }
    Ok(early_cookie(&secret, &reader.state.settings))
}

/// Casts what waits as votes of whoever has joined; gives how many became votes and how many the rules no longer allow.
pub(crate) async fn cast(reader: &Reader, handle: &ProcessHandle) -> Result<(usize, usize), Fault> {
    let Some(secret) = &reader.early else { return Ok((0, 0)) };
    let (mut counted, mut refused) = (0, 0);
    for answer in reader.early_answers(handle) {
        let command = CastVote { statement: answer.statement, vote: answer.vote };
        match reader.act(handle, command).await {
            Ok(_) => counted += 1,
            // A statement that was taken away meanwhile; the others count all the same.
            Err(Fault::Refused(_)) => refused += 1,
            Err(fault) => return Err(fault),
        }
    }
    let forgotten: Result<(), SubmitError> = reader.state.node.forget_early_answers(secret, handle).await;
    forgotten?;
    Ok((counted, refused))
}

/// The page on which somebody goes on once what waited is settled; where nothing waited, none of it is spoken of.
pub(crate) fn settled(id: &str, (counted, refused): (usize, usize)) -> String {
    if (counted, refused) == (0, 0) {
        return format!("/p/{id}/vote");
    }
    format!("/p/{id}/vote?counted={counted}&refused={refused}")
}

/// `POST /p/<process>/answers`: whoever takes part has what waits counted; anyone has it forgotten.
pub(crate) async fn settle(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let typed = Typed::of(sent)?;
    reader.visitor.pass(&reader.state, Class::Vote)?;
    if typed.get("act") == "count" {
        return match cast(&reader, &handle).await {
            Ok(done) => Ok(reader.go(&settled(&id, done))),
            Err(fault) => reader.redirect_to_sign_in(&handle, fault, &format!("/p/{id}/vote")),
        };
    }
    if let Some(secret) = &reader.early {
        reader.state.node.forget_early_answers(secret, &handle).await?;
    }
    let mut answer = reader.go(&format!("/p/{id}/vote"));
    if let Some(cookie) = no_early_cookie(&reader.state.settings) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(answer)
}

/// What is said of answers that wait, or that have just been counted.
pub(crate) fn note(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let number = |name: &str| visit.asked(name).and_then(|text| text.parse::<u64>().ok());
    let act = |act: &'static str, key: &str| {
        html! {
            form method="post" action=(view.link("/answers")) {
                input type="hidden" name="act" value=(act);
                button.text type="submit" { (visit.text(key)) }
            }
        }
    };
    let count = view.early.len();
    html! {
        @if let Some(counted) = number("counted") {
            div.done role="status" {
                @if counted > 0 { p { (visit.text_with("vote-early-counted", &[("count", counted.into())])) " " a href=(visit.link("/account")) { (visit.text("vote-early-receipts")) } } }
                @if let Some(refused) = number("refused").filter(|refused| *refused > 0) {
                    p { (visit.text_with("vote-early-refused", &[("count", refused.into())])) }
                }
            }
        } @else if count > 0 && view.me.is_some() {
            div.note role="status" {
                p { (visit.text_with("vote-early-yours", &[("count", count.into())])) }
                (waiting(view))
                (act("count", "vote-early-count")) (act("forget", "vote-early-forget"))
            }
        } @else if count > 0 {
            div.note role="status" {
                p { b { (visit.text_with("vote-early-wait", &[("count", count.into())])) } " "
                    (visit.text_with(if view.process.charter.registration == Registration::Open { "vote-early-how" } else { "vote-early-how-invited" }, &[("count", count.into())]))
                }
                p { (sign_in_or_join(view, "/vote")) }
                (changeable(view))
                (act("forget", "vote-early-forget"))
            }
        }
    }
}

/// Each answer that waits, and which of the reader's votes it would take the place of: whoever shares a browser sees what is not theirs.
fn waiting(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let vote = |vote: Vote| visit.text(&format!("vote-{}", vote.as_str()));
    html! {
        ul {
            @for answer in view.early {
                @if let Some(statement) = view.process.statement(answer.statement) {
                    @let before = view.my_vote(statement).filter(|before| *before != answer.vote);
                    li {
                        (view.inline_words(statement)) " · " b { (vote(answer.vote)) }
                        @if let Some(before) = before { " · " strong { (visit.text_with("vote-early-replaces", &[("vote", vote(before).into())])) } }
                    }
                }
            }
        }
    }
}

/// The answer that was given last, to change.
fn changeable(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let about = visit.asked("about").and_then(|text| text.parse().ok()).map(maru_forum::EntryNumber);
    let found = view.early.iter().find(|answer| Some(answer.statement.0) == about);
    let found = found.and_then(|answer| Some((view.process.statement(answer.statement)?, answer.vote)));
    html! {
        @if let Some((statement, vote)) = found {
            p.small { (visit.text("vote-early-last")) " " (view.inline_words(statement)) }
            form method="post" action=(view.link("/vote")) aria-label=(visit.text("vote-change-here")) {
                input type="hidden" name="statement" value=(statement.id);
                (answer_buttons(visit, Some(vote)))
            }
        }
    }
}
