//! Reports of harm as pages, and as what stands beside statements, remarks, units and comparisons.

use maru_forum::{
    ATTACHMENT_BYTES, EntryNumber, HARM_ATTACHMENTS, HARM_LIMIT, HARM_MINIMUM, HARM_SOURCE_LIMIT, Harm,
    HarmExtent, HarmKind, HarmNames, MEDIA_TYPES, Stage, StatementId, UnitId,
};
use maud::{Markup, html};

use crate::common::{PAGE_ITEMS, ProcessView};
use crate::draft::name::unit_link;
use crate::form::{Shown, Typed};
use crate::harm::counts::{HarmCounts, counts, domain};
use crate::languages::offered;
use crate::layout::process_page;
use crate::list;
use crate::people::view::moderation_policy;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words, person, standing};
use crate::result::figures::Kind;
use crate::submission::view::{KILO, file};
use crate::visit::{Visit, encoded};

/// Characters of a report in a list.
const PREVIEW: usize = 300;
/// Reports that are shown beside what they are evidence for; the others are in the list.
const BESIDE: usize = 3;

/// The name of a risk, by its number in the taxonomy.
pub(crate) fn kind_name(visit: &Visit, kind: HarmKind) -> String {
    let number = kind.as_str();
    format!("{number} {}", visit.text(&format!("norms-risk-{}", number.replace('.', "-"))))
}

/// Where a report says it happened.
fn where_it_was(visit: &Visit, one: &Harm) -> String {
    match one.told.country {
        Some(country) => crate::countries::name_of(country, visit.tag()),
        None => visit.text(&format!("harm-extent-{}", one.told.extent.as_str())),
    }
}

fn link(view: &ProcessView<'_>, one: &Harm) -> Markup {
    let number = view.visit.text_with("harm-number", &[("number", one.entry.0.into())]);
    html! { a href=(view.link(&format!("/harms/{}", one.entry))) { (number) } }
}

/// By which risk, where, when, and how many files.
fn figures(view: &ProcessView<'_>, one: &Harm) -> Markup {
    let visit = view.visit;
    html! {
        p.figures {
            (link(view, one)) " · " b { (kind_name(visit, one.told.kind)) } " · " (where_it_was(visit, one)) " · "
            @match one.told.day { Some(day) => (visit.date(day)), None => (visit.text("harm-day-unknown")) }
            @if !one.told.attachments.is_empty() { " · " (visit.text_with("harm-files-count", &[("count", one.told.attachments.len().into())])) }
        }
    }
}

/// The reports that a reader may read, or those of one risk or country; newest first, under their counts.
pub(crate) fn list(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("harm-title");
    let kind = visit.asked("kind").and_then(HarmKind::from_name);
    let country = visit.asked("country").filter(|code| !code.is_empty());
    let provision = visit.asked("provision").filter(|id| !id.is_empty());
    let fits = |one: &&Harm| {
        kind.is_none_or(|kind| one.told.kind == kind)
            && country.is_none_or(|code| one.told.country.is_some_and(|of| of.as_str() == code))
            && provision.is_none_or(|id| one.told.provisions.iter().any(|of| of == id))
            && view.may_read_entry(one.entry)
    };
    let all: Vec<&Harm> = view.process.harms.iter().filter(fits).collect();
    let row = |one: &&Harm| {
        html! { li { (standing(view, one.entry)) (entry_words(view, &one.told.text, PREVIEW)) (figures(view, one)) } }
    };
    let body = html! {
        h1 { (heading) }
        p.lead { (visit.text("harm-lead")) }
        @if matches!(view.process.stage, Stage::Open(_)) { p { a.button.go href=(view.link("/harms/new")) { (visit.text("harm-write")) } } }
        (counted(view))
        h2 #reports { (visit.text("harm-reports")) }
        (filter(view, kind, country))
        (list::rows(visit, all, PAGE_ITEMS, "harm-none", row))
        p.small { a href=(view.address("/harms.csv")) { (visit.text("harm-table")) } }
    };
    process_page(view, &heading, &body)
}

/// The form by which a reader chooses a risk or a country; only those that are there are offered.
fn filter(view: &ProcessView<'_>, kind: Option<HarmKind>, country: Option<&str>) -> Markup {
    let visit = view.visit;
    let shown: Vec<&Harm> = view.process.harms.shown(&view.process.ledger).collect();
    let kinds = HarmKind::ALL.iter().filter(|kind| shown.iter().any(|one| one.told.kind == **kind));
    let mut countries: Vec<_> = shown.iter().filter_map(|one| one.told.country).collect();
    countries.sort_unstable();
    countries.dedup();
    html! {
        @if shown.len() > 1 {
            form method="get" action=(view.address("/harms")) {
                (visit.language_field())
                label for="kind" { (visit.text("harm-kind")) }
                select #kind name="kind" {
                    option value="" { (visit.text("harm-all")) }
                    @for one in kinds { option value=(one.as_str()) selected[Some(*one) == kind] { (kind_name(visit, *one)) } }
                }
                label for="country" { (visit.text("harm-country")) }
                select #country name="country" {
                    option value="" { (visit.text("harm-all")) }
                    @for one in countries { option value=(one) selected[Some(one.as_str()) == country] { (crate::countries::name_of(one, visit.tag())) } }
                }
                button type="submit" { (visit.text("harm-show")) }
            }
        }
    }
}

/// How many reports there are, by domain of risk and by place.
fn counted(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let HarmCounts { places, rows, total } = counts(view.process);
    let place_name = |place: &str| match place {
        "several" | "not_known" => visit.text(&format!("harm-extent-{place}")),
        region => Kind::Region.group_name(view, region),
    };
    // A column of nothing says nothing, and a phone has little room.
    let wanted: Vec<usize> =
        (0..places.len()).filter(|at| rows.iter().any(|(_, cells, _)| cells[*at] > 0)).collect();
    html! {
        p { (visit.text_with("harm-count", &[("count", total.into())])) }
        @if !rows.is_empty() {
            table.stack {
                caption { (visit.text("harm-counts-caption")) }
                thead { tr {
                    th scope="col" { (visit.text("harm-domain")) }
                    th.n scope="col" { (visit.text("harm-all")) }
                    @for at in &wanted { th.n scope="col" { (place_name(places[*at])) } }
                } }
                tbody { @for (of, cells, sum) in &rows { tr {
                    th scope="row" { (visit.text(&format!("harm-domain-{of}"))) }
                    td.n data-of=(visit.text("harm-all")) { (visit.number(*sum)) }
                    @for at in &wanted { td.n data-of=(place_name(places[*at])) { (visit.number(cells[*at])) } }
                } } }
            }
            p.small { (visit.text("harm-counts-note")) }
        }
    }
}

/// How many reports of harm there are, beside a comparison on another page; nothing where there are none.
pub(crate) fn beside_comparison(view: &ProcessView<'_>) -> Markup {
    html! {
        @if view.process.harms.shown(&view.process.ledger).next().is_some() {
            // Behind a line, for these pages are about something else; the reports have a page of their own.
            details #harms {
                summary { (view.visit.text("harm-title")) }
                p { a href=(view.link("/harms")) { (view.visit.text("harm-title")) } }
                (counted(view))
            }
        }
    }
}

/// The reports that are evidence for what a page is about, and the way to one more.
fn beside<'a>(view: &ProcessView<'_>, found: impl DoubleEndedIterator<Item = &'a Harm>, tie: &str) -> Markup {
    let visit = view.visit;
    let found: Vec<&Harm> = found.rev().filter(|one| view.may_read_entry(one.entry)).collect();
    let may_report = matches!(view.process.stage, Stage::Open(_)) && view.me.is_some();
    html! {
        @if !found.is_empty() {
            h2 #harms { (visit.text_with("harm-evidence", &[("count", found.len().into())])) }
            ul.rows { @for one in found.iter().take(BESIDE) { li { (entry_words(view, &one.told.text, PREVIEW)) (figures(view, one)) } } }
            @if found.len() > BESIDE { p { a href=(view.link("/harms")) { (visit.text("harm-title")) } } }
        }
        @if may_report { p { a href=(view.link(&format!("/harms/new?{tie}"))) { (visit.text("harm-write-as-evidence")) } } }
    }
}

/// Evidence for a statement or a remark.
pub(crate) fn about(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    beside(view, view.process.harms.about(entry), &format!("about={entry}"))
}

/// Evidence for a unit of the draft.
pub(crate) fn on_unit(view: &ProcessView<'_>, unit: &str) -> Markup {
    let Ok(id) = UnitId::new(unit) else { return html! {} };
    beside(view, view.process.harms.on_unit(&id), &format!("units={}", encoded(unit)))
}

/// One report.
pub(crate) fn one(view: &ProcessView<'_>, one: &Harm) -> Markup {
    let visit = view.visit;
    let title = visit.text_with("harm-number", &[("number", one.entry.0.into())]);
    let told = &one.told;
    let body = html! {
        p.where { a href=(view.link("/harms")) { (visit.text("harm-title")) } }
        h1 { (title) }
        (done(view))
        (standing(view, one.entry))
        (crate::review::view::report_link(view, one.entry))
        (entry_words(view, &told.text, HARM_LIMIT))
        p.small { (visit.text("harm-authors-word")) }
        dl.facts {
            dt { (visit.text("harm-kind")) }
            dd { (kind_name(visit, told.kind)) " · " (visit.text(&format!("harm-domain-{}", domain(told.kind)))) }
            dt { (visit.text("harm-where")) } dd { (where_it_was(visit, one)) }
            dt { (visit.text("harm-when")) }
            dd { @match told.day { Some(day) => (visit.date(day)), None => (visit.text("harm-day-unknown")) } }
            dt { (visit.text("harm-source")) } dd { (entry_words(view, &told.source, HARM_SOURCE_LIMIT)) }
            dt { (visit.text("harm-names")) } dd { (visit.text("harm-names-said")) " " (visit.text(&format!("harm-names-{}", told.names.as_str()))) }
            dt { (visit.text("harm-by")) }
            dd {
                @match one.by.participant() { Some(who) => (person(view, who, one.entry)), None => (view.author_name(one.by)) }
                " · " (visit.moment(one.at)) " · " (view.entry(one.entry)) " · "
                a href=(view.link(&format!("/receipt/{}.tlog-proof", one.entry))) { (visit.text("remark-receipt")) }
            }
        }
        @if !told.attachments.is_empty() {
            h2 { (visit.text("submission-files")) }
            p.hint { (visit.text("submission-files-note")) }
            ul { @for (place, attachment) in told.attachments.iter().enumerate() { li { (file(view, one.entry, place, attachment)) } } }
        }
        (tied_to(view, one))
        (crate::record::withdraw::link(view, one.entry))
    };
    process_page(view, &title, &body)
}

/// Statements, remarks, units and provisions for which it is evidence.
fn tied_to(view: &ProcessView<'_>, one: &Harm) -> Markup {
    let (visit, told) = (view.visit, &one.told);
    if told.about.is_empty() && told.units.is_empty() && told.provisions.is_empty() {
        return html! { p.note { (visit.text("harm-tied-to-nothing")) } };
    }
    let version = view.process.drafts.last().map_or(0, |draft| draft.version);
    let said = |entry: EntryNumber| {
        let (noun, key) = match view.process.statement(StatementId(entry)) {
            Some(_) => ("statements", "statement-number"),
            None => ("remarks", "remark-number"),
        };
        html! { a href=(view.link(&format!("/{noun}/{entry}"))) { (visit.text_with(key, &[("number", entry.0.into())])) } }
    };
    html! {
        h2 { (visit.text("harm-tied-to")) }
        ul {
            @for entry in &told.about { li { (said(*entry)) } }
            @for unit in &told.units {
                li { (unit_link(view, version, unit.as_str())) }
            }
            @for provision in &told.provisions { li { (of_library(visit, provision)) } }
        }
    }
}

/// A provision of the norm library by name, or that this node's library has none of this id.
fn of_library(visit: &Visit, id: &str) -> Markup {
    let found = crate::norms::library().and_then(|library| Some((library, library.provision(id)?)));
    let (instrument, place) = id.split_once(':').unwrap_or((id, ""));
    html! {
        @match found {
            Some((library, provision)) => a href=(visit.link(&format!("/norms/{instrument}/{}", encoded(place)))) { (library.name_of(&provision.id, visit.tag())) },
            None => { bdi { (id) } " · " (visit.text("harm-not-in-library")) },
        }
    }
}

/// The form, blank or typed again. What it asks of names stands above the words, and has to be answered.
pub(crate) fn new(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("harm-write");
    let body = html! {
        p.where { a href=(view.link("/harms")) { (visit.text("harm-title")) } }
        h1 { (title) }
        p.lead { (visit.text("harm-write-lead")) }
        p.warn { (visit.text("harm-no-names")) }
        @if view.is_open() { (moderation_policy(view)) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if !matches!(view.process.stage, Stage::Open(_)) { p.warn { (view.not_now("harm-not-now", None)) } }
        @else if view.me.is_none() { p { (sign_in_to_take_part(view, "/harms/new")) } }
        @else {
            form method="post" enctype="multipart/form-data" action=(view.link("/harms/new")) {
                (fields(view, typed))
                @if fault.is_some() { p.hint { (visit.text("submission-files-again")) } }
                button.go type="submit" { (visit.text("harm-send")) }
            }
        }
    };
    process_page(view, &title, &body)
}

fn fields(view: &ProcessView<'_>, typed: &Typed) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let kinds: Vec<_> =
        HarmKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind_name(visit, *kind))).collect();
    let extents = HarmExtent::ALL.iter().map(|one| one.as_str());
    let extents: Vec<_> =
        extents.map(|name| (name.to_owned(), visit.text(&format!("harm-extent-{name}")))).collect();
    let languages = offered(visit, &view.process.charter.languages);
    let megabytes = ATTACHMENT_BYTES / (KILO * KILO) as usize;
    // What another page says that the report is evidence for.
    let tie = |name: &str| typed.said(name).or_else(|| visit.asked(name)).unwrap_or_default().to_owned();
    html! {
        (form.choice("kind", &visit.text("harm-kind"), &kinds, ""))
        (form.choice("extent", &visit.text("harm-where"), &extents, ""))
        (form.choice_if_any("country", &visit.text("harm-country-field"), &crate::countries::choices(visit.tag())))
        label for="day" { (visit.text("harm-day")) }
        input #day name="day" type="date" value=(typed.get("day"));
        label for="text" { (visit.text_with("harm-text", &[("minimum", HARM_MINIMUM.into())])) }
        textarea #text name="text" required rows="6" dir="auto" maxlength=(HARM_LIMIT) { (typed.get("text")) }
        label for="source" { (visit.text("harm-source-field")) }
        textarea #source name="source" required rows="2" dir="auto" maxlength=(HARM_SOURCE_LIMIT) { (typed.get("source")) }
        (form.choice("language", &visit.text("desk-language-of-words"), &languages, ""))
        fieldset {
            legend { (visit.text("harm-names")) }
            @for one in HarmNames::ALL {
                label.row { input type="radio" name="names" required value=(one.as_str()) checked[typed.has("names", one.as_str())]; " " (visit.text(&format!("harm-names-{}", one.as_str()))) }
            }
        }
        label for="files" { (visit.text("harm-files")) }
        p.hint #files-hint { (visit.text_with("submission-files-hint", &[("count", HARM_ATTACHMENTS.into()), ("megabytes", megabytes.into())])) " " (visit.text("harm-files-names")) }
        input #files name="files" type="file" multiple accept=(MEDIA_TYPES.join(",")) aria-describedby="files-hint";
        details open[["about", "units", "provisions"].iter().any(|name| !tie(name).is_empty())] {
            summary { (visit.text("harm-tie")) }
            label for="about" { (visit.text("harm-about-field")) }
            input #about name="about" dir="ltr" autocomplete="off" value=(tie("about"));
            label for="units" { (visit.text("harm-units-field")) }
            textarea #units name="units" rows="2" dir="ltr" { (tie("units")) }
            label for="provisions" { (visit.text("harm-provisions-field")) }
            textarea #provisions name="provisions" rows="2" dir="ltr" { (tie("provisions")) }
        }
    }
}
