//! In which letters a text is written, and which languages are written in them.

use crate::Language;

/// The writing of a letter, as far as it tells languages apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the name of a script")]
pub enum Script {
    // A word with letters of several is of the first of these: loan words and names are borrowed into a language, its endings are not.
    Hangul,
    Kana,
    Han,
    Cyrillic,
    Greek,
    Armenian,
    Georgian,
    Hebrew,
    Arabic,
    Ethiopic,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Odia,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Burmese,
    Khmer,
    Latin,
}

/// A script, its letters, and the languages that are usually written in it, the most spoken first. Latin letters write all others.
type Row = (Script, &'static [(char, char)], &'static [&'static str]);

const SCRIPTS: [Row; 25] = [
    (
        Script::Hangul,
        &[('\u{1100}', '\u{11FF}'), ('\u{3130}', '\u{318F}'), ('\u{AC00}', '\u{D7A3}')],
        &["ko"],
    ),
    (Script::Kana, &[('\u{3040}', '\u{30FF}')], &["ja"]),
    (Script::Han, &[('\u{3400}', '\u{9FFF}'), ('\u{20000}', '\u{323AF}')], &["zh", "yue"]),
    (
        Script::Cyrillic,
        &[('\u{400}', '\u{52F}')],
        &[
            "ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tg", "mn", "tt", "ba", "cv", "ce", "ab", "av",
            "kv", "os",
        ],
    ),
    (Script::Greek, &[('\u{370}', '\u{3FF}'), ('\u{1F00}', '\u{1FFF}')], &["el"]),
    (Script::Armenian, &[('\u{530}', '\u{58F}')], &["hy"]),
    (Script::Georgian, &[('\u{10A0}', '\u{10FF}')], &["ka"]),
    (Script::Hebrew, &[('\u{590}', '\u{5FF}')], &["he", "yi"]),
    (
        Script::Arabic,
        &[('\u{600}', '\u{6FF}'), ('\u{750}', '\u{77F}'), ('\u{8A0}', '\u{8FF}')],
        &["ar", "fa", "ur", "ps", "sd", "ckb", "ug", "ks", "bal"],
    ),
    (Script::Ethiopic, &[('\u{1200}', '\u{139F}')], &["am", "ti", "tig"]),
    (
        Script::Devanagari,
        &[('\u{900}', '\u{97F}')],
        &["hi", "mr", "ne", "bho", "mai", "mag", "awa", "raj", "doi", "kok", "sa"],
    ),
    (Script::Bengali, &[('\u{980}', '\u{9FF}')], &["bn", "as", "mni"]),
    (Script::Gurmukhi, &[('\u{A00}', '\u{A7F}')], &["pa"]),
    (Script::Gujarati, &[('\u{A80}', '\u{AFF}')], &["gu"]),
    (Script::Odia, &[('\u{B00}', '\u{B7F}')], &["or"]),
    (Script::Tamil, &[('\u{B80}', '\u{BFF}')], &["ta"]),
    (Script::Telugu, &[('\u{C00}', '\u{C7F}')], &["te"]),
    (Script::Kannada, &[('\u{C80}', '\u{CFF}')], &["kn"]),
    (Script::Malayalam, &[('\u{D00}', '\u{D7F}')], &["ml"]),
    (Script::Sinhala, &[('\u{D80}', '\u{DFF}')], &["si"]),
    (Script::Thai, &[('\u{E00}', '\u{E7F}')], &["th"]),
    (Script::Lao, &[('\u{E80}', '\u{EFF}')], &["lo"]),
    (Script::Tibetan, &[('\u{F00}', '\u{FFF}')], &["bo", "dz"]),
    (Script::Burmese, &[('\u{1000}', '\u{109F}')], &["my", "shn"]),
    (Script::Khmer, &[('\u{1780}', '\u{17FF}')], &["km"]),
];

impl Script {
    pub(crate) fn of(letter: char) -> Option<Self> {
        let within =
            |ranges: &[(char, char)]| ranges.iter().any(|(low, high)| (*low..=*high).contains(&letter));
        let found = SCRIPTS.iter().find(|(_, ranges, _)| within(ranges)).map(|(script, ..)| *script);
        let is_latin =
            matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
        found.or(is_latin.then_some(Self::Latin))
    }

    /// The script of a word: of several the one that lends it its endings.
    fn of_word(word: &str) -> Option<Self> {
        word.chars().filter_map(Self::of).min()
    }

    /// The script in which most words of a text are written. A Japanese text may have more signs of China than letters of its own.
    pub fn of_text(text: &str) -> Option<Self> {
        let mut counts: Vec<(Self, usize)> = Vec::new();
        for script in text.split_whitespace().filter_map(Self::of_word) {
            match counts.iter_mut().find(|(known, _)| *known == script) {
                Some((_, count)) => *count += 1,
                None => counts.push((script, 1)),
            }
        }
        let (most, _) = *counts.iter().max_by_key(|(script, count)| (*count, std::cmp::Reverse(*script)))?;
        let kana = counts.iter().any(|(script, _)| *script == Self::Kana);
        Some(if most == Self::Han && kana { Self::Kana } else { most })
    }

    /// The languages that are usually written so; none for Latin letters, which write all the others.
    fn languages(self) -> &'static [&'static str] {
        SCRIPTS.iter().find(|(script, ..)| *script == self).map_or(&[], |(_, _, languages)| languages)
    }

    /// Whether a language is usually written so.
    pub fn writes(self, language: &str) -> bool {
        match self {
            Self::Latin => SCRIPTS.iter().all(|(_, _, languages)| !languages.contains(&language)),
            _ => self.languages().contains(&language),
        }
    }

    /// The language that the letters alone tell: where one language is written so, or by far the most texts are.
    pub fn language(self, text: &str) -> Option<&'static str> {
        let has = |letters: &str| text.chars().any(|letter| letters.contains(letter));
        match self {
            Self::Arabic if has("ٹڈڑںےہھ") => Some("ur"),
            Self::Arabic if has("پچژگکی") => None,
            Self::Arabic if has("ةىيكأإؤ") => Some("ar"),
            Self::Han => Some("zh"),
            _ => match self.languages() {
                [only] => Some(only),
                _ => None,
            },
        }
    }
}

/// Languages in Latin letters that are written in no others in our days.
const LATIN: &str = "en fr de es pt it nl sv da nb nn no fi is pl cs sk sl hr hu ro et lv lt ga cy eu ca gl mt tr vi id sw tl fil zu xh yo ig";
/// How many words in other letters a text has at least, or how many such letters, before anything is said of it.
const OTHER_WORDS: usize = 3;
const OTHER_LETTERS: usize = 10;
/// How many words in Latin letters a text without any in its own has before they are more than names.
const LATIN_WORDS: usize = 4;
/// How many words in other letters there are for each in the language's own, before they are more than names and quotations.
const OTHERS_FOR_ONE: usize = 3;

/// Whether a text cannot be in a language because of its letters: most of its words are in ones in which that language is never written.
/// Latin letters are borrowed everywhere; they speak against a language of others only where not a word stands in its own. Nothing is said
/// of a language that is written in several ways.
pub(crate) fn is_in_other_letters(text: &str, language: &Language) -> bool {
    let tag = language.primary();
    let is_latin = LATIN.split(' ').any(|known| known == tag);
    if !is_latin && !SCRIPTS.iter().any(|(_, _, languages)| languages.first() == Some(&tag)) {
        return false;
    }
    let is_own = |script: Script| {
        script.writes(tag) && (script != Script::Latin || is_latin)
            || script == Script::Han && ["ja", "ko"].contains(&tag)
    };
    let (mut own, mut others, mut letters, mut latin) = (0, 0, 0, 0);
    for word in text.split_whitespace() {
        match Script::of_word(word) {
            Some(script) if is_own(script) => own += 1,
            Some(Script::Latin) => latin += 1,
            None => {}
            Some(script) => {
                others += 1;
                letters += word.chars().filter(|letter| Script::of(*letter) == Some(script)).count();
            }
        }
    }
    let is_other = (others >= OTHER_WORDS || letters >= OTHER_LETTERS) && own * OTHERS_FOR_ONE <= others;
    is_other || own == 0 && latin >= LATIN_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_speak_against_a_language_that_is_never_written_in_them() {
        let check = |text: &str, language: &str, expected: bool| {
            assert_eq!(
                is_in_other_letters(text, &language.parse().unwrap()),
                expected,
                "{text} as {language}"
            );
        };
        check("목소리는 하나이다", "en", false);
        check("모든 기차는 무료여야 한다", "en", true);
        check("AI 음성임을 밝혀야 합니다.", "en", true);
        check("AI 음성임을 밝혀야 합니다.", "ko", false);
        check("The word 음성 should be read as 목소리 throughout.", "en", false);
        check("Trains should be free.", "ko", true);
        check("This is not Korean at all, but it claims so.", "ko", true);
        check("EU AI Act", "ko", false);
        check("EU AI Act Article 50(2) 위반", "ko", false);
        check("合成音声であることを示さなければならない", "en", true);
        check("人工知能基本法第三十一条", "ja", false);
        check("人工知能基本法第三十一条", "zh", false);
        check("人工知能基本法第三十一条", "ru", true);
        check("Вулиці мають бути безпечними", "sr", false);
        check("Вулиці мають бути безпечними", "ko", true);
        check("ہر آواز کا ایک مالک ہے", "ks", false);
        check("모든 기차는 무료여야 한다", "ja", true);
        check("ⴰⴽⴽⵯ", "en", false);
        check("", "en", false);
    }
}
