//! `cargo xtask fuzz`: feeds every parser of outside bytes with broken input, and says what came of it.
//!
//! The targets in `fuzz/` link LLVM's libFuzzer. Its instrumentation is asked for with flags that the stable compiler
//! takes; what it lacks without a nightly one are sanitizers, which watch over unsafe code, and there is none here.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail, ensure};

use crate::workspace;

/// Seconds for each target where none are named.
const SECONDS: u64 = 60;
/// One input may take so many seconds, or counts as hanging.
const PATIENCE_SECONDS: u64 = 20;
/// Megabytes that one target may take.
const MEMORY_MEGABYTES: u64 = 2_048;
/// The longest input, in bytes.
const LONGEST: u64 = 65_536;
/// Seeds larger than this slow a target down more than they teach it.
const SEED_BYTES: u64 = 200_000;

/// Instrumentation of branches and comparisons, as libFuzzer reads it.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg=fuzzing";

/// Where the examples from which each target starts lie in the tree, by the beginning of the target's name. Files that
/// end in `.hex` hold their bytes as hexadecimal digits.
const SEEDS: &[(&str, &[&str])] = &[
    ("record_", &["crates/record/tests/golden"]),
    ("record_entry", &["crates/forum/tests/golden"]),
    ("record_addenda", &["crates/forum/tests/golden"]),
    ("record_canonical", &["crates/forum/tests/golden"]),
    ("forum_", &["crates/forum/tests/golden", "data/example-process"]),
    ("verify_record", &["crates/forum/tests/golden"]),
    ("opinion_polis", &["crates/opinion/tests", "data/example-process"]),
    ("opinion_parquet", &["crates/opinion/src/parquet"]),
    ("text_", &["crates/text/tests", "data/example-process"]),
    ("norms_", &["data/norms"]),
];

struct Run {
    name: String,
    seeds: usize,
    runs: u64,
    covered: u64,
    kept: u64,
    finding: Option<PathBuf>,
}

/// Options of the command line.
struct Asked<'a> {
    /// One target; all where none is named.
    only: Option<&'a str>,
    /// Seconds of fuzzing for each target.
    seconds: u64,
    /// Targets that run at once.
    jobs: usize,
}

impl<'a> Asked<'a> {
    fn read(options: &[&'a str]) -> Result<Self> {
        let mut asked = Self { only: None, seconds: SECONDS, jobs: 1 };
        let mut options = options.iter();
        while let Some(option) = options.next() {
            let mut number = || -> Result<u64> {
                let number = options.next().with_context(|| format!("{option} takes a number"))?;
                number.parse().with_context(|| format!("“{number}” is not a number"))
            };
            match *option {
                "--seconds" => asked.seconds = number()?,
                "--jobs" => asked.jobs = (number()? as usize).max(1),
                name if !name.starts_with('-') && asked.only.is_none() => asked.only = Some(name),
                other => bail!("fuzz takes one target, --seconds N and --jobs N; it was given {other}"),
            }
        }
        Ok(asked)
    }
}

/// Runs what was asked for: `[TARGET] [--seconds N] [--jobs N]`. True if nothing was found.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let Asked { only, seconds, jobs } = Asked::read(options)?;
    let folder = workspace::root().join("fuzz");
    let targets: Vec<String> =
        targets(&folder)?.into_iter().filter(|name| only.is_none_or(|only| only == name)).collect();
    ensure!(!targets.is_empty(), "there is no target '{}'", only.unwrap_or_default());
    let binaries = build(&folder, only)?;
    println!("{:<20}{:>7}{:>14}{:>10}{:>8}   finding", "target", "seeds", "runs", "covered", "kept");
    let found = AtomicUsize::new(0);
    let waiting = Mutex::new(targets.into_iter());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || -> Result<()> {
        while let Some(name) = next() {
            let run = one(&folder, &binaries, name, seconds)?;
            found.fetch_add(usize::from(run.finding.is_some()), Ordering::Relaxed);
            println!("{run}");
        }
        Ok(())
    };
    std::thread::scope(|scope| -> Result<()> {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(ended) => ended,
            Err(_) => bail!("a worker panicked"),
        })
    })?;
    let found = found.into_inner();
    println!("{found} findings");
    Ok(found == 0)
}

impl std::fmt::Display for Run {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, seeds, runs, covered, kept, finding } = self;
        let finding = finding.as_ref().map_or_else(|| "none".to_owned(), |path| path.display().to_string());
        write!(out, "{name:<20}{seeds:>7}{runs:>14}{covered:>10}{kept:>8}   {finding}")
    }
}

/// Every file in `fuzz_targets` is a target.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder.join("fuzz_targets"))? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// Builds the targets and gives the folder that they are in.
fn build(folder: &Path, only: Option<&str>) -> Result<PathBuf> {
    let host = host()?;
    let mut command = workspace::cargo();
    // With the machine named, build scripts and macros are not instrumented.
    command.args(["build", "--release", "--target", &host, "--manifest-path"]).arg(folder.join("Cargo.toml"));
    match only {
        Some(name) => command.args(["--bin", name]),
        None => command.arg("--bins"),
    };
    command.env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", folder.join("target"));
    ensure!(command.status()?.success(), "the targets do not build");
    Ok(folder.join("target").join(host).join("release"))
}

/// The machine that is built for, as the compiler calls it.
fn host() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("asking rustc for its machine")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(line.context("rustc does not say for which machine it builds")?.to_owned())
}

fn one(folder: &Path, binaries: &Path, name: String, seconds: u64) -> Result<Run> {
    let corpus = folder.join("corpus").join(&name);
    let seeds = plant(&name, &corpus)?;
    let artifacts = folder.join("artifacts").join(&name);
    std::fs::create_dir_all(&artifacts)?;
    let output = Command::new("nice")
        .args(["-n", "19"])
        .arg(binaries.join(&name))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={PATIENCE_SECONDS}"))
        .arg(format!("-rss_limit_mb={MEMORY_MEGABYTES}"))
        .arg(format!("-max_len={LONGEST}"))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .arg("-print_final_stats=1")
        .arg(&corpus)
        .stdout(Stdio::null())
        .output()
        .with_context(|| format!("running {name}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let statistic = |label: &str| {
        let line = said.lines().rev().find_map(|line| line.trim().strip_prefix(label));
        line.and_then(|number| number.trim().parse().ok()).unwrap_or_default()
    };
    let covered = said.lines().rev().find_map(|line| {
        let rest = line.split_once("cov: ")?.1;
        rest.split(' ').next()?.parse().ok()
    });
    let finding = if output.status.success() { None } else { Some(artifact(&said, &artifacts)) };
    if finding.is_some() {
        std::fs::write(artifacts.join("log.txt"), said.as_bytes())?;
    }
    Ok(Run {
        name,
        seeds,
        runs: statistic("stat::number_of_executed_units:"),
        covered: covered.unwrap_or_default(),
        kept: statistic("stat::new_units_added:"),
        finding,
    })
}

/// The input that a target fell over, by what libFuzzer said when it wrote it.
fn artifact(said: &str, folder: &Path) -> PathBuf {
    let path = said.lines().find_map(|line| line.split_once("Test unit written to "));
    path.map_or_else(|| folder.join("log.txt"), |(_, path)| PathBuf::from(path.trim()))
}

/// Copies a target's examples into its corpus.
fn plant(name: &str, corpus: &Path) -> Result<usize> {
    std::fs::create_dir_all(corpus)?;
    let folders = SEEDS.iter().filter(|(start, _)| name.starts_with(start)).flat_map(|(_, folders)| *folders);
    let mut planted = 0;
    for folder in folders {
        let mut files = Vec::new();
        collect(&workspace::root().join(folder), &mut files)?;
        for file in files {
            let bytes = std::fs::read(&file)?;
            let is_hex = file.extension().is_some_and(|end| end == "hex");
            let bytes = if is_hex { unhex(&bytes).unwrap_or(bytes) } else { bytes };
            let base = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            std::fs::write(corpus.join(format!("seed-{planted}-{base}")), bytes)?;
            planted += 1;
        }
    }
    Ok(planted)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let is_code = path.extension().is_some_and(|end| end == "rs" || end == "snap");
        if path.is_dir() {
            collect(&path, files)?;
        } else if !is_code && path.metadata()?.len() <= SEED_BYTES {
            files.push(path);
        }
    }
    Ok(())
}

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let pairs = digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The targets are built by the nightly run alone: what they take from the tree must not go away unseen until then.
    #[test]
    fn what_the_targets_take_from_the_tree_is_there() {
        let folder = workspace::root().join("fuzz/fuzz_targets");
        let mut taken = 0;
        for name in targets(&workspace::root().join("fuzz")).unwrap() {
            let text = std::fs::read_to_string(folder.join(&name).with_extension("rs")).unwrap();
            for part in text.split("include_").skip(1).filter_map(|part| part.split('"').nth(1)) {
                assert!(folder.join(part).is_file(), "{name} takes {part}");
                taken += 1;
            }
        }
        assert!(taken > 1, "{taken}");
        for (_, places) in SEEDS {
            for place in *places {
                assert!(workspace::root().join(place).exists(), "seeds lie in {place}");
            }
        }
    }
}
