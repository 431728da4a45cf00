//! How many reports of harm there are by domain of risk and by place. Each report stands with its author in the list below the counts,
//! so hiding a small count would hide nothing.

use maru_forum::{Harm, HarmExtent, HarmKind, Process};

use crate::countries::{REGIONS, country};

/// Columns beside the regions: several countries, and no country known.
const ELSEWHERE: [&str; 2] = ["several", "not_known"];

/// Reports by domain of risk and by place.
#[derive(Debug, Clone)]
pub(crate) struct HarmCounts {
    /// The regions of the United Nations, then several countries, then not known; as `countries` and locale keys name them.
    pub(crate) places: Vec<&'static str>,
    /// A domain by its number, its count in each place, and in all.
    pub(crate) rows: Vec<(char, Vec<u64>, u64)>,
    /// How many reports there are.
    pub(crate) total: usize,
}

/// The domain of a risk: the first figure of its number.
pub(crate) fn domain(kind: HarmKind) -> char {
    kind.as_str().chars().next().unwrap_or('?')
}

/// Where a report says it happened, as a column of the table.
fn place(told: &Harm) -> &'static str {
    let region = told.told.country.and_then(country).map(|country| country.un_group.as_str());
    let known = region.and_then(|name| REGIONS.into_iter().find(|region| *region == name));
    match told.told.extent {
        HarmExtent::Country => known.unwrap_or("not_known"),
        HarmExtent::Several => "several",
        HarmExtent::NotKnown => "not_known",
    }
}

/// Counts the reports that everyone may read. Domains of which there is none have no row.
pub(crate) fn counts(process: &Process) -> HarmCounts {
    let places: Vec<&'static str> = REGIONS.into_iter().chain(ELSEWHERE).collect();
    let shown: Vec<&Harm> = process.harms.shown(&process.ledger).collect();
    let count = |domain: char, place: &str| {
        let fits = |one: &&&Harm| self::domain(one.told.kind) == domain && self::place(one) == place;
        shown.iter().filter(fits).count() as u64
    };
    let mut domains: Vec<char> = HarmKind::ALL.iter().map(|kind| domain(*kind)).collect();
    domains.dedup();
    let row = |domain: char| {
        let cells: Vec<u64> = places.iter().map(|place| count(domain, place)).collect();
        let sum = cells.iter().sum();
        (domain, cells, sum)
    };
    let rows = domains.into_iter().map(row).filter(|(_, _, sum)| *sum > 0).collect();
    HarmCounts { places, rows, total: shown.len() }
}

#[cfg(test)]
mod tests {
    use maru_forum::HarmKind;

    /// The risks of a report are those of the norm library, number by number.
    #[test]
    fn risks_are_those_of_the_norm_library() {
        let library = crate::norms::library().unwrap();
        let known: Vec<&str> = library.risks().iter().map(|risk| risk.code.as_str()).collect();
        let here: Vec<&str> = HarmKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(here, known);
    }
}
