//! Which statement to show next: what a vote on it would be worth, to the map and to its author.

use crate::arithmetic::{exp, exp2, hypot, ln, log2, square};
use crate::ballots::mix;
use crate::map::{OpinionMap, StatementPlace, Tally};
use crate::votes::{StatementId, Vote};
use std::collections::{BTreeMap, BTreeSet};

/// Weight of a statement about the conversation itself.
pub(crate) const META_PRIORITY: f64 = 7.0;

/// The classic weight of a statement in the draw of the next one.
pub(crate) fn classic_priority(agree: u32, disagree: u32, seen: u32, extremity: f64, meta: bool) -> f64 {
    if meta {
        return META_PRIORITY * META_PRIORITY;
    }
    let votes = f64::from(seen);
    let passes = (f64::from(seen - agree - disagree) + 1.0) / (votes + 2.0);
    let agrees = (f64::from(agree) + 1.0) / (votes + 2.0);
    let newness = 1.0 + 8.0 * exp2(-votes / 5.0);
    square((1.0 - passes) * (1.0 + extremity) * agrees * newness)
}

/// Worth of one more vote on a statement, for everyone: the uncertainty that is left, more for statements that tell
/// people apart, and much more for new ones.
pub(crate) fn priority(all: Tally, extremity: f64) -> f64 {
    let votes = f64::from(all.seen);
    let passes = (f64::from(all.seen - all.agree - all.disagree) + 1.0) / (votes + 2.0);
    let newness = 1.0 + 8.0 * exp2(-votes / 5.0);
    (1.0 - passes) * (1.0 + extremity) * newness
}

/// This share of all draws goes to every open statement alike, so that none is ever starved.
const FOR_ALL: f64 = 0.1;
/// How much more a statement weighs that would tell which group the person belongs to, at most.
const TELLING: f64 = 4.0;

/// Weight of a statement that is no part of the map (one about the process itself), beside one that is and of which
/// enough is known.
const ASIDE: f64 = 0.1;

/// Statements to ask a person next, the first first: drawn by weight without replacement, decided by the seed alone.
///
/// `open` are the statements that may be shown (new ones need not be on the map yet), `answered` what the person said.
pub fn next(
    map: &OpinionMap,
    open: &[StatementId],
    answered: &BTreeMap<StatementId, Vote>,
    seed: u64,
    how_many: usize,
) -> Vec<StatementId> {
    draw(&chances(map, open, answered), seed, how_many)
}

/// The same where there is no map yet: `open` are the unanswered statements with everyone's votes on each.
pub fn first(open: &[(StatementId, Tally)], seed: u64, how_many: usize) -> Vec<StatementId> {
    let weights: Vec<_> = open.iter().map(|&(id, all)| (id, priority(all, 0.0))).collect();
    draw(&fair(weights), seed, how_many)
}

/// Draws without replacement, each with its chance among those left; the same seed draws the same.
fn draw(chances: &[(StatementId, f64)], seed: u64, how_many: usize) -> Vec<StatementId> {
    // The smallest of exponential waiting times, each with rate equal to the chance, is a draw by chance.
    let waiting = |&(id, chance): &(StatementId, f64)| {
        let uniform = (mix(seed ^ mix(u64::from(id.0))) >> 11) as f64 + 0.5;
        (-ln(uniform / (1u64 << 53) as f64) / chance, id)
    };
    let mut drawn: Vec<(f64, StatementId)> = chances.iter().map(waiting).collect();
    drawn.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    drawn.into_iter().map(|(_, id)| id).take(how_many).collect()
}

/// The chance of each open, unanswered statement to be asked next; they sum to one.
pub fn chances(
    map: &OpinionMap,
    open: &[StatementId],
    answered: &BTreeMap<StatementId, Vote>,
) -> Vec<(StatementId, f64)> {
    let belonging = belonging(map, answered);
    let open: BTreeSet<StatementId> = open.iter().copied().filter(|id| !answered.contains_key(id)).collect();
    let weight = |id: StatementId| match place(map, id) {
        None => priority(Tally::default(), 0.0),
        Some(place) if place.moderated_out => ASIDE,
        Some(place) => {
            priority(place.all, hypot(place.x, place.y))
                * (1.0 + TELLING * telling(&belonging, &place.groups))
        }
    };
    fair(open.into_iter().map(|id| (id, weight(id))).collect())
}

/// Chances by weight, of which a part goes to all alike.
fn fair(mut weights: Vec<(StatementId, f64)>) -> Vec<(StatementId, f64)> {
    let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let alike = FOR_ALL / weights.len().max(1) as f64;
    for (_, weight) in &mut weights {
        *weight = (1.0 - FOR_ALL) * *weight / sum + alike;
    }
    weights
}

fn place(map: &OpinionMap, id: StatementId) -> Option<&StatementPlace> {
    let at = map.statements.binary_search_by_key(&id, |place| place.id).ok()?;
    Some(&map.statements[at])
}

/// How probable each group is for a person with these votes.
fn belonging(map: &OpinionMap, answered: &BTreeMap<StatementId, Vote>) -> Vec<f64> {
    let mut odds: Vec<f64> = map.groups.iter().map(|group| ln(f64::from(group.size) + 1.0)).collect();
    for (id, vote) in answered {
        let Some(place) = place(map, *id).filter(|place| !place.moderated_out) else { continue };
        for (odd, tally) in odds.iter_mut().zip(&place.groups) {
            *odd += match vote {
                Vote::Agree => ln(agreeing(tally)),
                Vote::Disagree => ln(1.0 - agreeing(tally)),
                Vote::Pass => 0.0,
            };
        }
    }
    let top = odds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = odds.iter().map(|odd| exp(odd - top)).collect();
    let sum: f64 = raised.iter().sum();
    raised.into_iter().map(|r| r / sum).collect()
}

/// The smoothed share of agreement among those who did not pass.
fn agreeing(tally: &Tally) -> f64 {
    (f64::from(tally.agree) + 1.0) / (f64::from(tally.agree + tally.disagree) + 2.0)
}

/// What an answer would tell about the person's group, in bits: the information they have in common.
fn telling(belonging: &[f64], groups: &[Tally]) -> f64 {
    let bits = |p: f64| -(p * log2(p) + (1.0 - p) * log2(1.0 - p));
    let mixed: f64 = belonging.iter().zip(groups).map(|(q, tally)| q * agreeing(tally)).sum();
    let within: f64 = belonging.iter().zip(groups).map(|(q, tally)| q * bits(agreeing(tally))).sum();
    if mixed > 0.0 && mixed < 1.0 { (bits(mixed) - within).max(0.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::votes::{CastVote, Conversation, ParticipantId, VoteMatrix};
    use crate::{Options, map};

    /// Two camps of 40 that differ on statements 0–4, agree on 5–8, and have hardly seen 9.
    fn camps() -> OpinionMap {
        let mut votes = Vec::new();
        for person in 0..80u32 {
            for statement in 0..9u32 {
                let split = if (person < 40) == (statement % 2 == 0) { Vote::Agree } else { Vote::Disagree };
                let vote = if statement < 5 { split } else { Vote::Agree };
                votes.push((person, statement, vote));
            }
        }
        votes.push((0, 9, Vote::Agree));
        let cast = votes.into_iter().map(|(person, statement, vote)| CastVote {
            participant: ParticipantId(person),
            statement: StatementId(statement),
            vote,
        });
        map(&Conversation::new(VoteMatrix::canonical(cast)), &Options::default())
    }

    fn open() -> Vec<StatementId> {
        (0..11).map(StatementId).collect()
    }

    #[test]
    fn routing_is_not_uniform_and_is_fair_to_new_statements() {
        let map = camps();
        let chances = chances(&map, &open(), &BTreeMap::new());
        let chance = |id: u32| chances.iter().find(|c| c.0 == StatementId(id)).map(|c| c.1).unwrap();
        assert!((chances.iter().map(|c| c.1).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(chance(0) > 1.5 * chance(6), "what tells people apart is asked more: {chances:?}");
        assert!(chance(10) > 2.0 * chance(6), "what is new is asked more: {chances:?}");
    }

    #[test]
    fn nothing_is_starved() {
        let map = camps();
        let chances = chances(&map, &open(), &BTreeMap::new());
        assert!(chances.iter().all(|c| c.1 >= FOR_ALL / 11.0));
        let mut first: BTreeMap<StatementId, usize> = BTreeMap::new();
        for seed in 0..2000 {
            *first.entry(next(&map, &open(), &BTreeMap::new(), mix(seed), 1)[0]).or_default() += 1;
        }
        assert_eq!(first.len(), 11, "every statement was first for someone: {first:?}");
        for (id, chance) in chances {
            let (drawn, expected) = (first[&id] as f64, 2000.0 * chance);
            assert!((drawn - expected).abs() < 5.0 * expected.sqrt(), "{id:?} {drawn} {expected}");
        }
    }

    #[test]
    fn what_is_answered_is_not_asked_and_what_is_known_is_asked_less() {
        let map = camps();
        let answered: BTreeMap<_, _> = (0..3)
            .map(|id| (StatementId(id), if id % 2 == 0 { Vote::Agree } else { Vote::Disagree }))
            .collect();
        let before = chances(&map, &open(), &BTreeMap::new());
        let after = chances(&map, &open(), &answered);
        assert!(after.iter().all(|c| c.0.0 >= 3));
        let ratio = |chances: &[(StatementId, f64)]| {
            let of = |id: u32| chances.iter().find(|c| c.0 == StatementId(id)).map(|c| c.1).unwrap();
            of(3) / of(6)
        };
        assert!(ratio(&after) < ratio(&before), "one whose group is known need not be asked which it is");
    }

    #[test]
    fn a_statement_about_the_process_is_asked_seldom_but_asked() {
        let mut map = camps();
        map.statements[6].moderated_out = true;
        let chances = chances(&map, &open(), &BTreeMap::new());
        let of = |id: u32| chances.iter().find(|c| c.0 == StatementId(id)).map(|c| c.1).unwrap();
        assert!(of(6) < of(7) / 2.0 && of(6) >= FOR_ALL / 11.0, "{chances:?}");
    }

    #[test]
    fn without_a_map_the_new_come_first_and_none_is_starved() {
        let tally = |seen| Tally { agree: seen, disagree: 0, seen };
        let open: Vec<_> = (0..10).map(|id| (StatementId(id), tally(if id == 0 { 0 } else { 60 }))).collect();
        let mut firsts: BTreeMap<StatementId, usize> = BTreeMap::new();
        for seed in 0..2000 {
            *firsts.entry(first(&open, mix(seed), 1)[0]).or_default() += 1;
        }
        assert_eq!(firsts.len(), 10, "{firsts:?}");
        assert!(firsts[&StatementId(0)] > 3 * firsts[&StatementId(1)], "{firsts:?}");
    }

    #[test]
    fn the_same_seed_asks_the_same() {
        let map = camps();
        assert_eq!(
            next(&map, &open(), &BTreeMap::new(), 7, 11),
            next(&map, &open(), &BTreeMap::new(), 7, 11)
        );
        assert_eq!(next(&map, &open(), &BTreeMap::new(), 7, 99).len(), 11);
    }
}
