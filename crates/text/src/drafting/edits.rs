//! What the operations on drafts do to the tree. Unlike those of amending acts they keep every id.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use crate::amend::{Operation, perform, siblings_mut};
use crate::error::{Broken, Refusal};
use crate::model::{Document, Note, Unit, UnitId};

/// The text after the operations: all of them, or none and the reason.
///
/// ```
/// use maru_text::{apply_operations, operations_between, parse_markdown};
///
/// let old = parse_markdown("# N\n\n## Article 1\n\nA provider may label it.\n");
/// let new = parse_markdown("# N\n\n## Article 1\n\nA provider must label it.\n");
/// let operations = operations_between(&old, &new);
/// assert_eq!(operations.len(), 1);
/// assert_eq!(apply_operations(&old, &operations), Ok(new));
/// ```
pub fn apply_operations(document: &Document, operations: &[Operation]) -> Result<Document, Broken> {
    let mut next = document.clone();
    for (at, operation) in operations.iter().enumerate() {
        perform(&mut next, operation).map_err(|refusal| Broken {
            number: at + 1,
            of: operations.len(),
            refusal,
        })?;
    }
    Ok(next)
}

pub(crate) fn retitle(document: &mut Document, title: &str) -> Vec<UnitId> {
    title.clone_into(&mut document.title);
    Vec::new()
}

/// Whether two units have the same parts of their own: all but id and children.
pub fn same_parts(one: &Unit, other: &Unit) -> bool {
    one.kind == other.kind
        && one.number == other.number
        && one.heading == other.heading
        && one.heading_first == other.heading_first
        && one.text == other.text
        && one.notes == other.notes
        && one.spans == other.spans
        && one.dates == other.dates
}

/// A unit's own parts, without children; the id stays.
pub(crate) fn parts_of(unit: &Unit) -> Unit {
    Unit {
        id: unit.id.clone(),
        kind: unit.kind,
        number: unit.number.clone(),
        heading: unit.heading.clone(),
        heading_first: unit.heading_first,
        text: unit.text.clone(),
        notes: unit.notes.clone(),
        spans: unit.spans.clone(),
        children: Vec::new(),
        dates: unit.dates.clone(),
    }
}

fn set_parts(unit: &mut Unit, with: &Unit) {
    let children = std::mem::take(&mut unit.children);
    *unit = Unit { id: unit.id.clone(), children, ..parts_of(with) };
}

/// Notes hang in the words, in order, between characters.
fn has_sound_notes(unit: &Unit) -> bool {
    let in_words = unit.notes.iter().all(|note| unit.text.is_char_boundary(note.at));
    in_words && unit.notes.is_sorted_by_key(|note| note.at)
}

fn find_mut<'a>(document: &'a mut Document, id: &UnitId) -> Result<&'a mut Unit, Refusal> {
    document.unit_mut(id).ok_or_else(|| Refusal::NoUnit(id.clone()))
}

pub(crate) fn rewrite(document: &mut Document, target: &UnitId, with: &Unit) -> Result<Vec<UnitId>, Refusal> {
    if !has_sound_notes(with) {
        return Err(Refusal::Malformed(target.clone()));
    }
    set_parts(find_mut(document, target)?, with);
    Ok(vec![target.clone()])
}

pub(crate) fn add(
    document: &mut Document,
    parent: &UnitId,
    after: Option<&UnitId>,
    unit: &Unit,
) -> Result<Vec<UnitId>, Refusal> {
    let mut seen: HashSet<&UnitId> = HashSet::new();
    for part in unit.walk() {
        if part.id.is_empty() || !seen.insert(&part.id) || !has_sound_notes(part) {
            return Err(Refusal::Malformed(part.id.clone()));
        }
    }
    if let Some(taken) = document.walk().find(|known| seen.contains(&known.id)) {
        return Err(Refusal::Taken(taken.id.clone()));
    }
    put(document, parent, after, unit.clone())?;
    Ok(unit.walk().map(|part| part.id.clone()).collect())
}

/// Puts a unit below a parent, behind a sibling or in the first place.
fn put(document: &mut Document, parent: &UnitId, after: Option<&UnitId>, unit: Unit) -> Result<(), Refusal> {
    let siblings =
        if parent.is_empty() { &mut document.units } else { &mut find_mut(document, parent)?.children };
    let at = match after {
        None => 0,
        Some(id) => {
            siblings.iter().position(|unit| unit.id == *id).ok_or_else(|| Refusal::NoUnit(id.clone()))? + 1
        }
    };
    siblings.insert(at, unit);
    Ok(())
}

pub(crate) fn move_unit(
    document: &mut Document,
    target: &UnitId,
    parent: &UnitId,
    after: Option<&UnitId>,
) -> Result<Vec<UnitId>, Refusal> {
    let no_unit = |id: &UnitId| Refusal::NoUnit(id.clone());
    let unit = document.unit(target).ok_or_else(|| no_unit(target))?;
    if unit.find(parent).is_some() || after == Some(target) {
        return Err(Refusal::InsideItself(target.clone()));
    }
    let holder = if parent.is_empty() {
        &document.units
    } else {
        &document.unit(parent).ok_or_else(|| no_unit(parent))?.children
    };
    if let Some(after) = after.filter(|after| holder.iter().all(|sibling| sibling.id != **after)) {
        return Err(no_unit(after));
    }
    let (siblings, at) = siblings_mut(&mut document.units, target).ok_or_else(|| no_unit(target))?;
    let unit = siblings.remove(at);
    put(document, parent, after, unit)?;
    Ok(vec![target.clone()])
}

pub(crate) fn split(
    document: &mut Document,
    target: &UnitId,
    at: u32,
    with: &Unit,
) -> Result<Vec<UnitId>, Refusal> {
    if with.id.is_empty() || !with.text.is_empty() || !with.notes.is_empty() || !with.children.is_empty() {
        return Err(Refusal::Malformed(with.id.clone()));
    }
    if document.unit(&with.id).is_some() {
        return Err(Refusal::Taken(with.id.clone()));
    }
    let no_unit = || Refusal::NoUnit(target.clone());
    let (siblings, place) = siblings_mut(&mut document.units, target).ok_or_else(no_unit)?;
    let unit = &mut siblings[place];
    let no_place = || Refusal::NoPlace { unit: target.clone(), at };
    let byte = unit.text.char_indices().nth(at as usize).map(|(byte, _)| byte).ok_or_else(no_place)?;
    let head = unit.text[..byte].trim_end().to_owned();
    if head.is_empty() {
        return Err(no_place());
    }
    let tail = unit.text.split_off(byte);
    let cut = unit.notes.partition_point(|note| note.at < byte);
    let mut notes = unit.notes.split_off(cut);
    for note in &mut notes {
        note.at = note.at.saturating_sub(byte).min(tail.len());
    }
    let new = Unit { text: tail, notes, children: std::mem::take(&mut unit.children), ..with.clone() };
    for note in &mut unit.notes {
        note.at = note.at.min(head.len());
    }
    unit.text = head;
    let new_id = new.id.clone();
    siblings.insert(place + 1, new);
    Ok(vec![target.clone(), new_id])
}

pub(crate) fn merge(document: &mut Document, target: &UnitId, into: &UnitId) -> Result<Vec<UnitId>, Refusal> {
    let no_unit = || Refusal::NoUnit(target.clone());
    let (siblings, at) = siblings_mut(&mut document.units, target).ok_or_else(no_unit)?;
    let beside = |place: Option<usize>| {
        place.filter(|place| siblings.get(*place).is_some_and(|sibling| sibling.id == *into))
    };
    let Some(other) = beside(at.checked_sub(1)).or_else(|| beside(Some(at + 1))) else {
        return Err(Refusal::NotBeside { unit: target.clone(), other: into.clone() });
    };
    let gone = siblings.remove(at);
    let (place, is_before) = if other < at { (other, false) } else { (other - 1, true) };
    let kept = &mut siblings[place];
    let own = Unit { children: std::mem::take(&mut kept.children), ..parts_of(kept) };
    let (first, second) = if is_before { (gone, own) } else { (own, gone) };
    let gap = usize::from(!first.text.is_empty() && !second.text.is_empty());
    let shift = first.text.len() + gap;
    kept.text = [first.text.as_str(), second.text.as_str()].join(if gap == 1 { " " } else { "" });
    let later = second.notes.into_iter().map(|note| Note { at: note.at + shift, ..note });
    kept.notes = first.notes.into_iter().chain(later).collect();
    kept.children = first.children.into_iter().chain(second.children).collect();
    Ok(vec![into.clone()])
}

/// The words in which a unit's ranges are counted: its heading, a line feed where both are there, and its own text, in NFC.
///
/// The number is not among them, for it may change while the words stay; neither are footnotes, nor what the unit contains.
pub fn anchor_text(unit: &Unit) -> String {
    let heading = unit.heading.as_deref().unwrap_or_default();
    let gap = if heading.is_empty() || unit.text.is_empty() { "" } else { "\n" };
    [heading, gap, &unit.text].concat().nfc().collect()
}
