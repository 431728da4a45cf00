//! Who opposes most of what the others share: a few who vote against common ground wherever they meet it, whether
//! they mean it or were made up to spoil it. Votes cannot tell these apart, so both are shown, and neither has a veto.

use crate::ballots::{Ballots, OUTCOMES};

/// At most this share of the people, an eighth, can be set aside: more than that is no small minority.
pub(crate) const MOST: f64 = 0.125;
/// A person opposes if this share of what the person said about common ground, by weight, was against it.
const AGAINST: f64 = 0.5;
/// Votes lent to every statement, half of them agreeing, so that a few votes make no common ground: at least so many, and as
/// many as there are people who can be set aside. Else a few who vote on everything would make the common ground of what
/// hardly anyone else has seen, and seem to go with it.
const LENT: f64 = 10.0;

/// Whether each person of the ballots is set aside as an opponent: the most opposed first.
pub(crate) fn opposed(ballots: &Ballots) -> Vec<bool> {
    let weights = weights(ballots);
    let mut opponents: Vec<(f64, usize)> = (0..ballots.people())
        .map(|person| (against(ballots.of(person), &weights), person))
        .filter(|&(share, _)| share > AGAINST)
        .collect();
    opponents.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    opponents.truncate(set_aside(opponents.len(), ballots.people()));
    let mut opposed = vec![false; ballots.people()];
    for (_, person) in opponents {
        opposed[person] = true;
    }
    opposed
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
