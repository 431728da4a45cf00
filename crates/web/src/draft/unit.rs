//! One unit of the draft on a page of its own: its words, the same in the other languages, and where it leads.

use maru_forum::Draft;
use maru_text::{Unit, UnitId};
use maud::{Markup, html};

use crate::common::{ProcessView, pages_that_fit};
use crate::draft::chosen::{Chosen, text_of};
use crate::draft::name::unit_name;
use crate::draft::norms;
use crate::draft::steps::Steps;
use crate::draft::texts::{Text, Texts};
use crate::draft::view::{choices, drawn, in_language, said_within, words};
use crate::form::{BLANK, Typed};
use crate::layout::process_page;
use crate::norms::text::label;
use crate::visit::encoded;
use crate::{amendment, remark};

/// Bytes of a unit's words on one page; what people say about it stands below.
const PAGE_BYTES: usize = 8_000;

/// The page of a unit; none where the version has no such unit or its text was erased.
pub(crate) fn page(view: &ProcessView<'_>, texts: &Texts, id: &str) -> Option<Markup> {
    page_with(view, texts, id, &BLANK, None)
}

/// The same with a coding as somebody typed it, and why it was refused.
pub(crate) fn page_with(
    view: &ProcessView<'_>,
    texts: &Texts,
    id: &str,
    typed: &Typed,
    fault: Option<&str>,
) -> Option<Markup> {
    let chosen = Chosen::of(view, texts)?;
    let Some(unit) = chosen.unit(id) else { return taken_out(view, texts, id) };
    let text = chosen.text.clone()?;
    let path = text.document.path(&UnitId::new(id));
    let around = path.split_last().map_or(&[][..], |(_, around)| around);
    let end = format!("/{}", encoded(id));
    let body = html! {
        (where_line(&chosen, &text, around))
        h1 lang=(text.language) dir=(text.language.direction()) { (name(unit, around)) }
        (choices(&chosen, &end))
        (Steps::of(view, texts, chosen.draft).within(unit).told(view))
        (shown(&chosen, &text, unit))
        (neighbours(&chosen, &text, unit, around))
        (beside(&chosen, &text, unit))
        (norms::on_unit(&chosen, unit, typed, fault))
        (remark::view::on_unit(&chosen, unit))
        (amendment::view::on_unit(&chosen, unit))
        (crate::harm::view::on_unit(view, id))
    };
    Some(process_page(view, &name(unit, around), &body))
}

/// The page of a unit that a later version took out, or that stands in another language only: links from answers and mails lead here.
/// None where no version has it, or its text was erased.
fn taken_out(view: &ProcessView<'_>, texts: &Texts, id: &str) -> Option<Markup> {
    let visit = view.visit;
    let asked = Chosen::of(view, texts)?.draft;
    let has = |draft: &&Draft| {
        let mut read = draft.texts.iter().filter_map(|one| text_of(view, texts, &one.text));
        read.any(|text| text.document.unit(&UnitId::new(id)).is_some())
    };
    // The version nearest to the one that was asked for, its own other languages first.
    let mut drafts: Vec<&Draft> = view.process.drafts.iter().collect();
    drafts.sort_by_key(|draft| draft.version.abs_diff(asked.version));
    let found = *drafts.iter().find(|draft| has(draft))?;
    let language = found.texts.iter().find(|one| {
        text_of(view, texts, &one.text).is_some_and(|text| text.document.unit(&UnitId::new(id)).is_some())
    })?;
    let next = view.process.drafts.iter().find(|draft| draft.version == found.version + 1);
    let causes = next.and_then(|next| next.causes.iter().find(|cause| cause.unit.as_str() == id));
    let here =
        format!("/draft/{}?version={}&text={}", encoded(id), found.version, language.text.language.primary());
    let name = unit_name(view, found.version, id);
    let title = visit.text("draft-unit-gone");
    let body = html! {
        h1 { (title) }
        p {
            @if found.version == asked.version { (visit.text("draft-unit-other-language")) }
            @else { (visit.text_with("draft-unit-not-in", &[("version", asked.version.into())])) }
            " " a href=(view.link(&here)) { (name) ", " (visit.text_with("draft-version", &[("version", found.version.into())])) ", " (visit.language_name(&language.text.language)) }
        }
        @if let Some(next) = next.filter(|_| found.version < asked.version) {
            p {
                (visit.text_with("draft-unit-taken-out-by", &[("version", next.version.into())])) " "
                @for entry in causes.iter().flat_map(|cause| &cause.by) { (view.entry(*entry)) " " }
                @if causes.is_none_or(|cause| cause.by.is_empty()) { (visit.text("draft-cause-none")) }
            }
        }
    };
    Some(process_page(view, &title, &body))
}

/// What a unit is called by itself: a paragraph or a point with the number of its article.
fn name(unit: &Unit, around: &[&Unit]) -> String {
    let numbered = unit.heading.is_none() && unit.number.is_some();
    let above = around.iter().filter(|one| numbered && !one.kind.is_container());
    let above: Vec<&str> = above.filter_map(|one| one.number.as_deref()).collect();
    if above.is_empty() { label(unit) } else { format!("{} {}", above.join(" "), label(unit)) }
}

/// The units around this one, as links from the whole to the part.
fn where_line(chosen: &Chosen<'_>, text: &Text, around: &[&Unit]) -> Markup {
    let visit = chosen.view.visit;
    html! {
        p.where {
            a href=(chosen.view.link(&format!("/draft{}", chosen.query()))) {
                (visit.text("layout-draft")) ", "
                (visit.text_with("draft-version", &[("version", chosen.draft.version.into())]))
            }
            @for unit in around { " · " a href=(chosen.unit_link(&unit.id)) { (in_language(text, &label(unit))) } }
        }
    }
}

/// The unit's words and as many of its parts as fit the page.
fn shown(chosen: &Chosen<'_>, text: &Text, unit: &Unit) -> Markup {
    let visit = chosen.view.visit;
    let size = |part: &Unit| part.walk().map(|one| one.own_text().len() + 60).sum::<usize>();
    let pages = pages_that_fit(unit.children.iter().map(size), PAGE_BYTES);
    let page =
        visit.asked("part").and_then(|part| part.parse().ok()).unwrap_or(1).clamp(1, pages.len().max(1));
    let link = |page: usize| {
        let joint = if chosen.query().is_empty() { '?' } else { '&' };
        format!("{}{joint}part={page}", chosen.unit_link(&unit.id))
    };
    html! {
        article.law lang=(text.language) dir=(text.language.direction()) {
            @if page == 1 { (words(chosen, unit, false)) }
            @if unit.kind.is_container() {
                ul.parts { @for part in &unit.children { li { a href=(chosen.unit_link(&part.id)) { (label(part)) } (said_within(chosen, part)) } } }
            } @else if let Some(range) = pages.get(page - 1) {
                @for part in &unit.children[range.clone()] { (drawn(chosen, part, 2)) }
            }
        }
        @if pages.len() > 1 && !unit.kind.is_container() {
            // What is said of parts on the other pages is counted too.
            (said_within(chosen, unit))
            nav aria-label=(visit.text("layout-pages")) {
                ul.pages {
                    @if page > 1 { li { a rel="prev" href=(link(page - 1)) { (visit.text("layout-previous")) } } }
                    li aria-current="page" { (visit.text_with("layout-page-of", &[("page", page.into()), ("pages", pages.len().into())])) }
                    @if page < pages.len() { li { a rel="next" href=(link(page + 1)) { (visit.text("layout-next")) } } }
                }
            }
        }
    }
}

/// The units before and after this one under the same roof.
fn neighbours(chosen: &Chosen<'_>, text: &Text, unit: &Unit, around: &[&Unit]) -> Markup {
    let siblings: &[Unit] = around.last().map_or(&text.document.units, |parent| &parent.children);
    let here = siblings.iter().position(|one| one.id == unit.id);
    let before = here.and_then(|at| at.checked_sub(1)).and_then(|at| siblings.get(at));
    let after = here.and_then(|at| siblings.get(at + 1));
    html! {
        @if before.is_some() || after.is_some() {
            nav aria-label=(chosen.view.visit.text("draft-neighbours")) {
                ul.pages {
                    @if let Some(unit) = before { li { a rel="prev" href=(chosen.unit_link(&unit.id)) { "‹ " (in_language(text, &label(unit))) } } }
                    @if let Some(unit) = after { li { a rel="next" href=(chosen.unit_link(&unit.id)) { (in_language(text, &label(unit))) " ›" } } }
                }
            }
        }
    }
}

/// The same unit in the other languages of this version; one that lacks it says so.
fn beside(chosen: &Chosen<'_>, text: &Text, unit: &Unit) -> Markup {
    let (view, visit) = (chosen.view, chosen.view.visit);
    let others =
        chosen.draft.texts.iter().map(|one| &one.text).filter(|words| words.language != text.language);
    html! {
        @for words in others {
            @let other = text_of(view, chosen.texts, words);
            details {
                summary { (visit.text_with("draft-unit-in", &[("language", visit.language_name(&words.language).into())])) }
                @match other.as_ref().and_then(|other| other.document.unit(&unit.id)) {
                    None => p.soft { (visit.text("draft-unit-missing")) },
                    Some(twin) if twin.full_text().len() > PAGE_BYTES => p {
                        a href=(view.link(&format!("/draft/{}?version={}&text={}", encoded(unit.id.as_str()), chosen.draft.version, words.language.primary()))) { (label(twin)) }
                    },
                    Some(twin) => div lang=(words.language) dir=(words.language.direction()) {
                        @for line in twin.full_text().lines() { p { (line) } }
                    },
                }
            }
        }
    }
}
