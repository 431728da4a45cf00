//! The opinion map.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use maru_opinion::OpinionMap;
use serde::Serialize;
use utoipa::ToSchema;

use super::address::InProcess;
use super::problem::{Problem, ProblemBody};
use crate::state::AppState;

/// The latest opinion map, with the entries it rests on.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MapBody<'a> {
    /// The first so many entries of the record went in.
    entries: u64,
    /// Votes cast in them, changed ones counted again.
    vote_events: u64,
    /// The map; `docs/opinion-map.md` says what each field means. Anyone can compute it again with `maru map`.
    #[schema(value_type = Object)]
    map: &'a OpinionMap,
}

/// The latest opinion map: people by how they vote, groups, common ground, and how sure it is.
#[utoipa::path(
    get, path = "/api/processes/{id}/map", tag = "results", operation_id = "opinionMap",
    params(("id" = String, Path, description = "The process")),
    responses(
        (status = 200, description = "The map", body = MapBody),
        (status = 404, description = "No such process, or no map has been computed yet", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
) -> Result<Response, Problem> {
    let Some(published) = state.node.map(&handle) else {
        let detail = "no map has been computed yet; there are no votes, or the first map is being drawn";
        return Err(Problem::not_found("no-map", detail));
    };
    let body =
        MapBody { entries: published.entries, vote_events: published.vote_events, map: &published.map };
    let text =
        serde_json::to_vec(&body).map_err(|error| maru_store::StoreError::Snapshot(error.to_string()))?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}
