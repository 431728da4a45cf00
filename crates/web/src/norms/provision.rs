//! Instruments and provisions: what the library holds, row by row, with sources and doubts.

use maru_norms::code::Coded;
use maru_norms::suggest::suggest;
use maru_norms::{Assessment, Instrument, Provision, SHIPPED, UseScope};
use maud::{Markup, html};
use serde_json::json;

use super::{Answer, Format, Reading};
use crate::visit::encoded;

/// All instruments, by jurisdiction.
pub(super) fn instruments(reading: &Reading<'_>) -> Answer {
    let mut all: Vec<&Instrument> = reading.library.instruments().iter().collect();
    match reading.format {
        Format::Json => Answer::Json(json!(all)),
        Format::Csv => Answer::Csv(String::from_utf8_lossy(SHIPPED.instruments).into_owned()),
        Format::Html => {
            all.sort_by_key(|one| (reading.place_name(&one.jurisdiction), one.adopted));
            let title = reading.text("norms-instruments");
            let body = html! {
                p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
                h1 { (title) }
                (instrument_table(reading, &all))
                (reading.downloads())
            };
            reading.page(&title, &body)
        }
    }
}

fn instrument_table(reading: &Reading<'_>, all: &[&Instrument]) -> Markup {
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
                            a href=(reading.link(&format!("/norms/{}", one.id))) { (reading.english(&one.title)) }
                            (reading.doubt(one.confidence))
                        }
                        td { (reading.word("binding", one.binding.code())) }
                        td { (reading.word("status", one.status.code())) }
                        td.n { (reading.library.provisions_of(&one.id).count()) }
                    }
                }
            }
        }
    }
}

/// All provisions; as a page they stand under their instruments.
pub(super) fn provisions(reading: &Reading<'_>) -> Answer {
    match reading.format {
        Format::Json => Answer::Json(json!(reading.library.provisions())),
        Format::Csv => Answer::Csv(String::from_utf8_lossy(SHIPPED.provisions).into_owned()),
        Format::Html => instruments(reading),
    }
}

/// An instrument (`/norms/eu-ai-act`) or a provision (`/norms/eu-ai-act/Art 27`).
pub(super) fn one(reading: &Reading<'_>, path: &str) -> Answer {
    let Some((instrument, locus)) = path.split_once('/') else { return instrument(reading, path) };
    match reading.library.provision(&format!("{instrument}:{locus}")) {
        Some(provision) => provision_answer(reading, provision),
        None => Answer::Missing,
    }
}

fn instrument(reading: &Reading<'_>, id: &str) -> Answer {
    let Some(one) = reading.library.instrument(id) else { return Answer::Missing };
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
            Answer::Json(
                json!({ "at": reading.at, "instrument": one, "provisions": provisions.collect::<Vec<_>>() }),
            )
        }
        Format::Csv => super::csv_of(
            &["id", "level", "applicable", "paraphrase"],
            rows.iter().map(|(row, assessed)| {
                let level = assessed.level.map_or("", Coded::code).to_owned();
                vec![row.id.to_string(), level, assessed.applicability.to_string(), row.paraphrase.clone()]
            }),
        ),
        Format::Html => {
            let body = html! {
                p.where {
                    a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
                    a href=(reading.link("/norms/instruments")) { (reading.text("norms-instruments")) }
                }
                h1 { (reading.english(&one.title)) }
                (instrument_facts(reading, one))
                h2 { (reading.text("norms-provisions")) }
                (reading.days())
                (reading.provision_rows(&rows))
                (reading.downloads())
            };
            reading.page(&one.title, &body)
        }
    }
}

fn instrument_facts(reading: &Reading<'_>, one: &Instrument) -> Markup {
    let day = |day: Option<maru_norms::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let reach = one.reach.as_ref().map(ToString::to_string).unwrap_or_default();
    let facts = [
        ("norms-citation", one.citation.clone()),
        ("norms-jurisdiction", reading.place_name(&one.jurisdiction)),
        ("norms-kind", reading.word("kind", one.kind.code())),
        ("norms-binding", reading.word("binding", one.binding.code())),
        ("norms-status", reading.word("status", one.status.code())),
        ("norms-status-note", one.status_note.clone()),
        ("norms-adopted", day(one.adopted)),
        ("norms-in-force", day(one.in_force)),
        ("norms-applies-main", day(one.applies_main)),
        ("norms-ended", day(one.ended)),
        ("norms-reach", reach),
        ("norms-enforcer", one.enforcer.clone()),
        ("norms-max-sanction", one.max_sanction.clone()),
        ("norms-remedy", one.remedy.clone()),
        ("norms-confidence", reading.word("confidence", one.confidence.code())),
        ("norms-source", format!("{} ({})", one.source, one.checked_to)),
    ];
    html! {
        (facts_list(reading, &facts))
        @if let Some(next) = &one.replaced_by {
            p { (reading.text("norms-replaced-by")) " " a href=(reading.link(&format!("/norms/{next}"))) { (next) } }
        }
    }
}

/// Facts with their names; what is empty is left out.
fn facts_list(reading: &Reading<'_>, facts: &[(&str, String)]) -> Markup {
    html! {
        dl.facts {
            @for (key, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
                dt { (reading.text(key)) }
                dd { (value) }
            }
        }
    }
}

fn provision_answer(reading: &Reading<'_>, one: &Provision) -> Answer {
    let assessed = reading.library.level(one, reading.at);
    match reading.format {
        Format::Json => Answer::Json(json!({
            "at": reading.at, "provision": one, "level": assessed.level, "lamps": assessed.lamps,
            "applicable": assessed.applicability.to_string(), "missing": assessed.missing,
        })),
        Format::Csv => super::csv_of(
            &["lamp", "state", "reason", "detail"],
            assessed.lamps.iter().map(|lamp| {
                let codes = [lamp.kind.code(), lamp.state.code(), lamp.reason.code()];
                codes.into_iter().map(str::to_owned).chain([lamp.detail.clone()]).collect()
            }),
        ),
        Format::Html => provision_page(reading, one, &assessed),
    }
}

fn provision_page(reading: &Reading<'_>, one: &Provision, assessed: &Assessment) -> Answer {
    let instrument = reading.library.instrument_of(one);
    let title = format!("{} · {}", one.locus, instrument.title);
    let body = html! {
        p.where {
            a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
            a href=(reading.link(&format!("/norms/{}", instrument.id))) { (reading.english(&instrument.title)) }
        }
        h1 { (one.locus) }
        p.lead { (reading.english(&one.paraphrase)) }
        p { (reading.level(assessed.level)) " · " (reading.applies(&assessed.applicability)) (reading.doubt(one.confidence)) }
        (reading.days())
        (reading.lamps(assessed))
        (reading.missing(assessed))
        h2 { (reading.text("norms-coding")) }
        (provision_facts(reading, one))
        (suggestion(reading, one))
        (provision_links(reading, one))
        (reading.downloads())
    };
    reading.page(&title, &body)
}

fn provision_facts(reading: &Reading<'_>, one: &Provision) -> Markup {
    let uses = match reading.library.use_scope_of(one) {
        UseScope::Listed(areas) => reading.words("use", areas),
        _ => reading.text("norms-use-any"),
    };
    let exemptions: Vec<&str> = one.exemptions.iter().map(|code| code.code()).collect();
    let risks: Vec<&str> = one.risks.iter().map(maru_norms::RiskCode::as_str).collect();
    let facts = [
        ("norms-type", reading.word("type", one.statement_type.code())),
        ("norms-deontic", reading.word("deontic", one.deontic.code())),
        ("norms-bearer", reading.words("role", one.duty_bearers())),
        ("norms-aim", one.aim.clone()),
        ("norms-object", reading.words("object", &one.object)),
        ("norms-condition", one.condition.clone()),
        ("norms-threshold", one.threshold.to_string()),
        ("norms-exemptions", exemptions.join(", ")),
        ("norms-uses", uses),
        ("norms-topics", reading.words("topic", &one.topics)),
        ("norms-risks", risks.join(", ")),
        ("norms-rights", reading.words("right", &one.rights)),
        ("norms-reach", reading.library.reach_of(one).map(ToString::to_string).unwrap_or_default()),
        ("norms-sanction", reading.word("sanction", one.sanction_kind.code())),
        ("norms-confidence", reading.word("confidence", one.confidence.code())),
        ("norms-source", reading.library.instrument_of(one).source.clone()),
    ];
    facts_list(reading, &facts)
}

/// What the words alone suggest, marked as a suggestion; shown where it differs from the coding.
fn suggestion(reading: &Reading<'_>, one: &Provision) -> Markup {
    let found = suggest("en", &one.paraphrase).filter(|found| found.deontic != one.deontic);
    html! {
        @if let Some(found) = found {
            p.note {
                (reading.visit.text_with("norms-suggestion", &[
                    ("words", found.words.into()),
                    ("suggested", reading.word("deontic", found.deontic.code()).into()),
                    ("coded", reading.word("deontic", one.deontic.code()).into()),
                ]))
            }
        }
    }
}

/// From a provision to the questions it belongs to.
fn provision_links(reading: &Reading<'_>, one: &Provision) -> Markup {
    let place = &reading.library.instrument_of(one).jurisdiction;
    html! {
        h2 { (reading.text("norms-further")) }
        ul {
            @for topic in &one.topics {
                li {
                    (reading.word("topic", topic.code())) ": "
                    a href=(reading.link(&format!("/norms/compare/cell?axis=topics&row={topic}"))) { (reading.text("norms-side-by-side")) }
                    " · "
                    a href=(reading.link(&format!("/norms/routes?persons={}&topic={topic}", encoded(place.code())))) {
                        (reading.text("norms-routes"))
                    }
                }
            }
        }
    }
}
