//! Statements: one at a time, as a list, one alone, a new one, and how mine fare.

use jiff::civil::Date;
use maru_forum::{
    EntryNumber, Moderation, ParticipantId, PhaseAct, STATEMENT_LIMIT, Standing, Statement, StatementId,
    Tally, Translation, Verdict, Vote, Words,
};
use maru_opinion::cells::SMALL;
use maru_store::Days;
use maud::{Markup, html};

use crate::common::{PAGE_ITEMS, ProcessView, answer_buttons, tally, tally_bar};
use crate::form::{Shown, Typed};
use crate::layout::process_page;
use crate::list;
use crate::map::ranking::across_groups;
use crate::people::view::moderation_policy;
use crate::process::view::{ballot, is_for_everyone, sign_in_or_join, sign_in_to_take_part};
use crate::result::view::{balance_line, group_table, holds, useful};
use crate::review::view::{own_appeal, own_report, own_reports};
use crate::statement::early;
use crate::statement::next::next;

/// Characters of one's own statement among all that one wrote.
const OWN_CHARACTERS: usize = 320;
/// Days on which the page of a statement tells how its votes stood, at most.
const MOST_STEPS: u32 = 12;

/// Which statements a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    All,
    Unseen,
    Passed,
    Answered,
}

impl Show {
    const FOR_MEMBERS: [&str; 4] = ["all", "unseen", "passed", "answered"];

    /// What is left to answer is no list where nothing can be answered any more.
    fn offered(view: &ProcessView<'_>) -> &'static [&'static str] {
        if view.process.stage.is_over() { &["all", "passed", "answered"] } else { &Self::FOR_MEMBERS }
    }

    /// Without answers of one's own, there is only one list.
    fn asked(view: &ProcessView<'_>) -> (Self, &'static str) {
        let name = if view.me.is_some() { list::shown(view.visit, Self::offered(view)) } else { "all" };
        let show = match name {
            "unseen" => Self::Unseen,
            "passed" => Self::Passed,
            "answered" => Self::Answered,
            _ => Self::All,
        };
        (show, name)
    }

    fn fits(self, mine: Option<Vote>) -> bool {
        match self {
            Self::All => true,
            Self::Unseen => mine.is_none(),
            Self::Passed => mine == Some(Vote::Pass),
            Self::Answered => mine.is_some_and(|vote| vote != Vote::Pass),
        }
    }
}

/// What just happened, with the entry that holds it, for the page after a form.
fn done_note(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let number = |name: &str| visit.asked(name).and_then(|text| text.parse::<u64>().ok());
    let Some(entry) = number("done") else { return html! {} };
    let about = number("about").and_then(|id| view.process.statement(StatementId(EntryNumber(id))));
    // The same answer given again has the entry of the first time.
    if !view.has_just_made(entry) && !about.is_some_and(|statement| view.is_my_vote(statement, entry)) {
        return html! {};
    }
    let about = about.filter(|statement| view.is_my_vote(statement, entry));
    let links = [
        ("entry", view.link(&format!("/record/{entry}"))),
        ("receipt", view.link(&format!("/receipt/{entry}.tlog-proof"))),
        ("change", about.map(|s| view.link(&format!("/statements/{}", s.id))).unwrap_or_default()),
    ];
    html! {
        div.done role="status" {
            @match about.map(|statement| (statement, view.my_vote(statement))) {
                Some((statement, Some(vote))) => {
                    p { (visit.rich("vote-done", &[
                        ("answer", visit.text(&format!("vote-{}", vote.as_str())).into()),
                        ("number", entry.into()),
                    ], &links)) }
                    p.small { (view.inline_words(statement)) }
                    // Closed, so that the first answers on the page are those to the statement that is asked now.
                    @if visit.path == view.address("/vote") && view.open_for(PhaseAct::Vote) {
                        details {
                            summary { (visit.text("vote-change-here")) }
                            form method="post" action=(view.link("/vote")) aria-label=(visit.text("vote-change-here")) {
                                input type="hidden" name="statement" value=(statement.id);
                                (answer_buttons(visit, Some(vote)))
                            }
                            p.small { (visit.text("vote-undo")) }
                        }
                    }
                },
                _ => p { (visit.rich("statement-done", &[("number", entry.into())], &links)) },
            }
        }
    }
}

/// One statement at a time.
pub(crate) fn vote(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let skip = visit.asked("skip").and_then(|skip| skip.parse().ok()).unwrap_or(0_usize);
    let is_left = |one: &&Statement| view.my_vote(one).is_none() && view.process.takes_votes(one);
    let left = view.process.visible_statements().filter(is_left).count();
    let title = visit.text("vote-title");
    let body = html! {
        h1 { (title) }
        (done_note(view))
        (early::note(view))
        @match next(view, skip) {
            _ if !view.is_open() => {
                p.note { (view.not_now("vote-not-now", Some(PhaseAct::Vote))) }
                p { a href=(view.link("/statements")) { (visit.text("vote-as-list")) } " · " a href=(view.link("/results")) { (visit.text("process-all-results")) } }
            },
            Some(statement) => {
                p.soft { (visit.text_with("vote-left", &[("left", left.into())])) }
                (ballot(view, statement, ""))
                p {
                    @if left > 1 {
                        a href=(view.link(&format!("/vote?skip={}", (skip + 1) % left))) { (visit.text("vote-other")) } " · "
                    }
                    a href=(view.link(&format!("/statements/{}", statement.id))) { (visit.text("vote-about-this")) } " · "
                    a href=(view.link("/statements")) { (visit.text("vote-as-list")) }
                }
            },
            None => (nothing_left(view)),
        }
        (own_statement_link(view))
    };
    process_page(view, &title, &body)
}

fn nothing_left(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let passed = view.process.visible_statements().filter(|s| view.my_vote(s) == Some(Vote::Pass)).count();
    html! {
        p.note { (visit.text(if view.process.visible_statements().next().is_some() && (view.me.is_some() || !view.early.is_empty()) { "vote-all-seen" } else { "statement-none-yet" })) }
        @if passed > 0 {
            p { a href=(view.link("/statements?show=passed")) {
                (visit.text_with("vote-passed-ones", &[("count", passed.into())]))
            } }
        }
        p { a href=(view.link("/results")) { (visit.text("process-all-results")) } }
    }
}

fn own_statement_link(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        @if view.open_for(PhaseAct::Statement) {
            h2 { (visit.text("statement-missing-one")) }
            p { (visit.text("statement-missing-why")) }
            p { a.button href=(view.link("/statements/new")) { (visit.text("statement-write")) } }
        }
    }
}

/// All statements, twenty to a page.
pub(crate) fn list(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let (show, name) = Show::asked(view);
    let fitting: Vec<&Statement> =
        view.process.readable_statements().filter(|statement| show.fits(view.my_vote(statement))).collect();
    let total = fitting.len();
    let title = visit.text("layout-statements");
    let back = format!("{name}.{}", visit.asked_page());
    let body = html! {
        h1 { (title) }
        (done_note(view))
        p { (visit.text_with("statement-list-lead", &[("count", total.into())])) }
        (list_links(view))
        (list::rows(visit, fitting, PAGE_ITEMS, "statement-none-here", |statement| row(view, statement, &back)))
        (own_statement_link(view))
        (hidden_line(view))
    };
    process_page(view, &title, &body)
}

fn list_links(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let mine = html! { li { a href=(view.link("/mine")) { (visit.text("statement-mine")) } } };
    let address = view.address("/statements");
    html! {
        @if view.me.is_some() {
            (list::parts(visit, &address, "statement-which", "statement-show-", Show::offered(view), &mine))
        } @else if view.open_for(PhaseAct::Vote) {
            (early::note(view))
            @if view.takes_early_answers() { p.soft.small { (visit.text("vote-early-consequence")) } }
            @else if view.early.is_empty() { p { (sign_in_or_join(view, "/statements")) } }
        }
        @if view.open_for(PhaseAct::Vote) {
            p { a href=(view.link("/vote")) { (visit.text("vote-one-by-one")) } }
        }
    }
}

fn row(view: &ProcessView<'_>, statement: &Statement, back: &str) -> Markup {
    let visit = view.visit;
    html! {
        li id=(format!("s{}", statement.id)) {
            (view.short_quotation(statement))
            (answered_on_other_words(view, statement))
            (tally(visit, statement.tally))
            @if view.open_for(PhaseAct::Vote) && view.process.takes_votes(statement) && (view.me.is_some() || view.takes_early_answers()) {
                form method="post" action=(view.link("/vote")) {
                    input type="hidden" name="statement" value=(statement.id);
                    input type="hidden" name="back" value=(back);
                    (answer_buttons(visit, view.my_vote(statement)))
                }
            }
            p.figures {
                a href=(view.link(&format!("/statements/{}", statement.id))) {
                    (visit.text_with("statement-number", &[("number", statement.id.0.0.into())]))
                }
                @if statement.verdict == Some(Verdict::Meta) { " · " (visit.text("statement-meta")) }
            }
        }
    }
}

fn hidden_line(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let hidden = view.process.statements.len() - view.process.readable_statements().count();
    html! {
        @if hidden > 0 {
            p.soft { (visit.rich("statement-hidden", &[("count", hidden.into())], &[("log", view.link("/moderation"))])) }
        }
    }
}

/// One statement: its words in every language, its votes, where it comes from.
pub(crate) fn one(view: &ProcessView<'_>, statement: &Statement, days: Option<&Days>) -> Markup {
    let visit = view.visit;
    let title = visit.text_with("statement-number", &[("number", statement.id.0.0.into())]);
    let visible = view.process.is_visible(statement);
    let takes_votes = view.process.takes_votes(statement);
    let body = html! {
        h1 { (title) }
        (done_note(view))
        @if !visible { p.warn { (not_shown(view, statement)) } }
        @if let Some(Standing::Withdrawn(by)) = view.process.ledger.standing(statement.id.0) { (crate::record::view::erased_by(view, by)) }
        @if takes_votes { (crate::review::view::report_link(view, statement.id.0)) }
        @else { (crate::review::view::appeal_link(view, statement.id.0)) }
        @if takes_votes && view.open_for(PhaseAct::Vote) && (view.me.is_some() || view.takes_early_answers()) {
            (early::note(view))
            (ballot(view, statement, "one"))
        } @else {
            (view.quotation(statement))
            @if takes_votes && !view.open_for(PhaseAct::Vote) && !view.process.stage.is_over() { p.soft { (view.not_now("vote-not-now", Some(PhaseAct::Vote))) } }
            @if takes_votes && view.open_for(PhaseAct::Vote) { p { (sign_in_or_join(view, &format!("/statements/{}", statement.id))) } }
        }
        (answered_on_other_words(view, statement))
        h2 { (visit.text("statement-votes")) }
        (tally(visit, statement.tally))
        @if visible && statement.tally.total() > 0 {
            p.figures { (crate::result::view::whole_line(view, statement)) }
            (by_group(view, statement))
            (over_time(view, statement, days))
        }
        (crate::harm::view::about(view, statement.id.0))
        (other_languages(view, statement))
        (origin(view, statement))
        (crate::record::withdraw::link(view, statement.id.0))
    };
    process_page(view, &title, &body)
}

fn not_shown(view: &ProcessView<'_>, statement: &Statement) -> Markup {
    // What stands in the ledger is said, and not what the charter says of what is written now: words wait on after it was changed.
    let key = match (view.process.ledger.standing(statement.id.0), view.process.charter.moderation) {
        (Some(Standing::Rejected(_)), _) => "statement-not-shown",
        (Some(Standing::Withdrawn(_)), _) => "statement-erased",
        (_, Moderation::Before) => "statement-waits",
        (_, Moderation::After) => "statement-waits-still",
    };
    view.visit.rich(key, &[], &[("log", view.link("/moderation"))])
}

/// By opinion group, stakeholder group and country group: a table for each, and whether it is common ground across them.
fn by_group(view: &ProcessView<'_>, statement: &Statement) -> Markup {
    let visit = view.visit;
    let useful = useful(view);
    html! {
        @if let Some((map, _)) = view.map {
            @let id = maru_opinion::StatementId(statement.id.0.0 as u32);
            @if let Some(ground) = map.common_ground.iter().find(|ground| ground.statement == id) {
                (across_groups(view, map, ground).map_or_else(|| html! {}, |words| html! { p.figures { (words) } }))
            }
        }
        (holds(view, &useful, statement))
        @for breakdown in &useful {
            h3 { (visit.text(&format!("result-by-{}", breakdown.kind.name()))) }
            (balance_line(view, breakdown, statement))
            (group_table(view, breakdown, statement))
        }
    }
}

/// The votes as they stood on earlier days. A day is told once enough people more had voted than on the day before it in
/// the table, and enough fewer than now: two days' difference would otherwise tell what a few did.
fn over_time(view: &ProcessView<'_>, statement: &Statement, days: Option<&Days>) -> Markup {
    let visit = view.visit;
    let id = maru_opinion::StatementId(statement.id.0.0 as u32);
    let steps = days.map_or_else(Vec::new, |days| steps(days.of_statement(id), statement.tally.total()));
    html! {
        @if !steps.is_empty() {
            h3 { (visit.text("statement-over-time")) }
            table {
                thead { tr {
                    th scope="col" { (visit.text("map-day")) }
                    th.n scope="col" { (visit.text("vote-agree")) }
                    th.n scope="col" { (visit.text("vote-disagree")) }
                } }
                tbody {
                    @for (day, tally) in steps {
                        tr {
                            th scope="row" {
                                a href=(view.link(&format!("/map?day={day}"))) { (visit.date(day)) } (tally_bar(tally))
                                span.soft.small { (visit.text_with("result-of-votes", &[("votes", tally.total().into())])) }
                            }
                            td.n { (visit.percent(tally.agree.into(), tally.total().into())) }
                            td.n { (visit.percent(tally.disagree.into(), tally.total().into())) }
                        }
                    }
                }
            }
        }
    }
}

/// At most so many days, each with at least [`SMALL`] more votes than the one before, and than there are now.
fn steps(days: &[(Date, [u32; 3])], now: u32) -> Vec<(Date, Tally)> {
    let mut told: Vec<(Date, Tally)> = Vec::new();
    let least = now.div_ceil(MOST_STEPS).max(SMALL);
    for (day, [agree, disagree, pass]) in days {
        let tally = Tally { agree: *agree, disagree: *disagree, pass: *pass };
        let before = told.last().map_or(0, |(_, tally)| tally.total());
        if tally.total() >= before + least && (tally.total() == now || tally.total() + SMALL <= now) {
            told.push((*day, tally));
        }
    }
    told
}

fn other_languages(view: &ProcessView<'_>, statement: &Statement) -> Markup {
    let visit = view.visit;
    html! {
        @if !statement.translations.is_empty() && view.may_read_entry(statement.id.0) {
            h2 { (visit.text("statement-in-languages")) }
            ul {
                @if let Some((language, words)) = view.words_of(&statement.words.digest) {
                    li {
                        (visit.words(&language, &words)) " "
                        span.soft { (visit.text_with("statement-original", &[
                            ("language", visit.language_name(&language).into()),
                        ])) }
                    }
                }
                @for translation in &statement.translations {
                    @if let Some((language, words)) = view.words_of(&translation.words.digest) {
                        li {
                            (visit.words(&language, &words)) " "
                            span.soft {
                                (visit.text_with("statement-translation", &[
                                    ("language", visit.language_name(&language).into()),
                                    ("translator", view.translator_name(&translation.translator).into()),
                                ]))
                                " · " (view.credit_of_translation(translation)) " · " (view.entry(translation.entry))
                            }
                            (replaced(view, statement, translation))
                        }
                    }
                }
            }
        }
    }
}

/// That a translation took the place of another, and how many votes that count were given while that one stood.
fn replaced(view: &ProcessView<'_>, statement: &Statement, translation: &Translation) -> Markup {
    let language = translation.words.language.primary();
    let stands = view.process.best_words(statement, language, view.reading()).2;
    let is_standing = stands.is_some_and(|stands| stands.entry == translation.entry);
    let before = view.process.replaced_by(statement, translation).filter(|_| is_standing);
    let Some(before) = before else { return html! {} };
    let votes = view.process.votes_between(statement.id, before.entry, translation.entry);
    html! {
        p.small.warn {
            (view.visit.text_with("statement-translation-replaced", &[("votes", votes.into())])) " " (view.entry(before.entry))
        }
    }
}

/// That the reader answered while other words stood in their language, so that they can answer anew.
fn answered_on_other_words(view: &ProcessView<'_>, statement: &Statement) -> Markup {
    let standing = view.words(statement).and_then(|words| words.translation);
    let own = view.me.and_then(|me| view.process.vote_of(me, statement.id));
    let before = standing.and_then(|now| Some((now, view.process.replaced_by(statement, now)?)));
    html! {
        @if let (Some((now, before)), Some(own)) = (before, own) {
            @if (before.entry.0..now.entry.0).contains(&u64::from(own.entry)) {
                p.warn { (view.visit.text("statement-answered-on-other-words")) " " (view.entry(before.entry)) }
            }
        }
    }
}

fn origin(view: &ProcessView<'_>, statement: &Statement) -> Markup {
    let visit = view.visit;
    let author = statement
        .author
        .map_or_else(|| html! { (visit.text("people-operator")) }, |id| view.credit(id, statement.id.0));
    html! {
        h2 { (visit.text("statement-origin")) }
        p {
            (visit.text("statement-by")) " " (author) " · "
            (visit.moment(statement.at)) " · " (view.entry(statement.id.0))
        }
        @let id = statement.source_text.clone().or_else(|| statement.source_id.map(|id| id.to_string()));
        @if let Some(id) = id {
            p { (visit.text_with("statement-source-id", &[("id", id.into())])) }
        }
        @for act in view.process.moderation_log.iter().filter(|act| act.on == statement.id.0) {
            p { (crate::people::view::moderation_line(view, act)) }
        }
    }
}

/// The form for a new statement, with what was typed before if it was refused.
pub(crate) fn new(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("statement-write");
    let body = html! {
        h1 { (title) }
        p { (visit.text("statement-write-lead")) }
        @if !view.open_for(PhaseAct::Statement) {
            p.warn { (view.not_now("statement-not-now", Some(PhaseAct::Statement))) }
        } @else if view.me.is_none() {
            @if is_for_everyone(view) { p { (visit.text("statement-why-sign-in")) } }
            p { (sign_in_to_take_part(view, "/statements/new")) }
        } @else {
            (new_form(view, typed, fault))
        }
    };
    process_page(view, &title, &body)
}

fn new_form(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let hint = visit.text_with("statement-field-hint", &[("limit", STATEMENT_LIMIT.into())]);
    let fields = html! {
        (moderation_policy(view))
        (form.limited("text", &visit.text("statement-field"), &hint, STATEMENT_LIMIT))
        (form.language(&view.process.charter.languages))
    };
    html! {
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (form.form(&view.link("/statements/new"), "statement-send", &fields))
    }
}

/// Into what others have translated what the reader wrote, in their words.
fn translations_of_mine(view: &ProcessView<'_>, statement: &Statement) -> Markup {
    html! {
        @for translation in &statement.translations {
            @if let Some((language, words)) = view.words_of(&translation.words.digest) {
                p.small {
                    b { (view.visit.text_with("statement-translated-into", &[("language", view.visit.language_name(&language).into())])) }
                    " " (view.visit.words(&language, &words)) " " span.soft { (view.credit_of_translation(translation)) " · " (view.entry(translation.entry)) }
                }
            }
        }
    }
}

/// Why words of the reader's were removed, until when they may appeal, and what became of an appeal.
fn removed(view: &ProcessView<'_>, on: EntryNumber) -> Markup {
    let judged = view.process.moderation_log.iter().rev().find(|act| act.on == on);
    html! {
        @if let Some(act) = judged { p.small { (crate::people::view::moderation_line(view, act)) } }
        (crate::review::view::appeal_link(view, on))
    }
}

/// What else the reader did: comments, support, ballots, reports with what became of them, appeals with where they stand.
pub(crate) fn other_deeds(view: &ProcessView<'_>, most: usize) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let Some(me) = view.me else { return html! {} };
    let at = |address: String, key: &str, number: EntryNumber| {
        html! { a href=(view.link(&address)) { (visit.text_with(key, &[("number", number.0.into())])) } }
    };
    let comments: Vec<_> = process.comments.iter().filter(|one| one.author == me).collect();
    let supported: Vec<_> =
        process.remarks.iter().filter(|one| one.supporters.entry_of(me).is_some()).collect();
    let ballots: Vec<_> =
        process.ballots.iter().filter_map(|one| Some((one, process.present_vote(one, me)?))).collect();
    let reports: Vec<_> = own_reports(view).collect();
    let translated = own_translations(view, me);
    let appeals: Vec<_> = process.verdict_appeals.iter().filter(|one| one.author == me).collect();
    let none = comments.is_empty()
        && supported.is_empty()
        && ballots.is_empty()
        && reports.is_empty()
        && appeals.is_empty()
        && translated.is_empty();
    html! {
        @if !none {
            h2 { (visit.text("statement-mine-else")) }
            ul {
                @for one in comments.iter().rev().take(most) { li { (visit.text("account-act-comment")) " · " (at(format!("/remarks/{}", one.on), "remark-number", one.on)) " · " (view.entry(one.entry)) } }
                @for one in supported.iter().rev().take(most) { li { (visit.text("account-act-support")) " · " (at(format!("/remarks/{}", one.entry), "remark-number", one.entry)) } }
                @for (ballot, vote) in ballots.iter().rev().take(most) { li { (visit.text("account-act-ballot-vote")) " · " (at(format!("/ballots/{}", ballot.entry), "ballot-number", ballot.entry)) " · " (view.entry(vote.entry)) } }
                @for one in translated.iter().rev().take(most) {
                    li { (visit.text("statement-mine-translated")) " · " (view.line(Some(one.1))) (crate::remark::view::standing(view, one.0)) " · " (view.entry(one.0)) }
                }
                @for one in reports.iter().rev().take(most) { li { (visit.text("account-act-report")) " · " (view.entry(one.on)) (own_report(view, one)) } }
                @for one in appeals.iter().rev().take(most) {
                    li { (at(format!("/moderation/{}/appeal", one.on), "statement-mine-appeal", one.on)) (own_appeal(view, one)) (crate::review::view::rulings_on(view, one.on)) }
                }
            }
        }
    }
}

/// What the reader translated: statements, the charter, the draft; each with the entry and the words.
fn own_translations<'a>(view: &ProcessView<'a>, me: ParticipantId) -> Vec<(EntryNumber, &'a Words)> {
    let process = view.process;
    let of_statements = process.statements.iter().flat_map(|statement| &statement.translations);
    let of_statements = of_statements.map(|one| (one.entry, &one.words));
    let of_texts = process.renderings.iter().map(|one| (one.entry, &one.words));
    let mut mine: Vec<_> = of_statements
        .chain(of_texts)
        .filter(|(entry, _)| process.ledger.author_of(*entry) == Some(me))
        .collect();
    mine.sort_by_key(|(entry, _)| *entry);
    mine
}

/// What the reader wrote and what they passed on.
pub(crate) fn mine(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("statement-mine");
    let own: Vec<_> =
        view.process.statements.iter().filter(|s| view.me.is_some() && s.author == view.me).collect();
    let passed = view.process.readable_statements().filter(|s| view.my_vote(s) == Some(Vote::Pass)).count();
    let answered = view.process.readable_statements().filter(|s| view.my_vote(s).is_some()).count();
    let body = html! {
        h1 { (title) }
        @if let Some(name) = view.pseudonym() {
            p { (visit.text_with("statement-mine-lead", &[
                ("name", name.into()),
                ("answered", answered.into()),
                ("all", view.process.readable_statements().count().into()),
            ])) }
            @if passed > 0 && view.open_for(PhaseAct::Vote) {
                p { a href=(view.link("/statements?show=passed")) {
                    (visit.text_with("vote-passed-ones", &[("count", passed.into())]))
                } }
            }
            @if crate::answer::view::has_written(view) {
                h2 { (visit.text("answer-what-became")) }
                (crate::answer::view::what_became(view))
            }
            (other_deeds(view, PAGE_ITEMS))
            h2 { (visit.text("statement-mine-written")) }
            @if own.is_empty() { p { (visit.text("statement-mine-none")) } }
            ul.rows {
                @for statement in own.iter().rev().take(50) {
                    li {
                        (view.original(statement, OWN_CHARACTERS))
                        (translations_of_mine(view, statement))
                        @if !view.process.is_visible(statement) {
                            p.warn { (not_shown(view, statement)) }
                            (removed(view, statement.id.0))
                        }
                        (tally(visit, statement.tally))
                        p.figures { a href=(view.link(&format!("/statements/{}", statement.id))) {
                            (visit.text_with("statement-number", &[("number", statement.id.0.0.into())]))
                        } }
                    }
                }
            }
            (own_statement_link(view))
        } @else if view.process.stage.is_over() && visit.signed.is_some() {
            p.note { (view.not_now("vote-not-now", Some(PhaseAct::Vote))) }
            p { (visit.text("statement-mine-none-here")) }
        } @else {
            @if !view.process.stage.is_over() { p { (visit.text("statement-mine-stranger")) } }
            p { (sign_in_to_take_part(view, "/mine")) }
        }
    };
    process_page(view, &title, &body)
}
