//! What the strict loader cannot see: the kinds of fault that a second reading found in rows that load. Each is a rule over the rows, never a list
//! of ids; a fault that is known and not yet mended stands in `open_findings.csv` with its reason, so that no new one can come in unseen.

mod structure;
mod words;

use std::collections::BTreeSet;

use maru_text::Date;
use serde::{Serialize, Serializer};

use crate::code::named;
use crate::library::{Library, LoadErrors};
use crate::readings::Readings;
use crate::rows::{self, Problem};

named! {
    /// A kind of fault.
    Lint {
        /// A duty of an act with a regime of remedies stands in none of its lists: a twin without its remedy.
        RemedyTwin = "remedy-twin",
        /// The same for consequences.
        SanctionTwin = "sanction-twin",
        /// A cell says otherwise than the regime that covers its row.
        RegimeTyped = "regime-typed",
        /// A use is missing from the class that the row hangs on, or an open list is coded as a closed one.
        ClassList = "class-list",
        /// A ground on which someone is let off is mixed up with when a duty arises or how it may be done.
        ExemptionKind = "exemption-kind",
        /// The day of an amendment stands where the day of the duty should.
        WordingDay = "wording-day",
        /// The day of an act stands for that of a row, or a day that sources dispute or that somebody remembers stands as if read.
        FirstDay = "first-day",
        /// A consequence younger than the duty is told as if it had been there from the start.
        SanctionDay = "sanction-day",
        /// What only the office that enforces a law must do is coded as a rule of conduct.
        OfficeDuty = "office-duty",
        /// A consequence that strikes directly has no figure.
        SanctionFigure = "sanction-figure",
        /// The sentence needs the one before it.
        SentenceAlone = "sentence-alone",
        /// The row has no place in a text.
        Locus = "locus",
        /// The row is about law that is not about AI and does not say so.
        NotAboutAi = "not-about-ai",
        /// A duty is told as a habit.
        Habit = "habit",
        /// The words judge.
        Neutral = "neutral",
        /// Law is coded where somebody says that there is none.
        Contradiction = "contradiction",
        /// A row of a place whose language pages speak has no sentence in it, or words that nobody has put into it.
        OwnLanguage = "own-language",
        /// Something known and not coded is about a topic that its row does not have: an answer on it would deny what the file knows.
        MissingTopic = "missing-topic",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    pub lint: Lint,
    /// The provision, instrument or cell it is in.
    pub subject: String,
    /// What is wrong, in English, for whoever mends the row.
    pub says: String,
}

impl Finding {
    fn new(lint: Lint, subject: &(impl ToString + ?Sized), says: impl Into<String>) -> Self {
        Self { lint, subject: subject.to_string(), says: says.into() }
    }
}

/// A fault that is known and not mended yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenFinding {
    pub lint: Lint,
    pub subject: String,
    /// Why it stands, or `to do`.
    pub why: String,
    pub by: String,
    pub on: Date,
}

/// The file of known faults that ships with the program.
pub const SHIPPED_OPEN: &[u8] = include_bytes!("../../../data/norms/open_findings.csv");

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Faults that nobody has written down.
    pub new: Vec<Finding>,
    /// Faults that stand in the file of known faults, with the reason why nobody mends them yet.
    pub open: Vec<Finding>,
    /// Lines of the file of known faults that are no longer true.
    pub mended: Vec<OpenFinding>,
}

impl Library {
    /// Every fault, in order of kind and place.
    pub fn findings(&self, readings: &Readings) -> Vec<Finding> {
        let mut found = structure::findings(self, readings);
        found.extend(words::findings(self));
        found.sort();
        found.dedup();
        found
    }

    /// The same, parted by what is known already.
    pub fn check(&self, readings: &Readings, known: &[OpenFinding]) -> Checked {
        let found = self.findings(readings);
        let at: BTreeSet<(Lint, &str)> = found.iter().map(|one| (one.lint, one.subject.as_str())).collect();
        let mended =
            known.iter().filter(|one| !at.contains(&(one.lint, one.subject.as_str()))).cloned().collect();
        let is_known = |one: &Finding| known.iter().any(|k| k.lint == one.lint && k.subject == one.subject);
        let (open, new) = found.iter().cloned().partition(is_known);
        Checked { new, open, mended }
    }
}

/// Reads `open_findings.csv`. What a line is about need not exist any more: it was mended then.
pub fn open_findings(bytes: &[u8]) -> Result<Vec<OpenFinding>, LoadErrors> {
    let mut errors = Vec::new();
    let read = rows::values_of("open_findings.csv", bytes, &mut errors, |row| {
        let code = row.required("lint")?;
        let unknown = || Problem::UnknownValue { what: "kind of fault", value: code.to_owned() };
        let lint = Lint::ALL.iter().copied().find(|one| one.code() == code);
        Ok(OpenFinding {
            lint: lint.ok_or_else(|| row.error("lint", unknown()))?,
            subject: row.required("subject")?.to_owned(),
            why: row.required("why")?.to_owned(),
            by: row.required("by")?.to_owned(),
            on: row.day("on")?,
        })
    });
    if errors.is_empty() { Ok(read) } else { Err(LoadErrors(errors)) }
}
