//! Which character of a version comes from which of the one before: followed through the operations, never guessed by
//! likeness from one unit to another.

use std::collections::{HashMap, HashSet};

use similar::{Algorithm, DiffOp};

use crate::amend::{Operation, perform};
use crate::diff::{MAX_TOKENS, number, tokens};
use crate::drafting::edits::anchor_text;
use crate::drafting::likeness::Bag;
use crate::drafting::sentences::sentences;
use crate::error::Broken;
use crate::model::{Document, Unit, UnitId};

/// Texts of so many pairs of words at most are compared in all ways; longer ones in one.
const MAX_TABLE: usize = 2_000_000;

/// With more changed sentences than this on a side none is paired by likeness.
const MAX_SENTENCES: usize = 64;
/// So much of 100 a changed sentence has in common with what it was, and so much more than with any other.
const ALIKE: usize = 60;
const CLEARLY: usize = 8;

/// A character of the old version: its unit's place in the list of old units, and its place in the unit's words.
pub(crate) type Origin = Option<(u32, u32)>;

/// Where the characters of a unit come from. A text in which words repeat can be compared in more than one way: one that is
/// compared from its beginning and from its end tells where that makes a difference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trace {
    pub(crate) forward: Vec<Origin>,
    pub(crate) backward: Vec<Origin>,
}

impl Trace {
    fn identity(unit: u32, length: usize) -> Self {
        let origins: Vec<Origin> = (0..length as u32).map(|at| Some((unit, at))).collect();
        Self { forward: origins.clone(), backward: origins }
    }

    fn unknown(length: usize) -> Self {
        Self { forward: vec![None; length], backward: vec![None; length] }
    }

    fn append(&mut self, other: Self) {
        self.forward.extend(other.forward);
        self.backward.extend(other.backward);
    }

    fn gap(&mut self) {
        self.append(Self::unknown(1));
    }

    fn cut(&self, from: usize, length: usize) -> Self {
        let part = |origins: &[Origin]| origins.iter().skip(from).take(length).copied().collect();
        Self { forward: part(&self.forward), backward: part(&self.backward) }
    }

    /// The trace of a text that came from the one that this is the trace of.
    fn through(&self, old: &str, new: &str) -> Self {
        let length = new.chars().count();
        let mut next = Self::unknown(length);
        for (from, to) in kept_characters(old, new, false) {
            next.forward[to] = self.forward.get(from).copied().flatten();
        }
        for (from, to) in kept_characters(old, new, true) {
            next.backward[to] = self.backward.get(from).copied().flatten();
        }
        next
    }
}

/// Pairs of characters that are the same: whole sentences first, wherever they went, then words between those, compared from
/// the beginning or from the end.
fn kept_characters(old: &str, new: &str, from_the_end: bool) -> Vec<(usize, usize)> {
    let (old_chars, new_chars): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let mut place: Vec<Option<usize>> = vec![None; new_chars.len()];
    let kept = kept_sentences(old, new, &old_chars, &new_chars);
    // What is gone of a sentence that was changed went nowhere else.
    let mut taken: HashSet<usize> = HashSet::new();
    let mut given: HashSet<usize> = HashSet::new();
    for ((from, to), (start, end)) in &kept.all {
        let text = |chars: &[char], from: usize, to: usize| -> String { chars[from..to].iter().collect() };
        let (one, other) = (text(&old_chars, *from, *to), text(&new_chars, *start, *end));
        for (old_at, new_at) in kept_words(&one, &other, from_the_end) {
            place[start + new_at] = Some(from + old_at);
        }
        taken.extend(*from..*to);
        given.extend(*start..*end);
    }
    let (mut old_at, mut new_at) = (0, 0);
    let ends = [((old_chars.len(), old_chars.len()), (new_chars.len(), new_chars.len()))];
    for (old_range, new_range) in kept.in_order.iter().chain(&ends) {
        let olds: Vec<usize> = (old_at..old_range.0).filter(|at| !taken.contains(at)).collect();
        let news: Vec<usize> = (new_at..new_range.0).filter(|at| !given.contains(at)).collect();
        let text =
            |chars: &[char], places: &[usize]| -> String { places.iter().map(|at| chars[*at]).collect() };
        for (one, other) in kept_words(&text(&old_chars, &olds), &text(&new_chars, &news), from_the_end) {
            place[news[other]] = Some(olds[one]);
        }
        (old_at, new_at) = (old_range.1, new_range.1);
    }
    with_neighbours(&old_chars, &new_chars, &mut place);
    place.into_iter().enumerate().filter_map(|(new, old)| Some((old?, new))).collect()
}

type Range = (usize, usize);

struct KeptSentences {
    all: Vec<(Range, Range)>,
    /// Those of them that did not change their order.
    in_order: Vec<(Range, Range)>,
}

/// Sentences that stand once in both texts, letter for letter, and those that were changed and are clearly the same.
fn kept_sentences(old: &str, new: &str, old_chars: &[char], new_chars: &[char]) -> KeptSentences {
    let once = |text: &str, chars: &[char]| {
        let mut places: HashMap<String, Option<Range>> = HashMap::new();
        for (from, to) in sentences(text) {
            let range = (from as usize, to as usize);
            let words: String = chars[range.0..range.1].iter().collect();
            places.entry(words).and_modify(|place| *place = None).or_insert(Some(range));
        }
        places
    };
    let (ours, theirs) = (once(old, old_chars), once(new, new_chars));
    let mut all: Vec<(Range, Range)> = theirs
        .iter()
        .filter(|(words, _)| words.chars().any(char::is_alphanumeric))
        .filter_map(|(words, range)| Some(((*ours.get(words)?)?, (*range)?)))
        .collect();
    all.extend(changed_sentences(old, new, old_chars, new_chars, &all));
    all.sort_unstable_by_key(|(_, new)| *new);
    let starts: Vec<(usize, usize)> = all.iter().enumerate().map(|(at, (old, _))| (old.0, at)).collect();
    let in_order = crate::siblings::rising(&starts).into_iter().map(|(_, at)| all[at]).collect();
    KeptSentences { all, in_order }
}

/// Of the sentences that are left those of which each is more like the other than like any third one, by a clear gap.
fn changed_sentences(
    old: &str,
    new: &str,
    old_chars: &[char],
    new_chars: &[char],
    equal: &[(Range, Range)],
) -> Vec<(Range, Range)> {
    let left = |text: &str, chars: &[char], taken: &HashSet<Range>| -> Vec<(Range, String)> {
        let ranges = sentences(text).into_iter().map(|(from, to)| (from as usize, to as usize));
        let free = ranges.filter(|range| !taken.contains(range));
        free.map(|range| (range, chars[range.0..range.1].iter().collect())).collect()
    };
    let olds = left(old, old_chars, &equal.iter().map(|(old, _)| *old).collect());
    let news = left(new, new_chars, &equal.iter().map(|(_, new)| *new).collect());
    if olds.is_empty() || news.is_empty() || olds.len().max(news.len()) > MAX_SENTENCES {
        return Vec::new();
    }
    let (mut rows, mut columns) = (vec![Vec::new(); olds.len()], vec![Vec::new(); news.len()]);
    let new_bags: Vec<Bag<'_>> = news.iter().map(|(_, words)| Bag::of(words)).collect();
    for (o, (_, words)) in olds.iter().enumerate() {
        let bag = Bag::of(words);
        for (n, other) in new_bags.iter().enumerate() {
            let likeness = if bag.total() == 0 { 0 } else { bag.likeness(other) };
            rows[o].push(likeness);
            columns[n].push(likeness);
        }
    }
    let clear = |likeness: &[usize], best: usize| {
        let others = likeness.iter().enumerate().filter(|(at, _)| *at != best);
        likeness[best] >= ALIKE
            && others.map(|(_, other)| *other).max().unwrap_or(0) + CLEARLY <= likeness[best]
    };
    let mut found = Vec::new();
    for (o, row) in rows.iter().enumerate() {
        let best = row.iter().enumerate().max_by_key(|(_, likeness)| **likeness).map_or(0, |(at, _)| at);
        if clear(row, best) && clear(&columns[best], o) {
            found.push((olds[o].0, news[best].0));
        }
    }
    found
}

/// Blanks and marks beside kept characters are kept with them.
fn with_neighbours(old: &[char], new: &[char], place: &mut [Option<usize>]) {
    let mut taken: HashSet<usize> = place.iter().flatten().copied().collect();
    let mut join = |place: &mut [Option<usize>], at: usize, from: Option<usize>| {
        let Some(from) = from else { return };
        let silent = old.get(from).is_some_and(|c| *c == new[at] && !c.is_alphanumeric());
        if place[at].is_none() && silent && taken.insert(from) {
            place[at] = Some(from);
        }
    };
    for at in 1..place.len() {
        join(place, at, place[at - 1].map(|before| before + 1));
    }
    for at in (0..place.len().saturating_sub(1)).rev() {
        join(place, at, place[at + 1].and_then(|behind| behind.checked_sub(1)));
    }
}

/// Pairs of characters that are the same, by comparing words.
fn kept_words(old: &str, new: &str, from_the_end: bool) -> Vec<(usize, usize)> {
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    if old_tokens.len() + new_tokens.len() > MAX_TOKENS {
        return ends(old, new);
    }
    let (mut old_ids, mut new_ids) = number(&old_tokens, &new_tokens);
    if from_the_end {
        old_ids.reverse();
        new_ids.reverse();
    }
    let (old_starts, new_starts) = (starts(&old_tokens), starts(&new_tokens));
    let mut blocks = if old_ids.len() * new_ids.len() <= MAX_TABLE {
        let weights: Vec<u32> = {
            // A full stop more must not decide which of two sentences is the same one.
            let says = |token: &&str| u32::from(token.chars().any(char::is_alphanumeric));
            let weights = old_tokens.iter().map(says);
            if from_the_end { weights.rev().collect() } else { weights.collect() }
        };
        first_of_the_best(&old_ids, &new_ids, &weights)
    } else {
        similar::capture_diff_slices(Algorithm::Myers, &old_ids, &new_ids)
            .into_iter()
            .filter_map(|op| match op {
                DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
                _ => None,
            })
            .collect()
    };
    if from_the_end {
        for (old_at, new_at, len) in &mut blocks {
            (*old_at, *new_at) = (old_tokens.len() - *old_at - *len, new_tokens.len() - *new_at - *len);
        }
    }
    let mut pairs = Vec::new();
    for (old_from, new_from, len) in blocks {
        let block = &old_tokens[old_from..old_from + len];
        // A blank or a comma that happens to be in both is not the same words kept.
        if block.iter().any(|token| token.chars().any(char::is_alphanumeric)) {
            let length: usize = block.iter().map(|token| token.chars().count()).sum();
            pairs.extend((0..length).map(|at| (old_starts[old_from] + at, new_starts[new_from] + at)));
        }
    }
    pairs
}

/// Of all ways to keep most words the one that keeps the earliest: blocks of tokens by their beginnings and their length.
///
/// Read from the end it keeps the latest; only words that both ways keep in the same place are certain.
fn first_of_the_best(old: &[u32], new: &[u32], weights: &[u32]) -> Vec<(usize, usize, usize)> {
    let width = new.len() + 1;
    let mut best = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let skip = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let take = if old[i] == new[j] { weights[i] + best[(i + 1) * width + j + 1] } else { 0 };
            best[i * width + j] = skip.max(take);
        }
    }
    let mut blocks: Vec<(usize, usize, usize)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        let here = best[i * width + j];
        if old[i] == new[j] && here == weights[i] + best[(i + 1) * width + j + 1] {
            match blocks.last_mut().filter(|(a, b, len)| (a + *len, b + *len) == (i, j)) {
                Some(last) => last.2 += 1,
                None => blocks.push((i, j, 1)),
            }
            (i, j) = (i + 1, j + 1);
        } else if here == best[i * width + j + 1] {
            j += 1;
        } else {
            i += 1;
        }
    }
    blocks
}

/// The character at which each token begins.
fn starts(tokens: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let mut starts = Vec::with_capacity(tokens.len());
    for token in tokens {
        starts.push(at);
        at += token.chars().count();
    }
    starts
}

/// The common beginning and end of texts that are too long to compare.
fn ends(old: &str, new: &str) -> Vec<(usize, usize)> {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let front = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = old.len().min(new.len()) - front;
    let back =
        old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    let tail = (0..back).rev().map(|at| (old.len() - 1 - at, new.len() - 1 - at));
    (0..front).map(|at| (at, at)).chain(tail).collect()
}

/// What became of the units of a version: traces for those that operations touched; all others are as they were.
#[derive(Debug, Clone)]
pub(crate) struct Traces {
    /// The units of the old version, by their place.
    pub(crate) places: HashMap<UnitId, u32>,
    /// The units whose words, or whose name, changed. One without an origin is new, or is gone.
    pub(crate) touched: HashMap<UnitId, Trace>,
    /// Units that bear another id now.
    pub(crate) renamed: HashMap<UnitId, UnitId>,
    /// Units that were taken away, even if another one bears their id now.
    pub(crate) removed: HashSet<UnitId>,
}

/// Carries the operations out one by one and keeps account of every character.
pub(crate) fn follow(old: &Document, operations: &[Operation]) -> Result<(Document, Traces), Broken> {
    let places = (0..).zip(old.walk()).map(|(at, unit)| (unit.id.clone(), at)).collect();
    let mut traces =
        Traces { places, touched: HashMap::new(), renamed: HashMap::new(), removed: HashSet::new() };
    let mut work = old.clone();
    for (at, operation) in operations.iter().enumerate() {
        let before = affected(&work, operation);
        let made = perform(&mut work, operation).map_err(|refusal| Broken {
            number: at + 1,
            of: operations.len(),
            refusal,
        })?;
        traces.take_in(&work, operation, &made, &before);
    }
    Ok((work, traces))
}

/// The units that an operation may change, with their words before it.
fn affected(work: &Document, operation: &Operation) -> Vec<(UnitId, String)> {
    let texts = |unit: &Unit| -> Vec<(UnitId, String)> {
        unit.walk().map(|unit| (unit.id.clone(), anchor_text(unit))).collect()
    };
    let own = |id: &UnitId| work.unit(id).map(|unit| (unit.id.clone(), anchor_text(unit)));
    match operation {
        Operation::Rewrite { target, .. } | Operation::Split { target, .. } => {
            own(target).into_iter().collect()
        }
        Operation::Merge { target, into } => {
            let order: Vec<&Unit> =
                work.walk().filter(|unit| unit.id == *target || unit.id == *into).collect();
            order.into_iter().map(|unit| (unit.id.clone(), anchor_text(unit))).collect()
        }
        Operation::Replace { target, .. }
        | Operation::Delete { target }
        | Operation::Renumber { target, .. }
        | Operation::Substitute { target, .. } => {
            if target.is_empty() {
                work.units.iter().flat_map(texts).collect()
            } else {
                work.unit(target).map(texts).unwrap_or_default()
            }
        }
        Operation::Insert { .. }
        | Operation::SetDate { .. }
        | Operation::Retitle { .. }
        | Operation::Add { .. }
        | Operation::Move { .. } => Vec::new(),
    }
}

impl Traces {
    fn of(&self, id: &UnitId, length: usize) -> Trace {
        match (self.touched.get(id), self.places.get(id)) {
            (Some(trace), _) if trace.forward.len() == length => trace.clone(),
            (None, Some(place)) => Trace::identity(*place, length),
            _ => Trace::unknown(length),
        }
    }

    fn take_in(
        &mut self,
        work: &Document,
        operation: &Operation,
        made: &[UnitId],
        before: &[(UnitId, String)],
    ) {
        match operation {
            Operation::Split { target, unit, .. } => self.parted(work, target, &unit.id, before),
            Operation::Merge { target, into } => {
                self.joined(work, into, before);
                self.touched.insert(target.clone(), Trace::default());
                self.removed.insert(target.clone());
            }
            Operation::Renumber { .. } => self.renumbered(work, made, before),
            _ => {
                for (id, old) in before {
                    self.changed(work, id, old);
                }
            }
        }
    }

    fn changed(&mut self, work: &Document, id: &UnitId, old: &str) {
        let Some(new) = work.unit(id).map(anchor_text) else {
            self.touched.insert(id.clone(), Trace::default());
            self.removed.insert(id.clone());
            return;
        };
        if new != old {
            let trace = self.of(id, old.chars().count()).through(old, &new);
            self.touched.insert(id.clone(), trace);
        }
    }

    fn parted(&mut self, work: &Document, target: &UnitId, born: &UnitId, before: &[(UnitId, String)]) {
        let (Some((_, old)), Some(head), Some(tail)) =
            (before.first(), work.unit(target).map(anchor_text), work.unit(born).map(anchor_text))
        else {
            return;
        };
        let both = [head.as_str(), tail.as_str()].join("\n");
        let trace = self.of(target, old.chars().count()).through(old, &both);
        let (first, second) = (head.chars().count(), tail.chars().count());
        self.touched.insert(target.clone(), trace.cut(0, first));
        self.touched.insert(born.clone(), trace.cut(first + 1, second));
    }

    fn joined(&mut self, work: &Document, into: &UnitId, before: &[(UnitId, String)]) {
        let Some(new) = work.unit(into).map(anchor_text) else { return };
        let mut trace = Trace::default();
        let mut old = String::new();
        for (id, text) in before {
            if !old.is_empty() {
                old.push('\n');
                trace.gap();
            }
            old.push_str(text);
            trace.append(self.of(id, text.chars().count()));
        }
        self.touched.insert(into.clone(), trace.through(&old, &new));
    }

    /// The unit and what it contains bear new names in the same order.
    fn renumbered(&mut self, work: &Document, made: &[UnitId], before: &[(UnitId, String)]) {
        let Some(now) = made.first().and_then(|id| work.unit(id)) else { return };
        let moves: Vec<(UnitId, UnitId, Trace)> = before
            .iter()
            .zip(now.walk())
            .map(|((old, text), unit)| (old.clone(), unit.id.clone(), self.of(old, text.chars().count())))
            .collect();
        for (old, new, _) in &moves {
            if old != new {
                self.touched.insert(old.clone(), Trace::default());
                self.renamed.insert(old.clone(), new.clone());
            }
        }
        for (_, new, trace) in moves {
            self.touched.insert(new, trace);
        }
    }
}
