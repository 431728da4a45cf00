//! Moderation: verdicts on statements, each with a reason and the rule it rests on.

use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::charter::Moderation;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId, StatementId};
use crate::ledger::{Moderated, Standing, Voice};
use crate::nouns::appeal::AppealVerdict;
use crate::nouns::{list_slice, require_distinct, require_reason};
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

/// What a verdict has in place of a rule where it says that none of the charter names what was judged.
pub const NO_RULE: &str = "none";

/// A line of the public moderation log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModerationAct {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// On whose words: a statement, remark or comment; an entry that judges several makes a line for each.
    pub on: EntryNumber,
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
    /// A moderator's verdict on what people wrote: on all of it, or on none.
    pub struct ModerationRuled {
        /// The statements, remarks, comments.
        pub on: Vec<EntryNumber>,
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
    const CALLED: &'static str = "a moderator's act";
    const REASON: Option<(&'static str, &'static str)> = Some(("moderators' acts", "reason"));
    const MAY: &'static [(By, When)] =
        &[(By::Office(Office::Moderator), When::Unclosed), (By::Import, When::Unclosed)];
    const JUDGES_WORDS: bool = true;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[Reader::Map, Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        self.on.clone()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        require_reason(&self.reason)?;
        require_distinct("statements", self.on.iter())?;
        self.on.iter().try_for_each(|entry| process.require_moderated(*entry, stamp))
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
        for entry in &self.on {
            process.statements.judged(StatementId(*entry), self.verdict);
            process.ledger.moderate(*entry, standing);
            if self.verdict != Verdict::Rejected {
                process.initiatives.shown_again(*entry, stamp);
            }
            process.moderation_log.0.push(ModerationAct {
                entry: stamp.entry,
                at: stamp.at,
                on: *entry,
                verdict: self.verdict,
                reason: self.reason.clone(),
                rule: self.rule.clone(),
                by,
            });
        }
    }
}

/// Moderate what people wrote: all of it, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moderate {
    /// The statements, remarks, comments.
    pub on: Vec<EntryNumber>,
    /// What was found.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Under which rule of the charter.
    pub rule: String,
}

/// What is left of a reason for somebody who compares two: letters and digits, whatever their case, without blanks and signs.
fn matter(reason: &str) -> String {
    let matter: String =
        reason.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if matter.is_empty() { reason.trim().to_owned() } else { matter }
}

impl Moderate {
    /// Refuses to turn away words that a ruling has let be shown, where it would be by whoever was overruled, or for the reason that fell.
    /// Otherwise the first decider would have the last word after all.
    fn require_not_overruled(
        &self,
        process: &Process,
        actor: Actor,
        on: EntryNumber,
    ) -> Result<(), Violation> {
        for appeal in process.verdict_appeals.iter().filter(|appeal| appeal.on == on) {
            let Some(ruling) = appeal.ruling.as_ref().filter(|one| one.verdict == AppealVerdict::Overturned)
            else {
                continue;
            };
            let verdict = |act: &&ModerationAct| (act.entry, act.on) == (appeal.verdict, on);
            let Some(fallen) = process.moderation_log.iter().find(verdict) else { continue };
            if fallen.by == actor.author().participant() {
                return Err(Violation::Overruled(ruling.entry));
            }
            if matter(&fallen.reason) == matter(&self.reason) {
                return Err(Violation::ReasonFell(ruling.entry));
            }
        }
        Ok(())
    }

    /// What somebody would be told a second time without a second act: words that are not shown as it is, and words that are gone.
    fn require_shown_yet(&self, process: &Process) -> Result<(), Violation> {
        let mut already = Vec::new();
        for on in &self.on {
            match process.ledger.standing(*on) {
                Some(Standing::Rejected(by)) => already.push((*on, by)),
                Some(Standing::Withdrawn(_)) => return Err(Violation::WithdrawnAlready(*on)),
                Some(Standing::Shown | Standing::Waiting | Standing::Sealed) | None => {}
            }
        }
        if already.is_empty() { Ok(()) } else { Err(Violation::JudgedAlready(already)) }
    }

    /// Of several numbers, all that nobody may judge are named at once.
    fn require_words(&self, process: &Process) -> Result<(), Violation> {
        let is_none = |on: &&EntryNumber| {
            process.statement(StatementId(**on)).is_none() && !process.is_moderated_beside_statements(**on)
        };
        let none: Vec<_> = self.on.iter().filter(is_none).copied().collect();
        if none.len() > 1 { Err(Violation::UnknownStatements(none)) } else { Ok(()) }
    }
}

impl Enact for Moderate {
    /// What is asked at the door alone: records from before it was asked hold verdicts without a rule, some after a ruling, and some twice.
    fn enact(&self, process: &Process, actor: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        self.require_words(process)?;
        if self.verdict == Verdict::Rejected {
            self.on.iter().try_for_each(|on| self.require_not_overruled(process, actor, *on))?;
            // Where the reason lacks too, that is said first, as for every act of an office.
            if self.rule.trim().is_empty() && require_reason(&self.reason).is_ok() {
                return Err(Violation::RuleMissing);
            }
            self.require_shown_yet(process)?;
        }
        Ok(Outcome::of(ModerationRuled {
            on: self.on.clone(),
            verdict: self.verdict,
            reason: self.reason.trim().to_owned(),
            rule: self.rule.trim().to_owned(),
        }))
    }
}

impl Process {
    /// What a moderator may judge: what somebody contributed, and only here what was made here.
    fn require_moderated(&self, entry: EntryNumber, stamp: Stamp) -> Result<(), Violation> {
        if !self.is_moderated_beside_statements(entry) {
            return self.require_same_place(StatementId(entry), stamp);
        }
        match stamp.imported {
            None => Ok(()),
            Some(_) => Err(Violation::BadImport(format!("entry {entry} is no statement"))),
        }
    }

    /// Whether an entry holds words that a moderator may judge and that are no statement.
    pub fn is_moderated_beside_statements(&self, entry: EntryNumber) -> bool {
        // A signature without a name, or a look without words, holds none: nothing would be hidden.
        match self.ledger.voice_of(entry) {
            Some(Voice::Spoken | Voice::Personal) => self.statement(StatementId(entry)).is_none(),
            Some(Voice::Silent | Voice::Process | Voice::Office | Voice::Part | Voice::Addressed) | None => {
                false
            }
        }
    }

    /// How words stand that somebody contributes. Where they wait for a moderator, only those of people who may moderate are
    /// shown at once.
    pub(crate) fn moderated_at_first(&self, stamp: Stamp) -> Moderated {
        let may_moderate = |who| self.offices.may_act_as(who, Office::Moderator);
        let trusted = stamp.imported.is_none() && stamp.author.participant().is_none_or(may_moderate);
        match self.charter.moderation {
            Moderation::Before if !trusted => Moderated::Waiting,
            Moderation::Before | Moderation::After => Moderated::Shown,
        }
    }
}
