//! Obligations as pages: all of them by day, those of one signatory, one with its findings, the form that records one.

use maru_forum::{
    Decision, FindingWord, OBLIGATION_LIMIT, Obligation, Office, Resolution, SIGNATORY_LIMIT, Stage,
};
use maud::{Markup, html};

use crate::commitment::view::{read_in, source_field};
use crate::common::{PAGE_ITEMS, ProcessView};
use crate::draft::name::{plain_name, unit_name};
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::list;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words};
use crate::visit::encoded;

/// Parts of the list.
const PARTS: [&str; 4] = ["all", "unlooked", "missed", "kept"];

pub(super) fn version(view: &ProcessView<'_>, one: &Obligation) -> u32 {
    view.process.drafts.iter().find(|draft| draft.entry == one.owed.draft).map_or(0, |draft| draft.version)
}

fn link(view: &ProcessView<'_>, one: &Obligation) -> Markup {
    html! { a href=(view.link(&format!("/obligations/{}", one.entry))) { (unit_name(view, version(view, one), one.owed.unit.as_str())) } }
}

fn of_signatory(view: &ProcessView<'_>, name: &str) -> Markup {
    html! { a href=(view.link(&format!("/obligations?q={}", encoded(name)))) { bdi { (name) } } }
}

/// How it stands: until when it is due, and how many find what; that nobody looked is an answer of its own.
fn state(view: &ProcessView<'_>, one: &Obligation) -> Markup {
    let (visit, today) = (view.visit, view.visit.now.day());
    let found = one.present_findings(&view.process.ledger);
    html! {
        (visit.text_with(if one.owed.due < today { "commitment-was-due" } else { "commitment-due" }, &[("day", visit.date(one.owed.due).into())]))
        @if let Some(review) = one.owed.review { " · " (visit.text_with("obligation-review-on", &[("day", visit.date(review).into())])) }
        @if one.is_unlooked(today, &view.process.ledger) { " · " strong { (visit.text("obligation-nobody-looked")) } }
        @else if found.is_empty() { " · " (visit.text("commitment-unlooked")) }
        @for word in FindingWord::ALL {
            @let count = found.iter().filter(|finding| finding.word == *word).count();
            @if count > 0 { " · " (visit.text(&format!("commitment-word-{}", word.as_str()))) " " (visit.number(count)) }
        }
    }
}

/// All of them, or a part, or those of one signatory; the first due first.
pub(crate) fn list(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("obligation-title");
    let part = list::shown(visit, &PARTS);
    let signatory = visit.asked("q").map(str::trim).filter(|name| !name.is_empty());
    let says = |one: &Obligation, word| {
        one.present_findings(&view.process.ledger).iter().any(|finding| finding.word == word)
    };
    let fits = |one: &&Obligation| {
        signatory.is_none_or(|name| one.is_of(name))
            && match part {
                "unlooked" => one.is_unlooked(visit.now.day(), &view.process.ledger),
                "missed" => says(one, FindingWord::Missed),
                "kept" => says(one, FindingWord::Kept),
                _ => true,
            }
    };
    let mut all: Vec<&Obligation> = view.process.obligations.iter().filter(fits).collect();
    // The list shows the last of them first.
    all.sort_by_key(|one| std::cmp::Reverse(one.owed.due));
    let calendar = signatory.map_or_else(String::new, |name| format!("?q={}", encoded(name)));
    let calendar = format!("/obligations.ics{calendar}");
    let row = |one: &&Obligation| {
        html! {
            li {
                p { b { (of_signatory(view, &one.owed.signatory)) } " · " (link(view, one)) }
                p.figures { (state(view, one)) }
            }
        }
    };
    let body = html! {
        h1 { (heading) @if let Some(name) = signatory { " · " bdi { (name) } } }
        p.lead { (visit.text("obligation-lead")) }
        @if signatory.is_some() { p { a href=(view.link("/obligations")) { (visit.text("obligation-of-all")) } } }
        @if may_record(view) { p { a.button href=(view.link("/desk/obligations")) { (visit.text("desk-obligations")) } } }
        @if !all.is_empty() {
            p.small {
                a href=(view.link(&calendar)) { (visit.text(if signatory.is_some() { "obligation-calendar-of-one" } else { "obligation-calendar" })) } " · "
                a href=(view.address("/obligations.csv")) { (visit.text("obligation-table")) }
            }
        }
        (list::parts(visit, &view.address("/obligations"), "obligation-title", "obligation-part-", &PARTS, &html! {}))
        (list::rows(visit, all, PAGE_ITEMS, "commitment-none", row))
    };
    process_page(view, &heading, &body)
}

fn may_record(view: &ProcessView<'_>) -> bool {
    let holds = view.me.is_some_and(|me| view.process.offices.may_act_as(me, Office::Secretariat));
    holds && matches!(view.process.stage, Stage::Open(_))
}

/// One obligation with its findings.
pub(crate) fn one(view: &ProcessView<'_>, one: &Obligation, typed: &Typed, fault: Option<&str>) -> Markup {
    let (visit, owed) = (view.visit, &one.owed);
    let number = visit.text_with("obligation-number", &[("number", one.entry.0.into())]);
    let unit = format!("/draft/{}?version={}", encoded(owed.unit.as_str()), version(view, one));
    let body = html! {
        p { a href=(view.link("/obligations")) { (visit.text("obligation-title")) } }
        h1 { bdi { (owed.signatory) } }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        p { strong { (state(view, one)) } }
        @if let Some(words) = &owed.text { (entry_words(view, words, OBLIGATION_LIMIT)) }
        dl.facts {
            dt { (visit.text("obligation-signatory")) }
            dd { (of_signatory(view, &owed.signatory)) @if let Some(organisation) = owed.organisation { " · " (crate::organisation::view::link(view, organisation)) } }
            dt { (visit.text("obligation-unit")) } dd { a href=(view.link(&unit)) { (unit_name(view, version(view, one), owed.unit.as_str())) } }
            dt { (visit.text("commitment-entry")) } dd { (view.entry(one.entry)) " · " (visit.moment(one.at)) }
        }
        h2 { (visit.text("commitment-findings")) }
        p.small { (visit.text("commitment-findings-note")) }
        @if one.findings.is_empty() { p.note { (visit.text("commitment-unlooked")) } }
        @for finding in &one.findings {
            section {
                h3 { (visit.text(&format!("commitment-word-{}", finding.word.as_str()))) @if !one.present_findings(&view.process.ledger).iter().any(|present| present.entry == finding.entry) { " · " (visit.text("commitment-replaced")) } }
                p.figures { bdi { (view.author_name(finding.by)) } " · " (visit.text_with("commitment-as-of", &[("day", visit.date(finding.day).into())])) " · " (view.entry(finding.entry)) }
                (entry_words(view, &finding.words, OBLIGATION_LIMIT))
                (read_in(view, finding.source.as_ref()))
            }
        }
        (finding_form(view, one, typed))
    };
    process_page(view, &number, &body)
}

fn finding_form(view: &ProcessView<'_>, one: &Obligation, typed: &Typed) -> Markup {
    let visit = view.visit;
    if !matches!(view.process.stage, Stage::Open(_)) {
        return html! {};
    }
    if view.me.is_none() {
        return html! { p { (sign_in_to_take_part(view, &format!("/obligations/{}", one.entry))) } };
    }
    let form = Shown { visit, typed };
    let found: Vec<_> = FindingWord::ALL
        .iter()
        .map(|word| (word.as_str().to_owned(), visit.text(&format!("commitment-word-{}", word.as_str()))))
        .collect();
    html! {
        h2 { (visit.text("commitment-find")) }
        (form.form(&view.link(&format!("/obligations/{}/find", one.entry)), "commitment-find-send", &html! {
            (form.choice("word", &visit.text("commitment-word"), &found, ""))
            (form.day("day", &visit.text("commitment-evidence-day"), ""))
            (crate::organisation::view::writing_for(view))
            (form.area("text", &visit.text("commitment-evidence"), ""))
            (source_field(view, typed))
            (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
        }))
    }
}

/// The last decision that adopted a version.
pub(crate) fn adopted<'a>(view: &ProcessView<'a>) -> Option<&'a Decision> {
    view.process.decisions.iter().rev().find(|one| adopts(one))
}

/// Whether a decision adopts a version.
pub(crate) fn adopts(decision: &Decision) -> bool {
    decision.outcome == Resolution::Adopted && decision.draft.is_some()
}

/// The form that records what signatories owe by the adopted text: each line of the list a signatory.
pub(crate) fn new(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("desk-obligations");
    let form = Shown { visit, typed };
    let draft = adopted(view).and_then(|one| one.draft);
    let version =
        view.process.drafts.iter().find(|one| Some(one.entry) == draft).map_or(0, |one| one.version);
    let mut units: Vec<(String, String)> = Vec::new();
    for coding in view.process.codings.iter().filter(|coding| Some(coding.draft) == draft) {
        let unit = coding.unit.to_string();
        if !units.iter().any(|(known, _)| *known == unit) {
            let name = plain_name(view, version, &unit);
            units.push((unit, name));
        }
    }
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (heading) }
        p.lead { (visit.text("desk-obligations-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if !may_record(view) { p.warn { (visit.text_with("endorsement-desk-only", &[("office", visit.text("people-office-secretariat").into())])) } }
        @else if draft.is_none() { p.note { (visit.text("obligation-nothing-adopted")) } }
        @else if units.is_empty() { p.note { (visit.text("obligation-nothing-coded")) } }
        @else { (form.form(&view.link("/desk/obligations"), "obligation-record", &html! {
            (form.choice("unit", &visit.text("obligation-unit"), &units, ""))
            label for="signatory" { (visit.text("obligation-signatory")) }
            input #signatory name="signatory" dir="auto" required maxlength=(SIGNATORY_LIMIT) value=(typed.get("signatory"));
            label { input type="checkbox" name="another" value="yes" checked[typed.has("another", "yes")]; " " (visit.text("obligation-another")) }
            (form.day("due", &visit.text("obligation-due"), ""))
            label for="review" { (visit.text("obligation-review")) }
            input #review name="review" type="date" value=(typed.get("review"));
            label for="text" { (visit.text("obligation-words")) }
            textarea #text name="text" rows="3" dir="auto" maxlength=(OBLIGATION_LIMIT) { (typed.get("text")) }
            (form.choice_if_any("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages)))
        })) }
    };
    process_page(view, &heading, &body)
}
