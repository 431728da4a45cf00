//! Copies of others' records at `/mirror/<hex sha256 of the origin>/`, with a page of each that says what a copy is, and the node's own
//! record at `/node/` (c2sp.org/tlog-tiles).

mod view;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_record::Checkpoint;
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

/// The copies that this node keeps.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    /// Those that are whole as far as the head says, by name.
    pub(crate) whole: Vec<RecordCopy>,
    /// Those that are damaged, and of which nothing is given away, by their part of the address.
    pub(crate) damaged: Vec<String>,
}

/// Every copy that this node keeps.
pub(crate) fn copies(state: &AppState) -> Result<Copies, StoreError> {
    let mirror = Mirror::new(state.node.directory(), host(state));
    let mut all = Copies::default();
    for (path, head) in mirror.heads()? {
        match head {
            Ok(head) => {
                let Checkpoint { origin, size, root } = head.checkpoint().clone();
                let root = BASE64.encode(root.0);
                all.whole.push(RecordCopy { origin, path, entries: size, root });
            }
            Err(error) => {
                tracing::error!(%error, "a copy of a record is damaged, and is not given away");
                all.damaged.push(path);
            }
        }
    }
    all.whole.sort_by(|one, other| one.origin.cmp(&other.origin));
    Ok(all)
}

async fn kept(reader: &Reader) -> Result<Copies, Fault> {
    let state = reader.state.clone();
    work(move || copies(&state)).await.map_err(|_| Fault::Stopped)
}

async fn all(reader: Reader) -> Result<Response, Fault> {
    let copies = kept(&reader).await?;
    Ok(reader.plain(view::list(&reader.visit, &copies)))
}

async fn one(reader: Reader, Path(path): Path<String>) -> Result<Response, Fault> {
    let copies = kept(&reader).await?;
    let found = copies.whole.iter().find(|copy| copy.path == path).ok_or(Fault::NotFound)?;
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
