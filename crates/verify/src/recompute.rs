//! Results, computed from entries: by the node that publishes them, and again by anyone who doubts them.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{EntryNumber, Moment, Process, PublishedResult, Verdict, Vote};
use maru_opinion::map::Constituency;
use maru_opinion::{CastVote, Conversation, OpinionMap, Options, ParticipantId, StatementId, VoteMatrix};
use maru_record::Digest;

/// The kind of result that holds an opinion map.
pub const OPINION_MAP: &str = "opinion-map";
/// The kind of constituency that the charter's stakeholder groups are.
const STAKEHOLDER: &str = "stakeholder";

/// The votes of a process as the opinion map takes them: people and statements by their entry numbers, statements
/// that moderators rejected or called meta marked as left out.
pub fn conversation(process: &Process) -> Conversation {
    let votes = process.participants.iter().flat_map(|person| {
        person.votes.iter().map(|cast| CastVote {
            participant: participant(person.id),
            statement: StatementId(process.statements[cast.statement as usize].id.0.0 as u32),
            vote: match cast.vote {
                Vote::Agree => maru_opinion::Vote::Agree,
                Vote::Disagree => maru_opinion::Vote::Disagree,
                Vote::Pass => maru_opinion::Vote::Pass,
            },
        })
    });
    let judged = |verdict: Verdict| {
        let found = process.statements.iter().filter(move |statement| statement.verdict == Some(verdict));
        found.map(|statement| StatementId(statement.id.0.0 as u32)).collect()
    };
    let mut conversation = Conversation::new(VoteMatrix::canonical(votes));
    conversation.moderated_out = judged(Verdict::Rejected);
    conversation.meta = judged(Verdict::Meta);
    conversation
}

/// What the opinion map is told of the people: their declared stakeholder groups, and whose identity was verified.
pub fn options(process: &Process) -> Options {
    let mut members: BTreeMap<&str, BTreeSet<ParticipantId>> = BTreeMap::new();
    for person in &process.participants {
        if let Some(group) = &person.group {
            members.entry(group.0.as_str()).or_default().insert(participant(person.id));
        }
    }
    let constituencies = members
        .into_iter()
        .map(|(name, members)| Constituency { kind: STAKEHOLDER.to_owned(), name: name.to_owned(), members })
        .collect();
    // Where nobody was verified, “without the unverified” would be a map of nobody.
    let any_verified = process.participants.iter().any(|person| person.verified);
    let unverified = process.participants.iter().filter(|person| any_verified && !person.verified);
    Options {
        constituencies,
        unverified: unverified.map(|person| participant(person.id)).collect(),
        ..Options::default()
    }
}

/// The opinion map of a process as it stands.
pub fn opinion_map(process: &Process) -> OpinionMap {
    maru_opinion::map(&conversation(process), &options(process))
}

/// The opinion map as a result to publish: what it rests on, and the digest of its JSON.
pub fn opinion_map_result(process: &Process) -> PublishedResult {
    let map = opinion_map(process);
    // A map holds finite numbers and text keys only, so writing it as JSON cannot fail.
    let output = serde_json::to_vec(&map).unwrap_or_default();
    PublishedResult {
        entry: EntryNumber(process.entries),
        at: Moment(0),
        kind: OPINION_MAP.to_owned(),
        entries: process.entries,
        algorithm: format!("{} {}", map.method, map.version),
        output: Digest::of(&output),
        figures: vec![
            ("participants".to_owned(), map.counts.participants as i64),
            ("statements".to_owned(), map.counts.statements as i64),
            ("votes".to_owned(), map.counts.votes as i64),
            ("groups".to_owned(), i64::from(map.k)),
        ],
    }
}

fn participant(id: maru_forum::ParticipantId) -> ParticipantId {
    ParticipantId(id.0.0 as u32)
}
