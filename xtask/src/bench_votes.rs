//! Votes over HTTP, from a process of our own, each answered once it is durable.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::load::{self, Plan};
use crate::node::{self, Node};

/// The process that `maru bench prepare` makes.
pub(crate) const PROCESS: &str = "bench";

const PARTICIPANTS: usize = 4_000;
pub(crate) const STATEMENTS: usize = 200;
const CONNECTIONS: usize = 512;
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(15);

/// What issue and README promise for two cores.
const GOAL_PER_SECOND: f64 = 10_000.0;
const GOAL_P99_MS: f64 = 100.0;

/// Measures, prints, and tells whether the promise is kept.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let connections = match options {
        [] => CONNECTIONS,
        ["--connections", count] => count.parse().context("--connections takes a number")?,
        _ => bail!("votes takes --connections N"),
    };
    let binary = node::build()?;
    let data = node::fresh_folder("votes")?;
    let tokens = prepare(&binary, &data)?;
    let node = Node::serve(&binary, &data, &format!("/p/{PROCESS}"))?;
    let plan = Plan { address: node.address, connections, warm_up: WARM_UP, measured: MEASURED, rate: None };
    let mut count = 0;
    let report = load::run(&plan, &mut |out| {
        let more = vote(&tokens, count, node.address.to_string().as_str(), out);
        count += 1;
        more
    })?;
    let (resident, highest) = node.memory()?;
    println!(
        "votes over HTTP, {connections} connections, {} s after {} s of warm-up",
        MEASURED.as_secs(),
        WARM_UP.as_secs()
    );
    println!(
        "  sustained  {:>10.0} votes/s   (goal >= {GOAL_PER_SECOND}; slowest second {})",
        report.rate(),
        report.slowest_second()
    );
    println!("  p50        {:>10.2} ms", report.quantile(0.5));
    println!("  p99        {:>10.2} ms        (goal <= {GOAL_P99_MS})", report.quantile(0.99));
    println!("  longest    {:>10.2} ms", report.quantile(1.0));
    println!("  answered   {:>10} votes in all; refused {}", report.successes_in_all, report.refusals());
    println!(
        "  memory     {:>10.1} MB resident, {:.1} MB at most",
        resident as f64 / 1e6,
        highest as f64 / 1e6
    );
    if let Some(refusal) = &report.first_refusal {
        println!("  the first refusal: {refusal}");
    }
    Ok(report.refusals() == 0 && report.rate() >= GOAL_PER_SECOND && report.quantile(0.99) <= GOAL_P99_MS)
}

/// Makes a node with people who may vote; returns their session tokens.
pub(crate) fn prepare(binary: &Path, data: &Path) -> Result<Vec<String>> {
    eprintln!("preparing {PARTICIPANTS} participants and {STATEMENTS} statements …");
    let file = data.with_extension("tokens");
    let shown = file.display().to_string();
    let (participants, statements) = (PARTICIPANTS.to_string(), STATEMENTS.to_string());
    let arguments = [
        "bench",
        "prepare",
        "--participants",
        &participants,
        "--statements",
        &statements,
        "--tokens",
        &shown,
    ];
    node::command(binary, data, &arguments)?;
    let text = std::fs::read_to_string(&file).with_context(|| format!("reading {shown}"))?;
    let tokens: Vec<String> = text.lines().map(str::to_owned).collect();
    if tokens.is_empty() {
        bail!("maru bench prepare wrote no tokens");
    }
    Ok(tokens)
}

/// The request for vote number `count`: everyone votes on the first statement, then everyone on the second, so that no vote repeats another.
pub(crate) fn vote(tokens: &[String], count: usize, host: &str, out: &mut Vec<u8>) -> bool {
    let (round, person) = (count / tokens.len(), count % tokens.len());
    if round >= STATEMENTS {
        return false;
    }
    // Neighbours vote differently, so that the opinion map has something to find.
    let value = ["agree", "disagree", "pass"][(person * 7 + round * 5 + person * round) % 3];
    let body = format!("{{\"statement\":{},\"value\":\"{value}\"}}", round + 1);
    let head = format!(
        "POST /api/processes/{PROCESS}/votes HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        tokens[person],
        body.len()
    );
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(body.as_bytes());
    true
}
