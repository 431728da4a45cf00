//! What Maru is, how to check it, and how accessible it is.

use maud::{Markup, html};

use crate::layout::page;
use crate::visit::Visit;

/// What Maru is.
pub(crate) fn about(visit: &Visit, operator: Option<&str>, contact: Option<&str>) -> Markup {
    let title = visit.text("about-title");
    let parts = ["equal", "languages", "record", "privacy", "result"];
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("about-lead")) }
        p { (visit.text("about-name")) }
        @for part in parts {
            h2 { (visit.text(&format!("about-{part}"))) }
            p { (visit.rich(&format!("about-{part}-words"), &[], &[("verify", visit.link("/about/verify"))])) }
        }
        @if let Some(operator) = operator {
            h2 { (visit.text("about-operator")) }
            p { bdi { (operator) } @if let Some(contact) = contact { " · " a href={ "mailto:" (contact) } { (contact) } } }
        }
        h2 { (visit.text("about-missing")) }
        p { (visit.text("about-missing-words")) }
    };
    page(visit, &title, &body)
}

/// How anyone can check a record.
pub(crate) fn verify(visit: &Visit, host: &str, example: Option<&str>, cookie: &str) -> Markup {
    let title = visit.text("about-verify-title");
    let process = example.unwrap_or("PROCESS");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("about-verify-lead")) }
        h2 { (visit.text("about-verify-mine")) }
        ol {
            @for step in 1..=3 { li { (visit.text(&format!("about-verify-mine-{step}"))) } }
        }
        h2 { (visit.text("about-verify-all")) }
        p { (visit.text("about-verify-all-words")) }
        pre.raw dir="ltr" tabindex="0" { "maru verify " (host) "/p/" (process) }
        p { (visit.text("about-verify-checks")) }
        ul {
            @for step in 1..=5 { li { (visit.text(&format!("about-verify-check-{step}"))) } }
        }
        p { a href=(visit.link("/mirror")) { (visit.text("mirror-title")) } }
        h2 id="commands" { (visit.text("about-verify-commands")) }
        p { (visit.text("about-verify-commands-words")) }
        dl {
            @for (name, line) in commands(host, process) {
                dt { (visit.text_with(&format!("about-verify-command-{name}"), &[("cookie", cookie.into())])) }
                dd { pre.raw dir="ltr" tabindex="0" { (line) } }
            }
        }
        h2 { (visit.text("about-verify-outcomes")) }
        ul {
            @for outcome in ["good", "wrong", "undecided", "note"] {
                li { (visit.rich(&format!("about-verify-outcome-{outcome}"), &[], &[])) }
            }
        }
        h2 { (visit.text("about-verify-others")) }
        p { (visit.rich("about-verify-others-words", &[], &[])) }
        h2 { (visit.text("about-verify-not")) }
        p { (visit.text("about-verify-not-words")) }
    };
    page(visit, &title, &body)
}

/// What can be done by the command line to check this node, each with a line to copy.
fn commands(host: &str, process: &str) -> [(&'static str, String); 8] {
    let record = format!("{host}/p/{process}");
    [
        ("node", format!("maru verify {host}")),
        ("record", format!("maru verify {record}")),
        ("peer", format!("maru verify {record} --peer https://other.example")),
        ("json", format!("maru verify {record} --json")),
        ("receipt", format!("curl -O {record}/vkey\nmaru receipt check my.tlog-proof --key vkey")),
        (
            "key",
            format!(
                "maru participant key my.key\nexport MARU_TOKEN=SESSION\nmaru participant join {record} --key my.key --pseudonym NAME"
            ),
        ),
        ("vote", format!("maru participant vote {record} STATEMENT agree --key my.key")),
        ("mirror", format!("maru mirror {host} --follow --address https://you.example")),
    ]
}

/// How accessible the pages are, and whom to tell when they are not.
pub(crate) fn accessibility(visit: &Visit) -> Markup {
    let title = visit.text("about-accessibility-title");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("about-accessibility-lead")) }
        ul {
            @for point in 1..=6 { li { (visit.text(&format!("about-accessibility-{point}"))) } }
        }
        h2 { (visit.text("about-accessibility-limits")) }
        p { (visit.text("about-accessibility-limits-words")) }
        h2 { (visit.text("about-accessibility-tell")) }
        p { (visit.text("about-accessibility-tell-words")) }
        p.figures { (visit.text_with("about-accessibility-day", &[("day", visit.date(crate::about::ACCESSIBILITY).into())])) }
    };
    page(visit, &title, &body)
}
