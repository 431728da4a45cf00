//! Languages in which people may write.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use maru_forum::Language;

use crate::collation::compare;
use crate::visit::Visit;

const TABLE: &str = include_str!("../../../data/languages.csv");

/// Languages that have a name here, by tag: all that a form offers.
static LANGUAGES: LazyLock<BTreeMap<String, Named>> = LazyLock::new(|| {
    let rows = maru_text::shipped_rows("data/languages.csv", TABLE);
    rows.into_iter().map(|row: Named| (row.tag.clone(), row)).collect()
});

/// A row of the table.
#[derive(Debug, serde::Deserialize)]
struct Named {
    tag: String,
    name_en: String,
    name_ko: String,
}

impl Named {
    fn name(&self, tag: &str) -> &str {
        if tag == "ko" { &self.name_ko } else { &self.name_en }
    }
}

/// The name of a language in the language of a reader; nothing where the table does not have it.
pub(crate) fn name_of(language: &str, tag: &str) -> Option<&'static str> {
    LANGUAGES.get(language).map(|named| named.name(tag))
}

/// Tags of the table that are not among these languages.
fn others(first: &[Language]) -> impl Iterator<Item = &'static Named> {
    LANGUAGES.values().filter(|named| first.iter().all(|language| language.primary() != named.tag))
}

/// Every language that a form offers.
pub(crate) fn choices(first: &[Language]) -> Vec<Language> {
    first.iter().cloned().chain(others(first).filter_map(|named| named.tag.parse().ok())).collect()
}

/// The language of a tag that somebody typed, or in words why it is none. A name such as “french” has the form of a tag and is none that
/// is in use: the tags of languages have two letters or three.
pub(crate) fn typed_tag(visit: &Visit, said: &str) -> Result<Language, String> {
    let said = said.trim();
    let found = said.parse().ok().filter(|_| is_tag(said));
    found.ok_or_else(|| visit.text_with("language-no-tag", &[("said", said.to_owned().into())]))
}

/// Whether something typed is the tag of a language.
pub(crate) fn is_tag(said: &str) -> bool {
    said.parse::<Language>().is_ok_and(|language| language.is_named())
}

/// Tag and name of every language that a form offers: those of the process first.
pub(crate) fn offered(visit: &Visit, first: &[Language]) -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> =
        first.iter().map(|language| (language.to_string(), visit.language_name(language))).collect();
    let mut rest: Vec<(String, String)> =
        others(first).map(|named| (named.tag.clone(), named.name(visit.tag()).to_owned())).collect();
    rest.sort_by(|a, b| compare(visit.tag(), &a.1, &b.1));
    list.append(&mut rest);
    list
}
