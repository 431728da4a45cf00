//! The public moderation log, and moderating.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maru_forum::{
    Action, Actor, AppealVerdict, AppealVerdictOn, Code, Command, EntryNumber, Language, Moderate,
    ReportOutcome, ReportWords, ReviewVerdict, Verdict,
};
use maru_store::Request;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess};
use super::list::Part;
use super::problem::{Problem, ProblemBody, named, read_json};
use super::said::said_to_all;
use super::signature::author_signature;
use super::time::stamp;
use super::trunk::act_route;
use super::vote::Written;
use crate::limit::Class;
use crate::participation::codes;
use crate::review::routes::report_outside;
use crate::session::Visitor;
use crate::state::AppState;

/// Words on an entry: why it is reported, or what is said against a verdict.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewWordsOn {
    /// The entry that holds the words.
    #[schema(value_type = u64)]
    on: EntryNumber,
    /// Why.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl NewWordsOn {
    fn report(self) -> ReportWords {
        ReportWords { on: self.on, text: self.text, language: self.language, code: None }
    }
}

/// A report to the moderators.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(transparent)]
pub(super) struct NewReport(NewWordsOn);

impl From<NewReport> for Command {
    fn from(NewReport(new): NewReport) -> Self {
        new.report().into()
    }
}

/// An appeal against the verdict that keeps one's words from being shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(transparent)]
pub(super) struct NewVerdictAppeal(NewWordsOn);

impl From<NewVerdictAppeal> for Command {
    fn from(NewVerdictAppeal(new): NewVerdictAppeal) -> Self {
        AppealVerdictOn { on: new.on, text: new.text, language: new.language }.into()
    }
}

/// A ruling on such an appeal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewVerdictRuling {
    /// The appeal.
    #[schema(value_type = u64)]
    appeal: EntryNumber,
    /// `upheld` or `overturned`.
    #[serde(deserialize_with = "ruled")]
    #[schema(value_type = String, example = "overturned")]
    verdict: AppealVerdict,
    /// Why.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

fn ruled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AppealVerdict, D::Error> {
    named(deserializer, AppealVerdict::ALL, AppealVerdict::as_str)
}

impl From<NewVerdictRuling> for Command {
    fn from(new: NewVerdictRuling) -> Self {
        let NewVerdictRuling { appeal, verdict, text, language } = new;
        ReviewVerdict { appeal, verdict, text, language }.into()
    }
}

/// That a report is in the record.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportedBody {
    /// The entry.
    entry: u64,
    /// The code by which somebody without a session looks up what became of it; it is told this once, and kept nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

/// Reports words to the moderators, who alone read why. Without a session too: then a code is answered, by which one looks up what
/// became of it.
#[utoipa::path(
    post, path = "/api/processes/{id}/reports", tag = "moderation", operation_id = "reportWords",
    params(("id" = String, Path, description = "The process")),
    request_body = NewReport,
    extensions(("x-own-signature" = json!(true))),
    responses(
        (status = 201, description = "The entry is on the disk", body = ReportedBody),
        (status = 400, description = "The body is not understood", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "Something that is named does not exist", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Reported already, or as many reports wait as can be read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "What was sent makes no sense", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn report(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    let takes_part = matches!(visitor.actor(&state, handle.id()), Some(Actor::Participant(_)));
    if takes_part {
        return super::trunk::act::<NewReport>(&state, &handle, &visitor, &body).await;
    }
    visitor.pass(&state, Class::Report)?;
    let NewReport(new) = read_json(&body)?;
    let code = codes::fresh_one().map_err(|_| super::secretariat::stopped())?;
    let answer = report_outside(&state, &handle, new.report(), &code).await?;
    let said = ReportedBody { entry: answer.entry.0, code: Some(code.spaced()) };
    Ok((StatusCode::CREATED, Json(said)).into_response())
}

/// The code of a report.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportCode {
    /// As it was told when the report was made.
    code: String,
}

/// What became of a report.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportStateBody {
    /// The entry that holds it.
    entry: u64,
    /// When it was made.
    at: String,
    /// On which words.
    on: u64,
    /// `open`, `accepted`, `rejected`, `meta`, or `erased` where the words went before anybody judged them.
    state: &'static str,
    /// The entry that decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<u64>,
    /// Why, as the moderator said in public.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// The charter's rule that was applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
}

/// What became of the report of a code. The code goes in the body, so that no log of addresses holds it.
#[utoipa::path(
    post, path = "/api/processes/{id}/report-lookups", tag = "moderation", operation_id = "lookUpReport",
    params(("id" = String, Path, description = "The process")),
    request_body = ReportCode,
    responses(
        (status = 200, description = "How it stands", body = ReportStateBody),
        (status = 400, description = "The body is not understood", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No report has this code", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "That is no code", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn look_up(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    visitor.pass(&state, Class::Writing)?;
    let code = Code::typed(&read_json::<ReportCode>(&body)?.code)?;
    let process = handle.read();
    let report = process.report_of(&code);
    let report = report
        .ok_or_else(|| Problem::not_found("unknown-report", "no report of this process has this code"))?;
    let (state, by, reason, rule) = match process.outcome_of_report(report) {
        ReportOutcome::Open => ("open", None, None, None),
        ReportOutcome::Judged(act) => {
            (act.verdict.as_str(), Some(act.entry.0), Some(act.reason.clone()), Some(act.rule.clone()))
        }
        ReportOutcome::Erased(by) => ("erased", Some(by.0), None, None),
    };
    let said = ReportStateBody {
        entry: report.entry.0,
        at: stamp(report.at),
        on: report.on.0,
        state,
        by,
        reason,
        rule,
    };
    Ok(Json(said).into_response())
}
act_route! {
    /// Appeals against the verdict that keeps one's words from being shown.
    appeal, NewVerdictAppeal, "/api/processes/{id}/moderation-appeals", "moderation", "appealVerdict"
}
act_route! {
    /// Rules on such an appeal; for those who rule on appeals, and not for whoever judged or wrote.
    rule, NewVerdictRuling, "/api/processes/{id}/moderation-rulings", "moderation", "reviewVerdict"
}

/// Every verdict and every erasure.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ModerationLog {
    /// Verdicts on statements, in order.
    verdicts: Vec<VerdictBody>,
    /// Erasures of contents, in order.
    erasures: Vec<ErasureBody>,
    /// Appeals against verdicts, in order, each with what was ruled.
    appeals: Vec<VerdictAppealBody>,
    /// Reports to the moderators, in order; what they say moderators alone read.
    reports: Vec<ReportBody>,
    /// From where the next part goes on: ask again with `?after=` this. Absent where this is the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

/// An appeal against a verdict. What it says those who rule alone read.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VerdictAppealBody {
    /// The entry that holds it.
    entry: u64,
    /// When.
    at: String,
    /// The words.
    on: u64,
    /// The verdict.
    verdict: u64,
    /// The last day on which a ruling is not late, UTC.
    due: String,
    /// Whether a ruling is due: none was given, and the verdict is still what keeps the words from being read.
    is_pressing: bool,
    /// What was ruled; absent while nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    ruling: Option<VerdictRulingBody>,
}

/// A ruling on such an appeal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VerdictRulingBody {
    /// The entry that holds it.
    entry: u64,
    /// When.
    at: String,
    /// Who ruled.
    by: u64,
    /// `upheld` or `overturned`.
    verdict: &'static str,
    /// Why, where it was not erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// A report to the moderators.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportBody {
    /// The entry that holds it.
    entry: u64,
    /// When.
    at: String,
    /// On which words.
    on: u64,
    /// Whether no moderator has judged those words since.
    is_open: bool,
    /// Whether somebody without an account made it.
    of_stranger: bool,
}

/// A verdict on a statement.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VerdictBody {
    /// The entry that holds it.
    entry: u64,
    /// When.
    at: String,
    /// The statement.
    statement: u64,
    /// `accepted`, `rejected` or `meta`.
    verdict: &'static str,
    /// Why.
    reason: String,
    /// The charter's rule that was applied.
    rule: String,
    /// Whether the host acted rather than a member of the secretariat.
    by_operator: bool,
}

/// An erasure of the content of an entry.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ErasureBody {
    /// The entry that says so.
    entry: u64,
    /// When.
    at: String,
    /// The entry whose content went.
    target: u64,
    /// `personal-data`, `unlawful`, `court-order`, `copyright`, `safety` or `author`.
    reason: &'static str,
    /// Legal ground.
    ground: String,
}

/// The public moderation log: what was found, why, under which rule.
#[utoipa::path(
    get, path = "/api/processes/{id}/moderation", tag = "moderation", operation_id = "moderationLog",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "The log", body = ModerationLog),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
) -> Result<Json<ModerationLog>, Problem> {
    let process = handle.read();
    let (verdicts, erasures) = (&process.moderation_log, &process.redactions);
    let (appeals, reports) = (&process.verdict_appeals, &process.words_reports);
    let numbers = verdicts.iter().map(|one| one.entry).chain(erasures.iter().map(|one| one.entry));
    let numbers =
        numbers.chain(appeals.iter().map(|one| one.entry)).chain(reports.iter().map(|one| one.entry));
    let cut = part.cut(numbers.map(|entry| entry.0))?;
    let said = said_to_all(&state, &process);
    let appeals = appeals.iter().filter(|one| cut.holds(one.entry.0)).map(|appeal| VerdictAppealBody {
        entry: appeal.entry.0,
        at: stamp(appeal.at),
        on: appeal.on.0,
        verdict: appeal.verdict.0,
        due: appeal.due().to_string(),
        is_pressing: process.is_pressing(appeal),
        ruling: appeal.ruling.as_ref().map(|ruling| VerdictRulingBody {
            entry: ruling.entry.0,
            at: stamp(ruling.at),
            by: ruling.by.0.0,
            verdict: ruling.verdict.as_str(),
            text: said(&ruling.words),
        }),
    });
    let open: std::collections::BTreeSet<EntryNumber> =
        process.open_reports().map(|report| report.entry).collect();
    let reports = reports.iter().filter(|one| cut.holds(one.entry.0)).map(|report| ReportBody {
        entry: report.entry.0,
        at: stamp(report.at),
        on: report.on.0,
        is_open: open.contains(&report.entry),
        of_stranger: report.code.is_some(),
    });
    let verdicts = verdicts.iter().filter(|one| cut.holds(one.entry.0)).map(|act| VerdictBody {
        entry: act.entry.0,
        at: stamp(act.at),
        statement: act.on.0,
        verdict: act.verdict.as_str(),
        reason: act.reason.clone(),
        rule: act.rule.clone(),
        by_operator: act.by.is_none(),
    });
    let erasures = erasures.iter().filter(|one| cut.holds(one.entry.0)).map(|redaction| ErasureBody {
        entry: redaction.entry.0,
        at: stamp(redaction.at),
        target: redaction.target.0,
        reason: redaction.reason.as_str(),
        ground: redaction.ground.clone(),
    });
    Ok(Json(ModerationLog {
        verdicts: verdicts.collect(),
        erasures: erasures.collect(),
        appeals: appeals.collect(),
        reports: reports.collect(),
        next: cut.next,
    }))
}

/// A verdict.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewVerdict {
    /// Numbers of the statements, remarks or comments: all of them are judged, or none.
    #[schema(example = json!([17]))]
    statements: Vec<u64>,
    /// `accepted`, `rejected` or `meta` (about the process rather than its subject).
    #[schema(value_type = String, example = "accepted")]
    verdict: Verdict,
    /// Why.
    reason: String,
    /// The charter's rule.
    #[serde(default)]
    rule: String,
    /// The moderator's own signature (64 bytes, base64): for those who joined with a key.
    #[serde(default)]
    signature: Option<String>,
}

/// Moderates a statement; for the secretariat, and in the record like everything.
#[utoipa::path(
    post, path = "/api/processes/{id}/moderation", tag = "moderation", operation_id = "moderate",
    params(("id" = String, Path, description = "The process")),
    request_body = NewVerdict,
    security(("session" = [])),
    responses(
        (status = 201, description = "The verdict is on the disk", body = Written),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Not the secretariat", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such statement", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "No reason", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn act(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    let actor = visitor.actor(&state, handle.id()).ok_or_else(Problem::not_signed_in)?;
    visitor.pass(&state, Class::Writing)?;
    let new: NewVerdict = read_json(&body)?;
    let signature = author_signature(new.signature.as_deref(), None)?;
    let command = Moderate {
        on: new.statements.into_iter().map(EntryNumber).collect(),
        verdict: new.verdict,
        reason: new.reason,
        rule: new.rule,
    }
    .into();
    let action = Action { actor, command, signature };
    let request = Request { process: handle.id().clone(), account: None, action };
    let answer = state.node.submit(request).await?;
    Ok(Written::answer(StatusCode::CREATED, answer.entry))
}
