//! The files of a record as programs fetch them (c2sp.org/tlog-tiles), open to pages of any origin.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::fault::Fault;
use crate::reader::Reader;

/// What is published under a path never changes, except the head and what the law makes us erase.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The head moves on.
const FOR_SECONDS: &str = "public, max-age=2";
/// Erasable words must not live on in caches.
const NOT_AT_ALL: &str = "no-cache";

/// The kind of a published file, and how long it may be kept.
type FileKind = (&'static str, &'static str);

/// The kind of the file at a path under a record's prefix.
pub(crate) fn kind_of(path: &str) -> FileKind {
    match path {
        "checkpoint" | "vkey" => ("text/plain; charset=utf-8", FOR_SECONDS),
        path if path.starts_with("addenda/") => ("application/octet-stream", NOT_AT_ALL),
        _ => ("application/octet-stream", FOR_EVER),
    }
}

pub(crate) async fn checkpoint(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    file(&reader, &id, "checkpoint")
}

/// The record's verifier keys, for whoever has not got them elsewhere.
pub(crate) async fn vkey(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    file(&reader, &id, "vkey")
}

pub(crate) async fn tile(
    reader: Reader,
    Path((id, path)): Path<(String, String)>,
) -> Result<Response, Fault> {
    file(&reader, &id, &format!("tile/{path}"))
}

pub(crate) async fn addendum(
    reader: Reader,
    Path((id, path)): Path<(String, String)>,
) -> Result<Response, Fault> {
    file(&reader, &id, &format!("addenda/{path}"))
}

pub(crate) async fn addenda_marker(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    file(&reader, &id, "addenda.v1")
}

fn file(reader: &Reader, id: &str, path: &str) -> Result<Response, Fault> {
    let handle = reader.process(id)?;
    let bytes = reader.state.node.record_file(&handle, path)?.ok_or(Fault::NotFound)?;
    Ok(found(bytes, kind_of(path)))
}

/// A published file, open to pages of any origin.
pub(crate) fn found(bytes: Vec<u8>, (kind, caching): FileKind) -> Response {
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    answer
}
