//! Statements: listed, read, written, and the one that is asked next.

use std::collections::HashMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maru_forum::{
    Action, ParticipantId, Process, Reading, Statement, StatementId, SubmitStatement, Tally, Violation, Words,
};
use maru_record::Digest;
use maru_store::{Node, ProcessHandle, Request, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::address::{Asked, InProcess, Numbered};
use super::list::within;
use super::problem::{Problem, ProblemBody, read_json};
use super::signature::author_signature;
use super::time::stamp;
use super::vote::Written;
use crate::common::{ProcessView, reading_of};
use crate::limit::Class;
use crate::session::{Visitor, visit_of};
use crate::state::AppState;

/// Items on a page unless asked otherwise.
const PAGE_ITEMS: usize = 50;
/// Most items on a page.
const PAGE_LIMIT: usize = 200;

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// The page, from 1.
    page: Option<usize>,
    /// Items on a page, at most 200.
    limit: Option<usize>,
}

/// A page of statements.
#[derive(Debug, Serialize, ToSchema)]
#[expect(
    clippy::struct_field_names,
    reason = "a list is named after what it lists, as in every answer of the API"
)]
pub(super) struct Statements {
    /// Those that are put to the vote, oldest first.
    statements: Vec<StatementBody>,
    /// This page, from 1.
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// How many statements there are on all pages.
    total: usize,
}

/// A statement.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StatementBody {
    /// The entry that made it, by which it is known.
    number: u64,
    /// When the node took it.
    at: String,
    /// The participant who wrote it; absent for the host's own.
    author: Option<u64>,
    /// The organisation for which it was said, where its author spoke for one then.
    organisation: Option<u64>,
    /// The words with their language.
    words: WordsBody,
    /// The words in other languages.
    translations: Vec<TranslationBody>,
    /// Whether it is put to the vote.
    visible: bool,
    /// The latest verdict of a moderator: `accepted`, `rejected` or `meta`.
    verdict: Option<&'static str>,
    /// Votes as they stand.
    tally: TallyBody,
    /// My vote, if I have answered.
    my_vote: Option<&'static str>,
    /// Its id where it was imported from; where that is a text, a number of the import.
    source_id: Option<u64>,
    /// Its id where it was imported from, if that is a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_text: Option<String>,
}

/// Words that somebody wrote.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WordsBody {
    /// Language tag (BCP 47).
    #[schema(example = "ko")]
    language: String,
    /// `ltr` or `rtl`.
    direction: &'static str,
    /// The words; absent if they were erased, or if a moderator has not let them be seen.
    text: Option<String>,
}

/// A statement in another language.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TranslationBody {
    /// The entry that holds it.
    entry: u64,
    /// `human`, or a program's name and version.
    #[serde(skip_serializing_if = "Option::is_none")]
    translator: Option<String>,
    /// Who entered it: the number of a participant; nothing for the operator.
    by: Option<u64>,
    /// Whether somebody else has read it beside the original and answers for it.
    checked: bool,
    /// The words.
    words: WordsBody,
}

/// How many agree, disagree and pass.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(super) struct TallyBody {
    agree: u32,
    disagree: u32,
    pass: u32,
}

impl From<Tally> for TallyBody {
    fn from(tally: Tally) -> Self {
        Self { agree: tally.agree, disagree: tally.disagree, pass: tally.pass }
    }
}

/// A statement with what the asker may know of it, taken out of the state so that words are fetched without its lock.
struct Seen {
    statement: Statement,
    visible: bool,
    reading: Reading,
    my_vote: Option<&'static str>,
}

impl Seen {
    fn of(process: &Process, statement: &Statement, me: Option<ParticipantId>) -> Self {
        Self {
            visible: process.takes_votes(statement),
            reading: reading_of(process, me),
            my_vote: me.and_then(|me| process.vote_of(me, statement.id)).map(|cast| cast.vote.as_str()),
            statement: statement.clone(),
        }
    }

    fn body(self, node: &Node, handle: &ProcessHandle) -> Result<StatementBody, StoreError> {
        let words = |words: &Words| {
            let text = node.words(&handle.read(), &words.digest, self.reading)?;
            Ok::<_, StoreError>(WordsBody {
                language: words.language.to_string(),
                direction: words.language.direction(),
                text: text.and_then(|content| content.get("text").map(str::to_owned)),
            })
        };
        let statement = &self.statement;
        let translations = statement.translations.iter().map(|translation| {
            let words = words(&translation.words)?;
            // What was typed as its name is read where the words are.
            let translator = words.text.as_ref().map(|_| translation.translator.clone());
            let by = handle.read().ledger.author_of(translation.entry).map(|author| author.0.0);
            let checked = handle.read().is_checked(translation);
            Ok(TranslationBody { entry: translation.entry.0, translator, by, checked, words })
        });
        Ok(StatementBody {
            number: statement.id.0.0,
            at: stamp(statement.at),
            author: statement.author.map(|author| author.0.0),
            organisation: handle.read().said_for(statement.id.0).map(|organisation| organisation.0),
            words: words(&statement.words)?,
            translations: translations.collect::<Result<_, StoreError>>()?,
            visible: self.visible,
            verdict: statement.verdict.map(maru_forum::Verdict::as_str),
            tally: statement.tally.into(),
            my_vote: self.my_vote,
            source_id: statement.source_id,
            source_text: statement.source_text.clone(),
        })
    }
}

/// The statements that are put to the vote, oldest first.
#[utoipa::path(
    get, path = "/api/processes/{id}/statements", tag = "statements", operation_id = "listStatements",
    params(("id" = String, Path, description = "The process"), Paging),
    responses(
        (status = 200, description = "A page of statements", body = Statements),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(asked): Asked<Paging>,
    visitor: Visitor,
) -> Result<Json<Statements>, Problem> {
    let me = visitor.membership(&state, handle.id());
    let limit = within(asked.limit, PAGE_ITEMS, PAGE_LIMIT)?;
    let page = asked.page.unwrap_or(1).max(1);
    let (seen, total) = {
        let process = handle.read();
        let shown = process.visible_statements().skip((page - 1).saturating_mul(limit)).take(limit);
        let seen: Vec<_> = shown.map(|statement| Seen::of(&process, statement, me)).collect();
        (seen, process.visible_statements().count())
    };
    let statements =
        seen.into_iter().map(|seen| seen.body(&state.node, &handle)).collect::<Result<_, _>>()?;
    Ok(Json(Statements { statements, page, pages: total.div_ceil(limit).max(1), total }))
}

/// One statement.
#[utoipa::path(
    get, path = "/api/processes/{id}/statements/{number}", tag = "statements", operation_id = "showStatement",
    params(("id" = String, Path, description = "The process"), ("number" = u64, Path, description = "The statement")),
    responses(
        (status = 200, description = "The statement", body = StatementBody),
        (status = 404, description = "No such statement", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Numbered(number): Numbered,
    visitor: Visitor,
) -> Result<Json<StatementBody>, Problem> {
    let me = visitor.membership(&state, handle.id());
    let seen = {
        let process = handle.read();
        let statement = process.statement(StatementId(number)).ok_or(Violation::UnknownStatement(number))?;
        Seen::of(&process, statement, me)
    };
    Ok(Json(seen.body(&state.node, &handle)?))
}

/// The statement to ask next.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Next {
    /// The statement; absent when all are answered.
    statement: Option<StatementBody>,
    /// How many are not answered yet.
    left: usize,
}

/// The statement on which a vote is worth most to the opinion map, among those that I have not answered. Without a
/// session it depends on nothing about the asker.
#[utoipa::path(
    get, path = "/api/processes/{id}/statements/next", tag = "statements", operation_id = "nextStatement",
    params(("id" = String, Path, description = "The process")),
    responses(
        (status = 200, description = "The statement to ask next", body = Next),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn next(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    parts: Parts,
) -> Result<Response, Problem> {
    let visitor = Visitor::of(&parts, &state);
    let visit = visit_of(&parts, &state, &visitor);
    let me = visitor.membership(&state, handle.id());
    let map = state.node.map(&handle);
    let (seen, left) = {
        let process = handle.read();
        // Which one is next does not depend on the words, so none are fetched here.
        let no_words: HashMap<Digest, maru_forum::Content> = HashMap::new();
        let view = ProcessView {
            visit: &visit,
            process: &process,
            contents: &no_words,
            texts: &state.texts,
            seen: &state.seen,
            me,
            early: &[],
            map: map.as_deref().map(|published| (&published.map, published.entries)),
        };
        let open =
            |statement: &&Statement| view.my_vote(statement).is_none() && !process.is_erased(statement);
        let left = process.visible_statements().filter(open).count();
        let found = crate::statement::next::next(&view, 0);
        (found.map(|statement| Seen::of(&process, statement, me)), left)
    };
    let statement = seen.map(|seen| seen.body(&state.node, &handle)).transpose()?;
    let body = Json(Next { statement, left });
    Ok(([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], body).into_response())
}

/// A new statement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewStatement {
    /// The words: one sentence of at most 280 characters.
    text: String,
    /// Their language (BCP 47).
    #[schema(value_type = String, example = "ko")]
    language: String,
    /// The participant's own signature (64 bytes, base64): for those who joined with a key.
    #[serde(default)]
    signature: Option<String>,
    /// The randomness (32 bytes, base64) from which the nonce in the signed digest was drawn.
    #[serde(default)]
    seed: Option<String>,
}

/// Puts a statement to everyone, once a moderator lets it where the charter says so.
#[utoipa::path(
    post, path = "/api/processes/{id}/statements", tag = "statements", operation_id = "writeStatement",
    params(("id" = String, Path, description = "The process")),
    request_body = NewStatement,
    security(("session" = [])),
    responses(
        (status = 201, description = "The statement is on the disk; its number is the entry's", body = Written),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Not a participant", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Not now", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "Empty, too long, or no language", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn write(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    let actor = visitor.actor(&state, handle.id()).ok_or_else(Problem::not_signed_in)?;
    visitor.pass(&state, Class::Writing)?;
    let new: NewStatement = read_json(&body)?;
    let signature = author_signature(new.signature.as_deref(), new.seed.as_deref())?;
    let command = SubmitStatement { text: new.text, language: new.language.parse()? }.into();
    let action = Action { actor, command, signature };
    let request = Request { process: handle.id().clone(), account: None, action };
    let answer = state.node.submit(request).await?;
    Ok(Written::answer(StatusCode::CREATED, answer.entry))
}
