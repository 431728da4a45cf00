//! Languages in which people may write.

use std::sync::LazyLock;

use maru_forum::Language;

use crate::named::{Named, NamedTable, Sorted, named_table};
use crate::visit::Visit;

const TABLE: &str = include_str!("../../../data/languages.csv");

/// Languages that have a name here, by tag: all that a form offers.
static LANGUAGES: LazyLock<NamedTable> = LazyLock::new(|| named_table("data/languages.csv", TABLE));

/// The same in the order of their names.
static BY_NAME: LazyLock<Sorted> = LazyLock::new(|| {
    Sorted::of(|tag| LANGUAGES.values().map(move |named| (named.code.as_str(), named.name(tag))))
});

/// The name of a language in the language of a reader; nothing where the table does not have it.
pub(crate) fn name_of(language: &str, tag: &str) -> Option<&'static str> {
    LANGUAGES.get(language).map(|named| named.name(tag))
}

/// Whether a tag of the table is none of these languages.
fn is_other(first: &[Language], tag: &str) -> bool {
    first.iter().all(|language| language.primary() != tag)
}

/// Every language that a form offers.
pub(crate) fn choices(first: &[Language]) -> Vec<Language> {
    let others = LANGUAGES.values().filter(|named| is_other(first, &named.code));
    first.iter().cloned().chain(others.filter_map(|Named { code, .. }| code.parse().ok())).collect()
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
    let own = first.iter().map(|language| (language.to_string(), visit.language_name(language)));
    let rest = BY_NAME.in_language(visit.tag()).iter().filter(|(tag, _)| is_other(first, tag));
    own.chain(rest.map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned()))).collect()
}
