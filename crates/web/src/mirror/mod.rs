//! Copies of others' records at `/mirror/<hex sha256 of the origin>/`, and the node's own record at `/node/` (c2sp.org/tlog-tiles).

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use maru_store::mirror::Mirror;

use crate::record::files::{found, kind_of};
use crate::state::AppState;
use crate::witness::{host, work};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/mirror/{copy}/{*path}", get(copy)).route("/node/{*path}", get(own))
}

async fn copy(
    State(state): State<AppState>,
    Path((copy, path)): Path<(String, String)>,
) -> Result<Response, StatusCode> {
    let mirror = Mirror::new(state.node.directory(), host(&state));
    let asked = path.clone();
    let bytes = work(move || mirror.file(&copy, &asked)).await?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(found(bytes, kind_of(&path)))
}

async fn own(State(state): State<AppState>, Path(path): Path<String>) -> Result<Response, StatusCode> {
    let (node, asked) = (state.node.clone(), path.clone());
    let read = move || node.own_record().map_or(Ok(None), |own| node.file_of(&own, &asked));
    let bytes = work(read).await?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(found(bytes, kind_of(&path)))
}
