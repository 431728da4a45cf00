//! From what amending prose asks for to operations on the units of a text.

use std::ops::Range;

use super::place::{self, Found, Narrow, Place, Step};
use super::quoted::{self, Ladder};
use super::words::{self, Occurrence, Stretch};
use crate::amend::{self, Amendment, Fate, Operation, Scope};
use crate::ids::slug;
use crate::marker::{Mark, circle, circled_value, mark};
use crate::model::{Document, Unit, UnitId, UnitKind};
use crate::tree::collapse;

/// What a clause asks for, before its place is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// New text for units or parts of units.
    Replace { places: Vec<Place>, text: String },
    /// Units to take away.
    Delete { places: Vec<Place> },
    /// New units.
    Insert { places: Vec<Place>, what: Option<UnitKind>, spot: Spot, text: String },
    /// Other words for a stretch.
    Words { places: Vec<Place>, stretch: Stretch, new: String },
    /// Other numbers.
    Renumber { places: Vec<Place>, numbers: Vec<String> },
    /// The text of an annex of the amending act in the place of a unit.
    Annexed { places: Vec<Place>, annex: Unit },
}

/// Where new units go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// Where their number belongs; without one, at the end.
    ByNumber,
    After(Vec<Place>),
    Before(Vec<Place>),
}

/// Why nothing came of what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It leads nowhere, or to more than one place.
    NoPlace(String),
    /// Its new text does not fall into units.
    Lost(String),
}

/// The text to amend, as it was and as the instructions that were read so far have made it.
pub(super) struct Session<'a> {
    pub(super) base: &'a Document,
    current: Document,
    /// Units that earlier instructions gave other names, in order.
    renames: Vec<(UnitId, UnitId)>,
    touched: Vec<UnitId>,
    ladder: Ladder,
}

impl<'a> Session<'a> {
    pub(super) fn new(base: &'a Document) -> Self {
        Self {
            base,
            current: base.clone(),
            renames: Vec::new(),
            touched: Vec::new(),
            ladder: Ladder::of(base),
        }
    }

    /// Makes the operations for all that an instruction asks for, or none of them.
    ///
    /// `renumbered` says that its places are meant as earlier instructions left them ("as so redesignated").
    pub(super) fn carry_out(
        &mut self,
        label: &str,
        asked: &[Asked],
        renumbered: bool,
    ) -> Result<Vec<Amendment>, Trouble> {
        let before =
            (asked.len() > 1).then(|| (self.current.clone(), self.renames.clone(), self.touched.clone()));
        let mut amendments = Vec::new();
        for one in asked {
            match self.operations(one, renumbered) {
                Ok(operations) => amendments.extend(self.take(label, operations)),
                Err(trouble) => {
                    if let Some(before) = before {
                        (self.current, self.renames, self.touched) = before;
                    }
                    return Err(trouble);
                }
            }
        }
        Ok(amendments)
    }

    /// Applies operations to the text that later instructions are read against.
    fn take(&mut self, label: &str, operations: Vec<Operation>) -> Vec<Amendment> {
        let mut amendments = Vec::with_capacity(operations.len());
        for operation in operations {
            let amendment = Amendment::against(&self.current, label, operation);
            let target = amendment.operation.target().clone();
            let fate = amend::apply_one(&mut self.current, &amendment, &self.touched);
            if let Fate::Applied(ids) = fate {
                if let (Operation::Renumber { .. }, [renamed]) = (&amendment.operation, ids.as_slice()) {
                    self.renames.push((target.clone(), renamed.clone()));
                }
                self.touched.extend(ids);
                self.touched.push(target);
            }
            amendments.push(amendment);
        }
        amendments
    }

    /// What a unit of the text as it was is called now.
    fn renamed(&self, id: &UnitId) -> UnitId {
        let mut now = id.as_str().to_owned();
        for (from, to) in &self.renames {
            if let Some(below) = now.strip_prefix(from.as_str())
                && (below.is_empty() || below.starts_with("__"))
            {
                now = format!("{to}{below}");
            }
        }
        UnitId::new(now)
    }

    /// The units that places mean. An act's instructions mean the text as it was, unless they say otherwise.
    fn find(&self, places: &[Place], renumbered: bool) -> Result<Vec<Found>, String> {
        let mut found = Vec::new();
        for place in places {
            let now = place::find(&self.current, place);
            found.extend(if renumbered { now? } else { self.as_it_was(place).map_or(now, Ok)? });
        }
        Ok(found)
    }

    fn as_it_was(&self, place: &Place) -> Option<Vec<Found>> {
        let found = place::find(self.base, place).ok()?;
        let found: Vec<Found> =
            found.into_iter().map(|found| Found { id: self.renamed(&found.id), ..found }).collect();
        let stands = |found: &Found| found.id.is_empty() || self.current.unit(&found.id).is_some();
        found.iter().all(stands).then_some(found)
    }

    fn operations(&self, asked: &Asked, renumbered: bool) -> Result<Vec<Operation>, Trouble> {
        let find = |places: &[Place]| self.find(places, renumbered).map_err(Trouble::NoPlace);
        match asked {
            Asked::Replace { places, text } => {
                let operations = self.replacements(&find(places)?, text).map_err(Trouble::NoPlace)?;
                kept(operations, text)
            }
            Asked::Delete { places } => {
                let each = find(places)?.iter().map(|found| self.deletion(found)).collect();
                collected(each)
            }
            Asked::Insert { places, what, spot, text } => {
                let found = find(places)?;
                let operation = self.insertion(&found, *what, spot, text, renumbered);
                kept(vec![operation.map_err(Trouble::NoPlace)?], text)
            }
            Asked::Words { places, stretch, new } => {
                collected(find(places)?.iter().map(|found| self.words(found, stretch, new)).collect())
            }
            Asked::Renumber { places, numbers } => {
                self.renumbering(&find(places)?, numbers).map_err(Trouble::NoPlace)
            }
            Asked::Annexed { places, annex } => self.annexed(&find(places)?, annex).map_err(Trouble::NoPlace),
        }
    }

    fn unit(&self, id: &UnitId) -> Result<&Unit, String> {
        self.current.unit(id).ok_or_else(|| format!("there is no {id}"))
    }

    fn deletion(&self, found: &Found) -> Result<Vec<Operation>, String> {
        match found.narrow {
            Narrow::Whole if !found.id.is_empty() => Ok(vec![Operation::Delete { target: found.id.clone() }]),
            Narrow::Sentence(_) => self.words(found, &Stretch::Whole, ""),
            _ => Err(format!("a part of {} that is no unit is to be deleted", found.id)),
        }
    }

    /// One new number for each unit; those that move up begin with the last, so that none meets another.
    fn renumbering(&self, found: &[Found], numbers: &[String]) -> Result<Vec<Operation>, String> {
        if found.len() != numbers.len() || found.is_empty() {
            return Err(format!("{} units are to bear {} numbers", found.len(), numbers.len()));
        }
        let mut operations = Vec::new();
        for (found, number) in found.iter().zip(numbers) {
            if found.narrow != Narrow::Whole {
                return Err(format!("a part of {} bears no number", found.id));
            }
            let old = self.unit(&found.id)?.number.clone().unwrap_or_default();
            let target = found.id.clone();
            operations.push(Operation::Renumber { target, number: shaped(&old, number) });
        }
        let first = found.first().and_then(|found| self.unit(&found.id).ok()?.number.clone());
        let up = first
            .zip(numbers.first())
            .is_some_and(|(old, new)| amend::sort_key(&slug(&old)) < amend::sort_key(new));
        if up {
            operations.reverse();
        }
        Ok(operations)
    }

    fn replacements(&self, found: &[Found], text: &str) -> Result<Vec<Operation>, String> {
        if let [one] = found {
            return self.replacement(one, text);
        }
        let first = found.first().ok_or("the place leads nowhere")?;
        let mut units = quoted::units(text, self.unit(&first.id)?.kind, self.ladder);
        let mut operations = Vec::new();
        for found in found {
            let target = self.unit(&found.id)?;
            let number = target.number.as_deref().map(slug);
            let at = units.iter().position(|unit| unit.number.as_deref().map(slug) == number);
            let target = found.id.clone();
            operations.push(match at {
                Some(at) => Operation::Replace { target, scope: Scope::Whole, with: vec![units.remove(at)] },
                None => Operation::Delete { target },
            });
        }
        match units.as_slice() {
            [] => Ok(operations),
            _ => Err("the new text has units that the instruction does not name".to_owned()),
        }
    }

    fn replacement(&self, one: &Found, text: &str) -> Result<Vec<Operation>, String> {
        if one.id.is_empty() {
            return Err("which unit is replaced is not said".to_owned());
        }
        let kind = self.unit(&one.id)?.kind;
        let (scope, with) = match one.narrow {
            Narrow::Whole => (Scope::Whole, quoted::units(text, kind, self.ladder)),
            Narrow::First if starts_numbered(text, kind, self.ladder) => {
                (Scope::FirstSubparagraph, quoted::units(text, kind, self.ladder))
            }
            Narrow::First => {
                (Scope::FirstSubparagraph, quoted::units(text, UnitKind::Subparagraph, self.ladder))
            }
            Narrow::Intro => (Scope::Text, quoted::units(text, UnitKind::Subparagraph, self.ladder)),
            Narrow::Heading => (Scope::Heading, vec![headed(text)]),
            Narrow::Sentence(_) if quoted::is_prose(text) => {
                return self.words(one, &Stretch::Whole, &collapse(text));
            }
            Narrow::Sentence(_) => return Err("the new sentence has points".to_owned()),
        };
        let mut with = with;
        if matches!(scope, Scope::FirstSubparagraph | Scope::Text) {
            flatten_first(&mut with);
        }
        Ok(vec![Operation::Replace { target: one.id.clone(), scope, with }])
    }

    fn annexed(&self, found: &[Found], annex: &Unit) -> Result<Vec<Operation>, String> {
        let [Found { id, narrow: Narrow::Whole }] = found else {
            return Err("the annex can stand for one unit only".to_owned());
        };
        let old = self.unit(id)?;
        let own_head =
            annex.number.is_some() && annex.kind == old.kind && annex.number != Some("ANNEX".to_owned());
        let mut with = annex.clone();
        if !own_head {
            with.number.clone_from(&old.number);
            with.heading = with.heading.or_else(|| old.heading.clone());
        }
        Ok(vec![Operation::Replace { target: id.clone(), scope: Scope::Whole, with: vec![with] }])
    }

    fn insertion(
        &self,
        found: &[Found],
        what: Option<UnitKind>,
        spot: &Spot,
        text: &str,
        renumbered: bool,
    ) -> Result<Operation, String> {
        let [place] = found else { return Err("new units can be put in one place at a time".to_owned()) };
        let (anchor, before) = match spot {
            Spot::ByNumber => (None, false),
            Spot::After(places) => (Some(self.anchor(place, places, renumbered)?), false),
            Spot::Before(places) => (Some(self.anchor(place, places, renumbered)?), true),
        };
        let kind = self.kind_of_new(place, what, anchor.as_ref(), text);
        let units = quoted::units(text, kind, self.ladder);
        let Some(anchor) = anchor else {
            let at_top = matches!(kind, UnitKind::Article | UnitKind::Section) || kind.is_container();
            let (parent, after) = if place.id.is_empty() && at_top {
                self.neighbour(&units, kind)?
            } else {
                (place.id.clone(), None)
            };
            return Ok(Operation::Insert { parent, after, units });
        };
        let (parent, after) = if before { self.place_before(&anchor) } else { self.place_after(&anchor)? };
        Ok(Operation::Insert { parent, after: Some(after), units })
    }

    /// The unit beside which to insert, named from the place or from the top.
    fn anchor(&self, place: &Found, places: &[Place], renumbered: bool) -> Result<Found, String> {
        let steps = places.last().ok_or("the neighbour is not named")?;
        let found = if steps.first().is_some_and(Step::is_top) || place.id.is_empty() {
            self.find(std::slice::from_ref(steps), renumbered)?
        } else {
            place::find_from(&self.current, place, steps)?
        };
        found
            .into_iter()
            .next_back()
            .filter(|found| !found.id.is_empty())
            .ok_or_else(|| "the neighbour is not named".to_owned())
    }

    fn place_after(&self, anchor: &Found) -> Result<(UnitId, UnitId), String> {
        match anchor.narrow {
            Narrow::Whole => Ok((parent_of(&self.current, &anchor.id), anchor.id.clone())),
            // After a unit's own first words: behind their points, before what follows.
            Narrow::First | Narrow::Intro => {
                let unit = self.unit(&anchor.id)?;
                let points = amend::second_subparagraph(unit);
                let last = points.checked_sub(1).filter(|_| anchor.narrow == Narrow::First);
                let after = last.and_then(|at| unit.children.get(at)).map_or(&unit.id, |child| &child.id);
                Ok((unit.id.clone(), after.clone()))
            }
            _ => Err(format!("no unit can stand after a part of {}", anchor.id)),
        }
    }

    fn place_before(&self, anchor: &Found) -> (UnitId, UnitId) {
        let parent = parent_of(&self.current, &anchor.id);
        let siblings =
            self.current.unit(&parent).map_or(self.current.units.as_slice(), |unit| unit.children.as_slice());
        let at = siblings.iter().position(|unit| unit.id == anchor.id).unwrap_or(0);
        let after = at.checked_sub(1).and_then(|at| siblings.get(at)).map_or(&parent, |unit| &unit.id);
        (parent.clone(), after.clone())
    }

    /// What new units are: what their neighbours with the same kind of number are, else what the prose calls them.
    fn kind_of_new(
        &self,
        place: &Found,
        what: Option<UnitKind>,
        anchor: Option<&Found>,
        text: &str,
    ) -> UnitKind {
        let named =
            what.filter(|kind| kind.is_container() || kind.is_global() || *kind == UnitKind::Subparagraph);
        let quoted = quoted::first_number(text);
        if let Some(kind) = named.filter(|kind| *kind != UnitKind::Subparagraph || quoted.is_none()) {
            return kind;
        }
        let parent = match anchor {
            Some(anchor) => self.current.unit(&parent_of(&self.current, &anchor.id)),
            None => self.current.unit(&place.id),
        };
        let siblings = parent.map_or(self.current.units.as_slice(), |unit| unit.children.as_slice());
        let alike = |unit: &&Unit| {
            unit.number.as_deref().zip(quoted.as_deref()).is_some_and(|(own, new)| count_alike(own, new))
        };
        let neighbour = anchor
            .and_then(|anchor| self.current.unit(&anchor.id))
            .filter(|unit| alike(unit) || quoted.is_none())
            .or_else(|| siblings.iter().rev().find(alike));
        let parent_kind = parent.map(|unit| unit.kind);
        neighbour
            .map(|unit| unit.kind)
            .or(what)
            .unwrap_or_else(|| self.ladder.below(parent_kind, quoted.as_deref()))
    }

    /// Where a new article goes when nobody says: after the last one with a smaller number.
    fn neighbour(&self, units: &[Unit], kind: UnitKind) -> Result<(UnitId, Option<UnitId>), String> {
        let wanted = units.first().and_then(|unit| unit.number.as_deref()).map(slug);
        let wanted = wanted.ok_or("the new unit has no number")?;
        let key = amend::sort_key(&wanted);
        let own = |unit: &&Unit| {
            unit.kind == kind && self.current.path(&unit.id).iter().all(|above| !above.kind.is_root())
        };
        let smaller =
            |unit: &&Unit| unit.number.as_deref().is_some_and(|number| amend::sort_key(&slug(number)) < key);
        let before = self.current.walk().filter(own).filter(smaller).last();
        let before = before.ok_or_else(|| format!("nothing stands before {wanted}"))?;
        Ok((parent_of(&self.current, &before.id), Some(before.id.clone())))
    }

    /// Other words for a stretch of a unit, or of the whole text.
    fn words(&self, found: &Found, stretch: &Stretch, new: &str) -> Result<Vec<Operation>, String> {
        let fields = self.fields(found, stretch)?;
        let mut matches: Vec<(&Field<'_>, Range<usize>)> = Vec::new();
        for field in &fields {
            let text = &field.text()[field.range.clone()];
            for range in words::ranges(text, stretch)? {
                matches.push((field, range.start + field.range.start..range.end + field.range.start));
            }
        }
        let sought = stretch.sought();
        let here = if found.id.is_empty() { "the text" } else { found.id.as_str() };
        let chosen = match stretch.occurrence() {
            Occurrence::Nth(place::LAST) => matches.pop().into_iter().collect(),
            Occurrence::Nth(n) => {
                n.checked_sub(1).and_then(|at| matches.into_iter().nth(at)).into_iter().collect()
            }
            Occurrence::Only if matches.len() > 1 => {
                return Err(format!(
                    "\"{sought}\" stands {} times in {here}, and which is meant is not said",
                    matches.len()
                ));
            }
            _ => matches,
        };
        if let (true, Stretch::Words { text, .. }) = (chosen.is_empty() && !found.id.is_empty(), stretch) {
            // Applying it says that the words are not there, or that they have given way already.
            let target = found.id.clone();
            return Ok(vec![Operation::Substitute { target, old: text.clone(), new: new.to_owned() }]);
        }
        if chosen.is_empty() {
            return Err(format!("{here} does not say \"{sought}\""));
        }
        if let Stretch::Words { text, .. } = stretch
            && found.narrow == Narrow::Whole
            && !new.is_empty()
            && self.raw_count(found, text) == chosen.len()
        {
            let target = found.id.clone();
            return Ok(vec![Operation::Substitute { target, old: text.clone(), new: new.to_owned() }]);
        }
        chosen.into_iter().map(|(field, range)| changed(field, range, new)).collect()
    }

    /// How often words stand in a place, as a plain substitution counts.
    fn raw_count(&self, found: &Found, words: &str) -> usize {
        let count = |unit: &Unit| count_in(unit, words);
        if found.id.is_empty() {
            return self.current.units.iter().map(count).sum();
        }
        self.current.unit(&found.id).map_or(0, count)
    }

    /// The headings and texts in which a stretch is looked for.
    fn fields(&self, found: &Found, stretch: &Stretch) -> Result<Vec<Field<'_>>, String> {
        if found.id.is_empty() {
            return Ok(self.current.walk().flat_map(Field::both).collect());
        }
        let unit = self.unit(&found.id)?;
        if *stretch == Stretch::LastSentence && !unit.children.is_empty() && found.narrow == Narrow::Whole {
            return Err(format!("{} has points or subparagraphs after its sentences", found.id));
        }
        Ok(match found.narrow {
            Narrow::Heading => Field::heading(unit).into_iter().collect(),
            Narrow::Sentence(n) => {
                vec![Field { unit, is_heading: false, range: words::nth_sentence(unit, n)? }]
            }
            Narrow::Whole if stretch.is_last() => {
                let last = unit.walk().last().unwrap_or(unit);
                vec![Field::text_of(last)]
            }
            Narrow::Whole if stretch.is_sought() => unit.walk().flat_map(Field::both).collect(),
            Narrow::Intro | Narrow::Whole => vec![Field::text_of(unit)],
            Narrow::First => {
                let points = &unit.children[..amend::second_subparagraph(unit)];
                let below = points.iter().flat_map(Unit::walk).flat_map(Field::both);
                std::iter::once(Field::text_of(unit)).chain(below).collect()
            }
        })
    }
}

/// A heading or text of a unit, or a part of it.
struct Field<'a> {
    unit: &'a Unit,
    is_heading: bool,
    range: Range<usize>,
}

impl<'a> Field<'a> {
    fn text_of(unit: &'a Unit) -> Self {
        Self { unit, is_heading: false, range: 0..unit.text.len() }
    }

    fn heading(unit: &'a Unit) -> Option<Self> {
        let heading = unit.heading.as_ref()?;
        Some(Self { unit, is_heading: true, range: 0..heading.len() })
    }

    fn both(unit: &'a Unit) -> impl Iterator<Item = Self> {
        Self::heading(unit).into_iter().chain([Self::text_of(unit)])
    }

    fn text(&self) -> &'a str {
        if self.is_heading { self.unit.heading.as_deref().unwrap_or_default() } else { &self.unit.text }
    }
}

/// How often words stand in a unit and below it.
fn count_in(unit: &Unit, words: &str) -> usize {
    let count = |text: &str| text.matches(words).count();
    unit.walk().map(|unit| count(unit.heading.as_deref().unwrap_or_default()) + count(&unit.text)).sum()
}

/// The operation that changes exactly one stretch of one field.
fn changed(field: &Field<'_>, range: Range<usize>, new: &str) -> Result<Operation, String> {
    let text = field.text();
    let new = words::fitted(text, &range, new);
    let range = if new.is_empty() { words::without_gap(text, range) } else { range };
    let target = field.unit.id.clone();
    if field.is_heading {
        let mut heading = text.to_owned();
        heading.replace_range(range, &new);
        return Ok(Operation::Replace { target, scope: Scope::Heading, with: vec![headed(&heading)] });
    }
    let around = context(field, range.clone())
        .ok_or_else(|| format!("the words in {target} cannot be told from others there"))?;
    let old = text[around.clone()].to_owned();
    let new = format!("{}{new}{}", &text[around.start..range.start], &text[range.end..around.end]);
    Ok(Operation::Substitute { target, old, new })
}

/// A range grown word by word until its words stand once in the unit and below it.
fn context(field: &Field<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let text = field.text();
    let mut around = range;
    loop {
        let words = &text[around.clone()];
        if !words.trim().is_empty() && count_in(field.unit, words) == 1 {
            return Some(around);
        }
        if around == (0..text.len()) {
            return None;
        }
        let before = text[..around.start].trim_end();
        around.start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1).min(around.start);
        if before.is_empty() {
            around.start = 0;
        }
        let after = &text[around.end..];
        let word = after.trim_start();
        let gap = after.len() - word.len();
        around.end += gap + word.find(char::is_whitespace).unwrap_or(word.len());
        // The blank that `rfind` found may take more than one byte.
        around.start = (0..=around.start).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    }
}

/// A new number in the old one's shape: "2." for "1.", "(b)" for "(a)", "④" for "③", "제5조의2" for "제5조".
fn shaped(old: &str, number: &str) -> String {
    if old.chars().next().and_then(circled_value).is_some() {
        // There are circles up to 50.
        return number.parse().ok().and_then(circle).map_or_else(|| number.to_owned(), String::from);
    }
    if let Some(closing) = old.strip_prefix('제').and_then(|rest| rest.chars().find(|c| !c.is_ascii_digit()))
    {
        return match number.split_once('-') {
            Some((main, branch)) => format!("제{main}{closing}의{branch}"),
            None => format!("제{number}{closing}"),
        };
    }
    old.replacen(&slug(old), number, 1)
}

fn starts_numbered(text: &str, kind: UnitKind, ladder: Ladder) -> bool {
    quoted::units(text, kind, ladder).first().is_some_and(|unit| unit.number.is_some())
}

/// Several units that stand for one unit's own words and points.
fn flatten_first(with: &mut Vec<Unit>) {
    if with.len() > 1 {
        let rest = with.split_off(1);
        with[0].children.extend(rest);
    }
}

fn headed(text: &str) -> Unit {
    let mut unit = Unit::new(UnitKind::Passage);
    unit.heading = Some(collapse(text));
    unit
}

fn parent_of(document: &Document, id: &UnitId) -> UnitId {
    let path = document.path(id);
    path.len().checked_sub(2).and_then(|at| path.get(at)).map(|unit| unit.id.clone()).unwrap_or_default()
}

/// Whether two numbers count in the same way and are written in the same way.
fn count_alike(one: &str, other: &str) -> bool {
    let read = |number: &str| match mark(&format!("{number} x")) {
        Some(Mark::Listed { fence, readings, .. }) => Some((fence, readings)),
        _ => None,
    };
    let (Some((fence, ours)), Some((other_fence, theirs))) = (read(one), read(other)) else { return false };
    fence == other_fence && ours.iter().any(|our| theirs.iter().any(|their| our.count == their.count))
}

fn collected(each: Vec<Result<Vec<Operation>, String>>) -> Result<Vec<Operation>, Trouble> {
    let all: Result<Vec<Vec<Operation>>, String> = each.into_iter().collect();
    all.map(|all| all.into_iter().flatten().collect()).map_err(Trouble::NoPlace)
}

/// The operations, unless making units of the new text lost or changed a word of it; that must never go unseen.
fn kept(operations: Vec<Operation>, text: &str) -> Result<Vec<Operation>, Trouble> {
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut made = String::new();
    for operation in &operations {
        if let Operation::Replace { with: units, .. } | Operation::Insert { units, .. } = operation {
            made.extend(units.iter().map(|unit| solid(&unit.full_text())));
        }
    }
    if made.is_empty() || made == solid(text) {
        Ok(operations)
    } else {
        Err(Trouble::Lost("the new text does not fall into units without loss".to_owned()))
    }
}
