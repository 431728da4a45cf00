//! Answers to objections: what is said to somebody who voted against and gave a reason.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::fields;
use crate::id::EntryNumber;
use crate::language::Language;
use crate::ledger::{Moderated, Standing, Voice};
use crate::nouns::ballot::{Ballot, OBJECTION_LIMIT, ObjectionAnswer, Position};
use crate::nouns::commitment::require_matter;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

fields! {
    /// An objection in a ballot was answered.
    pub struct ObjectionAnswered {
        /// The vote that holds the objection.
        pub on: EntryNumber,
        /// The answer, as content.
        pub text: Words,
    }
}

impl Act for ObjectionAnswered {
    const TYPE: &'static str = "objection-answer";
    const CALLED: &'static str = "an answer to an objection";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Chair), When::Open)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Office;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let objected = process.ballots.reasons().find(|(entry, ..)| *entry == self.on);
        let (_, _, who) = objected.ok_or(Violation::UnknownObjection(self.on))?;
        process.require_not_turned_away(self.on)?;
        if stamp.author.participant() == Some(who) {
            return Err(Violation::OwnWords(self.on));
        }
        self.text.within(OBJECTION_LIMIT)?;
        require_matter(&self.text)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (entry, at, by, words) = (stamp.entry, stamp.at, stamp.author.participant(), self.text.clone());
        let answers = process.ballots.answers.entry(self.on).or_default();
        answers.push(ObjectionAnswer { entry, at, by, words });
    }
}

/// Answer an objection in a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerObjection {
    /// The vote that holds the objection.
    pub on: EntryNumber,
    /// The answer.
    pub text: String,
    /// Its language.
    pub language: Language,
}

impl Enact for AnswerObjection {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let said = (self.text.as_str(), &self.language, OBJECTION_LIMIT);
        Outcome::of_text(said, circumstances, |text| ObjectionAnswered { on: self.on, text })
    }
}

impl Process {
    /// What was answered to the objection that a vote holds, in the order of the record.
    pub fn answers_to_objection(&self, vote: EntryNumber) -> &[ObjectionAnswer] {
        self.ballots.answers.get(&vote).map_or(&[], Vec::as_slice)
    }

    /// The objections of a ballot that stand and that nobody had answered before an entry: votes against, with their reason. What a
    /// moderator turned away, or its author took back, asks for no answer.
    pub fn unanswered_objections(&self, ballot: &Ballot, before: EntryNumber) -> Vec<EntryNumber> {
        let standing = ballot.with_reason.iter().filter_map(|voter| ballot.votes.get(voter));
        let is_open = |vote: EntryNumber| {
            let gone =
                matches!(self.ledger.standing(vote), Some(Standing::Rejected(_) | Standing::Withdrawn(_)));
            !gone && !self.answers_to_objection(vote).iter().any(|answer| answer.entry < before)
        };
        let against = standing.filter(|vote| vote.position == Some(Position::Against));
        let mut open: Vec<_> = against.map(|vote| vote.entry).filter(|vote| is_open(*vote)).collect();
        open.sort_unstable();
        open
    }
}
