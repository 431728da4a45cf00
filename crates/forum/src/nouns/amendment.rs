//! Amendments: other words for named units of the draft, proposed by one and co-signed by others.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Imported, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Words};
use crate::field::fields;
use crate::id::{EntryNumber, Moment, ParticipantId, UnitId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, ByUnit, reads_by_entry};
use crate::nouns::remark::PROPOSAL_LIMIT;
use crate::nouns::require_distinct;
use crate::nouns::support::Supporters;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest reason of an amendment, in characters.
pub const AMENDMENT_LIMIT: usize = 20_000;

/// Other words for named units of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The entry that made it.
    pub entry: EntryNumber,
    /// Whose it is.
    pub author: ParticipantId,
    /// When the node took it.
    pub at: Moment,
    /// The version of the draft on which it is made.
    pub version: u32,
    /// Operations on the text of that version, for each language that it touches, as content.
    pub operations: Vec<Words>,
    /// The units that they touch.
    pub units: Vec<UnitId>,
    /// The reason, as content.
    pub words: Words,
    /// The amendments that it combines.
    pub sources: Vec<EntryNumber>,
    /// Who made it their own.
    pub cosigners: Supporters,
    /// Who supports it.
    pub supporters: Supporters,
    /// The entry by which its author took it back.
    pub withdrawn: Option<EntryNumber>,
    /// The version of the draft into which it was merged, by entry.
    pub merged: Option<EntryNumber>,
    /// Where it was brought in from.
    pub imported: Option<Imported>,
}

impl Amendment {
    /// Whether it still asks for something: neither taken back nor merged.
    pub fn is_open(&self) -> bool {
        self.withdrawn.is_none() && self.merged.is_none()
    }
}

/// Every amendment, by entry and by unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendments {
    all: ByEntry<Amendment>,
    by_unit: ByUnit,
    open: BTreeSet<EntryNumber>,
}

reads_by_entry!(Amendments of Amendment);

impl Amendments {
    /// Those that touch a unit, in order.
    pub fn on_unit(&self, unit: &UnitId) -> impl DoubleEndedIterator<Item = &Amendment> {
        self.by_unit.on(unit, &self.all)
    }

    /// Those that are neither taken back nor merged, in order.
    pub fn open(&self) -> impl DoubleEndedIterator<Item = &Amendment> {
        self.open.iter().filter_map(|entry| self.all.get(*entry))
    }

    pub(crate) fn get_mut(&mut self, entry: EntryNumber) -> Option<&mut Amendment> {
        self.all.get_mut(entry)
    }

    pub(crate) fn merge(&mut self, entry: EntryNumber, draft: EntryNumber) {
        if let Some(amendment) = self.all.get_mut(entry) {
            amendment.merged.get_or_insert(draft);
            self.open.remove(&entry);
        }
    }

    fn add(&mut self, amendment: Amendment) {
        for unit in &amendment.units {
            self.by_unit.note(unit, amendment.entry);
        }
        self.open.insert(amendment.entry);
        self.all.insert(amendment.entry, amendment);
    }
}

fields! {
    /// Somebody proposed other words for units of the draft.
    pub struct Amended {
        /// The version of the draft on which it is made.
        pub version: u32,
        /// Operations on the text of that version in JSON, for each language that it touches, as content.
        pub operations: Vec<Words>,
        /// The units that they touch; nothing else may change.
        pub units: Vec<UnitId>,
        /// The reason, as content.
        pub text: Words,
        /// The amendments that it combines.
        pub sources: Vec<EntryNumber>,
    }
}

impl Act for Amended {
    const TYPE: &'static str = "amendment";
    const CALLED: &'static str = "an amendment";
    const REASON: Option<(&'static str, &'static str)> = None;
    /// Drafters combine what others proposed while they answer.
    const MAY: &'static [(By, When)] = &[
        (By::Participant, When::Phase(PhaseAct::Amend)),
        (By::Office(Office::Drafter), When::Phase(PhaseAct::Answer)),
        (By::Import, When::Unclosed),
    ];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        if stamp.author.participant().is_none() {
            return Err(Violation::NotAParticipant);
        }
        let draft = process.drafts.version(self.version).ok_or(Violation::UnknownVersion(self.version))?;
        let latest = process.drafts.len() as u32;
        if self.version != latest && stamp.imported.is_none() {
            return Err(Violation::OldVersion { said: self.version, latest });
        }
        require_distinct("languages", self.operations.iter().map(|operations| &operations.language))?;
        require_distinct("units", self.units.iter())?;
        for operations in &self.operations {
            if draft.text(&operations.language).is_none() {
                return Err(Violation::NoTextInLanguage(operations.language.to_string()));
            }
            operations.within(PROPOSAL_LIMIT)?;
        }
        if !self.sources.is_empty() {
            require_distinct("sources", self.sources.iter())?;
        }
        for source in &self.sources {
            process.amendments.get(*source).ok_or(Violation::UnknownAmendment(*source))?;
        }
        self.text.within(AMENDMENT_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        process.amendments.add(Amendment {
            entry: stamp.entry,
            author,
            at: stamp.at,
            version: self.version,
            operations: self.operations.clone(),
            units: self.units.clone(),
            words: self.text.clone(),
            sources: self.sources.clone(),
            cosigners: Supporters::default(),
            supporters: Supporters::default(),
            withdrawn: None,
            merged: None,
            imported: stamp.imported,
        });
        if stamp.imported.is_none() {
            process.answers.owe(stamp.entry);
        }
    }
}

fields! {
    /// Somebody made an amendment their own too, or no longer does.
    pub struct Cosigned {
        /// The amendment.
        pub amendment: EntryNumber,
        /// Given, or taken back.
        pub given: bool,
    }
}

impl Act for Cosigned {
    const TYPE: &'static str = "cosign";
    const CALLED: &'static str = "an act of co-signing";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Phase(PhaseAct::Amend))];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let amendment = process.require_amendment(self.amendment)?;
        let who = stamp.author.participant().ok_or(Violation::NotAParticipant)?;
        if amendment.author == who {
            return Err(Violation::OwnWords(self.amendment));
        }
        if amendment.cosigners.entry_of(who).is_some() == self.given {
            return Err(Violation::NothingChanged(self.amendment));
        }
        // What was given can be taken back whatever became of the words.
        if self.given { process.require_not_erased(self.amendment) } else { Ok(()) }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(who) = stamp.author.participant() else { return };
        if let Some(amendment) = process.amendments.get_mut(self.amendment) {
            amendment.cosigners.set(who, stamp.entry, self.given);
        }
    }
}

fields! {
    /// The author took an amendment back.
    pub struct AmendmentWithdrawn {
        /// The amendment.
        pub amendment: EntryNumber,
    }
}

impl Act for AmendmentWithdrawn {
    const TYPE: &'static str = "amendment-withdrawn";
    const CALLED: &'static str = "the withdrawal of an amendment";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Open)];
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
        let amendment = process.require_amendment(self.amendment)?;
        if Some(amendment.author) != stamp.author.participant() {
            return Err(Violation::NotTheAuthor(self.amendment));
        }
        match amendment.merged {
            Some(draft) => Err(Violation::MergedAlready { amendment: self.amendment, draft }),
            None => Ok(()),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(amendment) = process.amendments.get_mut(self.amendment) {
            amendment.withdrawn = Some(stamp.entry);
        }
        process.amendments.open.remove(&self.amendment);
        process.answers.release(self.amendment);
    }
}

/// Propose other words for units of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeAmendment {
    /// The version of the draft on which it is made.
    pub version: u32,
    /// Operations on the text of that version in JSON, for each language that it touches.
    pub operations: Vec<(Language, String)>,
    /// The units that they touch.
    pub units: Vec<UnitId>,
    /// The reason.
    pub text: String,
    /// Its language.
    pub language: Language,
    /// The amendments that it combines.
    #[serde(default)]
    pub sources: Vec<EntryNumber>,
}

impl ProposeAmendment {
    /// What is recorded, with the contents that it names.
    pub(crate) fn written(
        &self,
        nonces: &mut NonceSource,
        contents: &mut Vec<Content>,
        beside: &BTreeMap<String, String>,
    ) -> Result<Amended, Violation> {
        let mut operations = Vec::new();
        for (language, text) in &self.operations {
            let (words, content) = Words::write(text, language, PROPOSAL_LIMIT, nonces)?;
            operations.push(words);
            contents.push(content);
        }
        let (text, content) =
            Words::write_beside(&self.text, &self.language, AMENDMENT_LIMIT, nonces, beside)?;
        contents.push(content);
        let (units, sources) = (self.units.clone(), self.sources.clone());
        Ok(Amended { version: self.version, operations, units, text, sources })
    }
}

impl Enact for ProposeAmendment {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        Ok(Outcome::with(self.written(&mut nonces, &mut contents, &BTreeMap::new())?, contents))
    }
}

/// Make an amendment one's own too, or take that back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cosign {
    /// The amendment.
    pub amendment: EntryNumber,
    /// Give it, or take it back.
    pub give: bool,
}

impl Enact for Cosign {
    fn enact(&self, process: &Process, actor: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let cosigners = process.amendments.get(self.amendment).map(|amendment| &amendment.cosigners);
        // A form that is sent twice makes one entry.
        if let (true, Some(who), Some(cosigners)) = (self.give, actor.author().participant(), cosigners)
            && let Some(entry) = cosigners.entry_of(who)
        {
            return Ok(Outcome::stands(entry));
        }
        Ok(Outcome::of(Cosigned { amendment: self.amendment, given: self.give }))
    }
}

/// Take one's amendment back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawAmendment {
    /// The amendment.
    pub amendment: EntryNumber,
}

impl Enact for WithdrawAmendment {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(AmendmentWithdrawn { amendment: self.amendment }))
    }
}

impl Process {
    /// An amendment that stands: neither taken back nor turned away by a moderator.
    pub(crate) fn require_amendment(&self, entry: EntryNumber) -> Result<&Amendment, Violation> {
        let amendment = self.amendments.get(entry).ok_or(Violation::UnknownAmendment(entry))?;
        if let Some(by) = amendment.withdrawn {
            return Err(Violation::AmendmentWithdrawn { amendment: entry, by });
        }
        self.require_not_turned_away(entry)?;
        Ok(amendment)
    }
}
