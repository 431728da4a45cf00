//! What an opinion map says: people, statements, groups, how sure it is, and the common ground.

use crate::votes::{ParticipantId, StatementId};
use serde::Serialize;
use std::collections::BTreeSet;

/// Name of the default method, as published with every map.
pub const METHOD: &str = "maru";
/// Version of the default method; it changes whenever the same votes could give another map.
pub const METHOD_VERSION: &str = "1";

/// What is known about the people, beyond their votes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Declared constituencies (stakeholder groups, country groups …) over which common ground is computed too.
    pub constituencies: Vec<Constituency>,
    /// Participants whose account nobody vouched for; common ground is shown with and without them.
    pub unverified: BTreeSet<ParticipantId>,
    /// Number of resamples by which stability is measured; `None` means [`DEFAULT_RESAMPLES`], 0 means "not measured"
    /// (the number of groups is then taken from the held-in likelihood alone: a quick look, not for publishing).
    pub resamples: Option<u32>,
}

/// Resamples by which stability is measured unless said otherwise.
pub const DEFAULT_RESAMPLES: u32 = 100;

/// A declared constituency and its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constituency {
    /// Its kind, e.g. `stakeholder` or `country`; common ground is computed over all constituencies of one kind.
    pub kind: String,
    /// Its name within the kind.
    pub name: String,
    /// Who belongs to it.
    pub members: BTreeSet<ParticipantId>,
}

/// The opinion map of a conversation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpinionMap {
    /// Name of the method.
    pub method: &'static str,
    /// Version of the method.
    pub version: &'static str,
    /// Sizes of what was computed.
    pub counts: Counts,
    /// Number of groups; 1 means one crowd.
    pub k: u32,
    /// How far the groups can be trusted.
    pub stability: Stability,
    /// The groups, largest first; exactly one if there is one crowd.
    pub groups: Vec<Group>,
    /// Participants by id.
    pub participants: Vec<Place>,
    /// Statements by id.
    pub statements: Vec<StatementPlace>,
    /// Statements by common ground, best first; statements that moderation took out are absent.
    pub common_ground: Vec<CommonGround>,
    /// The same over declared constituencies, one list for each kind.
    pub declared: Vec<DeclaredGround>,
}

/// Sizes of what was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// People with at least one vote.
    pub participants: usize,
    /// Statements with at least one vote.
    pub statements: usize,
    /// Latest votes.
    pub votes: usize,
    /// People on the map.
    pub in_map: usize,
    /// Statements that moderation took out, or that are meta; with votes or without.
    pub moderated_out: usize,
}

/// A participant on the plane.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Who.
    pub id: ParticipantId,
    /// Votes cast.
    pub votes: u32,
    /// First coordinate.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
    /// Whether the person voted enough to be counted in a group.
    pub in_map: bool,
    /// The group, for those on the map.
    pub group: Option<u32>,
    /// Share of resamples in which the person fell into the same group; absent for those not on the map.
    pub sure: Option<f64>,
}

/// A statement on the plane.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementPlace {
    /// Which.
    pub id: StatementId,
    /// Whether moderation (or being meta) took it out of the mathematics.
    pub moderated_out: bool,
    /// First coordinate of one who agrees with this statement alone.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
    /// Everyone's votes.
    pub all: Tally,
    /// Each group's votes, in order of the groups.
    pub groups: Vec<Tally>,
    /// Worth of a vote on it next.
    pub priority: f64,
}

/// Votes counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Agrees.
    pub agree: u32,
    /// Disagrees.
    pub disagree: u32,
    /// All votes, passes too.
    pub seen: u32,
}

/// People who vote alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Number, from 0, largest group first.
    pub id: u32,
    /// Members.
    pub size: u32,
    /// Share of those on the map.
    pub share: f64,
    /// Centre.
    pub x: f64,
    /// Centre.
    pub y: f64,
    /// In how many of 100 resamples the group came back (its best match shared at least half of its people).
    pub came_back: Option<u32>,
    /// What sets the group apart.
    pub representative: Vec<Representative>,
}

/// A statement that sets a group apart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Representative {
    /// Which.
    pub statement: StatementId,
    /// What the group says to it, more than the others do.
    pub says: crate::votes::Vote,
    /// Members who say so.
    pub members: u32,
    /// Members who voted on it.
    pub seen: u32,
    /// Smoothed share of the group that says so.
    pub share: f64,
    /// Smoothed share of the others who say so.
    pub others: f64,
    /// Test value of the difference.
    pub z: f64,
}

/// How far the groups can be trusted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stability {
    /// Resamples taken for each number of groups.
    pub resamples: u32,
    /// Seed of the resamples, derived from the votes alone.
    pub seed: u64,
    /// One line for each number of groups that was tried.
    pub tried: Vec<Tried>,
}

/// A number of groups that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Tried {
    /// Number of groups.
    pub k: u32,
    /// Resamples (of 100) in which these groups came back.
    pub came_back: u32,
    /// Median adjusted Rand index between the map and its resamples.
    pub median_ari: f64,
    /// Whether this number of groups was taken.
    pub taken: bool,
}

/// How common a statement's ground is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommonGround {
    /// Which.
    pub statement: StatementId,
    /// By how much all groups agree, 0 to 1: the lower end of `agreement`'s interval, by which the list is sorted.
    pub score: f64,
    /// Agreement of the groups (weighted geometric mean of their smoothed shares of agreement).
    pub agreement: Interval,
    /// The same if nobody is set aside.
    pub with_everyone: Interval,
    /// The same without unverified accounts; absent if none are known.
    pub verified: Option<Interval>,
    /// People on the map who voted on it.
    pub seen: u32,
    /// Groups of which most disagree, however small.
    pub dissent: Vec<u32>,
    /// How those who were set aside voted.
    pub set_aside: Tally,
}

/// A value with the range that the evidence leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Best estimate.
    pub value: f64,
    /// Upper end.
    pub high: f64,
}

/// Common ground over declared constituencies of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeclaredGround {
    /// The kind.
    pub kind: String,
    /// Names of the constituencies large enough to count, in the order of [`Options::constituencies`].
    pub constituencies: Vec<String>,
    /// Names of those too small to count.
    pub too_small: Vec<String>,
    /// Statements, best first.
    pub statements: Vec<CommonGround>,
}
