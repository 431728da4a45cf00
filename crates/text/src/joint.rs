//! Whether a blank stood where a line of Korean was broken: some programs break lines between words, others wherever a line is full.
//!
//! The words of the text itself tell: "특별" and "법" are one word where the text says "특별법" elsewhere, and two where it says "특별 법".

use std::collections::BTreeSet;
use std::ops::Bound;

/// What stands between two lines that were one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Joint {
    #[default]
    Blank,
    Nothing,
    /// Neither the text's other words nor the end of the line tell.
    Unknown,
}

/// Ends of words behind which the next word begins: particles and endings of verbs.
const ENDS: &[&str] = &[
    "을", "를", "은", "는", "에", "의", "로", "와", "과", "및", "또는", "에서", "에게", "부터", "까지",
    "여야", "해야", "아야", "어야", "하여", "하고", "하며", "하는", "하지", "한다", "된다", "되는", "따라",
    "따른", "관한", "대한", "위한", "등", "중",
];
/// Signs that stand right before or behind the letters that they close or open.
const CLOSE: &[char] = &['」', '』', ')', '】', '’', '”', ',', '.', ';', ':', 'ㆍ', '·', '%', '〉', '》'];
const OPEN: &[char] = &['「', '『', '(', '【', '‘', '“', 'ㆍ', '·', '〈', '《'];
/// What a number counts, written onto it.
const COUNTED: &[char] = &[
    '조', '항', '호', '목', '장', '절', '관', '편', '년', '월', '일', '원', '만', '천', '백', '개', '명',
    '회', '차', '점',
];
/// Particles that are written onto the bracket that closes the name of an act.
const PARTICLES: &[&str] =
    &["에 ", "에서", "의 ", "을 ", "를 ", "은 ", "는 ", "이 ", "가 ", "과 ", "와 ", "로 ", "으로 "];

/// What stands between the lines of each pair, told by signs and numbers, by the words of texts, and by ends of words. A text that breaks its
/// lines `between_words` has a blank there, whatever its words.
pub(crate) fn joints<'a>(
    pairs: &[(&str, &str)],
    texts: impl Iterator<Item = &'a str>,
    between_words: bool,
) -> Vec<Joint> {
    if between_words {
        return vec![Joint::Blank; pairs.len()];
    }
    let spelt = std::cell::OnceCell::new();
    let mut texts = Some(texts);
    let mut gather = || {
        let texts = texts.take();
        spelt.get_or_init(|| texts.map_or_else(Spelt::default, Spelt::of))
    };
    pairs.iter().map(|(first, second)| joint(first, second, &mut gather)).collect()
}

/// What stands between two lines. The words of the texts are gathered only where signs and numbers do not tell.
pub(crate) fn joint<'s, 'a: 's>(first: &str, second: &str, spelt: impl FnOnce() -> &'s Spelt<'a>) -> Joint {
    if !first.chars().chain(second.chars()).any(is_hangul) {
        return Joint::Blank;
    }
    if let Some(told) = by_signs(first, second) {
        return told;
    }
    let Some((last, next)) = broken(first, second) else { return Joint::Blank };
    let ended = ENDS.iter().any(|end| last.ends_with(end));
    let spelt = spelt();
    match (spelt.is_one(last, &next), spelt.are_two(last, &next)) {
        (true, false) if !ended => Joint::Nothing,
        (false, true) => Joint::Blank,
        (false, false) if ended => Joint::Blank,
        _ => Joint::Unknown,
    }
}

/// How the words of texts are spelt, in order, so that one look finds those that begin with some letters.
#[derive(Debug, Default)]
pub(crate) struct Spelt<'a> {
    words: BTreeSet<&'a str>,
    /// Words that stand beside each other in a line.
    neighbours: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Spelt<'a> {
    pub(crate) fn of(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut spelt = Self::default();
        for line in texts.flat_map(str::lines) {
            let mut before = "";
            for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                spelt.words.insert(word);
                spelt.neighbours.insert((before, word));
                before = word;
            }
        }
        spelt
    }

    /// Whether the end of one line and the first letters of the next begin a word that stands somewhere.
    fn is_one(&self, last: &str, next: &str) -> bool {
        let start = format!("{last}{next}");
        let found = self.words.range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded)).next();
        found.is_some_and(|word| word.starts_with(&start))
    }

    /// Whether they stand beside each other somewhere.
    fn are_two(&self, last: &str, next: &str) -> bool {
        self.neighbours
            .range((last, next)..)
            .next()
            .is_some_and(|(one, other)| *one == last && other.starts_with(next))
    }
}

/// What signs and numbers tell.
fn by_signs(first: &str, second: &str) -> Option<Joint> {
    let (first, second) = (first.trim_end(), second.trim_start());
    let (last, next) = (first.chars().next_back()?, second.chars().next()?);
    let word = first.rsplit(char::is_whitespace).next().unwrap_or_default();
    let numbered = next == '제' && second.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    if CLOSE.contains(&next) || OPEN.contains(&last) {
        return Some(Joint::Nothing);
    }
    // Marks of one shape open and close: only whoever knows all of the sentence can tell.
    if next == '"' || last == '"' {
        return Some(Joint::Unknown);
    }
    match last {
        ',' | '.' | ';' | ':' => Some(Joint::Blank),
        '」' if numbered => Some(Joint::Blank),
        '」' if PARTICLES.iter().any(|particle| second.starts_with(particle)) => Some(Joint::Nothing),
        '」' => Some(Joint::Unknown),
        c if c.is_ascii_digit() && (next.is_ascii_digit() || COUNTED.contains(&next)) => Some(Joint::Nothing),
        '제' if word == "제" && next.is_ascii_digit() => Some(Joint::Nothing),
        '조' | '항' | '호' if numbered => {
            let counted = word.trim_end_matches(['조', '항', '호']).ends_with(|c: char| c.is_ascii_digit());
            Some(if counted { Joint::Nothing } else { Joint::Blank })
        }
        _ if numbered => Some(Joint::Blank),
        _ => None,
    }
}

/// The last word of a line and the first letters of the next, where both are such that they may be one word.
fn broken<'a>(first: &'a str, second: &str) -> Option<(&'a str, String)> {
    let first = first.trim_end();
    let letters: String = second.trim_start().chars().take_while(|c| is_hangul(*c)).take(2).collect();
    first.chars().next_back().filter(|c| is_hangul(*c) || c.is_ascii_digit())?;
    let start = first.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last()?.0;
    (!letters.is_empty()).then(|| (&first[start..], letters))
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_text_tell_whether_a_blank_was_lost() {
        let check = |first: &str, second: &str, text: &str, expected: Joint| {
            assert_eq!(
                joints(&[(first, second)], std::iter::once(text), false),
                [expected],
                "{first}|{second}"
            );
        };
        check("임대주택에 관한 특별", "법」을 말한다", "특별법의 목적", Joint::Nothing);
        check("임대주택에 관한 특별", "법」을 말한다", "특별 법의 목적", Joint::Blank);
        check("임대주택에 관한 특별", "법」을 말한다", "다른 말", Joint::Unknown);
        check("임대주택에 관한 특별", "법」을 말한다", "특별법과 특별 법", Joint::Unknown);
        check("장관은 신고를", "받아야 한다", "다른 말", Joint::Blank);
        check("제16조에 따른", "자연재해", "따른자", Joint::Blank);
        check("안전행", "정부령으로", "행정안전부령", Joint::Unknown);
        check("제3", "조제1항", "", Joint::Nothing);
        check("제3", "2조", "", Joint::Nothing);
        check("법 제", "10조", "", Joint::Nothing);
        check("제3조", "제1항", "", Joint::Nothing);
        check("같은 조", "제2항", "", Joint::Blank);
        check("「공공주택 특별법", "」 제49조", "", Joint::Nothing);
        check("「공공주택 특별법」", "제49조", "", Joint::Blank);
        check("「공공주택 특별법」", "에 따라", "", Joint::Nothing);
        check("재해영향평가등의 협의", ", 같은 법", "", Joint::Nothing);
        check("하거나 「", "산업안전보건법」", "", Joint::Nothing);
        check("중 \"", "과학기술", "", Joint::Unknown);
        check("ends here (", "and goes on", "", Joint::Blank);
        check("표시한다.", "다만, 그러하지", "", Joint::Blank);
    }

    #[test]
    fn a_text_that_breaks_between_words_does_so_everywhere() {
        assert_eq!(joints(&[("새로운", "말로")], std::iter::empty(), true), [Joint::Blank]);
        assert_eq!(joints(&[("새로운", "말로")], std::iter::empty(), false), [Joint::Unknown]);
    }
}
