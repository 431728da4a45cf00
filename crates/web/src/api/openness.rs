//! The openness report.

use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use maru_openness::{Finding, report_beside};
use serde::Serialize;
use utoipa::ToSchema;

use super::address::InProcess;
use super::problem::ProblemBody;
use super::time::stamp;
use crate::session::{Visitor, visit_of};
use crate::state::AppState;

/// Forty criteria of openness, each answered from the record, and a few from what this node sees beside it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OpennessReport {
    /// How it is computed, such as `openness/7`.
    algorithm: &'static str,
    /// It rests on the first so many entries.
    entries: u64,
    /// The moment for which it holds.
    at: String,
    /// Not met first, then what cannot be known, then the rest.
    findings: Vec<CriterionFindingBody>,
}

/// The answer to one criterion.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CriterionFindingBody {
    /// `O1` to `O40`.
    criterion: &'static str,
    /// `not_met`, `cannot_be_known`, `not_yet_due`, `met` or `not_applicable`.
    standing: &'static str,
    /// Why, as a code.
    because: &'static str,
    /// Why, in the reader's language.
    sentence: String,
    /// How many, or a number of days.
    count: Option<u64>,
    /// Out of how many, or how many days are asked for.
    of: Option<u64>,
    /// Ids of groups or offices that are missing, fields of the charter that say nothing, witnesses, or shares such as `income:low=12/9`
    /// (percent here and of the world) and `group:academia=2/5` (accepted of all).
    names: Vec<String>,
    /// Numbers of the entries that show it; at most twenty.
    evidence: Vec<u64>,
}

/// How open the process was so far: forty criteria, each with its reason and its entries.
#[utoipa::path(
    get, path = "/api/processes/{id}/openness", tag = "processes", operation_id = "openness",
    params(("id" = String, Path, description = "The process")),
    responses(
        (status = 200, description = "The report", body = OpennessReport),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    parts: Parts,
) -> Json<OpennessReport> {
    let visit = visit_of(&parts, &state, &Visitor::of(&parts, &state));
    let beside = crate::openness::beside(&state, &handle);
    let process = handle.read();
    let now = visit.now;
    let found = report_beside(&process, now, &beside);
    let sentence = |finding: &Finding| crate::openness::view::because(&visit, &process, &finding.because);
    let findings = found.findings.into_iter().map(|finding| body(sentence(&finding), finding)).collect();
    Json(OpennessReport { algorithm: found.algorithm, entries: found.entries, at: stamp(now), findings })
}

fn body(sentence: String, finding: Finding) -> CriterionFindingBody {
    CriterionFindingBody {
        criterion: finding.criterion,
        standing: finding.standing.as_str(),
        because: finding.because.code,
        sentence,
        count: finding.because.count,
        of: finding.because.of,
        names: finding.because.names,
        evidence: finding.evidence.iter().map(|one| one.entry.0).collect(),
    }
}
