//! Votes: agree, disagree or pass, by one participant on one statement; the last one counts.

use serde::{Deserialize, Serialize};

use crate::charter::Act;
use crate::decide::{Circumstances, Outcome};
use crate::event::Event;
use crate::id::{EntryNumber, ParticipantId, StatementId};
use crate::process::Process;
use crate::refusal::Refusal;

/// An answer to a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vote {
    /// I agree.
    Agree,
    /// I disagree.
    Disagree,
    /// I have seen it and do not answer now.
    Pass,
}

impl Vote {
    /// All three, in the order in which pages offer them.
    pub const ALL: [Self; 3] = [Self::Agree, Self::Disagree, Self::Pass];

    /// The name in entries, addresses and locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Disagree => "disagree",
            Self::Pass => "pass",
        }
    }

    /// The vote of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vote| vote.as_str() == name)
    }

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
        Self::ALL.into_iter().find(|vote| vote.sign() == sign)
    }
}

/// A participant's present vote on a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastVote {
    /// Place of the statement in [`Process::statements`].
    pub statement: u32,
    /// The entry that holds it.
    pub entry: u32,
    /// The answer.
    pub vote: Vote,
    /// Whether it replaced an earlier one.
    pub changed: bool,
}

impl Process {
    pub(crate) fn decide_vote(
        &self,
        author: ParticipantId,
        statement: StatementId,
        vote: Vote,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Refusal> {
        self.require_phase(Act::Vote, circumstances)?;
        let place = self.statement_place(statement).ok_or(Refusal::UnknownStatement(statement.0))?;
        if !self.statements[place].is_visible(self.charter.moderation) {
            return Err(Refusal::StatementNotVisible(statement.0));
        }
        // The same answer again, say from a form sent twice, is no news: the caller gets the entry that stands.
        if let Some(cast) = self.vote_of(author, statement).filter(|cast| cast.vote == vote) {
            return Ok(Outcome::stands(EntryNumber(u64::from(cast.entry))));
        }
        Ok(Outcome::one(Event::Voted { statement, vote, source_time: None }))
    }

    pub(crate) fn apply_vote(&mut self, entry: EntryNumber, author: usize, statement: usize, vote: Vote) {
        let votes = &mut self.participants[author].votes;
        let mut cast = CastVote { statement: statement as u32, entry: entry.0 as u32, vote, changed: false };
        match votes.binary_search_by_key(&cast.statement, |cast| cast.statement) {
            Ok(place) => {
                self.statements[statement].tally.take_back(votes[place].vote);
                cast.changed = true;
                votes[place] = cast;
            }
            Err(place) => votes.insert(place, cast),
        }
        self.statements[statement].tally.count(vote);
        self.vote_events += 1;
    }

    /// A participant's present vote on a statement.
    pub fn vote_of(&self, participant: ParticipantId, statement: StatementId) -> Option<CastVote> {
        let place = self.statement_place(statement)? as u32;
        let votes = &self.participant(participant)?.votes;
        votes.binary_search_by_key(&place, |cast| cast.statement).ok().map(|at| votes[at])
    }
}
