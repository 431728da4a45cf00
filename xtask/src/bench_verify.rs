//! `cargo xtask bench verify`: how long the check of a record with a thousand results over old states takes, beside that of the same
//! votes with one result. Folding once for all of them is what keeps the two together.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use maru_forum::{Action, Actor, Vote};
use maru_store::{Node, Options, Request};

use crate::crowd::Crowd;
use crate::limits::{Compared, print_head};
use crate::node;

const RESULTS: usize = 1_000;
const PEOPLE: usize = 400;
const STATEMENTS: usize = 50;
const WITHIN: f64 = 2.0;
/// Each check is made so often; the shortest counts.
const TIMES: usize = 3;

/// Measures, prints, and tells whether the promise is kept.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let results = match options {
        [] => RESULTS,
        ["--results", count] => count.parse().context("--results takes a number")?,
        _ => bail!("verify takes --results N"),
    };
    let binary = node::build()?;
    let (first, _) = record("verify-one", 1)?;
    let one = checked(&binary, &first)?;
    let (second, maps) = record("verify-many", results)?;
    let many = checked(&binary, &second)?;
    print_head();
    let compared = Compared {
        what: format!("maru verify, {results} results over old states"),
        measured: many.time.as_secs_f64() * 1e3,
        limit: one.time.as_secs_f64() * 1e3,
        limit_of: "the same votes, one result",
        unit: "ms",
        more_is_better: false,
        within: Some(WITHIN),
    };
    compared.print();
    // Each result rests on votes of its own, so each has a map of its own, and no check is faster than its maps.
    let beside = Compared {
        limit: maps.as_secs_f64() * 1e3,
        limit_of: "the same maps, one by one",
        within: None,
        ..compared.clone()
    };
    beside.print();
    println!("  exit code with one result {}, with {results} results {}", one.code, many.code);
    println!("  it said: {}", many.said);
    // An answer that was not reached is no answer in time.
    Ok(compared.is_kept() && one.code == many.code)
}

/// A record in which everyone votes on everything, with so many results published on the way, each over the state of its moment; and
/// how long the maps of all of them took.
fn record(name: &str, results: usize) -> Result<(PathBuf, Duration)> {
    let folder = node::fresh_folder(name)?;
    let opened = Node::open(&folder, Options { publish: true, ..Options::CREATE })?;
    let crowd = Crowd::gather(opened, "voices", PEOPLE, STATEMENTS)?;
    let votes = PEOPLE * STATEMENTS;
    let (mut published, mut begun, mut maps) = (0, 0, Duration::ZERO);
    while begun < votes {
        let end = (published + 1) * votes / results;
        let batch = (begun..end).map(|vote| {
            let (statement, person) = (vote / PEOPLE, vote % PEOPLE);
            crowd.vote(person, statement, Vote::ALL[(person * 7 + statement * 5 + person * statement) % 3])
        });
        crowd.node.submit_all(batch.collect()).into_iter().collect::<Result<Vec<_>, _>>()?;
        maps += publish(&crowd)?;
        (published, begun) = (published + 1, end);
    }
    crowd.node.publish_record(&crowd.handle)?;
    Ok((crowd.node.record_folder(&crowd.handle), maps))
}

fn publish(crowd: &Crowd) -> Result<Duration> {
    let process = crowd.handle.read().clone();
    let begun = Instant::now();
    let result = maru_verify::opinion_map_result(&process);
    let time = begun.elapsed();
    let action = Action { actor: Actor::Operator, command: result.into(), signature: None };
    crowd.node.submit_blocking(Request { process: crowd.handle.id().clone(), account: None, action })?;
    Ok(time)
}

/// What a check took and said.
struct Checked {
    time: Duration,
    code: i32,
    said: String,
}

fn checked(binary: &Path, record: &Path) -> Result<Checked> {
    let mut best: Option<Checked> = None;
    for _ in 0..TIMES {
        let begun = Instant::now();
        let output = node::program(binary).args(["verify", "--forget"]).arg(record).output()?;
        let time = begun.elapsed();
        let code = output.status.code().context("maru verify was killed")?;
        // What ends before it has looked is fast, and measures nothing.
        if code == 1 {
            bail!("maru verify ended with 1: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
        if best.as_ref().is_none_or(|best| time < best.time) {
            best = Some(Checked { time, code, said });
        }
    }
    best.context("nothing was checked")
}
