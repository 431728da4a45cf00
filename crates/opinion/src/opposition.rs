//! Who opposes most of what the others share: a few who vote against common ground wherever they meet it, whether
//! they mean it or were made up to spoil it. Votes cannot tell these apart, so both are shown, and neither has a veto.
//!
//! To be counted apart weighs on a person. It takes votes on several statements that nearly everyone else shares, and so many
//! against them that chance does not explain it. What the others share is counted without those who might oppose, be it on
//! however little: else many accounts that oppose would make it look as if nothing were shared.

use crate::arithmetic::square;
use crate::ballots::{Ballots, OUTCOMES};
use crate::ground::share;
use crate::version2::opponents as suspected;

/// At most this share of the people, an eighth, can be set aside: more than that is no small minority.
const MOST: f64 = 0.125;
/// A statement is shared if of those who took sides at least this share took one, at the low end of its range.
const SHARED: f64 = 0.7;
/// Votes on shared statements without which nothing is said of a person.
const EVIDENCE: f64 = 7.0;
/// A person opposes if the share of those votes that went against the others is above one half at the lower end of its
/// range, which is so many standard errors wide: one person in two hundred who tosses coins is that far out.
const ERRORS: f64 = 2.575_829_303_548_900_4;

/// Whether each person of the ballots is set aside as an opponent: the most clearly opposed first.
pub(crate) fn opposed(ballots: &Ballots) -> Vec<bool> {
    let sides = sides(ballots);
    let mut opponents: Vec<(f64, usize)> = (0..ballots.people())
        .filter_map(|person| Some((against(ballots.of(person), &sides)?, person)))
        .filter(|&(least, _)| least > 0.5)
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

/// What a vote is to the others.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    With,
    Against,
    /// The statement is not shared.
    Neither,
}

/// For each code, whether it goes with or against what is shared by those who are beyond suspicion; if a quarter and more are
/// not, by everyone.
fn sides(ballots: &Ballots) -> Vec<Side> {
    let suspected = suspected(ballots);
    let few = (suspected.len() as f64) < 2.0 * MOST * ballots.people() as f64;
    let mut totals = ballots.totals();
    for (_, person) in suspected.into_iter().filter(|_| few) {
        ballots.of(person).iter().for_each(|&code| totals[code as usize] -= 1.0);
    }
    let of_statement = |pair: &[f64]| {
        let (disagree, agree) = (pair[0] as u32, pair[1] as u32);
        if share(agree, agree + disagree).low >= SHARED {
            [Side::Against, Side::With]
        } else if share(disagree, agree + disagree).low >= SHARED {
            [Side::With, Side::Against]
        } else {
            [Side::Neither; OUTCOMES]
        }
    };
    totals.chunks_exact(OUTCOMES).flat_map(of_statement).collect()
}

/// At least which share of a person's votes on shared statements was against the others (the lower end of Wilson's
/// interval); nothing if there are too few of them.
fn against(codes: &[u32], sides: &[Side]) -> Option<f64> {
    let count = |side| codes.iter().filter(|&&code| sides[code as usize] == side).count() as f64;
    let against = count(Side::Against);
    let n = against + count(Side::With);
    if n < EVIDENCE {
        return None;
    }
    let (share, z2) = (against / n, square(ERRORS));
    let reach = ERRORS * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some((share + z2 / (2.0 * n) - reach) / (1.0 + z2 / n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_evidence_to_oppose() {
        let sides = [Side::Against, Side::With, Side::Neither, Side::Neither];
        let least = |against: usize, with: usize, else_where: usize| {
            let codes = [vec![0; against], vec![1; with], vec![2; else_where]].concat();
            super::against(&codes, &sides)
        };
        let opposes = |against, with| least(against, with, 30).is_some_and(|least| least > 0.5);
        assert_eq!(least(1, 0, 30), None, "one vote says nothing");
        assert_eq!(least(4, 0, 30), None);
        assert!(
            !opposes(5, 1) && !opposes(6, 4) && !opposes(60, 45),
            "more than half, but chance explains it"
        );
        assert!(opposes(7, 0) && opposes(10, 1) && opposes(70, 30));
        assert!(!opposes(0, 40) && !opposes(20, 20));
    }
}
