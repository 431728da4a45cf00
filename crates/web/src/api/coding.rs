//! Codings: what units of the draft are as norms, as people have confirmed it.

use axum::body::Bytes;
use axum::response::Response;
use maru_forum::{CodeUnit, Coding, Command, EntryNumber, UnitCoding, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess};
use super::list::{Listed, Part};
use super::optional_words::OptionalWords;
use super::problem::{Problem, ProblemBody};
use super::time::stamp;
use super::trunk::act_route;
use super::vote::Written;
use crate::session::Visitor;

/// What a unit is as a norm, in the codes of the norm library (`maru norms schema`).
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CodingBody {
    /// `R`, `C`, `S` or `P`.
    #[schema(example = "R")]
    statement_type: String,
    /// The duty word.
    #[schema(example = "must")]
    deontic: String,
    /// Who bears it.
    #[serde(default)]
    bearer: Vec<String>,
    /// What it is about.
    #[serde(default)]
    topics: Vec<String>,
    /// What follows from a breach.
    #[schema(example = "admin_fine")]
    sanction: String,
    /// `yes`, `partly` or `no`.
    #[schema(example = "yes")]
    testable: String,
    /// What the affected person can set off, in words; may be empty.
    #[serde(default)]
    remedy: String,
}

/// A coding that a drafter confirms.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCoding {
    /// The version of the draft, by its entry.
    #[schema(value_type = u64)]
    draft: EntryNumber,
    /// The unit.
    #[schema(value_type = String, example = "art_4__para_1")]
    unit: UnitId,
    /// What it is.
    coding: CodingBody,
    /// Why.
    #[serde(flatten)]
    said: OptionalWords,
}

impl From<NewCoding> for Command {
    fn from(new: NewCoding) -> Self {
        let body = new.coding;
        let coding = UnitCoding {
            statement_type: body.statement_type,
            deontic: body.deontic,
            bearer: body.bearer,
            topics: body.topics,
            sanction: body.sanction,
            testable: body.testable,
            remedy: body.remedy,
        };
        let words = new.said.pair();
        CodeUnit { draft: new.draft, unit: new.unit, coding, as_suggested: None, words }.into()
    }
}

act_route! {
    /// Confirms what a unit of the draft is as a norm; for drafters and the secretariat.
    code, NewCoding, "/api/processes/{id}/codings", "draft", "codeUnit"
}

/// A confirmed coding.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConfirmedBody {
    /// The entry that holds it.
    entry: u64,
    /// When, RFC 3339.
    at: String,
    /// Who; absent for the host.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<u64>,
    /// The version of the draft, by its entry.
    draft: u64,
    /// The unit.
    unit: String,
    /// What it is.
    coding: CodingBody,
    /// Whether it is what the rules of the library had suggested; absent where nobody compared them.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_suggested: Option<bool>,
    /// Whether a later coding of the same unit in the same version stands in its place.
    replaced: bool,
}

/// Every coding of units of the draft.
#[utoipa::path(
    get, path = "/api/processes/{id}/codings", tag = "draft", operation_id = "codings",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every coding, in the order of the record", body = Vec<ConfirmedBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn codings(
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
) -> Result<Listed<ConfirmedBody>, Problem> {
    let process = handle.read();
    let body = |one: &Coding| ConfirmedBody {
        entry: one.entry.0,
        at: stamp(one.at),
        by: one.by.participant().map(|who| who.0.0),
        draft: one.draft.0,
        unit: one.unit.to_string(),
        coding: CodingBody {
            statement_type: one.coding.statement_type.clone(),
            deontic: one.coding.deontic.clone(),
            bearer: one.coding.bearer.clone(),
            topics: one.coding.topics.clone(),
            sanction: one.coding.sanction.clone(),
            testable: one.coding.testable.clone(),
            remedy: one.coding.remedy.clone(),
        },
        as_suggested: one.as_suggested,
        replaced: process.codings.of(one.draft, &one.unit).is_some_and(|last| last.entry != one.entry),
    };
    let cut = part.cut(process.codings.iter().map(|one| one.entry.0))?;
    let all = process.codings.iter().filter(|one| cut.holds(one.entry.0));
    Ok(cut.list(all.map(body)))
}
