//! The draft as norms: lamps beside its units, what an amendment takes away or adds, what the whole lacks, and what was adopted.
//!
//! A coding is a person's, confirmed in the record. Where there is none the page says what rules read off the words, and that it is only
//! that; what rules cannot tell is said to be unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::Path;
use axum::response::Response;
use maru_forum::{
    Amendment, CodeUnit, Coding, Office, Process, ProposeAmendment, Resolution, UnitCoding, UnitId,
};
use maru_norms::code::{Coded as _, Deontic, Role, SanctionKind, StatementType, Testable, Topic};
use maru_norms::suggest::{LANGUAGES, suggest};
use maru_norms::{
    Assessment, Beside, LampState, Level, Library, Shift, UnitAssessed, UnitNorm, UnitSuggestion, Verdict,
    suggest_unit,
};
use maru_store::{Answer, ProcessHandle};
use maru_text::Unit;
use maud::{Markup, html};

use crate::amendment::work::{base, operations};
use crate::amendment::write::Asked;
use crate::common::{PAGE_ITEMS, Paged, ProcessView};
use crate::draft::chosen::{Chosen, text_of};
use crate::draft::name::unit_name;
use crate::draft::texts::{Text, Texts};
use crate::draft::unit;
use crate::fault::Fault;
use crate::form::{Sent, Shown, Typed, carry};
use crate::layout::{page, process_page};
use crate::norms::library;
use crate::reader::Reader;
use crate::visit::{Visit, encoded};

/// Units that the page of the whole lists.
const LISTED: usize = 60;
/// What others have and the draft lacks, on that page.
const LACKS: usize = 15;
/// Longest words of a unit that rules read for a margin.
const READ_BYTES: usize = 8_000;

/// A coding with what it says to this version.
pub(crate) struct Coded<'a> {
    coding: &'a Coding,
    /// The coding in the library's codes; nothing where it uses others.
    norm: Option<UnitNorm>,
    /// Whether the unit's words are those that were coded.
    is_fresh: bool,
}

/// The coding in the codes of the library, as far as it knows them.
fn norm_of(coding: &UnitCoding) -> Option<UnitNorm> {
    let single = [&*coding.statement_type, &*coding.deontic, &*coding.sanction, &*coding.testable];
    UnitNorm::read(single, &coding.bearer, &coding.topics, &coding.remedy).ok()
}

/// The last coding of a unit, in the version that is shown or in one before it.
pub(crate) fn coded<'a>(chosen: &Chosen<'a>, unit: &Unit) -> Option<Coded<'a>> {
    let (view, text) = (chosen.view, chosen.text.as_ref()?);
    let id = UnitId::new(unit.id.as_str()).ok()?;
    let coding = view.process.codings.up_to(&view.process.drafts, chosen.draft.entry, &id)?;
    let draft = view.process.drafts.iter().find(|draft| draft.entry == coding.draft)?;
    let is_fresh = draft.entry == chosen.draft.entry
        || draft
            .text(&text.language)
            .and_then(|words| text_of(view, chosen.texts, &words.text))
            .and_then(|then| then.document.unit(&unit.id).map(Unit::full_text))
            .is_some_and(|words| words == unit.full_text());
    Some(Coded { coding, norm: norm_of(&coding.coding), is_fresh })
}

fn suggested(text: &Text, unit: &Unit) -> UnitSuggestion {
    let words = unit.full_text();
    if words.len() > READ_BYTES {
        return UnitSuggestion::default();
    }
    suggest_unit(text.language.primary(), &words)
}

/// What stands in the margin of each unit: computed once for a page.
pub(crate) fn marks(chosen: &Chosen<'_>) -> BTreeMap<String, Markup> {
    let (visit, mut marks) = (chosen.view.visit, BTreeMap::new());
    let (Some(library), Some(text)) = (library(), &chosen.text) else { return marks };
    let mut fresh = Vec::new();
    for unit in text.document.walk() {
        let id = unit.id.to_string();
        match coded(chosen, unit) {
            Some(Coded { norm: Some(norm), is_fresh: true, .. }) => {
                // Nothing is set beside law in force here, and without topics nothing is looked for.
                fresh.push((id, String::new(), UnitNorm { topics: Vec::new(), ..norm }));
            }
            Some(Coded { is_fresh: false, .. }) => {
                drop(marks.insert(id, html! { (visit.text("draft-norm-stale")) }));
            }
            Some(_) => drop(marks.insert(id, html! { (visit.text("draft-norm-unknown-code")) })),
            None => {
                if let Some(found) = suggest(text.language.primary(), &unit.own_text()) {
                    let word = visit.text(&format!("norms-deontic-{}", found.deontic.code()));
                    marks
                        .insert(id, html! { (visit.text_with("draft-norm-read", &[("word", word.into())])) });
                }
            }
        }
    }
    for one in library.assess_units(&fresh, visit.now.day()) {
        marks.insert(
            one.unit.clone(),
            html! { (level(visit, one.assessment.level)) " " (lamps(visit, &one.assessment)) },
        );
    }
    marks
}

fn level(visit: &Visit, level: Option<Level>) -> Markup {
    html! {
        @match level {
            None => (visit.text("draft-norm-no-level")),
            Some(level) => abbr title=(visit.text(&format!("norms-level-{}", level.code()))) { (level.code()) },
        }
    }
}

fn lamps(visit: &Visit, assessed: &Assessment) -> Markup {
    let word = |kind: &str, code: &str| visit.text(&format!("norms-{kind}-{code}"));
    let words: Vec<String> = assessed
        .lamps
        .iter()
        .map(|lamp| format!("{}: {}", word("lamp", lamp.kind.code()), word("state", lamp.state.code())))
        .collect();
    let sign = |state: LampState| match state {
        LampState::On => '●',
        LampState::Half => '◐',
        LampState::Off => '○',
    };
    let signs: String = assessed.lamps.iter().map(|lamp| sign(lamp.state)).collect();
    html! { span.lamps role="img" aria-label=(words.join(", ")) { (signs) } }
}

/// The mark of a unit as a line in the reader's language.
pub(crate) fn mark(chosen: &Chosen<'_>, unit: &Unit) -> Markup {
    let marks = chosen.marks.get_or_init(|| marks(chosen));
    html! {
        @if let Some(mark) = marks.get(unit.id.as_str()) {
            p.small lang=(chosen.view.visit.tag()) dir=(chosen.view.visit.locale.direction()) { (mark) }
        }
    }
}

/// A unit as a norm, on its own page: its coding or what rules suggest, law in force beside it, and the form for drafters.
pub(crate) fn on_unit(chosen: &Chosen<'_>, unit: &Unit, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = chosen.view.visit;
    let (Some(library), Some(text)) = (library(), &chosen.text) else { return html! {} };
    let held = coded(chosen, unit);
    let found = suggested(text, unit);
    if held.is_none() && found.deontic.is_none() && !may_code(chosen.view) {
        return html! {};
    }
    // A level stands only beside the words for which it was confirmed.
    let norm = held.as_ref().filter(|held| held.is_fresh).and_then(|held| held.norm.clone());
    let assessed = norm.map(|norm| {
        let units = [(unit.id.to_string(), unit.full_text(), norm)];
        library.assess_units(&units, visit.now.day())
    });
    let assessed = assessed.and_then(|all| all.into_iter().next());
    html! {
        h2 #norm { (visit.text("draft-norm")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @match &held {
            None => p.note { (visit.text("draft-norm-not-coded")) },
            Some(held) => (confirmed(chosen.view, held, assessed.as_ref())),
        }
        (suggestion(visit, &found))
        @if let Some(one) = &assessed { (beside(visit, library, &one.nearest)) }
        (form(chosen, unit, held.as_ref(), &found, typed))
    }
}

fn confirmed(view: &ProcessView<'_>, held: &Coded<'_>, assessed: Option<&UnitAssessed>) -> Markup {
    let visit = view.visit;
    html! {
        @if !held.is_fresh { p.warn { (visit.text("draft-norm-stale")) } }
        @match assessed {
            None if held.norm.is_none() => p.warn { (visit.text("draft-norm-unknown-code")) },
            None => {},
            Some(one) => {
                p { b { (level(visit, one.assessment.level)) } " "
                    @if let Some(level) = one.assessment.level { (visit.text(&format!("norms-level-{}", level.code()))) " " }
                    (lamps(visit, &one.assessment)) }
                p.small { (visit.text("draft-norm-as-law")) }
                @if !one.assessment.missing.is_empty() {
                    p { (visit.text("norms-missing")) }
                    ul { @for what in &one.assessment.missing { li { (visit.text(&format!("norms-missing-{}", what.code()))) } } }
                }
            },
        }
        p.figures {
            (visit.text(how_confirmed(held.coding))) " · "
            (view.author_name(held.coding.by)) " · " (visit.moment(held.coding.at)) " · " (view.entry(held.coding.entry))
        }
    }
}

/// That it is what rules had suggested, or is not, is said only where somebody compared them.
fn how_confirmed(coding: &Coding) -> &'static str {
    match coding.as_suggested {
        Some(true) => "draft-norm-as-suggested",
        Some(false) => "draft-norm-by-hand",
        None => "draft-norm-confirmed",
    }
}

/// What rules read off the words; a field that they cannot tell says so.
fn suggestion(visit: &Visit, found: &UnitSuggestion) -> Markup {
    let word = |kind: &str, code: &str| visit.text(&format!("norms-{kind}-{code}"));
    let unknown = || visit.text("draft-norm-unknown");
    let listed = |words: Vec<String>| if words.is_empty() { unknown() } else { words.join(", ") };
    html! {
        details {
            summary { (visit.text("draft-norm-suggestion")) }
            @if !found.is_read { p.note { (visit.text("draft-norm-no-rules")) } }
            @else {
                dl.facts {
                    dt { (visit.text("norms-deontic")) }
                    dd { (found.deontic.map_or_else(unknown, |one| word("deontic", one.code()))) (said(&[found.words])) }
                    dt { (visit.text("norms-bearer")) } dd { (listed(found.bearer.iter().map(|one| word("role", one.code())).collect())) (said(&found.bearer_words)) }
                    dt { (visit.text("norms-topics")) } dd { (listed(found.topics.iter().map(|one| word("topic", one.code())).collect())) }
                    dt { (visit.text("norms-sanction")) } dd { (found.sanction.map_or_else(unknown, |one| word("sanction", one.code()))) (said(&[found.sanction_words])) }
                    dt { (visit.text("norms-lamp-testable")) } dd { (unknown()) }
                    dt { (visit.text("norms-lamp-remedy")) } dd { (unknown()) }
                }
            }
        }
    }
}

/// The words of the unit that led to a suggestion.
fn said(words: &[&'static str]) -> Markup {
    let words: Vec<String> =
        words.iter().filter(|words| !words.is_empty()).map(|words| format!("“{}”", words.trim())).collect();
    html! { @if !words.is_empty() { " (" (words.join(", ")) ")" } }
}

/// The nearest provisions in force, with the fields in which the draft asks less.
fn beside(visit: &Visit, library: &Library, nearest: &[Beside]) -> Markup {
    let weaker = |one: &Beside| {
        let fields =
            one.fields.iter().filter(|field| matches!(field.verdict, Verdict::Weaker | Verdict::Absent));
        fields.map(|field| visit.text(&format!("norms-field-{}", field.field.code()))).collect::<Vec<_>>()
    };
    html! {
        @if !nearest.is_empty() {
            h3 { (visit.text("norms-beside")) }
            ul { @for one in nearest {
                @let (instrument, place) = one.other.as_str().split_once(':').unwrap_or((one.other.as_str(), ""));
                @let less = weaker(one);
                li {
                    a href=(visit.link(&format!("/norms/{instrument}/{}", encoded(place)))) { (library.name_of(&one.other, visit.tag())) }
                    " · " (level(visit, one.level))
                    @if !less.is_empty() { " · " (visit.text_with("draft-norm-less", &[("fields", less.join(", ").into())])) }
                }
            } }
        }
    }
}

fn may_code(view: &ProcessView<'_>) -> bool {
    view.me.is_some_and(|me| view.process.offices.may_act_as(me, Office::Drafter))
        && !view.process.stage.is_over()
}

/// Every code of a kind with its words.
fn named<T: maru_norms::code::Coded>(visit: &Visit, kind: &str) -> Vec<(String, String)> {
    let word = |one: &T| (one.code().to_owned(), visit.text(&format!("norms-{kind}-{}", one.code())));
    T::ALL.iter().map(word).collect()
}

/// The form in which a drafter confirms a coding; what stands in it is the coding before, or what rules suggest.
fn form(
    chosen: &Chosen<'_>,
    unit: &Unit,
    held: Option<&Coded<'_>>,
    found: &UnitSuggestion,
    typed: &Typed,
) -> Markup {
    let (view, visit) = (chosen.view, chosen.view.visit);
    if !may_code(view) {
        return html! {};
    }
    let form = Shown { visit, typed };
    let old = held.map(|held| &held.coding.coding);
    let pick = |old: Option<&String>, new: Option<&str>| {
        old.map(String::as_str).or(new).unwrap_or_default().to_owned()
    };
    let many = |name: &str, label: &str, offered: &[(String, String)], ticked: &[String]| {
        html! {
            fieldset {
                legend { (label) }
                @for (value, words) in offered {
                    label.row { input type="checkbox" name=(name) value=(value) checked[if typed.said("deontic").is_some() { typed.has(name, value) } else { ticked.contains(value) }]; " " (words) }
                }
            }
        }
    };
    let codes = |new: Vec<&'static str>, old: Option<&Vec<String>>| {
        old.cloned().unwrap_or_else(|| new.into_iter().map(str::to_owned).collect())
    };
    let bearers = codes(found.bearer.iter().map(|one| one.code()).collect(), old.map(|one| &one.bearer));
    let topics = codes(found.topics.iter().map(|one| one.code()).collect(), old.map(|one| &one.topics));
    let action = view.link(&format!("/draft/{}/code", encoded(unit.id.as_str())));
    html! {
        details open[typed.said("deontic").is_some()] {
            summary { (visit.text("draft-norm-confirm")) }
            p.small { (visit.text("draft-norm-confirm-lead")) }
            (form.form(&action, "draft-norm-confirm-send", &html! {
                input type="hidden" name="draft" value=(chosen.draft.entry);
                (form.choice("type", &visit.text("norms-type"), &named::<StatementType>(visit, "type"), &pick(old.map(|one| &one.statement_type), Some("R"))))
                (form.choice("deontic", &visit.text("norms-deontic"), &named::<Deontic>(visit, "deontic"), &pick(old.map(|one| &one.deontic), found.deontic.map(maru_norms::code::Coded::code))))
                (form.choice("sanction", &visit.text("norms-sanction-kind"), &named::<SanctionKind>(visit, "sanction"), &pick(old.map(|one| &one.sanction), found.sanction.map(maru_norms::code::Coded::code))))
                (form.choice("testable", &visit.text("norms-lamp-testable"), &named::<Testable>(visit, "testable"), &pick(old.map(|one| &one.testable), None)))
                (form.line("remedy", &visit.text("draft-norm-remedy"), old.map_or("", |one| one.remedy.as_str())))
                (many("bearer", &visit.text("norms-bearer"), &named::<Role>(visit, "role"), &bearers))
                (many("topic", &visit.text("norms-topics"), &named::<Topic>(visit, "topic"), &topics))
            }))
        }
    }
}

/// Takes the form.
pub(crate) async fn code(
    reader: Reader,
    Path((id, name)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, typed) = (reader.process(&id)?, Typed::of(sent)?);
    let texts = reader.state.texts.clone();
    let asked = reader.draw(&handle, |view| coding_of(view, &texts, &name, &typed));
    let asked = asked.ok_or(Fault::NotFound)?;
    let here = format!("/p/{id}/draft/{}", encoded(&name));
    let done = |answer: Answer| format!("{here}?done={}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        unit::page_with(view, &texts, &name, &typed, Some(fault)).unwrap_or_default()
    })
    .await
}

/// The coding that a form confirms, or in words why it confirms none; nothing where the version has no such unit.
fn coding_of(
    view: &ProcessView<'_>,
    texts: &Texts,
    name: &str,
    typed: &Typed,
) -> Option<Result<CodeUnit, String>> {
    let draft = view.process.drafts.iter().find(|draft| draft.entry.to_string() == typed.get("draft"))?;
    let chosen = Chosen::version(view, texts, draft);
    let unit = chosen.unit(name)?;
    let found = chosen.text.as_ref().map(|text| suggested(text, unit)).unwrap_or_default();
    let owned = |name: &str| typed.all(name).map(str::to_owned).collect::<Vec<_>>();
    let coding = UnitCoding {
        statement_type: typed.get("type").to_owned(),
        deontic: typed.get("deontic").to_owned(),
        bearer: owned("bearer"),
        topics: owned("topic"),
        sanction: typed.get("sanction").to_owned(),
        testable: typed.get("testable").to_owned(),
        remedy: typed.get("remedy").trim().to_owned(),
    };
    let Some(norm) = norm_of(&coding) else { return Some(Err(view.visit.text("desk-nothing-chosen"))) };
    // The form sends what is ticked in the order of the vocabulary, and rules find it in that of the words.
    let as_suggested = found.is_read.then(|| {
        Some(norm.deontic) == found.deontic
            && is_same(&norm.bearer, &found.bearer)
            && is_same(&norm.topics, &found.topics)
            && norm.sanction == found.sanction.unwrap_or(SanctionKind::None)
    });
    let id = match UnitId::new(name) {
        Ok(id) => id,
        Err(violation) => return Some(Err(view.visit.violation(&violation))),
    };
    Some(Ok(CodeUnit { draft: draft.entry, unit: id, coding, as_suggested, words: None }))
}

/// Whether two lists name the same, in whatever order; neither names anything twice.
fn is_same<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.len() == other.len() && one.iter().all(|item| other.contains(item))
}

/// What an amendment would take away or add, unit by unit, as far as rules can tell from its words.
pub(crate) fn effect(view: &ProcessView<'_>, texts: &Texts, one: &Amendment) -> Markup {
    let changed = one.operations.iter().filter_map(|words| {
        let before = base(view, texts, one, &words.language)?;
        let operations = operations(view, one, &words.language)?;
        let next = maru_text::apply_operations(&before.document, &operations).ok()?;
        Some((before, next))
    });
    let lines: Vec<Markup> = changed
        .flat_map(|(before, next)| shifts(view, texts, one.version, &one.units, &before, &next))
        .collect();
    listed(view.visit, &lines)
}

/// The same for an amendment that was typed and not yet sent.
pub(crate) fn effect_of_asked(view: &ProcessView<'_>, texts: &Texts, asked: &Asked) -> Markup {
    let ProposeAmendment { version, units, .. } = &asked.command;
    listed(view.visit, &shifts(view, texts, *version, units, &asked.text, &asked.next))
}

fn listed(visit: &Visit, lines: &[Markup]) -> Markup {
    html! {
        @if !lines.is_empty() {
            h2 { (visit.text("draft-norm-effect")) }
            p.small { (visit.text("draft-norm-effect-note")) }
            ul { @for line in lines { (line) } }
        }
    }
}

/// A line for each unit whose words change.
fn shifts(
    view: &ProcessView<'_>,
    texts: &Texts,
    version: u32,
    units: &[maru_forum::UnitId],
    before: &Arc<Text>,
    next: &maru_text::Document,
) -> Vec<Markup> {
    let Some(draft) = view.process.drafts.version(version) else { return Vec::new() };
    let mut chosen = Chosen::version(view, texts, draft);
    // What was confirmed is compared with the words in the language that is changed, whatever the reader's.
    chosen.text = Some(before.clone());
    let mut seen: Vec<&maru_text::UnitId> = Vec::new();
    let mut lines = Vec::new();
    for id in units {
        let path = before.document.path(&maru_text::UnitId::new(id.as_str()));
        // A coding of an article is about its paragraphs too: the nearest one that has a coding is looked at.
        let of = path.iter().rev().find(|unit| coded(&chosen, unit).is_some()).or(path.last());
        let Some(unit) = of.filter(|unit| !seen.contains(&&unit.id)) else { continue };
        seen.push(&unit.id);
        let after = next.unit(&unit.id).map(Unit::full_text).unwrap_or_default();
        if let Some(shift) = Shift::between(before.language.primary(), &unit.full_text(), &after) {
            lines.push(html! { li { (unit_name(view, version, unit.id.as_str())) ": " (shifted(&chosen, unit, &shift)) } });
        }
    }
    lines
}

/// What changes of a unit, and of its level where somebody has confirmed one.
fn shifted(chosen: &Chosen<'_>, unit: &Unit, shift: &Shift) -> Markup {
    let visit = chosen.view.visit;
    let word = |kind: &str, code: Option<&'static str>| match code {
        Some(code) => visit.text(&format!("norms-{kind}-{code}")),
        None => visit.text("draft-norm-nothing"),
    };
    let held = coded(chosen, unit).filter(|held| held.is_fresh).and_then(|held| held.norm);
    let held = held.zip(library()).map(|(norm, library)| (shift.against(&norm), norm, library));
    let only = |(before, after): &(Vec<String>, Vec<String>)| {
        let listed = |words: &[String]| if words.is_empty() { "—".to_owned() } else { words.join(", ") };
        format!("{} → {}", listed(before), listed(after))
    };
    let nothing = |(before, after): &(Vec<String>, Vec<String>)| before.is_empty() && after.is_empty();
    // That a part is taken out is seen without rules.
    if !shift.is_read && !shift.is_gone {
        return html! { (visit.text("draft-norm-no-rules")) };
    }
    html! {
        @if let Some((was, is)) = shift.deontic {
            (visit.text("norms-deontic")) ": " (word("deontic", was.map(maru_norms::code::Coded::code))) " → " (word("deontic", is.map(maru_norms::code::Coded::code))) "; "
        }
        @if let Some((was, is)) = shift.sanction {
            (visit.text("norms-sanction")) ": " (word("sanction", was.map(maru_norms::code::Coded::code))) " → " (word("sanction", is.map(maru_norms::code::Coded::code))) "; "
        }
        @if !nothing(&shift.numbers) { (visit.text("draft-norm-numbers")) ": " (only(&shift.numbers)) "; " }
        @if !nothing(&shift.guards) { (visit.text("draft-norm-guards")) ": " (only(&shift.guards)) "; " }
        @match held {
            Some((after, norm, library)) => (level_after(visit, library, &norm, after, shift)),
            None if shift.is_gone => (visit.text("draft-norm-gone")),
            None if !shift.is_seen() => (visit.text("draft-norm-unseen")),
            None => (visit.text("draft-norm-level-unknown")),
        }
    }
}

/// The level of a confirmed unit before and after, where rules can tell; else what nobody has looked at.
fn level_after(
    visit: &Visit,
    library: &Library,
    norm: &UnitNorm,
    after: maru_norms::After,
    shift: &Shift,
) -> Markup {
    let day = visit.now.day();
    let was = level(visit, library.unit_level(norm, day));
    match after {
        maru_norms::After::Gone => html! { b { (was) " → —" } " " (visit.text("draft-norm-gone")) },
        maru_norms::After::Coded(_) if !shift.is_seen() => html! { (visit.text("draft-norm-unseen")) },
        maru_norms::After::Coded(is) => {
            html! { b { (was) " → " (level(visit, library.unit_level(&is, day))) } }
        }
        maru_norms::After::Unlooked(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|field| visit.text(&format!("norms-{}", field.code()))).collect();
            html! { b { (was) " → " (visit.text("draft-norm-unknown")) } " " (visit.text_with("draft-norm-unlooked", &[("fields", fields.join(", ").into())])) }
        }
    }
}

/// The whole draft as norms: what is coded, what each unit lacks, and what others have on its topics.
pub(crate) async fn whole(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let texts = reader.state.texts.clone();
    Ok(reader.show(&*reader.process(&id)?, |view| whole_page(view, &texts)))
}

fn whole_page(view: &ProcessView<'_>, texts: &Texts) -> Markup {
    let visit = view.visit;
    let heading = visit.text("draft-norms");
    let body = match Chosen::of(view, texts) {
        None => html! { h1 { (heading) } p.note { (visit.text("draft-none-yet")) } },
        Some(chosen) => html! {
            h1 { (heading) }
            p.lead { (visit.text("draft-norms-lead")) }
            p.figures { a href=(view.link(&format!("/draft?version={}", chosen.draft.version))) { (visit.text_with("draft-version", &[("version", chosen.draft.version.into())])) } " · " (view.entry(chosen.draft.entry)) }
            (adoption(view, chosen.draft.entry))
            (whole_of(&chosen))
            (crate::harm::view::beside_comparison(view))
        },
    };
    process_page(view, &heading, &body)
}

/// That this version was adopted, and in which entry.
fn adoption(view: &ProcessView<'_>, draft: maru_forum::EntryNumber) -> Markup {
    let adopts = |one: &&maru_forum::Decision| one.outcome == Resolution::Adopted && one.draft == Some(draft);
    let decided = view.process.decisions.iter().rev().find(adopts);
    html! {
        @if let Some(decided) = decided { p.note { (view.visit.text("draft-norms-adopted")) " " (view.entry(decided.entry)) " · " (view.visit.moment(decided.at)) } }
    }
}

fn whole_of(chosen: &Chosen<'_>) -> Markup {
    let (view, visit) = (chosen.view, chosen.view.visit);
    let (Some(library), Some(text)) = (library(), &chosen.text) else {
        return html! { p.warn { (visit.text("draft-erased")) } };
    };
    let (mut norms, mut open, mut stale) = (Vec::new(), Vec::new(), Vec::new());
    for unit in text.document.walk() {
        match coded(chosen, unit) {
            Some(Coded { norm: Some(norm), is_fresh: true, .. }) => {
                norms.push((unit.id.to_string(), unit.full_text(), norm));
            }
            Some(Coded { is_fresh: false, .. }) => stale.push((unit, "draft-norm-stale")),
            Some(_) => stale.push((unit, "draft-norm-unknown-code")),
            // What a unit says before its parts is read as that of one without parts.
            None if suggest(text.language.primary(), &unit.own_text()).is_some() => open.push(unit),
            None => {}
        }
    }
    let day = visit.now.day();
    let without_topics: Vec<_> = norms
        .iter()
        .map(|(id, words, norm)| (id.clone(), words.clone(), UnitNorm { topics: Vec::new(), ..norm.clone() }))
        .collect();
    let assessed = library.assess_units(&without_topics, day);
    let direct = assessed.iter().filter(|one| one.assessment.level >= Some(Level::L3)).count();
    let lacks = library.lacks_of_units(&norms, day);
    let link = |id: &str| view.link(&format!("/draft/{}?version={}", encoded(id), chosen.draft.version));
    let name = |id: &str| unit_name(view, chosen.draft.version, id);
    html! {
        p { (visit.text_with("draft-norms-count", &[("coded", norms.len().into()), ("open", (open.len() + stale.len()).into()), ("direct", direct.into())])) }
        h2 { (visit.text("draft-norms-to-do")) }
        @if !LANGUAGES.contains(&text.language.primary()) { p.warn { (visit.text("draft-norm-no-rules")) } }
        @else if assessed.iter().all(|one| one.assessment.missing.is_empty()) && open.is_empty() && stale.is_empty() { p.note { (visit.text("desk-due-nothing")) } }
        ul.rows {
            @for one in assessed.iter().filter(|one| !one.assessment.missing.is_empty()).take(LISTED) {
                li {
                    p { a href=(link(&one.unit)) { (name(&one.unit)) } " · " (level(visit, one.assessment.level)) " " (lamps(visit, &one.assessment)) }
                    p.small { (visit.text("norms-missing")) ": " (one.assessment.missing.iter().map(|what| visit.text(&format!("norms-missing-{}", what.code()))).collect::<Vec<_>>().join("; ")) }
                }
            }
            @for (unit, why) in stale.iter().take(LISTED) { li { a href=(link(unit.id.as_str())) { (name(unit.id.as_str())) } " · " (visit.text(why)) } }
            @for unit in open.iter().take(LISTED) { li { a href=(link(unit.id.as_str())) { (name(unit.id.as_str())) } " · " (visit.text("draft-norm-not-coded")) } }
        }
        @if !lacks.is_empty() {
            h2 { (visit.text("norms-lacks")) }
            ul { @for lack in lacks.iter().take(LACKS) {
                @let (instrument, place) = lack.example.as_str().split_once(':').unwrap_or((lack.example.as_str(), ""));
                li {
                    (visit.text(&format!("norms-topic-{}", lack.topic.code()))) " · " (visit.text(&format!("norms-role-{}", lack.bearer.code()))) " · "
                    a href=(visit.link(&format!("/norms/{instrument}/{}", encoded(place)))) { (library.name_of(&lack.example, visit.tag())) }
                }
            } }
        }
        p { a href=(visit.link("/norms/check")) { (visit.text("norms-check")) } }
    }
}

/// What processes of this node have adopted, each with its process and the entry that says so.
pub(crate) async fn adopted(reader: Reader) -> Result<Response, Fault> {
    let (texts, visit) = (reader.state.texts.clone(), &reader.visit);
    // A row reads a whole text: only those of the page are drawn.
    let all = reader.state.node.processes();
    let adopted: Vec<_> = all.iter().filter(|handle| has_adopted(&handle.read())).collect();
    let paged = Paged::of(adopted.iter(), adopted.len(), visit.asked_page(), PAGE_ITEMS);
    let row = |handle: &&&Arc<ProcessHandle>| reader.draw(handle, |view| adopted_row(view, &texts));
    let rows: Vec<_> = paged.items.iter().filter_map(row).collect();
    let title = visit.text("norms-adopted-here");
    let body = html! {
        p.where { a href=(visit.link("/norms")) { (visit.text("norms-title")) } }
        h1 { (title) }
        p.lead { (visit.text("norms-adopted-hint")) }
        @if rows.is_empty() { p.note { (visit.text("norms-adopted-none")) } }
        ul.rows { @for row in &rows { li { (row) } } }
        (paged.links(visit))
    };
    Ok(reader.plain(page(visit, &title, &body)))
}

fn has_adopted(process: &Process) -> bool {
    process.decisions.iter().any(crate::obligation::view::adopts)
}

/// The last text that a process adopted, with how concrete its coded units are.
fn adopted_row(view: &ProcessView<'_>, texts: &Texts) -> Option<Markup> {
    let visit = view.visit;
    let decided = crate::obligation::view::adopted(view)?;
    let draft = view.process.drafts.iter().find(|draft| Some(draft.entry) == decided.draft)?;
    let chosen = Chosen::version(view, texts, draft);
    let units: Vec<_> = chosen.text.as_ref().map_or_else(Vec::new, |text| {
        let norm = |unit: &Unit| {
            let held = coded(&chosen, unit).filter(|held| held.is_fresh)?;
            Some((unit.id.to_string(), String::new(), UnitNorm { topics: Vec::new(), ..held.norm? }))
        };
        text.document.walk().filter_map(norm).collect()
    });
    let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
    for one in library().map(|library| library.assess_units(&units, visit.now.day())).unwrap_or_default() {
        *levels.entry(one.assessment.level.map_or("–", |level| level.code())).or_default() += 1;
    }
    let title = crate::endorsement::statement::title(view, draft);
    Some(html! {
        p { b { a href=(view.link(&format!("/norms?version={}", draft.version))) dir="auto" { (title) } } @if view.process.charter.simulated { " · " (visit.text("layout-simulated")) } }
        p.figures {
            a href=(view.link("")) { (visit.local(&view.process.charter.title)) } " · "
            (visit.text_with("draft-version", &[("version", draft.version.into())])) " · " (visit.moment(decided.at)) " · " (view.entry(decided.entry))
        }
        p.small {
            @if levels.is_empty() { (visit.text("draft-norm-not-coded")) }
            @for (level, count) in &levels { (level) ": " (count) " " }
        }
    })
}
