//! Text into words: where they stand, what they are folded to, and, for scripts whose words run together or grow at
//! their ends, the pairs of letters by which parts of them are found.
//!
//! Han, kana, Thai, Lao, Khmer and Burmese are written without spaces, so each run of them is one word here, found by any
//! pairs of letters that stand side by side. Korean words are found whole, without their particles, and by pairs too,
//! because compounds are written together or apart at will. Other scripts are cut by the rules of Unicode (UAX 29).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::citation::{Citation, citations};
use crate::{fold, stem};

/// Longest word that is kept; what is longer is no word that anyone types.
const LONGEST_WORD: usize = 64;
/// A run of letters without spaces is a word of its own up to this length; longer ones are clauses.
const LONGEST_RUN: usize = 8;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// With spaces around it.
    Spaced,
    /// Korean: with spaces, and particles at its end.
    Hangul,
    /// Without spaces.
    Unspaced,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text that it takes up.
    pub at: Range<usize>,
    /// Its folded letters, as they stand.
    pub letters: String,
    /// What it is found by, without particle, article or plural.
    pub stem: String,
    pub script: Script,
}

impl Word {
    /// Pairs of letters side by side, for scripts in which parts of words are looked for. A letter alone stands alone.
    pub fn pairs(&self) -> Vec<String> {
        if self.script == Script::Spaced { Vec::new() } else { pairs_of(&self.letters) }
    }

    /// A part of a run without spaces, as a word of its own.
    pub(crate) fn part(&self, letters: &str) -> Self {
        Self {
            at: self.at.clone(),
            letters: letters.to_owned(),
            stem: letters.to_owned(),
            script: self.script,
        }
    }

    /// The letters with which words may begin that continue this one.
    pub fn prefix(&self) -> &str {
        if self.letters.starts_with(is_arabic) { stem::arabic(&self.letters) } else { &self.letters }
    }

    /// Whether the word as a whole is worth keeping: a long run of Han is a clause.
    pub fn stands_alone(&self) -> bool {
        self.script != Script::Unspaced || self.letters.chars().count() <= LONGEST_RUN
    }
}

/// Pairs of letters side by side; of one letter, itself.
pub fn pairs_of(letters: &str) -> Vec<String> {
    let letters: Vec<char> = letters.chars().collect();
    if letters.len() < 2 {
        return letters.iter().map(char::to_string).collect();
    }
    letters.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for (start, piece) in text.unicode_word_indices() {
        for (offset, part, script) in by_script(piece) {
            let start = start + offset;
            let letters = fold::folded(part);
            if let Some((digits, scale)) = scaled(&letters) {
                // An amount is asked for as 35 million and written as 35m.
                let middle = start + digits.len();
                let word = |at: Range<usize>, letters: &str| Word {
                    at,
                    letters: letters.to_owned(),
                    stem: String::new(),
                    script,
                };
                found.push(word(start..middle, digits));
                found.push(word(middle..start + part.len(), scale));
                continue;
            }
            if script == Script::Hangul && is_behind_name(found.last(), start) && stem::is_particle(&letters)
            {
                continue;
            }
            let joins = script == Script::Unspaced;
            if let Some(last) = found.last_mut()
                && joins
                && last.script == Script::Unspaced
                && last.at.end == start
            {
                last.at.end += part.len();
                last.letters.push_str(&letters);
                continue;
            }
            if !letters.is_empty() && letters.chars().count() <= LONGEST_WORD {
                found.push(Word { at: start..start + part.len(), letters, stem: String::new(), script });
            }
        }
    }
    for word in &mut found {
        word.stem = stem_of(word);
    }
    found
}

/// Whether what begins here is written onto a word in other letters, and not onto a number: 만 behind 3 is ten thousand.
fn is_behind_name(last: Option<&Word>, start: usize) -> bool {
    last.is_some_and(|last| {
        last.script == Script::Spaced && last.at.end == start && last.letters.ends_with(char::is_alphabetic)
    })
}

/// The digits and the scale of an amount written together: 35m is 35 million.
fn scaled(letters: &str) -> Option<(&str, &'static str)> {
    let (digits, scale) = match letters.strip_suffix("bn") {
        Some(digits) => (digits, "billion"),
        None => (letters.strip_suffix('m')?, "million"),
    };
    (!digits.is_empty() && digits.bytes().all(|one| one.is_ascii_digit())).then_some((digits, scale))
}

fn stem_of(word: &Word) -> String {
    match word.script {
        Script::Hangul => stem::korean(&word.letters).to_owned(),
        Script::Unspaced => word.letters.clone(),
        Script::Spaced if word.letters.starts_with(is_arabic) => stem::arabic(&word.letters).to_owned(),
        Script::Spaced => stem::plural(word.letters.trim_end_matches("'s").trim_end_matches("’s")),
    }
}

/// A piece of text cut where its script changes: AI기본법 is two words.
fn by_script(piece: &str) -> Vec<(usize, &str, Script)> {
    let mut parts: Vec<(usize, &str, Script)> = Vec::new();
    let mut start = 0;
    let mut current = None;
    for (index, letter) in piece.char_indices() {
        let script = script_of(letter, current);
        if let Some(before) = current
            && before != script
        {
            parts.push((start, &piece[start..index], before));
            start = index;
        }
        current = Some(script);
    }
    if let Some(script) = current {
        parts.push((start, &piece[start..], script));
    }
    parts
}

fn script_of(letter: char, before: Option<Script>) -> Script {
    match letter {
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7FF}' => Script::Hangul,
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '\u{0E00}'..='\u{0EFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}' => Script::Unspaced,
        // A mark belongs to the letter before it.
        mark if unicode_normalization::char::is_combining_mark(mark) => before.unwrap_or(Script::Spaced),
        _ => Script::Spaced,
    }
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}')
}

/// What one part of a text is found by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// Words and citations with the position of the word.
    pub words: Vec<(usize, String)>,
    /// Pairs with their position; those of different words are never side by side.
    pub pairs: Vec<(usize, String)>,
}

/// The terms of a text, in order of position.
pub fn terms(text: &str) -> Terms {
    let mut terms = Terms::default();
    let cited = citations(text);
    let mut cited = cited.iter().peekable();
    let mut next_pair = 0;
    for (position, word) in words(text).iter().enumerate() {
        if word.stands_alone() {
            terms.words.push((position, word.stem.clone()));
        }
        // A citation stands where its first word does, or, within a run without spaces, at the word after it.
        while let Some(citation) = cited.next_if(|citation| citation.at.start <= word.at.start) {
            terms.words.extend(units(citation).map(|unit| (position, unit)));
        }
        for pair in word.pairs() {
            terms.pairs.push((next_pair, pair));
            next_pair += 1;
        }
        next_pair += 1;
    }
    let last = terms.words.last().map_or(0, |(position, _)| *position);
    terms.words.extend(cited.flat_map(units).map(|unit| (last, unit)));
    terms
}

/// How a citation is written as a term, so that it meets no plain number.
pub fn unit_term(unit: &str) -> String {
    format!("§{unit}")
}

fn units(citation: &Citation) -> impl Iterator<Item = String> + use<'_> {
    citation.units.iter().map(|unit| unit_term(unit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_cut_into_words() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = words(text).into_iter().map(|word| word.stem).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Providers' labels, 2026!", &["provider", "label", "2026"]);
        check("AI기본법을 고친다", &["ai", "기본법", "고친다"]);
        check("AI로 AI가 AI를 EU에서는 GPT로만", &["ai", "ai", "ai", "eu", "gpt"]);
        check("AI로봇 3만 원", &["ai", "로봇", "3", "만", "원"]);
        check("딥페이크의 피해", &["딥페이크", "피해"]);
        check("人工智能，深度合成", &["人工智能", "深度合成"]);
        check("ディープフェイクの表示", &["ディープフェイクの表示"]);
        check("الذكاء الاصطناعي", &["ذكاء", "اصطناعي"]);
        check("the provider’s name", &["the", "provider", "name"]);
        check("EUR 35m or 1bn", &["eur", "35", "million", "or", "1", "billion"]);
        check("… — !", &[]);
    }

    #[test]
    fn parts_are_found_by_pairs() {
        let check = |text: &str, expected: &[(usize, &str)]| {
            let found = terms(text).pairs;
            let found: Vec<(usize, &str)> = found.iter().map(|(at, pair)| (*at, pair.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("深度合成", &[(0, "深度"), (1, "度合"), (2, "合成")]);
        check("법, 기본법", &[(0, "법"), (2, "기본"), (3, "본법")]);
        check("law", &[]);
    }

    #[test]
    fn citations_stand_beside_their_words() {
        let check = |text: &str, expected: &[(usize, &str)]| {
            let found =
                terms(text).words.into_iter().filter(|(_, word)| word.starts_with('§')).collect::<Vec<_>>();
            let found: Vec<(usize, &str)> = found.iter().map(|(at, word)| (*at, word.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("as Article 50(4) says", &[(1, "§50"), (1, "§50(4)")]);
        check("제31조", &[(0, "§31")]);
        check("根据第十六条", &[(0, "§16")]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_within_its_bounds_and_in_order(text in "\\PC{0,60}") {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.at.start >= end && text.get(word.at.clone()).is_some());
                end = word.at.end;
            }
            let terms = terms(&text);
            prop_assert!(terms.words.is_sorted_by_key(|(position, _)| *position));
            prop_assert!(terms.pairs.is_sorted_by_key(|(position, _)| *position));
            for citation in citations(&text) {
                prop_assert!(text.get(citation.at.clone()).is_some() && !citation.units.is_empty());
            }
        }
    }
}
