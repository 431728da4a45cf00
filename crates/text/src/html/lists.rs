//! The numbers that a page makes for the items of its lists, as browsers make them: `<ol type="a" start="3">`.

use super::tokens::Token;
use crate::docx::counted;
use crate::marker::{Mark, mark};

/// The numbers of items, in the order in which the items begin, and how many lists have numbers that are not known.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// One for each start tag of an item; none for an item of a list without numbers.
    pub(super) items: Vec<Option<String>>,
    /// Lists in a style that is not known, and lists whose look a class may have changed.
    pub(super) unknown: usize,
}

/// What a list counts with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Style {
    /// Bullets, or nothing.
    None,
    Unknown,
    /// By the name that Word has for it.
    Counts(&'static str),
}

struct List {
    style: Style,
    next: i64,
    step: i64,
    /// Whether an item wrote its number itself: then the page hides those that it makes.
    is_written: bool,
}

/// Counts the items of all lists of a page.
pub(super) fn numbers(tokens: &[Token]) -> Numbers {
    let mut found = Numbers::default();
    let mut open: Vec<List> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Start { name, empty: false, .. } if name == "ol" => {
                let list = List::of(token, &tokens[at + 1..]);
                let classed = !token.attribute("class").is_empty() && matches!(list.style, Style::Counts(_));
                found.unknown += usize::from(list.style == Style::Unknown || list.is_written || classed);
                open.push(list);
            }
            Token::Start { name, empty: false, .. } if name == "ul" || name == "menu" => {
                open.push(List { style: Style::None, next: 1, step: 1, is_written: false });
            }
            Token::End { name } if matches!(name.as_str(), "ol" | "ul" | "menu") => {
                open.pop();
            }
            Token::Start { name, .. } if name == "li" => {
                found.items.push(open.last_mut().and_then(|list| list.item(token)));
            }
            _ => {}
        }
    }
    found
}

impl List {
    fn of(token: &Token, inside: &[Token]) -> Self {
        let items = items(inside);
        let reversed = matches!(token, Token::Start { attributes, .. } if attributes.iter().any(|(name, _)| name == "reversed"));
        let first = if reversed { items.len() as i64 } else { 1 };
        let is_written = items.first().is_some_and(|at| is_numbered(&inside[*at..]));
        Self {
            style: style(token).unwrap_or(Style::Counts("decimal")),
            next: token.attribute("start").trim().parse().unwrap_or(first),
            step: if reversed { -1 } else { 1 },
            is_written,
        }
    }

    /// The number of the next item.
    fn item(&mut self, token: &Token) -> Option<String> {
        let value = token.attribute("value").trim().parse().unwrap_or(self.next);
        self.next = value + self.step;
        let own = style(token);
        let Style::Counts(format) = own.as_ref().unwrap_or(&self.style) else { return None };
        let positive = u32::try_from(value).ok().filter(|value| *value > 0 || *format == "decimal");
        let shown = positive.and_then(|value| shown(value, format)).unwrap_or_else(|| value.to_string());
        (!self.is_written).then(|| format!("{shown}."))
    }
}

/// A number in one of the styles; beyond z browsers count aa, ab.
fn shown(value: u32, format: &str) -> Option<String> {
    let first = match format {
        "lowerLetter" => b'a',
        "upperLetter" => b'A',
        _ => return counted(value, format),
    };
    let (mut left, mut letters) = (value, Vec::new());
    while left > 0 {
        left -= 1;
        letters.push(char::from(first + (left % 26) as u8));
        left /= 26;
    }
    Some(letters.iter().rev().collect())
}

/// Where the items of a list stand that has just begun, those of lists within it apart.
fn items(inside: &[Token]) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (at, token) in inside.iter().enumerate() {
        match token {
            Token::Start { name, empty: false, .. } if matches!(name.as_str(), "ol" | "ul" | "menu") => {
                depth += 1;
            }
            Token::End { name } if matches!(name.as_str(), "ol" | "ul" | "menu") => {
                if depth == 0 {
                    break;
                }
                depth -= 1;
            }
            Token::Start { name, .. } if name == "li" && depth == 0 => found.push(at),
            _ => {}
        }
    }
    found
}

/// Whether the words of an item begin with a number that somebody wrote.
fn is_numbered(item: &[Token]) -> bool {
    let words = item.iter().skip(1).take_while(|token| !matches!(token, Token::End { name } if name == "li"));
    let mut text = String::new();
    for token in words {
        match token {
            Token::Text(words) => text.push_str(words),
            Token::Start { name, .. } if matches!(name.as_str(), "ol" | "ul" | "li") => break,
            _ if super::is_block_of(token) => text.push(' '),
            _ => {}
        }
    }
    matches!(mark(text.trim_start()), Some(Mark::Listed { .. }))
}

/// The style that an element states for itself.
fn style(token: &Token) -> Option<Style> {
    let css = token.attribute("style").to_ascii_lowercase();
    let stated = css.split(';').rev().find_map(|rule| {
        let (name, value) = rule.split_once(':')?;
        matches!(name.trim(), "list-style" | "list-style-type").then(|| value.trim().to_owned())
    });
    if let Some(value) = stated {
        let words: Vec<&str> = value.split_whitespace().collect();
        return Some(words.iter().find_map(|word| of_css(word)).unwrap_or(Style::Unknown));
    }
    match token.attribute("type") {
        "1" => Some(Style::Counts("decimal")),
        "a" => Some(Style::Counts("lowerLetter")),
        "A" => Some(Style::Counts("upperLetter")),
        "i" => Some(Style::Counts("lowerRoman")),
        "I" => Some(Style::Counts("upperRoman")),
        "disc" | "circle" | "square" | "none" => Some(Style::None),
        _ => None,
    }
}

fn of_css(word: &str) -> Option<Style> {
    Some(match word {
        "none" | "disc" | "circle" | "square" => Style::None,
        "decimal" => Style::Counts("decimal"),
        "decimal-leading-zero" => Style::Counts("decimalZero"),
        "lower-alpha" | "lower-latin" => Style::Counts("lowerLetter"),
        "upper-alpha" | "upper-latin" => Style::Counts("upperLetter"),
        "lower-roman" => Style::Counts("lowerRoman"),
        "upper-roman" => Style::Counts("upperRoman"),
        "inside" | "outside" | "initial" | "inherit" => return None,
        _ => Style::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn items_are_counted_as_browsers_count_them() {
        let check = |html: &str, expected: &[&str]| {
            let found = numbers(&tokens(html)).items;
            let found: Vec<&str> = found.iter().map(|one| one.as_deref().unwrap_or("-")).collect();
            assert_eq!(found, expected, "{html}");
        };
        check("<ol><li>x<li>y</ol>", &["1.", "2."]);
        check("<ol type=a start=3><li>x</li><li value=7>y</li><li>z</li></ol>", &["c.", "g.", "h."]);
        check("<ol reversed><li>x</li><li>y</li></ol>", &["2.", "1."]);
        check(
            "<ol type=I><li>x<ol type=i><li>a</li><li>b</li></ol></li><li>y</li></ol>",
            &["I.", "i.", "ii.", "II."],
        );
        check("<ol style='list-style-type: none'><li>x</li></ol><ul><li>y</li></ul>", &["-", "-"]);
        check("<ol style='list-style: inside upper-alpha'><li>x</li></ol>", &["A."]);
        check("<ol type=a><li value=27>x</li></ol>", &["aa."]);
        // Whoever writes the numbers hides those of the page.
        check("<ol><li><p>(1) x</p></li><li>(2) y</li></ol>", &["-", "-"]);
        check("<li>x</li>", &["-"]);
        assert_eq!(numbers(&tokens("<ol style='list-style-type: hebrew'><li>x</li></ol>")).unknown, 1);
    }
}
