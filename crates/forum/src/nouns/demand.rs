//! Demands of a joint statement: what it asks for, where somebody looked for what answers it, to whom the statement was handed over,
//! and what became of each demand there.
//!
//! That nobody looked, and that somebody looked and found nothing, are two answers. What somebody found is theirs, by name and day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Words};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, UnitId};
use crate::language::{Language, LocalText, normalised};
use crate::ledger::{Ledger, Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::{require_distinct, require_line, require_none_twice};
use crate::office_name::Office;
use crate::process_address::ProcessAddress;
use crate::table::Process;
use crate::violation::Violation;

/// Longest demand in one language, in characters.
pub const DEMAND_LIMIT: usize = 1_000;
/// Longest line: of whom something is asked, by what means, what was found.
pub const DEMAND_LINE_LIMIT: usize = 200;
/// Longest words on a demand, and longest source, in characters.
pub const DEMAND_WORDS_LIMIT: usize = 4_000;
/// Shortest reasons of an answer, in characters: fewer name no matter.
pub const DEMAND_REASON_MINIMUM: usize = 12;
/// Fewest characters of a source: fewer name none.
pub const DEMAND_SOURCE_MINIMUM: usize = 8;
/// The language of what is an id and no sentence: no linguistic content.
const OF_IDS: &str = "zxx";
/// Most things that one look finds.
const FOUND_LIMIT: usize = 50;

named! {
    /// Where somebody looked for what answers a demand.
    pub enum LookedIn, "a place to look in" {
        /// Provisions of the norm library.
        Library = "library",
        /// Commitments: entries of this record, or rows of `data/commitments`.
        Commitments = "commitments",
        /// Audits of processes held elsewhere.
        Audits = "audits",
    }
}

named! {
    /// What became of a demand where the statement was handed over.
    pub enum DemandWord, "what became of a demand" {
        /// It was taken up as it was asked.
        TakenUp = "taken-up",
        /// Some of it was.
        InPart = "in-part",
        /// It was not, with reasons.
        NotTakenUp = "not-taken-up",
        /// Nothing was said to it by the day.
        Unanswered = "unanswered",
    }
}

/// A demand as it was put for a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandSaid {
    /// The entry.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// What it says.
    pub put: DemandPut,
}

/// That somebody looked for what answers a demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: Author,
    /// Where.
    pub within: LookedIn,
    /// What was found, each as content; nothing says that nothing was.
    pub found: Vec<Words>,
    /// More words, as content.
    pub words: Option<Words>,
}

/// What became of a demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandAnswer {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who says so.
    pub by: Author,
    /// The handing over to which it is the answer.
    pub handover: EntryNumber,
    /// What became of it.
    pub word: DemandWord,
    /// On which day it was answered, or until which nothing came.
    pub day: Date,
    /// Where that was read, as content.
    pub source: Words,
    /// The reasons, as content.
    pub words: Option<Words>,
}

/// One demand of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// The entry that put it first, by which it is known.
    pub entry: EntryNumber,
    /// How it was put, for each version for which somebody did. There is always one.
    pub said: Vec<DemandSaid>,
    /// Where people looked, in order.
    pub looks: Vec<Look>,
    /// What became of it, in order.
    pub answers: Vec<DemandAnswer>,
}

impl Demand {
    /// How it stands now.
    pub fn now(&self) -> Option<&DemandSaid> {
        self.said.last()
    }

    /// What was looked up last in a place, of what everyone may read; nothing where nobody looked.
    pub fn looked(&self, within: LookedIn, ledger: &Ledger) -> Option<&Look> {
        self.looks.iter().rev().find(|look| look.within == within && ledger.stands(look.entry))
    }

    /// What became of it last, of what everyone may read.
    pub fn answered(&self, ledger: &Ledger) -> Option<&DemandAnswer> {
        self.answers.iter().rev().find(|answer| ledger.stands(answer.entry))
    }
}

/// That the statement was handed over to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// What it says.
    pub made: HandedOver,
}

/// Every demand by the entry that put it, and where the statement was handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demands {
    all: ByEntry<Demand>,
    handovers: ByEntry<Handover>,
}

reads_by_entry!(Demands of Demand);

impl Demands {
    /// To whom the statement was handed over, in order.
    pub fn handovers(&self) -> &ByEntry<Handover> {
        &self.handovers
    }
}

fields! {
    /// What the statement asks for, or the same for a later version.
    #[derive(Serialize, Deserialize)]
    pub struct DemandPut {
        /// The demand that is put anew; absent for a new one.
        pub of: Option<EntryNumber>,
        /// The version of the text, by its entry.
        pub draft: EntryNumber,
        /// The unit of the text that says it.
        pub unit: Option<UnitId>,
        /// The demand in each language.
        pub texts: Vec<Words>,
        /// Of whom it is asked.
        pub to: String,
    }
}

impl Act for DemandPut {
    const TYPE: &'static str = "demand";
    const CALLED: &'static str = "a demand";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Drafter), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Process;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        process.require_draft(self.draft)?;
        if let Some(of) = self.of {
            process.require_demand(of)?;
        }
        require_line(&self.to, DEMAND_LINE_LIMIT)?;
        require_distinct("languages", self.texts.iter().map(|words| &words.language))?;
        let said = |language: &&Language| self.texts.iter().any(|words| words.language == **language);
        if let Some(missing) = process.charter.languages.iter().find(|language| !said(language)) {
            return Err(Violation::LanguageMissing(missing.to_string()));
        }
        self.texts.iter().try_for_each(|words| words.within(DEMAND_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let said = DemandSaid { entry: stamp.entry, at: stamp.at, put: self.clone() };
        if let Some(demand) = self.of.and_then(|of| process.demands.all.get_mut(of)) {
            demand.said.push(said);
        } else {
            let (looks, answers) = (Vec::new(), Vec::new());
            let demand = Demand { entry: stamp.entry, said: vec![said], looks, answers };
            process.demands.all.insert(stamp.entry, demand);
        }
    }
}

fields! {
    /// Somebody looked for what answers a demand.
    pub struct DemandLooked {
        /// The demand.
        pub demand: EntryNumber,
        /// Where they looked.
        pub within: LookedIn,
        /// What they found, by its id there, each as content; empty says that they found nothing.
        pub found: Vec<Words>,
        /// More words, as content.
        pub text: Option<Words>,
    }
}

impl Act for DemandLooked {
    const TYPE: &'static str = "demand-looked";
    const CALLED: &'static str = "a note of who looked for what answers a demand";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Open), (By::Office(Office::Secretariat), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        process.require_demand(self.demand)?;
        if self.found.len() > FOUND_LIMIT {
            return Err(Violation::BadCount { count: self.found.len(), limit: FOUND_LIMIT });
        }
        self.found.iter().try_for_each(|words| words.within(DEMAND_LINE_LIMIT))?;
        self.text.as_ref().map_or(Ok(()), |words| words.within(DEMAND_WORDS_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(demand) = process.demands.all.get_mut(self.demand) else { return };
        demand.looks.push(Look {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            within: self.within,
            found: self.found.clone(),
            words: self.text.clone(),
        });
    }
}

fields! {
    /// The statement was handed over.
    #[derive(Serialize, Deserialize)]
    pub struct HandedOver {
        /// Which version, by its entry.
        pub draft: EntryNumber,
        /// To whom.
        pub to: String,
        /// Into which process, by its address or the origin of its record; absent where it was none.
        pub process: Option<String>,
        /// The entry of the other record that shows that it arrived there; absent where nothing shows it, and in records of before it was
        /// asked for.
        pub entry: Option<EntryNumber>,
        /// On which day.
        pub day: Date,
        /// By what means.
        pub means: String,
        /// How many organisations had signed that version here by this entry.
        pub organisations: u32,
        /// How many people had.
        pub people: u32,
        /// How many signatories lists from elsewhere named under it.
        pub imported: u32,
        /// More words, as content.
        pub text: Option<Words>,
    }
}

impl Act for HandedOver {
    const TYPE: &'static str = "handover";
    const CALLED: &'static str = "a note that the statement was handed over";
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

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        process.require_draft(self.draft)?;
        require_line(&self.to, DEMAND_LINE_LIMIT)?;
        require_line(&self.means, DEMAND_LINE_LIMIT)?;
        self.process.as_ref().map_or(Ok(()), |process| require_line(process, DEMAND_LINE_LIMIT))?;
        if self.entry.is_some() && self.process.is_none() {
            return Err(Violation::BadDemand(
                "an entry of another record is named together with that record",
            ));
        }
        if self.day > stamp.at.day() {
            return Err(Violation::BadDemand("nothing was handed over on a day to come"));
        }
        let count = process.endorsements.count(self.draft);
        if (self.organisations, self.people, self.imported)
            != (count.organisations, count.people, count.imported)
        {
            return Err(Violation::MiscountedEndorsements {
                organisations: count.organisations,
                people: count.people,
                imported: count.imported,
            });
        }
        self.text.as_ref().map_or(Ok(()), |words| words.within(DEMAND_WORDS_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (entry, at, made) = (stamp.entry, stamp.at, self.clone());
        process.demands.handovers.insert(entry, Handover { entry, at, made });
    }
}

fields! {
    /// What became of a demand where the statement was handed over.
    pub struct DemandAnswered {
        /// The handing over.
        pub handover: EntryNumber,
        /// The demand.
        pub demand: EntryNumber,
        /// What became of it.
        pub word: DemandWord,
        /// On which day it was answered, or until which nothing came.
        pub day: Date,
        /// Where that was read, as content.
        pub source: Words,
        /// The reasons that were given, as content; absent only where nothing was said.
        pub text: Option<Words>,
    }
}

impl Act for DemandAnswered {
    const TYPE: &'static str = "demand-answer";
    const CALLED: &'static str = "what became of a demand";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Open), (By::Office(Office::Secretariat), When::Open)];
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
        process.require_demand(self.demand)?;
        let unknown = Violation::UnknownHandover(self.handover);
        let handover = process.demands.handovers.get(self.handover).ok_or(unknown)?;
        if self.day > stamp.at.day() || self.day < handover.made.day {
            return Err(Violation::BadDemand("an answer comes between the day of handing over and today"));
        }
        if (self.source.length as usize) < DEMAND_SOURCE_MINIMUM {
            return Err(Violation::BadDemand("an answer names its source: who said so, and where"));
        }
        self.source.within(DEMAND_WORDS_LIMIT)?;
        match (&self.text, self.word) {
            (None, DemandWord::Unanswered) => Ok(()),
            (None, DemandWord::TakenUp | DemandWord::InPart | DemandWord::NotTakenUp) => {
                Err(Violation::ReasonTooShort { length: 0, minimum: DEMAND_REASON_MINIMUM })
            }
            (Some(words), _) if (words.length as usize) < DEMAND_REASON_MINIMUM => {
                let length = words.length as usize;
                Err(Violation::ReasonTooShort { length, minimum: DEMAND_REASON_MINIMUM })
            }
            (Some(words), _) => words.within(DEMAND_WORDS_LIMIT),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(demand) = process.demands.all.get_mut(self.demand) else { return };
        demand.answers.push(DemandAnswer {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            handover: self.handover,
            word: self.word,
            day: self.day,
            source: self.source.clone(),
            words: self.text.clone(),
        });
    }
}

/// Put a demand of the statement, or put one anew for a later version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutDemand {
    /// The demand that is put anew.
    #[serde(default)]
    pub of: Option<EntryNumber>,
    /// The version of the text, by its entry.
    pub draft: EntryNumber,
    /// The unit that says it.
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// The demand in each language of the charter.
    pub text: LocalText,
    /// Of whom it is asked.
    pub to: String,
}

impl Enact for PutDemand {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let mut texts = Vec::new();
        for (language, text) in &self.text.0 {
            let (words, content) = Words::write(text, language, DEMAND_LIMIT, &mut nonces)?;
            texts.push(words);
            contents.push(content);
        }
        let to = normalised(self.to.trim());
        let put = DemandPut { of: self.of, draft: self.draft, unit: self.unit.clone(), texts, to };
        Ok(Outcome::with(put, contents))
    }
}

/// Say what was found, in one place, that answers a demand; nothing is an answer too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookForDemand {
    /// The demand.
    pub demand: EntryNumber,
    /// Where.
    pub within: LookedIn,
    /// What was found, by its id there.
    #[serde(default)]
    pub found: Vec<String>,
    /// More words, with their language.
    #[serde(default)]
    pub words: Option<(Language, String)>,
}

impl Enact for LookForDemand {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let lines: Vec<String> = self.found.iter().map(|line| normalised(line.trim())).collect();
        // The record has digests, which differ where the ids are the same.
        require_none_twice("found", lines.iter())?;
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let (mut found, of_ids) = (Vec::new(), OF_IDS.parse()?);
        for line in &lines {
            let (words, content) = Words::write(line, &of_ids, DEMAND_LINE_LIMIT, &mut nonces)?;
            found.push(words);
            contents.push(content);
        }
        let text = write_if_any(self.words.as_ref(), &mut nonces, &mut contents)?;
        Ok(Outcome::with(DemandLooked { demand: self.demand, within: self.within, found, text }, contents))
    }
}

/// Record that the statement was handed over. The counts are filled in from the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// Which version, by its entry.
    pub draft: EntryNumber,
    /// To whom.
    pub to: String,
    /// Into which process: its address, or the origin of its record.
    #[serde(default)]
    pub process: Option<String>,
    /// The entry of that record by which it arrived there.
    #[serde(default)]
    pub entry: Option<EntryNumber>,
    /// On which day.
    pub day: Date,
    /// By what means.
    pub means: String,
    /// More words, with their language.
    #[serde(default)]
    pub words: Option<(Language, String)>,
}

impl Enact for HandOver {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let count = process.endorsements.count(self.draft);
        let line = |text: &str| normalised(text.trim());
        let named = self.process.as_deref().map(line).filter(|text| !text.is_empty());
        if let Some(text) = named.as_ref().filter(|text| ProcessAddress::read(text).is_none()) {
            return Err(Violation::NoAddress(text.clone()));
        }
        let said = (self.words.as_ref(), DEMAND_WORDS_LIMIT);
        Outcome::of_text_if_any(said, circumstances, |text| HandedOver {
            draft: self.draft,
            to: line(&self.to),
            process: named,
            entry: self.entry,
            day: self.day,
            means: line(&self.means),
            organisations: count.organisations,
            people: count.people,
            imported: count.imported,
            text,
        })
    }
}

/// Record what became of a demand where the statement was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerDemand {
    /// The handing over.
    pub handover: EntryNumber,
    /// The demand.
    pub demand: EntryNumber,
    /// What became of it.
    pub word: DemandWord,
    /// On which day, or until which.
    pub day: Date,
    /// Where that was read, with its language.
    pub source: (Language, String),
    /// The reasons, with their language.
    #[serde(default)]
    pub words: Option<(Language, String)>,
}

impl Enact for AnswerDemand {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (handover, demand, word, day) = (self.handover, self.demand, self.word, self.day);
        let (language, source) = &self.source;
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let (source, content) = Words::write(source, language, DEMAND_WORDS_LIMIT, &mut nonces)?;
        contents.push(content);
        let text = write_if_any(self.words.as_ref(), &mut nonces, &mut contents)?;
        Ok(Outcome::with(DemandAnswered { handover, demand, word, day, source, text }, contents))
    }
}

/// More words on a demand, unless they are blank.
fn write_if_any(
    said: Option<&(Language, String)>,
    nonces: &mut NonceSource,
    contents: &mut Vec<Content>,
) -> Result<Option<Words>, Violation> {
    let Some((language, text)) = said.filter(|(_, text)| !text.trim().is_empty()) else { return Ok(None) };
    let (words, content) = Words::write(text, language, DEMAND_WORDS_LIMIT, nonces)?;
    contents.push(content);
    Ok(Some(words))
}

impl Process {
    fn require_demand(&self, entry: EntryNumber) -> Result<&Demand, Violation> {
        self.demands.get(entry).ok_or(Violation::UnknownDemand(entry))
    }
}
