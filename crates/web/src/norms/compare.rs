//! Comparison: the matrix, one of its cells side by side, and the gaps.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use maru_norms::code::{Coded, Topic};
use maru_norms::routes::{Standing, Teeth};
use maru_norms::{
    Assessment, Axis, Cell, Gap, Known, KnownMissing, LOOKED_COLUMNS, LampKind, Looked, Matrix, Place,
    Provision, looked_cells,
};
use maud::{Markup, html};
use serde_json::json;

use super::{Answer, Format, Reading, csv_of};
use crate::visit::encoded;

/// The jurisdictions with the most provisions stand in the table unless the reader asks for others.
const COLUMNS: usize = 8;

/// The places asked for, or those with the most provisions.
fn columns(reading: &Reading<'_>) -> Vec<Place> {
    let asked: Vec<Place> = reading
        .visit
        .query
        .iter()
        .filter(|(name, _)| name == "places")
        .flat_map(|(_, value)| value.split([',', ' ', ';']))
        .filter_map(|code| reading.library.places().find(&code.trim().to_uppercase()))
        .collect();
    if !asked.is_empty() {
        return asked;
    }
    let mut counts: BTreeMap<Place, usize> = BTreeMap::new();
    for one in reading.library.provisions() {
        *counts.entry(reading.library.instrument_of(one).jurisdiction.clone()).or_default() += 1;
    }
    let mut places: Vec<(Place, usize)> = counts.into_iter().collect();
    places.sort_by_key(|(place, n)| (std::cmp::Reverse(*n), place.clone()));
    places.into_iter().take(COLUMNS).map(|(place, _)| place).collect()
}

fn axis(reading: &Reading<'_>) -> Axis {
    reading.visit.asked("axis").and_then(Axis::from_code).unwrap_or(Axis::Topics)
}

pub(super) fn matrix(reading: &Reading<'_>) -> Answer {
    let everything: Vec<Place> = reading.library.jurisdictions().into_iter().collect();
    // Programs and spreadsheets get every jurisdiction; a page shows as many as a reader can take in.
    let wanted = match reading.format {
        Format::Html => columns(reading),
        _ if reading.visit.asked("places").is_some() => columns(reading),
        _ => everything,
    };
    let matrix = reading.library.compare(axis(reading), reading.at, &wanted);
    match reading.format {
        Format::Json => Answer::Json(json!(matrix)),
        Format::Csv => matrix.to_csv().map_or(Answer::Missing, Answer::Csv),
        Format::Html => {
            let title = reading.text("norms-compare");
            let body = html! {
                p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
                h1 { (title) }
                p { (reading.text("norms-compare-hint")) }
                (axes(reading, matrix.axis))
                (reading.days())
                (matrix_table(reading, &matrix))
                (reading.level_legend())
                (complete(reading, &matrix.columns))
                (places_form(reading, &matrix))
                (reading.downloads())
            };
            reading.page(&title, &body)
        }
    }
}

fn axes(reading: &Reading<'_>, current: Axis) -> Markup {
    html! {
        ul.pages {
            @for axis in Axis::ALL {
                li {
                    a href=(reading.link(&format!("/norms/compare?axis={}", axis.code())))
                        aria-current=[(*axis == current).then_some("true")] { (reading.word("axis", axis.code())) }
                }
            }
        }
    }
}

/// The words of a row of the matrix.
fn row_words(reading: &Reading<'_>, axis: Axis, code: &str) -> String {
    match axis {
        Axis::Topics => reading.word("topic", code),
        Axis::Rights => reading.word("right", code),
        Axis::Risks => {
            let risk = reading.library.risks().iter().find(|risk| risk.code.as_str() == code);
            risk.map_or_else(|| code.to_owned(), |risk| format!("{code} {}", risk.subdomain))
        }
    }
}

fn matrix_table(reading: &Reading<'_>, matrix: &Matrix) -> Markup {
    html! {
        table.stack {
            caption { (reading.visit.text_with("norms-matrix-caption", &[("date", reading.day_words(matrix.at).into())])) }
            thead { tr {
                th scope="col" { (reading.word("axis", matrix.axis.code())) }
                @for place in &matrix.columns { th scope="col" { (reading.place_name(place)) } }
            } }
            tbody {
                @for row in &matrix.rows {
                    tr {
                        th scope="row" { (row_words(reading, matrix.axis, &row.code)) }
                        @for cell in &row.cells { (matrix_cell(reading, matrix.axis, &row.code, cell)) }
                    }
                }
            }
        }
    }
}

fn matrix_cell(reading: &Reading<'_>, axis: Axis, row: &str, cell: &Cell) -> Markup {
    let link =
        format!("/norms/compare/cell?axis={}&row={row}&place={}", axis.code(), encoded(cell.place.code()));
    html! {
        td data-of=(reading.place_name(&cell.place)) {
            @if let Some(best) = cell.best {
                a href=(reading.link(&link)) { (best.code()) } " ×" (cell.count)
                @if cell.low_confidence { abbr.wrong title=(reading.word("confidence", "low")) { "?" } }
            } @else if let Some(above) = cell.inherited {
                a href=(reading.link(&link)) { (above.code()) } " " span.soft.small { (reading.text("norms-from-above")) }
            } @else if cell.count > 0 {
                a href=(reading.link(&link)) { (reading.word("known", cell.known.code())) } " ×" (cell.count)
            } @else { span.soft.small { (reading.word("known", cell.known.code())) } }
            @if let Some(rise) = &cell.rises { br; span.soft.small { "→" (rise.level.code()) " " (reading.day(rise.date)) } }
        }
    }
}

fn places_form(reading: &Reading<'_>, matrix: &Matrix) -> Markup {
    let codes: Vec<&str> = matrix.columns.iter().map(Place::code).collect();
    let all: Vec<String> = reading.library.jurisdictions().iter().map(ToString::to_string).collect();
    html! {
        form method="get" action=(reading.visit.link("/norms/compare")) {
            input type="hidden" name="axis" value=(matrix.axis.code());
            (reading.day_field())
            label for="places" { (reading.text("norms-places")) }
            p.hint #places-hint { (all.join(", ")) }
            input #places name="places" value=(codes.join(", ")) aria-describedby="places-hint";
            button type="submit" { (reading.text("norms-show")) }
        }
    }
}

/// The provisions of a row side by side, of one place or of all.
pub(super) fn cell(reading: &Reading<'_>) -> Answer {
    let axis = axis(reading);
    let Some(row) = reading.visit.asked("row") else { return matrix(reading) };
    let places: Vec<Place> = match reading.asked_place("place") {
        Some(place) => vec![place],
        None => reading.library.jurisdictions().into_iter().collect(),
    };
    let matrix = reading.library.compare(axis, reading.at, &places);
    let cells: Vec<&Cell> =
        matrix.rows.iter().filter(|one| one.code == row).flat_map(|one| &one.cells).collect();
    let mut rows: Vec<(&Provision, Assessment)> = cells
        .iter()
        .flat_map(|cell| &cell.provisions)
        .filter_map(|id| reading.library.provision(id.as_str()))
        .map(|one| (one, reading.library.level(one, reading.at)))
        .collect();
    rows.sort_by_key(|(_, assessed)| std::cmp::Reverse(assessed.level));
    match reading.format {
        Format::Json => {
            let rows = rows.iter().map(|(one, assessed)| {
                json!({ "provision": one, "level": assessed.level, "applicable": assessed.applicability.to_string(),
                    "missing": assessed.missing })
            });
            let known = places.iter().map(|place| known_of(reading, axis, row, place, &cells));
            Answer::Json(json!({ "at": reading.at, "row": row, "provisions": rows.collect::<Vec<_>>(),
                "known": known.map(|one| one.data()).collect::<Vec<_>>() }))
        }
        Format::Csv => {
            let none = places.iter().map(|place| known_of(reading, axis, row, place, &cells));
            let none = none.filter(|one| one.own == 0).map(|one| one.csv());
            let own = rows.iter().map(|one| side_row(reading, &cells, one));
            csv_of(&SIDE_COLUMNS, own.chain(none))
        }
        Format::Html => cell_page(reading, axis, row, &places, &rows),
    }
}

/// The columns of provisions side by side; the last ones are [`LOOKED_COLUMNS`]. A place without any of its own has one line that says what is known.
static SIDE_COLUMNS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let own =
        ["place", "known", "id", "level", "bearer", "deontic", "sanction", "amount", "remedy", "confidence"];
    own.into_iter().chain(LOOKED_COLUMNS).collect()
});

/// What is known of a row of the matrix in one place.
struct KnownOf {
    place: Place,
    known: Known,
    /// How many provisions of its own apply.
    own: usize,
    looked: Vec<Looked>,
    missing: Vec<KnownMissing>,
}

fn known_of(reading: &Reading<'_>, axis: Axis, row: &str, place: &Place, cells: &[&Cell]) -> KnownOf {
    let cell = cells.iter().find(|cell| cell.place == *place);
    let topic = Topic::from_code(row).filter(|_| axis == Axis::Topics);
    let answer = topic.map(|topic| reading.library.answer(place, topic, reading.at));
    KnownOf {
        place: place.clone(),
        // A row on which no place has anything is left out of the matrix.
        known: cell.map_or(Known::NotCoded, |cell| cell.known),
        own: cell.map_or(0, |cell| cell.provisions.len()),
        looked: cell.map(|cell| cell.looked.clone()).unwrap_or_default(),
        missing: answer.map(|answer| answer.missing).unwrap_or_default(),
    }
}

impl KnownOf {
    fn data(&self) -> serde_json::Value {
        json!({ "place": self.place, "known": self.known, "looked": self.looked, "missing": self.missing })
    }

    fn csv(&self) -> Vec<String> {
        let (place, known) = (self.place.to_string(), self.known.code().to_owned());
        let empty = std::iter::repeat_n(String::new(), SIDE_COLUMNS.len() - LOOKED_COLUMNS.len() - 2);
        [place, known].into_iter().chain(empty).chain(looked_cells(&self.looked)).collect()
    }
}

fn side_row(
    reading: &Reading<'_>,
    cells: &[&Cell],
    (one, assessed): &(&Provision, Assessment),
) -> Vec<String> {
    let bearers: Vec<&str> = one.duty_bearers().iter().map(|role| role.code()).collect();
    let place = &reading.library.instrument_of(one).jurisdiction;
    let cell = cells.iter().find(|cell| cell.place == *place);
    let own = vec![
        place.to_string(),
        cell.map_or(Known::Law, |cell| cell.known).code().to_owned(),
        one.id.to_string(),
        assessed.level.map_or("", Coded::code).to_owned(),
        bearers.join(";"),
        one.deontic.to_string(),
        one.sanction_kind.to_string(),
        one.sanction_max.clone(),
        one.remedy.clone(),
        one.confidence.to_string(),
    ];
    own.into_iter().chain(looked_cells(&[])).collect()
}

fn cell_page(
    reading: &Reading<'_>,
    axis: Axis,
    row: &str,
    places: &[Place],
    rows: &[(&Provision, Assessment)],
) -> Answer {
    let words = row_words(reading, axis, row);
    let title =
        if let [place] = places { format!("{words} · {}", reading.place_name(place)) } else { words };
    let all = format!("/norms/compare/cell?axis={}&row={row}", axis.code());
    let body = html! {
        p.where {
            a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
            a href=(reading.link(&format!("/norms/compare?axis={}", axis.code()))) { (reading.text("norms-compare")) }
        }
        h1 { (title) }
        (reading.days())
        @if rows.is_empty() { p.note { (reading.text("norms-nothing")) } } @else { (side_by_side(reading, rows)) }
        @if let ([place], Some(topic)) = (places, Topic::from_code(row).filter(|_| rows.is_empty() && axis == Axis::Topics)) {
            (super::place::known(reading, place, topic))
        }
        @if let [place] = places { (reading.completeness(place, &Topic::from_code(row).into_iter().collect::<Vec<_>>())) }
        @if places.len() == 1 { p { a href=(reading.link(&all)) { (reading.text("norms-all-places")) } } }
        (reading.downloads())
    };
    reading.page(&title, &body)
}

fn side_by_side(reading: &Reading<'_>, rows: &[(&Provision, Assessment)]) -> Markup {
    html! {
        table.stack {
            thead { tr {
                th scope="col" { (reading.text("norms-provision")) }
                th scope="col" { (reading.text("norms-level")) }
                th scope="col" { (reading.text("norms-bearer")) }
                th scope="col" { (reading.text("norms-says")) }
                th scope="col" { (reading.text("norms-sanction")) }
                th scope="col" { (reading.text("norms-remedy")) }
            } }
            tbody {
                @for (one, assessed) in rows {
                    tr {
                        th scope="row" { (reading.provision_name(&one.id)) }
                        td data-of=(reading.text("norms-level")) { (reading.short_level(assessed.level)) }
                        td data-of=(reading.text("norms-bearer")) { (reading.words("role", one.duty_bearers())) }
                        td { (reading.paraphrase(one)) }
                        td data-of=(reading.text("norms-sanction")) {
                            (reading.word("sanction", one.sanction_kind.code()))
                            @if !one.sanction_max.is_empty() { ": " (reading.amount(Some(one.sanction_kind), &one.sanction_max)) }
                        }
                        td data-of=(reading.text("norms-remedy")) {
                            @if one.remedy.is_empty() {
                                @for lamp in assessed.lamps.iter().filter(|lamp| lamp.kind == LampKind::Remedy) { (reading.say(&lamp.message())) }
                            } @else { (reading.english(&one.remedy)) }
                        }
                    }
                }
            }
        }
    }
}

/// How much of each place's law the library holds.
fn complete(reading: &Reading<'_>, places: &[Place]) -> Markup {
    html! {
        details.small {
            summary { (reading.text("norms-how-complete")) }
            @for place in places { (reading.completeness(place, &[])) }
        }
    }
}

/// The columns of the table of gaps; the last ones are [`LOOKED_COLUMNS`].
static GAP_COLUMNS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let own = [
        "topic",
        "place",
        "known",
        "standing",
        "routes",
        "covering",
        "weight",
        "conditional",
        "robust",
        "known_missing",
    ];
    own.into_iter().chain(LOOKED_COLUMNS).collect()
});

/// How each place stands on each topic of protection.
pub(super) fn gaps(reading: &Reading<'_>) -> Answer {
    let places = columns(reading);
    let teeth = if reading.visit.asked("sanction") == Some("direct") { Teeth::Direct } else { Teeth::Any };
    let Ok(gaps) = reading.library.gaps(reading.at, teeth, &places) else { return Answer::Missing };
    match reading.format {
        Format::Json => {
            let complete: Vec<_> =
                places.iter().map(|place| reading.library.completeness(place, &[])).collect();
            Answer::Json(
                json!({ "at": reading.at, "sanction": teeth, "gaps": gaps, "completeness": complete }),
            )
        }
        Format::Csv => csv_of(
            &GAP_COLUMNS,
            gaps.iter().map(|gap| {
                let numbers = [gap.routes.to_string(), gap.covering.to_string(), gap.weight.to_string()];
                let names = [
                    gap.topic.to_string(),
                    gap.place.to_string(),
                    gap.known.code().to_owned(),
                    gap.standing.code().to_owned(),
                ];
                // Nothing covers: then nothing was left out, and the cell says neither.
                let robust = gap.robust.map(|robust| robust.to_string()).unwrap_or_default();
                let missing: Vec<String> = gap.missing.iter().map(KnownMissing::name).collect();
                let rest = [gap.conditional.to_string(), robust, missing.join(" | ")];
                let looked = looked_cells(&gap.looked);
                names.into_iter().chain(numbers).chain(rest).chain(looked).collect()
            }),
        ),
        Format::Html => gaps_page(reading, teeth, &places, &gaps),
    }
}

fn gaps_page(reading: &Reading<'_>, teeth: Teeth, places: &[Place], gaps: &[Gap]) -> Answer {
    let title = reading.text("norms-gaps");
    let mut topics: Vec<Topic> = gaps.iter().map(|gap| gap.topic).collect();
    topics.dedup();
    let body = html! {
        p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
        h1 { (title) }
        p { (reading.text("norms-gaps-hint")) }
        ul.pages {
            @for (value, code) in [(Teeth::Any, "any"), (Teeth::Direct, "direct")] {
                li { a href=(reading.link(&format!("/norms/gaps?sanction={code}")))
                    aria-current=[(value == teeth).then_some("true")] { (reading.word("teeth", code)) } }
            }
        }
        (reading.days())
        table.stack {
            thead { tr {
                th scope="col" { (reading.text("norms-topic")) }
                @for place in places { th scope="col" { (reading.place_name(place)) } }
            } }
            tbody {
                @for topic in topics {
                    tr {
                        th scope="row" { (reading.word("topic", topic.code())) }
                        @for gap in gaps.iter().filter(|gap| gap.topic == topic) { (gap_cell(reading, teeth, gap)) }
                    }
                }
            }
        }
        p.soft.small { (reading.text("norms-gaps-note")) }
        (complete(reading, places))
        (reading.downloads())
    };
    reading.page(&title, &body)
}

fn gap_cell(reading: &Reading<'_>, teeth: Teeth, gap: &Gap) -> Markup {
    let sanction = if teeth == Teeth::Direct { "&sanction=direct" } else { "" };
    let link = format!("/norms/routes?persons={}&topic={}{sanction}", encoded(gap.place.code()), gap.topic);
    html! {
        td data-of=(reading.place_name(&gap.place)) {
            a href=(reading.link(&link)) {
                (reading.word("standing-short", gap.standing.code()))
                @if gap.standing == Standing::Routes { " " (gap.routes) }
            }
            @if gap.conditional { " (" (reading.text("norms-under-condition")) ")" }
            @if gap.robust == Some(false) { " " abbr title=(reading.text("norms-uncertain")) { "?" } }
        }
    }
}
