//! Which character of a version comes from which of the one before: followed through the operations, never guessed by
//! likeness from one unit to another.

use std::collections::{HashMap, HashSet};

use similar::{Algorithm, DiffOp};

use crate::amend::{Operation, perform};
use crate::diff::{MAX_TOKENS, number, tokens};
use crate::drafting::edits::{Broken, anchor_text};
use crate::model::{Document, Unit, UnitId};

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

/// Pairs of characters that are the same, by comparing words from the beginning or from the end.
fn kept_characters(old: &str, new: &str, from_the_end: bool) -> Vec<(usize, usize)> {
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
    let mut pairs = Vec::new();
    for op in similar::capture_diff_slices(Algorithm::Myers, &old_ids, &new_ids) {
        let DiffOp::Equal { old_index, new_index, len } = op else { continue };
        let (old_from, new_from) = if from_the_end {
            (old_tokens.len() - old_index - len, new_tokens.len() - new_index - len)
        } else {
            (old_index, new_index)
        };
        let block = &old_tokens[old_from..old_from + len];
        // A blank or a comma that happens to be in both is not the same words kept.
        let says_something = block.iter().any(|token| token.chars().any(char::is_alphanumeric));
        let all = len == old_tokens.len() && len == new_tokens.len();
        if says_something || all {
            let length: usize = block.iter().map(|token| token.chars().count()).sum();
            pairs.extend((0..length).map(|at| (old_starts[old_from] + at, new_starts[new_from] + at)));
        }
    }
    pairs
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
