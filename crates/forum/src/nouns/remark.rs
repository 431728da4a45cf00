//! Remarks: one point about the draft, on a unit, on words in it, or on the whole.
//!
//! An anchor holds no quotation: the words that it means are in the record already. That it lies in its unit is checked by whoever
//! reads the text (`maru-verify`, and the node before it takes the remark).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Imported, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Words};
use crate::field::{fields, named, part};
use crate::id::{EntryNumber, Moment, ParticipantId, UnitId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, ByUnit, reads_by_entry};
use crate::nouns::require_count;
use crate::nouns::support::Supporters;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest remark, in characters: some six pages. Longer ones are submissions.
pub const REMARK_LIMIT: usize = 20_000;
/// The most remarks that one act makes.
pub const REMARKS_AT_ONCE: usize = 200;
/// Characters that a file may say of each of many points besides its words.
const WRITTEN_LIMIT: usize = 1_000;
/// Longest proposed wording, as operations in JSON, in characters.
pub const PROPOSAL_LIMIT: usize = 200_000;

named! {
    /// What kind of point it is.
    pub enum RemarkKind, "a kind of remark" {
        /// About the text as a whole, or its policy.
        General = "general",
        /// About the substance of the words.
        Technical = "technical",
        /// About spelling, grammar, numbering.
        Editorial = "editorial",
        /// Something is asked.
        Question = "question",
        /// The author cannot live with the words as they are.
        Objection = "objection",
    }
}

part! {
    /// Where in a version of the draft something is meant.
    pub struct Anchor, "a unit, a language, and characters from and to" {
        /// The unit, by its id in that version.
        pub unit: UnitId,
        /// The language of the text in which the words are meant.
        pub language: Language,
        /// The first character meant in the unit's own words, counted from 0; absent with `end` for the whole unit.
        pub start: Option<u32>,
        /// The character behind the last one meant.
        pub end: Option<u32>,
    }
}

impl Anchor {
    /// A whole unit.
    pub fn unit(unit: UnitId, language: Language) -> Self {
        Self { unit, language, start: None, end: None }
    }

    /// The characters that are meant; nothing for the whole unit.
    pub fn range(&self) -> Option<(u32, u32)> {
        self.start.zip(self.end)
    }
}

/// That a remark was worded otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The entry that holds the new wording.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// The words that stood until then, as content.
    pub before: Words,
}

/// One point about the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The entry that made it.
    pub entry: EntryNumber,
    /// Whose it is.
    pub author: ParticipantId,
    /// Whom an answer is for: the author, or of a point of a submission whoever sent that.
    pub addressee: ParticipantId,
    /// When the node took it.
    pub at: Moment,
    /// The version of the draft that it is about.
    pub version: u32,
    /// Where in it; nothing for the whole.
    pub anchor: Option<Anchor>,
    /// What kind of point.
    pub kind: RemarkKind,
    /// The words as they stand now, as content.
    pub words: Words,
    /// How it was worded otherwise, in order.
    pub edits: Vec<Edit>,
    /// Proposed wording: operations on the version, as content.
    pub proposal: Option<Words>,
    /// The submission of which it is a point.
    pub submission: Option<EntryNumber>,
    /// Who supports it.
    pub supporters: Supporters,
    /// The comments on it, in order.
    pub comments: Vec<EntryNumber>,
    /// Where it was brought in from.
    pub imported: Option<Imported>,
}

impl Remark {
    /// How many of its supporters came before its words were what they are now.
    pub fn supporters_of_earlier_words(&self) -> usize {
        let Some(edit) = self.edits.last() else { return 0 };
        let before = |who| self.supporters.entry_of(who).is_some_and(|entry| entry < edit.entry);
        self.supporters.iter().filter(|who| before(*who)).count()
    }
}

/// Every remark, by entry and by unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remarks {
    all: ByEntry<Remark>,
    by_unit: ByUnit,
}

reads_by_entry!(Remarks of Remark);

impl Remarks {
    /// Those that were made on a unit or on words in it, whatever version they were made on, in order.
    pub fn on_unit(&self, unit: &UnitId) -> impl DoubleEndedIterator<Item = &Remark> {
        self.by_unit.on(unit, &self.all)
    }

    pub(crate) fn get_mut(&mut self, entry: EntryNumber) -> Option<&mut Remark> {
        self.all.get_mut(entry)
    }

    fn add(&mut self, remark: Remark) {
        if let Some(anchor) = &remark.anchor {
            self.by_unit.note(&anchor.unit, remark.entry);
        }
        self.all.insert(remark.entry, remark);
    }
}

fields! {
    /// Somebody made a point about the draft.
    pub struct Remarked {
        /// The version of the draft that it is about.
        pub version: u32,
        /// Where in it; absent for the whole.
        pub anchor: Option<Anchor>,
        /// What kind of point it is.
        pub kind: RemarkKind,
        /// The words, as content.
        pub text: Words,
        /// Proposed wording: operations on that version in JSON, as content.
        pub proposal: Option<Words>,
        /// The submission of which it is a point.
        pub submission: Option<EntryNumber>,
    }
}

impl Act for Remarked {
    const TYPE: &'static str = "remark";
    const CALLED: &'static str = "a remark";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[
        (By::Participant, When::Phase(PhaseAct::Remark)),
        // The secretariat divides letters while answers are written.
        (By::Office(Office::Secretariat), When::Phase(PhaseAct::Answer)),
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
        if let Some(anchor) = &self.anchor {
            if draft.text(&anchor.language).is_none() {
                return Err(Violation::NoTextInLanguage(anchor.language.to_string()));
            }
            let is_range = anchor.range().is_some_and(|(start, end)| start < end);
            if !is_range && (anchor.start, anchor.end) != (None, None) {
                return Err(Violation::BadRange);
            }
        }
        if let Some(proposal) = &self.proposal {
            if draft.text(&proposal.language).is_none() {
                return Err(Violation::NoTextInLanguage(proposal.language.to_string()));
            }
            proposal.within(PROPOSAL_LIMIT)?;
        }
        match self.submission {
            Some(submission) => drop(process.require_submission(submission, stamp)?),
            None if stamp.imported.is_none() => process.require(When::Phase(PhaseAct::Remark), stamp.at)?,
            None => {}
        }
        self.text.within(REMARK_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let letter = self.submission.and_then(|entry| process.submissions.get_mut(entry));
        let addressee = letter.map_or(author, |letter| {
            letter.remarks.push(stamp.entry);
            letter.author
        });
        if stamp.imported.is_none() {
            process.answers.owe(stamp.entry);
        }
        process.remarks.add(Remark {
            entry: stamp.entry,
            author,
            addressee,
            at: stamp.at,
            version: self.version,
            anchor: self.anchor.clone(),
            kind: self.kind,
            words: self.text.clone(),
            edits: Vec::new(),
            proposal: self.proposal.clone(),
            submission: self.submission,
            supporters: Supporters::default(),
            comments: Vec::new(),
            imported: stamp.imported,
        });
    }
}

/// Make a point about the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeRemark {
    /// The version of the draft that it is about.
    pub version: u32,
    /// Where in it; nothing for the whole.
    #[serde(default)]
    pub anchor: Option<Anchor>,
    /// What kind of point it is.
    pub kind: RemarkKind,
    /// The words.
    pub text: String,
    /// Their language.
    pub language: Language,
    /// Proposed wording: operations on that version in JSON, with the language of the text that they change.
    #[serde(default)]
    pub proposal: Option<(Language, String)>,
    /// The submission of which it is a point.
    #[serde(default)]
    pub submission: Option<EntryNumber>,
}

impl MakeRemark {
    /// What is recorded, with the contents that it names.
    pub(crate) fn written(
        &self,
        nonces: &mut NonceSource,
        contents: &mut Vec<Content>,
        beside: &BTreeMap<String, String>,
    ) -> Result<Remarked, Violation> {
        let (text, content) = Words::write_beside(&self.text, &self.language, REMARK_LIMIT, nonces, beside)?;
        contents.push(content);
        let proposal = match &self.proposal {
            Some((language, operations)) => {
                let (words, content) = Words::write(operations, language, PROPOSAL_LIMIT, nonces)?;
                contents.push(content);
                Some(words)
            }
            None => None,
        };
        Ok(Remarked {
            version: self.version,
            anchor: self.anchor.clone(),
            kind: self.kind,
            text,
            proposal,
            submission: self.submission,
        })
    }
}

impl Enact for MakeRemark {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let remarked = self.written(&mut nonces, &mut contents, &BTreeMap::new())?;
        Ok(Outcome::with(remarked, contents))
    }
}

/// Make many points about the draft at once, each with an entry and a receipt of its own: all of them, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeRemarks {
    /// The points, in order.
    pub remarks: Vec<MakeRemark>,
    /// What the file in which they stood says of each besides its words, such as whom it names as the author; it is kept beside the
    /// words and erased with them, and nobody has spoken by it. Empty, or one for each point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub as_written: Vec<BTreeMap<String, String>>,
}

impl Enact for MakeRemarks {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        require_count(self.remarks.len(), REMARKS_AT_ONCE)?;
        for beside in &self.as_written {
            let length = beside.iter().map(|(name, text)| name.chars().count() + text.chars().count()).sum();
            if length > WRITTEN_LIMIT {
                return Err(Violation::TextTooLong { length, limit: WRITTEN_LIMIT });
            }
        }
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let none = BTreeMap::new();
        let remarked = self.remarks.iter().enumerate().map(|(at, remark)| {
            let beside = self.as_written.get(at).unwrap_or(&none);
            remark.written(&mut nonces, &mut contents, beside)
        });
        let remarked = remarked.collect::<Result<Vec<_>, _>>()?;
        Ok(Outcome::of_all(remarked, contents))
    }
}

impl Process {
    /// A remark that can be supported, commented on and answered: no moderator has turned it away.
    pub(crate) fn require_remark(&self, entry: EntryNumber) -> Result<&Remark, Violation> {
        let remark = self.remarks.get(entry).ok_or(Violation::UnknownRemark(entry))?;
        self.require_not_turned_away(entry)?;
        Ok(remark)
    }
}
