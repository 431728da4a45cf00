//! The openness report as a page: what is not met first, each finding with its reason and its entries.

use maru_forum::{Office, Process};
use maru_openness::{Because, Beside, Criterion, Finding, Report, Standing, criteria, report_beside};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::layout::process_page;
use crate::locale::Argument;
use crate::openness::print::basis;
use crate::visit::Visit;

/// The whole report, with what this node sees beside the record.
pub(crate) fn page(view: &ProcessView<'_>, beside: &Beside) -> Markup {
    let visit = view.visit;
    let report = report_beside(view.process, visit.now, beside);
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

/// Findings that name fields of the charter which it leaves empty.
const OF_FIELDS: [&str; 8] = [
    "mandate-is-prose",
    "mandate-said-late",
    "options-are-prose",
    "budget-is-prose",
    "support-unsaid",
    "support-uncounted",
    "ways-not-recorded",
    "binding-not-recorded",
];

/// Why, in words. Names are those that the charter gives to groups, those of offices, of fields of the charter, and shares.
pub(crate) fn because(visit: &Visit, process: &Process, because: &Because) -> String {
    let name = |id: &String| {
        if OF_FIELDS.contains(&because.code) {
            return visit.text(&format!("openness-field-{id}"));
        }
        share(visit, process, id).unwrap_or_else(|| named(visit, process, id))
    };
    let names = because.names.iter().map(name).collect::<Vec<_>>().join(", ");
    let arguments: [Argument<'_>; 3] = [
        ("count", because.count.unwrap_or_default().into()),
        ("of", because.of.unwrap_or_default().into()),
        ("names", if names.is_empty() { "–".into() } else { names.into() }),
    ];
    visit.text_with(&format!("openness-because-{}", because.code), &arguments)
}

fn named(visit: &Visit, process: &Process, id: &str) -> String {
    let group = process.charter.groups.iter().find(|group| group.id.0 == *id);
    match (group, Office::from_name(id)) {
        (Some(group), _) => visit.local_plain(&group.title).to_owned(),
        (None, Some(office)) => visit.text(&format!("people-office-{}", office.as_str())),
        (None, None) => id.to_owned(),
    }
}

/// A share such as `group:academia=2/5`, in words; nothing for what is none.
fn share(visit: &Visit, process: &Process, text: &str) -> Option<String> {
    let (kind, rest) = text.split_once(':')?;
    let (id, numbers) = rest.rsplit_once('=')?;
    let (count, of) = numbers.split_once('/')?;
    let (count, of): (u64, u64) = (count.parse().ok()?, of.parse().ok()?);
    let what = match kind {
        _ if id.is_empty() => visit.text("openness-nothing-named"),
        "income" | "taken" => visit.text(&format!("country-income-{}", id.replace('-', "_"))),
        "way" => visit.text(&format!("charter-way-{id}")),
        "group" => named(visit, process, id),
        "region" => visit.text(&format!("openness-region-{id}")),
        "language" => visit.language_name(&id.parse().ok()?),
        _ => return None,
    };
    let key = format!("openness-share-{kind}");
    Some(visit.text_with(&key, &[("what", what.into()), ("count", count.into()), ("of", of.into())]))
}
