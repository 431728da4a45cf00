//! What became of remarks: changes that were promised and never came, and objections that stand at the end.

use maru_forum::{EntryNumber, Process};

use super::{listed, note};
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    // While a process goes on, what was promised may still come.
    if !process.stage.is_over() && process.decisions.is_empty() {
        return Vec::new();
    }
    unkept(process).into_iter().chain(objections(process)).collect()
}

/// Remarks and amendments that were accepted, and that no version of the draft names as the cause of a change.
fn unkept(process: &Process) -> Option<Note> {
    let causes = |entry: EntryNumber| {
        process.drafts.iter().flat_map(|draft| &draft.causes).any(|cause| cause.by.contains(&entry))
    };
    let accepted = process.answers.iter().filter(|answer| answer.disposition.changes_the_text());
    let unkept: Vec<u64> = accepted
        .flat_map(|answer| answer.given.keys().map(move |item| (answer.entry, *item)))
        .filter(|(answer, item)| {
            let stands = process.answers.standing_on(*item).is_some_and(|standing| standing.entry == *answer);
            stands && !causes(*item) && !causes(*answer)
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
