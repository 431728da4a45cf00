//! Countries and the groups by which results are balanced, from `data/country-groups.csv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use maru_forum::CountryCode;

const TABLE: &str = include_str!("../../../data/country-groups.csv");

static COUNTRIES: LazyLock<BTreeMap<String, Country>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    reader.deserialize().filter_map(Result::ok).map(|row: Country| (row.iso2.clone(), row)).collect()
});

/// Regional groups of the United Nations, as the table names them.
pub(crate) const REGIONS: [&str; 5] =
    ["africa", "asia_pacific", "eastern_europe", "latin_america_caribbean", "western_europe_other"];
/// Income groups of the World Bank, as the table names them.
pub(crate) const INCOMES: [&str; 4] = ["low", "lower_middle", "upper_middle", "high"];

/// A row of the table.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Country {
    pub(crate) iso2: String,
    name_en: String,
    name_ko: String,
    pub(crate) un_group: String,
    pub(crate) income: String,
    pub(crate) population_m: f64,
}

impl Country {
    /// The country's name in a language that the table has, else in English.
    pub(crate) fn name(&self, tag: &str) -> &str {
        if tag == "ko" { &self.name_ko } else { &self.name_en }
    }
}

/// A country of the table.
pub(crate) fn country(code: CountryCode) -> Option<&'static Country> {
    COUNTRIES.get(code.as_str())
}

/// A country's name, or its code where the table lacks it.
pub(crate) fn name_of(code: CountryCode, tag: &str) -> String {
    country(code).map_or_else(|| code.to_string(), |found| found.name(tag).to_owned())
}

/// All countries by name in a language.
pub(crate) fn by_name(tag: &str) -> Vec<(&'static str, &'static str)> {
    let mut list: Vec<_> = COUNTRIES.values().map(|c| (c.iso2.as_str(), c.name(tag))).collect();
    list.sort_by(|a, b| a.1.cmp(b.1));
    list
}

/// People in millions by a grouping of the countries.
pub(crate) fn population(group_of: impl Fn(&'static Country) -> &'static str) -> BTreeMap<&'static str, f64> {
    let mut sums = BTreeMap::new();
    for country in COUNTRIES.values() {
        *sums.entry(group_of(country)).or_insert(0.0) += country.population_m;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_read_and_belongs_to_known_groups() {
        assert_eq!(COUNTRIES.len(), TABLE.lines().count() - 1);
        for country in COUNTRIES.values() {
            assert!(REGIONS.contains(&country.un_group.as_str()), "{country:?}");
            assert!(INCOMES.contains(&country.income.as_str()), "{country:?}");
        }
    }
}
