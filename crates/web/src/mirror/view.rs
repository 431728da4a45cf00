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
        p.figures { (entries(visit, copy)) " · " (visit.text("mirror-root")) " " code dir="ltr" { (copy.root) } }
        @if let Some(at) = copy.from_file { p.note { (visit.text_with("mirror-from-file", &[("day", visit.date(at.day()).into())])) } }
        h2 { (visit.text("mirror-can")) }
        ul {
            li { (visit.text("mirror-can-check")) " " code dir="ltr" { "maru verify " (node) (files) } }
            li { a href={ (files) "checkpoint" } { (visit.text("mirror-can-head")) } }
            li { (visit.text("mirror-can-home")) " " a href=(home(node, &copy.origin)) rel="nofollow" { bdi { (copy.origin) } } }
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

/// Where a record is at home: its name is an address without its scheme, which is that of this node where it is a name of this machine.
fn home(node: &str, origin: &str) -> String {
    let is_here =
        origin.starts_with("127.0.0.1") || origin.starts_with("localhost") || origin.starts_with("[::1]");
    let scheme = if is_here { node.split_once("://").map_or("https", |(scheme, _)| scheme) } else { "https" };
    format!("{scheme}://{origin}")
}

/// How many copies are here, for the first page; nothing where none is.
pub(super) fn for_home(visit: &Visit, count: usize) -> Markup {
    html! {
        @if count > 0 {
            p { a href=(visit.link("/mirror")) { (visit.text_with("mirror-for-home", &[("count", count.into())])) } }
        }
    }
}

fn entries(visit: &Visit, copy: &RecordCopy) -> String {
    visit.text_with("mirror-entries", &[("count", copy.entries.into())])
}
