//! Addresses of the result of a process.

use axum::extract::Path;
use axum::response::Response;

use crate::fault::Fault;
use crate::reader::Reader;
use crate::result::view;

pub(crate) async fn results(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::results))
}
