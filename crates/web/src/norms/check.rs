//! A draft against all law in force: rows of the same schema come in, field by field they are compared.

use maru_norms::code::Coded;
use maru_norms::{Beside, DraftReport, DraftRow, LoadErrors, SHIPPED, Verdict};
use maud::{Markup, html};
use serde_json::json;

use super::{Answer, Format, Reading, csv_of};

/// The name of the draft in messages about its rows.
const FILE: &str = "draft.csv";
/// How many gaps of the draft are listed.
const LACKS: usize = 20;

/// The form, with a row to begin from.
pub(super) fn form(reading: &Reading<'_>) -> Answer {
    match reading.format {
        Format::Html => page(reading, &example(), &html! {}),
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

fn page(reading: &Reading<'_>, draft: &str, found: &Markup) -> Answer {
    let title = reading.text("norms-check");
    let body = html! {
        p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
        h1 { (title) }
        p { (reading.text("norms-check-hint")) }
        (found)
        form method="post" action=(reading.link("/norms/check")) {
            label for="place" { (reading.text("norms-jurisdiction")) }
            p.hint #place-hint { (reading.text("norms-persons-hint")) }
            input #place name="place" value="KR" aria-describedby="place-hint";
            label for="draft" { (reading.text("norms-draft-rows")) }
            textarea #draft name="draft" rows="10" spellcheck="false" { (draft) }
            button.go type="submit" { (reading.text("norms-check-button")) }
        }
    };
    reading.page(&title, &body)
}

/// What was found about a draft that was sent.
pub(super) fn result(reading: &Reading<'_>, form: &[(String, String)]) -> Answer {
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let (draft, code) = (field("draft"), field("place").trim().to_uppercase());
    let Some(place) = reading.library.places().find(&code) else {
        let text = reading.visit.text_with("norms-unknown-place", &[("place", code.into())]);
        return page(reading, draft, &html! { p.warn role="alert" { (text) } });
    };
    match (reading.library.check_draft(FILE, draft.as_bytes(), &place, reading.at), reading.format) {
        (Err(errors), Format::Json) => Answer::Json(json!({ "errors": messages(&errors) })),
        (Err(errors), _) => page(reading, draft, &complaints(reading, &errors)),
        (Ok(report), Format::Json) => Answer::Json(json!(report)),
        (Ok(report), Format::Csv) => as_csv(&report),
        (Ok(report), Format::Html) => page(reading, draft, &findings(reading, &report)),
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
                        td data-of=(reading.text("norms-draft")) { (field.draft) }
                        td data-of=(reading.text("norms-other")) { (field.other) }
                    }
                }
            }
        }
    }
}

fn lacks(reading: &Reading<'_>, report: &DraftReport) -> Markup {
    html! {
        h2 { (reading.text("norms-lacks")) }
        table.stack {
            thead { tr {
                th scope="col" { (reading.text("norms-topic")) }
                th scope="col" { (reading.text("norms-bearer")) }
                th scope="col" { (reading.text("norms-places")) }
                th scope="col" { (reading.text("norms-example")) }
            } }
            tbody {
                @for lack in report.lacks.iter().take(LACKS) {
                    @let places: Vec<&str> = lack.places.iter().map(maru_norms::Place::code).collect();
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
