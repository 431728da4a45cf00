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
