//! The address `/search`.

use axum::http::StatusCode;
use axum::response::Response;

use super::{Asked, view};
use crate::reader::Reader;

/// Answers a question, or shows the form.
pub(crate) async fn search(reader: Reader) -> Response {
    match Asked::of(&reader.visit) {
        Ok(asked) => reader.plain(view::page(&reader.visit, &reader.state.node, &asked)),
        Err(unknown) => {
            let mut response = reader.plain(view::refused(&reader.visit, &unknown));
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            response
        }
    }
}
