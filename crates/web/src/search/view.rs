//! The search page: the form, results by kind, pages of them.

use maru_forum::Language;
use maru_norms::code::{Coded, Topic};
use maru_search::snippet::Snippet;
use maru_search::{Kind, QuestionError};
use maru_store::Node;
use maud::{Markup, html};

use super::{Asked, Meaningless, PAGE_HITS, Results, ShownHit, results};
use crate::common::Paged;
use crate::layout;
use crate::norms;
use crate::visit::Visit;

/// Languages that can be asked for: those that people here write, and those of the titles of instruments.
const LANGUAGES: &[&str] = &["en", "ko", "zh", "ar", "fr", "es", "de", "ja"];

pub(crate) fn page(visit: &Visit, node: &Node, asked: &Asked) -> Markup {
    let title = visit.text("search-title");
    let answer = (!asked.words.trim().is_empty()).then(|| results(node, asked));
    let error = answer.as_ref().and_then(|answer| answer.as_ref().err());
    let body = html! {
        h1 { (title) }
        (form(visit, asked, error))
        @match &answer {
            None => p.hint { (visit.text("search-help")) },
            Some(Err(_)) => {},
            Some(Ok(results)) => (found(visit, node, asked, results)),
        }
    };
    layout::page(visit, &title, &body)
}

/// The page for a value that means nothing here: what it was, and the form without it.
pub(crate) fn refused(visit: &Visit, unknown: &Meaningless) -> Markup {
    let title = visit.text("search-title");
    let kept = Asked { words: visit.asked("q").unwrap_or_default().to_owned(), ..Asked::default() };
    let said = visit.text_with(
        "search-wrong-value",
        &[("name", unknown.name.into()), ("value", unknown.value.clone().into())],
    );
    let body = html! {
        h1 { (title) }
        p.wrong role="alert" { (said) }
        (form(visit, &kept, None))
    };
    layout::page(visit, &title, &body)
}

fn form(visit: &Visit, asked: &Asked, error: Option<&QuestionError>) -> Markup {
    let narrowed =
        asked.filter.place.is_some() || asked.filter.topic.is_some() || asked.filter.language.is_some();
    html! {
        form action="/search" method="get" role="search" {
            (visit.language_field())
            @if let Some(kind) = asked.filter.kind { input type="hidden" name="kind" value=(kind.code()); }
            label for="q" { (visit.text("search-words")) }
            @if let Some(error) = error { p.wrong #q-wrong { (complaint(visit, error)) } }
            input #q type="search" name="q" value=(asked.words) maxlength="200" dir="auto" enterkeyhint="search"
                aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| "q-wrong")];
            details open[narrowed] {
                summary { (visit.text("search-narrow")) }
                (choice(visit, "place", asked.filter.place.as_deref(), &norms::place_choices(visit)))
                (choice(visit, "topic", asked.filter.topic.as_deref(), &topics(visit)))
                (choice(visit, "in", asked.filter.language.as_deref(), &languages(visit)))
            }
            button.go type="submit" { (visit.text("search-go")) }
        }
    }
}

fn choice(visit: &Visit, name: &str, chosen: Option<&str>, choices: &[(String, String)]) -> Markup {
    html! {
        label for=(name) { (visit.text(&format!("search-{name}"))) }
        select #(name) name=(name) {
            option value="" { (visit.text("search-any")) }
            @for (code, words) in choices {
                option value=(code) selected[chosen == Some(code)] { (words) }
            }
        }
    }
}

fn topics(visit: &Visit) -> Vec<(String, String)> {
    let named = |topic: &Topic| (topic.code().to_owned(), visit.text(&format!("norms-topic-{topic}")));
    Topic::ALL.iter().map(named).collect()
}

fn languages(visit: &Visit) -> Vec<(String, String)> {
    let named = |tag: &&str| Some(((*tag).to_owned(), visit.language_name(&tag.parse().ok()?)));
    LANGUAGES.iter().filter_map(named).collect()
}

fn complaint(visit: &Visit, error: &QuestionError) -> String {
    let key = format!("search-wrong-{}", error.code());
    match error {
        QuestionError::NoWord => visit.text(&key),
        QuestionError::TooLong { length } => visit.text_with(&key, &[("number", (*length as u64).into())]),
        QuestionError::TooMany { count } => visit.text_with(&key, &[("number", (*count as u64).into())]),
        QuestionError::OpenQuote { position } => {
            visit.text_with(&key, &[("number", (*position as u64).into())])
        }
        QuestionError::ShortPrefix { word } => visit.text_with(&key, &[("word", word.clone().into())]),
    }
}

fn found(visit: &Visit, node: &Node, asked: &Asked, results: &Results) -> Markup {
    let (total, strict) = (results.found.total, results.found.strict);
    let pages = results.pages(PAGE_HITS);
    let page = visit.asked_page().min(pages);
    let list = Paged { items: results.page(node, visit.tag(), page, PAGE_HITS), page, pages };
    html! {
        p role="status" {
            (visit.text_with("search-count", &[("number", (total as u64).into())]))
            @if total > 0 && results.found.matching.code() != "exact" {
                " " (visit.text(&format!("search-matching-{}", results.found.matching.code())))
            }
            @if total > strict { " " (visit.text_with("search-lacking", &[("number", (strict as u64).into())])) }
        }
        (named_place(visit, results))
        (kinds(visit, asked, results))
        @if total == 0 { p.hint { (visit.text("search-none")) } }
        @if !list.items.is_empty() {
            ol.rows start=((page - 1) * PAGE_HITS + 1) { @for hit in &list.items { (row(visit, hit)) } }
        }
        (list.links(visit))
    }
}

/// The way to what is law in a place that the question names, and whether the hits were narrowed to it.
fn named_place(visit: &Visit, results: &Results) -> Markup {
    let Some((code, topic)) = results.place() else { return html! {} };
    let Some(name) = norms::place_words(visit, code) else { return html! {} };
    let address = results.law_address().unwrap_or_default();
    let key = if topic.is_some() { "search-law-on" } else { "search-law" };
    let topic = topic.map(|topic| visit.text(&format!("norms-topic-{topic}"))).unwrap_or_default();
    html! {
        p {
            @if results.found.place.is_some() { (visit.text_with("search-in-place", &[("place", name.clone().into())])) " " }
            a href=(visit.link(&address)) { (visit.text_with(key, &[("place", name.into()), ("topic", topic.into())])) }
        }
    }
}

/// How many of each kind there are, each a link to them alone.
fn kinds(visit: &Visit, asked: &Asked, results: &Results) -> Markup {
    let link = |kind: Option<Kind>| {
        let mut other = visit.clone();
        other.query.retain(|(name, _)| name != "kind" && name != "page");
        other.query.extend(kind.map(|kind| ("kind".to_owned(), kind.code().to_owned())));
        visit.link(&other.here())
    };
    let current = |kind: Option<Kind>| (asked.filter.kind == kind).then_some("true");
    let all: usize = results.found.by_kind.iter().map(|(_, count)| count).sum();
    html! {
        @if results.found.by_kind.len() > 1 || asked.filter.kind.is_some() {
            nav aria-label=(visit.text("search-kinds")) {
                ul.pages {
                    li { a href=(link(None)) aria-current=[current(None)] { (visit.text("search-kind-all")) " (" (visit.number(all)) ")" } }
                    @for (kind, count) in &results.found.by_kind {
                        li { a href=(link(Some(*kind))) aria-current=[current(Some(*kind))] {
                            (visit.text(&format!("search-kind-{}", kind.code()))) " (" (visit.number(*count)) ")"
                        } }
                    }
                }
            }
        }
    }
}

fn row(visit: &Visit, hit: &ShownHit) -> Markup {
    let kind = visit.text(&format!("search-one-{}", hit.key.kind().code()));
    html! {
        li {
            @match &hit.title {
                Some(title) => a.big href=(visit.link(&hit.address())) { (pieces(title)) },
                // A statement has no name; its words are the way to it.
                None => a.big href=(visit.link(&hit.address())) { @if let Some(snippet) = &hit.snippet { (pieces(snippet)) } },
            }
            p.soft.small {
                (kind)
                @if let Some((language, words)) = &hit.belongs_to {
                    " · " span lang=(language) dir=(direction(language)) { (words) }
                }
            }
            @if let (Some(_), Some(snippet)) = (&hit.title, &hit.snippet) { p { (pieces(snippet)) } }
        }
    }
}

/// Words with the hits marked, in their own language and direction.
fn pieces(snippet: &Snippet) -> Markup {
    html! {
        span lang=(snippet.language) dir=(direction(&snippet.language)) {
            @if snippet.begins_within { "… " }
            @for piece in &snippet.pieces {
                @if piece.hit { mark { (piece.words) } } @else { (piece.words) }
            }
            @if snippet.ends_within { " …" }
        }
    }
}

/// The direction of a language by its tag.
pub(crate) fn direction(tag: &str) -> &'static str {
    tag.parse::<Language>().map_or("auto", |language| language.direction())
}
