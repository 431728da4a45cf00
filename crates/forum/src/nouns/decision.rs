//! Decisions: what the process resolved, in the phase for it, by the charter's quorum, with the result it rests on.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::ballot::Ballot;
use crate::nouns::list_slice;
use crate::nouns::result::PublishedResult;
use crate::nouns::tally::BallotOutcome;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest decision, in characters.
pub const DECISION_LIMIT: usize = 20_000;

named! {
    /// How a decision went.
    pub enum Resolution, "“adopted”, “rejected” or “referred”" {
        /// The text is adopted.
        Adopted = "adopted",
        /// The text is rejected.
        Rejected = "rejected",
        /// The matter is handed to somebody else, or back.
        Referred = "referred",
    }
}

impl Resolution {
    /// Whether one adopts what the other rejects.
    fn is_opposite_of(self, other: Self) -> bool {
        matches!((self, other), (Self::Adopted, Self::Rejected) | (Self::Rejected, Self::Adopted))
    }
}

/// What the process resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// How it went.
    pub outcome: Resolution,
    /// The result it rests on.
    pub result: EntryNumber,
    /// The entry of the version of the draft that is adopted.
    pub draft: Option<EntryNumber>,
    /// The words.
    pub words: Words,
}

list_slice! {
    /// Decisions, in order.
    pub struct Decisions of Decision
}

fields! {
    /// What the process resolved.
    pub struct Decided {
        /// How it went.
        pub outcome: Resolution,
        /// The result, or the count of a ballot, that it rests on.
        pub result: EntryNumber,
        /// The entry of the version of the draft that is adopted.
        pub draft: Option<EntryNumber>,
        /// The words, as content.
        pub text: Words,
    }
}

impl Act for Decided {
    const TYPE: &'static str = "decision";
    const CALLED: &'static str = "a decision";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Chair), When::Phase(PhaseAct::Decide))];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Process;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        process.require_answers_by(stamp.at.day())?;
        let rule = &process.charter.decides;
        if let Some(earlier) = process.decisions.last().filter(|_| !rule.revision) {
            return Err(Violation::DecidedAlready(earlier.entry));
        }
        let opposite =
            |one: &&Decision| one.result == self.result && one.outcome.is_opposite_of(self.outcome);
        if let Some(earlier) = process.decisions.iter().find(opposite) {
            return Err(Violation::OppositeDecision(earlier.entry));
        }
        let counted = self.judge_ground(process)?;
        if counted < i64::from(rule.quorum_people) {
            return Err(Violation::QuorumMissed { quorum: rule.quorum_people, counted });
        }
        self.judge_adopted_text(process)?;
        self.text.within(DECISION_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.decisions.0.push(Decision {
            entry: stamp.entry,
            at: stamp.at,
            outcome: self.outcome,
            result: self.result,
            draft: self.draft,
            words: self.text.clone(),
        });
    }
}

impl Decided {
    /// What the decision rests on is in the record, and carries it. How many people it counts.
    fn judge_ground(&self, process: &Process) -> Result<i64, Violation> {
        if let Some(ballot) = process.ballots.counted_in(self.result) {
            return self.judge_ballot(ballot);
        }
        let named = |result: &&PublishedResult| result.entry == self.result && result.is_of_votes();
        let result = process.results.iter().find(named);
        let result = result.ok_or(Violation::NotAResult)?;
        Ok(result.figures.get(PublishedResult::PARTICIPANTS).copied().unwrap_or_default())
    }

    /// Only what passed can be adopted, and only the version that was voted on; what passed cannot be rejected.
    fn judge_ballot(&self, ballot: &Ballot) -> Result<i64, Violation> {
        let Some(counted) = &ballot.count else { return Err(Violation::NotAResult) };
        let not_carried = |why| Err(Violation::NotCarried { count: counted.entry, why });
        let passed = counted.count.outcome == BallotOutcome::Passed;
        match self.outcome {
            Resolution::Adopted if !passed => return not_carried("it did not pass"),
            Resolution::Adopted
                if ballot.terms.draft.is_some_and(|voted_on| self.draft != Some(voted_on)) =>
            {
                return not_carried("another version of the draft was voted on");
            }
            Resolution::Rejected if passed => return not_carried("it passed"),
            Resolution::Adopted | Resolution::Rejected | Resolution::Referred => {}
        }
        Ok(i64::try_from(counted.count.cast).unwrap_or(i64::MAX))
    }

    /// An adoption names which version is adopted, where there is a draft; nothing else names one.
    fn judge_adopted_text(&self, process: &Process) -> Result<(), Violation> {
        match self.draft {
            Some(_) if self.outcome != Resolution::Adopted => Err(Violation::NothingAdopted),
            Some(named) if process.drafts.iter().any(|draft| draft.entry == named) => Ok(()),
            Some(named) => Err(Violation::NotADraft(named)),
            None if self.outcome == Resolution::Adopted && !process.drafts.is_empty() => {
                Err(Violation::NothingAdopted)
            }
            None => Ok(()),
        }
    }
}

impl Process {
    /// The languages in which the charter of the time promised every text, and in which a decision is not said.
    pub fn lacks_languages<'a>(&'a self, decision: &'a Decision) -> impl Iterator<Item = &'a Language> {
        self.charter_at(decision.entry).other_languages(&decision.words.language)
    }
}

/// Record what the process resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDecision {
    /// How it went.
    pub outcome: Resolution,
    /// The result entry it rests on.
    pub result: EntryNumber,
    /// The entry of the version of the draft that is adopted.
    pub draft: Option<EntryNumber>,
    /// The words.
    pub text: String,
    /// Their language.
    pub language: Language,
}

impl Enact for RecordDecision {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        Outcome::of_text((&self.text, &self.language, DECISION_LIMIT), circumstances, |text| Decided {
            outcome: self.outcome,
            result: self.result,
            draft: self.draft,
            text,
        })
    }
}
