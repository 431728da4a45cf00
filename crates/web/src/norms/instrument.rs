//! Instruments: the list of all, and the page of one with its facts, its text and its coded provisions.

use std::collections::BTreeMap;

use maru_norms::code::Coded;
use maru_norms::{Assessment, Edition, Instrument, Provision, SHIPPED};
use maud::{Markup, html};
use serde_json::json;

use super::text::{self, TextView, in_language};
use super::{Answer, Format, Reading};
use crate::collation::sort_by_name;

/// All instruments, by jurisdiction, then the texts that are nowhere coded.
pub(super) fn list(reading: &Reading<'_>) -> Answer {
    let mut all: Vec<&Instrument> = reading.library.instruments().iter().collect();
    match reading.format {
        Format::Json => Answer::Json(json!(all)),
        Format::Csv => Answer::Csv(String::from_utf8_lossy(SHIPPED.instruments).into_owned()),
        Format::Html => {
            // Within a place the newest stands first: that is what people come for.
            all.sort_by_key(|one| std::cmp::Reverse(one.adopted));
            sort_by_name(reading.visit.tag(), &mut all, |one| reading.place_name(&one.jurisdiction));
            let title = reading.text("norms-instruments");
            let mut texts: BTreeMap<String, Vec<Edition>> = BTreeMap::new();
            for edition in reading.text_library.all() {
                texts.entry(edition.instrument.clone()).or_default().push(edition);
            }
            let body = html! {
                p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
                h1 { (title) }
                (instrument_table(reading, &all, &texts))
                (uncoded(reading, &texts))
                (reading.downloads())
            };
            reading.page(&title, &body)
        }
    }
}

fn instrument_table(
    reading: &Reading<'_>,
    all: &[&Instrument],
    texts: &BTreeMap<String, Vec<Edition>>,
) -> Markup {
    html! {
        table.stack {
            thead { tr {
                th scope="col" { (reading.text("norms-jurisdiction")) }
                th scope="col" { (reading.text("norms-instrument")) }
                th scope="col" { (reading.text("norms-binding")) }
                th scope="col" { (reading.text("norms-status")) }
                th.n scope="col" { (reading.text("norms-provisions")) }
            } }
            tbody {
                @for one in all {
                    tr {
                        td { (reading.place_name(&one.jurisdiction)) }
                        th scope="row" {
                            a href=(reading.link(&format!("/norms/{}", one.id))) { (reading.title(one)) }
                            (reading.doubt(one.confidence))
                            @if texts.contains_key(one.id.as_str()) { " " span.soft.small { (reading.text("norms-has-text")) } }
                        }
                        td { (reading.word("binding", one.binding.code())) }
                        td { (reading.word("status", one.status.code())) }
                        td.n data-of=(reading.text("norms-provisions")) { (reading.library.provisions_of(&one.id).count()) }
                    }
                }
            }
        }
    }
}

/// Texts on this node whose instrument is not in the library.
fn uncoded(reading: &Reading<'_>, texts: &BTreeMap<String, Vec<Edition>>) -> Markup {
    let outside: Vec<(&String, &Edition)> = texts
        .iter()
        .filter(|(id, _)| reading.library.instrument(id).is_none())
        .filter_map(|(id, editions)| Some((id, shown_first(reading, editions)?)))
        .collect();
    html! {
        @if !outside.is_empty() {
            h2 { (reading.text("norms-uncoded")) }
            ul {
                @for (id, edition) in outside {
                    li { a href=(reading.link(&format!("/norms/{id}"))) { (in_language(&edition.language, &edition.title)) } }
                }
            }
        }
    }
}

fn shown_first<'a>(reading: &Reading<'_>, editions: &'a [Edition]) -> Option<&'a Edition> {
    maru_norms::edition_on(editions, &[reading.visit.tag()], reading.at)
}

/// The page of one instrument: of the library, of this node's texts, or of both.
pub(super) fn one(reading: &Reading<'_>, id: &str) -> Answer {
    let asked = text::asked(reading, id);
    let Some(one) = reading.library.instrument(id) else {
        return asked.map_or(Answer::Missing, |asked| uncoded_page(reading, &asked));
    };
    let rows: Vec<(&Provision, Assessment)> = reading
        .library
        .provisions_of(&one.id)
        .map(|row| (row, reading.library.level(row, reading.at)))
        .collect();
    match reading.format {
        Format::Json => {
            let provisions = rows.iter().map(|(row, assessed)| {
                json!({ "provision": row, "level": assessed.level,
                    "applicable": assessed.applicability.to_string(), "missing": assessed.missing })
            });
            let editions = asked.map(|asked| asked.editions).unwrap_or_default();
            Answer::Json(json!({
                "at": reading.at, "instrument": one, "claims": reading.library.facts_of(id),
                "provisions": provisions.collect::<Vec<_>>(), "texts": editions,
            }))
        }
        Format::Csv => super::csv_of(
            &["id", "level", "applicable", "confidence", "paraphrase"],
            rows.iter().map(|(row, assessed)| {
                let level = assessed.level.map_or("", Coded::code).to_owned();
                let applicable = assessed.applicability.to_string();
                vec![
                    row.id.to_string(),
                    level,
                    applicable,
                    row.confidence.to_string(),
                    row.paraphrase.clone(),
                ]
            }),
        ),
        Format::Html => {
            let body = html! {
                p.where {
                    a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
                    a href=(reading.link("/norms/instruments")) { (reading.text("norms-instruments")) }
                }
                h1 { (reading.title(one)) }
                (instrument_facts(reading, one))
                (reading.claims(id))
                @match &asked {
                    Some(asked) => (TextView { reading, asked }.section()),
                    None => (no_text(reading, id)),
                }
                h2 { (reading.text("norms-coded-provisions")) }
                (reading.days())
                (reading.provision_rows(&rows))
                (reading.downloads())
            };
            reading.page(reading.library.title_in(one, reading.visit.tag()).words, &body)
        }
    }
}

fn no_text(reading: &Reading<'_>, id: &str) -> Markup {
    html! {
        h2 { (reading.text("norms-the-text")) }
        p { (reading.text("norms-no-text")) }
        p.small { (reading.text("norms-import-how")) " " code { "maru norms text import " (id) " FILE" } }
    }
}

fn uncoded_page(reading: &Reading<'_>, asked: &text::Asked) -> Answer {
    let edition = &asked.held.edition;
    match reading.format {
        Format::Json => Answer::Json(
            json!({ "at": reading.at, "instrument": null, "provisions": [], "texts": asked.editions }),
        ),
        Format::Csv => text::contents(reading, &edition.instrument),
        Format::Html => {
            let body = html! {
                p.where {
                    a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
                    a href=(reading.link("/norms/instruments")) { (reading.text("norms-instruments")) }
                }
                h1 { (in_language(&edition.language, &edition.title)) }
                p.note { (reading.text("norms-uncoded-note")) }
                (reading.days())
                (TextView { reading, asked }.section())
                (reading.downloads())
            };
            reading.page(&edition.title, &body)
        }
    }
}

fn instrument_facts(reading: &Reading<'_>, one: &Instrument) -> Markup {
    let day = |day: Option<maru_norms::Date>| html! { @if let Some(day) = day { (reading.day(day)) } };
    let reach = one.reach.as_ref().map(|reach| reading.say(&reach.message())).unwrap_or_default();
    let english = |words: &str| html! { @if !words.is_empty() { (reading.english(words)) } };
    let facts = [
        ("norms-citation", english(&one.citation)),
        ("norms-jurisdiction", html! { (reading.place_name(&one.jurisdiction)) }),
        ("norms-kind", html! { (reading.word("kind", one.kind.code())) }),
        ("norms-binding", html! { (reading.word("binding", one.binding.code())) }),
        ("norms-status", html! { (reading.word("status", one.status.code())) }),
        ("norms-status-note", english(&one.status_note)),
        ("norms-adopted", day(one.adopted)),
        ("norms-in-force", day(one.in_force)),
        ("norms-applies-main", day(one.applies_main)),
        ("norms-ended", day(one.ended)),
        ("norms-reach", html! { (reach) }),
        ("norms-enforcer", english(&one.enforcer)),
        (
            "norms-max-sanction",
            html! { @if !one.max_sanction.is_empty() { (reading.amount(None, &one.max_sanction)) } },
        ),
        ("norms-remedy", english(&one.remedy)),
        (
            "norms-confidence",
            html! { (reading.word("confidence", one.confidence.code())) (reading.doubt_sign(one.confidence)) },
        ),
        ("norms-source", html! { (english(&one.source)) " (" (one.checked_to) ")" }),
    ];
    html! {
        (reading.facts(&facts))
        @if let Some(next) = &one.replaced_by {
            p { (reading.text("norms-replaced-by")) " " a href=(reading.link(&format!("/norms/{next}"))) { (reading.instrument_title(next.as_str(), "")) } }
        }
    }
}
