//! What breaks no rule, but what a reader of the results should know.

use maru_forum::{Decision, Process};

use crate::report::Note;

/// Everything worth a note; `votes` are the numbers of the entries that are votes, in order.
pub(crate) fn of(process: &Process, votes: &[u64]) -> Vec<Note> {
    let decisions = process.decisions.iter().filter_map(|decision| late_votes(process, decision, votes));
    imported(process).into_iter().chain(decisions).collect()
}

/// People and votes that nobody cast here: the record vouches for the import, not for what happened elsewhere.
fn imported(process: &Process) -> Option<Note> {
    let from_elsewhere = || process.participants.iter().filter(|person| person.source_id.is_some());
    let people = from_elsewhere().count();
    let source = process.sources.last();
    let source = source.map(|named| format!("“{}” (entry {})", named.source.name, named.entry));
    let votes: usize = from_elsewhere().map(|person| person.votes.len()).sum();
    let all: usize = process.participants.iter().map(|person| person.votes.len()).sum();
    (people > 0).then(|| Note {
        code: "imported".to_owned(),
        sentence: format!(
            "{people} of {} participants and {votes} of {all} votes were brought in from {}; nobody can check here how \
             they came about there.",
            process.participants.len(),
            source.unwrap_or_else(|| "an unnamed place".to_owned())
        ),
    })
}

/// A decision may rest on an old result; how many votes it leaves out should be said.
fn late_votes(process: &Process, decision: &Decision, votes: &[u64]) -> Option<Note> {
    let result = process.results.iter().find(|result| result.entry == decision.result)?;
    let until = |entry: u64| votes.partition_point(|vote| *vote < entry);
    let missed = until(decision.entry.0) - until(result.entries.min(decision.entry.0));
    (missed > 0).then(|| Note {
        code: "later-votes".to_owned(),
        sentence: format!(
            "The decision in entry {} rests on a result of the first {} entries. Votes that were cast after those and \
             before it, and that it therefore leaves out: {missed}.",
            decision.entry, result.entries
        ),
    })
}
