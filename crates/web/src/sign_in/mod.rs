//! Signing in: a link is mailed, opened in the browser that asked for it, and confirmed with a button, because
//! mail scanners follow links. No cookie before somebody asks to sign in.

pub(crate) mod demo;
mod then;
mod view;

use axum::Router;
use axum::extract::{Form, Request, State};
use axum::http::header::{CACHE_CONTROL, REFERRER_POLICY, RETRY_AFTER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maru_record::Digest;
use maru_store::{MailAddress, SIGN_IN_SECONDS, SignInError, SignInToken, StoreError, SubmitError};
use maud::Markup;
use serde::Deserialize;

use crate::limit::{Class, Subject, TooOften};
use crate::session::{
    Visitor, asking_browser, asking_cookie, no_asking_cookie, no_session_cookie, session_cookie,
    session_token, visit_of,
};
use crate::state::AppState;
use crate::visit::{Visit, encoded};

pub(crate) use then::local_path;

/// How long a link is good, as pages say it.
const LINK_MINUTES: i64 = SIGN_IN_SECONDS / 60;

/// Where signing in happens.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", get(ask_page).post(ask))
        .route("/sign-in/confirm", get(confirm_page).post(confirm))
        .route("/sign-out", post(sign_out))
        .route("/demo/mail", get(demo::mails))
        .route("/demo/secretariat", post(demo::as_secretariat))
        .route("/demo/appeals", post(demo::as_appeals))
}

/// The form that asks for a link.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    email: String,
    #[serde(default)]
    then: String,
}

/// The form that uses a link.
#[derive(Debug, Deserialize)]
struct Confirmed {
    token: String,
    #[serde(default)]
    then: String,
}

async fn ask_page(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = visit_of(&parts, &state, &Visitor::of(&parts, &state));
    let then = local_path(visit.asked("then").unwrap_or_default()).to_owned();
    let asked = Asked { then, ..Asked::default() };
    page(StatusCode::OK, &view::ask(&visit, &asked, can_send(&state), None))
}

async fn ask(State(state): State<AppState>, parts: Parts, Form(mut asked): Form<Asked>) -> Response {
    let visitor = Visitor::of(&parts, &state);
    let visit = visit_of(&parts, &state, &visitor);
    local_path(&asked.then).to_owned().clone_into(&mut asked.then);
    if !can_send(&state) {
        return page(StatusCode::SERVICE_UNAVAILABLE, &view::ask(&visit, &asked, false, None));
    }
    let Ok(address) = asked.email.parse::<MailAddress>() else {
        let fault = visit.text("sign-in-fault-email");
        return page(StatusCode::UNPROCESSABLE_ENTITY, &view::ask(&visit, &asked, true, Some(&fault)));
    };
    if let Err(late) = pass(&state, &visitor, &address) {
        return too_often(&visit, &asked, late);
    }
    let browser = match known_browser(&parts, &state) {
        Some(browser) => browser,
        None => match fresh_secret() {
            Ok(browser) => browser,
            Err(error) => return failed(&visit, &error.into()),
        },
    };
    let write = |token: &SignInToken| mail(&visit, &state, token, &asked.then);
    if let Err(error) = state.node.begin_sign_in(&address, &browser, write).await {
        return failed(&visit, &error);
    }
    let answer = page(StatusCode::OK, &view::sent(&visit, &address, &asked.then));
    with_cookies(answer, [asking_cookie(&browser, &state.settings)])
}

fn pass(state: &AppState, visitor: &Visitor, address: &MailAddress) -> Result<(), TooOften> {
    state.gates.pass(Class::SignIn, Subject::Network(visitor.network))?;
    state.gates.pass(Class::Mail, Subject::Address(address.as_str().into()))
}

/// The secret that this browser got when it asked before, so that its earlier link works as well.
fn known_browser(parts: &Parts, state: &AppState) -> Option<String> {
    let secret = asking_browser(&parts.headers, &state.settings)?;
    secret.parse::<Digest>().ok().map(|known| known.to_string())
}

/// A secret for a cookie.
pub(crate) fn fresh_secret() -> Result<String, StoreError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Random(error.to_string()))?;
    Ok(Digest(bytes).to_string())
}

/// Subject and body of the mail, in the language of the page on which it was asked for.
fn mail(visit: &Visit, state: &AppState, token: &SignInToken, then: &str) -> (String, String) {
    let path = format!("/sign-in/confirm?token={}&then={}", token.as_str(), encoded(then));
    let link = format!("{}{}", state.settings.address, visit.link(&path));
    let arguments = [("link", link.into()), ("minutes", LINK_MINUTES.into())];
    (visit.text("sign-in-mail-subject"), visit.text_with("sign-in-mail-body", &arguments))
}

async fn confirm_page(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = visit_of(&parts, &state, &Visitor::of(&parts, &state));
    let token = visit.asked("token").unwrap_or_default();
    let then = local_path(visit.asked("then").unwrap_or_default());
    let browser = asking_browser(&parts.headers, &state.settings).unwrap_or_default();
    match state.node.sign_in_of(token, browser) {
        Ok(address) => page(StatusCode::OK, &view::confirm(&visit, &address, token, then)),
        Err(error) => not_confirmed(&visit, &error, then),
    }
}

async fn confirm(State(state): State<AppState>, parts: Parts, Form(form): Form<Confirmed>) -> Response {
    let then = local_path(&form.then);
    let browser = asking_browser(&parts.headers, &state.settings).unwrap_or_default();
    match state.node.confirm_sign_in(&form.token, browser).await {
        Ok(token) => {
            let cookies =
                [session_cookie(token.as_str(), &state.settings), no_asking_cookie(&state.settings)];
            with_cookies(Redirect::to(then).into_response(), cookies)
        }
        Err(error) => {
            let visit = visit_of(&parts, &state, &Visitor::of(&parts, &state));
            not_confirmed(&visit, &error, then)
        }
    }
}

async fn sign_out(State(state): State<AppState>, parts: Parts) -> Response {
    if let Some(token) = session_token(&parts.headers, &state.settings)
        && let Err(error) = state.node.sign_out(token).await
    {
        tracing::error!(%error, "a session was not taken out of the database");
    }
    let visit = visit_of(&parts, &state, &Visitor::of(&parts, &state));
    let answer = Redirect::to(&visit.link("/")).into_response();
    with_cookies(answer, [no_session_cookie(&state.settings)])
}

fn can_send(state: &AppState) -> bool {
    state.settings.demo || state.settings.mail.is_some()
}

fn not_confirmed(visit: &Visit, error: &SignInError, then: &str) -> Response {
    match error {
        SignInError::OtherBrowser => page(StatusCode::CONFLICT, &view::other_browser(visit, then)),
        SignInError::Submit(error) => failed(visit, error),
        _ => page(StatusCode::GONE, &view::stale(visit, then)),
    }
}

fn too_often(visit: &Visit, asked: &Asked, late: TooOften) -> Response {
    let seconds = late.seconds();
    let fault = visit.text_with("sign-in-fault-too-often", &[("seconds", seconds.into())]);
    let mut answer = page(StatusCode::TOO_MANY_REQUESTS, &view::ask(visit, asked, true, Some(&fault)));
    answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    answer
}

fn failed(visit: &Visit, error: &SubmitError) -> Response {
    tracing::error!(%error, "signing in failed");
    let busy = matches!(error, SubmitError::Busy);
    let mut answer = page(StatusCode::SERVICE_UNAVAILABLE, &view::failed(visit, busy));
    answer.headers_mut().insert(RETRY_AFTER, 5.into());
    answer
}

/// A page that no cache keeps and whose address, which may hold a secret, goes to no other site. The policy is
/// `same-origin` and no stricter: under `no-referrer` old browsers would send forms without their origin.
fn page(status: StatusCode, body: &Markup) -> Response {
    let mut answer = (status, Html(body.0.clone())).into_response();
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    answer
}

fn with_cookies(mut answer: Response, cookies: impl IntoIterator<Item = Option<HeaderValue>>) -> Response {
    for cookie in cookies.into_iter().flatten() {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    answer
}
