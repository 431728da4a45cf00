//! Opinion maps, computed in the background from the votes as they stand.

use std::sync::Arc;

use maru_forum::{Process, Verdict, Vote};
use maru_opinion::{CastVote, Conversation, OpinionMap, Options, ParticipantId, StatementId, VoteMatrix};

use crate::handle::ProcessHandle;

/// A map with the entries it rests on.
#[derive(Debug)]
pub struct PublishedMap {
    /// The first so many entries of the record went in.
    pub entries: u64,
    /// How many vote events there were, changed votes counted again.
    pub vote_events: u64,
    /// The map.
    pub map: OpinionMap,
}

/// The votes of a process as the opinion map takes them: people and statements by their entry numbers, statements
/// that moderators rejected or called meta marked as left out.
pub fn conversation(process: &Process) -> Conversation {
    let votes = process.participants.iter().flat_map(|person| {
        person.votes.iter().map(|cast| CastVote {
            participant: ParticipantId(person.id.0.0 as u32),
            statement: StatementId(process.statements[cast.statement as usize].id.0.0 as u32),
            vote: match cast.vote {
                Vote::Agree => maru_opinion::Vote::Agree,
                Vote::Disagree => maru_opinion::Vote::Disagree,
                Vote::Pass => maru_opinion::Vote::Pass,
            },
        })
    });
    let mut conversation = Conversation::new(VoteMatrix::canonical(votes));
    let judged = |verdict: Verdict| {
        let found = process.statements.iter().filter(move |statement| statement.verdict == Some(verdict));
        found.map(|statement| StatementId(statement.id.0.0 as u32)).collect()
    };
    conversation.moderated_out = judged(Verdict::Rejected);
    conversation.meta = judged(Verdict::Meta);
    conversation
}

/// Computes the map of a process anew if votes or verdicts came since the last one.
pub(crate) fn update(handle: &ProcessHandle) {
    let (conversation, entries, vote_events) = {
        let state = handle.read();
        let known = handle.map();
        if state.vote_events == 0 || known.is_some_and(|map| map.entries == state.entries) {
            return;
        }
        (conversation(&state), state.entries, state.vote_events)
    };
    let map = maru_opinion::map(&conversation, &Options::default());
    handle.set_map(Arc::new(PublishedMap { entries, vote_events, map }));
}
