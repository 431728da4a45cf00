//! The simulated crowd of the demonstration: who they are said to be, and how chance lets them vote.
//!
//! Nothing here says what people think. Every page that shows these votes says that they are simulated.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use maru_forum::{CountryCode, GroupId, Vote};
use serde::Deserialize;

use super::days::Day;
use super::example::ExampleStatement;

const CROWD: &str = include_str!("../../../../data/example-process/crowd.toml");
/// The camps, in the order in which the crowd's file weighs them.
const CAMPS: [&str; 3] = ["a", "b", "c"];
/// The first day on which anybody joins, and the first on which people vote.
const CALL: Day = -52;
const VOTING: Day = -26;
/// Which share of the crowd follows the call before the votes begin.
const CALLED: f64 = 0.45;
/// Animals whose names the simulated people bear.
const ANIMALS: [&str; 16] = [
    "heron", "otter", "magpie", "crane", "badger", "lynx", "swift", "tortoise", "ibis", "marten", "wren",
    "seal", "gecko", "hare", "kite", "tapir",
];

#[derive(Debug, Deserialize)]
struct CrowdFile {
    seed: u64,
    participants: usize,
    votes: VoteRange,
    group: Vec<GroupShare>,
    people: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct VoteRange {
    mean: f64,
    least: usize,
    most: usize,
}

#[derive(Debug, Deserialize)]
struct GroupShare {
    id: GroupId,
    camps: [f64; 3],
}

/// The simulated people.
#[derive(Debug)]
pub(crate) struct Crowd {
    pub(crate) people: Vec<Person>,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct Person {
    /// When they join.
    pub(crate) joins: Day,
    /// When they come to vote: once early, once late.
    pub(crate) visits: [Day; 2],
    pub(crate) pseudonym: String,
    pub(crate) group: GroupId,
    pub(crate) country: CountryCode,
    pub(crate) ballot: Ballot,
}

/// How chance lets a person choose among options.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) approved: Vec<u32>,
    pub(crate) in_order: Vec<u32>,
    /// How late of the days of the ballot, from 0 to 1.
    pub(crate) late: f64,
}

/// How chance lets a person vote.
#[derive(Debug)]
pub(crate) struct Ballot {
    camp: &'static str,
    votes: usize,
    seed: u64,
}

impl Crowd {
    /// Draws the crowd from its file: the same file gives the same crowd.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let file: CrowdFile = toml::from_str(CROWD).context("crowd.toml of the example")?;
        let mut chance = Chance(file.seed);
        let mut people = Vec::with_capacity(file.participants);
        for (country, counts) in &file.people {
            for (share, count) in file.group.iter().zip(counts) {
                for _ in 0..*count {
                    people.push(person(&mut chance, people.len(), share, country, file.votes)?);
                }
            }
        }
        ensure!(
            people.len() == file.participants,
            "the crowd has {} people, not {}",
            people.len(),
            file.participants
        );
        chance.shuffle(&mut people);
        let count = people.len();
        for (place, person) in people.iter_mut().enumerate() {
            person.joins = joining_day(place as f64 / count as f64);
            person.visits = visits(&mut chance, person.joins);
        }
        Ok(Self { people })
    }

    /// Those who have joined by a day, in the order in which they did.
    pub(crate) fn by(&self, day: Day) -> &[Person] {
        &self.people[..self.people.partition_point(|person| person.joins <= day)]
    }
}

/// The day on which this share of the crowd has joined: a little less than half while the call runs, most others when the votes begin.
fn joining_day(share: f64) -> Day {
    let (days, done) = if share < CALLED {
        (f64::from(VOTING - 1 - CALL), share / CALLED)
    } else {
        let late = (share - CALLED) / (1.0 - CALLED);
        (f64::from(-1 - VOTING), late * late.sqrt())
    };
    let first = if share < CALLED { CALL } else { VOTING };
    first + (days * done) as Day
}

fn visits(chance: &mut Chance, joins: Day) -> [Day; 2] {
    let soon = (chance.fraction() * 6.0) as Day;
    // Whoever joined before there was anything to vote on comes back within the week; whoever joins later votes at once.
    let first = if joins < VOTING { VOTING + soon } else { joins + soon / 4 }.min(0);
    let later = (chance.fraction() * f64::from(1 - first)) as Day;
    [first, first + later]
}

fn person(
    chance: &mut Chance,
    place: usize,
    share: &GroupShare,
    country: &str,
    range: VoteRange,
) -> anyhow::Result<Person> {
    let name = ANIMALS[place % ANIMALS.len()];
    let drawn = chance.fraction();
    let mut sum = 0.0;
    let camp = CAMPS.iter().zip(share.camps).find(|(_, part)| {
        sum += part;
        drawn < sum
    });
    // The sum of six uniform draws is close enough to a bell for a demonstration.
    let bell: f64 = (0..6).map(|_| chance.fraction()).sum::<f64>() / 3.0;
    let votes = ((range.mean * bell).round() as usize).clamp(range.least, range.most);
    Ok(Person {
        joins: CALL,
        visits: [VOTING; 2],
        pseudonym: format!("{name}-{}", place + 1),
        group: share.id.clone(),
        country: country.parse()?,
        ballot: Ballot { camp: camp.map_or(CAMPS[2], |(camp, _)| camp), votes, seed: chance.next() },
    })
}

impl Ballot {
    /// The person's votes: place of the statement and answer, no statement twice.
    pub(crate) fn votes(&self, statements: &[ExampleStatement]) -> anyhow::Result<Vec<(usize, Vote)>> {
        let mut chance = Chance(self.seed);
        let mut places: Vec<usize> = (0..statements.len()).collect();
        chance.shuffle(&mut places);
        places.truncate(self.votes);
        places.into_iter().map(|place| Ok((place, self.vote(&mut chance, &statements[place])?))).collect()
    }

    /// Which options the person approves, by the weight that their camp gives to each, and in which order they prefer all of them;
    /// nothing when they do not vote, of whom `share` do.
    pub(crate) fn choice(
        &self,
        ballot: u64,
        share: f64,
        options: &[BTreeMap<String, f64>],
    ) -> Option<Choice> {
        let mut chance = Chance(self.seed ^ ballot);
        if chance.fraction() >= share {
            return None;
        }
        let mut liked: Vec<(f64, u32)> = Vec::with_capacity(options.len());
        let mut approved = Vec::new();
        for (place, weights) in (0..).zip(options) {
            let weight = weights.get(self.camp).copied().unwrap_or_default();
            if chance.fraction() < weight {
                approved.push(place);
            }
            liked.push((weight + chance.fraction() / 2.0, place));
        }
        liked.sort_by(|one, other| other.0.total_cmp(&one.0));
        Some(Choice {
            approved,
            in_order: liked.into_iter().map(|(_, place)| place).collect(),
            late: chance.fraction(),
        })
    }

    fn vote(&self, chance: &mut Chance, statement: &ExampleStatement) -> anyhow::Result<Vote> {
        let [agree, disagree] =
            *statement.lean.get(self.camp).with_context(|| format!("camp {} leans nowhere", self.camp))?;
        let drawn = chance.fraction();
        Ok(if drawn < agree {
            Vote::Agree
        } else if drawn < agree + disagree {
            Vote::Disagree
        } else {
            Vote::Pass
        })
    }
}

/// Repeatable chance: the generator `SplitMix64` (Steele, Lea, Flood 2014, figure 15).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number in [0, 1).
    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, (self.next() % (end as u64 + 1)) as usize);
        }
    }
}
