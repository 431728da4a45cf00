//! The desk of a joint statement: putting demands, noting that it was handed over, bringing in a list of signatories.

use maru_forum::{DEMAND_LIMIT, DEMAND_LINE_LIMIT, DEMAND_WORDS_LIMIT, Office};
use maud::{Markup, html};

use super::demand::best;
use super::list::{COLUMNS, Row};
use crate::common::ProcessView;
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;

/// A page of the desk for whoever holds an office; others are told whose it is.
fn desk_page(
    view: &ProcessView<'_>,
    (name, office): (&str, Office),
    fault: Option<&str>,
    body: &Markup,
) -> Markup {
    let visit = view.visit;
    let heading = visit.text(&format!("desk-{name}"));
    let holds = view.me.is_some_and(|me| view.process.offices.may_act_as(me, office));
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (heading) }
        p.lead { (visit.text(&format!("desk-{name}-lead"))) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if view.process.drafts.is_empty() { p.note { (visit.text("endorsement-no-text")) } }
        @else if !holds || view.process.stage.is_over() { p.warn { (visit.text_with("endorsement-desk-only", &[("office", visit.text(&format!("people-office-{}", office.as_str())).into())])) } }
        @else { (body) }
    };
    process_page(view, &heading, &body)
}

/// The form that puts a demand in each language of the charter.
pub(crate) fn demand(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let known: Vec<_> = view
        .process
        .demands
        .iter()
        .map(|one| {
            let words = one.now().and_then(|said| best(view, &said.put.texts));
            let words = words.and_then(|words| view.words_of(&words.digest)).map(|(_, text)| text);
            let short: String = words.unwrap_or_default().chars().take(60).collect();
            (one.entry.to_string(), format!("{} · {short}", one.entry))
        })
        .collect();
    let body = form.form(&view.link("/desk/demands"), "demand-put-send", &html! {
        @for language in &view.process.charter.languages {
            @let name = format!("text-{language}");
            label for=(name) { (visit.text_with("demand-put-text", &[("language", visit.language_name(language).into())])) }
            textarea id=(name) name=(name) rows="2" lang=(language) dir=(language.direction()) required maxlength=(DEMAND_LIMIT) { (typed.get(&name)) }
        }
        label for="to" { (visit.text("demand-put-to")) }
        input #to name="to" dir="auto" required maxlength=(DEMAND_LINE_LIMIT) value=(typed.get("to"));
        (form.line("unit", &visit.text("demand-put-unit"), ""))
        @if !known.is_empty() { (form.choice_if_any("of", &visit.text("demand-put-of"), &known)) }
    });
    desk_page(view, ("demands", Office::Drafter), fault, &body)
}

/// The form that notes that the statement was handed over.
pub(crate) fn handover(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let versions: Vec<_> = view
        .process
        .drafts
        .iter()
        .rev()
        .map(|draft| {
            let words = visit.text_with("endorsement-version-number", &[("version", draft.version.into())]);
            (draft.entry.to_string(), words)
        })
        .collect();
    let line = |name: &str, key: &str, required: bool| {
        html! {
            label for=(name) { (visit.text(key)) }
            input id=(name) name=(name) dir="auto" required[required] maxlength=(DEMAND_LINE_LIMIT) value=(typed.get(name));
        }
    };
    let body = form.form(&view.link("/desk/handover"), "demand-handover-send", &html! {
        (form.choice("draft", &visit.text("endorsement-version"), &versions, ""))
        (line("to", "demand-handover-to", true))
        (line("process", "demand-handover-process", false))
        p.hint { (visit.text("demand-handover-here")) }
        (line("entry", "demand-handover-entry", false))
        (form.day("day", &visit.text("demand-handover-day"), ""))
        (line("means", "demand-handover-means", true))
        label for="text" { (visit.text("demand-handover-words")) }
        textarea #text name="text" rows="3" dir="auto" maxlength=(DEMAND_WORDS_LIMIT) { (typed.get("text")) }
        (form.choice_if_any("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages)))
    });
    desk_page(view, ("handover", Office::Secretariat), fault, &body)
}

/// A list of signatories: pasted, looked at, brought in.
pub(crate) fn signatories(
    view: &ProcessView<'_>,
    typed: &Typed,
    rows: Option<&[Row]>,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let whole = rows.is_some_and(|rows| rows.iter().all(|row| row.read.is_ok()));
    let body = html! {
        p { (visit.text("endorsement-list-columns")) " " code { (COLUMNS.join(",")) } }
        @if let Some(rows) = rows { (preview(view, rows)) }
        form method="post" action=(view.link("/desk/signatories")) {
            (form.area("text", &visit.text("organisation-list-field"), ""))
            (form.choice("language", &visit.text("organisation-language"), &offered(visit, &view.process.charter.languages), ""))
            (form.line("source", &visit.text("endorsement-list-source"), ""))
            (form.line("url", &visit.text("endorsement-list-url"), ""))
            (form.line("licence", &visit.text("endorsement-list-licence"), ""))
            (form.reason())
            button type="submit" name="act" value="look" { (visit.text("organisation-list-look")) } " "
            @if whole { button.go type="submit" name="act" value="enter" { (visit.text_with("endorsement-list-enter", &[("count", rows.map_or(0, <[Row]>::len).into())])) } }
        }
    };
    desk_page(view, ("signatories", Office::Secretariat), fault, &body)
}

fn preview(view: &ProcessView<'_>, rows: &[Row]) -> Markup {
    let visit = view.visit;
    let wrong = rows.iter().filter(|row| row.read.is_err()).count();
    html! {
        p role="status" class=(if wrong > 0 { "wrong" } else { "note" }) {
            (visit.text_with("endorsement-list-read", &[("count", rows.len().into()), ("wrong", wrong.into())]))
        }
        ul.rows {
            @for row in rows {
                li {
                    (visit.text_with("organisation-list-line", &[("line", row.line.into())])) " · " bdi { (row.name) } " · "
                    @match &row.read {
                        Ok(one) => (visit.text(&format!("endorsement-kind-{}", one.kind.as_str()))),
                        Err(fault) => b { (visit.text(&format!("endorsement-list-fault-{}", fault.as_str()))) },
                    }
                }
            }
        }
    }
}
