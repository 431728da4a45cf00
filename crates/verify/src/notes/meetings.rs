//! Meetings: minutes that never came or came late, a queue that was not followed, an attendance that changed afterwards.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{GroupId, Meeting, MeetingAccess, ParticipantId, Process};

use super::told;
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    let told = [
        overdue(process, MeetingAccess::Closed),
        overdue(process, MeetingAccess::Open),
        late(process),
        after_the_fact(process),
        out_of_order(process),
        after_the_end(process),
        after_minutes(process),
        fewer_than_spoke(process),
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

/// Turns that began when the floor of their meeting was closed, though it may run late.
fn after_the_end(process: &Process) -> Option<Note> {
    let late = |meeting: &Meeting| {
        let closes = meeting.floor_closes();
        let turns = meeting.floor.turns().iter().filter(|turn| closes < turn.from);
        turns.map(|turn| turn.entry.0).collect::<Vec<_>>()
    };
    let entries: Vec<u64> = held(process).flat_map(late).collect();
    told("floor-after-end", &entries, |count, which| {
        format!(
            "Somebody was given the floor more than two hours after their meeting was to end, {count} times ({which}). No time of it counts as speaking time."
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

/// Counts by which fewer people of a group were there than people of it had the floor.
fn fewer_than_spoke(process: &Process) -> Option<Note> {
    let mut entries = Vec::new();
    for meeting in held(process) {
        let Some(counted) = meeting.attendance.last() else { continue };
        let mut spoke: BTreeMap<Option<&GroupId>, BTreeSet<ParticipantId>> = BTreeMap::new();
        for turn in meeting.floor.turns() {
            spoke.entry(turn.group.as_ref()).or_default().insert(turn.who);
        }
        let there = |group: Option<&GroupId>| {
            let of_group = counted.groups.iter().filter(|one| one.group.as_ref() == group);
            of_group.map(|one| u64::from(one.room) + u64::from(one.remote)).sum::<u64>()
        };
        // Whoever declared no group may have been counted with any, or with none.
        let lacks = |(group, people): (Option<&GroupId>, &BTreeSet<ParticipantId>)| {
            group.is_some() && there(group) < people.len() as u64
        };
        let all: usize = spoke.values().map(BTreeSet::len).sum();
        if spoke.iter().map(|(group, people)| (*group, people)).any(lacks) || counted.total() < all as u64 {
            entries.push(counted.entry.0);
        }
    }
    told("attendance-below-speakers", &entries, |count, which| {
        format!(
            "{count} counts of those who came to a meeting have fewer people, or fewer of a group, than had the floor there ({which})."
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
