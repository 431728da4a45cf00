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

pub(crate) async fn checkpoint(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    file(&reader, &id, "checkpoint", "text/plain; charset=utf-8", FOR_SECONDS)
}

/// The record's verifier keys, for whoever has not got them elsewhere.
pub(crate) async fn vkey(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    file(&reader, &id, "vkey", "text/plain; charset=utf-8", FOR_SECONDS)
}

pub(crate) async fn tile(
    reader: Reader,
    Path((id, path)): Path<(String, String)>,
) -> Result<Response, Fault> {
    file(&reader, &id, &format!("tile/{path}"), "application/octet-stream", FOR_EVER)
}

pub(crate) async fn addendum(
    reader: Reader,
    Path((id, path)): Path<(String, String)>,
) -> Result<Response, Fault> {
    file(&reader, &id, &format!("addenda/{path}"), "application/octet-stream", NOT_AT_ALL)
}

pub(crate) async fn addenda_marker(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    file(&reader, &id, "addenda.v1", "application/octet-stream", FOR_EVER)
}

fn file(
    reader: &Reader,
    id: &str,
    path: &str,
    kind: &'static str,
    caching: &'static str,
) -> Result<Response, Fault> {
    let handle = reader.process(id)?;
    let bytes = reader.state.node.record_file(&handle, path)?.ok_or(Fault::NotFound)?;
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Ok(answer)
}
