//! Published results: what was computed from which entries, by which algorithm, with which output.

use std::collections::BTreeMap;

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::digest_text;
use crate::field::fields;
use crate::id::{EntryNumber, Moment};
use crate::ledger::{Moderated, Voice};
use crate::nouns::list_slice;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// The kind of result that holds these counts.
pub const PARTICIPATION: &str = "participation";
/// The kind of result that holds an openness report.
pub const OPENNESS: &str = "openness";

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
    #[serde(with = "digest_text")]
    pub output: Digest,
    /// Key figures, for readers, by name.
    pub figures: BTreeMap<String, i64>,
}

impl PublishedResult {
    /// The figure that counts the people whose votes went in.
    pub const PARTICIPANTS: &'static str = "participants";

    /// Whether it was made of votes: one of who takes part, or of how open the process is, says nothing of the matter, so no vote is counted in it and no decision
    /// rests on it.
    pub fn is_of_votes(&self) -> bool {
        ![PARTICIPATION, OPENNESS].contains(&self.kind.as_str())
    }

    pub fn event(&self) -> ResultPublished {
        ResultPublished {
            kind: self.kind.clone(),
            entries: self.entries,
            algorithm: self.algorithm.clone(),
            output: self.output,
            figures: self.figures.clone(),
        }
    }
}

list_slice! {
    /// Published results, in order.
    pub struct Results of PublishedResult
}

fields! {
    /// Something was computed from the entries before it and published.
    pub struct ResultPublished {
        /// What was computed, such as `opinion-map`.
        pub kind: String,
        /// The first so many entries went in.
        pub entries: u64,
        /// Algorithm with version.
        pub algorithm: String,
        /// SHA-256 of the whole output.
        pub output: Digest,
        /// Key figures, for readers, by name.
        pub figures: BTreeMap<String, i64>,
    }
}

impl Act for ResultPublished {
    const TYPE: &'static str = "result";
    const CALLED: &'static str = "a result";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Secretariat), When::Open)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        // An openness report is about all that happened: one that leaves entries out could leave out what fails.
        let leaves_out = self.kind == OPENNESS && self.entries < stamp.entry.0;
        if self.entries > stamp.entry.0 || leaves_out {
            return Err(Violation::ResultBeyondRecord { named: self.entries, present: stamp.entry.0 });
        }
        if self.kind.trim().is_empty() || self.algorithm.trim().is_empty() {
            return Err(Violation::TextEmpty);
        }
        if self.kind == PARTICIPATION {
            return process.judge_participation(self, stamp);
        }
        Ok(())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.results.0.push(PublishedResult {
            entry: stamp.entry,
            at: stamp.at,
            kind: self.kind.clone(),
            entries: self.entries,
            algorithm: self.algorithm.clone(),
            output: self.output,
            figures: self.figures.clone(),
        });
    }
}

impl Enact for PublishedResult {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(self.event()))
    }
}
