//! Amendments as pages: the form, the list, one with what it changes and whom it meets, and those of a unit.

use std::collections::BTreeMap;

use maru_forum::{AMENDMENT_LIMIT, Amendment, Language, PhaseAct};
use maru_text::{Carried, Encounter, Failure, Unit};
use maru_verify::draft::WHOLE_TEXT;
use maud::{Markup, html};

use crate::amendment::work::{COMPARED, Met, Place, carried, changes, groups, met, places};
use crate::amendment::write::{Asked, combined, parts, sources};
use crate::answer;
use crate::answer::item::Item;
use crate::common::{PAGE_ITEMS, ProcessView};
use crate::draft::chosen::Chosen;
use crate::draft::name::{unit_link, unit_name};
use crate::draft::redline::marked_unit;
use crate::draft::texts::Texts;
use crate::form::{Shown, Typed};
use crate::layout::process_page;
use crate::list;
use crate::people::view::moderation_policy;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{Said, done, entry_words, person, standing};
use crate::remark::write::Target;
use crate::visit::{Visit, encoded};

/// Parts of the list.
const PARTS: [&str; 5] = ["open", "merged", "withdrawn", "mine", "all"];
/// Groups of alike amendments shown on the page of a unit.
const ON_UNIT: usize = 8;
/// Meetings with other amendments that are listed.
const MEETINGS: usize = 30;

/// The form, blank or typed again, with what it would change where somebody has looked at it.
pub(crate) fn new(
    view: &ProcessView<'_>,
    texts: &Texts,
    typed: &Typed,
    seen: Option<&Asked>,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let title = match seen {
        Some(_) => format!("{} · {}", visit.text("remark-not-sent"), visit.text("amendment-write")),
        None => visit.text("amendment-write"),
    };
    let body = match Target::of(view, texts, typed) {
        None => html! { h1 { (title) } p.note { (visit.text("draft-none-yet")) } },
        Some(target) => html! {
            h1 { (title) }
            @if may_write(view) {
                (moderation_policy(view))
            }
            @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
            @match target.unit() {
                None if !may_write(view) => p.warn { (view.not_now("amendment-not-now", Some(PhaseAct::Amend))) },
                None => p.note { (visit.text("amendment-choose-unit")) " " a href=(view.link("/draft")) { (visit.text("layout-draft")) } },
                Some(_) if !may_write(view) => p.warn { (view.not_now("amendment-not-now", Some(PhaseAct::Amend))) },
                Some(unit) if view.me.is_none() => p { (sign_in_to_take_part(view, &format!("/amendments/new?unit={}", encoded(unit.id.as_str())))) },
                Some(unit) => (form(view, texts, &target, unit, typed, seen)),
            }
        },
    };
    process_page(view, &title, &body)
}

/// Whether the reader may propose an amendment now: anyone in its phase, drafters also while they answer.
fn may_write(view: &ProcessView<'_>) -> bool {
    let drafts = view.me.is_some_and(|who| view.process.offices.may_act_as(who, maru_forum::Office::Drafter));
    view.open_for(PhaseAct::Amend) || (drafts && view.open_for(PhaseAct::Answer))
}

fn form(
    view: &ProcessView<'_>,
    texts: &Texts,
    target: &Target<'_>,
    unit: &Unit,
    typed: &Typed,
    seen: Option<&Asked>,
) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let sources = sources(view, typed);
    let merged = combined(view, texts, target, &sources);
    let language = target.language();
    let failed = merged.as_ref().map_or(0, |merged| merged.left_out);
    html! {
        p.lead { (unit_name(view, target.draft.version, &target.id)) " · " (visit.text_with("draft-version", &[("version", target.draft.version.into())])) }
        form method="post" action=(view.link("/amendments/new")) {
            input type="hidden" name="version" value=(target.draft.version);
            input type="hidden" name="unit" value=(target.id);
            @if let Some(language) = language { input type="hidden" name="of" value=(language.primary()); }
            @for source in &sources { input type="hidden" name="from" value=(source); }
            @if !sources.is_empty() {
                p.note {
                    (visit.text_with("amendment-combines", &[("count", sources.len().into())])) " "
                    @for source in &sources { a href=(view.link(&format!("/amendments/{source}"))) { (source) } " " }
                    @if failed > 0 { b { (visit.text_with("amendment-combines-fails", &[("count", failed.into())])) } }
                }
            }
            @if let Some(asked) = seen { (looked_at(view, texts, asked)) }
            p.hint { (visit.text("amendment-hint")) }
            @for part in parts(unit) {
                @let name = format!("wording-{}", part.id);
                @let first = merged.as_ref().and_then(|merged| merged.document.unit(&part.id)).map_or(&part.text, |part| &part.text);
                label for=(name) { (unit_name(view, target.draft.version, part.id.as_str())) }
                textarea id=(name) name=(name) rows="4" lang=[language] dir="auto" { (typed.said(&name).unwrap_or(first)) }
                label.row { input type="checkbox" name="delete" value=(part.id) checked[typed.has("delete", part.id.as_str())]; " " (visit.text("amendment-delete")) }
            }
            (new_unit(visit, language, typed))
            label for="text" { (visit.text("amendment-reason")) }
            (visit.fault_at("text"))
            textarea #text name="text" required rows="4" dir="auto" maxlength=(AMENDMENT_LIMIT) aria-invalid=[visit.is_wrong("text")] aria-describedby=[visit.told_at("text", "")] { (typed.get("text")) }
            (form.language(&view.process.charter.languages))
            button type="submit" name="act" value="preview" { (visit.text(if seen.is_some() { "remark-look-again" } else { "remark-look" })) }
            button.go type="submit" name="act" value="send" { (visit.text(if seen.is_some() { "remark-send-shown" } else { "amendment-send" })) }
        }
    }
}

/// The fields of a unit that is to be put in.
fn new_unit(visit: &Visit, language: Option<&Language>, typed: &Typed) -> Markup {
    let names = ["new_number", "new_heading", "new_words"];
    let is_typed = names.iter().any(|name| !typed.get(name).trim().is_empty());
    let places = [("after", "amendment-new-after"), ("before", "amendment-new-before")];
    html! {
        details open[is_typed] {
            summary { (visit.text("amendment-new")) }
            fieldset {
                legend { (visit.text("amendment-new-place")) }
                @for (value, key) in places {
                    label.row {
                        input type="radio" name="new_place" value=(value) checked[typed.said("new_place").unwrap_or("after") == value];
                        " " (visit.text(key))
                    }
                }
            }
            label for="new_number" { (visit.text("amendment-new-number")) }
            input #new_number name="new_number" lang=[language] dir="auto" autocomplete="off" value=(typed.get("new_number"));
            label for="new_heading" { (visit.text("amendment-new-heading")) }
            input #new_heading name="new_heading" lang=[language] dir="auto" autocomplete="off" value=(typed.get("new_heading"));
            label for="new_words" { (visit.text("amendment-new-words")) }
            textarea #new_words name="new_words" rows="4" lang=[language] dir="auto" { (typed.get("new_words")) }
        }
    }
}

/// What it would change, and the units that it touches: nothing else may change.
fn looked_at(view: &ProcessView<'_>, texts: &Texts, asked: &Asked) -> Markup {
    let visit = view.visit;
    html! {
        section.note aria-labelledby="seen" {
            p.warn role="status" { b { (visit.text("remark-not-sent")) } " " (visit.text("remark-not-sent-words")) }
            h2 #seen { (visit.text("remark-seen")) }
            p { (visit.text("amendment-touches")) " " (placed(view, asked.command.version, &asked.places)) }
            div.law lang=(asked.text.language) dir=(asked.text.language.direction()) {
                @for unit in asked.redline.changed() { div.change { (marked_unit(visit, unit)) } }
            }
            (crate::draft::norms::effect_of_asked(view, texts, asked))
            input type="hidden" name="seen" value=(mark(asked));
        }
    }
}

/// Stands in the form once its redline was shown.
pub(crate) fn mark(asked: &Asked) -> String {
    let operations: String =
        asked.command.operations.iter().map(|(_, operations)| operations.as_str()).collect();
    maru_record::Digest::of(operations.as_bytes()).to_string()
}

/// All amendments, newest first.
pub(crate) fn list(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("amendment-list");
    let part = list::shown(visit, &PARTS);
    let fits = |one: &&Amendment| match part {
        "open" => one.is_open(),
        "merged" => one.merged.is_some(),
        "withdrawn" => one.withdrawn.is_some(),
        "mine" => view.me == Some(one.author),
        _ => true,
    };
    let found: Vec<&Amendment> =
        view.process.amendments.iter().filter(fits).filter(|one| view.may_read_entry(one.entry)).collect();
    let body = html! {
        h1 { (title) }
        p { (visit.text_with("amendment-count", &[("count", view.process.amendments.len().into())])) }
        (list::parts(visit, &view.address("/amendments"), "amendment-list", "amendment-show-", &PARTS, &html! {}))
        (list::rows(visit, found, PAGE_ITEMS, "amendment-none", |one| html! { li { (item(view, one)) } }))
    };
    process_page(view, &title, &body)
}

/// An amendment in a list: its reason, its units, how it fares.
pub(crate) fn item(view: &ProcessView<'_>, one: &Amendment) -> Markup {
    html! {
        (standing(view, one.entry))
        (entry_words(view, &one.words, 300))
        (meta(view, one))
        p.figures { (answer::view::in_short(view, Item::Amendment(one))) }
    }
}

/// Where an amendment stands, as links with commas between them.
fn placed(view: &ProcessView<'_>, version: u32, places: &[Place]) -> Markup {
    let visit = view.visit;
    html! {
        @for (number, place) in places.iter().enumerate() {
            @if number > 0 { ", " }
            @match place {
                Place::On(unit) => (unit_link(view, version, unit)),
                Place::After(unit) => { (visit.text("amendment-added-after")) " " (unit_link(view, version, unit)) },
                Place::First => { (visit.text("amendment-added-first")) " " (unit_link(view, version, WHOLE_TEXT)) },
            }
        }
    }
}

fn meta(view: &ProcessView<'_>, one: &Amendment) -> Markup {
    let visit = view.visit;
    html! {
        p.figures {
            a href=(view.link(&format!("/amendments/{}", one.entry))) { (visit.text_with("amendment-number", &[("number", one.entry.0.into())])) }
            " · " (placed(view, one.version, &places(view, one)))
            " · " (person(view, one.author, one.entry)) " · " (visit.moment(one.at))
            @if !one.cosigners.is_empty() { " · " (visit.text_with("amendment-cosigned", &[("count", one.cosigners.len().into())])) }
            @if one.withdrawn.is_some() { " · " b { (visit.text("amendment-is-withdrawn")) } }
            @if one.merged.is_some() { " · " b { (visit.text("amendment-is-merged")) } }
        }
    }
}

/// One amendment.
pub(crate) fn one(view: &ProcessView<'_>, texts: &Texts, one: &Amendment, said: &Said<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text_with("amendment-number", &[("number", one.entry.0.into())]);
    let (reply, fault) = said.reply;
    let body = html! {
        h1 { (title) }
        (done(view))
        (standing(view, one.entry))
        (crate::review::view::report_link(view, one.entry))
        (meta(view, one))
        @for (text, redline) in changes(view, texts, one) {
            div.law lang=(text.language) dir=(text.language.direction()) {
                @for unit in redline.changed() { div.change { (marked_unit(visit, unit)) } }
            }
        }
        (crate::draft::norms::effect(view, texts, one))
        (entry_words(view, &one.words, AMENDMENT_LIMIT))
        @if !one.sources.is_empty() {
            p { (visit.text_with("amendment-combines", &[("count", one.sources.len().into())])) " "
                @for source in &one.sources { a href=(view.link(&format!("/amendments/{source}"))) { (source) } " " } }
        }
        p.small { (view.entry(one.entry)) " · " a href=(view.link(&format!("/receipt/{}.tlog-proof", one.entry))) { (visit.text("remark-receipt")) } }
        (fate(view, texts, one))
        (meetings(view, one.version, &met(view, texts, one)))
        (acts(view, one, said.comment.1))
        (answer::view::on_item(view, Item::Amendment(one), reply, fault))
    };
    process_page(view, &title, &body)
}

/// What became of it on the newest version: merged, carried over, or where it fails.
fn fate(view: &ProcessView<'_>, texts: &Texts, one: &Amendment) -> Markup {
    let visit = view.visit;
    if let Some(entry) = one.merged {
        let draft = view.process.drafts.iter().find(|draft| draft.entry == entry);
        return html! {
            @if let Some(draft) = draft {
                p { a href=(view.link(&format!("/draft/redline?from={}&to={}", draft.version - 1, draft.version))) {
                    (visit.text_with("amendment-merged-in", &[("version", draft.version.into())])) } }
            }
        };
    }
    let Some(last) = view.process.drafts.last().filter(|last| last.version > one.version) else {
        return html! {};
    };
    let version = last.version;
    html! {
        @for words in &one.operations {
            @let said = |key: &str| html! { p.small {
                @if one.operations.len() > 1 { (visit.language_name(&words.language)) ": " }
                (visit.text_with(key, &[("version", version.into())]))
            } };
            @match carried(view, texts, one, &words.language, last) {
                Some(Carried::Unchanged { .. }) => (said("amendment-carried")),
                Some(Carried::Adjusted { .. }) => (said("amendment-adjusted")),
                Some(Carried::AlreadyThere) => (said("amendment-already-there")),
                Some(Carried::Fails { failures }) => (fails(view, version, &failures)),
                None => {},
            }
        }
    }
}

/// Where and why an amendment fails.
pub(crate) fn fails(view: &ProcessView<'_>, version: u32, failures: &[Failure]) -> Markup {
    let visit = view.visit;
    html! {
        div.warn {
            p { (visit.text_with("amendment-fails", &[("version", version.into())])) }
            ul { @for failure in failures {
                li { (unit_link(view, version, failure.unit.as_str())) ": " (clash(view, failure)) }
            } }
        }
    }
}

fn clash(view: &ProcessView<'_>, failure: &Failure) -> String {
    use maru_text::Clash;
    view.visit.text(match failure.clash {
        Clash::Words { .. } => "amendment-clash-words",
        Clash::Part { .. } => "amendment-clash-part",
        Clash::Gone => "amendment-clash-gone",
        Clash::ChangedMeanwhile => "amendment-clash-changed",
        Clash::Moved => "amendment-clash-moved",
        Clash::Taken => "amendment-clash-taken",
    })
}

/// Which others it meets, unit by unit.
fn meetings(view: &ProcessView<'_>, version: u32, met: &[Met]) -> Markup {
    let visit = view.visit;
    let mut by_unit: BTreeMap<&str, Vec<&Met>> = BTreeMap::new();
    for one in met.iter().take(MEETINGS) {
        by_unit.entry(&one.unit).or_default().push(one);
    }
    html! {
        @if !by_unit.is_empty() {
            h2 { (visit.text("amendment-meets")) }
            ul { @for (unit, all) in &by_unit {
                li { (unit_name(view, version, unit)) ": " @for one in all {
                    a href=(view.link(&format!("/amendments/{}", one.other))) { (one.other) } " (" (visit.text(encounter(one.encounter))) ") "
                } }
            } }
            @if met.len() > MEETINGS { p { (visit.text_with("answer-more", &[("count", (met.len() - MEETINGS).into())])) } }
        }
    }
}

fn encounter(encounter: Encounter) -> &'static str {
    match encounter {
        Encounter::Same => "amendment-meets-same",
        Encounter::SamePlace => "amendment-meets-place",
        Encounter::Conflict => "amendment-meets-conflict",
    }
}

fn acts(view: &ProcessView<'_>, one: &Amendment, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let mine = view.me == Some(one.author);
    let signed = view.me.and_then(|me| one.cosigners.entry_of(me));
    html! {
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        p { (visit.text_with("amendment-cosigned", &[("count", one.cosigners.len().into())])) }
        @if mine && one.is_open() {
            form method="post" action=(view.link(&format!("/amendments/{}/withdraw", one.entry))) { button type="submit" { (visit.text("amendment-withdraw")) } }
        } @else if one.is_open() && view.open_for(PhaseAct::Amend) {
            @if view.me.is_some() {
                form method="post" action=(view.link(&format!("/amendments/{}/cosign", one.entry))) {
                    @if signed.is_some() { button type="submit" name="give" value="no" { (visit.text("amendment-uncosign")) } }
                    @else if !view.process.ledger.is_erased(one.entry) { button type="submit" name="give" value="yes" { (visit.text("amendment-cosign")) } }
                }
            } @else { p { (sign_in_to_take_part(view, &format!("/amendments/{}", one.entry))) } }
        }
    }
}

/// The amendments of a unit, alike ones together, and the way to propose or to combine.
pub(crate) fn on_unit(chosen: &Chosen<'_>, unit: &Unit) -> Markup {
    let (view, visit) = (chosen.view, chosen.view.visit);
    let Some(text) = &chosen.text else { return html! {} };
    let newest_first = chosen.amendments_on(&unit.id).into_iter().rev();
    let all: Vec<&Amendment> = newest_first.filter_map(|entry| view.process.amendments.get(entry)).collect();
    let newest: Vec<&Amendment> = all.iter().copied().filter(|one| one.is_open()).take(COMPARED).collect();
    let found = groups(view, chosen.texts, unit.id.as_str(), &text.language, &newest);
    let of = text.language.primary();
    let new =
        |more: &str| view.link(&format!("/amendments/new?of={of}&unit={}{more}", encoded(unit.id.as_str())));
    html! {
        h2 #amendments { (visit.text_with("amendment-on-unit", &[("count", all.len().into())])) }
        @if may_write(view) && !parts(unit).is_empty() { p { a.button href=(new("")) { (visit.text("amendment-write")) } } }
        ul.rows { @for group in found.iter().take(ON_UNIT) {
            li {
                @if let Some(first) = group.first() { (item(view, first)) }
                @if group.len() > 1 {
                    p.small { (visit.text_with("amendment-alike", &[("count", (group.len() - 1).into()), ("percent", crate::amendment::work::ALIKE_PERCENT.into())])) " "
                        @for one in group.iter().skip(1) { a href=(view.link(&format!("/amendments/{}", one.entry))) { (one.entry) } " " }
                        @if may_write(view) { " · " a href=(new(&group.iter().map(|one| format!("&from={}", one.entry)).collect::<Vec<_>>().concat())) { (visit.text("amendment-combine")) } }
                    }
                }
            }
        } }
        @if found.len() > ON_UNIT || all.len() > newest.len() { p { a href=(view.link("/amendments?show=all")) { (visit.text("amendment-list")) } } }
    }
}
