//! Words of the library in other languages than its own, which is English: aims, conditions, remedies, notes. A sentence that nobody has put into
//! a language stays in English, marked as such.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What ships: a language, the English words as the rows have them, and the words in that language.
const SHIPPED: &str = include_str!("../../../data/norms/phrases.csv");

/// The words by language and English.
static PHRASES: LazyLock<BTreeMap<(String, String), String>> = LazyLock::new(|| {
    let rows: Vec<[String; 3]> = maru_text::shipped_rows("data/norms/phrases.csv", SHIPPED);
    rows.into_iter().map(|[language, english, words]| ((language, english), words)).collect()
});

/// Words of the library in a language; of several parts with semicolons between them each is put by itself. Nothing where some part is not there.
pub fn phrase(english: &str, language: &str) -> Option<String> {
    let language = language.split('-').next().unwrap_or(language);
    let english = english.trim();
    let whole = |words: &str| PHRASES.get(&(language.to_owned(), words.to_owned()));
    if english.is_empty() {
        return Some(String::new());
    }
    if let Some(words) = whole(english) {
        return Some(words.clone());
    }
    let parts: Vec<&str> = english.split("; ").collect();
    let said: Vec<&str> = parts.iter().map(|part| whole(part).map(String::as_str)).collect::<Option<_>>()?;
    (parts.len() > 1).then(|| said.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_whole_or_part_by_part_or_not_at_all() {
        assert_eq!(phrase("disclose AI use", "ko").as_deref(), Some("인공지능 이용 고지"));
        assert_eq!(
            phrase("disclose AI use; fully automated", "ko-KR").as_deref(),
            Some("인공지능 이용 고지; 완전히 자동화된 결정")
        );
        assert_eq!(phrase("disclose AI use; a thing that nobody wrote", "ko"), None);
        assert_eq!(phrase("disclose AI use", "sw"), None);
        assert_eq!(phrase("", "ko").as_deref(), Some(""));
    }
}
