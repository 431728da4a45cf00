//! Audits as pages: failing criteria first, counts in words and no score, each finding with its sources.

use maru_openness::{Audit, AuditStanding, Report, Standing};
use maud::{Markup, html};

use crate::audit::told::{Told, ToldCriterion, ToldFinding, ToldSource, count, name};
use crate::common::ProcessView;
use crate::layout::page;
use crate::openness::view as openness;
use crate::visit::{Visit, encoded};

/// A process of this node beside an audit.
pub(crate) struct Beside<'a> {
    pub(crate) view: &'a ProcessView<'a>,
    pub(crate) report: Report,
}

impl Beside<'_> {
    pub(crate) fn name(&self) -> String {
        self.view.visit.local_plain(&self.view.process.charter.title).to_owned()
    }

    /// How a criterion stands in it, and why, in words.
    pub(crate) fn answer(&self, criterion: &str) -> Option<(String, String)> {
        let finding = self.report.of(criterion)?;
        let standing = self.view.visit.text(openness::key_of(finding.standing));
        Some((standing, openness::because(self.view.visit, self.view.process, &finding.because)))
    }

    /// How many stand so, in words.
    pub(crate) fn counts(&self) -> Vec<String> {
        let some = Standing::ALL.into_iter().filter(|standing| self.report.count(*standing) > 0);
        some.map(|standing| openness::count(self.view.visit, &self.report, standing)).collect()
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
    beside: Option<&Beside<'_>>,
    fault: Option<&str>,
) -> Markup {
    let chosen = beside.map(|one| one.view.process.charter.id.to_string());
    let file = chosen.as_ref().map_or_else(
        || format!("/audits/{id}.pdf"),
        |process| format!("/audits/{id}.pdf?beside={}", encoded(process)),
    );
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
        p { a href=(visit.link(&file)) { (visit.text("audit-pdf")) } }
        (choice(visit, id, choices, chosen.as_deref()))
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

fn counts_beside(visit: &Visit, beside: &Beside<'_>) -> Markup {
    html! {
        p { (visit.text("audit-beside-counts")) " " a href=(beside.view.link("/openness")) { (beside.name()) } }
        ul { @for words in beside.counts() { li { (words) } } }
    }
}

/// The form that puts a process of this node beside the audit.
fn choice(visit: &Visit, id: &str, choices: &[(String, String)], chosen: Option<&str>) -> Markup {
    html! {
        @if !choices.is_empty() {
            form method="get" action={ "/audits/" (id) } {
                (visit.language_field())
                label for="beside" { (visit.text("audit-beside")) }
                select #beside name="beside" {
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

fn criterion(visit: &Visit, one: &ToldCriterion, beside: Option<&Beside<'_>>) -> Markup {
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
                Some(beside) => div.pair {
                    div { (found) }
                    div {
                        p.figures { (beside.name()) }
                        @if let Some((standing, because)) = beside.answer(&one.criterion.id) {
                            p { b { (standing) } } p { (because) }
                        }
                    }
                },
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
                    (count(visit, AuditStanding::NotMet, told.standing(AuditStanding::NotMet).count()).unwrap_or_default())
                }
            } }
        }
    }
}
