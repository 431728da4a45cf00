//! The openness report as a page: what is not met first, each finding with its reason and its entries.

use maru_forum::{Office, Process};
use maru_openness::{Because, Criterion, Finding, Report, Standing, criteria, report};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::layout::process_page;
use crate::locale::Argument;
use crate::openness::print::basis;
use crate::visit::Visit;

/// The whole report.
pub(crate) fn page(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let report = report(view.process, visit.now);
    let title = visit.text("openness-title");
    let command = format!("maru process openness {}", view.process.charter.id);
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("openness-lead")) }
        p.figures { (basis(visit, &report)) " · " a href=(view.link("/openness.pdf")) { (visit.text("openness-pdf")) } }
        ul {
            @for standing in Standing::ALL.into_iter().filter(|standing| report.count(*standing) > 0) {
                li { a href=(format!("#{}", standing.as_str())) { (count(visit, &report, standing)) } }
            }
        }
        @for standing in Standing::ALL.into_iter().filter(|standing| report.count(*standing) > 0) {
            h2 id=(standing.as_str()) { (visit.text(key_of(standing))) }
            @for finding in report.findings.iter().filter(|finding| finding.standing == standing) {
                (one(view, finding))
            }
        }
        p.note { (visit.text_with("openness-again", &[("command", command.into())])) }
    };
    process_page(view, &title, &body)
}

pub(crate) fn key_of(standing: Standing) -> &'static str {
    match standing {
        Standing::NotMet => "openness-standing-not-met",
        Standing::CannotBeKnown => "openness-standing-cannot-be-known",
        Standing::NotYetDue => "openness-standing-not-yet-due",
        Standing::Met => "openness-standing-met",
        Standing::NotApplicable => "openness-standing-not-applicable",
    }
}

pub(crate) fn count(visit: &Visit, report: &Report, standing: Standing) -> String {
    let named = visit.text(key_of(standing));
    visit.text_with(
        "openness-count",
        &[("standing", named.into()), ("count", (report.count(standing) as u64).into())],
    )
}

fn one(view: &ProcessView<'_>, finding: &Finding) -> Markup {
    let visit = view.visit;
    let criterion: Option<&Criterion> = criteria().iter().find(|one| one.id == finding.criterion);
    html! {
        section.finding id=(finding.criterion) {
            h3 { (finding.criterion) " " @if let Some(criterion) = criterion { (criterion.words(visit.tag())) } }
            p { (because(visit, view.process, &finding.because)) }
            @if !finding.evidence.is_empty() {
                p.figures {
                    (visit.text("openness-evidence"))
                    @for evidence in &finding.evidence { " " (view.entry(evidence.entry)) }
                }
            }
        }
    }
}

/// Why, in words. Names are those that the charter gives to groups, and those of offices.
pub(crate) fn because(visit: &Visit, process: &Process, because: &Because) -> String {
    let name = |id: &String| {
        let group = process.charter.groups.iter().find(|group| group.id.0 == *id);
        match (group, Office::from_name(id)) {
            (Some(group), _) => visit.local_plain(&group.title).to_owned(),
            (None, Some(office)) => visit.text(&format!("people-office-{}", office.as_str())),
            (None, None) => id.clone(),
        }
    };
    let names = because.names.iter().map(name).collect::<Vec<_>>().join(", ");
    let arguments: [Argument<'_>; 3] = [
        ("count", because.count.unwrap_or_default().into()),
        ("of", because.of.unwrap_or_default().into()),
        ("names", if names.is_empty() { "–".into() } else { names.into() }),
    ];
    visit.text_with(&format!("openness-because-{}", because.code), &arguments)
}
