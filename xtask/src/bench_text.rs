//! Legal texts of 500 pages: how long reading one takes, and comparing two.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use maru_print::{Fonts, Paper, Typeface, print, sheet};
use maru_text::{
    Document, Format, Unit, import, import_as, import_with_doubts, parse_markdown, redline, to_akn, to_html,
};

/// How many pages the text has, and how many characters a page.
const PAGES: usize = 500;
const PAGE_CHARACTERS: usize = 3_000;

/// What issue 5 asks of two cores.
const GOAL_IMPORT: Duration = Duration::from_secs(1);
const GOAL_REDLINE: Duration = Duration::from_secs(2);
/// The longest that printing the longest text of the library may take.
const GOAL_PRINT: Duration = Duration::from_secs(5);
/// Each figure is the middle of this many runs.
const RUNS: usize = 5;

/// Words from which the text is made; the numbers between them keep its sentences apart.
const WORDS: &[&str] = &[
    "provider",
    "deployer",
    "system",
    "shall",
    "label",
    "content",
    "within",
    "days",
    "authority",
    "report",
    "person",
    "consent",
    "risk",
    "measure",
    "model",
    "data",
    "notice",
    "remedy",
    "fine",
    "audit",
    "표시",
    "동의",
    "제공자는",
    "하여야 한다",
];

/// Measures, prints, and tells whether the promise is kept.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    if !options.is_empty() {
        bail!("text takes no options");
    }
    let source = draft(false);
    let document = parse_markdown(&source);
    println!(
        "legal texts of {PAGES} pages ({} characters, {} units), the middle of {RUNS} runs",
        source.chars().count(),
        document.walk().count()
    );
    let inputs = [
        (Format::Markdown, source.clone()),
        (Format::Plain, document.plain_text()),
        (Format::Akn, to_akn(&document)),
        (Format::Html, to_html(&document)),
    ];
    let mut good = true;
    for (format, input) in &inputs {
        let took = middle(|| import_as(input.as_bytes(), *format).map_or(0, |document| document.units.len()));
        good &= took <= GOAL_IMPORT;
        println!(
            "  import {:<10} {:>8.1} ms   (goal <= {} ms)",
            format.name(),
            ms(took),
            GOAL_IMPORT.as_millis()
        );
    }
    let changed: Document = parse_markdown(&draft(true));
    let counts = redline(&document, &changed).counts();
    let took = middle(|| redline(&document, &changed).units.len());
    good &= took <= GOAL_REDLINE;
    println!(
        "  redline           {:>8.1} ms   (goal <= {} ms; {counts:?})",
        ms(took),
        GOAL_REDLINE.as_millis()
    );
    good &= printed(&document)?;
    Ok(good)
}

/// Debian's fonts for the scripts of the text.
const FONTS: &[&str] = &[
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Bold.ttf",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
];

/// The same text as PDF, fonts in memory.
fn printed(document: &Document) -> Result<bool> {
    let mut fonts = Fonts::new();
    for path in FONTS {
        let Ok(bytes) = std::fs::read(path) else {
            println!("  SKIPPED print: {path} is absent (Debian: fonts-noto-core, fonts-noto-cjk)");
            return Ok(true);
        };
        fonts.add(Typeface::read(bytes)?);
    }
    read_back(&fonts)?;
    let sheet = sheet(document, None);
    let size = print(&sheet, &fonts, Paper::A4)?.len();
    let took = middle(|| print(&sheet, &fonts, Paper::A4).map_or(0, |bytes| bytes.len()));
    println!(
        "  print PDF         {:>8.1} ms   (goal <= {} ms; {} kB)",
        ms(took),
        GOAL_PRINT.as_millis(),
        size / 1_000
    );
    Ok(took <= GOAL_PRINT)
}

/// How many units of real texts come back with their place, number and words when their print is read: PDF says nothing of units.
fn read_back(fonts: &Fonts) -> Result<()> {
    let Some(data) = crate::workspace::shared_data() else {
        println!("  SKIPPED read PDF: no texts of other people are at hand (../shared/data)");
        return Ok(());
    };
    let unit = |unit: &Unit| (unit.id.to_string(), unit.text.split_whitespace().collect::<String>());
    let (mut all, mut words, mut places, mut files) = (0, 0, 0, 0);
    for entry in std::fs::read_dir(data.join("texts/kr"))?.chain(std::fs::read_dir(data.join("texts/eu"))?) {
        let path = entry?.path();
        if !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path)?;
        let Ok(source) = import(&bytes, &path.to_string_lossy()) else { continue };
        let Ok(printed) = print(&sheet(&source, None), fonts, Paper::A4) else { continue };
        let again = import_with_doubts(&printed, Format::Pdf)?.document;
        let expected: Vec<(String, String)> = source.walk().map(unit).collect();
        let found: HashSet<(String, String)> = again.walk().map(unit).collect();
        let found_words: HashSet<&String> = found.iter().map(|(_, words)| words).collect();
        let same_words = expected.iter().filter(|(_, words)| found_words.contains(words)).count();
        let same_places = expected.iter().filter(|unit| found.contains(*unit)).count();
        (all, files) = (all + expected.len(), files + 1);
        (words, places) = (words + same_words, places + same_places);
    }
    println!(
        "  read PDF          {words} of {all} units of {files} printed texts have their words, {places} their place too"
    );
    Ok(())
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// The middle of several runs; what they return is looked at, so that nothing is optimised away.
fn middle(mut work: impl FnMut() -> usize) -> Duration {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        std::hint::black_box(work());
        times.push(start.elapsed());
    }
    times.sort();
    times[RUNS / 2]
}

/// A synthetic text; the changed one has other words in every seventh paragraph, and articles that come, go and move.
fn draft(changed: bool) -> String {
    let mut out = String::from("# A norm of five hundred pages\n\n");
    let mut article = 0;
    let mut seed = 1_usize;
    while out.len() < PAGES * PAGE_CHARACTERS {
        article += 1;
        if changed && article % 50 == 0 {
            continue;
        }
        let number = if changed && article % 90 == 0 { article + 10_000 } else { article };
        let _ = writeln!(out, "## Article {number} On matter {article}\n");
        for paragraph in 1..=4 {
            seed = article * 31 + paragraph * 7;
            let _ = write!(out, "{paragraph}. ");
            for word in 0..40 {
                let altered = changed && (article + paragraph).is_multiple_of(7) && word == 20;
                let next = if altered { "altered" } else { WORDS[(seed + word * word) % WORDS.len()] };
                let _ = write!(out, "{next} ");
            }
            let _ = writeln!(
                out,
                "in case {article}-{paragraph}:\n\n(a) {} days;\n\n(b) {} reports.\n",
                seed % 90,
                seed % 12
            );
        }
    }
    std::hint::black_box(seed);
    out
}
