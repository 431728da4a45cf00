//! Addresses of the draft of a process.

use axum::extract::Path;
use axum::response::Response;

use crate::draft::chosen::version_of;
use crate::draft::{redline, unit, view};
use crate::fault::Fault;
use crate::reader::Reader;

pub(crate) async fn draft(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    reader.show_found(&*reader.process(&id)?, |view| {
        // A version that there is not is no other version.
        let asked = view.visit.asked("version").filter(|version| !version.is_empty());
        let is_there = asked
            .is_none_or(|version| version.parse().is_ok_and(|number| version_of(view, number).is_some()));
        is_there.then(|| view::draft(view, &texts))
    })
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
