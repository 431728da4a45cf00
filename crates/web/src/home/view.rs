//! The first page of a node: which processes there are, and what this is.

use maru_forum::{PhaseAct, Process, Registration};
use maud::{Markup, html};

use crate::layout::{page, stage_words};
use crate::result::figures::votes_that_count;
use crate::visit::Visit;

/// One process in the list.
pub(crate) fn item(visit: &Visit, process: &Process) -> Markup {
    let charter = &process.charter;
    html! {
        li {
            h2 { a href=(visit.link(&format!("/p/{}", charter.id))) { (visit.local(&charter.title)) } }
            p { (visit.local(&charter.purpose)) }
            p.figures {
                b { (stage_words(visit, process)) } " · "
                (visit.text_with("home-figures", &[
                    ("people", process.participants.len().into()),
                    ("statements", process.readable_statements().count().into()),
                    ("votes", votes_that_count(process).into()),
                ]))
            }
            @if charter.registration == Registration::Invited && process.may(PhaseAct::Join, visit.now) {
                p {
                    (visit.text("process-registration-invited")) " "
                    a href=(visit.link(&format!("/p/{}/join", charter.id))) { (visit.text("home-invited")) }
                }
            } @else if process.may(PhaseAct::Vote, visit.now) {
                p { a.button.go href=(visit.link(&format!("/p/{}/vote", charter.id))) { (visit.text("home-take-part")) } }
            }
            @if charter.simulated { p.figures { (visit.text("home-simulated")) } }
            @if let Some(source) = process.source() {
                p.figures { (visit.text_with("home-imported", &[("source", source.name.as_str().into())])) }
            }
        }
    }
}

/// The page, with the processes, those that are over behind a heading of their own, and the sections on law and on audits drawn before.
pub(crate) fn home(
    visit: &Visit,
    items: &[Markup],
    over: &[Markup],
    law: &Markup,
    audits: &Markup,
) -> Markup {
    let title = visit.text("home-title");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("home-lead")) }
        p { (visit.rich("home-proof", &[], &[("verify", visit.link("/about/verify"))])) }
        @if items.is_empty() && over.is_empty() {
            p.note { (visit.text("home-empty")) }
        } @else {
            ul.rows.processes { @for item in items { (item) } }
        }
        @if !over.is_empty() {
            details open[items.is_empty()] {
                summary { (visit.text_with("home-over", &[("count", over.len().into())])) }
                ul.rows.processes { @for item in over { (item) } }
            }
        }
        (law)
        (audits)
    };
    page(visit, &title, &body)
}
