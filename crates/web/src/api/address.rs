//! What an address of the API names: a process, and numbers in it.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Query, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use maru_forum::{EntryNumber, ProcessId, Violation};
use maru_store::ProcessHandle;
use serde::de::DeserializeOwned;

use super::problem::Problem;
use crate::state::AppState;

/// The process that an address names.
#[derive(Debug)]
pub(super) struct InProcess(pub(super) Arc<ProcessHandle>);

impl FromRequestParts<AppState> for InProcess {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let id = parameter(parts, state, "id").await?;
        let unknown = || Problem::from(Violation::UnknownProcess(id.clone()));
        let known: ProcessId = id.parse().map_err(|_| unknown())?;
        state.node.process(&known).map(Self).ok_or_else(unknown)
    }
}

/// The entry that an address names; whether there is one is not known yet.
#[derive(Debug)]
pub(super) struct Numbered(pub(super) EntryNumber);

impl FromRequestParts<AppState> for Numbered {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let number = parameter(parts, state, "number").await?;
        let wrong = || Problem::not_found("unknown-entry", format!("“{number}” is no number of an entry"));
        number.parse().map(|number| Self(EntryNumber(number))).map_err(|_| wrong())
    }
}

/// Another part of an address, by its name in the route.
pub(super) async fn parameter(
    parts: &mut Parts,
    state: &AppState,
    name: &'static str,
) -> Result<String, Problem> {
    let missing = || Problem::not_found("no-such-address", "there is no such address");
    let parameters = RawPathParams::from_request_parts(parts, state).await.map_err(|_| missing())?;
    let found = parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned());
    found.ok_or_else(missing)
}

/// The query of an address; what it does not understand is said, not ignored.
#[derive(Debug)]
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<AppState> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Problem> {
        let query = Query::<T>::try_from_uri(&parts.uri);
        query.map(|Query(asked)| Self(asked)).map_err(|error| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "bad-query",
                format!("the query is not understood: {error}"),
            )
        })
    }
}
