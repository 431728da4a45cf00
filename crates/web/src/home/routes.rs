//! Addresses of the first page.

use axum::response::Response;

use crate::home::view;
use crate::reader::Reader;

pub(crate) async fn home(reader: Reader) -> Response {
    let handles = reader.state.node.processes();
    let items: Vec<_> = handles.iter().map(|handle| view::item(&reader.visit, &handle.read())).collect();
    let law = crate::norms::for_home(&reader.visit, &reader.state.text_library);
    let audits = crate::audit::for_home(&reader.visit);
    reader.plain(view::home(&reader.visit, &items, &law, &audits))
}
