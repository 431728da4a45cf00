//! The node as a witness of others' records, at `/witness/` (c2sp.org/tlog-witness).

#[cfg(test)]
mod tests;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maru_record::witness::{MAX_REQUEST_BYTES, TEXT_CONTENT_TYPE};
use maru_store::StoreError;
use maru_store::peer::{Witness, host_of};

use crate::state::AppState;

/// The witness's addresses. Any program may ask; what is signed depends on the list of peers alone.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/witness/add-checkpoint", post(add_checkpoint))
        .route("/witness/vkey", get(keys))
        .route("/witness/{origin}/checkpoint", get(checkpoint))
        // One byte more than is allowed reaches the parser, which says what is wrong.
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES + 1))
}

/// Works away from the threads that answer requests: the disk is waited for.
pub(crate) async fn work<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StatusCode> {
    match tokio::task::spawn_blocking(ask).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => {
            tracing::error!(%error, "another node could not be answered");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// The host in the node's address, after which its keys are named.
pub(crate) fn host(state: &AppState) -> &str {
    host_of(&state.settings.address)
}

fn witness(state: &AppState) -> Witness {
    Witness::new(state.node.directory(), host(state))
}

async fn add_checkpoint(State(state): State<AppState>, body: Bytes) -> Result<Response, StatusCode> {
    // Whoever may have forgotten what it cosigned cosigns nothing.
    if let Some(reason) = state.node.unsure() {
        return Ok(answer(
            StatusCode::SERVICE_UNAVAILABLE,
            TEXT_CONTENT_TYPE,
            format!("{reason}\n").into_bytes(),
        ));
    }
    let witness = witness(&state);
    let decision = work(move || witness.answer(&body)).await?;
    let status = StatusCode::from_u16(decision.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Ok(answer(status, decision.content_type(), decision.body().into_bytes()))
}

async fn checkpoint(State(state): State<AppState>, Path(path): Path<String>) -> Result<Response, StatusCode> {
    let witness = witness(&state);
    let held = work(move || witness.checkpoint(&path)).await?;
    let held = held.ok_or(StatusCode::NOT_FOUND)?;
    Ok(answer(StatusCode::OK, TEXT_CONTENT_TYPE, held))
}

/// The witness's verifier keys, one a line.
async fn keys(State(state): State<AppState>) -> Result<Response, StatusCode> {
    let witness = witness(&state);
    let keys = work(move || witness.verifier_keys()).await?;
    let text: String = keys.iter().flat_map(|key| [key.to_string(), "\n".to_owned()]).collect();
    Ok(answer(StatusCode::OK, TEXT_CONTENT_TYPE, text.into_bytes()))
}

fn answer(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (status, headers, body).into_response()
}
