//! Citations of provisions as units: “Article 50(4)”, “art. 5”, “s 66E”, “제31조제1항”, “第十六条”, “المادة 50”.
//!
//! Each becomes a number with its parts, `50(4)`, whatever the language; a text is found by it and by what contains it.

use std::ops::Range;

/// Words that announce a number of a provision, folded.
const ANNOUNCING: &[&str] = &[
    "article",
    "articles",
    "art",
    "arts",
    "artikel",
    "articulo",
    "articulos",
    "artigo",
    "articolo",
    "section",
    "sections",
    "sec",
    "secs",
    "s",
    "ss",
    "§",
    "§§",
    "pasal",
    "dieu",
    "المادة",
    "الماده",
    "مادة",
    "ماده",
];
/// How many parts in parentheses are read.
const MAX_PARTS: usize = 4;
/// How long a part in parentheses is.
const MAX_PART: usize = 5;
/// How many digits a number has.
const MAX_DIGITS: usize = 6;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Bytes of the text that it takes up.
    pub at: Range<usize>,
    /// The number and its parts, widest first: `50`, `50(4)`.
    pub units: Vec<String>,
}

impl Citation {
    /// The narrowest unit that is cited.
    pub fn unit(&self) -> &str {
        self.units.last().map_or("", String::as_str)
    }
}

/// Every citation in a text, in order, without overlap.
pub fn citations(text: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let begins =
            text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() || is_cjk(before));
        let citation = if begins || is_cjk(letter) { read(text, at) } else { None };
        match citation {
            Some(citation) if citation.at.end > at => {
                at = citation.at.end;
                found.push(citation);
            }
            _ => at += letter.len_utf8(),
        }
    }
    found
}

fn is_cjk(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '가'..='힣')
}

fn read(text: &str, start: usize) -> Option<Citation> {
    let reader = Reader { text, at: start };
    let readings = [Reader::announced, Reader::korean, Reader::chinese, Reader::bare];
    readings.into_iter().find_map(|reading| {
        let mut reader = reader;
        let units = reading(&mut reader)?;
        Some(Citation { at: start..reader.at, units })
    })
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, fits: impl Fn(char) -> bool, most: usize) -> &'a str {
        let rest = self.rest();
        let end = rest.char_indices().take(most).find(|(_, c)| !fits(*c)).map(|(index, _)| index);
        let all = rest.char_indices().nth(most).map_or(rest.len(), |(index, _)| index);
        let taken = &rest[..end.unwrap_or(all)];
        self.at += taken.len();
        taken
    }

    fn eat(&mut self, wanted: &[char]) -> bool {
        let found = self.rest().chars().next().filter(|letter| wanted.contains(letter));
        self.at += found.map_or(0, char::len_utf8);
        found.is_some()
    }

    fn blanks(&mut self) {
        self.take(char::is_whitespace, 2);
    }

    /// “Article 50(4)”: an announcing word, then a number.
    fn announced(&mut self) -> Option<Vec<String>> {
        let word = self.take(|c| c.is_alphabetic() || c == '§' || is_mark(c), 12);
        if !ANNOUNCING.contains(&crate::fold::folded(word).as_str()) {
            return None;
        }
        self.eat(&['.']);
        self.blanks();
        let number = self.number()?;
        Some(self.with_parts(number))
    }

    /// `50(4)` without a word; a number alone is no citation.
    fn bare(&mut self) -> Option<Vec<String>> {
        let number = self.number()?;
        let before = self.at;
        let units = self.with_parts(number);
        (units.len() > 1 && self.at > before).then_some(units)
    }

    /// A number with a letter or a subnumber: `66E`, `14-2`, `22757.12`.
    fn number(&mut self) -> Option<Vec<String>> {
        let digits = digits_of(self.take(is_digit, MAX_DIGITS))?;
        let mut number = digits;
        let ahead = self.rest();
        if let Some(letter) = ahead.chars().next().filter(char::is_ascii_alphabetic)
            && !ahead[1..].starts_with(|c: char| c.is_alphanumeric())
        {
            number.push(letter.to_ascii_lowercase());
            self.at += 1;
        }
        let mut units = vec![number];
        while let Some(mark) = self.rest().chars().next().filter(|mark| matches!(mark, '-' | '.' | '–')) {
            let mut ahead = Self { text: self.text, at: self.at + mark.len_utf8() };
            let Some(sub) = digits_of(ahead.take(is_digit, MAX_DIGITS)) else { break };
            let joint = if mark == '.' { '.' } else { '-' };
            let last = units.last().cloned().unwrap_or_default();
            units.push(format!("{last}{joint}{sub}"));
            self.at = ahead.at;
        }
        Some(units)
    }

    /// Adds the parts in parentheses that follow a number.
    fn with_parts(&mut self, mut units: Vec<String>) -> Vec<String> {
        for _ in 0..MAX_PARTS {
            let mut ahead = *self;
            ahead.take(|c| c == ' ', 1);
            if !ahead.eat(&['(', '（']) {
                break;
            }
            let part = crate::fold::folded(ahead.take(char::is_alphanumeric, MAX_PART));
            if part.is_empty() || !ahead.eat(&[')', '）']) {
                break;
            }
            let last = units.last().cloned().unwrap_or_default();
            units.push(format!("{last}({part})"));
            *self = ahead;
        }
        units
    }

    /// “제14조의2제1항”, “31조”.
    fn korean(&mut self) -> Option<Vec<String>> {
        self.eat(&['제']);
        let mut units = vec![digits_of(self.take(is_digit, MAX_DIGITS))?];
        if !self.eat(&['조']) {
            return None;
        }
        let mut ahead = *self;
        if ahead.eat(&['의'])
            && let Some(sub) = digits_of(ahead.take(is_digit, MAX_DIGITS))
        {
            units.push(format!("{}-{sub}", units[0]));
            *self = ahead;
        }
        for measure in ['항', '호'] {
            let mut ahead = *self;
            ahead.take(|c| c == ' ', 1);
            ahead.eat(&['제']);
            let Some(part) = digits_of(ahead.take(is_digit, MAX_DIGITS)) else { break };
            if !ahead.eat(&[measure]) {
                break;
            }
            units.push(format!("{}({part})", units.last()?));
            *self = ahead;
        }
        Some(units)
    }

    /// “第十六条”, “第3条第2款”.
    fn chinese(&mut self) -> Option<Vec<String>> {
        if !self.eat(&['第']) {
            return None;
        }
        let mut units = vec![chinese_number(self.take(is_chinese_digit, MAX_DIGITS))?];
        if !self.eat(&['条', '條']) {
            return None;
        }
        let mut ahead = *self;
        if ahead.eat(&['第'])
            && let Some(part) = chinese_number(ahead.take(is_chinese_digit, MAX_DIGITS))
            && ahead.eat(&['款', '項', '项'])
        {
            units.push(format!("{}({part})", units[0]));
            *self = ahead;
        }
        Some(units)
    }
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

fn is_digit(letter: char) -> bool {
    letter.is_numeric()
        && crate::fold::folded(letter.encode_utf8(&mut [0; 4])).chars().all(|c| c.is_ascii_digit())
}

/// The digits in western form, if there are any.
fn digits_of(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| crate::fold::folded(text))
}

const CHINESE_DIGITS: &str = "〇一二三四五六七八九";

fn is_chinese_digit(letter: char) -> bool {
    is_digit(letter) || letter == '十' || letter == '百' || letter == '零' || CHINESE_DIGITS.contains(letter)
}

/// A number below a thousand in Chinese or western digits.
fn chinese_number(text: &str) -> Option<String> {
    if text.chars().all(is_digit) {
        return digits_of(text);
    }
    let (mut total, mut digit) = (0_u32, None);
    for letter in text.chars() {
        match letter {
            '百' => total += digit.take().unwrap_or(1) * 100,
            '十' => total += digit.take().unwrap_or(1) * 10,
            '零' => {}
            other => digit = Some(CHINESE_DIGITS.chars().position(|known| known == other)? as u32),
        }
    }
    Some((total + digit.unwrap_or(0)).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_of_every_language_become_one_form() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = citations(text).iter().map(|one| one.unit().to_owned()).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Article 50(4) of the Act", &["50(4)"]);
        check("art. 5", &["5"]);
        check("Art 5(1)(ba)", &["5(1)(ba)"]);
        check("ARTICLE 50 (4)", &["50(4)"]);
        check("s 66E", &["66e"]);
        check("22757.12(a)", &["22757.12(a)"]);
        check("Art 14-2(1)", &["14-2(1)"]);
        check("50(4)", &["50(4)"]);
        check("제31조", &["31"]);
        check("제31조제1항과 제14조의2", &["31(1)", "14-2"]);
        check("第十六条、第3條", &["16", "3"]);
        check("第一百二十三条第二款", &["123(2)"]);
        check("المادة ٥٠", &["50"]);
        check("artículo 22", &["22"]);
        check("10 articles", &[]);
        check("in 2026", &[]);
        check("smart 5", &[]);
        check("parts 5", &[]);
        check("f(x)", &[]);
    }

    #[test]
    fn wider_units_come_along() {
        assert_eq!(citations("제14조의2제1항")[0].units, ["14", "14-2", "14-2(1)"]);
        assert_eq!(citations("see Art 5(1)(ba).")[0].at, 4..16);
    }
}
