//! Counts of who was invited and refused, by stakeholder group and country group, without small cells.

use jiff::civil::Date;
use maru_forum::{CountryCode, GroupId, Participation, Process};
use maru_opinion::cells::{Counted, Shielded, shielded};

use super::balance;
use crate::common::ProcessView;
use crate::countries::country;
use crate::result::figures::Kind;

/// A table of counts: each row is a group, each column one of the things that can have become of what is counted.
#[derive(Debug, Clone)]
pub(crate) struct Counts {
    /// The names of the columns, in locale keys; every one that is counted is in exactly one of them.
    pub(crate) columns: &'static [&'static str],
    /// A group with its count in each column, and of all columns; nothing where it must stay hidden.
    pub(crate) rows: Vec<(String, Vec<Option<u64>>, Option<u64>)>,
}

/// What is counted in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Seats that were offered.
    Seats,
    /// Applications.
    Applications,
    /// Appeals.
    Appeals,
}

impl What {
    pub(crate) const ALL: [Self; 3] = [Self::Seats, Self::Applications, Self::Appeals];

    /// The name in locale keys and in the API.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Seats => "seats",
            Self::Applications => "applications",
            Self::Appeals => "appeals",
        }
    }

    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Seats => &["accepted", "declined", "unanswered", "void", "open"],
            Self::Applications => &["granted", "refused", "open"],
            Self::Appeals => &["upheld", "overturned", "open"],
        }
    }

    /// What is counted, each in one column.
    pub(super) fn parts(self, counted: &Participation) -> Vec<u64> {
        let (whole, mut parts) = match self {
            Self::Seats => {
                (counted.invited, vec![counted.accepted, counted.declined, counted.unanswered, counted.void])
            }
            Self::Applications => (counted.applications, vec![counted.granted, counted.refused]),
            Self::Appeals => (counted.appeals, vec![counted.upheld, counted.overturned]),
        };
        parts.push(whole.saturating_sub(parts.iter().sum()));
        parts
    }
}

/// The kinds of groups by which seats, applications and appeals have tables of their own.
pub(crate) const KINDS: [Kind; 2] = [Kind::Stakeholder, Kind::Region];

/// Kinds that have those in common who belong to none: whatever is counted by them is hidden for all of them at once.
pub(super) const TOGETHER: [&[Kind]; 2] = [&[Kind::Stakeholder], &[Kind::Region, Kind::Income]];

/// The groups of a kind, those of none last.
pub(super) fn groups(process: &Process, kind: Kind) -> Vec<Option<String>> {
    let named: Vec<String> = match kind {
        Kind::Stakeholder => process.charter.groups.iter().map(|group| group.id.to_string()).collect(),
        _ => kind.country_groups().into_iter().map(str::to_owned).collect(),
    };
    named.into_iter().map(Some).chain([None]).collect()
}

/// The group to which somebody belongs who named a stakeholder group and a country, or neither.
pub(super) fn group_of(kind: Kind, group: Option<&GroupId>, code: Option<CountryCode>) -> Option<String> {
    match kind {
        Kind::Stakeholder => group.map(ToString::to_string),
        _ => code.and_then(country).map(|country| kind.group_of(country).to_owned()),
    }
}

/// A group, or those of none, with what may be shown of it.
type OfGroups = Vec<(Option<String>, Shielded)>;

/// What was counted of the groups of each kind, as it may be shown; what fewer than ten people did is hidden in every table at once.
pub(super) fn by_kind(process: &Process, what: What, day: Date) -> Vec<(Kind, OfGroups)> {
    let of = |kind: Kind, wanted: &Option<String>| {
        let whom = |group: Option<&GroupId>, code| group_of(kind, group, code) == *wanted;
        Counted { parts: what.parts(&process.participation(&whom, day)), few_people: false }
    };
    let of_kinds = |kinds: &&[Kind]| {
        let groups: Vec<_> = kinds.iter().map(|kind| groups(process, *kind)).collect();
        let counted: Vec<Vec<Counted>> = kinds
            .iter()
            .zip(&groups)
            .map(|(kind, groups)| groups.iter().map(|one| of(*kind, one)).collect())
            .collect();
        let rows = groups.into_iter().zip(shielded(&counted));
        let rows = rows.map(|(groups, shown)| groups.into_iter().zip(shown).collect());
        kinds.iter().copied().zip(rows).collect::<Vec<_>>()
    };
    TOGETHER.iter().flat_map(of_kinds).collect()
}

/// The tables of what was counted.
pub(crate) fn tables(view: &ProcessView<'_>, what: What) -> Vec<(Kind, Counts)> {
    let of_kinds = by_kind(view.process, what, view.visit.now.day()).into_iter();
    of_kinds
        .filter(|(kind, _)| KINDS.contains(kind))
        .map(|(kind, rows)| (kind, Counts::of(view, kind, what, rows)))
        .collect()
}

impl Counts {
    /// Whether every count of it is hidden.
    pub(super) fn shows_nothing(&self) -> bool {
        self.rows.iter().all(|(_, cells, sum)| sum.is_none() && cells.iter().all(Option::is_none))
    }

    /// A table of what may be shown. Rows that are shown to be of nobody are left out.
    fn of(view: &ProcessView<'_>, kind: Kind, what: What, rows: Vec<(Option<String>, Shielded)>) -> Self {
        let rows = rows.into_iter().filter(|(_, shown)| !is_of_nobody(shown));
        let rows =
            rows.map(|(group, shown)| (balance::name(view, kind, group.as_deref()), shown.parts, shown.sum));
        Self { columns: what.columns(), rows: rows.collect() }
    }
}

fn is_of_nobody(shown: &Shielded) -> bool {
    shown.sum == Some(0) && shown.parts.iter().all(|part| *part == Some(0))
}
