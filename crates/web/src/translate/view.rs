//! The translators' queue, as pages.

use std::collections::BTreeMap;

use maru_forum::{Language, Moment, ParticipantId, Words};
use maud::{Markup, html};

use crate::common::{PAGE_ITEMS, Paged, ProcessView, shortened};
use crate::desk::view::done;
use crate::form::{Shown, Typed};
use crate::layout::process_page;
use crate::list;
use crate::translate::queue::{self, Item, Made, Reading, State, What};
use crate::visit::encoded;

/// Characters of an original in the list.
const PREVIEW: usize = 300;
/// Parts of the list.
const PARTS: [&str; 2] = ["open", "made"];

/// Who has what, and until when.
pub(super) type Held = BTreeMap<String, (ParticipantId, Moment)>;

/// Every text of the process, as it stands in a language.
pub(super) fn items_of(view: &ProcessView<'_>, language: &Language) -> Vec<Item> {
    let text = |words: &Words| view.words_of(&words.digest).map(|(_, text)| text);
    let units = |words: &Words| {
        let text = crate::draft::chosen::text_of(view, view.texts, words)?;
        Some(queue::units_in(&text.document))
    };
    queue::items(view.process, language, &Reading { text: &text, units: &units })
}

/// The languages, each with how much is left.
pub(super) fn languages(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("translate-title");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("translate-lead")) }
        @if view.process.stage.is_over() { p.note { (view.not_now("translate-lead", None)) } }
        ul.rows {
            @for language in queue::languages(view.process) {
                @let items = items_of(view, &language);
                @let left = items.iter().filter(|item| !matches!(item.state, State::Made(_))).count();
                li {
                    a href=(view.link(&format!("/translate/{language}"))) { (visit.language_name(&language)) }
                    p.figures { (visit.text_with("translate-left", &[("left", left.into()), ("all", items.len().into())])) }
                }
            }
        }
        form method="get" action=(view.link("/translate")) {
            label for="tag" { (visit.text("translate-other")) }
            p.hint #tag-hint { (visit.text("desk-language-tag-hint")) }
            input #tag name="tag" required dir="ltr" autocomplete="off" spellcheck="false" aria-describedby="tag-hint";
            (visit.language_field())
            button type="submit" { (visit.text("desk-language-next")) }
        }
    };
    process_page(view, &title, &body)
}

/// The queue of one language.
pub(super) fn queue(view: &ProcessView<'_>, language: &Language, items: &[Item], held: &Held) -> Markup {
    let visit = view.visit;
    let name = visit.language_name(language);
    let title = visit.text_with("translate-into", &[("language", name.as_str().into())]);
    let part = list::shown(visit, &PARTS);
    let fits = |item: &&Item| matches!(item.state, State::Made(_)) == (part == "made");
    let all: Vec<&Item> = items.iter().filter(fits).collect();
    let address = format!("/translate/{language}");
    let total = all.len();
    let paged = Paged::of(all.into_iter(), total, visit.asked_page(), PAGE_ITEMS);
    let body = html! {
        p { a href=(view.link("/translate")) { (visit.text("translate-title")) } }
        h1 { (title) }
        @if visit.asked("taken").is_some() { p.wrong role="alert" { (visit.text("translate-not-taken")) } }
        (list::parts(visit, &view.address(&address), "translate-title", "translate-part-", &PARTS, &html! {}))
        @if total == 0 { p.note { (visit.text("translate-nothing")) } }
        ul.rows { @for item in &paged.items { (row(view, language, item, held)) } }
        (paged.links(visit))
    };
    process_page(view, &title, &body)
}

/// What a text is: a statement by its number, a text of the charter by its name, a unit of the draft by its own.
fn name_of(view: &ProcessView<'_>, what: &What) -> Markup {
    let visit = view.visit;
    match what {
        What::Statement(number) => {
            html! { (visit.text_with("statement-number", &[("number", (*number).into())])) }
        }
        What::Charter(part) => {
            let title = |id: &str, phase: bool| {
                let charter = &view.process.charter;
                let found = if phase {
                    charter.phases.iter().find(|one| one.id == id).map(|one| &one.title)
                } else {
                    charter.groups.iter().find(|one| one.id.0 == id).map(|one| &one.title)
                };
                found.map_or_else(String::new, |title| visit.local_plain(title).to_owned())
            };
            let name = match part.split_once('.') {
                Some(("phase", id)) => format!("{} “{}”", visit.text("desk-field-phase"), title(id, true)),
                Some(("group", id)) => format!("{} “{}”", visit.text("desk-field-group"), title(id, false)),
                Some((_, name)) => visit.text(&format!("process-charter-{name}")),
                None if part == "title" => visit.text("desk-field-title"),
                None => visit.text(&format!("process-charter-{part}")),
            };
            html! { (visit.text("process-charter")) " · " (name) }
        }
        What::Unit(id) => {
            let version = view.process.drafts.last().map_or(0, |draft| draft.version);
            html! { (visit.text("layout-draft")) " · " (crate::draft::name::unit_name(view, version, id)) }
        }
    }
}

fn row(view: &ProcessView<'_>, language: &Language, item: &Item, held: &Held) -> Markup {
    let visit = view.visit;
    let name = item.what.name();
    let address = view.link(&format!("/translate/{language}/{}", encoded(&name)));
    let holder = held.get(&name);
    let is_mine = holder.is_some_and(|(who, _)| Some(*who) == view.me);
    html! {
        li {
            p { b { a href=(address) { (name_of(view, &item.what)) } } }
            p { (visit.words(&item.source, &shortened(&item.text, PREVIEW))) }
            @if let Some(made) = item.state.made() { (translation(view, made)) }
            @if matches!(item.state, State::Changed(_)) { p.warn { (visit.text("translate-changed")) } }
            @if let Some((who, until)) = holder {
                p.figures { (visit.text_with(if is_mine { "translate-mine" } else { "translate-held" }, &[("name", view.name_of(*who).into())])) " " (visit.moment(*until)) }
            }
            @if view.me.is_some() && !view.process.stage.is_over() && !matches!(item.state, State::Made(_)) && (holder.is_none() || is_mine) {
                form method="post" action=(view.link(&format!("/translate/{language}"))) {
                    input type="hidden" name="item" value=(name);
                    button type="submit" name="act" value="take" { (visit.text(if is_mine { "translate-go-on" } else { "translate-take" })) }
                    @if is_mine { " " button.text type="submit" name="act" value="release" { (visit.text("translate-release")) } }
                }
            }
        }
    }
}

/// A translation with its credit and its standing: who or what made it, who read it.
pub(crate) fn translation(view: &ProcessView<'_>, made: &Made) -> Markup {
    html! {
        @if let Some((language, text)) = view.words_of(&made.words.digest) {
            blockquote lang=(language) dir=(language.direction()) { @for line in text.lines() { p { (line) } } }
        }
        p.figures { (credit(view, made)) " · " (view.entry(made.entry)) }
    }
}

/// Who or what made a translation, and who read it beside the original.
pub(crate) fn credit(view: &ProcessView<'_>, made: &Made) -> Markup {
    let visit = view.visit;
    let name = made.by.map_or_else(|| visit.text("people-operator"), |who| view.name_of(who));
    // Whoever named a program may have written something else: it is read where the translation is.
    let human = made.translator == "human" || !view.may_read_entry(made.entry);
    html! {
        @if human { (visit.text_with("translate-by", &[("name", name.into())])) } @else {
            (visit.text_with("translate-by-program", &[("program", made.translator.as_str().into()), ("name", name.into())]))
        }
        " · "
        @if made.reviews.is_empty() { (visit.text("translate-unread")) } @else {
            (visit.text("translate-read-by")) " "
            @for (place, review) in made.reviews.iter().enumerate() {
                @if place > 0 { ", " }
                bdi { (review.by.map_or_else(|| visit.text("people-operator"), |who| view.name_of(who))) }
            }
        }
    }
}

/// A text with its translation, and the form for another; nothing where there is none of that name.
pub(super) fn item(
    view: &ProcessView<'_>,
    language: &Language,
    name: &str,
    holder: Option<(ParticipantId, Moment)>,
    typed: &Typed,
    fault: Option<&str>,
) -> Option<Markup> {
    let visit = view.visit;
    let found = items_of(view, language).into_iter().find(|item| item.what.name() == name)?;
    let title = visit.text_with("translate-into", &[("language", visit.language_name(language).into())]);
    let here = format!("/translate/{language}");
    let is_mine = holder.is_some_and(|(who, _)| Some(who) == view.me);
    let body = html! {
        p { a href=(view.link(&here)) { (title) } }
        h1 { (name_of(view, &found.what)) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        h2 { (visit.text_with("translate-original", &[("language", visit.language_name(&found.source).into())])) }
        div lang=(found.source) dir=(found.source.direction()) { @for line in found.text.lines() { p.quote { (line) } } }
        @if let Some(made) = found.state.made() {
            h2 { (visit.text_with("translate-stands", &[("language", visit.language_name(language).into())])) }
            @if matches!(found.state, State::Changed(_)) { p.warn { (visit.text("translate-changed")) } }
            (translation(view, made))
            @if may_review(view, made) {
                form method="post" action=(view.link(&format!("{here}/{}", encoded(name)))) {
                    button type="submit" name="review" value=(made.entry) { (visit.text("translate-review")) }
                }
            }
        }
        @if let Some((who, until)) = holder {
            p.note { (visit.text_with(if is_mine { "translate-mine" } else { "translate-held" }, &[("name", view.name_of(who).into())])) " " (visit.moment(until)) }
        }
        (form(view, language, name, typed, holder.is_none() || is_mine))
    };
    Some(process_page(view, &title, &body))
}

/// The same where a refusal shows it again; the text was there a moment ago.
pub(super) fn item_or_nothing(
    view: &ProcessView<'_>,
    language: &Language,
    name: &str,
    holder: Option<(ParticipantId, Moment)>,
    typed: &Typed,
    fault: &str,
) -> Markup {
    let title = view.visit.text("translate-title");
    item(view, language, name, holder, typed, Some(fault)).unwrap_or_else(|| {
        process_page(view, &title, &html! { h1 { (title) } p.wrong role="alert" { (fault) } })
    })
}

fn may_review(view: &ProcessView<'_>, made: &Made) -> bool {
    let has = |me| made.reviews.iter().any(|review| review.by == Some(me));
    !view.process.stage.is_over() && view.me.is_some_and(|me| made.by != Some(me) && !has(me))
}

fn form(view: &ProcessView<'_>, language: &Language, name: &str, typed: &Typed, is_free: bool) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let fields = html! {
        label for="text" { (visit.text_with("translate-words", &[("language", visit.language_name(language).into())])) }
        textarea #text name="text" rows="4" lang=(language) dir=(language.direction()) { (typed.get("text")) }
        (form.line("program", &visit.text("translate-program"), ""))
        p.hint { (visit.text("translate-program-hint")) }
    };
    html! {
        @if view.process.stage.is_over() {} @else if view.me.is_none() {
            p { (crate::process::view::sign_in_to_take_part(view, "")) }
        } @else if is_free {
            (form.form(&view.link(&format!("/translate/{language}/{}", encoded(name))), "translate-send", &fields))
        }
    }
}
