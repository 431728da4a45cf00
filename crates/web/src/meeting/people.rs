//! How many came to a meeting, by stakeholder group, as its entry in the record says.

use maru_forum::{Attendance, GroupAttendance, GroupId};

use crate::common::ProcessView;

/// The groups of a count of which somebody came, those of no group last. Nothing is hidden: whoever counted published these figures
/// as they stand, in an entry that everyone reads, and the form says so before.
pub(crate) fn rows(attendance: &Attendance) -> Vec<&GroupAttendance> {
    let came = attendance.groups.iter().filter(|one| one.room + one.remote > 0);
    let (mut named, rest): (Vec<_>, Vec<_>) = came.partition(|one| one.group.is_some());
    named.extend(rest);
    named
}

/// What a stakeholder group is called; those of none have a name too.
pub(crate) fn group_name(view: &ProcessView<'_>, group: Option<&GroupId>) -> String {
    let Some(id) = group else { return view.visit.text("people-group-unsaid") };
    let named = view.process.charter.groups.iter().find(|one| one.id == *id);
    named.map_or_else(|| id.to_string(), |one| view.visit.local_plain(&one.title).to_owned())
}
