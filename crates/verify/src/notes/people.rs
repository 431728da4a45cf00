//! Who takes part: people who were brought in, whom an office admitted late, and who share a key.

use std::collections::BTreeMap;

use maru_forum::{Participant, Process};

use super::{Watch, listed, note};
use crate::report::Note;

/// So many people admitted late are worth a word …
const LATE_PEOPLE: usize = 3;
/// … if they are at least one in so many of those who take part.
const LATE_SHARE: usize = 20;

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let found = [imported(process), late(process, watch), outside(watch)];
    found.into_iter().flatten().chain(shared_keys(process)).collect()
}

/// People and votes that nobody cast here: the record vouches for the import, not for what happened elsewhere.
fn imported(process: &Process) -> Option<Note> {
    let from_elsewhere = || process.participants.iter().filter(|person| person.source_id.is_some());
    let people = from_elsewhere().count();
    let source = process.sources.last();
    let name = source.map(|named| format!("“{}” (entry {})", named.source.name, named.entry));
    let votes: usize = from_elsewhere().map(|person| person.votes.len()).sum();
    let all: usize = process.participants.iter().map(|person| person.votes.len()).sum();
    let sentence = format!(
        "{people} of {} participants and {votes} of {all} votes were brought in from {}; nobody can check here how \
         they came about there.",
        process.participants.len(),
        name.unwrap_or_else(|| "an unnamed place".to_owned())
    );
    (people > 0).then(|| note(7, "imported", source.map(|named| named.entry.0), sentence))
}

/// Whom an office let in when most votes of all the others had been cast.
fn late(process: &Process, watch: &Watch) -> Option<Note> {
    let by_office = |person: &Participant| person.reason.is_some();
    let others: Vec<_> = watch
        .votes
        .iter()
        .filter(|vote| {
            let author = vote.author.and_then(|id| process.participant(maru_forum::ParticipantId(id)));
            author.is_some_and(|author| !by_office(author))
        })
        .collect();
    let (first, last) = (others.first()?, others.last()?);
    let time = first.at.0 + (last.at.0 - first.at.0) / 4 * 3;
    let is_late = |person: &&Participant| {
        let before = others.partition_point(|vote| vote.entry < person.id.0.0);
        by_office(person)
            && !person.votes.is_empty()
            && before * 4 >= others.len() * 3
            && (person.at.0 >= time || before == others.len())
    };
    let people: Vec<_> = process.participants.iter().filter(is_late).collect();
    if people.len() < LATE_PEOPLE || people.len() * LATE_SHARE < process.participants.len() {
        return None;
    }
    let entries: Vec<u64> = people.iter().map(|person| person.id.0.0).collect();
    let votes: usize = people.iter().map(|person| person.votes.len()).sum();
    let before = others.partition_point(|vote| vote.entry < entries[0]);
    let sentence = format!(
        "{} people were admitted by an office ({}) when {before} of the {} votes of those who joined by themselves had been cast; \
         since then these people have answered {votes} times.",
        people.len(),
        listed(&entries),
        others.len()
    );
    Some(note(7, "late-admissions", entries, sentence))
}

/// The rules let an office admit people when nobody else can join.
fn outside(watch: &Watch) -> Option<Note> {
    let sentence = || {
        format!(
            "{} people were admitted by an office on days on which the timetable lets nobody join by themselves ({}).",
            watch.outside.len(),
            listed(&watch.outside)
        )
    };
    (!watch.outside.is_empty())
        .then(|| note(7, "admitted-outside-phase", watch.outside.iter().copied(), sentence()))
}

/// Whoever holds one key can act for all that joined with it.
fn shared_keys(process: &Process) -> Vec<Note> {
    let mut holders: BTreeMap<[u8; 32], Vec<u64>> = BTreeMap::new();
    for person in &process.participants {
        if let Some(key) = person.key {
            holders.entry(key).or_default().push(person.id.0.0);
        }
    }
    let shared = holders.into_values().filter(|people| people.len() > 1);
    let told = shared.map(|people| {
        let sentence = format!(
            "{} participants joined with the same key ({}): whoever holds it can act for all of them.",
            people.len(),
            listed(&people)
        );
        note(6, "key-shared", people, sentence)
    });
    told.take(super::MAX_NAMED).collect()
}
