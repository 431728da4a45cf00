//! Provisions: what the library holds of each, with its lamps, sources and doubts.

use maru_norms::code::Coded;
use maru_norms::dispute::{FieldReadings, Held};
use maru_norms::suggest::suggest;
use maru_norms::{Assessment, FurtherField, Provision, UseScope};
use maud::{Markup, html};
use serde_json::json;

use super::{Answer, Format, READINGS, Reading, instrument, text};
use crate::visit::encoded;

/// All provisions; as a page they stand under their instruments.
pub(super) fn provisions(reading: &Reading<'_>) -> Answer {
    match reading.format {
        Format::Json => Answer::Json(json!(reading.library.provisions())),
        Format::Csv => reading.library.provisions_csv().map_or(Answer::Missing, Answer::Csv),
        Format::Html => instrument::list(reading),
    }
}

/// What stands at a place in an instrument: a coded provision (`Art 27`) or a unit of its text (`art_27`).
pub(super) fn at(reading: &Reading<'_>, instrument: &str, place: &str) -> Answer {
    match reading.library.provision(&format!("{instrument}:{place}")) {
        Some(provision) => provision_answer(reading, provision),
        None => text::unit(reading, instrument, place),
    }
}

fn provision_answer(reading: &Reading<'_>, one: &Provision) -> Answer {
    let assessed = reading.library.level(one, reading.at);
    match reading.format {
        Format::Json => Answer::Json(json!({
            "at": reading.at, "provision": one, "level": assessed.level, "lamps": assessed.lamps,
            "applicable": assessed.applicability.to_string(), "missing": assessed.missing,
            "readings": discussed(reading, one), "readers": READINGS.readers(&one.id),
            "note": reading.library.further_value(&one.id, FurtherField::Note),
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
    let title = reading.library.name_of(&one.id, reading.visit.tag());
    let body = html! {
        p.where {
            a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
            a href=(reading.link(&format!("/norms/{}", instrument.id))) { (reading.title(instrument)) }
        }
        h1 { (reading.citation(one)) }
        @if assessed.applicability.is_untold() {
            p.warn { (reading.applies(&assessed.applicability)) ". " (reading.text("norms-words-not-of-day")) }
        }
        p.lead { (reading.paraphrase(one)) }
        p { (reading.level(assessed.level)) " " (reading.lamp_row(assessed)) " · " (reading.applies_in_words(assessed)) (reading.doubt(one.confidence)) }
        (reading.days())
        (reading.level_legend())
        (reading.lamps(assessed))
        (reading.missing(assessed))
        h2 { (reading.text("norms-coding")) }
        (provision_facts(reading, one))
        (reading.claims(one.id.as_str()))
        (objections(reading, one))
        (in_the_text(reading, one))
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
    let risks: Vec<String> =
        one.risks.iter().map(|risk| reading.word("risk", &risk.as_str().replace('.', "-"))).collect();
    let word = |words: String| html! { (words) };
    let english = |words: &str| html! { @if !words.is_empty() { (reading.english(words)) } };
    let further = |field: FurtherField| {
        let value = reading.library.further_value(&one.id, field).unwrap_or_default();
        match maru_norms::parse_date(value) {
            Ok(day) => reading.day(day),
            Err(_) => english(value),
        }
    };
    let facts = [
        ("norms-type", word(reading.word("type", one.statement_type.code()))),
        ("norms-deontic", word(reading.word("deontic", one.deontic.code()))),
        ("norms-bearer", word(reading.words("role", one.duty_bearers()))),
        ("norms-aim", english(&one.aim)),
        ("norms-object", word(reading.words("object", &one.object))),
        ("norms-condition", english(&one.condition)),
        (
            "norms-threshold",
            word(one.threshold.message().map(|words| reading.say(&words)).unwrap_or_default()),
        ),
        ("norms-exemptions", word(reading.words("exemption", &one.exemptions))),
        ("norms-uses", word(uses)),
        ("norms-topics", word(reading.words("topic", &one.topics))),
        ("norms-risks", word(risks.join(", "))),
        ("norms-rights", word(reading.words("right", &one.rights))),
        (
            "norms-reach",
            word(
                reading.library.reach_of(one).map(|reach| reading.say(&reach.message())).unwrap_or_default(),
            ),
        ),
        (
            "norms-sanction",
            html! {
                (reading.word("sanction", one.sanction_kind.code()))
                @if !one.sanction_max.is_empty() { ": " (reading.amount(Some(one.sanction_kind), &one.sanction_max)) }
                @if !one.sanction_locus.is_empty() { " (" (sanction_place(reading, one)) ")" }
            },
        ),
        ("norms-remedy", english(&one.remedy)),
        ("norms-duty-from", html! { @if let Some(day) = one.applies_from { (reading.day(day)) } }),
        ("norms-until", html! { @if let Some(day) = one.applies_until { (reading.day(day)) } }),
        ("norms-wording-from", further(FurtherField::WordingFrom)),
        ("norms-wording-by", further(FurtherField::WordingBy)),
        ("norms-manner", further(FurtherField::Manner)),
        (
            "norms-confidence",
            html! { (reading.word("confidence", one.confidence.code())) (reading.doubt_sign(one.confidence)) },
        ),
        ("norms-readers", readers(reading, one)),
        ("norms-note", further(FurtherField::Note)),
        ("norms-source", english(&reading.library.instrument_of(one).source)),
    ];
    reading.facts(&facts)
}

/// How many people read the row, and in which text the second did.
fn readers(reading: &Reading<'_>, one: &Provision) -> Markup {
    let readers = READINGS.readers(&one.id);
    html! {
        @match &readers.second {
            Some(second) => {
                (reading.text("norms-readers-two")) ": " (reading.day(second.read_on))
                @if second.read_in.is_empty() { ", " (reading.text("norms-readers-no-text")) }
                @else { ", " (reading.text_read(&second.read_in)) }
                @if !readers.open.is_empty() {
                    ". " (reading.text("norms-readers-open")) ": "
                    @for (place, field) in readers.open.iter().enumerate() {
                        @if place > 0 { ", " } (reading.field_name(field))
                    }
                }
            }
            None => { (reading.text(if readers.count == 0 { "norms-readers-unknown" } else { "norms-readers-one" })) }
        }
    }
}

/// Where the consequence is written, as readers of the page's language write it.
fn sanction_place(reading: &Reading<'_>, one: &Provision) -> String {
    let instrument = reading.library.instrument_of(one);
    reading.library.locus_in(instrument, &one.sanction_locus, reading.visit.tag())
}

/// The fields that somebody reads otherwise than the library, or that a process decided.
fn discussed(reading: &Reading<'_>, one: &Provision) -> Vec<FieldReadings> {
    let mut readings = reading.discussion.readings(one, &[]);
    readings.retain(FieldReadings::is_discussed);
    readings
}

/// What is held against the coding, and what was decided, field by field.
pub(super) fn objections(reading: &Reading<'_>, one: &Provision) -> Markup {
    let readings = discussed(reading, one);
    html! {
        @if !readings.is_empty() {
            h2 { (reading.text("norms-objections")) }
            table.stack {
                caption { (reading.text("norms-objections-caption")) }
                thead { tr {
                    @for column in ["norms-claim-field", "norms-claim-says", "norms-why", "norms-standing"] {
                        th scope="col" { (reading.text(column)) }
                    }
                } }
                tbody { @for field in &readings {
                    @for Held { objection, standing } in &field.objections { tr {
                        th scope="row" { (reading.field_name(field.field)) }
                        td { b { (reading.claimed(field.field, &objection.proposed)) } }
                        td { bdi { (objection.by) } ": " bdi { (objection.reason) } " (" bdi { (objection.source) } ", " (reading.day(objection.date)) ")" }
                        td { (reading.word("objection", standing.code())) }
                    } }
                    @if let Some(adopted) = &field.adopted { tr {
                        th scope="row" { (reading.field_name(field.field)) }
                        td { b { (reading.claimed(field.field, &adopted.value)) } }
                        td { bdi { (adopted.process) } ", " (reading.visit.text_with("record-entry-number", &[("number", adopted.entry.into())])) ", " (reading.day(adopted.date)) }
                        td { (reading.word("objection", "decision")) }
                    } }
                } }
            }
        }
    }
}

/// Where the provision stands in the text, when this node holds one.
fn in_the_text(reading: &Reading<'_>, one: &Provision) -> Markup {
    let asked = text::asked(reading, one.instrument_id.as_str());
    let units = asked
        .as_ref()
        .map(|asked| maru_norms::units_of(&one.locus, &asked.held.document))
        .unwrap_or_default();
    html! {
        @if let Some(asked) = &asked && !units.is_empty() {
            p {
                (reading.text("norms-in-the-text")) " "
                @for (place, unit) in units.iter().filter_map(|place| asked.held.document.unit(&place.unit)).enumerate() {
                    @if place > 0 { ", " }
                    a href=(reading.link(&format!("/norms/{}/{}", one.instrument_id, encoded(unit.id.as_str())))) {
                        (text::in_language(&asked.held.edition.language, &text::label(unit)))
                    }
                }
                @if units.iter().all(|place| !place.exact) { " (" (reading.text("norms-nearest")) ")" }
            }
        }
    }
}

/// What the words alone suggest, marked as a suggestion; shown where it differs from the coding.
fn suggestion(reading: &Reading<'_>, one: &Provision) -> Markup {
    // Of the sentence that the reader sees; a definition or exemption orders nothing that words could suggest otherwise.
    let sentence = reading.library.paraphrase_in(one, reading.visit.tag());
    let found = suggest(sentence.language, sentence.words)
        .filter(|found| one.is_regulative() && found.deontic != one.deontic);
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
