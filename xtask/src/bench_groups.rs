//! `cargo xtask bench groups`: what the map finds in simulated conversations in which the groups are known, and what it
//! finds where there are none. `--seeds N` takes N conversations of each kind instead of five.

use anyhow::{Context, Result};
use maru_opinion::{OpinionMap, Options, map};

use crate::simulated::{Mind, Simulated, Simulation};

/// Conversations of each kind.
const SEEDS: u64 = 5;

/// People, statements, the mean share of statements that a person votes on, the share that came late, the share that was
/// taken out by moderation, the share that divides the groups.
const SHAPES: [(u32, u32, f64, f64, f64, f64); 7] = [
    (50, 20, 0.6, 0.0, 0.0, 0.6),
    (100, 100, 0.3, 0.0, 0.1, 0.6),
    (300, 60, 0.4, 0.2, 0.1, 0.6),
    (1_000, 100, 0.45, 0.0, 0.0, 0.6),
    (1_000, 200, 0.15, 0.3, 0.2, 0.4),
    (3_000, 500, 0.05, 0.3, 0.2, 0.6),
    (5_000, 500, 0.02, 0.0, 0.0, 0.6),
];
/// Sizes of the planted groups.
const PLANTED: [&[f64]; 10] = [
    &[0.5, 0.5],
    &[0.8, 0.2],
    &[0.9, 0.1],
    &[0.97, 0.03],
    &[0.45, 0.3, 0.25],
    &[0.6, 0.3, 0.1],
    &[0.45, 0.3, 0.17, 0.08],
    &[0.3, 0.25, 0.2, 0.15, 0.1],
    &[0.2, 0.2, 0.15, 0.15, 0.15, 0.15],
    &[0.125; 8],
];

pub(crate) fn run(args: &[String]) -> Result<()> {
    let seeds = match args {
        [] => SEEDS,
        [flag, count] if flag == "--seeds" => count.parse().context("--seeds takes a number")?,
        _ => anyhow::bail!("groups takes --seeds N"),
    };
    println!(
        "no groups: conversations in which some were shown (none should be, except where voters of two kinds are)"
    );
    let crowds = [
        ("coins", Mind::Coins, 0.0),
        ("coins, few voted much", Mind::Coins, 1.5),
        ("unequal statements", Mind::Difficulty, 0.0),
        ("unequal, few voted much", Mind::Difficulty, 1.5),
        ("a crowd, 10 % toss coins", Mind::NoiseVoters { share: 0.1 }, 0.9),
        ("a gradual line", Mind::Line { slope: 2.0 }, 0.9),
    ];
    for (what, mind, spread) in crowds {
        for (people, statements, share) in
            [(60, 30, 1.0), (200, 50, 0.6), (1_000, 50, 1.0), (5_000, 300, 0.1)]
        {
            let shown = (0..seeds).filter(|&seed| {
                let simulation = Simulation {
                    people,
                    statements,
                    mean_votes: f64::from(statements) * share,
                    spread,
                    late: 0.0,
                    moderated: 0.0,
                    mind: mind.clone(),
                    seed: 1_000 + seed,
                };
                map(&simulation.run().conversation, &Options::default()).k > 1
            });
            println!("  {what:<26}{people:>6} x {statements:<5}{:>3} of {seeds}", shown.count());
        }
    }
    println!(
        "planted groups: number shown, and ARI of those counted | of everyone by the nearest group, per conversation"
    );
    for (people, statements, density, late, moderated, divisive) in SHAPES {
        for shares in PLANTED {
            print!("  {people:>5} x {statements:<4}{shares:<32?}", shares = Shares(shares));
            for seed in 0..seeds {
                let simulated = Simulation {
                    people,
                    statements,
                    mean_votes: density * f64::from(statements),
                    spread: 0.9,
                    late,
                    moderated,
                    mind: Mind::Groups { shares: shares.to_vec(), divisive },
                    seed: 77 + seed,
                }
                .run();
                let found = map(&simulated.conversation, &Options::default());
                print!(" {}", Recovered::of(&found, &simulated));
            }
            println!();
        }
    }
    Ok(())
}

struct Shares<'a>(&'a [f64]);

impl std::fmt::Debug for Shares<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent: Vec<String> = self.0.iter().map(|share| format!("{:.0}", share * 100.0)).collect();
        f.pad(&percent.join("/"))
    }
}

/// How far a map's groups are those that were planted.
struct Recovered {
    groups: u32,
    counted: f64,
    nearest: f64,
}

impl Recovered {
    fn of(map: &OpinionMap, simulated: &Simulated) -> Self {
        let pairs = |group: fn(&maru_opinion::map::Place) -> Option<u32>| {
            let places = map.participants.iter();
            let pairs: Vec<(usize, usize)> = places
                .filter_map(|place| {
                    Some((usize::from(simulated.truth[place.id.0 as usize]), group(place)? as usize))
                })
                .collect();
            adjusted_rand(&pairs)
        };
        Self { groups: map.k, counted: pairs(|place| place.group), nearest: pairs(|place| place.nearest) }
    }
}

impl std::fmt::Display for Recovered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{:.2}|{:.2}", self.groups, self.counted, self.nearest)
    }
}

/// Agreement of two partitions beyond chance (Hubert and Arabie 1985); two single crowds agree.
fn adjusted_rand(pairs: &[(usize, usize)]) -> f64 {
    let size = 1 + pairs.iter().map(|&(a, b)| a.max(b)).max().unwrap_or(0);
    let mut table = vec![0.0; size * size];
    let (mut rows, mut columns) = (vec![0.0; size], vec![0.0; size]);
    for &(a, b) in pairs {
        table[a * size + b] += 1.0;
        rows[a] += 1.0;
        columns[b] += 1.0;
    }
    let couples = |counts: &[f64]| counts.iter().map(|n: &f64| n * (n - 1.0) / 2.0).sum::<f64>();
    let (together, a, b) = (couples(&table), couples(&rows), couples(&columns));
    let expected = a * b / couples(&[pairs.len() as f64]).max(1.0);
    let most = f64::midpoint(a, b);
    if most - expected > 0.0 { (together - expected) / (most - expected) } else { 1.0 }
}
