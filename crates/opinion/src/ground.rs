//! Common ground: what all groups agree on, cautiously where votes are few, and with no veto for the small.

use crate::arithmetic::{exp, ln, square};
use crate::map::{CommonGround, Interval, Tally};

/// A group speaks in common ground if it has at least this share of the people, an eighth.
pub(crate) const VOICE: f64 = 0.125;
/// Two-sided 90 % point of the normal distribution.
const Z: f64 = 1.644_853_626_951_472_2;
/// Jeffreys' prior: half an agreement and half of its opposite.
const PRIOR: f64 = 0.5;

/// One group's share of agreement with its range: Jeffreys' estimate within Wilson's interval around it.
pub(crate) fn share(agree: u32, seen: u32) -> Interval {
    let n = f64::from(seen) + 2.0 * PRIOR;
    let p = (f64::from(agree) + PRIOR) / n;
    let centre = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let reach = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Interval { low: (centre - reach).max(0.0), value: p, high: (centre + reach).min(1.0) }
}

/// The k-th root of the product of shares, with the range that follows from theirs: on the scale of logarithms the
/// distances to the ends are added as independent errors are (Zou and Donner's recovery of variances).
pub(crate) fn together(shares: &[Interval]) -> Interval {
    if shares.is_empty() {
        return Interval { low: 0.0, value: 0.0, high: 1.0 };
    }
    let k = shares.len() as f64;
    let middle = shares.iter().map(|s| ln(s.value)).sum::<f64>() / k;
    let spread = |end: fn(&Interval) -> f64| {
        shares.iter().map(|s| square(ln(s.value) - ln(end(s)))).sum::<f64>().sqrt() / k
    };
    Interval {
        low: exp(middle - spread(|s| s.low)),
        value: exp(middle),
        high: exp(middle + spread(|s| s.high)).min(1.0),
    }
}

/// What is known of one statement's votes, for [`rank`].
pub(crate) struct Votes<'a> {
    pub(crate) statement: crate::votes::StatementId,
    /// Tallies of the groups.
    pub(crate) groups: &'a [Tally],
    /// The same without unverified accounts.
    pub(crate) verified: Option<&'a [Tally]>,
    /// The opposed few.
    pub(crate) opposed: Tally,
}

/// Statements by common ground of the groups that have a voice, best first.
pub(crate) fn rank<'a>(statements: impl Iterator<Item = Votes<'a>>, voices: &[bool]) -> Vec<CommonGround> {
    let mut ranked: Vec<CommonGround> = statements.map(|votes| ground(&votes, voices)).collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.statement.cmp(&b.statement)));
    ranked
}

fn ground(votes: &Votes, voices: &[bool]) -> CommonGround {
    let shares = |tallies: &[Tally]| -> Vec<Interval> {
        let heard = tallies.iter().zip(voices).filter(|(_, voice)| **voice);
        heard.map(|(tally, _)| share(tally.agree, tally.seen)).collect()
    };
    let of_groups = shares(votes.groups);
    let agreement = together(&of_groups);
    let mut with_opposed = of_groups;
    if votes.opposed.seen > 0 {
        with_opposed.push(share(votes.opposed.agree, votes.opposed.seen));
    }
    let dissenting = |(group, tally): (usize, &Tally)| (tally.disagree > tally.agree).then_some(group as u32);
    CommonGround {
        statement: votes.statement,
        score: agreement.low,
        agreement,
        with_opposed: together(&with_opposed),
        verified: votes.verified.map(|tallies| together(&shares(tallies))),
        votes: votes.groups.iter().fold(Tally::default(), |sum, tally| sum.and(*tally)),
        dissent: votes.groups.iter().enumerate().filter_map(dissenting).collect(),
        opposed: votes.opposed,
    }
}

impl Tally {
    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            agree: self.agree + other.agree,
            disagree: self.disagree + other.disagree,
            seen: self.seen + other.seen,
        }
    }

    pub(crate) fn add(&mut self, sign: i8) {
        self.agree += u32::from(sign > 0);
        self.disagree += u32::from(sign < 0);
        self.seen += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_groups_of_one_mind_do_not_lower_the_score() {
        let one = together(&[share(90, 100)]);
        let four = together(&[share(90, 100); 4]);
        assert!((one.value - four.value).abs() < 1e-12);
        assert!(four.low > one.low, "more evidence, narrower range");
    }

    #[test]
    fn few_votes_cannot_win() {
        assert!(share(2, 2).low < share(80, 100).low);
        assert!(share(0, 0).low < 0.1);
    }

    #[test]
    fn a_range_holds_its_value() {
        for (agree, seen) in [(0, 0), (0, 5), (5, 5), (3, 7), (999, 1000)] {
            let s = share(agree, seen);
            assert!(
                0.0 <= s.low && s.low <= s.value && s.value <= s.high && s.high <= 1.0,
                "{agree} of {seen}: {s:?}"
            );
        }
    }
}
