//! A draft against all law in force: its text, read by rule, or for those who code rows of the library's schema.

use maru_norms::code::Coded;
use maru_norms::suggest::LANGUAGES;
use maru_norms::{
    Beside, DraftReport, DraftRow, DraftSentence, Lack, LoadErrors, Place, SHIPPED, TextReport, Verdict,
};
use maud::{Markup, html};
use serde_json::json;

use super::{Answer, Format, Reading, csv_of};
use crate::upload::Field;

/// The name of the draft in messages about its rows.
const FILE: &str = "draft.csv";
/// How many gaps of the draft are listed.
const LACKS: usize = 20;

/// The form, and for programs the row to begin from.
pub(super) fn form(reading: &Reading<'_>) -> Answer {
    match reading.format {
        Format::Html => page(reading, &Sent::default(), &html! {}),
        Format::Csv => Answer::Csv(example()),
        Format::Json => Answer::Missing,
    }
}

/// The header and one row of the library under another name: what a draft looks like.
fn example() -> String {
    let text = String::from_utf8_lossy(SHIPPED.provisions);
    let header = text.lines().next().unwrap_or_default();
    let row = text.lines().find(|line| line.starts_with("kr-ai-basic-act:Art 31(3),")).unwrap_or_default();
    format!("{header}\n{}\n", row.replace("kr-ai-basic-act", "my-draft"))
}

/// What was sent.
#[derive(Default)]
struct Sent<'a> {
    place: &'a str,
    language: &'a str,
    text: &'a str,
    file: &'a str,
    rows: &'a str,
    /// Whether some field was no text.
    unreadable: bool,
}

impl<'a> Sent<'a> {
    fn of(fields: &'a [Field]) -> Self {
        let value = |name: &str| {
            let mut all = fields.iter().filter(|(key, _)| key == name);
            all.find_map(|(_, value)| value.as_deref()).unwrap_or_default()
        };
        Self {
            place: value("place").trim(),
            language: value("language").trim(),
            text: value("text"),
            file: value("file"),
            rows: value("draft"),
            unreadable: fields.iter().any(|(_, value)| value.is_none()),
        }
    }

    /// The file counts before the field: whoever chose one means it.
    fn words(&self) -> &'a str {
        if self.file.trim().is_empty() { self.text } else { self.file }
    }
}

fn page(reading: &Reading<'_>, sent: &Sent<'_>, found: &Markup) -> Answer {
    let title = reading.text("norms-check");
    let place = if sent.place.is_empty() { "KR" } else { sent.place };
    let language = if sent.language.is_empty() { reading.visit.tag() } else { sent.language };
    let body = html! {
        p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
        h1 { (title) }
        p { (reading.text("norms-check-hint")) }
        (found)
        form method="post" enctype="multipart/form-data" action=(reading.link("/norms/check")) {
            label for="place" { (reading.text("norms-jurisdiction")) }
            (super::place::select(reading, "place", place))
            label for="language" { (reading.text("norms-draft-language")) }
            select #language name="language" {
                @for tag in LANGUAGES.iter().copied() {
                    option value=(tag) selected[tag == language] {
                        (reading.language(&maru_text::LanguageTag(tag.to_owned())))
                    }
                }
            }
            label for="text" { (reading.text("norms-draft-text")) }
            p.hint #text-hint { (reading.text("norms-draft-text-hint")) }
            textarea #text name="text" rows="10" dir="auto" aria-describedby="text-hint" { (sent.text) }
            label for="file" { (reading.text("norms-draft-file")) }
            input #file name="file" type="file" accept=".txt,.md,text/plain,text/markdown";
            details open[!sent.rows.is_empty()] {
                summary { (reading.text("norms-draft-coded")) }
                label for="draft" { (reading.text("norms-draft-rows")) }
                textarea #draft name="draft" rows="6" spellcheck="false" placeholder=(example()) { (sent.rows) }
            }
            button.go type="submit" { (reading.text("norms-check-button")) }
        }
    };
    reading.page(&title, &body)
}

/// A field's value in words: codes by their names, the rest as it stands.
fn shown(reading: &Reading<'_>, field: maru_norms::Field, value: &str) -> Markup {
    let kind = match field {
        maru_norms::Field::Deontic => "deontic",
        maru_norms::Field::Sanction => "sanction",
        maru_norms::Field::Testable => "testable",
        maru_norms::Field::Exemptions => "exemption",
        maru_norms::Field::Amount => return reading.amount(None, value),
        _ => return reading.english(value),
    };
    let words: Vec<String> =
        value.split(';').filter(|code| !code.is_empty()).map(|code| reading.word(kind, code)).collect();
    html! { (words.join(", ")) }
}

/// What was found about a draft that was sent.
pub(super) fn result(reading: &Reading<'_>, fields: &[Field]) -> Answer {
    let sent = Sent::of(fields);
    let refuse = |words: String| match reading.format {
        Format::Json => Answer::Json(json!({ "errors": [words] })),
        _ => page(reading, &sent, &html! { p.warn role="alert" { (words) } }),
    };
    let unknown = |value: &str| {
        refuse(reading.visit.text_with("norms-no-such-value", &[("value", value.to_owned().into())]))
    };
    let Some(place) = reading.library.places().find(&sent.place.to_uppercase()) else {
        return unknown(sent.place);
    };
    let language = if sent.language.is_empty() { reading.visit.tag() } else { sent.language };
    if !LANGUAGES.contains(&language) {
        return unknown(language);
    }
    if sent.unreadable {
        return refuse(reading.text("norms-draft-not-text"));
    }
    if !sent.rows.trim().is_empty() {
        return coded(reading, &sent, &place);
    }
    if sent.words().trim().is_empty() {
        return refuse(reading.text("norms-draft-empty"));
    }
    let report = reading.library.check_text(language, sent.words(), &place, reading.at);
    match reading.format {
        Format::Json => Answer::Json(json!(report)),
        Format::Csv => text_csv(&report),
        Format::Html => page(reading, &sent, &text_findings(reading, language, &report)),
    }
}

/// Rows instead of a text, for those who code.
fn coded(reading: &Reading<'_>, sent: &Sent<'_>, place: &Place) -> Answer {
    let draft = sent.rows;
    match (reading.library.check_draft(FILE, draft.as_bytes(), place, reading.at), reading.format) {
        (Err(errors), Format::Json) => Answer::Json(json!({ "errors": messages(&errors) })),
        (Err(errors), _) => page(reading, sent, &complaints(reading, &errors)),
        (Ok(report), Format::Json) => Answer::Json(json!(report)),
        (Ok(report), Format::Csv) => as_csv(&report),
        (Ok(report), Format::Html) => page(reading, sent, &findings(reading, &report)),
    }
}

fn text_csv(report: &TextReport) -> Answer {
    let rows = report.duties.iter().flat_map(|one| {
        let deontic = one.suggested.deontic.as_ref().map_or("", |found| found.deontic.code()).to_owned();
        let topics: Vec<&str> = one.topics.iter().map(|topic| topic.code()).collect();
        let row = move |other: String| vec![one.words.clone(), deontic.clone(), topics.join(";"), other];
        let beside: Vec<String> = one.nearest.iter().map(|beside| beside.other.to_string()).collect();
        if beside.is_empty() { vec![row(String::new())] } else { beside.into_iter().map(row).collect() }
    });
    csv_of(&["sentence", "suggested_deontic", "suggested_topics", "nearest"], rows)
}

/// How many of the draft's duties are shown on one page; all are in the JSON and CSV.
const SHOWN: usize = 40;

fn text_findings(reading: &Reading<'_>, language: &str, report: &TextReport) -> Markup {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let figures = [("read", count(report.duties.len()).into()), ("all", count(report.sentences).into())];
    html! {
        h2 { (reading.text("norms-draft-whole")) }
        p.note { (reading.text("norms-draft-suggested")) }
        p { (reading.visit.text_with("norms-draft-read", &figures)) }
        @if report.duties.is_empty() { p { (reading.text("norms-draft-none")) } }
        @for one in report.duties.iter().take(SHOWN) { (duty(reading, language, one)) }
        @if !report.lacks.is_empty() {
            @if report.unjudged > 0 {
                @let untold = [("read", count(report.duties.len()).into()), ("unjudged", count(report.unjudged).into())];
                h2 { (reading.visit.text_with("norms-lacks-among-read", &untold)) }
            } @else { h2 { (reading.text("norms-lacks")) } }
            p.note { (reading.text("norms-lacks-note")) }
            (lack_table(reading, &report.lacks))
        }
    }
}

fn duty(reading: &Reading<'_>, language: &str, one: &DraftSentence) -> Markup {
    let deontic = one.suggested.deontic.as_ref().map(|found| reading.word("deontic", found.deontic.code()));
    let sanction = one.suggested.sanction.map(|kind| reading.word("sanction", kind.code()));
    html! {
        h3 lang=(language) dir="auto" { (one.words) }
        dl.facts {
            @if let Some(deontic) = deontic { dt { (reading.text("norms-deontic")) } dd { (deontic) } }
            @if !one.suggested.bearer.is_empty() {
                dt { (reading.text("norms-bearer")) } dd { (reading.words("role", &one.suggested.bearer)) }
            }
            @if let Some(sanction) = sanction { dt { (reading.text("norms-sanction")) } dd { (sanction) } }
            @if !one.topics.is_empty() { dt { (reading.text("norms-topics")) } dd { (reading.words("topic", &one.topics)) } }
        }
        @if one.topics.is_empty() { p.soft { (reading.text("norms-draft-no-topic")) } }
        @if !one.nearest.is_empty() {
            p { (reading.text("norms-beside")) }
            ul {
                @for beside in &one.nearest {
                    li {
                        (reading.provision_name(&beside.other)) " · " (reading.place_name(&beside.place)) " · " (reading.short_level(beside.level))
                        @if let Some(other) = reading.library.provision(beside.other.as_str()) { br; (reading.paraphrase(other)) }
                    }
                }
            }
        }
    }
}

fn messages(errors: &LoadErrors) -> Vec<String> {
    errors.0.iter().map(ToString::to_string).collect()
}

fn complaints(reading: &Reading<'_>, errors: &LoadErrors) -> Markup {
    html! {
        div.warn role="alert" {
            p { (reading.text("norms-draft-unreadable")) }
            ul { @for text in messages(errors) { li lang="en" { (text) } } }
        }
    }
}

fn as_csv(report: &DraftReport) -> Answer {
    let rows = report.rows.iter().flat_map(|row| {
        row.nearest.iter().flat_map(move |beside| {
            beside.fields.iter().map(move |field| {
                vec![
                    row.id.to_string(),
                    beside.other.to_string(),
                    field.field.code().to_owned(),
                    field.verdict.code().to_owned(),
                    field.draft.clone(),
                    field.other.clone(),
                ]
            })
        })
    });
    csv_of(&["draft", "other", "field", "verdict", "draft_value", "other_value"], rows)
}

fn findings(reading: &Reading<'_>, report: &DraftReport) -> Markup {
    let regulative: usize = report.levels.values().sum();
    html! {
        h2 { (reading.text("norms-draft-whole")) }
        p {
            (reading.visit.text_with("norms-draft-share", &[
                ("share", reading.visit.share(report.share_with_direct_teeth).into()),
                ("count", regulative.into()),
            ]))
        }
        @if !report.missing.is_empty() {
            ul { @for (what, n) in &report.missing { li { (reading.word("missing", what.code())) ": " (n) } } }
        }
        @for row in &report.rows { (draft_row(reading, row)) }
        (lacks(reading, report))
    }
}

fn draft_row(reading: &Reading<'_>, row: &DraftRow) -> Markup {
    html! {
        h3 { (row.id) }
        p { (reading.level(row.level)) }
        @for beside in &row.nearest { (beside_table(reading, beside)) }
    }
}

fn beside_table(reading: &Reading<'_>, beside: &Beside) -> Markup {
    html! {
        table.stack {
            caption {
                (reading.text("norms-beside")) " " (reading.provision_name(&beside.other)) " · "
                (reading.place_name(&beside.place)) " · " (reading.short_level(beside.level))
            }
            thead { tr {
                th scope="col" { (reading.text("norms-field")) }
                th scope="col" { (reading.text("norms-verdict")) }
                th scope="col" { (reading.text("norms-draft")) }
                th scope="col" { (reading.text("norms-other")) }
            } }
            tbody {
                @for field in beside.fields.iter().filter(|field| field.verdict != Verdict::Equal) {
                    tr {
                        th scope="row" { (reading.word("field", field.field.code())) }
                        td { b { (reading.word("verdict", field.verdict.code())) } }
                        td data-of=(reading.text("norms-draft")) { (shown(reading, field.field, &field.draft)) }
                        td data-of=(reading.text("norms-other")) { (shown(reading, field.field, &field.other)) }
                    }
                }
            }
        }
    }
}

fn lacks(reading: &Reading<'_>, report: &DraftReport) -> Markup {
    html! {
        h2 { (reading.text("norms-lacks")) }
        (lack_table(reading, &report.lacks))
    }
}

fn lack_table(reading: &Reading<'_>, lacks: &[Lack]) -> Markup {
    html! {
        table.stack {
            thead { tr {
                th scope="col" { (reading.text("norms-topic")) }
                th scope="col" { (reading.text("norms-bearer")) }
                th scope="col" { (reading.text("norms-places")) }
                th scope="col" { (reading.text("norms-example")) }
            } }
            tbody {
                @for lack in lacks.iter().take(LACKS) {
                    @let places: Vec<String> = lack.places.iter().map(|place| reading.place_name(place)).collect();
                    tr {
                        th scope="row" { (reading.word("topic", lack.topic.code())) }
                        td { (reading.word("role", lack.bearer.code())) }
                        td { (places.join(", ")) }
                        td { (reading.provision_name(&lack.example)) }
                    }
                }
            }
        }
    }
}
