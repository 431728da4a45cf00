//! Quotations in Korean sentences, in which quoted words may quote others with the same marks:
//! `"주택도시기금(이하 "기금"이라 한다)"을 "기금"으로 한다`.

use super::super::phrase::QUOTE;

/// The sentence with a sign for each quotation, and what is quoted; an error when a quotation does not close.
pub(super) fn unquoted(line: &str) -> Result<(String, Vec<String>), String> {
    let (mut text, mut quotes) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let close = match c {
            '"' => '"',
            '“' => '”',
            '‘' => '’',
            '\'' if !text.ends_with(char::is_alphanumeric) => '\'',
            _ => {
                text.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        let inner = &rest[c.len_utf8()..];
        let end = if c == close { alike_end(inner, c) } else { paired_end(inner, c, close) };
        let end = end.ok_or("a quotation does not close")?;
        quotes.push(inner[..end].to_owned());
        text.push(QUOTE);
        rest = &inner[end + close.len_utf8()..];
    }
    Ok((text, quotes))
}

/// Where a quotation ends whose opening and closing marks differ.
fn paired_end(inner: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in inner.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close && depth == 0 {
            return Some(at);
        } else if c == close {
            depth -= 1;
        }
    }
    None
}

/// Where a quotation ends whose marks are alike: a mark after a blank or a bracket, before a word, opens another one.
fn alike_end(inner: &str, mark: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in inner.char_indices() {
        if c != mark {
            continue;
        }
        let before = inner[..at].chars().next_back();
        let after = inner[at + c.len_utf8()..].chars().next();
        let opens = before
            .is_none_or(|c| c.is_whitespace() || "(（[「『ㆍ·,<".contains(c) || c == mark && depth > 0)
            && after.is_some_and(|c| c.is_alphanumeric() || "(「『".contains(c));
        let empty = before.is_none() && !after.is_some_and(char::is_alphanumeric);
        if opens && !empty && !is_particle(&inner[at + c.len_utf8()..]) {
            depth += 1;
        } else if depth == 0 {
            return Some(at);
        } else {
            depth -= 1;
        }
    }
    None
}

/// Whether words begin with a particle and so follow a closing mark.
fn is_particle(after: &str) -> bool {
    ["을 ", "를 ", "로 ", "으로 ", "로,", "으로,", "및 "].iter().any(|particle| after.starts_with(particle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_may_hold_others() {
        let check = |line: &str, text: &str, expected: &[&str]| {
            let (found, quotes) = unquoted(line).unwrap();
            assert_eq!(
                (found.replace(QUOTE, "…").as_str(), quotes),
                (text, expected.iter().map(|quote| (*quote).to_owned()).collect::<Vec<_>>())
            );
        };
        check("제5조 중 \"갑\"을 \"을\"로 한다", "제5조 중 …을 …로 한다", &["갑", "을"]);
        check(
            "중 \"기금(이하 \"법\"이라 한다)의 돈\"을 \"돈\"으로",
            "중 …을 …으로",
            &["기금(이하 \"법\"이라 한다)의 돈", "돈"],
        );
        check("중 \"\"법\"이라\"를 \"\"영\"이라\"로", "중 …를 …로", &["\"법\"이라", "\"영\"이라"]);
        check("중 “가”를 ‘나’로, '다'를", "중 …를 …로, …를", &["가", "나", "다"]);
        check("중 \"갑, 을\", \"병\" 및 \"정\"을", "중 …, … 및 …을", &["갑, 을", "병", "정"]);
    }

    #[test]
    fn a_quotation_that_does_not_close_is_told() {
        assert!(unquoted("중 \"갑을 한다").is_err());
        assert!(unquoted("중 “갑을 한다").is_err());
    }
}
