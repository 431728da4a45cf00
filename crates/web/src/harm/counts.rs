//! How many reports of harm there are by domain of risk and by place. Small cells are hidden, like all counts.

use maru_forum::{Harm, HarmExtent, HarmKind, Process};
use maru_opinion::cells::{Counted, shielded};

use crate::countries::{REGIONS, country};

/// Columns beside the regions: several countries, and no country known.
const ELSEWHERE: [&str; 2] = ["several", "not_known"];

/// Reports by domain of risk and by place.
#[derive(Debug, Clone)]
pub(crate) struct HarmCounts {
    /// The regions of the United Nations, then several countries, then not known; as `countries` and locale keys name them.
    pub(crate) places: Vec<&'static str>,
    /// A domain by its number, its count in each place, and in all; nothing where it must stay hidden.
    pub(crate) rows: Vec<(char, Vec<Option<u64>>, Option<u64>)>,
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
    let counted =
        |domain: char| (domain, places.iter().map(|place| count(domain, place)).collect::<Vec<_>>());
    let counted: Vec<_> =
        domains.into_iter().map(counted).filter(|(_, cells)| cells.iter().sum::<u64>() > 0).collect();
    let of = |parts: Vec<u64>| Counted { parts, few_people: false };
    // Every report has a domain: there are none of no group.
    let groups =
        counted.iter().map(|(_, cells)| of(cells.clone())).chain([of(vec![0; places.len()])]).collect();
    let shielded = shielded(&[groups]).into_iter().flatten();
    let rows = counted.iter().zip(shielded).map(|((domain, _), one)| (*domain, one.parts, one.sum)).collect();
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
