//! Groups as a mixture: each group has its own chance of agreeing with each statement, and people belong to the group
//! under which their votes are most likely. `docs/opinion-map.md` has the formulas.

use crate::arithmetic::{dot, exp, ln};
use crate::ballots::{Ballots, OUTCOMES};
use crate::chunks::{add_all, map_ranges};

/// Pieces into which people are cut for sums: fixed, so that the sums are.
const PIECES: usize = 16;
/// Smallest piece worth handing to another core.
const SMALLEST_PIECE: usize = 512;
/// Statements whose weights one core works out at a time.
const COLUMNS_PIECE: usize = 256;
/// Votes that every group is lent on every statement, spread as everyone's votes are.
const LENT: f64 = 2.0;
/// The fit stands still when a step improves the likelihood by less than this share.
const STILL: f64 = 1e-5;
/// Steps at most.
pub(crate) const STEPS: usize = 40;
/// Steps by which the possible splits are compared.
const TRIAL_STEPS: usize = 6;
/// Rounds of power iteration by which the direction of a split is found.
const ROUNDS: usize = 12;
/// Votes by which scores along a direction are damped, so that sparse voters are drawn to the middle.
const DAMPING: f64 = 5.0;

/// Groups at most.
pub(crate) const MAX_GROUPS: usize = 8;

/// A fitted mixture of `k` groups, 2 to [`MAX_GROUPS`].
#[derive(Clone, Debug)]
pub(crate) struct Mixture {
    k: usize,
    /// Natural logarithm of each group's share of the people.
    shares: Vec<f64>,
    /// For each code and group: log of the group's chance over everyone's chance.
    weights: Vec<f64>,
}

/// The weights of one statement, by outcome and group, from everyone's votes on it and the expected ones of each group.
fn weigh(totals: &[f64], counts: &[f64], weights: &mut [f64]) {
    let k = counts.len() / OUTCOMES;
    let seen: f64 = totals.iter().sum();
    if seen == 0.0 {
        return;
    }
    for group in 0..k {
        let in_group: f64 = (0..OUTCOMES).map(|outcome| counts[outcome * k + group]).sum();
        for outcome in 0..OUTCOMES {
            let overall = (totals[outcome] + 0.5) / (seen + 0.5 * OUTCOMES as f64);
            let own = (counts[outcome * k + group] + LENT * overall) / (in_group + LENT);
            weights[outcome * k + group] = ln(own / overall);
        }
    }
}

/// What one look at everyone yields.
struct Look {
    /// Expected votes by code and group.
    counts: Vec<f64>,
    /// By group, the sum of everyone's probabilities of belonging to it.
    people: Vec<f64>,
    /// Log-likelihood against "everyone is alike".
    likelihood: f64,
}

/// A person's likeliest group, the next one, and the probability of the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Belonging {
    pub(crate) group: u8,
    pub(crate) next: u8,
    pub(crate) sure: f64,
}

fn piece(people: usize) -> usize {
    people.div_ceil(PIECES).max(SMALLEST_PIECE)
}

/// Calls a method that knows the number of groups when it is compiled: the innermost loops are over groups.
macro_rules! by_groups {
    ($mixture:ident, $method:ident, $ballots:ident) => {
        match $mixture.k {
            2 => $mixture.$method::<2>($ballots),
            3 => $mixture.$method::<3>($ballots),
            4 => $mixture.$method::<4>($ballots),
            5 => $mixture.$method::<5>($ballots),
            6 => $mixture.$method::<6>($ballots),
            7 => $mixture.$method::<7>($ballots),
            _ => $mixture.$method::<MAX_GROUPS>($ballots),
        }
    };
}

impl Mixture {
    /// The mixture that explains expected memberships best, given the lent votes.
    fn explaining(look: &Look, totals: &[f64]) -> Self {
        let k = look.people.len();
        let all: f64 = look.people.iter().sum::<f64>() + k as f64;
        let shares = look.people.iter().map(|people| ln((people + 1.0) / all)).collect();
        let width = OUTCOMES * k;
        let parts = map_ranges(totals.len() / OUTCOMES, COLUMNS_PIECE, |range| {
            let mut weights = vec![0.0; range.len() * width];
            let totals = totals[range.start * OUTCOMES..range.end * OUTCOMES].chunks_exact(OUTCOMES);
            let counts = look.counts[range.start * width..range.end * width].chunks_exact(width);
            for ((totals, counts), weights) in totals.zip(counts).zip(weights.chunks_exact_mut(width)) {
                weigh(totals, counts, weights);
            }
            weights
        });
        let weights = parts.concat();
        Self { k, shares, weights }
    }

    /// The mixture of a hard partition.
    pub(crate) fn of_partition(ballots: &Ballots, groups: &[u8], k: usize, totals: &[f64]) -> Self {
        let mut look = Look { counts: vec![0.0; totals.len() * k], people: vec![0.0; k], likelihood: 0.0 };
        for (person, &group) in groups.iter().enumerate() {
            look.people[group as usize] += 1.0;
            for &code in ballots.of(person) {
                look.counts[code as usize * k + group as usize] += 1.0;
            }
        }
        Self::explaining(&look, totals)
    }

    /// Each group's log-odds for these votes, up to a constant.
    fn score<const K: usize>(&self, codes: &[u32]) -> [f64; K] {
        let mut scores = [0.0; K];
        scores.copy_from_slice(&self.shares);
        let (weights, _) = self.weights.as_chunks::<K>();
        for &code in codes {
            for (score, weight) in scores.iter_mut().zip(weights[code as usize]) {
                *score += weight;
            }
        }
        scores
    }

    fn look(&self, ballots: &Ballots) -> Look {
        by_groups!(self, look_of, ballots)
    }

    fn look_of<const K: usize>(&self, ballots: &Ballots) -> Look {
        let empty = || Look { counts: vec![0.0; self.weights.len()], people: vec![0.0; K], likelihood: 0.0 };
        let parts = map_ranges(ballots.people(), piece(ballots.people()), |range| {
            let mut look = empty();
            let (counts, _) = look.counts.as_chunks_mut::<K>();
            for person in range {
                let codes = ballots.of(person);
                let mut scores = self.score::<K>(codes);
                look.likelihood += soften(&mut scores);
                for (sum, score) in look.people.iter_mut().zip(scores) {
                    *sum += score;
                }
                for &code in codes {
                    for (count, score) in counts[code as usize].iter_mut().zip(scores) {
                        *count += score;
                    }
                }
            }
            look
        });
        parts.into_iter().reduce(Look::and).unwrap_or_else(empty)
    }

    /// Improves the mixture until it stands still; also returns its likelihood.
    pub(crate) fn improve(mut self, ballots: &Ballots, totals: &[f64], steps: usize) -> (Self, f64) {
        let mut last = f64::NEG_INFINITY;
        for _ in 0..steps {
            let look = self.look(ballots);
            self = Self::explaining(&look, totals);
            let gain = look.likelihood - last;
            last = look.likelihood;
            if gain.abs() < STILL * last.abs() {
                break;
            }
        }
        (self, last)
    }

    /// How much likelier each person's votes are under these groups than if everyone were alike (natural logarithm).
    pub(crate) fn gains(&self, ballots: &Ballots) -> Vec<f64> {
        by_groups!(self, gains_of, ballots)
    }

    fn gains_of<const K: usize>(&self, ballots: &Ballots) -> Vec<f64> {
        let gain = |person| soften(&mut self.score::<K>(ballots.of(person)));
        let people = ballots.people();
        map_ranges(people, piece(people), |range| range.map(gain).collect::<Vec<_>>()).concat()
    }

    /// Where everyone belongs.
    pub(crate) fn belongings(&self, ballots: &Ballots) -> Vec<Belonging> {
        by_groups!(self, belongings_of, ballots)
    }

    fn belongings_of<const K: usize>(&self, ballots: &Ballots) -> Vec<Belonging> {
        let belonging = |person| {
            let mut scores = self.score::<K>(ballots.of(person));
            soften(&mut scores);
            Belonging::of(&scores)
        };
        let people = ballots.people();
        map_ranges(people, piece(people), |range| range.map(belonging).collect::<Vec<_>>()).concat()
    }
}

impl Belonging {
    fn of(probabilities: &[f64]) -> Self {
        let best = |except: Option<usize>| {
            let mut best = None;
            for (group, &p) in probabilities.iter().enumerate() {
                if Some(group) != except && best.is_none_or(|(_, held)| p > held) {
                    best = Some((group, p));
                }
            }
            best
        };
        let (group, sure) = best(None).unwrap_or((0, 1.0));
        let next = best(Some(group)).map_or(group, |(next, _)| next);
        Self { group: group as u8, next: next as u8, sure }
    }
}

impl Look {
    fn and(mut self, other: Self) -> Self {
        let add = |sums: &mut [f64], more: Vec<f64>| sums.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        add(&mut self.counts, other.counts);
        add(&mut self.people, other.people);
        self.likelihood += other.likelihood;
        self
    }
}

/// Turns log-odds into probabilities; returns the log of their sum.
fn soften(scores: &mut [f64]) -> f64 {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - top);
        sum += *score;
    }
    for score in scores.iter_mut() {
        *score /= sum;
    }
    top + ln(sum)
}

/// Mixtures of 2, 3 … `max_k` groups; each is found by splitting the group of the one before whose split explains most.
/// Fewer if nothing is left to split.
pub(crate) fn nested(ballots: &Ballots, max_k: usize) -> Vec<Mixture> {
    let totals = ballots.totals();
    let mut groups = vec![0u8; ballots.people()];
    let mut found = Vec::new();
    for k in 2..=max_k {
        let mut best: Option<(f64, Mixture)> = None;
        for group in 0..k as u8 - 1 {
            let Some(split) = split(ballots, &groups, group, k as u8 - 1) else { continue };
            let start = Mixture::of_partition(ballots, &split, k, &totals);
            let (mixture, likelihood) = start.improve(ballots, &totals, TRIAL_STEPS);
            if best.as_ref().is_none_or(|(held, _)| likelihood > *held) {
                best = Some((likelihood, mixture));
            }
        }
        let Some((_, mixture)) = best else { break };
        let (mixture, _) = mixture.improve(ballots, &totals, STEPS);
        groups = mixture.belongings(ballots).iter().map(|b| b.group).collect();
        found.push(mixture);
    }
    found
}

/// The partition with one group cut in two across its leading direction, if it has people on both sides.
fn split(ballots: &Ballots, groups: &[u8], group: u8, new: u8) -> Option<Vec<u8>> {
    let members: Vec<u32> =
        (0..groups.len() as u32).filter(|&person| groups[person as usize] == group).collect();
    let scores = along_leading_direction(ballots, &members);
    let mut split = groups.to_vec();
    for (&member, &score) in members.iter().zip(&scores) {
        if score > 0.0 {
            split[member as usize] = new;
        }
    }
    let moved = split.iter().map(|&g| usize::from(g == new)).sum::<usize>();
    (moved > 0 && moved < members.len()).then_some(split)
}

/// Scores of the members along the direction in which they differ most, every vote centred at the members' mean.
fn along_leading_direction(ballots: &Ballots, members: &[u32]) -> Vec<f64> {
    let columns = ballots.columns();
    let centred = centred_votes(ballots, members);
    let value = |code: u32, v: &[f64]| centred[code as usize] * v[code as usize / OUTCOMES];
    let mut direction: Vec<f64> = (0..columns).map(|column| 1.0 + (column as f64 * GOLDEN).fract()).collect();
    for _ in 0..ROUNDS {
        let parts = map_ranges(members.len(), piece(members.len()), |range| {
            let mut out = vec![0.0; columns];
            for &member in &members[range] {
                let codes = ballots.of(member as usize);
                let score: f64 = codes.iter().map(|&code| value(code, &direction)).sum();
                for &code in codes {
                    out[code as usize / OUTCOMES] += score * centred[code as usize];
                }
            }
            out
        });
        let next = add_all(parts, columns);
        let length = dot(&next, &next).sqrt();
        if length == 0.0 {
            return vec![0.0; members.len()];
        }
        direction = next.into_iter().map(|x| x / length).collect();
    }
    let score = |&member: &u32| {
        let codes = ballots.of(member as usize);
        let sum: f64 = codes.iter().map(|&code| value(code, &direction)).sum();
        sum / (codes.len() as f64 + DAMPING).sqrt()
    };
    members.iter().map(score).collect()
}

/// Spreads the start of power iteration evenly, so that it is orthogonal to nothing.
const GOLDEN: f64 = 0.618_033_988_749_895;

/// The value of each code after centring at the members' means.
fn centred_votes(ballots: &Ballots, members: &[u32]) -> Vec<f64> {
    let mut counts = vec![0u32; ballots.columns() * OUTCOMES];
    for &member in members {
        for &code in ballots.of(member as usize) {
            counts[code as usize] += 1;
        }
    }
    let mut values = Vec::with_capacity(counts.len());
    for pair in counts.chunks_exact(OUTCOMES) {
        let (disagree, agree) = (f64::from(pair[0]), f64::from(pair[1]));
        let mean = (agree - disagree) / (agree + disagree).max(1.0);
        values.extend([-1.0 - mean, 1.0 - mean]);
    }
    values
}
