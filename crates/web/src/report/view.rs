//! The report as a page.

use maru_forum::Statement;
use maud::{Markup, html};

use super::told::{Item, Part, Report, Section};
use crate::common::{Paged, ProcessView};
use crate::layout::shared_page;

/// Rows of the table on one page; with the rest of the report they fit the first round trip.
const TABLE_ITEMS: usize = 10;

/// The page. `address` is that of the node.
pub(crate) fn page(view: &ProcessView<'_>, address: &str) -> Markup {
    let visit = view.visit;
    let report = Report::of(view);
    let title = title(view);
    let whole = |file: &str| format!("{address}{}", view.address(file));
    let purpose = visit.local_plain(&view.process.charter.purpose);
    let picture = format!("{}?lang={}", whole("/report.png"), visit.tag());
    let meta = crate::card::meta(&title, purpose, &whole("/report"), &picture);
    let body = html! {
        h1 dir="auto" { (title) }
        p.lead { (visit.text("report-lead")) }
        // That people are simulated stands at the head of every page of such a process.
        @for warning in report.warnings.iter().filter(|words| **words != visit.text("layout-simulated")) { p.note { (warning) } }
        (files(view))
        @for section in &report.sections { (drawn(view, section)) }
        (table(view))
        (drawn(view, &report.method))
        p.small { (visit.rich("map-recompute", &[], &[("verify", visit.link("/about/verify"))])) }
    };
    shared_page(view, &title, &meta, &body)
}

/// What the report is called.
pub(super) fn title(view: &ProcessView<'_>) -> String {
    let name = view.visit.local_plain(&view.process.charter.title);
    view.visit.text_with("report-title", &[("title", name.into())])
}

fn files(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        ul.pages aria-label=(visit.text("report-files")) {
            li { a href=(view.link("/report.pdf")) { (visit.text("report-pdf")) } }
            li { a href=(view.link("/report.svg")) { (visit.text("endorsement-card")) } " (SVG) · " a href=(view.link("/report.png")) { "PNG" } }
            li { a href=(view.link("/map")) { (visit.text("map-title")) } }
            li { a href=(view.link("/missing")) { (visit.text("result-who-is-missing")) } }
        }
    }
}

fn drawn(view: &ProcessView<'_>, section: &Section<'_>) -> Markup {
    let visit = view.visit;
    html! {
        h2 id=(section.id) { (visit.text(&format!("report-part-{}", section.id))) }
        @if section.id == "asked" { p.quote { (visit.local(&view.process.charter.purpose)) } }
        @for part in &section.parts { (drawn_part(view, part)) }
    }
}

fn drawn_part(view: &ProcessView<'_>, part: &Part<'_>) -> Markup {
    html! {
        @if let Some(heading) = &part.heading { h3 { (heading) } }
        @for words in &part.words { p { (words) } }
        @if !part.items.is_empty() { ul.rows { @for item in &part.items { (drawn_item(view, item)) } } }
    }
}

fn drawn_item(view: &ProcessView<'_>, item: &Item<'_>) -> Markup {
    html! {
        li {
            p.quote { (view.inline_words(item.statement)) }
            p.figures { (item.figures) " " (crate::result::view::statement_link(view, item.statement)) }
        }
    }
}

/// Every statement that is shown, with everyone's votes.
fn table(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let all: Vec<&Statement> = view.process.visible_statements().collect();
    let total = all.len();
    let paged = Paged::of(all.into_iter(), total, visit.asked_page(), TABLE_ITEMS);
    html! {
        h2 #statements { (visit.text("report-part-statements")) }
        @if total == 0 { p { (visit.text("report-no-statements")) } } @else {
            table.stack {
                thead { tr { @for (at, key) in COLUMNS.iter().enumerate() { th class=[(at > 1).then_some("n")] scope="col" { (visit.text(key)) } } } }
                tbody { @for statement in &paged.items {
                    @let figures = row(view, statement);
                    tr {
                        th scope="row" { a href=(view.link(&format!("/statements/{}", statement.id))) { (statement.id) } }
                        td { (view.inline_words(statement)) }
                        @for (key, figure) in COLUMNS[2..].iter().zip(figures) { td.n data-of=(visit.text(key)) { (figure) } }
                    }
                } }
            }
            (paged.links(visit))
            p { a href=(view.link("/map/ground.csv")) { (visit.text("map-ground-csv")) } }
        }
    }
}

/// The columns of the table, by the keys of their heads.
const COLUMNS: [&str; 6] =
    ["map-layer-number", "map-layer-statement", "vote-agree", "vote-disagree", "vote-pass", "report-votes"];

/// What stands in the last four columns of a statement's row.
fn row(view: &ProcessView<'_>, statement: &Statement) -> [String; 4] {
    let tally = statement.tally;
    let [agree, disagree, pass] =
        view.visit.percents([tally.agree, tally.disagree, tally.pass].map(u64::from));
    [agree, disagree, pass, view.visit.number(tally.total())]
}
