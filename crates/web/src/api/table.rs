//! Tables of comments: out of a process, into it, and back with answers.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_exchange::{Bringing, FileForm};
use maru_forum::{Action, EntryNumber, Language, Source};
use maru_store::Request;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::address::{InProcess, parameter};
use super::problem::{Problem, ProblemBody, read_json};
use super::vote::Written;
use crate::desk::tables::{Look, Wish, answer, file, look, read_as};
use crate::limit::Class;
use crate::session::Visitor;
use crate::state::AppState;

/// The form that an address names.
#[derive(Debug)]
pub(super) struct Form(FileForm);

impl FromRequestParts<AppState> for Form {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let name = parameter(parts, state, "form").await?;
        let names = || FileForm::ALL.map(FileForm::name).join(", ");
        let unknown = || {
            Problem::not_found("no-such-form", format!("there is no form “{name}”; there are {}", names()))
        };
        FileForm::from_name(&name).map(Self).ok_or_else(unknown)
    }
}

fn stopped() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "stopped", "the table was given up; try again")
}

/// Remarks and open amendments with the answers that stand, as a table in a form.
#[utoipa::path(
    get, path = "/api/processes/{id}/comment-tables/{form}", tag = "answers", operation_id = "commentTable",
    params(
        ("id" = String, Path, description = "The process"),
        ("form" = String, Path, description = "`iso-docx`, `iso-xlsx`, `iso-csv`, `commenter`, `bsi` or `decidim-proposals`"),
    ),
    responses(
        (status = 200, description = "The file", body = String, content_type = "application/octet-stream"),
        (status = 404, description = "No such form, or one that is only read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Form(form): Form,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.pass(&state, Class::Export)?;
    let (node, id) = (state.node.clone(), handle.id().to_string());
    let made = tokio::task::spawn_blocking(move || {
        let process = handle.read().clone();
        file(&node, &process, form, "en")
    });
    let only_read = || Problem::not_found("no-such-form", format!("“{}” is only read", form.name()));
    let (bytes, _) = made.await.map_err(|_| stopped())?.ok_or_else(only_read)?;
    Ok(answer(&id, form, bytes))
}

/// Where comments come from.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TableSourceBody {
    /// In a word or two; it stands before the names of the authors.
    name: String,
    /// Address of the original.
    #[serde(default)]
    url: String,
    /// Licence of the comments, with the attribution it asks for.
    licence: String,
    /// What the original is.
    #[serde(default)]
    description: String,
}

/// A table, and what is to be done with it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTable {
    /// The file in base64.
    base64: String,
    /// The encoding of a text file that is not UTF-8, such as `euc-kr`; it is never guessed.
    #[serde(default)]
    encoding: Option<String>,
    /// The language of the answers; of comments, where the file does not say it.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// Where the comments come from: then they become remarks. Without it the answers in the table come back.
    #[serde(default)]
    source: Option<TableSourceBody>,
    /// Remarks and amendments that were answered otherwise meanwhile, and whose answers here take the place of those.
    #[serde(default)]
    #[schema(value_type = Vec<u64>)]
    replace: Vec<EntryNumber>,
    /// What an answer without this member said was seen: then just that is recorded.
    #[serde(default)]
    seen: Option<String>,
}

/// What comes of a table; nothing is recorded yet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TableBody {
    /// To be sent along, so that nothing is recorded but what was seen.
    seen: String,
    /// Each row with what comes of it.
    #[schema(value_type = Vec<Object>)]
    rows: serde_json::Value,
    /// What in the file was not read, in plain English.
    not_read: Vec<String>,
    /// How many rows lead to an entry.
    recorded: usize,
}

/// Looks at a table, or records what was seen of it: comments as remarks, or answers that were typed into a table from here. All, or none.
#[utoipa::path(
    post, path = "/api/processes/{id}/comment-tables/{form}", tag = "answers", operation_id = "takeTable",
    params(
        ("id" = String, Path, description = "The process"),
        ("form" = String, Path, description = "The form of the file (`docs/exchange.md`)"),
    ),
    request_body = NewTable,
    security(("session" = [])),
    responses(
        (status = 200, description = "What comes of it; nothing was recorded", body = TableBody),
        (status = 201, description = "All of it is on the disk; the first entry", body = Written),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Not somebody who may do this", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process or form", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "It would lead to something else than was seen", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The file is not read, or nothing of it can be recorded", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn take(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Form(form): Form,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    let actor = visitor.actor(&state, handle.id()).ok_or_else(Problem::not_signed_in)?;
    visitor.pass(&state, Class::Writing)?;
    let unfit = |detail: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-table", detail);
    let NewTable { base64, encoding, language, source, replace: replacing, seen } = read_json(&body)?;
    let bytes = BASE64.decode(base64).map_err(|error| unfit(error.to_string()))?;
    let table = read_as(form, &bytes, encoding.as_deref().unwrap_or_default())
        .map_err(|error| unfit(error.to_string()))?;
    let wish = match source {
        Some(TableSourceBody { name, url, licence, description }) => {
            let source = Source { name, url, licence, description };
            Wish::In(Bringing { source, language })
        }
        None if !form.is_written() => {
            return Err(unfit(format!(
                "no process leaves as {}, so no answers come back in it",
                form.name()
            )));
        }
        None => Wish::Back {
            language,
            actor,
            now: maru_forum::Moment(jiff::Timestamp::now().as_second()),
            replacing,
        },
    };
    let not_read = table.not_read.clone();
    let (node, process) = (state.node.clone(), handle.read().clone());
    let looked = tokio::task::spawn_blocking(move || look(&node, &process, form, &table, wish));
    let look = looked.await.map_err(|_| stopped())?;
    let Some(seen) = seen else { return Ok(shown(&look, not_read)) };
    if seen != look.seen() {
        let detail = "the table would lead to something else than what was seen; look at it again";
        return Err(Problem::new(StatusCode::CONFLICT, "seen-otherwise", detail));
    }
    let command = look.command().ok_or_else(|| unfit("nothing of the table can be recorded".to_owned()))?;
    let action = Action { actor, command, signature: None };
    let answer = state.node.submit(Request { process: handle.id().clone(), account: None, action }).await?;
    Ok(Written::answer(StatusCode::CREATED, answer.entry))
}

fn shown(look: &Look, not_read: Vec<String>) -> Response {
    let (rows, recorded) = match look {
        Look::In { import, rows } => (serde_json::to_value(rows), import.remarks.len()),
        Look::Back { back, replacing } => (serde_json::to_value(&back.rows), back.answers(replacing).len()),
        Look::Own { .. } => (Ok(serde_json::Value::Array(Vec::new())), 0),
    };
    let mut not_read = not_read;
    if let Look::Own { rows } = look {
        not_read.push(format!(
            "{rows} rows are remarks of this very process; leave out “source”, and their answers come back"
        ));
    }
    let rows = rows.unwrap_or_default();
    Json(TableBody { seen: look.seen(), rows, not_read, recorded }).into_response()
}
