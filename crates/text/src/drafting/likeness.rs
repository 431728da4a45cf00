//! How much two texts have in common, in words: by the hundred, so that a page can say it.

use std::collections::HashMap;

use crate::diff::tokens;

/// The words of a text and how often each stands in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bag<'a> {
    counts: HashMap<&'a str, usize>,
    total: usize,
}

/// The words of a text, in order; those of Chinese, Japanese and Korean are its characters.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    tokens(text).into_iter().filter(|token| token.chars().any(char::is_alphanumeric))
}

impl<'a> Bag<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let mut bag = Self::default();
        for word in words(text) {
            *bag.counts.entry(word).or_insert(0) += 1;
            bag.total += 1;
        }
        bag
    }

    /// What stands between blanks: in Korean a noun with its particle, of which syllables say too little.
    pub(crate) fn of_what_blanks_part(text: &'a str) -> Self {
        let mut bag = Self::default();
        for word in text.split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() {
                *bag.counts.entry(word).or_insert(0) += 1;
                bag.total += 1;
            }
        }
        bag
    }

    pub(crate) fn total(&self) -> usize {
        self.total
    }

    /// Each word and how often it stands there.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&'a str, usize)> + '_ {
        self.counts.iter().map(|(word, count)| (*word, *count))
    }

    fn common(&self, other: &Self) -> usize {
        let (small, large) =
            if self.counts.len() <= other.counts.len() { (self, other) } else { (other, self) };
        small.counts.iter().map(|(word, count)| large.counts.get(word).map_or(0, |n| *n.min(count))).sum()
    }

    /// How many of 100 words two texts have in common; 100 when neither has any.
    pub(crate) fn likeness(&self, other: &Self) -> usize {
        (200 * self.common(other)).checked_div(self.total + other.total).unwrap_or(100)
    }

    /// How many of 100 words of the other text are in this one.
    pub(crate) fn share_of(&self, other: &Self) -> usize {
        (100 * self.common(other)).checked_div(other.total).unwrap_or(0)
    }

    /// The words that are left when those of the other text are taken away.
    pub(crate) fn without(mut self, other: &Self) -> Self {
        for (word, count) in &mut self.counts {
            *count = count.saturating_sub(other.counts.get(word).copied().unwrap_or(0));
        }
        self.counts.retain(|_, count| *count > 0);
        self.total = self.counts.values().sum();
        self
    }
}
