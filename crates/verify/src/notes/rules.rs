//! The rules themselves: a charter that was changed while people voted, changed back, or not kept to its end.

use std::collections::BTreeMap;

use maru_forum::{Charter, EntryNumber, Process};
use serde_json::Value;

use super::{Watch, note};
use crate::report::Note;

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let versions: Vec<_> = process
        .charter_changes
        .iter()
        .map(|change| &change.before)
        .chain([&process.charter])
        .map(fields)
        .collect();
    let changes: Vec<u64> = process.charter_changes.iter().map(|change| change.entry.0).collect();
    let during = changes.iter().zip(versions.windows(2)).filter_map(|(entry, pair)| {
        let [before, after] = pair else { return None };
        during_votes(*entry, &changed(before, after), watch)
    });
    let mut notes: Vec<_> = during.collect();
    notes.extend(changed_back(&changes, &versions, process, watch));
    notes.extend(closed_early(watch));
    notes
}

/// The fields of a charter by name, those of the rule of decision each by itself.
fn fields(charter: &Charter) -> BTreeMap<String, Value> {
    let Ok(Value::Object(members)) = serde_json::to_value(charter) else { return BTreeMap::new() };
    let mut fields = BTreeMap::new();
    for (name, value) in members {
        match value {
            Value::Object(inner) if name == "decides" => {
                fields.extend(inner.into_iter().map(|(part, value)| (format!("decides.{part}"), value)));
            }
            value => drop(fields.insert(name, value)),
        }
    }
    fields
}

fn changed<'a>(before: &'a BTreeMap<String, Value>, after: &BTreeMap<String, Value>) -> Vec<&'a str> {
    let other = before.iter().filter(|(name, value)| after.get(*name) != Some(*value));
    other.map(|(name, _)| name.as_str()).collect()
}

fn during_votes(entry: u64, fields: &[&str], watch: &Watch) -> Option<Note> {
    let before = watch.votes_before(entry);
    let after = watch.votes.len() - before;
    let what = fields.join(", ");
    let (code, sentence) = match (before, after) {
        (0, _) => return None,
        (_, 0) => (
            "rules-changed-after-vote",
            format!(
                "The charter was changed in entry {entry} ({what}), after all {before} votes had been cast."
            ),
        ),
        _ => (
            "rules-changed-during-vote",
            format!(
                "The charter was changed in entry {entry} ({what}) while people voted: {before} votes were cast before, {after} \
                 after."
            ),
        ),
    };
    Some(note(7, code, [entry], sentence))
}

/// Fields that had one value, then another, then the first again; with what happened in between.
fn changed_back(
    changes: &[u64],
    versions: &[BTreeMap<String, Value>],
    process: &Process,
    watch: &Watch,
) -> Vec<Note> {
    // For each field, after which change each value that it had was given up.
    let mut given_up: BTreeMap<(&str, String), u64> = BTreeMap::new();
    let mut back: BTreeMap<(u64, u64), Vec<&str>> = BTreeMap::new();
    for (entry, pair) in changes.iter().zip(versions.windows(2)) {
        let [before, after] = pair else { continue };
        for name in changed(before, after) {
            let value =
                |fields: &BTreeMap<String, Value>| fields.get(name).map(Value::to_string).unwrap_or_default();
            if let Some(since) = given_up.remove(&(name, value(after))) {
                back.entry((since, *entry)).or_default().push(name);
            }
            given_up.insert((name, value(before)), *entry);
        }
    }
    let told = back.into_iter().map(|((from, to), fields)| {
        let votes = watch.votes_before(to) - watch.votes_before(from);
        let between = |entry: EntryNumber| (from..to).contains(&entry.0);
        let people = process.participants.iter().filter(|person| between(person.id.0)).count();
        let decisions = process.decisions.iter().filter(|decision| between(decision.entry)).count();
        let sentence = format!(
            "The charter was changed in entry {from} and changed back in entry {to} ({}). In between: {votes} votes, {people} \
             admissions, {decisions} decisions.",
            fields.join(", ")
        );
        note(7, "rules-changed-back", [from, to], sentence)
    });
    told.collect()
}

fn closed_early(watch: &Watch) -> Option<Note> {
    let (entry, at, last) = watch.closed?;
    let day = at.day();
    (day < last).then(|| {
        let sentence = format!(
            "The process was ended on {day} (entry {entry}), before the last day of its timetable, {last}: nobody could vote or decide \
             after that."
        );
        note(7, "closed-early", [entry], sentence)
    })
}
