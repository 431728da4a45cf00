//! Prints how long the algebra of a desk takes on made-up texts: `cargo run --release --example algebra -p maru-text`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::time::{Duration, Instant};

use maru_text::{
    Anchor, Carried, Document, Operation, Resolution, Saying, Step, Unit, UnitKind, alike, apply_operations,
    carry_over, merge_amendments, operations_between, propose_words, rivals,
};

const UNITS: usize = 200;
const AMENDMENTS: usize = 1_000;
const REMARKS: usize = 10_000;
const WORDS: [&str; 24] = [
    "provider", "label", "picture", "seller", "court", "fine", "buyer", "days", "mark", "law", "film",
    "sound", "member", "public", "notice", "office", "record", "claim", "year", "harm", "right", "user",
    "maker", "state",
];

/// The next number of a fixed series.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

fn sentence(seed: &mut u64) -> String {
    let words: Vec<&str> = (0..14).map(|_| WORDS[next(seed) % WORDS.len()]).collect();
    format!("The {}.", words.join(" "))
}

fn text(seed: &mut u64) -> Document {
    let mut document = Document::new("N", "en");
    document.units = (0..UNITS)
        .map(|at| Unit {
            id: format!("art_{at}").as_str().into(),
            number: Some(format!("Article {at}")),
            text: [sentence(seed), sentence(seed), sentence(seed)].join(" "),
            ..Unit::new(UnitKind::Article)
        })
        .collect();
    document
}

fn amendment(base: &Document, seed: &mut u64) -> Vec<Operation> {
    let unit = &base.units[next(seed) % base.units.len()];
    let words: Vec<&str> = unit.text.split(' ').collect();
    let at = next(seed) % words.len();
    let changed: Vec<&str> = words
        .iter()
        .enumerate()
        .map(|(place, word)| if place == at { WORDS[next(seed) % WORDS.len()] } else { *word })
        .collect();
    propose_words(base, &unit.id, &changed.join(" ")).ok().flatten().into_iter().collect()
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let took: Duration = start.elapsed();
    println!("{:>10.2} ms  {what}", took.as_secs_f64() * 1000.0);
    result
}

fn main() {
    let mut seed = 13;
    let base = text(&mut seed);
    let all: Vec<Vec<Operation>> = (0..AMENDMENTS).map(|_| amendment(&base, &mut seed)).collect();
    let lists: Vec<&[Operation]> = all.iter().map(Vec::as_slice).collect();
    let met = timed("who meets whom among 1,000 amendments on 200 units", || rivals(&base, &lists))
        .unwrap_or_default();
    println!("               {} encounters", met.len());
    let merged = timed("300 amendments merged step by step", || merge_amendments(&base, &lists[..300]));
    let Ok(merged) = merged else { return };
    let fails = merged.outcomes.iter().filter(|outcome| matches!(outcome, Carried::Fails { .. })).count();
    println!("               {fails} of them fail");
    let operations =
        timed("operations between the two versions", || operations_between(&base, &merged.document));
    let same = timed("version 2 from version 1 and the operations", || apply_operations(&base, &operations));
    println!(
        "               {} operations, the same text: {}",
        operations.len(),
        same.as_ref() == Ok(&merged.document)
    );
    timed("one amendment carried over", || carry_over(&base, lists[500], &merged.document)).ok();
    timed("1,000 amendments carried over", || {
        lists.iter().filter(|list| carry_over(&base, list, &merged.document).is_ok()).count()
    });
    let step = timed("the step of version 2 made ready", || Step::new(&base, &operations));
    let Ok(step) = step else { return };
    let anchors: Vec<Anchor> = base.units.iter().flat_map(Anchor::sentences).cycle().take(3_000).collect();
    timed("3,000 remarks resolved on version 2", || {
        anchors.iter().filter(|anchor| matches!(step.resolve(anchor), Resolution::Anchored { .. })).count()
    });
    let remarks: Vec<(String, String)> = (0..REMARKS)
        .map(|at| {
            let words = if at % 3 == 0 { sentence(&mut (at as u64 % 40)) } else { sentence(&mut seed) };
            (format!("art_{}", next(&mut seed) % 20), words)
        })
        .collect();
    let sayings: Vec<Saying<'_>> = remarks.iter().map(|(about, words)| Saying { about, words }).collect();
    let groups = timed("10,000 remarks on 20 units grouped at 80 of 100", || alike(&sayings, 80));
    println!("               {} groups", groups.len());
}
