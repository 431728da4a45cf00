//! Two maps of one process compared: of two days, or of everyone and of verified people alone. Who stands elsewhere,
//! which groups merged or split, and which statements' common ground changed.

use std::collections::BTreeMap;

use crate::map::{Interval, OpinionMap, Place};
use crate::votes::{ParticipantId, StatementId};

/// A part of a group is worth naming in a merger or a split from this share of the group on.
const PART: f64 = 0.25;
/// A change of common ground smaller than this is not told.
const TOLD: f64 = 0.02;

/// Where somebody stands on a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// In the group with this index.
    Group(u32),
    /// Between two groups.
    Between,
    /// Among the few who oppose most of what the others share.
    Opposed,
    /// Voted too little to be placed.
    Unplaced,
    /// Not there: had not voted, or is left out of this map.
    Absent,
}

impl Standing {
    /// The membership that a place on the map stands for.
    pub fn of(place: &Place) -> Self {
        match (place.group, place.between, place.opposed) {
            (Some(group), _, _) => Self::Group(group),
            (None, Some(_), _) => Self::Between,
            (None, None, true) => Self::Opposed,
            (None, None, false) => Self::Unplaced,
        }
    }

    /// Every standing there is with some number of groups, in the order of tables.
    pub fn all(groups: u32) -> Vec<Self> {
        let others = [Self::Between, Self::Opposed, Self::Unplaced, Self::Absent];
        (0..groups).map(Self::Group).chain(others).collect()
    }
}

/// What moved between two maps of the same process: people by group, and the common ground.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Standings on the first map, in the order of the rows of `flows`.
    pub before: Vec<Standing>,
    /// Standings on the second map, in the order of the columns of `flows`.
    pub after: Vec<Standing>,
    /// How many people went from each standing to each.
    pub flows: Vec<Vec<u32>>,
    /// People in a group on both maps …
    pub in_both: u32,
    /// … of whom so many are in another group than the one that most of theirs went to.
    pub moved: u32,
    /// By group of the first map, the group of the second to which most of its people went.
    pub successor: Vec<Option<u32>>,
    /// Groups of the second map to which a good part of several groups came: the group, and where they came from.
    pub merged: Vec<(u32, Vec<u32>)>,
    /// Groups of the first map of which a good part went to each of several groups: the group, and where they went.
    pub split: Vec<(u32, Vec<u32>)>,
    /// Statements whose common ground changed, the most changed first.
    pub ground: Vec<GroundChange>,
}

/// How a statement's common ground changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroundChange {
    /// The statement that both maps have.
    pub statement: StatementId,
    /// On the first map, if it was on it.
    pub before: Option<Interval>,
    /// On the second map, if it is on it.
    pub after: Option<Interval>,
    /// Whether all groups shared it on the first map.
    pub was_shared: bool,
    /// Whether all groups share it on the second map.
    pub is_shared: bool,
}

impl GroundChange {
    /// By how much the low end moved.
    pub fn change(&self) -> f64 {
        let low = |interval: Option<Interval>| interval.map_or(0.0, |interval| interval.low);
        low(self.after) - low(self.before)
    }
}

/// Compares two maps of the same process, the older first. Participants and statements are matched by id.
pub fn compare(before: &OpinionMap, after: &OpinionMap) -> Comparison {
    let (rows, columns) = (Standing::all(before.k), Standing::all(after.k));
    let mut flows = vec![vec![0; columns.len()]; rows.len()];
    let place_of = |standing: Standing, of: &[Standing]| of.iter().position(|known| *known == standing);
    for (from, to) in standings(before, after).into_values() {
        if let (Some(row), Some(column)) = (place_of(from, &rows), place_of(to, &columns)) {
            flows[row][column] += 1;
        }
    }
    let core: Vec<&[u32]> = flows[..before.k as usize].iter().map(|row| &row[..after.k as usize]).collect();
    let successor: Vec<Option<u32>> = core.iter().map(|row| largest(row)).collect();
    let in_both = core.iter().map(|row| row.iter().sum::<u32>()).sum();
    let stayed: u32 = core.iter().zip(&successor).map(|(row, to)| to.map_or(0, |to| row[to as usize])).sum();
    let turned: Vec<Vec<u32>> =
        (0..after.k as usize).map(|column| core.iter().map(|row| row[column]).collect()).collect();
    Comparison {
        merged: in_parts(&turned, |from, to| parts(core[from as usize]).contains(&to)),
        split: in_parts(&core.iter().map(|row| row.to_vec()).collect::<Vec<_>>(), |_, _| true),
        ground: changes(before, after),
        before: rows,
        after: columns,
        moved: in_both - stayed,
        flows,
        in_both,
        successor,
    }
}

fn standings(before: &OpinionMap, after: &OpinionMap) -> BTreeMap<ParticipantId, (Standing, Standing)> {
    let mut found = BTreeMap::new();
    for place in &before.participants {
        found.insert(place.id, (Standing::of(place), Standing::Absent));
    }
    for place in &after.participants {
        found.entry(place.id).or_insert((Standing::Absent, Standing::Absent)).1 = Standing::of(place);
    }
    found
}

/// The largest part, the first of equals; none of nobody.
fn largest(row: &[u32]) -> Option<u32> {
    let most = row.iter().copied().max().filter(|most| *most > 0)?;
    row.iter().position(|count| *count == most).map(|at| at as u32)
}

/// The parts of a row that are worth naming.
fn parts(row: &[u32]) -> Vec<u32> {
    let all = f64::from(row.iter().sum::<u32>());
    let named = |(_, count): &(usize, &u32)| **count > 0 && f64::from(**count) >= PART * all;
    row.iter().enumerate().filter(named).map(|(at, _)| at as u32).collect()
}

/// The rows that come in several parts, and those parts for which `counts(part, row)` holds.
fn in_parts(rows: &[Vec<u32>], counts: impl Fn(u32, u32) -> bool) -> Vec<(u32, Vec<u32>)> {
    let found = rows.iter().enumerate().map(|(at, row)| {
        let of_row: Vec<u32> = parts(row).into_iter().filter(|part| counts(*part, at as u32)).collect();
        (at as u32, of_row)
    });
    found.filter(|(_, parts)| parts.len() > 1).collect()
}

fn changes(before: &OpinionMap, after: &OpinionMap) -> Vec<GroundChange> {
    let mut found: BTreeMap<StatementId, GroundChange> = BTreeMap::new();
    let empty = |statement| GroundChange {
        statement,
        before: None,
        after: None,
        was_shared: false,
        is_shared: false,
    };
    for ground in &before.common_ground {
        let change = found.entry(ground.statement).or_insert_with(|| empty(ground.statement));
        (change.before, change.was_shared) = (Some(ground.agreement), before.is_shared(ground));
    }
    for ground in &after.common_ground {
        let change = found.entry(ground.statement).or_insert_with(|| empty(ground.statement));
        (change.after, change.is_shared) = (Some(ground.agreement), after.is_shared(ground));
    }
    let told = |change: &GroundChange| change.was_shared != change.is_shared || change.change().abs() >= TOLD;
    let mut list: Vec<GroundChange> = found.into_values().filter(told).collect();
    // First what became or ceased to be common ground, then by how far it moved.
    list.sort_by(|a, b| {
        let crossed = |change: &GroundChange| change.was_shared != change.is_shared;
        let by_size = b.change().abs().total_cmp(&a.change().abs());
        crossed(b).cmp(&crossed(a)).then(by_size).then(a.statement.cmp(&b.statement))
    });
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Options;
    use crate::votes::{CastVote, Conversation, Vote, VoteMatrix};

    /// Camps of forty people each, who answer twelve statements by a pattern of their camp.
    fn camps(camps: u32) -> OpinionMap {
        let votes = (0..40 * camps).flat_map(|person| {
            (0..12).filter(move |statement| (person * 7 + statement * 5) % 11 != 0).map(move |statement| {
                CastVote {
                    participant: ParticipantId(person),
                    statement: StatementId(statement),
                    vote: if (statement / 4 == person % camps) == (person % 13 != 0) {
                        Vote::Agree
                    } else {
                        Vote::Disagree
                    },
                }
            })
        });
        crate::map(&Conversation::new(VoteMatrix::canonical(votes)), &Options::default())
    }

    #[test]
    fn a_map_equals_itself() {
        let map = camps(2);
        assert_eq!(map.k, 2);
        let found = compare(&map, &map);
        assert_eq!((found.moved, found.merged.len(), found.split.len(), found.ground.len()), (0, 0, 0, 0));
        assert_eq!(found.flows.iter().flatten().sum::<u32>(), 80);
        assert_eq!(found.successor, [Some(0), Some(1)]);
    }

    #[test]
    fn those_who_came_are_told_apart_from_those_who_moved() {
        let (before, after) = (camps(2), camps(3));
        let found = compare(&before, &after);
        assert_eq!(found.flows.iter().flatten().sum::<u32>(), 120);
        let absent = found.before.iter().position(|standing| *standing == Standing::Absent).unwrap();
        assert_eq!(found.flows[absent].iter().sum::<u32>(), 40, "forty people had not voted before");
        assert!(found.moved <= found.in_both);
    }

    #[test]
    fn groups_merge_and_split_by_their_people() {
        let check = |rows: &[Vec<u32>], expected: &[(u32, Vec<u32>)]| {
            assert_eq!(in_parts(rows, |_, _| true), expected, "{rows:?}");
        };
        check(&[vec![40, 3], vec![2, 50]], &[]);
        check(&[vec![40, 30], vec![2, 50]], &[(0, vec![0, 1])]);
        check(&[vec![0, 0]], &[]);
    }
}
