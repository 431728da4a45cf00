//! The norm library's pages under `/norms`: what is law where, how concrete it is, who is not reached, what changes.
//!
//! Everything is a function of the address: the same page as HTML, as JSON and as CSV (`?format=csv`). The library
//! ships with the program; the texts of instruments come from this node's library of texts.

mod atlas;
mod check;
mod compare;
mod instrument;
mod place;
mod provision;
pub(crate) mod redline;
mod route;
pub(crate) mod routes;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod text;
pub(crate) mod text_library;
mod words;

use std::sync::LazyLock;

use maru_norms::code::{Coded, ObjectClass, Role, UseArea};
use maru_norms::dispute::{Discussion, SHIPPED_DISCUSSION};
use maru_norms::{Axis, Date, Library, LoadErrors, Place, Readings, SHIPPED_READINGS, guarded, parse_date};
use maud::{Markup, html};
use serde_json::Value;

use self::text_library::TextLibrary;
use crate::collation::compare;
use crate::layout::page;
use crate::visit::{Visit, pairs_of};

/// The library that ships with the program; its files are checked by the tests of `maru-norms`.
static LIBRARY: LazyLock<Option<&'static Library>> = LazyLock::new(|| {
    let broken = |errors: &&LoadErrors| tracing::error!(%errors, "the norm library is broken");
    Library::shared().inspect_err(broken).ok()
});

/// What is held against its codings, and what was decided; checked by the same tests.
static DISCUSSION: LazyLock<Discussion> = LazyLock::new(|| {
    let load = |library| Discussion::load(library, SHIPPED_DISCUSSION.0, SHIPPED_DISCUSSION.1);
    let broken =
        |errors: &LoadErrors| tracing::error!(%errors, "the objections to the norm library are broken");
    LIBRARY.and_then(|library| load(library).inspect_err(broken).ok()).unwrap_or_default()
});

/// Who read its rows; checked by the same tests.
static READINGS: LazyLock<Readings> = LazyLock::new(|| {
    let broken =
        |errors: &LoadErrors| tracing::error!(%errors, "the readings of the norm library are broken");
    let load = |library| Readings::load(library, SHIPPED_READINGS).inspect_err(broken).ok();
    LIBRARY.and_then(load).unwrap_or_default()
});

/// What a request under `/norms` is answered with.
#[derive(Debug)]
pub(crate) enum Answer {
    Page(Markup),
    /// The same for programs.
    Json(Value),
    /// The same for spreadsheets.
    Csv(String),
    /// The page has another address.
    Elsewhere(String),
    /// There is no such page.
    Missing,
    /// A page that says which value it does not know.
    Refused(Markup),
    /// The same for programs: the value.
    Unknown(String),
}

/// How a page is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Json,
    Csv,
}

/// A request under `/norms`, with what every page needs.
pub(crate) struct Reading<'a> {
    visit: &'a Visit,
    library: &'static Library,
    discussion: &'a Discussion,
    text_library: &'a TextLibrary,
    at: Date,
    /// The day of the request; pages for another day say so.
    today: Date,
    format: Format,
}

/// Answers a request for reading. `wants_json` says whether the client asked for JSON in its `Accept` header.
pub(crate) fn answer(visit: &Visit, text_library: &TextLibrary, wants_json: bool) -> Answer {
    let Some(reading) = Reading::new(visit, text_library, wants_json) else { return Answer::Missing };
    let rest = visit.path.strip_prefix("/norms").unwrap_or_default().trim_matches('/');
    let decoded = decoded(rest);
    // The page of a question says it beside its form.
    if decoded != "routes"
        && let Some(value) = reading.unknown_value()
    {
        return reading.refusal(value);
    }
    match decoded.as_str() {
        "" => atlas::home(&reading),
        "calendar" => atlas::calendar(&reading),
        "instruments" => instrument::list(&reading),
        "provisions" => provision::provisions(&reading),
        "compare" => compare::matrix(&reading),
        "compare/cell" => compare::cell(&reading),
        "gaps" => compare::gaps(&reading),
        "routes" => route::routes(&reading),
        "check" => check::form(&reading),
        "redline" => redline::of_instruments(&reading),
        other => below(&reading, other),
    }
}

/// Answers a request with a member of the query that its address does not know.
pub(crate) fn refused_member(
    visit: &Visit,
    text_library: &TextLibrary,
    wants_json: bool,
    name: &str,
) -> Answer {
    Reading::new(visit, text_library, wants_json).map_or(Answer::Missing, |reading| reading.refusal(name))
}

/// The library that ships with the program, for pages of a process; nothing where it is broken.
pub(crate) fn library() -> Option<&'static Library> {
    *LIBRARY
}

/// The places that have law of their own, with their names in the page's language, in the order of those names.
pub(crate) fn place_choices(visit: &Visit) -> Vec<(String, String)> {
    let Some(library) = *LIBRARY else { return Vec::new() };
    let named = |place: &Place| {
        (place.code().to_owned(), maru_norms::explain::place_name(place, visit.tag(), library))
    };
    let mut choices: Vec<(String, String)> = library.jurisdictions().iter().map(named).collect();
    choices.sort_by(|a, b| compare(visit.tag(), &a.1, &b.1));
    choices
}

/// The name of a place in the page's language.
pub(crate) fn place_words(visit: &Visit, code: &str) -> Option<String> {
    let library = (*LIBRARY)?;
    Some(maru_norms::explain::place_name(&library.places().find(code)?, visit.tag(), library))
}

/// Addresses with a place or an instrument in them.
fn below(reading: &Reading<'_>, path: &str) -> Answer {
    match path.split_once('/').unwrap_or((path, "")) {
        ("place", rest) => place::answer(reading, rest),
        (instrument, "") => instrument::one(reading, instrument),
        (instrument, "contents") => text::contents(reading, instrument),
        (instrument, "redline") => redline::of_versions(reading, instrument),
        (instrument, place) => provision::at(reading, instrument, place),
    }
}

/// The section of the node's first page that leads into the atlas.
pub(crate) fn for_home(visit: &Visit, text_library: &TextLibrary) -> Markup {
    Reading::new(visit, text_library, false).map_or_else(|| html! {}, |reading| atlas::for_home(&reading))
}

/// Answers a draft that was sent to `/norms/check`.
pub(crate) fn answer_check(
    visit: &Visit,
    text_library: &TextLibrary,
    content_type: &str,
    body: &[u8],
    wants_json: bool,
) -> Answer {
    match Reading::new(visit, text_library, wants_json) {
        Some(reading) => check::result(&reading, &crate::upload::fields(content_type, body)),
        None => Answer::Missing,
    }
}

/// A path without its percent signs; a plus stays a plus there.
fn decoded(path: &str) -> String {
    let query = format!("path={}", path.replace('+', "%2B").replace('&', "%26"));
    pairs_of(&query).into_iter().map(|(_, value)| value).next().unwrap_or_default()
}

impl<'a> Reading<'a> {
    fn new(visit: &'a Visit, text_library: &'a TextLibrary, wants_json: bool) -> Option<Self> {
        let library = (*LIBRARY)?;
        let today = visit.now.day();
        let at = visit.asked("at").and_then(|text| parse_date(text).ok()).unwrap_or(today);
        let format = match visit.asked("format") {
            Some("csv") => Format::Csv,
            Some("json") => Format::Json,
            _ if wants_json => Format::Json,
            _ => Format::Html,
        };
        Some(Self { visit, library, discussion: &DISCUSSION, text_library, at, today, format })
    }

    fn page(&self, title: &str, body: &Markup) -> Answer {
        Answer::Page(page(self.visit, title, body))
    }

    /// The same for a question that was not understood.
    fn refused(&self, title: &str, body: &Markup) -> Answer {
        Answer::Refused(page(self.visit, title, body))
    }

    /// Says that a value is unknown.
    fn no_such_value(&self, value: &str) -> Markup {
        html! { p.warn role="alert" { (self.visit.text_with("norms-no-such-value", &[("value", value.to_owned().into())])) } }
    }

    /// The words of a key.
    fn text(&self, key: &str) -> String {
        self.visit.text(key)
    }

    /// The first value of the query that means nothing here. A page that ignored it would answer another question than was asked.
    fn unknown_value(&self) -> Option<&str> {
        fn code<T: Coded>(word: &str) -> bool {
            T::from_code(word).is_some()
        }
        let place = |code: &str| self.library.places().find(&code.trim().to_uppercase()).is_some();
        let known = |name: &str, value: &str| match name {
            "at" | "version" => parse_date(value).is_ok(),
            "axis" => Axis::from_code(value).is_some(),
            "place" | "persons" | "of" => place(value),
            "places" => value.split([',', ' ', ';']).filter(|one| !one.is_empty()).all(place),
            "sanction" => matches!(value, "any" | "direct"),
            "topic" => maru_norms::alias::topic(value).is_some(),
            "use" => value == "*" || code::<UseArea>(value),
            "role" => code::<Role>(value),
            "object" => code::<ObjectClass>(value),
            "format" => matches!(value, "csv" | "json" | "html"),
            "page" => value.parse::<usize>().is_ok_and(|page| page > 0),
            "text" | "beside" => value.parse::<maru_forum::Language>().is_ok(),
            "show" => matches!(value, "changes" | "alike" | "inserted" | "deleted"),
            _ => true,
        };
        let unknown =
            |(name, value): &&(String, String)| !value.trim().is_empty() && !known(name, value.trim());
        self.visit.query.iter().find(unknown).map(|(_, value)| value.as_str())
    }

    /// The answer to a question with such a value.
    fn refusal(&self, value: &str) -> Answer {
        let title = self.text("norms-title");
        match self.format {
            Format::Html => self.refused(
                &title,
                &html! {
                    p.where { a href=(self.visit.link("/norms")) { (title) } }
                    h1 { (title) }
                    (self.no_such_value(value))
                },
            ),
            _ => Answer::Unknown(value.to_owned()),
        }
    }

    /// A value of the query as a place.
    fn asked_place(&self, name: &str) -> Option<Place> {
        self.visit.asked(name).and_then(|code| self.library.places().find(&code.to_uppercase()))
    }

    /// Links to the same page as CSV and JSON.
    fn downloads(&self) -> Markup {
        let link = |format: &str| {
            let mut other = self.visit.clone();
            other.query.retain(|(name, _)| name != "format");
            other.query.push(("format".to_owned(), format.to_owned()));
            self.visit.link(&other.here())
        };
        html! {
            p.soft.small {
                (self.text("norms-as-data")) " "
                a href=(link("csv")) rel="nofollow" { "CSV" } " · " a href=(link("json")) rel="nofollow" { "JSON" }
            }
        }
    }

    /// The same page on other days: the slider, as links.
    fn days(&self) -> Markup {
        let mut days: Vec<Date> = ["2023-01-01", "2024-05-22", "2025-01-01", "2026-01-01"]
            .iter()
            .filter_map(|text| parse_date(text).ok())
            .filter(|day| *day < self.today)
            .collect();
        days.push(self.today);
        let mut coming: Vec<Date> =
            self.library.calendar(self.today, None).into_iter().map(|entry| entry.date).collect();
        coming.dedup();
        days.extend(coming.into_iter().take(5));
        let link = |day: Date| {
            let mut other = self.visit.clone();
            other.query.retain(|(name, _)| name != "at" && name != "format");
            if day != self.today {
                other.query.push(("at".to_owned(), day.to_string()));
            }
            self.visit.link(&other.here())
        };
        html! {
            nav aria-label=(self.text("norms-days")) {
                ul.pages {
                    @for day in days {
                        li {
                            a href=(link(day)) aria-current=[(day == self.at).then_some("date")] {
                                @if day == self.today { (self.text("norms-today")) } @else { (self.day_words(day)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A field that carries the day through a form.
    fn day_field(&self) -> Markup {
        html! {
            @if self.at != self.today { input type="hidden" name="at" value=(self.at); }
            (self.visit.language_field())
        }
    }

    /// Those parts of the query that say what is read, as the end of an address.
    fn kept(&self, names: &[&str]) -> String {
        let pairs = self.visit.query.iter().filter(|(name, _)| names.contains(&name.as_str()));
        let pairs: Vec<String> =
            pairs.map(|(name, value)| format!("{name}={}", crate::visit::encoded(value))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// Links to the pages before and after this one of a part of an instrument.
    fn pager(&self, end: &str, instrument: &str, page: usize, pages: usize, kept: &[&str]) -> Markup {
        self.pager_at(&format!("/norms/{instrument}/{}", crate::visit::encoded(end)), page, pages, kept)
    }

    /// The same at any address.
    fn pager_at(&self, address: &str, page: usize, pages: usize, kept: &[&str]) -> Markup {
        let kept = self.kept(kept);
        let joint = if kept.is_empty() { '?' } else { '&' };
        let link = |page: usize| self.link(&format!("{address}{kept}{joint}page={page}"));
        html! {
            @if pages > 1 {
                nav aria-label=(self.text("layout-pages")) {
                    ul.pages {
                        @if page > 1 { li { a rel="prev" href=(link(page - 1)) { (self.text("layout-previous")) } } }
                        li { (self.visit.text_with("layout-page-of", &[("page", page.into()), ("pages", pages.into())])) }
                        @if page < pages { li { a rel="next" href=(link(page + 1)) { (self.text("layout-next")) } } }
                    }
                }
            }
        }
    }

    /// An address under `/norms`, with the day and language it is read in.
    fn link(&self, address: &str) -> String {
        if self.at == self.today {
            return self.visit.link(address);
        }
        let joint = if address.contains('?') { '&' } else { '?' };
        self.visit.link(&format!("{address}{joint}at={}", self.at))
    }
}

/// Rows as CSV; writing to memory cannot fail short of memory itself.
fn csv_of(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Answer {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut written = writer.write_record(header);
    for row in rows {
        written = written.and_then(|()| writer.write_record(row.iter().map(|cell| guarded(cell))));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    match written {
        Ok(()) => Answer::Csv(String::from_utf8_lossy(&bytes).into_owned()),
        Err(_) => Answer::Missing,
    }
}
