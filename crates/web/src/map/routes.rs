//! Addresses of the map of a process.

use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use maru_store::ProcessHandle;

use crate::fault::Fault;
use crate::limit::Class;
use crate::map::chosen::{Chosen, Wish, days as days_page};
use crate::map::closer::{self, Closer};
use crate::map::{compare, me as mine, ranking, table as tables, view};
use crate::reader::Reader;
use crate::result::table::Table;

/// The process, and the map that the address asks for.
fn chosen(reader: &Reader, id: &str) -> Result<(Arc<ProcessHandle>, Chosen), Fault> {
    let (handle, wish) = (reader.process(id)?, Wish::of(&reader.visit)?);
    let chosen = Chosen::look_up(&reader.state.node, &handle, wish);
    Ok((handle, chosen))
}

pub(crate) async fn map(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let (handle, chosen) = chosen(&reader, &id)?;
    let page = reader.show(&handle, |view| view::map(view, &chosen));
    Ok(closer::allowed(page, &reader.state.settings.address))
}

/// What the script of the map shows.
pub(crate) async fn look_closer(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    // Which cells are hidden is worked out anew for every statement.
    reader.visitor.pass(&reader.state, Class::Export)?;
    let (handle, chosen) = chosen(&reader, &id)?;
    let found = reader.draw(&handle, |view| Closer::of(view, &chosen)).ok_or(Fault::NotFound)?;
    Ok(Json(found).into_response())
}

pub(crate) async fn days(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let days = reader.state.node.days(&handle);
    Ok(reader.show(&handle, |view| days_page(view, days.as_deref())))
}

pub(crate) async fn comparison(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let pair = compare::Pair::look_up(&reader.state.node, &handle, &reader.visit)?;
    Ok(reader.show(&handle, |view| compare::comparison(view, &pair)))
}

pub(crate) async fn statements(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let (handle, chosen) = chosen(&reader, &id)?;
    Ok(reader.show(&handle, |view| ranking::ranking(view, &chosen)))
}

pub(crate) async fn me(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let (handle, chosen) = chosen(&reader, &id)?;
    Ok(reader.show(&handle, |view| mine::me(view, &chosen)))
}

pub(crate) async fn table(reader: Reader, Path((id, file)): Path<(String, String)>) -> Result<Table, Fault> {
    let (handle, chosen) = chosen(&reader, &id)?;
    reader.draw(&handle, |view| tables::of_file(view, &chosen, &file))
}
