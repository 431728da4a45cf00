//! Balance: what a statement's result is if every constituency weighs the same, however many of it came.

use crate::arithmetic::square;
use crate::ground::{share, together};
use crate::map::{Interval, Tally};
use crate::shared::is_most;

/// A statement's votes by constituency, weighed so that each counts once.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// The share that agrees if each constituency weighs the same: the mean of their shares.
    pub equal: Interval,
    /// By how much all constituencies agree: the k-th root of the product of their shares, as in common ground.
    pub across: Interval,
    /// Constituencies of which more disagree than agree, by place.
    pub dissent: Vec<usize>,
    /// Whether in each of them most of those who voted agree.
    pub most_of_each: bool,
}

impl Balance {
    /// The balance of some constituencies; absent with fewer than two, for there is nothing to balance.
    pub fn of(constituencies: &[Tally]) -> Option<Self> {
        if constituencies.len() < 2 {
            return None;
        }
        let shares: Vec<Interval> =
            constituencies.iter().map(|tally| share(tally.agree, tally.seen)).collect();
        let against = |(_, tally): &(usize, &Tally)| tally.disagree > tally.agree;
        Some(Self {
            equal: mean(&shares),
            across: together(&shares),
            dissent: constituencies.iter().enumerate().filter(against).map(|(place, _)| place).collect(),
            most_of_each: constituencies.iter().all(|tally| is_most(tally.agree, *tally)),
        })
    }

    /// Whether it is common ground across the constituencies: agreement is above one half at the low end of its range,
    /// in each of them most of those who voted agree, and none is against.
    pub fn holds(&self) -> bool {
        self.across.low > 0.5 && self.dissent.is_empty() && self.most_of_each
    }
}

/// The share that agrees, with its range: Jeffreys' estimate within Wilson's 90 % interval.
pub fn agreement(tally: Tally) -> Interval {
    share(tally.agree, tally.seen)
}

/// The mean of independent shares; its distances to the ends are added as independent errors are (Zou and Donner 2008).
fn mean(shares: &[Interval]) -> Interval {
    let k = shares.len() as f64;
    let value = shares.iter().map(|one| one.value).sum::<f64>() / k;
    let spread = |end: fn(&Interval) -> f64| {
        shares.iter().map(|one| square(one.value - end(one))).sum::<f64>().sqrt() / k
    };
    Interval {
        low: (value - spread(|one| one.low)).max(0.0),
        value,
        high: (value + spread(|one| one.high)).min(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tally(agree: u32, seen: u32) -> Tally {
        Tally { agree, disagree: seen - agree, seen }
    }

    #[test]
    fn a_large_constituency_weighs_no_more_than_a_small_one() {
        let check = |constituencies: &[Tally], equal: f64, holds: bool| {
            let found = Balance::of(constituencies).unwrap();
            assert!((found.equal.value - equal).abs() < 0.01, "{found:?}");
            assert_eq!(found.holds(), holds, "{found:?}");
        };
        // 950 of 1,000 people agree, and yet it is no common ground.
        check(&[tally(940, 960), tally(10, 40)], 0.615, false);
        check(&[tally(940, 960), tally(36, 40)], 0.935, true);
        // A majority in each, but on few votes.
        check(&[tally(7, 10), tally(8, 12)], 0.67, false);
        assert_eq!(Balance::of(&[tally(3, 4)]), None);
    }

    proptest! {
        #[test]
        fn the_balance_does_not_depend_on_sizes_alone(
            votes in prop::collection::vec((0..200_u32, 0..200_u32), 2..7), times in 2..9_u32,
        ) {
            let once: Vec<Tally> = votes.iter().map(|(agree, against)| tally(*agree, agree + against)).collect();
            let found = Balance::of(&once).unwrap();
            prop_assert!(0.0 <= found.equal.low && found.equal.low <= found.equal.value);
            prop_assert!(found.equal.value <= found.equal.high && found.equal.high <= 1.0);
            // As many times the same votes from one constituency alone: nobody else's weight changes much.
            let mut more = once.clone();
            more[0] = Tally { agree: once[0].agree * times, disagree: once[0].disagree * times, seen: once[0].seen * times };
            let moved = (Balance::of(&more).unwrap().equal.value - found.equal.value).abs();
            prop_assert!(moved <= 0.5 / once.len() as f64 + 1e-12, "{moved}");
        }
    }
}
