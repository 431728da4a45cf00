//! Merging: amendments are put into the newest version one after the other; one that fails is left out and stays alive, and what comes
//! of the others is looked at before it is published as the next version.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use maru_forum::{Amendment, Answer, EntryNumber, Language, Office, Process, UnitId};
use maru_record::Digest;
use maru_text::{Carried, Document, Operation};
use maru_verify::draft::{Publication, TreeText, publication_of_trees};
use maud::{Markup, html};

use crate::amendment::view::{fails, item};
use crate::amendment::work::{latest, merged_document, on_version};
use crate::common::{PAGE_ITEMS, Paged, ProcessView};
use crate::desk::routes::{holds, stranger};
use crate::draft::redline::marked_unit;
use crate::draft::texts::Texts;
use crate::fault::Fault;
use crate::form::{BLANK, Sent, Shown, Typed, carry};
use crate::layout::process_page;
use crate::limit::Class;
use crate::norms::redline::first_changes;
use crate::reader::Reader;

const HERE: &str = "desk/merge";
/// Bytes of changed words that the page shows.
const REDLINE_BYTES: usize = 8_000;
/// Entries that are named for the change of one unit.
const CAUSES: usize = 100;

/// What comes of merging.
struct Merge {
    made: Publication,
    /// Each text with the operations' outcome for each amendment that touches it.
    texts: Vec<(Language, Document, Document)>,
    /// What became of each amendment, where it was not simply put in.
    outcomes: Vec<(EntryNumber, Carried)>,
    merged: Vec<EntryNumber>,
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
        return stranger(&reader, &handle, HERE, Office::Drafter.as_str());
    }
    let typed = Typed::of(sent)?;
    let texts = reader.state.texts.clone();
    let merge = reader.draw(&handle, |view| merge(view, &texts, &typed));
    let seen = matches!(&merge, Ok(merge) if typed.get("seen") == mark(merge));
    if merge.is_ok() && (typed.get("act") != "publish" || !seen) {
        reader.visitor.pass(&reader.state, Class::Writing)?;
        let page = reader.draw(&handle, |view| drawn(view, &typed, merge.as_ref().ok(), None));
        return Ok(Html(page.into_string()).into_response());
    }
    let asked = merge.as_ref().map(|merge| merge.made.command.clone()).map_err(Clone::clone);
    let done = |_: maru_store::Answer| format!("/p/{id}/draft/redline");
    let here = format!("/p/{id}/{HERE}");
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        drawn(view, &typed, merge.as_ref().ok(), Some(fault))
    })
    .await
}

/// Stands in the form once its changes were shown, so that just these are published.
fn mark(merge: &Merge) -> String {
    let all: String = merge.made.command.texts.iter().map(|text| text.text.as_str()).collect();
    Digest::of(all.as_bytes()).to_string()
}

fn merge(view: &ProcessView<'_>, texts: &Texts, typed: &Typed) -> Result<Merge, String> {
    let visit = view.visit;
    let chosen: Vec<&Amendment> = typed
        .all("on")
        .filter_map(|text| view.process.amendments.get(EntryNumber(text.parse().ok()?)))
        .filter(|one| one.is_open())
        .collect();
    let last = view.process.drafts.last().filter(|_| !chosen.is_empty());
    let last = last.ok_or_else(|| visit.text("desk-merge-nothing"))?;
    let (mut trees, mut pairs, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
    let mut merged: BTreeSet<EntryNumber> = chosen.iter().map(|one| one.entry).collect();
    for text in &last.texts {
        let language = &text.text.language;
        let base = latest(view, texts, language).ok_or_else(|| visit.text("draft-erased"))?;
        let (mut entries, mut all): (Vec<EntryNumber>, Vec<Vec<Operation>>) = (Vec::new(), Vec::new());
        for one in &chosen {
            match on_version(view, texts, one, language, last) {
                Some(Ok(operations)) => {
                    entries.push(one.entry);
                    all.push(operations);
                }
                Some(Err(outcome)) => outcomes.push((one.entry, outcome)),
                None => {}
            }
        }
        let next = merged_document(&base.document, &all).ok_or_else(|| visit.text("desk-merge-broken"))?;
        let others = entries.into_iter().zip(next.outcomes);
        outcomes.extend(others.filter(|(_, outcome)| !matches!(outcome, Carried::Unchanged { .. })));
        pairs.push((language.clone(), base.document.clone(), next.document.clone()));
        trees.push(TreeText {
            language: language.clone(),
            standing: text.standing,
            by: text.by.clone(),
            document: next.document,
            ids_follow: true,
        });
    }
    for (entry, outcome) in &outcomes {
        if matches!(outcome, Carried::Fails { .. }) {
            merged.remove(entry);
        }
    }
    let merged: Vec<EntryNumber> = merged.into_iter().collect();
    let made = published(view, trees, &pairs, &merged, typed.get("reason"))?;
    Ok(Merge { made, texts: pairs, outcomes, merged })
}

/// The next version, each changed unit with what led to its change.
fn published(
    view: &ProcessView<'_>,
    trees: Vec<TreeText>,
    pairs: &[(Language, Document, Document)],
    merged: &[EntryNumber],
    reason: &str,
) -> Result<Publication, String> {
    let words = |digest: &Digest| view.content(digest)?.get("text").map(str::to_owned);
    let make = |trees, causes: &BTreeMap<_, _>| {
        publication_of_trees(view.process, &words, trees, causes, reason).map_err(|fault| fault.to_string())
    };
    let first = make(trees.clone(), &BTreeMap::new())?;
    let mut causes = BTreeMap::new();
    for line in &first.command.causes {
        let parent = pairs.iter().find_map(|(_, _, next)| parent_of(next, line.unit.as_str()));
        let found = causes_of(view.process, &line.unit, parent.as_ref(), merged);
        if !found.is_empty() {
            causes.insert(line.unit.clone(), found);
        }
    }
    make(trees, &causes)
}

fn parent_of(document: &Document, unit: &str) -> Option<UnitId> {
    let path = document.path(&maru_text::UnitId::new(unit));
    UnitId::new(path.iter().rev().nth(1)?.id.as_str()).ok()
}

/// What led to the change of a unit: amendments that are merged now and touch it or what contains it, the answers on them, and the
/// answers that promised to change it and led to no version yet, with what they answer.
pub(crate) fn causes_of(
    process: &Process,
    unit: &UnitId,
    parent: Option<&UnitId>,
    merged: &[EntryNumber],
) -> BTreeSet<EntryNumber> {
    let is_meant = |one: &UnitId| one == unit || Some(one) == parent;
    let mut found = BTreeSet::new();
    for entry in merged {
        let touches = process.amendments.get(*entry).is_some_and(|one| one.units.iter().any(is_meant));
        if touches {
            found.insert(*entry);
            found.extend(process.answers.standing_on(*entry).map(|answer| answer.entry));
        }
    }
    let used: BTreeSet<EntryNumber> = process
        .drafts
        .iter()
        .flat_map(|draft| &draft.causes)
        .flat_map(|cause| cause.by.iter().copied())
        .collect();
    let promised = |answer: &&Answer| {
        answer.disposition.changes_the_text() && !answer.given.is_empty() && !used.contains(&answer.entry)
    };
    for answer in process.answers.iter().filter(promised).filter(|answer| answer.units.iter().any(is_meant)) {
        // Only those for which it stands; an amendment that is not merged now has led to nothing.
        let stands = |entry: &&EntryNumber| {
            answer.given.contains_key(entry)
                && process.answers.standing_on(**entry).is_some_and(|one| one.entry == answer.entry)
                && (process.amendments.get(**entry).is_none() || merged.contains(entry))
        };
        let members: Vec<EntryNumber> = answer.on.iter().filter(stands).copied().collect();
        if !members.is_empty() {
            found.insert(answer.entry);
            found.extend(members);
        }
    }
    found.into_iter().take(CAUSES).collect()
}

fn drawn(view: &ProcessView<'_>, typed: &Typed, merge: Option<&Merge>, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-merge");
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (title) }
        p { (visit.text("desk-merge-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        form method="post" action=(view.link("/desk/merge")) {
            @if let Some(merge) = merge { (looked_at(view, typed, merge)) }
            (choose(view, typed))
        }
    };
    process_page(view, &title, &body)
}

/// The open amendments, those accepted first and ticked.
fn choose(view: &ProcessView<'_>, typed: &Typed) -> Markup {
    let visit = view.visit;
    let accepted = |one: &Amendment| {
        view.process
            .answers
            .standing_on(one.entry)
            .is_some_and(|answer| answer.disposition.changes_the_text())
    };
    let mut open: Vec<&Amendment> = view.process.amendments.open().collect();
    open.sort_by_key(|one| (!accepted(one), one.entry));
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
                    @let tick = if ticked.is_empty() { accepted(one) } else { ticked.contains(number.as_str()) };
                    li {
                        label.row { input type="checkbox" name="on" value=(number) checked[tick]; " " b { (visit.text_with("amendment-number", &[("number", one.entry.0.into())])) }
                            @if accepted(one) { " · " (visit.text("answer-accepted")) } }
                        (item(view, one))
                    }
                } }
            }
            button type="submit" name="act" value="preview" { (visit.text("desk-merge-look")) }
            (paged.links(visit))
        }
    }
}

/// What comes of it: what fails and why, what changes and why, and the button that publishes just this.
fn looked_at(view: &ProcessView<'_>, typed: &Typed, merge: &Merge) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let next = view.process.drafts.len() as u32 + 1;
    html! {
        section.note aria-labelledby="seen" {
            h2 #seen { (visit.text_with("desk-draft-seen", &[("version", next.into())])) }
            p { (visit.text_with("desk-merge-merged", &[("count", merge.merged.len().into())])) " "
                @for entry in &merge.merged { a href=(view.link(&format!("/amendments/{entry}"))) { (entry) } " " } }
            @for (entry, outcome) in &merge.outcomes {
                @match outcome {
                    Carried::Fails { failures } => { p { a href=(view.link(&format!("/amendments/{entry}"))) { (visit.text_with("amendment-number", &[("number", entry.0.into())])) } } (fails(view, next, failures)) },
                    Carried::AlreadyThere => p.small { (entry) ": " (visit.text_with("amendment-already-there", &[("version", next.into())])) },
                    Carried::Adjusted { units, .. } => p.small { (entry) ": " (visit.text_with("amendment-adjusted", &[("version", next.into())])) " " @for unit in units { code { (unit) } " " } },
                    Carried::Unchanged { .. } => {},
                }
            }
            @for (language, old, new) in &merge.texts { (changes(view, language, old, new)) }
            h3 { (visit.text("desk-draft-causes")) }
            ul { @for cause in &merge.made.command.causes {
                li { code { (cause.unit) } ": " @if cause.by.is_empty() { (visit.text("draft-cause-none")) } @for entry in &cause.by { (view.entry(*entry)) " " } }
            } }
            (form.reason())
            input type="hidden" name="seen" value=(mark(merge));
            button.go type="submit" name="act" value="publish" { (visit.text_with("desk-draft-publish", &[("version", next.into())])) }
        }
    }
}

fn changes(view: &ProcessView<'_>, language: &Language, old: &Document, new: &Document) -> Markup {
    let visit = view.visit;
    let redline = maru_text::redline(old, new);
    let shown = first_changes(&redline, REDLINE_BYTES);
    let all = redline.changed().count();
    html! {
        h3 { (visit.language_name(language)) }
        p { (visit.text_with("desk-draft-changes", &[("count", all.into())])) }
        div.law lang=(language) dir=(language.direction()) { @for unit in &shown { div.change { (marked_unit(unit)) } } }
        @if shown.len() < all { p { (visit.text_with("desk-draft-more-changes", &[("count", (all - shown.len()).into())])) } }
    }
}
