//! The operations that lead from one state of a draft to the next, by the ids of its units.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::amend::{DateField, Operation, perform};
use crate::diff::{ChangeKind, diff};
use crate::drafting::edits::{parts_of, same_parts};
use crate::drafting::likeness::Bag;
use crate::model::{Document, Unit, UnitId};

/// How much of 100 of a new unit's words must have stood in the unit before it for that one to have been parted.
const PARTED_PERCENT: usize = 60;
/// How much of 100 the words of two units and of the one that they became must have in common.
const SAME_PERCENT: usize = 70;

/// The operations that lead from one state of a text to another: units are the same where their ids are.
///
/// `apply_operations(old, &operations_between(old, new))` has the title and the units of `new`, to the last note. A unit is
/// moved only where its order or its parent changed; one whose words went into a new unit behind it was parted (`Split`),
/// one whose words went into the unit beside it was joined to it (`Merge`). Of a text that was typed or uploaded anew the
/// ids are those of its numbers: call [`keep_ids`] first. Units without an id are left out.
pub fn operations_between(old: &Document, new: &Document) -> Vec<Operation> {
    let known = old.walk().map(|unit| unit.id.clone()).collect();
    let mut writer = Writer { work: old.clone(), known, operations: Vec::new() };
    if old.title != new.title {
        writer.push(Operation::Retitle { title: new.title.clone() });
    }
    writer.dates(old, new);
    let wanted: HashSet<UnitId> = new.walk().map(|unit| unit.id.clone()).collect();
    writer.joined(old, new, &wanted);
    writer.parted(new);
    let children = writer.children();
    writer.arrange(&children, &UnitId::default(), &new.units);
    writer.remove(&wanted);
    writer.rewrite(new);
    writer.operations
}

struct Writer {
    /// The old text with the operations so far.
    work: Document,
    known: HashSet<UnitId>,
    operations: Vec<Operation>,
}

impl Writer {
    /// Carries an operation out and keeps it; one that cannot be carried out is left to what comes after it.
    fn push(&mut self, operation: Operation) -> bool {
        let done = perform(&mut self.work, &operation).is_ok();
        if done {
            match &operation {
                Operation::Add { unit, .. } => self.known.extend(unit.walk().map(|unit| unit.id.clone())),
                Operation::Split { unit, .. } => drop(self.known.insert(unit.id.clone())),
                Operation::Merge { target, .. } => drop(self.known.remove(target)),
                _ => {}
            }
            self.operations.push(operation);
        }
        done
    }

    fn dates(&mut self, old: &Document, new: &Document) {
        let fields = [
            (DateField::Adopted, old.dates.adopted, new.dates.adopted),
            (DateField::InForce, old.dates.in_force, new.dates.in_force),
            (DateField::Applies, old.dates.applies, new.dates.applies),
            (DateField::Ended, old.dates.ended, new.dates.ended),
        ];
        for (field, before, date) in fields {
            if before != date {
                self.push(Operation::SetDate { target: UnitId::default(), field, date });
            }
        }
    }

    /// Units that are gone and whose words stand in the sibling beside them.
    fn joined(&mut self, old: &Document, new: &Document, wanted: &HashSet<UnitId>) {
        let later = by_id(new);
        let mut lists: Vec<&[Unit]> = vec![&old.units];
        lists.extend(old.walk().map(|unit| unit.children.as_slice()));
        for siblings in lists {
            for pair in siblings.windows(2) {
                let [one, other] = pair else { continue };
                let (gone, kept) = match (wanted.contains(&one.id), wanted.contains(&other.id)) {
                    (true, false) => (other, one),
                    (false, true) => (one, other),
                    _ => continue,
                };
                let Some(now) = later.get(&kept.id) else { continue };
                if were_joined(kept, gone, now) {
                    let (target, into) = (gone.id.clone(), kept.id.clone());
                    self.push(Operation::Merge { target, into });
                }
            }
        }
    }

    /// New units whose words stood at the end of the sibling before them.
    fn parted(&mut self, new: &Document) {
        let mut lists: Vec<&[Unit]> = vec![&new.units];
        lists.extend(new.walk().map(|unit| unit.children.as_slice()));
        for siblings in lists {
            for pair in siblings.windows(2) {
                let [kept, born] = pair else { continue };
                if born.id.is_empty() || born.text.is_empty() || self.known.contains(&born.id) {
                    continue;
                }
                let Some(before) = self.work.unit(&kept.id) else { continue };
                if let Some(at) = parting(&before.text, &kept.text, &born.text) {
                    let bare =
                        Unit { text: String::new(), notes: Vec::new(), spans: Vec::new(), ..parts_of(born) };
                    let target = kept.id.clone();
                    self.push(Operation::Split { target, at, unit: Box::new(bare) });
                }
            }
        }
    }

    /// The children of each unit, those at the top under the empty id.
    fn children(&self) -> HashMap<UnitId, Vec<UnitId>> {
        let ids = |units: &[Unit]| units.iter().map(|unit| unit.id.clone()).collect();
        let below = self.work.walk().map(|unit| (unit.id.clone(), ids(&unit.children)));
        below.chain([(UnitId::default(), ids(&self.work.units))]).collect()
    }

    /// Brings the children of a unit into their order, top down, so that a unit's new parent is in its place before it.
    /// What has gone to another parent meanwhile is wanted nowhere else, so the lists may be those of the beginning.
    fn arrange(&mut self, children: &HashMap<UnitId, Vec<UnitId>>, parent: &UnitId, wanted: &[Unit]) {
        let none = Vec::new();
        let present = children.get(parent).unwrap_or(&none);
        let stays = in_order(present, wanted);
        let mut after: Option<UnitId> = None;
        for unit in wanted.iter().filter(|unit| !unit.id.is_empty()) {
            let (id, parent) = (unit.id.clone(), parent.clone());
            let is_known = self.known.contains(&id);
            if !is_known {
                let fresh = self.fresh(unit);
                self.push(Operation::Add { parent, after: after.clone(), unit: Box::new(fresh) });
            } else if !stays.contains(&id) {
                self.push(Operation::Move { target: id.clone(), parent, after: after.clone() });
            }
            after = Some(id);
        }
        for unit in wanted.iter().filter(|unit| !unit.id.is_empty()) {
            self.arrange(children, &unit.id, &unit.children);
        }
    }

    /// A new unit with those units in it that are new too; the others come by moves.
    fn fresh(&self, unit: &Unit) -> Unit {
        let is_new = |child: &&Unit| !child.id.is_empty() && !self.known.contains(&child.id);
        let children = unit.children.iter().filter(is_new).map(|child| self.fresh(child)).collect();
        Unit { children, ..parts_of(unit) }
    }

    fn remove(&mut self, wanted: &HashSet<UnitId>) {
        while let Some(target) =
            self.work.walk().find(|unit| !wanted.contains(&unit.id)).map(|unit| unit.id.clone())
        {
            if !self.push(Operation::Delete { target }) {
                return;
            }
        }
    }

    fn rewrite(&mut self, new: &Document) {
        let changed: Vec<Unit> = {
            let now = by_id(&self.work);
            let differs = |unit: &&Unit| now.get(&unit.id).is_some_and(|now| !same_parts(now, unit));
            new.walk().filter(differs).map(parts_of).collect()
        };
        for with in changed {
            self.push(Operation::Rewrite { target: with.id.clone(), with: Box::new(with) });
        }
    }
}

pub(crate) fn by_id(document: &Document) -> HashMap<&UnitId, &Unit> {
    document.walk().map(|unit| (&unit.id, unit)).collect()
}

/// Of the units that are present, those that can stay where they are: the longest run in the wanted order.
fn in_order(present: &[UnitId], wanted: &[Unit]) -> HashSet<UnitId> {
    let place: HashMap<&UnitId, usize> = present.iter().enumerate().map(|(at, id)| (id, at)).collect();
    let pairs: Vec<(usize, usize)> = wanted
        .iter()
        .enumerate()
        .filter_map(|(at, unit)| place.get(&unit.id).map(|before| (*before, at)))
        .collect();
    crate::siblings::rising(&pairs).into_iter().map(|(before, _)| present[before].clone()).collect()
}

/// Whether two units' words, in their order or the other, are the words of one unit now.
fn were_joined(kept: &Unit, gone: &Unit, now: &Unit) -> bool {
    if gone.text.is_empty() || now.text == kept.text {
        return false;
    }
    let came = Bag::of(&now.text).without(&Bag::of(&kept.text));
    let both = [kept.text.as_str(), gone.text.as_str()].join(" ");
    came.share_of(&Bag::of(&gone.text)) >= PARTED_PERCENT
        && Bag::of(&both).likeness(&Bag::of(&now.text)) >= SAME_PERCENT
}

/// The character of a unit's words from which on they went into the unit behind it; none when they did not.
fn parting(before: &str, kept: &str, born: &str) -> Option<u32> {
    if before == kept || kept.is_empty() {
        return None;
    }
    let gone = Bag::of(before).without(&Bag::of(kept));
    let both = [kept, born].join(" ");
    if gone.share_of(&Bag::of(born)) < PARTED_PERCENT
        || Bag::of(before).likeness(&Bag::of(&both)) < SAME_PERCENT
    {
        return None;
    }
    // The first old character that is kept in the part behind the border.
    let border = kept.len() + 1;
    let (mut old, mut new) = (0, 0);
    for change in diff(before, &both) {
        let length = change.text.len();
        match change.kind {
            ChangeKind::Equal if new + length > border => {
                let into = border.saturating_sub(new);
                let rest = before.get(old + into..)?;
                let byte = old + into + (rest.len() - rest.trim_start().len());
                let words_before = !before.get(..byte)?.trim().is_empty();
                return (words_before && byte < before.len()).then(|| before[..byte].chars().count() as u32);
            }
            ChangeKind::Equal => (old, new) = (old + length, new + length),
            ChangeKind::Delete => old += length,
            ChangeKind::Insert => new += length,
        }
    }
    None
}

/// A text that was typed or uploaded anew, with the ids of the version before wherever its units continue those.
///
/// A unit keeps its id where its words stand letter for letter, where number and words agree, or where its words alone decide against all
/// others; never by likeness to what stood under another unit. A new unit takes the id of its number unless that was ever used: `used`
/// are the ids of all versions so far, so that no unit is ever taken for one that is gone.
pub fn keep_ids(old: &Document, new: &Document, used: &BTreeSet<UnitId>) -> Document {
    named(Some(old), new, &crate::drafting::pairing::origins(old, new), used)
}

/// A text with the ids that its units continue, and new ones for all others.
pub(crate) fn named(
    old: Option<&Document>,
    new: &Document,
    origins: &[Option<UnitId>],
    used: &BTreeSet<UnitId>,
) -> Document {
    let mut next = new.clone();
    let mut taken: HashSet<UnitId> = used.iter().cloned().collect();
    taken.extend(old.into_iter().flat_map(Document::walk).map(|unit| unit.id.clone()));
    let mut at = 0;
    name(&mut next.units, origins, &mut at, &mut taken);
    crate::ids::assign_missing_ids(&mut next);
    next
}

fn name(units: &mut [Unit], origins: &[Option<UnitId>], at: &mut usize, taken: &mut HashSet<UnitId>) {
    for unit in units {
        let origin = origins.get(*at).cloned().flatten();
        *at += 1;
        unit.id = origin.unwrap_or_else(|| {
            let own = std::mem::take(&mut unit.id);
            let mut fresh = own.clone();
            let mut number = 2_u32;
            while fresh.is_empty() || !taken.insert(fresh.clone()) {
                fresh = UnitId::new(format!("{own}~{number}"));
                number += 1;
            }
            fresh
        });
        name(&mut unit.children, origins, at, taken);
    }
}

/// The units that operations touch: what they change, take away, move, part or join, and the unit into which they put
/// something; the empty id for the whole text.
pub fn touched(operations: &[Operation]) -> BTreeSet<UnitId> {
    let mut units = BTreeSet::new();
    let mut added: HashSet<&UnitId> = HashSet::new();
    for operation in operations {
        let also = match operation {
            Operation::Move { parent, .. } => Some(parent),
            Operation::Merge { into, .. } => Some(into),
            _ => None,
        };
        units.extend([operation.target()].into_iter().chain(also).cloned());
        match operation {
            Operation::Add { unit, .. } => added.extend(unit.walk().map(|unit| &unit.id)),
            Operation::Split { unit, .. } => drop(added.insert(&unit.id)),
            _ => {}
        }
    }
    // What they bring themselves is nobody else's.
    units.retain(|unit| !added.contains(unit));
    units
}
