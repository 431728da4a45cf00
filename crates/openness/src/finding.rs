//! What a criterion is found to be, why, and on which entries.

use maru_forum::{EntryNumber, Moment, Process};
use serde::Serialize;

/// The five answers, failing ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The record shows that it is not so.
    NotMet,
    /// The record does not hold what would decide it; the finding says what is missing.
    CannotBeKnown,
    /// It can still be met or missed.
    NotYetDue,
    /// The record shows that it is so.
    Met,
    /// It says nothing about a process of this kind.
    NotApplicable,
}

impl Standing {
    /// All, in the order of a report.
    pub const ALL: [Self; 5] =
        [Self::NotMet, Self::CannotBeKnown, Self::NotYetDue, Self::Met, Self::NotApplicable];

    /// The name in JSON, addresses and locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotMet => "not_met",
            Self::CannotBeKnown => "cannot_be_known",
            Self::NotYetDue => "not_yet_due",
            Self::Met => "met",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// An entry that a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Evidence {
    pub entry: EntryNumber,
    /// When the node took it, in seconds since 1970; absent where the state keeps no time of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
}

/// Why a criterion stands as it does. The code leads to a sentence in `locales/*/openness.ftl`; the numbers go into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Because {
    /// The code, such as `no-chair`.
    pub code: &'static str,
    /// How many of `of`, or a number of days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Out of how many, or how many days are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// Names, such as those of groups that are missing, of fields of the charter, or shares: `group:academia=2/5`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `O1` to `O40`.
    pub criterion: &'static str,
    pub standing: Standing,
    pub because: Because,
    /// The entries that show it, in order; at most [`SHOWN`].
    pub evidence: Vec<Evidence>,
}

/// Most entries that a finding lists; its count says how many there are.
pub const SHOWN: usize = 20;

/// A [`Finding`] that does not know its criterion yet.
pub(crate) struct Judged {
    pub(crate) standing: Standing,
    pub(crate) because: Because,
    pub(crate) evidence: Vec<Evidence>,
}

impl Judged {
    fn new(standing: Standing, code: &'static str) -> Self {
        Self {
            standing,
            because: Because { code, count: None, of: None, names: Vec::new() },
            evidence: Vec::new(),
        }
    }

    pub(crate) fn met(code: &'static str) -> Self {
        Self::new(Standing::Met, code)
    }

    pub(crate) fn not_met(code: &'static str) -> Self {
        Self::new(Standing::NotMet, code)
    }

    pub(crate) fn not_yet(code: &'static str) -> Self {
        Self::new(Standing::NotYetDue, code)
    }

    /// Not yet due while the process goes on; where it is over, what it waited for can never come.
    pub(crate) fn not_yet_or(process: &Process, code: &'static str, over: &'static str) -> Self {
        if process.stage.is_over() { Self::not_applicable(over) } else { Self::not_yet(code) }
    }

    pub(crate) fn not_applicable(code: &'static str) -> Self {
        Self::new(Standing::NotApplicable, code)
    }

    pub(crate) fn unknown(code: &'static str) -> Self {
        Self::new(Standing::CannotBeKnown, code)
    }

    /// The same with a number: how many.
    pub(crate) fn count(mut self, count: usize) -> Self {
        self.because.count = Some(count as u64);
        self
    }

    /// The same with how many days something lasted: none where it was over before it began. How long after its time something came
    /// is another matter, with a code of its own.
    pub(crate) fn days(mut self, days: i64) -> Self {
        self.because.count = Some(u64::try_from(days).unwrap_or_default());
        self
    }

    /// The same with what the number is held against.
    pub(crate) fn of(mut self, of: usize) -> Self {
        self.because.of = Some(of as u64);
        self
    }

    pub(crate) fn names(mut self, names: Vec<String>) -> Self {
        self.because.names = names;
        self
    }

    /// The same with an entry that shows it.
    pub(crate) fn entry(mut self, entry: EntryNumber, at: impl Into<Option<Moment>>) -> Self {
        if self.evidence.len() < SHOWN {
            self.evidence.push(Evidence { entry, at: at.into().map(|moment| moment.0) });
        }
        self
    }

    /// The same with entries that show it, the first [`SHOWN`] of them.
    pub(crate) fn entries(self, entries: impl IntoIterator<Item = (EntryNumber, Moment)>) -> Self {
        entries.into_iter().take(SHOWN).fold(self, |judged, (entry, at)| judged.entry(entry, at))
    }
}
