//! What those who hold an office do for the whole process: its stage, its rules, who holds which office, results, decisions.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maru_forum::{
    AbandonProcess, Action, Actor, ChangeCharter, ChangeOffice, Charter, CloseProcess, Command, EntryNumber,
    Language, Means, Office, OpenProcess, ParticipantId, RecordDecision, Resolution, Violation,
};
use maru_store::{ProcessHandle, Request};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess};
use super::list::{Listed, Part};
use super::problem::{Problem, ProblemBody, named};
use super::signature::author_signature;
use super::time::stamp;
use super::trunk::{act_route, signed};
use super::vote::Written;
use crate::answer::tell;
use crate::limit::Class;
use crate::session::Visitor;
use crate::state::AppState;

/// What becomes of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Open,
    Closed,
    Abandoned,
}

impl Next {
    const ALL: &'static [Self] = &[Self::Open, Self::Closed, Self::Abandoned];

    fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Abandoned => "abandoned",
        }
    }
}

fn next<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Next, D::Error> {
    named(deserializer, Next::ALL, Next::as_str)
}

/// That the process is opened, closed, or given up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewStage {
    /// `open`, `closed` (for ever), or `abandoned`, of one that was never opened.
    #[serde(deserialize_with = "next")]
    #[schema(value_type = String, example = "open")]
    stage: Next,
    /// Why now.
    reason: String,
    /// Of a closing: that it is meant where phases still run or are to come.
    #[serde(default)]
    cut_short: bool,
}

impl From<NewStage> for Command {
    fn from(new: NewStage) -> Self {
        let NewStage { stage, reason, cut_short } = new;
        match stage {
            Next::Open => OpenProcess { reason }.into(),
            Next::Closed => CloseProcess { reason, cut_short }.into(),
            Next::Abandoned => AbandonProcess { reason }.into(),
        }
    }
}

/// Another charter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCharter {
    /// The whole charter from now on, as the process shows it.
    #[schema(value_type = Object)]
    charter: Box<Charter>,
    /// Why.
    reason: String,
    /// That it is meant where people get less than they were promised.
    #[serde(default)]
    shorten: bool,
}

impl From<NewCharter> for Command {
    fn from(new: NewCharter) -> Self {
        ChangeCharter { charter: new.charter, reason: new.reason, shorten: new.shorten }.into()
    }
}

fn office<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Office, D::Error> {
    named(deserializer, Office::ALL, Office::as_str)
}

/// An office that somebody is given, or that ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOffice {
    /// The participant, by their number.
    participant: u64,
    /// `secretariat`, `moderator`, `drafter`, `chair`, `registrar` or `appeals`.
    #[serde(deserialize_with = "office")]
    #[schema(value_type = String, example = "moderator")]
    office: Office,
    /// Whether it is given (`true`) or ends.
    give: bool,
    /// Why.
    reason: String,
}

impl From<NewOffice> for Command {
    fn from(new: NewOffice) -> Self {
        let holder = ParticipantId(EntryNumber(new.participant));
        ChangeOffice { holder, office: new.office, grant: new.give, reason: new.reason }.into()
    }
}

fn resolution<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Resolution, D::Error> {
    named(deserializer, Resolution::ALL, Resolution::as_str)
}

/// What the process resolved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDecision {
    /// `adopted`, `rejected` or `referred`.
    #[serde(deserialize_with = "resolution")]
    #[schema(value_type = String, example = "adopted")]
    outcome: Resolution,
    /// The result, or the count of a ballot, that it rests on.
    #[schema(value_type = u64)]
    result: EntryNumber,
    /// The version of the draft that is adopted, by its entry.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    draft: Option<EntryNumber>,
    /// The words.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewDecision> for Command {
    fn from(new: NewDecision) -> Self {
        let NewDecision { outcome, result, draft, text, language } = new;
        RecordDecision { outcome, result, draft, text, language }.into()
    }
}

act_route! {
    /// Opens the process, closes it, or gives up one that was never opened; for the secretariat.
    stage, NewStage, "/api/processes/{id}/stages", "secretariat", "changeStage"
}
act_route! {
    /// Changes the charter; for the secretariat.
    charter, NewCharter, "/api/processes/{id}/charter", "secretariat", "changeCharter"
}
act_route! {
    /// Gives an office to a participant, or ends it; for the secretariat.
    change_office, NewOffice, "/api/processes/{id}/offices", "secretariat", "changeOffice"
}
act_route! {
    /// Records what the process resolved; for the chair.
    decide, NewDecision, "/api/processes/{id}/decisions", "results", "decide"
}

/// An office as somebody held it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TenureBody {
    /// The entry that gave it.
    entry: u64,
    /// Who holds it.
    participant: u64,
    /// Which.
    office: &'static str,
    /// Since when.
    since: String,
    /// Why.
    reason: String,
    /// The entry that ended it; absent while it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<u64>,
}

/// Who holds which office, and who held it.
#[utoipa::path(
    get, path = "/api/processes/{id}/offices", tag = "secretariat", operation_id = "offices",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every office that was given, in order", body = Vec<TenureBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn offices(
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
) -> Result<Listed<TenureBody>, Problem> {
    let process = handle.read();
    let cut = part.cut(process.offices.iter().map(|one| one.entry.0))?;
    let all = process.offices.iter().filter(|one| cut.holds(one.entry.0)).map(|one| TenureBody {
        entry: one.entry.0,
        participant: one.holder.0.0,
        office: one.office.as_str(),
        since: stamp(one.since),
        reason: one.reason.clone(),
        ended: one.ended.as_ref().map(|(entry, ..)| entry.0),
    });
    Ok(cut.list(all))
}

/// Which result is published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewResult {
    /// `opinion-map` or `openness`; that of participation has an address of its own.
    #[serde(deserialize_with = "kind")]
    #[schema(value_type = String, example = "opinion-map")]
    kind: ResultKind,
}

/// What is computed and published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ResultKind {
    Map,
    Openness,
}

impl ResultKind {
    const ALL: &'static [Self] = &[Self::Map, Self::Openness];

    fn as_str(self) -> &'static str {
        match self {
            Self::Map => "opinion-map",
            Self::Openness => "openness",
        }
    }
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ResultKind, D::Error> {
    named(deserializer, ResultKind::ALL, ResultKind::as_str)
}

/// Computes a result from all entries so far and publishes it, for anyone to compute again; for the secretariat.
#[utoipa::path(
    post, path = "/api/processes/{id}/results", tag = "results", operation_id = "publishResult",
    params(("id" = String, Path, description = "The process")),
    request_body = NewResult,
    extensions(("x-own-signature" = json!(true))),
    security(("session" = [])),
    responses(
        (status = 201, description = "The entry is on the disk", body = Written),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Not the secretariat", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Other entries came in between: try again", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn publish(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    let actor = visitor.actor(&state, handle.id()).ok_or_else(Problem::not_signed_in)?;
    visitor.pass(&state, Class::Writing)?;
    let (NewResult { kind }, own) = signed::<NewResult>(&body)?;
    let signature = author_signature(own.signature.as_deref(), own.seed.as_deref())?;
    // Whoever may not publish does not make the node compute.
    require_office(&handle, actor, Office::Secretariat)?;
    let (copy, now) = (handle.read().clone(), maru_store::now());
    let computed = tokio::task::spawn_blocking(move || match kind {
        ResultKind::Map => maru_verify::opinion_map_result(&copy),
        ResultKind::Openness => maru_openness::result(&copy, now),
    });
    let result = computed.await.map_err(|_| stopped())?;
    let action = Action { actor, command: Command::PublishResult(result), signature };
    let request = Request { process: handle.id().clone(), account: None, action };
    let answer = state.node.submit(request).await?;
    Ok(Written::answer(StatusCode::CREATED, answer.entry))
}

/// What stopped while it was computed.
pub(super) fn stopped() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "stopped", "the node stopped before it was computed")
}

/// That whoever asks holds an office, before the node works for them; what they ask for is judged again when it is recorded.
pub(super) fn require_office(handle: &ProcessHandle, actor: Actor, office: Office) -> Result<(), Problem> {
    let process = handle.read();
    match actor {
        Actor::Participant(who) if process.offices.may_act_as(who, office) => Ok(()),
        Actor::Participant(_) => Err(Violation::NotAllowed(office.as_str()).into()),
        Actor::Operator | Actor::Visitor => Err(Violation::NotAParticipant.into()),
    }
}

/// Who was told of what, and how.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TellingBody {
    /// The verdict, erasure, refusal, grant or ruling.
    act: u64,
    /// Whom it is about; absent where it is an applicant, who has no account.
    #[serde(skip_serializing_if = "Option::is_none")]
    participant: Option<u64>,
    /// The application, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<u64>,
    /// `mail`, `seen`, `page` (a notice stands on their page, and nobody is known to have seen it), `bounced`, `unreachable`, or
    /// `not-yet`.
    means: &'static str,
    /// When; absent where they were not told yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// The entry that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u64>,
}

/// Who was told of verdicts, erasures, refusals, grants and rulings: how and when, or not yet.
#[utoipa::path(
    get, path = "/api/processes/{id}/tellings", tag = "moderation", operation_id = "tellings",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every such act with each whom it is about, in the order of the acts", body = Vec<TellingBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn tellings(
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
) -> Result<Listed<TellingBody>, Problem> {
    let process = handle.read();
    let people = process.acts_about_people().into_iter();
    let people = people.map(|(act, who)| (act, Some(who), None, process.notices.told(act, who)));
    let applicants = process.acts_about_applicants().into_iter();
    let applicants = applicants
        .map(|(act, application)| (act, None, Some(application), process.notices.told_applicant(act)));
    let mut all: Vec<_> = people.chain(applicants).collect();
    all.sort_by_key(|(act, who, ..)| (*act, *who));
    let cut = part.cut(all.iter().map(|(act, ..)| act.0))?;
    let shown =
        all.into_iter().filter(|(act, ..)| cut.holds(act.0)).map(|(act, who, application, telling)| {
            TellingBody {
                act: act.0,
                participant: who.map(|who| who.0.0),
                application: application.map(|entry| entry.0),
                means: telling.map_or("not-yet", |telling| Means::as_str(telling.means)),
                at: telling.map(|telling| stamp(telling.at)),
                entry: telling.map(|telling| telling.entry.0),
            }
        });
    Ok(cut.list(shown))
}

/// How many are still to be told.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ToldBody {
    /// Addressees of answers of whom not even a notice is recorded: their mail is under way, or they are told in the mail of the day.
    answers: usize,
    /// The same of verdicts, erasures, refusals and rulings.
    acts: usize,
}

/// Lets the node look now who has to be told of answers, verdicts, refusals and rulings, which it does every few seconds by itself; for
/// drafters, moderators and the secretariat.
#[utoipa::path(
    post, path = "/api/processes/{id}/tellings", tag = "moderation", operation_id = "tell",
    params(("id" = String, Path, description = "The process")),
    security(("session" = [])),
    responses(
        (status = 200, description = "What is left", body = ToldBody),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "No drafter, no moderator and not the secretariat", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn tell_now(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let actor = visitor.actor(&state, handle.id()).ok_or_else(Problem::not_signed_in)?;
    visitor.pass(&state, Class::Writing)?;
    require_office(&handle, actor, Office::Drafter)
        .or_else(|_| require_office(&handle, actor, Office::Moderator))?;
    // What waits for the mail of a day is left for the node's own round.
    let mut daily = tell::Daily::new();
    tell::round(&state, &handle, maru_store::now(), &mut daily).await?;
    let process = handle.read();
    let (answers, acts) = (process.answers.to_tell().len(), process.acts_to_tell().len());
    Ok(Json(ToldBody { answers, acts }).into_response())
}
