//! Addresses of the openness report.

use axum::extract::Path;
use axum::response::Response;

use crate::draft::file::printed;
use crate::fault::Fault;
use crate::openness::{print, view};
use crate::reader::Reader;

pub(crate) async fn page(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::page))
}

pub(crate) async fn file(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let visit = &reader.visit;
    let handle = reader.process(&id)?;
    let draw = || {
        Ok(reader.draw(&handle, |view| {
            print::sheet(visit, view.process, &maru_openness::report(view.process, visit.now))
        }))
    };
    let name = format!("openness-{id}-{}.pdf", visit.tag());
    printed(&reader, &name, &reader.function_of(&handle), draw).await
}
