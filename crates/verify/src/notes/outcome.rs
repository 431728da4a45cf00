//! What came of it: decisions on old results, results by old algorithms, adopted words that are gone.

use std::collections::BTreeMap;

use maru_forum::{Decision, EntryNumber, OPENNESS, Process, PublishedResult};

use super::{Watch, listed, note};
use crate::recompute::{OPINION_MAP, is_older};
use crate::report::{Finding, Note};

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let mut notes: Vec<_> =
        process.decisions.iter().filter_map(|decision| late_votes(process, decision, watch)).collect();
    notes.extend(process.decisions.iter().filter_map(|decision| older_result(process, decision)));
    notes.extend(older_algorithms(process));
    notes.extend(withdrawn(process));
    notes.extend(process.decisions.iter().filter_map(|decision| in_fewer_languages(process, decision)));
    notes.extend([undecided(process), unpublished(process, watch)].into_iter().flatten());
    notes
}

/// A decision may rest on an old result; how many votes it leaves out should be said.
fn late_votes(process: &Process, decision: &Decision, watch: &Watch) -> Option<Note> {
    let result = process.results.iter().find(|result| result.entry == decision.result)?;
    let missed =
        watch.votes_before(decision.entry.0) - watch.votes_before(result.entries.min(decision.entry.0));
    (missed > 0).then(|| {
        let sentence = format!(
            "The decision in entry {} rests on a result of the first {} entries. Votes that were cast after those and \
             before it, and that it therefore leaves out: {missed}.",
            decision.entry, result.entries
        );
        note(10, "later-votes", [decision.entry.0, decision.result.0], sentence)
    })
}

/// Whoever decides may choose among results; that there was a newer one should be said.
fn older_result(process: &Process, decision: &Decision) -> Option<Note> {
    let rests_on = process.results.iter().find(|result| result.entry == decision.result)?;
    let newer = process.results.iter().rfind(|result| {
        result.entry < decision.entry && result.entries > rests_on.entries && result.kind == rests_on.kind
    })?;
    let sentence = format!(
        "The decision in entry {} rests on the result in entry {}, though a newer one had been published in entry {}.",
        decision.entry, rests_on.entry, newer.entry
    );
    Some(note(10, "older-result-chosen", [decision.entry.0, rests_on.entry.0, newer.entry.0], sentence))
}

/// Decisions that adopt a version of the draft, or rest on a result, of which step 9 proves something wrong: of the version itself, or of
/// one that it comes from.
pub(crate) fn on_what_is_wrong(process: &Process, findings: &[Finding]) -> Vec<Note> {
    let wrong: Vec<u64> = findings
        .iter()
        .filter(|finding| finding.step == 9 && finding.proven)
        .filter_map(|finding| finding.entry)
        .collect();
    let is_draft = |entry: u64| process.drafts.iter().any(|draft| draft.entry.0 == entry);
    let told = process.decisions.iter().filter_map(|decision| {
        let behind: Vec<u64> = wrong
            .iter()
            .copied()
            .filter(|entry| {
                let adopts = decision.draft.is_some_and(|draft| is_draft(*entry) && *entry <= draft.0);
                adopts || *entry == decision.result.0
            })
            .collect();
        (!behind.is_empty()).then(|| {
            let sentence = format!(
                "The decision in entry {} rests on what is found wrong in step 9 ({}).",
                decision.entry,
                listed(&behind)
            );
            note(10, "decided-on-what-is-wrong", behind.iter().copied().chain([decision.entry.0]), sentence)
        })
    });
    told.collect()
}

/// The entry of a decision holds words in one language, so that nobody could have said it in all that the charter promised every text in.
fn in_fewer_languages(process: &Process, decision: &Decision) -> Option<Note> {
    let lacking: Vec<String> = process.lacks_languages(decision).map(ToString::to_string).collect();
    (!lacking.is_empty()).then(|| {
        let sentence = format!(
            "The decision in entry {} is said to be in “{}”. The charter promises every text in “{}” too; the entry of a decision holds words in \
             one language only, whoever decides.",
            decision.entry,
            decision.words.language,
            lacking.join("”, “")
        );
        note(10, "decision-in-fewer-languages", [decision.entry.0], sentence)
    })
}

/// Ballots that were counted, and on which no decision rests when the process is over.
fn undecided(process: &Process) -> Option<Note> {
    let rests_on = |entry: EntryNumber| process.decisions.iter().any(|decision| decision.result == entry);
    let counts = process.ballots.iter().filter_map(|ballot| Some(ballot.count.as_ref()?.entry));
    let entries: Vec<u64> = counts.filter(|entry| !rests_on(*entry)).map(|entry| entry.0).collect();
    (process.stage.is_over() && !entries.is_empty()).then(|| {
        let sentence = format!(
            "The process is over, and no decision rests on {} of the counts of ballots ({}).",
            entries.len(),
            listed(&entries)
        );
        note(10, "count-without-decision", entries.iter().copied(), sentence)
    })
}

/// A process in which people voted on statements, and that ended without a result of their votes.
fn unpublished(process: &Process, watch: &Watch) -> Option<Note> {
    let votes = watch.votes_before(u64::MAX);
    let published = process.results.iter().any(|result| result.kind == OPINION_MAP);
    (process.stage.is_over() && votes > 0 && !published).then(|| {
        let sentence = format!(
            "The process is over, and no result of the {votes} votes on statements was published in it."
        );
        note(9, "votes-without-result", [], sentence)
    })
}

fn older_algorithms(process: &Process) -> Vec<Note> {
    let mut by_algorithm: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    let is_older = |result: &&PublishedResult| match result.kind.as_str() {
        OPINION_MAP => is_older(&result.algorithm),
        OPENNESS => maru_openness::is_older(&result.algorithm),
        _ => false,
    };
    for result in process.results.iter().filter(is_older) {
        by_algorithm.entry(&result.algorithm).or_default().push(result.entry.0);
    }
    let told = by_algorithm.into_iter().map(|(algorithm, entries)| {
        let sentence = format!(
            "Results were computed by “{algorithm}”, of which there is a newer version, and checked by the same ({}).",
            listed(&entries)
        );
        note(9, "older-algorithm", entries, sentence)
    });
    told.collect()
}

/// What was adopted, and the words of a decision, may have to go by law; then nobody can read any more what was resolved.
fn withdrawn(process: &Process) -> Vec<Note> {
    let gone: BTreeMap<EntryNumber, EntryNumber> =
        process.redactions.iter().map(|redaction| (redaction.target, redaction.entry)).collect();
    let mut notes = Vec::new();
    for decision in &process.decisions {
        let adopted = decision.draft.and_then(|draft| Some((draft, gone.get(&draft)?)));
        if let Some((draft, by)) = adopted {
            let sentence = format!(
                "The text that the decision in entry {} adopted (entry {draft}) was withdrawn by entry {by}.",
                decision.entry
            );
            notes.push(note(8, "adopted-text-withdrawn", [decision.entry.0, draft.0, by.0], sentence));
        }
        if let Some(by) = gone.get(&decision.entry) {
            let sentence = format!(
                "The words of the decision in entry {} were withdrawn by entry {by}.",
                decision.entry
            );
            notes.push(note(8, "decision-withdrawn", [decision.entry.0, by.0], sentence));
        }
    }
    notes
}
