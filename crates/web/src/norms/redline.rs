//! Redlines: any two versions of an instrument, and any two instruments.

use std::sync::Arc;

use maru_norms::{Date, Edition, edition_on, parse_date, versions};
use maru_text::{Change, ChangeKind, Redline, RedlineCounts, RedlineUnit, UnitChange};
use maud::{Markup, html};
use serde_json::json;

use super::text::direction;
use super::text_library::HeldText;
use super::{Answer, Format, Reading, csv_of};
use crate::collation::compare;
use crate::common::pages_that_fit;
use crate::visit::{Visit, encoded};

/// Bytes of changed words on one page.
const PAGE_BYTES: usize = 14_000;
/// What a unit costs besides its words.
const UNIT_BYTES: usize = 120;
/// Unchanged words longer than this are cut in their middle; the data have them whole.
const CONTEXT_CHARACTERS: usize = 240;
/// Parts of an address that say what is compared.
const KEPT: [&str; 6] = ["from", "to", "a", "b", "text", "show"];

/// Two texts to be compared.
struct Two {
    old: Arc<HeldText>,
    new: Arc<HeldText>,
}

/// Two versions of one instrument: `from` and `to` are days; without them, the last two versions.
pub(super) fn of_versions(reading: &Reading<'_>, instrument: &str) -> Answer {
    let editions = reading.text_library.editions(instrument);
    let days = versions(&editions);
    if editions.is_empty() {
        return Answer::Missing;
    }
    let asked = |name: &str| reading.visit.asked(name).and_then(|day| parse_date(day).ok());
    let last = |back: usize| days.len().checked_sub(back).and_then(|at| days.get(at)).copied();
    let (Some(from), Some(to)) = (asked("from").or(last(2)).or(last(1)), asked("to").or(last(1))) else {
        return Answer::Missing;
    };
    let wishes = wishes(reading);
    let of = |day: Date| reading.text_library.text(edition_on(&editions, &wishes, day)?, reading.library);
    let (Some(old), Some(new)) = (of(from), of(to)) else { return Answer::Missing };
    let address = format!("/norms/{instrument}/redline");
    answer(reading, &Two { old, new }, &address, &version_form(reading, &editions, &address, from, to))
}

/// Two instruments: `a` and `b` are ids, with `@` and a day where a version is meant.
pub(super) fn of_instruments(reading: &Reading<'_>) -> Answer {
    let all = reading.text_library.all();
    let address = "/norms/redline";
    let form = instrument_form(reading, &all);
    let found = |name: &str| {
        let (instrument, day) = named(reading.visit.asked(name)?, reading.at);
        let editions: Vec<Edition> = all.iter().filter(|one| one.instrument == instrument).cloned().collect();
        reading.text_library.text(edition_on(&editions, &wishes(reading), day)?, reading.library)
    };
    match (found("a"), found("b"), reading.format) {
        (Some(old), Some(new), _) => answer(reading, &Two { old, new }, address, &form),
        (_, _, Format::Html) => question(reading, &all, &form),
        _ => Answer::Missing,
    }
}

/// `eu-ai-act@2024-06-13` as an id and a day.
fn named(value: &str, today: Date) -> (&str, Date) {
    let Some((instrument, day)) = value.split_once('@') else { return (value, today) };
    (instrument, parse_date(day).unwrap_or(today))
}

fn wishes<'a>(reading: &'a Reading<'_>) -> Vec<&'a str> {
    reading.visit.asked("text").into_iter().chain([reading.visit.tag(), "en"]).collect()
}

fn question(reading: &Reading<'_>, all: &[Edition], form: &Markup) -> Answer {
    let title = reading.text("norms-redline-two");
    let body = html! {
        p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
        h1 { (title) }
        p { (reading.text("norms-redline-hint")) }
        @if all.is_empty() { p.note { (reading.text("norms-no-texts")) " " code { "maru norms text import" } } } @else { (form) }
    };
    reading.page(&title, &body)
}

fn answer(reading: &Reading<'_>, two: &Two, address: &str, form: &Markup) -> Answer {
    let redline = reading.text_library.redline(&two.old, &two.new);
    let shown = Show::asked(reading, two);
    let units: Vec<&RedlineUnit> = redline.units.iter().filter(|unit| shown.takes(unit)).collect();
    match reading.format {
        Format::Json => Answer::Json(json!({
            "old": two.old.edition, "new": two.new.edition, "counts": redline.counts(), "units": units,
        })),
        Format::Csv => csv_of(
            &["change", "old_unit", "new_unit", "old_text", "new_text"],
            units.iter().map(|unit| {
                let id =
                    |id: &Option<maru_text::UnitId>| id.as_ref().map(ToString::to_string).unwrap_or_default();
                let side = |drop| words_without(unit, drop);
                let change = change_code(unit.change).to_owned();
                vec![
                    change,
                    id(&unit.old_id),
                    id(&unit.new_id),
                    side(ChangeKind::Insert),
                    side(ChangeKind::Delete),
                ]
            }),
        ),
        Format::Html => page(reading, two, address, form, &redline, &units, shown),
    }
}

fn page(
    reading: &Reading<'_>,
    two: &Two,
    address: &str,
    form: &Markup,
    redline: &Redline,
    units: &[&RedlineUnit],
    shown: Show,
) -> Answer {
    let (old, new) = (&two.old.edition, &two.new.edition);
    let title = if old.instrument == new.instrument {
        format!(
            "{} · {}",
            reading.text("norms-what-changed"),
            reading.instrument_title(&new.instrument, &new.title)
        )
    } else {
        reading.text("norms-redline-two")
    };
    let pages = paged(units);
    let page = reading.visit.asked_page().min(pages.len().max(1));
    let range = pages.get(page - 1).cloned().unwrap_or(0..0);
    let body = html! {
        p.where {
            a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
            a href=(reading.link(&format!("/norms/{}", new.instrument))) { (reading.instrument_title(&new.instrument, &new.title)) }
        }
        h1 { (title) }
        (sides(reading, two))
        @if old.language != new.language { p.warn { (reading.text("norms-redline-languages")) } }
        (counts(reading, &redline.counts(), address, shown))
        @if units.is_empty() { p.note { (reading.text("norms-redline-none")) } }
        div.law lang=(new.language) dir=(direction(&new.language)) {
            @for unit in &units[range] { (changed_unit(reading, two, unit)) }
        }
        (reading.pager_at(address, page, pages.len().max(1), &KEPT))
        (form)
        (reading.downloads())
    };
    reading.page(&title, &body)
}

fn sides(reading: &Reading<'_>, two: &Two) -> Markup {
    let line = |edition: &Edition| {
        html! {
            a href=(reading.link(&format!("/norms/{}?version={}&text={}", edition.instrument, edition.version, encoded(&edition.language.0)))) {
                (reading.instrument_title(&edition.instrument, &edition.title))
            }
            ", " (reading.visit.text_with("norms-version-of", &[("date", edition.version.to_string().into())]))
            ", " (reading.language(&edition.language))
        }
    };
    html! {
        dl.facts {
            dt { del { (reading.text("norms-redline-old")) } } dd { (line(&two.old.edition)) }
            dt { ins { (reading.text("norms-redline-new")) } } dd { (line(&two.new.edition)) }
        }
    }
}

/// Which units of a redline are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    /// All to which something happened.
    Changes,
    /// Those that both texts have, changed or not.
    Alike,
    /// Only what the new text has.
    Inserted,
    /// Only what the old text has.
    Deleted,
}

impl Show {
    const ALL: [(Self, &str); 4] = [
        (Self::Changes, "changes"),
        (Self::Alike, "alike"),
        (Self::Inserted, "inserted"),
        (Self::Deleted, "deleted"),
    ];

    /// What the address asks for; two instruments have little in common, so what they share comes first.
    fn asked(reading: &Reading<'_>, two: &Two) -> Self {
        let asked = reading.visit.asked("show");
        let known = Self::ALL.iter().find(|(_, name)| asked == Some(name)).map(|(show, _)| *show);
        let same = two.old.edition.instrument == two.new.edition.instrument;
        known.unwrap_or(if same { Self::Changes } else { Self::Alike })
    }

    fn takes(self, unit: &RedlineUnit) -> bool {
        match self {
            Self::Changes => unit.change != UnitChange::Unchanged,
            Self::Alike => unit.old_id.is_some() && unit.new_id.is_some() && !unit.text.is_empty(),
            Self::Inserted => unit.change == UnitChange::Inserted,
            Self::Deleted => unit.change == UnitChange::Deleted,
        }
    }
}

/// How many units changed in which way, in words.
pub(crate) fn counted(visit: &Visit, counts: &RedlineCounts) -> String {
    let numbers: [(&'static str, usize); 5] = [
        ("changed", counts.changed),
        ("inserted", counts.inserted),
        ("deleted", counts.deleted),
        ("moved", counts.moved),
        ("unchanged", counts.unchanged),
    ];
    visit.text_with("norms-redline-counts", &numbers.map(|(name, number)| (name, number.into())))
}

/// The changed units that fit into so many bytes, in order.
pub(crate) fn first_changes(redline: &Redline, bytes: usize) -> Vec<&RedlineUnit> {
    let mut left = bytes;
    let fits = |unit: &&RedlineUnit| {
        let parts = unit.number.iter().chain(&unit.heading).chain(&unit.text);
        let size: usize = parts.map(|part| part.text.len()).sum();
        let fits = size <= left;
        left = left.saturating_sub(size);
        fits
    };
    redline.changed().take_while(fits).collect()
}

fn counts(reading: &Reading<'_>, counts: &RedlineCounts, address: &str, shown: Show) -> Markup {
    let kept = reading.kept(&["from", "to", "a", "b", "text"]);
    let joint = if kept.is_empty() { '?' } else { '&' };
    html! {
        p { (counted(reading.visit, counts)) }
        ul.pages aria-label=(reading.text("norms-redline-show")) {
            @for (show, name) in Show::ALL {
                li { a href=(reading.link(&format!("{address}{kept}{joint}show={name}"))) aria-current=[(show == shown).then_some("true")] {
                    (reading.word("redline-show", name)) } }
            }
        }
    }
}

fn changed_unit(reading: &Reading<'_>, two: &Two, unit: &RedlineUnit) -> Markup {
    let edition = if unit.new_id.is_some() { &two.new.edition } else { &two.old.edition };
    let id = unit.id().map(ToString::to_string).unwrap_or_default();
    let link = format!(
        "/norms/{}/{}?version={}&text={}",
        edition.instrument,
        encoded(&id),
        edition.version,
        encoded(&edition.language.0)
    );
    let was = unit.old_id.as_ref().filter(|old| unit.new_id.as_ref().is_some_and(|new| new != *old));
    html! {
        div.change {
            p.small.soft lang=(reading.visit.tag()) dir=(reading.visit.locale.direction()) {
                a href=(reading.link(&link)) { bdi { (id) } } " · " (reading.word("change-of-unit", change_code(unit.change)))
                @if let Some(was) = was { " · " (reading.text("norms-redline-was")) " " bdi { (was) } }
            }
            @if !unit.heading.is_empty() { p { b { (marked(reading.visit, &unit.number)) " " (marked(reading.visit, &unit.heading)) } } }
            @if !unit.text.is_empty() || unit.heading.is_empty() {
                p { @if unit.heading.is_empty() { b { (marked(reading.visit, &unit.number)) } " " } (marked(reading.visit, &unit.text)) }
            }
        }
    }
}

/// Words with what went and what came. Programs that read aloud do not say which words are struck out, and copied words lose their
/// lines, so “24” and “6” would become “246”: words that only they see say which is which.
pub(crate) fn marked(visit: &Visit, changes: &[Change]) -> Markup {
    let aside = |words: &str| html! { i { (words) } };
    html! {
        @for change in changes {
            @match change.kind {
                ChangeKind::Equal => (shortened(&change.text)),
                ChangeKind::Insert => { (aside(&visit.text("draft-put-in"))) ins { (change.text) } (aside("] ")) },
                ChangeKind::Delete => { (aside(&visit.text("draft-taken-out"))) del { (change.text) } (aside("] ")) },
            }
        }
    }
}

/// Long unchanged words with their middle left out.
fn shortened(text: &str) -> String {
    if text.chars().count() <= CONTEXT_CHARACTERS {
        return text.to_owned();
    }
    let half = CONTEXT_CHARACTERS / 2;
    let start: String = text.chars().take(half).collect();
    let end: Vec<char> = text.chars().rev().take(half).collect();
    format!("{start} […] {}", end.into_iter().rev().collect::<String>())
}

pub(crate) fn change_code(change: UnitChange) -> &'static str {
    match change {
        UnitChange::Unchanged => "unchanged",
        UnitChange::Changed => "changed",
        UnitChange::Inserted => "inserted",
        UnitChange::Deleted => "deleted",
        UnitChange::Moved => "moved",
    }
}

fn words_without(unit: &RedlineUnit, drop: ChangeKind) -> String {
    let parts = [&unit.number, &unit.heading, &unit.text];
    let side = |changes: &[Change]| -> String {
        changes.iter().filter(|change| change.kind != drop).map(|change| change.text.as_str()).collect()
    };
    parts.iter().map(|part| side(part)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Ranges of units that fit a page each.
pub(crate) fn paged(units: &[&RedlineUnit]) -> Vec<std::ops::Range<usize>> {
    let cost = |change: &Change| match change.kind {
        ChangeKind::Equal => change.text.len().min(CONTEXT_CHARACTERS),
        _ => change.text.len(),
    };
    let size = |unit: &&RedlineUnit| {
        let parts = unit.number.iter().chain(&unit.heading).chain(&unit.text);
        UNIT_BYTES + parts.map(cost).sum::<usize>()
    };
    pages_that_fit(units.iter().map(size), PAGE_BYTES)
}

fn version_form(reading: &Reading<'_>, editions: &[Edition], address: &str, from: Date, to: Date) -> Markup {
    let days = versions(editions);
    let choice = |name: &str, chosen: Date| {
        html! {
            label for=(name) { (reading.text(if name == "from" { "norms-redline-old" } else { "norms-redline-new" })) }
            select id=(name) name=(name) {
                @for day in &days { option value=(day) selected[*day == chosen] { (day) } }
            }
        }
    };
    html! {
        h2 { (reading.text("norms-redline-others")) }
        form method="get" action=(reading.visit.link(address)) {
            (reading.visit.language_field())
            (choice("from", from)) (choice("to", to))
            button.go type="submit" { (reading.text("norms-show")) }
        }
        p { a href=(reading.link("/norms/redline")) { (reading.text("norms-redline-two")) } }
    }
}

fn instrument_form(reading: &Reading<'_>, all: &[Edition]) -> Markup {
    let mut texts: Vec<(String, String)> = all
        .iter()
        .map(|one| {
            let title = reading.instrument_title(&one.instrument, &one.title);
            (format!("{}@{}", one.instrument, one.version), format!("{title} ({})", one.version))
        })
        .collect();
    texts.dedup_by(|one, other| one.0 == other.0);
    texts.sort_by(|one, other| compare(reading.visit.tag(), &one.1, &other.1));
    texts.dedup_by(|one, other| one.0 == other.0);
    let choice = |name: &str, label: &str| {
        let chosen = reading.visit.asked(name).unwrap_or_default();
        html! {
            label for=(name) { (reading.text(label)) }
            select id=(name) name=(name) {
                @for (value, words) in &texts { option value=(value) selected[value == chosen] { (words) } }
            }
        }
    };
    html! {
        h2 { (reading.text("norms-redline-others")) }
        form method="get" action=(reading.visit.link("/norms/redline")) {
            (reading.day_field())
            (choice("a", "norms-redline-old")) (choice("b", "norms-redline-new"))
            button.go type="submit" { (reading.text("norms-show")) }
        }
    }
}
