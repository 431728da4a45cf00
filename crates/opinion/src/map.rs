//! What an opinion map says: people, statements, groups, how sure it is, and the common ground.

use crate::votes::{ParticipantId, StatementId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Name of the default method, as published with every map.
pub const METHOD: &str = "maru";
/// Version of the default method; it changes whenever the same votes could give another map.
pub const METHOD_VERSION: &str = "3";

/// What is known about the people, beyond their votes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Declared constituencies (stakeholder groups, country groups …) over which common ground is computed too.
    pub constituencies: Vec<Constituency>,
    /// Participants whose account nobody vouched for; common ground is shown with and without them.
    pub unverified: BTreeSet<ParticipantId>,
    /// Number of resamples by which stability is measured; `None` means as many as it takes.
    pub resamples: Option<u32>,
    /// Stability measured before, on nearly the same votes: the number of groups is taken from it, and only the groups
    /// are computed anew. This is how a vote moves the map of a large process at once.
    pub known: Option<Stability>,
}

/// A declared constituency and its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constituency {
    /// Its kind, e.g. `stakeholder` or `country`; common ground is computed over all constituencies of one kind.
    pub kind: String,
    /// Its name within the kind, as the process declared it.
    pub name: String,
    /// Participants who belong to it; a person may belong to several.
    pub members: BTreeSet<ParticipantId>,
}

/// The opinion map of a conversation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpinionMap {
    /// [`METHOD`].
    pub method: &'static str,
    /// [`METHOD_VERSION`], or an older one if the map was recomputed under it.
    pub version: &'static str,
    /// How many people, statements and votes went in, and what became of them.
    pub counts: Counts,
    /// Number of groups; 1 means one crowd.
    pub k: u32,
    /// How far the groups can be trusted.
    pub stability: Stability,
    /// The groups, largest first; exactly one if there is one crowd.
    pub groups: Vec<Group>,
    /// The few who oppose most of what the others share, if there are any.
    pub opposed: Option<Opposed>,
    /// Everyone who voted, by ascending id.
    pub participants: Vec<Place>,
    /// Every statement with a vote, by ascending id.
    pub statements: Vec<StatementPlace>,
    /// Statements by common ground, best first; statements that moderation took out are absent.
    pub common_ground: Vec<CommonGround>,
    /// Statements that all groups reject, most rejected first; absent in version 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected: Option<Vec<Rejection>>,
    /// The same as `common_ground` over declared constituencies, one list for each kind.
    pub declared: Vec<DeclaredGround>,
}

impl OpinionMap {
    /// Whether the opposed may be spoken of as a kind of people: of fewer than [`SMALL`](crate::cells::SMALL) it would be a label on each.
    pub fn tells_of_opposed(&self) -> bool {
        !crate::cells::is_small(u32::try_from(self.counts.opposed).unwrap_or(u32::MAX))
    }
}

/// How many people, statements and votes went in, and what became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// People with at least one vote.
    pub participants: usize,
    /// Statements with at least one vote.
    pub statements: usize,
    /// Votes that stand: of a person's votes on one statement only the latest, passes included.
    pub votes: usize,
    /// People counted in a group.
    pub in_map: usize,
    /// People who voted enough but stand between groups.
    pub between: usize,
    /// People who voted enough but oppose most of what the others share.
    pub opposed: usize,
    /// Statements that moderation took out, or that are meta; with votes or without.
    pub moderated_out: usize,
}

/// Where one participant stands. Coordinates have no unit, and the sign of an axis carries no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place {
    /// The participant, by the number that the votes gave.
    pub id: ParticipantId,
    /// On how many statements the person voted, passes included.
    pub votes: u32,
    /// Projection on the first principal component of the votes, rounded to nine decimals.
    pub x: f64,
    /// Projection on the second principal component, rounded likewise.
    pub y: f64,
    /// Whether the person is counted in a group: voted enough, and not between groups.
    pub in_map: bool,
    /// The group, for those on the map.
    pub group: Option<u32>,
    /// The likeliest group, however sure: for everyone who voted enough, also those between groups or opposed.
    pub nearest: Option<u32>,
    /// Probability of the likeliest group given the votes; absent for those who voted too little to be asked.
    pub sure: Option<f64>,
    /// The two likeliest groups of one whose votes do not tell them apart.
    pub between: Option<[u32; 2]>,
    /// Whether the person is one of the few who oppose most of what the others share (see [`Opposed`]).
    pub opposed: bool,
}

/// Where one statement stands on the plane of [`Place`], and who voted how on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementPlace {
    /// The statement, by the number that the votes gave.
    pub id: StatementId,
    /// Whether moderation (or being meta) took it out of the mathematics.
    pub moderated_out: bool,
    /// First coordinate of one who agrees with this statement alone.
    pub x: f64,
    /// Second coordinate of the same.
    pub y: f64,
    /// Votes of everyone, also of people who are in no group.
    pub all: Tally,
    /// Each group's votes, in order of the groups.
    pub groups: Vec<Tally>,
    /// Worth of a vote on it next.
    pub priority: f64,
}

/// How many people voted how. Passes are `seen` less the other two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many agreed.
    pub agree: u32,
    /// How many disagreed.
    pub disagree: u32,
    /// How many voted, passes included.
    pub seen: u32,
}

/// People whose votes are likelier under this group's shares than under any other's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Number, from 0, largest group first.
    pub id: u32,
    /// How many people are counted in it ([`Place::in_map`]).
    pub size: u32,
    /// Share of those on the map.
    pub share: f64,
    /// First coordinate of the mean of its members.
    pub x: f64,
    /// Second coordinate of the same.
    pub y: f64,
    /// In how many resamples the group came back.
    pub came_back: Option<u32>,
    /// Statements on which it differs most from everyone else, strongest first.
    pub representative: Vec<Representative>,
}

/// The few who oppose most of what the others share: at most an eighth of the people. They are shown and counted, but have
/// no veto over common ground; see `docs/opinion-map.md`, "Nobody small has a veto".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opposed {
    /// How many people they are.
    pub size: u32,
    /// Share of those who voted enough.
    pub share: f64,
    /// First coordinate of their mean.
    pub x: f64,
    /// Second coordinate of the same.
    pub y: f64,
    /// Statements on which they differ most from everyone else, strongest first.
    pub representative: Vec<Representative>,
}

/// A statement that sets a group apart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Representative {
    /// The statement that stands for the group.
    pub statement: StatementId,
    /// What the group says to it, more than the others do.
    pub says: crate::votes::Vote,
    /// How many members vote as `says` tells.
    pub members: u32,
    /// How many members voted on it, passes included.
    pub seen: u32,
    /// Smoothed share of the group that says so, (n + 1) / (N + 2): what the votes let expect, not what was counted, which is `members`
    /// of `seen`.
    pub share: f64,
    /// Smoothed share of the others who say so; in a crowd, which has no others, one half, which says nothing.
    pub others: f64,
    /// z score of the difference between the two shares (pooled two-proportion test, every count plus one); in a
    /// crowd, which has no others, of the share against one half.
    pub z: f64,
}

/// What the votes say to the question whether there are groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Groups foretell nothing about the votes of people who were left out: one crowd.
    Crowd,
    /// Groups foretell votes, and the same groups come back.
    Groups,
    /// Groups foretell votes, but who is in which depends on who is asked: their borders do not hold.
    Unsettled,
}

/// How far the groups can be trusted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stability {
    /// Whether there are groups; absent in version 2, which knew no answer between groups and one crowd.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// What was asked of groups; absent in version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bars: Option<Bars>,
    /// Resamples taken at most for a number of groups.
    pub resamples: u32,
    /// Seed of the resamples in version 2; later draws rest on each ballot alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// One line for each number of groups that was tried.
    pub tried: Vec<Tried>,
}

impl Stability {
    /// The number of groups that is shown; 1 is one crowd.
    pub fn taken(&self) -> usize {
        self.tried.iter().find(|tried| tried.taken).map_or(1, |tried| tried.k as usize)
    }

    /// The answer; for maps of version 2, which wrote none down, the one that follows from the number of groups.
    pub fn answer(&self) -> Answer {
        let of_version2 = if self.taken() > 1 { Answer::Groups } else { Answer::Crowd };
        self.answer.unwrap_or(of_version2)
    }
}

/// What may be said of the groups of a map: its [`Answer`], unless nothing was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No number of groups was tried: of so few people, or of groups so small, nothing that lasts could be said.
    NotTried,
    /// Numbers of groups were tried, and none foretold anything: one crowd.
    Crowd,
    /// Groups foretell votes, and the same groups come back.
    Groups,
    /// Groups foretell votes, but their borders do not hold.
    Unsettled,
}

/// Groups finer than those that are shown, which foretell votes too but do not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Finer {
    /// The largest number of groups that foretells votes; it may be the one that is shown.
    pub groups: u32,
    /// Whether it is the largest that was tried, so that there may be still more.
    pub search_ended: bool,
}

impl Stability {
    /// What may be said of the groups.
    pub fn verdict(&self) -> Verdict {
        match self.answer() {
            Answer::Crowd if self.tried.iter().all(|tried| tried.resamples == 0) => Verdict::NotTried,
            Answer::Crowd => Verdict::Crowd,
            Answer::Groups => Verdict::Groups,
            Answer::Unsettled => Verdict::Unsettled,
        }
    }

    /// Whether more groups than are shown foretell votes too, or might because no more were tried. Absent where groups are not shown
    /// to hold, where nothing finer foretells, and in version 2, which had no bar for it.
    pub fn finer(&self) -> Option<Finer> {
        let (bars, taken) = (self.bars?, self.taken() as u32);
        if self.verdict() != Verdict::Groups {
            return None;
        }
        let foretells = |tried: &&Tried| {
            tried.resamples > 0 && f64::from(tried.explained) >= bars.explained * f64::from(tried.resamples)
        };
        let last = self.tried.iter().map(|tried| tried.k).max()?;
        let groups = self.tried.iter().filter(foretells).map(|tried| tried.k).max()?.max(taken);
        let search_ended = groups == last && last as usize == crate::mixture::MAX_GROUPS;
        (groups > taken || search_ended).then_some(Finer { groups, search_ended })
    }
}

/// What is asked of groups, as shares of the resamples or of people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    /// Groups foretell votes if they do in at least this share of the resamples.
    pub explained: f64,
    /// Two groups hold if on average at least this much of them comes back.
    pub overlap: f64,
    /// The same for more than two.
    pub finer_overlap: f64,
}

/// A number of groups that was tried.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// The number of groups that this line is about; 2 or more.
    pub k: u32,
    /// Resamples taken (fewer if it was soon clear that these groups do not come back).
    pub resamples: u32,
    /// Resamples in which all of these groups came back.
    pub came_back: u32,
    /// Resamples in which the votes of those who were left out were likelier under these groups than under fewer.
    pub explained: u32,
    /// Resamples in which each of them did, in the order of the groups if this number was taken.
    pub groups_came_back: Vec<u32>,
    /// How much of the groups came back on average: intersection over union with the best match, each group weighing as
    /// many as are sure of it; absent in version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap: Option<f64>,
    /// Median adjusted Rand index between the map and its resamples.
    pub median_ari: Option<f64>,
    /// Whether every group has enough people to be shown.
    pub large_enough: bool,
    /// Whether this number of groups was taken.
    pub taken: bool,
}

/// How common a statement's ground is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommonGround {
    /// The statement that the figures are about.
    pub statement: StatementId,
    /// By how much all groups agree, 0 to 1, cautiously: the lower end of `agreement`; the list is sorted by it.
    pub score: f64,
    /// Agreement of the groups: the k-th root of the product of their smoothed shares of agreement.
    pub agreement: Interval,
    /// The same if the opposed few are counted as one more group, of whatever size.
    pub with_opposed: Interval,
    /// The same without unverified accounts; absent if none are known.
    pub verified: Option<Interval>,
    /// Votes of the people who are counted in a group.
    pub votes: Tally,
    /// Groups of which more disagree than agree, however small.
    pub dissent: Vec<u32>,
    /// Votes of the opposed few ([`Opposed`]), who are not in `votes`.
    pub opposed: Tally,
}

/// A statement that all groups reject: above one half at the low end, and in no group do more agree than disagree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rejection {
    /// The statement that all groups reject.
    pub statement: StatementId,
    /// By how much all groups reject it, cautiously: the lower end of `rejection`.
    pub score: f64,
    /// The k-th root of the product of the groups' shares of disagreement.
    pub rejection: Interval,
    /// The same without unverified accounts; absent if none are known.
    pub verified: Option<Interval>,
    /// Votes of the people who are counted in a group.
    pub votes: Tally,
    /// Votes of the opposed few ([`Opposed`]), who are not in `votes`.
    pub opposed: Tally,
}

/// A value with the range that the evidence leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end of the range, 0 to `value`.
    pub low: f64,
    /// Best estimate, 0 to 1.
    pub value: f64,
    /// Upper end of the range, `value` to 1.
    pub high: f64,
}

/// Common ground over declared constituencies of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeclaredGround {
    /// The word by which programs tell kinds apart.
    pub kind: String,
    /// Names of the constituencies large enough to count, in the order of [`Options::constituencies`].
    pub constituencies: Vec<String>,
    /// Names of those too small to count.
    pub too_small: Vec<String>,
    /// Statements with their common ground over these constituencies, best first.
    pub statements: Vec<CommonGround>,
}
