//! Whether a blank stood where a line of Korean was broken: some programs break lines between words, others wherever a line is full.
//!
//! The words of the text itself tell: "특별" and "법" are one word where the text says "특별법" elsewhere, and two where it says "특별 법".

use std::collections::HashSet;

use crate::diff::is_east_asian;

/// What stands between two lines that were one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Joint {
    #[default]
    Blank,
    Nothing,
    /// Neither the text's other words nor the end of the line tell.
    Unknown,
}

/// So many breaks between words, and none within one, tell that a text breaks its lines between words.
const ENOUGH: usize = 6;

/// Ends of words behind which the next word begins: particles and endings of verbs.
const ENDS: &[&str] = &[
    "을", "를", "은", "는", "에", "의", "로", "와", "과", "및", "또는", "에서", "에게", "부터", "까지",
    "여야", "해야", "아야", "어야", "하여", "하고", "하며", "하는", "하지", "한다", "된다", "되는", "따라",
    "따른", "관한", "대한", "위한", "등", "중",
];

/// What stands between the lines of each pair, told by the words of texts.
pub(crate) fn joints<'a>(pairs: &[(&str, &str)], texts: impl Iterator<Item = &'a str>) -> Vec<Joint> {
    let broken: Vec<Option<(&str, char)>> =
        pairs.iter().map(|(first, second)| broken(first, second)).collect();
    if broken.iter().all(Option::is_none) {
        return vec![Joint::Blank; pairs.len()];
    }
    let asked: HashSet<(&str, char)> = broken.iter().flatten().copied().collect();
    let stems: HashSet<&str> = asked.iter().map(|(stem, _)| *stem).collect();
    let (mut whole, mut apart) = (HashSet::new(), HashSet::new());
    for line in texts.flat_map(str::lines) {
        let mut before: Option<&str> = None;
        for word in line.split(|c: char| !c.is_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            let first = word.chars().next();
            if let Some(pair) = before.zip(first).and_then(|pair| asked.get(&pair)) {
                apart.insert(*pair);
            }
            for (at, next) in word.char_indices().skip(1) {
                if let Some(pair) = stems.get(&word[..at]).and_then(|stem| asked.get(&(*stem, next))) {
                    whole.insert(*pair);
                }
            }
            before = Some(word);
        }
    }
    let told: Vec<Joint> = broken
        .iter()
        .map(|pair| match pair {
            None => Joint::Blank,
            Some(pair) => match (whole.contains(pair), apart.contains(pair)) {
                (true, false) => Joint::Nothing,
                (false, true) => Joint::Blank,
                (false, false) if ENDS.iter().any(|end| pair.0.ends_with(end)) => Joint::Blank,
                _ => Joint::Unknown,
            },
        })
        .collect();
    let count = |wanted: Joint| {
        told.iter().zip(&broken).filter(|(one, pair)| **one == wanted && pair.is_some()).count()
    };
    let between_words = count(Joint::Nothing) == 0 && count(Joint::Blank) >= ENOUGH;
    told.into_iter()
        .map(|one| if one == Joint::Unknown && between_words { Joint::Blank } else { one })
        .collect()
}

/// The last word of a line and the first letter of the next, where both are such that they may be one word.
fn broken<'a>(first: &'a str, second: &str) -> Option<(&'a str, char)> {
    let first = first.trim_end();
    let letter = second.trim_start().chars().next().filter(|c| is_hangul(*c))?;
    first.chars().next_back().filter(|c| is_hangul(*c) || c.is_ascii_digit())?;
    let start = first.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last()?.0;
    Some((&first[start..], letter))
}

fn is_hangul(c: char) -> bool {
    is_east_asian(c) && ('가'..='힣').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_text_tell_whether_a_blank_was_lost() {
        let check = |first: &str, second: &str, text: &str, expected: Joint| {
            assert_eq!(joints(&[(first, second)], std::iter::once(text)), [expected], "{first}|{second}");
        };
        check("임대주택에 관한 특별", "법」을 말한다", "특별법의 목적", Joint::Nothing);
        check("임대주택에 관한 특별", "법」을 말한다", "특별 법의 목적", Joint::Blank);
        check("임대주택에 관한 특별", "법」을 말한다", "다른 말", Joint::Unknown);
        check("임대주택에 관한 특별", "법」을 말한다", "특별법과 특별 법", Joint::Unknown);
        check("장관은 신고를", "받아야 한다", "다른 말", Joint::Blank);
        check("제3", "조제1항", "제3조에 따라", Joint::Nothing);
        check("ends here", "and goes on", "", Joint::Blank);
        check("표시한다.", "다만, 그러하지", "", Joint::Blank);
    }

    #[test]
    fn a_text_that_breaks_between_words_does_so_everywhere() {
        let mut pairs = vec![("장관은", "신고를"); ENOUGH];
        pairs.push(("새로운", "말로"));
        assert_eq!(joints(&pairs, std::iter::empty()).last(), Some(&Joint::Blank));
        assert_eq!(joints(&pairs[ENOUGH..], std::iter::empty()), [Joint::Unknown]);
    }
}
