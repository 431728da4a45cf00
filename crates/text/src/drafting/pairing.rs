//! Which unit of a text typed anew continues which unit of the version before: by words first, by number second, because a
//! paragraph that comes in gives all that follow other numbers.

use std::collections::HashMap;

use crate::drafting::likeness::Bag;
use crate::drafting::sentences::sentences;
use crate::model::{Document, Unit, UnitId};

/// Siblings with so much of 100 in common are the same one changed.
const ALIKE: usize = 55;
/// With the same number so much is enough.
const ALIKE_AND_NUMBERED: usize = 30;
/// A unit under another parent must have so much in common.
const MOVED: usize = 75;
/// Words that a unit must have to be known under another parent.
const MOVED_WORDS: usize = 8;
/// A sentence that was reworded must have so much of 100 in common with what it was.
const SAME_SENTENCE: usize = 65;
/// With more pairs of sentences than this only those that stand letter for letter count.
const MAX_SENTENCES: usize = 60_000;
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

/// Whether siblings with so much in common are the same one.
fn is_enough(likeness: usize, same_number: bool) -> bool {
    likeness >= if same_number { ALIKE_AND_NUMBERED } else { ALIKE }
}

/// Two siblings that share sentences: how many words of them, and how far apart they stand.
struct Link {
    weight: usize,
    away: usize,
    old: usize,
    new: usize,
}

/// The largest set of links of which no two share an end; stronger ones first, which give way only where another unit would be left
/// with none of its sentences.
fn most_pairs(links: &[Link], olds: usize, news: usize) -> Vec<(usize, usize)> {
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); olds];
    for link in links {
        of[link.old].push(link.new);
    }
    let mut holder: Vec<Option<usize>> = vec![None; news];
    let mut order: Vec<usize> = Vec::new();
    for link in links {
        if !order.contains(&link.old) {
            order.push(link.old);
        }
    }
    for old in order {
        claim(old, &of, &mut holder, &mut vec![false; news]);
    }
    holder.iter().enumerate().filter_map(|(new, old)| old.map(|old| (old, new))).collect()
}

/// Gives a unit the first of its links that is free, or that its holder can exchange for another.
fn claim(old: usize, of: &[Vec<usize>], holder: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for &new in &of[old] {
        if std::mem::replace(&mut seen[new], true) {
            continue;
        }
        let can_have = match holder[new] {
            None => true,
            Some(other) => claim(other, of, holder, seen),
        };
        if can_have {
            holder[new] = Some(old);
            return true;
        }
    }
    false
}

/// The sentences of some units.
struct Said<'a> {
    text: Vec<&'a str>,
    bags: Vec<Bag<'a>>,
    /// To which unit of the list each belongs.
    unit: Vec<usize>,
}

impl<'a> Said<'a> {
    fn of(side: &'a Side<'_>, places: &[usize]) -> Self {
        let mut said = Self { text: Vec::new(), bags: Vec::new(), unit: Vec::new() };
        for (n, place) in places.iter().enumerate() {
            let words = &side.entries[*place].words;
            let starts: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
            for (from, to) in sentences(words) {
                let text = &words[starts[from as usize]..starts[to as usize]];
                let bag = Bag::of(text);
                if bag.total() > 0 {
                    said.text.push(text);
                    said.bags.push(bag);
                    said.unit.push(n);
                }
            }
        }
        said
    }

    /// Which sentence each continues: the same letters, once on each side; of those left over each the other's best.
    fn continued(&self, after: &Self) -> Vec<(usize, usize)> {
        let (before, now) = (self.once(), after.once());
        let mut found: Vec<(usize, usize)> =
            before.iter().filter_map(|(text, at)| Some((*at, *now.get(text)?))).collect();
        // What stands in several places tells none of them apart.
        let known = |text: &str| self.text.contains(&text) && after.text.contains(&text);
        let left = |said: &Self| -> Vec<usize> {
            (0..said.text.len()).filter(|at| !known(said.text[*at])).collect()
        };
        if self.text.len() * after.text.len() > MAX_SENTENCES {
            return found;
        }
        let (olds, news) = (left(self), left(after));
        let like = |one: usize, other: usize| self.bags[one].likeness(&after.bags[other]);
        for &one in &olds {
            let best = news.iter().copied().map(|other| (like(one, other), other)).max();
            let Some((likeness, other)) = best.filter(|(likeness, _)| *likeness >= SAME_SENTENCE) else {
                continue;
            };
            let is_best = olds.iter().all(|rival| *rival == one || like(*rival, other) < likeness);
            let is_alone = news.iter().all(|rival| *rival == other || like(one, *rival) < likeness);
            if is_best && is_alone {
                found.push((one, other));
            }
        }
        found
    }

    /// The sentences that stand once.
    fn once(&self) -> HashMap<&'a str, usize> {
        let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
        for (at, text) in self.text.iter().enumerate() {
            counts.entry(text).or_insert((0, at)).0 += 1;
        }
        counts.into_iter().filter(|(_, (count, _))| *count == 1).map(|(text, (_, at))| (text, at)).collect()
    }
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
        self.by_sentences(olds, news);
        self.alike(olds, news, is_enough);
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

    /// Pairs units by the sentences that stand in one unit on each side, so that as many units as possible keep one of theirs: a
    /// long sentence that went to the neighbour does not take the name of the paragraph that it left with it.
    fn by_sentences(&mut self, olds: &[usize], news: &[usize]) {
        let (olds, news) = self.free(olds, news);
        if olds.len().min(news.len()) > MAX_COMPARED {
            return;
        }
        let (before, after) = (Said::of(self.old, &olds), Said::of(self.new, &news));
        let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
        for (one, other) in before.continued(&after) {
            *shared.entry((before.unit[one], after.unit[other])).or_default() += before.bags[one].total();
        }
        let (old_bags, new_bags) = (bags(self.old, &olds), bags(self.new, &news));
        let mut links: Vec<Link> = Vec::new();
        for ((o, n), words) in shared {
            let (one, other) = (self.old.entries[olds[o]].unit, self.new.entries[news[n]].unit);
            let same_number = one.number.is_some() && one.number == other.number;
            if one.kind == other.kind && is_enough(old_bags[o].likeness(&new_bags[n]), same_number) {
                // Its number is as good an argument as as many words again.
                let weight = if same_number { 2 * words } else { words };
                links.push(Link { weight, away: n.abs_diff(o), old: o, new: n });
            }
        }
        links.sort_unstable_by_key(|link| (std::cmp::Reverse(link.weight), link.away, link.old, link.new));
        for (o, n) in most_pairs(&links, olds.len(), news.len()) {
            self.pair(olds[o], news[n]);
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
