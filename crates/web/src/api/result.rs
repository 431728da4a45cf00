//! Results: what was published and decided, and what all groups share, whole and balanced.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use maru_forum::{Content, Decision, Process, PublishedResult, Reading};
use maru_record::Digest;
use maru_store::{Node, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

use super::address::InProcess;
use super::problem::{Problem, ProblemBody};
use super::statement::TallyBody;
use super::time::stamp;
use crate::common::ProcessView;
use crate::result::figures::{Breakdown, Kind, common_ground};
use crate::session::{Visitor, visit_of};
use crate::state::AppState;

/// Results.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Results {
    /// The live figures below are computed from the first so many entries.
    entries: u64,
    /// What was computed and published, each from entries that it names.
    published: Vec<PublishedBody>,
    /// What the process resolved.
    decisions: Vec<DecisionBody>,
    /// Statements that all opinion groups share, best first; before there is a map, those most agree on.
    common_ground: Vec<GroundBody>,
    /// Votes by constituency.
    breakdowns: Vec<BreakdownBody>,
}

/// A published result.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublishedBody {
    /// The entry that holds it.
    entry: u64,
    /// When.
    at: String,
    /// What was computed, such as `opinion-map`.
    kind: String,
    /// The first so many entries went in.
    entries: u64,
    /// Algorithm with version.
    algorithm: String,
    /// SHA-256 of the whole output, hexadecimal.
    output: String,
    /// Key figures.
    figures: Vec<FigureBody>,
}

/// A key figure.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FigureBody {
    name: String,
    value: i64,
}

/// A decision.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecisionBody {
    /// The entry that holds it.
    entry: u64,
    /// When.
    at: String,
    /// `adopted`, `rejected` or `referred`.
    outcome: &'static str,
    /// The result it rests on.
    result: u64,
    /// The entry of the version of the draft that is adopted.
    draft: Option<u64>,
    /// Language of the words.
    language: String,
    /// Languages in which the charter promised every text, and in which it is not said.
    lacks_languages: Vec<String>,
    /// The words, unless they were erased.
    text: Option<String>,
}

/// A statement that is common ground.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GroundBody {
    /// The statement.
    statement: u64,
    /// By how much all groups agree at least, 0 to 1; absent before there is a map.
    score: Option<f64>,
    /// Everyone's votes.
    tally: TallyBody,
}

/// Votes by the constituencies of one kind. Cells of fewer than ten people are `null`, and so are others from which one
/// could be computed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BreakdownBody {
    /// `stakeholder`, `region`, `income` or `language`.
    kind: &'static str,
    /// The constituencies, in the order of the tallies below.
    constituencies: Vec<ConstituencyBody>,
    /// Voters who belong to none; hidden as the tallies are.
    outside: Option<u32>,
    /// Statements that are put to the vote, oldest first.
    statements: Vec<BalancedBody>,
}

/// One constituency.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConstituencyBody {
    /// Its name in the language of the request.
    name: String,
    /// Voters in it, unless that must stay hidden.
    people: Option<u32>,
    /// Whether it is shown, and large enough under the charter to count in a balance.
    counts: bool,
}

/// A statement's votes by constituency.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BalancedBody {
    /// The statement.
    statement: u64,
    /// Votes of each constituency, unless they must stay hidden.
    tallies: Vec<Option<TallyBody>>,
    /// The result if every constituency that counts weighs the same; absent with fewer than two.
    balanced: Option<BalanceBody>,
}

/// A result in which every constituency weighs the same.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BalanceBody {
    /// The share that agrees.
    share: f64,
    /// Lower end of its 90 % interval.
    low: f64,
    /// Upper end.
    high: f64,
    /// Whether the statement is common ground across the constituencies, and not by majority alone.
    holds: bool,
}

/// Results: published and decided ones, common ground, and votes by stakeholder group and country group.
#[utoipa::path(
    get, path = "/api/processes/{id}/results", tag = "results", operation_id = "results",
    params(("id" = String, Path, description = "The process")),
    responses(
        (status = 200, description = "The results", body = Results),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    parts: Parts,
) -> Result<Json<Results>, Problem> {
    let visit = visit_of(&parts, &state, &Visitor::of(&parts, &state));
    let map = state.node.map(&handle);
    let (mut results, decisions) = {
        let process = handle.read();
        let no_words: HashMap<Digest, Content> = HashMap::new();
        let map = map.as_deref().map(|published| (&published.map, published.entries));
        let view = ProcessView {
            visit: &visit,
            process: &process,
            contents: &no_words,
            texts: &state.texts,
            seen: &state.seen,
            me: None,
            early: &[],
            map,
        };
        (live(&view), process.decisions.clone())
    };
    results.decisions = decisions
        .iter()
        .map(|decision| decided(&state.node, &handle.read(), decision))
        .collect::<Result<_, StoreError>>()?;
    Ok(Json(results))
}

fn live(view: &ProcessView<'_>) -> Results {
    let breakdowns = Breakdown::by_all(view, &Kind::DECLARED).into_iter();
    let ground = common_ground(view).into_iter().map(|ground| GroundBody {
        statement: ground.statement.id.0.0,
        score: ground.found.map(|found| found.score),
        tally: ground.statement.tally.into(),
    });
    Results {
        entries: view.process.entries,
        published: published(view.process),
        decisions: Vec::new(),
        common_ground: ground.collect(),
        breakdowns: breakdowns.map(|breakdown| broken_down(view, breakdown)).collect(),
    }
}

fn broken_down(view: &ProcessView<'_>, breakdown: Breakdown) -> BreakdownBody {
    let kind = breakdown.kind.name();
    let statements = view.process.visible_statements().map(|statement| BalancedBody {
        statement: statement.id.0.0,
        tallies: breakdown.of(view, statement).into_iter().map(|tally| tally.map(TallyBody::from)).collect(),
        balanced: breakdown.balanced(view, statement).map(|balance| BalanceBody {
            share: balance.equal.value,
            low: balance.equal.low,
            high: balance.equal.high,
            holds: balance.holds(),
        }),
    });
    let statements = statements.collect();
    let constituencies = breakdown.constituencies.into_iter().map(|one| ConstituencyBody {
        name: one.name,
        people: one.people,
        counts: one.counts,
    });
    let constituencies = constituencies.collect();
    BreakdownBody { kind, constituencies, outside: breakdown.outside, statements }
}

fn published(process: &Process) -> Vec<PublishedBody> {
    let body = |result: &PublishedResult| PublishedBody {
        entry: result.entry.0,
        at: stamp(result.at),
        kind: result.kind.clone(),
        entries: result.entries,
        algorithm: result.algorithm.clone(),
        output: result.output.to_string(),
        figures: result
            .figures
            .iter()
            .map(|(name, value)| FigureBody { name: name.clone(), value: *value })
            .collect(),
    };
    process.results.iter().map(body).collect()
}

fn decided(node: &Node, process: &Process, decision: &Decision) -> Result<DecisionBody, StoreError> {
    let content = node.words(process, &decision.words.digest, Reading::Anyone)?;
    Ok(DecisionBody {
        entry: decision.entry.0,
        at: stamp(decision.at),
        outcome: decision.outcome.as_str(),
        result: decision.result.0,
        draft: decision.draft.map(|entry| entry.0),
        language: decision.words.language.to_string(),
        lacks_languages: process.lacks_languages(decision).map(ToString::to_string).collect(),
        text: content.and_then(|content| content.get("text").map(str::to_owned)),
    })
}
