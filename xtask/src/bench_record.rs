//! `cargo xtask bench record`: how fast acts become durable entries, how soon each has its receipt, how fast a record is
//! published and audited, and how long the whole check of a million self-signed votes takes.

mod others;
mod self_signed;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use maru_forum::Vote;
use maru_record::audit::{Expected, audit_bytes};
use maru_record::{Policy, SourceError, TileSource};
use maru_store::{Node, Options, ProcessHandle};

use crate::crowd::Crowd;
use crate::workspace;

/// People who vote, and callers that wait at the same time.
const PEOPLE: usize = 512;
/// Statements that each of them votes on.
const STATEMENTS: usize = 200;
/// Acts whose receipts are waited for.
const RECEIPTS: usize = 200;
/// Between two such acts: an odd time, so that they do not keep step with the sequencer.
const BETWEEN: Duration = Duration::from_millis(137);
/// How often we look for a receipt.
const LOOK_EVERY: Duration = Duration::from_millis(1);
/// A receipt that takes longer is none.
const PATIENCE: Duration = Duration::from_mins(1);

const ORIGIN: &str = "bench.example.org/p/voices";
/// A server without opinion maps, which are measured elsewhere.
const SERVER: Options = Options { publish: true, ..Options::CREATE };

pub(crate) fn run(args: &[String]) -> Result<()> {
    ensure!(args.is_empty(), "record takes no options");
    let folder = workspace::scratch("bench")?.join("record");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    println!("{:<58}{:>14}   goal", "record", "measured");
    let node = Node::open(&folder, SERVER)?;
    let crowd = Crowd::gather(node, "voices", PEOPLE, STATEMENTS)?;
    batched(&crowd)?;
    waiting(&crowd)?;
    receipts(&crowd)?;
    let Crowd { node, handle, .. } = crowd;
    rebuilt(&folder, node, handle)?;
    self_signed::measure()?;
    others::measure(&folder)
}

fn line(what: &str, measured: &str, goal: &str) {
    println!("  {what:<56}{measured:>14}   {goal}");
}

fn per_second(count: usize, time: Duration) -> String {
    format!("{:.0}/s", count as f64 / time.as_secs_f64())
}

/// Everyone votes on everything, put into the queue by one caller that waits for all.
fn batched(crowd: &Crowd) -> Result<()> {
    let votes = (0..PEOPLE).flat_map(|person| (0..STATEMENTS).map(move |statement| (person, statement)));
    let requests: Vec<_> =
        votes.map(|(person, statement)| crowd.vote(person, statement, Vote::Agree)).collect();
    let count = requests.len();
    let begun = Instant::now();
    for answer in crowd.node.submit_all(requests) {
        answer?;
    }
    let time = begun.elapsed();
    line(&format!("{count} votes durable, one caller"), &per_second(count, time), ">= 100000/s");
    wait_for(crowd, crowd.handle.durable() - 1, begun)?;
    line("… and all of them published and signed", &per_second(count, begun.elapsed()), "");
    Ok(())
}

/// Everyone changes every vote, each waiting for their own durable answer before the next.
fn waiting(crowd: &Crowd) -> Result<()> {
    let failed = AtomicU64::new(0);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for person in 0..PEOPLE {
            let failed = &failed;
            scope.spawn(move || {
                for statement in 0..STATEMENTS {
                    if crowd.node.submit_blocking(crowd.vote(person, statement, Vote::Disagree)).is_err() {
                        failed.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let time = begun.elapsed();
    ensure!(failed.into_inner() == 0, "some votes were refused");
    let what = format!("{} votes durable, {PEOPLE} callers that wait", PEOPLE * STATEMENTS);
    line(&what, &per_second(PEOPLE * STATEMENTS, time), ">= 20000/s");
    wait_for(crowd, crowd.handle.durable() - 1, begun)?;
    Ok(())
}

/// Waits until an entry has its receipt, and says how long that took.
fn wait_for(crowd: &Crowd, number: u64, since: Instant) -> Result<Duration> {
    loop {
        let head = crowd.node.checkpoint(&crowd.handle)?;
        if head.is_some_and(|head| head.checkpoint().size > number) {
            let receipt = crowd.node.receipt(&crowd.handle, maru_forum::EntryNumber(number))?;
            receipt.context("a head without a receipt")?;
            return Ok(since.elapsed());
        }
        if since.elapsed() > PATIENCE {
            bail!("no receipt after {PATIENCE:?}");
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

/// Single acts on a quiet node: from the request to the receipt in hand.
fn receipts(crowd: &Crowd) -> Result<()> {
    let mut times = Vec::with_capacity(RECEIPTS);
    for person in 0..RECEIPTS {
        std::thread::sleep(BETWEEN);
        let begun = Instant::now();
        let answer = crowd.node.submit_blocking(crowd.vote(person, 0, Vote::Pass))?;
        times.push(wait_for(crowd, answer.entry.0, begun)?);
    }
    times.sort_unstable();
    let milliseconds = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1e3);
    line("receipt in hand, median", &milliseconds(times[RECEIPTS / 2]), "<= 400 ms");
    line("receipt in hand, 99 of 100", &milliseconds(times[RECEIPTS * 99 / 100 - 1]), "");
    line("receipt in hand, slowest", &milliseconds(times[RECEIPTS - 1]), "");
    Ok(())
}

/// The folder as a stranger reads it.
struct Folder(std::path::PathBuf);

impl TileSource for Folder {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        match std::fs::read(self.0.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SourceError { path: path.to_owned(), reason: error.to_string() }),
        }
    }
}

/// The folder is thrown away, built anew from the entries, and audited.
fn rebuilt(folder: &Path, node: Arc<Node>, handle: Arc<ProcessHandle>) -> Result<()> {
    let process = handle.id().clone();
    drop((node, handle));
    std::fs::remove_dir_all(folder.join("record"))?;
    let node = Node::open(folder, Options::EXISTING)?;
    let handle = node.process(&process).context("the process")?;
    let entries = handle.durable() as usize;
    let begun = Instant::now();
    node.publish_record(&handle)?;
    line(&format!("record of {entries} entries built anew"), &per_second(entries, begun.elapsed()), "");
    let policy = Policy::of_logs(node.verifier_keys(&handle)?);
    let source = Folder(node.record_folder(&handle));
    let begun = Instant::now();
    let audit = audit_bytes(&source, &Expected::new(ORIGIN, &policy));
    let time = begun.elapsed();
    ensure!(audit.exit_code() == 0 && audit.entries as usize == entries, "the audit: {:?}", audit.findings);
    line("audit: signatures, hashes, tiles, form of entries", &per_second(entries, time), ">= 1000000/s");
    Ok(())
}
