//! Rulings on moderators' verdicts: words that were rejected once more after a ruling had let them be shown.

use jiff::ToSpan as _;
use maru_forum::{
    AppealVerdict, EntryNumber, Means, ModerationAct, Office, ParticipantId, Process, Recorded, Verdict,
    VerdictAppeal,
};

use super::{Watch, note, told};
use crate::report::Note;

/// Words of which it is told one by one.
const MAX_TOLD: usize = 20;
/// So many days a node has to tell somebody: as long as it tries a mail.
const DAYS_TO_TELL: i64 = 3;

/// Whether whoever ruled held an office then against whose acts people appeal. The rules only bar them from ruling on their own act.
pub(super) fn in_office(process: &Process, recorded: &Recorded) -> bool {
    let judges = [Office::Moderator, Office::Registrar];
    recorded
        .author
        .participant()
        .is_some_and(|who| judges.into_iter().any(|office| process.offices.may_act_as(who, office)))
}

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let in_office = told("ruled-by-same-offices", &watch.ruled_in_office, |count, which| {
        format!(
            "{count} of the rulings on appeals are by somebody who also held, at that time, an office against whose acts people appeal ({which})."
        )
    });
    again(process).into_iter().chain(in_office).chain(untold(process)).collect()
}

/// Acts against people, and rulings on their appeals, of which the record does not say that they know, though there was time to tell.
fn untold(process: &Process) -> Option<Note> {
    let knows = |act: EntryNumber, who: ParticipantId| {
        let telling = process.notices.told(act, who);
        telling.is_some_and(|telling| matches!(telling.means, Means::Mail | Means::Seen))
    };
    let since = process.last_at.day().saturating_sub(DAYS_TO_TELL.days());
    let first = process.days.first_since(since);
    let is_old = |act: &EntryNumber| first.is_none_or(|first| *act < first);
    let all = process.acts_about_people().into_iter().filter(|(act, _)| is_old(act));
    let mut entries: Vec<u64> = all.filter(|(act, who)| !knows(*act, *who)).map(|(act, _)| act.0).collect();
    entries.dedup();
    told("act-untold", &entries, |count, which| {
        format!(
            "Of {count} of the verdicts, erasures, refusals and rulings that are older than {DAYS_TO_TELL} days at the last entry, the record does not say that everybody whom they are about was told by a mail or a page ({which})."
        )
    })
}

/// A moderator may judge anew, for another reason; who reads the log should know that somebody had ruled.
fn again(process: &Process) -> Vec<Note> {
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
