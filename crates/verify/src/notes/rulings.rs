//! Rulings on moderators' verdicts: words that were rejected once more after a ruling had let them be shown.

use maru_forum::{AppealVerdict, ModerationAct, Process, Verdict, VerdictAppeal};

use super::note;
use crate::report::Note;

/// Words of which it is told one by one.
const MAX_TOLD: usize = 20;

/// A moderator may judge anew, for another reason; who reads the log should know that somebody had ruled.
pub(super) fn notes(process: &Process) -> Vec<Note> {
    let overturned = |appeal: &&VerdictAppeal| {
        appeal.ruling.as_ref().is_some_and(|ruling| ruling.verdict == AppealVerdict::Overturned)
    };
    let again = process.verdict_appeals.iter().filter(overturned).filter_map(|appeal| {
        let ruling = appeal.ruling.as_ref()?;
        let is_again = |act: &&ModerationAct| {
            act.on == appeal.on && act.entry > ruling.entry && act.verdict == Verdict::Rejected
        };
        let act = process.moderation_log.iter().find(is_again)?;
        let days = ruling.at.day().duration_until(act.at.day()).as_hours() / 24;
        let sentence = format!(
            "Entry {} rejected the words of entry {} once more, {days} days after the ruling in entry {} had let them be shown.",
            act.entry, appeal.on, ruling.entry
        );
        Some(note(7, "rejected-after-ruling", [act.entry.0, appeal.on.0, ruling.entry.0], sentence))
    });
    again.take(MAX_TOLD).collect()
}
