//! Who takes part: people who were brought in, whom an office admitted late, and who share a key.

use std::collections::BTreeMap;

use maru_forum::{Admitted, Author, Participant, Process, Recorded, Registration};

use super::{Watch, listed, note, told};
use crate::report::Note;

/// So many people admitted late are worth a word …
const LATE_PEOPLE: usize = 3;
/// … if they are at least one in so many of those who take part.
const LATE_SHARE: usize = 20;

/// So many admissions, or verifications, by one hand …
const ROW: usize = 5;
/// … within so many seconds are worth a word.
const ROW_SECONDS: i64 = 3_600;

/// So many people let in by an office on its word alone …
const BY_OFFICE: usize = 5;
/// … are worth a word where they, or their votes, are at least one in so many.
const BY_OFFICE_SHARE: usize = 4;

/// Somebody whom an office let in.
#[derive(Debug)]
pub(super) struct Admission {
    entry: u64,
    at: i64,
    by: Author,
    verified: bool,
    /// Whether the charter let people in by invitation or application alone, and this one has neither.
    uninvited: bool,
}

impl Admission {
    pub(super) fn of(process: &Process, entry: u64, recorded: &Recorded, admitted: &Admitted) -> Self {
        let invited = admitted.invitation.or(admitted.application).is_some();
        Self {
            entry,
            at: recorded.at.0,
            by: recorded.author,
            verified: admitted.verified,
            uninvited: !invited && process.charter.registration == Registration::Invited,
        }
    }
}

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let found = [
        imported(process),
        late(process, watch),
        outside(watch),
        in_a_row(watch),
        by_office(process),
        verified_in_a_row(process),
        verified_unsaid(watch),
        uninvited(watch),
    ];
    found.into_iter().flatten().chain(shared_keys(process)).collect()
}

/// The longest rows of acts by one hand within an hour, as entries; acts are in the order of the record.
fn rows<A: PartialEq>(acts: &[(A, i64, u64)]) -> Vec<u64> {
    let mut found = std::collections::BTreeSet::new();
    for (place, (by, at, _)) in acts.iter().enumerate() {
        let row = acts[place..].iter().take_while(|(_, later, _)| later - at <= ROW_SECONDS);
        let row: Vec<u64> = row.filter(|(other, ..)| other == by).map(|(.., entry)| *entry).collect();
        if row.len() >= ROW {
            found.extend(row);
        }
    }
    found.into_iter().collect()
}

fn in_a_row(watch: &Watch) -> Option<Note> {
    let acts: Vec<_> = watch.admissions.iter().map(|one| (one.by, one.at, one.entry)).collect();
    told("admitted-in-a-row", &rows(&acts), |count, which| {
        format!(
            "One and the same hand admitted {count} people within an hour of one another, five or more at a time ({which}): whether there is \
             a person behind each is for whoever may look at the roll."
        )
    })
}

/// How many of those who take part, and of their votes, came in by an office's word alone, however slowly that was done.
fn by_office(process: &Process) -> Option<Note> {
    let is_by_office = |person: &&Participant| {
        person.reason.is_some() && person.came_by.is_none() && person.source_id.is_none()
    };
    let people: Vec<&Participant> = process.participants.iter().filter(is_by_office).collect();
    let votes = |people: &[&Participant]| people.iter().map(|person| person.votes.len()).sum::<usize>();
    let everyone: Vec<&Participant> = process.participants.iter().collect();
    let (theirs, all) = (votes(&people), votes(&everyone));
    let is_much = |some: usize, all: usize| some * BY_OFFICE_SHARE >= all;
    if people.len() < BY_OFFICE || !(is_much(people.len(), everyone.len()) || is_much(theirs, all)) {
        return None;
    }
    let sentence = format!(
        "{} of {} participants, and {theirs} of {all} votes that stand, came in by the word of an office, with neither an invitation nor an \
         application: whether there is a person behind each is for whoever may look at the roll.",
        people.len(),
        everyone.len()
    );
    Some(note(7, "admitted-by-office", people.iter().map(|person| person.id.0.0), sentence))
}

fn verified_in_a_row(process: &Process) -> Option<Note> {
    let given = process.verifications.iter().filter(|one| one.means.is_some());
    let acts: Vec<_> = given.map(|one| (one.by, one.at.0, one.entry.0)).collect();
    told("verified-in-a-row", &rows(&acts), |count, which| {
        format!(
            "One and the same hand verified {count} people within an hour of one another, five or more at a time ({which})."
        )
    })
}

/// People whom an office called verified when it let them in: no entry says by what means.
fn verified_unsaid(watch: &Watch) -> Option<Note> {
    let entries: Vec<u64> = watch.admissions.iter().filter(|one| one.verified).map(|one| one.entry).collect();
    told("verified-without-means", &entries, |count, which| {
        format!(
            "{count} people were called verified by the office that admitted them, and no entry says by what means ({which})."
        )
    })
}

fn uninvited(watch: &Watch) -> Option<Note> {
    let entries: Vec<u64> =
        watch.admissions.iter().filter(|one| one.uninvited).map(|one| one.entry).collect();
    told("admitted-uninvited", &entries, |count, which| {
        format!(
            "{count} people were admitted by an office with neither an invitation nor an application in the record, though the charter lets \
             people in by these ({which})."
        )
    })
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
