//! What became of remarks: changes that were promised and never came, and objections that stand at the end.

use std::collections::BTreeSet;

use maru_forum::{Disposition, EntryNumber, Process};

use super::{listed, note};
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    // While a process goes on, what was promised may still come.
    if !process.stage.is_over() && process.decisions.is_empty() {
        return Vec::new();
    }
    unkept(process).into_iter().chain(objections(process)).chain(against(process)).collect()
}

/// Remarks and amendments that were accepted, and that no version of the draft names as the cause of a change.
fn unkept(process: &Process) -> Option<Note> {
    let all = process.drafts.iter().flat_map(|draft| &draft.causes);
    let causes: BTreeSet<EntryNumber> = all.flat_map(|cause| &cause.by).copied().collect();
    let accepted = process.answers.iter().filter(|answer| answer.disposition.changes_the_text());
    let unkept: Vec<u64> = accepted
        .flat_map(|answer| answer.given.keys().map(move |item| (answer.entry, *item)))
        .filter(|(answer, item)| {
            let stands = process.answers.standing_on(*item).is_some_and(|standing| standing.entry == *answer);
            stands && !causes.contains(item) && !causes.contains(answer)
        })
        .map(|(_, item)| item.0)
        .collect();
    (!unkept.is_empty()).then(|| {
        let sentence = format!(
            "Accepted, and no version of the draft says that a change came of it: {} of the remarks and amendments ({}).",
            unkept.len(),
            listed(&unkept)
        );
        note(9, "accepted-without-change", unkept.iter().copied(), sentence)
    })
}

/// Amendments that a version of the draft names as the cause of a change, though the answer that stands says that nothing changes.
fn against(process: &Process) -> Option<Note> {
    let refused = |entry: &EntryNumber| {
        process
            .answers
            .standing_on(*entry)
            .is_some_and(|answer| answer.disposition == Disposition::NotAccepted)
    };
    let merged = process.amendments.iter().filter(|one| one.merged.is_some()).map(|one| one.entry);
    let merged: Vec<u64> = merged.filter(refused).map(|entry| entry.0).collect();
    (!merged.is_empty()).then(|| {
        let sentence = format!(
            "Answered as not accepted, and a version of the draft has their words all the same: {} of the amendments ({}).",
            merged.len(),
            listed(&merged)
        );
        note(9, "merged-though-not-accepted", merged.iter().copied(), sentence)
    })
}

/// Answers to which authors object at the end: objections travel with the text.
fn objections(process: &Process) -> Option<Note> {
    let items: Vec<u64> = process.answers.objections().map(|(item, _)| item.0).collect();
    (!items.is_empty()).then(|| {
        let sentence = format!(
            "The authors object to the answers that were given to {} of the remarks and amendments ({}).",
            items.len(),
            listed(&items)
        );
        note(10, "objections-stand", items.iter().copied(), sentence)
    })
}
