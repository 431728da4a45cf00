//! Obligations after adoption: which signatory owes what an adopted, coded unit says, by when; and what people found became of it.
//!
//! A finding is its author's, and none replaces another person's. That nobody looked is shown as that.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::fields;
use crate::id::{EntryNumber, Moment, UnitId, folded, likeness};
use crate::language::{Language, normalised};
use crate::ledger::{Ledger, Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::commitment::{FindingWord, require_source, write_evidence};
use crate::nouns::decision::Resolution;
use crate::nouns::{last_of_each, require_line};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest name of a signatory, in characters.
pub const SIGNATORY_LIMIT: usize = 200;
/// Longest words on an obligation, in characters.
pub const OBLIGATION_LIMIT: usize = 2_000;
/// Shortest evidence, in characters: fewer name no matter.
pub const EVIDENCE_MINIMUM: usize = 20;

/// What somebody found became of an obligation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObligationFinding {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Whose.
    pub by: Author,
    /// What was found.
    pub word: FindingWord,
    /// The day of which the evidence tells.
    pub day: Date,
    /// The evidence, as content.
    pub words: Words,
    /// Where it was read, as content; absent in records of before it was asked for.
    pub source: Option<Words>,
}

/// A duty of an adopted text, as one signatory owes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// The entry that records it.
    pub entry: EntryNumber,
    /// When that was.
    pub at: Moment,
    /// What it says.
    pub owed: ObligationMade,
    /// What people found, in order.
    pub findings: Vec<ObligationFinding>,
}

impl Obligation {
    /// What each person found last, of what everyone may read, in the order of the record.
    pub fn present_findings(&self, ledger: &Ledger) -> Vec<&ObligationFinding> {
        last_of_each(self.shown(ledger), |one| one.by.participant())
    }

    /// Whether it is owed by the signatory of this name, however its letters are written.
    pub fn is_of(&self, signatory: &str) -> bool {
        folded(&self.owed.signatory) == folded(signatory)
    }

    /// The findings that everyone may read: what was turned away, waits or is erased says nothing.
    fn shown<'a>(&'a self, ledger: &Ledger) -> impl DoubleEndedIterator<Item = &'a ObligationFinding> {
        self.findings.iter().filter(|one| ledger.is_shown(one.entry))
    }

    /// Whether a day that it names is over, its due day or its review, and nobody has said anything of it since that stands.
    pub fn is_unlooked(&self, day: Date, ledger: &Ledger) -> bool {
        let passed =
            [Some(self.owed.due), self.owed.review].into_iter().flatten().filter(|one| *one < day).max();
        passed.is_some_and(|passed| !self.shown(ledger).any(|finding| finding.at.day() >= passed))
    }
}

/// Every obligation, by entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligations {
    all: ByEntry<Obligation>,
}

reads_by_entry!(Obligations of Obligation);

impl Obligations {
    /// The name under which a signatory is to be recorded: the one that it bears already. Refused where it only looks like that of another
    /// one, unless somebody says that they are two.
    fn name_of(&self, signatory: &str, is_another: bool) -> Result<String, Violation> {
        let name = normalised(signatory.trim());
        if let Some(same) = self.iter().find(|one| one.is_of(&name)) {
            return Ok(same.owed.signatory.clone());
        }
        let like = likeness(&name);
        match self.iter().find(|one| likeness(&one.owed.signatory) == like) {
            Some(other) if !is_another => Err(Violation::SignatoryAlike(other.entry)),
            _ => Ok(name),
        }
    }
}

fields! {
    /// What a signatory owes by an adopted text was recorded.
    #[derive(Serialize, Deserialize)]
    pub struct ObligationMade {
        /// The adopted version, by its entry.
        pub draft: EntryNumber,
        /// The unit that says the duty; its coding is confirmed.
        pub unit: UnitId,
        /// Who owes it, by the name that all its obligations bear.
        pub signatory: String,
        /// The same in the register, if it is in it.
        pub organisation: Option<EntryNumber>,
        /// By which day.
        pub due: Date,
        /// On which day it is looked at anew.
        pub review: Option<Date>,
        /// What just this signatory has to do, as content.
        pub text: Option<Words>,
    }
}

impl Act for ObligationMade {
    const TYPE: &'static str = "obligation";
    const CALLED: &'static str = "an obligation";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Secretariat), When::Open)];
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
        let adopts = |one: &&crate::nouns::decision::Decision| {
            one.outcome == Resolution::Adopted && one.draft == Some(self.draft)
        };
        let adopted = process.decisions.iter().find(adopts).ok_or(Violation::NotAdopted(self.draft))?;
        if self.due < adopted.at.day() {
            return Err(Violation::BadObligation("nothing is due before the text was adopted"));
        }
        // Whether the words are still those that were coded is seen only in the texts.
        if process.codings.up_to(&process.drafts, self.draft, &self.unit).is_none() {
            return Err(Violation::UnitNotCoded(self.unit.to_string()));
        }
        if let Some(same) = process.obligations.iter().find(|one| self.is_same(&one.owed)) {
            return Err(Violation::ObligationAlready(same.entry));
        }
        if let Some(organisation) = self.organisation {
            process.require_organisation(organisation)?;
        }
        require_line(&self.signatory, SIGNATORY_LIMIT)?;
        if self.review.is_some_and(|review| review < self.due) {
            return Err(Violation::BadObligation("it is reviewed on the day on which it is due, or later"));
        }
        self.text.as_ref().map_or(Ok(()), |words| words.within(OBLIGATION_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (entry, at, owed) = (stamp.entry, stamp.at, self.clone());
        process.obligations.all.insert(entry, Obligation { entry, at, owed, findings: Vec::new() });
    }
}

impl ObligationMade {
    /// Whether it is the same duty of the same signatory by the same day, whatever else is said of it.
    fn is_same(&self, other: &Self) -> bool {
        let is_by = self.signatory == other.signatory
            || self.organisation.is_some() && self.organisation == other.organisation;
        is_by && (self.draft, &self.unit, self.due) == (other.draft, &other.unit, other.due)
    }
}

fields! {
    /// Somebody found what became of an obligation.
    pub struct ObligationFound {
        /// The obligation.
        pub obligation: EntryNumber,
        /// What was found.
        pub word: FindingWord,
        /// The day of which the evidence tells.
        pub day: Date,
        /// The evidence, as content.
        pub text: Words,
        /// Where that was read, as content; absent in records of before it was asked for.
        pub source: Option<Words>,
    }
}

impl Act for ObligationFound {
    const TYPE: &'static str = "obligation-finding";
    const CALLED: &'static str = "a finding on an obligation";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Open)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let unknown = Violation::UnknownObligation(self.obligation);
        let obligation = process.obligations.get(self.obligation).ok_or(unknown)?;
        if self.day > stamp.at.day() {
            return Err(Violation::BadObligation("evidence tells of no day to come"));
        }
        if self.word == FindingWord::Missed && obligation.owed.due >= self.day {
            return Err(Violation::BadObligation("nothing is missed before its day is over"));
        }
        require_source(self.source.as_ref())?;
        let length = self.text.length as usize;
        if length < EVIDENCE_MINIMUM {
            return Err(Violation::ReasonTooShort { length, minimum: EVIDENCE_MINIMUM });
        }
        self.text.within(OBLIGATION_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(obligation) = process.obligations.all.get_mut(self.obligation) else { return };
        obligation.findings.push(ObligationFinding {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            word: self.word,
            day: self.day,
            words: self.text.clone(),
            source: self.source.clone(),
        });
    }
}

/// Record what a signatory owes by the adopted text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordObligation {
    /// The adopted version, by its entry.
    pub draft: EntryNumber,
    /// The unit that says the duty.
    pub unit: UnitId,
    /// Who owes it.
    pub signatory: String,
    /// Whether it is another one than the signatory whose name looks like this.
    #[serde(default)]
    pub is_another: bool,
    /// The same in the register.
    #[serde(default)]
    pub organisation: Option<EntryNumber>,
    /// By which day.
    pub due: Date,
    /// On which day it is looked at anew.
    #[serde(default)]
    pub review: Option<Date>,
    /// What just this signatory has to do, with the language.
    #[serde(default)]
    pub words: Option<(Language, String)>,
}

impl Enact for RecordObligation {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let signatory = process.obligations.name_of(&self.signatory, self.is_another)?;
        let said = (self.words.as_ref(), OBLIGATION_LIMIT);
        Outcome::of_text_if_any(said, circumstances, |text| ObligationMade {
            draft: self.draft,
            unit: self.unit.clone(),
            signatory: signatory.clone(),
            organisation: self.organisation,
            due: self.due,
            review: self.review,
            text,
        })
    }
}

/// Say what became of an obligation, with evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindObligation {
    /// The obligation.
    pub obligation: EntryNumber,
    /// What was found.
    pub word: FindingWord,
    /// The day of which the evidence tells.
    pub day: Date,
    /// The evidence.
    pub text: String,
    /// Where that was read: who published it, and where.
    #[serde(default)]
    pub source: String,
    /// The language of both.
    pub language: Language,
}

impl Enact for FindObligation {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let said = (self.text.as_str(), self.source.as_str(), &self.language, OBLIGATION_LIMIT);
        let ([text, source], contents) = write_evidence(said, circumstances)?;
        let (obligation, word, day, source) = (self.obligation, self.word, self.day, Some(source));
        Ok(Outcome::with(ObligationFound { obligation, word, day, text, source }, contents))
    }
}
