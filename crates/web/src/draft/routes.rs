//! Addresses of the draft of a process.

use axum::extract::Path;
use axum::response::Response;

use crate::draft::{redline, unit, view};
use crate::fault::Fault;
use crate::reader::Reader;

pub(crate) async fn draft(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    Ok(reader.show(&*reader.process(&id)?, |view| view::draft(view, &texts)))
}

pub(crate) async fn unit(
    reader: Reader,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    reader.show_found(&*reader.process(&id)?, |view| unit::page(view, &texts, &name))
}

pub(crate) async fn redline(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    reader.show_found(&*reader.process(&id)?, |view| redline::page(view, &texts))
}
