//! Codings: what a unit of the draft is as a norm (who must do what, what follows from a breach), as a person has confirmed it.
//!
//! The codes are those of the norm library, which this crate does not know: it holds that they are codes. What they mean, and how concrete
//! the unit is, whoever has the library computes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::{fields, part};
use crate::id::{EntryNumber, Moment, UnitId};
use crate::language::{Language, normalised};
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::draft::Drafts;
use crate::nouns::{require_line, require_none_twice};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest code, in bytes.
const CODE_LIMIT: usize = 40;
/// Most codes of one list.
const CODES_LIMIT: usize = 20;
/// Longest remedy, in characters.
pub const REMEDY_LIMIT: usize = 200;
/// Longest words beside a coding, in characters.
pub const CODING_WORDS_LIMIT: usize = 2_000;

part! {
    /// A unit as a norm, in codes of the norm library.
    pub struct UnitCoding, "a unit coded as a norm" {
        /// `R` (it regulates), `C` (it makes a class), `S` (scope) or `P` (procedure or power).
        pub statement_type: String,
        /// The duty word.
        pub deontic: String,
        /// Who bears it.
        pub bearer: Vec<String>,
        /// What it is about.
        pub topics: Vec<String>,
        /// What follows from a breach.
        pub sanction: String,
        /// Whether a third party can tell from facts if it was kept.
        pub testable: String,
        /// What the affected person can set off, in words; may be empty.
        pub remedy: String,
    }
}

impl UnitCoding {
    fn rules(&self) -> Result<(), Violation> {
        let single = [&self.statement_type, &self.deontic, &self.sanction, &self.testable];
        single.into_iter().chain(&self.bearer).chain(&self.topics).try_for_each(|code| require_code(code))?;
        for codes in [&self.bearer, &self.topics] {
            if codes.len() > CODES_LIMIT {
                return Err(Violation::BadCount { count: codes.len(), limit: CODES_LIMIT });
            }
            require_none_twice("codes", codes.iter())?;
        }
        if self.remedy.is_empty() { Ok(()) } else { require_line(&self.remedy, REMEDY_LIMIT) }
    }
}

fn require_code(code: &str) -> Result<(), Violation> {
    let fits = (1..=CODE_LIMIT).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if fits { Ok(()) } else { Err(Violation::BadCode) }
}

/// A unit of a version, coded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coding {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who confirmed it.
    pub by: Author,
    /// The version, by its entry.
    pub draft: EntryNumber,
    /// The unit.
    pub unit: UnitId,
    /// What it is.
    pub coding: UnitCoding,
    /// Whether it is what the rules of the library had suggested, field by field; nothing where nobody compared them.
    pub as_suggested: Option<bool>,
    /// Why, as content.
    pub words: Option<Words>,
}

/// Every coding, by entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codings {
    all: ByEntry<Coding>,
    last: BTreeMap<(EntryNumber, UnitId), EntryNumber>,
}

reads_by_entry!(Codings of Coding);

impl Codings {
    /// The last coding of a unit in a version.
    pub fn of(&self, draft: EntryNumber, unit: &UnitId) -> Option<&Coding> {
        self.all.get(*self.last.get(&(draft, unit.clone()))?)
    }

    /// The last coding of a unit in a version, or in the nearest one before it that has one.
    pub fn up_to(&self, drafts: &Drafts, draft: EntryNumber, unit: &UnitId) -> Option<&Coding> {
        drafts.iter().rev().filter(|one| one.entry <= draft).find_map(|one| self.of(one.entry, unit))
    }
}

fields! {
    /// A person confirmed what a unit of the draft is as a norm.
    pub struct UnitCoded {
        /// The version, by its entry.
        pub draft: EntryNumber,
        /// The unit, by its id in that version.
        pub unit: UnitId,
        /// What it is.
        pub coding: UnitCoding,
        /// Whether it is what the rules of the library had suggested; absent where nobody compared them.
        pub as_suggested: Option<bool>,
        /// Why, as content.
        pub text: Option<Words>,
    }
}

impl Act for UnitCoded {
    const TYPE: &'static str = "coding";
    const CALLED: &'static str = "a coding of a unit of the draft";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Drafter), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Office;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        process.require_draft(self.draft)?;
        self.coding.rules()?;
        self.text.as_ref().map_or(Ok(()), |words| words.within(CODING_WORDS_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let coding = Coding {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            draft: self.draft,
            unit: self.unit.clone(),
            coding: self.coding.clone(),
            as_suggested: self.as_suggested,
            words: self.text.clone(),
        };
        process.codings.last.insert((self.draft, self.unit.clone()), stamp.entry);
        process.codings.all.insert(stamp.entry, coding);
    }
}

/// Confirm what a unit of the draft is as a norm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeUnit {
    /// The version, by its entry.
    pub draft: EntryNumber,
    /// The unit.
    pub unit: UnitId,
    /// What it is.
    pub coding: UnitCoding,
    /// Whether it is what the rules of the library had suggested, where somebody compared them.
    #[serde(default)]
    pub as_suggested: Option<bool>,
    /// Why, with the language.
    #[serde(default)]
    pub words: Option<(Language, String)>,
}

impl Enact for CodeUnit {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        // The same once more is no entry.
        if let Some(standing) = process.codings.of(self.draft, &self.unit)
            && standing.coding == self.coding
            && self.words.is_none()
        {
            return Ok(Outcome::stands(standing.entry));
        }
        let mut coding = self.coding.clone();
        coding.remedy = normalised(coding.remedy.trim());
        let (draft, unit, as_suggested) = (self.draft, self.unit.clone(), self.as_suggested);
        let said = (self.words.as_ref(), CODING_WORDS_LIMIT);
        let coded = |text| UnitCoded { draft, unit, coding, as_suggested, text };
        Outcome::of_text_if_any(said, circumstances, coded)
    }
}
