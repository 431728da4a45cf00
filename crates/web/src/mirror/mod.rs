//! Copies of others' records at `/mirror/<hex sha256 of the origin>/`, with a page of each that says what a copy is, and the node's own
//! record at `/node/` (c2sp.org/tlog-tiles).

mod view;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use maru_record::witness::monitoring_path;
use maru_store::StoreError;
use maru_store::mirror::Mirror;

use crate::fault::Fault;
use crate::reader::Reader;
use crate::record::files::{found, kind_of};
use crate::state::AppState;
use crate::witness::{host, work};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/mirror", get(all))
        .route("/mirror/{copy}", get(one))
        .route("/mirror/{copy}/{*path}", get(copy))
        .route("/node/{*path}", get(own))
}

/// A checked copy of a record that another node signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordCopy {
    /// The record's name.
    pub(crate) origin: String,
    /// Its part of the address.
    pub(crate) path: String,
    /// How many entries are here.
    pub(crate) entries: u64,
    /// The root of the tree over them, as the head says it.
    pub(crate) root: String,
}

/// Every copy that this node keeps, by name.
pub(crate) fn copies(state: &AppState) -> Result<Vec<RecordCopy>, StoreError> {
    let mirror = Mirror::new(state.node.directory(), host(state));
    let mut all = Vec::new();
    for origin in mirror.origins()? {
        let path = monitoring_path(&origin);
        // A copy that has begun and has no head yet is none.
        let Some(head) = mirror.file(&path, "checkpoint")? else { continue };
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut lines = head.lines().skip(1);
        let entries = lines.next().and_then(|size| size.parse().ok());
        if let (Some(entries), Some(root)) = (entries, lines.next()) {
            all.push(RecordCopy { origin, path, entries, root: root.to_owned() });
        }
    }
    Ok(all)
}

async fn kept(reader: &Reader) -> Result<Vec<RecordCopy>, Fault> {
    let state = reader.state.clone();
    work(move || copies(&state)).await.map_err(|_| Fault::Stopped)
}

async fn all(reader: Reader) -> Result<Response, Fault> {
    let copies = kept(&reader).await?;
    Ok(reader.plain(view::list(&reader.visit, &copies)))
}

async fn one(reader: Reader, Path(path): Path<String>) -> Result<Response, Fault> {
    let copies = kept(&reader).await?;
    let found = copies.iter().find(|copy| copy.path == path).ok_or(Fault::NotFound)?;
    Ok(reader.plain(view::one(&reader.visit, &reader.state.settings.address, found)))
}

async fn copy(
    State(state): State<AppState>,
    Path((copy, path)): Path<(String, String)>,
) -> Result<Response, StatusCode> {
    let mirror = Mirror::new(state.node.directory(), host(&state));
    let asked = path.clone();
    let bytes = work(move || mirror.file(&copy, &asked)).await?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(found(bytes, kind_of(&path)))
}

async fn own(State(state): State<AppState>, Path(path): Path<String>) -> Result<Response, StatusCode> {
    let (node, asked) = (state.node.clone(), path.clone());
    let read = move || node.own_record().map_or(Ok(None), |own| node.file_of(&own, &asked));
    let bytes = work(read).await?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(found(bytes, kind_of(&path)))
}
