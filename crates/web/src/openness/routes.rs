//! Addresses of the openness report.

use axum::extract::Path;
use axum::response::Response;

use crate::fault::Fault;
use crate::openness::view;
use crate::reader::Reader;

pub(crate) async fn page(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::page))
}
