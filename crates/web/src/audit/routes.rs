//! Addresses of audits.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maru_openness::audit::{audit, audits};

use crate::audit::print;
use crate::audit::told::Told;
use crate::audit::view::{self, BESIDE, Beside};
use crate::draft::file::printed;
use crate::fault::Fault;
use crate::reader::Reader;
use crate::state::AppState;
use crate::visit::Visit;

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

/// A process of this node beside an audit, where the reader named one; what was named may not be there.
pub(crate) enum Wanted {
    Nothing,
    Unknown(String),
    Process(Beside),
}

impl Wanted {
    pub(crate) fn by(reader: &Reader) -> Self {
        let Some(id) = reader.visit.asked(BESIDE).filter(|id| !id.is_empty()) else { return Self::Nothing };
        match reader.process(id) {
            Ok(handle) => Self::Process(beside(reader, &handle)),
            Err(_) => Self::Unknown(id.to_owned()),
        }
    }
}

/// The process that a file is to have beside an audit; a file has no place to say that there is none of that name.
pub(crate) fn beside_handle(
    reader: &Reader,
) -> Result<Option<std::sync::Arc<maru_store::ProcessHandle>>, Fault> {
    reader.visit.asked(BESIDE).filter(|id| !id.is_empty()).map(|id| reader.process(id)).transpose()
}

/// The processes of this node that can stand beside an audit.
pub(crate) fn choices(reader: &Reader) -> Vec<(String, String)> {
    let named = |handle: &std::sync::Arc<maru_store::ProcessHandle>| {
        let title = reader.visit.local_plain(&handle.read().charter.title).to_owned();
        (handle.id().to_string(), title)
    };
    reader.state.node.processes().iter().map(named).collect()
}

/// A process as it stands beside an audit.
pub(crate) fn beside(reader: &Reader, handle: &maru_store::ProcessHandle) -> Beside {
    let seen = crate::openness::beside(&reader.state, handle);
    Beside::of(&reader.visit, &handle.read(), &reader.state.settings.address, &seen)
}

/// That there is no process of this name to stand beside an audit.
pub(crate) fn unknown(visit: &Visit, id: &str) -> String {
    visit.text_with("audit-no-process", &[("typed", id.to_owned().into())])
}

fn page(reader: &Reader, id: &str) -> Result<Response, Fault> {
    let visit = &reader.visit;
    let told = Told::of(visit, audit(id).ok_or(Fault::NotFound)?);
    let one = |beside, fault| view::one(visit, id, &told, &choices(reader), beside, fault);
    Ok(match Wanted::by(reader) {
        Wanted::Nothing => reader.plain(one(None, None)),
        Wanted::Process(beside) => reader.plain(one(Some(&beside), None)),
        Wanted::Unknown(id) => {
            let page = one(None, Some(&unknown(visit, &id)));
            (StatusCode::UNPROCESSABLE_ENTITY, Html(page.into_string())).into_response()
        }
    })
}

async fn file(reader: &Reader, id: &str) -> Result<Response, Fault> {
    let visit = &reader.visit;
    let told = Told::of(visit, audit(id).ok_or(Fault::NotFound)?);
    let handle = beside_handle(reader)?;
    let draw = || {
        let beside = handle.as_ref().map(|handle| beside(reader, handle));
        Ok(print::sheet(visit, &told, beside.as_ref()))
    };
    let function_of = handle.as_ref().map_or_else(|| visit.here(), |handle| reader.function_of(handle));
    printed(reader, &format!("audit-{id}-{}.pdf", visit.tag()), &function_of, draw).await
}
