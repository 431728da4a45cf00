//! Audits of processes held elsewhere.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use maru_forum::{
    AuditWord, Command, Confidence, ContestAudit, CriterionId, EntryNumber, FindInAudit, Language, OpenAudit,
    ProcessId, ReplyInAudit,
};
use maru_openness::AuditReport;
use maru_openness::audit::{audit, audits};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use utoipa::ToSchema;

use super::address::{Asked, InProcess, Numbered};
use super::list::{Listed, Part};
use super::problem::{Problem, ProblemBody, named};
use super::said::said_to_all;
use super::trunk::act_route;
use super::vote::Written;
use crate::audit::{shipped_standings, side_by_side, standings};
use crate::session::Visitor;
use crate::state::AppState;

/// The audits that ship with this node's program, each with how its forty criteria stand.
#[utoipa::path(
    get, path = "/api/audits", tag = "audits", operation_id = "audits",
    responses((status = 200, description = "All of them", body = Vec<Object>))
)]
pub(super) async fn list() -> Json<Vec<AuditReport<'static>>> {
    Json(audits().iter().map(AuditReport::of).collect())
}

/// One audit: findings with sources, what the audited said, answers, and how each criterion stands, failing ones first.
#[utoipa::path(
    get, path = "/api/audits/{id}", tag = "audits", operation_id = "audit",
    params(("id" = String, Path, description = "Its id, such as `seoul-2024`")),
    responses(
        (status = 200, description = "The audit", body = Object),
        (status = 404, description = "No such audit", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(Path(id): Path<String>) -> Result<Json<AuditReport<'static>>, Problem> {
    let unknown = || Problem::not_found("unknown-audit", format!("there is no audit “{id}”"));
    Ok(Json(AuditReport::of(audit(&id).ok_or_else(unknown)?)))
}

/// An audit beside a process of this node: how each criterion stands in both, unweighed, as the page and the PDF show them.
#[utoipa::path(
    get, path = "/api/audits/{audit}/beside/{id}", tag = "audits", operation_id = "auditBeside",
    params(
        ("audit" = String, Path, description = "The audit, such as `seoul-2024`"),
        ("id" = String, Path, description = "The process"),
    ),
    responses(
        (status = 200, description = "Forty criteria, in the order of the audit", body = Object),
        (status = 404, description = "No such audit, or no such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn beside(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Path((name, _)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let unknown = || Problem::not_found("unknown-audit", format!("there is no audit “{name}”"));
    let found = shipped_standings(audit(&name).ok_or_else(unknown)?);
    let seen = crate::openness::beside(&state, &handle);
    let mut said = side_by_side(&found, &handle.read(), maru_store::now(), &seen);
    said["audit"] = name.into();
    Ok(Json(said))
}

/// An audit of a record beside another process of this node.
#[utoipa::path(
    get, path = "/api/processes/{id}/audits/{number}/beside/{other}", tag = "audits", operation_id = "processAuditBeside",
    params(
        ("id" = String, Path, description = "The process in which the audit stands"),
        ("number" = u64, Path, description = "The audit, by its entry"),
        ("other" = String, Path, description = "The process beside it"),
    ),
    responses(
        (status = 200, description = "Forty criteria, in the order of the audit", body = Object),
        (status = 404, description = "No such audit, or no such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn recorded_beside(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Numbered(entry): Numbered,
    Path((_, _, other)): Path<(String, String, String)>,
) -> Result<Json<Value>, Problem> {
    let unknown = || Problem::not_found("unknown-audit", format!("there is no audit {entry}"));
    let mut found = {
        let process = handle.read();
        standings(&process, process.audits.get(entry).ok_or_else(unknown)?)
    };
    found.sort_by_key(|(_, standing)| *standing);
    let no_process = || Problem::not_found("unknown-process", format!("there is no process “{other}”"));
    let id: ProcessId = other.parse().map_err(|_| no_process())?;
    let other = state.node.process(&id).ok_or_else(no_process)?;
    let seen = crate::openness::beside(&state, &other);
    let mut said = side_by_side(&found, &other.read(), maru_store::now(), &seen);
    said["audit"] = entry.0.into();
    Ok(Json(said))
}

/// An audit to open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAudit {
    /// What the process is called.
    title: String,
    /// Who held it.
    held_by: String,
    /// The language of both.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// Who held it, by its number in the register of organisations.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    organisation: Option<EntryNumber>,
    /// Its first day, as YYYY-MM-DD.
    #[schema(value_type = String, example = "2024-05-21")]
    began: Date,
    /// Its last day; absent while it goes on, or where that is not known.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    ended: Option<Date>,
}

impl From<NewAudit> for Command {
    fn from(new: NewAudit) -> Self {
        let NewAudit { title, held_by, language, organisation, began, ended } = new;
        OpenAudit { title, held_by, language, organisation, began, ended }.into()
    }
}

fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AuditWord, D::Error> {
    named(deserializer, AuditWord::ALL, AuditWord::as_str)
}

fn confidence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Confidence, D::Error> {
    named(deserializer, Confidence::ALL, Confidence::as_str)
}

/// What somebody found of a criterion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAuditFinding {
    /// The audit.
    #[schema(value_type = u64)]
    audit: EntryNumber,
    /// `O1` to `O40`.
    #[schema(value_type = String, example = "O12")]
    criterion: CriterionId,
    /// `met`, `not_met`, `not_applicable` or `cannot_be_known`.
    #[serde(deserialize_with = "word")]
    #[schema(value_type = String, example = "not_met")]
    word: AuditWord,
    /// The evidence, in the finder's own words.
    text: String,
    /// The language of evidence and source.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// Where it was read: address and publisher.
    source: String,
    /// `high`, `medium` or `low`.
    #[serde(deserialize_with = "confidence")]
    #[schema(value_type = String, example = "medium")]
    confidence: Confidence,
    /// The day on which the source was read, as YYYY-MM-DD.
    #[schema(value_type = String, example = "2026-11-29")]
    read: Date,
}

impl From<NewAuditFinding> for Command {
    fn from(new: NewAuditFinding) -> Self {
        let NewAuditFinding { audit, criterion, word, text, language, source, confidence, read } = new;
        FindInAudit { audit, criterion, word, text, language, source, confidence, read }.into()
    }
}

/// Words on a finding, or on an objection to one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAuditWords {
    /// The finding that is objected to, or the objection that is replied to.
    #[schema(value_type = u64)]
    on: EntryNumber,
    /// What.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

/// The same, as an objection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(transparent)]
pub(super) struct NewAuditObjection(NewAuditWords);

impl From<NewAuditObjection> for Command {
    fn from(NewAuditObjection(new): NewAuditObjection) -> Self {
        ContestAudit { finding: new.on, text: new.text, language: new.language }.into()
    }
}

/// The same, as a reply.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(transparent)]
pub(super) struct NewAuditReply(NewAuditWords);

impl From<NewAuditReply> for Command {
    fn from(NewAuditReply(new): NewAuditReply) -> Self {
        ReplyInAudit { objection: new.on, text: new.text, language: new.language }.into()
    }
}

act_route! {
    /// Opens an audit of a process held elsewhere.
    open, NewAudit, "/api/processes/{id}/audits", "audits", "openAudit"
}
act_route! {
    /// Says what was found of a criterion, with evidence and source.
    find, NewAuditFinding, "/api/processes/{id}/audit-findings", "audits", "findInAudit"
}
act_route! {
    /// Objects to a finding of somebody else.
    object, NewAuditObjection, "/api/processes/{id}/audit-objections", "audits", "objectInAudit"
}
act_route! {
    /// Replies to an objection to one's own finding.
    reply, NewAuditReply, "/api/processes/{id}/audit-replies", "audits", "replyInAudit"
}

/// The audits that participants of a process make, each with how its criteria stand, failing ones first.
#[utoipa::path(
    get, path = "/api/processes/{id}/audits", tag = "audits", operation_id = "processAudits",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every audit, in the order of the record", body = Vec<Object>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn recorded(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
) -> Result<Listed<Value>, Problem> {
    let process = handle.read();
    let said = said_to_all(&state, &process);
    let cut = part.cut(process.audits.iter().map(|one| one.entry.0))?;
    let all = process.audits.iter().filter(|one| cut.holds(one.entry.0));
    Ok(cut.list(all.map(|audit| crate::audit::recorded_json(&process, audit, &said))))
}
