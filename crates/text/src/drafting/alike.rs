//! Texts that say nearly the same, grouped by a rule that a page can show.

use std::collections::HashMap;

use crate::drafting::likeness::words;

/// A text and what it is about; only texts about the same are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saying<'a> {
    /// What it is about: a unit's id, or nothing for the whole.
    pub about: &'a str,
    pub words: &'a str,
}

/// Groups texts about the same unit: each but the first of a group has at least so many of 100 words in common with the first.
///
/// The rule is all there is: in the order given, a text joins the first of the groups whose first member is alike enough,
/// else it begins one. A text without words stands alone. Every group, in the order of its first member; members in order.
///
/// ```
/// use maru_text::{Saying, alike};
///
/// let say = |about, words| Saying { about, words };
/// let groups = alike(&[
///     say("art_1", "The fine is much too low"),
///     say("art_2", "The fine is much too low"),
///     say("art_1", "the fine is much too low!"),
/// ], 80);
/// assert_eq!(groups, [vec![0, 2], vec![1]]);
/// ```
pub fn alike(sayings: &[Saying<'_>], percent: usize) -> Vec<Vec<usize>> {
    let percent = percent.clamp(1, 100);
    let lower: Vec<String> = sayings.iter().map(|saying| saying.words.to_lowercase()).collect();
    let texts = ranked(&lower);
    let mut abouts: HashMap<&str, u32> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // For each subject and each word of a first member's rarest ones, the groups, in order.
    let mut index: HashMap<(u32, u32), Vec<u32>> = HashMap::new();
    // The text for which a group's first member was compared last, so that it is compared once.
    let mut seen: Vec<usize> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let next = abouts.len() as u32;
        let about = *abouts.entry(sayings[at].about).or_insert(next);
        let rare = text.rarest(percent);
        let mut home: Option<u32> = None;
        for (word, _) in rare {
            for group in index.get(&(about, *word)).into_iter().flatten().copied() {
                if home.is_some_and(|home| home <= group) {
                    break;
                }
                let first = groups[group as usize][0];
                if std::mem::replace(&mut seen[group as usize], at) != at
                    && texts[first].is_like(text, percent)
                {
                    home = Some(group);
                    break;
                }
            }
        }
        if let Some(home) = home {
            groups[home as usize].push(at);
            continue;
        }
        for (word, _) in rare {
            index.entry((about, *word)).or_default().push(groups.len() as u32);
        }
        groups.push(vec![at]);
        seen.push(at);
    }
    groups
}

/// A text as its words, each a number and how often it stands there: the fewer texts have a word, the lower is its number.
#[derive(Default)]
struct Ranked {
    words: Vec<(u32, u32)>,
    total: usize,
}

/// Numbers for the words of all texts, so that comparing two of them needs neither words nor hashes.
fn ranked(texts: &[String]) -> Vec<Ranked> {
    let mut known: HashMap<&str, u32> = HashMap::new();
    let mut all: Vec<Ranked> = Vec::with_capacity(texts.len());
    let mut frequency: Vec<u32> = Vec::new();
    for text in texts {
        let mut numbers: Vec<u32> = Vec::new();
        for word in words(text) {
            let next = known.len() as u32;
            numbers.push(*known.entry(word).or_insert(next));
        }
        numbers.sort_unstable();
        frequency.resize(known.len(), 0);
        let mut ranked = Ranked { words: Vec::new(), total: numbers.len() };
        for same in numbers.chunk_by(|one, other| one == other) {
            frequency[same[0] as usize] += 1;
            ranked.words.push((same[0], same.len() as u32));
        }
        all.push(ranked);
    }
    let mut order: Vec<u32> = (0..frequency.len() as u32).collect();
    order.sort_unstable_by_key(|word| (frequency[*word as usize], *word));
    let mut ranks = vec![0; order.len()];
    for (rank, word) in order.iter().enumerate() {
        ranks[*word as usize] = rank as u32;
    }
    for text in &mut all {
        for (word, _) in &mut text.words {
            *word = ranks[*word as usize];
        }
        text.words.sort_unstable();
    }
    all
}

impl Ranked {
    /// So many of a text's rarest words that a text alike enough must have one of them among its own rarest.
    ///
    /// Two texts with a and b words are alike by p of 100 when they have p·(a+b)/200 in common; the shorter one has at least
    /// a·p/(200−p) words, so at least that many are in common, and all words but so many, less one, cannot all be missing.
    fn rarest(&self, percent: usize) -> &[(u32, u32)] {
        let common = (self.total * percent).div_ceil(200 - percent).max(1);
        let mut missing = self.total.saturating_sub(common) + 1;
        for (at, (_, count)) in self.words.iter().enumerate() {
            let count = *count as usize;
            if count >= missing {
                return &self.words[..=at];
            }
            missing -= count;
        }
        &self.words
    }

    /// Whether two texts have at least so many of 100 words in common; it is given up as soon as they cannot.
    fn is_like(&self, other: &Self, percent: usize) -> bool {
        let needed = (percent * (self.total + other.total)).div_ceil(200);
        let (mut ours, mut theirs) = (self.words.as_slice(), other.words.as_slice());
        let (mut our_rest, mut their_rest, mut common) = (self.total, other.total, 0);
        while common < needed {
            if common + our_rest.min(their_rest) < needed {
                return false;
            }
            let ([(one, n), our_tail @ ..], [(two, m), their_tail @ ..]) = (ours, theirs) else {
                return false;
            };
            if one <= two {
                (ours, our_rest) = (our_tail, our_rest - *n as usize);
            }
            if two <= one {
                (theirs, their_rest) = (their_tail, their_rest - *m as usize);
            }
            if one == two {
                common += *n.min(m) as usize;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drafting::likeness::Bag;
    use proptest::prelude::*;

    /// The rule itself, by comparing with every group.
    fn plainly(sayings: &[Saying<'_>], percent: usize) -> Vec<Vec<usize>> {
        let lower: Vec<String> = sayings.iter().map(|saying| saying.words.to_lowercase()).collect();
        let bag = |at: usize| Bag::of(&lower[at]);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for at in 0..sayings.len() {
            let home = groups.iter_mut().find(|group| {
                let first = group[0];
                sayings[first].about == sayings[at].about
                    && bag(at).total() > 0
                    && bag(first).likeness(&bag(at)) >= percent
            });
            match home {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        groups
    }

    proptest! {
        #[test]
        fn the_index_finds_what_the_rule_says(words in prop::collection::vec("[abcdeF가나 ]{0,16}", 0..40), percent in 30_usize..=100) {
            let sayings: Vec<Saying<'_>> = words.iter().enumerate().map(|(at, words)| Saying { about: if at % 3 == 0 { "x" } else { "y" }, words }).collect();
            prop_assert_eq!(alike(&sayings, percent), plainly(&sayings, percent));
        }

        /// Sentences of few words in common, as on a form with a template: nearly every text is a candidate.
        #[test]
        fn the_index_finds_it_among_texts_of_one_template(texts in prop::collection::vec(prop::collection::vec(0_usize..12, 0..14), 0..60), percent in 1_usize..=100) {
            const WORDS: [&str; 12] = ["Label", "label", "fine", "the", "of", "court", "law", "표", "시", "due", "30", "days"];
            let words: Vec<String> = texts.iter().map(|one| one.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ")).collect();
            let sayings: Vec<Saying<'_>> = words.iter().map(|words| Saying { about: "", words }).collect();
            prop_assert_eq!(alike(&sayings, percent), plainly(&sayings, percent));
        }
    }
}
