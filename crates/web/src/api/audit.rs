//! Audits of processes held elsewhere.

use axum::Json;
use axum::extract::Path;
use maru_openness::AuditReport;
use maru_openness::audit::{audit, audits};

use super::problem::{Problem, ProblemBody};

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
