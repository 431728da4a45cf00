//! The forms of reports and appeals, and how appeals against a verdict went, in the public log.

use std::collections::BTreeSet;

use maru_forum::{
    AppealVerdict, Code, DAYS_TO_RULE, EntryNumber, Process, Refusal, ReportOutcome, Standing, StatementId,
    VerdictAppeal, WordsReport,
};
use maud::{Markup, html};

use crate::amendment::said::said;
use crate::commitment::view::words;
use crate::common::ProcessView;
use crate::form::{Shown, Typed};
use crate::layout::process_page;
use crate::participation::view::until;
use crate::people::view::rule_line;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words, standing};

/// Longest ruling on a page, in characters.
const PREVIEW: usize = 4_000;
/// Removed words of which every page tells their author.
const REMOVED_ON_EVERY_PAGE: usize = 2;

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Telling moderators of words.
    Report,
    /// Appealing against their verdict.
    Appeal,
}

impl What {
    /// The address under the process.
    pub(crate) fn address(self, on: EntryNumber) -> String {
        match self {
            Self::Report => format!("/report/{on}"),
            Self::Appeal => format!("/moderation/{on}/appeal"),
        }
    }

    /// The keys of its title and of what it says first.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Report => ("review-report", "review-report-lead"),
            Self::Appeal => ("review-appeal", "review-appeal-lead"),
        }
    }
}

/// The form, with the words that it is about.
pub(crate) fn form(
    view: &ProcessView<'_>,
    what: What,
    on: EntryNumber,
    typed: &Typed,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let (title, lead) = what.words();
    // A later verdict on the same words can be appealed against anew.
    let verdict = view.process.taken_away_by(on);
    let lead = match (what, verdict, view.process.ledger.is_erased(on)) {
        (What::Report, ..) | (What::Appeal, Some(_), false) => lead,
        (What::Appeal, Some(_), true) => "review-appeal-erasure-lead",
        (What::Appeal, None, true) => "review-appeal-own-lead",
        (What::Appeal, None, false) => "review-appeal-nothing-lead",
    };
    let title = visit.text(if what == What::Appeal { against(view, on) } else { title });
    let is_of_verdict = |one: &VerdictAppeal| verdict.is_none_or(|by| one.verdict == by);
    let mine = view.process.verdict_appeals.iter().rfind(|one| one.on == on && is_of_verdict(one));
    let heard = view.process.ledger.author_of(on).zip(verdict);
    let heard = heard.is_none_or(|(author, act)| view.process.hears_author(author, act));
    let body = html! {
        h1 { (title) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        p { (visit.text(lead)) @if what == What::Appeal && verdict.is_some() { " " (when_ruled(view, heard)) } }
        (standing(view, on))
        // What cannot be read is said once, above.
        @if view.may_read_entry(on) { (said(view, on, view.reading(), PREVIEW)) }
        p.figures { (view.entry(on)) }
        @if let (What::Appeal, Some(appeal)) = (what, mine.filter(|one| view.me == Some(one.author))) { (own_appeal(view, appeal)) }
        @let reported: Vec<&WordsReport> = if what == What::Report { own_reports(view).filter(|one| one.on == on).collect() } else { Vec::new() };
        @for report in &reported { (own_report(view, report)) }
        // What was sent is not asked for again.
        @if reported.iter().any(|report| is_open(view, report)) {}
        @else if let (What::Appeal, Some(appeal)) = (what, mine) {
            // Where the words are not shown, that is said above with what was ruled.
            @if view.process.ledger.is_shown(on) { (outcome(view, appeal)) }
        }
        // There is nothing to appeal against.
        @else if what == What::Appeal && verdict.is_none() {}
        @else if view.me.is_none() && what == What::Appeal { p { (sign_in_to_take_part(view, &what.address(on))) } }
        @else if view.me.is_none() && view.process.stage.is_over() { p.note { (visit.text("review-report-over")) " " bdi { (view.process.charter.contact) } } }
        @else {
            @if let (What::Appeal, Some(day)) = (what, view.process.last_day_to_appeal(on)) { p { (visit.text("review-appeal-until")) " " (until(view, day)) } }
            @if view.me.is_none() { p.note { (visit.text("review-report-outside")) } }
            (Shown { visit, typed }.form(&view.link(&what.address(on)), "review-send", &html! {
                (words(view, typed, "why", "review-why"))
            }))
        }
        @if what == What::Report { p.small { a href=(view.link("/reported")) rel="nofollow" { (visit.text("review-look-up")) } } }
    };
    process_page(view, &title, &body)
}

/// That a report was taken, with the code by which its author looks it up: told this once, and kept nowhere.
pub(crate) fn receipt(view: &ProcessView<'_>, code: &Code, entry: EntryNumber) -> Markup {
    let visit = view.visit;
    let title = visit.text("review-taken");
    let body = html! {
        h1 { (title) }
        p.lead role="status" { (visit.text("review-taken-lead")) }
        p { strong { code { (code.spaced()) } } }
        p { (visit.text("review-taken-note")) }
        p { (view.entry(entry)) }
        p { a href=(view.link("/reported")) rel="nofollow" { (visit.text("review-look-up")) } }
    };
    process_page(view, &title, &body)
}

/// Where a code is typed, and what became of the report of one.
pub(crate) fn reported(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("review-look-up");
    let found = Code::typed(typed.get("code")).ok().and_then(|code| view.process.report_of(&code).cloned());
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if let Some(report) = &found { (became(view, report)) }
        p { (visit.text("review-look-up-lead")) }
        (Shown { visit, typed }.form(&view.link("/reported"), "review-look-up-send", &html! {
            label for="code" { (visit.text("review-code")) }
            input #code name="code" required autocomplete="off" spellcheck="false" value=(typed.get("code"));
        }))
    };
    process_page(view, &title, &body)
}

/// How a report stands: open, or judged by whom, why and under which rule.
fn became(view: &ProcessView<'_>, report: &WordsReport) -> Markup {
    let visit = view.visit;
    html! {
        section.note {
            p { (visit.text_with("review-report-of", &[("day", visit.date(report.at.day()).into()), ("number", report.on.0.into())])) " · " (view.entry(report.entry)) }
            @match view.process.outcome_of_report(report) {
                ReportOutcome::Open if view.process.stage.is_over() => p { (visit.text("review-report-never")) },
                ReportOutcome::Open => p { (visit.text("review-report-open")) },
                ReportOutcome::Judged(act) => {
                    p { b { (visit.text(&format!("review-report-{}", act.verdict.as_str()))) } " · " (visit.moment(act.at)) " · " (view.entry(act.entry)) }
                    p { (visit.text("review-report-reason")) " " span dir="auto" { (act.reason) } (rule_line(visit, &act.rule)) }
                }
                ReportOutcome::Erased(by) => p { (visit.text("review-report-erased")) " · " (view.entry(by)) },
            }
        }
    }
}

/// What the reader wrote against a verdict, for themselves.
pub(crate) fn own_appeal(view: &ProcessView<'_>, appeal: &VerdictAppeal) -> Markup {
    let visit = view.visit;
    html! {
        section.note {
            p.small { b { (visit.text_with("review-your-appeal", &[("day", visit.date(appeal.at.day()).into())])) } " · " (view.entry(appeal.entry)) }
            (entry_words(view, &appeal.words, PREVIEW))
        }
    }
}

/// What the reader told moderators of words, and what became of it, for themselves.
pub(crate) fn own_report(view: &ProcessView<'_>, report: &WordsReport) -> Markup {
    let visit = view.visit;
    let state = match (is_open(view, report), view.process.ledger.is_shown(report.on)) {
        (true, _) => "statement-mine-report-open",
        (false, true) => "statement-mine-report-kept",
        (false, false) => "statement-mine-report-removed",
    };
    html! {
        section.note {
            p.small { b { (visit.text_with("review-your-report", &[("day", visit.date(report.at.day()).into())])) } " · " (view.entry(report.entry)) " · " (visit.text(state)) }
            (entry_words(view, &report.words, PREVIEW))
        }
    }
}

/// The reader's reports.
pub(crate) fn own_reports<'a>(view: &'a ProcessView<'_>) -> impl Iterator<Item = &'a WordsReport> {
    let is_mine =
        move |one: &&WordsReport| view.me.is_some() && view.process.ledger.author_of(one.entry) == view.me;
    view.process.words_reports.iter().filter(is_mine)
}

fn is_open(view: &ProcessView<'_>, report: &WordsReport) -> bool {
    matches!(view.process.outcome_of_report(report), ReportOutcome::Open)
}

/// How an appeal stands: due, or ruled on by whom and why.
fn outcome(view: &ProcessView<'_>, appeal: &VerdictAppeal) -> Markup {
    let visit = view.visit;
    html! {
        @match &appeal.ruling {
            None if !view.process.is_pressing(appeal) => p { (visit.text("review-moot")) " · " (view.entry(appeal.entry)) },
            None if !view.hears_appeals() => p { (visit.text("review-unheard")) " · " (view.entry(appeal.entry)) },
            None if !view.process.hears_author(appeal.author, appeal.verdict) => p { (visit.text("review-none-may")) " · " (view.entry(appeal.entry)) },
            None => p { (visit.text_with("review-due", &[("day", visit.date(appeal.due()).into())])) " · " (view.entry(appeal.entry)) },
            Some(ruling) => {
                p {
                    b { (visit.text(ruled(view, appeal, ruling.verdict))) }
                    " · " bdi { (view.name_of(ruling.by)) } " · " (visit.moment(ruling.at)) " · " (view.entry(ruling.entry))
                }
                (entry_words(view, &ruling.words, PREVIEW))
            }
        }
    }
}

/// How many days a ruling takes at most, or that nobody is there to rule; `heard` says whether somebody may rule on this very act.
pub(crate) fn when_ruled(view: &ProcessView<'_>, heard: bool) -> String {
    match (view.hears_appeals(), heard) {
        (false, _) => view.visit.text("review-nobody-rules"),
        (true, false) => view.visit.text("review-none-may-rule"),
        (true, true) => view.visit.text_with("review-ruled-within", &[("days", DAYS_TO_RULE.into())]),
    }
}

/// The key of what a ruling says of the act that was appealed against.
pub(crate) fn ruled(view: &ProcessView<'_>, appeal: &VerdictAppeal, verdict: AppealVerdict) -> &'static str {
    ruled_in(view.process, appeal, verdict)
}

/// The same for a mail.
pub(crate) fn ruled_in(process: &Process, appeal: &VerdictAppeal, verdict: AppealVerdict) -> &'static str {
    let is_erasure = process.redactions.iter().any(|one| one.entry == appeal.verdict);
    // Words may have been erased, or judged anew, before the ruling and after it: that they are shown is said only where they are.
    let shows = match &appeal.ruling {
        Some(_) => process.ledger.is_shown(appeal.on),
        None => process.is_pressing(appeal),
    };
    match (is_erasure, verdict) {
        (false, AppealVerdict::Upheld) => "review-ruled-upheld",
        (false, AppealVerdict::Overturned) if !shows => "review-ruled-fell",
        (false, AppealVerdict::Overturned) => "review-ruled-overturned",
        (true, AppealVerdict::Upheld) => "review-ruled-erasure-upheld",
        (true, AppealVerdict::Overturned) => "review-ruled-erasure-overturned",
    }
}

/// What became of verdicts on an entry that were appealed against, for everyone who reads its words or that they are not shown.
pub(crate) fn rulings_on(view: &ProcessView<'_>, on: EntryNumber) -> Markup {
    let all = view.process.verdict_appeals.iter();
    html! { @for one in all.filter(|one| one.on == on) { (outcome(view, one)) } }
}

/// The appeals against a verdict, for the public log.
pub(crate) fn appeals_against(view: &ProcessView<'_>, act: EntryNumber, on: EntryNumber) -> Markup {
    let all = view.process.verdict_appeals.iter();
    html! { @for one in all.filter(|one| (one.verdict, one.on) == (act, on)) { (outcome(view, one)) } }
}

/// The link by which anybody reports words of a person that are shown.
pub(crate) fn report_link(view: &ProcessView<'_>, on: EntryNumber) -> Markup {
    let process = view.process;
    let is_words = process.statement(StatementId(on)).is_some() || process.is_moderated_beside_statements(on);
    let is_shown =
        is_words && process.ledger.standing(on) == Some(Standing::Shown) && !process.stage.is_over();
    let is_mine = view.me.is_some() && process.ledger.author_of(on) == view.me;
    html! {
        @if is_words && process.ledger.is_shown(on) { (rulings_on(view, on)) }
        @if is_shown && !is_mine {
            p.figures { a href=(view.link(&What::Report.address(on))) rel="nofollow" { (view.visit.text("review-report")) } }
        }
    }
}

/// The author's way to appeal against a verdict on their words.
pub(crate) fn appeal_link(view: &ProcessView<'_>, on: EntryNumber) -> Markup {
    let ledger = &view.process.ledger;
    let is_mine = view.me.is_some() && ledger.author_of(on) == view.me;
    html! {
        (rulings_on(view, on))
        @if is_mine && view.process.taken_away_by(on).is_some() {
            (to_appeal(view, on))
        }
    }
}

/// What an appeal about these words is against, as the key of its words.
fn against(view: &ProcessView<'_>, on: EntryNumber) -> &'static str {
    if view.process.ledger.is_erased(on) { "review-appeal-erasure" } else { "review-appeal" }
}

/// Until when the author may appeal, or that they did.
fn to_appeal(view: &ProcessView<'_>, on: EntryNumber) -> Markup {
    let visit = view.visit;
    let address = view.link(&What::Appeal.address(on));
    html! {
        @match (view.process.appeal_on(on), view.process.last_day_to_appeal(on)) {
            (Some(appeal), _) => p { a href=(address) rel="nofollow" { (visit.text_with("review-your-appeal", &[("day", visit.date(appeal.at.day()).into())])) } },
            (None, Some(day)) if visit.now.day() > day => p { (visit.text_with("review-appeal-over", &[("day", visit.date(day).into())])) },
            (None, Some(day)) => p { a href=(address) rel="nofollow" { (visit.text(against(view, on))) } " · " (visit.text("review-appeal-until")) " " (until(view, day)) },
            // Words that stand as others do are not judged themselves.
            (None, None) => {},
        }
    }
}

/// What every page tells somebody who was refused the floor or whose words were removed while they can still appeal: nobody looks for that by themselves.
pub(crate) fn removed_note(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let Some(me) = view.me else { return html! {} };
    let judged = process.moderation_log.iter().map(|act| act.on);
    let taken = judged.chain(process.redactions.iter().map(|one| one.target));
    let mine: BTreeSet<_> = taken.filter(|on| process.ledger.author_of(*on) == Some(me)).collect();
    let open = |on: EntryNumber| {
        let day = process.last_day_to_appeal(on).filter(|day| visit.now.day() <= *day)?;
        process.appeal_on(on).is_none().then_some((on, day))
    };
    let open: Vec<_> = mine.into_iter().filter_map(open).collect();
    let may_appeal = |one: &&Refusal| {
        one.participant == Some(me) && one.appeal.is_none() && visit.now.day() <= one.last_day
    };
    let refused = process.refusals.iter().rfind(may_appeal);
    html! {
        @if let Some(refusal) = refused {
            p.note role="note" {
                (visit.text_with("review-refused-note", &[("day", visit.date(refusal.last_day).into())]))
                " " a href=(view.link(&format!("/refusals/{}", refusal.entry))) rel="nofollow" { (visit.text("participation-refusal-more")) }
            }
        }
        @for (on, day) in open.iter().rev().take(REMOVED_ON_EVERY_PAGE) {
            p.note role="note" {
                (visit.text_with(if process.ledger.is_erased(*on) { "review-erased-note" } else { "review-removed-note" }, &[("number", on.0.into()), ("day", visit.date(*day).into())]))
                " " a href=(view.link(&What::Appeal.address(*on))) rel="nofollow" { (visit.text(against(view, *on))) }
            }
        }
    }
}
