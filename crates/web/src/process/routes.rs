//! Addresses of a process as a whole.

use axum::extract::Path;
use axum::response::Response;

use crate::fault::Fault;
use crate::process::view;
use crate::reader::Reader;

pub(crate) async fn overview(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::overview))
}

pub(crate) async fn charter(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::charter))
}
