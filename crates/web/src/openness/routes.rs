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
    let sheet = reader.draw(&*reader.process(&id)?, |view| {
        print::sheet(visit, view.process, &maru_openness::report(view.process, visit.now))
    });
    printed(&reader, &format!("openness-{id}-{}.pdf", visit.tag()), sheet).await
}
