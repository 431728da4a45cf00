//! What changed between any two versions of the draft, unit by unit, in one language.

use maru_forum::EntryNumber;
use maru_text::{RedlineUnit, UnitChange};
use maud::{Markup, html};

use crate::answer::item::Item;
use crate::answer::view::item_link;
use crate::common::ProcessView;
use crate::draft::chosen::{Chosen, version_of};
use crate::draft::steps::Steps;
use crate::draft::texts::{Text, Texts};
use crate::layout::process_page;
use crate::norms::redline::{change_code, counted, marked, paged};
use crate::visit::{Visit, encoded};

/// The page; none while there is no draft, or where a version is asked for that does not exist.
pub(crate) fn page(view: &ProcessView<'_>, texts: &Texts) -> Option<Markup> {
    let visit = view.visit;
    let last = view.process.drafts.last()?.version;
    let number = |name: &str| visit.asked(name).map(|text| text.parse::<u32>().ok());
    let to = number("to").unwrap_or(Some(last))?;
    let from = number("from").unwrap_or(Some(to.saturating_sub(1).max(1)))?;
    let old = Chosen::version(view, texts, version_of(view, from)?);
    let new = Chosen::version(view, texts, version_of(view, to)?);
    let title = visit.text("draft-what-changed");
    let body = html! {
        p.where { a href=(view.link(&format!("/draft{}", new.query()))) { (visit.text("layout-draft")) } }
        h1 { (visit.text_with("draft-from-to", &[("from", from.into()), ("to", to.into())])) }
        (languages(&new, from))
        (Steps::of(view, texts, new.draft).told(view))
        @match (&old.text, &new.text) {
            (Some(before), Some(after)) if before.language == after.language => (changes(&new, texts, from, (before, after))),
            (Some(_), Some(_)) => p.warn { (visit.text("draft-redline-language")) },
            _ => p.warn { (visit.text("draft-erased")) },
        }
        (chooser(view, from, to))
    };
    Some(process_page(view, &title, &body))
}

fn languages(new: &Chosen<'_>, from: u32) -> Markup {
    let visit = new.view.visit;
    let tag = new.text.as_ref().map(|text| text.language.primary());
    let to = new.draft.version;
    html! {
        @if new.draft.texts.len() > 1 {
            ul.pages aria-label=(visit.text("draft-languages")) {
                @for language in new.draft.texts.iter().map(|one| &one.text.language) {
                    li { a href=(new.view.link(&format!("/draft/redline?from={from}&to={to}&text={}", language.primary())))
                        aria-current=[(Some(language.primary()) == tag).then_some("true")] { (visit.language_name(language)) } }
                }
            }
        }
    }
}

fn changes(new: &Chosen<'_>, texts: &Texts, from: u32, (before, after): (&Text, &Text)) -> Markup {
    let visit = new.view.visit;
    let redline = texts.redline(before, after);
    let units: Vec<&RedlineUnit> = redline.changed().collect();
    let pages = paged(&units);
    let page = visit.asked_page().clamp(1, pages.len().max(1));
    let range = pages.get(page - 1).cloned().unwrap_or(0..0);
    html! {
        p { (counted(visit, &redline.counts())) }
        @if units.is_empty() { p.note { (visit.text("draft-redline-none")) } }
        div.law lang=(after.language) dir=(after.language.direction()) {
            @for unit in &units[range] { (changed_unit(new, from, unit)) }
        }
        (crate::common::page_links(visit, page, pages.len().max(1)))
    }
}

/// What happened to one unit.
fn changed_unit(new: &Chosen<'_>, from: u32, unit: &RedlineUnit) -> Markup {
    let visit = new.view.visit;
    let id = unit.id().map(ToString::to_string).unwrap_or_default();
    let was = unit.old_id.as_ref().filter(|old| unit.new_id.as_ref().is_some_and(|new| new != *old));
    html! {
        div.change id=(id) {
            p.small.soft lang=(visit.tag()) dir=(visit.locale.direction()) {
                @if unit.change == UnitChange::Deleted { bdi { (id) } }
                @else { a href=(new.view.link(&format!("/draft/{}{}", encoded(&id), new.query()))) { bdi { (id) } } }
                " · " (visit.text(&format!("norms-change-of-unit-{}", change_code(unit.change))))
                @if let Some(was) = was { " · " (visit.text("norms-redline-was")) " " bdi { (was) } }
            }
            (marked_unit(visit, unit))
            @if from + 1 == new.draft.version { (causes(new, &id)) }
        }
    }
}

/// What led to the change of a unit, or that nobody had asked for it.
fn causes(new: &Chosen<'_>, id: &str) -> Markup {
    let visit = new.view.visit;
    let found = new.draft.causes.iter().find(|cause| cause.unit.as_str() == id);
    html! {
        @if new.draft.version > 1 {
            p.small.soft lang=(visit.tag()) dir=(visit.locale.direction()) {
                (visit.text("draft-cause")) " "
                @match found.filter(|cause| !cause.by.is_empty()) {
                    None => (visit.text("draft-cause-none")),
                    Some(cause) => @for entry in &cause.by { (cause_link(new, *entry)) " " },
                }
            }
        }
    }
}

fn cause_link(new: &Chosen<'_>, entry: EntryNumber) -> Markup {
    let (view, visit) = (new.view, new.view.visit);
    match Item::of(view.process, entry) {
        Some(item) => item_link(view, item),
        None => {
            html! { a href=(view.link(&format!("/answers/{entry}"))) { (visit.text_with("answer-number", &[("number", entry.0.into())])) } }
        }
    }
}

/// A unit's number, heading and words with what went and what came.
pub(crate) fn marked_unit(visit: &Visit, unit: &RedlineUnit) -> Markup {
    html! {
        @if !unit.heading.is_empty() { p { b { (marked(visit, &unit.number)) " " (marked(visit, &unit.heading)) } } }
        @if !unit.text.is_empty() || unit.heading.is_empty() {
            p { @if unit.heading.is_empty() { b { (marked(visit, &unit.number)) } " " } (marked(visit, &unit.text)) }
        }
    }
}

fn chooser(view: &ProcessView<'_>, from: u32, to: u32) -> Markup {
    let visit = view.visit;
    let choice = |name: &str, key: &str, chosen: u32| {
        html! {
            label for=(name) { (visit.text(key)) }
            select id=(name) name=(name) {
                @for draft in &view.process.drafts {
                    option value=(draft.version) selected[draft.version == chosen] {
                        (visit.text_with("draft-version", &[("version", draft.version.into())]))
                    }
                }
            }
        }
    };
    html! {
        h2 { (visit.text("draft-compare-others")) }
        form method="get" action=(view.address("/draft/redline")) {
            (visit.language_field())
            (choice("from", "draft-older", from)) (choice("to", "draft-newer", to))
            button.go type="submit" { (visit.text("draft-compare")) }
        }
    }
}
