//! How many came to a meeting, by stakeholder group, without small cells.

use maru_forum::{Attendance, GroupAttendance, GroupId, Presence};
use maru_opinion::cells::{Counted, Shielded, shielded};

use crate::common::ProcessView;

/// What stands in one row: the group, those in the room, those from elsewhere, both.
pub(crate) struct Row {
    pub(crate) group: Option<GroupId>,
    /// In the order of [`Presence::ALL`]; nothing where it must stay hidden.
    pub(crate) counts: [Option<u32>; Presence::ALL.len()],
    pub(crate) total: Option<u32>,
}

/// Rows of a count; those that are shown to be of nobody are left out. How many came in all, and how many of them from elsewhere,
/// everybody knows.
pub(crate) fn rows(attendance: &Attendance) -> Vec<Row> {
    let (named, rest): (Vec<_>, Vec<_>) =
        attendance.groups.iter().partition(|counted| counted.group.is_some());
    let parts = |of: &[&GroupAttendance]| {
        let sum = |part: fn(&GroupAttendance) -> u32| of.iter().map(|one| u64::from(part(one))).sum();
        Counted { parts: vec![sum(|one| one.room), sum(|one| one.remote)], few_people: false }
    };
    let counted = named.iter().map(|one| parts(&[one])).chain([parts(&rest)]).collect();
    let shown = shielded(&[counted]).into_iter().flatten();
    let groups = named.iter().map(|one| one.group.clone()).chain([None]);
    let row = |(group, of): (Option<GroupId>, Shielded)| {
        let count = |part: usize| of.parts[part].and_then(|count| u32::try_from(count).ok());
        Row { group, counts: [count(0), count(1)], total: of.sum.and_then(|sum| u32::try_from(sum).ok()) }
    };
    groups
        .zip(shown)
        .map(row)
        .filter(|row| row.counts != [Some(0), Some(0)] || row.total != Some(0))
        .collect()
}

/// What a stakeholder group is called; those of none have a name too.
pub(crate) fn group_name(view: &ProcessView<'_>, group: Option<&GroupId>) -> String {
    let Some(id) = group else { return view.visit.text("people-group-unsaid") };
    let named = view.process.charter.groups.iter().find(|one| one.id == *id);
    named.map_or_else(|| id.to_string(), |one| view.visit.local_plain(&one.title).to_owned())
}
