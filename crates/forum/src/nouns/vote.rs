//! Votes: agree, disagree or pass, by one participant on one statement; the last one counts.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::{fields, named};
use crate::id::{EntryNumber, ParticipantId, StatementId};
use crate::ledger::{Moderated, Voice};
use crate::table::Process;
use crate::violation::Violation;

named! {
    /// An answer to a statement.
    pub enum Vote, "a vote" {
        /// I agree.
        Agree = "agree",
        /// I disagree.
        Disagree = "disagree",
        /// I have seen it and do not answer now.
        Pass = "pass",
    }
}

impl Vote {
    /// +1 agree, -1 disagree, 0 pass: the sign of Polis exports.
    pub fn sign(self) -> i8 {
        match self {
            Self::Agree => 1,
            Self::Disagree => -1,
            Self::Pass => 0,
        }
    }

    /// The vote of a sign.
    pub fn from_sign(sign: i8) -> Option<Self> {
        Self::ALL.iter().copied().find(|vote| vote.sign() == sign)
    }
}

/// How many agree, disagree and pass at present.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub agree: u32,
    pub disagree: u32,
    pub pass: u32,
}

impl Tally {
    /// All who have voted.
    pub fn total(self) -> u32 {
        self.agree + self.disagree + self.pass
    }

    /// Adds a vote.
    pub fn count(&mut self, vote: Vote) {
        *self.of(vote) += 1;
    }

    fn take_back(&mut self, vote: Vote) {
        *self.of(vote) -= 1;
    }

    fn of(&mut self, vote: Vote) -> &mut u32 {
        match vote {
            Vote::Agree => &mut self.agree,
            Vote::Disagree => &mut self.disagree,
            Vote::Pass => &mut self.pass,
        }
    }
}

/// A participant's present vote on a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentVote {
    /// Index of the statement in [`Process::statements`].
    pub statement: u32,
    /// The entry that holds it.
    pub entry: u32,
    /// The answer.
    pub vote: Vote,
    /// Whether it replaced an earlier one.
    pub changed: bool,
}

fields! {
    /// A vote was cast, or changed.
    pub struct Voted {
        /// The statement, by its entry.
        pub statement: StatementId,
        /// Agree, disagree or pass.
        pub value: Vote,
    }
}

impl Act for Voted {
    const TYPE: &'static str = "vote";
    const CALLED: &'static str = "a vote";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Phase(PhaseAct::Vote)), (By::Import, When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[Reader::Map, Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        if stamp.author.participant().is_none() {
            return Err(Violation::NotAParticipant);
        }
        let statement =
            process.statement(self.statement).ok_or(Violation::UnknownStatement(self.statement.0))?;
        process.require_same_place(self.statement, stamp)?;
        // What is brought in was voted on where its moderators showed it.
        if stamp.imported.is_some() {
            return Ok(());
        }
        if !process.is_visible(statement) {
            return Err(Violation::StatementNotVisible(self.statement.0));
        }
        process.require_not_erased(self.statement.0)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (Some(author), Some(index)) =
            (stamp.author.participant(), process.statements.index(self.statement))
        else {
            return;
        };
        let Some(votes) = process.participants.votes_of(author) else { return };
        let mut cast = PresentVote {
            statement: index as u32,
            entry: stamp.entry.0 as u32,
            vote: self.value,
            changed: false,
        };
        let before = match votes.binary_search_by_key(&cast.statement, |cast| cast.statement) {
            Ok(index) => {
                cast.changed = true;
                Some(std::mem::replace(&mut votes[index], cast).vote)
            }
            Err(index) => {
                votes.insert(index, cast);
                None
            }
        };
        let tally = process.statements.tally_of(index);
        if let Some(before) = before {
            tally.take_back(before);
        }
        tally.count(self.value);
        process.vote_events += 1;
    }
}

/// Vote, or change a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastVote {
    pub statement: StatementId,
    pub vote: Vote,
}

impl Enact for CastVote {
    fn enact(&self, process: &Process, actor: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let author = actor.author().participant().ok_or(Violation::NotAParticipant)?;
        // The same answer again, say from a form sent twice, is no news: the caller gets the entry that stands.
        let stands = process.vote_of(author, self.statement).filter(|cast| cast.vote == self.vote);
        Ok(stands.map_or_else(
            || Outcome::of(Voted { statement: self.statement, value: self.vote }),
            |cast| Outcome::stands(EntryNumber(u64::from(cast.entry))),
        ))
    }
}

impl Process {
    /// A participant's present vote on a statement.
    pub fn vote_of(&self, participant: ParticipantId, statement: StatementId) -> Option<PresentVote> {
        let index = self.statements.index(statement)? as u32;
        let votes = &self.participant(participant)?.votes;
        votes.binary_search_by_key(&index, |cast| cast.statement).ok().map(|at| votes[at])
    }
}
