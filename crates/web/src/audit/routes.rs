//! Addresses of audits.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maru_openness::audit::{audit, audits};

use crate::audit::print;
use crate::audit::told::Told;
use crate::audit::view::{self, Beside};
use crate::draft::file::printed;
use crate::fault::Fault;
use crate::reader::Reader;
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/audits", get(list)).route("/audits/{id}", get(one))
}

async fn list(reader: Reader) -> Response {
    reader.plain(view::list(&reader.visit, audits()))
}

async fn one(reader: Reader, Path(name): Path<String>) -> Result<Response, Fault> {
    match name.strip_suffix(".pdf") {
        Some(id) => file(&reader, id).await,
        None => page(&reader, &name),
    }
}

/// The process that the reader wants beside the audit, if they named one.
fn wanted(reader: &Reader) -> Option<&str> {
    reader.visit.asked("beside").filter(|id| !id.is_empty())
}

fn page(reader: &Reader, id: &str) -> Result<Response, Fault> {
    let visit = &reader.visit;
    let told = Told::of(visit, audit(id).ok_or(Fault::NotFound)?);
    let named = |handle: &std::sync::Arc<maru_store::ProcessHandle>| {
        (handle.id().to_string(), visit.local_plain(&handle.read().charter.title).to_owned())
    };
    let choices: Vec<_> = reader.state.node.processes().iter().map(named).collect();
    let Some(process) = wanted(reader) else {
        return Ok(reader.plain(view::one(visit, id, &told, &choices, None, None)));
    };
    let Ok(handle) = reader.process(process) else {
        let fault = visit.text_with("audit-no-process", &[("typed", process.to_owned().into())]);
        let page = view::one(visit, id, &told, &choices, None, Some(&fault));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.into_string())).into_response());
    };
    let page = reader.draw(&handle, |view| {
        let beside = Beside { view, report: maru_openness::report(view.process, visit.now) };
        view::one(visit, id, &told, &choices, Some(&beside), None)
    });
    Ok(reader.plain(page))
}

async fn file(reader: &Reader, id: &str) -> Result<Response, Fault> {
    let visit = &reader.visit;
    let told = Told::of(visit, audit(id).ok_or(Fault::NotFound)?);
    let beside = wanted(reader).map(|process| reader.process(process)).transpose()?;
    let draw = || {
        Ok(match &beside {
            None => print::sheet(visit, &told, None),
            Some(handle) => reader.draw(handle, |view| {
                let beside = Beside { view, report: maru_openness::report(view.process, visit.now) };
                print::sheet(visit, &told, Some(&beside))
            }),
        })
    };
    let function_of = beside.as_ref().map_or_else(|| visit.here(), |handle| reader.function_of(handle));
    let name = format!("audit-{id}-{}.pdf", visit.tag());
    printed(reader, &name, &function_of, draw).await
}
