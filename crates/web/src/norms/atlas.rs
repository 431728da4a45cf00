//! The atlas: what is law today, and what changes next.

use maru_norms::code::Coded;
use maru_norms::{CalendarEntry, Level};
use maud::{Markup, html};
use serde_json::json;

use super::{Answer, Format, Reading, csv_of, place};

/// Dates on the first page; all are on the calendar's own page.
const NEXT_DATES: usize = 6;
/// Dates on the first page of the node.
const DATES_AT_HOME: usize = 3;

pub(super) fn home(reading: &Reading<'_>) -> Answer {
    let library = reading.library;
    let levels = library.levels(reading.at);
    let count = |wanted: Level| {
        levels
            .iter()
            .filter(|row| row.level == Some(wanted) && row.applicability.to_string() == "now")
            .count()
    };
    let counts: Vec<(Level, usize)> = Level::ALL.iter().rev().map(|level| (*level, count(*level))).collect();
    let entries = library.calendar(reading.at, None);
    match reading.format {
        Format::Json => Answer::Json(json!({
            "at": reading.at, "instruments": library.instruments(), "calendar": entries,
            "applying": counts.iter().map(|(level, n)| (level.code(), *n)).collect::<std::collections::BTreeMap<_, _>>(),
        })),
        Format::Csv => csv_of(
            &["level", "provisions applying"],
            counts.into_iter().map(|(level, n)| vec![level.code().to_owned(), n.to_string()]),
        ),
        Format::Html => {
            let title = reading.text("norms-title");
            let figures =
                [("instruments", library.instruments().len().into()), ("provisions", levels.len().into())];
            let body = html! {
                h1 { (title) }
                p.lead { (reading.visit.text_with("norms-lead", &figures)) }
                (place::form(reading, None))
                (doors(reading))
                h2 { (reading.visit.text_with("norms-law-on", &[("date", reading.day_words(reading.at).into())])) }
                (reading.days())
                (level_counts(reading, &counts))
                (reading.level_legend())
                h2 { (reading.text("norms-next")) }
                (calendar_table(reading, entries.iter().take(NEXT_DATES)))
                p { a href=(reading.link("/norms/calendar")) { (reading.text("norms-all-dates")) } }
                p.note { (reading.text("norms-advice")) }
                (reading.downloads())
            };
            reading.page(&title, &body)
        }
    }
}

/// The section of the node's first page that leads into the atlas.
pub(super) fn for_home(reading: &Reading<'_>) -> Markup {
    let entries = reading.library.calendar(reading.at, None);
    let figures = [
        ("instruments", reading.library.instruments().len().into()),
        ("provisions", reading.library.provisions().len().into()),
    ];
    html! {
        section aria-labelledby="law" {
            h2 #law { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
            p { (reading.visit.text_with("norms-lead", &figures)) }
            (place::form(reading, None))
            h3 { (reading.text("norms-next")) }
            (calendar_table(reading, entries.iter().take(DATES_AT_HOME)))
            p { a href=(reading.link("/norms")) { (reading.text("norms-enter")) } }
        }
    }
}

/// The ways in.
fn doors(reading: &Reading<'_>) -> Markup {
    let doors = ["compare", "gaps", "routes", "instruments", "check", "redline", "adopted"];
    html! {
        ul.acts {
            @for door in doors {
                li {
                    a href=(reading.link(&format!("/norms/{door}"))) { (reading.text(&format!("norms-{door}"))) }
                    (reading.text(&format!("norms-{door}-hint")))
                }
            }
        }
    }
}

fn level_counts(reading: &Reading<'_>, counts: &[(Level, usize)]) -> Markup {
    let most = counts.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    html! {
        table {
            caption { (reading.text("norms-level-caption")) }
            thead { tr { th scope="col" { (reading.text("norms-level")) } th.n scope="col" { (reading.text("norms-provisions")) } } }
            tbody {
                @for (level, n) in counts {
                    tr {
                        th scope="row" {
                            (reading.level(Some(*level)))
                            svg.tally viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                                rect.a width=(n * 1000 / most) height="8" {}
                            }
                        }
                        td.n { (n) }
                    }
                }
            }
        }
    }
}

/// Every coming date.
pub(super) fn calendar(reading: &Reading<'_>) -> Answer {
    let entries = reading.library.calendar(reading.at, None);
    let undated = reading.library.undated(reading.at);
    match reading.format {
        Format::Json => Answer::Json(json!({ "after": reading.at, "entries": entries, "undated": undated })),
        Format::Csv => csv_of(
            &["date", "event", "provision", "level"],
            entries.iter().map(|one| {
                let level = one.level.map_or("", Coded::code).to_owned();
                vec![one.date.to_string(), one.event.code().to_owned(), one.provision.to_string(), level]
            }),
        ),
        Format::Html => {
            let title = reading.text("norms-next");
            let body = html! {
                p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
                h1 { (title) }
                (calendar_table(reading, entries.iter()))
                @if !undated.is_empty() {
                    h2 { (reading.text("norms-undated")) }
                    ul { @for id in &undated { li { (reading.provision_name(id)) } } }
                }
                (reading.downloads())
            };
            reading.page(&title, &body)
        }
    }
}

pub(super) fn calendar_table<'a>(
    reading: &Reading<'_>,
    entries: impl Iterator<Item = &'a CalendarEntry>,
) -> Markup {
    html! {
        table.stack {
            thead { tr {
                th scope="col" { (reading.text("norms-date")) }
                th scope="col" { (reading.text("norms-provision")) }
                th scope="col" { (reading.text("norms-level")) }
                th scope="col" { (reading.text("norms-event")) }
                th scope="col" { (reading.text("norms-says")) }
            } }
            tbody {
                @for one in entries {
                    tr {
                        th scope="row" { (reading.day(one.date)) }
                        td { (reading.provision_name(&one.provision)) }
                        td data-of=(reading.text("norms-level")) { (reading.short_level(one.level)) }
                        td { (reading.word("event", one.event.code())) }
                        td { @if let Some(provision) = reading.library.provision(one.provision.as_str()) { (reading.paraphrase(provision)) } }
                    }
                }
            }
        }
    }
}
