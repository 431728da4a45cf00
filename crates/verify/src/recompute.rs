//! Results, computed from entries: by the node that publishes them, and again by anyone who doubts them.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{EntryNumber, GroupId, Moment, Process, PublishedResult, Verdict, Vote};
use maru_opinion::map::{Constituency, METHOD, METHOD_VERSION};
use maru_opinion::{Conversation, OpinionMap, Options, ParticipantId, StatementId, VoteMatrix, version2};
use maru_record::Digest;

/// The kind of result that holds an opinion map.
pub const OPINION_MAP: &str = "opinion-map";
/// The kind of constituency that the charter's stakeholder groups are.
const STAKEHOLDER: &str = "stakeholder";

/// The votes of a process as the opinion map takes them: people and statements by their entry numbers, statements
/// that moderators rejected or called meta marked as left out.
pub fn conversation(process: &Process) -> Conversation {
    let statements: Vec<StatementId> = process.statements.iter().map(|one| statement(one.id)).collect();
    // Entries are numbered as they come, so people and statements stand in order of their numbers already.
    let votes = VoteMatrix::of_sorted(
        &statements,
        process.participants.iter().map(|person| {
            let cast = person.votes.iter().map(|cast| (cast.statement, mapped(cast.vote)));
            (participant(person.id), cast)
        }),
    );
    let verdicts = process.statements.iter().filter_map(|one| Some((statement(one.id), one.verdict?)));
    judged(votes, verdicts)
}

/// Votes with the statements that moderators took out of the mathematics.
pub(crate) fn judged(
    votes: VoteMatrix,
    verdicts: impl Iterator<Item = (StatementId, Verdict)>,
) -> Conversation {
    let mut conversation = Conversation::new(votes);
    for (statement, verdict) in verdicts {
        match verdict {
            Verdict::Rejected => conversation.moderated_out.insert(statement),
            Verdict::Meta => conversation.meta.insert(statement),
            Verdict::Accepted => false,
        };
    }
    conversation
}

/// What the opinion map is told of the people: their declared stakeholder groups, and whose identity was verified.
pub fn options(process: &Process) -> Options {
    told_of(process.participants.iter().map(|person| Known {
        id: participant(person.id),
        group: person.group.as_ref(),
        verified: person.verified,
    }))
}

/// What the opinion map is told of one person.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) id: ParticipantId,
    pub(crate) group: Option<&'a GroupId>,
    pub(crate) verified: bool,
}

pub(crate) fn told_of<'a>(people: impl Iterator<Item = Known<'a>> + Clone) -> Options {
    let mut members: BTreeMap<&str, BTreeSet<ParticipantId>> = BTreeMap::new();
    for person in people.clone() {
        if let Some(group) = person.group {
            members.entry(group.0.as_str()).or_default().insert(person.id);
        }
    }
    let constituencies = members
        .into_iter()
        .map(|(name, members)| Constituency { kind: STAKEHOLDER.to_owned(), name: name.to_owned(), members })
        .collect();
    // Where nobody was verified, “without the unverified” would be a map of nobody.
    let any_verified = people.clone().any(|person| person.verified);
    let unverified = people.filter(|person| any_verified && !person.verified);
    Options { constituencies, unverified: unverified.map(|person| person.id).collect(), ..Options::default() }
}

/// The opinion map of a process as it stands.
pub fn opinion_map(process: &Process) -> OpinionMap {
    maru_opinion::map(&conversation(process), &options(process))
}

/// The opinion map as a result to publish: what it rests on, and the digest of its JSON.
pub fn opinion_map_result(process: &Process) -> PublishedResult {
    result_of(&opinion_map(process), process.entries)
}

/// A map by the algorithm that a published result names, if this program has it.
pub(crate) fn map_by(algorithm: &str, votes: &Conversation, asked: &Options) -> Option<OpinionMap> {
    let version = algorithm.strip_prefix(METHOD)?.strip_prefix(' ')?;
    match version {
        METHOD_VERSION => Some(maru_opinion::map(votes, asked)),
        version2::VERSION => Some(version2::map(votes, asked)),
        _ => None,
    }
}

/// Whether an algorithm is a version of the default method that a newer one has followed.
pub(crate) fn is_older(algorithm: &str) -> bool {
    algorithm.strip_prefix(METHOD).and_then(|rest| rest.strip_prefix(' ')) == Some(version2::VERSION)
}

/// A map as a result of the first so many entries.
pub(crate) fn result_of(map: &OpinionMap, entries: u64) -> PublishedResult {
    // A map holds finite numbers and text keys only, so writing it as JSON cannot fail.
    let output = serde_json::to_vec(map).unwrap_or_default();
    PublishedResult {
        entry: EntryNumber(entries),
        at: Moment(0),
        kind: OPINION_MAP.to_owned(),
        entries,
        algorithm: format!("{} {}", map.method, map.version),
        output: Digest::of(&output),
        figures: std::collections::BTreeMap::from([
            (PublishedResult::PARTICIPANTS.to_owned(), map.counts.participants as i64),
            ("statements".to_owned(), map.counts.statements as i64),
            ("votes".to_owned(), map.counts.votes as i64),
            ("groups".to_owned(), i64::from(map.k)),
        ]),
    }
}

/// A person as the opinion map knows them.
pub(crate) fn participant(id: maru_forum::ParticipantId) -> ParticipantId {
    ParticipantId(id.0.0 as u32)
}

/// A statement as the opinion map knows it.
pub(crate) fn statement(id: maru_forum::StatementId) -> StatementId {
    StatementId(id.0.0 as u32)
}

/// A vote as the opinion map knows it.
pub(crate) const fn mapped(vote: Vote) -> maru_opinion::Vote {
    match vote {
        Vote::Agree => maru_opinion::Vote::Agree,
        Vote::Disagree => maru_opinion::Vote::Disagree,
        Vote::Pass => maru_opinion::Vote::Pass,
    }
}
