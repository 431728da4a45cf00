//! Votes. Casting one is the hottest path of the node, so it does no more than it must: no SQL of its own, one small
//! body in, one small body out.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maru_forum::{Action, Actor, CastVote, EntryNumber, StatementId, Violation, Vote};
use maru_store::Request;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::address::InProcess;
use super::problem::{Problem, ProblemBody, read_json};
use super::signature::author_signature;
use crate::limit::Class;
use crate::session::Visitor;
use crate::state::AppState;

/// An answer to a statement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ballot {
    /// Number of the statement.
    #[schema(example = 17)]
    statement: u64,
    /// `agree`, `disagree` or `pass`.
    #[schema(value_type = String, example = "agree")]
    value: Vote,
    /// The participant's own signature (64 bytes, base64): for those who joined with a key.
    #[serde(default)]
    signature: Option<String>,
}

/// The entry that holds what was done, or that said the same already.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Written {
    /// Number of the entry; it is on the disk when this is answered.
    #[schema(example = 4711)]
    pub(super) entry: u64,
}

impl Written {
    /// The answer, written without a detour over a tree of JSON.
    pub(super) fn answer(status: StatusCode, entry: EntryNumber) -> Response {
        let body = format!("{{\"entry\":{entry}}}");
        (status, [(CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
    }
}

/// Casts a vote, or changes one. The same vote again writes nothing and answers with the entry that stands.
#[utoipa::path(
    post, path = "/api/processes/{id}/votes", tag = "votes", operation_id = "castVote",
    params(("id" = String, Path, description = "The process")),
    request_body = Ballot,
    security(("session" = [])),
    responses(
        (status = 200, description = "The vote is on the disk", body = Written),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Not a participant", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process or statement", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Not now", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The signature is missing or does not fit", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The node is busy; nothing was stored", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn cast(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    let actor = visitor.actor(&state, handle.id()).ok_or_else(Problem::not_signed_in)?;
    visitor.pass(&state, Class::Vote)?;
    let ballot: Ballot = read_json(&body)?;
    let command =
        CastVote { statement: StatementId(EntryNumber(ballot.statement)), vote: ballot.value }.into();
    let signature = author_signature(ballot.signature.as_deref(), None)?;
    let action = Action { actor, command, signature };
    let request = Request { process: handle.id().clone(), account: None, action };
    let answer = state.node.submit(request).await?;
    Ok(Written::answer(StatusCode::OK, answer.entry))
}

/// One of my votes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MyVote {
    /// Number of the statement.
    statement: u64,
    /// `agree`, `disagree` or `pass`.
    value: &'static str,
    /// The entry that holds it.
    entry: u64,
    /// Whether it replaced an earlier one.
    changed: bool,
}

/// My votes as they stand, by statement.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MyVotes {
    /// The votes.
    votes: Vec<MyVote>,
}

/// The votes of whoever is signed in, as they stand.
#[utoipa::path(
    get, path = "/api/processes/{id}/votes/mine", tag = "votes", operation_id = "myVotes",
    params(("id" = String, Path, description = "The process")),
    security(("session" = [])),
    responses(
        (status = 200, description = "My votes", body = MyVotes),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Not a participant", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn mine(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let actor = visitor.actor(&state, handle.id()).ok_or_else(Problem::not_signed_in)?;
    let process = handle.read();
    let person = match actor {
        Actor::Participant(id) => process.participant(id),
        _ => None,
    };
    let person = person.ok_or(Violation::NotAParticipant)?;
    let votes = person.votes.iter().map(|cast| MyVote {
        statement: process.statements[cast.statement as usize].id.0.0,
        value: cast.vote.as_str(),
        entry: u64::from(cast.entry),
        changed: cast.changed,
    });
    let body = Json(MyVotes { votes: votes.collect() });
    Ok(([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], body).into_response())
}
