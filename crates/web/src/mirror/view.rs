//! Copies of records from elsewhere as pages: what is here, and that nobody acts in it.

use maud::{Markup, html};

use super::{Copies, RecordCopy};
use crate::layout::page;
use crate::visit::Visit;

/// Every copy.
pub(super) fn list(visit: &Visit, copies: &Copies) -> Markup {
    let title = visit.text("mirror-title");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("mirror-lead")) }
        @if copies.whole.is_empty() && copies.damaged.is_empty() { p.note { (visit.text("mirror-none")) } }
        @for path in &copies.damaged { p.warn { (visit.text("mirror-damaged")) " " code { (path) } } }
        ul.rows { @for copy in &copies.whole {
            li { a href=(visit.link(&format!("/mirror/{}", copy.path))) { bdi { (copy.origin) } } p.small { (entries(visit, copy)) } }
        } }
    };
    page(visit, &title, &body)
}

/// One copy: how far it reaches, what can be done with it, and what not. The command is typed elsewhere, so it names the whole address.
pub(super) fn one(visit: &Visit, node: &str, copy: &RecordCopy) -> Markup {
    let title = visit.text_with("mirror-one", &[("origin", copy.origin.as_str().into())]);
    let files = format!("/mirror/{}/", copy.path);
    let body = html! {
        h1 { (title) }
        p.warn { strong { (visit.text("mirror-read-only")) } " " (visit.text("mirror-lead")) }
        p.figures { (entries(visit, copy)) " · " (visit.text("mirror-root")) " " code { (copy.root) } }
        h2 { (visit.text("mirror-can")) }
        ul {
            li { (visit.text("mirror-can-check")) " " code dir="ltr" { "maru verify " (node) (files) } }
            li { a href={ (files) "checkpoint" } { (visit.text("mirror-can-head")) } }
            li { (visit.text("mirror-can-home")) " " bdi { (copy.origin) } }
        }
        h2 { (visit.text("mirror-cannot")) }
        p { (visit.text("mirror-cannot-why")) }
        ul {
            li { (visit.text("mirror-go-on-keys")) }
            li { (visit.text("mirror-go-on-new")) }
        }
    };
    page(visit, &title, &body)
}

fn entries(visit: &Visit, copy: &RecordCopy) -> String {
    visit.text_with("mirror-entries", &[("count", copy.entries.into())])
}
