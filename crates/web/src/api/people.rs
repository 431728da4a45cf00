//! Joining a process under a pseudonym.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maru_forum::{Action, Code, GroupId, Join, Pseudonym};
use maru_store::Request;
use serde::Deserialize;
use utoipa::ToSchema;

use super::address::InProcess;
use super::problem::{Problem, ProblemBody, read_json};
use super::signature::bytes_of;
use super::vote::Written;
use crate::limit::Class;
use crate::session::Visitor;
use crate::state::AppState;

/// What somebody says of themselves when joining. It stays in the record for ever.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewParticipant {
    /// The name to bear in this process, 1 to 40 characters.
    pseudonym: String,
    /// A stakeholder group of the charter, by its id.
    #[serde(default)]
    group: Option<String>,
    /// A country (ISO 3166-1 alpha-2).
    #[serde(default)]
    #[schema(example = "KR")]
    country: Option<String>,
    /// An Ed25519 public key (32 bytes, base64). Whoever joins with one signs each of their acts with it.
    #[serde(default)]
    key: Option<String>,
    /// The code of an invitation, or of an application that was granted.
    #[serde(default)]
    code: Option<String>,
    /// True: bear the name although it looks like another's.
    #[serde(default)]
    alike: bool,
}

impl NewParticipant {
    fn joining(self) -> Result<Join, Problem> {
        let country = self.country.map(|code| crate::countries::given(&code)).transpose()?;
        let key =
            self.key.map(|key| bytes_of(&key, "bad-key", "the key is not 32 bytes in base64")).transpose()?;
        Ok(Join {
            group: self.group.map(GroupId),
            country,
            key,
            code: self.code.map(|code| Code::typed(&code)).transpose()?,
            ..Join::named(Pseudonym::new(&self.pseudonym)?)
        })
    }
}

/// Joins a process; the entry is the participant's number from then on.
#[utoipa::path(
    post, path = "/api/processes/{id}/join", tag = "people", operation_id = "join",
    params(("id" = String, Path, description = "The process")),
    request_body = NewParticipant,
    security(("session" = [])),
    responses(
        (status = 201, description = "The admission is on the disk", body = Written),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Not now, or the pseudonym is taken, or looks like another's", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "What was said is not understood", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn join(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    let session = visitor.session.as_ref().ok_or_else(Problem::not_signed_in)?;
    visitor.pass(&state, Class::Writing)?;
    if let Some(participant) = state.node.membership(session.account, handle.id()) {
        // Asked twice, say after a lost answer: who has joined has joined.
        return Ok(Written::answer(StatusCode::OK, participant.0));
    }
    let new: NewParticipant = read_json(&body)?;
    let (alike, join) = (new.alike, new.joining()?);
    if let Some(other) = handle.read().participants.who_looks_like(&join.pseudonym).filter(|_| !alike) {
        let detail = format!(
            "the pseudonym looks like “{}”, which somebody else bears here; choose another, or send it again with \"alike\": true",
            other.pseudonym
        );
        return Err(Problem::new(StatusCode::CONFLICT, "looks-alike", detail));
    }
    let command = join.into();
    let action = Action { actor: maru_forum::Actor::Visitor, command, signature: None };
    let request = Request { process: handle.id().clone(), account: Some(session.account), action };
    let answer = state.node.submit(request).await?;
    Ok(Written::answer(StatusCode::CREATED, answer.entry))
}
