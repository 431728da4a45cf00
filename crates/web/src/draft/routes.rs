//! Addresses of the draft of a process.

use axum::extract::Path;
use axum::response::Response;

use crate::draft::view;
use crate::fault::Fault;
use crate::reader::Reader;

pub(crate) async fn draft(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::draft))
}
