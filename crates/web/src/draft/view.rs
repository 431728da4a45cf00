//! The draft text, article by article.

use maru_forum::{Draft, Language};
use maud::{Markup, html};

use crate::common::{ProcessView, pages_that_fit};
use crate::draft::articles::{Article, Line, articles};
use crate::draft::chosen::Chosen;
use crate::draft::file::Form;
use crate::layout::process_page;

/// Characters of text on one page, about what fits the budget of a first round trip; whole articles only.
const PAGE_CHARACTERS: usize = 16_000;

/// The draft in the asked version and language.
pub(crate) fn draft(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("layout-draft");
    let body = match Chosen::of(view) {
        None => html! {
            h1 { (title) }
            p.note { (visit.text("draft-none-yet")) }
        },
        Some(chosen) => shown(view, chosen),
    };
    process_page(view, &title, &body)
}

fn shown(view: &ProcessView<'_>, chosen: Chosen<'_>) -> Markup {
    let visit = view.visit;
    let draft = chosen.draft;
    let text = chosen.words(view);
    html! {
        @match &text {
            None => {
                h1 { (visit.text("layout-draft")) }
                p.warn { (visit.text("draft-erased")) }
            },
            Some((language, words)) => (text_page(view, draft, language, words)),
        }
        (versions(view, draft))
    }
}

fn text_page(view: &ProcessView<'_>, draft: &Draft, language: &Language, words: &str) -> Markup {
    let visit = view.visit;
    let read = articles(words);
    let pages = paged(&read.articles);
    let page = visit.asked_page().clamp(1, pages.len().max(1));
    let title =
        if read.title.is_empty() { view.visit.local_plain(&view.process.charter.title) } else { read.title };
    html! {
        h1 lang=(language) dir=(language.direction()) { (title) }
        p {
            (visit.text_with("draft-version", &[("version", draft.version.into())])) " · "
            (visit.moment(draft.at)) " · " (view.entry(draft.entry))
        }
        (language_links(view, draft, language))
        (downloads(view, draft, language))
        (contents(view, &read.articles, &pages, page, language))
        @if let Some(range) = pages.get(page - 1) {
            article.law lang=(language) dir=(language.direction()) {
                @for (place, article) in read.articles[range.clone()].iter().enumerate() {
                    (article_section(range.start + place, article))
                }
            }
        }
        @if pages.len() > 1 {
            nav aria-label=(visit.text("layout-pages")) {
                ul.pages {
                    @if page > 1 { li { a rel="prev" href=(view.link(&address(draft, language, page - 1))) { (visit.text("layout-previous")) } } }
                    li { (visit.text_with("layout-page-of", &[("page", page.into()), ("pages", pages.len().into())])) }
                    @if page < pages.len() { li { a rel="next" href=(view.link(&address(draft, language, page + 1))) { (visit.text("layout-next")) } } }
                }
            }
        }
    }
}

fn address(draft: &Draft, language: &Language, page: usize) -> String {
    format!("/draft?version={}&text={}&page={page}", draft.version, language.primary())
}

/// Ranges of whole articles that fit a page.
fn paged(articles: &[Article<'_>]) -> Vec<std::ops::Range<usize>> {
    let size = |article: &Article<'_>| {
        article.lines.iter().map(|line| text_of(*line).chars().count()).sum::<usize>()
    };
    pages_that_fit(articles.iter().map(size), PAGE_CHARACTERS)
}

fn text_of(line: Line<'_>) -> &str {
    match line {
        Line::Paragraph(text) | Line::Point(text) => text,
    }
}

fn article_section(place: usize, article: &Article<'_>) -> Markup {
    html! {
        @if !article.heading.is_empty() { h2 id=(format!("a{}", place + 1)) { (article.heading) } }
        @for line in &article.lines {
            @match line {
                Line::Paragraph(text) => p { (text) },
                Line::Point(text) => p.point { (text) },
            }
        }
    }
}

fn language_links(view: &ProcessView<'_>, draft: &Draft, here: &Language) -> Markup {
    let visit = view.visit;
    html! {
        @if draft.texts.len() > 1 {
            ul.pages aria-label=(visit.text("draft-languages")) {
                @for language in draft.texts.iter().map(|text| &text.language) {
                    li { a href=(view.link(&format!("/draft?version={}&text={}", draft.version, language.primary())))
                        aria-current=[(language == here).then_some("true")] {
                        (visit.language_name(language))
                    } }
                }
            }
        }
    }
}

fn downloads(view: &ProcessView<'_>, draft: &Draft, language: &Language) -> Markup {
    let visit = view.visit;
    let address = |form: Form| {
        format!("/draft.{}?version={}&text={}", form.ending(), draft.version, language.primary())
    };
    html! {
        p #downloads { (visit.text("draft-download")) }
        ul.pages aria-labelledby="downloads" {
            @for form in Form::ALL {
                li { a href=(view.link(&address(form))) { (visit.text(&format!("draft-as-{}", form.ending()))) } }
            }
        }
    }
}

fn contents(
    view: &ProcessView<'_>,
    articles: &[Article<'_>],
    pages: &[std::ops::Range<usize>],
    here: usize,
    language: &Language,
) -> Markup {
    let visit = view.visit;
    let page_of =
        |place: usize| pages.iter().position(|range| range.contains(&place)).unwrap_or_default() + 1;
    let link = |place: usize| {
        let page = page_of(place);
        if page == here {
            format!("#a{}", place + 1)
        } else {
            view.link(&format!("{}#a{}", address_of(view, page), place + 1))
        }
    };
    html! {
        @if articles.iter().filter(|article| !article.heading.is_empty()).count() > 1 {
            nav aria-labelledby="contents" {
                h2 #contents { (visit.text("draft-contents")) }
                ul lang=(language) dir=(language.direction()) {
                    @for (place, article) in articles.iter().enumerate().filter(|(_, a)| !a.heading.is_empty()) {
                        li { a href=(link(place)) { (article.heading) } }
                    }
                }
            }
        }
    }
}

fn address_of(view: &ProcessView<'_>, page: usize) -> String {
    let mut kept: Vec<String> = ["version", "text"]
        .into_iter()
        .filter_map(|name| Some(format!("{name}={}", crate::visit::encoded(view.visit.asked(name)?))))
        .collect();
    kept.push(format!("page={page}"));
    format!("/draft?{}", kept.join("&"))
}

fn versions(view: &ProcessView<'_>, here: &Draft) -> Markup {
    let visit = view.visit;
    html! {
        h2 { (visit.text("draft-versions")) }
        ul {
            @for draft in view.process.drafts.iter().rev() {
                li {
                    a href=(view.link(&format!("/draft?version={}", draft.version)))
                        aria-current=[(draft.version == here.version).then_some("true")] {
                        (visit.text_with("draft-version", &[("version", draft.version.into())]))
                    }
                    " · " (visit.moment(draft.at)) " · " span dir="auto" { (draft.reason) } " · " (view.entry(draft.entry))
                }
            }
        }
    }
}
