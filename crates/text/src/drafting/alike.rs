//! Texts that say nearly the same, grouped by a rule that a page can show.

use std::collections::HashMap;

use crate::drafting::likeness::Bag;

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
    let bags: Vec<Bag<'_>> = lower.iter().map(|words| Bag::of(words)).collect();
    let mut frequency: HashMap<&str, u32> = HashMap::new();
    for bag in &bags {
        for (word, _) in bag.words() {
            *frequency.entry(word).or_insert(0) += 1;
        }
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // For each subject and each word of a first member's rarest ones, the groups.
    let mut index: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (at, bag) in bags.iter().enumerate() {
        let about = sayings[at].about;
        let rare = rarest(bag, &frequency, percent);
        let mut candidates: Vec<usize> =
            rare.iter().filter_map(|word| index.get(&(about, *word))).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let home = candidates.into_iter().find(|group| bags[groups[*group][0]].likeness(bag) >= percent);
        if let Some(home) = home {
            groups[home].push(at);
            continue;
        }
        for word in rare {
            index.entry((about, word)).or_default().push(groups.len());
        }
        groups.push(vec![at]);
    }
    groups
}

/// So many of a text's rarest words that a text alike enough must have one of them among its own rarest.
///
/// Two texts with a and b words are alike by p of 100 when they have p·(a+b)/200 in common; the shorter one has at least
/// a·p/(200−p) words, so at least that many are in common, and all words but so many, less one, cannot all be missing.
fn rarest<'a>(bag: &Bag<'a>, frequency: &HashMap<&str, u32>, percent: usize) -> Vec<&'a str> {
    let mut words: Vec<(&'a str, usize)> = bag.words().collect();
    words.sort_by_key(|(word, _)| (frequency.get(word).copied().unwrap_or(0), *word));
    let total = bag.total();
    let common = (total * percent).div_ceil(200 - percent).max(1);
    let mut missing = total.saturating_sub(common) + 1;
    let mut rare = Vec::new();
    for (word, count) in words {
        rare.push(word);
        if count >= missing {
            break;
        }
        missing -= count;
    }
    rare
}

#[cfg(test)]
mod tests {
    use super::*;
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
    }
}
