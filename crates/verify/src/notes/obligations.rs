//! Obligations of which nobody has said anything since their day or their review.

use maru_forum::Process;

use super::told;
use crate::report::Note;

/// At the last entry, for that is as far as a record tells.
pub(super) fn notes(process: &Process) -> Option<Note> {
    let day = process.last_at.day();
    let unlooked = process.obligations.iter().filter(|one| one.is_unlooked(day, &process.ledger));
    let entries: Vec<u64> = unlooked.map(|one| one.entry.0).collect();
    told("obligation-unlooked", &entries, |count, which| {
        format!(
            "Nobody had said anything by the last entry, of {day}, of {count} of the obligations since the day on which they were due or to be reviewed ({which})."
        )
    })
}
