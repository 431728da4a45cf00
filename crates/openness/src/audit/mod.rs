//! Audits of processes held elsewhere, by the same forty criteria: what named people found, with evidence and sources.
//!
//! There is no answer by silence: a criterion of which nobody found anything is “not established”. Findings that contradict each other
//! stay beside each other, and the criterion is “disputed”.

mod shipped;

use jiff::civil::Date;
use maru_forum::{AuditWord, Confidence};
use serde::{Serialize, Serializer};

use crate::criterion::criteria;

pub use shipped::{Tables, audit, audits, load};

/// How a criterion stands by what was found, failing ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditStanding {
    /// Whoever looked found that it is not so.
    NotMet,
    /// Findings contradict each other.
    Disputed,
    /// Somebody looked, and what is public does not decide it.
    CannotBeKnown,
    /// Nobody found anything of it.
    NotEstablished,
    /// Whoever looked found that it is so.
    Met,
    /// It says nothing about a process of this kind.
    NotApplicable,
}

impl AuditStanding {
    /// All, in the order of a page.
    pub const ALL: [Self; 6] = [
        Self::NotMet,
        Self::Disputed,
        Self::CannotBeKnown,
        Self::NotEstablished,
        Self::Met,
        Self::NotApplicable,
    ];

    /// The name in JSON, in addresses and in the keys of the pages' words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotMet => "not-met",
            Self::Disputed => "disputed",
            Self::CannotBeKnown => "cannot-be-known",
            Self::NotEstablished => "not-established",
            Self::Met => "met",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// How a criterion stands by the words of all findings that hold.
    pub fn of(words: impl IntoIterator<Item = AuditWord>) -> Self {
        let mut words = words.into_iter();
        let Some(first) = words.next() else { return Self::NotEstablished };
        if words.any(|word| word != first) {
            return Self::Disputed;
        }
        match first {
            AuditWord::Met => Self::Met,
            AuditWord::NotMet => Self::NotMet,
            AuditWord::NotApplicable => Self::NotApplicable,
            AuditWord::CannotBeKnown => Self::CannotBeKnown,
        }
    }
}

/// Words in both languages of the shipped audits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bilingual {
    /// In English.
    #[serde(rename = "en")]
    pub english: String,
    /// In Korean.
    #[serde(rename = "ko")]
    pub korean: String,
}

impl Bilingual {
    /// In a language that there is, else in English, with the language it is in.
    pub fn words(&self, language: &str) -> (&'static str, &str) {
        if language == "ko" { ("ko", &self.korean) } else { ("en", &self.english) }
    }
}

/// How whoever found something knows what a source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowRead {
    /// The whole text.
    Whole,
    /// The beginning of a stored copy.
    Excerpt,
    /// A summary of it.
    Summary,
    /// Nothing was read: it was remembered.
    Memory,
}

impl HowRead {
    const ALL: [(&'static str, Self); 4] = [
        ("whole", Self::Whole),
        ("excerpt", Self::Excerpt),
        ("summary", Self::Summary),
        ("memory", Self::Memory),
    ];

    /// The name in files and in the keys of the pages' words.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, one)| *one == self).map_or("", |(name, _)| name)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, one)| *one)
    }
}

impl Serialize for HowRead {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        into.serialize_str(self.as_str())
    }
}

/// Where something was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// By which findings name it.
    pub id: String,
    /// Its address; absent for what was remembered.
    pub address: Option<String>,
    /// Who published it.
    pub publisher: Bilingual,
    /// The day or the month, as far as the source says; may be empty.
    pub published: String,
    /// How much of it was read.
    pub read: HowRead,
    /// When.
    pub looked: Date,
}

/// What somebody found of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditFinding {
    /// `O1` to `O40`.
    pub criterion: String,
    /// What.
    pub word: AuditWord,
    /// The evidence, in the finder's own words.
    pub evidence: Bilingual,
    /// Where it was read; at least one.
    pub sources: Vec<&'static Source>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The person or office that found it.
    pub found_by: Bilingual,
    /// When.
    pub found: Date,
}

/// Whether a voice is the audited's, or an answer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VoiceKind {
    /// What the audited said of the matter.
    Objection,
    /// What whoever found it answered.
    Reply,
}

/// What the audited said of a criterion, or an answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// `O1` to `O40`.
    pub criterion: String,
    /// Which of the two.
    pub kind: VoiceKind,
    /// Who.
    pub who: Bilingual,
    /// What, in our words.
    pub words: Bilingual,
    /// Where it was read; absent where it was written for this file.
    pub source: Option<&'static Source>,
    /// When it was said.
    pub said: Date,
}

/// An audit that ships with the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// By which its page is known.
    pub id: String,
    /// What was audited.
    pub title: Bilingual,
    /// Who held it.
    pub held_by: Bilingual,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// What the audit covers, and what not.
    pub scope: Bilingual,
    /// Whether the audited were asked.
    pub asked: Bilingual,
    /// In the order of the criteria.
    pub findings: Vec<AuditFinding>,
    /// What the audited said, and answers, in order.
    pub voices: Vec<Voice>,
}

impl Audit {
    /// What was found of a criterion.
    pub fn on(&self, criterion: &str) -> impl Iterator<Item = &AuditFinding> {
        self.findings.iter().filter(move |finding| finding.criterion == criterion)
    }

    /// How a criterion stands.
    pub fn standing(&self, criterion: &str) -> AuditStanding {
        AuditStanding::of(self.on(criterion).map(|finding| finding.word))
    }
}

/// An audit for programs: how each of the forty criteria stands, and all that it rests on.
#[derive(Debug, Clone, Serialize)]
pub struct AuditReport<'a> {
    /// What was found, and what was said of it.
    #[serde(flatten)]
    pub audit: &'a Audit,
    /// All criteria, failing ones first.
    pub criteria: Vec<CriterionStands>,
}

/// How a criterion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CriterionStands {
    /// `O1` to `O40`.
    pub criterion: &'static str,
    /// How.
    pub standing: AuditStanding,
}

impl<'a> AuditReport<'a> {
    /// The report of an audit.
    pub fn of(audit: &'a Audit) -> Self {
        let stands = |id: &'static str| CriterionStands { criterion: id, standing: audit.standing(id) };
        let mut all: Vec<_> = criteria().iter().map(|one| stands(&one.id)).collect();
        all.sort_by_key(|one| one.standing);
        Self { audit, criteria: all }
    }
}
