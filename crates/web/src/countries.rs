//! Countries and the groups by which results are balanced, from `data/country-groups.csv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use maru_forum::{CountryCode, Violation};

use crate::named::{CodeAndName, NamedTable, Sorted, in_language, named_table};

const TABLE: &str = include_str!("../../../data/country-groups.csv");

static COUNTRIES: LazyLock<BTreeMap<String, Country>> = LazyLock::new(|| {
    let rows = maru_text::shipped_rows("data/country-groups.csv", TABLE);
    rows.into_iter().map(|row: Country| (row.iso2.clone(), row)).collect()
});

const MORE: &str = include_str!("../../../data/places.csv");

/// Places where people live, or could, that have a code of their own and no row in the table of groups: of these neither group nor
/// population is known here, and nothing is said of whose they are.
static PLACES: LazyLock<NamedTable> = LazyLock::new(|| named_table("data/places.csv", MORE));

/// Countries and places in the order of their names.
static BY_NAME: LazyLock<Sorted> = LazyLock::new(|| {
    Sorted::of(|tag| {
        let countries = COUNTRIES.values().map(move |country| (country.iso2.as_str(), country.name(tag)));
        countries.chain(PLACES.values().map(move |place| (place.code.as_str(), place.name(tag))))
    })
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
        in_language(tag, &self.name_en, &self.name_ko)
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

/// Whether there is a country or place of a code.
fn is_known(code: &str) -> bool {
    COUNTRIES.contains_key(code) || PLACES.contains_key(code)
}

/// A country or place by its code, as somebody gives it: one that there is.
pub fn given(code: &str) -> Result<CountryCode, Violation> {
    let known = code.parse::<CountryCode>()?;
    if is_known(code) { Ok(known) } else { Err(Violation::BadCountry(code.to_owned())) }
}

/// The name of a country or place, or its code where no table has it.
pub(crate) fn name_of(code: CountryCode, tag: &str) -> String {
    let place = || PLACES.get(code.as_str()).map(|place| place.name(tag));
    country(code).map(|found| found.name(tag)).or_else(place).unwrap_or(code.as_str()).to_owned()
}

/// All countries and places by name in a language.
pub(crate) fn by_name(tag: &str) -> &'static [CodeAndName] {
    BY_NAME.in_language(tag)
}

/// The same as a form offers them.
pub(crate) fn choices(tag: &str) -> Vec<(String, String)> {
    by_name(tag).iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).collect()
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
        for code in ["KR", "TW", "HK", "MO", "PS", "XK", "PR"] {
            assert_eq!(given(code).unwrap().as_str(), code);
        }
        assert!(PLACES.keys().all(|code| !COUNTRIES.contains_key(code)), "one code, one row");
        // The codes of ISO 3166-1, and one that it leaves to its users.
        assert_eq!(COUNTRIES.len() + PLACES.len(), 249 + 1);
    }

    #[test]
    fn everybody_can_say_where_they_are_in_their_own_language() {
        let check = |code: &str, english: &str, korean: &str| {
            for (tag, expected) in [("en", english), ("ko", korean)] {
                assert_eq!(name_of(code.parse().unwrap(), tag), expected);
                assert!(by_name(tag).contains(&(code, expected)), "{code} is not offered in {tag}");
            }
        };
        check("TW", "Taiwan", "대만");
        check("HK", "Hong Kong", "홍콩");
        check("PS", "Palestine", "팔레스타인");
        check("KR", "South Korea", "대한민국");
        check("XK", "Kosovo", "코소보");
        assert!(country("TW".parse().unwrap()).is_none(), "its group and population are not known here");
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

    #[test]
    fn a_place_has_one_name_on_every_page() {
        let library = maru_norms::Library::shipped().unwrap();
        let rows = COUNTRIES.iter().map(|(code, row)| (code, [row.name("en"), row.name("ko")]));
        let more = PLACES.iter().map(|(code, row)| (code, [row.name("en"), row.name("ko")]));
        let mut seen = 0;
        // `AU` is a continent's union there and a country here.
        for (code, names) in rows.chain(more).filter(|(code, _)| *code != "AU") {
            let Some(place) = library.places().find(code) else { continue };
            let known = ["en", "ko"].map(|tag| maru_norms::explain::place_name(&place, tag, &library));
            assert_eq!(names, known.each_ref().map(String::as_str), "{code}");
            seen += 1;
        }
        assert!(seen > 240, "{seen}");
    }
}
