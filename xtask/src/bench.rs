//! `cargo xtask bench NAME`: the figures that the project promises, each printed beside its goal.

use anyhow::{Result, bail};

#[cfg(not(feature = "bench"))]
use crate::workspace;

/// What can be measured, in one sentence each.
const BENCHES: &[(&str, &str)] = &[
    (
        "house",
        "votes, writer, start, memory and slow connections, each beside the limit of this machine, in six minutes",
    ),
    ("votes", "votes over HTTP from another process, each answered durably"),
    ("pages", "pages served from one process to 64 readers, and their times at 500 a second"),
    ("start", "time from start to first page of a node that holds a million votes"),
    ("slow", "pages for the honest while 5,000 connections say half of what they want, or nothing"),
    ("ballot", "a ballot of a million votes counted by each rule, beside a bare pass over the votes"),
    ("archive", "a process of a million votes as one file, written and brought in (--participants N)"),
    ("verify", "a thousand results over old states, beside the time of one"),
    ("record", "acts into durable entries, receipts, publishing and audit of a record"),
    ("opinion", "the opinion map against its goals, in time and memory"),
    ("live", "how soon a vote moves the map of its process, alone and beside a large process"),
    ("groups", "groups found in simulated conversations whose groups are known, and where there are none"),
    ("attack", "what a coordinated minority can do to common ground, by each method"),
    ("amend", "amending acts whose official result is known: equal, refused, wrong (goal 0)"),
    ("text", "import, redline and export of a long legal text"),
    ("norms", "escape routes and closing sets of the norm library, at the promised size"),
    ("desk", "3,000 remarks and 1,000 amendments: taken in, folded, merged, verified"),
    (
        "year",
        "a busy year in three steps (--processes N --people N --statements N): what grows faster than linearly",
    ),
    ("memory", "resident memory of a node that holds all six real conversations"),
];

/// Measures what was asked for; without a name, says what there is.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let Some((name, rest)) = options.split_first() else {
        for (name, what) in BENCHES {
            println!("{name:<10}{what}");
        }
        return Ok(true);
    };
    if !BENCHES.iter().any(|(known, _)| known == name) {
        bail!("there is no benchmark '{name}'; `cargo xtask bench` lists them");
    }
    measure(name, rest)
}

/// Builds this program again as benchmarks need it, and runs that.
#[cfg(not(feature = "bench"))]
fn measure(name: &str, rest: &[&str]) -> Result<bool> {
    let mut command = workspace::cargo();
    // It links the crates of the tests, which the benchmarks of a served node do not.
    if name == "desk" {
        command.args(["run", "--quiet", "--release", "--package", "maru-verify", "--example", "desk"]);
        return Ok(command.status()?.success());
    }
    command.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        "xtask",
        "--features",
        "bench",
        "--",
        "bench",
        name,
    ]);
    Ok(command.args(rest).status()?.success())
}

#[cfg(feature = "bench")]
fn measure(name: &str, rest: &[&str]) -> Result<bool> {
    let owned: Vec<String> = rest.iter().map(|word| (*word).to_owned()).collect();
    match name {
        // These print their goals beside their figures, and fail only where something is wrong rather than slow.
        "attack" => crate::bench_attack::run(&owned).map(|()| true),
        "groups" => crate::bench_groups::run(&owned).map(|()| true),
        "live" => crate::bench_live::run(&owned).map(|()| true),
        "norms" => crate::bench_norms::run(&owned).map(|()| true),
        "opinion" => crate::bench_opinion::run(&owned).map(|()| true),
        "record" => crate::bench_record::run(&owned).map(|()| true),
        "amend" => {
            crate::bench_amend::run(rest, crate::workspace::shared_data()).map_err(|why| anyhow::anyhow!(why))
        }
        "text" => crate::bench_text::run(rest),
        "house" => crate::bench_house::run(rest),
        "slow" => crate::bench_slow::run(rest),
        "archive" => crate::bench_archive::run(rest),
        "ballot" => crate::bench_ballot::run(rest),
        "verify" => crate::bench_verify::run(rest),
        "votes" => crate::bench_votes::run(rest),
        "year" => crate::bench_year::run(rest),
        "pages" => crate::bench_pages::run(rest),
        "start" => crate::bench_start::run(rest),
        "memory" => crate::bench_memory::run(rest),
        _ => bail!("'{name}' is listed but not wired; see xtask/src/bench.rs"),
    }
}
