//! The difference of two texts in words.
//!
//! Words are what Unicode calls words, except in Chinese, Japanese and Korean: there a particle or an ending hangs on its
//! noun without a blank, so runs are compared character by character and the changes widened to what reads well.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp};
use unicode_segmentation::UnicodeSegmentation;

/// Above this many tokens in one unit the difference is taken as one replacement beyond the common ends.
pub(crate) const MAX_TOKENS: usize = 20_000;
/// Two changes with so few equal word characters between them read better as one.
const MIN_ISLAND: usize = 2;

/// What happened to a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is in both.
    Equal,
    /// It is only in the new text.
    Insert,
    /// It is only in the old text.
    Delete,
}

/// A stretch of text and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub kind: ChangeKind,
    pub text: String,
}

impl Change {
    pub fn new(kind: ChangeKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

/// The changes that lead from one text to another; deletions stand before insertions at the same place.
pub fn diff(old: &str, new: &str) -> Vec<Change> {
    if old == new {
        return if old.is_empty() { Vec::new() } else { vec![Change::new(ChangeKind::Equal, old)] };
    }
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    if old_tokens.len() + new_tokens.len() > MAX_TOKENS {
        return replacement(old, new);
    }
    let (old_ids, new_ids) = number(&old_tokens, &new_tokens);
    let ops = similar::capture_diff_slices(Algorithm::Myers, &old_ids, &new_ids);
    let mut changes = Changes::default();
    for op in ops {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { .. } => changes.equal(&old_tokens[old_range].concat()),
            _ => changes.replace(&old_tokens[old_range].concat(), &new_tokens[new_range].concat()),
        }
    }
    changes.finish()
}

/// The text before the changes: what is equal or deleted.
pub fn reject_all(changes: &[Change]) -> String {
    changes
        .iter()
        .filter(|change| change.kind != ChangeKind::Insert)
        .map(|change| change.text.as_str())
        .collect()
}

/// The text after the changes: what is equal or inserted.
pub fn accept_all(changes: &[Change]) -> String {
    changes
        .iter()
        .filter(|change| change.kind != ChangeKind::Delete)
        .map(|change| change.text.as_str())
        .collect()
}

/// The tokens of a text; joined they are the text.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    for word in text.split_word_bounds() {
        if word.chars().any(is_east_asian) {
            tokens.extend(word.graphemes(true));
        } else {
            tokens.push(word);
        }
    }
    tokens
}

/// Whether a character belongs to a script that is compared character by character.
pub(crate) fn is_east_asian(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3130}'..='\u{318f}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Numbers for tokens, the same for the same token, so that comparing is cheap.
pub(crate) fn number<'a>(old: &[&'a str], new: &[&'a str]) -> (Vec<u32>, Vec<u32>) {
    let mut known: HashMap<&'a str, u32> = HashMap::new();
    let mut of = |tokens: &[&'a str]| -> Vec<u32> {
        let mut ids = Vec::with_capacity(tokens.len());
        for token in tokens {
            let next = known.len() as u32;
            ids.push(*known.entry(token).or_insert(next));
        }
        ids
    };
    (of(old), of(new))
}

/// Old out, new in, but for the common beginning and end.
fn replacement(old: &str, new: &str) -> Vec<Change> {
    let start: usize =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end: usize = old_rest
        .chars()
        .rev()
        .zip(new_rest.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let mut changes = Changes::default();
    changes.equal(&old[..start]);
    changes.replace(&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    changes.equal(&old_rest[old_rest.len() - end..]);
    changes.finish()
}

/// Gathers changes, joining neighbours and swallowing islands too small to read.
#[derive(Default)]
struct Changes {
    done: Vec<Change>,
    deleted: String,
    inserted: String,
    /// Equal text after the open change that may yet turn out to be an island.
    island: String,
}

impl Changes {
    fn equal(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.deleted.is_empty() && self.inserted.is_empty() {
            push(&mut self.done, ChangeKind::Equal, text);
        } else {
            self.island.push_str(text);
        }
    }

    fn replace(&mut self, old: &str, new: &str) {
        if !self.island.is_empty() {
            let both =
                !self.deleted.is_empty() && !self.inserted.is_empty() && !old.is_empty() && !new.is_empty();
            if both && is_small(&self.island) {
                let island = std::mem::take(&mut self.island);
                self.deleted.push_str(&island);
                self.inserted.push_str(&island);
            } else {
                self.flush();
            }
        }
        self.deleted.push_str(old);
        self.inserted.push_str(new);
    }

    fn flush(&mut self) {
        push(&mut self.done, ChangeKind::Delete, &std::mem::take(&mut self.deleted));
        push(&mut self.done, ChangeKind::Insert, &std::mem::take(&mut self.inserted));
        push(&mut self.done, ChangeKind::Equal, &std::mem::take(&mut self.island));
    }

    fn finish(mut self) -> Vec<Change> {
        self.flush();
        self.done
    }
}

fn push(done: &mut Vec<Change>, kind: ChangeKind, text: &str) {
    if text.is_empty() {
        return;
    }
    match done.last_mut().filter(|change| change.kind == kind) {
        Some(change) => change.text.push_str(text),
        None => done.push(Change::new(kind, text)),
    }
}

/// Whether equal text between two replacements says too little to keep them apart.
fn is_small(island: &str) -> bool {
    island.chars().filter(|c| c.is_alphanumeric()).count() < MIN_ISLAND
        && !island.contains(['\n', '.', ';', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(changes: &[Change]) -> String {
        let mark = |change: &Change| match change.kind {
            ChangeKind::Equal => change.text.clone(),
            ChangeKind::Insert => format!("[+{}]", change.text),
            ChangeKind::Delete => format!("[-{}]", change.text),
        };
        changes.iter().map(mark).collect()
    }

    #[test]
    fn words_are_the_unit_of_change() {
        let check = |old: &str, new: &str, expected: &str| assert_eq!(marked(&diff(old, new)), expected);
        check("", "", "");
        check("same", "same", "same");
        check("must label it", "shall label it", "[-must][+shall] label it");
        check("within 30 days", "within 15 days", "within [-30][+15] days");
        check("a provider", "a large provider", "a [+large ]provider");
        check("통계청장을 둔다", "국가데이터처장을 둔다", "[-통계청][+국가데이터처]장을 둔다");
        check("3년마다 수립한다", "5년마다 수립한다", "[-3][+5]년마다 수립한다");
        check("应当标识内容", "应当显著标识内容", "应当[+显著]标识内容");
        check("يجب على المزود", "يجوز على المزود", "[-يجب][+يجوز] على المزود");
    }

    proptest! {
        #[test]
        fn accepting_gives_the_new_text_and_rejecting_the_old(old in "(\\PC|[ab \n]|한|국|어){0,60}", new in "(\\PC|[ab \n]|한|국|어){0,60}") {
            let changes = diff(&old, &new);
            prop_assert_eq!(reject_all(&changes), old);
            prop_assert_eq!(accept_all(&changes), new);
        }

        #[test]
        fn the_long_way_obeys_the_same_law(old in "[ab 가]{0,20}", new in "[ab 가]{0,20}") {
            let changes = replacement(&old, &new);
            prop_assert_eq!(reject_all(&changes), old);
            prop_assert_eq!(accept_all(&changes), new);
        }
    }
}
