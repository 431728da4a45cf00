//! The desk by unit: what is owed an answer, filtered, and one answer for all that are ticked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::Path;
use axum::response::Response;
use maru_forum::{
    AnswerStage, Command, Disposition, EntryNumber, GiveAnswer, GiveProposed, Language, Office, PhaseAct,
    Process, ReplyState, ReplyWord, UnitId,
};
use maud::{Markup, html};

use crate::answer::item::Item;
use crate::answer::view::{item_link, reply_state};
use crate::collation::sort_by_name;
use crate::common::{PAGE_ITEMS, Paged, ProcessView, dotted};
use crate::desk::routes::{acting_stranger, holds, stranger};
use crate::draft::name::{name_in, unit_link, unit_name};
use crate::draft::texts::{Text, Texts};
use crate::fault::Fault;
use crate::form::{BLANK, Sent, Shown, Typed, carry};
use crate::languages::offered;
use crate::layout::process_page;
use crate::reader::Reader;
use crate::remark::place::{fate, place, text_in};
use crate::remark::view::{entry_words, person};
use crate::script::{chosen, proposing};
use crate::visit::{Visit, encoded};

/// How an item stands, as the filter names it.
const SHOW: [&str; 6] = ["unanswered", "consent", "untold", "objecting", "answered", "all"];
/// What can be filtered besides, by the names of its fields.
const FILTERS: [&str; 5] = ["kind", "group", "country", "language", "support"];
/// Units that are listed; a draft with more is worked through by its chapters.
const UNITS: usize = 250;
/// How the draft as a whole is named among units.
const WHOLE: &str = "-";
const HERE: &str = "desk/remarks";

pub(crate) async fn page(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Drafter) {
        return stranger(&reader, &handle, HERE, Office::Drafter.as_str());
    }
    let texts = reader.state.texts.clone();
    Ok(reader.show(&handle, |view| drawn(view, &texts, &BLANK, None)))
}

pub(crate) async fn act(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Drafter) {
        return acting_stranger(&reader, &handle, HERE, Office::Drafter.as_str());
    }
    let typed = Typed::of(sent)?;
    let texts = reader.state.texts.clone();
    let asked = reader.draw(&handle, |view| asked(view, &typed));
    let back = typed.get("back").to_owned();
    let here = format!("/p/{id}/{HERE}?{back}");
    let joint = if back.is_empty() { "" } else { "&" };
    let done = |answer: maru_store::Answer| format!("{here}{joint}done={}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        // The page comes again with the same filter, though the form's address does not have it.
        let mut visit = view.visit.clone();
        visit.query = crate::visit::pairs_of(&back);
        let view = ProcessView { visit: &visit, ..*view };
        drawn(&view, &texts, &proposing(&view, &typed), Some(fault))
    })
    .await
}

/// The command of the form, or in words why there is none.
fn asked(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, String> {
    let visit = view.visit;
    let on: Option<Vec<EntryNumber>> =
        typed.all("on").map(|text| text.parse().ok().map(EntryNumber)).collect();
    let on = on.filter(|on| !on.is_empty()).ok_or_else(|| visit.text("desk-remarks-nothing-ticked"))?;
    if let Some(entry) = on.iter().find(|entry| !was_seen(view.process, typed, **entry)) {
        return Err(visit.text_with("desk-remarks-answered-meanwhile", &[("number", entry.0.into())]));
    }
    if typed.get("act") == "give" {
        let proposed =
            |entry: &EntryNumber| view.process.answers.proposed_on(*entry).map(|answer| answer.entry);
        let answer = on.first().and_then(proposed).ok_or_else(|| visit.text("desk-remarks-none-proposed"))?;
        return Ok(GiveProposed { answer, on }.into());
    }
    let disposition =
        Disposition::from_name(typed.get("disposition")).ok_or_else(|| visit.text("desk-nothing-chosen"))?;
    let stage = match typed.get("act") {
        "propose" => AnswerStage::Proposed,
        _ => AnswerStage::Given,
    };
    let units = said_units(typed)
        .map(UnitId::new)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|violation| visit.violation(&violation))?;
    let instead_of =
        on.first().and_then(|entry| view.process.answers.standing_on(*entry)).map(|answer| answer.entry);
    let text = typed.get("text").to_owned();
    Ok(GiveAnswer { on, disposition, text, language: chosen(view, typed)?, units, stage, instead_of }.into())
}

/// The answers that an item has: the one that stands, and the one that is put to its author.
fn answers_of(process: &Process, entry: EntryNumber) -> impl Iterator<Item = EntryNumber> {
    let answers = &process.answers;
    answers.standing_on(entry).into_iter().chain(answers.proposed_on(entry)).map(|answer| answer.entry)
}

/// An answer as the page that showed it says so.
fn seen(entry: EntryNumber, answer: EntryNumber) -> String {
    format!("{entry}={answer}")
}

/// Whether the page on which an item was ticked showed the answers that it has now: a colleague may have answered it since, and what
/// they said is not replaced by somebody who did not see it.
fn was_seen(process: &Process, typed: &Typed, entry: EntryNumber) -> bool {
    answers_of(process, entry).all(|answer| typed.has("seen", &seen(entry, answer)))
}

/// Whether an item stands as the filter says.
fn stands(process: &Process, visit: &Visit, item: Item<'_>, show: &str) -> bool {
    let answers = &process.answers;
    let entry = item.entry();
    match show {
        // The one list of what is owed: what holds up the closing of a phase can be worked off here.
        "unanswered" => process.owes_answer_to(entry),
        "consent" => answers.proposed_on(entry).is_some(),
        "answered" => answers.standing_on(entry).is_some(),
        "untold" => process.reply_state(entry, visit.now) == Some(ReplyState::Untold),
        "objecting" => process.reply_state(entry, visit.now) == Some(ReplyState::Said(ReplyWord::Objects)),
        _ => true,
    }
}

/// Whether an item fits all that the reader asked for besides how it stands.
fn fits(view: &ProcessView<'_>, item: Item<'_>) -> bool {
    let asked = |name: &str| view.visit.asked(name).filter(|value| !value.is_empty());
    let person = view.process.participant(item.author());
    // What was merged is owed an answer like everything else; what was taken back is owed none.
    let stands = !matches!(item, Item::Amendment(one) if one.withdrawn.is_some());
    stands
        && asked("kind").is_none_or(|kind| item.kind() == kind)
        && asked("language").is_none_or(|language| item.words().language.primary() == language)
        && asked("support")
            .and_then(|text| text.parse().ok())
            .is_none_or(|least: usize| item.supporters() >= least)
        && asked("group")
            .is_none_or(|group| person.is_some_and(|one| one.group.as_ref().is_some_and(|id| id.0 == group)))
        && asked("country")
            .is_none_or(|code| person.is_some_and(|one| one.country.is_some_and(|of| of.to_string() == code)))
}

fn is_on(item: Item<'_>, unit: &str) -> bool {
    let units = item.units();
    if unit == WHOLE { units.is_empty() } else { units.iter().any(|one| one.as_str() == unit) }
}

/// The desk: units with what waits on each, or the items of one unit with the form that answers them.
fn drawn(view: &ProcessView<'_>, texts: &Texts, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-remarks");
    let show = crate::list::shown(visit, &SHOW);
    // What is ticked stays, though it may not stand as the filter says any more.
    let is_ticked = |item: Item<'_>| typed.has("on", &item.entry().to_string());
    let found: Vec<Item<'_>> = Item::all(view.process)
        .filter(|item| is_ticked(*item) || fits(view, *item) && stands(view.process, visit, *item, show))
        .collect();
    let unit = visit.asked("unit").filter(|unit| !unit.is_empty());
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } @if unit.is_some() { " · " a href=(view.link(&kept(visit, &[("unit", ""), ("page", "")]))) { (title) } } }
        h1 { (title) }
        (crate::desk::view::done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        ul.pages aria-label=(visit.text("desk-remarks-show")) {
            @for name in SHOW {
                li { a href=(view.link(&kept(visit, &[("show", name), ("page", "")]))) aria-current=[(name == show).then_some("page")] { (visit.text(&format!("desk-remarks-{name}"))) } }
            }
        }
        @match unit {
            None => (units(view, texts, &found)),
            Some(unit) => (of_unit(view, texts, unit, found.into_iter().filter(|item| is_on(*item, unit)).collect(), typed)),
        }
        (filters(view, show))
    };
    process_page(view, &title, &body)
}

/// The address of the desk with what the reader asked for, some of it changed.
fn kept(visit: &Visit, changed: &[(&str, &str)]) -> String {
    let names = ["show", "unit", "page"].into_iter().chain(FILTERS);
    let value = |name: &str| {
        let new = changed.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        new.or(visit.asked(name)).filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let pairs: Vec<String> =
        names.filter_map(|name| Some(format!("{name}={}", encoded(&value(name)?)))).collect();
    format!("/{HERE}?{}", pairs.join("&"))
}

/// The newest version in every language that can be read, that of the page first: a unit that one lacks may stand in another.
fn newest(view: &ProcessView<'_>, texts: &Texts) -> Vec<Arc<Text>> {
    let draft = view.process.drafts.last();
    let mut languages: Vec<_> =
        draft.iter().flat_map(|draft| &draft.texts).map(|one| &one.text.language).collect();
    languages.sort_by_key(|language| language.primary() != view.visit.tag());
    languages.iter().filter_map(|language| text_in(view, texts, draft?, language)).collect()
}

/// Which parts of the newest version an answer changes, or names as saying it already: those on which it answers first, the others behind
/// a line. What was typed and is none of them comes again, so that it can be taken out.
fn unit_boxes(view: &ProcessView<'_>, texts: &Texts, unit: &str, typed: &Typed) -> Markup {
    let visit = view.visit;
    let all = newest(view, texts);
    let mut seen = BTreeSet::new();
    let units: Vec<(&maru_text::UnitId, &Text)> = all
        .iter()
        .flat_map(|text| text.document.walk().map(move |unit| (&unit.id, &**text)))
        .filter(|(id, _)| seen.insert(id.as_str()))
        .collect();
    let chosen: Vec<String> = said_units(typed).map(str::to_owned).collect();
    let is_near = |id: &str| chosen.iter().any(|one| one == id) || (unit != WHOLE && is_of(id, unit));
    let (near, far): (Vec<_>, Vec<_>) = units.iter().partition(|(id, _)| is_near(id.as_str()));
    let unknown = chosen.iter().filter(|one| !seen.contains(one.as_str()));
    let one = |id: &str, name: Markup| {
        html! { label.row { input type="checkbox" name="units" value=(id) checked[chosen.iter().any(|one| one == id)]; " " (name) } }
    };
    // What contains a unit is looked for in the whole text, so only those that are shown are named.
    let named = |(id, text): &(&maru_text::UnitId, &Text)| {
        let name = name_in(&text.document, id).unwrap_or_else(|| id.to_string());
        one(id.as_str(), html! { span lang=(text.language) dir=(text.language.direction()) { (name) } })
    };
    html! {
        fieldset {
            legend { (visit.text("desk-remarks-units")) }
            @for id in unknown { (one(id, html! { code { (id) } " · " (visit.text("desk-remarks-unit-gone")) })) }
            @for line in near { (named(line)) }
            @if !far.is_empty() {
                details {
                    summary { (visit.text("desk-remarks-units-others")) }
                    @for line in far.iter().copied().take(UNITS) { (named(line)) }
                    @if far.len() > UNITS { p { (visit.text_with("answer-more", &[("count", (far.len() - UNITS).into())])) } }
                }
            }
        }
    }
}

/// Whether a unit is another, contains it, or stands in it.
fn is_of(id: &str, unit: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("__"))
    };
    within(id, unit) || within(unit, id)
}

/// The units that were ticked; programs that send the form may write several into one field.
fn said_units(typed: &Typed) -> impl Iterator<Item = &str> {
    let all = typed.all("units").flat_map(|said| said.split([',', ' ', '\n']));
    all.map(str::trim).filter(|text| !text.is_empty())
}

/// A unit's id, its name with the language of that, and how many items fit.
type Line<'a> = (String, Option<(String, &'a Language)>, usize);

/// The units in the order of the newest text, each with how many items fit.
fn units(view: &ProcessView<'_>, texts: &Texts, found: &[Item<'_>]) -> Markup {
    let visit = view.visit;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in found {
        for unit in item.units() {
            *counts.entry(unit.as_str()).or_default() += 1;
        }
    }
    let whole = found.iter().filter(|item| item.units().is_empty()).count();
    let all = newest(view, texts);
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (text, unit) in all.iter().flat_map(|text| text.document.walk().map(move |unit| (text, unit))) {
        if let Some(count) = counts.remove(unit.id.as_str()) {
            let name = name_in(&text.document, &unit.id).map(|name| (name, &text.language));
            lines.push((unit.id.to_string(), name, count));
        }
    }
    // Units that the newest version has no more.
    lines.extend(counts.into_iter().map(|(unit, count)| (unit.to_owned(), None, count)));
    html! {
        p { (visit.text_with("desk-remarks-found", &[("count", found.len().into())])) }
        ul.parts {
            @if whole > 0 { li { a href=(view.link(&kept(visit, &[("unit", WHOLE)]))) { (visit.text("remark-on-whole")) } " · " b { (whole) } } }
            @for (unit, name, count) in lines.iter().take(UNITS) {
                li {
                    a href=(view.link(&kept(visit, &[("unit", unit)]))) {
                        @match name { Some((name, language)) => span lang=(language) { (name) }, None => (unit_name(view, 0, unit)) }
                    }
                    " · " b { (count) }
                    @if name.is_none() { " · " (visit.text("desk-remarks-unit-gone")) }
                }
            }
        }
        @if lines.len() > UNITS { p { (visit.text_with("answer-more", &[("count", (lines.len() - UNITS).into())])) } }
    }
}

/// The items of a unit, to be ticked, and the form that answers all that are.
fn of_unit(view: &ProcessView<'_>, texts: &Texts, unit: &str, found: Vec<Item<'_>>, typed: &Typed) -> Markup {
    let visit = view.visit;
    let total = found.len();
    let paged = Paged::of(found.into_iter(), total, visit.asked_page(), PAGE_ITEMS);
    html! {
        h2 { @if unit == WHOLE { (visit.text("remark-on-whole")) } @else { (unit_link(view, 0, unit)) } " · " (total) }
        @if total == 0 { p.note { (visit.text("desk-remarks-none")) } } @else {
            form method="post" action=(view.link(&format!("/{HERE}"))) {
                input type="hidden" name="back" value=(kept(visit, &[]).split_once('?').map_or("", |(_, query)| query));
                fieldset {
                    legend { (visit.text("desk-remarks-tick")) }
                    ul.rows { @for item in &paged.items { li { (row(view, texts, *item, typed)) } } }
                }
                (answer_fields(view, texts, unit, typed))
            }
            (paged.links(visit))
        }
    }
}

fn row(view: &ProcessView<'_>, texts: &Texts, item: Item<'_>, typed: &Typed) -> Markup {
    let visit = view.visit;
    let number = item.entry().to_string();
    html! {
        label.row {
            input type="checkbox" name="on" value=(number) checked[typed.has("on", &number)];
            @for answer in answers_of(view.process, item.entry()) { input type="hidden" name="seen" value=(seen(item.entry(), answer)); }
            " " b { (visit.text(&if matches!(item, Item::Amendment(_)) { "amendment-one".to_owned() } else { format!("remark-kind-{}", item.kind()) })) }
            " · " (person(view, item.author(), item.entry()))
        }
        @if let Item::Remark(remark) = item { @if remark.anchor.as_ref().is_some_and(|anchor| anchor.start.is_some()) { (place(view, texts, remark)) } (fate(view, texts, remark)) }
        (entry_words(view, item.words(), 700))
        p.figures {
            (item_link(view, item)) " · " (visit.language_name(&item.words().language))
            @if item.supporters() > 0 { " · " (visit.text_with("remark-supported", &[("count", item.supporters().into())])) }
            @if let Some(answer) = view.process.answers.standing_on(item.entry()) {
                " · " a href=(view.link(&format!("/answers/{}", answer.entry))) { (visit.text(&format!("answer-{}", answer.disposition.as_str()))) } (dotted(&reply_state(view, item)))
            }
            @if let Some(answer) = view.process.answers.proposed_on(item.entry()) {
                @let said = view.process.answers.replies(answer.entry, item.entry()).last();
                " · " (visit.text("answer-proposed")) ": " (said.map_or_else(|| visit.text("answer-consent-awaited"), |reply| visit.text(&format!("answer-reply-{}", reply.word.as_str()))))
            }
        }
    }
}

fn answer_fields(view: &ProcessView<'_>, texts: &Texts, unit: &str, typed: &Typed) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    if !view.open_for(PhaseAct::Answer) {
        return html! { p.warn { (view.not_now("desk-remarks-not-now", Some(PhaseAct::Answer))) } };
    }
    if crate::list::shown(visit, &SHOW) == "consent" {
        return html! { button.go type="submit" name="act" value="give" { (visit.text("desk-remarks-give-proposed")) } };
    }
    let words: Vec<_> = Disposition::ALL
        .iter()
        .map(|one| (one.as_str().to_owned(), visit.text(&format!("answer-{}", one.as_str()))))
        .collect();
    html! {
        (form.choice("disposition", &visit.text("desk-remarks-disposition"), &words, ""))
        label for="text" { (visit.text("desk-remarks-reason")) }
        p.hint #text-hint { (visit.text("desk-remarks-reason-hint")) }
        textarea #text name="text" rows="4" dir="auto" aria-describedby="text-hint" { (typed.get("text")) }
        (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
        (unit_boxes(view, texts, unit, typed))
        @if !view.process.charter.answer_consent { button.go type="submit" name="act" value="answer" { (visit.text("desk-remarks-answer")) } }
        button type="submit" name="act" value="propose" { (visit.text("desk-remarks-propose")) }
    }
}

fn filters(view: &ProcessView<'_>, show: &str) -> Markup {
    let visit = view.visit;
    let kinds = maru_forum::RemarkKind::ALL
        .iter()
        .map(|kind| (kind.as_str(), visit.text(&format!("remark-kind-{}", kind.as_str()))));
    let kinds: Vec<_> = kinds.chain([("amendment", visit.text("amendment-one"))]).collect();
    let groups: Vec<_> = view
        .process
        .charter
        .groups
        .iter()
        .map(|group| (group.id.0.as_str(), visit.local_plain(&group.title).to_owned()))
        .collect();
    let mut countries: Vec<_> = view.process.participants.iter().filter_map(|one| one.country).collect();
    countries.sort_unstable_by_key(ToString::to_string);
    countries.dedup();
    sort_by_name(visit.tag(), &mut countries, |one| crate::countries::name_of(*one, visit.tag()));
    let codes: Vec<String> = countries.iter().map(ToString::to_string).collect();
    let countries: Vec<_> = codes
        .iter()
        .zip(&countries)
        .map(|(code, one)| (code.as_str(), crate::countries::name_of(*one, visit.tag())))
        .collect();
    let languages: Vec<_> =
        view.process.charter.languages.iter().map(|one| (one.primary(), visit.language_name(one))).collect();
    let choice = |name: &str, offered: &[(&str, String)]| {
        html! {
            label for=(name) { (visit.text(&format!("desk-remarks-by-{name}"))) }
            select id=(name) name=(name) {
                option value="" { (visit.text("desk-remarks-any")) }
                @for (value, words) in offered { option value=(value) selected[visit.asked(name) == Some(*value)] { (words) } }
            }
        }
    };
    html! {
        details open[FILTERS.iter().any(|name| visit.asked(name).is_some_and(|value| !value.is_empty()))] {
            summary { (visit.text("desk-remarks-filter")) }
            form method="get" action=(view.address(&format!("/{HERE}"))) {
                (visit.language_field())
                input type="hidden" name="show" value=(show);
                @if let Some(unit) = visit.asked("unit") { input type="hidden" name="unit" value=(unit); }
                (choice("kind", &kinds)) (choice("group", &groups)) (choice("country", &countries)) (choice("language", &languages))
                label for="support" { (visit.text("desk-remarks-by-support")) }
                input #support name="support" inputmode="numeric" value=(visit.asked("support").unwrap_or_default());
                button type="submit" { (visit.text("desk-remarks-filter")) }
            }
        }
    }
}
