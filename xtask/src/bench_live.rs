//! `cargo xtask bench live`: how soon after a vote is durable the map of its process shows it, alone and while a large process of the
//! same node is voted in all the time; and what a vote costs at 10⁵, 10⁶ and 10⁷ votes. `--costs` prints only the costs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use maru_forum::Vote;
use maru_opinion::Conversation;
use maru_store::{Node, Options, PublishedMap};

use crate::conversations;
use crate::crowd::Crowd;
use crate::simulated::{Mind, Simulation};
use crate::workspace;

/// The size that the promise is about: people, statements, votes that a person casts on average.
const SMALL: (u32, u32, f64) = (2_000, 900, 110.0);
/// One with a million votes.
const LARGE: (u32, u32, f64) = (20_000, 400, 50.0);
/// A real conversation of the promised size, beside the checkout.
const REAL: &str = "american-assembly-bowling-green";
const GROUPS: [f64; 4] = [0.45, 0.30, 0.17, 0.08];
/// Votes whose way is timed.
const TIMED: usize = 40;
/// Between two of them: an odd time, and longer than the maps rest.
const BETWEEN: Duration = Duration::from_millis(437);
/// Between two votes in the large process.
const CROWDED: Duration = Duration::from_millis(20);
const LOOK_EVERY: Duration = Duration::from_micros(500);
/// A map that takes longer never comes.
const PATIENCE: Duration = Duration::from_mins(5);
const GOAL_MILLISECONDS: u32 = 50;

pub(crate) fn run(args: &[String]) -> Result<()> {
    if args == ["--costs"] {
        return costs();
    }
    ensure!(args.is_empty(), "live takes no options but --costs");
    let folder = workspace::scratch("bench")?.join("live");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    let node = Node::open(&folder, Options { search: false, ..Options::SERVE })?;
    if let Some(conversation) = real()? {
        report("alone", &timed(&filled(&node, "real", &conversation)?, Vote::Agree)?);
    }
    let small = filled(&node, "small", &simulated(SMALL))?;
    report("alone", &timed(&small, Vote::Agree)?);
    let large = filled(&node, "large", &simulated(LARGE))?;
    let stop = AtomicBool::new(false);
    let (times, cast) = std::thread::scope(|scope| -> Result<_> {
        let voter = scope.spawn(|| keep_voting(&large, &stop));
        let times = timed(&small, Vote::Disagree);
        stop.store(true, Ordering::Relaxed);
        let cast = voter.join().unwrap_or_else(|_| bail!("the voter panicked"))?;
        Ok((times?, cast))
    })?;
    report(&format!("the small one's, beside {cast} votes in the large one"), &times);
    costs()
}

/// People, statements, votes that a person casts on average: 10⁵, 10⁶ and 10⁷ votes.
const SIZES: [(u32, u32, f64); 3] = [(2_000, 400, 50.0), (20_000, 400, 50.0), (100_000, 1_000, 100.0)];
/// After a map a node rests for so many times as long as it took.
const RESTS: f64 = 4.0;
/// Votes a second in a process that is voted in all the time.
const BUSY: f64 = 100.0;

/// What a vote costs: a map with the number of groups known, and its share of measuring anew, which is due when a twentieth of the votes
/// came in.
fn costs() -> Result<()> {
    for size in SIZES {
        let conversation = simulated(size);
        let count = conversation.votes.vote_count();
        let options = maru_opinion::Options::default();
        let begun = Instant::now();
        let measured = maru_opinion::map(&conversation, &options);
        let whole = begun.elapsed().as_secs_f64();
        let options = maru_opinion::Options { known: Some(measured.stability.clone()), ..options };
        let begun = Instant::now();
        let known = maru_opinion::map(&conversation, &options);
        let one = begun.elapsed().as_secs_f64();
        ensure!(known == measured, "the map with the stability known is another one");
        let votes = count as u64;
        let published = PublishedMap { entries: 0, vote_events: votes, measured_at: votes, map: measured };
        let due = (1..=votes).find(|more| published.is_outgrown_by(votes + more)).unwrap_or(votes);
        let share = whole / due as f64;
        // While votes come all the time, one map serves all that came while it was made and while the node rested after it.
        let served = (one * (1.0 + RESTS) * BUSY).max(1.0);
        println!(
            "{count} votes, {} groups: a vote alone costs {:.1} ms (its map) and {:.1} ms (its share of measuring for {whole:.1} s after \
             {due} votes); at {BUSY} votes a second a map serves {served:.0} votes, and a vote costs {:.2} ms",
            known.k,
            one * 1e3,
            share * 1e3,
            (one / served + share) * 1e3
        );
    }
    Ok(())
}

/// The real conversation, or nothing, said aloud.
fn real() -> Result<Option<Conversation>> {
    let found = conversations::real().ok().and_then(|all| all.into_iter().find(|(name, _)| name == REAL));
    let Some((_, folder)) = found else {
        println!("SKIPPED {REAL}: ../shared/data is absent");
        return Ok(None);
    };
    conversations::load(&folder).map(Some)
}

fn simulated((people, statements, mean_votes): (u32, u32, f64)) -> Conversation {
    let mind = Mind::Groups { shares: GROUPS.to_vec(), divisive: 0.6 };
    let simulation =
        Simulation { people, statements, mean_votes, spread: 0.9, late: 0.0, moderated: 0.0, mind, seed: 7 };
    simulation.run().conversation
}

/// A process whose people have voted as those of a conversation did, and whose map is there with its stability measured.
fn filled(node: &Arc<Node>, id: &str, conversation: &Conversation) -> Result<Crowd> {
    let votes = &conversation.votes;
    let crowd = Crowd::gather(node.clone(), id, votes.rows(), votes.columns())?;
    let cells = (0..votes.rows()).flat_map(|row| votes.row(row).iter().map(move |cell| (row, cell)));
    let requests: Vec<_> =
        cells.map(|(row, cell)| crowd.vote(row, cell.column(), cast(cell.vote()))).collect();
    let count = requests.len();
    for answer in node.submit_all(requests) {
        answer?;
    }
    let begun = Instant::now();
    // Votes came while the first maps were made; the last map is the one that knows all of them and was measured.
    while crowd
        .node
        .map(&crowd.handle)
        .is_none_or(|map| map.vote_events < count as u64 || map.is_outgrown_by(map.vote_events))
    {
        ensure!(begun.elapsed() < PATIENCE, "no map after {PATIENCE:?}");
        std::thread::sleep(LOOK_EVERY);
    }
    println!(
        "{id}: {} people, {} statements, {count} votes; its map is there {:.1?} after the last of them",
        votes.rows(),
        votes.columns(),
        begun.elapsed()
    );
    Ok(crowd)
}

fn cast(vote: maru_opinion::Vote) -> Vote {
    match vote {
        maru_opinion::Vote::Agree => Vote::Agree,
        maru_opinion::Vote::Disagree => Vote::Disagree,
        maru_opinion::Vote::Pass => Vote::Pass,
    }
}

/// From the durable answer to a vote to the map that rests on it. Votes that stood already move nothing and are not timed.
fn timed(crowd: &Crowd, vote: Vote) -> Result<Vec<Duration>> {
    let mut times = Vec::with_capacity(TIMED);
    for person in 0..TIMED {
        std::thread::sleep(BETWEEN);
        let answer = crowd.node.submit_blocking(crowd.vote(person, person % 7, vote))?;
        if answer.entries == 0 {
            continue;
        }
        let begun = Instant::now();
        while crowd.node.map(&crowd.handle).is_none_or(|map| map.entries <= answer.entry.0) {
            ensure!(begun.elapsed() < PATIENCE, "no map after {PATIENCE:?}");
            std::thread::sleep(LOOK_EVERY);
        }
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}

/// Votes in a process until told to stop; gives how many votes that were.
fn keep_voting(crowd: &Crowd, stop: &AtomicBool) -> Result<usize> {
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            return Ok(number);
        }
        let vote = if number / 1_000 % 2 == 0 { Vote::Agree } else { Vote::Disagree };
        crowd.node.submit_blocking(crowd.vote(number % 1_000, 0, vote))?;
        std::thread::sleep(CROWDED);
    }
    unreachable!("numbers do not end")
}

fn report(how: &str, times: &[Duration]) {
    let shown = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1e3);
    println!(
        "  a vote moves its map, {how}: median {:.0} ms, nine of ten {:.0} ms, slowest {:.0} ms of {} (goal {GOAL_MILLISECONDS} ms)",
        shown(times.get(times.len() / 2)),
        shown(times.get(times.len() * 9 / 10)),
        shown(times.last()),
        times.len()
    );
}
