//! `cargo xtask bench attack`: sybils against the common ground of real conversations.
//!
//! Shown: how many of the ten statements on top stay among the ten, by the default method and by the classic one, as the mean
//! over conversations. The constants of the method were set on one half of the conversations beside the checkout; what is
//! promised is measured on the other half. `--each` prints every conversation, `--set` the half that the constants were set on,
//! `--quick` measures stability by 20 resamples; `--version2` takes the method's version
//! before; names of attacks leave out the others. `--halves` ranks by what both of two random halves of the people agree on, `--elders`
//! by those who came first: tried against copies, and no part of the method.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use maru_opinion::map::Stability;
use maru_opinion::{
    CastVote, Conversation, Options, ParticipantId, StatementId, Vote, VoteMatrix, classic, map, version2,
};

/// The conversations on which the constants were set; all others are for measuring.
const SET_ON: [&str; 4] =
    ["15-per-hour-seattle", "brexit-consensus", "football-concussions", "scoop-hivemind-biodiversity"];
/// Sybils as shares of those who voted enough.
const SHARES: [f64; 4] = [0.02, 0.05, 0.08, 0.15];
/// The share at which the promise is made.
const PROMISED: f64 = 0.08;
/// Statements that should stay.
const TOP: usize = 10;
/// People without whom there is no attack to speak of.
const FEWEST: usize = 50;
/// The share of live statements on which those who oppose vote.
const COVERAGE: f64 = 0.95;
/// The share on which those vote who show themselves less.
const FEW: f64 = 0.3;
/// The share of votes that noisy sybils cast as a coin falls.
const NOISE: f64 = 0.2;
/// Accounts that try to win places for what hardly anyone has seen.
const WINNERS: u32 = 8;
/// The share of copied votes that are left out, and that are turned round.
const DROPPED: f64 = 0.5;
const TURNED: f64 = 0.1;
/// Share of the people from which on a group has a voice.
const VOICE: f64 = 0.125;
/// Resamples where haste is asked for.
const QUICK: u32 = 20;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Attack {
    /// Each votes against the ten top statements and nothing else.
    Veto,
    /// Each votes against the majority on 95 % of all live statements.
    Oppose,
    /// The same on all of them.
    OpposeAll,
    /// The same on a third of them, each on others.
    OpposeFew,
    /// The same on a third of them, all on the same ones.
    Copies,
    /// As in `Oppose`, but one vote in five falls as a coin does.
    Noisy,
    /// As in `Oppose`, but the first have hardly begun, the last have voted on all.
    Staggered,
    /// Each is a copy of somebody's ballot, except that it is against the ten.
    CopyTen,
    /// The same, against the first three.
    CopyThree,
    /// As `CopyTen`, but half of the copied votes are left out, so that no ballot is like another.
    CopyDrop,
    /// As `CopyTen`, but each vote is from the one or the other of two ballots.
    CopyMix,
    /// As `CopyTen`, but one copied vote in ten is turned round.
    CopyNoise,
    /// As `CopyTen`, but all copy members of the smallest group that has a voice.
    CopySmall,
    /// Against the ten, and with the majority on a third of the rest.
    Hidden,
    /// Against the ten, and passing on a third of the rest.
    Passing,
}

/// The attacks with the goal of each: so many of the ten stay at 8 %. What has no goal cannot be held by votes alone.
const ATTACKS: [(Attack, Option<f64>); 15] = [
    (Attack::Veto, Some(8.0)),
    (Attack::Oppose, Some(8.0)),
    (Attack::OpposeAll, Some(8.0)),
    (Attack::OpposeFew, Some(8.0)),
    (Attack::Copies, Some(8.0)),
    (Attack::Noisy, Some(8.0)),
    (Attack::Staggered, Some(8.0)),
    (Attack::CopyTen, Some(7.0)),
    (Attack::CopyThree, None),
    (Attack::CopyDrop, Some(7.0)),
    (Attack::CopyMix, Some(7.0)),
    (Attack::CopyNoise, Some(7.0)),
    (Attack::CopySmall, None),
    (Attack::Hidden, Some(7.0)),
    (Attack::Passing, Some(7.0)),
];

impl Attack {
    /// How many of the top are attacked.
    const fn targets(self) -> usize {
        if matches!(self, Self::CopyThree) { 3 } else { TOP }
    }
}

/// How our own map is made.
#[derive(Clone, Copy)]
struct How {
    resamples: Option<u32>,
    /// By version 2 of the method, to compare.
    version2: bool,
    /// By whose agreement statements are ranked.
    by: By,
}

/// By whose agreement our own ranking is made.
#[derive(Clone, Copy, PartialEq)]
enum By {
    /// Everyone's, as the method has it.
    All,
    /// The lesser of what two halves of the people agree on, as the mean of several cuts.
    Halves,
    /// That of those who came first.
    Elders,
}

/// Cuts into halves.
const CUTS: u32 = 8;
/// Of so many people the last one is new: numbers of people follow the order in which they came.
const NEW: usize = 4;

/// A conversation with the rankings before it is attacked.
struct Attacked {
    name: String,
    conversation: Conversation,
    before: [Vec<StatementId>; 2],
    /// The members of the smallest group that has a voice.
    smallest: BTreeSet<ParticipantId>,
}

pub(crate) fn run(args: &[String]) -> Result<()> {
    let asked = |flag: &str| args.iter().any(|arg| arg == flag);
    let resamples = asked("--quick").then_some(QUICK);
    let by = match (asked("--halves"), asked("--elders")) {
        (true, _) => By::Halves,
        (false, true) => By::Elders,
        (false, false) => By::All,
    };
    let how = How { resamples, version2: asked("--version2"), by };
    let Ok(folders) = crate::conversations::real() else {
        println!("SKIPPED bench attack: ../shared/data is absent");
        return Ok(());
    };
    let mut attacked = Vec::new();
    for (name, folder) in folders.iter().filter(|(name, _)| SET_ON.contains(&name.as_str()) == asked("--set"))
    {
        attacked.extend(load(name, folder, how)?);
    }
    if how.by != By::All {
        let plain = How { by: By::All, ..how };
        for one in &attacked {
            let top =
                |how: How| rankings(&one.conversation, how)[0].iter().take(TOP).copied().collect::<Vec<_>>();
            let (wanted, found) = (top(plain), top(how));
            let same = wanted.iter().filter(|id| found.contains(id)).count();
            println!("without an attack {same} of the {TOP} are those of everyone: {}", one.name);
        }
    }
    println!("top-{TOP} statements that stay, mean of {} conversations (maru | classic)", attacked.len());
    let mut met = true;
    let only =
        |attack: Attack| args.iter().all(|arg| arg.starts_with('-')) || args.contains(&format!("{attack:?}"));
    for (attack, goal) in ATTACKS.into_iter().filter(|(attack, _)| only(*attack)) {
        print!("{:<10}", format!("{attack:?}"));
        for share in SHARES {
            let (ours, theirs) = mean(&attacked, attack, share, how, asked("--each"));
            print!("  {:>2.0} %: {ours:>4.1} | {theirs:>4.1}", share * 100.0);
            met &= (share - PROMISED).abs() > 1e-9 || goal.is_none_or(|goal| ours >= goal);
        }
        println!(
            "   (of {}{})",
            attack.targets(),
            goal.map_or(String::new(), |goal| format!(", goal {goal} at 8 %"))
        );
    }
    for one in &attacked {
        let (ours, theirs) = won(one, how);
        println!("{WINNERS} accounts win {ours} of {TOP} places (classic {theirs}): {}", one.name);
    }
    println!("goals at 8 %: {}", if met { "met" } else { "MISSED" });
    Ok(())
}

fn load(name: &str, folder: &Path, how: How) -> Result<Option<Attacked>> {
    let conversation = crate::conversations::load(folder)?;
    if voted_enough(&conversation) < FEWEST {
        return Ok(None);
    }
    let before = rankings(&conversation, how);
    let smallest = smallest(&conversation, how);
    Ok(Some(Attacked { name: name.to_owned(), conversation, before, smallest }))
}

/// The members of the smallest group that has a voice in common ground.
fn smallest(conversation: &Conversation, how: How) -> BTreeSet<ParticipantId> {
    let found = map(conversation, &Options { resamples: how.resamples, ..Options::default() });
    // Groups stand largest first.
    let group = found.groups.iter().rfind(|group| group.share >= VOICE).map(|group| group.id);
    let members = found.participants.iter().filter(|place| place.group.is_some() && place.group == group);
    members.map(|place| place.id).collect()
}

fn voted_enough(conversation: &Conversation) -> usize {
    (0..conversation.votes.rows()).filter(|&row| conversation.votes.row(row).len() >= 7).count()
}

/// How many of the former top stay by either method, as the mean over conversations.
fn mean(attacked: &[Attacked], attack: Attack, share: f64, how: How, each: bool) -> (f64, f64) {
    let mut sums = [0.0; 2];
    for one in attacked {
        let sybils = (voted_enough(&one.conversation) as f64 * share).round() as u32;
        let mut kept = [0; 2];
        for (method, kept) in kept.iter_mut().enumerate() {
            let target = &one.before[method][..attack.targets().min(one.before[method].len())];
            let after = &rankings(&with_sybils(one, sybils, attack, target), how)[method];
            *kept = target.iter().filter(|id| after[..TOP.min(after.len())].contains(id)).count();
            sums[method] += *kept as f64 / attacked.len() as f64;
        }
        if each {
            print!(" [{} {} {}]", one.name, kept[0], kept[1]);
        }
    }
    (sums[0], sums[1])
}

/// Statement ids best first, by each of the two methods that are compared.
fn rankings(conversation: &Conversation, how: How) -> [Vec<StatementId>; 2] {
    let options = Options { resamples: how.resamples, ..Options::default() };
    let ours = if how.version2 { version2::map(conversation, &options) } else { map(conversation, &options) };
    let ours = match how.by {
        By::All => ours.common_ground.iter().map(|ground| ground.statement).collect(),
        By::Halves => by_halves(conversation, &ours.stability),
        By::Elders => by_elders(conversation, &options),
    };
    let theirs = classic(conversation);
    let mut live: Vec<_> = theirs.statements.iter().filter(|statement| !statement.moderated_out).collect();
    live.sort_by(|a, b| b.consensus_agree.total_cmp(&a.consensus_agree));
    [ours, live.iter().map(|statement| statement.id).collect()]
}

/// The conversation of some of its people.
fn among(conversation: &Conversation, is_in: impl Fn(ParticipantId) -> bool) -> Conversation {
    let votes = VoteMatrix::canonical(conversation.votes.votes().filter(|vote| is_in(vote.participant)));
    Conversation { votes, ..conversation.clone() }
}

/// Statements by the lesser of the scores in two halves, as the mean over cuts; the number of groups is that of the whole.
fn by_halves(conversation: &Conversation, known: &Stability) -> Vec<StatementId> {
    let options = Options { known: Some(known.clone()), ..Options::default() };
    let mut scores: BTreeMap<StatementId, f64> = BTreeMap::new();
    for cut in 0..CUTS {
        let side = |id: ParticipantId| coin(id.0, 1_000_000 + cut as usize) < 0.5;
        let score = |half: bool| -> BTreeMap<StatementId, f64> {
            let found = map(&among(conversation, |id| side(id) == half), &options);
            found.common_ground.iter().map(|ground| (ground.statement, ground.score)).collect()
        };
        let (one, other) = (score(true), score(false));
        for (statement, of_one) in one {
            let of_other = other.get(&statement).copied().unwrap_or(0.0);
            *scores.entry(statement).or_default() += of_one.min(of_other);
        }
    }
    let mut ranked: Vec<_> = scores.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked.into_iter().map(|(statement, _)| statement).collect()
}

/// Statements by common ground of all but those who came last.
fn by_elders(conversation: &Conversation, options: &Options) -> Vec<StatementId> {
    let mut people = conversation.votes.participants().to_vec();
    people.sort_unstable();
    let Some(first_new) = people.get(people.len() - people.len() / NEW).copied() else { return Vec::new() };
    let found = map(&among(conversation, |id| id < first_new), options);
    found.common_ground.iter().map(|ground| ground.statement).collect()
}

/// How many places among the ten a few accounts win for the statements with the fewest votes by agreeing with them.
fn won(one: &Attacked, how: How) -> (usize, usize) {
    let votes = &one.conversation.votes;
    let mut seen = vec![0usize; votes.columns()];
    (0..votes.rows()).for_each(|row| votes.row(row).iter().for_each(|cell| seen[cell.column()] += 1));
    let live = one.conversation.live_columns();
    let mut rare: Vec<usize> = (0..votes.columns()).filter(|&column| live[column]).collect();
    rare.sort_by_key(|&column| seen[column]);
    rare.truncate(TOP);
    let wanted: Vec<StatementId> = rare.iter().map(|&column| votes.statements()[column]).collect();
    let first = votes.participants().iter().map(|id| id.0).max().unwrap_or(0) + 1;
    let cast = (0..WINNERS).flat_map(|account| {
        wanted.iter().map(move |&statement| CastVote {
            participant: ParticipantId(first + account),
            statement,
            vote: Vote::Agree,
        })
    });
    let all = votes.votes().chain(cast);
    let after =
        rankings(&Conversation { votes: VoteMatrix::canonical(all), ..one.conversation.clone() }, how);
    let [ours, theirs] = [0, 1].map(|method| {
        let top = &after[method][..TOP.min(after[method].len())];
        wanted.iter().filter(|id| top.contains(id) && !one.before[method][..top.len()].contains(id)).count()
    });
    (ours, theirs)
}

fn with_sybils(one: &Attacked, sybils: u32, attack: Attack, top: &[StatementId]) -> Conversation {
    let conversation = &one.conversation;
    let votes = &conversation.votes;
    let first = votes.participants().iter().map(|id| id.0).max().unwrap_or(0) + 1;
    let mut all: Vec<CastVote> = votes.votes().collect();
    let mut leaning = vec![0i64; votes.columns()];
    for row in 0..votes.rows() {
        votes.row(row).iter().for_each(|cell| leaning[cell.column()] += i64::from(cell.sign()));
    }
    let live = conversation.live_columns();
    let places = live.iter().filter(|&&live| live).count();
    let is_model = |row: &usize| {
        votes.row(*row).len() >= 7
            && (attack != Attack::CopySmall || one.smallest.contains(&votes.participants()[*row]))
    };
    let models: Vec<usize> = (0..votes.rows()).filter(is_model).collect();
    for sybil in 0..sybils {
        let [model, other] = [votes.columns(), votes.columns() + 1]
            .map(|draw| votes.row(models[(coin(sybil, draw) * models.len() as f64) as usize]));
        for (column, &statement) in votes.statements().iter().enumerate().filter(|(column, _)| live[*column])
        {
            let scene = Scene {
                sybil,
                column,
                most_agree: leaning[column] > 0,
                on_top: top.contains(&statement),
                top_share: TOP as f64 / places as f64,
                progress: f64::from(sybil + 1) / f64::from(sybils),
                copied: [model, other]
                    .map(|row| row.iter().find(|cell| cell.column() == column).map(|cell| cell.vote())),
            };
            all.extend(scene.vote(attack, sybils).map(|vote| CastVote {
                participant: ParticipantId(first + sybil),
                statement,
                vote,
            }));
        }
    }
    Conversation { votes: VoteMatrix::canonical(all), ..conversation.clone() }
}

/// What a sybil goes by when it answers a statement.
struct Scene {
    sybil: u32,
    column: usize,
    most_agree: bool,
    on_top: bool,
    top_share: f64,
    progress: f64,
    /// What the person said whose ballot the sybil copies, and another one.
    copied: [Option<Vote>; 2],
}

impl Scene {
    fn vote(&self, attack: Attack, sybils: u32) -> Option<Vote> {
        let (with, against) =
            if self.most_agree { (Vote::Agree, Vote::Disagree) } else { (Vote::Disagree, Vote::Agree) };
        let chance = coin(self.sybil, self.column);
        match attack {
            Attack::Veto => self.on_top.then_some(Vote::Disagree),
            Attack::Oppose => (chance < COVERAGE).then_some(against),
            Attack::OpposeAll => Some(against),
            Attack::OpposeFew => (self.on_top || chance < FEW).then_some(against),
            Attack::Copies => (self.on_top || coin(0, self.column) < FEW).then_some(against),
            Attack::Noisy => {
                let falls = coin(self.sybil + sybils, self.column);
                (chance < COVERAGE).then_some(if falls < NOISE / 2.0 { with } else { against })
            }
            Attack::Staggered => {
                (self.on_top || chance < self.progress.max(self.top_share)).then_some(against)
            }
            _ if self.on_top => Some(Vote::Disagree),
            Attack::CopyDrop => self.copied[0].filter(|_| chance >= DROPPED),
            Attack::CopyMix => self.copied[usize::from(chance < 0.5)],
            Attack::CopyNoise if chance < TURNED => {
                self.copied[0].and_then(|vote| Vote::from_sign(-vote.sign()))
            }
            Attack::CopyTen | Attack::CopyThree | Attack::CopySmall | Attack::CopyNoise => self.copied[0],
            Attack::Hidden => (chance < FEW).then_some(with),
            Attack::Passing => (chance < FEW).then_some(Vote::Pass),
        }
    }
}

/// A number in 0..1 that depends on both and on nothing else.
fn coin(sybil: u32, column: usize) -> f64 {
    let mut z = (u64::from(sybil) << 32 | column as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (z >> 40) as f64 / (1u64 << 24) as f64
}
