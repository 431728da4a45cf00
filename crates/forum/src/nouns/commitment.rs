//! Commitments: what an actor promised in public, and what people find became of it.
//!
//! A finding is its author's. Nobody's is the platform's, and none replaces another person's.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Words};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::language::{Language, normalised};
use crate::ledger::{Ledger, Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::{last_of_each, require_line, require_none_twice};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest name of an actor, of a place or of a provision, in characters.
pub const ACTOR_LIMIT: usize = 200;
/// Longest source, in characters.
pub const COMMITMENT_SOURCE_LIMIT: usize = 1_000;
/// Longest words on a commitment, in characters.
pub const COMMITMENT_LIMIT: usize = 4_000;
/// Shortest evidence or objection, in characters: fewer name no matter.
pub const FINDING_MINIMUM: usize = 20;
/// Shortest source of evidence, in characters: who published it, and where.
pub const EVIDENCE_SOURCE_MINIMUM: usize = 8;
/// Most provisions and entries to which a commitment is tied.
const TIES_LIMIT: usize = 50;

named! {
    /// How sure whoever recorded a commitment is that it was made so.
    pub enum Confidence, "“high”, “medium” or “low”" {
        /// Read in the text.
        High = "high",
        /// Reports that agree.
        Medium = "medium",
        /// One report.
        Low = "low",
    }
}

named! {
    /// What somebody finds became of a commitment.
    pub enum FindingWord, "“kept”, “partly”, “missed”, “contested” or “pending”" {
        /// It was done.
        Kept = "kept",
        /// Some of it was.
        Partly = "partly",
        /// It was not, and its day is over.
        Missed = "missed",
        /// Those who should know say opposite things.
        Contested = "contested",
        /// It is too early to say.
        Pending = "pending",
    }
}

/// Somebody's objection to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingObjection {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Whose.
    pub author: ParticipantId,
    /// Why, as content.
    pub words: Words,
}

/// What somebody found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Whose.
    pub author: ParticipantId,
    /// What was found.
    pub word: FindingWord,
    /// The evidence, as content.
    pub words: Words,
    /// Where it was read, as content; absent in records of before it was asked for.
    pub source: Option<Words>,
    /// The day of which the evidence tells.
    pub day: Date,
    /// Objections to it, in order.
    pub objections: Vec<FindingObjection>,
}

/// A public promise of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The entry that records it.
    pub entry: EntryNumber,
    /// When that was.
    pub at: Moment,
    /// What is known of it.
    pub promise: CommitmentMade,
    /// All findings, in order.
    pub findings: Vec<Finding>,
}

impl Commitment {
    /// What each person found last, of what everyone may read, in the order of the record.
    pub fn present_findings(&self, ledger: &Ledger) -> Vec<&Finding> {
        let shown = self.findings.iter().filter(|finding| ledger.is_shown(finding.entry));
        last_of_each(shown, |finding| finding.author)
    }

    /// Objections to what the same person had found before and words anew in a finding: they are not answered by that.
    pub fn objections_before(&self, finding: &Finding) -> impl Iterator<Item = &FindingObjection> {
        let (author, entry) = (finding.author, finding.entry);
        let before = self.findings.iter().filter(move |one| one.author == author && one.entry < entry);
        before.flat_map(|one| &one.objections)
    }

    /// Whether its day is over and nobody has found anything of it that stands.
    pub fn is_due_unlooked(&self, day: Date, ledger: &Ledger) -> bool {
        self.promise.due.is_some_and(|due| due < day) && self.present_findings(ledger).is_empty()
    }
}

/// That two commitments of one actor contradict each other, as somebody says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who says so.
    pub author: ParticipantId,
    /// The one that was recorded first.
    pub first: EntryNumber,
    /// The other.
    pub second: EntryNumber,
    /// Why, as content.
    pub words: Words,
}

/// Every commitment, by entry, and the contradictions that people see between them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitments {
    all: ByEntry<Commitment>,
    /// The commitment of each finding.
    of_finding: BTreeMap<EntryNumber, EntryNumber>,
    /// In the order of the record.
    contradictions: Vec<Contradiction>,
}

reads_by_entry!(Commitments of Commitment);

impl Commitments {
    /// The commitment of a finding, and the finding.
    pub fn finding(&self, entry: EntryNumber) -> Option<(&Commitment, &Finding)> {
        let commitment = self.all.get(*self.of_finding.get(&entry)?)?;
        Some((commitment, commitment.findings.iter().find(|finding| finding.entry == entry)?))
    }

    /// Every contradiction, in the order of the record.
    pub fn contradictions(&self) -> &[Contradiction] {
        &self.contradictions
    }
}

fields! {
    /// A commitment was recorded: what an actor promised in public.
    #[derive(Serialize, Deserialize)]
    pub struct CommitmentMade {
        /// Who promised: a body or an office, by the name that all its commitments bear.
        pub actor: String,
        /// The organisation of the register, if it is in it.
        pub organisation: Option<EntryNumber>,
        /// What, in the words of whoever records it.
        pub text: Words,
        /// What, in the actor's words: a short quotation.
        pub quotation: Option<Words>,
        /// The day on which it was promised; absent where that is not established.
        pub made: Option<Date>,
        /// Where.
        pub place: String,
        /// The day by which; absent where none was named.
        pub due: Option<Date>,
        /// Where it was read.
        pub source: String,
        /// How sure it is that it was promised so.
        pub confidence: Confidence,
        /// Provisions of the norm library that say the same.
        pub provisions: Vec<String>,
        /// Entries of this record that it bears on, such as a demand or a version of the draft.
        pub about: Vec<EntryNumber>,
    }
}

impl Act for CommitmentMade {
    const TYPE: &'static str = "commitment";
    const CALLED: &'static str = "a commitment";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Secretariat), When::Unclosed)];
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
        require_line(&self.actor, ACTOR_LIMIT)?;
        require_line(&self.source, COMMITMENT_SOURCE_LIMIT)?;
        if !self.place.is_empty() {
            require_line(&self.place, ACTOR_LIMIT)?;
        }
        if let Some(organisation) = self.organisation {
            process.require_organisation(organisation)?;
        }
        let day = stamp.at.day();
        if self.made.is_some_and(|made| made > day || self.due.is_some_and(|due| due < made)) {
            return Err(Violation::BadCommitment("a promise is not made after today, nor after its day"));
        }
        require_none_twice("provisions", self.provisions.iter())?;
        self.provisions.iter().try_for_each(|provision| require_line(provision, ACTOR_LIMIT))?;
        require_none_twice("entries", self.about.iter())?;
        let ties = self.provisions.len() + self.about.len();
        if ties > TIES_LIMIT {
            return Err(Violation::BadCount { count: ties, limit: TIES_LIMIT });
        }
        if let Some(unknown) = self.about.iter().find(|entry| **entry >= stamp.entry) {
            return Err(Violation::UnknownEntry(*unknown));
        }
        self.text.within(COMMITMENT_LIMIT)?;
        self.quotation.as_ref().map_or(Ok(()), |words| words.within(COMMITMENT_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (entry, at, promise) = (stamp.entry, stamp.at, self.clone());
        process.commitments.all.insert(entry, Commitment { entry, at, promise, findings: Vec::new() });
    }
}

/// A source that names something, where there is one: a node asks for it, and records of before that have none.
pub(crate) fn require_source(source: Option<&Words>) -> Result<(), Violation> {
    match source {
        Some(words) if (words.length as usize) < EVIDENCE_SOURCE_MINIMUM => Err(Violation::SourceMissing),
        Some(words) => words.within(COMMITMENT_SOURCE_LIMIT),
        None => Ok(()),
    }
}

/// Evidence and where it was read, as two contents; without the second nobody could look for themselves.
pub(crate) fn write_evidence(
    (text, source, language, limit): (&str, &str, &Language, usize),
    circumstances: &Circumstances,
) -> Result<([Words; 2], Vec<Content>), Violation> {
    if source.trim().is_empty() {
        return Err(Violation::SourceMissing);
    }
    let mut nonces = NonceSource::new(circumstances.entropy);
    let (text, evidence) = Words::write(text, language, limit, &mut nonces)?;
    let (source, read_in) = Words::write(source, language, COMMITMENT_SOURCE_LIMIT, &mut nonces)?;
    Ok(([text, source], vec![evidence, read_in]))
}

/// Words that name a matter.
pub(crate) fn require_matter(words: &Words) -> Result<(), Violation> {
    let length = words.length as usize;
    if length < FINDING_MINIMUM {
        return Err(Violation::ReasonTooShort { length, minimum: FINDING_MINIMUM });
    }
    words.within(COMMITMENT_LIMIT)
}

fields! {
    /// Somebody found what became of a commitment.
    pub struct Found {
        /// The commitment.
        pub commitment: EntryNumber,
        /// What was found.
        pub word: FindingWord,
        /// The evidence, as content.
        pub text: Words,
        /// Where that was read, as content; absent in records of before it was asked for.
        pub source: Option<Words>,
        /// The day of which the evidence tells.
        pub day: Date,
    }
}

impl Act for Found {
    const TYPE: &'static str = "finding";
    const CALLED: &'static str = "a finding on a commitment";
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
        let commitment = process.require_commitment(self.commitment)?;
        if self.day > stamp.at.day() {
            return Err(Violation::BadCommitment("evidence tells of no day to come"));
        }
        if self.word == FindingWord::Missed && commitment.promise.due.is_some_and(|due| due >= self.day) {
            return Err(Violation::BadCommitment("nothing is missed before its day is over"));
        }
        require_source(self.source.as_ref())?;
        require_matter(&self.text)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let Some(commitment) = process.commitments.all.get_mut(self.commitment) else { return };
        commitment.findings.push(Finding {
            entry: stamp.entry,
            at: stamp.at,
            author,
            word: self.word,
            words: self.text.clone(),
            source: self.source.clone(),
            day: self.day,
            objections: Vec::new(),
        });
        process.commitments.of_finding.insert(stamp.entry, self.commitment);
    }
}

fields! {
    /// Somebody objects to a finding.
    pub struct FindingContested {
        /// The finding.
        pub finding: EntryNumber,
        /// Why, as content.
        pub text: Words,
    }
}

impl Act for FindingContested {
    const TYPE: &'static str = "finding-objection";
    const CALLED: &'static str = "an objection to a finding";
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
        let found =
            process.commitments.finding(self.finding).ok_or(Violation::UnknownFinding(self.finding))?;
        if stamp.author.participant() == Some(found.1.author) {
            return Err(Violation::OwnWords(self.finding));
        }
        process.require_not_turned_away(self.finding)?;
        require_matter(&self.text)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let Some(on) = process.commitments.of_finding.get(&self.finding).copied() else { return };
        let Some(commitment) = process.commitments.all.get_mut(on) else { return };
        let (entry, at, words) = (stamp.entry, stamp.at, self.text.clone());
        let found = commitment.findings.iter_mut().find(|finding| finding.entry == self.finding);
        if let Some(finding) = found {
            finding.objections.push(FindingObjection { entry, at, author, words });
        }
    }
}

fields! {
    /// Somebody says that two commitments of one actor contradict each other.
    pub struct ContradictionNamed {
        /// The one that was recorded first.
        pub first: EntryNumber,
        /// The other.
        pub second: EntryNumber,
        /// Why, as content.
        pub text: Words,
    }
}

impl Act for ContradictionNamed {
    const TYPE: &'static str = "contradiction";
    const CALLED: &'static str = "a contradiction between commitments";
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

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        let (first, second) =
            (process.require_commitment(self.first)?, process.require_commitment(self.second)?);
        if self.first >= self.second {
            return Err(Violation::BadCommitment(
                "a contradiction names two commitments, the earlier entry first",
            ));
        }
        if first.promise.actor != second.promise.actor {
            return Err(Violation::BadCommitment(
                "two actors may say opposite things; only one can contradict itself",
            ));
        }
        require_matter(&self.text)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let (entry, at, words) = (stamp.entry, stamp.at, self.text.clone());
        let (first, second) = (self.first, self.second);
        process.commitments.contradictions.push(Contradiction { entry, at, author, first, second, words });
    }
}

/// Record what an actor promised in public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordCommitment {
    /// Who promised: a body or an office.
    pub actor: String,
    /// The organisation of the register, if it is in it.
    #[serde(default)]
    pub organisation: Option<EntryNumber>,
    /// What, in the words of whoever records it.
    pub text: String,
    /// The language of these words.
    pub language: Language,
    /// What, in the actor's words, with their language.
    #[serde(default)]
    pub quotation: Option<(Language, String)>,
    /// The day on which it was promised, if that is established.
    #[serde(default)]
    pub made: Option<Date>,
    /// Where.
    #[serde(default)]
    pub place: String,
    /// The day by which, if one was named.
    #[serde(default)]
    pub due: Option<Date>,
    /// Where it was read.
    pub source: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Provisions of the norm library that say the same.
    #[serde(default)]
    pub provisions: Vec<String>,
    /// Entries of this record that it bears on.
    #[serde(default)]
    pub about: Vec<EntryNumber>,
}

impl Enact for RecordCommitment {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        // Asked of what comes in, and not of records that have it.
        if self.source.trim().chars().count() < EVIDENCE_SOURCE_MINIMUM {
            return Err(Violation::SourceMissing);
        }
        let mut nonces = NonceSource::new(circumstances.entropy);
        let (text, content) = Words::write(&self.text, &self.language, COMMITMENT_LIMIT, &mut nonces)?;
        let mut contents: Vec<Content> = vec![content];
        let quotation = match &self.quotation {
            Some((language, quoted)) => {
                let (words, content) = Words::write(quoted, language, COMMITMENT_LIMIT, &mut nonces)?;
                contents.push(content);
                Some(words)
            }
            None => None,
        };
        let line = |text: &str| normalised(text.trim());
        let made = CommitmentMade {
            actor: line(&self.actor),
            organisation: self.organisation,
            text,
            quotation,
            made: self.made,
            place: line(&self.place),
            due: self.due,
            source: line(&self.source),
            confidence: self.confidence,
            provisions: self.provisions.iter().map(|provision| line(provision)).collect(),
            about: self.about.clone(),
        };
        Ok(Outcome::with(made, contents))
    }
}

/// Say what became of a commitment, with evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// The commitment.
    pub commitment: EntryNumber,
    /// What was found.
    pub word: FindingWord,
    /// The evidence.
    pub text: String,
    /// Where that was read: who published it, and where.
    #[serde(default)]
    pub source: String,
    /// The language of both.
    pub language: Language,
    /// The day of which the evidence tells.
    pub day: Date,
}

impl Enact for Find {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        // Asked of what comes in, and not of records that have it.
        let made = process.commitments.get(self.commitment).and_then(|one| one.promise.made);
        if made.is_some_and(|made| self.day < made) {
            return Err(Violation::BadCommitment(
                "evidence of a day before the promise was made tells nothing of it",
            ));
        }
        let said = (self.text.as_str(), self.source.as_str(), &self.language, COMMITMENT_LIMIT);
        let ([text, source], contents) = write_evidence(said, circumstances)?;
        let (commitment, word, day) = (self.commitment, self.word, self.day);
        Ok(Outcome::with(Found { commitment, word, text, source: Some(source), day }, contents))
    }
}

/// Object to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestFinding {
    /// The finding.
    pub finding: EntryNumber,
    /// Why.
    pub text: String,
    /// The language.
    pub language: Language,
}

impl Enact for ContestFinding {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let said = (self.text.as_str(), &self.language, COMMITMENT_LIMIT);
        Outcome::of_text(said, circumstances, |text| FindingContested { finding: self.finding, text })
    }
}

/// Say that two commitments of one actor contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameContradiction {
    /// The one that was recorded first.
    pub first: EntryNumber,
    /// The other.
    pub second: EntryNumber,
    /// Why.
    pub text: String,
    /// The language.
    pub language: Language,
}

impl Enact for NameContradiction {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let said = (self.text.as_str(), &self.language, COMMITMENT_LIMIT);
        let (first, second) = (self.first, self.second);
        Outcome::of_text(said, circumstances, |text| ContradictionNamed { first, second, text })
    }
}

impl Process {
    pub(crate) fn require_commitment(&self, entry: EntryNumber) -> Result<&Commitment, Violation> {
        self.commitments.get(entry).ok_or(Violation::UnknownCommitment(entry))
    }
}
