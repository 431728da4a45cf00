//! The draft: versions of the text that the process is about, in one or more languages.

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::content::NonceSource;
use crate::decide::{Circumstances, Outcome};
use crate::event::Event;
use crate::id::{EntryNumber, Moment};
use crate::language::LocalText;
use crate::process::Process;
use crate::refusal::Refusal;
use crate::stage::given_reason;
use crate::statement::{checked_text, text_content};

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
    /// Language tag and content of each language version.
    pub texts: Vec<(crate::Language, DraftContent)>,
    /// What changed and why.
    pub reason: String,
}

/// The digest of a draft's text in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftContent(#[serde(with = "crate::process::digest_text")] pub Digest);

impl Process {
    pub(crate) fn decide_draft(
        &self,
        texts: &LocalText,
        reason: &str,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Refusal> {
        self.require_not_closed()?;
        let reason = given_reason(reason)?;
        if texts.0.is_empty() {
            return Err(Refusal::TextEmpty);
        }
        let mut nonces = NonceSource::new(circumstances.entropy);
        let mut contents = Vec::new();
        for (language, text) in &texts.0 {
            let text = checked_text(text, DRAFT_LIMIT)?;
            contents.push((language.clone(), text_content(&text, language, &mut nonces)));
        }
        let event = Event::DraftPublished {
            version: self.drafts.len() as u32 + 1,
            texts: contents.iter().map(|(language, content)| (language.clone(), content.digest())).collect(),
            reason,
        };
        let contents = contents.into_iter().map(|(_, content)| content).collect();
        Ok(Outcome { events: vec![(None, event)], contents, stands: None })
    }

    pub(crate) fn apply_draft(&mut self, entry: EntryNumber, at: Moment, event: &Event) {
        let Event::DraftPublished { version, texts, reason } = event else { return };
        let texts =
            texts.iter().map(|(language, digest)| (language.clone(), DraftContent(*digest))).collect();
        self.drafts.push(Draft { entry, at, version: *version, texts, reason: reason.clone() });
    }
}
