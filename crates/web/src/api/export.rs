//! Exports in the shape of Polis, for everyone's tools.

use axum::extract::{FromRequestParts, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maru_forum::Reading;
use maru_opinion::polis::Style;
use maru_store::{Node, ProcessHandle, StoreError, file_of};

use super::address::{InProcess, parameter};
use super::problem::{Problem, ProblemBody};
use crate::limit::Class;
use crate::session::Visitor;
use crate::state::AppState;

/// The name of a file in an address.
#[derive(Debug)]
pub(super) struct FileName(String);

impl FromRequestParts<AppState> for FileName {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        parameter(parts, state, "file").await.map(Self)
    }
}

/// One file of the process as a Polis export.
#[utoipa::path(
    get, path = "/api/processes/{id}/export/{file}", tag = "exports", operation_id = "export",
    params(
        ("id" = String, Path, description = "The process"),
        ("file" = String, Path, description = "`votes.csv`, `votes.parquet`, `comments.csv`, `participants-votes.csv` or `summary.csv`"),
    ),
    responses(
        (status = 200, description = "The file", body = String, content_type = "text/csv"),
        (status = 404, description = "No such file; a process imported from a matrix has no `votes.csv`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn file(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    FileName(name): FileName,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.pass(&state, Class::Export)?;
    let node = state.node.clone();
    let wanted_parquet = name == "votes.parquet";
    let wanted = name.clone();
    // Reads every entry, so it must not hold up a thread that answers others.
    let url = format!("{}/p/{}", state.settings.address, handle.id());
    let read = tokio::task::spawn_blocking(move || written(&node, &handle, &wanted, &url));
    let found = read.await.map_err(|_| stopped())??;
    let bytes = found.ok_or_else(|| {
        Problem::not_found("no-such-file", format!("there is no “{name}”; there are votes.csv, votes.parquet, comments.csv, participants-votes.csv and summary.csv, and no votes.csv where the source had no times"))
    })?;
    // The name is one of those we wrote ourselves, or nothing would have been found.
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let kind = if wanted_parquet { "application/vnd.apache.parquet" } else { "text/csv; charset=utf-8" };
    let mut answer = ([(CONTENT_TYPE, kind)], bytes).into_response();
    if let Ok(disposition) = disposition {
        answer.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(answer)
}

fn stopped() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "stopped", "the export was given up; try again")
}

fn written(
    node: &Node,
    handle: &ProcessHandle,
    name: &str,
    url: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut export = node.polis_export(handle, Reading::Anyone)?;
    // The record knows the process by its origin, which has no scheme; where it is read, the node knows. What came from elsewhere is there.
    if handle.read().source().is_none() {
        export
            .summary
            .iter_mut()
            .filter(|(key, _)| key == "url")
            .for_each(|(_, known)| url.clone_into(known));
    }
    Ok(file_of(&export, Style::Older, name, None))
}
