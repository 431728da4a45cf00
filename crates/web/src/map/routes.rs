//! Addresses of the map of a process.

use axum::extract::Path;
use axum::response::Response;

use crate::fault::Fault;
use crate::map::view;
use crate::reader::Reader;

pub(crate) async fn map(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::map))
}
