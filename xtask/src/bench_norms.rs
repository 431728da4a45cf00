//! `cargo xtask bench norms`: routes and closing sets at the size the project promises, 60 provisions and 15 moves, and
//! beyond it, 300 provisions and 40; and what the suggestion engine gets right on the shipped coding. With the word `suggestions` only that.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use maru_norms::code::Topic;
use maru_norms::routes::cover::{Bundle, Cover};
use maru_norms::routes::minimal::{MAX_PRODUCTS, Mask, minimal_sets};
use maru_norms::routes::{Query, Weights};
use maru_norms::suggest::Measured;
use maru_norms::{Library, SHIPPED, Sources, TextMeasured, parse_date};

/// Provisions and moves of the promise.
const PROVISIONS: usize = 60;
const MOVES: usize = 15;
/// Beyond the promise, where the integer program takes over.
const MANY_PROVISIONS: usize = 300;
const MANY_ROUTES: usize = 40;
/// What `docs/norms.md` promises for a question about routes.
const GOAL: Duration = Duration::from_millis(100);
/// How many random cases are measured.
const CASES: u64 = 200;
/// How many random closing problems are measured; the large ones take longer.
const CASES_OF_CLOSING: u64 = 20;

pub(crate) fn run(args: &[String]) -> Result<()> {
    if args.iter().any(|one| one == "suggestions") {
        return suggestions();
    }
    kernel()?;
    whole_question()?;
    closing(PROVISIONS, MOVES);
    closing(MANY_PROVISIONS, MANY_ROUTES);
    many_routes();
    shipped()?;
    suggestions()
}

/// Instruments of the library whose texts are among the shared data, with the language of each text.
const TEXTS: &[(&str, &str, &str)] = &[
    ("eu-ai-act", "en", "eu/ai-act-2024-1689-eurlex-en.html"),
    ("eu-ai-act", "nl", "eu/ai-act-2024-1689-eurlex-nl.html"),
    ("eu-gdpr", "en", "eu/gdpr-2016-679-formex-en.fmx.xml"),
    ("coe-ai-convention", "en", "other/coe-framework-convention-cets225-en.txt"),
    ("us-co-sb24-205", "en", "us/colorado-sb24-205-en.txt"),
    ("kr-ai-basic-act", "ko", "kr/ai-basic-act-ko.md"),
    ("kr-ai-decree", "ko", "kr/ai-basic-act-decree-ko.md"),
    ("kr-pipa", "ko", "kr/pipa-ko.md"),
    ("kr-sexual-violence-act", "ko", "kr/sexual-violence-punishment-act-ko.md"),
    ("kr-election-act", "ko", "kr/public-official-election-act-ko.md"),
    ("cn-algorithm-2022", "zh", "cn/algorithm-recommendation-provisions-2021-zh.md"),
];

/// What the suggestion engine makes of the paraphrases and of the real words of the coded units, against the shipped coding.
fn suggestions() -> Result<()> {
    let library = Library::shipped()?;
    println!("suggestions on the paraphrases, against the shipped coding");
    for (field, measured) in library.measure_paraphrases().fields() {
        println!("  en {field:<14}{measured}");
    }
    let Some(data) = crate::workspace::shared_data() else {
        println!("SKIPPED suggestions on real texts: ../shared/data is absent");
        return Ok(());
    };
    let mut languages: BTreeMap<&str, [(&str, Measured); 3]> = BTreeMap::new();
    println!("suggestions on the words of coded units, against the shipped coding");
    for (instrument, language, file) in TEXTS {
        let path = data.join("texts").join(file);
        let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let text = maru_text::import(&bytes, file)?;
        let found = library.measure_on(instrument, language, &text);
        println!("  {instrument} ({language}): {}", found.deontic);
        for line in &found.wrong {
            println!("    differs: {line}");
        }
        if !found.not_found.is_empty() {
            println!("    not in the text: {}", found.not_found.join("; "));
        }
        let sum = languages.entry(language).or_insert_with(|| TextMeasured::default().fields());
        for ((_, sum), (_, more)) in sum.iter_mut().zip(found.fields()) {
            *sum += more;
        }
    }
    for (language, fields) in languages {
        for (field, measured) in fields {
            println!("  {language} {field:<14}{measured}");
        }
    }
    Ok(())
}

/// The combinatorial part alone, on random cases.
fn kernel() -> Result<()> {
    let (mut worst, mut total, mut most) = (Duration::ZERO, Duration::ZERO, 0);
    for seed in 1..=CASES {
        let disabling = random_case(seed, PROVISIONS, MOVES);
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
    let sources = Sources {
        provisions: text.as_bytes(),
        claims: head(SHIPPED.claims),
        looked: head(SHIPPED.looked),
        paraphrases: head(SHIPPED.paraphrases),
        regimes: head(SHIPPED.regimes),
        further: head(SHIPPED.further),
        ..SHIPPED
    };
    let library = Library::load(&sources)?;
    let persons = library.places().find("EU").context("the table of places has no EU")?;
    let query = Query::new(persons, vec![Topic::GpaiFrontier], parse_date("2026-11-23")?);
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

/// The cheapest closing set alone, on random cases: as the program decides by itself, and by the integer program only.
fn closing(provisions: usize, routes: usize) {
    let (mut worst, mut worst_program, mut finished, mut proven) = (Duration::ZERO, Duration::ZERO, 0, 0);
    for seed in 1..=CASES_OF_CLOSING {
        let cover = random_cover(seed, provisions, routes);
        let begun = Instant::now();
        let found = cover.solve();
        worst = worst.max(begun.elapsed());
        let begun = Instant::now();
        let program = cover.by_program();
        worst_program = worst_program.max(begun.elapsed());
        let agrees =
            program.is_none_or(|program| !program.proven || !found.proven || program.cost == found.cost);
        assert!(agrees, "seed {seed}: search and integer program disagree");
        finished += usize::from(cover.search_finishes());
        proven += usize::from(found.proven);
    }
    println!(
        "closing sets, {provisions} provisions x {routes} routes, {CASES_OF_CLOSING} random cases: {proven} proven, {finished} of them by search alone; worst {worst:?}, integer program alone {worst_program:?}"
    );
}

/// Routes beyond the promise: either all of them, or the statement that they are too many to list.
fn many_routes() {
    let (mut worst, mut listed) = (Duration::ZERO, 0);
    for seed in 1..=CASES_OF_CLOSING {
        let disabling = random_case(seed, MANY_PROVISIONS, MANY_ROUTES);
        let begun = Instant::now();
        listed += usize::from(minimal_sets(&disabling, MANY_ROUTES).is_ok());
        worst = worst.max(begun.elapsed());
    }
    println!(
        "minimal routes, {MANY_PROVISIONS} provisions x {MANY_ROUTES} moves, {CASES_OF_CLOSING} random cases: {listed} listed, the others have more than {MAX_PRODUCTS}; worst {worst:?}"
    );
}

/// Bundles as they are in life: every set of a provision's few changes, each of which closes one to four routes.
fn random_cover(seed: u64, provisions: usize, routes: usize) -> Cover {
    let mut next = dice(seed);
    let group = |next: &mut dyn FnMut(u64) -> u64| -> Vec<Bundle> {
        let changes: Vec<(u32, u128)> = (0..=next(3))
            .map(|_| {
                let closes = (0..=next(4)).fold(0_u128, |set, _| set | 1 << next(routes as u64));
                (1 + next(4) as u32, closes)
            })
            .collect();
        let bundle = |edits: u32| {
            let of = changes.iter().enumerate().filter(|(at, _)| edits >> at & 1 == 1);
            let (cost, closes) = of.fold((0, 0), |(cost, closes), (_, one)| (cost + one.0, closes | one.1));
            Bundle { edits, cost, closes }
        };
        (1..1_u32 << changes.len()).map(bundle).collect()
    };
    let groups = (0..provisions).map(|_| group(&mut next)).collect();
    Cover { groups, routes, way_out: 10_000 }
}

/// A small generator of our own: the same numbers on every machine.
fn dice(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    }
}

/// Every topic and jurisdiction of the shipped library.
fn shipped() -> Result<()> {
    let library = Library::shipped()?;
    let places: Vec<_> = library.jurisdictions().into_iter().collect();
    let begun = Instant::now();
    let gaps = library.gaps(parse_date("2026-11-23")?, maru_norms::routes::Teeth::Any, &places)?;
    let took = begun.elapsed();
    println!("all topics and jurisdictions of the shipped library: {} questions in {took:?}", gaps.len());
    Ok(())
}

/// One to four disabling sets of one to three moves for each provision.
fn random_case(seed: u64, provisions: usize, moves: usize) -> Vec<Vec<Mask>> {
    let mut next = dice(seed);
    let mut case = Vec::with_capacity(provisions);
    for _ in 0..provisions {
        let sets = 1 + next(4);
        let set = |next: &mut dyn FnMut(u64) -> u64| {
            let size = 1 + next(3);
            (0..size).fold(0, |set, _| set | 1 << next(moves as u64))
        };
        case.push((0..sets).map(|_| set(&mut next)).collect());
    }
    case
}

/// A table without its rows, which name provisions that are not there.
fn head(table: &'static [u8]) -> &'static [u8] {
    table.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default()
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
