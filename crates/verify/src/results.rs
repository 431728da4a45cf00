//! Steps 9 and 10: every published result is computed again from the entries it names.
//!
//! One pass over the record serves all of them: it keeps who voted how by which entry, and results between which nobody voted
//! and no moderator judged share one computation.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{EntryNumber, OPENNESS, PARTICIPATION, Process, PublishedResult};
use rayon::prelude::*;

use crate::history::{History, Reach};
use crate::recompute::{OPINION_MAP, map_by, result_of};
use crate::report::{Finding, Recomputed, Report};

/// So many different states have their maps computed in any case: those that decisions rest on first, then the newest …
pub const MAX_STATES: usize = 256;
/// … and more of them as long as all the votes of their maps together are no more than this: a map takes time with its votes, so a
/// thousand results over a small process are all decided.
pub(crate) const MAX_VOTES: usize = 50_000_000;

pub(crate) fn check(
    process: &Process,
    history: &History,
    reports: &BTreeMap<u64, Option<PublishedResult>>,
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    let states = states(process, history);
    let maps: BTreeMap<State<'_>, Option<PublishedResult>> = states
        .into_par_iter()
        .map(|(reach, algorithm)| {
            let (votes, asked) = history.after(reach);
            let map = map_by(algorithm, &votes, &asked);
            ((reach, algorithm), map.map(|map| result_of(&map, 0)))
        })
        .collect();
    let (mut left_out, mut reports_left_out) = (Vec::new(), Vec::new());
    for result in &process.results {
        let computed = maps.get(&state(history, result));
        match computed {
            // Whatever is folded was counted again by the rules: counts that do not follow are no part of the process.
            _ if result.kind == PARTICIPATION => compare(result, Some(result), report, findings),
            _ if result.kind == OPENNESS => match reports.get(&result.entry.0) {
                Some(again) => compare(result, again.as_ref(), report, findings),
                None => reports_left_out.push(result.entry.0),
            },
            _ if result.kind != OPINION_MAP => compare(result, None, report, findings),
            Some(again) => compare(result, again.as_ref(), report, findings),
            None => left_out.push(result.entry.0),
        }
    }
    if let [first, ..] = reports_left_out.as_slice() {
        let sentence = format!(
            "The record has more openness reports than are computed in one check ({MAX_STATES}); {} of them, from entry {first} on, \
             were not computed again.",
            reports_left_out.len()
        );
        findings.push(Finding::undecided(9, "results-not-computed", *first, sentence));
    }
    if let [first, ..] = left_out.as_slice() {
        let sentence = format!(
            "The results rest on more different states of the votes than are computed in one check ({MAX_STATES}, or as many as have \
             {MAX_VOTES} votes); {} of them, from entry {first} on, were not computed again.",
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
    within(first.into_iter().chain(rest).map(|result| state(history, result)), MAX_STATES, MAX_VOTES)
}

/// The first so many different states, and more as long as their votes together are no more than that.
fn within<'a>(
    states: impl Iterator<Item = State<'a>>,
    in_any_case: usize,
    most_votes: usize,
) -> BTreeSet<State<'a>> {
    let (mut taken, mut votes) = (BTreeSet::new(), 0_usize);
    for state in states {
        let more = votes.saturating_add(state.0.votes);
        if !taken.contains(&state) && (taken.len() < in_any_case || more <= most_votes) {
            votes = more;
            taken.insert(state);
        }
    }
    taken
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
            "The result published in entry {number} does not follow from the {} entries it names: computed again, {}.",
            result.entries,
            otherwise(result, again)
        );
        findings.push(Finding::wrong(9, "wrong-result", number, sentence));
    }
}

/// What the entries give in place of what was published.
fn otherwise(result: &PublishedResult, again: &PublishedResult) -> String {
    if result.kind != OPENNESS {
        return "the votes give another result".to_owned();
    }
    let at = maru_openness::AT;
    if result.figures.get(at) != again.figures.get(at) {
        return "the moment that it names is not one at which these entries and no others stood".to_owned();
    }
    match maru_openness::differing(&result.figures, &again.figures).as_slice() {
        [] => "the record gives other reasons for the same answers".to_owned(),
        answers => format!("the record gives other answers to: {}", answers.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_computed_as_long_as_their_votes_are_few() {
        let taken = |votes: &[usize]| {
            let states = votes.iter().map(|votes| (Reach { votes: *votes, ..Reach::default() }, "maru 3"));
            within(states, 2, 100).into_iter().map(|(reach, _)| reach.votes).collect::<Vec<_>>()
        };
        assert_eq!(taken(&[500, 400, 300]), [400, 500], "two in any case");
        assert_eq!(taken(&[40, 30, 20, 11, 10]), [10, 20, 30, 40], "those that fit, after one that does not");
        assert_eq!(taken(&[60, 60, 60, 40]), [40, 60], "one state is one map");
    }
}
