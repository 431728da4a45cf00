//! The floor of a meeting on a phone: who speaks, who is next, one button to ask, and how long each group has spoken. The same page for
//! those in the room and for those elsewhere.

use std::collections::BTreeMap;

use maru_forum::{
    Account, AgendaItemId, FloorRequest, GroupId, Meeting, MeetingAccess, Moment, Presence, Refusal, Turn,
};
use maud::{Markup, html};

use super::people::group_name;
use super::view::{is_for_people, line, may_run, number};
use crate::common::ProcessView;
use crate::countries::country;
use crate::form::{Shown, Typed};
use crate::layout::process_page;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::done;
use crate::result::figures::Kind;
use crate::visit::{Visit, encoded};

/// The name in the query by which a reader has the page come again by itself.
pub(crate) const WATCH: &str = "watch";
/// Seconds until it does.
pub(crate) const SECONDS: u32 = 15;
/// Requests that are listed by name; how many others wait is said.
const LISTED: usize = 30;

/// The item that is looked at: the one that a form names, that the address names, on which somebody speaks, or the first.
fn chosen(view: &ProcessView<'_>, meeting: &Meeting, typed: &Typed) -> Option<AgendaItemId> {
    let named = typed.said("item").or(view.visit.asked("item"));
    let named = named.and_then(|text| text.parse().ok()).map(AgendaItemId);
    let spoken = meeting.floor.turns().last().map(|turn| turn.item);
    let found = named.filter(|item| meeting.item(*item).is_some()).or(spoken);
    found.or(meeting.agenda.first().map(|(_, item)| item.id))
}

/// What the address keeps when a form was sent: the item, and that the page comes again by itself.
pub(super) fn kept(typed: &Typed) -> String {
    let keep = |name: &str| match typed.get(name) {
        "" => String::new(),
        value => format!("&{name}={}", encoded(value)),
    };
    format!("{}{}", keep("item"), keep(WATCH))
}

/// The address under which the page comes again: without what was just done.
pub(super) fn watched(visit: &Visit, process: &str, meeting: &str) -> String {
    let item = visit.asked("item").map(|item| format!("item={}&", encoded(item))).unwrap_or_default();
    visit.link(&format!("/p/{}/meetings/{}/floor?{item}{WATCH}=yes", encoded(process), encoded(meeting)))
}

/// Minutes and seconds.
fn length(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

pub(super) fn floor(view: &ProcessView<'_>, meeting: &Meeting, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let item = chosen(view, meeting, typed);
    let back = view.link(&format!("/meetings/{}", meeting.entry));
    let body = html! {
        h1 { (visit.text("meeting-floor")) }
        p { a href=(back) { (line(view, &meeting.title)) } }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @match item {
            None => p.note { (visit.text("meeting-no-agenda")) },
            Some(item) => {
                (items(view, meeting, item))
                @if is_for_people(view, meeting) { (open_floor(view, meeting, item, typed)) }
                @else { p.note { (visit.text("meeting-floor-shut")) } }
                (accounts(view, meeting, item))
            },
        }
    };
    process_page(view, &number(view, meeting), &body)
}

/// The items of the agenda, of which one is looked at.
fn items(view: &ProcessView<'_>, meeting: &Meeting, now: AgendaItemId) -> Markup {
    let under = format!("/meetings/{}/floor", meeting.entry);
    html! {
        ul.pages aria-label=(view.visit.text("meeting-agenda")) {
            @for (_, item) in &meeting.agenda {
                li { a href=(view.link(&format!("{under}?item={}", item.id))) aria-current=[(item.id == now).then_some("page")] { (item.id) ". " (line(view, &item.title)) } }
            }
        }
    }
}

fn open_floor(view: &ProcessView<'_>, meeting: &Meeting, item: AgendaItemId, typed: &Typed) -> Markup {
    let visit = view.visit;
    html! {
        @if visit.now < meeting.starts { p.note { (visit.text("meeting-floor-before")) } }
        @else {
            (speaking(view, meeting, item))
            @let is_over = meeting.floor_closes() < visit.now;
            @if is_over { p.note { (visit.text("meeting-floor-over")) } } @else { (mine(view, meeting, item)) }
            (queue(view, meeting, item))
            @if may_run(view) && !is_over { (calling(view, meeting, item, typed)) }
            (watching(view, meeting, item))
        }
    }
}

/// What every form of this page sends along.
fn along(view: &ProcessView<'_>, item: AgendaItemId) -> Markup {
    html! {
        input type="hidden" name="item" value=(item);
        @if view.visit.asked(WATCH).is_some() { input type="hidden" name=(WATCH) value="yes"; }
    }
}

fn action(view: &ProcessView<'_>, meeting: &Meeting, act: &str) -> String {
    view.link(&format!("/meetings/{}/floor/{act}", meeting.entry))
}

/// Who has the floor, and the button with which they or the chair end it.
fn speaking(view: &ProcessView<'_>, meeting: &Meeting, item: AgendaItemId) -> Markup {
    let visit = view.visit;
    let may_end = |turn: &Turn| view.me == Some(turn.who) || may_run(view);
    html! {
        h2 { (visit.text("meeting-speaks")) }
        @match meeting.floor.speaker() {
            None => p { (visit.text("meeting-nobody-speaks")) },
            Some(turn) => {
                p {
                    b { bdi { (view.name_of(turn.who)) } } " · " (group_name(view, turn.group.as_ref())) " · " (visit.text(&format!("meeting-presence-{}", turn.presence.as_str())))
                    " · " (length(turn.seconds_until(visit.now, meeting.floor_closes())))
                }
                @if may_end(turn) {
                    form method="post" action=(action(view, meeting, "end")) {
                        (along(view, item))
                        button type="submit" { (visit.text("meeting-end-turn")) }
                    }
                }
            },
        }
    }
}

/// The reader's own request, or the buttons to ask.
fn mine(view: &ProcessView<'_>, meeting: &Meeting, item: AgendaItemId) -> Markup {
    let visit = view.visit;
    let here = format!("/meetings/{}/floor?item={item}", meeting.entry);
    let Some(me) = view.me else { return html! { p { (sign_in_to_take_part(view, &here)) } } };
    if meeting.access == MeetingAccess::Registered && !meeting.registered.contains_key(&me) {
        return html! { p.note { (visit.text("meeting-register-first")) } };
    }
    if let Some(refusal) = view.process.floor_refusal(meeting, me) {
        return refused(view, refusal);
    }
    let button = |presence: Presence, give: &str, key: &str| {
        html! {
            form method="post" action=(action(view, meeting, "ask")) {
                (along(view, item))
                input type="hidden" name="give" value=(give);
                button.go type="submit" name="presence" value=(presence.as_str()) { (visit.text(key)) }
            }
        }
    };
    html! {
        @match meeting.floor.waiting_of(me, item) {
            Some(request) => {
                @let place = view.process.waiting_for_floor(meeting, item, visit.now).iter().position(|one| one.entry == request.entry).unwrap_or(0) + 1;
                p { (visit.text_with("meeting-you-wait", &[("place", place.into())])) " · " (view.entry(request.entry)) }
                (button(request.presence, "no", "meeting-ask-not"))
            },
            None => {
                @for presence in Presence::ALL { (button(*presence, "yes", &format!("meeting-ask-{}", presence.as_str()))) }
            },
        }
    }
}

/// That the reader was refused the floor, why, and where they appeal.
fn refused(view: &ProcessView<'_>, refusal: &Refusal) -> Markup {
    let visit = view.visit;
    let reason = visit.text(&format!("participation-reason-{}", refusal.reason.as_str()));
    html! {
        p.warn {
            (visit.text_with("meeting-you-are-refused", &[("reason", reason.into())])) " "
            a href=(view.link(&format!("/refusals/{}", refusal.entry))) { (visit.text("participation-refusal-more")) }
        }
    }
}

/// Those whose requests wait and are not called.
fn passed_over(view: &ProcessView<'_>, meeting: &Meeting, item: AgendaItemId) -> Markup {
    let visit = view.visit;
    let kept = view.process.kept_from_floor(meeting, item);
    html! {
        @if !kept.is_empty() {
            p.small { (visit.text("meeting-passed-over")) }
            ul.small {
                @for (request, refusal) in &kept {
                    li { (waits(view, request)) " · " a href=(view.link(&format!("/refusals/{}", refusal.entry))) { (visit.text_with("participation-refusal-number", &[("number", refusal.entry.0.into())])) } }
                }
            }
        }
    }
}

/// Who waits, in the order in which they are called if nothing else happens.
fn queue(view: &ProcessView<'_>, meeting: &Meeting, item: AgendaItemId) -> Markup {
    let visit = view.visit;
    let waiting = view.process.waiting_for_floor(meeting, item, visit.now);
    let more = waiting.len().saturating_sub(LISTED);
    html! {
        h2 { (visit.text("meeting-queue")) }
        @if waiting.is_empty() { p { (visit.text("meeting-nobody-waits")) } }
        ol { @for request in waiting.iter().take(LISTED) { li { (waits(view, request)) } } }
        @if more > 0 { p.small { (visit.text_with("meeting-more-wait", &[("count", more.into())])) } }
        (passed_over(view, meeting, item))
        p.small { (visit.text("meeting-queue-rule")) }
    }
}

fn waits(view: &ProcessView<'_>, request: &FloorRequest) -> Markup {
    let presence = view.visit.text(&format!("meeting-presence-{}", request.presence.as_str()));
    html! { bdi { (view.name_of(request.who)) } " · " (group_name(view, request.group.as_ref())) " · " (presence) }
}

/// The chair's buttons: who is next, or somebody else for a reason.
fn calling(view: &ProcessView<'_>, meeting: &Meeting, item: AgendaItemId, typed: &Typed) -> Markup {
    let visit = view.visit;
    let waiting = view.process.waiting_for_floor(meeting, item, visit.now);
    let form = Shown { visit, typed };
    let name = |request: &&FloorRequest| (request.entry.to_string(), view.name_of(request.who));
    let others: Vec<(String, String)> = waiting.iter().skip(1).map(name).collect();
    html! {
        @if let Some(next) = waiting.first() {
            form method="post" action=(action(view, meeting, "call")) {
                (along(view, item))
                button.go type="submit" { (visit.text_with("meeting-call-next", &[("name", view.name_of(next.who).into())])) }
            }
        }
        @if !others.is_empty() {
            details open[!typed.get("request").is_empty()] {
                summary { (visit.text("meeting-call-other")) }
                (form.form(&action(view, meeting, "call"), "meeting-call-send", &html! {
                    (along(view, item))
                    (form.choice("request", &visit.text("meeting-call-whom"), &others, ""))
                    (form.reason())
                }))
            }
        }
    }
}

/// The link by which the page comes again by itself, or stops to.
fn watching(view: &ProcessView<'_>, meeting: &Meeting, item: AgendaItemId) -> Markup {
    let visit = view.visit;
    let here = format!("/meetings/{}/floor?item={item}", meeting.entry);
    html! {
        ul.acts {
            @if visit.asked(WATCH).is_some() {
                li { a href=(view.link(&here)) { (visit.text("meeting-watch-not")) } }
            } @else {
                li { a href=(view.link(&here)) { (visit.text("meeting-look-again")) } }
                li { a href=(view.link(&format!("{here}&{WATCH}=yes"))) { (visit.text_with("meeting-watch", &[("seconds", SECONDS.into())])) } }
            }
        }
    }
}

/// How long each group has spoken: in the whole meeting, on this item, and from elsewhere.
fn accounts(view: &ProcessView<'_>, meeting: &Meeting, item: AgendaItemId) -> Markup {
    let visit = view.visit;
    let spent = totals(meeting, item, visit.now);
    let share: u64 = spent.values().map(|one| one.all.seconds).sum();
    html! {
        @if !spent.is_empty() {
            h2 { (visit.text("meeting-accounts")) }
            table.stack {
                thead { tr {
                    th scope="col" { (visit.text("result-group")) }
                    @for key in COLUMNS { th.n scope="col" { (visit.text(key)) } }
                } }
                tbody {
                    @for (group, one) in &spent {
                        @let cells = [visit.number(one.all.turns), length(one.all.seconds), share_of(visit, one.all.seconds, share), length(one.on_item), length(one.remote)];
                        tr {
                            th scope="row" { (group_name(view, group.as_ref())) }
                            @for (key, cell) in COLUMNS.iter().zip(cells) { td.n data-of=(visit.text(key)) { (cell) } }
                        }
                    }
                }
            }
            (by_region(view, meeting))
            p.small { (visit.text("meeting-accounts-note")) }
        }
    }
}

/// A share of the time, which of no time at all nobody has.
fn share_of(visit: &Visit, seconds: u64, all: u64) -> String {
    if all == 0 { "–".to_owned() } else { visit.percent(seconds, all) }
}

/// The same by the region of the country that people named.
fn by_region(view: &ProcessView<'_>, meeting: &Meeting) -> Markup {
    let visit = view.visit;
    let mut spent: BTreeMap<Option<&str>, Account> = BTreeMap::new();
    for turn in meeting.turns_in_time() {
        let named = view.process.participant(turn.who).and_then(|person| person.country).and_then(country);
        let one = spent.entry(named.map(|country| Kind::Region.group_of(country))).or_default();
        one.turns += 1;
        one.seconds += turn.seconds_until(visit.now, meeting.floor_closes());
    }
    let all: u64 = spent.values().map(|one| one.seconds).sum();
    let name = |region: Option<&str>| match region {
        Some(region) => Kind::Region.group_name(view, region),
        None => visit.text("meeting-region-unsaid"),
    };
    html! {
        h3 { (visit.text("meeting-accounts-region")) }
        table.stack {
            thead { tr {
                th scope="col" { (visit.text("meeting-region")) }
                @for key in &COLUMNS[..3] { th.n scope="col" { (visit.text(key)) } }
            } }
            tbody {
                @for (region, one) in &spent {
                    @let cells = [visit.number(one.turns), length(one.seconds), share_of(visit, one.seconds, all)];
                    tr {
                        th scope="row" { (name(*region)) }
                        @for (key, cell) in COLUMNS.iter().zip(cells) { td.n data-of=(visit.text(key)) { (cell) } }
                    }
                }
            }
        }
    }
}

/// The columns of the accounts.
const COLUMNS: [&str; 5] = [
    "meeting-account-turns",
    "meeting-account-time",
    "meeting-account-share",
    "meeting-account-item",
    "meeting-account-remote",
];

/// What one group had.
#[derive(Default)]
struct Spent {
    all: Account,
    /// Seconds on the item that is looked at.
    on_item: u64,
    /// Seconds from elsewhere.
    remote: u64,
}

fn totals(meeting: &Meeting, item: AgendaItemId, now: Moment) -> BTreeMap<Option<GroupId>, Spent> {
    let mut spent: BTreeMap<Option<GroupId>, Spent> = BTreeMap::new();
    for ((on, group, presence), account) in meeting.accounts(now) {
        let one = spent.entry(group).or_default();
        one.all.turns += account.turns;
        one.all.seconds += account.seconds;
        one.on_item += if on == item { account.seconds } else { 0 };
        one.remote += if presence == Presence::Remote { account.seconds } else { 0 };
    }
    spent
}
