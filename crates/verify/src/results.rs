//! Steps 9 and 10: every published result is computed again from the entries it names.
//!
//! One pass over the record serves all of them: it keeps who voted how by which entry, and results between which nobody voted
//! and no moderator judged share one computation.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{EntryNumber, Process, PublishedResult};
use rayon::prelude::*;

use crate::history::{History, Reach};
use crate::recompute::{OPINION_MAP, map_by, result_of};
use crate::report::{Finding, Recomputed, Report};

/// The most different states of which maps are computed in one check: those that decisions rest on first, then the newest.
pub const MAX_STATES: usize = 256;

pub(crate) fn check(process: &Process, history: &History, report: &mut Report, findings: &mut Vec<Finding>) {
    let states = states(process, history);
    let maps: BTreeMap<State<'_>, Option<PublishedResult>> = states
        .into_par_iter()
        .map(|(reach, algorithm)| {
            let (votes, asked) = history.after(reach);
            let map = map_by(algorithm, &votes, &asked);
            ((reach, algorithm), map.map(|map| result_of(&map, 0)))
        })
        .collect();
    let mut left_out = Vec::new();
    for result in &process.results {
        let computed = maps.get(&state(history, result));
        match computed {
            _ if result.kind != OPINION_MAP => compare(result, None, report, findings),
            Some(again) => compare(result, again.as_ref(), report, findings),
            None => left_out.push(result.entry.0),
        }
    }
    if let [first, ..] = left_out.as_slice() {
        let sentence = format!(
            "The results rest on more than {MAX_STATES} different states of the votes; {} of them, from entry {first} on, were not \
             computed again.",
            left_out.len()
        );
        findings.push(Finding::undecided(9, "results-not-computed", *first, sentence));
    }
}

/// What a result is computed of, and by which algorithm.
type State<'a> = (Reach, &'a str);

fn state<'a>(history: &History, result: &'a PublishedResult) -> State<'a> {
    (history.reach(result.entries), &result.algorithm)
}

/// The states that are computed: all, or as many as may be.
fn states<'a>(process: &'a Process, history: &History) -> BTreeSet<State<'a>> {
    let decided: BTreeSet<EntryNumber> = process.decisions.iter().map(|decision| decision.result).collect();
    let maps = || process.results.iter().rev().filter(|result| result.kind == OPINION_MAP);
    let (first, rest): (Vec<_>, Vec<_>) = maps().partition(|result| decided.contains(&result.entry));
    let mut states = BTreeSet::new();
    for result in first.into_iter().chain(rest) {
        if states.len() < MAX_STATES {
            states.insert(state(history, result));
        }
    }
    states
}

fn compare(
    result: &PublishedResult,
    again: Option<&PublishedResult>,
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    let EntryNumber(number) = result.entry;
    let Some(again) = again.filter(|again| again.algorithm == result.algorithm) else {
        let sentence = format!(
            "The result in entry {number} was computed by “{}”, which this program does not have; it was not checked.",
            result.algorithm
        );
        findings.push(Finding::undecided(9, "algorithm-unknown", number, sentence));
        return;
    };
    let same = again.output == result.output && again.figures == result.figures;
    report.results.push(Recomputed {
        entry: number,
        kind: result.kind.clone(),
        algorithm: result.algorithm.clone(),
        entries: result.entries,
        figures: result.figures.clone(),
        same,
    });
    if !same {
        let sentence = format!(
            "The result published in entry {number} does not follow from the {} entries it names: computed again, the votes \
             give another result.",
            result.entries
        );
        findings.push(Finding::wrong(9, "wrong-result", number, sentence));
    }
}
