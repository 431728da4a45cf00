//! Processes: what there is, and where each stands.

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_forum::{Charter, LocalText, Moment, Office, PhaseAct, Process, Stage};
use serde::Serialize;
use utoipa::ToSchema;

use super::address::InProcess;
use super::problem::ProblemBody;
use super::time::stamp;
use crate::session::Visitor;
use crate::state::AppState;

/// Every process of the node.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Processes {
    /// In order of creation.
    processes: Vec<ProcessLine>,
}

/// A process in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProcessLine {
    /// Its id in addresses.
    #[schema(example = "synthetic-media")]
    id: String,
    /// What it is called, by language.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    title: LocalText,
    /// `prepared`, `open` or `closed`.
    stage: &'static str,
    /// Id of the phase that runs today, if any.
    phase: Option<String>,
    /// Whether all participants are simulated.
    simulated: bool,
    /// How much there is of what.
    counts: Counts,
}

/// How much there is of what.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Counts {
    /// Entries of the record.
    entries: u64,
    /// People who joined.
    participants: usize,
    /// Statements, hidden ones too.
    statements: usize,
    /// Statements that are put to the vote.
    visible_statements: usize,
    /// Votes as they stand.
    votes: u64,
    /// Votes cast, changed ones counted again.
    vote_events: u64,
    /// Versions of the draft.
    drafts: usize,
}

/// A process.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProcessBody {
    /// What a list says of it.
    #[serde(flatten)]
    line: ProcessLine,
    /// The record's origin.
    origin: String,
    /// When it began.
    created: String,
    /// The entry that opened or closed it.
    stage_entry: Option<u64>,
    /// The rules in force, phases with their dates among them.
    #[schema(value_type = Object)]
    charter: Charter,
    /// The entry that holds the rules.
    charter_entry: u64,
    /// What participants may do now.
    may: Vec<&'static str>,
    /// Where imported acts come from.
    source: Option<SourceBody>,
    /// Who asks, if they take part.
    me: Option<Me>,
}

/// Where imported acts come from.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SourceBody {
    name: String,
    url: String,
    licence: String,
    description: String,
}

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Me {
    /// Number of the entry that admitted them.
    participant: u64,
    /// Their name in this process.
    pseudonym: String,
    /// The offices that they hold.
    offices: Vec<&'static str>,
    /// How many entries they have made since admission: `n` of the next one.
    acts: u32,
    /// The last of them, the admission at first: `p` of the next one.
    last: u64,
    /// The key with which they sign, base64.
    key: Option<String>,
}

fn line(process: &Process, now: Moment) -> ProcessLine {
    let charter = &process.charter;
    ProcessLine {
        id: charter.id.to_string(),
        title: charter.title.clone(),
        stage: process.stage.as_str(),
        phase: charter
            .phase_on(now.day())
            .filter(|_| matches!(process.stage, Stage::Open(_)))
            .map(|phase| phase.id.clone()),
        simulated: charter.simulated,
        counts: Counts {
            entries: process.entries,
            participants: process.participants.len(),
            statements: process.statements.len(),
            visible_statements: process.visible_statements().count(),
            votes: process.statements.iter().map(|statement| u64::from(statement.tally.total())).sum(),
            vote_events: process.vote_events,
            drafts: process.drafts.len(),
        },
    }
}

/// Every process of the node.
#[utoipa::path(
    get, path = "/api/processes", tag = "processes", operation_id = "listProcesses",
    responses((status = 200, description = "In order of creation", body = Processes))
)]
pub(super) async fn list(State(state): State<AppState>) -> Json<Processes> {
    let now = maru_store::now();
    let processes = state.node.processes().iter().map(|handle| line(&handle.read(), now)).collect();
    Json(Processes { processes })
}

/// A process: charter, stage, phases, counts, and who asks.
#[utoipa::path(
    get, path = "/api/processes/{id}", tag = "processes", operation_id = "showProcess",
    params(("id" = String, Path, description = "The process")),
    responses(
        (status = 200, description = "The process", body = ProcessBody),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
) -> Json<ProcessBody> {
    let now = maru_store::now();
    let me = visitor.membership(&state, handle.id());
    let process = handle.read();
    let me = me.and_then(|id| process.participant(id)).map(|person| Me {
        participant: person.id.0.0,
        pseudonym: person.pseudonym.to_string(),
        offices: process.offices.of(person.id).map(Office::as_str).collect(),
        acts: person.acts,
        last: person.last.0,
        key: person.key.map(|key| BASE64.encode(key)),
    });
    Json(ProcessBody {
        line: line(&process, now),
        origin: process.origin.clone(),
        created: stamp(process.created),
        stage_entry: match process.stage {
            Stage::Prepared => None,
            Stage::Open(entry) | Stage::Closed(entry) | Stage::Abandoned(entry) => Some(entry.0),
        },
        charter: process.charter.clone(),
        charter_entry: process.charter_entry.0,
        may: PhaseAct::ALL.into_iter().filter(|act| process.may(*act, now)).map(PhaseAct::as_str).collect(),
        source: process.source().map(|source| SourceBody {
            name: source.name.clone(),
            url: source.url.clone(),
            licence: source.licence.clone(),
            description: source.description.clone(),
        }),
        me,
    })
}
