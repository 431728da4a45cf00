//! Amendments as operations on units, each with a fingerprint of what it expects to find.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::error::Refusal;
use crate::fingerprint::Fingerprint;
use crate::ids::{assign_missing_ids, slug};
use crate::marker::hangul;
use crate::model::{Document, Unit, UnitId, UnitKind};
use crate::tree::collapse;

impl Fingerprint {
    /// The fingerprint of a unit with all that it contains.
    pub fn of(unit: &Unit) -> Self {
        Self::of_words(&collapse(&unit.full_text()))
    }
}

/// How much of a unit a replacement concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The unit with all that it contains.
    Whole,
    /// Its own words before its children: the introductory part.
    Text,
    /// Its own words and its points, up to its second subparagraph.
    FirstSubparagraph,
    Heading,
}

/// One of the four dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateField {
    Adopted,
    /// The day of entry into force.
    InForce,
    /// The day from which duties must be met.
    Applies,
    /// The first day on which it is no longer law.
    Ended,
}

/// One change to a text, by the ids of its units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "operation")]
pub enum Operation {
    /// Puts other words in a unit's place.
    Replace {
        target: UnitId,
        scope: Scope,
        /// What comes in its place; for a heading, the first one's heading or text.
        with: Vec<Unit>,
    },
    /// Puts new units into a unit, or at the top when there is none.
    Insert {
        /// The unit that will contain them; empty for the top.
        parent: UnitId,
        /// The unit after which they stand; the parent itself for right after its own words; by number when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<UnitId>,
        units: Vec<Unit>,
    },
    /// Takes a unit away with all that it contains.
    Delete {
        target: UnitId,
    },
    /// Gives a unit another number.
    Renumber {
        target: UnitId,
        /// As it is to be printed: `12a`, `(1)`.
        number: String,
    },
    /// Replaces words in a unit and what it contains, wherever they stand.
    Substitute {
        /// The unit; empty for the whole text.
        target: UnitId,
        old: String,
        new: String,
    },
    /// Changes a date.
    SetDate {
        /// The unit; empty for the whole text.
        target: UnitId,
        field: DateField,
        /// The date; none takes it away.
        #[serde(default, with = "crate::date::strict")]
        date: Option<Date>,
    },
    Retitle {
        title: String,
    },
    /// Gives a unit of a draft other parts of its own; its id, its place and its children stay.
    Rewrite {
        target: UnitId,
        /// Kind, number, heading, words, notes, spans and dates as they shall be; its id and children do not count.
        with: Box<Unit>,
    },
    /// Puts a unit into a draft under the ids that it brings.
    Add {
        /// The unit that will contain it; empty for the top.
        parent: UnitId,
        /// The sibling after which it stands; none for the first place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<UnitId>,
        /// The new unit, each id in it new to the text.
        unit: Box<Unit>,
    },
    /// Puts a unit with all that it contains in another place.
    Move {
        target: UnitId,
        /// The unit that will contain it; empty for the top.
        parent: UnitId,
        /// The sibling after which it stands; none for the first place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<UnitId>,
    },
    /// Parts a unit's own words: those from a character on become a new unit right behind it.
    Split {
        target: UnitId,
        /// The first character of [`Unit::text`] that goes, counted from 0.
        at: u32,
        /// Id, kind, number and heading of the new unit; it has no words or children of its own.
        unit: Box<Unit>,
    },
    /// Joins a unit's own words and children to those of the sibling beside it.
    Merge {
        /// The unit that is gone afterwards.
        target: UnitId,
        /// The sibling right before or right behind it.
        into: UnitId,
    },
}

/// The whole text, where an operation names no unit.
static WHOLE: UnitId = UnitId::whole();

impl Operation {
    /// The unit that must be there; empty for the whole text.
    pub fn target(&self) -> &UnitId {
        match self {
            Self::Insert { parent, .. } | Self::Add { parent, .. } => parent,
            Self::Retitle { .. } => &WHOLE,
            Self::Rewrite { target, .. }
            | Self::Move { target, .. }
            | Self::Split { target, .. }
            | Self::Merge { target, .. }
            | Self::Replace { target, .. }
            | Self::Delete { target }
            | Self::Renumber { target, .. }
            | Self::Substitute { target, .. }
            | Self::SetDate { target, .. } => target,
        }
    }
}

/// An operation, what to call it, and what it expects to find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// What to call it: the number of the instruction; a list of operations has none.
    #[serde(default)]
    pub label: String,
    #[serde(flatten)]
    pub operation: Operation,
    /// The fingerprint of its target as its author saw it; absent when the author saw nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expects: Option<Fingerprint>,
}

impl Amendment {
    /// An amendment drafted against a text: its fingerprint is that of the target there.
    pub fn against(document: &Document, label: impl Into<String>, operation: Operation) -> Self {
        let expects = match operation {
            // What is inserted changes nothing that stands there.
            Operation::Insert { .. } | Operation::Add { .. } => None,
            _ => document.unit(operation.target()).map(Fingerprint::of),
        };
        Self { label: label.into(), operation, expects }
    }
}

/// What became of an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It was applied; these units were made or changed.
    Applied(Vec<UnitId>),
    /// The text said already what it asks for.
    AlreadyThere,
    Refused(Refusal),
}

/// A new version and what became of each amendment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amended {
    /// The text as amended.
    pub document: Document,
    /// One fate for each amendment, in order.
    pub fates: Vec<Fate>,
}

/// Applies amendments in order; one that is refused leaves the text as it was.
pub fn apply(document: &Document, amendments: &[Amendment]) -> Amended {
    let mut next = document.clone();
    // What an earlier amendment of the same series changed is not a change behind a later one's back.
    let mut touched: Vec<UnitId> = Vec::new();
    let mut fates = Vec::with_capacity(amendments.len());
    for amendment in amendments {
        let fate = apply_one(&mut next, amendment, &touched);
        if let Fate::Applied(ids) = &fate {
            touched.extend(ids.iter().cloned());
            touched.push(amendment.operation.target().clone());
        }
        fates.push(fate);
    }
    Amended { document: next, fates }
}

pub(crate) fn apply_one(document: &mut Document, amendment: &Amendment, touched: &[UnitId]) -> Fate {
    if is_there_already(document, &amendment.operation) {
        return Fate::AlreadyThere;
    }
    match check(document, amendment, touched).and_then(|()| perform(document, &amendment.operation)) {
        Ok(ids) => Fate::Applied(ids),
        Err(refusal) => Fate::Refused(refusal),
    }
}

/// The three-way check: what the author saw, what is there now, what is to come.
fn check(document: &Document, amendment: &Amendment, touched: &[UnitId]) -> Result<(), Refusal> {
    let target = amendment.operation.target();
    if target.is_empty() {
        return Ok(());
    }
    let unit = document.unit(target).ok_or_else(|| Refusal::NoUnit(target.clone()))?;
    let Some(expected) = &amendment.expects else { return Ok(()) };
    let found = Fingerprint::of(unit);
    let ours = touched.iter().any(|id| id == target || unit.find(id).is_some() || is_below(target, id));
    if found == *expected || ours {
        return Ok(());
    }
    Err(Refusal::Changed { unit: target.clone(), expected: expected.clone(), found })
}

/// Whether the text says already what the operation asks for.
fn is_there_already(document: &Document, operation: &Operation) -> bool {
    let words = |unit: &Unit| collapse(&unit.full_text());
    match operation {
        Operation::Replace { target, scope: Scope::Whole, with } => {
            let [with] = with.as_slice() else { return false };
            document.unit(target).is_some_and(|unit| words(unit) == words(with))
        }
        Operation::Replace { target, scope: Scope::Heading, with } => {
            let heading = with.first().and_then(|unit| unit.heading.as_deref());
            heading.is_some() && document.unit(target).is_some_and(|unit| unit.heading.as_deref() == heading)
        }
        Operation::Insert { parent, units, .. } => {
            let siblings = if parent.is_empty() {
                Some(&document.units)
            } else {
                document.unit(parent).map(|unit| &unit.children)
            };
            let there = |unit: &Unit| {
                siblings.is_some_and(|siblings| siblings.iter().any(|other| words(other) == words(unit)))
            };
            !units.is_empty() && units.iter().all(there)
        }
        _ => false,
    }
}

pub(crate) fn perform(document: &mut Document, operation: &Operation) -> Result<Vec<UnitId>, Refusal> {
    use crate::drafting::edits;
    match operation {
        Operation::Retitle { title } => Ok(edits::retitle(document, title)),
        Operation::Rewrite { target, with } => edits::rewrite(document, target, with),
        Operation::Add { parent, after, unit } => edits::add(document, parent, after.as_ref(), unit),
        Operation::Move { target, parent, after } => {
            edits::move_unit(document, target, parent, after.as_ref())
        }
        Operation::Split { target, at, unit } => edits::split(document, target, *at, unit),
        Operation::Merge { target, into } => edits::merge(document, target, into),
        Operation::Replace { target, scope, with } => replace(document, target, *scope, with),
        Operation::Insert { parent, after, units } => insert(document, parent, after.as_ref(), units),
        Operation::Delete { target } => delete(document, target),
        Operation::Renumber { target, number } => renumber(document, target, number),
        Operation::Substitute { target, old, new } => substitute(document, target, old, new),
        Operation::SetDate { target, field, date } => set_date(document, target, *field, *date),
    }
}

fn replace(
    document: &mut Document,
    target: &UnitId,
    scope: Scope,
    with: &[Unit],
) -> Result<Vec<UnitId>, Refusal> {
    let first = with.first().ok_or(Refusal::Empty)?;
    let no_unit = || Refusal::NoUnit(target.clone());
    match scope {
        Scope::Whole => {
            let (siblings, at) = siblings_mut(&mut document.units, target).ok_or_else(no_unit)?;
            let old = siblings.remove(at);
            for (offset, unit) in with.iter().enumerate() {
                let mut unit = without_ids(unit);
                if offset == 0 {
                    unit.id = old.id.clone();
                    unit.kind = old.kind;
                    unit.dates = old.dates.clone();
                }
                siblings.insert(at + offset, unit);
            }
        }
        Scope::Heading => {
            let words = first.heading.clone().unwrap_or_else(|| first.full_text());
            document.unit_mut(target).ok_or_else(no_unit)?.heading = Some(words);
        }
        Scope::Text => {
            let unit = document.unit_mut(target).ok_or_else(no_unit)?;
            unit.text.clone_from(&first.text);
            unit.notes.clone_from(&first.notes);
        }
        Scope::FirstSubparagraph => {
            let unit = document.unit_mut(target).ok_or_else(no_unit)?;
            let second = second_subparagraph(unit);
            let rest = unit.children.split_off(second);
            unit.text.clone_from(&first.text);
            unit.notes.clone_from(&first.notes);
            unit.children = first.children.iter().map(without_ids).collect();
            unit.children.extend(with[1..].iter().map(without_ids));
            unit.children.extend(rest);
        }
    }
    assign_missing_ids(document);
    Ok(vec![target.clone()])
}

/// Where the first subparagraph's points end among a unit's children.
pub(crate) fn second_subparagraph(unit: &Unit) -> usize {
    let is_next = |child: &Unit| {
        child.number.is_none() && matches!(child.kind, UnitKind::Subparagraph | UnitKind::Paragraph)
    };
    let first = usize::from(unit.text.is_empty() && unit.children.first().is_some_and(is_next));
    unit.children.iter().skip(first).position(is_next).map_or(unit.children.len(), |at| at + first)
}

fn without_ids(unit: &Unit) -> Unit {
    let mut unit = unit.clone();
    unit.id = UnitId::default();
    unit.children = unit.children.iter().map(without_ids).collect();
    unit
}

fn insert(
    document: &mut Document,
    parent: &UnitId,
    after: Option<&UnitId>,
    units: &[Unit],
) -> Result<Vec<UnitId>, Refusal> {
    let first = units.first().ok_or(Refusal::Empty)?;
    let siblings = if parent.is_empty() {
        &mut document.units
    } else {
        &mut document.unit_mut(parent).ok_or_else(|| Refusal::NoUnit(parent.clone()))?.children
    };
    if let Some(taken) = units.iter().find_map(|unit| twin(siblings, unit)) {
        return Err(Refusal::Taken(taken));
    }
    let at = match after {
        Some(id) if id == parent => 0,
        Some(id) => {
            siblings.iter().position(|unit| unit.id == *id).ok_or_else(|| Refusal::NoUnit(id.clone()))? + 1
        }
        None => place_by_number(siblings, first),
    };
    for (offset, unit) in units.iter().enumerate() {
        siblings.insert(at + offset, without_ids(unit));
    }
    let count = units.len();
    assign_missing_ids(document);
    let siblings = if parent.is_empty() {
        &document.units
    } else {
        &document.unit(parent).ok_or_else(|| Refusal::NoUnit(parent.clone()))?.children
    };
    Ok(siblings[at..at + count].iter().map(|unit| unit.id.clone()).collect())
}

/// A sibling of the same kind and number.
fn twin(siblings: &[Unit], unit: &Unit) -> Option<UnitId> {
    let wanted = slug(unit.number.as_deref()?);
    let is_twin = |other: &&Unit| {
        other.kind == unit.kind && other.number.as_deref().is_some_and(|number| slug(number) == wanted)
    };
    siblings.iter().find(is_twin).map(|other| other.id.clone())
}

/// After the last sibling of its kind with a smaller number; after all of its kind when it has none.
fn place_by_number(siblings: &[Unit], unit: &Unit) -> usize {
    let rank = |unit: &Unit| unit.number.as_deref().map(|number| sort_key(&slug(number)));
    let own = rank(unit);
    let is_before = |other: &Unit| {
        let alike = other.kind == unit.kind;
        match (&own, rank(other)) {
            (Some(own), Some(other)) => alike && other < *own,
            _ => alike,
        }
    };
    let before = siblings.iter().rposition(is_before);
    let same_kind = siblings.iter().position(|other| other.kind == unit.kind);
    before.map(|at| at + 1).or(same_kind).unwrap_or_else(|| match unit.kind {
        // Points come before the paragraphs that follow them.
        UnitKind::Point | UnitKind::Item => siblings
            .iter()
            .position(|other| {
                matches!(other.kind, UnitKind::Subparagraph | UnitKind::Paragraph | UnitKind::Passage)
            })
            .unwrap_or(siblings.len()),
        _ => siblings.len(),
    })
}

/// Numbers in the order in which they are printed: 4 < 4a < 5; b < ba < bb < c; I < II < IX; 3의2 < 3의10; 하 < 거.
pub(crate) fn sort_key(slug: &str) -> (u32, String) {
    let digits: String = slug.chars().take_while(char::is_ascii_digit).collect();
    if let Ok(number) = digits.parse() {
        return (number, padded(&slug[digits.len()..]));
    }
    let (letter, branch) = slug.split_once('-').unwrap_or((slug, ""));
    if let Some(value) = hangul(letter) {
        return (u32::try_from(value).unwrap_or(u32::MAX), padded(branch));
    }
    if let Some(value) = roman(slug) {
        return (value, String::new());
    }
    (0, slug.to_owned())
}

/// The numbers behind the first one, of one length, so that they compare as numbers.
fn padded(branch: &str) -> String {
    let mut out = String::new();
    for part in branch.split_inclusive('-') {
        let digits = part.trim_end_matches('-');
        let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if number {
            let _ = write!(out, "{digits:0>6}");
        } else {
            out.push_str(part);
        }
    }
    out
}

fn roman(text: &str) -> Option<u32> {
    let value = |byte: u8| match byte {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        b'C' => Some(100),
        _ => None,
    };
    let values: Vec<u32> = text.bytes().map(value).collect::<Option<_>>()?;
    let signed = |(at, value): (usize, &u32)| {
        let value = i64::from(*value);
        if values.get(at + 1).is_some_and(|next| i64::from(*next) > value) { -value } else { value }
    };
    u32::try_from(values.iter().enumerate().map(signed).sum::<i64>()).ok().filter(|value| *value > 0)
}

fn delete(document: &mut Document, target: &UnitId) -> Result<Vec<UnitId>, Refusal> {
    let (siblings, at) =
        siblings_mut(&mut document.units, target).ok_or_else(|| Refusal::NoUnit(target.clone()))?;
    siblings.remove(at);
    Ok(vec![target.clone()])
}

fn renumber(document: &mut Document, target: &UnitId, number: &str) -> Result<Vec<UnitId>, Refusal> {
    let path: Vec<UnitId> = document.path(target).iter().map(|unit| unit.id.clone()).collect();
    let parent = path.len().checked_sub(2).map(|at| path[at].clone()).unwrap_or_default();
    let (siblings, at) =
        siblings_mut(&mut document.units, target).ok_or_else(|| Refusal::NoUnit(target.clone()))?;
    let renamed = Unit { number: Some(number.to_owned()), ..without_ids(&siblings[at]) };
    if let Some(taken) = twin(siblings, &renamed).filter(|taken| taken != target) {
        return Err(Refusal::Taken(taken));
    }
    // A number is part of the name: the unit and what it contains are named anew, all others keep their names.
    siblings[at] = renamed;
    assign_missing_ids(document);
    let siblings =
        document.unit(&parent).map_or(document.units.as_slice(), |parent| parent.children.as_slice());
    Ok(siblings.get(at).map(|unit| unit.id.clone()).into_iter().collect())
}

fn substitute(
    document: &mut Document,
    target: &UnitId,
    old: &str,
    new: &str,
) -> Result<Vec<UnitId>, Refusal> {
    if old.is_empty() {
        return Err(Refusal::Empty);
    }
    let mut changed = Vec::new();
    if target.is_empty() {
        for unit in &mut document.units {
            substitute_in(unit, old, new, &mut changed);
        }
    } else {
        let unit = document.unit_mut(target).ok_or_else(|| Refusal::NoUnit(target.clone()))?;
        substitute_in(unit, old, new, &mut changed);
    }
    if changed.is_empty() {
        return Err(Refusal::NoWords { unit: target.clone(), words: old.to_owned() });
    }
    Ok(changed)
}

fn substitute_in(unit: &mut Unit, old: &str, new: &str, changed: &mut Vec<UnitId>) {
    let mut hit = false;
    if let Some(heading) = unit.heading.as_mut().filter(|heading| heading.contains(old)) {
        *heading = heading.replace(old, new);
        hit = true;
    }
    let mut from = 0;
    while let Some(at) = unit.text[from..].find(old).map(|found| from + found) {
        unit.text.replace_range(at..at + old.len(), new);
        for note in unit.notes.iter_mut().filter(|note| note.at > at) {
            note.at = if note.at < at + old.len() { at + new.len() } else { note.at - old.len() + new.len() };
        }
        // New words that contain the old ones must not be found again.
        from = at + new.len();
        hit = true;
    }
    if hit {
        changed.push(unit.id.clone());
    }
    for child in &mut unit.children {
        substitute_in(child, old, new, changed);
    }
}

fn set_date(
    document: &mut Document,
    target: &UnitId,
    field: DateField,
    date: Option<Date>,
) -> Result<Vec<UnitId>, Refusal> {
    let dates = if target.is_empty() {
        &mut document.dates
    } else {
        &mut document.unit_mut(target).ok_or_else(|| Refusal::NoUnit(target.clone()))?.dates
    };
    *match field {
        DateField::Adopted => &mut dates.adopted,
        DateField::InForce => &mut dates.in_force,
        DateField::Applies => &mut dates.applies,
        DateField::Ended => &mut dates.ended,
    } = date;
    Ok(vec![target.clone()])
}

pub(crate) fn siblings_mut<'a>(units: &'a mut Vec<Unit>, id: &UnitId) -> Option<(&'a mut Vec<Unit>, usize)> {
    if let Some(at) = units.iter().position(|unit| unit.id == *id) {
        return Some((units, at));
    }
    units.iter_mut().find_map(|unit| siblings_mut(&mut unit.children, id))
}

/// Two amendments that cannot both be applied as drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The first one's place in the list.
    pub one: usize,
    /// The second one's place in the list.
    pub other: usize,
    /// The unit about which they disagree.
    pub unit: UnitId,
}

/// All pairs of amendments that change the same words, or of which one takes away what the other changes.
pub fn conflicts(document: &Document, amendments: &[Amendment]) -> Vec<Conflict> {
    let mut found = Vec::new();
    for (one, a) in amendments.iter().enumerate() {
        for (other, b) in amendments.iter().enumerate().skip(one + 1) {
            if let Some(unit) = disagreement(document, &a.operation, &b.operation) {
                found.push(Conflict { one, other, unit });
            }
        }
    }
    found
}

fn disagreement(document: &Document, a: &Operation, b: &Operation) -> Option<UnitId> {
    if a == b {
        return None;
    }
    if let (
        Operation::Insert { units: one, parent: p, .. },
        Operation::Insert { units: other, parent: q, .. },
    ) = (a, b)
    {
        let number = |unit: &Unit| unit.number.as_deref().map(slug);
        let same =
            p == q && one.iter().any(|x| other.iter().any(|y| x.kind == y.kind && number(x) == number(y)));
        return same.then(|| p.clone());
    }
    if a.target() == b.target() && !a.target().is_empty() {
        let free =
            |operation: &Operation| matches!(operation, Operation::Insert { .. } | Operation::SetDate { .. });
        let gone = |operation: &Operation| matches!(operation, Operation::Delete { .. });
        let apart = (free(a) || free(b)) && !gone(a) && !gone(b);
        return (!apart && !are_apart(a, b)).then(|| a.target().clone());
    }
    let covers = |big: &Operation, small: &Operation| {
        let whole = matches!(big, Operation::Delete { .. } | Operation::Replace { scope: Scope::Whole, .. });
        let inside = document.unit(big.target()).is_some_and(|unit| unit.find(small.target()).is_some());
        (whole && inside).then(|| small.target().clone())
    };
    covers(a, b).or_else(|| covers(b, a))
}

/// Two changes to one unit that touch different parts of it.
fn are_apart(a: &Operation, b: &Operation) -> bool {
    match (a, b) {
        (Operation::Replace { scope: one, .. }, Operation::Replace { scope: other, .. }) => {
            one != other && (*one == Scope::Heading || *other == Scope::Heading)
        }
        (Operation::Substitute { old: one, .. }, Operation::Substitute { old: other, .. }) => {
            !one.contains(other.as_str()) && !other.contains(one.as_str())
        }
        (Operation::Renumber { .. }, other) | (other, Operation::Renumber { .. }) => {
            !matches!(other, Operation::Renumber { .. } | Operation::Delete { .. })
        }
        _ => false,
    }
}

/// Whether the first id is of a unit inside the second's, by name.
fn is_below(inner: &UnitId, outer: &UnitId) -> bool {
    inner.as_str().strip_prefix(outer.as_str()).is_some_and(|rest| rest.starts_with("__"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{parse_markdown, redline};
    use proptest::prelude::*;

    const BASE: &str = "# N\n\n## Article 1 Labels\n\n1. A provider must label it within 30 days.\n\n(a) one;\n\n(c) three.\n\n2. It lasts.\n\n## Article 2 Fines\n\nThe fine is 100.\n";

    fn point(number: &str, text: &str) -> Unit {
        Unit { number: Some(number.into()), text: text.into(), ..Unit::new(UnitKind::Point) }
    }

    fn one(operation: Operation) -> (Document, Fate) {
        let base = parse_markdown(BASE);
        let mut amended = apply(&base, &[Amendment::against(&base, "1", operation)]);
        let fate = amended.fates.remove(0);
        (amended.document, fate)
    }

    #[test]
    fn operations_do_what_they_say() {
        let (next, _) = one(Operation::Insert {
            parent: "art_1__para_1".into(),
            after: None,
            units: vec![point("(b)", "two;")],
        });
        let ids: Vec<&str> =
            next.unit(&"art_1__para_1".into()).unwrap().children.iter().map(|unit| unit.id.leaf()).collect();
        assert_eq!(ids, ["point_a", "point_b", "point_c"]);
        let (next, _) =
            one(Operation::Substitute { target: "art_1".into(), old: "30".into(), new: "15".into() });
        assert!(next.plain_text().contains("within 15 days"));
        let (next, _) = one(Operation::Renumber { target: "art_2".into(), number: "Article 3".into() });
        assert!(next.unit(&"art_3".into()).is_some() && next.unit(&"art_2".into()).is_none());
        let (next, _) = one(Operation::Delete { target: "art_1__para_2".into() });
        assert!(next.unit(&"art_1__para_2".into()).is_none());
        let day = "2027-01-01".parse().unwrap();
        let (next, _) =
            one(Operation::SetDate { target: "art_2".into(), field: DateField::Applies, date: Some(day) });
        assert_eq!(next.unit(&"art_2".into()).unwrap().dates.applies, Some(day));
        let with = vec![Unit { text: "The fine is 200.".into(), ..Unit::new(UnitKind::Article) }];
        let (next, _) = one(Operation::Replace { target: "art_2".into(), scope: Scope::Text, with });
        assert!(next.plain_text().contains("200"));
    }

    #[test]
    fn what_does_not_fit_is_refused_and_changes_nothing() {
        let check = |operation: Operation, expected: fn(&Refusal) -> bool| {
            let (next, fate) = one(operation);
            assert!(matches!(&fate, Fate::Refused(refusal) if expected(refusal)), "{fate:?}");
            assert_eq!(next, parse_markdown(BASE));
        };
        check(Operation::Delete { target: "art_9".into() }, |why| matches!(why, Refusal::NoUnit(_)));
        check(Operation::Substitute { target: "art_1".into(), old: "90".into(), new: "1".into() }, |why| {
            matches!(why, Refusal::NoWords { .. })
        });
        check(
            Operation::Insert { parent: "art_1__para_1".into(), after: None, units: vec![point("(a)", "x")] },
            |why| matches!(why, Refusal::Taken(_)),
        );
        check(Operation::Replace { target: "art_1".into(), scope: Scope::Whole, with: Vec::new() }, |why| {
            matches!(why, Refusal::Empty)
        });
    }

    #[test]
    fn a_target_that_changed_behind_the_author_is_a_conflict() {
        let base = parse_markdown(BASE);
        let amendment = Amendment::against(&base, "1", Operation::Delete { target: "art_2".into() });
        let moved_on = parse_markdown(&BASE.replace("100", "300"));
        let amended = apply(&moved_on, std::slice::from_ref(&amendment));
        assert!(matches!(amended.fates[0], Fate::Refused(Refusal::Changed { .. })));
        assert_eq!(amended.document, moved_on);
    }

    #[test]
    fn rivals_are_found_before_they_are_applied() {
        let base = parse_markdown(BASE);
        let with = |text: &str| vec![Unit { text: text.into(), ..Unit::new(UnitKind::Paragraph) }];
        let replace = |text: &str| Operation::Replace {
            target: "art_1__para_2".into(),
            scope: Scope::Whole,
            with: with(text),
        };
        let check = |a: Operation, b: Operation, expected: usize| {
            let both = [Amendment::against(&base, "a", a), Amendment::against(&base, "b", b)];
            assert_eq!(conflicts(&base, &both).len(), expected, "{both:?}");
        };
        check(replace("x"), replace("y"), 1);
        check(replace("x"), replace("x"), 0);
        check(replace("x"), Operation::Delete { target: "art_1".into() }, 1);
        check(replace("x"), Operation::Delete { target: "art_2".into() }, 0);
    }

    proptest! {
        #[test]
        fn a_redline_of_an_amendment_gives_back_both_versions(old in "[a-e가-라 ]{1,4}", new in "[a-e가-라 ]{0,6}", target in prop::sample::select(vec!["", "art_1", "art_1__para_1", "art_2"])) {
            let base = parse_markdown(BASE);
            let amendment = Amendment::against(&base, "1", Operation::Substitute { target: target.into(), old, new });
            let next = apply(&base, &[amendment]).document;
            let line = redline(&base, &next);
            let side = |document: &Document| document.walk().map(|unit| (unit.id.clone(), [unit.number.clone().unwrap_or_default(), unit.heading.clone().unwrap_or_default(), unit.text.clone()].join("\u{1f}"))).collect::<Vec<_>>();
            prop_assert_eq!(line.accept_all(), side(&next));
            prop_assert_eq!(line.reject_all(), side(&base));
        }
    }
}
