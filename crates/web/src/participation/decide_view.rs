//! What those see who decide on applications, refuse the floor, or rule on appeals.

use jiff::ToSpan as _;
use maru_forum::{
    Appeal, AppealVerdict, Application, DAYS_TO_APPEAL, Reading, RefusalReason, Standing, VerdictAppeal,
    Words,
};
use maud::{Markup, html};

use super::view::{holds_for, refusal_whole, ruling_state};
use crate::amendment::said::said;
use crate::common::{PAGE_ITEMS, ProcessView};
use crate::countries;
use crate::desk::view::done;
use crate::form::{BLANK, Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;

/// Longest words that are judged, on a page, in characters.
const WORDS: usize = 20_000;

/// Words that only those read who decide; the page is theirs.
fn sealed(view: &ProcessView<'_>, entry: maru_forum::EntryNumber, words: &Words) -> Markup {
    let content = view.contents.content(view.process, &words.digest, Reading::Decider);
    let text = content.as_ref().and_then(|content| content.get("text"));
    let erased = matches!(view.process.ledger.standing(entry), Some(Standing::Withdrawn(_)));
    html! {
        @match text {
            Some(text) => div.quote lang=(words.language) dir=(words.language.direction()) {
                @for line in text.split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } }
            },
            None => p { em { (view.visit.text(if erased { "record-erased" } else { "record-words-missing" })) } },
        }
    }
}

fn page(view: &ProcessView<'_>, name: &str, fault: Option<&str>, content: &Markup) -> Markup {
    let visit = view.visit;
    let title = visit.text(&format!("desk-{name}"));
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (title) }
        p { (visit.text(&format!("desk-{name}-lead"))) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (content)
    };
    process_page(view, &title, &body)
}

/// The form of one thing among several: what was typed stands in the one that was sent.
fn of<'a>(view: &'a ProcessView<'_>, typed: &'a Typed, name: &str, number: &str) -> Shown<'a> {
    Shown { visit: view.visit, typed: if typed.get(name) == number { typed } else { &BLANK } }
}

/// Reason, words, language and last day of a refusal.
fn refusing(view: &ProcessView<'_>, form: Shown<'_>, may_say: fn(RefusalReason) -> bool) -> Markup {
    let visit = view.visit;
    let reasons: Vec<_> = RefusalReason::ALL
        .iter()
        .filter(|reason| may_say(**reason))
        .map(|reason| {
            (reason.as_str().to_owned(), visit.text(&format!("participation-reason-{}", reason.as_str())))
        })
        .collect();
    let last_day = visit.now.day().saturating_add(DAYS_TO_APPEAL.days()).to_string();
    html! {
        (form.choice("why", &visit.text("participation-why"), &reasons, ""))
        (form.area("text", &visit.text("participation-refusal-words"), ""))
        (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
        (form.day("last_day", &visit.text("participation-last-day-to-appeal"), &last_day))
    }
}

/// How many wait beside those that are shown. They are not on pages of their own: a form that is refused comes again on this one.
fn more_wait(view: &ProcessView<'_>, all: usize) -> Markup {
    let more = all.saturating_sub(PAGE_ITEMS);
    html! { @if more > 0 { p.note { (view.visit.text_with("participation-more-wait", &[("count", more.into())])) } } }
}

/// Applications on which nobody has decided, oldest first.
pub(crate) fn applications(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let open: Vec<&Application> =
        view.process.applications.iter().filter(|one| one.outcome.is_none()).collect();
    let content = html! {
        @if open.is_empty() { p.note { (view.visit.text("participation-nobody-applies")) } }
        @for one in open.iter().take(PAGE_ITEMS) { (application(view, typed, one)) }
        (more_wait(view, open.len()))
    };
    page(view, "applications", fault, &content)
}

fn application(view: &ProcessView<'_>, typed: &Typed, one: &Application) -> Markup {
    let visit = view.visit;
    let number = one.entry.to_string();
    let form = of(view, typed, "application", &number);
    let group = view.process.charter.groups.iter().find(|group| Some(&group.id) == one.group.as_ref());
    let hidden = html! { input type="hidden" name="application" value=(number); };
    html! {
        h2 { (visit.text_with("participation-application-number", &[("number", one.entry.0.into())])) }
        p.figures {
            (visit.moment(one.at)) " · "
            @match group { Some(group) => (visit.local(&group.title)), None => (visit.text("people-group-unsaid")) } " · "
            (one.country.map_or_else(|| visit.text("organisation-unsaid"), |code| countries::name_of(code, visit.tag())))
            " · " (view.entry(one.entry))
        }
        (sealed(view, one.entry, &one.words))
        form method="post" action=(view.link("/desk/applications")) {
            (hidden)
            (form.reason())
            button.go type="submit" name="act" value="grant" { (visit.text("participation-grant")) }
        }
        details {
            summary { (visit.text("participation-refuse")) }
            form method="post" action=(view.link("/desk/applications")) {
                (hidden)
                (refusing(view, form, |_| true))
                button type="submit" name="act" value="refuse" { (visit.text("participation-refuse")) }
            }
        }
    }
}

/// Reasons that are about what somebody says, not about who may come in.
fn is_of_the_floor(reason: RefusalReason) -> bool {
    match reason {
        RefusalReason::OffTopic | RefusalReason::Conduct | RefusalReason::Other => true,
        RefusalReason::NotEligible
        | RefusalReason::NoSeats
        | RefusalReason::Late
        | RefusalReason::Incomplete
        | RefusalReason::Duplicate => false,
    }
}

/// The form by which the floor is refused to a participant.
pub(crate) fn floor(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let form = Shown { visit: view.visit, typed };
    let fields = html! {
        (holds_for(view, &view.process.floors_to_come(view.visit.now)))
        (form.line("name", &view.visit.text("desk-office-name"), ""))
        (refusing(view, form, is_of_the_floor))
    };
    page(view, "floor", fault, &form.form(&view.link("/desk/floor"), "participation-refuse", &fields))
}

/// Appeals that wait for a ruling, the most urgent first.
pub(crate) fn appeals(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let open: Vec<&Appeal> = view.process.appeals.iter().filter(|one| one.ruling.is_none()).collect();
    let of_words: Vec<&VerdictAppeal> =
        view.process.verdict_appeals.iter().filter(|one| one.ruling.is_none()).collect();
    let content = html! {
        @if open.is_empty() && of_words.is_empty() { p.note { (view.visit.text("participation-nobody-appeals")) } }
        @for one in of_words.iter().take(PAGE_ITEMS) { (verdict_appeal(view, typed, one)) }
        @for one in open.iter().take(PAGE_ITEMS) { (appeal(view, typed, one)) }
        (more_wait(view, open.len()))
        (more_wait(view, of_words.len()))
    };
    page(view, "appeals", fault, &content)
}

/// An author's appeal against a moderator's verdict: the words, the verdict, what is said against it.
fn verdict_appeal(view: &ProcessView<'_>, typed: &Typed, one: &VerdictAppeal) -> Markup {
    let visit = view.visit;
    let number = one.entry.to_string();
    let form = of(view, typed, "appeal", &number);
    let verdict = view.process.moderation_log.iter().find(|act| (act.entry, act.on) == (one.verdict, one.on));
    let erasure = view.process.redactions.iter().find(|act| act.entry == one.verdict);
    let by = verdict.map(|act| act.by).or_else(|| erasure.map(|act| act.by)).flatten();
    let judged = by.is_some() && by == view.me;
    let verdicts: Vec<_> = AppealVerdict::ALL
        .iter()
        .map(|verdict| {
            (verdict.as_str().to_owned(), visit.text(crate::review::view::ruled(view, one, *verdict)))
        })
        .collect();
    let fields = html! {
        input type="hidden" name="appeal" value=(number);
        input type="hidden" name="against" value="moderator";
        (form.choice("verdict", &visit.text("participation-ruling"), &verdicts, ""))
        (form.area("text", &visit.text("participation-ruling-words"), ""))
        (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
    };
    html! {
        h2 { (visit.text_with("review-appeal-number", &[("number", one.entry.0.into())])) }
        @if !view.process.is_pressing(one) { p { (visit.text("review-moot")) } }
        @else if view.process.hears_author(one.author, one.verdict) { p { (visit.text_with("review-due", &[("day", visit.date(one.due()).into())])) } }
        @else { p { (visit.text("review-none-may")) } }
        // What is said against a verdict is not for whoever judged.
        @if judged { p { em { (visit.text("review-not-for-you")) } } } @else { (sealed(view, one.entry, &one.words)) }
        @if let Some(act) = verdict { p { (crate::people::view::moderation_line(view, act)) } }
        @if let Some(act) = erasure { p { (crate::people::view::erasure_line(view, act)) } }
        h3 { (visit.text("review-words")) }
        // What a moderator keeps back is read by whoever rules on that.
        (said(view, one.on, Reading::Moderator, WORDS))
        @if view.me == Some(one.author) {
            p.warn { (visit.text("violation-own-appeal")) }
        } @else if judged {
            p.warn { (visit.text("violation-own-refusal")) }
        } @else {
            (form.form(&view.link("/desk/appeals"), "participation-rule", &fields))
        }
    }
}

fn appeal(view: &ProcessView<'_>, typed: &Typed, one: &Appeal) -> Markup {
    let visit = view.visit;
    let number = one.entry.to_string();
    let form = of(view, typed, "appeal", &number);
    let refusal = view.process.refusals.get(one.refusal);
    let application = refusal.and_then(|refusal| view.process.applications.get(refusal.application?));
    let refused = view.me.is_some() && refusal.is_some_and(|refusal| refusal.by.participant() == view.me);
    let own = refused || refusal.is_some_and(|refusal| refusal.participant == view.me);
    let verdicts: Vec<_> = AppealVerdict::ALL
        .iter()
        .map(|verdict| {
            (verdict.as_str().to_owned(), visit.text(&format!("participation-ruled-{}", verdict.as_str())))
        })
        .collect();
    let fields = html! {
        input type="hidden" name="appeal" value=(number);
        (form.choice("verdict", &visit.text("participation-ruling"), &verdicts, ""))
        (form.area("text", &visit.text("participation-ruling-words"), ""))
        (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
    };
    html! {
        h2 { (visit.text_with("participation-appeal-number", &[("number", one.entry.0.into())])) }
        p { (ruling_state(view, one)) }
        // What is said against a refusal is not for whoever refused.
        @if refused { p { em { (visit.text("review-not-for-you")) } } } @else { (sealed(view, one.entry, &one.words)) }
        @if let Some(refusal) = refusal { (refusal_whole(view, refusal)) }
        @if let Some(application) = application {
            h3 { (visit.text("participation-application-words")) }
            (sealed(view, application.entry, &application.words))
        }
        @if own {
            p.warn { (visit.text(if refused { "violation-own-refusal" } else { "violation-own-appeal" })) }
        } @else {
            (form.form(&view.link("/desk/appeals"), "participation-rule", &fields))
        }
    }
}
