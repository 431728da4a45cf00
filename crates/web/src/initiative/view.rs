//! Initiatives as pages: what is owed on every page of the process, all of them, one with its support and its answer, the forms.

use maru_forum::{
    INITIATIVE_ANSWER_LIMIT, INITIATIVE_LIMIT, INITIATIVE_TITLE_LIMIT, Initiative, InitiativeAnswer,
    InitiativeRule, InitiativeWord, Office, PhaseAct,
};
use maud::{Markup, html};

use crate::common::{PAGE_ITEMS, ProcessView, shortened};
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::list;
use crate::people::view::moderation_policy;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words, person};
use crate::visit::Visit;

/// Parts of the list.
const PARTS: [&str; 4] = ["all", "owed", "answered", "gathering"];
/// Initiatives of which every page says that their answer is owed; it says how many others there are.
const ON_EVERY_PAGE: usize = 2;
/// Characters of a title on every page.
const TITLE_CHARACTERS: usize = 60;
/// Supporters on one page of an initiative.
const SUPPORTERS: usize = 50;

/// The title, or that it is not shown.
pub(crate) fn title(view: &ProcessView<'_>, initiative: &Initiative, limit: usize) -> Markup {
    let visit = view.visit;
    match view.words_of(&initiative.title.digest) {
        Some((language, text)) => visit.words(&language, &shortened(&text, limit)),
        None => {
            html! { (visit.text_with("initiative-number", &[("number", initiative.entry.0.into())])) " " em { (visit.text("remark-withheld")) } }
        }
    }
}

pub(crate) fn link(view: &ProcessView<'_>, initiative: &Initiative, limit: usize) -> Markup {
    html! { a href=(view.link(&format!("/initiatives/{}", initiative.entry))) { (title(view, initiative, limit)) } }
}

/// What every page of a process says of the answers that are owed, the first due first.
pub(crate) fn owed(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let mut owed: Vec<&Initiative> = view.process.initiatives.owed().collect();
    if owed.is_empty() {
        return html! {};
    }
    owed.sort_by_key(|initiative| initiative.owed_by());
    let more = owed.len().saturating_sub(ON_EVERY_PAGE);
    html! {
        @for initiative in owed.iter().take(ON_EVERY_PAGE) {
            p.note role="note" { (countdown(view, initiative)) " " (link(view, initiative, TITLE_CHARACTERS)) }
        }
        @if more > 0 { p.small { a href=(view.link("/initiatives?show=owed")) { (visit.text_with("initiative-more-owed", &[("count", more.into())])) } } }
    }
}

/// Until when the answer is owed, or since when it is overdue.
fn countdown(view: &ProcessView<'_>, initiative: &Initiative) -> Markup {
    let visit = view.visit;
    let Some(due) = initiative.owed_by() else { return html! {} };
    let day = ("day", visit.date(due).into());
    html! {
        @if initiative.is_overdue(visit.now.day()) {
            // The end of a day that is over lies behind: the days since then count up from one.
            strong { (visit.text_with("initiative-overdue", &[day, ("days", (-visit.days_until_end(due)).max(1).into())])) }
        } @else { (visit.text_with("initiative-owed", &[day, ("days", visit.days_until_end(due).into())])) }
    }
}

/// How an initiative stands, in a few words.
fn state(view: &ProcessView<'_>, initiative: &Initiative) -> Markup {
    let visit = view.visit;
    html! {
        @match (initiative.answers.last(), &initiative.reached) {
            (Some(answer), _) => {
                (visit.text(&format!("initiative-word-{}", answer.word.as_str())))
                @if initiative.late_answer().is_some() { " · " (visit.text("initiative-late")) }
            },
            (None, Some(_)) => (countdown(view, initiative)),
            (None, None) => (visit.text(if view.open_for(PhaseAct::Initiative) { "initiative-gathers" } else { "initiative-missed" })),
        }
        " · " (visit.text_with("initiative-support-of", &[("count", initiative.spread.people.into()), ("needed", initiative.rule.supporters.into())]))
    }
}

/// All of them, or a part; those with the most support last made first.
pub(crate) fn list(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("initiative-title");
    let part = list::shown(visit, &PARTS);
    let fits = |initiative: &&Initiative| match part {
        "owed" => initiative.owed_by().is_some(),
        "answered" => !initiative.answers.is_empty(),
        "gathering" => initiative.reached.is_none(),
        _ => true,
    };
    let all: Vec<&Initiative> = view.process.initiatives.iter().filter(fits).collect();
    let row = |initiative: &&Initiative| {
        html! {
            li {
                (link(view, initiative, INITIATIVE_TITLE_LIMIT))
                p.figures { (person(view, initiative.author, initiative.entry)) " · " (visit.moment(initiative.at)) " · " (state(view, initiative)) }
            }
        }
    };
    let body = html! {
        h1 { (heading) }
        @if view.process.charter.initiatives.is_promised() {
            p.lead { (visit.text("initiative-lead")) }
            (moderation_policy(view))
        }
        (rule(visit, view.process.charter.initiatives))
        @if view.open_for(PhaseAct::Initiative) { p { a.button href=(view.link("/initiatives/new")) { (visit.text("initiative-write")) } } }
        (list::parts(visit, &view.address("/initiatives"), "initiative-title", "initiative-part-", &PARTS, &html! {}))
        (list::rows(visit, all, PAGE_ITEMS, "initiative-none", row))
    };
    process_page(view, &heading, &body)
}

/// What an initiative needs, and what follows.
pub(crate) fn rule(visit: &Visit, rule: InitiativeRule) -> Markup {
    html! {
        @if rule.is_promised() {
            ul {
                li { (visit.text_with("initiative-rule-supporters", &[("count", rule.supporters.into())])) }
                @if rule.groups > 0 { li { (visit.text_with("initiative-rule-groups", &[("count", rule.groups.into()), ("each", rule.in_each.into())])) } }
                @if rule.countries > 0 { li { (visit.text_with("initiative-rule-countries", &[("count", rule.countries.into()), ("each", rule.in_each.into())])) } }
                @if rule.verified { li { (visit.text("initiative-rule-verified")) } }
                li { (visit.text_with("initiative-rule-days", &[("days", rule.answer_days.into())])) }
            }
        } @else { p.note { (visit.text("initiative-not-promised")) } }
    }
}

/// One initiative: what it asks, how far it has come, the answer, who supports it.
pub(crate) fn one(
    view: &ProcessView<'_>,
    initiative: &Initiative,
    typed: &Typed,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let number = visit.text_with("initiative-number", &[("number", initiative.entry.0.into())]);
    let body = html! {
        h1 { (title(view, initiative, INITIATIVE_TITLE_LIMIT)) }
        (done(view))
        p.figures { (number) " · " (person(view, initiative.author, initiative.entry)) " · " (visit.moment(initiative.at)) " · " (view.entry(initiative.entry)) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        p { strong { (state(view, initiative)) } }
        (entry_words(view, &initiative.words, INITIATIVE_LIMIT))
        @for answer in &initiative.answers { (answered(view, initiative, answer)) }
        (support(view, initiative))
        (figures(view, initiative))
        (answering(view, initiative, typed))
        (supporters(view, initiative))
    };
    process_page(view, &number, &body)
}

fn answered(view: &ProcessView<'_>, initiative: &Initiative, answer: &InitiativeAnswer) -> Markup {
    let visit = view.visit;
    let late = initiative.late_answer().is_some_and(|late| late.entry == answer.entry);
    html! {
        section {
            h2 { (visit.text("initiative-answer")) ": " (visit.text(&format!("initiative-word-{}", answer.word.as_str()))) }
            p.figures {
                @match answer.by {
                    Some(who) => (person(view, who, answer.entry)),
                    None => (visit.text("initiative-by-operator")),
                }
                " · " (visit.moment(answer.at)) " · " (view.entry(answer.entry))
            }
            @if late { @if let Some(reached) = &initiative.reached { p.warn { (visit.text_with("initiative-late-by", &[("day", visit.date(reached.due).into())])) } } }
            (entry_words(view, &answer.words, INITIATIVE_ANSWER_LIMIT))
            @if !answer.outcomes.is_empty() {
                p { (visit.text("initiative-outcomes")) @for outcome in &answer.outcomes { " " (view.entry(*outcome)) } }
            }
        }
    }
}

/// The button that supports it, or takes that back.
fn support(view: &ProcessView<'_>, initiative: &Initiative) -> Markup {
    let visit = view.visit;
    let here = format!("/initiatives/{}", initiative.entry);
    let mine = view.me.and_then(|me| initiative.supporters.entry_of(me));
    html! {
        @if view.open_for(PhaseAct::Initiative) {
            @if view.me.is_none() { p { (sign_in_to_take_part(view, &here)) } }
            @else if view.me != Some(initiative.author) {
                form method="post" action=(view.link(&format!("{here}/support"))) {
                    @if let Some(entry) = mine {
                        p.small { (visit.text("remark-you-support")) " · " (view.entry(entry)) }
                        button type="submit" name="give" value="no" { (visit.text("remark-unsupport")) }
                    } @else if !view.process.ledger.is_erased(initiative.entry) { button.go type="submit" name="give" value="yes" { (visit.text("initiative-support")) } }
                }
            }
        }
    }
}

/// How far it has come, against the rule that holds for it.
fn figures(view: &ProcessView<'_>, initiative: &Initiative) -> Markup {
    let (visit, rule, spread) = (view.visit, initiative.rule, &initiative.spread);
    let reached = initiative.reached.as_ref();
    let row = |key: &str, now: u32, then: Option<u32>, needed: u32| {
        html! {
            tr {
                th scope="row" { (visit.text(key)) }
                td data-of=(visit.text("initiative-column-now")) { (visit.number(now)) }
                @if let Some(then) = then { td data-of=(visit.text("initiative-column-then")) { (visit.number(then)) } }
                td data-of=(visit.text("initiative-column-needed")) { (visit.number(needed)) }
            }
        }
    };
    // Nothing is hidden here: the list of supporters says of everyone which group and country they gave.
    let groups = spread.groups.iter().map(|(id, count)| {
        let title = view.process.charter.groups.iter().find(|group| group.id == *id);
        (title.map_or_else(|| id.to_string(), |group| visit.local_plain(&group.title).to_owned()), *count)
    });
    let countries = spread
        .countries
        .iter()
        .map(|(code, count)| (crate::countries::name_of(*code, visit.tag()).clone(), *count));
    let all: Vec<(String, u32)> = groups.chain(countries).filter(|(_, count)| *count > 0).collect();
    html! {
        h2 { (visit.text("initiative-figures")) }
        @if let Some(reached) = reached {
            p { (visit.text_with("initiative-reached", &[("day", visit.date(reached.at.day()).into()), ("due", visit.date(reached.due).into())])) " " (view.entry(reached.entry)) }
        }
        table {
            thead { tr {
                td {} th scope="col" { (visit.text("initiative-column-now")) }
                @if reached.is_some() { th scope="col" { (visit.text("initiative-column-then")) } }
                th scope="col" { (visit.text("initiative-column-needed")) }
            } }
            tbody {
                (row("initiative-people", spread.people, reached.map(|one| one.spread.people), rule.supporters))
                (row("initiative-groups", spread.groups_with(rule.in_each), reached.map(|one| one.spread.groups_with(rule.in_each)), rule.groups))
                (row("initiative-countries", spread.countries_with(rule.in_each), reached.map(|one| one.spread.countries_with(rule.in_each)), rule.countries))
            }
        }
        @if !all.is_empty() { p.small { @for (place, (name, count)) in all.iter().enumerate() { @if place > 0 { " · " } (name) " " (visit.number(*count)) } } }
        @if initiative.taken_back > 0 { p.small { (visit.text_with("initiative-taken-back", &[("count", initiative.taken_back.into())])) } }
        p.small { (visit.text("initiative-declared")) }
    }
}

pub(crate) fn may_answer(view: &ProcessView<'_>) -> bool {
    view.me.is_some_and(|me| view.process.offices.may_act_as(me, Office::Chair))
}

/// The form of an answer, for whoever may give it.
fn answering(view: &ProcessView<'_>, initiative: &Initiative, typed: &Typed) -> Markup {
    let visit = view.visit;
    let over = view.process.stage.is_over() || initiative.reached.is_none();
    if over || !may_answer(view) || view.me == Some(initiative.author) {
        return html! {};
    }
    let form = Shown { visit, typed };
    let words: Vec<_> = InitiativeWord::ALL
        .iter()
        .map(|word| (word.as_str().to_owned(), visit.text(&format!("initiative-word-{}", word.as_str()))))
        .collect();
    let fields = html! {
        (form.choice("word", &visit.text("initiative-word"), &words, ""))
        label for="text" { (visit.text("initiative-reasons")) }
        textarea #text name="text" rows="6" dir="auto" required maxlength=(INITIATIVE_ANSWER_LIMIT) { (typed.get("text")) }
        (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
        (form.line("outcomes", &visit.text("initiative-outcomes-field"), ""))
    };
    html! {
        h2 { (visit.text(if initiative.answers.is_empty() { "initiative-answer-now" } else { "initiative-answer-more" })) }
        (form.form(&view.link(&format!("/initiatives/{}/answer", initiative.entry)), "initiative-answer-send", &fields))
    }
}

fn supporters(view: &ProcessView<'_>, initiative: &Initiative) -> Markup {
    let visit = view.visit;
    let all: Vec<_> = initiative.supporters.iter().collect();
    html! {
        @if !all.is_empty() {
            h2 { (visit.text("initiative-supporters")) }
            (list::rows(visit, all, SUPPORTERS, "initiative-none", |who| html! {
                li { (person(view, *who, initiative.entry)) @if let Some(entry) = initiative.supporters.entry_of(*who) { " · " (view.entry(entry)) } }
            }))
        }
    }
}

/// The form of a new one.
pub(crate) fn new(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("initiative-write");
    let form = Shown { visit, typed };
    let body = html! {
        h1 { (heading) }
        p.lead { (visit.text("initiative-lead")) }
        (rule(visit, view.process.charter.initiatives))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if !view.open_for(PhaseAct::Initiative) { p.warn { (view.not_now("initiative-not-now", Some(PhaseAct::Initiative))) } }
        @else if view.me.is_none() { p { (sign_in_to_take_part(view, "/initiatives/new")) } }
        @else { (form.form(&view.link("/initiatives/new"), "initiative-send", &html! {
            label for="title" { (visit.text("initiative-field-title")) }
            input #title name="title" dir="auto" autocomplete="off" required maxlength=(INITIATIVE_TITLE_LIMIT) value=(typed.get("title"));
            label for="text" { (visit.text("initiative-field-text")) }
            textarea #text name="text" rows="8" dir="auto" required maxlength=(INITIATIVE_LIMIT) { (typed.get("text")) }
            (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
        })) }
    };
    process_page(view, &heading, &body)
}
