//! The count of a ballot: arithmetic over everyone's present vote, the same for the node, the page and whoever verifies.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::fields;
use crate::id::{EntryNumber, GroupId, Moment};
use crate::kept::Kept;
use crate::ledger::{Moderated, Voice};
use crate::nouns::ballot::{Ballot, BallotRule, BallotVote, Counted, Position};
use crate::nouns::tally::{Arithmetic, BallotOutcome, Chosen, Count, Round, Winner, is_unbeaten};
use crate::office_name::Office;
use crate::table::Process;
use crate::tie::TieRule;
use crate::violation::Violation;

/// How many are for, against and neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standings {
    /// For.
    pub for_it: u64,
    /// Against.
    pub against: u64,
    /// Neither.
    pub abstain: u64,
}

impl Standings {
    fn note(&mut self, position: Position) {
        match position {
            Position::For => self.for_it += 1,
            Position::Against => self.against += 1,
            Position::Abstain => self.abstain += 1,
        }
    }

    /// Whether more are for than against.
    pub fn has_majority(self) -> bool {
        self.for_it > self.against
    }
}

impl Ballot {
    /// The steps that lead to the count of a choice, as the votes stand now; nothing where people are for or against. They are
    /// computed once for each vote that was cast, and not for each reader.
    pub fn steps(&self) -> Option<Arithmetic> {
        self.chosen().map(|chosen| chosen.arithmetic.clone())
    }

    fn chosen(&self) -> Option<Arc<Chosen>> {
        self.terms.rule.is_choice().then(|| self.choosing.of(self.last, || choose(self)))
    }
}

impl Process {
    /// Counts a ballot as its votes stand now: once for each state, however many ask.
    pub fn count(&self, ballot: &Ballot) -> Arc<Count> {
        ballot.counting.of(self.entries, || self.count_anew(ballot))
    }

    /// How a ballot would have gone without the votes of some, under the rules of this state.
    pub fn count_without(&self, ballot: &Ballot, voters: &BTreeSet<EntryNumber>) -> Count {
        // What is kept beside the ballot was computed of all its votes.
        let (counting, choosing) = (Kept::default(), Kept::default());
        let mut without = Ballot { counting, choosing, ..ballot.clone() };
        without.votes.retain(|voter, _| !voters.contains(voter));
        self.count_anew(&without)
    }

    fn count_anew(&self, ballot: &Ballot) -> Count {
        let electorate = self.electorate_of(ballot);
        let cast = ballot.votes.len() as u64;
        let (mut figures, mut winner) = (BTreeMap::new(), None);
        let outcome = if let Some(chosen) = ballot.chosen() {
            note_choice(&chosen.arithmetic, &mut figures);
            match chosen.winner {
                Winner::One(option) => {
                    winner = Some(option as u32);
                    BallotOutcome::Passed
                }
                Winner::Tied => BallotOutcome::Tied,
                Winner::None => BallotOutcome::Failed,
            }
        } else {
            let (all, groups) = self.standings(ballot);
            note_standings(all, &groups, &mut figures);
            if passes(ballot, all, &groups) { BallotOutcome::Passed } else { BallotOutcome::Failed }
        };
        let outcome =
            if cast < u64::from(ballot.terms.quorum) { BallotOutcome::QuorumMissed } else { outcome };
        let winner = winner.filter(|_| outcome == BallotOutcome::Passed);
        Count { outcome, winner, electorate, cast, figures }
    }

    fn standings(&self, ballot: &Ballot) -> (Standings, Vec<(GroupId, Standings)>) {
        let mut all = Standings::default();
        let mut groups: BTreeMap<&GroupId, Standings> = BTreeMap::new();
        for (voter, vote) in &ballot.votes {
            let Some(position) = vote.position else { continue };
            all.note(position);
            if let Some(group) = self.group_of_voter(ballot, *voter) {
                groups.entry(group).or_default().note(position);
            }
        }
        let named = self.charter.groups.iter().map(|group| &group.id);
        let named = named.filter(|id| ballot.terms.has_group(Some(id)));
        let groups = named.map(|id| (id.clone(), groups.get(id).copied().unwrap_or_default())).collect();
        (all, groups)
    }

    /// That a ballot can be counted: its days are over, and it was not counted yet.
    fn require_countable(&self, ballot: &Ballot, at: Moment) -> Result<(), Violation> {
        let phase = self.ballot_phase(&ballot.terms.phase)?;
        if at.day() <= phase.closes {
            return Err(Violation::PhaseRuns { phase: phase.id.clone(), closes: phase.closes.to_string() });
        }
        match &ballot.count {
            Some(counted) => Err(Violation::CountedAlready(counted.entry)),
            None => Ok(()),
        }
    }
}

/// Whether what people are for or against passes by the ballot's rule. Nothing passes that nobody is for.
fn passes(ballot: &Ballot, all: Standings, groups: &[(GroupId, Standings)]) -> bool {
    let Standings { for_it, against, abstain } = all;
    let cast = for_it + against + abstain;
    let by_rule = match ballot.terms.rule {
        BallotRule::Consensus => against == 0,
        BallotRule::Majority => all.has_majority(),
        BallotRule::TwoThirds => 3 * for_it >= 2 * (for_it + against),
        BallotRule::DoubleMajority => {
            let in_favour = groups.iter().filter(|(_, standings)| standings.has_majority()).count();
            all.has_majority() && 2 * in_favour > groups.len()
        }
        BallotRule::Consent => {
            let share = |percent: Option<u32>| u64::from(percent.unwrap_or_default()) * cast;
            100 * for_it >= share(ballot.terms.consent) && 100 * against <= share(ballot.terms.objection)
        }
        BallotRule::Approval | BallotRule::Schulze | BallotRule::InstantRunoff => false,
    };
    by_rule && for_it > 0
}

fn note_standings(all: Standings, groups: &[(GroupId, Standings)], figures: &mut BTreeMap<String, i64>) {
    let mut note = |name: String, standings: Standings| {
        figures.insert(format!("for{name}"), standings.for_it as i64);
        figures.insert(format!("against{name}"), standings.against as i64);
        figures.insert(format!("abstain{name}"), standings.abstain as i64);
    };
    note(String::new(), all);
    for (group, standings) in groups {
        note(format!(":{group}"), *standings);
    }
}

/// Counts a choice among options.
fn choose(ballot: &Ballot) -> Chosen {
    let (options, tie) = (ballot.terms.options.len(), ballot.terms.tie);
    let (arithmetic, winner) = match ballot.terms.rule {
        BallotRule::Schulze => schulze(&ballot.votes.values().collect::<Vec<_>>(), options, tie),
        BallotRule::InstantRunoff => run_off(&ballot.votes.values().collect::<Vec<_>>(), options, tie),
        BallotRule::Approval
        | BallotRule::Consensus
        | BallotRule::Majority
        | BallotRule::TwoThirds
        | BallotRule::DoubleMajority
        | BallotRule::Consent => approval(ballot.votes.values(), options, tie),
    };
    Chosen { arithmetic, winner }
}

fn approval<'a>(
    votes: impl Iterator<Item = &'a BallotVote>,
    options: usize,
    tie: Option<TieRule>,
) -> (Arithmetic, Winner) {
    let mut approvals = vec![0_u64; options];
    for choice in votes.flat_map(|vote| &vote.choices) {
        approvals[*choice as usize] += 1;
    }
    let most = approvals.iter().copied().max().unwrap_or_default();
    let first = (0..options).filter(|option| most > 0 && approvals[*option] == most).collect::<Vec<_>>();
    (Arithmetic::Approvals(approvals), Winner::among(&first, tie))
}

/// Schulze 2011, section 2: `strongest[a][b]` is the strength of the strongest path from a to b, where a link is as strong as the
/// number of people who prefer a to b, if more do than the other way round (“winning votes”).
fn schulze(votes: &[&BallotVote], options: usize, tie: Option<TieRule>) -> (Arithmetic, Winner) {
    let prefer = preferences(votes, options);
    let link = |a: usize, b: usize| if prefer[a][b] > prefer[b][a] { prefer[a][b] } else { 0 };
    let row = |a: usize| (0..options).map(|b| link(a, b)).collect::<Vec<_>>();
    let mut strongest: Vec<Vec<u64>> = (0..options).map(row).collect();
    for through in 0..options {
        for a in (0..options).filter(|a| *a != through) {
            for b in (0..options).filter(|b| *b != a && *b != through) {
                let path = strongest[a][through].min(strongest[through][b]);
                strongest[a][b] = strongest[a][b].max(path);
            }
        }
    }
    let anybody = votes.iter().any(|vote| !vote.choices.is_empty());
    let first = (0..options)
        .filter(|_| anybody)
        .filter(|option| is_unbeaten(&strongest, *option))
        .collect::<Vec<_>>();
    (Arithmetic::Pairs { prefer, strongest }, Winner::among(&first, tie))
}

/// How many people prefer one option to another. What a person leaves out is below all that they name, and among itself alike.
fn preferences(votes: &[&BallotVote], options: usize) -> Vec<Vec<u64>> {
    let mut prefer = vec![vec![0_u64; options]; options];
    let mut place = vec![0_usize; options];
    for vote in votes.iter().filter(|vote| !vote.choices.is_empty()) {
        place.fill(options);
        for (rank, choice) in vote.choices.iter().enumerate() {
            place[*choice as usize] = rank;
        }
        for choice in &vote.choices {
            let above = *choice as usize;
            for (count, below) in prefer[above].iter_mut().zip(&place) {
                *count += u64::from(*below > place[above]);
            }
        }
    }
    prefer
}

/// Instant run-off: the option with the fewest first preferences leaves; those who named it first count for the next that they named.
/// Options that stand alike at the end leave together where all of them have fewer than the next one; else the tie rule says.
fn run_off(votes: &[&BallotVote], options: usize, tie: Option<TieRule>) -> (Arithmetic, Winner) {
    let mut is_left = vec![true; options];
    let mut rounds = Vec::new();
    loop {
        let firsts = first_preferences(votes, &is_left);
        let (total, most) = (firsts.iter().flatten().sum::<u64>(), firsts.iter().flatten().copied().max());
        let left: Vec<usize> = (0..options).filter(|option| is_left[*option]).collect();
        let has_half = left.iter().find(|option| 2 * firsts[**option].unwrap_or_default() > total);
        if total == 0 || has_half.is_some() {
            rounds.push(Round { firsts, leave: Vec::new() });
            return (
                Arithmetic::Rounds(rounds),
                has_half.map_or(Winner::None, |option| Winner::One(*option)),
            );
        }
        let fewest = firsts.iter().flatten().copied().min();
        let last: Vec<usize> = left.iter().copied().filter(|option| firsts[*option] == fewest).collect();
        let next =
            left.iter().filter_map(|option| firsts[*option]).filter(|count| Some(*count) > fewest).min();
        let leave = match (last.as_slice(), tie) {
            _ if fewest == most => Vec::new(),
            ([only], _) => vec![*only],
            (all, _) if next.is_some_and(|next| all.len() as u64 * fewest.unwrap_or_default() < next) => {
                all.to_vec()
            }
            (all, Some(TieRule::FirstListed)) => all.last().copied().into_iter().collect(),
            (_, Some(TieRule::Nobody) | None) => Vec::new(),
        };
        let stuck = leave.is_empty();
        rounds.push(Round { firsts, leave: leave.clone() });
        if stuck {
            let alike = if fewest == most { &left } else { &last };
            let won = if fewest == most { Winner::among(alike, tie) } else { Winner::Tied };
            return (Arithmetic::Rounds(rounds), won);
        }
        for option in leave {
            is_left[option] = false;
        }
    }
}

fn first_preferences(votes: &[&BallotVote], is_left: &[bool]) -> Vec<Option<u64>> {
    let mut firsts: Vec<Option<u64>> = is_left.iter().map(|left| left.then_some(0)).collect();
    for vote in votes {
        let first = vote.choices.iter().find(|choice| is_left[**choice as usize]);
        if let Some(Some(count)) = first.map(|choice| &mut firsts[*choice as usize]) {
            *count += 1;
        }
    }
    firsts
}

fn note_choice(arithmetic: &Arithmetic, figures: &mut BTreeMap<String, i64>) {
    let mut note = |name: &str, option: usize, count: u64| {
        figures.insert(format!("{name}:{}", option + 1), count as i64);
    };
    match arithmetic {
        Arithmetic::Approvals(approvals) => {
            approvals.iter().enumerate().for_each(|(option, count)| note("approve", option, *count));
        }
        Arithmetic::Pairs { strongest, .. } => {
            for (a, row) in strongest.iter().enumerate() {
                let beats = |b: &usize| row[*b].cmp(&strongest[*b][a]) == Ordering::Greater;
                note("beats", a, (0..row.len()).filter(beats).count() as u64);
            }
        }
        Arithmetic::Rounds(rounds) => {
            for (option, count) in rounds.iter().flat_map(|round| round.firsts.iter().enumerate()) {
                if let Some(count) = count {
                    note("firsts", option, *count);
                }
            }
        }
    }
}

fields! {
    /// A ballot was counted.
    pub struct BallotCounted {
        /// The ballot.
        pub on: EntryNumber,
        /// How it went.
        pub count: Count,
    }
}

impl Act for BallotCounted {
    const TYPE: &'static str = "count";
    const CALLED: &'static str = "the count of a ballot";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Chair), When::Open)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let ballot = process.require_ballot(self.on)?;
        process.require_countable(ballot, stamp.at)?;
        let counted = process.count(ballot);
        if *counted == self.count { Ok(()) } else { Err(Violation::MiscountedBallot(counted.in_words())) }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(ballot) = process.ballots.get_mut(self.on) {
            ballot.count = Some(Counted { entry: stamp.entry, at: stamp.at, count: self.count.clone() });
        }
    }
}

impl Count {
    /// How many are for, against and neither, among all and in each group, as counted: a group that the charter got later is not there.
    pub fn standings(&self) -> (Standings, Vec<(GroupId, Standings)>) {
        let figure = |name: String| self.figures.get(&name).map_or(0, |count| count.unsigned_abs());
        let of = |group: &str| Standings {
            for_it: figure(format!("for{group}")),
            against: figure(format!("against{group}")),
            abstain: figure(format!("abstain{group}")),
        };
        let groups = self.figures.keys().filter_map(|name| name.strip_prefix("for:"));
        (of(""), groups.map(|id| (GroupId(id.to_owned()), of(&format!(":{id}")))).collect())
    }

    /// What the votes give, for whoever said something else.
    fn in_words(&self) -> String {
        let figures: Vec<_> = self.figures.iter().map(|(name, count)| format!("{name} {count}")).collect();
        let (outcome, cast) = (self.outcome.as_str(), self.cast);
        format!("{outcome}, {cast} of {} voted; {}", self.electorate, figures.join(", "))
    }
}

/// Count a ballot whose phase is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountBallot {
    /// The ballot.
    pub on: EntryNumber,
}

impl Enact for CountBallot {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let ballot = process.require_ballot(self.on)?;
        // Nobody makes the node count what cannot be counted.
        process.require_countable(ballot, circumstances.now)?;
        Ok(Outcome::of(BallotCounted { on: self.on, count: (*process.count(ballot)).clone() }))
    }
}
