//! Countries and the groups by which results are balanced, from `data/country-groups.csv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use maru_forum::{CountryCode, Violation};

use crate::collation::compare;

const TABLE: &str = include_str!("../../../data/country-groups.csv");

static COUNTRIES: LazyLock<BTreeMap<String, Country>> = LazyLock::new(|| {
    let rows = maru_text::shipped_rows("data/country-groups.csv", TABLE);
    rows.into_iter().map(|row: Country| (row.iso2.clone(), row)).collect()
});

/// Regional groups of the United Nations, as the table names them.
pub(crate) const REGIONS: [&str; 5] =
    ["africa", "asia_pacific", "eastern_europe", "latin_america_caribbean", "western_europe_other"];
/// Languages that are told apart by name; a country with any other counts among the rest.
pub(crate) const LANGUAGES: [&str; 28] = [
    "am", "ar", "bn", "de", "en", "es", "fa", "fil", "fr", "hi", "id", "it", "ja", "ko", "ms", "my", "nl",
    "pl", "pt", "ru", "sw", "th", "tr", "uk", "ur", "vi", "zh", "zu",
];
/// The languages that are not told apart.
pub(crate) const OTHER_LANGUAGE: &str = "other";
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
    /// Official languages, the most spoken first, separated by spaces.
    languages: String,
}

impl Country {
    /// The country's name in a language that the table has, else in English.
    pub(crate) fn name(&self, tag: &str) -> &str {
        if tag == "ko" { &self.name_ko } else { &self.name_en }
    }

    /// The most spoken of its official languages, if it is told apart by name.
    pub(crate) fn language(&self) -> &str {
        let first = self.languages.split(' ').next().unwrap_or_default();
        if LANGUAGES.contains(&first) { first } else { OTHER_LANGUAGE }
    }
}

/// A country of the table.
pub(crate) fn country(code: CountryCode) -> Option<&'static Country> {
    COUNTRIES.get(code.as_str())
}

/// The 249 codes of ISO 3166-1 that are assigned: the table of groups has the members of the United Nations and their observers alone.
const ASSIGNED: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD \
    CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP \
    GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU \
    LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN \
    PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW \
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// A country by its code, as somebody gives it: one that there is.
pub fn given(code: &str) -> Result<CountryCode, Violation> {
    let known = code.parse::<CountryCode>()?;
    let is_assigned = ASSIGNED.split(' ').any(|assigned| assigned == code);
    if is_assigned { Ok(known) } else { Err(Violation::BadCountry(code.to_owned())) }
}

/// A country's name, or its code where the table lacks it.
pub(crate) fn name_of(code: CountryCode, tag: &str) -> String {
    country(code).map_or_else(|| code.to_string(), |found| found.name(tag).to_owned())
}

/// All countries by name in a language.
pub(crate) fn by_name(tag: &str) -> Vec<(&'static str, &'static str)> {
    let mut list: Vec<_> = COUNTRIES.values().map(|c| (c.iso2.as_str(), c.name(tag))).collect();
    list.sort_by(|a, b| compare(tag, a.1, b.1));
    list
}

/// The same as a form offers them.
pub(crate) fn choices(tag: &str) -> Vec<(String, String)> {
    by_name(tag).into_iter().map(|(code, name)| (code.to_owned(), name.to_owned())).collect()
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
    fn languages_are_told_apart_or_counted_among_the_rest() {
        let check = |code: &str, expected: &str| {
            assert_eq!(country(code.parse().unwrap()).unwrap().language(), expected, "{code}");
        };
        check("KR", "ko");
        check("KE", "sw");
        check("CH", "de");
        check("IS", "other");
        let world: f64 = COUNTRIES.values().map(|country| country.population_m).sum();
        assert!((8_000.0..8_300.0).contains(&world), "{world}");
        assert!(population(Country::language)["other"] / world < 0.12);
    }

    #[test]
    fn a_country_that_there_is_not_is_refused() {
        for code in ["XX", "ZZ", "kr", "KOR", "", "88"] {
            assert!(given(code).is_err(), "{code}");
        }
        for code in ["KR", "TW", "HK", "PR"] {
            assert_eq!(given(code).unwrap().as_str(), code);
        }
        assert!(
            COUNTRIES.keys().all(|code| given(code).is_ok()),
            "the table has a country that there is not"
        );
        let codes: Vec<_> = ASSIGNED.split(' ').collect();
        assert!(codes.len() == 249 && codes.is_sorted(), "{} codes", codes.len());
    }

    #[test]
    fn every_country_is_read_and_belongs_to_known_groups() {
        assert_eq!(COUNTRIES.len(), TABLE.lines().count() - 1);
        for country in COUNTRIES.values() {
            assert!(REGIONS.contains(&country.un_group.as_str()), "{country:?}");
            assert!(INCOMES.contains(&country.income.as_str()), "{country:?}");
            let tag = |tag: &str| (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase());
            assert!(country.languages.split(' ').all(tag), "{country:?}");
        }
    }
}
