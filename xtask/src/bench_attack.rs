//! `cargo xtask bench attack`: sybils against the common ground of real conversations.
//!
//! "veto": each votes against the ten top statements and nothing else. "oppose": each votes against the majority on 95 %
//! of all live statements. Shown: how many of the ten stay among the ten, by the default method and by the classic one.

use std::path::Path;

use anyhow::{Context, Result};
use maru_opinion::polis::{PolisExport, PolisFiles};
use maru_opinion::{
    CastVote, Conversation, Options, ParticipantId, StatementId, Vote, VoteMatrix, classic, map,
};

/// Conversations attacked.
const CONVERSATIONS: [&str; 3] =
    ["scoop-hivemind.biodiversity", "vtaiwan.uberx", "american-assembly.bowling-green"];
/// Sybils as shares of those who voted enough.
const SHARES: [f64; 5] = [0.0, 0.02, 0.05, 0.08, 0.10];
/// Statements that should stay.
const TOP: usize = 10;
/// The promise: so many stay at 5 % and 8 %.
const GOAL: usize = 8;
/// The share of live statements on which those who oppose vote.
const COVERAGE: f64 = 0.95;

#[derive(Clone, Copy, PartialEq)]
enum Attack {
    Veto,
    Oppose,
}

/// What a method ranks first, and how much agreement it reports.
type Ranking = Vec<(StatementId, f64)>;

pub(crate) fn run(_args: &[String]) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/polis");
    if !root.is_dir() {
        println!("SKIPPED bench attack: ../shared/data is absent");
        return Ok(());
    }
    let mut met = true;
    println!("top-{TOP} statements that stay, agreement reported for the former best (maru | classic)");
    for name in CONVERSATIONS {
        let conversation = load(&root.join(name)).with_context(|| format!("cannot read {name}"))?;
        for attack in [Attack::Veto, Attack::Oppose] {
            met &= attacked(name, &conversation, attack);
        }
    }
    println!("goal (at 5 % and 8 % at least {GOAL} of {TOP} stay): {}", if met { "met" } else { "MISSED" });
    Ok(())
}

fn load(folder: &Path) -> Result<Conversation> {
    let bytes = |name: &str| std::fs::read(folder.join(name)).ok();
    let (votes, comments, matrix) =
        (bytes("votes.csv"), bytes("comments.csv"), bytes("participants-votes.csv"));
    let files = PolisFiles {
        summary: None,
        comments: comments.as_deref(),
        votes: votes.as_deref(),
        participants_votes: matrix.as_deref(),
    };
    Ok(PolisExport::read(files)?.conversation())
}

fn attacked(name: &str, conversation: &Conversation, attack: Attack) -> bool {
    let methods: [fn(&Conversation) -> Ranking; 2] = [by_maru, by_classic];
    let before = methods.map(|method| method(conversation));
    let enough = (0..conversation.votes.rows()).filter(|&row| conversation.votes.row(row).len() >= 7).count();
    let mut met = true;
    for share in SHARES {
        let sybils = (enough as f64 * share).round() as u32;
        let [ours, theirs] = [0, 1].map(|i| {
            let target: Vec<StatementId> = before[i].iter().take(TOP).map(|(id, _)| *id).collect();
            stays(&before[i], &methods[i](&with_sybils(conversation, sybils, attack, &target)))
        });
        let kind = if attack == Attack::Veto { "veto" } else { "oppose" };
        println!(
            "{name:<32}{kind:<8}{:>4.0} % ({sybils:>3}): {:>2}, {:.2} | {:>2}, {:.2}",
            share * 100.0,
            ours.0,
            ours.1,
            theirs.0,
            theirs.1
        );
        met &= ours.0 >= GOAL || !(0.04..0.09).contains(&share);
    }
    met
}

fn by_maru(conversation: &Conversation) -> Ranking {
    let map = map(conversation, &Options::default());
    map.common_ground.iter().map(|ground| (ground.statement, ground.agreement.value)).collect()
}

fn by_classic(conversation: &Conversation) -> Ranking {
    let map = classic(conversation);
    let live = map.statements.iter().filter(|statement| !statement.moderated_out);
    let mut ranking: Ranking = live.map(|statement| (statement.id, statement.consensus_agree)).collect();
    ranking.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranking
}

/// How many of the former top stay, and what is reported of the former best.
fn stays(before: &Ranking, after: &Ranking) -> (usize, f64) {
    let top = |ranking: &Ranking| ranking.iter().take(TOP).map(|(id, _)| *id).collect::<Vec<_>>();
    let (then, now) = (top(before), top(after));
    let best = after.iter().find(|(id, _)| Some(id) == then.first()).map_or(0.0, |(_, agreement)| *agreement);
    (then.iter().filter(|id| now.contains(id)).count(), best)
}

fn with_sybils(
    conversation: &Conversation,
    sybils: u32,
    attack: Attack,
    top: &[StatementId],
) -> Conversation {
    let votes = &conversation.votes;
    let first = votes.participants().iter().map(|id| id.0).max().unwrap_or(0) + 1;
    let mut all: Vec<CastVote> = votes.votes().collect();
    let mut leaning = vec![0i64; votes.columns()];
    for row in 0..votes.rows() {
        votes.row(row).iter().for_each(|cell| leaning[cell.column()] += i64::from(cell.sign()));
    }
    let live = conversation.live_columns();
    for sybil in 0..sybils {
        for (column, &statement) in votes.statements().iter().enumerate() {
            let against = match attack {
                Attack::Veto => top.contains(&statement).then_some(Vote::Disagree),
                Attack::Oppose if live[column] && coin(sybil, column) < COVERAGE => {
                    Some(if leaning[column] > 0 { Vote::Disagree } else { Vote::Agree })
                }
                Attack::Oppose => None,
            };
            let cast = |vote| CastVote { participant: ParticipantId(first + sybil), statement, vote };
            all.extend(against.map(cast));
        }
    }
    Conversation { votes: VoteMatrix::canonical(all), ..conversation.clone() }
}

/// A number in 0..1 that depends on both and on nothing else.
fn coin(sybil: u32, column: usize) -> f64 {
    let mut z = (u64::from(sybil) << 32 | column as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (z >> 40) as f64 / (1u64 << 24) as f64
}
