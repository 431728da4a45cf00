//! The default method: the classic plane, groups by a mixture judged on its stability, common ground nobody small can
//! veto. `docs/opinion-map.md` explains it.

use crate::arithmetic::hypot;
use crate::ballots::Ballots;
use crate::budget::Budget;
use crate::chunks::both;
use crate::classic::in_map;
use crate::content::{arranged, draws};
use crate::ground::{VOICE, Voice, Votes, Weighed, rank, rejected};
use crate::grouping::{Grouping, SURE};
use crate::map::{
    Counts, DeclaredGround, Group, METHOD, METHOD_VERSION, OpinionMap, Opposed, Options, Place,
    Representative, Stability, StatementPlace, Tally,
};
use crate::mixture::Belonging;
use crate::opposition::opposed;
use crate::plane::Plane;
use crate::proportion::{Z90, against_half, against_others, smoothed};
use crate::routing::priority;
use crate::version2;
use crate::votes::{Conversation, Vote};
use std::borrow::Cow;

/// [`Representative`] statements listed for a group at most.
const LISTED: usize = 5;
/// Decimals that are published: what lies beyond is arithmetic, not opinion.
const DECIMALS: f64 = 1e9;

/// Which version of the method makes the map; older results are recomputed under the one that made them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    Two,
    Three,
}

/// Computes the opinion map of a conversation. The same votes make the same map, byte for byte, in whatever order they
/// come and on however many threads; people and statements that are numbered otherwise get the same places.
pub fn map(conversation: &Conversation, options: &Options) -> OpinionMap {
    let mut map = made(&arranged(&canonical(conversation)), options, Version::Three);
    map.participants.sort_by_key(|place| place.id);
    map.statements.sort_by_key(|place| place.id);
    map
}

pub(crate) fn map_by_version2(conversation: &Conversation, options: &Options) -> OpinionMap {
    made(&canonical(conversation), options, Version::Two)
}

/// The conversation with rows and columns by id: so that nothing hangs on the order in which votes came.
fn canonical(conversation: &Conversation) -> Cow<'_, Conversation> {
    if conversation.votes.is_canonical() {
        return Cow::Borrowed(conversation);
    }
    Cow::Owned(Conversation { votes: conversation.votes.to_canonical(), ..conversation.clone() })
}

fn made(conversation: &Conversation, options: &Options, version: Version) -> OpinionMap {
    let (people, (plane, points)) = both(
        || People::find(conversation, options, version),
        || {
            let plane = Plane::converged(conversation);
            let points = plane.project(&conversation.votes);
            (plane, points)
        },
    );
    let tallies = Tallies::count(conversation, &people, options);
    let weighed = Scales::weigh(conversation, &plane, &people, &tallies, options, version);
    let groups = groups(conversation, &plane, &people, &points, &tallies);
    let statements = statements(conversation, &plane, &tallies);
    OpinionMap {
        method: METHOD,
        version: if version == Version::Two { version2::VERSION } else { METHOD_VERSION },
        counts: counts(conversation, &people),
        k: people.k as u32,
        common_ground: weighed.common_ground(conversation, &plane, &tallies),
        rejected: (version == Version::Three).then(|| weighed.rejected(conversation, &plane, &tallies)),
        declared: declared(conversation, &plane, &tallies, options),
        opposed: opposed_few(conversation, &plane, &people, &points, &tallies),
        participants: places(conversation, &people, &points),
        stability: people.stability,
        groups,
        statements,
    }
}

/// What each row of the matrix is.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    /// Voted too little to be asked.
    Outside,
    /// In a group, with that probability.
    In(u32, f64),
    /// Between two groups.
    Between(u32, u32, f64),
    /// Opposes most of what the others share.
    Opposed,
}

struct People {
    k: usize,
    /// By row.
    standing: Vec<Standing>,
    /// By row: the likeliest group of those who voted enough.
    nearest: Vec<Option<u32>>,
    stability: Stability,
    /// Resamples in which each group came back.
    came_back: Vec<u32>,
    sizes: Vec<u32>,
}

impl People {
    fn find(conversation: &Conversation, options: &Options, version: Version) -> Self {
        let votes = &conversation.votes;
        let live = conversation.live_columns();
        let resamples = options.resamples.map(|resamples| resamples as usize);
        let known = options.known.as_ref();
        let in_map = in_map(conversation);
        if version == Version::Two {
            let roll = version2::Roll::call(conversation, &in_map);
            let everyone = Ballots::of_rows(votes, &live, &roll.rows);
            let opposed = version2::opposed(&everyone);
            let kept: Vec<usize> = (0..roll.rows.len()).filter(|&person| !opposed[person]).collect();
            let ballots = everyone.of_people(kept.iter().copied());
            let resamples = resamples.unwrap_or(version2::DEFAULT_RESAMPLES);
            let grouping = version2::find(&ballots, roll.seed, resamples, known);
            return Self::standing(votes.rows(), &roll.rows, &everyone, &opposed, &kept, grouping);
        }
        let everyone = Ballots::of_rows(votes, &live, &in_map);
        let opposed = opposed(&everyone);
        let kept: Vec<usize> = (0..in_map.len()).filter(|&person| !opposed[person]).collect();
        let ballots = everyone.of_people(kept.iter().copied());
        let all_draws = draws(votes, &in_map);
        let draws: Vec<u64> = kept.iter().map(|&person| all_draws[person]).collect();
        let grouping = Grouping::find(&ballots, &draws, resamples, known);
        Self::standing(votes.rows(), &in_map, &everyone, &opposed, &kept, grouping)
    }

    /// Where everyone stands, given the groups.
    fn standing(
        all_rows: usize,
        rows: &[usize],
        everyone: &Ballots,
        opposed: &[bool],
        kept: &[usize],
        grouping: Grouping,
    ) -> Self {
        let belongings = grouping.mixture.as_ref().map(|mixture| mixture.belongings(everyone));
        let (number, came_back, sizes) = numbering(&grouping.stability, belongings.as_deref(), kept);
        let mut standing = vec![Standing::Outside; all_rows];
        let mut nearest = vec![None; all_rows];
        for (person, &row) in rows.iter().enumerate() {
            let belonging = belongings.as_ref().map(|all| all[person]);
            nearest[row] = Some(belonging.map_or(0, |b| number[b.group as usize]));
            standing[row] = match belonging {
                _ if opposed[person] => Standing::Opposed,
                None => Standing::In(0, 1.0),
                Some(b) if b.sure >= SURE => Standing::In(number[b.group as usize], b.sure),
                Some(b) => Standing::Between(number[b.group as usize], number[b.next as usize], b.sure),
            };
        }
        Self { k: grouping.k, standing, nearest, stability: grouping.stability, came_back, sizes }
    }
}

/// Numbers the groups by size, largest first; also how often each came back, and their sizes, in the new order.
fn numbering(
    stability: &Stability,
    belongings: Option<&[Belonging]>,
    counted: &[usize],
) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let Some(belongings) = belongings else { return (vec![0], Vec::new(), vec![counted.len() as u32]) };
    let taken = stability.tried.iter().find(|tried| tried.taken);
    let mut sizes = vec![0u32; taken.map_or(1, |tried| tried.k as usize)];
    for belonging in counted.iter().map(|&person| belongings[person]).filter(|b| b.sure >= SURE) {
        sizes[belonging.group as usize] += 1;
    }
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&group| std::cmp::Reverse(sizes[group]));
    let mut number = vec![0; sizes.len()];
    for (new, &old) in order.iter().enumerate() {
        number[old] = new as u32;
    }
    let back = taken.map_or(&[][..], |tried| &tried.groups_came_back);
    let came_back = order.iter().filter_map(|&old| back.get(old).copied()).collect();
    (number, came_back, order.iter().map(|&old| sizes[old]).collect())
}

/// Who voted how on each statement, among everyone, in each group and in each declared constituency.
struct Tallies {
    all: Vec<Tally>,
    /// By column, then group.
    groups: Vec<Vec<Tally>>,
    opposed: Vec<Tally>,
    /// By column, then constituency.
    declared: Vec<Vec<Tally>>,
    /// People of each constituency who voted.
    members: Vec<usize>,
}

impl Tallies {
    fn count(conversation: &Conversation, people: &People, options: &Options) -> Self {
        let votes = &conversation.votes;
        let columns = votes.columns();
        let mut tallies = Self {
            all: vec![Tally::default(); columns],
            groups: vec![vec![Tally::default(); people.k]; columns],
            opposed: vec![Tally::default(); columns],
            declared: vec![vec![Tally::default(); options.constituencies.len()]; columns],
            members: vec![0; options.constituencies.len()],
        };
        for (row, id) in votes.participants().iter().enumerate() {
            tallies.count_row(votes.row(row), people.standing[row]);
            for (index, constituency) in options.constituencies.iter().enumerate() {
                if constituency.members.contains(id) {
                    tallies.members[index] += 1;
                    votes
                        .row(row)
                        .iter()
                        .for_each(|cell| tallies.declared[cell.column()][index].add(cell.sign()));
                }
            }
        }
        tallies
    }

    fn count_row(&mut self, cells: &[crate::votes::Cell], standing: Standing) {
        for cell in cells {
            let (column, sign) = (cell.column(), cell.sign());
            self.all[column].add(sign);
            match standing {
                Standing::In(group, _) => {
                    self.groups[column][group as usize].add(sign);
                }
                Standing::Opposed => self.opposed[column].add(sign),
                Standing::Outside | Standing::Between(..) => {}
            }
        }
    }
}

fn counts(conversation: &Conversation, people: &People) -> Counts {
    let votes = &conversation.votes;
    let count = |which: fn(&Standing) -> bool| people.standing.iter().filter(|s| which(s)).count();
    Counts {
        participants: votes.rows(),
        statements: votes.columns(),
        votes: votes.vote_count(),
        in_map: count(|s| matches!(s, Standing::In(..))),
        between: count(|s| matches!(s, Standing::Between(..))),
        opposed: count(|s| matches!(s, Standing::Opposed)),
        moderated_out: conversation.moderated_out.union(&conversation.meta).count(),
    }
}

/// A number as it is published.
fn published(x: f64) -> f64 {
    // Adding zero turns a negative zero into a plain one.
    (x * DECIMALS).round() / DECIMALS + 0.0
}

fn places(conversation: &Conversation, people: &People, points: &[[f64; 2]]) -> Vec<Place> {
    let votes = &conversation.votes;
    let place = |(row, id): (usize, &crate::votes::ParticipantId)| {
        let standing = people.standing[row];
        let (group, sure, between) = match standing {
            Standing::In(group, sure) => (Some(group), Some(sure), None),
            Standing::Between(a, b, sure) => (None, Some(sure), Some([a, b])),
            Standing::Outside | Standing::Opposed => (None, None, None),
        };
        Place {
            id: *id,
            votes: votes.row(row).len() as u32,
            x: published(points[row][0]),
            y: published(points[row][1]),
            in_map: group.is_some(),
            group,
            nearest: people.nearest[row],
            sure: sure.map(published),
            between,
            opposed: standing == Standing::Opposed,
        }
    };
    votes.participants().iter().enumerate().map(place).collect()
}

fn statements(conversation: &Conversation, plane: &Plane, tallies: &Tallies) -> Vec<StatementPlace> {
    let ids = conversation.votes.statements().iter().enumerate();
    ids.map(|(column, &id)| {
        let [x, y] = plane.statement_point(column);
        let all = tallies.all[column];
        StatementPlace {
            id,
            moderated_out: !plane.live[column],
            x: published(x),
            y: published(y),
            all,
            groups: tallies.groups[column].clone(),
            priority: if plane.live[column] { published(priority(all, hypot(x, y))) } else { 0.0 },
        }
    })
    .collect()
}

/// The centre of the rows that stand so.
fn centre(people: &People, points: &[[f64; 2]], which: impl Fn(Standing) -> bool) -> [f64; 2] {
    let (mut sum, mut count) = ([0.0; 2], 0u32);
    for (standing, point) in people.standing.iter().zip(points) {
        if which(*standing) {
            sum = [sum[0] + point[0], sum[1] + point[1]];
            count += 1;
        }
    }
    sum.map(|s| published(s / f64::from(count.max(1))))
}

fn groups(
    conversation: &Conversation,
    plane: &Plane,
    people: &People,
    points: &[[f64; 2]],
    tallies: &Tallies,
) -> Vec<Group> {
    let all: u32 = people.sizes.iter().sum();
    let group = |(id, &size): (usize, &u32)| {
        let [x, y] = centre(people, points, |s| matches!(s, Standing::In(group, _) if group as usize == id));
        let own = |column: usize| tallies.groups[column][id];
        let others = |column: usize| {
            let others = tallies.groups[column].iter().enumerate().filter(|(other, _)| *other != id);
            others.fold(Tally::default(), |sum, (_, tally)| sum.and(*tally))
        };
        Group {
            id: id as u32,
            size,
            share: published(f64::from(size) / f64::from(all.max(1))),
            x,
            y,
            came_back: people.came_back.get(id).copied(),
            representative: representative(conversation, plane, own, others),
        }
    };
    people.sizes.iter().enumerate().map(group).collect()
}

fn opposed_few(
    conversation: &Conversation,
    plane: &Plane,
    people: &People,
    points: &[[f64; 2]],
    tallies: &Tallies,
) -> Option<Opposed> {
    let size = people.standing.iter().filter(|s| **s == Standing::Opposed).count();
    let asked = people.standing.iter().filter(|s| **s != Standing::Outside).count();
    let [x, y] = centre(people, points, |s| s == Standing::Opposed);
    let others =
        |column: usize| tallies.groups[column].iter().fold(Tally::default(), |sum, tally| sum.and(*tally));
    (size > 0).then(|| Opposed {
        size: size as u32,
        share: published(size as f64 / asked as f64),
        x,
        y,
        representative: representative(conversation, plane, |column| tallies.opposed[column], others),
    })
}

/// The statements on which some differ most from the others, in what most of them say. In a crowd there are no others,
/// and what most say stands alone.
fn representative(
    conversation: &Conversation,
    plane: &Plane,
    own: impl Fn(usize) -> Tally,
    others: impl Fn(usize) -> Tally,
) -> Vec<Representative> {
    let ids = conversation.votes.statements().iter().enumerate().filter(|(column, _)| plane.live[*column]);
    let mut found: Vec<Representative> = ids
        .flat_map(|(column, &statement)| {
            let (own, others) = (own(column), others(column));
            [Vote::Agree, Vote::Disagree].map(|says| {
                let side = |tally: Tally| if says == Vote::Agree { tally.agree } else { tally.disagree };
                let apart = if others.seen == 0 {
                    against_half(side(own), own.seen)
                } else {
                    against_others(side(own), own.seen, side(others), others.seen)
                };
                let majority = against_half(side(own), own.seen);
                (majority > Z90 && apart > Z90).then(|| Representative {
                    statement,
                    says,
                    members: side(own),
                    seen: own.seen,
                    share: published(smoothed(side(own), own.seen)),
                    others: published(smoothed(side(others), others.seen)),
                    z: published(apart),
                })
            })
        })
        .flatten()
        .collect();
    found.sort_by(|a, b| b.z.total_cmp(&a.z).then(a.statement.cmp(&b.statement)));
    found.truncate(LISTED);
    found
}

/// Votes of the groups as they weigh in common ground.
struct Scales {
    voices: Vec<Voice>,
    /// By column, then group.
    groups: Vec<Vec<Weighed>>,
    /// The same without unverified accounts.
    verified: Option<Vec<Vec<Weighed>>>,
}

impl Scales {
    fn weigh(
        conversation: &Conversation,
        plane: &Plane,
        people: &People,
        tallies: &Tallies,
        options: &Options,
        version: Version,
    ) -> Self {
        let votes = &conversation.votes;
        let by_group = || vec![vec![Weighed::default(); people.k]; votes.columns()];
        let mut scales = Self {
            voices: voices(plane, people, tallies, version),
            groups: by_group(),
            verified: (!options.unverified.is_empty()).then(by_group),
        };
        let budget = (version == Version::Three).then(|| Budget::new(&tallies.groups, &plane.live));
        for (row, id) in votes.participants().iter().enumerate() {
            let Standing::In(group, _) = people.standing[row] else { continue };
            let (group, cells) = (group as usize, votes.row(row));
            let dissent = budget.as_ref().map_or(1.0, |budget| budget.weight_of_dissent(group, cells));
            let verified = !options.unverified.contains(id);
            for &cell in cells {
                let dissents = budget.as_ref().is_some_and(|budget| budget.is_dissent(group, cell));
                let weight = if dissents { dissent } else { 1.0 };
                scales.groups[cell.column()][group].add(cell.sign(), weight);
                if let Some(tallies) = scales.verified.as_mut().filter(|_| verified) {
                    tallies[cell.column()][group].add(cell.sign(), weight);
                }
            }
        }
        scales
    }

    fn votes<'a>(
        &'a self,
        conversation: &'a Conversation,
        plane: &'a Plane,
        tallies: &'a Tallies,
    ) -> impl Iterator<Item = Votes<'a>> {
        let statements = conversation.votes.statements().iter().enumerate();
        statements.filter(|(column, _)| plane.live[*column]).map(|(column, &statement)| Votes {
            statement,
            groups: &tallies.groups[column],
            weighed: Some(&self.groups[column]),
            verified: self.verified.as_ref().map(|verified| &verified[column][..]),
            opposed: tallies.opposed[column],
        })
    }

    fn common_ground(
        &self,
        conversation: &Conversation,
        plane: &Plane,
        tallies: &Tallies,
    ) -> Vec<crate::map::CommonGround> {
        rank(self.votes(conversation, plane, tallies), &self.voices).into_iter().map(rounded).collect()
    }

    fn rejected(
        &self,
        conversation: &Conversation,
        plane: &Plane,
        tallies: &Tallies,
    ) -> Vec<crate::map::Rejection> {
        let round = |mut rejection: crate::map::Rejection| {
            rejection.score = published(rejection.score);
            rejection.rejection = published_interval(rejection.rejection);
            rejection.verified = rejection.verified.map(published_interval);
            rejection
        };
        rejected(self.votes(conversation, plane, tallies), &self.voices).into_iter().map(round).collect()
    }
}

/// A statement needs votes of an eighth of a group to be common ground, or half of what is usual there if that is less.
fn voices(plane: &Plane, people: &People, tallies: &Tallies, version: Version) -> Vec<Voice> {
    let counted: u32 = people.sizes.iter().sum();
    let voice = |(group, &size): (usize, &u32)| {
        let mut seen: Vec<u32> = tallies.groups.iter().map(|line| line[group].seen).collect();
        seen = seen.into_iter().zip(&plane.live).filter(|(_, live)| **live).map(|(seen, _)| seen).collect();
        seen.sort_unstable();
        let usual = seen.get(seen.len() / 2).copied().unwrap_or(0);
        let needed = (VOICE * f64::from(size)).min(f64::from(usual) / 2.0);
        Voice {
            heard: f64::from(size) >= VOICE * f64::from(counted),
            needed: if version == Version::Two { 0.0 } else { needed },
        }
    };
    people.sizes.iter().enumerate().map(voice).collect()
}

fn published_interval(interval: crate::map::Interval) -> crate::map::Interval {
    crate::map::Interval {
        low: published(interval.low),
        value: published(interval.value),
        high: published(interval.high),
    }
}

fn rounded(mut ground: crate::map::CommonGround) -> crate::map::CommonGround {
    ground.score = published(ground.score);
    ground.agreement = published_interval(ground.agreement);
    ground.with_opposed = published_interval(ground.with_opposed);
    ground.verified = ground.verified.map(published_interval);
    ground
}

/// People a declared constituency must have to be counted (and shown: fewer could be recognised).
const MIN_DECLARED: usize = 10;

fn declared(
    conversation: &Conversation,
    plane: &Plane,
    tallies: &Tallies,
    options: &Options,
) -> Vec<DeclaredGround> {
    let mut kinds: Vec<&str> = options.constituencies.iter().map(|c| c.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let ground = |kind: &str| {
        let places: Vec<usize> =
            (0..options.constituencies.len()).filter(|&i| options.constituencies[i].kind == kind).collect();
        let (large, small): (Vec<usize>, Vec<usize>) =
            places.into_iter().partition(|&place| tallies.members[place] >= MIN_DECLARED);
        let names =
            |places: &[usize]| places.iter().map(|&i| options.constituencies[i].name.clone()).collect();
        let by_column: Vec<Vec<Tally>> =
            tallies.declared.iter().map(|line| large.iter().map(|&place| line[place]).collect()).collect();
        let ids =
            conversation.votes.statements().iter().enumerate().filter(|(column, _)| plane.live[*column]);
        let votes = ids.map(|(column, &statement)| Votes {
            statement,
            groups: &by_column[column],
            weighed: None,
            verified: None,
            opposed: Tally::default(),
        });
        DeclaredGround {
            kind: kind.to_owned(),
            constituencies: names(&large),
            too_small: names(&small),
            statements: rank(votes, &vec![Voice { heard: true, needed: 0.0 }; large.len()])
                .into_iter()
                .map(rounded)
                .collect(),
        }
    };
    kinds.into_iter().map(ground).collect()
}
