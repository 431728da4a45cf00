//! Which unit of a text typed anew continues which unit of the version before: by words first, by number second, because a
//! paragraph that comes in gives all that follow other numbers.

use std::collections::HashMap;

use crate::drafting::likeness::Bag;
use crate::model::{Document, Unit, UnitId};

/// Siblings with so much of 100 in common are the same one changed.
const ALIKE: usize = 55;
/// With the same number so much is enough.
const ALIKE_AND_NUMBERED: usize = 30;
/// A unit under another parent must have so much in common.
const MOVED: usize = 75;
/// Words that a unit must have to be known under another parent.
const MOVED_WORDS: usize = 8;
/// With more left-over units than this on both sides only equal ones are paired.
const MAX_COMPARED: usize = 400;

struct Entry<'a> {
    unit: &'a Unit,
    words: String,
    children: Vec<usize>,
}

struct Side<'a> {
    entries: Vec<Entry<'a>>,
    top: Vec<usize>,
}

impl<'a> Side<'a> {
    fn of(document: &'a Document) -> Self {
        let mut side = Self { entries: Vec::new(), top: Vec::new() };
        side.top = side.take(&document.units);
        side
    }

    fn take(&mut self, units: &'a [Unit]) -> Vec<usize> {
        let mut places = Vec::with_capacity(units.len());
        for unit in units {
            let place = self.entries.len();
            places.push(place);
            let mut words = unit.heading.clone().unwrap_or_default();
            words.push('\n');
            words.push_str(&unit.text);
            self.entries.push(Entry { unit, words, children: Vec::new() });
            let children = self.take(&unit.children);
            // What a unit contains tells it as well as its own words do.
            let below: Vec<&str> = children.iter().map(|at| self.entries[*at].words.as_str()).collect();
            let below = below.join("\n");
            let entry = &mut self.entries[place];
            entry.words.push('\n');
            entry.words.push_str(&below);
            entry.children = children;
        }
        places
    }
}

/// For each unit of the new text in reading order the id of the old one that it continues.
pub(crate) fn origins(old: &Document, new: &Document) -> Vec<Option<UnitId>> {
    let (old, new) = (Side::of(old), Side::of(new));
    let mut pairing = Pairing {
        old: &old,
        new: &new,
        origin: vec![None; new.entries.len()],
        taken: vec![false; old.entries.len()],
    };
    pairing.below(&old.top, &new.top);
    pairing.elsewhere();
    pairing.origin.iter().map(|at| at.map(|at| old.entries[at].unit.id.clone())).collect()
}

fn bags<'a>(side: &'a Side<'_>, places: &[usize]) -> Vec<Bag<'a>> {
    places.iter().map(|at| Bag::of(&side.entries[*at].words)).collect()
}

struct Pairing<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    origin: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing<'_> {
    fn pair(&mut self, old: usize, new: usize) {
        if self.taken[old] || self.origin[new].is_some() {
            return;
        }
        self.taken[old] = true;
        self.origin[new] = Some(old);
        let (olds, news) = (self.old.entries[old].children.clone(), self.new.entries[new].children.clone());
        self.below(&olds, &news);
    }

    fn free(&self, olds: &[usize], news: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let olds = olds.iter().copied().filter(|at| !self.taken[*at]).collect();
        let news = news.iter().copied().filter(|at| self.origin[*at].is_none()).collect();
        (olds, news)
    }

    /// Pairs the children of two units that are the same.
    fn below(&mut self, olds: &[usize], news: &[usize]) {
        self.equal(olds, news, true);
        self.equal(olds, news, false);
        self.alike(olds, news, |likeness, same_number| {
            likeness >= if same_number { ALIKE_AND_NUMBERED } else { ALIKE }
        });
        // What bears the same number in the same place was written anew there.
        let (olds, news) = self.free(olds, news);
        for at in news {
            let unit = self.new.entries[at].unit;
            let same = |old: &&usize| {
                let other = self.old.entries[**old].unit;
                other.kind == unit.kind && other.number.is_some() && other.number == unit.number
            };
            if let Some(old) = olds.iter().find(same).copied() {
                self.pair(old, at);
            }
        }
    }

    /// Pairs units whose words stand once on each side.
    fn equal(&mut self, olds: &[usize], news: &[usize], with_number: bool) {
        let (olds, news) = self.free(olds, news);
        let key = |side: &Side<'_>, at: usize| {
            let entry = &side.entries[at];
            let number = with_number.then(|| entry.unit.number.clone()).flatten();
            (entry.unit.kind, number, entry.words.clone())
        };
        let mut places: HashMap<_, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for at in olds {
            places.entry(key(self.old, at)).or_default().0.push(at);
        }
        for at in news {
            places.entry(key(self.new, at)).or_default().1.push(at);
        }
        let mut pairs: Vec<(usize, usize)> = places
            .into_values()
            .filter(|(olds, news)| olds.len() == news.len())
            .flat_map(|(olds, news)| olds.into_iter().zip(news))
            .collect();
        pairs.sort_unstable();
        for (old, new) in pairs {
            self.pair(old, new);
        }
    }

    /// Pairs units that are alike enough, the most alike first.
    fn alike(&mut self, olds: &[usize], news: &[usize], is_enough: impl Fn(usize, bool) -> bool) {
        let (olds, news) = self.free(olds, news);
        if olds.len().min(news.len()) > MAX_COMPARED {
            return;
        }
        let (old_bags, new_bags) = (bags(self.old, &olds), bags(self.new, &news));
        let mut found = Vec::new();
        for (n, at) in news.iter().enumerate() {
            for (o, old) in olds.iter().enumerate() {
                let (one, other) = (self.old.entries[*old].unit, self.new.entries[*at].unit);
                if one.kind != other.kind || old_bags[o].total() == 0 {
                    continue;
                }
                let likeness = old_bags[o].likeness(&new_bags[n]);
                let same_number = one.number.is_some() && one.number == other.number;
                if is_enough(likeness, same_number) {
                    found.push((std::cmp::Reverse(likeness), !same_number, n.abs_diff(o), *old, *at));
                }
            }
        }
        found.sort_unstable();
        for (.., old, new) in found {
            self.pair(old, new);
        }
    }

    /// Pairs what is left over anywhere in the text: units that moved to another parent.
    fn elsewhere(&mut self) {
        let many = |side: &Side<'_>, at: &usize| Bag::of(&side.entries[*at].words).total() >= MOVED_WORDS;
        let all_old: Vec<usize> = (0..self.old.entries.len()).collect();
        let all_new: Vec<usize> = (0..self.new.entries.len()).collect();
        let (mut olds, mut news) = self.free(&all_old, &all_new);
        olds.retain(|at| many(self.old, at));
        news.retain(|at| many(self.new, at));
        self.equal(&olds, &news, false);
        self.alike(&olds, &news, |likeness, _| likeness >= MOVED);
    }
}
