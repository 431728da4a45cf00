//! `maru verify`: checks records from outside, over HTTP or in a folder, and remembers what it saw.

mod memory;
mod source;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use maru_record::audit::Expected;
use maru_record::{Policy, SignedCheckpoint, VerifierKey};
use maru_verify::{Report, STEPS, Verdict};

use self::memory::Memory;
use self::source::Source;
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// What to check: the address of a node or of a process, a node's folder, or a record's folder.
    target: String,
    /// The record's verifier key, got from somewhere else than the node; without it, the key is trusted on first
    /// sight and remembered.
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
    /// A trust policy (C2SP tlog-policy) that names logs, witnesses and a quorum.
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    policy: Option<PathBuf>,
    /// Where the last head of every record is remembered.
    #[arg(long, value_name = "FILE", env = "MARU_HEADS")]
    heads: Option<PathBuf>,
    /// Remember nothing, and trust no memory.
    #[arg(long)]
    forget: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Exit code 0: good. 1: something is proven wrong. 2: something could not be decided.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let sources = match source::find(&arguments.target) {
        Ok(sources) => sources,
        Err(error) => {
            output::complain(&error);
            return Ok(ExitCode::from(2));
        }
    };
    let mut memory = if arguments.forget { Memory::none() } else { Memory::open(arguments.heads.clone())? };
    let mut reports = Vec::new();
    for source in &sources {
        match check(source, arguments, &mut memory) {
            Ok(report) => reports.push(report),
            Err(error) => {
                output::complain(&error.context(source.name.clone()));
                return Ok(ExitCode::from(2));
            }
        }
    }
    memory.save()?;
    if arguments.json {
        match reports.as_slice() {
            [one] => output::json(one)?,
            all => output::json(&all)?,
        }
    } else {
        for report in &reports {
            print(report)?;
        }
    }
    Ok(ExitCode::from(overall(&reports)))
}

/// Forgets what was seen of records that are begun anew on this machine.
pub(crate) fn forget(origins: &[String]) -> anyhow::Result<()> {
    let mut memory = Memory::open(std::env::var_os("MARU_HEADS").map(PathBuf::from))?;
    for origin in origins {
        memory.forget(origin);
    }
    memory.save()
}

/// Proven wrong outweighs undecided, which outweighs good.
fn overall(reports: &[Report]) -> u8 {
    let has = |verdict| reports.iter().any(|report| report.verdict == verdict);
    if has(Verdict::Wrong) {
        Verdict::Wrong.exit_code()
    } else if has(Verdict::Undecided) {
        Verdict::Undecided.exit_code()
    } else {
        Verdict::Good.exit_code()
    }
}

fn check(source: &Source, arguments: &Arguments, memory: &mut Memory) -> anyhow::Result<Report> {
    let (origin, policy) = trust(source, arguments, memory)?;
    let earlier = memory.head(&origin);
    let expected = Expected { earlier: earlier.as_ref(), ..Expected::new(&origin, &policy) };
    let bar = output::progress(source.size().unwrap_or(0), &format!("Checking {origin}"));
    let report = maru_verify::verify(source, &expected, |read| {
        if read % 4096 == 0 {
            bar.set_position(read);
        }
    });
    bar.finish_and_clear();
    if report.verdict != Verdict::Wrong
        && let Some(bytes) = source.checkpoint()?
        && let Ok(signed) = SignedCheckpoint::parse(&bytes)
    {
        memory.remember_head(signed.checkpoint());
    }
    Ok(report)
}

/// Which record this is, and whose signature under it counts.
fn trust(source: &Source, arguments: &Arguments, memory: &mut Memory) -> anyhow::Result<(String, Policy)> {
    if let Some(path) = &arguments.policy {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        let policy = Policy::parse(&bytes).with_context(|| path.display().to_string())?;
        let Some(log) = policy.logs().first() else { bail!("{} names no log", path.display()) };
        return Ok((log.key.name().to_string(), policy));
    }
    let shown = source.keys()?;
    let keys: Vec<String> = match &arguments.key {
        Some(key) => vec![key.clone()],
        None => memory
            .keys(shown.first().map(String::as_str).unwrap_or_default())
            .unwrap_or_else(|| shown.clone()),
    };
    let parsed: Vec<VerifierKey> = keys
        .iter()
        .map(|key| key.parse().with_context(|| format!("“{key}” is not a verifier key")))
        .collect::<Result<_, _>>()?;
    let Some(first) = parsed.first() else { bail!("the record shows no key; give one with --key") };
    let origin = first.name().to_string();
    if arguments.key.is_none() {
        memory.remember_keys(&origin, &keys);
    }
    Ok((origin, Policy::of_logs(parsed)))
}

fn print(report: &Report) -> anyhow::Result<()> {
    output::line(&report.origin)?;
    match &report.head {
        Some(head) => output::line(format!("  head: {} entries, root {}", head.size, head.root))?,
        None => output::line("  no head could be trusted")?,
    }
    let witnesses =
        if report.witnesses.is_empty() { "nobody else yet".to_owned() } else { report.witnesses.join(", ") };
    output::line(format!("  witnessed by: {witnesses}"))?;
    output::line(format!(
        "  read: {} entries; {} participants, {} statements, {} votes; {} acts signed by their authors, the rest by the node",
        report.entries, report.participants, report.statements, report.votes, report.self_signed
    ))?;
    for (place, step) in STEPS.iter().enumerate() {
        let number = place as u8 + 1;
        let findings: Vec<_> = report.findings.iter().filter(|finding| finding.step == number).collect();
        let mark = if findings.iter().any(|finding| finding.proven) {
            "WRONG"
        } else if !findings.is_empty() {
            "open "
        } else {
            "ok   "
        };
        output::line(format!("  {mark} {number:2}. {step}"))?;
        for finding in findings {
            output::line(format!("            {}", finding.sentence))?;
            if finding.code == "key-unknown" {
                output::line(
                    "            (If you know that this record was begun anew, run again with --forget.)",
                )?;
            }
        }
    }
    for withdrawn in &report.withdrawn {
        output::line(format!(
            "  The text of entry {} was withdrawn by {} (entry {}): {}; {}.",
            withdrawn.entry, withdrawn.by, withdrawn.by_entry, withdrawn.reason, withdrawn.ground
        ))?;
    }
    for result in &report.results {
        let outcome = if result.same { "computed again: the same" } else { "computed again: NOT the same" };
        output::line(format!(
            "  Result in entry {} ({}, {}): {outcome}.",
            result.entry, result.kind, result.algorithm
        ))?;
    }
    output::line(match report.verdict {
        Verdict::Good => "  Good: nothing wrong was found.",
        Verdict::Wrong => "  WRONG: the record is proven to be false in the points above.",
        Verdict::Undecided => "  Undecided: nothing is proven wrong, but some points could not be checked.",
    })
}
