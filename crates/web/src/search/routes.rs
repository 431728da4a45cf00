//! The address `/search`.

use axum::response::Response;

use super::{Asked, view};
use crate::reader::Reader;

/// Answers a question, or shows the form.
pub(crate) async fn search(reader: Reader) -> Response {
    let asked = Asked::of(&reader.visit);
    reader.plain(view::page(&reader.visit, &reader.state.node, &asked))
}
