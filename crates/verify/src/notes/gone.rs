//! What was taken from sight though others stand behind it, found it or voted on it, and what was changed when it was too late to see.

use std::collections::BTreeMap;

use maru_forum::{
    Coding, EntryNumber, Meeting, Moment, ParticipantId, Process, Resolution, Standing, likeness,
};

use super::answers::{POPULAR_PEOPLE, SHARE, behind};
use super::{Watch, listed, note, told};
use crate::report::Note;

/// A change of a meeting that came later than this before its beginning reaches hardly anybody.
const A_DAY: i64 = 86_400;
/// Pairs of names that are told.
const MAX_NAMES: usize = 5;

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let told = [
        initiatives_turned_away(process),
        erased(process),
        findings_turned_away(process, watch),
        questions_erased(process),
        minutes_corrected(process),
        meetings_changed_late(process),
        recoded(process),
        names_alike(process),
    ];
    told.into_iter().flatten().collect()
}

/// Initiatives that moderators turned away before or after their threshold, though others stand behind them.
fn initiatives_turned_away(process: &Process) -> Option<Note> {
    let rejected = process.initiatives.iter().filter_map(|one| match process.ledger.standing(one.entry) {
        Some(Standing::Rejected(by)) => Some((one.entry, by)),
        _ => None,
    });
    let popular: Vec<_> = rejected.filter(|(entry, _)| behind(process, *entry) >= POPULAR_PEOPLE).collect();
    let most = popular.iter().map(|(entry, _)| behind(process, *entry)).max()?;
    let entries: Vec<u64> = popular.iter().map(|(entry, _)| entry.0).collect();
    let sentence = format!(
        "Moderators turned away {} of the initiatives, behind which two people or more stand besides the author, up to {most}: {}. What is turned \
         away is not supported any more and reaches no threshold.",
        entries.len(),
        listed(&entries)
    );
    Some(note(
        7,
        "popular-initiative-rejected",
        entries.into_iter().chain(popular.iter().map(|(_, by)| by.0)),
        sentence,
    ))
}

/// Remarks, amendments and initiatives whose words somebody else than their author erased, though others stand behind them.
fn erased(process: &Process) -> Option<Note> {
    let gone = process.redactions.iter().filter(|redaction| {
        let author = process.ledger.author_of(redaction.target);
        redaction.by.is_none() || redaction.by != author
    });
    let popular: Vec<_> = gone.filter(|gone| behind(process, gone.target) >= POPULAR_PEOPLE).collect();
    let most = popular.iter().map(|gone| behind(process, gone.target)).max()?;
    let entries: Vec<u64> = popular.iter().map(|gone| gone.target.0).collect();
    let sentence = format!(
        "The words of {} remarks, amendments or initiatives were erased by somebody else than their author, though two people or more stand \
         behind each besides the author, up to {most}: {}.",
        entries.len(),
        listed(&entries)
    );
    Some(note(
        7,
        "popular-words-withdrawn",
        entries.into_iter().chain(popular.iter().map(|gone| gone.entry.0)),
        sentence,
    ))
}

/// What people found of promises, audits and harm, or objected to that, and moderators turned away, where that is much.
fn findings_turned_away(process: &Process, watch: &Watch) -> Option<Note> {
    let is_rejected =
        |entry: &&u64| matches!(process.ledger.standing(EntryNumber(**entry)), Some(Standing::Rejected(_)));
    let entries: Vec<u64> = watch.found.iter().filter(is_rejected).copied().collect();
    (entries.len() * SHARE >= watch.found.len()).then_some(())?;
    told("findings-turned-away", &entries, |count, which| {
        format!(
            "Moderators turned away {count} of {} findings on promises and audits, objections to them, and reports of harm ({which}).",
            watch.found.len()
        )
    })
}

/// Ballots whose question nobody can read any more.
fn questions_erased(process: &Process) -> Option<Note> {
    let gone = process.ballots.iter().filter_map(|ballot| match process.ledger.standing(ballot.entry) {
        Some(Standing::Withdrawn(by)) => Some((ballot, by)),
        _ => None,
    });
    let gone: Vec<_> = gone.collect();
    let votes: usize = gone.iter().map(|(ballot, _)| ballot.votes.len()).sum();
    let entries: Vec<u64> = gone.iter().map(|(ballot, _)| ballot.entry.0).collect();
    (!entries.is_empty()).then(|| {
        let sentence = format!(
            "The question and the options of {} of the ballots were erased ({}): on what {votes} votes were cast nobody can read any more.",
            entries.len(),
            listed(&entries)
        );
        note(8, "ballot-withdrawn", entries.iter().copied().chain(gone.iter().map(|(_, by)| by.0)), sentence)
    })
}

/// Minutes that were published anew: what was decided there may read otherwise than when people relied on it.
fn minutes_corrected(process: &Process) -> Option<Note> {
    let later = process.meetings.iter().flat_map(|meeting| meeting.minutes.iter().skip(1));
    let entries: Vec<u64> = later.map(|minutes| minutes.entry.0).collect();
    told("minutes-corrected", &entries, |count, which| {
        format!(
            "The minutes of a meeting were published anew, {count} times ({which}), each with its reason; the earlier ones stay readable."
        )
    })
}

/// Meetings that were moved, or called off, when less than a day was left.
fn meetings_changed_late(process: &Process) -> Option<Note> {
    let is_late = |at: Moment, meeting: &Meeting| at.0 > meeting.starts.0.saturating_sub(A_DAY);
    let mut entries = Vec::new();
    // One that was called off is held nowhere, and told of all the same.
    for meeting in process.meetings.iter().filter(|meeting| meeting.imported.is_none()) {
        let changes =
            meeting.changes.iter().filter(|change| change.is_of_matter && is_late(change.at, meeting));
        entries.extend(changes.map(|change| change.entry.0));
        let cancelled = meeting.cancelled.iter().filter(|(_, at, _)| is_late(*at, meeting));
        entries.extend(cancelled.map(|(entry, ..)| entry.0));
    }
    entries.sort_unstable();
    entries.dedup();
    told("meeting-changed-late", &entries, |count, which| {
        format!(
            "The time or the agenda of a meeting was changed, or it was called off, when less than a day was left or it had begun, {count} times ({which})."
        )
    })
}

/// Units of an adopted version that were coded as another norm after the decision: what is owed by them may be another thing then.
fn recoded(process: &Process) -> Option<Note> {
    let adopted = process.decisions.iter().filter(|one| one.outcome == Resolution::Adopted);
    let first: BTreeMap<EntryNumber, EntryNumber> =
        adopted.rev().filter_map(|one| Some((one.draft?, one.entry))).collect();
    let mut last: BTreeMap<_, &Coding> = BTreeMap::new();
    let mut entries = Vec::new();
    for coding in process.codings.iter() {
        let before = last.insert((coding.draft, &coding.unit), coding);
        let is_after = first.get(&coding.draft).is_some_and(|decision| *decision < coding.entry);
        if is_after && before.is_some_and(|before| before.coding != coding.coding) {
            entries.push(coding.entry.0);
        }
    }
    told("recoded-after-decision", &entries, |count, which| {
        format!(
            "{count} times a unit of the adopted version was called another norm than before when it had been decided ({which})."
        )
    })
}

/// People whose names a hasty reader takes for each other's; nodes refuse such a name at the door, but an office, or whoever holds the disk, need
/// not.
fn names_alike(process: &Process) -> Option<Note> {
    let mut known: BTreeMap<String, ParticipantId> = BTreeMap::new();
    let mut pairs = Vec::new();
    let here = process.participants.iter().filter(|person| person.source_id.is_none());
    for person in here {
        if let Some(first) = known.get(&likeness(person.pseudonym.as_str())) {
            pairs.push((*first, person.id));
            continue;
        }
        known.insert(likeness(person.pseudonym.as_str()), person.id);
    }
    let name = |id: ParticipantId| {
        process.participant(id).map(|person| person.pseudonym.to_string()).unwrap_or_default()
    };
    let named: Vec<String> = pairs
        .iter()
        .take(MAX_NAMES)
        .map(|(one, other)| {
            format!("“{}” (entry {}) and “{}” (entry {})", name(*one), one.0, name(*other), other.0)
        })
        .collect();
    let entries = pairs.iter().flat_map(|(one, other)| [one.0.0, other.0.0]);
    (!pairs.is_empty()).then(|| {
        let sentence = format!(
            "{} people have names that look like those of others: {}.",
            pairs.len(),
            named.join("; ")
        );
        note(7, "names-alike", entries, sentence)
    })
}
