//! The classic Polis map from scratch, exactly: see `docs/opinion-map.md`, "The classic map".

mod cluster;
mod selection;

use crate::arithmetic::hypot;
use crate::plane::{POWER_ITERATIONS, Plane};
use crate::proportion::{Z90, against_half, against_others, smoothed};
use crate::routing::classic_priority;
use crate::votes::{Conversation, ParticipantId, StatementId};
use cluster::{Cluster, Point};
use serde::Serialize;
use std::collections::BTreeMap;

/// Votes that put a person on the map (all of them, if there are fewer statements).
pub(crate) const MIN_VOTES: usize = 7;
/// People on the map at least; the most active others fill up.
pub(crate) const MIN_PEOPLE: usize = 15;
/// Groups at most.
const MAX_K: usize = 5;
/// Base clusters that allow one more group.
const BASES_PER_K: usize = 12;

/// The classic map, in the shape in which its reference results are written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassicMap {
    /// A sentence in English for whoever opens the file: which method this is, and what it makes of the sign of
    /// votes.
    pub about: &'static str,
    /// The numbers that the method fixes, so that the file can be recomputed without this source.
    pub constants: Constants,
    /// How many of each thing went into the map.
    pub counts: Counts,
    /// Mean silhouette of each number of groups tried.
    pub silhouettes: BTreeMap<u32, f64>,
    /// The number of groups taken; 0 if nobody is on the map.
    pub k: u32,
    /// One for each group that was found.
    pub groups: Vec<Group>,
    /// Statements that stand for each group.
    pub representative: BTreeMap<u32, Vec<RepresentativeStatement>>,
    /// Statements most people agree or disagree with.
    pub majority: Majority,
    /// Participants in row order of the votes.
    pub participants: Vec<Participant>,
    /// Statements in column order of the votes.
    pub statements: Vec<Statement>,
}

/// The method's constants, for the reader of the file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct Constants {
    pub components: u32,
    pub power_iterations: usize,
    pub min_votes: &'static str,
    pub min_participants: usize,
    pub base_k: usize,
    pub base_iters: usize,
    pub group_iters: usize,
    pub same_clustering_threshold: f64,
    pub max_k: &'static str,
    pub z90: f64,
    pub meta_priority: f64,
}

/// How many participants, statements and latest votes there were, and what became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct Counts {
    pub participants: usize,
    pub statements: usize,
    pub votes: usize,
    pub in_map: usize,
    pub base_clusters: usize,
    pub moderated_out: usize,
}

/// One group of the classic map: a k-means cluster of base clusters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Number, from 0; the key of `representative` and of [`Statement::groups`].
    pub id: u32,
    /// How many participants its base clusters hold.
    pub participants: usize,
    /// Base clusters of which it is made.
    pub base_clusters: usize,
    /// First coordinate of the centre, on the plane of the participants.
    pub x: f64,
    /// Second coordinate of the centre.
    pub y: f64,
}

/// A statement that stands for a group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the format; docs/opinion-map.md has the formulas")]
pub struct RepresentativeStatement {
    pub tid: StatementId,
    pub n_success: u32,
    pub n_trials: u32,
    pub p_success: f64,
    pub p_test: f64,
    pub repness: f64,
    pub repness_test: f64,
    pub repful_for: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_agree: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_agree: Option<bool>,
}

impl RepresentativeStatement {
    fn metric(&self) -> f64 {
        self.repness * self.repness_test * self.p_success * self.p_test
    }
}

/// Statements that most people agree or disagree with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Majority {
    /// Statements with which most people agreed.
    pub agree: Vec<MajorityStatement>,
    /// Statements with which most people disagreed.
    pub disagree: Vec<MajorityStatement>,
}

/// A statement of [`Majority`], with the test that put it there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the format; docs/opinion-map.md has the formulas")]
pub struct MajorityStatement {
    pub tid: StatementId,
    pub n_success: u32,
    pub n_trials: u32,
    pub p_success: f64,
    pub p_test: f64,
}

/// One participant with a place on the plane.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Participant {
    /// The participant, by the number that the votes gave.
    pub id: ParticipantId,
    /// On how many statements the participant voted, passes included.
    pub votes: usize,
    /// Whether the participant voted on at least seven statements, or was taken in because few did; only these are
    /// grouped.
    pub in_map: bool,
    /// Projection on the first principal component; the sign of an axis carries no meaning.
    pub x: f64,
    /// Projection on the second principal component.
    pub y: f64,
    /// Base cluster, if on the map.
    pub base: Option<u32>,
    /// [`Group::id`], if on the map.
    pub group: Option<u32>,
}

/// One statement with its loadings and its votes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statement {
    /// The statement, by the number that the votes gave.
    pub id: StatementId,
    /// Taken out of the mathematics, by moderation or as meta.
    pub moderated_out: bool,
    /// Marked by the organisers as about the conversation itself, not about its subject.
    pub meta: bool,
    /// Mean of the votes cast, −1 (all disagree) to 1 (all agree).
    pub mean: f64,
    /// Loading on the first principal component.
    pub pc1: f64,
    /// Loading on the second principal component.
    pub pc2: f64,
    /// First coordinate of somebody who agreed with it and voted on nothing else.
    pub x: f64,
    /// Second coordinate of the same.
    pub y: f64,
    /// Distance of that point from the origin.
    pub extremity: f64,
    /// Group-informed consensus: product of the groups' smoothed shares of agreement.
    pub consensus_agree: f64,
    /// The same product over smoothed shares of disagreement.
    pub consensus_disagree: f64,
    /// Weight in the classic draw of the next statement to show; larger is shown more often, and no other unit.
    pub priority: f64,
    /// Votes and tests by [`Group::id`].
    pub groups: BTreeMap<u32, GroupTally>,
}

/// A group's votes on a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct GroupTally {
    /// How many agreed.
    pub agree: u32,
    /// How many disagreed.
    pub disagree: u32,
    /// How many voted, passes included.
    pub seen: u32,
    /// Tests; absent for statements taken out.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub tests: Option<GroupTests>,
}

/// Tests of a group's votes on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the format; docs/opinion-map.md has the formulas")]
pub struct GroupTests {
    pub pa: f64,
    pub pd: f64,
    pub pat: f64,
    pub pdt: f64,
    pub ra: f64,
    pub rd: f64,
    pub rat: f64,
    pub rdt: f64,
}

/// Computes the classic map. Rows and columns must stand in order of first appearance for the partition to be that of
/// a cold start of Polis; everything else does not depend on order.
pub fn classic(conversation: &Conversation) -> ClassicMap {
    let votes = &conversation.votes;
    let plane = Plane::classic(conversation);
    let points = plane.project(votes);
    let in_map = in_map(conversation);
    let partition = Partition::find(&points, &in_map);
    let statements = statements(conversation, &plane, &partition);
    let representative = partition
        .groups
        .iter()
        .map(|group| {
            let live = statements.iter().filter(|s| !s.moderated_out);
            let tallies: Vec<_> = live.map(|s| (s.id, &s.groups[&group.id])).collect();
            (group.id, selection::representative(&tallies))
        })
        .collect();
    ClassicMap {
        about: "Classic Polis opinion map computed from scratch (no earlier state). Agree +1, disagree -1, pass 0. \
                Power iteration starts at the all-ones vector; the sign of an axis carries no meaning.",
        constants: constants(),
        counts: Counts {
            participants: votes.rows(),
            statements: votes.columns(),
            votes: votes.vote_count(),
            in_map: in_map.len(),
            base_clusters: partition.bases.len(),
            moderated_out: conversation.moderated_out.union(&conversation.meta).count(),
        },
        silhouettes: partition.silhouettes.clone(),
        k: partition.groups.len() as u32,
        groups: partition.groups.clone(),
        representative,
        majority: majority(conversation, &plane.live),
        participants: participants(conversation, &points, &partition),
        statements,
    }
}

const fn constants() -> Constants {
    Constants {
        components: 2,
        power_iterations: POWER_ITERATIONS,
        min_votes: "min(7, statements)",
        min_participants: MIN_PEOPLE,
        base_k: cluster::BASE_K,
        base_iters: cluster::BASE_STEPS,
        group_iters: cluster::GROUP_STEPS,
        same_clustering_threshold: cluster::SAME,
        max_k: "min(5, 2 + floor(base clusters / 12))",
        z90: Z90,
        meta_priority: crate::routing::META_PRIORITY,
    }
}

/// Rows on the map: enough votes, or among the most active if they are few. In row order.
pub(crate) fn in_map(conversation: &Conversation) -> Vec<usize> {
    let votes = &conversation.votes;
    let needed = MIN_VOTES.min(votes.columns());
    let (mut on, mut off): (Vec<usize>, Vec<usize>) =
        (0..votes.rows()).partition(|&row| votes.row(row).len() >= needed);
    if on.len() < MIN_PEOPLE {
        off.sort_by_key(|&row| std::cmp::Reverse(votes.row(row).len()));
        on.extend(off.into_iter().take(MIN_PEOPLE - on.len()));
        on.sort_unstable();
    }
    on
}

/// Base clusters and groups.
struct Partition {
    bases: Vec<Cluster>,
    silhouettes: BTreeMap<u32, f64>,
    groups: Vec<Group>,
    /// Of each row on the map: base cluster and group.
    places: BTreeMap<usize, (u32, u32)>,
}

impl Partition {
    fn find(points: &[Point], in_map: &[usize]) -> Self {
        let on: Vec<Point> = in_map.iter().map(|&row| points[row]).collect();
        let bases = cluster::k_means(&on, &vec![1.0; on.len()], cluster::BASE_K, cluster::BASE_STEPS);
        let centres: Vec<Point> = bases.iter().map(|b| b.centre).collect();
        let weights: Vec<f64> = bases.iter().map(|b| b.members.len() as f64).collect();
        let mut silhouettes = BTreeMap::new();
        let mut best: Option<(f64, Vec<Cluster>)> = None;
        for k in 2..=MAX_K.min(2 + bases.len() / BASES_PER_K) {
            let clusters = cluster::k_means(&centres, &weights, k, cluster::GROUP_STEPS);
            let score = cluster::silhouette(&centres, &clusters);
            silhouettes.insert(k as u32, score);
            if best.as_ref().is_none_or(|(held, _)| score >= *held) {
                best = Some((score, clusters));
            }
        }
        let clusters = best.map(|(_, clusters)| clusters).unwrap_or_default();
        let mut places = BTreeMap::new();
        let mut groups = Vec::new();
        for group in &clusters {
            let mut people = 0;
            for &base in &group.members {
                let base = &bases[base as usize];
                people += base.members.len();
                places.extend(base.members.iter().map(|&m| (in_map[m as usize], (base.id, group.id))));
            }
            let [x, y] = group.centre;
            groups.push(Group {
                id: group.id,
                participants: people,
                base_clusters: group.members.len(),
                x,
                y,
            });
        }
        Self { bases, silhouettes, groups, places }
    }
}

fn participants(conversation: &Conversation, points: &[Point], partition: &Partition) -> Vec<Participant> {
    let votes = &conversation.votes;
    (0..votes.rows())
        .map(|row| {
            let place = partition.places.get(&row);
            Participant {
                id: votes.participants()[row],
                votes: votes.row(row).len(),
                in_map: place.is_some(),
                x: points[row][0],
                y: points[row][1],
                base: place.map(|p| p.0),
                group: place.map(|p| p.1),
            }
        })
        .collect()
}

fn statements(conversation: &Conversation, plane: &Plane, partition: &Partition) -> Vec<Statement> {
    let votes = &conversation.votes;
    let mut tallies: Vec<BTreeMap<u32, GroupTally>> =
        vec![partition.groups.iter().map(|g| (g.id, GroupTally::default())).collect(); votes.columns()];
    for (&row, &(_, group)) in &partition.places {
        for cell in votes.row(row) {
            let tally = tallies[cell.column()].entry(group).or_default();
            tally.agree += u32::from(cell.sign() > 0);
            tally.disagree += u32::from(cell.sign() < 0);
            tally.seen += 1;
        }
    }
    let line = |(column, mut groups): (usize, BTreeMap<u32, GroupTally>)| {
        let id = votes.statements()[column];
        let [x, y] = plane.statement_point(column);
        let extremity = hypot(x, y);
        let meta = conversation.meta.contains(&id);
        let sum = groups.values().fold((0, 0, 0), |s, t| (s.0 + t.agree, s.1 + t.disagree, s.2 + t.seen));
        if plane.live[column] {
            add_tests(&mut groups, sum);
        }
        Statement {
            id,
            moderated_out: !plane.live[column],
            meta,
            mean: plane.means[column],
            pc1: plane.axes[0][column],
            pc2: plane.axes[1][column],
            x,
            y,
            extremity,
            consensus_agree: groups.values().map(|t| smoothed(t.agree, t.seen)).product(),
            consensus_disagree: groups.values().map(|t| smoothed(t.disagree, t.seen)).product(),
            priority: classic_priority(sum.0, sum.1, sum.2, extremity, meta),
            groups,
        }
    };
    tallies.into_iter().enumerate().map(line).collect()
}

fn add_tests(groups: &mut BTreeMap<u32, GroupTally>, sum: (u32, u32, u32)) {
    for tally in groups.values_mut() {
        let GroupTally { agree, disagree, seen, .. } = *tally;
        let (others_agree, others_disagree, others) = (sum.0 - agree, sum.1 - disagree, sum.2 - seen);
        let (pa, pd) = (smoothed(agree, seen), smoothed(disagree, seen));
        tally.tests = Some(GroupTests {
            pa,
            pd,
            pat: against_half(agree, seen),
            pdt: against_half(disagree, seen),
            ra: pa / smoothed(others_agree, others),
            rd: pd / smoothed(others_disagree, others),
            rat: against_others(agree, seen, others_agree, others),
            rdt: against_others(disagree, seen, others_disagree, others),
        });
    }
}

fn majority(conversation: &Conversation, live: &[bool]) -> Majority {
    let votes = &conversation.votes;
    let mut counts = vec![(0u32, 0u32, 0u32); votes.columns()];
    for row in 0..votes.rows() {
        for cell in votes.row(row) {
            let count = &mut counts[cell.column()];
            count.0 += u32::from(cell.sign() > 0);
            count.1 += u32::from(cell.sign() < 0);
            count.2 += 1;
        }
    }
    let lines = || (0..votes.columns()).filter(|&c| live[c]).map(|c| (votes.statements()[c], counts[c]));
    Majority {
        agree: selection::majority(lines().map(|(id, (agree, _, seen))| (id, agree, seen))),
        disagree: selection::majority(lines().map(|(id, (_, disagree, seen))| (id, disagree, seen))),
    }
}
