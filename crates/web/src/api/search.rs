//! Search over everything that is public on the node.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use maru_norms::code::Coded as _;
use maru_search::Kind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::address::Asked as Query;
use super::list::within;
use super::problem::{Problem, ProblemBody};
use crate::search::view::direction;
use crate::search::{Asked, PAGE_HITS, ShownHit, results};
use crate::state::AppState;

/// Most hits in an answer.
const PAGE_LIMIT: usize = 100;

/// What is asked.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Question {
    /// Words, a `"phrase"`, `begin*`, or a citation such as `Article 50(4)`; at most 200 characters.
    q: String,
    /// Only this kind: `instrument`, `provision`, `process`, `article`, `statement` or `page`.
    kind: Option<String>,
    /// Only what concerns this place (ISO 3166, or a group such as `EU`).
    place: Option<String>,
    /// Only this topic of the norm library.
    topic: Option<String>,
    /// Only what has a text in this language.
    #[serde(rename = "in")]
    written_in: Option<String>,
    /// The language that is preferred where a document has several.
    language: Option<String>,
    /// The page, from 1.
    page: Option<usize>,
    /// Hits on a page, at most 100.
    limit: Option<usize>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundBody {
    /// How strictly the question was taken: `exact`, `similar` (a letter may differ) or `some` (of the words).
    matching: &'static str,
    /// How many of the first hits fit so; those after them lack one of the words.
    strict: usize,
    /// The place to which the answer was narrowed, because no text has its name and the other words too.
    place: Option<String>,
    /// Where the norm library answers for the place that the question names.
    law: Option<String>,
    /// How many fit; 1,000 of them can be leafed through.
    total: usize,
    /// How many of each kind fit.
    kinds: Vec<KindCount>,
    /// This page, from 1.
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// The hits, best first.
    hits: Vec<HitBody>,
}

/// How many of a kind fit.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct KindCount {
    kind: &'static str,
    count: usize,
}

/// A hit.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HitBody {
    /// What sort of thing it is.
    kind: &'static str,
    /// Where it is read.
    address: String,
    /// What it is called; absent for statements.
    title: Option<SnippetBody>,
    /// What it belongs to.
    belongs_to: Option<String>,
    /// The piece of its text that shows why it was found.
    snippet: Option<SnippetBody>,
}

/// Words in one language, with the hits marked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SnippetBody {
    /// Language tag (BCP 47).
    language: String,
    /// `ltr` or `rtl`.
    direction: &'static str,
    /// The words in pieces, hit or not; joined they are the text.
    pieces: Vec<PieceBody>,
}

/// A piece of a snippet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PieceBody {
    words: String,
    hit: bool,
}

impl From<maru_search::snippet::Snippet> for SnippetBody {
    fn from(snippet: maru_search::snippet::Snippet) -> Self {
        let pieces = snippet.pieces.into_iter().map(|piece| PieceBody { words: piece.words, hit: piece.hit });
        Self { direction: direction(&snippet.language), pieces: pieces.collect(), language: snippet.language }
    }
}

impl From<ShownHit> for HitBody {
    fn from(hit: ShownHit) -> Self {
        Self {
            kind: hit.key.kind().code(),
            address: hit.address(),
            title: hit.title.map(Into::into),
            belongs_to: hit.belongs_to.map(|(_, words)| words),
            snippet: hit.snippet.map(Into::into),
        }
    }
}

/// Looks for laws, provisions, processes, draft articles and statements, in any language.
#[utoipa::path(
    get,
    path = "/api/search",
    tag = "search",
    operation_id = "search",
    params(Question),
    responses(
        (status = 200, description = "What was found", body = FoundBody),
        (status = 400, description = "The question or the query is not understood", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    Query(asked): Query<Question>,
) -> Result<Json<FoundBody>, Problem> {
    let wrong = |code: &'static str, detail: String| Problem::new(StatusCode::BAD_REQUEST, code, detail);
    let unknown_kind = |code: String| wrong("unknown-kind", format!("“{code}” is no kind of document"));
    let kind = asked.kind.map(|code| Kind::from_code(&code).ok_or_else(|| unknown_kind(code))).transpose()?;
    let bad = |name: &str, said: &str| wrong("bad-query", format!("`{name}`: “{said}” means nothing here"));
    let place = asked.place.map(|code| code.to_uppercase());
    if let (Some(code), Some(library)) = (&place, crate::norms::library())
        && library.places().find(code).is_none()
    {
        return Err(bad("place", code));
    }
    let topic = asked.topic.map(|word| match maru_norms::alias::topic(&word) {
        Some(topic) => Ok(topic.code().to_owned()),
        None => Err(bad("topic", &word)),
    });
    let topic = topic.transpose()?;
    for (name, tag) in [("in", &asked.written_in), ("language", &asked.language)] {
        if let Some(tag) = tag.as_deref().filter(|tag| tag.parse::<maru_forum::Language>().is_err()) {
            return Err(bad(name, tag));
        }
    }
    let limit = within(asked.limit, PAGE_HITS, PAGE_LIMIT)?;
    let page = asked.page.unwrap_or(1).max(1);
    let question = Asked {
        words: asked.q,
        filter: maru_search::Filter { kind, place, topic, language: asked.written_in },
    };
    let language = asked.language.unwrap_or_else(|| "en".to_owned());
    let answer = results(&state.node, &question).map_err(|error| wrong(error.code(), error.to_string()))?;
    let counts =
        answer.found.by_kind.iter().map(|(kind, count)| KindCount { kind: kind.code(), count: *count });
    Ok(Json(FoundBody {
        matching: answer.found.matching.code(),
        place: answer.found.place.clone(),
        law: answer.law_address(),
        strict: answer.found.strict,
        total: answer.found.total,
        kinds: counts.collect(),
        page,
        pages: answer.pages(limit),
        hits: answer.page(&state.node, &language, page, limit).into_iter().map(Into::into).collect(),
    }))
}
