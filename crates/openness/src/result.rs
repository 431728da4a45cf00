//! The report as a result that a record can hold: what was answered to each criterion, so that anybody can compute it again and see
//! whether an answer was hidden or turned.

use std::collections::BTreeMap;

use maru_forum::{EntryNumber, Moment, OPENNESS, Process, PublishedResult, ResultPublished};
use maru_record::{Digest, Value};

use crate::finding::{Finding, Standing};
use crate::{ALGORITHM, Report, report, report_by_version6, version6};

/// The figure that says for which moment the report holds, in seconds since 1970: what is due depends on it.
pub const AT: &str = "at";

/// The report on all entries so far, as a result. Its figures say of each criterion the place of its answer in [`Standing::ALL`].
pub fn result(process: &Process, at: Moment) -> PublishedResult {
    result_of(process, at, &report(process, at))
}

/// Whether an algorithm is one that a newer one has followed, and that reports are still computed again by.
pub fn is_older(algorithm: &str) -> bool {
    algorithm == version6::ALGORITHM
}

fn result_of(process: &Process, at: Moment, found: &Report) -> PublishedResult {
    let answers =
        found.findings.iter().map(|finding| (finding.criterion.to_owned(), place(finding.standing)));
    PublishedResult {
        entry: EntryNumber(process.entries),
        at,
        kind: OPENNESS.to_owned(),
        entries: process.entries,
        algorithm: found.algorithm.to_owned(),
        output: Digest::of(&value(found).encode()),
        figures: answers.chain([(AT.to_owned(), at.0)]).collect(),
    }
}

/// What a published report is when it is computed again from the entries before it; nothing where this program lacks its algorithm.
/// `process` is the state before the entry that holds it, and `entry_at` the time of that entry.
pub fn recomputed(process: &Process, said: &ResultPublished, entry_at: Moment) -> Option<PublishedResult> {
    let by: fn(&Process, Moment) -> Report = match said.algorithm.as_str() {
        ALGORITHM => report,
        version6::ALGORITHM => report_by_version6,
        _ => return None,
    };
    // A moment before the last entry or after its own is not one at which all these entries and no others stood.
    let at = said
        .figures
        .get(AT)
        .copied()
        .unwrap_or_default()
        .clamp(process.last_at.0.min(entry_at.0), entry_at.0);
    Some(result_of(process, Moment(at), &by(process, Moment(at))))
}

/// The criteria to which two reports give different answers, as far as their figures say. Their moment is no answer.
pub fn differing(one: &BTreeMap<String, i64>, other: &BTreeMap<String, i64>) -> Vec<String> {
    let names = one.keys().chain(other.keys()).collect::<std::collections::BTreeSet<_>>();
    let differs = |name: &&String| *name != AT && one.get(*name) != other.get(*name);
    names.into_iter().filter(differs).cloned().collect()
}

/// How many criteria a published report gives each answer, by its figures; nothing for figures that are no report.
pub fn answers(figures: &BTreeMap<String, i64>) -> Option<Vec<(Standing, usize)>> {
    let places =
        figures.iter().filter(|(name, _)| *name != AT).map(|(_, place)| usize::try_from(*place).ok());
    let places: Vec<usize> = places.collect::<Option<_>>()?;
    let count = |at: usize| places.iter().filter(|place| **place == at).count();
    let known = places.iter().all(|place| *place < Standing::ALL.len());
    known.then(|| Standing::ALL.into_iter().enumerate().map(|(at, standing)| (standing, count(at))).collect())
}

fn place(standing: Standing) -> i64 {
    Standing::ALL.iter().position(|one| *one == standing).map_or(-1, |place| place as i64)
}

/// The report in the canonical form that is digested: reasons, numbers, names and entries of each criterion.
fn value(report: &Report) -> Value {
    let findings = report.findings.iter().map(|one| (one.criterion.to_owned(), of_finding(one))).collect();
    object([
        ("algorithm", Value::Text(report.algorithm.to_owned())),
        ("at", Value::Integer(report.at)),
        ("entries", Value::Integer(report.entries as i64)),
        ("findings", Value::Object(findings)),
    ])
}

fn of_finding(finding: &Finding) -> Value {
    let because = &finding.because;
    let number = |number: Option<u64>| Value::Integer(number.map_or(-1, |number| number as i64));
    let entries = finding.evidence.iter().map(|one| Value::Integer(one.entry.0 as i64)).collect();
    object([
        ("because", Value::Text(because.code.to_owned())),
        ("count", number(because.count)),
        ("entries", Value::List(entries)),
        ("names", Value::List(because.names.iter().cloned().map(Value::Text).collect())),
        ("of", number(because.of)),
        ("standing", Value::Text(finding.standing.as_str().to_owned())),
    ])
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
