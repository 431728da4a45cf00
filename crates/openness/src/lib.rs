//! How open a process was: the forty criteria of `data/openness.csv`, each a function of the state that the record's entries lead
//! to. The answer of a criterion is one of five, and never *met* for want of data.
//!
//! `examples/criteria.rs` answers the forty criteria for a small process:
//! `cargo run -p maru-openness --example criteria`
//!
//! ```
//! use maru_openness::{Standing, report};
//! use maru_testkit::Story;
//!
//! let story = Story::open();
//! let report = report(&story.process, maru_forum::Moment(story.now));
//! assert_eq!(report.findings.len(), 40);
//! // The charter names a level of participation: it could not have begun without.
//! assert_eq!(report.of("O2").map(|finding| finding.standing), Some(Standing::Met));
//! ```

mod answering;
pub mod audit;
mod before;
mod beside;
mod contributions;
mod criterion;
mod days;
mod finding;
mod honest;
mod result;
mod talking;
mod texts;
mod version6;
mod who;

use maru_forum::{Moment, Process};
use serde::Serialize;

pub use audit::{Audit, AuditFinding, AuditReport, AuditStanding};
pub use beside::Beside;
pub use criterion::{Criterion, Stage, criteria};
pub use finding::{Because, Evidence, Finding, SHOWN, Standing};
pub use result::{AT, answers, differing, is_older, recomputed, result};

use finding::Judged;

/// How the report is computed; a change of any rule gets another name, so that an old report can be told from a new one.
pub const ALGORITHM: &str = "openness/7";

/// What the record of a process says about each criterion at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`ALGORITHM`].
    pub algorithm: &'static str,
    /// The number of entries that it rests on.
    pub entries: u64,
    /// The moment for which it holds, in seconds since 1970: what is due depends on it.
    pub at: i64,
    /// One finding a criterion: not met first, then what cannot be known, then the rest; by number within each.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The finding on a criterion, by its id such as `O12`.
    pub fn of(&self, criterion: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.criterion == criterion)
    }

    pub fn count(&self, standing: Standing) -> usize {
        self.findings.iter().filter(|finding| finding.standing == standing).count()
    }
}

/// A criterion with the function that answers it and every answer that it can give.
struct Rule {
    id: &'static str,
    can_be: &'static [Standing],
    judge: fn(&Process, Moment, &Beside) -> Judged,
}

/// What a criterion can be found to be; a test drives each to each of them.
pub fn possible(criterion: &str) -> &'static [Standing] {
    rules().find(|rule| rule.id == criterion).map_or(&[], |rule| rule.can_be)
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    [before::RULES, who::RULES, texts::RULES, talking::RULES, answering::RULES, honest::RULES]
        .into_iter()
        .flatten()
}

/// Answers every criterion for a process at a moment, from the record alone.
///
/// The moment decides what is due; entries after it must not be in `process`.
pub fn report(process: &Process, at: Moment) -> Report {
    report_beside(process, at, &Beside::default())
}

/// The same with what was looked at beside the record, of which a report that stands in the record says nothing.
pub fn report_beside(process: &Process, at: Moment, beside: &Beside) -> Report {
    let findings = rules().map(|rule| found(rule.id, (rule.judge)(process, at, beside)));
    told(process, at, ALGORITHM, answering::OVERDUE, findings.collect())
}

/// A report by the rules of `openness/6`.
fn report_by_version6(process: &Process, at: Moment) -> Report {
    let findings = version6::rules().map(|rule| found(rule.id, (rule.judge)(process, at)));
    told(process, at, version6::ALGORITHM, version6::OVERDUE, findings.collect())
}

fn found(criterion: &'static str, judged: Judged) -> Finding {
    let Judged { standing, because, evidence } = judged;
    Finding { criterion, standing, because, evidence }
}

fn told(
    process: &Process,
    at: Moment,
    algorithm: &'static str,
    overdue: &str,
    mut findings: Vec<Finding>,
) -> Report {
    // An answer that people were promised and that has not come is told first. The sort is stable, so that the order of the
    // criteria is kept within each standing.
    findings.sort_by_key(|finding| (finding.standing, finding.because.code != overdue));
    Report { algorithm, entries: process.entries, at: at.0, findings }
}
