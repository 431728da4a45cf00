//! What a check can say of openness that no record says of itself: the texts were read, the results computed, the witnesses seen.

use maru_forum::{EntryNumber, Process};
use maru_openness::{Beside, report_beside};

use crate::report::{Finding, OpennessAnswer, Report};
use crate::texts::Held;

/// The criteria that rest on a check.
const CRITERIA: [&str; 3] = ["O34", "O38", "O39"];
/// That a changed unit is not among the causes of a version.
const CAUSE_MISSING: &str = "cause-missing";

/// How the process stands by them at its last entry, after its results and texts were checked.
pub(crate) fn answers(
    process: &Process,
    report: &Report,
    findings: &[Finding],
    texts: Held,
) -> Vec<OpennessAnswer> {
    let without = |finding: &&Finding| finding.code == CAUSE_MISSING && finding.proven;
    let without = findings.iter().filter(without).filter_map(|finding| finding.entry);
    let same = report.results.iter().filter(|result| result.same).count();
    let beside = Beside {
        // Who was not asked for may sign all the same.
        witnesses: (!report.witnesses.is_empty()).then(|| report.witnesses.clone()),
        recomputed: Some((same, report.results.len())),
        without_cause: texts.versions_read.then(|| without.map(EntryNumber).collect()),
        ..Beside::default()
    };
    let found = report_beside(process, process.last_at, &beside);
    let answer = |criterion: &'static str| {
        let finding = found.of(criterion)?;
        let (standing, because) = (finding.standing.as_str(), finding.because.code);
        Some(OpennessAnswer { criterion, standing, because })
    };
    CRITERIA.into_iter().filter_map(answer).collect()
}
