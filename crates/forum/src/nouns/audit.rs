//! Audits of processes held elsewhere: what participants find of the criteria of openness, with evidence and source, what is said
//! against it, and what whoever found it replies.
//!
//! A finding is its author's. There is none by silence: a criterion of which nobody found anything is not established.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{NonceSource, Words};
use crate::field::{fields, named};
use crate::id::{CriterionId, EntryNumber, Moment, ParticipantId};
use crate::language::Language;
use crate::ledger::{Ledger, Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::commitment::{
    ACTOR_LIMIT, COMMITMENT_LIMIT, COMMITMENT_SOURCE_LIMIT, Confidence, require_matter,
};
use crate::nouns::last_of_each;
use crate::table::Process;
use crate::violation::{AuditFault, Violation};

/// How a source says that nobody has read it again.
const FROM_MEMORY: &str = "from memory";
/// Fewest characters of a source: fewer name none.
pub const AUDIT_SOURCE_MINIMUM: usize = 8;

named! {
    /// What somebody found of a criterion of openness in a process held elsewhere.
    pub enum AuditWord, "“met”, “not_met”, “not_applicable” or “cannot_be_known”" {
        /// The evidence shows that it is so.
        Met = "met",
        /// The evidence shows that it is not so.
        NotMet = "not_met",
        /// It says nothing about a process of this kind.
        NotApplicable = "not_applicable",
        /// Somebody looked, and what is public does not decide it.
        CannotBeKnown = "cannot_be_known",
    }
}

/// What whoever found something replied to an objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditReply {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// What, as content.
    pub words: Words,
}

/// What somebody says against a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditObjection {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Whose.
    pub author: ParticipantId,
    /// Whether its author speaks for the organisation that held the process.
    pub by_audited: bool,
    /// What, as content.
    pub words: Words,
    /// Replies, in order.
    pub replies: Vec<AuditReply>,
}

/// What somebody found of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvidence {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Whose.
    pub author: ParticipantId,
    /// Of which criterion.
    pub criterion: CriterionId,
    /// What was found.
    pub word: AuditWord,
    /// The evidence, as content.
    pub words: Words,
    /// Where it was read, as content.
    pub source: Words,
    /// How sure it is.
    pub confidence: Confidence,
    /// The day on which the source was read.
    pub read: Date,
    /// Objections, in order.
    pub objections: Vec<AuditObjection>,
}

/// An audit of a process held elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// The entry that opened it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who opened it.
    pub author: ParticipantId,
    /// What is audited, and who held it.
    pub subject: AuditOpened,
    /// Every finding, in order.
    pub findings: Vec<AuditEvidence>,
}

impl Audit {
    /// The findings on a criterion that hold: of those that everyone may read, the last of each person, in the order of the record.
    pub fn holding(&self, criterion: CriterionId, ledger: &Ledger) -> Vec<&AuditEvidence> {
        let shown = |one: &&AuditEvidence| one.criterion == criterion && ledger.is_shown(one.entry);
        last_of_each(self.findings.iter().filter(shown), |one| one.author)
    }
}

/// Every audit, by the entry that opened it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audits {
    all: ByEntry<Audit>,
    /// The audit of each finding.
    of_finding: BTreeMap<EntryNumber, EntryNumber>,
    /// The finding of each objection.
    of_objection: BTreeMap<EntryNumber, EntryNumber>,
}

reads_by_entry!(Audits of Audit);

impl Audits {
    /// The audit of a finding, and the finding.
    pub fn finding(&self, entry: EntryNumber) -> Option<(&Audit, &AuditEvidence)> {
        let audit = self.all.get(*self.of_finding.get(&entry)?)?;
        Some((audit, audit.findings.iter().find(|one| one.entry == entry)?))
    }

    /// The finding of an objection, and the objection.
    pub fn objection(&self, entry: EntryNumber) -> Option<(&AuditEvidence, &AuditObjection)> {
        let (_, finding) = self.finding(*self.of_objection.get(&entry)?)?;
        Some((finding, finding.objections.iter().find(|one| one.entry == entry)?))
    }

    fn finding_mut(&mut self, entry: EntryNumber) -> Option<&mut AuditEvidence> {
        let audit = self.all.get_mut(*self.of_finding.get(&entry)?)?;
        audit.findings.iter_mut().find(|one| one.entry == entry)
    }
}

fields! {
    /// An audit was opened: of which process, held by whom, when.
    #[derive(Serialize, Deserialize)]
    pub struct AuditOpened {
        /// What the process is called, as content.
        pub title: Words,
        /// Who held it, as content.
        pub held_by: Words,
        /// The same, where it is in the register.
        pub organisation: Option<EntryNumber>,
        /// Its first day.
        pub began: Date,
        /// Its last day; absent while it goes on, or where that is not known.
        pub ended: Option<Date>,
    }
}

impl Act for AuditOpened {
    const TYPE: &'static str = "audit";
    const CALLED: &'static str = "an audit";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Open)];
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
        if let Some(organisation) = self.organisation {
            process.require_organisation(organisation)?;
        }
        let today = stamp.at.day();
        if self.began > today || self.ended.is_some_and(|ended| ended < self.began || ended > today) {
            return Err(Violation::BadAudit(AuditFault::Days));
        }
        self.title.within(ACTOR_LIMIT)?;
        self.held_by.within(ACTOR_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let (entry, at, subject) = (stamp.entry, stamp.at, self.clone());
        process.audits.all.insert(entry, Audit { entry, at, author, subject, findings: Vec::new() });
    }
}

fields! {
    /// Somebody found something of a criterion in an audit.
    pub struct AuditFound {
        /// The audit.
        pub audit: EntryNumber,
        /// The criterion.
        pub criterion: CriterionId,
        /// What was found.
        pub word: AuditWord,
        /// The evidence, in the finder's own words, as content.
        pub text: Words,
        /// Where it was read: address and publisher, as content.
        pub source: Words,
        /// How sure it is.
        pub confidence: Confidence,
        /// The day on which the source was read.
        pub read: Date,
    }
}

impl Act for AuditFound {
    const TYPE: &'static str = "audit-finding";
    const CALLED: &'static str = "a finding of an audit";
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
        let audit = process.audits.get(self.audit).ok_or(Violation::UnknownAudit(self.audit))?;
        process.require_not_turned_away(self.audit)?;
        if self.read > stamp.at.day() || self.read < audit.subject.began {
            return Err(Violation::BadAudit(AuditFault::Read));
        }
        if (self.source.length as usize) < AUDIT_SOURCE_MINIMUM {
            return Err(Violation::BadAudit(AuditFault::Source));
        }
        self.source.within(COMMITMENT_SOURCE_LIMIT)?;
        require_matter(&self.text)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let Some(audit) = process.audits.all.get_mut(self.audit) else { return };
        audit.findings.push(AuditEvidence {
            entry: stamp.entry,
            at: stamp.at,
            author,
            criterion: self.criterion,
            word: self.word,
            words: self.text.clone(),
            source: self.source.clone(),
            confidence: self.confidence,
            read: self.read,
            objections: Vec::new(),
        });
        process.audits.of_finding.insert(stamp.entry, self.audit);
    }
}

fields! {
    /// Somebody objects to a finding of an audit.
    pub struct AuditContested {
        /// The finding.
        pub finding: EntryNumber,
        /// Why, as content.
        pub text: Words,
    }
}

impl Act for AuditContested {
    const TYPE: &'static str = "audit-objection";
    const CALLED: &'static str = "an objection in an audit";
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
        let (_, finding) =
            process.audits.finding(self.finding).ok_or(Violation::UnknownAuditPart(self.finding))?;
        if stamp.author.participant() == Some(finding.author) {
            return Err(Violation::OwnWords(self.finding));
        }
        process.require_not_turned_away(self.finding)?;
        require_matter(&self.text)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let holder = process.audits.finding(self.finding).and_then(|(audit, _)| audit.subject.organisation);
        let by_audited = holder.is_some() && process.delegations.spoken_for(author, stamp.entry) == holder;
        let objection = AuditObjection {
            entry: stamp.entry,
            at: stamp.at,
            author,
            by_audited,
            words: self.text.clone(),
            replies: Vec::new(),
        };
        let Some(finding) = process.audits.finding_mut(self.finding) else { return };
        finding.objections.push(objection);
        process.audits.of_objection.insert(stamp.entry, self.finding);
    }
}

fields! {
    /// Whoever found something replies to an objection.
    pub struct AuditReplied {
        /// The objection.
        pub objection: EntryNumber,
        /// What, as content.
        pub text: Words,
    }
}

impl Act for AuditReplied {
    const TYPE: &'static str = "audit-reply";
    const CALLED: &'static str = "a reply in an audit";
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
        let found = process.audits.objection(self.objection);
        let (finding, _) = found.ok_or(Violation::UnknownAuditPart(self.objection))?;
        if stamp.author.participant() != Some(finding.author) {
            return Err(Violation::NotTheFinder(finding.entry));
        }
        process.require_not_turned_away(self.objection)?;
        require_matter(&self.text)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(on) = process.audits.of_objection.get(&self.objection).copied() else { return };
        let reply = AuditReply { entry: stamp.entry, at: stamp.at, words: self.text.clone() };
        let Some(finding) = process.audits.finding_mut(on) else { return };
        if let Some(objection) = finding.objections.iter_mut().find(|one| one.entry == self.objection) {
            objection.replies.push(reply);
        }
    }
}

/// Open an audit of a process held elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenAudit {
    /// What the process is called.
    pub title: String,
    /// Who held it.
    pub held_by: String,
    /// The language of these words.
    pub language: Language,
    /// Who held it, where it is in the register.
    #[serde(default)]
    pub organisation: Option<EntryNumber>,
    /// Its first day.
    pub began: Date,
    /// Its last day, if it is over and the day is known.
    #[serde(default)]
    pub ended: Option<Date>,
}

impl Enact for OpenAudit {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let mut nonces = NonceSource::new(circumstances.entropy);
        let (title, first) = Words::write(&self.title, &self.language, ACTOR_LIMIT, &mut nonces)?;
        let (held_by, second) = Words::write(&self.held_by, &self.language, ACTOR_LIMIT, &mut nonces)?;
        let (organisation, began, ended) = (self.organisation, self.began, self.ended);
        let opened = AuditOpened { title, held_by, organisation, began, ended };
        Ok(Outcome::with(opened, vec![first, second]))
    }
}

/// Say what is found of a criterion, with evidence and source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindInAudit {
    /// The audit.
    pub audit: EntryNumber,
    /// The criterion.
    pub criterion: CriterionId,
    /// What was found.
    pub word: AuditWord,
    /// The evidence, in the finder's own words.
    pub text: String,
    /// Its language.
    pub language: Language,
    /// Where it was read: address and publisher.
    pub source: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// The day on which the source was read.
    pub read: Date,
}

impl Enact for FindInAudit {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        // The record has digests of the words, so this is the one place that can hold them to it.
        if self.confidence != Confidence::Low && self.source.to_lowercase().contains(FROM_MEMORY) {
            return Err(Violation::BadAudit(AuditFault::FromMemory));
        }
        let mut nonces = NonceSource::new(circumstances.entropy);
        let (text, first) = Words::write(&self.text, &self.language, COMMITMENT_LIMIT, &mut nonces)?;
        let (source, second) =
            Words::write(&self.source, &self.language, COMMITMENT_SOURCE_LIMIT, &mut nonces)?;
        let found = AuditFound {
            audit: self.audit,
            criterion: self.criterion,
            word: self.word,
            text,
            source,
            confidence: self.confidence,
            read: self.read,
        };
        Ok(Outcome::with(found, vec![first, second]))
    }
}

/// Object to a finding of an audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestAudit {
    /// The finding.
    pub finding: EntryNumber,
    /// Why.
    pub text: String,
    /// The language.
    pub language: Language,
}

impl Enact for ContestAudit {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let said = (self.text.as_str(), &self.language, COMMITMENT_LIMIT);
        Outcome::of_text(said, circumstances, |text| AuditContested { finding: self.finding, text })
    }
}

/// Reply to an objection to one's finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyInAudit {
    /// The objection.
    pub objection: EntryNumber,
    /// What.
    pub text: String,
    /// The language.
    pub language: Language,
}

impl Enact for ReplyInAudit {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let said = (self.text.as_str(), &self.language, COMMITMENT_LIMIT);
        Outcome::of_text(said, circumstances, |text| AuditReplied { objection: self.objection, text })
    }
}
