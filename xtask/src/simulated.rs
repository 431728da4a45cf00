//! Simulated conversations, in which it is known who belongs to whom: for measuring what a map finds, and what it only
//! imagines. Nothing here is anybody's vote.

use maru_opinion::{Conversation, ParticipantId, StatementId, Vote, VoteMatrix};

/// How the simulated people think.
#[derive(Clone, Debug)]
pub(crate) enum Mind {
    /// Groups of these shares; so large a part of the statements divides them, the rest is shared or noise.
    Groups { shares: Vec<f64>, divisive: f64 },
    /// One crowd; every answer is a toss of a coin.
    Coins,
    /// One crowd; statements differ in how many agree, people do not.
    Difficulty,
    /// One crowd of mind, and this share of people who toss coins.
    NoiseVoters { share: f64 },
    /// No groups: opinions lie evenly on one line from end to end, which matters to the statements by this much.
    Line { slope: f64 },
}

/// A simulated conversation to be made.
#[derive(Clone, Debug)]
pub(crate) struct Simulation {
    pub(crate) people: u32,
    pub(crate) statements: u32,
    /// Votes a person casts on average.
    pub(crate) mean_votes: f64,
    /// Spread of the logarithm of votes a person casts: 0 all alike, 0.9 as in real conversations, 1.5 heavy-tailed.
    pub(crate) spread: f64,
    /// The share of statements that came late: the first half of the people never saw them.
    pub(crate) late: f64,
    /// The share of statements that moderation took out after they had been voted on.
    pub(crate) moderated: f64,
    pub(crate) mind: Mind,
    pub(crate) seed: u64,
}

/// A simulated conversation with the group of each person, by id; all in group 0 where there are none.
pub(crate) struct Simulated {
    pub(crate) conversation: Conversation,
    pub(crate) truth: Vec<u8>,
}

/// Up to so many cells, statements are shown by unequal exposure; beyond, evenly, which needs no work for each cell.
const EXPOSED_CELLS: u64 = 50_000_000;

impl Simulation {
    pub(crate) fn run(&self) -> Simulated {
        let mut dice = Dice(self.seed);
        let statements: Vec<Statement> =
            (0..self.statements).map(|_| Statement::new(&self.mind, &mut dice)).collect();
        let late_from = (f64::from(self.statements) * (1.0 - self.late)) as u32;
        let middle = self.mean_votes.ln() - self.spread * self.spread / 2.0;
        let mut truth = Vec::with_capacity(self.people as usize);
        let ids: Vec<StatementId> = (0..self.statements).map(StatementId).collect();
        let people = (0..self.people).map(|person| {
            let position = Position::new(&self.mind, &mut dice);
            truth.push(position.group);
            let most = if person < self.people / 2 { late_from } else { self.statements }.max(1);
            let wanted =
                (middle + self.spread * dice.normal()).exp().round().clamp(1.0, f64::from(most)) as u32;
            let mut shown = self.shown(&mut dice, &statements, wanted, most);
            shown.sort_unstable();
            let votes: Vec<(u32, Vote)> = shown
                .into_iter()
                .map(|place| (place, statements[place as usize].vote(&position, &self.mind, &mut dice)))
                .collect();
            (ParticipantId(person), votes.into_iter())
        });
        // Made and stored person by person: the largest of them would not fit into memory twice.
        let mut conversation = Conversation::new(VoteMatrix::of_sorted(&ids, people));
        let out = (0..self.statements).filter(|_| dice.uniform() < self.moderated).map(StatementId);
        conversation.moderated_out = out.collect();
        Simulated { conversation, truth }
    }

    /// The statements that one person votes on, none twice.
    fn shown(&self, dice: &mut Dice, statements: &[Statement], wanted: u32, most: u32) -> Vec<u32> {
        if u64::from(self.people) * u64::from(self.statements) > EXPOSED_CELLS {
            // A stride that shares no factor with the number of statements visits each at most once.
            let (start, stride) = (dice.below(most), coprime(dice, most));
            let at = |step: u32| (u64::from(start) + u64::from(step) * u64::from(stride)) % u64::from(most);
            return (0..wanted).map(|step| at(step) as u32).collect();
        }
        // The first of exponential waiting times are a draw without replacement.
        let mut waiting: Vec<(f64, u32)> = (0..most)
            .map(|statement| (-dice.uniform().ln() / statements[statement as usize].exposure, statement))
            .collect();
        waiting.sort_by(|a, b| a.0.total_cmp(&b.0));
        waiting.truncate(wanted as usize);
        waiting.into_iter().map(|(_, statement)| statement).collect()
    }
}

/// What a statement is to the simulated people.
struct Statement {
    /// Chance of agreement by group.
    chances: Vec<f64>,
    /// Height and slope on the line.
    line: (f64, f64),
    passing: f64,
    exposure: f64,
}

impl Statement {
    fn new(mind: &Mind, dice: &mut Dice) -> Self {
        let chances = match mind {
            Mind::Groups { shares, divisive } => group_chances(dice, shares.len(), *divisive),
            Mind::Coins => vec![0.5],
            Mind::Difficulty | Mind::Line { .. } => vec![0.03 + 0.94 * dice.uniform()],
            Mind::NoiseVoters { .. } => vec![arcsine(dice), 0.5],
        };
        let slope = if let Mind::Line { slope } = mind { slope * dice.normal() } else { 0.0 };
        Self {
            line: ((chances[0] / (1.0 - chances[0])).ln(), slope),
            chances,
            passing: 0.06 + 0.24 * dice.uniform(),
            exposure: 1.0 / (1.0 + 99.0 * dice.uniform()).sqrt(),
        }
    }

    fn vote(&self, position: &Position, mind: &Mind, dice: &mut Dice) -> Vote {
        let agrees = dice.uniform() < self.chance(position, mind);
        match (dice.uniform() < self.passing, agrees) {
            (true, _) => Vote::Pass,
            (false, true) => Vote::Agree,
            (false, false) => Vote::Disagree,
        }
    }

    fn chance(&self, position: &Position, mind: &Mind) -> f64 {
        match mind {
            Mind::Line { .. } => 1.0 / (1.0 + (-self.line.0 - self.line.1 * position.line).exp()),
            _ => self.chances[position.group as usize],
        }
    }
}

/// Where a simulated person stands.
struct Position {
    group: u8,
    line: f64,
}

impl Position {
    fn new(mind: &Mind, dice: &mut Dice) -> Self {
        let mut roll = dice.uniform();
        let group = match mind {
            Mind::Groups { shares, .. } => shares
                .iter()
                .position(|share| {
                    roll -= share;
                    roll < 0.0
                })
                .unwrap_or(0),
            Mind::NoiseVoters { share } => usize::from(roll < *share),
            _ => 0,
        };
        Self { group: group as u8, line: 2.0 * dice.uniform() - 1.0 }
    }
}

/// One in seven statements is shared by all, a part divides (each group has a mind of its own), the rest is noise.
fn group_chances(dice: &mut Dice, groups: usize, divisive: f64) -> Vec<f64> {
    const SHARED: f64 = 0.15;
    let kind = dice.uniform();
    if kind < SHARED {
        return vec![0.75 + 0.22 * dice.uniform(); groups];
    }
    if kind < SHARED + divisive {
        return (0..groups).map(|_| arcsine(dice)).collect();
    }
    vec![0.45 + 0.1 * dice.uniform(); groups]
}

/// The arcsine distribution, Beta(1/2, 1/2): mostly near 0 or near 1.
fn arcsine(dice: &mut Dice) -> f64 {
    (dice.uniform() * std::f64::consts::FRAC_PI_2).sin().powi(2).clamp(0.01, 0.99)
}

fn coprime(dice: &mut Dice, number: u32) -> u32 {
    let divisor = |mut a: u32, mut b: u32| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    loop {
        let stride = 1 + dice.below(number);
        if divisor(stride, number) == 1 {
            return stride;
        }
    }
}

/// Splitmix64: the same simulated conversation every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        (self.uniform() * f64::from(bound)) as u32
    }

    pub(crate) fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (2.0 * std::f64::consts::PI * self.uniform()).cos()
    }
}
