//! The addresses under `/norms`.

use axum::Router;
use axum::body::Bytes;
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::{Answer, answer, answer_check};
use crate::fault::Fault;
use crate::reader::Reader;
use crate::state::AppState;

/// The addresses under `/norms`.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/norms", get(read))
        .route("/norms/check", get(read).post(check))
        .route("/norms/{*path}", get(read))
}

async fn read(reader: Reader, headers: HeaderMap) -> Result<Response, Fault> {
    let (visit, text_library, json) =
        (reader.visit.clone(), reader.state.text_library.clone(), wants_json(&headers));
    respond(&reader, away(move || answer(&visit, &text_library, json)).await)
}

async fn check(reader: Reader, headers: HeaderMap, body: Bytes) -> Result<Response, Fault> {
    let sent = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (visit, text_library, json) =
        (reader.visit.clone(), reader.state.text_library.clone(), wants_json(&headers));
    respond(&reader, away(move || answer_check(&visit, &text_library, &sent, &body, json)).await)
}

/// Computes on a thread that may take its time: routes and redlines of large acts do.
async fn away(work: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a page of the norm library could not be drawn");
        Answer::Missing
    })
}

/// Whether a program asked: JSON is named before any page.
fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = accept.split(',').next().unwrap_or_default();
    first.split(';').next().unwrap_or_default().trim() == "application/json"
}

fn respond(reader: &Reader, found: Answer) -> Result<Response, Fault> {
    match found {
        Answer::Page(markup) => Ok(reader.plain(markup)),
        Answer::Json(value) => Ok(([(CONTENT_TYPE, "application/json")], value.to_string()).into_response()),
        Answer::Csv(text) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "inline; filename=\"norms.csv\""),
            ];
            Ok((headers, text).into_response())
        }
        Answer::Elsewhere(address) => Ok(Redirect::to(&address).into_response()),
        Answer::Missing => Err(Fault::NotFound),
        Answer::Refused(markup) => {
            let mut response = reader.plain(markup).into_response();
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Answer::Unknown(value) => {
            let problem = serde_json::json!({ "error": "unknown_value", "value": value });
            let headers = [(CONTENT_TYPE, "application/problem+json")];
            Ok((StatusCode::UNPROCESSABLE_ENTITY, headers, problem.to_string()).into_response())
        }
    }
}
