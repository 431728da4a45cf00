//! Amendments side by side: carried over to a new base, put together step by step, or told where they fail.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::amend::{Operation, perform};
use crate::diff::{ChangeKind, diff};
use crate::drafting::between::operations_between;
use crate::drafting::edits::{apply_operations, parts_of, same_parts};
use crate::drafting::words::{Hunk, Meeting, hunks, meet, merge};
use crate::error::{Broken, Clash, Failure, Refusal};
use crate::model::{Document, Note, Unit, UnitId};

/// What became of an amendment when its base moved, or others were merged before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Carried {
    /// It does to the new base what it did to the old one.
    Unchanged { operations: Vec<Operation> },
    /// It stands, beside other changes of the same units.
    Adjusted {
        operations: Vec<Operation>,
        /// The units that read otherwise than its author wrote them, or stand elsewhere.
        units: Vec<UnitId>,
        /// Those of them in which somebody else put something in at the same place.
        same_place: Vec<UnitId>,
    },
    /// The new base says already all that it asks for.
    AlreadyThere,
    Fails {
        /// Where and why; never empty.
        failures: Vec<Failure>,
    },
}

/// What is left of an amendment when its base becomes another text.
///
/// Words are compared with those of the old base, unit by unit: changes that do not meet are both kept, changes of the same
/// words are a failure, and nothing of a failing amendment is kept.
///
/// ```
/// use maru_text::{Carried, apply_operations, carry_over, operations_between, parse_markdown};
///
/// let text = |fine: &str, who: &str| parse_markdown(&format!("# N\n\n## Article 1\n\n{who} pays a fine of {fine} for it.\n"));
/// let base = text("100", "A provider");
/// let amendment = operations_between(&base, &text("200", "A provider"));
/// let Carried::Adjusted { operations, .. } = carry_over(&base, &amendment, &text("100", "A maker")).unwrap() else { panic!() };
/// assert_eq!(apply_operations(&text("100", "A maker"), &operations), Ok(text("200", "A maker")));
/// let Carried::Fails { failures } = carry_over(&base, &amendment, &text("300", "A provider")).unwrap() else { panic!() };
/// assert_eq!(failures[0].to_string(), "art_1: the same words were changed otherwise");
/// ```
pub fn carry_over(base: &Document, operations: &[Operation], onto: &Document) -> Result<Carried, Broken> {
    let small = [rewritten_units(base, operations), rewritten_units(onto, operations)];
    let (base, onto) = match &small {
        [Some(base), Some(onto)] => (base, onto),
        _ => (base, onto),
    };
    let mut carrier = Carrier::new(base, onto);
    let plain = carrier.plain(operations)?;
    for operation in &plain {
        carrier.carry(operation)?;
    }
    Ok(carrier.outcome(onto))
}

/// The units that operations rewrite, as a text of their own, when that is all they do: most amendments change a unit or two, and
/// need no look at the rest.
fn rewritten_units(document: &Document, operations: &[Operation]) -> Option<Document> {
    let mut small = Document::new("", "");
    let mut seen: HashSet<&UnitId> = HashSet::new();
    for operation in operations {
        let Operation::Rewrite { target, .. } = operation else { return None };
        if seen.insert(target)
            && let Some(unit) = document.unit(target)
        {
            small.units.push(parts_of(unit));
        }
    }
    Some(small)
}

/// Amendments of one base merged one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text with all that did not fail.
    pub document: Document,
    /// The operations that lead to it from the base.
    pub operations: Vec<Operation>,
    /// What became of each amendment, in order.
    pub outcomes: Vec<Carried>,
}

/// Merges amendments of one base step by step, in the order given: one that fails is left out, and the others stay alive.
pub fn merge_amendments(base: &Document, amendments: &[&[Operation]]) -> Result<Merged, Broken> {
    let mut document = base.clone();
    let mut outcomes = Vec::with_capacity(amendments.len());
    for operations in amendments {
        let outcome = carry_over(base, operations, &document)?;
        if let Carried::Unchanged { operations } | Carried::Adjusted { operations, .. } = &outcome {
            document = apply_operations(&document, operations)?;
        }
        outcomes.push(outcome);
    }
    Ok(Merged { operations: operations_between(base, &document), document, outcomes })
}

struct Carrier<'a> {
    base: &'a Document,
    /// The old base with the amendment's operations so far.
    theirs: Document,
    ours: Document,
    failures: Vec<Failure>,
    /// Units of the amendment that bear another id here, because that one was taken.
    renamed: HashMap<UnitId, UnitId>,
    touched: BTreeSet<UnitId>,
    same_place: BTreeSet<UnitId>,
    displaced: BTreeSet<UnitId>,
}

impl<'a> Carrier<'a> {
    fn new(base: &'a Document, onto: &Document) -> Self {
        Self {
            base,
            theirs: base.clone(),
            ours: onto.clone(),
            failures: Vec::new(),
            renamed: HashMap::new(),
            touched: BTreeSet::new(),
            same_place: BTreeSet::new(),
            displaced: BTreeSet::new(),
        }
    }

    /// The amendment in operations that keep ids; those of amending acts are written anew as such.
    fn plain(&self, operations: &[Operation]) -> Result<Vec<Operation>, Broken> {
        let keeps_ids = |operation: &Operation| {
            matches!(
                operation,
                Operation::Retitle { .. }
                    | Operation::Rewrite { .. }
                    | Operation::Add { .. }
                    | Operation::Move { .. }
                    | Operation::Split { .. }
                    | Operation::Merge { .. }
                    | Operation::Delete { .. }
                    | Operation::SetDate { .. }
            )
        };
        let next = apply_operations(self.base, operations)?;
        if operations.iter().all(keeps_ids) {
            return Ok(operations.to_vec());
        }
        Ok(operations_between(self.base, &next))
    }

    fn fail(&mut self, unit: &UnitId, clash: Clash) {
        self.failures.push(Failure { unit: unit.clone(), clash });
    }

    fn here(&self, id: &UnitId) -> UnitId {
        self.renamed.get(id).unwrap_or(id).clone()
    }

    fn carry(&mut self, operation: &Operation) -> Result<(), Broken> {
        match operation {
            Operation::Retitle { title } => self.retitle(title),
            Operation::Rewrite { target, with } => self.rewrite(target, with),
            Operation::Add { parent, after, unit } => self.add(parent, after.as_ref(), unit),
            Operation::Move { target, parent, after } => self.relocate(target, parent, after.as_ref()),
            Operation::Delete { target } => self.delete(target),
            Operation::Split { target, at, unit } => self.split(target, *at, unit),
            Operation::Merge { target, into } => self.join(target, into),
            other => self.plainly(other),
        }
        perform(&mut self.theirs, operation).map(|_| ()).map_err(|refusal| Broken {
            number: 1,
            of: 1,
            refusal,
        })
    }

    fn plainly(&mut self, operation: &Operation) {
        self.touched.insert(operation.target().clone());
        if let Operation::SetDate { target, .. } = operation {
            let dates = |document: &Document| {
                if target.is_empty() {
                    Some(document.dates.clone())
                } else {
                    document.unit(target).map(|unit| unit.dates.clone())
                }
            };
            let mut wanted = self.theirs.clone();
            if perform(&mut wanted, operation).is_ok()
                && dates(&self.ours) != dates(&self.theirs)
                && dates(&self.ours) != dates(&wanted)
            {
                return self.fail(target, Clash::Part { part: "date".to_owned() });
            }
        }
        if perform(&mut self.ours, operation).is_err() {
            self.fail(operation.target(), Clash::Gone);
        }
    }

    fn retitle(&mut self, title: &str) {
        self.touched.insert(UnitId::default());
        let (before, found) = (&self.theirs.title, &self.ours.title);
        if found != before && found != title {
            let (wanted, found) = (title.to_owned(), found.clone());
            return self.fail(&UnitId::default(), Clash::Words { wanted, found });
        }
        title.clone_into(&mut self.ours.title);
    }

    fn rewrite(&mut self, target: &UnitId, with: &Unit) {
        self.touched.insert(target.clone());
        let here = self.here(target);
        let (Some(before), Some(found)) = (self.theirs.unit(target), self.ours.unit(&here)) else {
            return self.fail(target, Clash::Gone);
        };
        match merge_parts(before, found, with) {
            Err(clash) => self.fail(target, clash),
            Ok((unit, same_place)) => {
                if same_place {
                    self.same_place.insert(target.clone());
                }
                let done = Operation::Rewrite { target: here, with: Box::new(unit) };
                if perform(&mut self.ours, &done).is_err() {
                    self.fail(target, Clash::Gone);
                }
            }
        }
    }

    fn add(&mut self, parent: &UnitId, after: Option<&UnitId>, unit: &Unit) {
        let here = self.here(parent);
        if !here.is_empty() && self.ours.unit(&here).is_none() {
            return self.fail(parent, Clash::Gone);
        }
        let siblings = children(&self.ours, &here);
        if let Some(same) = siblings.iter().find(|other| same_tree(other, unit)) {
            // Somebody else put the same in.
            let pairs: Vec<_> =
                unit.walk().zip(same.walk()).map(|(one, other)| (one.id.clone(), other.id.clone())).collect();
            self.renamed.extend(pairs.into_iter().filter(|(one, other)| one != other));
            return;
        }
        self.touched.insert(unit.id.clone());
        let (after, others) = self.behind(parent, after, &here);
        if others {
            self.same_place.insert(unit.id.clone());
        }
        let unit = self.with_free_ids(unit);
        let done = Operation::Add { parent: here, after, unit: Box::new(unit) };
        if perform(&mut self.ours, &done).is_err() {
            self.fail(parent, Clash::Taken);
        }
    }

    /// The sibling behind which something is put in: behind what others put in at the same place, and behind the nearest
    /// earlier sibling where the named one is gone. Says whether others were there.
    fn behind(&mut self, parent: &UnitId, after: Option<&UnitId>, here: &UnitId) -> (Option<UnitId>, bool) {
        let siblings: Vec<UnitId> = children(&self.ours, here).iter().map(|unit| unit.id.clone()).collect();
        let before: Vec<UnitId> = children(&self.theirs, parent).iter().map(|unit| unit.id.clone()).collect();
        let named = after.and_then(|after| before.iter().position(|id| id == after)).map_or(0, |at| at + 1);
        let anchor = before[..named].iter().rev().map(|id| self.here(id)).find(|id| siblings.contains(id));
        if anchor.as_ref() != after.map(|id| self.here(id)).as_ref() {
            self.displaced.insert(parent.clone());
        }
        let mut at = anchor
            .as_ref()
            .and_then(|anchor| siblings.iter().position(|id| id == anchor))
            .map_or(0, |at| at + 1);
        let start = at;
        let known: HashSet<UnitId> = before.iter().map(|id| self.here(id)).collect();
        while siblings.get(at).is_some_and(|id| !known.contains(id) && self.base.unit(id).is_none()) {
            at += 1;
        }
        (at.checked_sub(1).map(|at| siblings[at].clone()), at > start)
    }

    /// The unit under ids that are free here.
    fn with_free_ids(&mut self, unit: &Unit) -> Unit {
        let mut taken: HashSet<UnitId> = self.ours.walk().map(|unit| unit.id.clone()).collect();
        taken.extend(self.base.walk().map(|unit| unit.id.clone()));
        let mut unit = unit.clone();
        free_ids(&mut unit, &mut taken, &mut self.renamed);
        unit
    }

    fn relocate(&mut self, target: &UnitId, parent: &UnitId, after: Option<&UnitId>) {
        self.touched.insert(target.clone());
        let (here, home) = (self.here(target), self.here(parent));
        if self.ours.unit(&here).is_none() || !home.is_empty() && self.ours.unit(&home).is_none() {
            return self.fail(target, Clash::Gone);
        }
        let holder = |document: &Document, id: &UnitId| {
            document.path(id).iter().rev().nth(1).map_or(UnitId::default(), |unit| unit.id.clone())
        };
        let (was, is) = (holder(&self.theirs, target), holder(&self.ours, &here));
        if is != self.here(&was) && is != home {
            return self.fail(target, Clash::Moved);
        }
        let (after, _) = self.behind(parent, after, &home);
        let after = after.filter(|after| *after != here);
        if perform(&mut self.ours, &Operation::Move { target: here, parent: home, after }).is_err() {
            self.fail(target, Clash::Moved);
        }
    }

    fn delete(&mut self, target: &UnitId) {
        self.touched.insert(target.clone());
        let here = self.here(target);
        let Some(found) = self.ours.unit(&here) else { return };
        let unchanged = self.theirs.unit(target).is_some_and(|before| same_tree_and_ids(before, found));
        if !unchanged {
            return self.fail(target, Clash::ChangedMeanwhile);
        }
        if perform(&mut self.ours, &Operation::Delete { target: here }).is_err() {
            self.fail(target, Clash::Gone);
        }
    }

    fn split(&mut self, target: &UnitId, at: u32, unit: &Unit) {
        self.touched.insert(target.clone());
        let here = self.here(target);
        let (Some(before), Some(found)) = (self.theirs.unit(target), self.ours.unit(&here)) else {
            return self.fail(target, Clash::Gone);
        };
        if before.text != found.text {
            let clash = Clash::Words { wanted: before.text.clone(), found: found.text.clone() };
            return self.fail(target, clash);
        }
        let unit = self.with_free_ids(unit);
        let done = Operation::Split { target: here, at, unit: Box::new(unit) };
        if perform(&mut self.ours, &done).is_err() {
            self.fail(target, Clash::Taken);
        }
    }

    fn join(&mut self, target: &UnitId, into: &UnitId) {
        self.touched.extend([target.clone(), into.clone()]);
        let done = Operation::Merge { target: self.here(target), into: self.here(into) };
        match perform(&mut self.ours, &done) {
            Ok(_) => {}
            Err(Refusal::NotBeside { .. }) => self.fail(target, Clash::Moved),
            Err(_) => self.fail(target, Clash::Gone),
        }
    }

    fn outcome(self, onto: &Document) -> Carried {
        if !self.failures.is_empty() {
            return Carried::Fails { failures: self.failures };
        }
        let operations = operations_between(onto, &self.ours);
        if operations.is_empty() {
            return Carried::AlreadyThere;
        }
        let differs = |id: &&UnitId| {
            let here = self.renamed.get(*id).unwrap_or(id);
            match (self.theirs.unit(id), self.ours.unit(here)) {
                (Some(one), Some(other)) => !same_parts(one, other) || here != *id,
                (None, None) => false,
                _ => !id.is_empty(),
            }
        };
        let mut units: BTreeSet<UnitId> = self.touched.iter().filter(differs).cloned().collect();
        units.extend(self.displaced);
        units.extend(self.same_place.iter().cloned());
        if units.is_empty() {
            return Carried::Unchanged { operations };
        }
        let same_place = self.same_place.into_iter().collect();
        Carried::Adjusted { operations, units: units.into_iter().collect(), same_place }
    }
}

fn children<'a>(document: &'a Document, parent: &UnitId) -> &'a [Unit] {
    if parent.is_empty() {
        return &document.units;
    }
    document.unit(parent).map_or(&[], |unit| unit.children.as_slice())
}

fn free_ids(unit: &mut Unit, taken: &mut HashSet<UnitId>, renamed: &mut HashMap<UnitId, UnitId>) {
    let own = unit.id.clone();
    let mut number = 2_u32;
    while !taken.insert(unit.id.clone()) {
        unit.id = UnitId::new(format!("{own}~{number}"));
        number += 1;
    }
    if unit.id != own {
        renamed.insert(own, unit.id.clone());
    }
    for child in &mut unit.children {
        free_ids(child, taken, renamed);
    }
}

/// Whether two units say the same with all that they contain, ids apart.
fn same_tree(one: &Unit, other: &Unit) -> bool {
    same_parts(one, other)
        && one.children.len() == other.children.len()
        && one.children.iter().zip(&other.children).all(|(one, other)| same_tree(one, other))
}

fn same_tree_and_ids(one: &Unit, other: &Unit) -> bool {
    one == other
}

/// One side's value, where the other left it as it was; an error where both changed it, each otherwise.
fn either<T: PartialEq + Clone>(before: &T, ours: &T, theirs: &T, part: &str) -> Result<T, Clash> {
    if theirs == before || theirs == ours {
        return Ok(ours.clone());
    }
    if ours == before {
        return Ok(theirs.clone());
    }
    Err(Clash::Part { part: part.to_owned() })
}

/// A unit's own parts with both sides' changes, and whether both put words in at one place.
fn merge_parts(before: &Unit, ours: &Unit, theirs: &Unit) -> Result<(Unit, bool), Clash> {
    let (text, notes, same_place) = merge_text(before, ours, theirs)?;
    let words = |unit: &Unit| unit.heading.clone().unwrap_or_default();
    let (old, found, wanted) = (words(before), words(ours), words(theirs));
    let (heading, same_heading) = merge(&old, &found, &wanted)
        .ok_or_else(|| Clash::Words { wanted: wanted.clone(), found: found.clone() })?;
    let unit = Unit {
        id: ours.id.clone(),
        kind: either(&before.kind, &ours.kind, &theirs.kind, "kind")?,
        number: either(&before.number, &ours.number, &theirs.number, "number")?,
        heading: (!heading.is_empty()).then_some(heading),
        heading_first: either(&before.heading_first, &ours.heading_first, &theirs.heading_first, "heading")?,
        text,
        notes,
        spans: either(&before.spans, &ours.spans, &theirs.spans, "table")?,
        children: Vec::new(),
        dates: either(&before.dates, &ours.dates, &theirs.dates, "date")?,
    };
    Ok((unit, same_place || same_heading))
}

/// Words and notes. Notes hang at bytes: where both sides changed words, only a text without any is put together.
fn merge_text(before: &Unit, ours: &Unit, theirs: &Unit) -> Result<(String, Vec<Note>, bool), Clash> {
    let same = |one: &Unit, other: &Unit| one.text == other.text && one.notes == other.notes;
    if same(theirs, before) || same(theirs, ours) {
        return Ok((ours.text.clone(), ours.notes.clone(), false));
    }
    if same(ours, before) {
        return Ok((theirs.text.clone(), theirs.notes.clone(), false));
    }
    if [before, ours, theirs].iter().any(|unit| !unit.notes.is_empty()) {
        return Err(Clash::Part { part: "text with footnotes".to_owned() });
    }
    let (text, same_place) = merge(&before.text, &ours.text, &theirs.text)
        .ok_or_else(|| Clash::Words { wanted: theirs.text.clone(), found: ours.text.clone() })?;
    Ok((text, Vec::new(), same_place))
}

/// How two amendments meet at a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encounter {
    /// They ask for the same there.
    Same,
    /// Both put something in at one place: both can stand, one behind the other.
    SamePlace,
    /// They cannot both stand.
    Conflict,
}

/// Two amendments that meet at a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rivals {
    pub unit: UnitId,
    /// The first amendment's place in the list.
    pub one: usize,
    /// The second amendment's place in the list.
    pub other: usize,
    pub encounter: Encounter,
}

/// What one amendment does at one unit.
#[derive(Debug, Default, PartialEq, Eq)]
struct Doing {
    words: Vec<Hunk>,
    heading: Vec<Hunk>,
    /// Number, kind, dates, notes, spans as they shall be, where they change.
    parts: Option<Box<Unit>>,
    gone: bool,
    home: Option<(UnitId, Option<UnitId>)>,
    /// What it puts in below the unit, and behind which child.
    inserts: Vec<(Option<UnitId>, Unit)>,
}

/// All encounters of amendments of one base, unit by unit; those that never meet are not named.
pub fn rivals(base: &Document, amendments: &[&[Operation]]) -> Result<Vec<Rivals>, Broken> {
    let mut at_unit: BTreeMap<UnitId, Vec<(usize, Doing)>> = BTreeMap::new();
    for (at, operations) in amendments.iter().enumerate() {
        for (unit, doing) in doings(base, operations)? {
            at_unit.entry(unit).or_default().push((at, doing));
        }
    }
    let mut found = Vec::new();
    for (unit, all) in &at_unit {
        for (at, (one, doing)) in all.iter().enumerate() {
            for (other, second) in &all[at + 1..] {
                if let Some(encounter) = encounter(doing, second) {
                    found.push(Rivals { unit: unit.clone(), one: *one, other: *other, encounter });
                }
            }
        }
    }
    Ok(found)
}

fn doings(base: &Document, operations: &[Operation]) -> Result<BTreeMap<UnitId, Doing>, Broken> {
    let small = rewritten_units(base, operations);
    let base = small.as_ref().unwrap_or(base);
    let next = apply_operations(base, operations)?;
    let mut doings: BTreeMap<UnitId, Doing> = BTreeMap::new();
    let now = crate::drafting::between::by_id(&next);
    for unit in base.walk() {
        match now.get(&unit.id) {
            None => doings.entry(unit.id.clone()).or_default().gone = true,
            Some(now) if !same_parts(now, unit) => {
                let doing = doings.entry(unit.id.clone()).or_default();
                doing.words = hunks(&unit.text, &now.text);
                let heading = |unit: &Unit| unit.heading.clone().unwrap_or_default();
                doing.heading = hunks(&heading(unit), &heading(now));
                let silent = |unit: &Unit| Unit { text: String::new(), heading: None, ..parts_of(unit) };
                doing.parts = (silent(unit) != silent(now)).then(|| Box::new(silent(now)));
            }
            Some(_) => {}
        }
    }
    for operation in operations_between(base, &next) {
        match operation {
            Operation::Move { target, parent, after } => {
                doings.entry(target).or_default().home = Some((parent, after));
            }
            Operation::Add { parent, after, unit } => {
                doings.entry(parent).or_default().inserts.push((after, *unit));
            }
            Operation::Retitle { title } => {
                doings.entry(UnitId::default()).or_default().heading = hunks(&base.title, &title);
            }
            _ => {}
        }
    }
    Ok(doings)
}

fn encounter(one: &Doing, other: &Doing) -> Option<Encounter> {
    if one == other {
        return Some(Encounter::Same);
    }
    if one.gone || other.gone {
        return Some(Encounter::Conflict);
    }
    let parts = matches!((&one.parts, &other.parts), (Some(a), Some(b)) if a != b);
    let homes = matches!((&one.home, &other.home), (Some(a), Some(b)) if a != b);
    let (words, heading) = (meet(&one.words, &other.words), meet(&one.heading, &other.heading));
    if parts || homes || words == Meeting::Clash || heading == Meeting::Clash {
        return Some(Encounter::Conflict);
    }
    let beside = one.inserts.iter().any(|(after, unit)| {
        other.inserts.iter().any(|(place, another)| place == after && !same_tree(unit, another))
    });
    if beside || words == Meeting::SamePlace || heading == Meeting::SamePlace {
        return Some(Encounter::SamePlace);
    }
    let same = words == Meeting::Same || heading == Meeting::Same;
    same.then_some(Encounter::Same)
}

/// The words that an amendment takes out and puts in, unit by unit: what two amendments are compared by.
pub fn changed_words(base: &Document, operations: &[Operation]) -> Result<BTreeMap<UnitId, String>, Broken> {
    let small = rewritten_units(base, operations);
    let base = small.as_ref().unwrap_or(base);
    let next = apply_operations(base, operations)?;
    let now = crate::drafting::between::by_id(&next);
    let before = crate::drafting::between::by_id(base);
    let mut found: BTreeMap<UnitId, String> = BTreeMap::new();
    for unit in base.walk() {
        let new = now.get(&unit.id).map(|now| now.own_text()).unwrap_or_default();
        let old = unit.own_text();
        if old != new {
            let changed = diff(&old, &new).into_iter().filter(|change| change.kind != ChangeKind::Equal);
            let words: Vec<String> = changed.map(|change| change.text).collect();
            found.insert(unit.id.clone(), words.join(" "));
        }
    }
    for (parent, unit) in with_parents(&next.units, &UnitId::default()) {
        if !before.contains_key(&unit.id) {
            // What is new counts at the unit into which it comes, for its own name says nothing.
            let words = found.entry(parent).or_default();
            words.push(' ');
            words.push_str(&unit.own_text());
        }
    }
    Ok(found)
}

fn with_parents<'a>(units: &'a [Unit], parent: &UnitId) -> Vec<(UnitId, &'a Unit)> {
    let mut found = Vec::new();
    for unit in units {
        found.push((parent.clone(), unit));
        found.extend(with_parents(&unit.children, &unit.id));
    }
    found
}

/// The operation that gives a unit other words, as somebody typed them; none where they are the same.
///
/// Footnotes stay with the words behind which they hang; blanks at the ends of lines do not count.
pub fn propose_words(base: &Document, unit: &UnitId, words: &str) -> Result<Option<Operation>, Refusal> {
    let before = base.unit(unit).ok_or_else(|| Refusal::NoUnit(unit.clone()))?;
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let text: String = unicode_normalization::UnicodeNormalization::nfc(lines.join("\n").as_str()).collect();
    if text == before.text {
        return Ok(None);
    }
    let notes =
        before.notes.iter().map(|note| Note { at: moved_to(&before.text, &text, note.at), ..note.clone() });
    let with = Unit { notes: notes.collect(), text: text.clone(), ..parts_of(before) };
    Ok(Some(Operation::Rewrite { target: unit.clone(), with: Box::new(with) }))
}

/// The byte of the new text where a byte of the old one has come to.
fn moved_to(old: &str, new: &str, byte: usize) -> usize {
    let (mut from, mut to) = (0, 0);
    for change in diff(old, new) {
        let length = change.text.len();
        match change.kind {
            ChangeKind::Equal if byte <= from + length => return to + (byte - from),
            ChangeKind::Equal => (from, to) = (from + length, to + length),
            ChangeKind::Delete if byte <= from + length => return to,
            ChangeKind::Delete => from += length,
            ChangeKind::Insert => to += length,
        }
    }
    to.min(new.len())
}
