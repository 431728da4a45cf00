//! `cargo xtask bench norms`: routes and closing sets at the size the project promises, 60 provisions and 15 moves.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use maru_norms::code::Topic;
use maru_norms::routes::minimal::{Mask, minimal_sets};
use maru_norms::routes::{Query, Weights};
use maru_norms::{Date, Library, SHIPPED, Sources};

/// Provisions and moves of the promise.
const PROVISIONS: usize = 60;
const MOVES: usize = 15;
/// The promise.
const GOAL: Duration = Duration::from_millis(100);
/// How many random cases are measured.
const CASES: u64 = 200;

pub(crate) fn run(_args: &[String]) -> Result<()> {
    kernel()?;
    whole_question()?;
    shipped()
}

/// The combinatorial part alone, on random cases.
fn kernel() -> Result<()> {
    let (mut worst, mut total, mut most) = (Duration::ZERO, Duration::ZERO, 0);
    for seed in 1..=CASES {
        let disabling = random_case(seed);
        let begun = Instant::now();
        let sets = minimal_sets(&disabling, MOVES)?;
        let took = begun.elapsed();
        (worst, total, most) = (worst.max(took), total + took, most.max(sets.len()));
    }
    let mean = total / u32::try_from(CASES)?;
    println!(
        "minimal routes, {PROVISIONS} provisions x {MOVES} moves, {CASES} random cases: mean {mean:?}, worst {worst:?}, up to {most} routes (goal {GOAL:?})"
    );
    Ok(())
}

/// A library of 60 provisions that all cover one question and that 15 moves can take out, answered whole: routes,
/// closing set and robustness.
fn whole_question() -> Result<()> {
    let text = provisions()?;
    let library = Library::load(&Sources { provisions: text.as_bytes(), ..SHIPPED })?;
    let persons = library.places().find("EU").context("the table of places has no EU")?;
    let query = Query::new(persons, vec![Topic::GpaiFrontier], Date::parse("2026-11-23")?);
    let begun = Instant::now();
    let report = library.routes(&query, &Weights::new())?;
    let took = begun.elapsed();
    println!(
        "whole question, {} covering provisions: {took:?}; {} routes, closing set of {} (weight {}, proven {}) (goal {GOAL:?})",
        report.covering.len(),
        report.routes.len(),
        report.closing.amendments.len(),
        report.closing.weight,
        report.closing.proven,
    );
    Ok(())
}

/// Every topic and jurisdiction of the shipped library.
fn shipped() -> Result<()> {
    let library = Library::shipped()?;
    let places: Vec<_> = library.jurisdictions().into_iter().collect();
    let begun = Instant::now();
    let gaps = library.gaps(Date::parse("2026-11-23")?, maru_norms::routes::Teeth::Any, &places)?;
    let took = begun.elapsed();
    println!("all topics and jurisdictions of the shipped library: {} questions in {took:?}", gaps.len());
    Ok(())
}

/// One to four disabling sets of one to three moves for each provision, from a small generator of our own: the same
/// cases on every machine.
fn random_case(seed: u64) -> Vec<Vec<Mask>> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut next = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut case = Vec::with_capacity(PROVISIONS);
    for _ in 0..PROVISIONS {
        let sets = 1 + next(4);
        let set = |next: &mut dyn FnMut(u64) -> u64| {
            let moves = 1 + next(3);
            (0..moves).fold(0, |set, _| set | 1 << next(MOVES as u64))
        };
        case.push((0..sets).map(|_| set(&mut next)).collect());
    }
    case
}

/// Sixty rows: reach, numeric limits and conditions vary so that some fifteen moves are in play.
fn provisions() -> Result<String> {
    let shipped = String::from_utf8(SHIPPED.provisions.to_vec())?;
    let header = shipped.lines().next().context("provisions.csv is empty")?;
    let reaches =
        ["market(EU)", "market(EU) | est(EU)", "dev(EU) | est(EU)", "output(EU)", "est(EU) & market(EU)"];
    let limits =
        ["", "compute>1e25", "compute>1e26", "users>1e6", "revenue>5e8EUR", "records>1e5;compute>1e24"];
    let conditions = ["", "state of the art", "solely automated", "systemic risk"];
    let exemptions = ["", "opensource", "size_threshold"];
    let mut text = format!("{header}\n");
    for number in 0..PROVISIONS {
        let pick = |list: &[&'static str], step: usize| list[number / step % list.len()];
        let row = [
            format!("eu-ai-act:T {number}"),
            "eu-ai-act".into(),
            format!("T {number}"),
            "A test.".into(),
            "R".into(),
            "must".into(),
            "provider".into(),
            "person".into(),
            "act".into(),
            "frontier".into(),
            pick(&conditions, 3).into(),
            "gpai_frontier".into(),
            "7.2".into(),
            "safety".into(),
            pick(&limits, 1).into(),
            pick(&exemptions, 7).into(),
            "admin_fine".into(),
            "EUR 15m".into(),
            "Art 1".into(),
            String::new(),
            "2025-01-01".into(),
            String::new(),
            pick(&reaches, 2).into(),
            "yes".into(),
            String::new(),
            "high".into(),
            "*".into(),
        ];
        text.push_str(&row.join(","));
        text.push('\n');
    }
    Ok(text)
}
