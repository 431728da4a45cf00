//! What was changed in a charter, by whom and why, field by field: for everyone.

use maru_forum::{Author, Charter, CharterChange};
use maud::{Markup, html};

use crate::charter::fields::{differences, label, said};
use crate::common::ProcessView;
use crate::layout::process_page;

/// Every change of the charter, newest first.
pub(crate) fn page(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let changes = &view.process.charter_changes;
    let title = visit.text("desk-changes-title");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("desk-changes-lead")) }
        p { a href=(view.link("/charter")) { (visit.text("process-charter")) } }
        @if changes.is_empty() { p.note { (visit.text("desk-changes-none")) } }
        @for (place, change) in changes.iter().enumerate().rev() {
            (one(view, change, changes.get(place + 1).map_or(&view.process.charter, |next| &next.before)))
        }
    };
    process_page(view, &title, &body)
}

fn one(view: &ProcessView<'_>, change: &CharterChange, after: &Charter) -> Markup {
    let visit = view.visit;
    let by = change.by.map_or(Author::Operator, Author::Participant);
    html! {
        h2 { (visit.moment(change.at)) }
        p { (visit.text("moderation-reason")) " " span dir="auto" { (change.reason) } }
        p.figures { (view.author_name(by)) " · " (view.entry(change.entry)) }
        table.stack {
            thead { tr {
                th scope="col" { (visit.text("desk-changes-field")) }
                th scope="col" { (visit.text("desk-changes-before")) }
                th scope="col" { (visit.text("desk-changes-after")) }
            } }
            tbody {
                @for (path, was, is) in differences(&change.before, after) {
                    @let shown = if is.is_some() { after } else { &change.before };
                    tr {
                        th scope="row" { (label(visit, shown, &path)) }
                        td data-of=(visit.text("desk-changes-before")) { @if let Some(was) = &was { del dir="auto" { (said(visit, was)) } } @else { "–" } }
                        td data-of=(visit.text("desk-changes-after")) { @if let Some(is) = &is { ins dir="auto" { (said(visit, is)) } } @else { "–" } }
                    }
                }
            }
        }
    }
}
