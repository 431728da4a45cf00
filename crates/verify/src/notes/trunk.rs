//! What became of remarks: changes that were promised and never came, and objections that stand at the end.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{Answer, Disposition, Draft, EntryNumber, Process, Resolution, UnitId};

use super::causes::is_near;
use super::{MAX_LISTED, listed, note};
use crate::draft::is_machine_beside_people;
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    on_machine_text(process).into_iter().chain(at_the_end(process)).collect()
}

/// What hangs on words that a machine made, while the version has a text that people stand by.
fn on_machine_text(process: &Process) -> Option<Note> {
    let is_on = |version: u32, language: &maru_forum::Language| {
        process.drafts.version(version).is_some_and(|draft| is_machine_beside_people(draft, language))
    };
    let remarks = process.remarks.iter().filter(|one| {
        let languages = one.anchor.iter().map(|anchor| &anchor.language);
        languages
            .chain(one.proposal.iter().map(|words| &words.language))
            .any(|language| is_on(one.version, language))
    });
    let amendments = process
        .amendments
        .iter()
        .filter(|one| one.operations.iter().any(|words| is_on(one.version, &words.language)));
    let entries: BTreeSet<u64> =
        remarks.map(|one| one.entry.0).chain(amendments.map(|one| one.entry.0)).collect();
    let entries: Vec<u64> = entries.into_iter().collect();
    (!entries.is_empty()).then(|| {
        let sentence = format!(
            "{} of the remarks and amendments hang on words that a machine made, while their version has a text that people stand by ({}).",
            entries.len(),
            listed(&entries)
        );
        note(9, "on-machine-text", entries, sentence)
    })
}

fn at_the_end(process: &Process) -> Vec<Note> {
    // While a process goes on, what was promised may still come.
    if !process.stage.is_over() && process.decisions.is_empty() {
        return Vec::new();
    }
    let told =
        [unkept(process), unchanged(process), nobody_asked(process), objections(process), against(process)];
    told.into_iter().flatten().collect()
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

/// Units of which an answer that stands says that they change, and that no version of the draft changed.
fn unchanged(process: &Process) -> Option<Note> {
    let changed: Vec<&UnitId> =
        process.drafts.iter().flat_map(|draft| &draft.causes).map(|cause| &cause.unit).collect();
    let stands = |answer: &&Answer| {
        let mut given = answer.given.keys();
        given.any(|item| process.answers.standing_on(*item).is_some_and(|one| one.entry == answer.entry))
    };
    let promised =
        process.answers.iter().filter(|answer| answer.disposition.changes_the_text()).filter(stands);
    let mut units = BTreeSet::new();
    let mut entries = BTreeSet::new();
    for answer in promised {
        for unit in answer.units.iter().filter(|unit| !changed.iter().any(|one| is_near(one, unit))) {
            units.insert(unit.as_str());
            entries.insert(answer.entry.0);
        }
    }
    let entries: Vec<u64> = entries.into_iter().collect();
    (!units.is_empty()).then(|| {
        let sentence = format!(
            "Answers say that {} of the units change, and no version of the draft changes them, such as {} ({}).",
            units.len(),
            units.iter().take(MAX_LISTED).copied().collect::<Vec<_>>().join(", "),
            listed(&entries)
        );
        note(9, "promised-unit-unchanged", entries, sentence)
    })
}

/// Units of the adopted version whose last change nobody had asked for, as the version itself says.
fn nobody_asked(process: &Process) -> Option<Note> {
    let adopted = process.decisions.iter().rfind(|one| one.outcome == Resolution::Adopted)?;
    let last = process.drafts.iter().find(|draft| Some(draft.entry) == adopted.draft)?;
    let mut unasked: BTreeMap<&UnitId, Option<&Draft>> = BTreeMap::new();
    for draft in process.drafts.iter().filter(|draft| draft.version <= last.version) {
        for cause in &draft.causes {
            unasked.insert(&cause.unit, cause.by.is_empty().then_some(draft));
        }
    }
    let found: Vec<(&UnitId, &Draft)> =
        unasked.into_iter().filter_map(|(unit, draft)| Some((unit, draft?))).collect();
    (!found.is_empty()).then(|| {
        let units: Vec<_> = found
            .iter()
            .take(MAX_LISTED)
            .map(|(unit, draft)| format!("{unit} (version {})", draft.version))
            .collect();
        let sentence = format!(
            "The adopted version has {} changes of which the draft says that nobody had asked for them, such as {}.",
            found.len(),
            units.join(", ")
        );
        let entries: BTreeSet<u64> = found.iter().map(|(_, draft)| draft.entry.0).collect();
        note(9, "nobody-asked", entries.into_iter().chain([adopted.entry.0]), sentence)
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
