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
    /// The root of the tree over them, in hexadecimal.
    root: String,
    /// On which day it was brought in from a file; absent for a copy that follows its record.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_file: Option<String>,
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
        from_file: copy.from_file.map(|at| at.day().to_string()),
        read_only: true,
    });
    Ok(Json(all.collect()))
}
