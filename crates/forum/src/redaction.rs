//! Redactions: the content of an entry is erased, and an entry says by whom, why and on which ground.

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::decide::Outcome;
use crate::event::{Author, Event};
use crate::id::{EntryNumber, Moment};
use crate::process::Process;
use crate::refusal::Refusal;
use crate::stage::given_reason;

/// An erasure, as the record shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// The entry whose content went.
    pub target: EntryNumber,
    /// Reason code.
    pub reason: String,
    /// Legal ground.
    pub ground: String,
    /// Whether the operator acted.
    pub by_operator: bool,
}

impl Process {
    pub(crate) fn decide_redaction(
        &self,
        entry: EntryNumber,
        reason: &str,
        ground: &str,
    ) -> Result<Outcome, Refusal> {
        if entry.0 >= self.entries {
            return Err(Refusal::UnknownEntry(entry));
        }
        if self.contents_of(entry).is_empty() {
            return Err(Refusal::NothingToWithdraw(entry));
        }
        let (reason, ground) = (given_reason(reason)?, given_reason(ground)?);
        Ok(Outcome::one(Event::Redacted { entry, reason, ground }))
    }

    pub(crate) fn apply_redaction(&mut self, entry: EntryNumber, at: Moment, author: Author, event: &Event) {
        let Event::Redacted { entry: target, reason, ground } = event else { return };
        for statement in &mut self.statements {
            statement.erased |= statement.id.0 == *target;
        }
        self.redactions.push(Redaction {
            entry,
            at,
            target: *target,
            reason: reason.clone(),
            ground: ground.clone(),
            by_operator: author == Author::Operator,
        });
    }

    /// The contents that an entry names, as far as this state knows the entry.
    pub fn contents_of(&self, entry: EntryNumber) -> Vec<Digest> {
        self.contents().filter(|(of, _)| *of == entry).map(|(_, digest)| digest).collect()
    }

    /// Every content with the entry that names it, withdrawn ones among them.
    pub(crate) fn contents(&self) -> impl Iterator<Item = (EntryNumber, Digest)> {
        let statements = self.statements.iter().map(|s| (s.id.0, s.content));
        let translations = self.statements.iter().flat_map(|s| &s.translations).map(|t| (t.entry, t.content));
        let drafts = self.drafts.iter().flat_map(|d| d.texts.iter().map(|(_, text)| (d.entry, text.0)));
        let decisions = self.decisions.iter().map(|d| (d.entry, d.content));
        statements.chain(translations).chain(drafts).chain(decisions)
    }
}
