//! Addresses of the pages about Maru itself, and of what machines ask.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::about::view;
use crate::reader::Reader;
use crate::session::session_cookie_name;

/// A wooden floor seen from the side, as the icon of the pages.
const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">\
<rect width=\"32\" height=\"32\" rx=\"5\" fill=\"#1d5c56\"/>\
<path d=\"M4 17h24v4H4zM7 21h4v6H7zM21 21h4v6h-4zM5 13 16 5l11 8z\" fill=\"#fdfcf8\"/></svg>";

pub(crate) async fn about(reader: Reader) -> Response {
    let settings = &reader.state.settings;
    reader.plain(view::about(&reader.visit, settings.operator.as_deref(), settings.contact.as_deref()))
}

pub(crate) async fn verify(reader: Reader) -> Response {
    let address = &reader.state.settings.address;
    let processes = reader.state.node.processes();
    let example = processes.first().map(|handle| handle.id().as_str());
    let cookie = session_cookie_name(&reader.state.settings);
    reader.plain(view::verify(&reader.visit, address, example, &cookie))
}

pub(crate) async fn accessibility(reader: Reader) -> Response {
    reader.plain(view::accessibility(&reader.visit))
}

pub(crate) async fn icon() -> Response {
    ([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "public, max-age=604800")], ICON).into_response()
}
