//! What led to the change of a unit, beyond the amendments that made it.

use std::collections::BTreeSet;

use maru_forum::{Answer, EntryNumber, Process, UnitId};

/// The answers behind the change of a unit, with what they answer. Where amendments changed it (`by`), those that stand on these, and
/// what they answer with them by naming the unit, or what contains it: other remarks that were promised a change there did not cause
/// these words. Where the text itself was brought in, all that promised to change the unit and led to no version yet. An amendment
/// that is not among the `merged` has led to nothing.
pub fn answers_behind(
    process: &Process,
    unit: &UnitId,
    parent: Option<&UnitId>,
    by: &[EntryNumber],
    merged: &[EntryNumber],
) -> BTreeSet<EntryNumber> {
    let answers = &process.answers;
    let mut found: BTreeSet<EntryNumber> =
        by.iter().filter_map(|entry| Some(answers.standing_on(*entry)?.entry)).collect();
    let used: BTreeSet<EntryNumber> = process
        .drafts
        .iter()
        .flat_map(|draft| &draft.causes)
        .flat_map(|cause| cause.by.iter().copied())
        .collect();
    let is_meant = |one: &UnitId| one == unit || Some(one) == parent;
    let of_these = found.clone();
    let promised = |answer: &&Answer| {
        (by.is_empty() || of_these.contains(&answer.entry))
            && answer.disposition.changes_the_text()
            && !answer.given.is_empty()
            && !used.contains(&answer.entry)
            && answer.units.iter().any(is_meant)
    };
    for answer in answers.iter().filter(promised) {
        // Only those for which it stands.
        let stands = |entry: &&EntryNumber| {
            answer.given.contains_key(entry)
                && answers.standing_on(**entry).is_some_and(|one| one.entry == answer.entry)
                && (process.amendments.get(**entry).is_none() || merged.contains(entry))
        };
        let members: Vec<EntryNumber> = answer.on.iter().filter(stands).copied().collect();
        if !members.is_empty() {
            found.insert(answer.entry);
            found.extend(members);
        }
    }
    found
}
