//! `cargo xtask test`: the one gate. One line for each step, and one line at the end that adds up every test of every step.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::tally::{self, Tally};
use crate::{
    browser, debian, dependencies, documents, layers, licences, local_paths, locales, purity, workspace,
};

/// How much of a failed step's output is shown; all of it stays in the log file that is named beside it.
const SHOWN_LINES: usize = 200;

/// What a step has to say for itself.
pub(crate) struct Outcome {
    pub(crate) tally: Tally,
    /// Shown when something failed.
    pub(crate) log: String,
    /// Shown always.
    pub(crate) notes: Vec<String>,
}

impl Outcome {
    pub(crate) fn of_findings(findings: &[String]) -> Self {
        Self { tally: Tally::of_one(findings.is_empty()), log: findings.join("\n"), notes: Vec::new() }
    }

    /// A step, or a part of one, that did not get as far as counting.
    fn of_error(error: &anyhow::Error) -> Self {
        Self { tally: Tally::of_one(false), log: format!("{error:#}"), notes: Vec::new() }
    }
}

struct Step {
    name: &'static str,
    /// Left out by `--quick`.
    slow: bool,
    run: fn(quick: bool) -> Result<Outcome>,
}

/// What comes first. A slip is reported while one still remembers making it, for the cheap steps do not wait for the compiler.
const FIRST: &[&[Step]] = &[CHEAP, &[Step { name: "build", slow: false, run: |_| build() }]];

/// What needs no compiler.
const CHEAP: &[Step] = &[
    Step {
        name: "fmt",
        slow: false,
        run: |_| one_command(workspace::cargo().args(["fmt", "--all", "--check"])),
    },
    Step { name: "layers", slow: false, run: |_| Ok(Outcome::of_findings(&layers::findings()?)) },
    Step { name: "purity", slow: false, run: |_| Ok(Outcome::of_findings(&purity::findings()?)) },
    Step { name: "dependencies", slow: false, run: |_| Ok(Outcome::of_findings(&dependencies::findings()?)) },
    Step { name: "unused", slow: false, run: |_| Ok(Outcome::of_findings(&dependencies::unused()?)) },
    Step { name: "licences", slow: false, run: |_| Ok(licences::checked()) },
    Step { name: "locales", slow: false, run: |_| Ok(Outcome::of_findings(&locales::findings()?)) },
    Step { name: "documents", slow: false, run: |_| Ok(Outcome::of_findings(&documents::findings()?)) },
    Step { name: "paths", slow: false, run: |_| Ok(Outcome::of_findings(&local_paths::findings()?)) },
];

/// What then runs side by side, once everything is built: while tests wait for disks and timers, the other lane computes.
const LANES: &[&[Step]] = &[
    &[
        Step { name: "tests", slow: false, run: tests },
        Step { name: "doc tests", slow: true, run: |_| doc_tests() },
        Step { name: "two verifiers", slow: true, run: |_| SECOND_VERIFIER.judge(&[&kept_cheats()?]) },
    ],
    &[
        Step { name: "browser", slow: true, run: |_| browser::run() },
        Step { name: "strangers", slow: true, run: |_| Ok(strangers()) },
    ],
];

/// Cargo features under which everything is built, benchmarks included, so that no code escapes the lints.
const FEATURES: &[&str] = &["--workspace", "--features", "xtask/bench"];

/// Tests that kill processes or wait for disks have this word in their name or their file's name.
const CRASH_TESTS: &str = "crash";

/// A script in which programs that others wrote judge what ours writes; it ends in `N passed, N failed`.
struct Strangers {
    script: &'static str,
    /// The variable that names the folder of its Python environment, so that a second run need not install it again.
    environment: &'static str,
    /// The built program that it is told of.
    asks: Asks,
}

/// What a script of strangers needs of ours.
#[derive(Clone, Copy)]
enum Asks {
    /// The program, as its first argument.
    Maru,
    /// The example that makes a record, in a variable, because its arguments say which record is judged.
    MakeLog,
}

const STRANGERS: &[Strangers] = &[
    Strangers { script: "e2e/record-verifiers.sh", environment: "MARU_VERIFIERS", asks: Asks::MakeLog },
    Strangers { script: "e2e/text-verifiers.sh", environment: "MARU_TEXT_VERIFIERS", asks: Asks::Maru },
];

/// A verifier in Python, written from the documents by somebody who had not read the Rust, judges the same records as ours.
const SECOND_VERIFIER: Strangers =
    Strangers { script: "e2e/second-verifier.sh", environment: "MARU_SECOND_VERIFIER", asks: Asks::Maru };

/// Held by the lane that prints.
static PRINTING: Mutex<()> = Mutex::new(());
/// How building everything once for the whole run ended. Cargo looks at every crate before it says that nothing is to be done, and while it looks
/// no other lane builds.
static BUILT: OnceLock<Result<Built, String>> = OnceLock::new();
/// Tells apart the logs of commands that run at once.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// Runs the suite and tells whether everything passed.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let quick = match options {
        [] => false,
        ["--quick"] => true,
        _ => bail!("test takes no option but --quick; it was given {}", options.join(" ")),
    };
    let start = Instant::now();
    // What the network brings is fetched while the machine computes; whether it came, the steps that need it will say.
    let fetching = std::thread::spawn(move || (!quick).then(fetch));
    let mut sum = run_lanes(FIRST, quick);
    if sum.failed == 0 {
        let _ = fetching.join();
        sum += run_lanes(LANES, quick);
    }
    println!(
        "\n{} in {:.0} s",
        if sum.failed == 0 { "all is well" } else { "something failed" },
        start.elapsed().as_secs_f64()
    );
    println!("{sum}");
    Ok(sum.failed == 0)
}

/// Runs one of the house's own checks and prints what it found.
pub(crate) fn check(name: &str) -> Result<bool> {
    let findings = match name {
        "layers" => layers::findings()?,
        "purity" => purity::findings()?,
        "dependencies" => dependencies::findings()?,
        "unused" => dependencies::unused()?,
        "licences" => licences::findings()?,
        "locales" => locales::findings()?,
        "documents" => documents::findings()?,
        "paths" => local_paths::findings()?,
        _ => bail!(
            "there is no check '{name}'; there are layers, purity, dependencies, unused, licences, locales, documents, paths"
        ),
    };
    for finding in &findings {
        println!("{finding}");
    }
    Ok(findings.is_empty())
}

/// Runs lanes side by side.
fn run_lanes(lanes: &'static [&'static [Step]], quick: bool) -> Tally {
    let mut sum = Tally::default();
    std::thread::scope(|scope| {
        let lanes: Vec<_> = lanes.iter().map(|lane| scope.spawn(move || run_lane(lane, quick))).collect();
        for lane in lanes {
            sum += lane.join().unwrap_or(Tally::of_one(false));
        }
    });
    sum
}

/// Runs the steps of a lane one after the other.
fn run_lane(lane: &[Step], quick: bool) -> Tally {
    let mut sum = Tally::default();
    for step in lane.iter().filter(|step| !(quick && step.slow)) {
        sum += take(step, quick);
    }
    sum
}

/// Packages of Debian and npm that later steps need.
fn fetch() {
    for error in
        [debian::install_for_print().err(), browser::install_what_is_missing().err()].into_iter().flatten()
    {
        println!("{error:#}");
    }
}

/// Builds everything that is run later, examples too, so that no lane waits for another's compiler; the linter reads along. What it has to
/// say of a crate that was built before, cargo says again.
fn build() -> Result<Outcome> {
    let built = everything()?;
    let mut tally = Tally::of_one(built.is_whole);
    tally += Tally::of_one(built.complaints.is_empty());
    Ok(Outcome { tally, log: built.log(), notes: Vec::new() })
}

/// What came of building everything.
struct Built {
    is_whole: bool,
    /// What compiler and linter complained of.
    complaints: Vec<String>,
    /// What cargo said beside: a build that ended badly for another reason than the code, says so in words of its own.
    words: Vec<String>,
}

impl Built {
    fn log(&self) -> String {
        [self.complaints.as_slice(), self.words.as_slice()].concat().join("\n")
    }
}

/// Builds everything the first time that somebody asks, and tells whoever asks later what came of it.
fn everything() -> Result<&'static Built> {
    let built = BUILT.get_or_init(|| build_everything().map_err(|error| format!("{error:#}")));
    built.as_ref().map_err(|error| anyhow::anyhow!("{error}"))
}

fn build_everything() -> Result<Built> {
    let mut command = linting_cargo()?;
    command.args(["build", "--all-targets", "--message-format", "json"]).args(FEATURES);
    let (status, log) = caught(&mut command)?;
    let words = log.lines().filter(|line| !line.starts_with('{')).map(str::to_owned).collect();
    Ok(Built { is_whole: status.success(), complaints: complaints(&log), words })
}

/// What compiler and linter complained of, each as they print it, from cargo's messages in JSON.
fn complaints(messages: &str) -> Vec<String> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let complaints = messages
        .filter(|message| message["reason"] == "compiler-message")
        .filter_map(|message| message["message"]["rendered"].as_str().map(str::to_owned));
    // A library and its tests are the same code, and say the same.
    complaints.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// The compiler with which everything of the suite is built: rustc with more lints. So no crate is read a second time only to be linted, and
/// none of what we depend on is. Cargo keeps what it compiles apart from what rustc did.
const LINTING_COMPILER: &str = "clippy-driver";

/// A cargo whose compiler lints our crates while it compiles them.
fn linting_cargo() -> Result<Command> {
    if !workspace::has_program(LINTING_COMPILER) {
        bail!("clippy is not installed: there is no {LINTING_COMPILER}");
    }
    let mut command = workspace::cargo();
    command.env("RUSTC_WORKSPACE_WRAPPER", LINTING_COMPILER);
    Ok(command)
}

/// Runs a step, and prints its line when it has ended, with its log when it failed.
fn take(step: &Step, quick: bool) -> Tally {
    let start = Instant::now();
    let outcome = (step.run)(quick).unwrap_or_else(|error| Outcome::of_error(&error));
    // Lanes end when they end; what one has to say stands together.
    let _whole = PRINTING.lock();
    let word = if outcome.tally.failed == 0 { "ok" } else { "FAILED" };
    println!("{:<14}{word:<8}{:>7.1} s   {}", step.name, start.elapsed().as_secs_f64(), outcome.tally);
    for note in &outcome.notes {
        println!("              {note}");
    }
    if outcome.tally.failed > 0 {
        show_log(step.name, &outcome.log);
    }
    outcome.tally
}

fn show_log(name: &str, log: &str) {
    let lines: Vec<&str> = log.lines().collect();
    let hidden = lines.len().saturating_sub(SHOWN_LINES);
    if hidden > 0
        && let Ok(folder) = workspace::scratch("logs")
    {
        let path = folder.join(format!("{}.log", name.replace(' ', "-")));
        if std::fs::write(&path, log).is_ok() {
            println!("    … {hidden} lines before this are in {}", path.display());
        }
    }
    for line in &lines[hidden..] {
        println!("    {line}");
    }
}

/// Runs a command with its output, both streams in order, caught.
pub(crate) fn caught(command: &mut Command) -> Result<(ExitStatus, String)> {
    let number = RUNNING.fetch_add(1, Ordering::Relaxed);
    let path = workspace::scratch("logs")?.join(format!("running-{}-{number}.log", std::process::id()));
    let file = std::fs::File::create(&path).with_context(|| format!("making {}", path.display()))?;
    let status = command
        .env("CARGO_TERM_COLOR", "never")
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("starting {command:?}"))?;
    let output = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
    std::fs::remove_file(&path)?;
    Ok((status, output))
}

/// A command that is one check: it succeeds or it does not.
fn one_command(command: &mut Command) -> Result<Outcome> {
    let (status, log) = caught(command)?;
    Ok(Outcome { tally: Tally::of_one(status.success()), log, notes: Vec::new() })
}

/// Unit, story, snapshot and crash tests.
fn tests(quick: bool) -> Result<Outcome> {
    let nextest = workspace::output_of(workspace::cargo().args(["nextest", "--version"])).is_ok();
    let mut command = linting_cargo()?;
    if nextest {
        command.args(["nextest", "run", "--profile", "xtask", "--tests"]).args(FEATURES);
        if quick {
            command.args(["-E", &format!("not (binary(/{CRASH_TESTS}/) | test(/{CRASH_TESTS}/))")]);
        }
    } else {
        command.args(["test", "--no-fail-fast", "--all-targets"]).args(FEATURES).arg("--");
        command.arg("--show-output");
        if quick {
            command.args(["--skip", CRASH_TESTS]);
        }
    }
    // Records with lies in them are kept for the second verifier. Those of an earlier run may be of an older format.
    std::fs::remove_dir_all(kept_cheats()?)?;
    command.env("KEEP_CHEATS", kept_cheats()?);
    // A snapshot that differs is a failure here, never a file written beside the old one.
    let (status, log) = caught(command.env("INSTA_UPDATE", "no"))?;
    let tally = if nextest { tally::from_nextest(&log) } else { tally::from_libtest(&log) };
    Ok(of_runner(status, tally, &log))
}

/// Where the galleries of cheats keep the records that they judged.
fn kept_cheats() -> Result<PathBuf> {
    workspace::scratch("kept-cheats")
}

fn doc_tests() -> Result<Outcome> {
    let (status, log) = caught(linting_cargo()?.args(["test", "--doc", "--no-fail-fast"]).args(FEATURES))?;
    let tally = tally::from_libtest(&log);
    Ok(of_runner(status, tally, &log))
}

/// Puts together what a test runner counted with how it ended.
fn of_runner(status: ExitStatus, tally: Option<Tally>, log: &str) -> Outcome {
    let skips: Vec<String> = tally::loud_skips(log).into_iter().map(str::to_owned).collect();
    let mut tally = tally.unwrap_or_default().with_loud_skips(skips.len());
    if !status.success() && tally.failed == 0 {
        // It did not get as far as running: a build that failed, most often.
        tally.failed = 1;
    }
    Outcome { tally, log: only_failures(log), notes: skips }
}

/// A test runner's output without what passing tests printed.
fn only_failures(log: &str) -> String {
    let mut kept = Vec::new();
    let mut in_passing = false;
    for line in log.lines() {
        if line.starts_with("────") || line.trim_start().starts_with("Summary [") {
            in_passing = false;
        }
        if line.trim_start().starts_with("PASS [") {
            in_passing = true;
        }
        if !in_passing {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// Builds the program with the very features that the tests were built with, so that nothing is compiled twice.
pub(crate) fn built_program() -> Result<PathBuf> {
    built("maru")
}

/// The same for any program of the house, examples as `examples/NAME`.
fn built(program: &str) -> Result<PathBuf> {
    let built = everything()?;
    if !built.is_whole {
        bail!("building {program} failed:\n{}", built.log());
    }
    Ok(workspace::target().join("debug").join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
}

/// Programs that others wrote accept what ours writes and refuse cheats. One script that cannot run keeps no other from running.
fn strangers() -> Outcome {
    let mut all = Outcome { tally: Tally::default(), log: String::new(), notes: Vec::new() };
    for one in STRANGERS {
        let Outcome { tally, log, notes } = one.judge(&[]).unwrap_or_else(|error| Outcome::of_error(&error));
        all.tally += tally;
        all.log.extend([one.script, "\n", log.trim_end(), "\n"]);
        all.notes.extend(notes);
    }
    all
}

impl Strangers {
    fn judge(&self, more: &[&Path]) -> Result<Outcome> {
        let Self { script, environment, asks } = *self;
        if !workspace::root().join(script).is_file() {
            let notes = vec![format!("SKIPPED strangers: {script} is absent")];
            let tally = Tally { skipped: 1, ..Tally::default() };
            return Ok(Outcome { tally, log: String::new(), notes });
        }
        let name = Path::new(script).file_stem().unwrap_or_default();
        let mut command = Command::new("sh");
        command.current_dir(workspace::root()).arg(script);
        command.env(environment, workspace::scratch("verifiers")?.join(name));
        match asks {
            Asks::Maru => command.arg(built_program()?),
            Asks::MakeLog => command.env("MARU_MAKE_LOG", built("examples/make_log")?),
        };
        command.args(more);
        let (status, log) = caught(&mut command)?;
        let mut tally = tally::from_plain(&log).unwrap_or_default();
        if !status.success() && tally.failed == 0 {
            tally.failed = 1;
        }
        let notes = tally::loud_skips(&log).into_iter().map(str::to_owned).collect();
        Ok(Outcome { tally, log, notes })
    }
}
