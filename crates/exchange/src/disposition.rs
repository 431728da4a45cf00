//! What became of a comment, in the words of each system. The words are data: `data/exchange/dispositions.csv`.

use std::sync::LazyLock;

use crate::model::{Answer, Disposition, System};

/// The file of words: system, language, word, our word or nothing, and what a word without one says instead.
pub const DISPOSITIONS: &str = include_str!("../../../data/exchange/dispositions.csv");

#[derive(serde::Deserialize)]
struct Row {
    system: String,
    language: String,
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
    // Marks that nobody sees stand in front of words that were copied.
    let said = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}'));
    let mut known: Vec<(&Row, &str)> =
        of_system(system).filter_map(|row| Some((row, behind_word(said, &row.word)?))).collect();
    // The longest word first: "Accepted in part" begins with "Accepted".
    known.sort_by_key(|(row, _)| std::cmp::Reverse(row.word.len()));
    for (row, rest) in known {
        let Some(reason) = behind(rest) else { continue };
        if is_denial(reason) {
            return not_read();
        }
        let disposition = match contradicting(system, row, reason) {
            Some(other) => Disposition::NoneOfOurs {
                word: format!("{} / {}", row.word, other.word),
                note: TWO_WORDS.to_owned(),
            },
            None if row.ours.is_empty() => {
                Disposition::NoneOfOurs { word: row.word.clone(), note: row.note.clone() }
            }
            None => Disposition::Ours(row.ours.clone()),
        };
        return Answer { text: text.to_owned(), disposition, reason: reason.to_owned() };
    }
    not_read()
}

fn of_system(system: System) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.system == system.name())
}

/// What stands behind a word with which a text begins, in capitals or not, in any script.
fn behind_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        let found = rest.next()?;
        if found != wanted && !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Words that take back what stands before them, in small letters.
const DENIALS: [&str; 12] =
    ["no", "not", "not really", "non", "pas", "nein", "nicht", "아님", "아니오", "否", "不", "いいえ"];

/// Whether all that stands behind a word takes it back: "Accepted - not".
fn is_denial(reason: &str) -> bool {
    let bare: String =
        reason.chars().filter(|c| c.is_alphanumeric() || *c == ' ').flat_map(char::to_lowercase).collect();
    DENIALS.contains(&bare.trim())
}

/// What an answer says that begins with two words of the list which are not the same.
pub(crate) const TWO_WORDS: &str = "two words, of which a person must choose";

/// What may stand between two words of the list: "Accepted: no, rejected by the group".
const BETWEEN: [&str; 11] = ["", "no", "not", "but", "now", "then", "later", "or", "and", "/", "instead"];

/// A word of the list with which the reason begins, "Rejected" behind "Accepted": nobody is told the first of two.
fn contradicting(system: System, first: &Row, reason: &str) -> Option<&'static Row> {
    let begins = |rest: &str| {
        let is_it = |row: &&Row| {
            behind_word(rest, &row.word)
                .is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        };
        of_system(system).filter(is_it).max_by_key(|row| row.word.len())
    };
    let mut rest = reason.trim_start();
    let found = loop {
        if let Some(found) = begins(rest) {
            break found;
        }
        let (word, after) = rest.split_once([' ', ',', '\n'])?;
        if !BETWEEN.contains(&word.to_lowercase().as_str()) {
            return None;
        }
        rest = after.trim_start();
    };
    (found.word != first.word && (found.ours.is_empty() || found.ours != first.ours)).then_some(found)
}

/// What stands behind a word that is over; none when it goes on.
fn behind(rest: &str) -> Option<&str> {
    if rest.trim().is_empty() {
        return Some("");
    }
    let rest_of_line = rest.trim_start_matches([' ', '\t']);
    if let Some(reason) = rest_of_line.strip_prefix(['.', ':', ';', '\n', '\r', '–', '—', '。', '：']) {
        return Some(reason.trim());
    }
    // A hyphen belongs to the word that follows unless a blank stands before it.
    let dash = rest.starts_with(' ').then(|| rest_of_line.strip_prefix("- ")).flatten();
    dash.map(str::trim)
}

/// The English word of a system for one of ours; none where it has no word for it.
pub fn word_for(system: System, ours: &str) -> Option<String> {
    let is_it = |row: &&Row| row.system == system.name() && row.language == "en" && row.ours == ours;
    ROWS.iter().find(is_it).map(|row| row.word.clone())
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
        check("채택. 문구를 고쳤다.", Some("accepted"), "문구를 고쳤다.");
        check("불채택: 이미 제3조에 있다.", Some("not-accepted"), "이미 제3조에 있다.");
        check("일부 채택", Some("accepted-in-part"), "");
        check("채택하지 않음", None, "채택하지 않음");
        // The same word again, or one that says the same, is no second word.
        check("Rejected. Not accepted by the group.", Some("not-accepted"), "Not accepted by the group.");
        check("Noted. The reject button is named.", Some("noted"), "The reject button is named.");
        // Of two words nobody is told the first.
        for text in [
            "Accepted\nRejected",
            "Accepted\nRejected at the meeting of 3 May",
            "Accepted: no, rejected by the group",
            "채택. 불채택.",
        ] {
            let answer = read_answer(System::Iso, text);
            assert!(
                matches!(&answer.disposition, Disposition::NoneOfOurs { note, .. } if note == TWO_WORDS),
                "{text}: {answer:?}"
            );
        }
        assert_eq!(word_for(System::Iso, "already-there"), None, "a form in English has no Korean word");
        check("", None, "");
        let asked = read_answer(System::Iso, "Clarification needed.");
        assert!(matches!(asked.disposition, Disposition::NoneOfOurs { .. }));
    }

    #[test]
    fn words_of_seven_languages_are_read_and_none_is_guessed() {
        for (text, expected) in [
            ("REJETÉ. Voir 3.1", Some("not-accepted")),
            ("Accepté en partie : voir 3", Some("accepted-in-part")),
            ("Accepté en partie. Voir 3", Some("accepted-in-part")),
            ("Nicht angenommen: siehe 3", Some("not-accepted")),
            ("Teilweise angenommen", Some("accepted-in-part")),
            ("No aceptado. Está en 3.", Some("not-accepted")),
            ("Aceptado parcialmente; falta", Some("accepted-in-part")),
            ("不采纳。见3.1", Some("not-accepted")),
            ("部分采纳：见3", Some("accepted-in-part")),
            ("不採用。3.1を参照", Some("not-accepted")),
            ("採用しない", None),
            ("採用", Some("accepted")),
            ("일부반영. 제3조", Some("accepted-in-part")),
            ("미반영", Some("not-accepted")),
            ("반영하지 않음", None),
            ("수용 곤란: 예산", Some("not-accepted")),
            ("Partly accepted. Only the first.", Some("accepted-in-part")),
            ("\u{200b}Accepted. It is said.", Some("accepted")),
            ("Accepted - not", None),
            ("Accepted. No", None),
            ("Accepted. No change follows.", Some("accepted")),
            ("Accepted, but not now", None),
            ("Not fully accepted", None),
            ("Acceptable", None),
            // What explains a word is no second word.
            ("Not accepted. Already covered in 3.1", Some("not-accepted")),
            ("Accepted. Done in 3.1", Some("accepted")),
            ("Rejected. Duplicate of DE-003", Some("not-accepted")),
        ] {
            let answer = read_answer(System::Iso, text);
            let ours = match &answer.disposition {
                Disposition::Ours(word) => Some(word.as_str()),
                _ => None,
            };
            assert_eq!(ours, expected, "{text}");
        }
    }
}
