//! How a ballot went, in figures: what a count says, and the steps that led there. [`crate::nouns::count`] counts.

use std::collections::BTreeMap;

use crate::field::{named, part};
use crate::tie::TieRule;

named! {
    /// How a ballot went.
    pub enum BallotOutcome, "how a ballot went" {
        /// It passed; in a choice, an option won.
        Passed = "passed",
        /// It did not pass.
        Failed = "failed",
        /// Too few people voted for it to count.
        QuorumMissed = "quorum-missed",
        /// Options stand alike, and the ballot says that nobody wins then.
        Tied = "tied",
    }
}

part! {
    /// What a count says.
    pub struct Count, "a count" {
        /// How it went.
        pub outcome: BallotOutcome,
        /// In a choice that passed: the option that won, by its place in the ballot from 0.
        pub winner: Option<u32>,
        /// How many people might have voted.
        pub electorate: u64,
        /// How many did, abstentions included.
        pub cast: u64,
        /// The figures that decide, by name (`docs/record.md`, section “Ballots”).
        pub figures: BTreeMap<String, i64>,
    }
}

/// One round of an instant run-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// First preferences of each option that is still there; nothing for those that left.
    pub firsts: Vec<Option<u64>>,
    /// The options that leave after it.
    pub leave: Vec<usize>,
}

/// How the count of a choice was reached, for whoever wants to follow it. Where people are for or against, [`Count::standings`] says all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arithmetic {
    /// How many approve of each option.
    Approvals(Vec<u64>),
    /// Schulze's method.
    Pairs {
        /// How many prefer the option of the row to that of the column.
        prefer: Vec<Vec<u64>>,
        /// The strength of the strongest path from the option of the row to that of the column.
        strongest: Vec<Vec<u64>>,
    },
    /// Instant run-off, round by round.
    Rounds(Vec<Round>),
}

impl Arithmetic {
    /// The options that stood alike at the end, by their place from 0: the ballot's rule for ties chose among them, or nobody won.
    /// Empty where one stood before all others.
    pub fn alike(&self) -> Vec<usize> {
        let first = match self {
            Self::Approvals(approvals) => {
                let most = approvals.iter().max().copied().unwrap_or_default();
                (0..approvals.len()).filter(|option| most > 0 && approvals[*option] == most).collect()
            }
            Self::Pairs { prefer, strongest } => {
                let anybody = prefer.iter().flatten().any(|count| *count > 0);
                (0..strongest.len()).filter(|option| anybody && is_unbeaten(strongest, *option)).collect()
            }
            Self::Rounds(rounds) => rounds.last().map(Round::alike).unwrap_or_default(),
        };
        if first.len() > 1 { first } else { Vec::new() }
    }
}

impl Round {
    /// The options that stood alike, where the run-off ended without one that had more than half.
    fn alike(&self) -> Vec<usize> {
        let counts: Vec<u64> = self.firsts.iter().flatten().copied().collect();
        let total: u64 = counts.iter().sum();
        if total == 0 || counts.iter().any(|count| 2 * count > total) {
            return Vec::new();
        }
        let fewest = counts.iter().min().copied();
        (0..self.firsts.len()).filter(|option| self.firsts[*option] == fewest).collect()
    }

    /// Whether several options stood alike with the fewest votes and only one of them left: the place in the list decided which.
    pub fn left_by_list(&self) -> bool {
        let fewest = self.firsts.iter().flatten().min();
        let last = self.firsts.iter().flatten().filter(|count| Some(*count) == fewest).count();
        last > 1 && self.leave.len() == 1
    }
}

pub(super) fn is_unbeaten(strongest: &[Vec<u64>], option: usize) -> bool {
    (0..strongest.len()).all(|other| strongest[option][other] >= strongest[other][option])
}

/// Which option won.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Winner {
    One(usize),
    Tied,
    /// Nobody named any option.
    None,
}

impl Winner {
    /// Where options stand alike, what the ballot says of that.
    pub(super) fn among(options: &[usize], tie: Option<TieRule>) -> Self {
        match (options, tie) {
            ([], _) => Self::None,
            ([only], _) => Self::One(*only),
            ([first, ..], Some(TieRule::FirstListed)) => Self::One(*first),
            (_, Some(TieRule::Nobody) | None) => Self::Tied,
        }
    }
}

/// How a choice among options went, and every step that led there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub(super) arithmetic: Arithmetic,
    pub(super) winner: Winner,
}
