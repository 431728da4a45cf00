//! What is said to have come of something, or to have been done with it, before it was there or when it was gone.

use std::collections::BTreeSet;

use maru_forum::{Amendment, Decision, EntryNumber, Process, Resolution, Standing};

use super::{listed, note, told};
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    let mut notes: Vec<Note> = [
        handed_over(process),
        not_handed_over(process),
        of_meetings(process),
        of_initiatives(process),
        combined(process),
    ]
    .into_iter()
    .flatten()
    .collect();
    let adopted = process.decisions.iter().filter(|one| one.outcome == Resolution::Adopted);
    notes.extend(adopted.filter_map(|decision| ground_before_text(process, decision)));
    notes.extend(process.decisions.iter().filter_map(|decision| by_nobody(process, decision)));
    notes
}

/// A text can be handed over before it is published here, but then nobody could see what was handed over.
fn handed_over(process: &Process) -> Option<Note> {
    let early = process.demands.handovers().iter().filter(|one| {
        let draft = process.drafts.iter().find(|draft| draft.entry == one.made.draft);
        draft.is_some_and(|draft| one.made.day < draft.at.day())
    });
    let entries: Vec<u64> = early.map(|one| one.entry.0).collect();
    told("handover-before-draft", &entries, |count, which| {
        format!(
            "{count} of the notes that the text was handed over name a day on which that version had not been published here ({which})."
        )
    })
}

/// Answers to demands that were first put for a later version than the one that was handed over.
fn not_handed_over(process: &Process) -> Option<Note> {
    let mut entries = Vec::new();
    for demand in process.demands.iter() {
        let Some(first) = demand.said.iter().map(|said| said.put.draft).min() else { continue };
        let unasked = demand.answers.iter().filter(|answer| {
            process.demands.handovers().get(answer.handover).is_some_and(|one| one.made.draft < first)
        });
        entries.extend(unasked.map(|answer| answer.entry.0));
    }
    entries.sort_unstable();
    told("demand-not-handed-over", &entries, |count, which| {
        format!(
            "{count} of the notes of what became of a demand are about one that was not yet in the version that was handed over ({which})."
        )
    })
}

/// Amendments that combine what their authors had taken back, or what a moderator had turned away.
fn combined(process: &Process) -> Option<Note> {
    let was_gone = |entry: &EntryNumber, amendment: &Amendment| {
        let taken_back = process.amendments.get(*entry).and_then(|source| source.withdrawn);
        let by = match process.ledger.standing(*entry) {
            Some(Standing::Rejected(by)) => Some(by),
            _ => taken_back,
        };
        by.is_some_and(|by| by < amendment.entry)
    };
    let combining =
        process.amendments.iter().filter(|one| one.sources.iter().any(|source| was_gone(source, one)));
    let entries: Vec<u64> = combining.map(|one| one.entry.0).collect();
    told("combines-what-was-gone", &entries, |count, which| {
        format!(
            "{count} of the amendments name as their sources amendments that had been taken back or turned away before ({which})."
        )
    })
}

/// Entries that minutes name as what came of the meeting, and that had been made before it began.
fn of_meetings(process: &Process) -> Option<Note> {
    let mut entries = BTreeSet::new();
    let mut named = BTreeSet::new();
    for meeting in process.meetings.iter().filter(|meeting| meeting.is_held_here()) {
        let Some(minutes) = meeting.minutes.last() else { continue };
        // The announcement is the last entry of which it is known that it came before.
        let outcomes = minutes.said.items.iter().flat_map(|item| &item.outcomes);
        let early: Vec<u64> =
            outcomes.filter(|entry| **entry <= meeting.entry).map(|entry| entry.0).collect();
        if !early.is_empty() {
            entries.insert(minutes.entry.0);
            named.extend(early);
        }
    }
    let entries: Vec<u64> = entries.into_iter().collect();
    let named: Vec<u64> = named.into_iter().collect();
    (!entries.is_empty()).then(|| {
        let sentence = format!(
            "Minutes ({}) name as what came of their meeting what had been recorded before the meeting was announced: {}.",
            listed(&entries),
            listed(&named)
        );
        note(7, "outcome-before-meeting", entries.iter().chain(&named).copied(), sentence)
    })
}

/// The same of answers to initiatives.
fn of_initiatives(process: &Process) -> Option<Note> {
    let answers =
        process.initiatives.iter().flat_map(|one| one.answers.iter().map(move |answer| (one, answer)));
    let early = answers.filter(|(one, answer)| answer.outcomes.iter().any(|entry| *entry < one.entry));
    let entries: Vec<u64> = early.map(|(_, answer)| answer.entry.0).collect();
    told("outcome-before-initiative", &entries, |count, which| {
        format!(
            "{count} of the answers to initiatives name as what came of it what had been recorded before it ({which})."
        )
    })
}

/// A decision on what nobody voted on, where the charter asks for no quorum.
fn by_nobody(process: &Process, decision: &Decision) -> Option<Note> {
    let figure = |result: &maru_forum::PublishedResult| {
        result.figures.get(maru_forum::PublishedResult::PARTICIPANTS).copied().unwrap_or_default()
    };
    let result = process.results.iter().find(|result| result.entry == decision.result).map(figure);
    let ballot = process.ballots.counted_in(decision.result).map(|ballot| ballot.votes.len() as i64);
    (ballot.or(result)? == 0).then(|| {
        let sentence = format!(
            "The decision in entry {} rests on a result of 0 people (entry {}): nobody had voted.",
            decision.entry, decision.result
        );
        note(10, "decided-by-nobody", [decision.entry.0, decision.result.0], sentence)
    })
}

/// People who voted before a version was there have not voted on it.
fn ground_before_text(process: &Process, decision: &Decision) -> Option<Note> {
    let draft = process.drafts.iter().find(|draft| Some(draft.entry) == decision.draft)?;
    let result = process.results.iter().find(|result| result.entry == decision.result);
    let (what, before) = match (result, process.ballots.counted_in(decision.result)) {
        (Some(result), _) => ("counts the votes of", result.entries <= draft.entry.0),
        // A ballot that names its version was opened after it.
        (None, Some(ballot)) => {
            ("was voted on from", ballot.terms.draft.is_none() && ballot.entry < draft.entry)
        }
        (None, None) => return None,
    };
    before.then(|| {
        let sentence = format!(
            "The decision in entry {} adopts a version that was published in entry {}; what it rests on (entry {}) {what} a time before that, \
             when nobody could know the text.",
            decision.entry, draft.entry, decision.result
        );
        note(10, "decided-on-earlier-votes", [decision.entry.0, decision.result.0, draft.entry.0], sentence)
    })
}
