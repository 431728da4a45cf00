//! Reasons that say nothing, or the same each time. The rules ask for a reason; whether it is one is for readers.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{Event, is_invisible};

use super::{listed, note};
use crate::report::Note;

/// As often as this one and the same reason is worth a word.
const REPEATED: usize = 3;
/// The most reasons of which it is said that they were repeated, the most frequent first.
const MAX_TOLD: usize = 5;
/// From here on lie scripts in which one character is a syllable or a word.
const SYLLABLES: char = '\u{1100}';

/// The reasons met so far.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    empty: Vec<u64>,
    /// Entries by what they are and what they give as their reason.
    same: BTreeMap<(&'static str, String), Vec<u64>>,
}

impl Reasons {
    pub(super) fn take(&mut self, entry: u64, event: &Event) {
        let Some((what, reason)) = event.reason() else { return };
        if says_nothing(&reason) {
            self.empty.push(entry);
        }
        let plain = reason.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        self.same.entry((what, plain)).or_default().push(entry);
    }

    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if !self.empty.is_empty() {
            let sentence = format!(
                "The reason says nothing, as it has hardly a letter, in {} of the acts that need one: {}.",
                self.empty.len(),
                listed(&self.empty)
            );
            notes.push(note(7, "reason-says-nothing", self.empty.iter().copied(), sentence));
        }
        let mut same: Vec<_> = self.same.iter().filter(|(_, entries)| entries.len() >= REPEATED).collect();
        same.sort_by_key(|(_, entries)| std::cmp::Reverse(entries.len()));
        notes.extend(same.into_iter().take(MAX_TOLD).map(|((what, reason), entries)| {
            let sentence = format!(
                "{} {what} give the same reason word for word, “{}”: {}.",
                entries.len(),
                shortened(reason),
                listed(entries)
            );
            note(7, "reason-repeated", entries.iter().copied(), sentence)
        }));
        notes
    }
}

/// Whether a reason has fewer than three different letters or digits; one of a syllabic script counts for two.
pub(crate) fn says_nothing(reason: &str) -> bool {
    let (mut letters, mut weight) = (BTreeSet::new(), 0);
    for letter in reason.chars().filter(|letter| letter.is_alphanumeric()) {
        if letters.insert(letter) {
            weight += if letter >= SYLLABLES { 2 } else { 1 };
        }
        if weight >= 3 {
            return false;
        }
    }
    true
}

/// Texts that say nothing: those without a character that anybody sees, and reasons of answers and decisions with hardly a letter.
pub(crate) fn empty_texts(entries: &[u64]) -> Option<Note> {
    (!entries.is_empty()).then(|| {
        let sentence = format!(
            "The words say nothing, as they have hardly a letter, in {} texts: {}.",
            entries.len(),
            listed(entries)
        );
        note(8, "words-say-nothing", entries.iter().copied(), sentence)
    })
}

/// Whether nobody sees anything of a text.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim().is_empty() || is_invisible(text)
}

fn shortened(reason: &str) -> String {
    const SHOWN: usize = 80;
    let short: String = reason.chars().take(SHOWN).collect();
    if short.len() < reason.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_of_hardly_a_letter_says_nothing() {
        let check = |reason: &str, nothing: bool| assert_eq!(says_nothing(reason), nothing, "{reason}");
        for reason in ["x", "xx", "xxxxxxxxxx", "ok", "- - -", "…", "1", "가", "ㅋㅋㅋ"] {
            check(reason, true);
        }
        for reason in ["spam", "광고", "離題", "rude", "rule 3"] {
            check(reason, false);
        }
    }
}
