//! What became of a comment, in the words of each system. The words are data: `data/exchange/dispositions.csv`.

use std::sync::LazyLock;

use crate::model::{Answer, Disposition, System};

/// The file of words: system, word, our word or nothing, and what a word without one says instead.
pub const DISPOSITIONS: &str = include_str!("../../../data/exchange/dispositions.csv");

#[derive(serde::Deserialize)]
struct Row {
    system: String,
    word: String,
    ours: String,
    note: String,
}

static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| maru_text::shipped_rows("data/exchange/dispositions.csv", DISPOSITIONS));

/// Reads an answer: the first words of it when they are, as they stand, a word of the system, and the rest as the reason.
///
/// A word counts only when a full stop, a colon, a dash, a line end or the end follows: "Accepted in spirit" is none.
///
/// ```
/// use maru_exchange::{Disposition, System, read_answer};
///
/// let answer = read_answer(System::Iso, "Not accepted. The term is defined in 3.1.");
/// assert_eq!(answer.disposition, Disposition::Ours("not-accepted".to_owned()));
/// assert_eq!(answer.reason, "The term is defined in 3.1.");
/// assert_eq!(read_answer(System::Iso, "Accepted in spirit").disposition, Disposition::NotRead);
/// ```
pub fn read_answer(system: System, text: &str) -> Answer {
    let text = text.trim();
    let not_read =
        || Answer { text: text.to_owned(), disposition: Disposition::NotRead, reason: text.to_owned() };
    let mut known: Vec<&Row> = ROWS.iter().filter(|row| row.system == system.name()).collect();
    // The longest word first: "Accepted in part" begins with "Accepted".
    known.sort_by_key(|row| std::cmp::Reverse(row.word.len()));
    for row in known {
        let Some((head, rest)) = text.split_at_checked(row.word.len()) else { continue };
        if !head.eq_ignore_ascii_case(&row.word) {
            continue;
        }
        let Some(reason) = behind(rest) else { continue };
        let disposition = if row.ours.is_empty() {
            Disposition::NoneOfOurs { word: row.word.clone(), note: row.note.clone() }
        } else {
            Disposition::Ours(row.ours.clone())
        };
        return Answer { text: text.to_owned(), disposition, reason: reason.to_owned() };
    }
    not_read()
}

/// What stands behind a word that is over; none when it goes on.
fn behind(rest: &str) -> Option<&str> {
    if rest.trim().is_empty() {
        return Some("");
    }
    let rest_of_line = rest.trim_start_matches([' ', '\t']);
    if let Some(reason) = rest_of_line.strip_prefix(['.', ':', ';', '\n', '\r', '–', '—']) {
        return Some(reason.trim());
    }
    // A hyphen belongs to the word that follows unless a blank stands before it.
    let dash = rest.starts_with(' ').then(|| rest_of_line.strip_prefix("- ")).flatten();
    dash.map(str::trim)
}

/// The word of a system for one of ours; none where it has no word for it.
pub fn word_for(system: System, ours: &str) -> Option<String> {
    ROWS.iter().find(|row| row.system == system.name() && row.ours == ours).map(|row| row.word.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: [&str; 8] = [
        "accepted",
        "accepted-in-part",
        "not-accepted",
        "already-there",
        "explained",
        "noted",
        "deferred",
        "out-of-scope",
    ];

    #[test]
    fn every_word_of_the_file_is_one_of_ours_or_says_why_not() {
        assert!(ROWS.len() > 20);
        for row in ROWS.iter() {
            assert!(OURS.contains(&row.ours.as_str()) || row.ours.is_empty(), "{}", row.ours);
            assert_eq!(row.ours.is_empty(), !row.note.is_empty(), "{} of {}", row.word, row.system);
        }
    }

    #[test]
    fn only_a_word_that_stands_alone_is_read() {
        let check = |text: &str, expected: Option<&str>, reason: &str| {
            let answer = read_answer(System::Iso, text);
            let ours = match &answer.disposition {
                Disposition::Ours(word) => Some(word.as_str()),
                _ => None,
            };
            assert_eq!((ours, answer.reason.as_str()), (expected, reason), "{text}");
            assert_eq!(answer.text, text.trim());
        };
        check("Accepted.", Some("accepted"), "");
        check("accepted", Some("accepted"), "");
        check("Accepted in part: only the first.", Some("accepted-in-part"), "only the first.");
        check("Not accepted – see 3.1", Some("not-accepted"), "see 3.1");
        check("Not accepted\nThe term is known.", Some("not-accepted"), "The term is known.");
        check("Accepted - see 3.1", Some("accepted"), "see 3.1");
        check("Accepted-ish", None, "Accepted-ish");
        check("Accepted by nobody", None, "Accepted by nobody");
        check("We accept this.", None, "We accept this.");
        check("Notedly", None, "Notedly");
        check("", None, "");
        let asked = read_answer(System::Iso, "Clarification needed.");
        assert!(matches!(asked.disposition, Disposition::NoneOfOurs { .. }));
    }
}
