//! Addresses of the openness report.

use axum::extract::Path;
use axum::response::Response;
use maru_openness::report_beside;

use crate::draft::file::printed;
use crate::fault::Fault;
use crate::openness::{beside, print, view};
use crate::reader::Reader;

pub(crate) async fn page(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let beside = beside(&reader.state, &handle);
    Ok(reader.show(&handle, |view| view::page(view, &beside)))
}

pub(crate) async fn file(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let visit = &reader.visit;
    let handle = reader.process(&id)?;
    let beside = beside(&reader.state, &handle);
    let draw = || {
        Ok(reader.draw(&handle, |view| {
            print::sheet(visit, view.process, &report_beside(view.process, visit.now, &beside))
        }))
    };
    let name = format!("openness-{id}-{}.pdf", visit.tag());
    printed(&reader, &name, &reader.function_of(&handle), draw).await
}
