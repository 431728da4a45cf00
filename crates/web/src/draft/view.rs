//! The draft: a version in one language, unit by unit, each of which has an address of its own.

use std::ops::Range;

use maru_forum::{Draft, PhaseAct};
use maru_text::{Document, Unit, UnitKind};
use maud::{Markup, html};

use crate::common::{ProcessView, pages_that_fit};
use crate::draft::chosen::Chosen;
use crate::draft::file::Form;
use crate::draft::norms;
use crate::draft::steps::Steps;
use crate::draft::texts::{Text, Texts};
use crate::layout::process_page;
use crate::norms::text::{direction, label, table};
use crate::remark;

/// Bytes of text on one page, about what fits the budget of a first round trip; whole articles only.
const PAGE_BYTES: usize = 22_000;
/// What a unit costs besides its words: its number, its link, its place.
const UNIT_BYTES: usize = 60;
/// Articles that are listed before the text; where there are more, only those of the page are.
const CONTENTS: usize = 60;

/// The draft in the asked version and language.
pub(crate) fn draft(view: &ProcessView<'_>, texts: &Texts) -> Markup {
    let visit = view.visit;
    let title = visit.text("layout-draft");
    let body = match Chosen::of(view, texts) {
        None => html! {
            h1 { (title) }
            p.note { (visit.text("draft-none-yet")) }
        },
        Some(chosen) => html! {
            @match &chosen.text {
                None => {
                    h1 { (title) }
                    p.warn { (visit.text("draft-erased")) }
                    (choices(&chosen, ""))
                },
                Some(text) => (text_page(&chosen, text)),
            }
            (versions(&chosen))
        },
    };
    process_page(view, &title, &body)
}

/// What the draft is called: its own title, or the process's.
fn title_of<'a>(view: &'a ProcessView<'_>, document: &'a Document) -> &'a str {
    if document.title.trim().is_empty() {
        view.visit.local_plain(&view.process.charter.title)
    } else {
        &document.title
    }
}

fn text_page(chosen: &Chosen<'_>, text: &Text) -> Markup {
    let (view, visit) = (chosen.view, chosen.view.visit);
    let sections = sections(&text.document);
    let pages = pages_that_fit(sections.iter().map(Section::bytes), PAGE_BYTES);
    let page = visit.asked_page().clamp(1, pages.len().max(1));
    let here = pages.get(page - 1).cloned().unwrap_or(0..0);
    html! {
        h1 lang=(text.language) dir=(text.language.direction()) { (title_of(view, &text.document)) }
        p {
            (visit.text_with("draft-version", &[("version", chosen.draft.version.into())])) " · "
            (visit.moment(chosen.draft.at)) " · " (view.entry(chosen.draft.entry))
        }
        (standing(chosen, text))
        (Steps::of(view, chosen.texts, chosen.draft).told(view))
        (choices(chosen, ""))
        (invitation(chosen))
        (downloads(chosen, text))
        (contents(chosen, text, &sections, &pages, page))
        article.law lang=(text.language) dir=(text.language.direction()) {
            @for section in &sections[here] { (section.drawn(chosen)) }
        }
        (pager(chosen, text, &sections, &pages, page))
    }
}

/// What the text in this language is worth, and who or what answers for it.
pub(crate) fn standing(chosen: &Chosen<'_>, text: &Text) -> Markup {
    let visit = chosen.view.visit;
    let Some(found) = chosen.draft.text(&text.language) else { return html! {} };
    let name = visit.language_name(&text.language);
    let by = found.by.clone().unwrap_or_default();
    let key = format!("draft-standing-{}-line", found.standing.as_str());
    html! { p.small { (visit.text_with(&key, &[("language", name.into()), ("by", by.into())])) } }
}

/// What can be done with the text now.
fn invitation(chosen: &Chosen<'_>) -> Markup {
    let (view, visit) = (chosen.view, chosen.view.visit);
    html! {
        p {
            @if view.open_for(PhaseAct::Remark) { (visit.text("draft-how-to-remark")) " " }
            a href=(view.link("/remarks")) { (visit.text_with("remark-list-count", &[("count", view.process.remarks.len().into())])) }
            @if view.open_for(PhaseAct::Remark) { " · " a href=(view.link("/remarks/new")) { (visit.text("remark-write-whole")) } }
            " · " a href=(view.link(&format!("/norms?version={}", chosen.draft.version))) { (visit.text("draft-norms")) }
        }
    }
}

/// What is kept together on a page: an article with all that it contains, or the head of what groups articles.
pub(crate) struct Section<'a> {
    unit: &'a Unit,
    depth: usize,
    whole: bool,
}

/// A text in sections, in reading order.
pub(crate) fn sections(document: &Document) -> Vec<Section<'_>> {
    fn down<'a>(units: &'a [Unit], depth: usize, out: &mut Vec<Section<'a>>) {
        for unit in units {
            let whole = !unit.kind.is_container() || unit.children.is_empty();
            out.push(Section { unit, depth, whole });
            if !whole {
                down(&unit.children, depth + 1, out);
            }
        }
    }
    let mut out = Vec::new();
    down(&document.units, 0, &mut out);
    // A title page that only repeats the title stands above the text already.
    out.retain(|section| {
        section.unit.kind != UnitKind::Preface || section.unit.full_text() != document.title
    });
    out
}

impl Section<'_> {
    fn bytes(&self) -> usize {
        let size = |unit: &Unit| unit.own_text().len() + UNIT_BYTES;
        if self.whole { self.unit.walk().map(size).sum() } else { size(self.unit) }
    }

    fn is_listed(&self) -> bool {
        self.unit.head().next().is_some()
    }

    fn drawn(&self, chosen: &Chosen<'_>) -> Markup {
        let level = 2 + self.depth.min(2);
        if !self.whole {
            return html! { div id=(self.unit.id) { (head(chosen, self.unit, level)) (words(chosen, self.unit, false)) } };
        }
        if self.bytes() <= PAGE_BYTES {
            return drawn(chosen, self.unit, level);
        }
        // An article longer than a page has its own page, where it is parted.
        html! {
            div id=(self.unit.id) {
                (head(chosen, self.unit, level))
                p { a href=(chosen.unit_link(&self.unit.id)) { (chosen.view.visit.text("draft-long-unit")) } }
                (said_within(chosen, self.unit))
            }
        }
    }
}

/// A unit with what it contains; every one of them can be linked to.
pub(crate) fn drawn(chosen: &Chosen<'_>, unit: &Unit, level: usize) -> Markup {
    let headed = is_headed(unit);
    html! {
        div.in[!headed && unit.number.is_some()] id=(unit.id) {
            @if headed { (head(chosen, unit, level)) }
            (words(chosen, unit, !headed))
            (norms::mark(chosen, unit))
            (said(chosen, unit))
            @for child in &unit.children { (drawn(chosen, child, if headed { level + 1 } else { level })) }
        }
    }
}

/// How much is said about a unit, as a link to it.
fn said(chosen: &Chosen<'_>, unit: &Unit) -> Markup {
    let found = remark::view::count(chosen, unit);
    html! { @if !found.0.is_empty() { p.small { (found) } } }
}

/// How much is said about a unit and all that it contains, where that stands on another page.
pub(crate) fn said_within(chosen: &Chosen<'_>, unit: &Unit) -> Markup {
    let found = remark::view::count_within(chosen, unit);
    html! { @if !found.0.is_empty() { p.small { (found) } } }
}

/// Whether a unit begins with a heading on a line of its own.
fn is_headed(unit: &Unit) -> bool {
    unit.heading.is_some() || unit.kind.is_container() || unit.kind == UnitKind::Article
}

fn head(chosen: &Chosen<'_>, unit: &Unit, level: usize) -> Markup {
    let link = html! { a href=(chosen.unit_link(&unit.id)) { (label(unit)) } };
    match level {
        0..=2 => html! { h2 { (link) } },
        3 => html! { h3 { (link) } },
        _ => html! { h4 { (link) } },
    }
}

/// A unit's own words, with its number before them unless it stands in the heading.
pub(crate) fn words(chosen: &Chosen<'_>, unit: &Unit, numbered: bool) -> Markup {
    if unit.kind == UnitKind::Table {
        return table(&unit.text);
    }
    let number = html! {
        @if numbered {
            @if let Some(number) = &unit.number { a.num href=(chosen.unit_link(&unit.id)) { (number) } " " }
        }
    };
    let text = unit.text_with_notes();
    html! {
        @if text.is_empty() && numbered && unit.number.is_some() { p { (number) } }
        @for (place, block) in text.split('\n').filter(|block| !block.is_empty()).enumerate() {
            p { @if place == 0 { (number) } (block) }
        }
    }
}

/// The versions and languages that can be chosen, at the end of an address.
pub(crate) fn choices(chosen: &Chosen<'_>, end: &str) -> Markup {
    let (view, visit, draft) = (chosen.view, chosen.view.visit, chosen.draft);
    let tag = chosen.text.as_ref().map(|text| text.language.primary());
    let at = |version: u32, tag: Option<&str>| {
        let text = tag.map(|tag| format!("&text={tag}")).unwrap_or_default();
        view.link(&format!("/draft{end}?version={version}{text}"))
    };
    let drafts = &view.process.drafts;
    html! {
        @if draft.texts.len() > 1 {
            ul.pages aria-label=(visit.text("draft-languages")) {
                @for language in draft.texts.iter().map(|one| &one.text.language) {
                    li { a href=(at(draft.version, Some(language.primary())))
                        aria-current=[(Some(language.primary()) == tag).then_some("true")] {
                        (visit.language_name(language))
                    } }
                }
            }
        }
        @if drafts.len() > 1 {
            ul.pages aria-label=(visit.text("draft-versions")) {
                @for other in drafts {
                    li { a href=(at(other.version, tag)) aria-current=[(other.version == draft.version).then_some("true")] {
                        (visit.text_with("draft-version", &[("version", other.version.into())]))
                    } }
                }
                @if draft.version > 1 {
                    li { a href=(redline_link(chosen, draft.version - 1, draft.version)) { (visit.text("draft-what-changed")) } }
                }
            }
        }
    }
}

/// The page that shows what changed between two versions, in the language of the text.
pub(crate) fn redline_link(chosen: &Chosen<'_>, from: u32, to: u32) -> String {
    let text = chosen.text.as_ref().map(|text| format!("&text={}", text.language.primary()));
    chosen.view.link(&format!("/draft/redline?from={from}&to={to}{}", text.unwrap_or_default()))
}

fn downloads(chosen: &Chosen<'_>, text: &Text) -> Markup {
    let visit = chosen.view.visit;
    let address = |form: Form| {
        format!("/draft.{}?version={}&text={}", form.ending(), chosen.draft.version, text.language.primary())
    };
    html! {
        p #downloads { (visit.text("draft-download")) }
        ul.pages aria-labelledby="downloads" {
            @for form in Form::ALL {
                li { a href=(chosen.view.link(&address(form))) { (visit.text(&format!("draft-as-{}", form.ending()))) } }
            }
        }
    }
}

fn page_address(chosen: &Chosen<'_>, page: usize) -> String {
    let query = chosen.query();
    let joint = if query.is_empty() { '?' } else { '&' };
    chosen.view.link(&format!("/draft{query}{joint}page={page}"))
}

fn contents(
    chosen: &Chosen<'_>,
    text: &Text,
    sections: &[Section<'_>],
    pages: &[Range<usize>],
    here: usize,
) -> Markup {
    let visit = chosen.view.visit;
    let listed = sections.iter().filter(|section| section.is_listed()).count();
    let shown =
        |place: usize| listed <= CONTENTS || pages.get(here - 1).is_some_and(|range| range.contains(&place));
    let link = |place: usize, section: &Section<'_>| {
        let page = pages.iter().position(|range| range.contains(&place)).unwrap_or_default() + 1;
        if page == here {
            format!("#{}", section.unit.id)
        } else {
            format!("{}#{}", page_address(chosen, page), section.unit.id)
        }
    };
    html! {
        @if listed > 1 {
            nav aria-labelledby="contents" {
                h2 #contents { (visit.text("draft-contents")) }
                ul.parts lang=(text.language) dir=(text.language.direction()) {
                    @for (place, section) in sections.iter().enumerate().filter(|(place, section)| section.is_listed() && shown(*place)) {
                        li.in[section.depth > 0] { a href=(link(place, section)) { (label(section.unit)) } }
                    }
                }
            }
        }
    }
}

/// Links to the other pages of the text, each named by where it begins.
fn pager(
    chosen: &Chosen<'_>,
    text: &Text,
    sections: &[Section<'_>],
    pages: &[Range<usize>],
    here: usize,
) -> Markup {
    let visit = chosen.view.visit;
    let begins = |page: usize| {
        let range = pages.get(page - 1).cloned().unwrap_or(0..0);
        let first = sections[range].iter().find(|section| section.is_listed());
        html! { @if let Some(first) = first { " · " bdi lang=(text.language) { (label(first.unit)) } } }
    };
    html! {
        @if pages.len() > 1 {
            nav aria-label=(visit.text("layout-pages")) {
                ul.pages {
                    @if here > 1 { li { a rel="prev" href=(page_address(chosen, here - 1)) { (visit.text("layout-previous")) (begins(here - 1)) } } }
                    li aria-current="page" { (visit.text_with("layout-page-of", &[("page", here.into()), ("pages", pages.len().into())])) }
                    @if here < pages.len() { li { a rel="next" href=(page_address(chosen, here + 1)) { (visit.text("layout-next")) (begins(here + 1)) } } }
                }
            }
        }
    }
}

/// Every version with the reason that was given for it.
fn versions(chosen: &Chosen<'_>) -> Markup {
    let (view, visit) = (chosen.view, chosen.view.visit);
    let line = |draft: &Draft| {
        html! {
            li {
                a href=(view.link(&format!("/draft?version={}", draft.version)))
                    aria-current=[(draft.version == chosen.draft.version).then_some("true")] {
                    (visit.text_with("draft-version", &[("version", draft.version.into())]))
                }
                " · " (visit.moment(draft.at)) " · " span dir="auto" { (draft.reason) } " · " (view.entry(draft.entry))
                @if draft.version > 1 {
                    " · " a href=(redline_link(chosen, draft.version - 1, draft.version)) { (visit.text("draft-what-changed")) }
                }
            }
        }
    };
    html! {
        h2 { (visit.text("draft-versions")) }
        ul { @for draft in view.process.drafts.iter().rev() { (line(draft)) } }
    }
}

/// Words of a text in an element with their language and direction.
pub(crate) fn in_language(text: &Text, words: &str) -> Markup {
    let tag = &text.document.language;
    html! { span lang=(tag) dir=(direction(tag)) { (words) } }
}
