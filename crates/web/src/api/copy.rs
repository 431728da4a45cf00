//! Copies of records from elsewhere: to read, and to act in never.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::{Problem, ProblemBody};
use crate::mirror::copies;
use crate::state::AppState;

/// A checked copy of a record that another node signs.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CopyBody {
    /// The record's name, which leads to where it is at home.
    origin: String,
    /// How many entries are here.
    entries: u64,
    /// The root of the tree over them, as the head says it.
    root: String,
    /// Where its files are, under this node.
    address: String,
    /// Always `true`: nobody can act in a copy; the keys of its record are elsewhere.
    read_only: bool,
}

/// The copies of others' records that this node keeps, from peers or from archives. Nobody joins, votes or decides in them here.
#[utoipa::path(
    get, path = "/api/copies", tag = "record", operation_id = "copies",
    responses(
        (status = 200, description = "All that are not damaged, by name", body = Vec<CopyBody>),
        (status = 503, description = "The disk could not be read", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(State(state): State<AppState>) -> Result<Json<Vec<CopyBody>>, Problem> {
    let read = tokio::task::spawn_blocking(move || copies(&state));
    let copies = read.await.map_err(|_| super::secretariat::stopped())??;
    let all = copies.whole.into_iter().map(|copy| CopyBody {
        address: format!("/mirror/{}/", copy.path),
        origin: copy.origin,
        entries: copy.entries,
        root: copy.root,
        read_only: true,
    });
    Ok(Json(all.collect()))
}
