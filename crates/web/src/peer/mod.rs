//! How other nodes come to know this one, at `/peers/`.

#[cfg(test)]
mod tests;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maru_record::introduction::MAX_INTRODUCTION_BYTES;
use maru_store::peer::{self, Hearing};

use crate::limit::{Class, Subject};
use crate::session::Visitor;
use crate::state::AppState;
use crate::witness::work;

/// What a node says of itself changes with its processes and peers.
const FOR_SECONDS: &str = "public, max-age=2";

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/peers/self", get(introduction))
        .route("/peers/ask", post(ask))
        // One byte more than is allowed reaches the parser, which says what is wrong.
        .layer(DefaultBodyLimit::max(MAX_INTRODUCTION_BYTES + 1))
}

async fn introduction(State(state): State<AppState>) -> Result<Response, StatusCode> {
    let (node, address) = (state.node.clone(), state.settings.address.clone());
    let bytes = work(move || peer::introduce(&node, &address)).await?.ok_or(StatusCode::NOT_FOUND)?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CACHE_CONTROL, HeaderValue::from_static(FOR_SECONDS)),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    Ok((headers, bytes).into_response())
}

/// Another node introduces itself: a peer's new records are followed, a stranger is noted for the operator.
async fn ask(State(state): State<AppState>, visitor: Visitor, body: Bytes) -> Result<Response, StatusCode> {
    let network = visitor.network;
    if let Err(late) = state.gates.pass(Class::Introduction, Subject::Network(network)) {
        let wait = [(RETRY_AFTER, HeaderValue::from(late.seconds()))];
        return Ok((StatusCode::TOO_MANY_REQUESTS, wait, "too often\n").into_response());
    }
    let node = state.node.clone();
    let heard = work(move || peer::hear(node.directory(), &body, &network.to_string()));
    let (status, words) = match heard.await? {
        Hearing::Followed => (StatusCode::OK, "followed\n".to_owned()),
        Hearing::Noted => (StatusCode::ACCEPTED, "noted: the operator decides\n".to_owned()),
        Hearing::TooMany => (StatusCode::SERVICE_UNAVAILABLE, "too many have asked\n".to_owned()),
        Hearing::Malformed(error) => (StatusCode::BAD_REQUEST, format!("{error}\n")),
        Hearing::Contradicts(error) => (StatusCode::CONFLICT, format!("{error}\n")),
    };
    Ok((status, words).into_response())
}
