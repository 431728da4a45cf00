//! Meetings: minutes that never came or came late, a queue that was not followed, an attendance that changed afterwards.

use maru_forum::{Meeting, MeetingAccess, Process};

use super::told;
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    let told = [
        overdue(process, MeetingAccess::Closed),
        overdue(process, MeetingAccess::Open),
        late(process),
        after_the_fact(process),
        out_of_order(process),
        after_minutes(process),
        stated_ends(process),
    ];
    told.into_iter().flatten().collect()
}

fn held(process: &Process) -> impl Iterator<Item = &Meeting> {
    process.meetings.iter().filter(|meeting| meeting.is_held_here())
}

/// At the last entry, for that is as far as a record tells. Closed meetings are told apart: there nobody else can say what was.
fn overdue(process: &Process, access: MeetingAccess) -> Option<Note> {
    let (day, closed) = (process.last_at.day(), access == MeetingAccess::Closed);
    let is_meant = |meeting: &&Meeting| (meeting.access == MeetingAccess::Closed) == closed;
    let entries: Vec<u64> = held(process)
        .filter(is_meant)
        .filter(|meeting| meeting.is_overdue(day))
        .map(|meeting| meeting.entry.0)
        .collect();
    let (code, what) = if closed {
        ("closed-meeting-unminuted", "closed meetings, of which nobody else can say what they decided")
    } else {
        ("minutes-overdue", "meetings")
    };
    told(code, &entries, |count, which| {
        format!("No minutes had come by the last entry, of {day}, of {count} of the {what} ({which}).")
    })
}

fn late(process: &Process) -> Option<Note> {
    let is_late = |meeting: &&Meeting| {
        meeting.minutes.first().is_some_and(|minutes| meeting.minutes_due() < minutes.at.day())
    };
    let entries: Vec<u64> = held(process).filter(is_late).map(|meeting| meeting.entry.0).collect();
    told("minutes-late", &entries, |count, which| {
        format!("The minutes came after their day of {count} of the meetings ({which}).")
    })
}

fn after_the_fact(process: &Process) -> Option<Note> {
    let entries: Vec<u64> =
        held(process).filter(|meeting| meeting.starts <= meeting.at).map(|meeting| meeting.entry.0).collect();
    told("meeting-after-the-fact", &entries, |count, which| {
        format!("{count} of the meetings had begun before the entry that announces them ({which}).")
    })
}

fn out_of_order(process: &Process) -> Option<Note> {
    let turns = held(process).flat_map(|meeting| meeting.floor.turns());
    let entries: Vec<u64> = turns.filter(|turn| turn.jumped.is_some()).map(|turn| turn.entry.0).collect();
    told("floor-out-of-order", &entries, |count, which| {
        format!(
            "Somebody was given the floor before whoever came next, for a reason that stands in the entry, {count} times ({which})."
        )
    })
}

fn after_minutes(process: &Process) -> Option<Note> {
    let counts = held(process).flat_map(|meeting| &meeting.attendance);
    let entries: Vec<u64> =
        counts.filter(|count| count.is_after_minutes).map(|count| count.entry.0).collect();
    told("attendance-after-minutes", &entries, |count, which| {
        format!(
            "The attendance of a meeting was changed after its minutes were out, {count} times ({which})."
        )
    })
}

fn stated_ends(process: &Process) -> Option<Note> {
    let turns = held(process).flat_map(|meeting| meeting.floor.turns());
    let stated = turns.filter(|turn| turn.end_stated.is_some());
    let entries: Vec<u64> = stated.filter_map(|turn| turn.until).map(|(_, entry)| entry.0).collect();
    told("floor-end-stated", &entries, |count, which| {
        format!("{count} turns have an end that was stated afterwards, not recorded when it came ({which}).")
    })
}
