//! `cargo xtask bench opinion`: time and peak memory of the opinion map, beside red-dwarf in the same run.
//!
//! `--huge` adds 1 M people × 10,000 statements × 100 M votes; `--ours` leaves red-dwarf out.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use maru_opinion::polis::{PolisExport, PolisFiles, PolisVote, SourceIds, Style, write_votes};
use maru_opinion::{Conversation, Options, classic, map};

use crate::simulated::{Mind, Simulation};

/// A made-up conversation of a promised size.
struct Size {
    people: u32,
    statements: u32,
    mean_votes: f64,
    /// Seconds promised for a map whose number of groups is known.
    goal: f64,
    /// Whether stability is measured too.
    stability: bool,
    /// Whether red-dwarf can be waited for.
    compared: bool,
}

const SIZES: [Size; 4] = [
    Size { people: 2_000, statements: 900, mean_votes: 110.0, goal: 0.05, stability: true, compared: true },
    Size { people: 10_000, statements: 200, mean_votes: 50.0, goal: 0.5, stability: true, compared: true },
    Size { people: 33_422, statements: 783, mean_votes: 60.0, goal: 1.0, stability: true, compared: true },
    Size {
        people: 100_000,
        statements: 1_000,
        mean_votes: 50.0,
        goal: 3.0,
        stability: true,
        compared: false,
    },
];
const HUGE: Size = Size {
    people: 1_000_000,
    statements: 10_000,
    mean_votes: 100.0,
    goal: 60.0,
    stability: false,
    compared: false,
};
/// Shares of the four planted groups.
const GROUPS: [f64; 4] = [0.45, 0.30, 0.17, 0.08];
const MB: f64 = 1e6;

pub(crate) fn run(args: &[String]) -> Result<()> {
    let asked = |flag: &str| args.iter().any(|arg| arg == flag);
    let python = if asked("--ours") { None } else { red_dwarf() };
    real(python.as_deref())?;
    for size in SIZES.iter().chain(asked("--huge").then_some(&HUGE)) {
        synthetic(size, python.as_deref())?;
    }
    Ok(())
}

/// Time of the work and the process's peak memory during it, in MB.
fn measured<T>(work: impl FnOnce() -> T) -> (T, Duration, f64) {
    // Linux forgets the peak when 5 is written here; elsewhere the figure is the peak since the start.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let begun = Instant::now();
    let result = work();
    let took = begun.elapsed();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    (result, took, peak.map_or(f64::NAN, |kb: f64| kb * 1024.0 / MB))
}

/// The best of a few runs, for what takes milliseconds.
fn best<T>(work: impl Fn() -> T) -> Duration {
    let once = || {
        let begun = Instant::now();
        let _ = work();
        begun.elapsed()
    };
    (0..7).map(|_| once()).min().unwrap_or_default()
}

/// vtaiwan.uberx and the reading of its votes.
fn real(python: Option<&Path>) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/polis/vtaiwan.uberx");
    if !folder.is_dir() {
        println!("SKIPPED bench opinion on vtaiwan.uberx: ../shared/data is absent");
        return Ok(());
    }
    let (votes, comments) =
        (std::fs::read(folder.join("votes.csv"))?, std::fs::read(folder.join("comments.csv"))?);
    let files = PolisFiles { votes: Some(&votes), comments: Some(&comments), ..PolisFiles::default() };
    let conversation = PolisExport::read(files)?.conversation();
    let (full, took, _) = measured(|| map(&conversation, &Options::default()));
    println!("vtaiwan.uberx, stability measured: {took:.1?}");
    let known = Options { known: Some(full.stability), ..Options::default() };
    println!("vtaiwan.uberx, stability known: {:.1?} (goal 10 ms)", best(|| map(&conversation, &known)));
    println!("vtaiwan.uberx, classic: {:.1?}", best(|| classic(&conversation)));
    let reading = best(|| PolisExport::read(PolisFiles { votes: Some(&votes), ..PolisFiles::default() }));
    println!("reading votes.csv: {:.0} MB/s (goal 300)", votes.len() as f64 / MB / reading.as_secs_f64());
    python.map_or(Ok(()), |python| compare(python, &conversation))
}

fn synthetic(size: &Size, python: Option<&Path>) -> Result<()> {
    let (conversation, _, built_peak) = measured(|| made_up(size));
    let votes = conversation.votes.vote_count();
    println!(
        "{} people x {} statements, {votes} votes (made and loaded at {built_peak:.0} MB)",
        size.people, size.statements
    );
    let stability = if size.stability {
        let (full, took, peak) = measured(|| map(&conversation, &Options::default()));
        println!("  maru, stability measured: {took:.2?}, {peak:.0} MB, {} groups", full.k);
        full.stability
    } else {
        let few = Options { resamples: Some(20), ..Options::default() };
        let (full, took, peak) = measured(|| map(&conversation, &few));
        println!("  maru, stability by 20 resamples: {took:.2?}, {peak:.0} MB, {} groups", full.k);
        full.stability
    };
    let known = Options { known: Some(stability), ..Options::default() };
    let (_, took, peak) = measured(|| map(&conversation, &known));
    println!("  maru, stability known: {took:.2?} (goal {} s), {peak:.0} MB", size.goal);
    if size.people <= HUGE.people / 10 {
        let (_, took, peak) = measured(|| classic(&conversation));
        println!("  classic: {took:.2?}, {peak:.0} MB");
    }
    match python {
        Some(python) if size.compared => compare(python, &conversation),
        _ => Ok(()),
    }
}

/// Four groups, 15 % of statements shared by all, 60 % divisive, the rest noise; votes a person log-normal.
fn made_up(size: &Size) -> Conversation {
    let simulation = Simulation {
        people: size.people,
        statements: size.statements,
        mean_votes: size.mean_votes,
        spread: 0.9,
        late: 0.0,
        moderated: 0.0,
        mind: Mind::Groups { shares: GROUPS.to_vec(), divisive: 0.6 },
        seed: 7,
    };
    simulation.run().conversation
}

const COMPARISON: &str = "
import csv, resource, sys, time
from reddwarf.implementations.polis import run_pipeline
votes = [{'participant_id': int(r['voter-id']), 'statement_id': int(r['comment-id']), 'vote': int(r['vote'])}
         for r in csv.DictReader(open(sys.argv[1]))]
begun = time.perf_counter()
run_pipeline(votes=votes, random_state=0)
print('  red-dwarf 0.4.0: %.2fs, %.0f MB' % (time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6))
";

/// Makes a virtual environment with red-dwarf; says loudly if that cannot be done.
fn red_dwarf() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/red-dwarf");
    let python = folder.join("bin/python");
    let made = || -> Result<()> {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        succeed(Command::new(&python).args(["-m", "pip", "install", "--quiet", "red-dwarf==0.4.0"]))
    };
    if succeed(Command::new(&python).args(["-c", "import reddwarf"])).is_ok() {
        return Some(python);
    }
    match made() {
        Ok(()) => Some(python),
        Err(error) => {
            println!("SKIPPED the comparison with red-dwarf 0.4.0: {error}");
            None
        }
    }
}

fn succeed(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
    if !output.status.success() {
        bail!(
            "{command:?} failed: {}",
            String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default()
        );
    }
    Ok(())
}

fn compare(python: &Path, conversation: &Conversation) -> Result<()> {
    let file = std::env::temp_dir().join(format!("maru-bench-{}.csv", std::process::id()));
    let votes: Vec<PolisVote> = conversation
        .votes
        .votes()
        .map(|v| PolisVote {
            timestamp_ms: None,
            statement: v.statement.0,
            voter: v.participant.0,
            value: v.vote,
        })
        .collect();
    std::fs::write(&file, write_votes(&votes, &SourceIds::default(), Style::Older))?;
    let output = Command::new(python).args(["-c", COMPARISON]).arg(&file).output()?;
    std::fs::remove_file(&file)?;
    print!("{}", String::from_utf8_lossy(&output.stdout));
    if !output.status.success() {
        println!(
            "  red-dwarf failed: {}",
            String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default()
        );
    }
    Ok(())
}
