//! Tables of names that the program ships: what stands for a code in English and in Korean, and their order in each language.

use std::collections::BTreeMap;

use crate::collation::compare;
use crate::locale::locales;

/// A row: a code with its names.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Named {
    #[serde(alias = "tag")]
    pub(crate) code: String,
    name_en: String,
    name_ko: String,
}

impl Named {
    /// The name in a language that the table has, else in English.
    pub(crate) fn name(&self, tag: &str) -> &str {
        in_language(tag, &self.name_en, &self.name_ko)
    }
}

/// The one of two names that readers of a language know.
pub(crate) fn in_language<'a>(tag: &str, english: &'a str, korean: &'a str) -> &'a str {
    if tag == "ko" { korean } else { english }
}

/// Rows by their codes.
pub(crate) type NamedTable = BTreeMap<String, Named>;

/// A table that is compiled into the program.
pub(crate) fn named_table(file: &str, text: &str) -> NamedTable {
    let rows = maru_text::shipped_rows(file, text);
    rows.into_iter().map(|row: Named| (row.code.clone(), row)).collect()
}

/// Codes and names of a table in the order of the names, for each language of the pages: a form offers hundreds, and sorts none.
pub(crate) struct Sorted(Vec<(&'static str, Vec<CodeAndName>)>);

/// A code and its name in one language.
pub(crate) type CodeAndName = (&'static str, &'static str);

impl Sorted {
    /// The same from what a table has in a language.
    pub(crate) fn of<Rows: Iterator<Item = CodeAndName>>(rows: impl Fn(&'static str) -> Rows) -> Self {
        let list = |tag: &'static str| {
            let mut list: Vec<CodeAndName> = rows(tag).collect();
            list.sort_by(|one, other| compare(tag, one.1, other.1));
            (tag, list)
        };
        Self(locales().iter().map(|locale| list(locale.tag())).collect())
    }

    /// The list for readers of a language; that of the first language of the pages where they have no such language.
    pub(crate) fn in_language(&self, tag: &str) -> &[CodeAndName] {
        let own = self.0.iter().find(|(known, _)| *known == tag).or(self.0.first());
        own.map_or(&[], |(_, list)| list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_each_language() {
        let rows = [("b", ["Bee", "가"]), ("a", ["Ant", "나"])];
        let sorted = Sorted::of(|tag| {
            rows.into_iter().map(move |(code, [english, korean])| (code, in_language(tag, english, korean)))
        });
        assert_eq!(sorted.in_language("en"), [("a", "Ant"), ("b", "Bee")]);
        assert_eq!(sorted.in_language("ko"), [("b", "가"), ("a", "나")]);
    }
}
