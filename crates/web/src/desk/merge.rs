//! Merging: amendments are put into the newest version one after the other; one that fails is left out and stays alive, and what comes
//! of the others is looked at before it is published as the next version.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use maru_forum::{Amendment, EntryNumber, Language, Office, Process, Standing};
use maru_record::Digest;
use maru_store::{Node, ProcessHandle};
use maru_text::{Carried, Document, LanguageTag, Redline, redline};
use maru_verify::draft::{LeftOut, Merge, TextFault, merge, read_text, text_of, versions_read};
use maud::{Markup, html};

use crate::amendment::view::{fails, item};
use crate::common::{PAGE_ITEMS, Paged, ProcessView};
use crate::contents::words_for_anyone;
use crate::desk::draft::fault_words;
use crate::desk::routes::{acting_stranger, holds, stranger};
use crate::draft::redline::marked_unit;
use crate::draft::steps::Steps;
use crate::fault::Fault;
use crate::form::{BLANK, Passed, Refused, Sent, Shown, Typed, carry_passed};
use crate::layout::process_page;
use crate::norms::redline::first_changes;
use crate::reader::Reader;

const HERE: &str = "desk/merge";
/// The field by which somebody says that they have read languages side by side which were changed by different amendments.
const APART: &str = "apart";
/// Bytes of changed words that the page shows.
const REDLINE_BYTES: usize = 8_000;

/// What comes of merging, with what it changes in each language.
struct Looked {
    merge: Merge,
    changes: Vec<(Language, Redline)>,
    steps: Steps,
    /// Stands in the form once the changes were shown, so that just these are published.
    mark: String,
}

pub(crate) async fn page(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Drafter) {
        return stranger(&reader, &handle, HERE, Office::Drafter.as_str());
    }
    Ok(reader.show(&handle, |view| drawn(view, &BLANK, None, None)))
}

pub(crate) async fn act(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Drafter) {
        return acting_stranger(&reader, &handle, HERE, Office::Drafter.as_str());
    }
    let passed = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let looked = looked(&reader, &handle, &typed).await?;
    let seen = matches!(&looked, Ok(looked) if typed.get("seen") == looked.mark);
    if looked.is_ok() && (typed.get("act") != "publish" || !seen) {
        let page = reader.draw(&handle, |view| drawn(view, &typed, looked.as_ref().ok(), None));
        return Ok(Html(page.into_string()).into_response());
    }
    // Versions of one text that nobody has held against each other are not published as one by an oversight.
    let unsaid = |one: &&Looked| !one.merge.apart.is_empty() && typed.get(APART) != "yes";
    let asked = match &looked {
        Ok(one) if unsaid(&one) => Err(Refused::at(APART, reader.visit.text("desk-merge-apart-unsaid"))),
        Ok(one) => Ok(one.merge.publication.command.clone()),
        Err(fault) => Err(fault.clone().into()),
    };
    let done = |_: maru_store::Answer| format!("/p/{id}/draft/redline");
    let here = format!("/p/{id}/{HERE}");
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        drawn(view, &typed, looked.as_ref().ok(), Some(fault))
    })
    .await
}

/// Merges on a copy of the state and off the threads that answer: many amendments of a long text take seconds, for which nobody
/// else waits. What cannot be looked at comes as words for the page.
async fn looked(
    reader: &Reader,
    handle: &ProcessHandle,
    typed: &Typed,
) -> Result<Result<Looked, String>, Fault> {
    let (node, process) = (reader.state.node.clone(), handle.read().clone());
    let chosen = in_order(&process, typed.all("on").filter_map(|text| text.parse().ok().map(EntryNumber)));
    if chosen.is_empty() {
        return Ok(Err(reader.visit.text("desk-merge-nothing")));
    }
    let reason = typed.get("reason").to_owned();
    let made = tokio::task::spawn_blocking(move || merged(&node, &process, &chosen, &reason));
    Ok(made.await.map_err(|_| Fault::Stopped)?.map_err(|fault| match fault {
        TextFault::NoDraft => reader.visit.text("draft-none-yet"),
        fault => fault_words(reader, &fault),
    }))
}

fn merged(node: &Node, process: &Process, chosen: &[EntryNumber], reason: &str) -> Result<Looked, TextFault> {
    let words = words_for_anyone(node, process);
    let merge = merge(process, &words, chosen, reason)?;
    let (mut changes, mut all) = (Vec::new(), String::new());
    let mut news = Vec::new();
    for text in &merge.publication.command.texts {
        let language = &text.language;
        let before = process.drafts.last().map(|last| text_of(last, language, &words)).transpose()?.flatten();
        let unread = |error| TextFault::Unread { language: language.clone(), error };
        let after = read_text(&text.text).map_err(unread)?;
        changes.extend(before.as_ref().map(|before| (language.clone(), redline(before, &after))));
        let tag = LanguageTag(language.to_string());
        news.push(Document { language: tag, ..after });
        all.push_str(&text.text);
    }
    let steps =
        Steps::between(process.drafts.len() as u32 + 1, news, &versions_read(&process.drafts, &words));
    Ok(Looked { merge, changes, steps, mark: Digest::of(all.as_bytes()).to_string() })
}

/// Whether the amendment has an answer that promises to change the text.
fn is_accepted(process: &Process, entry: EntryNumber) -> bool {
    process.answers.standing_on(entry).is_some_and(|answer| answer.disposition.changes_the_text())
}

/// Each once, those accepted first, then by their numbers: which of two that collide stays out depends on no page of the list.
fn in_order(process: &Process, entries: impl Iterator<Item = EntryNumber>) -> Vec<EntryNumber> {
    let distinct: BTreeSet<(bool, EntryNumber)> =
        entries.map(|entry| (!is_accepted(process, entry), entry)).collect();
    distinct.into_iter().map(|(_, entry)| entry).collect()
}

fn drawn(view: &ProcessView<'_>, typed: &Typed, looked: Option<&Looked>, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-merge");
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (title) }
        p { (visit.text("desk-merge-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        form method="post" action=(view.link("/desk/merge")) {
            @if let Some(looked) = looked { (looked_at(view, typed, looked)) }
            (choose(view, typed))
        }
    };
    process_page(view, &title, &body)
}

/// The open amendments, those accepted first and ticked.
fn choose(view: &ProcessView<'_>, typed: &Typed) -> Markup {
    let visit = view.visit;
    // What a moderator removed cannot be merged, so it is not offered.
    let offered = view.process.amendments.open().map(|one| one.entry).filter(|entry| {
        !matches!(view.process.ledger.standing(*entry), Some(Standing::Rejected(_) | Standing::Withdrawn(_)))
    });
    let open: Vec<&Amendment> = in_order(view.process, offered)
        .into_iter()
        .filter_map(|entry| view.process.amendments.get(entry))
        .collect();
    let ticked: BTreeSet<&str> = typed.all("on").collect();
    let total = open.len();
    // What is ticked on another page of the list goes with the form.
    let paged = Paged::of(open.iter().copied(), total, visit.asked_page(), PAGE_ITEMS);
    let shown: BTreeSet<EntryNumber> = paged.items.iter().map(|one| one.entry).collect();
    let elsewhere =
        ticked.iter().filter(|text| !text.parse().is_ok_and(|number| shown.contains(&EntryNumber(number))));
    html! {
        @if total == 0 { p.note { (visit.text("desk-merge-none")) } } @else {
            @for number in elsewhere { input type="hidden" name="on" value=(number); }
            fieldset {
                legend { (visit.text("desk-merge-which")) }
                ul.rows { @for one in &paged.items {
                    @let number = one.entry.to_string();
                    @let accepted = is_accepted(view.process, one.entry);
                    @let tick = if ticked.is_empty() { accepted } else { ticked.contains(number.as_str()) };
                    li {
                        label.row { input type="checkbox" name="on" value=(number) checked[tick]; " " b { (visit.text_with("amendment-number", &[("number", one.entry.0.into())])) }
                            @if accepted { " · " (visit.text("answer-accepted")) } }
                        (item(view, one))
                    }
                } }
            }
            button type="submit" name="act" value="preview" { (visit.text("desk-merge-look")) }
            (paged.links(visit))
        }
    }
}

/// What comes of it: what is left out and why, what changes and why, and the button that publishes just this.
fn looked_at(view: &ProcessView<'_>, typed: &Typed, looked: &Looked) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let next = view.process.drafts.len() as u32 + 1;
    let causes = &looked.merge.publication.command.causes;
    // One that the text satisfies already changes nothing, and is said to be so below.
    let put_in: Vec<EntryNumber> = (looked.merge.merged.iter().copied())
        .filter(|entry| causes.iter().any(|cause| cause.by.contains(entry)))
        .collect();
    html! {
        section.note aria-labelledby="seen" {
            h2 #seen { (visit.text_with("desk-draft-seen", &[("version", next.into())])) }
            p { (visit.text_with("desk-merge-merged", &[("count", put_in.len().into())])) " "
                @for entry in &put_in { a href=(view.link(&format!("/amendments/{entry}"))) { (entry) } " " } }
            @for (entry, language, carried) in &looked.merge.fitted { (fitted(view, *entry, language, carried)) }
            @for (entry, why) in &looked.merge.left_out { (left_out(view, *entry, why)) }
            (looked.steps.told(view))
            (apart(view, typed, looked))
            @for (language, changes) in &looked.changes { (redlined(view, language, changes)) }
            @if !causes.is_empty() {
                h3 { (visit.text("desk-draft-causes")) }
                ul { @for cause in causes {
                    li { (looked.steps.named(view, cause.unit.as_str())) ": " @if cause.by.is_empty() { (visit.text("draft-cause-none")) } @for entry in &cause.by { (view.entry(*entry)) " " } }
                } }
                (form.reason())
                input type="hidden" name="seen" value=(looked.mark);
                button.go type="submit" name="act" value="publish" { (visit.text_with("desk-draft-publish", &[("version", next.into())])) }
            }
        }
    }
}

/// Parts that the amendments change in several languages, and no amendment alike in all of them: each is told, language by language.
fn apart(view: &ProcessView<'_>, typed: &Typed, looked: &Looked) -> Markup {
    let visit = view.visit;
    html! {
        @if !looked.merge.apart.is_empty() {
            div.warn {
                p { (visit.text("desk-merge-apart")) }
                ul { @for (unit, by) in &looked.merge.apart {
                    li {
                        (looked.steps.named(view, unit.as_str())) ": "
                        @for (place, (language, entries)) in by.iter().enumerate() {
                            @if place > 0 { " · " }
                            (visit.text_with("desk-merge-changed-in", &[("language", visit.language_name(language).into())])) " "
                            @for entry in entries { (named(view, *entry)) " " }
                        }
                    }
                } }
                (visit.fault_at(APART))
                label.row {
                    input type="checkbox" name=(APART) value="yes" checked[typed.get(APART) == "yes"] aria-invalid=[visit.is_wrong(APART)];
                    " " (visit.text("desk-merge-apart-meant"))
                }
            }
        }
    }
}

/// The amendment of a line, as a link.
fn named(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let words = view.visit.text_with("amendment-number", &[("number", entry.0.into())]);
    html! { a href=(view.link(&format!("/amendments/{entry}"))) { (words) } }
}

/// An amendment that reads otherwise in a language than its author wrote it, or that the text satisfied already.
fn fitted(view: &ProcessView<'_>, entry: EntryNumber, language: &Language, carried: &Carried) -> Markup {
    let visit = view.visit;
    let key = match carried {
        Carried::Adjusted { .. } => "desk-merge-adjusted",
        Carried::AlreadyThere => "desk-merge-already-there",
        Carried::Unchanged { .. } | Carried::Fails { .. } => return html! {},
    };
    html! { p.small { (named(view, entry)) ": " (visit.text_with(key, &[("language", visit.language_name(language).into())])) } }
}

/// An amendment that is in no language of the version, and why.
fn left_out(view: &ProcessView<'_>, entry: EntryNumber, why: &LeftOut) -> Markup {
    let visit = view.visit;
    let next = view.process.drafts.len() as u32 + 1;
    let key = match why {
        LeftOut::Fails(failures) => {
            return html! { p { (named(view, entry)) } (fails(view, next, failures)) };
        }
        LeftOut::Unknown => "desk-merge-left-unknown",
        LeftOut::Closed => "desk-merge-left-closed",
        LeftOut::NoText(_) => "desk-merge-left-no-text",
        LeftOut::Unreadable(_) => "desk-merge-left-unreadable",
        LeftOut::Broken(_) => "desk-merge-left-broken",
    };
    html! { p.warn { (named(view, entry)) ": " (visit.text(key)) } }
}

fn redlined(view: &ProcessView<'_>, language: &Language, redline: &Redline) -> Markup {
    let visit = view.visit;
    let shown = first_changes(redline, REDLINE_BYTES);
    let all = redline.changed().count();
    html! {
        h3 { (visit.language_name(language)) }
        p { (visit.text_with("desk-draft-changes", &[("count", all.into())])) }
        div.law lang=(language) dir=(language.direction()) { @for unit in &shown { div.change { (marked_unit(visit, unit)) } } }
        @if shown.len() < all { p { (visit.text_with("desk-draft-more-changes", &[("count", (all - shown.len()).into())])) } }
    }
}
