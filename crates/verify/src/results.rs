//! Steps 9 and 10: every published result is computed again from the entries it names.

use maru_forum::{EntryNumber, Process, PublishedResult, ResultPublished};
use maru_record::{TileReader, TileSource};

use crate::check::read;
use crate::recompute::{OPINION_MAP, opinion_map_result_by};
use crate::report::{Finding, Recomputed, Report};

/// A result that rests on just the entries before it, computed again while they were at hand.
pub(crate) struct Immediate {
    entry: u64,
    again: Option<PublishedResult>,
}

impl Immediate {
    pub(crate) fn compute(entry: u64, process: &Process, result: &ResultPublished) -> Self {
        let is_map = result.kind == OPINION_MAP;
        Self { entry, again: is_map.then(|| opinion_map_result_by(&result.algorithm, process)).flatten() }
    }
}

pub(crate) fn check<S: TileSource>(
    source: &S,
    size: u64,
    process: &Process,
    immediate: &[Immediate],
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    for result in &process.results {
        let computed = immediate.iter().find(|computed| computed.entry == result.entry.0);
        let again = match computed {
            Some(computed) => computed.again.clone(),
            None if result.kind == OPINION_MAP => state_after(source, size, result.entries)
                .and_then(|state| opinion_map_result_by(&result.algorithm, &state)),
            None => None,
        };
        compare(result, again, report, findings);
    }
}

fn compare(
    result: &PublishedResult,
    again: Option<PublishedResult>,
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

/// The state after the first so many entries, folded again from the record.
fn state_after<S: TileSource>(source: &S, size: u64, entries: u64) -> Option<Process> {
    let reader = TileReader::new(source, size);
    let mut state: Option<Process> = None;
    for index in 0..entries {
        let (_, recorded) = read(&reader.entry(index).ok()?).ok()?;
        let recorded = recorded.ok()?;
        match &mut state {
            None => state = Process::from_genesis(&recorded).ok(),
            Some(state) => {
                if state.apply(&recorded).is_err() {
                    state.skip(&recorded);
                }
            }
        }
    }
    state
}
