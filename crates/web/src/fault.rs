//! What went wrong, as a page in the reader's language.

use axum::extract::rejection::FormRejection;
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maru_forum::{Violation, ViolationClass};
use maru_store::{StoreError, SubmitError};
use maud::html;
use tower_http::csrf::ProtectionError;

use crate::layout::page;
use crate::limit::TooOften;
use crate::session::{Visitor, visit_of};
use crate::state::AppState;
use crate::typed_words::{self, TypedWords};
use crate::visit::Visit;

/// Seconds after which a busy node may be asked again.
const BUSY_SECONDS: u64 = 1;

/// What went wrong.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// There is no such page.
    NotFound,
    /// A form that nobody here made.
    BadForm,
    /// More was sent than is taken here.
    TooLarge,
    /// The rules do not allow it.
    Refused(Violation),
    /// Too much is waiting.
    Busy,
    /// Too many requests by the same reader; the seconds to wait.
    TooOften(u64),
    /// The disk refused, or could not be read.
    Stopped,
    /// A form sent from another site.
    CrossSite,
    /// Nobody is signed in.
    SignIn,
    /// The reader has not joined the process.
    Join,
    /// The host has not granted the account what this takes.
    NotGranted,
    /// No font of this node has the letters of a text that is to be printed.
    NoFont,
}

impl Fault {
    fn status(&self) -> StatusCode {
        match self {
            Self::BadForm => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::CrossSite | Self::Join | Self::NotGranted => StatusCode::FORBIDDEN,
            Self::Refused(violation) => status_of(violation),
            Self::Busy | Self::Stopped => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::NoFont => StatusCode::NOT_IMPLEMENTED,
        }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::NotFound => "fault-not-found",
            Self::BadForm => "fault-bad-form",
            Self::TooLarge => "fault-too-large",
            Self::Refused(_) => "fault-refused",
            Self::Busy | Self::TooOften(_) => "fault-busy",
            Self::Stopped => "fault-stopped",
            Self::CrossSite => "fault-cross-site",
            Self::SignIn | Self::Join => "fault-sign-in",
            Self::NotGranted => "fault-not-granted",
            Self::NoFont => "fault-no-font",
        }
    }

    fn wait(&self) -> Option<u64> {
        match self {
            Self::Busy => Some(BUSY_SECONDS),
            Self::TooOften(seconds) => Some(*seconds),
            _ => None,
        }
    }
}

/// The status of an answer that a rule forbids, the same on pages and in the API.
pub(crate) fn status_of(violation: &Violation) -> StatusCode {
    match violation.class() {
        ViolationClass::NotFound => StatusCode::NOT_FOUND,
        ViolationClass::Forbidden => StatusCode::FORBIDDEN,
        ViolationClass::Conflict => StatusCode::CONFLICT,
        ViolationClass::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl From<FormRejection> for Fault {
    fn from(rejection: FormRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::BadForm }
    }
}

impl IntoResponse for Fault {
    /// Only the status: the words come from [`dressed`], which knows the reader's language.
    fn into_response(self) -> Response {
        let mut answer = self.status().into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}

impl From<SubmitError> for Fault {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Refused(violation) => Self::Refused(violation),
            SubmitError::Busy => Self::Busy,
            other => {
                tracing::error!(error = %other, "a command could not be stored");
                Self::Stopped
            }
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "reading failed");
        Self::Stopped
    }
}

impl From<TooOften> for Fault {
    fn from(late: TooOften) -> Self {
        Self::TooOften(late.seconds())
    }
}

/// Gives every fault of the pages its words.
pub(crate) async fn dressed(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (typed, request) = TypedWords::of(request).await;
    let (parts, body) = request.into_parts();
    let head = parts.clone();
    let answer = next.run(Request::from_parts(parts, body)).await;
    if let Some(page) = page_of_a_form(&head, &answer) {
        return page;
    }
    let cross_site = answer.extensions().get::<ProtectionError>().map(|_| Fault::CrossSite);
    // What takes a whole file is refused before any of our code sees it.
    let large = (answer.status() == StatusCode::PAYLOAD_TOO_LARGE).then_some(Fault::TooLarge);
    let fault = answer.extensions().get::<Fault>().cloned().or(cross_site).or(large);
    let visit = || visit_of(&head, &state, &Visitor::of(&head, &state));
    let Some(fault) = fault else {
        return match typed_words::leads_away(&answer) {
            Some(to) if !typed.is_empty() || is_act(&head) => sign_in_first(&visit(), &typed, &to),
            None if head.method == Method::POST && typed_words::refuses(&answer) => {
                typed.restored(&visit(), answer).await
            }
            _ => answer,
        };
    };
    let visit = visit();
    let title = visit.text(fault.key());
    let body = html! {
        h1 { (title) }
        @if let Fault::Refused(violation) = &fault {
            p.warn role="alert" { (visit.violation(violation)) }
        }
        p { (visit.text(&format!("{}-words", fault.key()))) }
        @if matches!(fault, Fault::TooLarge) && !typed.is_empty() { p { (visit.text_with("fault-too-large-typed", &[("characters", typed.longest().into())])) } }
        @if let Fault::TooOften(seconds) = &fault { p { (visit.text_with("fault-wait", &[("seconds", (*seconds).into())])) } }
        // Another site's words are not shown as if the reader had typed them.
        @if !typed.is_empty() && !matches!(fault, Fault::CrossSite) { (typed.to_copy(&visit)) }
        p { a href=(visit.link("/")) { (visit.text("fault-home")) } }
    };
    let mut dressed = (fault.status(), Html(page(&visit, &title, &body).into_string())).into_response();
    if let Some(seconds) = fault.wait() {
        dressed.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    dressed
}

/// An address that only takes a form has no page: whoever asks for it, by a link to another language on the page that refused the
/// form, or by loading it again, is led to the page that the form stands on.
fn page_of_a_form(head: &Parts, answer: &Response) -> Option<Response> {
    if answer.status() != StatusCode::METHOD_NOT_ALLOWED || head.method != Method::GET {
        return None;
    }
    let (page, _) = head.uri.path().rsplit_once('/').filter(|(page, _)| !page.is_empty())?;
    let language = head.uri.query().unwrap_or_default().split('&').find(|part| part.starts_with("lang="));
    let language = language.map_or_else(String::new, |language| format!("?{language}"));
    Some(Redirect::to(&format!("{page}{language}")).into_response())
}

/// Whether a form of a process was sent that is lost where its sender has to sign in first, though no words of theirs are in it: a vote in
/// a ballot, a choice of a reply. Answers to statements wait, and to join is what they are led to.
fn is_act(head: &Parts) -> bool {
    let path = head.uri.path();
    let waits = ["/vote", "/answers", "/join"].iter().any(|end| path.ends_with(end));
    head.method == Method::POST && path.starts_with("/p/") && !waits
}

/// Somebody sent something and is not signed in any more, or has not joined: they would be led away from it, and think that it is recorded.
fn sign_in_first(visit: &Visit, typed: &TypedWords, to: &str) -> Response {
    let title = visit.text("fault-sign-in");
    let body = html! {
        h1 { (title) }
        p { (visit.text("fault-sign-in-words")) }
        p { a.button.go href=(to) rel="nofollow" target="_blank" { (visit.text("fault-sign-in-go")) } }
        (typed.to_send_again(visit))
        @if !typed.is_empty() { (typed.to_copy(visit)) }
    };
    (StatusCode::UNAUTHORIZED, Html(page(visit, &title, &body).into_string())).into_response()
}

/// The answer to an address that does not exist.
pub(crate) async fn no_such_page() -> Fault {
    Fault::NotFound
}
