//! The opinion map.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use maru_opinion::OpinionMap;
use maru_opinion::summary::{Summary, summary};
use maru_store::{ProcessHandle, Whom};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::address::{Asked, InProcess};
use super::problem::{Problem, ProblemBody};
use crate::map::chosen::{Chosen, Wish};
use crate::state::AppState;

/// After how many seconds a map that is being computed may be asked for again.
const COMPUTING_SECONDS: u64 = 2;

/// An opinion map, with the entries it rests on.
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

/// Which map: the latest of everyone, unless the address says otherwise.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// As of the end of this day, UTC, such as `2026-11-20`.
    day: Option<String>,
    /// `verified`: of people whose identity was verified alone.
    people: Option<String>,
}

impl Which {
    fn wish(&self) -> Result<Wish, Problem> {
        let wrong = |detail: &str| Problem::new(StatusCode::BAD_REQUEST, "bad-query", detail);
        let day = self.day.as_deref().map(str::parse).transpose();
        let day = day.map_err(|_| wrong("`day` is no day such as 2026-11-20"))?;
        match self.people.as_deref() {
            None => Ok(Wish { day, whom: Whom::Everyone }),
            Some("verified") => Ok(Wish { day, whom: Whom::Verified }),
            Some(_) => Err(wrong("`people` is `verified` or absent")),
        }
    }
}

/// What the latest opinion map says, small enough to be shown within another page.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SummaryBody {
    /// The first so many entries of the record went in.
    entries: u64,
    /// Groups with what sets them apart, and the statements that all share, by number; `docs/opinion-map.md` has the shape.
    #[schema(value_type = Object)]
    summary: Summary,
}

/// The opinion map in a few numbers, for those who show it elsewhere: groups, what sets them apart, what all share.
#[utoipa::path(
    get, path = "/api/processes/{id}/map/summary", tag = "results", operation_id = "opinionMapSummary",
    params(("id" = String, Path, description = "The process")),
    responses(
        (status = 200, description = "The summary", body = SummaryBody),
        (status = 404, description = "No such process, or nobody has voted", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The map is being computed; ask again", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn summarised(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
) -> Result<Json<SummaryBody>, Problem> {
    let Some(published) = state.node.map(&handle) else { return Err(absence(&handle, None)) };
    Ok(Json(SummaryBody { entries: published.entries, summary: summary(&published.map) }))
}

/// The opinion map: people by how they vote, groups, common ground, and how sure it is. Of an earlier day it is computed
/// when somebody asks, and is there some seconds later.
#[utoipa::path(
    get, path = "/api/processes/{id}/map", tag = "results", operation_id = "opinionMap",
    params(("id" = String, Path, description = "The process"), Which),
    responses(
        (status = 200, description = "The map", body = MapBody),
        (status = 400, description = "The query is not understood", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process, or nobody had voted", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The map is being computed; ask again", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(which): Asked<Which>,
) -> Result<Response, Problem> {
    let wish = which.wish()?;
    let chosen = Chosen::look_up(&state.node, &handle, wish);
    let Some(published) = &chosen.map else { return Err(absence(&handle, Some(&chosen))) };
    let body =
        MapBody { entries: published.entries, vote_events: published.vote_events, map: &published.map };
    let text =
        serde_json::to_vec(&body).map_err(|error| maru_store::StoreError::Snapshot(error.to_string()))?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}

/// Why there is no map: nobody had voted, so that none will come, or it is not computed yet, as after a start of the node.
fn absence(handle: &ProcessHandle, chosen: Option<&Chosen>) -> Problem {
    if handle.read().vote_events == 0 || chosen.is_some_and(Chosen::is_before_the_first) {
        return Problem::not_found("no-map", "nobody had voted, so there is no map");
    }
    let detail = "this map is being computed from the record; ask again in some seconds";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "map-being-computed", detail).after(COMPUTING_SECONDS)
}

/// What had happened by the end of a day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DayBody {
    /// The day, UTC.
    day: String,
    /// The map of the day rests on the votes cast by then among the first so many entries.
    entries: u64,
    /// Votes cast by then, changed ones counted again.
    vote_events: u64,
    /// People who had voted by then.
    people: u32,
    /// Statements that had been voted on by then.
    statements: u32,
}

/// The days of which there is a map, earliest first.
#[utoipa::path(
    get, path = "/api/processes/{id}/map/days", tag = "results", operation_id = "mapDays",
    params(("id" = String, Path, description = "The process")),
    responses(
        (status = 200, description = "The days", body = [DayBody]),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The record is being read; ask again", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn days(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
) -> Result<Json<Vec<DayBody>>, Problem> {
    let Some(days) = state.node.days(&handle) else {
        let detail = "the days are being read from the record; ask again in some seconds";
        let busy = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "map-being-computed", detail);
        return Err(busy.after(COMPUTING_SECONDS));
    };
    let body = days.days.iter().map(|day| DayBody {
        day: day.day.to_string(),
        entries: day.entries,
        vote_events: day.vote_events,
        people: day.people,
        statements: day.statements,
    });
    Ok(Json(body.collect()))
}
