//! Whether one text repeats another: for reasons that must not keep what they remove, and for finding where else erased words stand.

use std::collections::HashSet;

/// As many letters in a row repeat what was said before; a letter that stands for a syllable or a word counts twice.
const QUOTATION: usize = 24;
/// Words of fewer letters are no quotation of anything.
const LEAST: usize = 8;

/// Whether a text has a run of the words in it, or all of them where they are few; capitals, signs and blanks make no difference.
pub fn quotes(text: &str, words: &str) -> bool {
    Quotable::of([words], QUOTATION).found_in(text).is_some()
}

/// Words that another text may repeat.
#[derive(Debug, Clone)]
pub struct Quotable {
    /// Letters of a run.
    length: usize,
    /// What is too short for a run, whole.
    few: Vec<String>,
    runs: HashSet<String>,
}

impl Quotable {
    /// Takes the words; so many letters in a row are a run.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>, length: usize) -> Self {
        let mut quotable = Self { length, few: Vec::new(), runs: HashSet::new() };
        for words in words.into_iter().map(plain) {
            let weight: usize = words.chars().map(weight).sum();
            if weight >= length {
                quotable.runs.extend(runs(&words, length).map(str::to_owned));
            } else if weight >= LEAST {
                quotable.few.push(words);
            }
        }
        quotable
    }

    /// The first run of them in a text, in small letters without signs.
    pub fn found_in(&self, text: &str) -> Option<String> {
        let text = plain(text);
        let few = self.few.iter().find(|words| text.contains(words.as_str())).cloned();
        few.or_else(|| runs(&text, self.length).find(|run| self.runs.contains(*run)).map(str::to_owned))
    }
}

/// Small letters and figures, with one blank between words.
fn plain(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    let letters: String = letters.map(|one| if one.is_alphanumeric() { one } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn weight(letter: char) -> usize {
    // Hangul, Chinese characters and kana.
    let is_dense = matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    if is_dense { 2 } else { 1 }
}

/// From each letter on, the shortest run of so many letters.
fn runs(text: &str, length: usize) -> impl Iterator<Item = &str> {
    text.char_indices().map_while(move |(start, _)| {
        let rest = text.get(start..)?;
        let mut sum = 0;
        let end = rest.char_indices().find_map(|(at, letter)| {
            sum += weight(letter);
            (sum >= length).then_some(at + letter.len_utf8())
        })?;
        rest.get(..end)
    })
}

#[cfg(test)]
mod tests {
    use super::quotes;

    #[track_caller]
    fn check(reason: &str, words: &str, expected: bool) {
        assert_eq!(quotes(reason, words), expected, "{reason} / {words}");
    }

    #[test]
    fn a_reason_that_quotes_is_told_from_one_that_names_the_matter() {
        let words = "Kim Minsu of Mapo, telephone 010-1234-5678, is a thief.";
        check("It names a person and their telephone", words, false);
        check("They wrote: \u{201c}kim  minsu of MAPO, telephone\u{201d}", words, true);
        check("telephone", words, false);
        check("The number 010 1234 5678 is private", "010-1234-5678", true);
        check("마포의 김민수 씨를 도둑이라고 불렀습니다", "마포의 김민수 씨를 도둑이라고 합니다", true);
        check("사람을 가리키는 말입니다", "마포의 김민수 씨를 도둑이라고 합니다", false);
        check("", "", false);
    }
}
