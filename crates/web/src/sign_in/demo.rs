//! The demonstration's own doors: the mails that a real node would send, and the secretariat's chair for anyone who wants to sit in it.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use maru_store::{MailAddress, Node, SessionToken, SubmitError};

use super::{failed, page, view, with_cookies};
use crate::limit::{Class, Subject};
use crate::session::{Visitor, session_cookie, visit_of};
use crate::state::AppState;

/// The address of the account that runs the demonstration's process; mails to it are shown to everyone.
pub const DEMO_SECRETARIAT: &str = "secretariat@example.org";

/// The address of the account that rules on appeals there, against acts of the secretariat among others.
pub const DEMO_APPEALS: &str = "appeals@example.org";

/// The process of the demonstration that is not simulated: what it tells of the world has sources.
pub const DEMO_STATEMENT: &str = "watch-2024-statement";

pub(super) async fn mails(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = visit_of(&parts, &state, &Visitor::of(&parts, &state));
    if !state.settings.demo {
        return page(StatusCode::NOT_FOUND, &view::no_such_page(&visit));
    }
    match state.node.mails() {
        Ok(mails) => page(StatusCode::OK, &view::demo_mail(&visit, &mails, &state.settings.address)),
        Err(error) => failed(&visit, &error.into()),
    }
}

/// Signs the visitor in as the secretariat, with no mail between, and shows its desk. In a demonstration alone.
pub(super) async fn as_secretariat(State(state): State<AppState>, parts: Parts) -> Response {
    as_holder(&state, &parts, DEMO_SECRETARIAT).await
}

/// The same as whoever rules on appeals.
pub(super) async fn as_appeals(State(state): State<AppState>, parts: Parts) -> Response {
    as_holder(&state, &parts, DEMO_APPEALS).await
}

async fn as_holder(state: &AppState, parts: &Parts, address: &'static str) -> Response {
    let visitor = Visitor::of(parts, state);
    let visit = visit_of(parts, state, &visitor);
    if !state.settings.demo {
        return page(StatusCode::NOT_FOUND, &view::no_such_page(&visit));
    }
    if let Err(late) = state.gates.pass(Class::SignIn, Subject::Network(visitor.network)) {
        return super::too_often(&visit, &super::Asked::default(), late);
    }
    let node = state.node.clone();
    let opened = tokio::task::spawn_blocking(move || session_and_desk(&node, address)).await;
    match opened.unwrap_or_else(|error| Err(SubmitError::Stopped(error.to_string()))) {
        Ok(None) => page(StatusCode::NOT_FOUND, &view::no_such_page(&visit)),
        Ok(Some((token, desk))) => {
            let answer = Redirect::to(&visit.link(&desk)).into_response();
            with_cookies(answer, [session_cookie(token.as_str(), &state.settings)])
        }
        Err(error) => failed(&visit, &error),
    }
}

/// A session of somebody who holds an office and the address of their desk; nothing where this demonstration was made without them.
fn session_and_desk(node: &Node, address: &str) -> Result<Option<(SessionToken, String)>, SubmitError> {
    let Ok(address) = address.parse::<MailAddress>() else { return Ok(None) };
    let Some(account) = node.account_of(&address)? else { return Ok(None) };
    let Some((process, _)) = account.memberships.first() else { return Ok(None) };
    Ok(Some((node.issue_session(account.id)?, format!("/p/{process}/desk"))))
}
