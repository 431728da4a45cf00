//! `cargo xtask bench house`: the figures of the house on one page, each beside what this machine can do at most, measured in the same
//! run: the same requests answered by a server that does nothing, the same bytes appended and made durable.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use maru_forum::Vote;
use maru_store::{BATCH_LIMIT, Node as Store, Options};

use crate::crowd::Crowd;
use crate::limits::{self, Compared, WITHIN, print_head};
use crate::load::{self, Plan};
use crate::node::{self, Node};
use crate::{bench_slow, bench_votes, conversations, workspace};

const CONNECTIONS: usize = 512;
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(8);
/// Votes that the writer alone is given.
const PEOPLE: usize = 512;
const VOTED_ON: usize = 200;
/// The node that holds a million votes.
const MILLION: &str = "million";
const PARTICIPANTS: usize = 10_000;
const STATEMENTS: usize = 100;
const STARTS: usize = 3;
/// A vote as the plainest table holds it: who, on what, how.
const BYTES_OF_A_VOTE: usize = 9;
/// Half-open connections beside the usual load.
const HALF_OPEN: usize = 5_000;

/// Measures, prints one table, and tells whether every promise is kept.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    if !options.is_empty() {
        bail!("house takes no options");
    }
    let binary = node::build()?;
    let begun = Instant::now();
    let mut all = votes(&binary)?;
    all.push(writer()?);
    all.extend(million(&binary)?);
    all.push(bench_slow::measure(&binary, HALF_OPEN)?);
    print_head();
    all.iter().for_each(Compared::print);
    println!("  measured in {} s", begun.elapsed().as_secs());
    Ok(all.iter().all(Compared::is_kept))
}

/// Votes over HTTP beside the same requests answered by nobody, and beside the bytes of their entries on the disk.
fn votes(binary: &Path) -> Result<Vec<Compared>> {
    let data = node::fresh_folder("house-votes")?;
    let tokens = bench_votes::prepare(binary, &data)?;
    let node = Node::serve(binary, &data, &format!("/p/{}", bench_votes::PROCESS))?;
    let plan = Plan {
        address: node.address,
        connections: CONNECTIONS,
        warm_up: WARM_UP,
        measured: MEASURED,
        rate: None,
    };
    let asking = |host: &str, count: &mut usize, out: &mut Vec<u8>| {
        let more = bench_votes::vote(&tokens, *count, host, out);
        *count += 1;
        more
    };
    let (host, mut count) = (node.address.to_string(), 0);
    let report = load::run(&plan, &mut |out| asking(&host, &mut count, out))?;
    if report.refusals() > 0 {
        bail!("{} votes were refused: {:?}", report.refusals(), report.first_refusal);
    }
    drop(node);
    // Nobody minds there that a vote repeats another, so that its requests never end.
    let most = tokens.len() * bench_votes::STATEMENTS;
    let mut count = 0;
    let nothing = limits::nothing(binary, plan, &mut |host, out| {
        count %= most;
        asking(host, &mut count, out)
    })?;
    let bytes = bytes_of_an_entry(&data, bench_votes::PROCESS)?;
    let append = limits::bare_append(&data.join("limit"), bytes, CONNECTIONS)?;
    let compared = |limit, limit_of, within| Compared {
        what: format!("votes over HTTP, {CONNECTIONS} connections"),
        measured: report.rate(),
        limit,
        limit_of,
        unit: "/s",
        more_is_better: true,
        within,
    };
    Ok(vec![
        compared(nothing, "the same, by a server doing nothing", Some(WITHIN)),
        compared(append, "their bytes, 512 a sync", None),
    ])
}

/// The writer alone, beside the bare append of the same bytes in batches of the same size.
fn writer() -> Result<Compared> {
    let folder = node::fresh_folder("house-writer")?;
    let node = Store::open(&folder, Options::CREATE)?;
    let crowd = Crowd::gather(node, "voices", PEOPLE, VOTED_ON)?;
    let votes = (0..PEOPLE).flat_map(|person| (0..VOTED_ON).map(move |statement| (person, statement)));
    let requests: Vec<_> = votes.map(|(person, on)| crowd.vote(person, on, Vote::Agree)).collect();
    let count = requests.len();
    let begun = Instant::now();
    for answer in crowd.node.submit_all(requests) {
        answer?;
    }
    let measured = count as f64 / begun.elapsed().as_secs_f64();
    drop(crowd);
    let bytes = bytes_of_an_entry(&folder, "voices")?;
    let limit = limits::bare_append(&folder.join("limit"), bytes, BATCH_LIMIT)?;
    Ok(Compared {
        what: format!("writer alone, {count} votes"),
        measured,
        limit,
        limit_of: "their bytes, 1,024 a sync",
        unit: "/s",
        more_is_better: true,
        within: Some(WITHIN),
    })
}

/// Start and memory of a node with a million votes.
fn million(binary: &Path) -> Result<[Compared; 2]> {
    let data = node::fresh_folder("house-million")?;
    let folder = workspace::scratch("bench")?.join("made-up-million");
    conversations::write_made_up(&folder, PARTICIPANTS, STATEMENTS)?;
    node::import(binary, &data, &folder, MILLION)?;
    let (mut start_up, mut resident) = (Duration::ZERO, 0);
    for _ in 0..STARTS {
        // Killed, not stopped: the next start must not profit from a tidy end.
        let node = Node::serve(binary, &data, &format!("/p/{MILLION}"))?;
        start_up = start_up.max(node.start_up);
        resident = resident.max(node.memory()?.0);
    }
    let reading = read_all(&data.join("node.db"))?;
    let votes = PARTICIPANTS * STATEMENTS;
    Ok([
        Compared {
            what: format!("start to first page, {votes} votes, slowest of {STARTS}"),
            measured: start_up.as_secs_f64() * 1e3,
            limit: reading.as_secs_f64() * 1e3,
            limit_of: "node.db read once, start to end",
            unit: "ms",
            more_is_better: false,
            within: None,
        },
        Compared {
            what: format!("memory with {votes} votes"),
            measured: resident as f64 / 1e6,
            limit: (votes * BYTES_OF_A_VOTE) as f64 / 1e6,
            limit_of: "9 bytes a vote, nothing else",
            unit: "MB",
            more_is_better: false,
            within: None,
        },
    ])
}

fn read_all(path: &Path) -> Result<Duration> {
    let begun = Instant::now();
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    if bytes.is_empty() {
        bail!("{} is empty", path.display());
    }
    Ok(begun.elapsed())
}

/// The mean length of the entries of a process, whole bytes.
fn bytes_of_an_entry(data: &Path, process: &str) -> Result<usize> {
    let node = Store::open_reading(data)?;
    let handle = node.process(&process.parse()?).context("the process")?;
    let last = handle.durable();
    let entries = node.entries(&handle, last.saturating_sub(1_000)..last)?;
    Ok(entries.iter().map(Vec::len).sum::<usize>() / entries.len().max(1))
}
