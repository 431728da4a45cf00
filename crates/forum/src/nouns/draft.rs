//! The draft: versions of the text that the process is about, in one or more languages.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{NonceSource, Words};
use crate::field::fields;
use crate::id::{EntryNumber, Moment};
use crate::language::LocalText;
use crate::ledger::Moderated;
use crate::nouns::{list_slice, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest draft in one language, in characters: some 500 pages.
pub const DRAFT_LIMIT: usize = 1_500_000;

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
    pub texts: Vec<Words>,
    /// What changed and why.
    pub reason: String,
}

list_slice! {
    /// Versions of the draft, in order.
    pub struct Drafts of Draft
}

fields! {
    /// A version of the draft text was published, in one or more languages.
    pub struct DraftPublished {
        /// 1, 2, 3 …
        pub version: u32,
        /// The text in each language, in order of language.
        pub texts: Vec<Words>,
        /// What changed and why.
        pub reason: String,
    }
}

impl Act for DraftPublished {
    const TYPE: &'static str = "draft";
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Drafter), When::Unclosed)];
    const JUDGES_WORDS: bool = false;

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
        let languages: BTreeSet<_> = self.texts.iter().map(|text| &text.language).collect();
        if languages.len() != self.texts.len() {
            return Err(Violation::BadList("languages"));
        }
        if let Some(missing) = process.charter.languages.iter().find(|language| !languages.contains(language))
        {
            return Err(Violation::LanguageMissing(missing.to_string()));
        }
        self.texts.iter().try_for_each(|text| text.within(DRAFT_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.drafts.0.push(Draft {
            entry: stamp.entry,
            at: stamp.at,
            version: self.version,
            texts: self.texts.clone(),
            reason: self.reason.clone(),
        });
    }
}

/// Publish a version of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishDraft {
    /// The text by language.
    pub texts: LocalText,
    /// What changed and why.
    pub reason: String,
}

impl Enact for PublishDraft {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let mut nonces = NonceSource::new(circumstances.entropy);
        let (mut texts, mut contents) = (Vec::new(), Vec::new());
        for (language, text) in &self.texts.0 {
            let (words, content) = Words::write(text, language, DRAFT_LIMIT, &mut nonces)?;
            texts.push(words);
            contents.push(content);
        }
        let version = process.drafts.len() as u32 + 1;
        let event = DraftPublished { version, texts, reason: self.reason.trim().to_owned() };
        Ok(Outcome::with(event, contents))
    }
}
