//! Version 2 of the default method, as it was: results that were published with it are computed again by it. Nothing here is
//! mended any more; what was found wrong is mended in version 3.

use crate::ballots::{Ballots, OUTCOMES, mix};
use crate::chunks::map_ranges;
use crate::grouping::{Grouping, adjusted_rand, finished};
use crate::map::{OpinionMap, Options, Stability, Tried};
use crate::mixture::{Belonging, Mixture, nested};
use crate::votes::{Conversation, VoteMatrix};

/// The version, as its results name it.
pub const VERSION: &str = "2";

/// Computes the opinion map of a conversation as version 2 did, byte for byte.
pub fn map(conversation: &Conversation, options: &Options) -> OpinionMap {
    crate::method::map_by_version2(conversation, options)
}

/// Resamples by which stability was measured.
pub(crate) const DEFAULT_RESAMPLES: usize = 100;
/// Groups at most.
const MAX_GROUPS: usize = 5;
/// A group has at least this many people …
const MIN_GROUP: usize = 5;
/// … and at least this share of those on the map.
const MIN_GROUP_SHARE: f64 = 0.02;
/// A person is counted in a group if the votes make it at least this probable (nine to one).
const SURE: f64 = 0.9;
/// Two groups came back if each shares at least half with its best match (size of intersection over size of union) …
const OVERLAP: f64 = 0.5;
/// … more than two if each shares nine tenths: a finer map has to be sharper, too …
const FINER_OVERLAP: f64 = 0.9;
/// … and are shown if they did so in at least this share of the resamples.
const SHOWN: f64 = 0.8;
/// Groups explain something if in at least this share of the resamples the votes of those left out are likelier under them
/// than under fewer groups. Groups read into noise practically never do, so the bar is low: half of the votes that show
/// groups should mostly show them still.
const EXPLAINED: f64 = 0.2;
/// Fewer people than this are one crowd: what a dozen people on a side do says nothing that lasts.
const MIN_PEOPLE: usize = 30;
/// The structure is looked for among at most this many people; everyone is then assigned.
const STRUCTURE_PEOPLE: usize = 4000;
/// Resamples after which hopeless numbers of groups are given up.
const BATCH: usize = 20;

/// Finds the groups; with `known`, takes the number of groups from there instead of measuring it again.
pub(crate) fn find(ballots: &Ballots, seed: u64, resamples: usize, known: Option<&Stability>) -> Grouping {
    let sample = ballots.of_people(0..ballots.people().min(STRUCTURE_PEOPLE));
    let (k, mixture, stability) = if let Some(known) = known {
        let k = known.taken();
        (k, nested(&sample, k).into_iter().nth(k.wrapping_sub(2)), known.clone())
    } else {
        measured(&sample, seed, resamples)
    };
    finished(ballots, &sample, k, mixture, stability)
}

fn measured(sample: &Ballots, seed: u64, resamples: usize) -> (usize, Option<Mixture>, Stability) {
    let mut mixtures: Vec<Option<Mixture>> = nested(sample, MAX_GROUPS).into_iter().map(Some).collect();
    let maps: Vec<Vec<Option<u8>>> =
        mixtures.iter().flatten().map(|mixture| sure(&mixture.belongings(sample))).collect();
    let mut trials: Vec<Trial> = maps.iter().enumerate().map(|(i, map)| Trial::new(i + 2, map)).collect();
    let mut done = 0;
    while done < resamples {
        let open = trials.iter().filter(|trial| trial.open(resamples)).map(|trial| trial.k).max();
        let Some(max_k) = open else { break };
        let batch = BATCH.min(resamples - done);
        let rounds =
            map_ranges(batch, 1, |one| resample(sample, &maps, max_k, mix(seed ^ (done + one.start) as u64)));
        for round in rounds.into_iter().flatten() {
            for (trial, outcome) in trials.iter_mut().zip(round) {
                trial.add(&outcome);
            }
        }
        done += batch;
    }
    let taken = trials.iter().rev().find(|trial| trial.holds()).map(|trial| trial.k);
    let tried = trials.iter().map(|trial| trial.report(taken)).collect();
    let mixture = taken.and_then(|k| mixtures[k - 2].take());
    (
        taken.unwrap_or(1),
        mixture,
        Stability { resamples: done as u32, seed: Some(seed), tried, ..Stability::default() },
    )
}

/// The groups of those who are sure of theirs.
fn sure(belongings: &[Belonging]) -> Vec<Option<u8>> {
    belongings.iter().map(|b| (b.sure >= SURE).then_some(b.group)).collect()
}

/// How one number of groups fared in one resample.
struct Outcome {
    /// Of each group of the map: overlap with its best match.
    overlaps: Vec<f64>,
    /// Adjusted Rand index between map and resample, over people sure in the map.
    ari: f64,
    /// How much likelier the votes of those left out are under these groups than under any fewer.
    gain: f64,
}

/// Fits about half of the people, chosen by the seed, and asks where everyone would belong.
fn resample(sample: &Ballots, maps: &[Vec<Option<u8>>], max_k: usize, seed: u64) -> Option<Vec<Outcome>> {
    let kept = |person: &usize| mix(seed ^ *person as u64) & 1 == 0;
    let half = sample.of_people((0..sample.people()).filter(kept));
    let others = sample.of_people((0..sample.people()).filter(|person| !kept(person)));
    // Without groups nothing is gained.
    let mut most = 0.0;
    let outcome = |(i, mixture): (usize, &Mixture)| {
        let groups: Vec<u8> = mixture.belongings(sample).iter().map(|b| b.group).collect();
        let gained: f64 = mixture.gains(&others).iter().sum();
        let gain = gained - most;
        most = gained.max(most);
        Outcome { gain, ..Outcome::compare(&maps[i], &groups, i + 2) }
    };
    let mixtures = nested(&half, max_k);
    (mixtures.len() + 1 >= max_k).then(|| mixtures.iter().enumerate().map(outcome).collect())
}

impl Outcome {
    fn compare(map: &[Option<u8>], groups: &[u8], k: usize) -> Self {
        let mut table = vec![vec![0u32; k]; k];
        for (own, &other) in map.iter().zip(groups) {
            if let Some(own) = own {
                table[*own as usize][other as usize] += 1;
            }
        }
        let rows: Vec<u32> = table.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<u32> = (0..k).map(|j| table.iter().map(|row| row[j]).sum()).collect();
        let overlap = |i: usize| {
            let best =
                |j: usize| f64::from(table[i][j]) / f64::from((rows[i] + columns[j] - table[i][j]).max(1));
            (0..k).map(best).fold(0.0, f64::max)
        };
        Self {
            overlaps: (0..k).map(overlap).collect(),
            ari: adjusted_rand(&table, &rows, &columns),
            gain: 0.0,
        }
    }
}

/// A number of groups on trial.
struct Trial {
    k: usize,
    /// Whether every group is large enough to be shown.
    large_enough: bool,
    rounds: usize,
    all_back: usize,
    /// Rounds in which these groups made the votes of those left out likelier.
    explained: usize,
    back: Vec<usize>,
    aris: Vec<f64>,
}

impl Trial {
    fn new(k: usize, map: &[Option<u8>]) -> Self {
        let needed = MIN_GROUP.max((MIN_GROUP_SHARE * map.len() as f64).ceil() as usize);
        let size = |group: usize| map.iter().filter(|g| **g == Some(group as u8)).count();
        let large_enough = map.len() >= MIN_PEOPLE && (0..k).all(|group| size(group) >= needed);
        Self { k, large_enough, rounds: 0, all_back: 0, explained: 0, back: vec![0; k], aris: Vec::new() }
    }

    /// Whether this number of groups can still be taken after `resamples` rounds.
    fn open(&self, resamples: usize) -> bool {
        let may_miss = |needed: f64| ((1.0 - needed) * resamples as f64).round();
        let (missed, unexplained) = (self.rounds - self.all_back, self.rounds - self.explained);
        self.large_enough && missed as f64 <= may_miss(SHOWN) && unexplained as f64 <= may_miss(EXPLAINED)
    }

    fn holds(&self) -> bool {
        let rounds = self.rounds as f64;
        self.large_enough
            && self.rounds > 0
            && self.all_back as f64 >= SHOWN * rounds
            && self.explained as f64 >= EXPLAINED * rounds
    }

    fn add(&mut self, outcome: &Outcome) {
        self.rounds += 1;
        self.explained += usize::from(outcome.gain > 0.0);
        self.aris.push(outcome.ari);
        let needed = if self.k == 2 { OVERLAP } else { FINER_OVERLAP };
        let back: Vec<bool> = outcome.overlaps.iter().map(|&overlap| overlap >= needed).collect();
        self.all_back += usize::from(back.iter().all(|&b| b));
        for (count, back) in self.back.iter_mut().zip(back) {
            *count += usize::from(back);
        }
    }

    fn report(&self, taken: Option<usize>) -> Tried {
        let mut aris = self.aris.clone();
        aris.sort_by(f64::total_cmp);
        Tried {
            k: self.k as u32,
            resamples: self.rounds as u32,
            came_back: self.all_back as u32,
            explained: self.explained as u32,
            groups_came_back: self.back.iter().map(|&b| b as u32).collect(),
            median_ari: aris.get(aris.len() / 2).copied(),
            large_enough: self.large_enough,
            taken: taken == Some(self.k),
            ..Tried::default()
        }
    }
}

// Who opposes.

/// At most this share of the people, an eighth, can be set aside: more than that is no small minority.
const MOST: f64 = 0.125;
/// A person opposes if this share of what the person said about common ground, by weight, was against it.
const AGAINST: f64 = 0.5;
/// Votes lent to every statement, half of them agreeing, so that a few votes make no common ground: at least so many, and as
/// many as there are people who can be set aside. Else a few who vote on everything would make the common ground of what
/// hardly anyone else has seen, and seem to go with it.
const LENT: f64 = 10.0;

/// Whether each person of the ballots is set aside as an opponent: the most opposed first.
pub(crate) fn opposed(ballots: &Ballots) -> Vec<bool> {
    let mut opponents = opponents(ballots);
    opponents.truncate(set_aside(opponents.len(), ballots.people()));
    let mut opposed = vec![false; ballots.people()];
    for (_, person) in opponents {
        opposed[person] = true;
    }
    opposed
}

/// All who go against most of what they said about common ground, on however little: the most opposed first.
pub(crate) fn opponents(ballots: &Ballots) -> Vec<(f64, usize)> {
    let weights = weights(ballots);
    let mut opponents: Vec<(f64, usize)> = (0..ballots.people())
        .map(|person| (against(ballots.of(person), &weights), person))
        .filter(|&(share, _)| share > AGAINST)
        .collect();
    opponents.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    opponents
}

/// How many of the opponents are set aside: all while they are few, fewer again as they grow beyond an eighth, none
/// from a quarter on. A veto grows with those who use it; there is no size at which it springs up.
fn set_aside(opponents: usize, people: usize) -> usize {
    let (opponents, most) = (opponents as f64, people as f64 * MOST);
    opponents.min(2.0 * most - opponents).max(0.0).floor() as usize
}

/// For each code: positive weight if it goes with nearly everyone, negative if against, near 0 where people differ.
fn weights(ballots: &Ballots) -> Vec<f64> {
    let totals = ballots.totals();
    let lent = LENT.max(MOST * ballots.people() as f64);
    let mut weights = Vec::with_capacity(totals.len());
    for pair in totals.chunks_exact(OUTCOMES) {
        let lean = (pair[1] - pair[0]) / (pair[0] + pair[1] + lent);
        // Cubed, so that only what nearly everyone shares weighs anything.
        let weight = lean * lean * lean;
        weights.extend([-weight, weight]);
    }
    weights
}

/// The share, by weight, of a person's votes on common ground that were against it.
fn against(codes: &[u32], weights: &[f64]) -> f64 {
    let (mut with, mut against) = (0.0, 0.0);
    for &code in codes {
        let weight = weights[code as usize];
        if weight >= 0.0 {
            with += weight;
        } else {
            against -= weight;
        }
    }
    if with + against > 0.0 { against / (with + against) } else { 0.0 }
}

// In which order people stand.

/// People on the map in an order of their own: by a digest of what they voted, which no numbering can move.
pub(crate) struct Roll {
    /// Rows of the matrix, in that order.
    pub(crate) rows: Vec<usize>,
    /// A digest of all votes, from which the seed of resampling is taken.
    pub(crate) seed: u64,
}

impl Roll {
    pub(crate) fn call(conversation: &Conversation, in_map: &[usize]) -> Self {
        let votes = &conversation.votes;
        let mut keyed: Vec<(u64, usize)> = in_map.iter().map(|&row| (digest(votes, row), row)).collect();
        // A stable sort: people with equal ballots are interchangeable.
        keyed.sort_by_key(|&(key, _)| key);
        let seed = keyed.iter().fold(0u64, |sum, &(key, _)| sum.wrapping_add(mix(key)));
        Self { rows: keyed.into_iter().map(|(_, row)| row).collect(), seed }
    }
}

fn digest(votes: &VoteMatrix, row: usize) -> u64 {
    votes.row(row).iter().fold(0, |digest, cell| {
        let vote = u64::from(votes.statements()[cell.column()].0) * 3 + cell.outcome() as u64;
        mix(digest ^ vote)
    })
}
