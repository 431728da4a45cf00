//! Names of places in what somebody asks.

use std::sync::LazyLock;

use maru_norms::{Library, PlaceKind};

use crate::library::words_of_places;

/// Names of places in lower case with their codes, longest first, so that “South Korea” is found before “Korea”.
static NAMES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let Ok(library) = Library::shared() else { return Vec::new() };
    let places = library.places().iter().filter(|entry| entry.kind != PlaceKind::World);
    let mut names: Vec<(String, String)> = places
        .flat_map(|entry| {
            let code = entry.place.code();
            [&entry.name_en, &entry.name_ko].map(|name| (name.to_lowercase(), code.to_owned()))
        })
        .chain(words_of_places())
        .filter(|(name, _)| name.chars().count() > 1)
        .collect();
    names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    names
});

/// The code of the first place that a text names, and the text without it.
pub(crate) fn named_in(text: &str) -> Option<(String, String)> {
    let lower = text.to_lowercase();
    // Letters whose lower case has another length would shift every place behind them.
    if lower.len() != text.len() {
        return None;
    }
    NAMES.iter().find_map(|(name, code)| {
        let (at, _) = lower.match_indices(name.as_str()).find(|(at, _)| stands(&lower, *at, name))?;
        let rest = format!("{} {}", text.get(..at)?, text.get(at + name.len()..)?);
        Some((code.clone(), rest))
    })
}

/// Whether a name is a word of its own. Korean puts particles behind it, but “한국어” is a language; Chinese and Japanese part no words.
fn stands(text: &str, at: usize, name: &str) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + name.len()..].chars().next();
    match name.chars().next_back() {
        Some('가'..='힣') => !before.is_some_and(char::is_alphanumeric) && after != Some('어'),
        Some('\u{3040}'..='\u{9FFF}') => true,
        _ => !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric),
    }
}
