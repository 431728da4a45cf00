//! The one way of a list: which part of it is shown, in pages, and what is said when there is nothing.

use maud::{Markup, html};

use crate::common::Paged;
use crate::visit::Visit;

/// The name in the query by which a reader chooses a part of a list.
const SHOW: &str = "show";

/// The part of a list that the reader asked for, among those on offer; the first where they asked for none.
pub(crate) fn shown<'a>(visit: &Visit, offered: &[&'a str]) -> &'a str {
    let wish = visit.asked(SHOW).unwrap_or_default();
    offered.iter().copied().find(|name| *name == wish).or(offered.first().copied()).unwrap_or_default()
}

/// Links to the parts of a list; the words of each stand under `key` and its name.
pub(crate) fn parts(
    visit: &Visit,
    address: &str,
    label: &str,
    key: &str,
    offered: &[&str],
    more: &Markup,
) -> Markup {
    let now = shown(visit, offered);
    html! {
        ul.pages aria-label=(visit.text(label)) {
            @for name in offered {
                li { a href=(visit.link(&format!("{address}?{SHOW}={name}"))) aria-current=[(*name == now).then_some("page")] {
                    (visit.text(&format!("{key}{name}")))
                } }
            }
            (more)
        }
    }
}

/// A page of a list, newest first, with links to the pages around it.
pub(crate) fn rows<T>(
    visit: &Visit,
    all: Vec<T>,
    size: usize,
    empty: &str,
    row: impl Fn(&T) -> Markup,
) -> Markup {
    let total = all.len();
    let paged = Paged::of(all.into_iter().rev(), total, visit.asked_page(), size);
    html! {
        @if total == 0 { p.note { (visit.text(empty)) } }
        ul.rows { @for item in &paged.items { (row(item)) } }
        (paged.links(visit))
    }
}
