//! Meetings as pages: all of them, and one with its agenda, who comes, who came and what was decided.

use maru_forum::{
    Attendance, GroupAttendance, MEETING_TEXT_LIMIT, MEETING_TITLE_LIMIT, Meeting, MeetingAccess, Minutes,
    Moment, Office, Presence, Stage, Words,
};
use maud::{Markup, html};

use super::clock::{clock_of, offset_text};
use super::people::{group_name, rows};
use crate::common::{PAGE_ITEMS, ProcessView, shortened};
use crate::form::Typed;
use crate::layout::process_page;
use crate::list;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words};

/// Parts of the list.
const PARTS: [&str; 4] = ["all", "coming", "owing", "closed"];

/// Words on one line, or that they are not shown.
pub(super) fn line(view: &ProcessView<'_>, words: &Words) -> Markup {
    let Some((language, text)) = view.words_of(&words.digest) else {
        return html! { em { (view.visit.text("remark-withheld")) } };
    };
    view.visit.words(&language, &shortened(&text, MEETING_TITLE_LIMIT))
}

fn under(meeting: &Meeting) -> String {
    format!("/meetings/{}", meeting.entry)
}

pub(super) fn link(view: &ProcessView<'_>, meeting: &Meeting) -> Markup {
    html! { a href=(view.link(&under(meeting))) { (line(view, &meeting.title)) } }
}

/// The number under which a meeting is known.
pub(super) fn number(view: &ProcessView<'_>, meeting: &Meeting) -> String {
    view.visit.text_with("meeting-number", &[("number", meeting.entry.0.into())])
}

/// When it begins and ends, by the clock of its place.
pub(super) fn when(view: &ProcessView<'_>, meeting: &Meeting) -> Markup {
    let time = |at: Moment, with_day: bool| {
        let clock = clock_of(at, meeting.offset);
        let stamp = jiff::Timestamp::from_second(at.0).map(|at| at.to_string()).unwrap_or_default();
        html! {
            @if let Some(clock) = clock {
                time datetime=(stamp) {
                    @if with_day { (view.visit.date(clock.date())) ", " }
                    (format!("{:02}:{:02}", clock.hour(), clock.minute()))
                }
            }
        }
    };
    let day = |at: Moment| clock_of(at, meeting.offset).map(jiff::civil::DateTime::date);
    let same_day = day(meeting.starts) == day(meeting.ends);
    html! { (time(meeting.starts, true)) " – " (time(meeting.ends, !same_day)) " (UTC" (offset_text(meeting.offset)) ")" }
}

/// How it stands, in a few words.
pub(super) fn state(view: &ProcessView<'_>, meeting: &Meeting) -> String {
    let (visit, now) = (view.visit, view.visit.now);
    let key = match () {
        () if meeting.imported.is_some() => "meeting-state-elsewhere",
        () if meeting.cancelled.is_some() => "meeting-state-cancelled",
        () if !meeting.minutes.is_empty() => "meeting-state-minuted",
        () if meeting.is_overdue(now.day()) => {
            return visit
                .text_with("meeting-state-overdue", &[("day", visit.date(meeting.minutes_due()).into())]);
        }
        () if now < meeting.starts => "meeting-state-coming",
        () if now <= meeting.ends => "meeting-state-now",
        () => {
            return visit
                .text_with("meeting-state-owing", &[("day", visit.date(meeting.minutes_due()).into())]);
        }
    };
    visit.text(key)
}

/// Whether the reader may run meetings now.
pub(crate) fn may_run(view: &ProcessView<'_>) -> bool {
    let holds = view.me.is_some_and(|me| view.process.offices.may_act_as(me, Office::Chair));
    holds && !view.process.stage.is_over()
}

/// Whether people can register and ask for the floor in it.
pub(super) fn is_for_people(view: &ProcessView<'_>, meeting: &Meeting) -> bool {
    meeting.owes_minutes()
        && meeting.access != MeetingAccess::Closed
        && matches!(view.process.stage, Stage::Open(_))
}

/// All of them, or a part, the last announced first.
pub(super) fn list(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("meeting-title");
    let part = list::shown(visit, &PARTS);
    let fits = |meeting: &&Meeting| match part {
        "coming" => meeting.is_held_here() && visit.now <= meeting.ends,
        "owing" => meeting.owes_minutes() && meeting.ends < visit.now,
        "closed" => meeting.access == MeetingAccess::Closed,
        _ => true,
    };
    let all: Vec<&Meeting> = view.process.meetings.iter().filter(fits).collect();
    let row = |meeting: &&Meeting| {
        html! {
            li {
                p { b { (link(view, meeting)) } }
                p { (when(view, meeting)) }
                p.figures { (state(view, meeting)) " · " (visit.text(&format!("meeting-access-{}", meeting.access.as_str()))) }
            }
        }
    };
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("meeting-lead")) }
        ul.acts {
            @if may_run(view) { li { a href=(view.link("/desk/meetings")) { (visit.text("desk-meetings")) } } }
            li { a href=(view.link("/contacts")) { (visit.text("meeting-contacts")) } }
            @if !view.process.meetings.is_empty() { li { a href=(view.link("/meetings.ics")) { (visit.text("meeting-calendar-all")) } } }
        }
        (list::parts(visit, &view.address("/meetings"), "meeting-title", "meeting-part-", &PARTS, &html! {}))
        (list::rows(visit, all, PAGE_ITEMS, "meeting-none", row))
    };
    process_page(view, &title, &body)
}

/// One meeting for everyone.
pub(super) fn one(view: &ProcessView<'_>, meeting: &Meeting, _: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let body = html! {
        h1 { (line(view, &meeting.title)) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        p.lead { (when(view, meeting)) }
        p { strong { (state(view, meeting)) } " · " (visit.text(&format!("meeting-access-{}", meeting.access.as_str()))) }
        (warnings(view, meeting))
        p { a href=(view.link(&format!("{}/meeting.ics", under(meeting)))) { (visit.text("meeting-calendar")) } }
        @if is_for_people(view, meeting) && meeting.starts <= visit.now && visit.now <= meeting.floor_closes() {
            p { a.button href=(view.link(&format!("{}/floor", under(meeting)))) { (visit.text("meeting-to-floor")) } }
        }
        @if may_run(view) && meeting.is_held_here() {
            p { a href=(view.link(&format!("{}/run", under(meeting)))) { (visit.text("meeting-to-run")) } }
        }
        @if let Some(about) = &meeting.about { (entry_words(view, about, MEETING_TEXT_LIMIT)) }
        h2 { (visit.text("meeting-place")) }
        @match &meeting.place {
            Some(place) => (entry_words(view, place, MEETING_TEXT_LIMIT)),
            None => p { (visit.text("meeting-place-unsaid")) },
        }
        (registration(view, meeting))
        (agenda(view, meeting))
        @if !meeting.floor.turns().is_empty() {
            p { a href=(view.link(&format!("{}/floor", under(meeting)))) { (visit.text("meeting-floor-accounts")) } }
        }
        (attendance(view, meeting))
        (minutes(view, meeting))
        (history(view, meeting))
    };
    process_page(view, &number(view, meeting), &body)
}

/// What a reader should know before all else.
fn warnings(view: &ProcessView<'_>, meeting: &Meeting) -> Markup {
    let visit = view.visit;
    html! {
        @if meeting.access == MeetingAccess::Closed && meeting.reason.is_none() { p.warn { (visit.text("meeting-closed-unsaid")) } }
        @if let Some(reason) = &meeting.reason { p.warn { (visit.text("meeting-closed-because")) " " bdi { (reason) } } }
        @if let Some((entry, _, reason)) = &meeting.cancelled { p.warn { (visit.text("meeting-cancelled-because")) " " bdi { (reason) } " · " (view.entry(*entry)) } }
        @if meeting.is_held_here() && meeting.starts <= meeting.at { p.warn { (visit.text("meeting-after-the-fact")) } }
        @if let Some(imported) = meeting.imported { (source(view, meeting, imported.source)) }
    }
}

/// Where a meeting was brought in from, by whom it was announced there, and what is said of it there.
fn source(view: &ProcessView<'_>, meeting: &Meeting, entry: maru_forum::EntryNumber) -> Markup {
    let visit = view.visit;
    let source = view.process.sources.iter().find(|named| named.entry == entry).map(|named| &named.source);
    let content = view.content(&meeting.title.digest);
    html! {
        p.note {
            (visit.text("meeting-brought-in")) " "
            @if let Some(source) = source { bdi { (source.name) } " · " bdi { (source.url) } " · " bdi { (source.licence) } " · " }
            (view.author_name(meeting.by)) " · " (view.entry(entry))
        }
        @if let Some(content) = &content {
            @let told: Vec<_> = content.source_fields().collect();
            @if !told.is_empty() {
                details {
                    summary { (visit.text("meeting-as-written")) }
                    dl.facts { @for (name, text) in told { dt { (name) } dd dir="auto" { (text) } } }
                }
            }
        }
    }
}

/// Who comes, and the buttons for it.
fn registration(view: &ProcessView<'_>, meeting: &Meeting) -> Markup {
    let visit = view.visit;
    let mine = view.me.and_then(|me| meeting.registered.get(&me));
    let offered = is_for_people(view, meeting) && visit.now <= meeting.ends;
    let action = view.link(&format!("{}/register", under(meeting)));
    let button = |presence: Presence, give: &str, key: &str| {
        html! {
            form method="post" action=(action) {
                input type="hidden" name="give" value=(give);
                button type="submit" name="presence" value=(presence.as_str()) { (visit.text(key)) }
            }
        }
    };
    html! {
        @if offered || !meeting.registered.is_empty() {
            h2 { (visit.text("meeting-registration")) }
            p { (visit.text_with("meeting-registered", &[("count", meeting.registered.len().into())])) }
        }
        @if offered {
            @if view.me.is_none() { p { (sign_in_to_take_part(view, &under(meeting))) } }
            @else {
                @if let Some((entry, presence)) = mine {
                    p { (visit.text(&format!("meeting-you-come-{}", presence.as_str()))) " · " (view.entry(*entry)) }
                    (button(*presence, "no", "meeting-register-not"))
                }
                @for presence in Presence::ALL.iter().filter(|one| mine.is_none_or(|(_, stands)| stands != *one)) {
                    (button(*presence, "yes", &format!("meeting-register-{}", presence.as_str())))
                }
            }
        }
    }
}

fn agenda(view: &ProcessView<'_>, meeting: &Meeting) -> Markup {
    let visit = view.visit;
    html! {
        h2 { (visit.text("meeting-agenda")) }
        @if meeting.agenda.is_empty() { p { (visit.text("meeting-no-agenda")) } }
        ol {
            @for (entry, item) in &meeting.agenda {
                li value=(item.id) { (line(view, &item.title)) @if *entry != meeting.entry { " · " (visit.text("meeting-item-added")) " " (view.entry(*entry)) } }
            }
        }
    }
}

/// The last count of those who came, and that there were others.
fn attendance(view: &ProcessView<'_>, meeting: &Meeting) -> Markup {
    let visit = view.visit;
    html! {
        @if let Some(last) = meeting.attendance.last() {
            h2 { (visit.text("meeting-attendance")) }
            p { (visit.text_with("meeting-attended", &[("count", last.total().into())])) " " (visit.text("meeting-counted-by")) " " (view.author_name(last.by)) " · " (view.entry(last.entry)) }
            (attendance_table(view, last))
            @for count in meeting.attendance.iter().filter(|count| count.reason.is_some()) { (correction(view, count)) }
            @for before in meeting.attendance.iter().rev().skip(1) {
                details {
                    summary { (visit.text_with("meeting-counted-before", &[("count", before.total().into())])) }
                    p.small { (visit.moment(before.at)) " · " (view.author_name(before.by)) " · " (view.entry(before.entry)) }
                    (attendance_table(view, before))
                }
            }
        }
    }
}

fn correction(view: &ProcessView<'_>, count: &Attendance) -> Markup {
    let visit = view.visit;
    let key = if count.is_after_minutes { "meeting-attendance-late" } else { "meeting-corrected" };
    html! {
        p.warn { (visit.text(key)) " " bdi { (count.reason.as_deref().unwrap_or_default()) } " · " (visit.moment(count.at)) " · " (view.entry(count.entry)) }
    }
}

fn attendance_table(view: &ProcessView<'_>, count: &Attendance) -> Markup {
    let visit = view.visit;
    let came = |row: &GroupAttendance, presence| match presence {
        Presence::Room => row.room,
        Presence::Remote => row.remote,
    };
    let column = |presence: &Presence| visit.text(&format!("meeting-presence-{}", presence.as_str()));
    html! {
        table.stack {
            thead { tr {
                th scope="col" { (visit.text("result-group")) }
                @for presence in Presence::ALL { th.n scope="col" { (column(presence)) } }
                th.n scope="col" { (visit.text("participation-all")) }
            } }
            tbody {
                @for row in rows(count) {
                    tr {
                        th scope="row" { (group_name(view, row.group.as_ref())) }
                        @for presence in Presence::ALL { td.n data-of=(column(presence)) { (visit.number(came(row, *presence))) } }
                        td.n data-of=(visit.text("participation-all")) { (visit.number(u64::from(row.room) + u64::from(row.remote))) }
                    }
                }
            }
        }
    }
}

/// The minutes that hold, and that there were others.
fn minutes(view: &ProcessView<'_>, meeting: &Meeting) -> Markup {
    let visit = view.visit;
    html! {
        @if let Some(last) = meeting.minutes.last() {
            h2 { (visit.text("meeting-minutes")) }
            p.figures { (view.author_name(last.by)) " · " (visit.moment(last.at)) " · " (view.entry(last.entry)) }
            @if let Some(reason) = &last.said.reason { p.warn { (visit.text("meeting-corrected")) " " bdi { (reason) } } }
            (minuted(view, meeting, last))
            @if meeting.minutes.len() > 1 {
                p.small { (visit.text("meeting-earlier-minutes")) @for earlier in meeting.minutes.iter().rev().skip(1) { " " (view.entry(earlier.entry)) } }
            }
        } @else if meeting.owes_minutes() && meeting.ends < visit.now {
            h2 { (visit.text("meeting-minutes")) }
            p.warn { (state(view, meeting)) }
        }
    }
}

fn minuted(view: &ProcessView<'_>, meeting: &Meeting, minutes: &Minutes) -> Markup {
    let (visit, said) = (view.visit, &minutes.said);
    let part = |key: &str, words: &Option<Words>| {
        html! { @if let Some(words) = words { h3 { (visit.text(key)) } (entry_words(view, words, MEETING_TEXT_LIMIT)) } }
    };
    html! {
        (part("meeting-members", &said.members))
        (part("meeting-outcome", &said.outcome))
        @for on in &said.items {
            h3 { (on.item) ". " @if let Some(item) = meeting.item(on.item) { (line(view, &item.title)) } }
            (entry_words(view, &on.text, MEETING_TEXT_LIMIT))
            @if !on.outcomes.is_empty() { p { (visit.text("meeting-came-of-it")) @for entry in &on.outcomes { " " (view.entry(*entry)) } } }
        }
        (part("meeting-beside", &said.text))
        @if let Some(recording) = &said.recording { p { (visit.text("meeting-recording")) " " bdi { (recording) } } }
        @else { p.small { (visit.text("meeting-no-recording")) } }
    }
}

fn history(view: &ProcessView<'_>, meeting: &Meeting) -> Markup {
    let visit = view.visit;
    html! {
        h2 { (visit.text("meeting-history")) }
        ul {
            li { (visit.text("meeting-announced")) " " (visit.moment(meeting.at)) " · " (view.author_name(meeting.by)) " · " (view.entry(meeting.entry)) }
            @for change in &meeting.changes {
                li { (visit.text("meeting-changed")) " " (visit.moment(change.at)) " · " bdi { (change.reason) } " · " (view.entry(change.entry)) }
            }
        }
    }
}

/// What waits for whoever runs meetings, for the desk.
pub(crate) fn due(view: &ProcessView<'_>) -> Markup {
    let (visit, day) = (view.visit, view.visit.now.day());
    let owing: Vec<&Meeting> =
        view.process.meetings.owing().filter(|meeting| meeting.ends < visit.now).collect();
    let overdue = owing.iter().filter(|meeting| meeting.is_overdue(day)).count();
    html! {
        @if !owing.is_empty() {
            li {
                a href=(view.link("/meetings?show=owing")) { (visit.text_with("desk-due-minutes", &[("count", owing.len().into())])) }
                @if overdue > 0 { " · " b { (visit.text_with("desk-due-minutes-overdue", &[("count", overdue.into())])) } }
            }
        }
    }
}
