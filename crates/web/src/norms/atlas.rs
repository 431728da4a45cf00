//! The atlas: what is law today, what changes next, and how one place stands.

use maru_norms::code::{Coded, Topic};
use maru_norms::routes::{Query, RouteReport, Standing, Weights};
use maru_norms::{Axis, CalendarEntry, Cell, Level, Place, PlaceKind};
use maud::{Markup, html};
use serde_json::json;

use super::{Answer, Format, Reading, csv_of};

/// Dates on the first page; all are on the calendar's own page.
const NEXT_DATES: usize = 6;
/// Topics that a reader of a country's page came for; the law's own mechanics are left out.
const MECHANICS: [Topic; 3] = [Topic::Reach, Topic::Exemption, Topic::Penalty];

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
                (place_form(reading, None))
                (doors(reading))
                h2 { (reading.visit.text_with("norms-law-on", &[("date", reading.at.to_string().into())])) }
                (reading.days())
                (level_counts(reading, &counts))
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

/// The ways in.
fn doors(reading: &Reading<'_>) -> Markup {
    let doors = ["compare", "gaps", "routes", "instruments", "check"];
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

/// The choice of a place: the first of the two clicks to where one's country stands.
fn place_form(reading: &Reading<'_>, chosen: Option<&Place>) -> Markup {
    let mut places: Vec<_> =
        reading.library.places().iter().filter(|entry| entry.kind != PlaceKind::World).collect();
    places.sort_by_key(|entry| (entry.kind, reading.place_name(&entry.place)));
    html! {
        form method="get" action="/norms/place" {
            (reading.day_field())
            label for="of" { (reading.text("norms-choose-place")) }
            select #of name="of" {
                @for entry in places {
                    option value=(entry.place) selected[chosen == Some(&entry.place)] { (reading.place_name(&entry.place)) }
                }
            }
            button.go type="submit" { (reading.text("norms-show")) }
        }
    }
}

/// How one place stands on every topic.
pub(super) fn place(reading: &Reading<'_>) -> Answer {
    let Some(place) = reading.asked_place("of") else { return home(reading) };
    let matrix = reading.library.compare(Axis::Topics, reading.at, std::slice::from_ref(&place));
    let mut rows: Vec<(Topic, Cell, RouteReport)> = Vec::new();
    for row in matrix.rows {
        let topic = Topic::from_code(&row.code).filter(|topic| !MECHANICS.contains(topic));
        if let (Some(topic), Some(cell)) = (topic, row.cells.into_iter().next()) {
            let query = Query::new(place.clone(), vec![topic], reading.at);
            if let Ok(report) = reading.library.routes(&query, &Weights::new()) {
                rows.push((topic, cell, report));
            }
        }
    }
    match reading.format {
        Format::Json => {
            let rows = rows.iter().map(|(topic, cell, report)| {
                json!({ "topic": topic, "cell": cell, "standing": report.standing,
                    "covering": report.covering, "closing": report.closing.amendments })
            });
            Answer::Json(json!({ "at": reading.at, "place": place, "topics": rows.collect::<Vec<_>>() }))
        }
        Format::Csv => csv_of(
            &["topic", "own", "inherited", "standing", "change"],
            rows.iter().map(|(topic, cell, report)| {
                let level = |level: Option<Level>| level.map_or("", Coded::code).to_owned();
                let change = reading.say(&report.closing_sentence());
                vec![
                    topic.to_string(),
                    level(cell.best),
                    level(cell.inherited),
                    report.standing.code().into(),
                    change,
                ]
            }),
        ),
        Format::Html => place_page(reading, &place, &rows),
    }
}

fn place_page(reading: &Reading<'_>, place: &Place, rows: &[(Topic, Cell, RouteReport)]) -> Answer {
    let name = reading.place_name(place);
    let title = reading.visit.text_with("norms-place-title", &[("place", name.into())]);
    let body = html! {
        p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
        h1 { (title) }
        (reading.days())
        table.stack {
            caption { (reading.text("norms-place-caption")) }
            thead { tr {
                th scope="col" { (reading.text("norms-topic")) }
                th scope="col" { (reading.text("norms-best")) }
                th scope="col" { (reading.text("norms-standing")) }
                th scope="col" { (reading.text("norms-what-missing")) }
            } }
            tbody { @for row in rows { (place_row(reading, place, row)) } }
        }
        p.soft.small { (reading.text("norms-place-note")) }
        (reading.downloads())
        (place_form(reading, Some(place)))
    };
    reading.page(&title, &body)
}

fn place_row(reading: &Reading<'_>, place: &Place, row: &(Topic, Cell, RouteReport)) -> Markup {
    let (topic, cell, report) = row;
    let best = cell.best.max(cell.inherited);
    let link = reading.link(&format!("/norms/routes?persons={place}&topic={topic}"));
    html! {
        tr {
            th scope="row" { a href=(link) { (reading.word("topic", topic.code())) } }
            td data-of=(reading.text("norms-best")) {
                (reading.level(best))
                @if cell.low_confidence { (reading.doubt(maru_norms::code::Confidence::Low)) }
                @if let Some(rise) = &cell.rises {
                    br; span.soft { (rise.date) ": " (rise.level.code()) }
                }
            }
            td { (reading.word("standing", report.standing.code())) }
            td.small {
                @if report.standing == Standing::Closed { "–" } @else { (reading.say(&report.closing_sentence())) }
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

fn calendar_table<'a>(reading: &Reading<'_>, entries: impl Iterator<Item = &'a CalendarEntry>) -> Markup {
    html! {
        table.stack {
            thead { tr {
                th scope="col" { (reading.text("norms-date")) }
                th scope="col" { (reading.text("norms-provision")) }
                th scope="col" { (reading.text("norms-level")) }
                th scope="col" { (reading.text("norms-event")) }
            } }
            tbody {
                @for one in entries {
                    tr {
                        th scope="row" { time datetime=(one.date) { (one.date) } }
                        td { (reading.provision_name(&one.provision)) }
                        td data-of=(reading.text("norms-level")) { (reading.short_level(one.level)) }
                        td { (reading.word("event", one.event.code())) }
                    }
                }
            }
        }
    }
}
