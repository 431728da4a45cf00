//! What was changed in a charter, by whom and why, field by field: for everyone.

use maru_forum::{Author, Charter, CharterChange};
use maud::{Markup, html};

use crate::charter;
use crate::charter::fields::{Difference, Field, differences, said};
use crate::common::ProcessView;
use crate::layout::process_page;
use crate::visit::Visit;

/// Changed fields that a heading names; the table has all.
const NAMED: usize = 2;

/// Every change of the charter, newest first.
pub(crate) fn page(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-changes-title");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("desk-changes-lead")) }
        p { a href=(view.link("/charter")) { (visit.text("process-charter")) } }
        @if view.process.charter_changes.is_empty() { p.note { (visit.text("desk-changes-none")) } }
        @for (change, after) in view.process.charter_steps().rev() { (one(view, change, after)) }
    };
    process_page(view, &title, &body)
}

fn one(view: &ProcessView<'_>, change: &CharterChange, after: &Charter) -> Markup {
    let visit = view.visit;
    let by = change.by.map_or(Author::Operator, Author::Participant);
    let found = differences(visit, &change.before, after);
    let what: Vec<String> = found.iter().take(NAMED).map(|one| in_short(visit, one)).collect();
    let more = found.len().saturating_sub(NAMED);
    html! {
        h2 {
            (visit.date(change.at.day())) @if !what.is_empty() { " · " (what.join(", ")) }
            @if more > 0 { " " (visit.text_with("desk-changes-more", &[("count", more.into())])) }
        }
        p.figures { (visit.moment(change.at)) }
        (charter::cuts::told(view, change, after))
        p { (visit.text("moderation-reason")) " " span dir="auto" { (change.reason) } }
        p.figures { (view.author_name(by)) " · " (view.entry(change.entry)) }
        table.stack {
            thead { tr {
                th scope="col" { (visit.text("desk-changes-field")) }
                th scope="col" { (visit.text("desk-changes-before")) }
                th scope="col" { (visit.text("desk-changes-after")) }
            } }
            tbody {
                @for difference in &found { (row(view, difference)) }
            }
        }
    }
}

/// What was changed, as a heading names it.
fn in_short(visit: &Visit, difference: &Difference) -> String {
    match difference {
        Difference::Came(title) => visit.text_with("desk-changes-in", &[("what", title.as_str().into())]),
        Difference::Went(title) => visit.text_with("desk-changes-out", &[("what", title.as_str().into())]),
        Difference::Order => visit.text_with("desk-changes-order", &[("what", "".into())]),
        Difference::Field(label, ..) => label.clone(),
    }
}

fn row(view: &ProcessView<'_>, difference: &Difference) -> Markup {
    let visit = view.visit;
    let whole = |key: &str, what: &str| {
        let words = visit.text_with(key, &[("what", what.into())]);
        html! { tr { th scope="row" colspan="3" { (words) } } }
    };
    let cell = |field: &Field| said(visit, field);
    match difference {
        Difference::Came(title) => whole("desk-changes-in", title),
        Difference::Went(title) => whole("desk-changes-out", title),
        Difference::Order => whole("desk-changes-order", ""),
        Difference::Field(label, was, is) => html! {
            tr {
                th scope="row" { (label) }
                td data-of=(visit.text("desk-changes-before")) { @if let Some(was) = was { del dir="auto" { (cell(was)) } } @else { "–" } }
                td data-of=(visit.text("desk-changes-after")) { @if let Some(is) = is { ins dir="auto" { (cell(is)) } } @else { "–" } }
            }
        },
    }
}
