//! Decisions: what the process resolved, by which rule, with which result.

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::content::NonceSource;
use crate::decide::{Circumstances, Outcome};
use crate::event::Event;
use crate::id::{EntryNumber, Moment};
use crate::language::Language;
use crate::process::Process;
use crate::refusal::Refusal;
use crate::statement::{checked_text, text_content};

/// Longest decision, in characters.
pub const DECISION_LIMIT: usize = 20_000;

/// What the process resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// `adopted`, `rejected` or `referred`.
    pub outcome: String,
    /// The result it rests on.
    pub result: Option<EntryNumber>,
    /// The words.
    #[serde(with = "crate::process::digest_text")]
    pub content: Digest,
    /// Their language.
    pub language: Language,
}

/// The outcomes a decision can have.
pub const OUTCOMES: [&str; 3] = ["adopted", "rejected", "referred"];

impl Process {
    pub(crate) fn decide_decision(
        &self,
        outcome: &str,
        result: Option<EntryNumber>,
        text: &str,
        language: &Language,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Refusal> {
        let Some(outcome) = OUTCOMES.into_iter().find(|known| *known == outcome) else {
            return Err(Refusal::UnknownOutcome(outcome.to_owned()));
        };
        if let Some(entry) = result.filter(|entry| self.results.iter().all(|known| known.entry != *entry)) {
            return Err(Refusal::NotAResult(entry));
        }
        let text = checked_text(text, DECISION_LIMIT)?;
        let content = text_content(&text, language, &mut NonceSource::new(circumstances.entropy));
        let event = Event::Decided {
            outcome: outcome.to_owned(),
            result,
            content: content.digest(),
            language: language.clone(),
        };
        Ok(Outcome { events: vec![(None, event)], contents: vec![content], stands: None })
    }

    pub(crate) fn apply_decision(&mut self, entry: EntryNumber, at: Moment, event: &Event) {
        let Event::Decided { outcome, result, content, language } = event else { return };
        self.decisions.push(Decision {
            entry,
            at,
            outcome: outcome.clone(),
            result: *result,
            content: *content,
            language: language.clone(),
        });
    }
}
