//! The draft: versions of the text that the process is about, in one or more languages, and what led from each to the next.
//!
//! A text is Akoma Ntoso whose units bear ids. This crate sees no text: that the operations lead from one version to the next, and
//! that each changed unit has its line among the causes, is checked by whoever reads the words (`maru-verify`).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Words};
use crate::field::{fields, named, part};
use crate::id::{EntryNumber, Moment, UnitId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::{list_slice, require_distinct, require_none_twice, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::{ListFault, Violation};

/// Longest draft in one language, in characters: some 500 pages.
pub const DRAFT_LIMIT: usize = 1_500_000;

named! {
    /// What a text of the draft in one language is worth.
    pub enum TextStanding, "the standing of a text" {
        /// The very text that is drafted.
        Authentic = "authentic",
        /// Published by the drafters, but not the text that is drafted.
        Official = "official",
        /// A translation that a person has read and answers for.
        Reviewed = "reviewed",
        /// A translation by a program that nobody has reviewed.
        Machine = "machine",
    }
}

part! {
    /// The text in one language.
    pub struct DraftText, "a text of the draft" {
        /// Akoma Ntoso, as content.
        pub text: Words,
        /// What it is worth.
        pub standing: TextStanding,
        /// Who reviewed it, or which program made it with which version.
        pub by: Option<String>,
        /// The operations that lead to it from the text in this language in the version before, as content.
        pub operations: Option<Words>,
    }
}

part! {
    /// Why a unit changed.
    pub struct Cause, "a changed unit and what led to its change" {
        /// The unit, by its id in this version, or in the one before where it is gone.
        pub unit: UnitId,
        /// The remarks, amendments and answers that led to it; none says that nobody had asked for it.
        pub by: Vec<EntryNumber>,
    }
}

/// A version of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When it was published.
    pub at: Moment,
    /// 1, 2, 3 …
    pub version: u32,
    /// The text in each language, in order of language.
    pub texts: Vec<DraftText>,
    /// Each changed unit with what led to the change.
    pub causes: Vec<Cause>,
    /// What changed and why.
    pub reason: String,
}

impl Draft {
    pub fn text(&self, language: &Language) -> Option<&DraftText> {
        self.texts.iter().find(|one| one.text.language == *language)
    }
}

list_slice! {
    /// Versions of the draft, in order.
    pub struct Drafts of Draft
}

impl Drafts {
    /// A version by its number.
    pub fn version(&self, version: u32) -> Option<&Draft> {
        self.0.get((version as usize).checked_sub(1)?)
    }
}

fields! {
    /// A version of the draft text was published, in one or more languages.
    pub struct DraftPublished {
        /// 1, 2, 3 …
        pub version: u32,
        /// The text in each language, in order of language.
        pub texts: Vec<DraftText>,
        /// Each changed unit with what led to the change; empty in the first version.
        pub causes: Vec<Cause>,
        /// What changed and why.
        pub reason: String,
    }
}

impl Act for DraftPublished {
    const TYPE: &'static str = "draft";
    const CALLED: &'static str = "a version of the draft";
    const REASON: Option<(&'static str, &'static str)> = Some(("versions of the draft", "reason"));
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
        require_reason(&self.reason)?;
        let due = process.drafts.len() as u32 + 1;
        if self.version != due {
            return Err(Violation::WrongVersion { said: self.version, due });
        }
        require_distinct("languages", self.texts.iter().map(|one| &one.text.language))?;
        let languages: BTreeSet<_> = self.texts.iter().map(|one| &one.text.language).collect();
        if let Some(missing) = process.charter.languages.iter().find(|language| !languages.contains(language))
        {
            return Err(Violation::LanguageMissing(missing.to_string()));
        }
        self.texts.iter().try_for_each(|one| one.rules(process.drafts.last()))?;
        self.judge_causes(process)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.drafts.0.push(Draft {
            entry: stamp.entry,
            at: stamp.at,
            version: self.version,
            texts: self.texts.clone(),
            causes: self.causes.clone(),
            reason: self.reason.clone(),
        });
        for entry in self.causes.iter().flat_map(|cause| &cause.by) {
            process.amendments.merge(*entry, stamp.entry);
        }
    }
}

impl DraftText {
    fn rules(&self, before: Option<&Draft>) -> Result<(), Violation> {
        let language = &self.text.language;
        let named = self.by.as_deref().is_some_and(|by| !by.trim().is_empty());
        if matches!(self.standing, TextStanding::Reviewed | TextStanding::Machine) && !named {
            return Err(Violation::StandingUnsaid(language.to_string()));
        }
        let continues = before.is_some_and(|draft| draft.text(language).is_some());
        let fits = self.operations.as_ref().is_some_and(|operations| operations.language == *language);
        if continues != self.operations.is_some() || (continues && !fits) {
            return Err(Violation::OperationsMissing(language.to_string()));
        }
        self.operations.iter().chain([&self.text]).try_for_each(|words| words.within(DRAFT_LIMIT))
    }
}

impl DraftPublished {
    fn judge_causes(&self, process: &Process) -> Result<(), Violation> {
        if self.causes.is_empty() {
            return Ok(());
        }
        if self.version == 1 {
            return Err(Violation::BadList("causes", ListFault::Unasked));
        }
        require_distinct("causes", self.causes.iter().map(|cause| &cause.unit))?;
        for cause in &self.causes {
            require_none_twice("causes", cause.by.iter())?;
            cause.by.iter().try_for_each(|entry| process.require_cause(*entry))?;
        }
        Ok(())
    }
}

/// Publish a version of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishDraft {
    /// The text in each language.
    pub texts: Vec<NewText>,
    /// Each changed unit with what led to the change.
    #[serde(default)]
    pub causes: Vec<Cause>,
    /// What changed and why.
    pub reason: String,
}

/// A text of the version that is to be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewText {
    pub language: Language,
    /// Akoma Ntoso.
    pub text: String,
    /// What it is worth.
    pub standing: TextStanding,
    /// Who reviewed it, or which program made it.
    #[serde(default)]
    pub by: Option<String>,
    /// The operations that lead to it from the version before, in JSON.
    #[serde(default)]
    pub operations: Option<String>,
}

impl NewText {
    fn written(&self, nonces: &mut NonceSource, contents: &mut Vec<Content>) -> Result<DraftText, Violation> {
        let mut write = |text: &str| {
            let (words, content) = Words::write(text, &self.language, DRAFT_LIMIT, nonces)?;
            contents.push(content);
            Ok(words)
        };
        let text = write(&self.text)?;
        let operations = self.operations.as_deref().map(write).transpose()?;
        let by = self.by.as_deref().map(str::trim).filter(|by| !by.is_empty()).map(str::to_owned);
        Ok(DraftText { text, standing: self.standing, by, operations })
    }
}

impl Enact for PublishDraft {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let mut nonces = NonceSource::new(circumstances.entropy);
        let mut contents = Vec::new();
        let mut texts: Vec<&NewText> = self.texts.iter().collect();
        texts.sort_by(|one, other| one.language.cmp(&other.language));
        let texts = texts
            .into_iter()
            .map(|text| text.written(&mut nonces, &mut contents))
            .collect::<Result<_, _>>()?;
        let version = process.drafts.len() as u32 + 1;
        let (causes, reason) = (self.causes.clone(), self.reason.trim().to_owned());
        Ok(Outcome::with(DraftPublished { version, texts, causes, reason }, contents))
    }
}

impl Process {
    /// What a change of the text can rest on: something that somebody asked for.
    fn require_cause(&self, entry: EntryNumber) -> Result<(), Violation> {
        if self.amendments.get(entry).is_some() {
            return self.require_amendment(entry).map(drop);
        }
        let asked_for = self.remarks.get(entry).is_some() || self.answers.get(entry).is_some();
        if asked_for { Ok(()) } else { Err(Violation::NotACause(entry)) }
    }
}
