//! How many groups there are and who belongs to them, judged by whether they foretell votes and come back when half of the
//! people are left out. `docs/opinion-map.md` explains the bars.

use crate::ballots::{Ballots, mix};
use crate::chunks::map_ranges;
use crate::map::{Answer, Bars, Stability, Tried};
use crate::mixture::{Belonging, MAX_GROUPS, Mixture, nested};

/// A group has at least this many people …
const MIN_GROUP: usize = 5;
/// … and at least this share of those on the map.
const MIN_GROUP_SHARE: f64 = 0.02;
/// A person is counted in a group if the votes make it at least this probable (nine to one).
pub(crate) const SURE: f64 = 0.9;
/// What is asked of groups.
const BARS: Bars = Bars { explained: 0.5, overlap: 0.75, finer_overlap: 0.9 };
/// A group came back in a resample if it shares this much with its best match (intersection over union).
const BACK: f64 = 0.75;
/// Fewer people than this are one crowd: what a dozen people on a side do says nothing that lasts.
const MIN_PEOPLE: usize = 30;
/// The structure is looked for among at most this many people; everyone is then assigned.
const STRUCTURE_PEOPLE: usize = 4000;
/// Steps in which the structure is fitted to everyone, if it was found among some.
const FINISHING_STEPS: usize = 8;
/// Each cut of the people into halves makes two resamples: each half is fitted, and asked about the other.
const HALVES: usize = 2;
/// Cuts after which it is asked what is clear by now.
const BATCH: usize = 10;
/// Cuts at most: where a figure lies so near to its bar that it is not clear by then, its mean decides.
const MOST_CUTS: usize = 200;
/// A figure is clear of its bar if it is so many standard errors away.
const CLEAR: f64 = 4.0;

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
    ///
    /// `draws` has a number for each person that decides in which half the person is in each cut.
    pub(crate) fn find(
        ballots: &Ballots,
        draws: &[u64],
        resamples: Option<usize>,
        known: Option<&Stability>,
    ) -> Self {
        let sample = ballots.of_people(0..ballots.people().min(STRUCTURE_PEOPLE));
        let (k, mixture, stability) = if let Some(known) = known {
            let k = known.taken();
            (k, nested(&sample, k).into_iter().nth(k.wrapping_sub(2)), known.clone())
        } else {
            let cuts = resamples.map_or(MOST_CUTS, |resamples| resamples.div_ceil(HALVES));
            measured(&sample, draws, cuts)
        };
        finished(ballots, &sample, k, mixture, stability)
    }
}

/// Fits the groups found among some people to everyone.
pub(crate) fn finished(
    ballots: &Ballots,
    sample: &Ballots,
    k: usize,
    mixture: Option<Mixture>,
    stability: Stability,
) -> Grouping {
    let Some(mixture) = mixture else {
        return Grouping { k: 1, mixture: None, stability };
    };
    let finished = if sample.people() == ballots.people() {
        mixture
    } else {
        mixture.improve(ballots, &ballots.totals(), FINISHING_STEPS).0
    };
    Grouping { k, mixture: Some(finished), stability }
}

fn measured(sample: &Ballots, draws: &[u64], most_cuts: usize) -> (usize, Option<Mixture>, Stability) {
    let mut mixtures: Vec<Option<Mixture>> = nested(sample, MAX_GROUPS).into_iter().map(Some).collect();
    let maps: Vec<Vec<Option<u8>>> =
        mixtures.iter().flatten().map(|mixture| sure(&mixture.belongings(sample))).collect();
    let mut trials: Vec<Trial> = maps.iter().enumerate().map(|(i, map)| Trial::new(i + 2, map)).collect();
    let mut done = 0;
    while done < most_cuts {
        let Some(max_k) = still_open(&trials) else { break };
        let batch = BATCH.min(most_cuts - done);
        let cuts = map_ranges(batch, 1, |one| cut(sample, draws, &maps, max_k, done + one.start));
        for outcomes in cuts.into_iter().flatten() {
            for (trial, outcome) in trials.iter_mut().zip(outcomes) {
                trial.add(&outcome);
            }
        }
        done += batch;
    }
    let (answer, taken) = verdict(&trials);
    let stability = Stability {
        answer: Some(answer),
        bars: Some(BARS),
        resamples: (done * HALVES) as u32,
        seed: None,
        tried: trials.iter().map(|trial| trial.report(taken)).collect(),
    };
    (taken.unwrap_or(1), taken.and_then(|k| mixtures[k - 2].take()), stability)
}

/// The largest number of groups of which it is not clear yet whether they hold, unless a larger one clearly does.
fn still_open(trials: &[Trial]) -> Option<usize> {
    let clear = trials.iter().rposition(|trial| trial.is(Trial::holds, -CLEAR)).map_or(0, |at| at + 1);
    trials[clear..].iter().rfind(|trial| trial.is(Trial::holds, CLEAR)).map(|trial| trial.k)
}

/// Whether there are groups, and how many are shown.
fn verdict(trials: &[Trial]) -> (Answer, Option<usize>) {
    if let Some(trial) = trials.iter().rfind(|trial| trial.is(Trial::holds, 0.0)) {
        return (Answer::Groups, Some(trial.k));
    }
    let explaining = trials.iter().filter(|trial| trial.is(Trial::explains, 0.0));
    // Of those that foretell votes, the ones that come back most; the fewest of equals.
    let best = explaining.reduce(|a, b| if b.overlap.mean() > a.overlap.mean() { b } else { a });
    best.map_or((Answer::Crowd, None), |trial| (Answer::Unsettled, Some(trial.k)))
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

/// Cuts the people into halves by chance, fits each, and asks of each where everyone would belong and how likely it makes
/// the votes of the other. Whether a person is in the one half or the other rests on the cut and the person's ballot
/// alone, so that a vote of somebody else does not draw everyone anew.
fn cut(
    sample: &Ballots,
    draws: &[u64],
    maps: &[Vec<Option<u8>>],
    max_k: usize,
    cut: usize,
) -> Vec<Vec<Outcome>> {
    let cut = mix(cut as u64);
    let half = |side: u64| {
        let of_side = |person: &usize| mix(draws[*person] ^ cut) & 1 == side;
        sample.of_people((0..sample.people()).filter(of_side))
    };
    let [one, other] = [half(0), half(1)];
    [(&one, &other), (&other, &one)]
        .map(|(fitted, asked)| resample(sample, fitted, asked, maps, max_k))
        .into()
}

fn resample(
    sample: &Ballots,
    fitted: &Ballots,
    asked: &Ballots,
    maps: &[Vec<Option<u8>>],
    max_k: usize,
) -> Vec<Outcome> {
    // Without groups nothing is gained.
    let mut most = 0.0;
    let outcome = |(i, mixture): (usize, &Mixture)| {
        let groups: Vec<u8> = mixture.belongings(sample).iter().map(|b| b.group).collect();
        let gained: f64 = mixture.gains(asked).iter().sum();
        let gain = gained - most;
        most = gained.max(most);
        Outcome { gain, ..Outcome::compare(&maps[i], &groups, i + 2) }
    };
    let mut outcomes: Vec<Outcome> = nested(fitted, max_k).iter().enumerate().map(outcome).collect();
    // Groups that are not to be found in a half did not come back.
    outcomes.extend((outcomes.len()..max_k - 1).map(|i| Outcome {
        overlaps: vec![0.0; i + 2],
        ari: 0.0,
        gain: 0.0,
    }));
    outcomes
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

/// Agreement of two partitions beyond chance (Hubert and Arabie 1985), from their table and its sums.
pub(crate) fn adjusted_rand(table: &[Vec<u32>], rows: &[u32], columns: &[u32]) -> f64 {
    let pairs = |n: &u32| f64::from(*n) * (f64::from(*n) - 1.0) / 2.0;
    let together: f64 = table.iter().flatten().map(pairs).sum();
    let (a, b): (f64, f64) = (rows.iter().map(pairs).sum(), columns.iter().map(pairs).sum());
    let all = pairs(&rows.iter().sum()).max(1.0);
    let (expected, most) = (a * b / all, f64::midpoint(a, b));
    if most - expected > 0.0 { (together - expected) / (most - expected) } else { 1.0 }
}

/// A figure measured again and again.
#[derive(Clone, Copy, Default)]
struct Figure {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Figure {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    fn mean(self) -> f64 {
        self.sum / self.count.max(1.0)
    }

    /// Whether the mean, moved by so many standard errors, reaches a bar. The variance is lent one value at each end of the
    /// scale from 0 to 1, so that a few equal values do not pass for certainty.
    fn reaches(self, bar: f64, errors: f64) -> bool {
        let count = self.count + 2.0;
        let mean = (self.sum + 1.0) / count;
        let variance = ((self.squares + 1.0) / count - mean * mean).max(0.0);
        self.mean() + errors * (variance / count).sqrt() >= bar
    }
}

/// A number of groups on trial.
struct Trial {
    k: usize,
    /// Whether every group is large enough to be shown.
    large_enough: bool,
    /// Share of each group among those who are sure of theirs.
    shares: Vec<f64>,
    /// How much of the groups came back.
    overlap: Figure,
    /// Whether they made the votes of those left out likelier: 1 or 0.
    explained: Figure,
    all_back: u32,
    back: Vec<u32>,
    aris: Vec<f64>,
}

impl Trial {
    fn new(k: usize, map: &[Option<u8>]) -> Self {
        let needed = MIN_GROUP.max((MIN_GROUP_SHARE * map.len() as f64).ceil() as usize);
        let sizes: Vec<usize> =
            (0..k).map(|group| map.iter().filter(|g| **g == Some(group as u8)).count()).collect();
        let all = sizes.iter().sum::<usize>().max(1) as f64;
        Self {
            k,
            large_enough: map.len() >= MIN_PEOPLE && sizes.iter().all(|&size| size >= needed),
            shares: sizes.iter().map(|&size| size as f64 / all).collect(),
            overlap: Figure::default(),
            explained: Figure::default(),
            all_back: 0,
            back: vec![0; k],
            aris: Vec::new(),
        }
    }

    /// Whether something can be said of these groups, or (with errors in their favour) might still be.
    fn is(&self, what: fn(&Self, f64) -> bool, errors: f64) -> bool {
        let measured = self.overlap.count > 0.0 || errors > 0.0;
        self.large_enough && measured && what(self, errors)
    }

    /// They foretell the votes of those left out better than fewer groups do.
    fn explains(&self, errors: f64) -> bool {
        self.explained.reaches(BARS.explained, errors)
    }

    /// They do, and come back.
    fn holds(&self, errors: f64) -> bool {
        let bar = if self.k == 2 { BARS.overlap } else { BARS.finer_overlap };
        self.explains(errors) && self.overlap.reaches(bar, errors)
    }

    fn add(&mut self, outcome: &Outcome) {
        self.overlap.add(outcome.overlaps.iter().zip(&self.shares).map(|(o, share)| o * share).sum());
        self.explained.add(f64::from(u8::from(outcome.gain > 0.0)));
        self.aris.push(outcome.ari);
        let back: Vec<bool> = outcome.overlaps.iter().map(|&overlap| overlap >= BACK).collect();
        self.all_back += u32::from(back.iter().all(|&b| b));
        for (count, back) in self.back.iter_mut().zip(back) {
            *count += u32::from(back);
        }
    }

    fn report(&self, taken: Option<usize>) -> Tried {
        let mut aris = self.aris.clone();
        aris.sort_by(f64::total_cmp);
        Tried {
            k: self.k as u32,
            resamples: self.aris.len() as u32,
            came_back: self.all_back,
            explained: self.explained.sum as u32,
            groups_came_back: self.back.clone(),
            overlap: (!aris.is_empty()).then(|| self.overlap.mean()),
            median_ari: aris.get(aris.len() / 2).copied(),
            large_enough: self.large_enough,
            taken: taken == Some(self.k),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_clear_of_its_bar_only_after_some_values() {
        let figure = |values: &[f64]| {
            let mut figure = Figure::default();
            for value in values {
                figure.add(*value);
            }
            figure
        };
        assert!(figure(&[]).reaches(0.9, CLEAR), "nothing is clear before anything was measured");
        assert!(figure(&[1.0; 10]).reaches(0.75, 0.0));
        assert!(!figure(&[1.0; 10]).reaches(0.75, -CLEAR), "ten good values may be luck");
        assert!(figure(&[1.0; 400]).reaches(0.75, -CLEAR));
        assert!(figure(&[0.73; 100]).reaches(0.75, CLEAR) && !figure(&[0.5; 400]).reaches(0.75, CLEAR));
    }
}
