//! Answers that the charter promised to initiatives: those that never came, and those that came late.

use maru_forum::{Initiative, Process};

use super::{listed, note};
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    unanswered(process).into_iter().chain(late(process)).collect()
}

/// At the last entry, for that is as far as a record tells: a reader knows better what day it is.
fn unanswered(process: &Process) -> Option<Note> {
    let day = process.last_at.day();
    let overdue: Vec<&Initiative> = process.initiatives.owed().filter(|one| one.is_overdue(day)).collect();
    let first = overdue.iter().filter_map(|one| one.owed_by()).min()?;
    let entries: Vec<u64> = overdue.iter().map(|one| one.entry.0).collect();
    let sentence = format!(
        "No answer had come by the last entry, of {day}, to {} of the initiatives that reached their threshold ({}); the first was due by {first}.",
        entries.len(),
        listed(&entries)
    );
    Some(note(7, "initiative-unanswered", entries.iter().copied(), sentence))
}

fn late(process: &Process) -> Option<Note> {
    let answers: Vec<u64> =
        process.initiatives.iter().filter_map(Initiative::late_answer).map(|answer| answer.entry.0).collect();
    (!answers.is_empty()).then(|| {
        let sentence = format!(
            "The answer came after its day to {} of the initiatives that reached their threshold ({}).",
            answers.len(),
            listed(&answers)
        );
        note(7, "initiative-answered-late", answers.iter().copied(), sentence)
    })
}
