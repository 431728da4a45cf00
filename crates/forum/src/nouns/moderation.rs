//! Moderation: verdicts on statements, each with a reason and the rule it rests on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId, StatementId};
use crate::ledger::Moderated;
use crate::nouns::{list_slice, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

named! {
    /// What a moderator found.
    pub enum Verdict, "a verdict" {
        /// Shown and counted.
        Accepted = "accepted",
        /// Not shown, and no part of any result.
        Rejected = "rejected",
        /// About the process rather than its subject: shown, but no part of the opinion map.
        Meta = "meta",
    }
}

/// A line of the public moderation log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModerationAct {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// On which statement; an entry that judges several makes a line for each.
    pub statement: StatementId,
    /// What was found.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Under which rule.
    pub rule: String,
    /// Who judged; nothing for the operator.
    pub by: Option<ParticipantId>,
}

list_slice! {
    /// The public moderation log, in order.
    pub struct ModerationLog of ModerationAct
}

fields! {
    /// A moderator's verdict on statements: on all of them, or on none.
    pub struct ModerationRuled {
        /// The statements.
        pub on: Vec<StatementId>,
        /// Shown, not shown, or about the process rather than its subject.
        pub verdict: Verdict,
        /// Why, in words.
        pub reason: String,
        /// The charter's rule that was applied.
        pub rule: String,
    }
}

impl Act for ModerationRuled {
    const TYPE: &'static str = "mod";
    const MAY: &'static [(By, When)] =
        &[(By::Office(Office::Moderator), When::Unclosed), (By::Import, When::Unclosed)];
    const JUDGES_WORDS: bool = true;

    fn judged(&self) -> Vec<EntryNumber> {
        self.on.iter().map(|statement| statement.0).collect()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        require_reason(&self.reason)?;
        let distinct: BTreeSet<_> = self.on.iter().collect();
        if self.on.is_empty() || distinct.len() != self.on.len() {
            return Err(Violation::BadList("statements"));
        }
        self.on.iter().try_for_each(|statement| process.require_same_place(*statement, stamp))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let standing = match self.verdict {
            Verdict::Accepted | Verdict::Meta => Moderated::Shown,
            Verdict::Rejected => Moderated::Rejected(stamp.entry),
        };
        let by = match stamp.author {
            Author::Operator => None,
            Author::Participant(id) => Some(id),
        };
        for statement in &self.on {
            process.statements.judged(*statement, self.verdict);
            process.ledger.moderate(statement.0, standing);
            process.moderation_log.0.push(ModerationAct {
                entry: stamp.entry,
                at: stamp.at,
                statement: *statement,
                verdict: self.verdict,
                reason: self.reason.clone(),
                rule: self.rule.clone(),
                by,
            });
        }
    }
}

/// Moderate statements: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moderate {
    /// The statements.
    pub on: Vec<StatementId>,
    /// What was found.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Under which rule of the charter.
    pub rule: String,
}

impl Enact for Moderate {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(ModerationRuled {
            on: self.on.clone(),
            verdict: self.verdict,
            reason: self.reason.trim().to_owned(),
            rule: self.rule.trim().to_owned(),
        }))
    }
}
