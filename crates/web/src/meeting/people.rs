//! How many came to a meeting, by stakeholder group, without small cells.

use maru_forum::{Attendance, GroupId, Presence};
use maru_opinion::cells::hidden;

use crate::common::ProcessView;

/// What stands in one row: the group, those in the room, those from elsewhere, both.
pub(crate) struct Row {
    pub(crate) group: Option<GroupId>,
    /// In the order of [`Presence::ALL`]; nothing where it must stay hidden.
    pub(crate) counts: [Option<u32>; Presence::ALL.len()],
    pub(crate) total: Option<u32>,
}

/// Rows of a count, those of nobody left out. How many came in all, and how many of them from elsewhere, everybody knows.
pub(crate) fn rows(attendance: &Attendance) -> Vec<Row> {
    let counted: Vec<_> =
        attendance.groups.iter().filter(|counted| counted.room > 0 || counted.remote > 0).collect();
    let cells: Vec<u32> = counted.iter().flat_map(|counted| [counted.room, counted.remote]).collect();
    let of_row = |row: usize| vec![2 * row, 2 * row + 1];
    let of_column = |column: usize| (0..counted.len()).map(|row| 2 * row + column).collect();
    let all = (0..cells.len()).collect();
    let lines: Vec<Vec<usize>> =
        (0..counted.len()).map(of_row).chain((0..2).map(of_column)).chain([all]).collect();
    let found = hidden(&cells, &lines, &vec![false; cells.len()]);
    let row = |(place, counted): (usize, &&maru_forum::GroupAttendance)| {
        let shown = |cell: usize, count: u32| (!found.cells[2 * place + cell]).then_some(count);
        Row {
            group: counted.group.clone(),
            counts: [shown(0, counted.room), shown(1, counted.remote)],
            total: (!found.totals[place]).then(|| counted.room.saturating_add(counted.remote)),
        }
    };
    counted.iter().enumerate().map(row).collect()
}

/// What a stakeholder group is called; those of none have a name too.
pub(crate) fn group_name(view: &ProcessView<'_>, group: Option<&GroupId>) -> String {
    let Some(id) = group else { return view.visit.text("people-group-unsaid") };
    let named = view.process.charter.groups.iter().find(|one| one.id == *id);
    named.map_or_else(|| id.to_string(), |one| view.visit.local_plain(&one.title).to_owned())
}
