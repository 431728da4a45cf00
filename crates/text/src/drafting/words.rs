//! Two changes of the same words: put together where they do not meet, told apart where they do.

use similar::{Algorithm, DiffOp};

use unicode_segmentation::UnicodeSegmentation as _;

use crate::diff::{MAX_TOKENS, is_east_asian, number};
use crate::drafting::sentences::sentences;

/// A sentence of whose words a change leaves less than this of 100 is changed as a whole: what two such changes happen to
/// leave alike is no ground on which to put them together.
const LEFT_PERCENT: usize = 50;

/// Tokens `[from, to)` of the old words and what comes in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) with: String,
    /// Whether it is a whole sentence, so that what touches it stands in another one.
    pub(crate) is_sentence: bool,
}

/// The pieces of which a change takes or leaves each as a whole; joined they are the text.
///
/// A redline may cut a Korean word at a syllable; putting two changes together may not: particle and noun hang on each other, and
/// half of one change beside half of another says what nobody wrote. Scripts without spaces between words are cut at each sign.
fn tokens(text: &str) -> Vec<&str> {
    let is_hangul =
        |c: char| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}');
    let mut tokens = Vec::new();
    for word in text.split_word_bounds() {
        if word.chars().any(|c| is_east_asian(c) && !is_hangul(c)) {
            tokens.extend(word.graphemes(true));
        } else {
            tokens.push(word);
        }
    }
    tokens
}

/// How two changes of the same words meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meeting {
    /// They do not.
    Apart,
    /// They are the same change.
    Same,
    /// Both put something in at one place.
    SamePlace,
    /// They change the same words, or words side by side, in different ways.
    Clash,
}

/// The changes that lead from the old words to the new ones.
pub(crate) fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    if old == new {
        return Vec::new();
    }
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    if old_tokens.len() + new_tokens.len() > MAX_TOKENS {
        return vec![Hunk { from: 0, to: old_tokens.len(), with: new.to_owned(), is_sentence: false }];
    }
    let (old_ids, new_ids) = number(&old_tokens, &new_tokens);
    let mut found: Vec<(Hunk, usize, usize)> = Vec::new();
    for op in similar::capture_diff_slices(Algorithm::Myers, &old_ids, &new_ids) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (gone, came) = (op.old_range(), op.new_range());
        let with = new_tokens[came.clone()].concat();
        found.push((Hunk { from: gone.start, to: gone.end, with, is_sentence: false }, came.start, came.end));
    }
    rewritten_sentences(old, &old_tokens, &new_tokens, found)
}

/// Makes one change of those that leave too little of a sentence.
fn rewritten_sentences(
    old: &str,
    old_tokens: &[&str],
    new_tokens: &[&str],
    mut found: Vec<(Hunk, usize, usize)>,
) -> Vec<Hunk> {
    let says = |token: &&&str| token.chars().any(char::is_alphanumeric);
    for (first, last) in sentence_tokens(old, old_tokens) {
        let all = old_tokens[first..last].iter().filter(says).count();
        let gone: usize = found
            .iter()
            .map(|(hunk, ..)| {
                let (from, to) = (hunk.from.max(first), hunk.to.min(last));
                if from < to { old_tokens[from..to].iter().filter(says).count() } else { 0 }
            })
            .sum();
        if all == 0 || 100 * (all - gone) >= LEFT_PERCENT * all {
            continue;
        }
        let inside = |hunk: &Hunk| {
            hunk.from < last && hunk.to > first || hunk.from == hunk.to && (first..=last).contains(&hunk.from)
        };
        let Some(start) = found.iter().position(|(hunk, ..)| inside(hunk)) else { continue };
        let end = found.iter().rposition(|(hunk, ..)| inside(hunk)).unwrap_or(start);
        let (head, tail) = (found[start].clone(), found[end].clone());
        let (from, to) = (head.0.from.min(first), tail.0.to.max(last));
        // What is kept at the ends of the sentence stands in both.
        let came_from = head.1 - (head.0.from - from);
        let came_to = tail.2 + (to - tail.0.to);
        let with = new_tokens[came_from..came_to].concat();
        let is_sentence = (from, to) == (first, last);
        found.splice(start..=end, [(Hunk { from, to, with, is_sentence }, came_from, came_to)]);
    }
    found.into_iter().map(|(hunk, ..)| hunk).collect()
}

fn sentence_tokens(text: &str, tokens: &[&str]) -> Vec<(usize, usize)> {
    let mut starts = Vec::with_capacity(tokens.len() + 1);
    let mut at = 0_u32;
    for token in tokens {
        starts.push(at);
        at += token.chars().count() as u32;
    }
    let place = |at: u32| starts.partition_point(|start| *start < at);
    sentences(text).into_iter().map(|(from, to)| (place(from), place(to))).filter(|(a, b)| a < b).collect()
}

fn meet_one(one: &Hunk, other: &Hunk) -> Meeting {
    if one == other {
        return Meeting::Same;
    }
    let (a, b) = (one.from == one.to, other.from == other.to);
    let clash = match (a, b) {
        (true, true) if one.from == other.from => return Meeting::SamePlace,
        (true, true) => false,
        (true, false) => other.from < one.from && one.from < other.to,
        (false, true) => one.from < other.from && other.from < one.to,
        (false, false) if one.is_sentence || other.is_sentence => one.from < other.to && other.from < one.to,
        (false, false) => one.from <= other.to && other.from <= one.to,
    };
    if clash { Meeting::Clash } else { Meeting::Apart }
}

/// How two lists of changes of the same words meet.
pub(crate) fn meet(one: &[Hunk], other: &[Hunk]) -> Meeting {
    let mut worst = Meeting::Apart;
    let mut all_same = !one.is_empty() && one == other;
    for a in one {
        for b in other {
            match meet_one(a, b) {
                Meeting::Clash => return Meeting::Clash,
                Meeting::SamePlace => worst = Meeting::SamePlace,
                Meeting::Same | Meeting::Apart => {}
            }
        }
    }
    all_same &= worst == Meeting::Apart;
    if all_same { Meeting::Same } else { worst }
}

/// The words with both changes, and whether both put something in at one place (ours stands first there); none where they
/// clash.
pub(crate) fn merge(base: &str, ours: &str, theirs: &str) -> Option<(String, bool)> {
    if ours == theirs || theirs == base {
        return Some((ours.to_owned(), false));
    }
    if ours == base {
        return Some((theirs.to_owned(), false));
    }
    let (one, other) = (hunks(base, ours), hunks(base, theirs));
    let met = meet(&one, &other);
    if met == Meeting::Clash {
        return None;
    }
    let mut all: Vec<(Hunk, bool)> = one.iter().map(|hunk| (hunk.clone(), false)).collect();
    all.extend(other.into_iter().filter(|hunk| !one.contains(hunk)).map(|hunk| (hunk, true)));
    // What is put in before words stands before what comes in place of these words.
    all.sort_by_key(|(hunk, theirs)| (hunk.from, hunk.to, *theirs));
    let tokens = tokens(base);
    let mut out = String::with_capacity(ours.len() + theirs.len());
    let mut at = 0;
    for (hunk, _) in all {
        out.push_str(&tokens[at.min(hunk.from)..hunk.from].concat());
        out.push_str(&hunk.with);
        at = hunk.to;
    }
    out.push_str(&tokens[at..].concat());
    Some((out, met == Meeting::SamePlace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_that_do_not_meet_are_put_together() {
        let check = |base: &str, ours: &str, theirs: &str, expected: Option<&str>| {
            let merged = merge(base, ours, theirs).map(|(text, _)| text);
            assert_eq!(merged.as_deref(), expected, "{base} | {ours} | {theirs}");
        };
        let base = "A provider must label it within 30 days of making it.";
        check(
            base,
            "A provider must label it within 15 days of making it.",
            "A maker must label it within 30 days of making it.",
            Some("A maker must label it within 15 days of making it."),
        );
        check(base, &base.replace("30", "15"), &base.replace("30", "10"), None);
        check(base, &base.replace("30", "15"), &base.replace("30", "15"), Some(&base.replace("30", "15")));
        check(
            base,
            "A provider or seller must label it within 30 days of making it.",
            "A provider or user must label it within 30 days of making it.",
            Some("A provider or seller or user must label it within 30 days of making it."),
        );
        // Two new sentences in place of one have words in common, and still cannot be put together.
        check(
            "A maker shall label the picture.",
            "The seller shall show a sign of the origin.",
            "No buyer of the film shall pay.",
            None,
        );
        check(
            "应当标识图像。不得删除。",
            "应当显著标识图像。不得删除。",
            "应当标识图像。不得删除或者修改。",
            Some("应当显著标识图像。不得删除或者修改。"),
        );
        check(
            "应当标识图像。不得删除。",
            "必须保存视频三年。不得删除。",
            "应当标识图像。可以查阅一切。",
            Some("必须保存视频三年。可以查阅一切。"),
        );
        // One changes the noun before the particle, the other noun, particle and verb.
        check(
            "누구도 동의 없이 사람을 보이지 못한다.",
            "누구도 동의 없이 사람의 얼굴을 보이지 못한다.",
            "누구도 동의 없이 사람의 목소리를 들려주지 못한다.",
            None,
        );
        check(
            "누구도 동의 없이 사람을 보이지 못한다.",
            "누구도 서면 동의 없이 사람을 보이지 못한다.",
            "누구도 동의 없이 사람의 목소리를 들려주지 못한다.",
            Some("누구도 서면 동의 없이 사람의 목소리를 들려주지 못한다."),
        );
        check("30일 이내에 표시한다.", "15일 이내에 표시한다.", "30주 이내에 표시한다.", None);
        check("", "a", "b", Some("ab"));
    }

    proptest! {
        #[test]
        fn merging_loses_nothing(base in "[ab .가나]{0,24}", ours in "[ab .가나]{0,24}", theirs in "[ab .가나]{0,24}") {
            prop_assert_eq!(merge(&base, &ours, &base), Some((ours.clone(), false)));
            prop_assert_eq!(merge(&base, &base, &theirs), Some((theirs.clone(), false)));
            let (one, other) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some((one, false)), Some((other, false))) = (one, other) {
                prop_assert_eq!(one, other);
            }
            // The changes are the new words.
            let mut out = String::new();
            let tokens = tokens(&base);
            let mut at = 0;
            for hunk in hunks(&base, &ours) {
                prop_assert!(at <= hunk.from && hunk.from <= hunk.to);
                out.push_str(&tokens[at..hunk.from].concat());
                out.push_str(&hunk.with);
                at = hunk.to;
            }
            out.push_str(&tokens[at..].concat());
            prop_assert_eq!(out, ours);
        }
    }
}
