//! Demands as pages: all of them, and one with where people looked for what answers it and what became of it.

use maru_forum::{
    Author, DEMAND_LINE_LIMIT, DEMAND_WORDS_LIMIT, Demand, DemandAnswer, DemandWord, EntryNumber, Look,
    LookedIn, Stage, Words,
};
use maud::{Markup, html};

use super::statement::handover;
use crate::common::ProcessView;
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::list;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words};
use crate::visit::encoded;

/// Demands on a page of the list.
const PAGE_DEMANDS: usize = 20;

/// The words in the reader's language, else in English, else in the first.
pub(crate) fn best<'a>(view: &ProcessView<'_>, texts: &'a [Words]) -> Option<&'a Words> {
    let fits = |tag: &str| texts.iter().find(|words| words.language.primary() == tag);
    fits(view.visit.tag()).or_else(|| fits("en")).or(texts.first())
}

fn text(view: &ProcessView<'_>, demand: &Demand) -> Markup {
    let words = demand.now().and_then(|said| best(view, &said.put.texts));
    view.line(words)
}

/// A demand in a list, with what answers it in a line.
pub(crate) fn row(view: &ProcessView<'_>, demand: &Demand) -> Markup {
    let visit = view.visit;
    html! {
        p { a href=(view.link(&format!("/demands/{}", demand.entry))) { (text(view, demand)) } }
        p.figures {
            @if let Some(now) = demand.now() { (visit.text("demand-to")) ": " span dir="auto" { (now.put.to) } " · " }
            @for (index, within) in LookedIn::ALL.iter().enumerate() {
                @if index > 0 { " · " }
                (visit.text(&format!("demand-within-{}", within.as_str()))) ": " (looked_in_short(view, demand.looked(*within, &view.process.ledger)))
            }
        }
        @if let Some(answer) = demand.answered(&view.process.ledger) {
            p { strong { (visit.text(&format!("demand-word-{}", answer.word.as_str()))) } " · " (visit.date(answer.day)) }
        }
    }
}

/// Nobody looked, nothing was found, or how much was.
fn looked_in_short(view: &ProcessView<'_>, look: Option<&Look>) -> String {
    match look {
        None => view.visit.text("demand-not-looked"),
        Some(look) if look.found.is_empty() => view.visit.text("demand-found-none"),
        Some(look) => view.visit.text_with("demand-found", &[("count", look.found.len().into())]),
    }
}

/// All of them.
pub(crate) fn all(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("demand-title");
    // The list shows the newest first; demands are numbered from the first on.
    let demands: Vec<&Demand> = view.process.demands.iter().collect::<Vec<_>>().into_iter().rev().collect();
    let body = html! {
        p { a href=(view.link("/statement")) { (visit.text("endorsement-statement")) } }
        h1 { (heading) }
        p.small { (visit.text("demand-note")) }
        (list::rows(visit, demands, PAGE_DEMANDS, "demand-none", |demand| html! { li { (row(view, demand)) } }))
    };
    process_page(view, &heading, &body)
}

/// One demand.
pub(crate) fn one(view: &ProcessView<'_>, demand: &Demand, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let number = visit.text_with("demand-number", &[("number", demand.entry.0.into())]);
    let now = demand.now();
    let body = html! {
        p { a href=(view.link("/statement")) { (visit.text("endorsement-statement")) } }
        h1 { (number) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if let Some(now) = now {
            @for words in &now.put.texts { (entry_words(view, words, usize::MAX)) }
            dl.facts {
                dt { (visit.text("demand-to")) } dd dir="auto" { (now.put.to) }
                dt { (visit.text("demand-for-version")) } dd { (for_version(view, demand)) }
                dt { (visit.text("commitment-entry")) } dd { @for said in &demand.said { (view.entry(said.entry)) " · " (visit.moment(said.at)) " " } }
            }
        }
        h2 { (visit.text("demand-what-answers")) }
        p.small { (visit.text("demand-note")) }
        @for within in LookedIn::ALL { (place(view, demand, *within)) }
        (look_form(view, demand, typed))
        h2 { (visit.text("demand-became")) }
        @if demand.answers.is_empty() { p.note { (visit.text("demand-no-answer-recorded")) } }
        @for answer in demand.answers.iter().rev() { (answered(view, answer)) }
        (answer_form(view, demand, typed))
    };
    process_page(view, &number, &body)
}

/// For which version it was put; that the text has moved on since is said.
fn for_version(view: &ProcessView<'_>, demand: &Demand) -> Markup {
    let (visit, drafts) = (view.visit, &view.process.drafts);
    let put = demand.now().map(|said| &said.put);
    let version = put.and_then(|put| drafts.iter().find(|draft| draft.entry == put.draft));
    let Some(version) = version else { return html! {} };
    let unit = put.and_then(|put| put.unit.as_ref());
    let latest = drafts.last().map_or(version.version, |draft| draft.version);
    html! {
        (visit.text_with("endorsement-version-number", &[("version", version.version.into())]))
        @if let Some(unit) = unit { " · " a href=(view.link(&format!("/draft/{}?version={}", encoded(unit.as_str()), version.version))) { (visit.text("demand-where")) } }
        @if version.version < latest { " · " (visit.text("demand-not-put-anew")) }
    }
}

/// Who looked last in a place, when, and what was found; earlier looks below.
fn place(view: &ProcessView<'_>, demand: &Demand, within: LookedIn) -> Markup {
    let visit = view.visit;
    let looks: Vec<&Look> = demand.looks.iter().filter(|look| look.within == within).rev().collect();
    html! {
        h3 { (visit.text(&format!("demand-within-{}", within.as_str()))) }
        @if looks.is_empty() { p.note { (visit.text("demand-not-looked")) } }
        @for (index, look) in looks.iter().enumerate() {
            div {
                @if index > 0 { p.small { (visit.text("demand-looked-before")) } }
                @if look.found.is_empty() { p { strong { (visit.text("demand-found-none")) } } }
                @else if !view.may_read_entry(look.entry) { p.note { (view.visit.text("remark-withheld")) } }
                @else { ul { @for found in &look.found { li { (found_line(view, within, found)) } } } }
                @if let Some(words) = &look.words { (entry_words(view, words, DEMAND_WORDS_LIMIT)) }
                p.figures { (author(view, look.by)) " · " (visit.moment(look.at)) " · " (view.entry(look.entry)) }
            }
        }
    }
}

fn author(view: &ProcessView<'_>, by: Author) -> Markup {
    html! { bdi { (view.author_name(by)) } }
}

fn found_line(view: &ProcessView<'_>, within: LookedIn, found: &Words) -> Markup {
    view.words_of(&found.digest).map_or_else(|| view.line(None), |(_, id)| found_link(view, within, &id))
}

/// What was found, as a link where this node has a page for it.
fn found_link(view: &ProcessView<'_>, within: LookedIn, found: &str) -> Markup {
    let visit = view.visit;
    match (within, found.split_once(':'), found.parse::<u64>()) {
        (LookedIn::Library, Some((instrument, place)), _) => {
            let address = format!("/norms/{}/{}", encoded(instrument), encoded(place.trim()));
            html! { a href=(visit.link(&address)) { bdi { (found) } } }
        }
        (LookedIn::Library, None, _) => {
            html! { a href=(visit.link(&format!("/norms/{}", encoded(found)))) { bdi { (found) } } }
        }
        (LookedIn::Commitments, _, Ok(number))
            if view.process.commitments.get(EntryNumber(number)).is_some() =>
        {
            html! { a href=(view.link(&format!("/commitments/{number}"))) { (visit.text_with("commitment-number", &[("number", number.into())])) } }
        }
        (LookedIn::Audits, None, Err(_)) => {
            html! { a href=(visit.link(&format!("/audits/{}", encoded(found)))) { bdi { (found) } } }
        }
        (LookedIn::Commitments | LookedIn::Audits, _, _) => html! { bdi { (found) } },
    }
}

fn answered(view: &ProcessView<'_>, answer: &DemandAnswer) -> Markup {
    let visit = view.visit;
    html! {
        section {
            h3 { (visit.text(&format!("demand-word-{}", answer.word.as_str()))) " · " (visit.date(answer.day)) }
            @if let Some(one) = view.process.demands.handovers().get(answer.handover) { (handover(view, one)) }
            @if let Some(words) = &answer.words { (entry_words(view, words, DEMAND_WORDS_LIMIT)) }
            p.figures { (visit.text("commitment-source")) ": " (view.line(Some(&answer.source))) " · " (author(view, answer.by)) " · " (view.entry(answer.entry)) }
        }
    }
}

fn may_act(view: &ProcessView<'_>) -> bool {
    matches!(view.process.stage, Stage::Open(_))
}

/// Words with their language, each field under an id of its own on the page.
fn words(view: &ProcessView<'_>, typed: &Typed, id: &str, label: &str) -> Markup {
    let visit = view.visit;
    html! {
        (crate::organisation::view::writing_for(view))
        label for=(id) { (visit.text(label)) }
        textarea id=(id) name="text" rows="3" dir="auto" maxlength=(DEMAND_WORDS_LIMIT) { (typed.get("text")) }
        label for={ (id) "-language" } { (visit.text("desk-language-of-words")) }
        select id={ (id) "-language" } name="language" {
            option value="" { (visit.text("desk-choose")) }
            @for (value, name) in offered(visit, &view.process.charter.languages) { option value=(value) selected[typed.get("language") == value] { (name) } }
        }
    }
}

fn look_form(view: &ProcessView<'_>, demand: &Demand, typed: &Typed) -> Markup {
    let visit = view.visit;
    if !may_act(view) {
        return html! {};
    }
    if view.me.is_none() {
        return html! { p { (sign_in_to_take_part(view, &format!("/demands/{}", demand.entry))) } };
    }
    let form = Shown { visit, typed };
    let places: Vec<_> = LookedIn::ALL
        .iter()
        .map(|one| (one.as_str().to_owned(), visit.text(&format!("demand-within-{}", one.as_str()))))
        .collect();
    html! {
        details {
            summary { (visit.text("demand-look")) }
            (form.form(&view.link(&format!("/demands/{}/look", demand.entry)), "demand-look-send", &html! {
                (form.choice("within", &visit.text("demand-look-where"), &places, ""))
                (form.area("found", &visit.text("demand-look-found"), ""))
                (words(view, typed, "look", "demand-look-words"))
            }))
        }
    }
}

fn answer_form(view: &ProcessView<'_>, demand: &Demand, typed: &Typed) -> Markup {
    let visit = view.visit;
    if !may_act(view) || view.me.is_none() || view.process.demands.handovers().is_empty() {
        return html! {};
    }
    let form = Shown { visit, typed };
    let handovers: Vec<_> = view
        .process
        .demands
        .handovers()
        .iter()
        .map(|one| (one.entry.to_string(), format!("{} · {}", one.made.to, visit.date(one.made.day))))
        .collect();
    let answers: Vec<_> = DemandWord::ALL
        .iter()
        .map(|one| (one.as_str().to_owned(), visit.text(&format!("demand-word-{}", one.as_str()))))
        .collect();
    html! {
        details {
            summary { (visit.text("demand-answer")) }
            (form.form(&view.link(&format!("/demands/{}/answer", demand.entry)), "demand-answer-send", &html! {
                (form.choice("handover", &visit.text("demand-answer-handover"), &handovers, ""))
                (form.choice("word", &visit.text("demand-answer-word"), &answers, ""))
                (form.day("day", &visit.text("demand-answer-day"), ""))
                label for="source" { (visit.text("commitment-source-field")) }
                input #source name="source" dir="auto" required maxlength=(DEMAND_LINE_LIMIT * 5) value=(typed.get("source"));
                (words(view, typed, "reasons", "demand-answer-words"))
            }))
        }
    }
}
