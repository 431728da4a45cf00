//! The page of a joint statement that is made to be shared: what it says, who signed it, what it demands and what became of that.

use maru_forum::{Draft, HandedOver, Handover, PhaseAct, ProcessAddress};
use maud::{Markup, html};

use super::demand;
use super::view::{part_of, row};
use crate::common::ProcessView;
use crate::draft::chosen::{Chosen, version_of};
use crate::layout::{process_page, shared_page};
use crate::remark::view::entry_words;

/// Organisations and people that the page names; the list has all.
const NAMED: usize = 12;
/// Demands that the page shows.
const DEMANDS: usize = 20;

/// The version that the reader asked for, or the newest.
pub(crate) fn version_of_page<'a>(view: &ProcessView<'a>) -> Option<&'a Draft> {
    let process = view.process;
    let asked = view.visit.asked("version").and_then(|version| version.parse::<u32>().ok());
    asked.and_then(|version| process.drafts.version(version)).or(process.drafts.last())
}

/// The title of the text, or of the process where it has none.
pub(crate) fn title(view: &ProcessView<'_>, draft: &Draft) -> String {
    let chosen = Chosen::version(view, view.texts, draft);
    let title = chosen.text.as_ref().map(|text| text.document.title.trim().to_owned());
    title
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| view.visit.local_plain(&view.process.charter.title).to_owned())
}

/// Which version this is, and that signatures under others are no signatures under it.
pub(crate) fn standing_of_version(view: &ProcessView<'_>, draft: &Draft) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let latest = process.drafts.last().map_or(draft.version, |last| last.version);
    let others: Vec<(&Draft, u32)> = process
        .drafts
        .iter()
        .filter(|other| other.entry != draft.entry)
        .map(|other| (other, process.endorsements.count(other.entry).here()))
        .filter(|(_, count)| *count > 0)
        .collect();
    html! {
        p.figures {
            a href=(view.link(&format!("/draft?version={}", draft.version))) { (visit.text_with("endorsement-version-number", &[("version", draft.version.into())])) }
            " · " (visit.moment(draft.at)) " · " (view.entry(draft.entry))
        }
        @if draft.version < latest {
            p.warn { (visit.rich("endorsement-old-version", &[("latest", latest.into())], &[("latest", view.link("/statement"))])) }
        }
        @for (other, count) in others {
            p.note { (visit.rich("endorsement-other-version", &[("version", other.version.into()), ("count", count.into())], &[("version", view.link(&format!("/endorsements?version={}", other.version)))])) }
        }
    }
}

/// How many signed, by kind; lists from elsewhere apart.
pub(crate) fn counts(view: &ProcessView<'_>, draft: &Draft) -> Markup {
    let visit = view.visit;
    let count = view.process.endorsements.count(draft.entry);
    html! {
        p.lead { (visit.text_with("endorsement-counts", &[("organisations", count.organisations.into()), ("people", count.people.into())])) }
        @if count.imported > 0 { p { (visit.text_with("endorsement-counts-lists", &[("count", count.imported.into())])) } }
        @if count.withdrawn > 0 { p { a href=(view.link(&format!("/endorsements?show=withdrawn&version={}", draft.version))) { (visit.text_with("endorsement-counts-withdrawn", &[("count", count.withdrawn.into())])) } } }
    }
}

/// What programs read that show a link to the page.
fn meta(view: &ProcessView<'_>, draft: &Draft, heading: &str, address: &str) -> Markup {
    let here = |file: &str| format!("{address}{}?version={}", view.address(file), draft.version);
    let purpose = view.visit.local_plain(&view.process.charter.purpose);
    crate::card::meta(heading, purpose, &here("/statement"), &here("/statement.png"))
}

/// The page; where there is no text yet, it says so. `address` is that of the node.
pub(crate) fn page(view: &ProcessView<'_>, address: &str) -> Markup {
    let visit = view.visit;
    let Some(draft) = version_of_page(view) else {
        let heading = visit.text("endorsement-statement");
        let body = html! { h1 { (heading) } p.note { (visit.text("endorsement-no-text")) } };
        return process_page(view, &heading, &body);
    };
    let heading = title(view, draft);
    let is_latest = view.process.drafts.last().is_some_and(|last| last.entry == draft.entry);
    let body = html! {
        h1 dir="auto" { (heading) }
        p.lead { (visit.local(&view.process.charter.purpose)) }
        (standing_of_version(view, draft))
        (counts(view, draft))
        @if is_latest && view.open_for(PhaseAct::Endorse) { p { a.button href=(view.link("/endorsements/new")) { (visit.text("endorsement-sign")) } } }
        (signatories(view, draft))
        (demands(view))
        (handovers(view))
        (files(view, draft))
    };
    shared_page(view, &heading, &meta(view, draft, &heading, address), &body)
}

fn signatories(view: &ProcessView<'_>, draft: &Draft) -> Markup {
    let visit = view.visit;
    let parts = ["organisations", "people", "lists"].map(|part| (part, part_of(view, draft, part)));
    html! {
        h2 { (visit.text("endorsement-title")) }
        @for (part, all) in &parts {
            @if !all.is_empty() {
                h3 { (visit.text(&format!("endorsement-part-{part}"))) }
                @if *part == "lists" { p.small { (visit.text("endorsement-lists-note")) } }
                ul.rows { @for one in all.iter().take(NAMED) { li { (row(view, *one)) } } }
                @if all.len() > NAMED { p { a href=(view.link(&format!("/endorsements?show={part}&version={}", draft.version))) { (visit.text_with("endorsement-all", &[("count", all.len().into())])) } } }
            }
        }
        @if parts.iter().all(|(_, all)| all.is_empty()) { p.note { (visit.text("endorsement-none")) } }
    }
}

fn demands(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let all: Vec<_> = view.process.demands.iter().collect();
    html! {
        h2 { (visit.text("demand-title")) }
        @if all.is_empty() { p.note { (visit.text("demand-none")) } }
        @else { p.small { (visit.text("demand-note")) } }
        ol.rows { @for one in all.iter().take(DEMANDS) { li { (demand::row(view, one)) } } }
        @if all.len() > DEMANDS { p { a href=(view.link("/demands")) { (visit.text_with("demand-all", &[("count", all.len().into())])) } } }
    }
}

fn handovers(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let all: Vec<&Handover> = view.process.demands.handovers().iter().collect();
    html! {
        h2 { (visit.text("demand-handovers")) }
        @if all.is_empty() { p.note { (visit.text("demand-not-handed-over")) } }
        ul.rows { @for one in all { li { (handover(view, one)) } } }
    }
}

/// To whom, when, by what means, with how many signatures.
pub(crate) fn handover(view: &ProcessView<'_>, one: &Handover) -> Markup {
    let (visit, made) = (view.visit, &one.made);
    let draft = view.process.drafts.iter().find(|draft| draft.entry == made.draft);
    let version = draft.map_or(0, |draft| draft.version);
    // What was handed over before this text was there is another text.
    let was_other = draft.is_some_and(|draft| made.day < draft.at.day());
    let is_address = |text: &&String| text.starts_with("https://") || text.starts_with("http://");
    html! {
        p { b dir="auto" { (made.to) } " · " (visit.date(made.day)) " · " span dir="auto" { (made.means) } }
        p.figures {
            @if was_other { (visit.text_with("demand-handed-before", &[("version", version.into()), ("imported", made.imported.into())])) }
            @else { (visit.text_with("demand-handed-with", &[("version", version.into()), ("organisations", made.organisations.into()), ("people", made.people.into()), ("imported", made.imported.into())])) }
            @if let Some(address) = made.process.as_ref().filter(is_address) { " · " a href=(address) rel="nofollow" { bdi { (address) } } }
            @else if let Some(origin) = &made.process { " · " code { (origin) } }
            " · " (view.entry(one.entry))
        }
        p.small { (arrived(view, made)) }
        @if let Some(words) = &made.text { (entry_words(view, words, maru_forum::DEMAND_WORDS_LIMIT)) }
    }
}

/// What shows that it arrived: an entry of a process here, at which the node has looked; one of another node, at which it has not; or nothing.
fn arrived(view: &ProcessView<'_>, made: &HandedOver) -> Markup {
    let visit = view.visit;
    let place = made.process.as_deref().and_then(ProcessAddress::read);
    let Some((entry, place)) = made.entry.zip(place) else {
        return html! { (visit.text("demand-handed-said")) };
    };
    let own = view.process.origin.split('/').next();
    let path = place.origin().and_then(|origin| origin.split_once('/').map(|(_, path)| path.to_owned()));
    if let Some(path) = path.filter(|_| own == Some(place.host())) {
        visit.rich(
            "demand-handed-arrived",
            &[("number", entry.0.into())],
            &[("entry", visit.link(&format!("/{path}/submissions/{entry}")))],
        )
    } else {
        html! { (visit.text_with("demand-handed-named", &[("number", entry.0.into())])) }
    }
}

fn files(view: &ProcessView<'_>, draft: &Draft) -> Markup {
    let visit = view.visit;
    let version = draft.version;
    html! {
        h2 { (visit.text("endorsement-files")) }
        ul {
            @for text in &draft.texts {
                li { a href=(view.link(&format!("/statement.pdf?version={version}&text={}", text.text.language.primary()))) {
                    (visit.text_with("endorsement-pdf", &[("language", visit.language_name(&text.text.language).into())]))
                } }
            }
            @if draft.texts.len() > 1 { li { a href=(view.link(&format!("/statement.pdf?version={version}&text=all"))) { (visit.text("endorsement-pdf-all")) } } }
            li { a href=(view.link(&format!("/statement.csv?version={version}"))) { (visit.text("endorsement-csv")) } }
            li { a href=(view.link(&format!("/statement.svg?version={version}"))) { (visit.text("endorsement-card")) } " (SVG) · " a href=(view.link(&format!("/statement.png?version={version}"))) { "PNG" } }
        }
    }
}

/// A version by its number, for addresses that name one; an unknown one is no version at all.
pub(crate) fn asked_version<'a>(view: &'a ProcessView<'_>) -> Option<&'a Draft> {
    match view.visit.asked("version") {
        None => view.process.drafts.last(),
        Some(text) => version_of(view, text.parse().ok()?),
    }
}
