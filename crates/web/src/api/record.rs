//! Entries of the record as JSON, each with the contents that are still there, and receipts.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_forum::{EntryNumber, Reading, Violation};
use maru_record::tree::leaf_hash;
use maru_record::{Digest, Entry};
use maru_store::{Node, ProcessHandle, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::address::{Asked, InProcess, Numbered};
use super::list::within;
use super::problem::{Problem, ProblemBody};
use crate::limit::Class;
use crate::session::Visitor;
use crate::state::AppState;

/// Entries in one answer unless asked otherwise.
const ENTRIES: u64 = 100;
/// Most entries in one answer.
const ENTRIES_LIMIT: u64 = 1_000;

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Range {
    /// The first entry, from 0.
    from: Option<u64>,
    /// How many, at most 1,000.
    limit: Option<u64>,
}

/// Some entries.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Entries {
    /// The entries, in order; their contents are at each entry's own address.
    entries: Vec<EntryBody>,
    /// How many entries the record has on the disk.
    total: u64,
}

/// An entry.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EntryBody {
    /// Its number.
    number: u64,
    /// Its hash in the record's tree, hexadecimal.
    leaf: String,
    /// What it says.
    #[schema(value_type = Object)]
    body: serde_json::Value,
    /// Its exact bytes, base64.
    bytes: String,
    /// Digests of the contents that it names, hexadecimal.
    digests: Vec<String>,
}

/// An entry with the contents that are still there.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EntryWithContents {
    /// The entry.
    #[serde(flatten)]
    entry: EntryBody,
    /// Contents by digest; null where a content was erased or may not be seen.
    #[schema(value_type = Object)]
    contents: BTreeMap<String, Option<ContentBody>>,
}

/// A content beside the record, as it was hashed: canonical JSON of these fields gives its digest.
type ContentBody = BTreeMap<String, String>;

/// Some entries of the record.
#[utoipa::path(
    get, path = "/api/processes/{id}/entries", tag = "record", operation_id = "listEntries",
    params(("id" = String, Path, description = "The process"), Range),
    responses(
        (status = 200, description = "The entries", body = Entries),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often: 3,000 entries a second on the long run", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(asked): Asked<Range>,
    visitor: Visitor,
) -> Result<Json<Entries>, Problem> {
    let from = asked.from.unwrap_or(0);
    let limit = within(asked.limit, ENTRIES, ENTRIES_LIMIT)?;
    let total = handle.durable();
    let range = from.min(total)..from.saturating_add(limit).min(total);
    let hundreds = (range.end - range.start).div_ceil(ENTRIES).max(1) as u32;
    state.gates.pass_many(Class::Entries, visitor.subject(), hundreds)?;
    let numbers = range.clone();
    let bytes = state.node.entries(&handle, range)?;
    let entries = numbers.zip(&bytes).map(|(number, bytes)| entry_body(&handle, number, bytes));
    Ok(Json(Entries { entries: entries.collect::<Result<_, _>>()?, total }))
}

/// One entry, with the contents that are still there.
#[utoipa::path(
    get, path = "/api/processes/{id}/entries/{number}", tag = "record", operation_id = "showEntry",
    params(("id" = String, Path, description = "The process"), ("number" = u64, Path, description = "The entry")),
    responses(
        (status = 200, description = "The entry", body = EntryWithContents),
        (status = 404, description = "No such entry", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Numbered(number): Numbered,
) -> Result<Json<EntryWithContents>, Problem> {
    let bytes = entry_bytes(&state.node, &handle, number)?;
    let entry = entry_body(&handle, number.0, &bytes)?;
    let process = handle.read();
    let mut contents = BTreeMap::new();
    for digest in &entry.digests {
        let known: Digest = digest.parse().map_err(|error| damaged(&handle, number.0, &error))?;
        let content = state.node.words(&process, &known, Reading::Anyone)?;
        contents.insert(digest.clone(), content.map(|content| fields_of(&content)).transpose()?);
    }
    Ok(Json(EntryWithContents { entry, contents }))
}

/// In which form a receipt is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Form {
    /// Without post-quantum signatures, which are long.
    #[serde(default)]
    compact: bool,
}

/// The proof that an entry is in the record, as a file to keep (c2sp.org/tlog-proof).
#[utoipa::path(
    get, path = "/api/processes/{id}/entries/{number}/receipt", tag = "record", operation_id = "receipt",
    params(("id" = String, Path, description = "The process"), ("number" = u64, Path, description = "The entry"), Form),
    responses(
        (status = 200, description = "The receipt", body = String, content_type = "text/plain"),
        (status = 404, description = "No such entry, or no signed checkpoint covers it yet", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn receipt(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Numbered(number): Numbered,
    Asked(asked): Asked<Form>,
) -> Result<Response, Problem> {
    entry_bytes(&state.node, &handle, number)?;
    let Some(receipt) = state.node.receipt(&handle, number)? else {
        let detail = "no signed checkpoint covers this entry yet; ask again in a moment";
        return Err(Problem::not_found("no-receipt-yet", detail));
    };
    let text = if asked.compact { receipt.compact } else { receipt.full };
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

fn entry_bytes(node: &Node, handle: &ProcessHandle, number: EntryNumber) -> Result<Vec<u8>, Problem> {
    let unknown = || Problem::from(Violation::UnknownEntry(number));
    if number.0 >= handle.durable() {
        return Err(unknown());
    }
    node.entry(handle, number)?.ok_or_else(unknown)
}

fn entry_body(handle: &ProcessHandle, number: u64, bytes: &[u8]) -> Result<EntryBody, Problem> {
    let entry = Entry::decode(bytes).map_err(|error| damaged(handle, number, &error))?;
    let body =
        serde_json::from_slice(&entry.body.encode()).map_err(|error| damaged(handle, number, &error))?;
    Ok(EntryBody {
        number,
        leaf: leaf_hash(bytes).to_string(),
        body,
        bytes: BASE64.encode(bytes),
        digests: entry.addenda.iter().map(ToString::to_string).collect(),
    })
}

fn fields_of(content: &maru_forum::Content) -> Result<ContentBody, Problem> {
    serde_json::from_slice(&content.bytes()).map_err(|error| StoreError::Snapshot(error.to_string()).into())
}

fn damaged(handle: &ProcessHandle, number: u64, error: &dyn std::fmt::Display) -> Problem {
    StoreError::Damaged { process: handle.id().to_string(), number, error: error.to_string() }.into()
}
