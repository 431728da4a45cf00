//! An opinion map of thirty people in two camps, and the statement on which both agree.
//!
//! `cargo run -p maru-opinion --example groups`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use maru_opinion::{CastVote, Conversation, Options, ParticipantId, StatementId, Vote, VoteMatrix, map};

/// Statements 0 to 4 divide the two camps, statement 5 unites them.
fn vote(person: u32, statement: u32) -> Vote {
    if statement == 5 || (person < 15) == (statement.is_multiple_of(2)) {
        Vote::Agree
    } else {
        Vote::Disagree
    }
}

pub(crate) fn main() {
    let votes = (0..30).flat_map(|person| {
        (0..6).map(move |statement| CastVote {
            participant: ParticipantId(person),
            statement: StatementId(statement),
            vote: vote(person, statement),
        })
    });
    let map = map(&Conversation::new(VoteMatrix::canonical(votes)), &Options::default());
    println!("{} people, {} statements, groups: {}", map.counts.participants, map.counts.statements, map.k);
    for ground in map.common_ground.iter().take(2) {
        println!("statement {}: {:.2}", ground.statement.0, ground.score);
    }
    assert_eq!(map.common_ground.first().map(|ground| ground.statement), Some(StatementId(5)));
}
