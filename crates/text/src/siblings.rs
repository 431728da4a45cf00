//! Pairs the unnumbered units of two lists by their words: their places in the list are no names, for one that comes in shifts all
//! that follow.

use std::collections::HashMap;

/// With so many old units at most a new one is compared.
const MAX_LOOK: usize = 12;

/// Pairs of indices of two lists of words: equal ones in order, and, in the gaps between those, like ones in order.
pub(crate) fn pairs(old: &[&str], new: &[&str], alike: impl Fn(&str, &str) -> bool) -> Vec<(usize, usize)> {
    let mut found = equal_pairs(old, new);
    let mut all = Vec::new();
    let (mut from_old, mut from_new) = (0, 0);
    found.push((old.len(), new.len()));
    for (to_old, to_new) in found {
        gap(old, new, from_old..to_old, from_new..to_new, &alike, &mut all);
        if to_old < old.len() {
            all.push((to_old, to_new));
        }
        (from_old, from_new) = (to_old + 1, to_new + 1);
    }
    all
}

/// Units between two pairs: as many on each side are the same ones rewritten; otherwise each goes with the next that is like it.
fn gap(
    old: &[&str],
    new: &[&str],
    olds: std::ops::Range<usize>,
    news: std::ops::Range<usize>,
    alike: &impl Fn(&str, &str) -> bool,
    all: &mut Vec<(usize, usize)>,
) {
    let mut next = olds.start;
    for at in news {
        if let Some(found) = (next..olds.end.min(next + MAX_LOOK)).find(|one| alike(old[*one], new[at])) {
            all.push((found, at));
            next = found + 1;
        }
    }
}

/// Equal words in order: what the lists begin and end with, and between that what each has just once.
fn equal_pairs(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let front = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old[front..], &new[front..]);
    let back =
        old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let mut found: Vec<(usize, usize)> = (0..front).map(|at| (at, at)).collect();
    let inner_old = &old_rest[..old_rest.len() - back];
    let inner_new = &new_rest[..new_rest.len() - back];
    let places = once(inner_old);
    let wanted = once(inner_new);
    let candidates: Vec<(usize, usize)> = inner_new
        .iter()
        .enumerate()
        .filter(|(_, words)| wanted.get(*words).is_some_and(Option::is_some))
        .filter_map(|(at, words)| Some(((*places.get(words)?)?, at)))
        .collect();
    found.extend(rising(&candidates).into_iter().map(|(one, other)| (front + one, front + other)));
    found.extend((0..back).rev().map(|at| (old.len() - 1 - at, new.len() - 1 - at)));
    found
}

/// Where words stand that stand once; none for those that stand more often.
fn once<'a>(words: &[&'a str]) -> HashMap<&'a str, Option<usize>> {
    let mut places = HashMap::new();
    for (at, words) in words.iter().enumerate() {
        places.entry(*words).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// The longest run of pairs in which the first numbers rise; the second ones rise already.
pub(crate) fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best run of each length, and the pair before each one in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (value, _)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].0 < *value);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = Vec::new();
    let mut at = ends.last().copied();
    while let Some(end) = at {
        run.push(pairs[end]);
        at = before[end];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_comes_in_shifts_nothing() {
        let check = |old: &str, new: &str, expected: &[(usize, usize)]| {
            let split =
                |text: &'static str| text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>();
            let (old, new) = (old.to_owned().leak(), new.to_owned().leak());
            let alike = |one: &str, other: &str| one[..1] == other[..1];
            assert_eq!(pairs(&split(old), &split(new), alike), expected, "{old} | {new}");
        };
        check("a b c", "a x b c", &[(0, 0), (1, 2), (2, 3)]);
        check("a b c", "b c", &[(1, 0), (2, 1)]);
        check("a b c", "a b2 c", &[(0, 0), (1, 1), (2, 2)]);
        check("a b c d", "a x c2 d", &[(0, 0), (2, 2), (3, 3)]);
        check("a b", "b a", &[(0, 1)]);
        check("", "a", &[]);
        check("a a a", "a a", &[(0, 0), (1, 1)]);
    }
}
