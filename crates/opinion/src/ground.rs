//! Common ground: what all groups agree on, cautiously where votes are few, and with no veto for the small.

use crate::arithmetic::{exp, ln, square};
use crate::map::{CommonGround, Interval, Rejection, Tally};

/// A group speaks in common ground if it has at least this share of the people, an eighth.
pub(crate) const VOICE: f64 = 0.125;
/// Two-sided 90 % point of the normal distribution.
const Z: f64 = 1.644_853_626_951_472_2;
/// Jeffreys' prior: half an agreement and half of its opposite.
const PRIOR: f64 = 0.5;

/// One group's share of agreement with its range: Jeffreys' estimate within Wilson's interval around it.
pub(crate) fn share(agree: u32, seen: u32) -> Interval {
    share_of(f64::from(agree), f64::from(seen))
}

fn share_of(agree: f64, seen: f64) -> Interval {
    let n = seen + 2.0 * PRIOR;
    let p = (agree + PRIOR) / n;
    let centre = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let reach = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Interval { low: (centre - reach).max(0.0), value: p, high: (centre + reach).min(1.0) }
}

/// Votes of a group as they weigh.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Weighed {
    pub(crate) agree: f64,
    pub(crate) disagree: f64,
    /// How many voted, passes included.
    pub(crate) seen: f64,
}

impl Weighed {
    pub(crate) fn add(&mut self, sign: i8, weight: f64) {
        match sign {
            1 => self.agree += weight,
            -1 => self.disagree += weight,
            _ => {}
        }
        self.seen += weight;
    }

    fn plain(tally: &Tally) -> Self {
        let Tally { agree, disagree, seen } = *tally;
        Self { agree: agree.into(), disagree: disagree.into(), seen: seen.into() }
    }

    /// The share of those who say so; as long as fewer voted than are needed, the low end counts those missing as saying
    /// otherwise.
    fn share(self, says: Says, needed: f64) -> Interval {
        let saying = if says == Says::Agree { self.agree } else { self.disagree };
        let share = share_of(saying, self.seen);
        Interval { low: share.low.min(share_of(saying, self.seen.max(needed)).low), ..share }
    }
}

/// What is asked of the groups.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    Agree,
    Disagree,
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
    /// The same as the votes weigh; where that is not said, every vote weighs one.
    pub(crate) weighed: Option<&'a [Weighed]>,
    /// The same without unverified accounts.
    pub(crate) verified: Option<&'a [Weighed]>,
    /// The opposed few.
    pub(crate) opposed: Tally,
}

/// A group in common ground.
#[derive(Clone, Copy)]
pub(crate) struct Voice {
    /// Whether it is large enough to have a voice.
    pub(crate) heard: bool,
    /// Votes of the group that a statement needs.
    pub(crate) needed: f64,
}

/// Statements by common ground of the groups that have a voice, best first.
pub(crate) fn rank<'a>(statements: impl Iterator<Item = Votes<'a>>, voices: &[Voice]) -> Vec<CommonGround> {
    let mut ranked: Vec<CommonGround> = statements.map(|votes| ground(&votes, voices)).collect();
    // Equals stay in the order in which they came: that of content in version 3, of ids before.
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

/// What all groups reject, most rejected first.
pub(crate) fn rejected<'a>(statements: impl Iterator<Item = Votes<'a>>, voices: &[Voice]) -> Vec<Rejection> {
    let mut found: Vec<Rejection> = statements.filter_map(|votes| rejection(&votes, voices)).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found
}

fn shares(tallies: &[Weighed], voices: &[Voice], says: Says) -> Vec<Interval> {
    let heard = tallies.iter().zip(voices).filter(|(_, voice)| voice.heard);
    heard.map(|(tally, voice)| tally.share(says, voice.needed)).collect()
}

fn ground(votes: &Votes, voices: &[Voice]) -> CommonGround {
    let of_groups = match votes.weighed {
        Some(weighed) => shares(weighed, voices, Says::Agree),
        None => shares(&votes.groups.iter().map(Weighed::plain).collect::<Vec<_>>(), voices, Says::Agree),
    };
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
        verified: votes.verified.map(|tallies| together(&shares(tallies, voices, Says::Agree))),
        votes: votes.groups.iter().fold(Tally::default(), |sum, tally| sum.and(*tally)),
        dissent: votes.groups.iter().enumerate().filter_map(dissenting).collect(),
        opposed: votes.opposed,
    }
}

/// The statement if all groups reject it.
fn rejection(votes: &Votes, voices: &[Voice]) -> Option<Rejection> {
    let rejection = together(&shares(votes.weighed?, voices, Says::Disagree));
    let is_shared = rejection.low > 0.5 && votes.groups.iter().all(|tally| tally.disagree >= tally.agree);
    is_shared.then(|| Rejection {
        statement: votes.statement,
        score: rejection.low,
        rejection,
        verified: votes.verified.map(|tallies| together(&shares(tallies, voices, Says::Disagree))),
        votes: votes.groups.iter().fold(Tally::default(), |sum, tally| sum.and(*tally)),
        opposed: votes.opposed,
    })
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
