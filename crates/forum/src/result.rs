//! Published results: what was computed from which entries, by which algorithm, with which output.

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::decide::Outcome;
use crate::event::Event;
use crate::id::{EntryNumber, Moment};
use crate::process::Process;
use crate::refusal::Refusal;

/// A result that anyone can recompute from the entries it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedResult {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When it was published.
    pub at: Moment,
    /// What was computed, such as `opinion-map`.
    pub kind: String,
    /// The first so many entries went in.
    pub entries: u64,
    /// Algorithm with version.
    pub algorithm: String,
    /// SHA-256 of the whole output.
    #[serde(with = "crate::process::digest_text")]
    pub output: Digest,
    /// Key figures, for readers.
    pub figures: Vec<(String, i64)>,
}

impl PublishedResult {
    /// The event that publishes it.
    pub fn to_event(&self) -> Event {
        Event::ResultPublished {
            kind: self.kind.clone(),
            entries: self.entries,
            algorithm: self.algorithm.clone(),
            output: self.output,
            figures: self.figures.clone(),
        }
    }
}

impl Process {
    pub(crate) fn decide_result(&self, result: &PublishedResult) -> Result<Outcome, Refusal> {
        if result.entries > self.entries {
            return Err(Refusal::ResultBeyondRecord { named: result.entries, present: self.entries });
        }
        Ok(Outcome::one(result.to_event()))
    }

    pub(crate) fn apply_result(&mut self, entry: EntryNumber, at: Moment, event: &Event) {
        let Event::ResultPublished { kind, entries, algorithm, output, figures } = event else { return };
        self.results.push(PublishedResult {
            entry,
            at,
            kind: kind.clone(),
            entries: *entries,
            algorithm: algorithm.clone(),
            output: *output,
            figures: figures.clone(),
        });
    }
}
