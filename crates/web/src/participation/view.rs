//! What everyone may see: how many were invited, came, were refused; each refusal with its reason, its appeal and its ruling.

use std::collections::BTreeSet;

use jiff::civil::Date;
use maru_forum::{
    Appeal, EntryNumber, Invitation, Invitee, Office, PARTICIPATION, ParticipantId, Refusal, Registration,
    SeatState, VerdictAppeal,
};
use maud::{Markup, html};

use super::balance;
use super::counts::{What, tables};
use crate::common::{PAGE_ITEMS, ProcessView};
use crate::layout::process_page;
use crate::list;
use crate::remark::view::entry_words;
use crate::result::figures::Kind;

/// Who was invited and refused.
pub(crate) fn participation(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let title = visit.text("participation-title");
    let counted = process.participation(&|_, _| true, visit.now.day());
    let is_invited = process.charter.registration == Registration::Invited;
    let named: Vec<&Invitation> =
        process.invitations.iter().filter(|one| one.to != Invitee::Person).collect();
    let refusals: Vec<&Refusal> = process.refusals.iter().collect();
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text(if is_invited { "participation-lead-invited" } else { "participation-lead-open" })) }
        ul.acts {
            li { a href=(view.link("/invited")) { (visit.text("participation-have-code")) } }
            @if is_invited { li { a href=(view.link("/apply")) { (visit.text("participation-apply")) } } }
        }
        h2 { (visit.text("participation-counts")) }
        p { (visit.text("participation-counts-lead")) }
        table {
            tbody {
                @for (name, count) in counted.named() {
                    tr { th scope="row" { (visit.text(&format!("participation-count-{name}"))) } td.n { (visit.number(count)) } }
                }
            }
        }
        (published(view))
        @for what in What::ALL { (by_group(view, what)) }
        (balance_of_people(view))
        p.small { (visit.text("participation-small-cells")) " "
            a href=(view.link("/participation.csv")) { (visit.text("result-as-csv")) } }
        @if !named.is_empty() {
            h2 { (visit.text("participation-invited-named")) }
            (list::rows(visit, named, PAGE_ITEMS, "participation-nobody-named", |one| invitation_line(view, one)))
        }
        h2 #refusals { (visit.text("participation-refusals")) }
        (list::rows(visit, refusals, PAGE_ITEMS, "participation-no-refusals", |one| html! { li { (refusal_line(view, one)) } }))
    };
    process_page(view, &title, &body)
}

/// The last counts that stand in the record, which anyone can count again.
fn published(view: &ProcessView<'_>) -> Markup {
    let result = view.process.results.iter().rev().find(|result| result.kind == PARTICIPATION);
    html! {
        p {
            @match result {
                Some(result) => { (view.visit.text("participation-published")) " " (view.visit.moment(result.at)) " · " (view.entry(result.entry)) },
                None => (view.visit.text("participation-not-published")),
            }
        }
    }
}

fn by_group(view: &ProcessView<'_>, what: What) -> Markup {
    let visit = view.visit;
    let tables = tables(view, what);
    let cell = |count: &Option<u64>| {
        count.map_or_else(|| visit.text("participation-hidden"), |count| visit.number(count))
    };
    html! {
        @for (kind, counts) in tables.iter().filter(|(_, counts)| !counts.rows.is_empty()) {
            @let hides = counts.rows.iter().any(|(_, cells, sum)| sum.is_none() || cells.contains(&None));
            h3 { (visit.text(&format!("participation-{}-{}", what.as_str(), kind.name()))) }
            @if counts.shows_nothing() { p.note { (visit.text("participation-all-hidden")) } } @else {
            @if hides { p.small { (visit.text("participation-hidden-why")) } }
            table.stack {
                thead { tr {
                    th scope="col" { (visit.text("result-group")) }
                    th.n scope="col" { (visit.text("participation-all")) }
                    @for column in counts.columns { th.n scope="col" { (visit.text(&format!("participation-part-{column}"))) } }
                } }
                tbody {
                    @for (name, cells, sum) in &counts.rows {
                        tr {
                            th scope="row" { (name) }
                            td class=[sum.map(|_| "n")] data-of=(visit.text("participation-all")) { (cell(sum)) }
                            @for (column, count) in counts.columns.iter().zip(cells) {
                                td class=[count.map(|_| "n")] data-of=(visit.text(&format!("participation-part-{column}"))) { (cell(count)) }
                            }
                        }
                    }
                }
            }
            }
        }
    }
}

/// Seats, people, remarks, acceptance and speaking time, group by group, beside the world's people.
fn balance_of_people(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        h2 #balance { (visit.text("participation-balance")) }
        p { (visit.text("participation-balance-lead")) }
        @for (kind, rows) in balance::tables(view.process, visit.now) { (balance_table(view, kind, &rows)) }
        @if view.process.meetings.iter().all(|meeting| meeting.floor.turns().is_empty()) { p.note { (visit.text("participation-balance-no-turns")) } }
        p.small { (visit.text("result-missing-source")) }
    }
}

fn balance_table(view: &ProcessView<'_>, kind: Kind, rows: &[balance::Row]) -> Markup {
    let visit = view.visit;
    let time: u64 = rows.iter().map(|row| row.seconds).sum();
    // What is hidden is said in words, which may be broken where a number may not.
    let hidden = visit.text("participation-hidden");
    let count = |count: Option<u64>| count.map_or_else(|| hidden.clone(), |count| visit.number(count));
    let none = || "–".to_owned();
    let rate = |row: &balance::Row| match (row.accepted, row.answered) {
        (_, Some(0)) => none(),
        (Some(accepted), Some(answered)) => visit.percent(accepted, answered),
        _ => hidden.clone(),
    };
    let cells = |row: &balance::Row| {
        [
            row.world.map_or_else(none, |share| visit.share(share)),
            count(row.people),
            count(row.seats),
            count(row.taken),
            count(row.remarks),
            rate(row),
            if time == 0 { none() } else { visit.percent(row.seconds, time) },
        ]
    };
    let is_worth = |row: &&balance::Row| row.group.is_some() || row.people != Some(0) || row.seconds > 0;
    let hides = rows.iter().filter(is_worth).any(|row| cells(row).contains(&hidden));
    html! {
        h3 { (visit.text(&format!("result-by-{}", kind.name()))) }
        @if hides { p.small { (visit.text("participation-hidden-why")) } }
        table.stack {
            thead { tr {
                th scope="col" { (visit.text("result-group")) }
                @for key in BALANCE { th.n scope="col" { (visit.text(key)) } }
            } }
            tbody {
                @for row in rows.iter().filter(is_worth) {
                    tr {
                        th scope="row" { (balance::name(view, kind, row.group.as_deref())) }
                        @for (key, cell) in BALANCE.iter().zip(cells(row)) { td class=[(cell != hidden).then_some("n")] data-of=(visit.text(key)) { (cell) } }
                    }
                }
            }
        }
    }
}

/// The columns of the balance of people.
const BALANCE: [&str; 7] = [
    "participation-balance-world",
    "participation-balance-people",
    "participation-balance-seats",
    "participation-balance-taken",
    "participation-balance-remarks",
    "participation-balance-rate",
    "participation-balance-time",
];

/// To whom an invitation goes, in words.
pub(crate) fn invitee(view: &ProcessView<'_>, one: &Invitation) -> Markup {
    html! {
        (view.visit.text(&format!("participation-to-{}", one.to.as_str())))
        @if let Some(organisation) = one.organisation { ": " (crate::organisation::view::link(view, organisation)) }
        @if let Some(class) = &one.class { ": " span dir="auto" { (class) } }
    }
}

/// How many seats stand how.
pub(crate) fn states(view: &ProcessView<'_>, one: &Invitation) -> Markup {
    let visit = view.visit;
    let today = visit.now.day();
    let count = |state: SeatState| one.seats.iter().filter(|seat| one.state_of(seat, today) == state).count();
    let counted = SeatState::ALL.map(|state| (state, count(state)));
    html! {
        @for (place, (state, count)) in counted.iter().filter(|(_, count)| *count > 0).enumerate() {
            @if place > 0 { " · " }
            (visit.text(&format!("participation-state-{}", state.as_str()))) ": " (visit.number(*count))
        }
    }
}

fn invitation_line(view: &ProcessView<'_>, one: &Invitation) -> Markup {
    let visit = view.visit;
    html! {
        li {
            p { b { (invitee(view, one)) } }
            p { (states(view, one)) }
            p.figures {
                (visit.text("participation-last-day")) " " (visit.date(one.last_day)) " · " span dir="auto" { (one.reason) }
                " · " (view.author_name(one.by)) " · " (view.entry(one.entry))
            }
        }
    }
}

/// One refusal: who decided, why, and what became of it. Nothing says who was refused but that a participant was.
fn refusal_line(view: &ProcessView<'_>, one: &Refusal) -> Markup {
    let visit = view.visit;
    html! {
        p {
            b { (refused_what(view, one)) } ": " (visit.text(&format!("participation-reason-{}", one.reason.as_str())))
            " · " a href=(view.link(&format!("/refusals/{}", one.entry))) { (visit.text("participation-refusal-more")) }
        }
        p.figures { (visit.moment(one.at)) " · " (view.author_name(one.by)) " · " (appeal_state(view, one)) }
    }
}

fn refused_what(view: &ProcessView<'_>, one: &Refusal) -> Markup {
    html! {
        @match one.participant {
            None => (view.visit.text("participation-refused-application")),
            Some(who) => { (view.visit.text("participation-refused-floor")) " (" bdi { (view.name_of(who)) } ")" },
        }
    }
}

/// What became of the right to appeal, with the days that are left.
fn appeal_state(view: &ProcessView<'_>, one: &Refusal) -> Markup {
    let visit = view.visit;
    let appeal = one.appeal.and_then(|entry| view.process.appeals.get(entry));
    html! {
        @match appeal {
            None if visit.now.day() > one.last_day => (visit.text("participation-not-appealed")),
            None => { (visit.text("participation-may-appeal")) " " (until(view, one.last_day)) },
            Some(appeal) => (ruling_state(view, appeal)),
        }
    }
}

/// That nobody holds the office that rules on appeals, for whoever can give it: before all else on the desk, for every page on which
/// somebody appeals says it too.
pub(crate) fn unheard(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let gives_offices = view.may_act_as(Office::Secretariat);
    let is_unheard = gives_offices && !view.hears_appeals();
    let waiting = process.unheard_appeals();
    html! {
        @if is_unheard && (waiting > 0 || !process.stage.is_over()) {
            li {
                a href=(view.link("/desk/offices")) { (visit.text("review-nobody-rules")) }
                @if waiting > 0 { " · " b { (visit.text_with("desk-due-appeals", &[("count", waiting.into())])) } }
            }
        } @else if gives_offices && waiting > 0 {
            li {
                a href=(view.link("/desk/offices")) { (visit.text("review-none-may-rule")) }
                " · " b { (visit.text_with("desk-due-appeals", &[("count", waiting.into())])) }
            }
        } @else if gives_offices && !process.stage.is_over() && judges_themselves(view) {
            li { a href=(view.link("/desk/offices")) { (visit.text("review-judge-moderates")) } }
        }
    }
}

/// Whether the only one who rules on appeals also removes words: nobody could then rule on what they did themselves.
fn judges_themselves(view: &ProcessView<'_>) -> bool {
    let offices = &view.process.offices;
    let held = offices.iter().filter(|tenure| tenure.ended.is_none()).map(|tenure| tenure.holder);
    let judges: BTreeSet<_> = held.filter(|holder| offices.may_act_as(*holder, Office::Appeals)).collect();
    judges.len() == 1 && judges.iter().all(|judge| offices.may_act_as(*judge, Office::Moderator))
}

/// What waits at the door, for the desk: applications, appeals with the day of the most urgent one, invitations that nobody said were sent.
pub(crate) fn due(view: &ProcessView<'_>) -> Markup {
    let (visit, process, today) = (view.visit, view.process, view.visit.now.day());
    let applications = process.applications.iter().filter(|one| one.outcome.is_none()).count();
    // What the reader may not rule on is due to somebody else.
    let heard = |author: ParticipantId, by: Option<ParticipantId>| view.me != Some(author) && view.me != by;
    let appeals: Vec<&Appeal> = process
        .appeals
        .iter()
        .filter(|one| {
            one.ruling.is_none()
                && process
                    .refusals
                    .get(one.refusal)
                    .is_none_or(|of| view.me != of.participant && view.me != of.by.participant())
        })
        .collect();
    let of_words: Vec<&VerdictAppeal> = process
        .verdict_appeals
        .iter()
        .filter(|one| process.is_pressing(one) && heard(one.author, process.taker(one.verdict)))
        .collect();
    let (registers, rules) = (view.may_act_as(Office::Registrar), view.may_act_as(Office::Appeals));
    let is_unsent =
        |one: &&Invitation| one.seats.iter().any(|seat| one.state_of(seat, today) == SeatState::Unsent);
    let unsent = process.invitations.iter().filter(is_unsent).filter(|one| today <= one.last_day).count();
    let line = |under: &str, key: &str, count: usize| html! { a href=(view.link(under)) { (visit.text_with(key, &[("count", count.into())])) } };
    html! {
        @if registers && applications > 0 { li { (line("/desk/applications", "desk-due-applications", applications)) } }
        @if let Some(first) = of_words.first().filter(|_| rules) { li { (line("/desk/appeals", "desk-due-verdict-appeals", of_words.len())) @if view.hears_appeals() { " · " (visit.text("participation-ruling-due")) " " (until(view, first.due())) } } }
        @if let Some(first) = appeals.first().filter(|_| rules) { li { (line("/desk/appeals", "desk-due-appeals", appeals.len())) " · " (ruling_state(view, first)) } }
        @if registers && unsent > 0 { li { (line("/desk/invitations", "desk-due-unsent", unsent)) } }
    }
}

/// Whether an appeal was ruled on, or how many days are left for it.
pub(crate) fn ruling_state(view: &ProcessView<'_>, appeal: &Appeal) -> Markup {
    let visit = view.visit;
    let late = appeal.is_late(visit.now.day());
    html! {
        @match &appeal.ruling {
            Some(ruling) => (visit.text(&format!("participation-ruled-{}", ruling.verdict.as_str()))),
            None if !view.hears_appeals() => (visit.text("review-unheard")),
            None if view.process.refusals.get(appeal.refusal).is_some_and(|refusal| !view.process.hears_refused(refusal)) => (visit.text("review-none-may")),
            None if late => b { (visit.text("participation-ruling-overdue")) },
            None => { (visit.text("participation-ruling-due")) " " (until(view, appeal.due())) },
        }
        @if late && appeal.ruling.is_some() { " · " b { (visit.text("participation-ruling-late")) } }
    }
}

/// A day and how many are left until it ends.
pub(crate) fn until(view: &ProcessView<'_>, day: Date) -> Markup {
    let days = view.visit.days_until_end(day);
    html! {
        (view.visit.date(day)) " (" (view.visit.text_with("participation-days-left", &[("days", days.max(0).into())])) ")"
    }
}

/// For which meetings a refusal of the floor holds.
pub(crate) fn holds_for(view: &ProcessView<'_>, meetings: &[EntryNumber]) -> Markup {
    let visit = view.visit;
    html! {
        @if meetings.is_empty() { p { (visit.text("participation-floor-of-none")) } } @else {
            p { (visit.text("participation-floor-of")) }
            ul {
                @for meeting in meetings.iter().filter_map(|entry| view.process.meetings.get(*entry)) {
                    li { a href=(view.link(&format!("/meetings/{}", meeting.entry))) { (view.line(Some(&meeting.title))) } " · " (visit.moment(meeting.starts)) }
                }
            }
        }
    }
}

/// The meetings that a refusal of the floor is about, as far as it says them.
fn refused_for(view: &ProcessView<'_>, one: &Refusal) -> Markup {
    html! {
        @match (&one.meetings, one.participant) {
            (Some(meetings), _) => (holds_for(view, meetings)),
            (None, Some(_)) => p { (view.visit.text("participation-floor-of-announced")) },
            (None, None) => {},
        }
    }
}

/// What a refusal says, whole: for everyone.
pub(crate) fn refusal_whole(view: &ProcessView<'_>, one: &Refusal) -> Markup {
    let visit = view.visit;
    let appeal = one.appeal.and_then(|entry| view.process.appeals.get(entry));
    html! {
        dl.facts {
            dt { (visit.text("participation-what")) } dd { (refused_what(view, one)) }
            dt { (visit.text("participation-why")) } dd { (visit.text(&format!("participation-reason-{}", one.reason.as_str()))) }
            dt { (visit.text("participation-who-decided")) } dd { (view.author_name(one.by)) " · " (visit.moment(one.at)) " · " (view.entry(one.entry)) }
            dt { (visit.text("participation-appeal")) } dd { (appeal_state(view, one)) }
        }
        (refused_for(view, one))
        h2 { (visit.text("participation-in-words")) }
        (entry_words(view, &one.words, usize::MAX))
        @if let Some(appeal) = appeal {
            h2 { (visit.text("participation-ruling")) }
            p { (visit.text("participation-appealed-on")) " " (visit.moment(appeal.at)) " · " (view.entry(appeal.entry)) }
            p { (ruling_state(view, appeal)) }
            @if let Some(ruling) = &appeal.ruling {
                p { bdi { (view.name_of(ruling.by)) } " · " (visit.moment(ruling.at)) " · " (view.entry(ruling.entry)) }
                (entry_words(view, &ruling.words, usize::MAX))
            }
        }
    }
}
