//! How many groups there are and who belongs to them, judged by whether they come back when half of the people are
//! left out at random.

use crate::ballots::{Ballots, mix};
use crate::chunks::map_ranges;
use crate::map::{Stability, Tried};
use crate::mixture::{Belonging, MAX_GROUPS, Mixture, nested};

/// A group has at least this many people …
pub(crate) const MIN_GROUP: usize = 5;
/// … and at least this share of those on the map.
pub(crate) const MIN_GROUP_SHARE: f64 = 0.02;
/// A person is counted in a group if the votes make it at least this probable (nine to one).
pub(crate) const SURE: f64 = 0.9;
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
/// Steps in which the structure is fitted to everyone, if it was found among some.
const FINISHING_STEPS: usize = 8;

/// Groups found.
pub(crate) struct Grouping {
    /// Number of groups; 1 is one crowd.
    pub(crate) k: usize,
    /// What tells where a person belongs; nothing if there is one crowd.
    pub(crate) mixture: Option<Mixture>,
    pub(crate) stability: Stability,
}

impl Grouping {
    /// Finds the groups; with `known`, takes the number of groups from there instead of measuring it again.
    pub(crate) fn find(ballots: &Ballots, seed: u64, resamples: usize, known: Option<&Stability>) -> Self {
        let sample = sample(ballots);
        let (k, mixture, stability) = if let Some(known) = known {
            let k = known.tried.iter().find(|tried| tried.taken).map_or(1, |tried| tried.k as usize);
            let mixture = nested(&sample, k).into_iter().nth(k.wrapping_sub(2));
            (k, mixture, known.clone())
        } else {
            measured(&sample, seed, resamples)
        };
        let Some(mixture) = mixture else {
            return Self { k: 1, mixture: None, stability };
        };
        let finished = if sample.people() == ballots.people() {
            mixture
        } else {
            mixture.improve(ballots, &ballots.totals(), FINISHING_STEPS).0
        };
        Self { k, mixture: Some(finished), stability }
    }
}

/// The people among whom the structure is looked for. The roll stands in an order that is as good as random.
fn sample(ballots: &Ballots) -> Ballots {
    ballots.of_people(0..ballots.people().min(STRUCTURE_PEOPLE))
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
    (taken.unwrap_or(1), mixture, Stability { resamples: done as u32, seed, tried })
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

fn adjusted_rand(table: &[Vec<u32>], rows: &[u32], columns: &[u32]) -> f64 {
    let pairs = |n: &u32| f64::from(*n) * (f64::from(*n) - 1.0) / 2.0;
    let together: f64 = table.iter().flatten().map(pairs).sum();
    let (a, b): (f64, f64) = (rows.iter().map(pairs).sum(), columns.iter().map(pairs).sum());
    let all = pairs(&rows.iter().sum()).max(1.0);
    let (expected, most) = (a * b / all, f64::midpoint(a, b));
    if most - expected > 0.0 { (together - expected) / (most - expected) } else { 1.0 }
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
        }
    }
}
