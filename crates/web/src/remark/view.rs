//! Remarks as pages: the form, the list, one with its thread, and those of a unit.

use std::collections::BTreeSet;

use maru_forum::{EntryNumber, ParticipantId, PhaseAct, REMARK_LIMIT, Remark, RemarkKind, Standing, UnitId};
use maru_text::{Anchor, RedlineUnit, Unit};
use maud::{Markup, html};

use crate::answer;
use crate::answer::item::Item;
use crate::common::{PAGE_ITEMS, ProcessView, shortened};
use crate::draft::chosen::{Chosen, version_of};
use crate::draft::name::unit_name;
use crate::draft::redline::marked_unit;
use crate::draft::texts::Texts;
use crate::form::{BLANK, Shown, Typed};
use crate::layout::process_page;
use crate::list;
use crate::norms::text::label;
use crate::people::view::moderation_policy;
use crate::process::view::{is_for_everyone, sign_in_to_take_part};
use crate::remark::place::{fate, place, text_in};
use crate::remark::write::{Asked, Target};
use crate::visit::encoded;

/// Parts of the list.
const PARTS: [&str; 7] = ["all", "mine", "objection", "technical", "editorial", "question", "general"];
/// Characters of a remark in a list.
const LIST_CHARACTERS: usize = 400;
/// Remarks shown on the page of a unit; the list has the others.
const ON_UNIT: usize = 10;

/// The form, blank or typed again, with what it would say where somebody has looked at it.
pub(crate) fn new(
    view: &ProcessView<'_>,
    texts: &Texts,
    typed: &Typed,
    seen: Option<&Asked>,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let title = match seen {
        Some(_) => format!("{} · {}", visit.text("remark-not-sent"), visit.text("remark-write")),
        None => visit.text("remark-write"),
    };
    let body = match Target::of(view, texts, typed) {
        None => html! { h1 { (title) } p.note { (visit.text("draft-none-yet")) } },
        Some(target) => html! {
            h1 { (title) }
            (about(view, &target))
            @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
            @if !view.open_for(PhaseAct::Remark) { p.warn { (view.not_now("remark-not-now", Some(PhaseAct::Remark))) } }
            @else if view.me.is_none() {
                @if is_for_everyone(view) { p { (visit.text("remark-why-sign-in")) } }
                p { (sign_in_to_take_part(view, &new_address(&target))) }
            } @else { (form(view, &target, typed, seen)) }
        },
    };
    process_page(view, &title, &body)
}

fn new_address(target: &Target<'_>) -> String {
    let of = target.language().map(|language| language.primary().to_owned()).unwrap_or_default();
    format!("/remarks/new?version={}&of={of}&unit={}", target.draft.version, encoded(&target.id))
}

/// What the remark is about: the version, and the unit with its words.
fn about(view: &ProcessView<'_>, target: &Target<'_>) -> Markup {
    let visit = view.visit;
    let version = visit.text_with("draft-version", &[("version", target.draft.version.into())]);
    html! {
        @match (target.unit(), target.language()) {
            (Some(unit), Some(language)) => p.lead {
                a href=(view.link(&format!("/draft/{}?version={}&text={}", encoded(unit.id.as_str()), target.draft.version, language.primary()))) {
                    (unit_name(view, target.draft.version, unit.id.as_str()))
                } " · " (version)
            },
            _ if target.id.is_empty() => p.lead { (visit.text("remark-on-whole")) " · " (version) },
            _ => p.warn { (visit.text("remark-no-unit")) },
        }
    }
}

fn form(view: &ProcessView<'_>, target: &Target<'_>, typed: &Typed, seen: Option<&Asked>) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let kinds: Vec<_> = RemarkKind::ALL
        .iter()
        .map(|kind| (kind.as_str().to_owned(), visit.text(&format!("remark-kind-{}", kind.as_str()))))
        .collect();
    html! {
        form method="post" action=(view.link("/remarks/new")) {
            (moderation_policy(view))
            input type="hidden" name="version" value=(target.draft.version);
            input type="hidden" name="unit" value=(target.id);
            @if let Some(language) = target.language() { input type="hidden" name="of" value=(language.primary()); }
            @if let Some(letter) = typed.said("submission").or(visit.asked("submission")).filter(|letter| !letter.is_empty()) {
                input type="hidden" name="submission" value=(letter);
                p.note { a href=(view.link(&format!("/submissions/{}", encoded(letter)))) { (visit.text("submission-point-of")) } }
            }
            @if let Some(asked) = seen { (looked_at(view, target, asked)) }
            @if let Some(unit) = target.unit() { (which_words(view, target, unit, typed)) }
            (form.choice("kind", &visit.text("remark-kind"), &kinds, ""))
            label for="text" { (visit.text("remark-field")) }
            p.hint #text-hint { (visit.text_with("remark-field-hint", &[("limit", REMARK_LIMIT.into())])) }
            (visit.fault_at("text"))
            textarea #text name="text" required rows="6" dir="auto" maxlength=(REMARK_LIMIT) aria-invalid=[visit.is_wrong("text")] aria-describedby=[visit.told_at("text", "text-hint")] { (typed.get("text")) }
            (form.language(&view.process.charter.languages))
            @if let Some(unit) = target.unit().filter(|unit| !unit.text.is_empty()) {
                label for="wording" { (visit.text("remark-wording")) }
                p.hint #wording-hint { (visit.text("remark-wording-hint")) }
                textarea #wording name="wording" rows="6" lang=[target.language()] dir="auto" aria-describedby="wording-hint" {
                    (typed.said("wording").unwrap_or(&unit.text))
                }
            }
            button type="submit" name="act" value="preview" { (visit.text(if seen.is_some() { "remark-look-again" } else { "remark-look" })) }
            button.go type="submit" name="act" value="send" { (visit.text(if seen.is_some() { "remark-send-shown" } else { "remark-send" })) }
        }
    }
}

/// The words that are meant: sentences to be ticked, or typed.
fn which_words(view: &ProcessView<'_>, target: &Target<'_>, unit: &Unit, typed: &Typed) -> Markup {
    let visit = view.visit;
    let sentences = Anchor::sentences(unit);
    let Some(text) = &target.text else { return html! {} };
    html! {
        @if !sentences.is_empty() {
            fieldset {
                legend { (visit.text("remark-which-words")) }
                p.hint { (visit.text("remark-which-words-hint")) }
                @for (number, sentence) in sentences.iter().enumerate() {
                    @let value = number.to_string();
                    label.row {
                        input type="checkbox" name="sentence" value=(value) checked[typed.has("sentence", &value)];
                        " " span lang=(text.language) dir=(text.language.direction()) {
                            (sentence.quote(&text.document).map(|quote| quote.words).unwrap_or_default())
                        }
                    }
                }
                label for="words" { (visit.text("remark-typed-words")) }
                input #words name="words" lang=(text.language) dir="auto" autocomplete="off" value=(typed.get("words"));
            }
        }
        @if !unit.children.is_empty() {
            p.small { (visit.text("remark-parts")) }
            ul.pages {
                @for part in &unit.children {
                    li { a href=(view.link(&new_address(&Target { draft: target.draft, text: None, id: part.id.to_string() }))) {
                        span lang=(text.language) { (shortened(&label(part), 40)) }
                    } }
                }
            }
        }
    }
}

/// What would be sent: the words that are meant and what the proposed wording changes.
fn looked_at(view: &ProcessView<'_>, target: &Target<'_>, asked: &Asked) -> Markup {
    let visit = view.visit;
    let language = target.language();
    let changed: Vec<&RedlineUnit> = asked.redline.iter().flat_map(maru_text::Redline::changed).collect();
    html! {
        section.note aria-labelledby="seen" {
            p.warn role="status" { b { (visit.text("remark-not-sent")) } " " (visit.text("remark-not-sent-words")) }
            h2 #seen { (visit.text("remark-seen")) }
            p { b { (visit.text(&format!("remark-kind-{}", asked.command.kind.as_str()))) } " · "
                span lang=(asked.command.language) dir=(asked.command.language.direction()) { (asked.command.text) } }
            @match &asked.quote {
                Some(words) => { p.small { (visit.text("remark-seen-words")) } blockquote lang=[language] { mark { (words) } } },
                None if asked.command.anchor.is_some() => p.small { (visit.text("remark-seen-unit")) },
                None => p.small { (visit.text("remark-on-whole")) },
            }
            @if !changed.is_empty() {
                p.small { (visit.text("remark-seen-wording")) }
                div.law lang=[language] { @for unit in changed { (marked_unit(visit, unit)) } }
                input type="hidden" name="seen" value=(wording_mark(asked));
            }
        }
    }
}

/// Stands in the form once its redline was shown, so that nobody sends a wording they did not see as a change.
pub(crate) fn wording_mark(asked: &Asked) -> String {
    let operations = asked.command.proposal.as_ref().map_or("", |(_, operations)| operations);
    maru_record::Digest::of(operations.as_bytes()).to_string()
}

/// All remarks, newest first.
pub(crate) fn list(view: &ProcessView<'_>, texts: &Texts) -> Markup {
    let visit = view.visit;
    let title = visit.text("remark-list");
    let part = list::shown(visit, &PARTS);
    let fits = |remark: &&Remark| match part {
        "all" => true,
        "mine" => view.me == Some(remark.author),
        kind => remark.kind.as_str() == kind,
    };
    let found: Vec<&Remark> =
        view.process.remarks.iter().filter(fits).filter(|remark| view.may_read_entry(remark.entry)).collect();
    let body = html! {
        h1 { (title) }
        p { (visit.text_with("remark-list-lead", &[("count", view.process.remarks.len().into())])) }
        @if view.open_for(PhaseAct::Remark) { p { a.button.go href=(view.link("/remarks/new")) { (visit.text("remark-write-whole")) } " " a href=(view.link("/draft")) { (visit.text("remark-choose-unit")) } " · " a href=(view.link("/remarks/many")) { (visit.text("remark-many")) } " · " a href=(view.link("/submissions/new")) { (visit.text("submission-write")) } } }
        (list::parts(visit, &view.address("/remarks"), "remark-list", "remark-show-", &PARTS, &html! {}))
        (list::rows(visit, found, PAGE_ITEMS, "remark-none", |remark| html! { li { (place(view, texts, remark)) (item(view, remark)) } }))
    };
    process_page(view, &title, &body)
}

/// A remark in a list: what, by whom, how it fares.
pub(crate) fn item(view: &ProcessView<'_>, remark: &Remark) -> Markup {
    html! {
        (standing(view, remark.entry))
        (words(view, remark, LIST_CHARACTERS))
        (meta(view, remark))
        p.figures { (answer::view::in_short(view, Item::Remark(remark))) }
    }
}

/// Who said it, when, what kind, and how many stand behind it.
pub(crate) fn meta(view: &ProcessView<'_>, remark: &Remark) -> Markup {
    let visit = view.visit;
    html! {
        p.figures {
            a href=(view.link(&format!("/remarks/{}", remark.entry))) { (visit.text_with("remark-number", &[("number", remark.entry.0.into())])) }
            " · " b { (visit.text(&format!("remark-kind-{}", remark.kind.as_str()))) }
            " · " (person(view, remark.author, remark.entry)) " · " (visit.moment(remark.at))
            @if let Some(edit) = remark.edits.last() { " · " (visit.text("remark-is-edited")) " " (visit.moment(edit.at)) }
            @if remark.proposal.is_some() { " · " (visit.text("remark-has-wording")) }
            @if let Some(letter) = remark.submission { " · " a href=(view.link(&format!("/submissions/{letter}"))) { (visit.text_with("submission-number", &[("number", letter.0.into())])) } }
            @if !remark.supporters.is_empty() { " · " (visit.text_with("remark-supported", &[("count", remark.supporters.len().into())]))
                @if remark.supporters_of_earlier_words() > 0 { " (" (visit.text_with("remark-supported-earlier", &[("count", remark.supporters_of_earlier_words().into())])) ")" } }
            @if !remark.comments.is_empty() { " · " (visit.text_with("remark-commented", &[("count", remark.comments.len().into())])) }
        }
    }
}

/// A participant with group and country, as far as they said.
pub(crate) fn person(view: &ProcessView<'_>, id: ParticipantId, entry: EntryNumber) -> Markup {
    let person = view.process.participant(id);
    let group = person.and_then(|person| person.group.as_ref());
    let title = group.and_then(|id| view.process.charter.groups.iter().find(|group| group.id == *id));
    html! {
        (view.credit(id, entry))
        @if let Some(group) = title { ", " (view.visit.local(&group.title)) }
        @if let Some(country) = person.and_then(|person| person.country) { ", " (crate::countries::name_of(country, view.visit.tag())) }
    }
}

/// The words of an entry, or why they are not shown.
pub(crate) fn words(view: &ProcessView<'_>, remark: &Remark, limit: usize) -> Markup {
    entry_words(view, &remark.words, limit)
}

/// Words beside the record in an element with their language, paragraph by paragraph, or why they are not shown.
pub(crate) fn entry_words(view: &ProcessView<'_>, words: &maru_forum::Words, limit: usize) -> Markup {
    match view.words_of(&words.digest) {
        None => html! { p { em { (view.visit.text("remark-withheld")) } } },
        Some((language, text)) => html! {
            div lang=(language) dir=(language.direction()) {
                @for line in shortened(&text, limit).split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } }
            }
        },
    }
}

/// That the words of an entry are not read by everyone, and why: whoever wrote them reads them all the same, and must not believe that
/// others do.
pub(crate) fn standing(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let (key, by) = match process.ledger.standing(entry) {
        Some(Standing::Waiting) if process.charter.moderation == maru_forum::Moderation::After => {
            ("remark-waits-still", None)
        }
        Some(Standing::Waiting) => ("remark-waits", None),
        Some(Standing::Rejected(by)) => ("remark-removed", Some(by)),
        Some(Standing::Withdrawn(by)) => ("remark-withdrawn", Some(by)),
        Some(Standing::Sealed) => ("record-sealed", None),
        Some(Standing::Shown) | None => return html! {},
    };
    let ruling = by.and_then(|by| process.moderation_log.iter().find(|ruling| ruling.entry == by));
    html! {
        p.warn {
            (visit.text(key))
            @if let Some(ruling) = ruling { " " bdi { (ruling.reason) } }
            @if let Some(by) = by { " · " (view.entry(by)) }
        }
        @if let Some(erasure) = by.and_then(|by| process.redactions.iter().find(|one| one.entry == by)) {
            p.small { (crate::people::view::erasure_line(view, erasure)) }
        }
        (crate::review::view::appeal_link(view, entry))
    }
}

/// What was typed into the forms of a page and why it was refused: a comment or an act, and a reply to an answer.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub(crate) comment: (&'a Typed, Option<&'a str>),
    pub(crate) reply: (&'a Typed, Option<&'a str>),
}

impl Default for Said<'_> {
    fn default() -> Self {
        Self { comment: (&BLANK, None), reply: (&BLANK, None) }
    }
}

/// One remark: where it hangs, what became of the place, its proposal, its answer, its supporters and its thread.
pub(crate) fn one(view: &ProcessView<'_>, texts: &Texts, remark: &Remark, said: &Said<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text_with("remark-number", &[("number", remark.entry.0.into())]);
    let body = html! {
        h1 { (title) }
        (done(view))
        (standing(view, remark.entry))
        (crate::review::view::report_link(view, remark.entry))
        (place(view, texts, remark))
        (words(view, remark, REMARK_LIMIT))
        (meta(view, remark))
        (edits(view, remark))
        (edit(view, remark, said.comment.0))
        (as_written(view, remark))
        (fate(view, texts, remark))
        (proposal(view, texts, remark))
        p.small { (view.entry(remark.entry)) " · " a href=(view.link(&format!("/receipt/{}.tlog-proof", remark.entry))) { (visit.text("remark-receipt")) } }
        (crate::record::withdraw::link(view, remark.entry))
        (answer::view::on_item(view, Item::Remark(remark), said.reply.0, said.reply.1))
        (support(view, remark))
        (crate::harm::view::about(view, remark.entry))
        (thread(view, remark, said.comment.0, said.comment.1))
    };
    process_page(view, &title, &body)
}

/// How it was worded before.
fn edits(view: &ProcessView<'_>, remark: &Remark) -> Markup {
    let visit = view.visit;
    html! {
        @if !remark.edits.is_empty() {
            details {
                summary { (visit.text_with("remark-edited", &[("count", remark.edits.len().into())])) }
                @for edit in remark.edits.iter().rev() {
                    p.figures { (visit.text("remark-edited-before")) " " (visit.moment(edit.at)) " · " (view.entry(edit.entry)) }
                    (entry_words(view, &edit.before, REMARK_LIMIT))
                }
            }
        }
    }
}

/// The form in which its author words it otherwise, while they may.
fn edit(view: &ProcessView<'_>, remark: &Remark, typed: &Typed) -> Markup {
    let visit = view.visit;
    let may = view.me == Some(remark.author)
        && view.open_for(PhaseAct::Remark)
        && view.process.require_editable(remark, visit.now).is_ok();
    let Some((language, text)) = view.words_of(&remark.words.digest).filter(|_| may) else { return html! {} };
    html! {
        details open[typed.said("edited").is_some()] {
            summary { (visit.text("remark-edit")) }
            form method="post" action=(view.link(&format!("/remarks/{}/edit", remark.entry))) {
                label for="edited" { (visit.text("remark-edit-field")) }
                p.hint #edited-hint { (visit.text("remark-edit-until")) " " (visit.moment(view.process.editable_until(remark))) }
                textarea #edited name="edited" required rows="6" dir="auto" lang=(language) maxlength=(REMARK_LIMIT) aria-describedby="edited-hint" {
                    (typed.said("edited").unwrap_or(&text))
                }
                button type="submit" { (visit.text("remark-edit-send")) }
            }
        }
    }
}

/// Whom the file names in which a participant's remark stood: that person has said nothing here.
fn named_in_file(view: &ProcessView<'_>, content: &maru_forum::Content) -> Markup {
    let visit = view.visit;
    html! {
        @if let Some(author) = content.source_field("author") {
            p.small {
                (visit.text("remark-named-in-file")) " " bdi { (author) }
                @if let Some(date) = content.source_field("date") { " · " bdi { (date) } }
            }
        }
    }
}

/// What the source says of a remark that was brought in: its author there, and all that has no place here.
fn as_written(view: &ProcessView<'_>, remark: &Remark) -> Markup {
    let visit = view.visit;
    let Some(content) = view.content(&remark.words.digest) else { return html! {} };
    let Some(imported) = remark.imported else { return named_in_file(view, &content) };
    let source = view.process.sources.iter().find(|named| named.entry == imported.source);
    let place = ["clause", "element"].map(|name| content.source_field(name).unwrap_or_default());
    let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let lines = [
        ("tables-imported-author", content.source_field("author").unwrap_or_default()),
        ("tables-imported-id", content.source_field("id").unwrap_or_default()),
        ("tables-imported-date", content.source_field("date").unwrap_or_default()),
        ("tables-imported-place", &place),
        ("tables-imported-proposal", content.source_field("proposal").unwrap_or_default()),
        ("tables-imported-answer", content.source_field("answer").unwrap_or_default()),
    ];
    html! {
        h2 { (visit.text("tables-imported-as")) }
        @if let Some(named) = source { p.small { bdi { (named.source.name) } " · " bdi { (named.source.licence) } " · " (view.entry(named.entry)) } }
        dl {
            @for (key, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) { dt { (visit.text(key)) } dd dir="auto" { (text) } }
            @for (name, text) in content.source_fields().filter_map(|(name, text)| Some((name.strip_prefix("more-")?, text))) {
                dt { bdi { (name) } } dd dir="auto" { (text) }
            }
        }
    }
}

/// That something was just recorded, with its receipt.
pub(crate) fn done(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let asked = visit.asked("done").and_then(|text| text.parse::<u64>().ok());
    html! {
        @if let Some(entry) = asked.filter(|entry| view.has_just_made(*entry)) {
            div.done role="status" { p { (visit.rich("remark-done", &[("number", entry.into())], &[
                ("entry", view.link(&format!("/record/{entry}"))), ("receipt", view.link(&format!("/receipt/{entry}.tlog-proof"))),
            ])) } }
        }
    }
}

/// What the proposed wording changes in the version that the remark is about.
fn proposal(view: &ProcessView<'_>, texts: &Texts, remark: &Remark) -> Markup {
    let visit = view.visit;
    let Some(proposal) = &remark.proposal else { return html! {} };
    let text =
        version_of(view, remark.version).and_then(|draft| text_in(view, texts, draft, &proposal.language));
    let operations =
        view.words_of(&proposal.digest).and_then(|(_, json)| maru_verify::draft::read_operations(&json).ok());
    let next = text
        .as_ref()
        .zip(operations)
        .and_then(|(text, operations)| maru_text::apply_operations(&text.document, &operations).ok());
    html! {
        h2 { (visit.text("remark-wording")) }
        @match (text, next) {
            (Some(text), Some(next)) => div.law lang=(text.language) dir=(text.language.direction()) {
                @for unit in maru_text::redline(&text.document, &next).changed() { div.change { (marked_unit(visit, unit)) } }
            },
            _ => p { em { (visit.text("remark-withheld")) } },
        }
    }
}

fn support(view: &ProcessView<'_>, remark: &Remark) -> Markup {
    let visit = view.visit;
    let may = view.open_for(PhaseAct::Remark) || view.open_for(PhaseAct::Amend);
    let mine = view.me.and_then(|me| remark.supporters.entry_of(me));
    let action = view.link(&format!("/remarks/{}/support", remark.entry));
    html! {
        p {
            (visit.text_with("remark-supported", &[("count", remark.supporters.len().into())]))
            @let earlier = remark.supporters_of_earlier_words();
            @if earlier > 0 { " " (visit.text_with("remark-supported-earlier", &[("count", earlier.into())])) }
        }
        @if view.process.ledger.is_erased(remark.entry) && mine.is_none() {}
        @else if may && view.me.is_some_and(|me| me != remark.author) {
            form method="post" action=(action) {
                @if let Some(entry) = mine {
                    p.small { (visit.text("remark-you-support")) " · " (view.entry(entry)) }
                    button type="submit" name="give" value="no" { (visit.text("remark-unsupport")) }
                } @else { button type="submit" name="give" value="yes" { (visit.text("remark-support")) } }
            }
        } @else if may && view.me.is_none() { p { (sign_in_to_take_part(view, &format!("/remarks/{}", remark.entry))) } }
    }
}

fn thread(view: &ProcessView<'_>, remark: &Remark, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let may = (view.open_for(PhaseAct::Remark) || view.open_for(PhaseAct::Answer))
        && !view.process.ledger.is_erased(remark.entry);
    let comment = |entry: EntryNumber| {
        let found = view.process.comments.get(entry);
        html! { @if let Some(comment) = found {
            li id=(entry) {
                (standing(view, entry))
                (entry_words(view, &comment.words, usize::MAX))
                p.figures { (view.credit(comment.author, entry)) " · " (visit.moment(comment.at)) " · " (view.entry(entry)) }
                (crate::record::withdraw::link(view, entry))
            }
        } }
    };
    let fields = html! {
        (crate::organisation::view::writing_for(view))
        (form.area("text", &visit.text("remark-comment-field"), ""))
        (form.language(&view.process.charter.languages))
    };
    html! {
        h2 #comments { (visit.text("remark-comments")) }
        @if remark.comments.is_empty() { p.soft { (visit.text("remark-no-comments")) } }
        ol.rows { @for entry in &remark.comments { (comment(*entry)) } }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if may && view.me.is_some() {
            (form.form(&view.link(&format!("/remarks/{}/comment", remark.entry)), "remark-comment-send", &fields))
        }
    }
}

/// What is said about a unit, on its page; the button leads to the form.
pub(crate) fn on_unit(chosen: &Chosen<'_>, unit: &Unit) -> Markup {
    let (view, visit) = (chosen.view, chosen.view.visit);
    let Ok(id) = UnitId::new(unit.id.as_str()) else { return html! {} };
    let found: Vec<&Remark> =
        view.process.remarks.on_unit(&id).rev().filter(|remark| view.may_read_entry(remark.entry)).collect();
    let of = chosen.text.as_ref().map(|text| text.language.primary().to_owned()).unwrap_or_default();
    html! {
        h2 #remarks { (visit.text_with("remark-on-unit", &[("count", found.len().into())])) }
        @if view.open_for(PhaseAct::Remark) {
            p { a.button.go href=(view.link(&format!("/remarks/new?version={}&of={of}&unit={}", chosen.draft.version, encoded(unit.id.as_str())))) { (visit.text("remark-write")) } }
        }
        ul.rows {
            @for remark in found.iter().take(ON_UNIT) {
                li {
                    @if remark.anchor.as_ref().is_some_and(|anchor| anchor.start.is_some()) { (place(view, chosen.texts, remark)) }
                    (item(view, remark)) (fate(view, chosen.texts, remark))
                }
            }
        }
        @if found.len() > ON_UNIT { p { a href=(view.link("/remarks")) { (visit.text("remark-list")) } } }
    }
}

/// How many remarks and amendments a unit of the text has by itself, as links to them; nothing where it has none.
pub(crate) fn count(chosen: &Chosen<'_>, unit: &Unit) -> Markup {
    let (remarks, amendments) = said_of(chosen, unit);
    counted(chosen, unit, ["remark-count", "amendment-counted"], [remarks.len(), amendments.len()])
}

/// The same of a unit with all that it contains, for where its parts stand on another page.
pub(crate) fn count_within(chosen: &Chosen<'_>, unit: &Unit) -> Markup {
    let (mut remarks, mut amendments) = (BTreeSet::new(), BTreeSet::new());
    for part in unit.walk() {
        let of_part = said_of(chosen, part);
        remarks.extend(of_part.0);
        amendments.extend(of_part.1);
    }
    counted(
        chosen,
        unit,
        ["remark-count-within", "amendment-counted-within"],
        [remarks.len(), amendments.len()],
    )
}

/// The remarks and amendments of a unit that the reader may read.
fn said_of(chosen: &Chosen<'_>, unit: &Unit) -> (BTreeSet<EntryNumber>, BTreeSet<EntryNumber>) {
    let Ok(id) = UnitId::new(unit.id.as_str()) else { return (BTreeSet::new(), BTreeSet::new()) };
    let remarks = chosen.view.process.remarks.on_unit(&id).map(|one| one.entry);
    (remarks.filter(|entry| chosen.view.may_read_entry(*entry)).collect(), chosen.amendments_on(&unit.id))
}

fn counted(chosen: &Chosen<'_>, unit: &Unit, keys: [&str; 2], counts: [usize; 2]) -> Markup {
    let view = chosen.view;
    html! {
        @for ((part, key), count) in ["remarks", "amendments"].into_iter().zip(keys).zip(counts).filter(|(_, count)| *count > 0) {
            a href=(format!("{}#{part}", chosen.unit_link(&unit.id))) lang=(view.visit.tag()) {
                (view.visit.text_with(key, &[("count", count.into())]))
            } " "
        }
    }
}
