//! Languages in which people may write.

use maru_forum::Language;

use crate::collation::compare;
use crate::visit::Visit;

/// Languages offered after those of the process: widely used ones, by tag.
const OFFERED: [&str; 20] = [
    "am", "ar", "bn", "de", "en", "es", "fa", "fr", "hi", "id", "ja", "ko", "pt", "ru", "sw", "th", "tr",
    "ur", "vi", "zh",
];

/// Every language that a form offers.
pub(crate) fn choices(first: &[Language]) -> Vec<Language> {
    let known = |tag: &&&str| first.iter().all(|language| language.primary() != **tag);
    let rest = OFFERED.iter().filter(known).filter_map(|tag| tag.parse().ok());
    first.iter().cloned().chain(rest).collect()
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
    said.parse::<Language>().is_ok_and(|language| (2..=3).contains(&language.primary().len()))
}

/// Tag and name of every language that a form offers: those of the process first.
pub(crate) fn offered(visit: &Visit, first: &[Language]) -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> =
        first.iter().map(|language| (language.to_string(), visit.language_name(language))).collect();
    let mut rest: Vec<(String, String)> = OFFERED
        .iter()
        .filter(|tag| first.iter().all(|language| language.primary() != **tag))
        .map(|tag| ((*tag).to_owned(), visit.text(&format!("language-{tag}"))))
        .collect();
    rest.sort_by(|a, b| compare(visit.tag(), &a.1, &b.1));
    list.append(&mut rest);
    list
}
