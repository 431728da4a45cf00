//! Whose identity was verified, by which means, and by whom.

use axum::body::Bytes;
use axum::response::Response;
use maru_forum::{Command, EntryNumber, Language, ParticipantId, VerifiedBy, Verify};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess};
use super::list::{Listed, Part};
use super::problem::{Problem, ProblemBody, named_if_any};
use super::time::stamp;
use super::trunk::act_route;
use super::vote::Written;
use crate::session::Visitor;

/// That somebody's identity was verified, or that this ended. Why, stands beside the entry.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VerificationBody {
    /// The entry that says so.
    number: u64,
    at: String,
    /// Of whom: the number of a participant.
    participant: u64,
    /// `document`, `in-person`, `organisation`, `address`, `electronic-identity` or `other`; absent where the verification ended.
    means: Option<&'static str>,
    /// Who said it: the number of a participant; absent for the operator.
    by: Option<u64>,
}

/// Everything that was said of who was verified, in order. Whoever is verified at admission stands there, not here.
#[utoipa::path(
    get, path = "/api/processes/{id}/verifications", tag = "people", operation_id = "verifications",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "All of it, in order", body = Vec<VerificationBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
) -> Result<Listed<VerificationBody>, Problem> {
    let process = handle.read();
    let cut = part.cut(process.verifications.iter().map(|one| one.entry.0))?;
    let all = process.verifications.iter().filter(|one| cut.holds(one.entry.0)).map(|one| VerificationBody {
        number: one.entry.0,
        at: stamp(one.at),
        participant: one.participant.0.0,
        means: one.means.map(VerifiedBy::as_str),
        by: one.by.map(|who| who.0.0),
    });
    Ok(cut.list(all))
}

/// That somebody's identity was verified, or is so no longer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewVerification {
    /// The participant, by their number.
    participant: u64,
    /// `document`, `in-person`, `organisation`, `address`, `electronic-identity` or `other`; absent to end the verification.
    #[serde(default, deserialize_with = "means")]
    #[schema(value_type = Option<String>, example = "in-person")]
    means: Option<VerifiedBy>,
    /// Why. It can be erased later.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

fn means<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Option<VerifiedBy>, D::Error> {
    named_if_any(reader, VerifiedBy::ALL, VerifiedBy::as_str)
}

impl From<NewVerification> for Command {
    fn from(new: NewVerification) -> Self {
        let participant = ParticipantId(EntryNumber(new.participant));
        Verify { participant, means: new.means, text: new.text, language: new.language }.into()
    }
}

act_route! {
    /// Says that the identity of a participant was verified, or ends that; for whoever keeps the register.
    act, NewVerification, "/api/processes/{id}/verifications", "people", "verify"
}
