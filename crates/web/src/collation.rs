//! The order of names in the reader's language: by the tables of Unicode and CLDR, not by the numbers of letters.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use crate::locale::locales;

/// One order for each language of the pages.
static ORDERS: LazyLock<Vec<(&'static str, CollatorBorrowed<'static>)>> = LazyLock::new(|| {
    let order = |tag: &str| {
        let locale: Locale = tag.parse().ok()?;
        Collator::try_new((&locale).into(), CollatorOptions::default()).ok()
    };
    locales().iter().filter_map(|locale| Some((locale.tag(), order(locale.tag())?))).collect()
});

/// Which of two names comes first for readers of a language. A language without tables is read by the numbers of its letters.
pub(crate) fn compare(tag: &str, one: &str, other: &str) -> Ordering {
    match ORDERS.iter().find(|(known, _)| *known == tag) {
        // Names that the tables call the same keep one order all the same, so that a page is drawn alike twice.
        Some((_, order)) => order.compare(one, other).then_with(|| one.cmp(other)),
        None => one.cmp(other),
    }
}

/// Sorts a list by names in a language; each name is asked for once.
pub(crate) fn sort_by_name<T>(tag: &str, list: &mut Vec<T>, name: impl Fn(&T) -> String) {
    let mut named: Vec<(String, T)> = list.drain(..).map(|one| (name(&one), one)).collect();
    named.sort_by(|(one, _), (other, _)| compare(tag, one, other));
    list.extend(named.into_iter().map(|(_, one)| one));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_language() {
        let check = |tag: &str, expected: &[&str]| {
            let mut names: Vec<&str> = expected.to_vec();
            names.reverse();
            sort_by_name(tag, &mut names, |name| (*name).to_owned());
            assert_eq!(names, expected, "{tag}");
        };
        // By the numbers of its letters Åland would stand behind Zimbabwe, and “a small one” behind all.
        check(
            "en",
            &["10 Principles", "a small one", "Åland", "Austria", "Côte d’Ivoire", "Croatia", "Zimbabwe"],
        );
        check("ko", &["가나", "나미비아", "남아프리카 공화국", "대한민국", "힣", "Austria", "Zimbabwe"]);
    }
}
