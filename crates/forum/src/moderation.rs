//! Moderation: verdicts on statements, each with a reason and the rule it rests on.

use serde::{Deserialize, Serialize};

use crate::decide::Outcome;
use crate::event::{Author, Event};
use crate::id::{EntryNumber, Moment, StatementId};
use crate::process::Process;
use crate::refusal::Refusal;
use crate::stage::given_reason;

/// What a moderator found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Shown and counted.
    Accepted,
    /// Not shown, and no part of any result.
    Rejected,
    /// About the process rather than its subject: shown, but no part of the opinion map.
    Meta,
}

impl Verdict {
    /// The name in entries and locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Meta => "meta",
        }
    }

    /// The verdict of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Accepted, Self::Rejected, Self::Meta].into_iter().find(|verdict| verdict.as_str() == name)
    }
}

/// A line of the public moderation log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModerationAct {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// On which statement.
    pub statement: StatementId,
    /// What was found.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Under which rule.
    pub rule: String,
    /// Whether the operator acted, rather than a named member of the secretariat.
    pub by_operator: bool,
}

impl Process {
    pub(crate) fn decide_moderation(
        &self,
        statement: StatementId,
        verdict: Verdict,
        reason: &str,
        rule: &str,
    ) -> Result<Outcome, Refusal> {
        self.require_not_closed()?;
        self.statement(statement).ok_or(Refusal::UnknownStatement(statement.0))?;
        let (reason, rule) = (given_reason(reason)?, rule.trim().to_owned());
        Ok(Outcome::one(Event::Moderated { statement, verdict, reason, rule }))
    }

    pub(crate) fn apply_moderation(
        &mut self,
        entry: EntryNumber,
        at: Moment,
        author: Author,
        place: usize,
        event: &Event,
    ) {
        let Event::Moderated { statement, verdict, reason, rule } = event else { return };
        self.statements[place].verdict = Some(*verdict);
        self.moderation_log.push(ModerationAct {
            entry,
            at,
            statement: *statement,
            verdict: *verdict,
            reason: reason.clone(),
            rule: rule.clone(),
            by_operator: author == Author::Operator,
        });
    }
}
