//! Addresses of the first page.

use axum::response::Response;
use maru_forum::Stage;

use crate::home::view;
use crate::reader::Reader;

pub(crate) async fn home(reader: Reader) -> Response {
    let copies = crate::mirror::for_home(&reader).await;
    let handles = reader.state.node.processes();
    let of = |wanted: bool| -> Vec<_> {
        let all = handles.iter().filter(|handle| handle.read().stage.is_over() == wanted);
        let mut all: Vec<_> = all.collect();
        // What people can take part in comes before what is being prepared.
        all.sort_by_key(|handle| !matches!(handle.read().stage, Stage::Open(_)));
        all.into_iter().map(|handle| view::item(&reader.visit, &handle.read())).collect()
    };
    let (items, over) = (of(false), of(true));
    let law = crate::norms::for_home(&reader.visit, &reader.state.text_library);
    let audits = crate::audit::for_home(&reader.visit);
    reader.plain(view::home(&reader.visit, (&items, &over), &copies, &law, &audits))
}
