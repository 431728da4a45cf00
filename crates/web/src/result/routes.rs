//! Addresses of results.

use axum::extract::Path;
use axum::response::Response;

use crate::fault::Fault;
use crate::reader::Reader;
use crate::result::table::{Table, of_kind};
use crate::result::{missing, view};

pub(crate) async fn results(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::results))
}

pub(crate) async fn missing(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, missing::missing))
}

pub(crate) async fn table(reader: Reader, Path((id, file)): Path<(String, String)>) -> Result<Table, Fault> {
    let handle = reader.process(&id)?;
    reader.draw(&handle, |view| of_kind(view, &file))
}
