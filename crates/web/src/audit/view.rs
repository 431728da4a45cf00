//! Audits as pages: failing criteria first, counts in words and no score, each finding with its sources.

use std::collections::BTreeMap;

use maru_forum::Process;
use maru_openness::{Audit, AuditStanding, Standing};
use maud::{Markup, html};

use crate::audit::told::{Told, ToldCriterion, ToldFinding, ToldSource, name};
use crate::layout::page;
use crate::openness::print::basis;
use crate::openness::view as openness;
use crate::visit::{Visit, encoded};

/// The name in a query of the process that a reader wants beside an audit.
pub(crate) const BESIDE: &str = "beside";

/// A process of this node beside an audit: how each criterion stands in it. Owned, so that no two processes are held at once.
pub(crate) struct Beside {
    id: String,
    name: String,
    counts: Vec<String>,
    /// From where, from how many entries and as of when it was computed, and whether its people are simulated.
    basis: Vec<String>,
    /// By criterion: how it stands, and why.
    answers: BTreeMap<String, (String, String)>,
}

impl Beside {
    /// `node` is the node's address, `seen` what it sees beside the record: the page of the process rests on the same.
    pub(crate) fn of(visit: &Visit, process: &Process, node: &str, seen: &maru_openness::Beside) -> Self {
        let report = maru_openness::report_beside(process, visit.now, seen);
        let some = Standing::ALL.into_iter().filter(|standing| report.count(*standing) > 0);
        let answer = |finding: &maru_openness::Finding| {
            let standing = visit.text(openness::key_of(finding.standing));
            (finding.criterion.to_owned(), (standing, openness::because(visit, process, &finding.because)))
        };
        let simulated = process.charter.simulated.then(|| visit.text("layout-simulated"));
        Self {
            id: process.charter.id.to_string(),
            name: visit.local_plain(&process.charter.title).to_owned(),
            basis: simulated
                .into_iter()
                .chain([format!("{node}/p/{}/openness", process.charter.id), basis(visit, &report)])
                .collect(),
            counts: some.map(|standing| openness::count(visit, &report, standing)).collect(),
            answers: report.findings.iter().map(answer).collect(),
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// How a criterion stands in it, and why, in words.
    pub(crate) fn answer(&self, criterion: &str) -> Option<&(String, String)> {
        self.answers.get(criterion)
    }

    /// On what its answers rest, to stand beside them wherever they go.
    pub(crate) fn basis(&self) -> &[String] {
        &self.basis
    }

    /// How many stand so, in words.
    pub(crate) fn counts(&self) -> &[String] {
        &self.counts
    }
}

/// All that ship with the program.
pub(crate) fn list(visit: &Visit, audits: &[Audit]) -> Markup {
    let title = visit.text("audit-title");
    let counts = |audit: &Audit| {
        let told = Told::of(visit, audit);
        let words: Vec<_> = AuditStanding::ALL.into_iter().filter_map(|one| told.count(visit, one)).collect();
        words.join(" · ")
    };
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("audit-lead")) }
        @if audits.is_empty() { p.note { (visit.text("audit-empty")) } }
        ul.rows {
            @for audit in audits {
                li {
                    a.big href=(visit.link(&format!("/audits/{}", audit.id))) { (audit.title.words(visit.tag()).1) }
                    p { (Told::of(visit, audit).held) }
                    p.figures { (counts(audit)) }
                }
            }
        }
        p { (visit.text("audit-own")) }
    };
    page(visit, &title, &body)
}

/// One audit, alone or beside a process.
pub(crate) fn one(
    visit: &Visit,
    id: &str,
    told: &Told,
    choices: &[(String, String)],
    beside: Option<&Beside>,
    fault: Option<&str>,
) -> Markup {
    let chosen = beside.map(|one| one.id.as_str());
    let here = format!("/audits/{id}");
    let body = html! {
        h1 { (visit.text_with("audit-heading", &[("title", told.title.as_str().into())])) }
        p.lead { (told.held) }
        @for note in &told.notes { p { (note) } }
        p.small { (visit.text("audit-rules")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        h2 #counts { (visit.text("audit-counts")) }
        ul {
            @for standing in AuditStanding::ALL {
                @if let Some(words) = told.count(visit, standing) { li { a href={ "#" (standing.as_str()) } { (words) } } }
            }
        }
        @if let Some(beside) = beside { (counts_beside(visit, beside)) }
        (file(visit, &format!("{here}.pdf"), beside))
        (choice(visit, &here, choices, chosen))
        @for standing in AuditStanding::ALL {
            @if told.standing(standing).next().is_some() {
                h2 id=(standing.as_str()) { (name(visit, standing)) }
                @if let Some(note) = note(visit, standing) { p.small { (note) } }
                @if standing == AuditStanding::NotEstablished && beside.is_none() { (bare(visit, told)) }
                @else { @for one in told.standing(standing) { (criterion(visit, one, beside)) } }
            }
        }
    };
    page(visit, &told.title, &body)
}

/// What a standing means, where its name does not say it all.
pub(crate) fn note(visit: &Visit, standing: AuditStanding) -> Option<String> {
    match standing {
        AuditStanding::Disputed | AuditStanding::CannotBeKnown | AuditStanding::NotEstablished => {
            Some(visit.text(&format!("audit-note-{}", standing.as_str())))
        }
        AuditStanding::NotMet | AuditStanding::Met | AuditStanding::NotApplicable => None,
    }
}

/// The link to the same as a PDF.
pub(crate) fn file(visit: &Visit, address: &str, beside: Option<&Beside>) -> Markup {
    let address =
        beside.map_or_else(|| address.to_owned(), |one| format!("{address}?{BESIDE}={}", encoded(&one.id)));
    html! { p { a href=(visit.link(&address)) { (visit.text("audit-pdf")) } } }
}

pub(crate) fn counts_beside(visit: &Visit, beside: &Beside) -> Markup {
    let report = visit.link(&format!("/p/{}/openness", encoded(&beside.id)));
    html! {
        p { (visit.text("audit-beside-counts")) " " a href=(report) { (beside.name()) } }
        @for words in beside.basis() { p.small { (words) } }
        ul { @for words in beside.counts() { li { (words) } } }
    }
}

/// The form that puts a process of this node beside the audit.
pub(crate) fn choice(
    visit: &Visit,
    here: &str,
    choices: &[(String, String)],
    chosen: Option<&str>,
) -> Markup {
    html! {
        @if !choices.is_empty() {
            form method="get" action=(here) {
                (visit.language_field())
                label for="beside" { (visit.text("audit-beside")) }
                select #beside name=(BESIDE) {
                    option value="" { (visit.text("audit-beside-none")) }
                    @for (value, name) in choices { option value=(value) selected[chosen == Some(value.as_str())] { (name) } }
                }
                button type="submit" { (visit.text("audit-beside-show")) }
            }
        }
    }
}

/// Criteria of which nothing was found.
fn bare(visit: &Visit, told: &Told) -> Markup {
    html! {
        ul.parts { @for one in told.standing(AuditStanding::NotEstablished) {
            li id=(one.criterion.id) { b { (one.criterion.id) } " " (one.criterion.words(visit.tag())) }
        } }
    }
}

fn criterion(visit: &Visit, one: &ToldCriterion, beside: Option<&Beside>) -> Markup {
    let found = html! {
        @if one.findings.is_empty() { p { (name(visit, AuditStanding::NotEstablished)) } }
        @for found in &one.findings { (finding(visit, one, found)) }
        @for voice in &one.voices {
            div.note {
                p.figures { (voice.head) }
                p { (voice.words) }
                @if let Some(source) = &voice.source { p.figures { (source_link(source)) } }
            }
        }
    };
    html! {
        section.finding id=(one.criterion.id) {
            h3 { (one.criterion.id) " " (one.criterion.words(visit.tag())) }
            @match beside {
                None => (found),
                Some(beside) => (pair(&one.criterion.id, &found, beside)),
            }
        }
    }
}

/// What was found of a criterion, and beside it how a process of this node stands by it.
pub(crate) fn pair(criterion: &str, found: &Markup, beside: &Beside) -> Markup {
    html! {
        div.pair {
            div { (found) }
            div {
                p.figures { (beside.name()) }
                @if let Some((standing, because)) = beside.answer(criterion) {
                    p { b { (standing) } } p { (because) }
                }
            }
        }
    }
}

fn finding(visit: &Visit, one: &ToldCriterion, found: &ToldFinding) -> Markup {
    html! {
        @if one.standing == AuditStanding::Disputed { p { b { (found.word) } } }
        p { (found.evidence) }
        p.figures {
            (visit.text("audit-sources"))
            @for (place, source) in found.sources.iter().enumerate() { @if place > 0 { ";" } " " (source_link(source)) }
            " · " (found.origin)
        }
    }
}

fn source_link(source: &ToldSource) -> Markup {
    html! {
        @match &source.address {
            Some(address) => { a href=(address) rel="nofollow noopener" { (source.publisher) } " · " (source.words) }
            None => (source.words),
        }
    }
}

/// The section of the node's first page that leads to the audits.
pub(crate) fn for_home(visit: &Visit, audits: &[Audit]) -> Markup {
    html! {
        @if !audits.is_empty() {
            h2 { a href=(visit.link("/audits")) { (visit.text("audit-title")) } }
            p { (visit.text("audit-home")) }
            ul { @for audit in audits {
                @let told = Told::of(visit, audit);
                li {
                    a href=(visit.link(&format!("/audits/{}", audit.id))) { (told.title) } ": "
                    // Failures alone would say that the rest was met.
                    @let counts: Vec<String> = AuditStanding::ALL
                        .iter()
                        .filter_map(|standing| told.count(visit, *standing))
                        .collect();
                    (counts.join(" · ")) " " span.soft.small { "(" (visit.text("audit-counts")) ")" }
                }
            } }
        }
    }
}
