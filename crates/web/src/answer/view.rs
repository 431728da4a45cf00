//! Answers as pages: on the page of what they answer, and each by itself with all that it answers.

use maru_forum::{Answer, Draft, EntryNumber, Means, ParticipantId, ReplyState, ReplyWord};
use maud::{Markup, html};

use crate::answer::item::Item;
use crate::common::{PAGE_ITEMS, ProcessView, dotted};
use crate::draft::name::unit_link;
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::remark::view::{entry_words, standing};

/// Remarks and amendments that an answer's page lists; one answers 3,000 at the most in practice, so the rest is counted.
const MEMBERS: usize = 200;
/// Characters of what somebody wrote in a list of all that they wrote.
const LIST_CHARACTERS: usize = 160;

/// What was answered to a remark or an amendment, what its author says to that, and the form in which they say it.
pub(crate) fn on_item(view: &ProcessView<'_>, item: Item<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let (visit, answers) = (view.visit, &view.process.answers);
    let given = answers.standing_on(item.entry());
    let proposed = answers.proposed_on(item.entry());
    html! {
        h2 #answer { (visit.text("answer-title")) }
        @match given {
            Some(answer) => { (shown(view, answer, item)) (earlier(view, answer, item)) },
            None if proposed.is_some() => p.soft { (proposed_state(view, item)) },
            None => p.soft { (visit.text("answer-none-yet")) },
        }
        @if let Some(answer) = proposed { p.small { b { (visit.text("answer-proposed")) } } (shown(view, answer, item)) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if let Some(answer) = proposed.or(given).filter(|_| !view.process.stage.is_over() && view.me.is_some() && view.me == view.process.addressee_of(item.entry())) {
            (reply_form(view, answer, item, proposed.is_some(), typed))
        }
    }
}

/// The answers that an item had before the one that stands.
fn earlier(view: &ProcessView<'_>, standing: &Answer, item: Item<'_>) -> Markup {
    let visit = view.visit;
    let before =
        |answer: &&Answer| answer.entry != standing.entry && answer.given.contains_key(&item.entry());
    let before: Vec<&Answer> = view.process.answers.iter().filter(before).collect();
    html! {
        @if !before.is_empty() {
            p.small {
                (visit.text("answer-earlier"))
                @for answer in before { " · " (answer_link(view, answer.entry)) " (" (visit.text(&format!("answer-{}", answer.disposition.as_str()))) ", " (visit.moment(answer.at)) ")" }
            }
        }
    }
}

/// How an item is answered, in a few words for a list.
pub(crate) fn in_short(view: &ProcessView<'_>, item: Item<'_>) -> Markup {
    let (visit, answers) = (view.visit, &view.process.answers);
    html! {
        @match answers.standing_on(item.entry()) {
            Some(answer) => { b { (visit.text(&format!("answer-{}", answer.disposition.as_str()))) } (dotted(&reply_state(view, item))) },
            None if answers.proposed_on(item.entry()).is_some() => (proposed_state(view, item)),
            None => (visit.text("answer-none-yet")),
        }
    }
}

/// How a proposed answer stands: whether its author has said something to it, and what.
fn proposed_state(view: &ProcessView<'_>, item: Item<'_>) -> Markup {
    let (visit, answers) = (view.visit, &view.process.answers);
    let Some(proposed) = answers.proposed_on(item.entry()) else { return html! {} };
    let said = answers
        .replies(proposed.entry, item.entry())
        .iter()
        .rev()
        .find(|reply| reply.word.is_about_a_proposal());
    html! {
        @match said {
            None => (visit.text("answer-only-proposed")),
            Some(reply) => { (visit.text("answer-proposed")) ": " b { (visit.text(&format!("answer-reply-{}", reply.word.as_str()))) } " · " (visit.text("answer-not-given-yet")) },
        }
    }
}

/// What became of it, the reason, and the words of the text that it changed.
fn shown(view: &ProcessView<'_>, answer: &Answer, item: Item<'_>) -> Markup {
    let visit = view.visit;
    note_seen(view, answer, item);
    html! {
        section.note {
            p { b { (visit.text(&format!("answer-{}", answer.disposition.as_str()))) } }
            (entry_words(view, &answer.words, usize::MAX))
            (changed(view, answer))
            p.figures {
                a href=(view.link(&format!("/answers/{}", answer.entry))) { (visit.text_with("answer-number", &[("number", answer.entry.0.into())])) }
                " · " (answer.by.map_or_else(|| visit.text("people-operator"), |who| view.name_of(who)))
                " · " (visit.moment(answer.at)) " · " (view.entry(answer.entry))
                @if answer.on.len() > 1 { " · " (visit.text_with("answer-to-many", &[("count", answer.on.len().into())])) }
                @if let Some(before) = answer.instead_of { " · " (in_place_of(view, before)) }
            }
            (told(view, answer, item))
        }
        (replies(view, answer, item))
    }
}

fn answer_link(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let words = view.visit.text_with("answer-number", &[("number", entry.0.into())]);
    html! { a href=(view.link(&format!("/answers/{entry}"))) { (words) } }
}

/// That an answer took the place of another.
fn in_place_of(view: &ProcessView<'_>, before: EntryNumber) -> Markup {
    html! { (view.visit.text("answer-instead-of")) " " (answer_link(view, before)) }
}

/// How an answer stands to something that it answers.
enum Hold<'a> {
    /// It stands.
    Stands,
    /// It is put to the author, who has not said anything, or is not given yet.
    Proposed,
    /// Another one stands there now.
    Replaced(&'a Answer),
    /// It was put to the author and never given.
    Dropped,
}

impl<'a> Hold<'a> {
    fn of(view: &ProcessView<'a>, answer: &Answer, item: EntryNumber) -> Self {
        let answers = &view.process.answers;
        match (answers.standing_on(item), answers.proposed_on(item)) {
            (Some(standing), _) if standing.entry == answer.entry => Self::Stands,
            (_, Some(proposed)) if proposed.entry == answer.entry => Self::Proposed,
            (Some(other), _) => Self::Replaced(other),
            (None, _) => Self::Dropped,
        }
    }

    fn is_alive(&self) -> bool {
        matches!(self, Self::Stands | Self::Proposed)
    }
}

/// The words of the text that the answer changed, or that say it already.
fn changed(view: &ProcessView<'_>, answer: &Answer) -> Markup {
    let visit = view.visit;
    let by_cause = |draft: &&Draft| draft.causes.iter().any(|cause| cause.by.contains(&answer.entry));
    // An amendment may have been merged before it was answered.
    let merged = answer.on.iter().filter_map(|item| view.process.amendments.get(*item)?.merged).max();
    let by_merge = |draft: &&Draft| Some(draft.entry) == merged;
    let mut drafts = view.process.drafts.iter();
    let after = drafts.clone().find(by_cause).or_else(|| drafts.find(by_merge));
    let version = after.or(view.process.drafts.last()).map_or(0, |draft| draft.version);
    html! {
        @if !answer.units.is_empty() {
            p.small {
                (visit.text("answer-units")) " "
                @for (place, unit) in answer.units.iter().enumerate() {
                    @if place > 0 { ", " }
                    (unit_link(view, version, unit.as_str()))
                }
                @match after {
                    Some(draft) => {
                        " · " a href=(view.link(&format!("/draft/redline?from={}&to={}", draft.version - 1, draft.version))) {
                            (visit.text_with("answer-changed-in", &[("version", draft.version.into())])) }
                    },
                    None if answer.disposition.changes_the_text() && answer.on.iter().any(|item| Hold::of(view, answer, *item).is_alive()) => { " · " (visit.text("answer-change-to-come")) },
                    None => {},
                }
            }
        }
    }
}

/// Whether and how the author was told.
fn told(view: &ProcessView<'_>, answer: &Answer, item: Item<'_>) -> Markup {
    let visit = view.visit;
    if view.process.addressee_of(item.entry()).is_none() {
        return html! { p.small.soft { (visit.text("answer-told-elsewhere")) } };
    }
    let asks = view.process.answers.proposed_on(item.entry()).is_some_and(|one| one.entry == answer.entry);
    let (answers, entry) = (&view.process.answers, item.entry());
    let telling = if asks { answers.asked(answer.entry, entry) } else { answers.told(answer.entry, entry) };
    html! {
        p.small.soft {
            @match telling {
                _ if tells(view, answer, item) => (visit.text("answer-told-reading")),
                Some(telling) => { (visit.text(&format!("answer-told-{}", telling.means.as_str()))) " · " (visit.moment(telling.at)) " · " (view.entry(telling.entry)) },
                None if asks || answer.given.contains_key(&entry) => (visit.text("answer-untold")),
                None => {},
            }
            @if let Some(until) = view.process.silent_to_proposal_from(answer, entry).filter(|_| asks) { " · " (visit.text("answer-state-awaited")) " " (visit.moment(until)) }
        }
    }
}

/// Whether the page that is being drawn puts an answer before whoever it is for, which nobody has written down yet.
fn tells(view: &ProcessView<'_>, answer: &Answer, item: Item<'_>) -> bool {
    let process = view.process;
    let me = view.me.filter(|me| process.addressee_of(item.entry()) == Some(*me) && !process.stage.is_over());
    me.is_some_and(|me| process.can_tell(answer.entry, me, Means::Seen))
}

/// Notes that an answer was put before whoever it is for.
fn note_seen(view: &ProcessView<'_>, answer: &Answer, item: Item<'_>) {
    if let Some(me) = view.me.filter(|_| tells(view, answer, item)) {
        view.seen.note(view.process.charter.id.clone(), answer.entry, me);
    }
}

fn replies(view: &ProcessView<'_>, answer: &Answer, item: Item<'_>) -> Markup {
    let visit = view.visit;
    let said = view.process.answers.replies(answer.entry, item.entry());
    html! {
        @for reply in said {
            div.reply {
                p { b { (visit.text(&format!("answer-reply-{}", reply.word.as_str()))) } " · " bdi { (view.name_of(item.author())) } " · " (visit.moment(reply.at)) " · " (view.entry(reply.entry)) }
                @if let Some(words) = &reply.words { (entry_words(view, words, usize::MAX)) }
            }
        }
        // That the author was not told, or cannot be, stands above.
        @if said.is_empty() && !matches!(view.process.reply_state(item.entry(), visit.now), Some(ReplyState::Untold | ReplyState::Unreachable | ReplyState::Unseen(_))) { p.small.soft { (reply_state(view, item)) } }
    }
}

/// How the author stands to the answer, in words; silence is a state of its own.
pub(crate) fn reply_state(view: &ProcessView<'_>, item: Item<'_>) -> Markup {
    let visit = view.visit;
    html! {
        @match view.process.reply_state(item.entry(), visit.now) {
            None => {},
            Some(ReplyState::Elsewhere) => (visit.text("answer-state-elsewhere")),
            Some(ReplyState::Untold) => (visit.text("answer-untold")),
            Some(ReplyState::Unreachable) => (visit.text("answer-told-unreachable")),
            Some(ReplyState::Unseen(since)) => { (visit.text("answer-told-page")) " · " (visit.moment(since)) },
            // After the end nobody can reply any more, so their silence says nothing.
            Some(ReplyState::Awaited(_) | ReplyState::Silent(_)) if view.process.stage.is_over() => (visit.text("answer-state-over")),
            Some(ReplyState::Awaited(until)) => { (visit.text("answer-state-awaited")) " " (visit.moment(until)) },
            Some(ReplyState::Silent(since)) => { (visit.text("answer-state-silent")) " " (visit.moment(since)) },
            Some(ReplyState::Said(word)) => (visit.text(&format!("answer-reply-{}", word.as_str()))),
        }
    }
}

fn reply_form(
    view: &ProcessView<'_>,
    answer: &Answer,
    item: Item<'_>,
    proposed: bool,
    typed: &Typed,
) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let words: Vec<_> = ReplyWord::ALL
        .iter()
        .filter(|word| word.is_about_a_proposal() == proposed)
        .map(|word| (word.as_str().to_owned(), visit.text(&format!("answer-reply-{}", word.as_str()))))
        .collect();
    let fields = html! {
        input type="hidden" name="on" value=(item.entry());
        (form.choice("word", &visit.text("answer-reply-word"), &words, ""))
        (crate::organisation::view::writing_for(view))
        (form.area("text", &visit.text("answer-reply-more"), ""))
        (form.choice_if_any("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages)))
    };
    html! {
        h3 { (visit.text("answer-your-reply")) }
        (form.form(&view.link(&format!("/answers/{}/reply", answer.entry)), "answer-reply-send", &fields))
    }
}

/// An answer with all that it answers.
pub(crate) fn one(view: &ProcessView<'_>, answer: &Answer) -> Markup {
    let visit = view.visit;
    let title = visit.text_with("answer-number", &[("number", answer.entry.0.into())]);
    let body = html! {
        h1 { (title) }
        @if !answer.on.iter().any(|item| Hold::of(view, answer, *item).is_alive()) { p.warn { (visit.text("answer-stands-no-more")) } }
        @if answer.given.is_empty() && answer.on.iter().any(|item| matches!(Hold::of(view, answer, *item), Hold::Proposed)) { p.note { (visit.text("answer-is-proposal")) } }
        p.lead { (visit.text(&format!("answer-{}", answer.disposition.as_str()))) }
        (entry_words(view, &answer.words, usize::MAX))
        (changed(view, answer))
        p.figures {
            (answer.by.map_or_else(|| visit.text("people-operator"), |who| view.name_of(who)))
            " · " (visit.moment(answer.at)) " · " (view.entry(answer.entry))
            @if let Some(before) = answer.instead_of { " · " (in_place_of(view, before)) }
        }
        h2 { (visit.text_with("answer-members", &[("count", answer.on.len().into())])) }
        ul { @for entry in answer.on.iter().take(MEMBERS) { (member(view, answer, *entry)) } }
        @if answer.on.len() > MEMBERS { p { (visit.text_with("answer-more", &[("count", (answer.on.len() - MEMBERS).into())])) } }
    };
    process_page(view, &title, &body)
}

fn member(view: &ProcessView<'_>, answer: &Answer, entry: EntryNumber) -> Markup {
    let Some(item) = Item::of(view.process, entry) else { return html! {} };
    let visit = view.visit;
    html! {
        li {
            (item_link(view, item)) " · " (view.credit(item.author(), item.entry()))
            @match Hold::of(view, answer, entry) {
                Hold::Stands => (dotted(&reply_state(view, item))),
                Hold::Proposed => { " · " (visit.text("answer-proposed")) },
                Hold::Replaced(other) => { " · " (visit.text("answer-replaced-by")) " " (answer_link(view, other.entry)) },
                Hold::Dropped => { " · " (visit.text("answer-never-given")) },
            }
        }
    }
}

/// A remark or an amendment as a link to its page.
pub(crate) fn item_link(view: &ProcessView<'_>, item: Item<'_>) -> Markup {
    let key = match item {
        Item::Remark(_) => "remark-number",
        Item::Amendment(_) => "amendment-number",
    };
    html! { a href=(view.link(&item.address())) { (view.visit.text_with(key, &[("number", item.entry().0.into())])) } }
}

/// What became of what the reader wrote: every remark, amendment and letter of theirs, newest first, with its answer, its reason, the
/// words that it changed, and buttons to reply; on the page “My part” and in the reader's account.
pub(crate) fn what_became(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let Some(me) = view.me else { return html! {} };
    let is_mine =
        |item: &Item<'_>| item.author() == me || view.process.addressee_of(item.entry()) == Some(me);
    let mut mine: Vec<Item<'_>> = Item::all(view.process).filter(is_mine).collect();
    mine.sort_by_key(|item| std::cmp::Reverse(item.entry()));
    let letters: Vec<_> = view.process.submissions.iter().filter(|letter| letter.author == me).collect();
    let more = |address: &str, key: &str, all: usize| {
        html! { @if all > PAGE_ITEMS { p { a href=(view.link(address)) { (visit.text_with(key, &[("count", (all - PAGE_ITEMS).into())])) } } } }
    };
    html! {
        ul.rows {
            @for letter in letters.iter().rev().take(PAGE_ITEMS) {
                li {
                    (standing(view, letter.entry))
                    @if let Some(words) = &letter.words { (entry_words(view, words, LIST_CHARACTERS)) }
                    p.figures {
                        a href=(view.link(&format!("/submissions/{}", letter.entry))) { (visit.text_with("submission-number", &[("number", letter.entry.0.into())])) }
                        " · " (visit.text_with("submission-points", &[("count", letter.remarks.len().into())]))
                    }
                }
            }
            @for item in mine.iter().take(PAGE_ITEMS) { li { (became(view, *item, me)) } }
        }
        (more("/remarks?show=mine", "answer-more", mine.len()))
        (more("/remarks?show=mine", "answer-more", letters.len()))
    }
}

/// Whether the reader wrote anything on the draft.
pub(crate) fn has_written(view: &ProcessView<'_>) -> bool {
    let process = view.process;
    view.me.is_some_and(|me| {
        process.submissions.iter().any(|letter| letter.author == me)
            || Item::all(process).any(|item| item.author() == me)
    })
}

/// One thing that the reader wrote, with what was answered.
fn became(view: &ProcessView<'_>, item: Item<'_>, me: ParticipantId) -> Markup {
    let (visit, answers) = (view.visit, &view.process.answers);
    let proposed = answers.proposed_on(item.entry());
    let given = answers.standing_on(item.entry());
    html! {
        (standing(view, item.entry()))
        (entry_words(view, item.words(), LIST_CHARACTERS))
        p.figures { (item_link(view, item)) @if given.is_none() && proposed.is_none() { " · " (visit.text("answer-none-yet")) } }
        @for answer in given.into_iter().chain(proposed) {
            @let asks = proposed.is_some_and(|one| one.entry == answer.entry);
            @let () = note_seen(view, answer, item);
            section.note {
                p {
                    @if asks { (visit.text("answer-proposed")) ": " }
                    b { (visit.text(&format!("answer-{}", answer.disposition.as_str()))) }
                    @if tells(view, answer, item) { " · " (visit.text("answer-told-reading")) }
                    @else if !asks { (dotted(&reply_state(view, item))) }
                    @else if let Some(until) = view.process.silent_to_proposal_from(answer, item.entry()) { " · " (visit.text("answer-state-awaited")) " " (visit.moment(until)) }
                }
                (entry_words(view, &answer.words, usize::MAX))
                (changed(view, answer))
                @if !view.process.stage.is_over() && view.process.addressee_of(item.entry()) == Some(me) { (reply_buttons(view, answer, item, asks)) }
            }
        }
    }
}

/// A reply in one word; whoever wants to say more does it on the page of what was answered.
fn reply_buttons(view: &ProcessView<'_>, answer: &Answer, item: Item<'_>, proposed: bool) -> Markup {
    let visit = view.visit;
    html! {
        form method="post" action=(view.link(&format!("/answers/{}/reply", answer.entry))) {
            input type="hidden" name="on" value=(item.entry());
            div.choices {
                @for word in ReplyWord::ALL.iter().filter(|word| word.is_about_a_proposal() == proposed) {
                    button type="submit" name="word" value=(word.as_str()) { (visit.text(&format!("answer-reply-{}", word.as_str()))) }
                }
            }
        }
        p.small { a href=(format!("{}#answer", view.link(&item.address()))) { (visit.text("answer-reply-with-words")) } }
    }
}
