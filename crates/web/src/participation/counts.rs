//! Counts of who was invited and refused, by stakeholder group and country group, without small cells.

use maru_forum::{CountryCode, GroupId, Participation};
use maru_opinion::cells::{SMALL, hidden};

use crate::common::ProcessView;
use crate::countries::{REGIONS, country};
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

/// The kinds of groups by which is counted.
pub(crate) const KINDS: [Kind; 2] = [Kind::Stakeholder, Kind::Region];

/// What was counted by the groups of a kind; those of no group come last.
pub(crate) fn groups(view: &ProcessView<'_>, kind: Kind) -> Vec<(String, Participation)> {
    let (visit, process, day) = (view.visit, view.process, view.visit.now.day());
    let of_none = visit.text("people-group-unsaid");
    if kind == Kind::Stakeholder {
        let of = |id: Option<&GroupId>| process.participation(&|group, _| group == id, day);
        let named = process.charter.groups.iter();
        let named = named.map(|group| (visit.local_plain(&group.title).to_owned(), of(Some(&group.id))));
        return named.chain([(of_none, of(None))]).collect();
    }
    let region_of = |code: Option<CountryCode>| code.and_then(country).map(|country| kind.group_of(country));
    let of = |region: Option<&str>| process.participation(&|_, code| region_of(code) == region, day);
    let named = REGIONS.iter().map(|region| (kind.group_name(view, region), of(Some(region))));
    named.chain([(of_none, of(None))]).collect()
}

impl Counts {
    /// A table of what was counted by the groups of a kind. Rows of nobody are left out.
    pub(crate) fn of(groups: &[(String, Participation)], what: What) -> Self {
        let columns = what.columns();
        let parts = |(name, counted): &(String, Participation)| (name.clone(), what.parts(counted));
        let rows: Vec<_> =
            groups.iter().map(parts).filter(|(_, parts)| parts.iter().sum::<u64>() > 0).collect();
        let parts: Vec<Vec<u64>> = rows.iter().map(|(_, parts)| parts.clone()).collect();
        let shown = shielded(&parts, &[]);
        let rows = rows.into_iter().zip(shown).map(|((name, _), (cells, sum))| (name, cells, sum));
        Self { columns, rows: rows.collect() }
    }
}

/// A table of counts with those hidden that are small, and those that would give them away; each row with its sum. Where
/// `few_people` says so, a row is one of fewer than ten people, of whom nothing is shown.
pub(crate) fn shielded(rows: &[Vec<u64>], few_people: &[bool]) -> Vec<(Vec<Option<u64>>, Option<u64>)> {
    let width = rows.first().map_or(0, Vec::len);
    let counts = rows.iter().flatten().map(|count| u32::try_from(*count).unwrap_or(u32::MAX));
    let cells: Vec<u32> = counts.collect();
    let of_row = |row: usize| (0..width).map(|column| row * width + column).collect();
    let of_column = |column: usize| (0..rows.len()).map(|row| row * width + column).collect();
    // Everybody's count stands above the table, so the sums of the columns, and of all, are known to the reader too: where one is
    // small, even a cell of nobody would say who the few are not.
    let all = (0..cells.len()).collect();
    let lines: Vec<Vec<usize>> =
        (0..rows.len()).map(of_row).chain((0..width).map(of_column)).chain([all]).collect();
    let of_columns =
        |column: usize| (0..rows.len()).map(|row| u64::from(cells[row * width + column])).sum::<u64>();
    let few: Vec<bool> =
        (0..width).map(|column| (1..u64::from(SMALL)).contains(&of_columns(column))).collect();
    let is_few_people = |row: usize| few_people.get(row).copied().unwrap_or(false);
    let already: Vec<bool> =
        (0..cells.len()).map(|cell| few[cell % width] || is_few_people(cell / width)).collect();
    let found = hidden(&cells, &lines, &already);
    let shown = |(row, parts): (usize, &Vec<u64>)| {
        let sum = (!found.totals[row] && !is_few_people(row)).then(|| parts.iter().sum());
        let cell = |(column, count): (usize, &u64)| (!found.cells[row * width + column]).then_some(*count);
        (parts.iter().enumerate().map(cell).collect(), sum)
    };
    rows.iter().enumerate().map(shown).collect()
}
