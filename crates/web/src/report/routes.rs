//! Addresses of the report.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use maru_store::ProcessHandle;

use super::{print, view};
use crate::draft::file::printed;
use crate::fault::Fault;
use crate::reader::Reader;
use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/p/{id}/report", get(page))
        .route("/p/{id}/report.pdf", get(pdf))
        .route("/p/{id}/report.svg", get(drawing))
        .route("/p/{id}/report.png", get(picture))
}

async fn page(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let address = &reader.state.settings.address;
    Ok(reader.show(&*reader.process(&id)?, |page| view::page(page, address)))
}

/// A picture or a print stays as it was made: none is made in the seconds in which the map is not computed yet.
fn require_map(reader: &Reader, handle: &ProcessHandle) -> Result<(), Fault> {
    let is_awaited = handle.read().vote_events > 0 && reader.state.node.map(handle).is_none();
    if is_awaited { Err(Fault::Busy) } else { Ok(()) }
}

async fn pdf(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let (address, handle) = (&reader.state.settings.address, reader.process(&id)?);
    require_map(&reader, &handle)?;
    let draw = || Ok(reader.draw(&handle, |page| print::sheet(page, address)));
    let name = format!("{id}-report-{}.pdf", reader.visit.tag());
    printed(&reader, &name, &reader.function_of(&handle), draw).await
}

async fn drawing(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    require_map(&reader, &handle)?;
    Ok(crate::card::svg(&reader.draw(&handle, print::card)))
}

async fn picture(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    require_map(&reader, &handle)?;
    let card = reader.draw(&handle, print::card);
    crate::card::png(&reader, card).await
}
