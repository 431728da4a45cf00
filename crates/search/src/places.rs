//! Names of places in what somebody asks.

use std::sync::LazyLock;

use maru_norms::{Library, PlaceKind};

use crate::library::words_of_places;
use crate::stem;

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
    for (name, code) in CAPITALS {
        if let Some((at, _)) = text.match_indices(name).find(|(at, _)| stands(text, *at, name)) {
            return Some((code.to_owned(), without(text, at, name)?));
        }
    }
    NAMES.iter().find_map(|(name, code)| {
        let (at, _) = lower.match_indices(name.as_str()).find(|(at, _)| stands(&lower, *at, name))?;
        Some((code.clone(), without(text, at, name)?))
    })
}

/// The text without a name, and without what its language writes onto it: particles, articles, endings.
fn without(text: &str, at: usize, name: &str) -> Option<String> {
    let (mut before, mut after) = (text.get(..at)?, text.get(at + name.len()..)?);
    let hangul = |c: char| ('가'..='힣').contains(&c);
    let behind = after.find(|c| !hangul(c)).unwrap_or(after.len());
    if stem::is_particle(&after[..behind]) {
        after = &after[behind..];
    }
    if name.ends_with(is_arabic) {
        before = before.trim_end_matches(is_arabic);
        after = after.trim_start_matches(is_arabic);
    }
    Some(format!("{before} {after}"))
}

/// Whether a name is a word of its own. Korean puts particles behind it, but “한국어” is a language; Chinese and Japanese part no words; Arabic writes
/// the article and short words in front, and makes adjectives of names. A name in Latin letters ends where other letters begin (EU에서, EUで).
fn stands(text: &str, at: usize, name: &str) -> bool {
    let (before, after) = (&text[..at], &text[at + name.len()..]);
    match name.chars().next_back() {
        Some('가'..='힣') => !before.ends_with(char::is_alphanumeric) && !after.starts_with('어'),
        Some('\u{3040}'..='\u{9FFF}') => true,
        Some(letter) if is_arabic(letter) => {
            let front = before.rsplit(|c: char| !is_arabic(c)).next().unwrap_or_default();
            let end = after.split(|c: char| !is_arabic(c)).next().unwrap_or_default();
            FRONTS.contains(&front) && ENDS.contains(&end)
        }
        _ => {
            let of_word = |c: char| c.is_alphanumeric() && !is_cjk(c);
            !before.ends_with(of_word) && !after.starts_with(of_word)
        }
    }
}

/// What Arabic writes onto the front of a name.
const FRONTS: [&str; 13] = ["", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "كال", "فال", "لل", "ول"];
/// What makes a name an adjective.
const ENDS: [&str; 8] = ["", "ة", "ي", "ية", "يون", "يين", "ا", "يًا"];

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06FF}')
}

fn is_cjk(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// Short names that are words in some languages unless they are written in capitals.
const CAPITALS: [(&str, &str); 2] = [("US", "US"), ("U.S.", "US")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_onto_a_place_goes_with_it() {
        let check = |text: &str, expected: (&str, &str)| {
            let (code, rest) = named_in(text).unwrap();
            let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!((code.as_str(), rest.as_str()), expected, "{text}");
        };
        check("EU에서는 챗봇", ("EU", "챗봇"));
        check("유럽연합의 딥페이크", ("EU", "딥페이크"));
        check("영국에서 음란물", ("GB", "음란물"));
        check("القوانين الكورية الجديدة", ("KR", "القوانين الجديدة"));
        check("العقوبة بأستراليا", ("AUS", "العقوبة"));
        check("في أستراليا", ("AUS", "في"));
        check("أستراليا", ("AUS", ""));
        check("Australia's crimes", ("AUS", "'s crimes"));
    }

    /// The languages in which people ask here, beside Korean and English, in which every place has its name.
    const ASKED_IN: [&str; 4] = ["zh", "ar", "ja", "es"];

    #[test]
    fn every_country_whose_law_is_coded_is_named_in_every_language_of_questions() {
        let library = Library::shared().unwrap();
        let countries =
            library.instruments().iter().map(|one| library.places().entry(&one.jurisdiction).unwrap());
        let countries =
            countries.filter(|entry| !matches!(entry.kind, PlaceKind::World | PlaceKind::Organisation));
        let words = crate::library::languages_of_places();
        for entry in countries {
            for language in ASKED_IN {
                let code = entry.place.code().to_owned();
                assert!(words.contains(&(code.clone(), language.to_owned())), "{code} {language}");
            }
        }
    }

    #[test]
    fn a_place_is_found_inside_compounds_and_inflected_forms() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(named_in(text).map(|(code, _)| code).as_deref(), expected, "{text}");
        };
        check("AI Korea prison years", Some("KR"));
        check("Korean election deepfake", Some("KR"));
        check("越南人工智能法 高风险", Some("VN"));
        check("韩国 国内代理人", Some("KR"));
        check("les images en Europe", Some("EU"));
        check("EUで禁止されているか", Some("EU"));
        check("EU에서 금지되나", Some("EU"));
        check("الانتخابات الكورية", Some("KR"));
        check("قانون الصين", Some("CN"));
        check("الاتحاد الأفريقي", None);
        check("Strafe in Frankreich", Some("FR"));
        check("en Estados Unidos", Some("US"));
        check("deepfakes in the US", Some("US"));
        check("tell us about deepfakes", None);
        check("한국어 안내", None);
    }
}
