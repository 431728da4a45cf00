//! From what amending prose asks for to operations on the units of a text.

use std::ops::Range;

use super::korean::particle;
use super::place::{self, Found, Narrow, Place, Step, defined_term};
use super::quoted::{self, Ladder};
use super::words::{self, Occurrence, Stretch};
use super::{Instruction, Reading};
use crate::amend::{self, Amendment, Fate, Operation, Scope};
use crate::error::Refusal;
use crate::ids::slug;
use crate::marker::{Mark, circle, circled_value, mark};
use crate::model::{Document, Unit, UnitId, UnitKind};
use crate::tree::collapse;

/// What a clause asks for, before its place is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// New text for units or parts of units.
    Replace { places: Vec<Place>, text: String },
    /// Units to take away; what is left in their place beside their number, if anything is.
    Delete { places: Vec<Place>, leaves: Option<&'static str> },
    /// New units; a kind where the words say one.
    Insert { places: Vec<Place>, what: Option<UnitKind>, spot: Spot, text: String },
    /// All points of a unit: new ones for those that it has, or the first that it gets.
    Every { places: Vec<Place>, kind: UnitKind, replaces: bool, text: String },
    /// Other words for a stretch of a unit's words.
    Words { places: Vec<Place>, stretch: Stretch, new: String },
    /// Other numbers, one for each place.
    Renumber { places: Vec<Place>, numbers: Vec<String> },
    /// The text of an article becomes its first paragraph.
    Wrap { places: Vec<Place>, number: String },
    /// Another title of the act, or other words in it.
    Title { old: Option<String>, part: bool, new: String },
    /// The text of an annex of the amending act in the place of a unit.
    Annexed { places: Vec<Place>, annex: Unit },
}

impl Asked {
    /// The same, where the words say "in both places".
    pub(super) fn in_both(self) -> Self {
        match self {
            Self::Words { places, stretch, new } => Self::Words { places, stretch: stretch.in_both(), new },
            other => other,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// Where their number belongs; without one, at the end.
    ByNumber,
    /// As the n-th of units without numbers; `added` says that there are none behind.
    AsNth {
        step: Step,
        before: Option<Step>,
        added: bool,
    },
    After(Vec<Place>),
    Before(Vec<Place>),
    /// Among definitions, in the order of the terms that they define.
    InOrder,
}

/// Why nothing came of what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A number that a unit is to bear is still another one's.
    Taken(UnitId),
    /// It leads nowhere, or to more than one place.
    NoPlace(String),
    /// Its new text does not fall into units.
    Lost(String),
}

/// Words that an instruction changed in a heading or a text: where they stood, and how long the new ones are.
#[derive(Debug, Clone)]
struct Edit {
    id: UnitId,
    is_heading: bool,
    range: Range<usize>,
    length: usize,
}

/// An operation with the words that it changes, where it changes words.
struct Made {
    operation: Operation,
    edits: Vec<Edit>,
}

impl From<Operation> for Made {
    fn from(operation: Operation) -> Self {
        Self { operation, edits: Vec::new() }
    }
}

/// New words in a heading or a text: a later instruction does not mean them.
#[derive(Debug, Clone)]
struct Fresh {
    id: UnitId,
    is_heading: bool,
    range: Range<usize>,
}

/// New numbers that are still those of other units: they are given when a later change has freed them.
#[derive(Debug, Clone)]
struct Waiting {
    label: String,
    found: Vec<Found>,
    numbers: Vec<String>,
    /// The unit that bears one of them.
    taken: UnitId,
}

/// All that an instruction may change, so that it can be taken back whole.
#[derive(Clone)]
struct State {
    document: Document,
    renames: Vec<(UnitId, UnitId)>,
    touched: Vec<UnitId>,
    fresh: Vec<Fresh>,
    waiting: Vec<Waiting>,
}

/// What a deleted unit of a published text says beside its number.
const PLACEHOLDERS: &[&str] = &["삭제", "(deleted)", "(repealed)", "(revoked)", "[Repealed]", "—————"];

/// The text to amend, as it was and as the instructions that were read so far have made it.
pub(super) struct Session<'a> {
    pub(super) base: &'a Document,
    current: Document,
    /// Units that earlier instructions gave other names, in order.
    renames: Vec<(UnitId, UnitId)>,
    touched: Vec<UnitId>,
    fresh: Vec<Fresh>,
    waiting: Vec<Waiting>,
    ladder: Ladder,
    /// Whether a number that was given to another unit on the way leads nowhere, for want of a rule.
    pub(super) strict: bool,
    /// What stands behind the word that a deleted unit leaves: its day.
    pub(super) deleted_on: String,
}

impl<'a> Session<'a> {
    pub(super) fn new(base: &'a Document) -> Self {
        Self {
            base,
            current: base.clone(),
            renames: Vec::new(),
            touched: Vec::new(),
            fresh: Vec::new(),
            waiting: Vec::new(),
            ladder: Ladder::of(base),
            strict: false,
            deleted_on: String::new(),
        }
    }

    /// Whether an instruction gave a unit another number, or waits to.
    pub(super) fn has_renumbered(&self) -> bool {
        !self.renames.is_empty() || !self.waiting.is_empty()
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
        let before = self.state();
        let made =
            self.all_of(label, asked, renumbered).and_then(|amendments| match self.out_of_order(&before) {
                Some(why) => Err(Trouble::NoPlace(why)),
                None => Ok(amendments),
            });
        if made.is_err() {
            self.restore(before);
        }
        made
    }

    fn all_of(&mut self, label: &str, asked: &[Asked], renumbered: bool) -> Result<Vec<Amendment>, Trouble> {
        let mut amendments = Vec::new();
        let gathered = gathered(asked);
        let mut late = None;
        for one in &gathered {
            let before = matches!(one, Asked::Renumber { .. }).then(|| self.state());
            match (self.operations(one, renumbered).and_then(|made| self.take(label, made)), before, one) {
                (Ok(more), ..) => amendments.extend(more),
                (Err(Trouble::Taken(taken)), Some(before), Asked::Renumber { places, numbers }) => {
                    self.restore(before);
                    let found = self.find(places, renumbered).map_err(Trouble::NoPlace)?;
                    let label = label.to_owned();
                    late.get_or_insert_with(|| taken.clone());
                    self.waiting.push(Waiting { label, found, numbers: numbers.clone(), taken });
                }
                (Err(trouble), ..) => return Err(trouble),
            }
            amendments.extend(self.freed());
        }
        // An instruction is carried out whole: only one that does nothing but renumber can wait for those behind it.
        let waits = self.waiting.iter().any(|one| one.label == label);
        match late.filter(|_| waits && gathered.len() > 1) {
            Some(taken) => Err(Trouble::Taken(taken)),
            None => Ok(amendments),
        }
    }

    fn state(&self) -> State {
        State {
            document: self.current.clone(),
            renames: self.renames.clone(),
            touched: self.touched.clone(),
            fresh: self.fresh.clone(),
            waiting: self.waiting.clone(),
        }
    }

    fn restore(&mut self, before: State) {
        let State { document, renames, touched, fresh, waiting } = before;
        self.current = document;
        (self.renames, self.touched, self.fresh, self.waiting) = (renames, touched, fresh, waiting);
    }

    /// Gives the numbers that have become free to those that wait for them.
    fn freed(&mut self) -> Vec<Amendment> {
        let mut amendments = Vec::new();
        let mut at = 0;
        while let Some(one) = self.waiting.get(at).cloned() {
            let before = self.state();
            self.waiting.remove(at);
            let made = self.renumbering(&one.found, &one.numbers).map_err(Trouble::NoPlace);
            let made = made.map(|operations| operations.into_iter().map(Made::from).collect());
            if let Ok(more) = made.and_then(|made| self.take(&one.label, made)) {
                amendments.extend(more);
                at = 0;
            } else {
                self.restore(before);
                at += 1;
            }
        }
        amendments
    }

    /// Tells of the instructions whose new numbers were never freed: nothing came of them.
    pub(super) fn give_up(&mut self, instructions: &mut [Instruction]) {
        for Waiting { label, taken, .. } in self.waiting.drain(..) {
            let own = instructions.iter_mut().filter(|one| one.label == label && one.amendments.is_empty());
            for one in own {
                one.reading = Reading::NoPlace(Refusal::Taken(taken.clone()).to_string());
            }
        }
    }

    /// The same within supplementary provisions, whose articles count from one again.
    pub(super) fn carry_out_within(
        &mut self,
        within: Option<&UnitId>,
        label: &str,
        asked: &[Asked],
    ) -> Result<Vec<Amendment>, Trouble> {
        let Some(id) = within else { return self.carry_out(label, asked, false) };
        let part = |document: &Document| {
            let units = document.unit(id).map(|unit| unit.children.clone()).unwrap_or_default();
            Document { units, ..document.clone() }
        };
        let base = part(self.base);
        let mut inner = Session {
            base: &base,
            current: part(&self.current),
            renames: Vec::new(),
            touched: self.touched.clone(),
            fresh: self.fresh.clone(),
            waiting: Vec::new(),
            ladder: self.ladder,
            strict: self.strict,
            deleted_on: self.deleted_on.clone(),
        };
        let made = inner.carry_out(label, asked, false)?;
        if let Some(one) = inner.waiting.first() {
            return Err(Trouble::Taken(one.taken.clone()));
        }
        let stays = |operation: &Operation| {
            matches!(
                operation,
                Operation::Substitute { .. } | Operation::Replace { .. } | Operation::Delete { .. }
            ) && !operation.target().is_empty()
        };
        if !made.iter().all(|one| stays(&one.operation)) {
            let why = format!("units are not put into {id} and not renumbered there by this program");
            return Err(Trouble::NoPlace(why));
        }
        let fresh = inner.fresh;
        let before = (self.current.clone(), self.touched.clone());
        let operations = made.into_iter().map(|one| Made::from(one.operation)).collect();
        let taken = self.take(label, operations);
        if taken.is_ok() {
            self.fresh = fresh;
        } else {
            (self.current, self.touched) = before;
        }
        taken
    }

    /// Why a unit that got another number does not stand where its number belongs: it would have to move, too.
    fn out_of_order(&self, before: &State) -> Option<String> {
        let renamed = &self.renames[before.renames.len()..];
        renamed.iter().filter_map(|(_, to)| self.current.unit(to)).find_map(|unit| {
            let parent = parent_of(&self.current, &unit.id);
            let was =
                renamed.iter().rev().fold(parent.clone(), |id, (from, to)| self::renamed(&id, to, from));
            let disordered = !is_in_order(&self.current, &parent, unit.kind)
                && (self.strict || is_in_order(&before.document, &was, unit.kind));
            disordered.then(|| format!("{} would not stand in the order of the numbers", unit.id))
        })
    }

    /// Applies operations to the text that later instructions are read against; one that is refused is trouble.
    fn take(&mut self, label: &str, made: Vec<Made>) -> Result<Vec<Amendment>, Trouble> {
        let mut amendments = Vec::with_capacity(made.len());
        for Made { operation, edits } in made {
            let amendment = Amendment::against(&self.current, label, operation);
            let target = amendment.operation.target().clone();
            match amend::apply_one(&mut self.current, &amendment, &self.touched) {
                Fate::Applied(ids) => {
                    if let (Operation::Renumber { .. }, [renamed]) = (&amendment.operation, ids.as_slice()) {
                        self.rename(&target, renamed);
                    }
                    self.note(edits);
                    self.touched.extend(ids);
                    self.touched.push(target);
                }
                Fate::AlreadyThere => {}
                Fate::Refused(Refusal::Taken(unit))
                    if matches!(amendment.operation, Operation::Renumber { .. }) =>
                {
                    return Err(Trouble::Taken(unit));
                }
                Fate::Refused(why) => return Err(Trouble::NoPlace(why.to_string())),
            }
            amendments.push(amendment);
        }
        Ok(amendments)
    }

    fn rename(&mut self, from: &UnitId, to: &UnitId) {
        self.renames.push((from.clone(), to.clone()));
        for fresh in &mut self.fresh {
            fresh.id = renamed(&fresh.id, from, to);
        }
        for waiting in &mut self.waiting {
            waiting.taken = renamed(&waiting.taken, from, to);
            for found in &mut waiting.found {
                found.id = renamed(&found.id, from, to);
            }
        }
    }

    /// Why a place is not plain while a unit waits for the number by which it is named.
    fn require_number(&self, found: &[Found]) -> Result<(), String> {
        let meant = |one: &&Waiting| {
            found.iter().any(|found| renamed(&found.id, &one.taken, &UnitId::default()) != found.id)
        };
        match self.waiting.iter().find(meant) {
            Some(one) => Err(unsaid(one.taken.as_str())),
            None => Ok(()),
        }
    }

    /// Remembers which words are new now, the last ones first, so that the others' places hold.
    fn note(&mut self, mut edits: Vec<Edit>) {
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
        for Edit { id, is_heading, range, length } in edits {
            for fresh in &mut self.fresh {
                if fresh.id == id && fresh.is_heading == is_heading && fresh.range.start >= range.end {
                    let moved = |at: usize| at - range.len() + length;
                    fresh.range = moved(fresh.range.start)..moved(fresh.range.end);
                }
            }
            let range = range.start..range.start + length;
            self.fresh.push(Fresh { id, is_heading, range });
        }
    }

    /// Whether words are new ones, or have some; a whole sentence of which only some words are new is the old one all the same.
    fn is_fresh(&self, field: &Field<'_>, range: &Range<usize>, whole: bool) -> bool {
        self.fresh.iter().any(|fresh| {
            let here = fresh.id == field.unit.id && fresh.is_heading == field.is_heading;
            let meets = fresh.range.start < range.end && range.start < fresh.range.end;
            let covers = fresh.range.start <= range.start && range.end <= fresh.range.end;
            here && if whole { covers } else { meets }
        })
    }

    /// What a unit of the text as it was is called now.
    fn renamed(&self, id: &UnitId) -> UnitId {
        self.renames.iter().fold(id.clone(), |now, (from, to)| renamed(&now, from, to))
    }

    /// The units that places mean. An act's instructions mean the text as it was, unless they say otherwise.
    fn find(&self, places: &[Place], renumbered: bool) -> Result<Vec<Found>, String> {
        let mut found = Vec::new();
        for place in places {
            let now = place::find(&self.current, place);
            if let (true, Ok(now), Some(was)) = (!renumbered, &now, self.as_it_was(place))
                && *now != was
                && !place.iter().any(|step| matches!(step, Step::AsItWas(_)))
            {
                let name = now.first().map(|found| found.name().to_owned()).unwrap_or_default();
                return Err(unsaid(&name));
            }
            found.extend(if renumbered { now? } else { self.as_it_was(place).map_or(now, Ok)? });
        }
        // "Schedule 1 and the Schedule": what is to be done twice to one unit is not what anybody meant.
        let twice = (1..found.len()).find(|at| found[..*at].contains(&found[*at]));
        if let Some(at) = twice {
            return Err(format!("{} is named twice", found[at].name()));
        }
        if !renumbered && let Some(one) = found.iter().find(|one| self.counts_anew(one)) {
            return Err(format!(
                "whether the sentence of {} is counted as the text was or as it is now is not said",
                one.name()
            ));
        }
        Ok(found)
    }

    /// Whether a sentence is named by its number in a unit in which that number meant another sentence before this act. One that is the
    /// same is plain, however many came behind it; one that has other words now is the same where no sentence came, went or moved.
    fn counts_anew(&self, found: &Found) -> bool {
        let Narrow::Sentence(n) = found.narrow else { return false };
        if matches!(n, place::PROVISO | place::MAIN | place::FORMER | place::LATTER) {
            return false;
        }
        let was = self.renames.iter().rev().fold(found.id.clone(), |id, (from, to)| renamed(&id, to, from));
        let (Some(was), Some(now)) = (self.base.unit(&was), self.current.unit(&found.id)) else {
            return false;
        };
        let (Some(before), Some(after)) = (sentences_of(was), sentences_of(now)) else { return false };
        let nth = |sentences: &[&str]| {
            let at = if n == place::LAST { sentences.len().checked_sub(1) } else { n.checked_sub(1) };
            at.and_then(|at| sentences.get(at)).map(|sentence| (*sentence).to_owned())
        };
        let (old, new) = (nth(&before), nth(&after));
        let stays =
            |one: &Option<String>, others: &[&str]| !one.as_deref().is_some_and(|one| others.contains(&one));
        let same = old == new || before.len() == after.len() && stays(&old, &after) && stays(&new, &before);
        !same
    }

    fn as_it_was(&self, place: &Place) -> Option<Vec<Found>> {
        let found = place::find(self.base, place).ok()?;
        let found: Vec<Found> =
            found.into_iter().map(|found| Found { id: self.renamed(&found.id), ..found }).collect();
        let stands = |found: &Found| found.id.is_empty() || self.current.unit(&found.id).is_some();
        found.iter().all(stands).then_some(found)
    }

    fn operations(&self, asked: &Asked, renumbered: bool) -> Result<Vec<Made>, Trouble> {
        let find = |places: &[Place]| {
            let found = self.find(places, renumbered)?;
            self.require_number(&found).map(|()| found)
        };
        let find = |places: &[Place]| find(places).map_err(Trouble::NoPlace);
        if let Asked::Words { places, stretch, new } = asked {
            return collected(
                find(places)?.iter().map(|found| self.words(found, stretch, new)).collect::<Vec<_>>(),
            );
        }
        if let Asked::Delete { places, leaves } = asked {
            let found = find(places)?;
            // What an earlier act deleted keeps what that act left.
            let gone = |found: &&Found| {
                found.narrow == Narrow::Whole && self.current.unit(&found.id).is_some_and(is_placeholder)
            };
            if let Some(gone) = found.iter().find(gone).filter(|_| found.iter().all(|one| gone(&one))) {
                return Err(Trouble::NoPlace(format!("{} is deleted already", gone.id)));
            }
            let left = found.iter().filter(|one| !gone(one));
            return collected(left.map(|found| self.deletion(found, *leaves)).collect());
        }
        if let Asked::Replace { places, text } = asked
            && let [one @ Found { narrow: Narrow::Sentence(_), .. }] = find(places)?.as_slice()
        {
            self.is_one_exception(one).map_err(Trouble::NoPlace)?;
            if !quoted::is_prose(text) {
                return Err(Trouble::NoPlace("the new sentence has points".to_owned()));
            }
            return collected(vec![self.words(one, &Stretch::Whole, &collapse(text))]);
        }
        let operations = self.structural(asked, renumbered)?;
        Ok(operations.into_iter().map(Made::from).collect())
    }

    /// What changes whole units.
    fn structural(&self, asked: &Asked, renumbered: bool) -> Result<Vec<Operation>, Trouble> {
        let find = |places: &[Place]| {
            let found = self.find(places, renumbered).map_err(Trouble::NoPlace)?;
            if !matches!(asked, Asked::Renumber { .. }) {
                self.require_number(&found).map_err(Trouble::NoPlace)?;
            }
            Ok(found)
        };
        match asked {
            Asked::Replace { places, text } => {
                let found = find(places)?;
                let text = self.without_own_number(&found, text).map_err(Trouble::NoPlace)?;
                let operations = self.replacements(&found, &text).map_err(Trouble::NoPlace)?;
                kept(operations, &text)
            }
            Asked::Insert { places, what, spot, text } => {
                let found = find(places)?;
                let operations = self.insertion(&found, *what, spot, text, renumbered);
                let operations = operations.map_err(Trouble::NoPlace)?.into_iter();
                kept(operations.flat_map(|one| self.over_placeholders(one)).collect(), text)
            }
            Asked::Every { places, kind, replaces, text } => {
                let operations = self.every(&find(places)?, *kind, *replaces, text);
                kept(operations.map_err(Trouble::NoPlace)?, text)
            }
            Asked::Words { .. } | Asked::Delete { .. } => Ok(Vec::new()),
            Asked::Wrap { places, number } => self.wrapping(&find(places)?, number).map_err(Trouble::NoPlace),
            Asked::Renumber { places, numbers } => {
                self.renumbering(&find(places)?, numbers).map_err(Trouble::NoPlace)
            }
            Asked::Title { old, part, new } => {
                self.retitled(old.as_deref(), *part, new).map_err(Trouble::NoPlace)
            }
            Asked::Annexed { places, annex } => self.annexed(&find(places)?, annex).map_err(Trouble::NoPlace),
        }
    }

    /// A new heading without the number that it repeats: "Article 4 / Fines" is no heading of Article 4.
    fn without_own_number(&self, found: &[Found], text: &str) -> Result<String, String> {
        let [Found { id, narrow: Narrow::Heading }] = found else { return Ok(text.to_owned()) };
        let words = collapse(text);
        let Some(Mark::Named { bytes, .. }) = mark(&words) else { return Ok(text.to_owned()) };
        let (number, heading) = words.split_at(bytes);
        let own = self.unit(id)?.number.as_deref().map(slug);
        if own.as_deref() != Some(slug(number).as_str()) || heading.trim().is_empty() {
            return Err(format!("the new heading of {id} begins with the number {}", number.trim()));
        }
        Ok(heading.trim().to_owned())
    }

    fn unit(&self, id: &UnitId) -> Result<&Unit, String> {
        self.current.unit(id).ok_or_else(|| format!("there is no {id}"))
    }

    fn deletion(&self, found: &Found, leaves: Option<&'static str>) -> Result<Vec<Made>, String> {
        match found.narrow {
            Narrow::Whole if !found.id.is_empty() => {
                self.stands_alone(&found.id)?;
                let unit = self.unit(&found.id)?;
                let target = found.id.clone();
                let Some(leaves) = leaves.filter(|_| unit.number.is_some()) else {
                    return Ok(vec![Operation::Delete { target }.into()]);
                };
                let with = self.emptied(unit, leaves);
                Ok(vec![Operation::Replace { target, scope: Scope::Whole, with: vec![with] }.into()])
            }
            Narrow::Sentence(_) => {
                self.is_one_exception(found)?;
                self.words(found, &Stretch::Whole, "")
            }
            _ => Err(format!("a part of {} that is no unit is to be deleted", found.id)),
        }
    }

    /// "다만, …. 이 경우 …." at the end: whether the second sentence goes with the exception is not said.
    fn is_one_exception(&self, found: &Found) -> Result<(), String> {
        if found.narrow != Narrow::Sentence(place::PROVISO) {
            return Ok(());
        }
        let unit = self.unit(&found.id)?;
        let range = words::nth_sentence(unit, place::PROVISO)?;
        match words::sentences(&unit.text[range])?.len() {
            1 => Ok(()),
            _ => Err(format!("whether what follows the exception in {} goes with it is not said", found.id)),
        }
    }

    /// A numbered sentence behind which unnumbered text stands that may be more of it: a flat text does not tell.
    fn stands_alone(&self, id: &UnitId) -> Result<(), String> {
        if self.strict {
            return Ok(());
        }
        let unit = self.unit(id)?;
        let numbered = unit.number.as_deref().is_some_and(|number| {
            number.strip_suffix('.').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        });
        let parent = self.current.unit(&parent_of(&self.current, id));
        let siblings = parent.map_or(self.current.units.as_slice(), |parent| &parent.children);
        let at = siblings.iter().position(|sibling| sibling.id == *id);
        let next = at.and_then(|at| siblings.get(at + 1));
        let more = next.filter(|next| next.number.is_none() && !next.text.is_empty());
        match more.filter(|_| numbered && unit.full_text().trim_end().ends_with('.')) {
            Some(more) => Err(format!("whether {} belongs to {id} cannot be told", more.id)),
            None => Ok(()),
        }
    }

    /// What a deleted unit leaves: its number; a chapter's articles leave theirs too.
    fn emptied(&self, unit: &Unit, leaves: &str) -> Unit {
        let mut with = Unit::new(unit.kind);
        with.number.clone_from(&unit.number);
        let said = format!("{leaves}{}", self.deleted_on);
        if !(self.strict && unit.kind.is_container()) {
            with.text = said;
            return with;
        }
        with.heading = Some(said);
        let kept = |child: &&Unit| child.kind == UnitKind::Article || child.kind.is_container();
        let below =
            |child: &Unit| if is_placeholder(child) { child.clone() } else { self.emptied(child, leaves) };
        with.children = unit.children.iter().filter(kept).map(below).collect();
        with
    }

    /// A new unit takes the place of what a deleted one of its number left.
    fn over_placeholders(&self, operation: Operation) -> Vec<Operation> {
        let Operation::Insert { parent, after, units } = operation else { return vec![operation] };
        let (mut done, mut rest) = (Vec::new(), Vec::new());
        for unit in units {
            let number = unit.number.as_deref().map(slug).unwrap_or_default();
            match self.placeholder(&parent, unit.kind, &number) {
                Some(target) => {
                    done.push(Operation::Replace { target, scope: Scope::Whole, with: vec![unit] });
                }
                None => rest.push(unit),
            }
        }
        if !rest.is_empty() {
            let after = after.filter(|_| done.is_empty());
            done.push(Operation::Insert { parent, after, units: rest });
        }
        done
    }

    /// All points of a unit written anew, or its first ones.
    fn every(
        &self,
        found: &[Found],
        kind: UnitKind,
        replaces: bool,
        text: &str,
    ) -> Result<Vec<Operation>, String> {
        let [Found { id, narrow: Narrow::Whole }] = found else {
            return Err("the points of one unit at a time can be written anew".to_owned());
        };
        let old: Vec<&Unit> = self.unit(id)?.children.iter().filter(|child| child.kind == kind).collect();
        if old.is_empty() == replaces {
            let has = if replaces { "no points" } else { "points already" };
            return Err(format!("{id} has {has}"));
        }
        let mut new = quoted::units(text, kind, self.ladder);
        each_its_own(&new)?;
        let number = |unit: &Unit| unit.number.as_deref().map(slug).unwrap_or_default();
        let counted: Vec<String> = new.iter().map(number).collect();
        let sorted = counted.iter().map(|number| amend::sort_key(number)).is_sorted();
        if !new.iter().all(|unit| unit.kind == kind) || !sorted {
            return Err("the new points do not stand in the order of their numbers".to_owned());
        }
        let mut operations = Vec::new();
        let mut last = id.clone();
        for unit in old {
            let target = unit.id.clone();
            match new.iter().position(|one| number(one) == number(unit)) {
                Some(at) => {
                    last.clone_from(&target);
                    operations.push(Operation::Replace {
                        target,
                        scope: Scope::Whole,
                        with: vec![new.remove(at)],
                    });
                }
                None => operations.push(Operation::Delete { target }),
            }
        }
        if !new.is_empty() {
            let key = |unit: &Unit| amend::sort_key(&number(unit));
            let behind = self.current.unit(&last).filter(|_| last != *id).map(key);
            if behind.is_some_and(|behind| new.iter().any(|unit| key(unit) < behind)) {
                return Err("where the new points belong among the old ones is not plain".to_owned());
            }
            operations.push(Operation::Insert { parent: id.clone(), after: Some(last), units: new });
        }
        Ok(operations)
    }

    /// What a deleted unit of a number left below a unit.
    fn placeholder(&self, parent: &UnitId, kind: UnitKind, number: &str) -> Option<UnitId> {
        let siblings = self.current.unit(parent).map_or(self.current.units.as_slice(), |unit| &unit.children);
        let same =
            |unit: &&Unit| unit.kind == kind && unit.number.as_deref().map(slug).as_deref() == Some(number);
        siblings.iter().find(|unit| same(unit) && is_placeholder(unit)).map(|unit| unit.id.clone())
    }

    /// The act's new title, where it stands in the text too.
    fn retitled(&self, old: Option<&str>, part: bool, new: &str) -> Result<Vec<Operation>, String> {
        let title = &self.current.title;
        let title = match old {
            Some(old) if part => match words::occurrences(title, old).as_slice() {
                [range] => format!("{}{new}{}", &title[..range.start], &title[range.end..]),
                found => return Err(format!("the title says \"{old}\" {} times", found.len())),
            },
            Some(old) if collapse(old) != collapse(title) => {
                return Err(format!("the title is not \"{old}\""));
            }
            _ => new.to_owned(),
        };
        let stands = |unit: &&Unit| {
            unit.kind == UnitKind::Preface && unit.heading.as_deref() == Some(self.current.title.as_str())
        };
        let preface = self.current.units.iter().find(stands).map(|unit| Operation::Replace {
            target: unit.id.clone(),
            scope: Scope::Heading,
            with: vec![headed(&title)],
        });
        Ok(preface.into_iter().chain([Operation::Retitle { title }]).collect())
    }

    /// An article's text and points become its first paragraph.
    fn wrapping(&self, found: &[Found], number: &str) -> Result<Vec<Operation>, String> {
        let [Found { id, narrow: Narrow::Whole }] = found else {
            return Err("one article at a time can get paragraphs".to_owned());
        };
        let old = self.unit(id)?;
        // Under a bare number the words are a block of their own.
        let words = match old.children.as_slice() {
            [only] if old.text.is_empty() && only.number.is_none() => only,
            _ => old,
        };
        if words.text.is_empty() {
            return Err(format!("{id} has paragraphs already"));
        }
        let mut with = Unit { children: Vec::new(), text: String::new(), notes: Vec::new(), ..old.clone() };
        let kind =
            if self.strict { UnitKind::Paragraph } else { self.ladder.below(Some(old.kind), Some(number)) };
        let mut first = Unit::new(kind);
        first.number = Some(number.to_owned());
        first.text.clone_from(&words.text);
        first.notes.clone_from(&words.notes);
        first.children.clone_from(&words.children);
        with.children = vec![first];
        Ok(vec![Operation::Replace { target: id.clone(), scope: Scope::Whole, with: vec![with] }])
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
            let shaped = shaped(&old, number, self.strict);
            if slug(&shaped) != *number {
                return Err(format!("how {old} is written as number {number} is not known"));
            }
            operations.push(Operation::Renumber { target, number: shaped });
        }
        let first = found.first().and_then(|found| self.unit(&found.id).ok()?.number.clone());
        let up = first
            .zip(numbers.first())
            .is_some_and(|(old, new)| amend::sort_key(&slug(&old)) < amend::sort_key(new));
        if up {
            operations.reverse();
        }
        let mut operations = self.in_turn(operations)?;
        // What a deleted unit left gives its number away.
        for (one, number) in found.iter().zip(numbers) {
            let parent = parent_of(&self.current, &one.id);
            let left = self.placeholder(&parent, self.unit(&one.id)?.kind, number);
            if let Some(target) = left.filter(|id| found.iter().all(|one| one.id != *id)) {
                operations.insert(0, Operation::Delete { target });
            }
        }
        Ok(operations)
    }

    /// Renumberings so that none takes a number before another of them has left it.
    fn in_turn(&self, mut waiting: Vec<Operation>) -> Result<Vec<Operation>, String> {
        let mut done: Vec<Operation> = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let free = waiting.iter().position(|one| {
                let others = waiting.iter().filter(|other| other.target() != one.target());
                others.into_iter().all(|other| !self.takes_from(one, other))
            });
            let free = free.ok_or("the units would have to change places")?;
            done.push(waiting.remove(free));
        }
        Ok(done)
    }

    /// Whether a renumbering takes the number that the target of another one still bears.
    fn takes_from(&self, one: &Operation, other: &Operation) -> bool {
        let Operation::Renumber { target, number } = one else { return false };
        let (Ok(unit), Ok(bearer)) = (self.unit(target), self.unit(other.target())) else { return false };
        let beside = parent_of(&self.current, target) == parent_of(&self.current, other.target());
        beside && unit.kind == bearer.kind && bearer.number.as_deref().map(slug) == Some(slug(number))
    }

    fn replacements(&self, found: &[Found], text: &str) -> Result<Vec<Operation>, String> {
        if let [one] = found {
            return self.replacement(one, text);
        }
        let first = found.first().ok_or("the place leads nowhere")?;
        found.iter().try_for_each(|found| self.stands_alone(&found.id))?;
        let bare = self.counts_bare(first, Some(first));
        let bare = bare.and_then(|kind| quoted::bare_paragraphs(text, kind, self.ladder));
        let kind = self.unit(&first.id)?.kind;
        let mut units = bare.unwrap_or_else(|| quoted::units(text, kind, self.ladder));
        is_read_whole(&units)?;
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
            Narrow::Whole if self.is_bare_definition(&one.id) && quoted::first_number(text).is_none() => {
                (Scope::Whole, quoted::definitions(text, kind, self.ladder))
            }
            Narrow::Whole if self.counts_bare(one, Some(one)).is_some() => {
                let bare = quoted::bare_paragraphs(text, kind, self.ladder);
                (Scope::Whole, bare.unwrap_or_else(|| quoted::units(text, kind, self.ladder)))
            }
            Narrow::Whole => (Scope::Whole, quoted::units(text, kind, self.ladder)),
            Narrow::First if starts_numbered(text, kind, self.ladder) => {
                (Scope::FirstSubparagraph, quoted::units(text, kind, self.ladder))
            }
            Narrow::First => {
                (Scope::FirstSubparagraph, quoted::units(text, UnitKind::Subparagraph, self.ladder))
            }
            Narrow::Intro => (Scope::Text, quoted::units(text, UnitKind::Subparagraph, self.ladder)),
            Narrow::Heading => {
                let old = self.unit(&one.id)?.heading.as_deref();
                let old = old.ok_or_else(|| format!("{} has no heading of its own", one.id))?;
                if old.starts_with('(') != text.trim_start().starts_with('(') {
                    return Err("the new heading is bracketed otherwise than the old one".to_owned());
                }
                (Scope::Heading, vec![headed(text)])
            }
            Narrow::Body => return Err("what is below a heading is to be replaced at once".to_owned()),
            Narrow::Sentence(_) => return Err("sentences are written anew one at a time".to_owned()),
        };
        if scope == Scope::Whole {
            is_read_whole(&with)?;
            self.stands_alone(&one.id)?;
            self.fits(one, &with)?;
        }
        let mut with = with;
        if matches!(scope, Scope::FirstSubparagraph | Scope::Text) {
            flatten_first(&mut with);
        }
        Ok(vec![Operation::Replace { target: one.id.clone(), scope, with }])
    }

    /// Whether a unit is a definition without a number.
    fn is_bare_definition(&self, id: &UnitId) -> bool {
        self.current.unit(id).is_some_and(|unit| unit.number.is_none() && defined_term(&unit.text).is_some())
    }

    /// New units must begin with the number of the one in whose place they come, and each must have its own.
    fn fits(&self, one: &Found, with: &[Unit]) -> Result<(), String> {
        let old = self.unit(&one.id)?;
        let number = |unit: &Unit| unit.number.as_deref().map(slug);
        let articles = |unit: &Unit| unit.walk().any(|unit| unit.kind == UnitKind::Article);
        let first = with.first().ok_or("there is no new text")?;
        if old.kind.is_container()
            && articles(old)
            && !(with.len() == 1 && first.kind == old.kind && articles(first))
        {
            return Err(format!("the new text is no {} with its articles", old.kind.akn()));
        }
        // A Korean chapter that is written anew keeps its articles, each by its number, or which of them go is not plain.
        let kept = |article: &&Unit| {
            first.walk().any(|unit| unit.kind == article.kind && number(unit) == number(article))
        };
        let mut own = old.walk().filter(|unit| self.strict && unit.kind == UnitKind::Article);
        if let Some(lost) = own.find(|article| old.kind.is_container() && !kept(article)) {
            return Err(format!("the new chapter leaves out {}", lost.id));
        }
        let has_head = number(old).is_some_and(|own| !own.is_empty());
        if has_head && !old.kind.is_root() && number(first) != number(old) {
            return Err(format!(
                "the new text bears the number {} where {} is replaced",
                number(first).as_deref().unwrap_or("of none"),
                number(old).unwrap_or_default()
            ));
        }
        each_its_own(with)?;
        // Units that come beside the one in whose place they are must not bear the numbers of those that stay.
        let parent = self.current.unit(&parent_of(&self.current, &one.id));
        let siblings = parent.map_or(self.current.units.as_slice(), |parent| &parent.children);
        let others = siblings.iter().filter(|other| other.id != one.id && other.kind == old.kind);
        let stays = |other: &&Unit| {
            let own = number(other).filter(|own| !own.is_empty());
            own.is_some() && !is_placeholder(other) && with[1..].iter().any(|new| number(new) == own)
        };
        match others.into_iter().find(stays) {
            Some(other) => Err(format!("the new text has {} too, which is not replaced", other.id)),
            None => Ok(()),
        }
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
    ) -> Result<Vec<Operation>, String> {
        let [place] = found else { return Err("new units can be put in one place at a time".to_owned()) };
        let (anchor, before) = match spot {
            Spot::InOrder => return self.definitions_in_order(place, text),
            Spot::ByNumber => (None, false),
            Spot::AsNth { step, before, added } => {
                (self.before_nth(place, step, before.as_ref(), *added)?, false)
            }
            Spot::After(places) => (Some(self.anchor(place, places, renumbered)?), false),
            Spot::Before(places) => (Some(self.anchor(place, places, renumbered)?), true),
        };
        let kind = self.kind_of_new(place, what, anchor.as_ref(), text);
        if self.strict && what == Some(UnitKind::Paragraph) && self.has_bare_text(&place.id) {
            return Err(format!("{} has no paragraphs beside which a new one could stand", place.id));
        }
        let defines =
            |places: &[Place]| places.iter().any(|place| matches!(place.last(), Some(Step::Definition(_))));
        let beside_definition = matches!(spot, Spot::After(places) | Spot::Before(places) if defines(places));
        let bare = self.counts_bare(place, anchor.as_ref());
        let units = if beside_definition && quoted::first_number(text).is_none() {
            quoted::definitions(text, kind, self.ladder)
        } else if let Some(units) = bare.and_then(|kind| quoted::bare_paragraphs(text, kind, self.ladder)) {
            units
        } else {
            quoted::units(text, kind, self.ladder)
        };
        is_read_whole(&units)?;
        each_its_own(&units)?;
        is_no_tail(&units)?;
        if kind.is_container()
            && kind != UnitKind::Section
            && !units.iter().all(|unit| unit.kind == kind && unit.number.is_some())
        {
            return Err(format!("the new text is no {} with its articles", kind.akn()));
        }
        let empty =
            |unit: &Unit| unit.kind.is_container() && !unit.walk().any(|unit| unit.kind == UnitKind::Article);
        if self.strict && units.iter().any(empty) {
            let why = "the new part brings no articles, so those that it heads would have to move into it, and units are not moved";
            return Err(why.to_owned());
        }
        let Some(anchor) = anchor else {
            let at_top = matches!(kind, UnitKind::Article | UnitKind::Section) || kind.is_container();
            let at_top = place.id.is_empty() && at_top;
            let one = |units: Vec<Unit>| {
                let (parent, after) = if at_top {
                    self.neighbour(&units, kind)?
                } else {
                    self.is_below(&place.id, &units)?;
                    let parent = self.holder(&place.id, &units)?;
                    let after = self.behind_paragraphs(&parent, &units)?;
                    (parent, after)
                };
                Ok(Operation::Insert { parent, after, units })
            };
            return self.runs(&place.id, at_top, units).into_iter().map(one).collect();
        };
        let (parent, after) = if before { self.place_before(&anchor) } else { self.place_after(&anchor)? };
        Ok(vec![Operation::Insert { parent, after: Some(after), units }])
    }

    /// What stands before new units that are to be the n-th ones of their kind; none where they come at the end.
    fn before_nth(
        &self,
        place: &Found,
        step: &Step,
        before: Option<&Step>,
        added: bool,
    ) -> Result<Option<Found>, String> {
        let find = |step: &Step| place::find_from(&self.current, place, std::slice::from_ref(step));
        let stands = find(step).is_ok();
        if stands && added {
            return Err(format!("{} has one in that place already", place.name()));
        }
        let Some(before) = before else { return Err("what is new cannot come first".to_owned()) };
        let before = find(before)?.into_iter().next_back();
        Ok(before.filter(|_| stands))
    }

    /// The kind of the paragraphs of a British schedule, whose numbers are bare, where new ones come among them.
    fn counts_bare(&self, place: &Found, anchor: Option<&Found>) -> Option<UnitKind> {
        let is_bare = |unit: &&Unit| {
            let basic = [UnitKind::Section, UnitKind::Article, UnitKind::Rule, UnitKind::Group];
            unit.number.as_deref().is_some_and(quoted::is_bare) && !basic.contains(&unit.kind)
        };
        if let Some(anchor) = anchor {
            return self.current.unit(&anchor.id).filter(is_bare).map(|unit| unit.kind);
        }
        place::children(&self.current, place).iter().rev().find(is_bare).map(|unit| unit.kind)
    }

    /// New units in runs between which a unit of the text stands: points 3의2 and 5 do not stand together where there is a 4.
    fn runs(&self, parent: &UnitId, at_top: bool, units: Vec<Unit>) -> Vec<Vec<Unit>> {
        let key = |unit: &Unit| unit.number.as_deref().map(|number| amend::sort_key(&slug(number)));
        let kind = units.first().map(|unit| unit.kind);
        let below = |unit: &&Unit| at_top || parent_of(&self.current, &unit.id) == *parent;
        let alike = self.current.walk().filter(|unit| Some(unit.kind) == kind).filter(below);
        let known: Vec<_> = alike.filter_map(key).collect();
        let mut runs: Vec<(usize, Vec<Unit>)> = Vec::new();
        for unit in units {
            let before = key(&unit).map(|key| known.iter().filter(|own| **own < key).count());
            match runs.last_mut() {
                Some((place, run)) if before.is_none_or(|before| before == *place) => run.push(unit),
                _ => runs.push((before.unwrap_or_default(), vec![unit])),
            }
        }
        runs.into_iter().map(|(_, run)| run).collect()
    }

    /// New units that would go on with the number of the very unit into which they are put do not belong there: (aa) comes behind (a).
    fn is_below(&self, id: &UnitId, units: &[Unit]) -> Result<(), String> {
        let number = units.first().and_then(|unit| unit.number.as_deref());
        let (Some(new), Some(place)) = (number, self.current.unit(id)) else { return Ok(()) };
        let Some(own) = place.number.as_deref() else { return Ok(()) };
        let first = match mark(&format!("{new} x")) {
            Some(Mark::Listed { readings, .. }) => readings.iter().any(|one| one.value == 1 && !one.suffixed),
            _ => false,
        };
        let listed = place
            .children
            .iter()
            .any(|child| child.number.as_deref().is_some_and(|number| count_alike(number, new)));
        let (ours, theirs) = (slug(own), slug(new));
        let branch = theirs
            .strip_prefix(ours.as_str())
            .is_some_and(|rest| rest.len() == 1 && rest.chars().all(char::is_alphabetic));
        let next = amend::sort_key(&theirs).0 == amend::sort_key(&ours).0 + 1;
        if !first && !listed && count_alike(own, new) && (branch || next) {
            return Err(format!(
                "{new} goes on with the number of {id}, so that it would stand beside it and not in it"
            ));
        }
        Ok(())
    }

    /// Whether an article's words stand under no paragraph's number.
    fn has_bare_text(&self, id: &UnitId) -> bool {
        self.current.unit(id).is_some_and(|unit| {
            let paragraphs = unit.children.iter().any(|child| child.kind == UnitKind::Paragraph);
            unit.kind == UnitKind::Article && !unit.text.is_empty() && !paragraphs && !is_placeholder(unit)
        })
    }

    /// Where units of the new ones' kind of number stand in a place: in itself, or in the one unnumbered block that has them.
    fn holder(&self, id: &UnitId, units: &[Unit]) -> Result<UnitId, String> {
        let number = units.first().and_then(|unit| unit.number.as_deref());
        let (Some(number), Some(place)) = (number, self.current.unit(id)) else { return Ok(id.clone()) };
        let alike = |unit: &Unit| unit.number.as_deref().is_some_and(|own| count_alike(own, number));
        let dotted = number.ends_with('.');
        if dotted || place.children.iter().any(alike) {
            return Ok(id.clone());
        }
        let holds = |unit: &&Unit| unit.number.is_none() && unit.children.iter().any(alike);
        let holders: Vec<&Unit> = place.children.iter().filter(holds).collect();
        match holders.as_slice() {
            [] => Ok(id.clone()),
            [one] => Ok(one.id.clone()),
            _ => Err(format!("{id} has several lists in which {number} could stand")),
        }
    }

    /// A new paragraph "4." comes behind the unnumbered blocks that follow paragraph 3, or within which that one stands.
    fn behind_paragraphs(&self, parent: &UnitId, units: &[Unit]) -> Result<Option<UnitId>, String> {
        let dotted = |unit: &Unit| {
            let number = unit.number.as_deref().and_then(|number| number.strip_suffix('.'))?;
            number.starts_with(|c: char| c.is_ascii_digit()).then(|| amend::sort_key(&slug(number)))
        };
        let Some(key) = units.first().and_then(dotted) else { return Ok(None) };
        let siblings = self.current.unit(parent).map(|unit| unit.children.as_slice()).unwrap_or_default();
        let numbers = |unit: &Unit| -> Vec<(u32, String)> {
            if unit.number.is_some() {
                return dotted(unit).into_iter().collect();
            }
            unit.children.iter().filter_map(dotted).collect()
        };
        let Some(at) = siblings.iter().rposition(|unit| numbers(unit).iter().any(|own| *own < key)) else {
            return Ok(None);
        };
        if siblings[at].number.is_none() && numbers(&siblings[at]).iter().any(|own| *own > key) {
            return Err(format!("where the new paragraph belongs in {} is not plain", siblings[at].id));
        }
        let follows =
            |unit: &&Unit| unit.number.is_none() && numbers(unit).is_empty() && unit.kind != UnitKind::Table;
        let behind = siblings[at + 1..].iter().take_while(follows).count();
        let moved = behind > 0 || siblings[at].number.is_none();
        Ok(siblings.get(at + behind).filter(|_| moved).map(|unit| unit.id.clone()))
    }

    /// Definitions among others that stand in the order of their terms and bear no numbers.
    fn definitions_in_order(&self, place: &Found, text: &str) -> Result<Vec<Operation>, String> {
        let unit = self.unit(&place.id)?;
        let holders: Vec<&Unit> = unit
            .walk()
            .filter(|unit| {
                unit.children.iter().filter(|child| defined_term(&child.text).is_some()).count() > 1
            })
            .collect();
        let [holder] = holders.as_slice() else {
            return Err(format!("{} has no one list of definitions", place.name()));
        };
        let known: Vec<(&Unit, String)> =
            holder.children.iter().filter_map(|child| Some((child, defined_term(&child.text)?))).collect();
        if known.iter().any(|(child, _)| child.number.is_some()) {
            return Err("the definitions bear numbers, so which place is appropriate is not plain".to_owned());
        }
        if !known.windows(2).all(|pair| pair[0].1 < pair[1].1) {
            return Err("the definitions do not stand in the order of their terms".to_owned());
        }
        let kind = known.first().map_or(UnitKind::Subparagraph, |(child, _)| child.kind);
        let mut new = Vec::new();
        for unit in quoted::definitions(text, kind, self.ladder) {
            let term = defined_term(&unit.text);
            new.push((term.ok_or("what belongs \"at the appropriate place\" defines no term")?, unit));
        }
        new.sort_by(|one, other| one.0.cmp(&other.0));
        let twice = new.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| &pair[0].0);
        let old = new.iter().map(|(term, _)| term).find(|term| known.iter().any(|(_, own)| own == *term));
        if let Some(term) = twice.or(old) {
            return Err(format!("\"{term}\" is defined already"));
        }
        let place_of_first = holder.children.iter().position(|child| defined_term(&child.text).is_some());
        let above = place_of_first.and_then(|at| at.checked_sub(1)).and_then(|at| holder.children.get(at));
        let mut runs: Vec<(UnitId, Vec<Unit>)> = Vec::new();
        for (wanted, unit) in new {
            let before = known.iter().rev().find(|(_, term)| *term < wanted);
            if before.is_none() && holder.text.contains(['“', '"', '‘']) {
                return Err(format!("a definition may stand in the words of {} itself", holder.id));
            }
            let after =
                before.map(|(child, _)| &child.id).or(above.map(|unit| &unit.id)).unwrap_or(&holder.id);
            match runs.last_mut().filter(|(place, _)| place == after) {
                Some((_, run)) => run.push(unit),
                None => runs.push((after.clone(), vec![unit])),
            }
        }
        let parent = &holder.id;
        let one = |(after, units)| Operation::Insert { parent: parent.clone(), after: Some(after), units };
        Ok(runs.into_iter().map(one).collect())
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
        self.right_before(&anchor.id)
    }

    /// The unit in which a unit stands, and the sibling before it, or that unit again where it comes first.
    fn right_before(&self, id: &UnitId) -> (UnitId, UnitId) {
        let parent = parent_of(&self.current, id);
        let siblings =
            self.current.unit(&parent).map_or(self.current.units.as_slice(), |unit| unit.children.as_slice());
        let at = siblings.iter().position(|unit| unit.id == *id).unwrap_or(0);
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
        // "SEC. 103." in new text says itself what it is.
        let label = match mark(text.trim_start()) {
            Some(Mark::Named { kind, .. }) if super::is_provision(kind) && !self.strict => Some(kind),
            _ => None,
        };
        let what = what.or(label);
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
        // Where each title counts its sections anew, in which of them a new one belongs is not told by its number.
        let number = |unit: &Unit| unit.number.as_deref().map(slug);
        if self.current.walk().filter(own).filter(|unit| number(unit) == number(before)).count() > 1 {
            return Err(format!("more than one unit bears the number before {wanted}"));
        }
        let parent = parent_of(&self.current, &before.id);
        let stands = |unit: &&Unit| unit.number.as_deref().map(slug).as_deref() == Some(wanted.as_str());
        if let Some(same) = self.current.walk().filter(own).find(stands) {
            // What a deleted unit left gives its place to the new one.
            return Ok((parent_of(&self.current, &same.id), Some(before.id.clone())));
        }
        let next = self.current.walk().filter(own).skip_while(|unit| unit.id != before.id).nth(1);
        let branch = before.number.as_deref().is_some_and(|number| amend::sort_key(&slug(number)).0 == key.0);
        let Some(next) = next.filter(|next| !branch && parent_of(&self.current, &next.id) != parent) else {
            return Ok((parent, Some(before.id.clone())));
        };
        // At the border of two chapters a new unit stands where the one stood whose number it takes.
        let enacted = |unit: &&Unit| {
            unit.kind == kind && self.base.path(&unit.id).iter().all(|above| !above.kind.is_root())
        };
        let old = self.base.walk().filter(enacted).find(stands).map(|old| self.renamed(&old.id));
        let beyond = parent_of(&self.current, &next.id);
        match old.filter(|old| self.current.unit(old).is_some()) {
            Some(old) if parent_of(&self.current, &old) == parent => Ok((parent, Some(before.id.clone()))),
            Some(old) if old == next.id => {
                let (parent, after) = self.right_before(&next.id);
                Ok((parent, Some(after)))
            }
            _ => Err(format!(
                "whether {wanted} belongs at the end of {parent} or at the beginning of {beyond} is not said"
            )),
        }
    }

    /// Other words for a stretch of a unit, or of the whole text.
    fn words(&self, found: &Found, stretch: &Stretch, new: &str) -> Result<Vec<Made>, String> {
        let chosen = self.chosen(found, stretch)?;
        let here = found.name();
        if chosen.is_empty() {
            return Err(format!("{here} does not say \"{}\"", stretch.sought()));
        }
        if *stretch == Stretch::End
            && let Some((field, _)) = chosen.iter().find(|(field, _)| parts_from_stop(field.text(), new))
        {
            let stop = if field.text().trim_end().ends_with('.') { "full stop" } else { "stop" };
            return Err(format!("whether \"{new}\" goes before the {stop} at the end of {here} is not said"));
        }
        let new = &after_full_stop(&chosen, stretch, new);
        if let Some(wrapped) = self.begins_a_unit(&chosen, stretch, new)? {
            return Ok(vec![wrapped.into()]);
        }
        let numbered = |line: &str| mark(line.trim()).is_some();
        if !self.strict && new.lines().skip(1).any(numbered) {
            return Err(format!(
                "the new words in {here} have points of their own, which words in a sentence cannot get"
            ));
        }
        let edits = if self.strict {
            agreeing(chosen, stretch, new)?
        } else {
            chosen.into_iter().map(|(field, range)| fitted_edit(&field, range, new)).collect()
        };
        self.is_sound(&edits)?;
        if let Stretch::Words { text, .. } = stretch
            && text == new
        {
            return Err(format!("the old words \"{text}\" and the new ones are the same"));
        }
        if let Stretch::Words { text, .. } = stretch
            && found.narrow == Narrow::Whole
            && !new.is_empty()
            && edits.iter().all(|(edit, fitted)| fitted == new && edit.range.len() == text.len())
            && self.raw_count(found, text) == edits.len()
        {
            let target = found.id.clone();
            let operation = Operation::Substitute { target, old: text.clone(), new: new.to_owned() };
            return Ok(vec![Made { operation, edits: edits.into_iter().map(|(edit, _)| edit).collect() }]);
        }
        let mut made: Vec<Made> = Vec::new();
        let mut rest = edits.as_slice();
        while let Some((first, _)) = rest.first() {
            let same =
                |other: &(Edit, String)| other.0.id == first.id && other.0.is_heading == first.is_heading;
            let count = rest.iter().take_while(|other| same(other)).count();
            made.push(self.changed(&rest[..count])?);
            rest = &rest[count..];
        }
        Ok(made)
    }

    /// Words that go must leave words that somebody could have written: no unit without any, and no stop twice.
    fn is_sound(&self, edits: &[(Edit, String)]) -> Result<(), String> {
        const TWICE: &[&str] = &["..", ",,", ";;", "::", ".;", ".,"];
        let mut rest = edits;
        while let Some((first, _)) = rest.first() {
            let same =
                |other: &(Edit, String)| other.0.id == first.id && other.0.is_heading == first.is_heading;
            let count = rest.iter().take_while(|other| same(other)).count();
            let unit = self.unit(&first.id)?;
            let field = if first.is_heading {
                Field::heading(unit).ok_or("no heading")?
            } else {
                Field::text_of(unit)
            };
            let mut text = field.text().to_owned();
            for (edit, new) in rest[..count].iter().rev() {
                text.replace_range(edit.range.clone(), new);
            }
            if text.trim().is_empty() && (first.is_heading || unit.children.is_empty()) {
                let part = if first.is_heading { "the heading of " } else { "" };
                return Err(format!(
                    "nothing would be left of {part}{}, of which it is not said that it goes",
                    unit.id
                ));
            }
            let stops = |text: &str| TWICE.iter().map(|stops| text.matches(stops).count()).sum::<usize>();
            if stops(&text) > stops(field.text()) {
                return Err(format!("two stops would stand one behind the other in {}", unit.id));
            }
            rest = &rest[count..];
        }
        Ok(())
    }

    /// "striking “The Secretary” and inserting “(a) IN GENERAL.—The Secretary”": the text becomes a unit of its own.
    fn begins_a_unit(
        &self,
        chosen: &[(Field<'_>, Range<usize>)],
        stretch: &Stretch,
        new: &str,
    ) -> Result<Option<Operation>, String> {
        let number = quoted::first_number(new).filter(|_| !self.strict);
        let first = matches!(stretch, Stretch::Words { .. } | Stretch::Before { .. } | Stretch::Start);
        let ([(field, range)], Some(number), true) = (chosen, number, first) else { return Ok(None) };
        let behind = new.trim_start()[number.len()..].trim_start();
        if range.start > 0 || field.is_heading || !behind.starts_with(char::is_uppercase) {
            return Ok(None);
        }
        let unit = field.unit;
        if unit.number.is_none() {
            return Err(format!("whether {number} begins a unit of its own in {} is not said", unit.id));
        }
        if !unit.children.is_empty() || !unit.notes.is_empty() {
            return Err(format!("the new words begin a unit of their own, and {} has others", unit.id));
        }
        let kind = self.ladder.below(Some(unit.kind), Some(&number));
        let text = format!("{new}{}", &unit.text[range.end..]);
        let with =
            Unit { text: String::new(), children: quoted::units(&text, kind, self.ladder), ..unit.clone() };
        Ok(Some(Operation::Replace { target: unit.id.clone(), scope: Scope::Whole, with: vec![with] }))
    }

    /// The places where a stretch stands, or those of them that are meant.
    fn chosen(&self, found: &Found, stretch: &Stretch) -> Result<Vec<(Field<'_>, Range<usize>)>, String> {
        let mut matches: Vec<(Field<'_>, Range<usize>)> = Vec::new();
        for field in self.fields(found, stretch)? {
            let text = &field.text()[field.range.clone()];
            for range in words::ranges(text, stretch)? {
                let range = range.start + field.range.start..range.end + field.range.start;
                // An instruction means the words as they were, not those that another one has just brought.
                if !self.is_fresh(&field, &range, *stretch == Stretch::Whole) {
                    matches.push((field.clone(), range));
                }
            }
        }
        Ok(match stretch.occurrence() {
            Occurrence::Nth(place::LAST) => matches.pop().into_iter().collect(),
            Occurrence::AtEnd => {
                let ends = |(field, range): &(Field<'_>, Range<usize>)| {
                    !field.text()[range.end..field.range.end.max(range.end)].contains(char::is_alphanumeric)
                };
                let last = matches.pop().filter(ends);
                let why = || format!("{} does not end with \"{}\"", found.name(), stretch.sought());
                vec![last.ok_or_else(why)?]
            }
            Occurrence::Nth(n) => {
                n.checked_sub(1).and_then(|at| matches.into_iter().nth(at)).into_iter().collect()
            }
            Occurrence::Both if matches.len() != 2 => {
                return Err(format!(
                    "\"{}\" stands {} times in {}, not in both of two places",
                    stretch.sought(),
                    matches.len(),
                    found.name()
                ));
            }
            Occurrence::Only if matches.len() > 1 => {
                return Err(format!(
                    "\"{}\" stands {} times in {}, and which is meant is not said",
                    stretch.sought(),
                    matches.len(),
                    found.name()
                ));
            }
            _ => matches,
        })
    }

    /// The operation that changes one or several stretches of one heading or text.
    fn changed(&self, edits: &[(Edit, String)]) -> Result<Made, String> {
        let (first, new) = edits.first().ok_or("nothing is to be changed")?;
        let unit = self.unit(&first.id)?;
        let target = unit.id.clone();
        let field =
            if first.is_heading { Field::heading(unit).ok_or("no heading")? } else { Field::text_of(unit) };
        let all: Vec<Edit> = edits.iter().map(|(edit, _)| edit.clone()).collect();
        if let ([_], false) = (edits, first.is_heading) {
            let range = &first.range;
            if let Some(around) = context(&field, range.clone()) {
                let text = field.text();
                let old = text[around.clone()].to_owned();
                let new =
                    format!("{}{new}{}", &text[around.start..range.start], &text[range.end..around.end]);
                return Ok(Made { operation: Operation::Substitute { target, old, new }, edits: all });
            }
            // A unit below says the very same words: then the unit's own words are written anew.
        }
        let mut text = field.text().to_owned();
        for (edit, new) in edits.iter().rev() {
            text.replace_range(edit.range.clone(), new);
        }
        if first.is_heading {
            let with = vec![headed(&text)];
            return Ok(Made {
                operation: Operation::Replace { target, scope: Scope::Heading, with },
                edits: all,
            });
        }
        if !unit.notes.is_empty() {
            return Err(format!("several words change in {target}, which has footnotes"));
        }
        let with = vec![Unit { text, ..Unit::new(unit.kind) }];
        Ok(Made { operation: Operation::Replace { target, scope: Scope::Text, with }, edits: all })
    }

    /// How often words stand in a place, as a plain substitution counts.
    fn raw_count(&self, found: &Found, words: &str) -> usize {
        let count = |unit: &Unit| count_in(unit, words);
        if found.id.is_empty() {
            // A plain substitution changes the preamble too, which is not meant.
            let all: usize = self.current.units.iter().map(count).sum();
            let meant: usize = enacting(&self.current).iter().map(|unit| count_own(unit, words)).sum();
            return if all == meant { all } else { usize::MAX };
        }
        self.current.unit(&found.id).map_or(0, count)
    }

    /// The headings and texts in which a stretch is looked for.
    fn fields(&self, found: &Found, stretch: &Stretch) -> Result<Vec<Field<'_>>, String> {
        if found.id.is_empty() {
            return Ok(enacting(&self.current).into_iter().flat_map(Field::both).collect());
        }
        let unit = self.unit(&found.id)?;
        let at_end = matches!(stretch, Stretch::LastSentence | Stretch::NewProviso | Stretch::NewLatter);
        if at_end && !unit.children.is_empty() && found.narrow == Narrow::Whole {
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
            Narrow::Body => {
                let below = unit.children.iter().flat_map(Unit::walk).flat_map(Field::both);
                std::iter::once(Field::text_of(unit)).chain(below).collect()
            }
            Narrow::Intro | Narrow::Whole if *stretch == Stretch::Start && unit.text.is_empty() => {
                let words =
                    unit.children.first().filter(|child| child.number.is_none() && !child.text.is_empty());
                let words =
                    words.ok_or_else(|| format!("{} does not begin with words of its own", found.id))?;
                vec![Field::text_of(words)]
            }
            Narrow::Intro | Narrow::Whole => vec![Field::text_of(unit)],
            Narrow::First => {
                let points = &unit.children[..amend::second_subparagraph(unit)];
                let below = points.iter().flat_map(Unit::walk).flat_map(Field::both);
                std::iter::once(Field::text_of(unit)).chain(below).collect()
            }
        })
    }
}

/// The sentences of a unit's own text; none where they cannot be told apart.
fn sentences_of(unit: &Unit) -> Option<Vec<&str>> {
    let ranges = words::sentences(&unit.text).ok()?;
    Some(ranges.into_iter().map(|range| &unit.text[range]).collect())
}

/// Whether new words at the end of a text go on with its sentence although a stop, or "and" for the next one, stands there.
fn parts_from_stop(text: &str, new: &str) -> bool {
    let new = new.trim();
    let joint = matches!(new, "and" | "or" | "but");
    let goes_on = new.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | ',' | ';' | '—'));
    let text = text.trim_end();
    let joined = ["; and", "; or", ", and", ", or"].iter().any(|end| text.ends_with(end));
    goes_on && (text.ends_with('.') || !joint && (joined || text.ends_with([';', ',', ':'])))
}

/// A new sentence behind words that end without a stop, as those of a list do: "1. 가의 경우. 다만, …".
fn after_full_stop(chosen: &[(Field<'_>, Range<usize>)], stretch: &Stretch, new: &str) -> String {
    let stops = |(field, range): &(Field<'_>, Range<usize>)| {
        field.text()[..range.start].trim_end().ends_with(['.', '!', '?', '。'])
    };
    let sentence = matches!(stretch, Stretch::NewProviso | Stretch::NewLatter);
    if sentence && !chosen.iter().any(stops) { format!(".{new}") } else { new.to_owned() }
}

/// New text may not begin with words that end the unit before: ", or (c) …".
fn is_no_tail(units: &[Unit]) -> Result<(), String> {
    let bare = |unit: &Unit| unit.number.is_none() && unit.heading.is_none();
    let Some(first) = units.first().filter(|first| bare(first)) else { return Ok(()) };
    let words = first.text.trim();
    let joint = matches!(words.trim_matches([',', ';', ' ']), "" | "and" | "or" | "but");
    let alone = joint && first.children.is_empty() && !units.iter().all(bare);
    let numbered = ["and (", "or (", "but ("].iter().any(|joint| words.starts_with(joint));
    if alone || numbered || words.starts_with([',', ';']) {
        let shown: String = words.chars().take(20).collect();
        return Err(format!("\"{shown}\" belongs to the end of the unit before"));
    }
    Ok(())
}

/// New text whose numbers were not read as numbers, or a chapter with words that stand in none of its articles, has lost its structure.
fn is_read_whole(units: &[Unit]) -> Result<(), String> {
    for unit in units.iter().flat_map(Unit::walk) {
        let words = unit.text.split_whitespace().next().unwrap_or_default();
        if unit.number.is_none() && unit.kind != UnitKind::Table && quoted::is_like_a_number(words) {
            return Err(format!("whether \"{words}\" is the number of a new unit is not known"));
        }
        let articles = unit.children.iter().any(|child| child.kind == UnitKind::Article);
        let loose = |child: &Unit| {
            child.number.is_none() && !child.kind.is_container() && child.kind != UnitKind::Table
        };
        if unit.kind.is_container() && articles && (!unit.text.is_empty() || unit.children.iter().any(loose))
        {
            return Err("words of the new chapter stand in none of its articles".to_owned());
        }
    }
    Ok(())
}

/// Whether a unit is only what a deleted one left.
fn is_placeholder(unit: &Unit) -> bool {
    let said = [unit.heading.as_deref().unwrap_or_default(), &unit.text];
    let said = said.map(|text| text[..words::without_history(text)].trim()).concat();
    unit.children.is_empty() && PLACEHOLDERS.contains(&said.as_str())
}

/// A heading or text of a unit, or a part of it.
#[derive(Clone)]
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

/// The units that a change throughout an act means: all but its title and its preamble.
fn enacting(document: &Document) -> Vec<&Unit> {
    let mut found = Vec::new();
    let mut stack: Vec<&Unit> = document.units.iter().rev().collect();
    while let Some(unit) = stack.pop() {
        let apart = [
            UnitKind::Preface,
            UnitKind::Preamble,
            UnitKind::Recital,
            UnitKind::Citation,
            UnitKind::Conclusions,
        ];
        if !apart.contains(&unit.kind) {
            found.push(unit);
            stack.extend(unit.children.iter().rev());
        }
    }
    found
}

/// How often words stand in a unit's own heading and text.
fn count_own(unit: &Unit, words: &str) -> usize {
    unit.heading.as_deref().unwrap_or_default().matches(words).count() + unit.text.matches(words).count()
}

/// How often words stand in a unit and below it.
fn count_in(unit: &Unit, words: &str) -> usize {
    let count = |text: &str| text.matches(words).count();
    unit.walk().map(|unit| count(unit.heading.as_deref().unwrap_or_default()) + count(&unit.text)).sum()
}

/// The change of one stretch, with the blanks that its new words need and without those that its old ones leave.
fn fitted_edit(field: &Field<'_>, range: Range<usize>, new: &str) -> (Edit, String) {
    let text = field.text();
    let new = words::fitted(text, &range, new);
    let range = if new.is_empty() { words::without_gap(text, range) } else { range };
    let edit = Edit { id: field.unit.id.clone(), is_heading: field.is_heading, range, length: new.len() };
    (edit, new)
}

/// The changes of Korean words, with the particles that hang on them.
fn agreeing(
    chosen: Vec<(Field<'_>, Range<usize>)>,
    stretch: &Stretch,
    new: &str,
) -> Result<Vec<(Edit, String)>, String> {
    let mut edits: Vec<(Edit, String)> = Vec::new();
    let mut particles: Vec<(Edit, String)> = Vec::new();
    for (field, range) in chosen {
        let text = field.text();
        let behind = matches!(stretch, Stretch::After { .. });
        let blank = if behind { particle::blank_before(new, &text[range.end..]) } else { "" };
        let (mut edit, new) = fitted_edit(&field, range, &format!("{blank}{new}"));
        let after = &text[edit.range.end..];
        if new.is_empty() && particle::hangs_on(&text[..edit.range.end], after) {
            // A particle cannot stand alone: the blank before the words goes with them.
            edit.range.start = text[..edit.range.start].trim_end_matches(' ').len();
        }
        let old = &text[..edit.range.end];
        let words = matches!(stretch, Stretch::Words { .. } | Stretch::After { .. });
        let now = format!("{}{new}", &text[..edit.range.start]);
        let agreement = if words { particle::agreement(old, &now, after)? } else { None };
        match agreement {
            Some(own) if own.skip == 0 => {
                edit.range.end += own.length;
                edit.length += own.new.len();
                edits.push((edit, format!("{new}{}", own.new)));
            }
            Some(own) => {
                let start = edit.range.end + own.skip;
                let range = start..start + own.length;
                particles.push((Edit { range, length: own.new.len(), ..edit.clone() }, own.new.to_owned()));
                edits.push((edit, new));
            }
            None => edits.push((edit, new)),
        }
    }
    for (particle, new) in particles {
        let same = |edit: &Edit| edit.id == particle.id && edit.is_heading == particle.is_heading;
        let meets = |edit: &Edit| {
            same(edit) && edit.range.start < particle.range.end && particle.range.start < edit.range.end
        };
        if edits.iter().any(|(edit, _)| meets(edit)) {
            return Err("a particle between the words that change is not plain".to_owned());
        }
        let at = edits.iter().rposition(|(edit, _)| same(edit) && edit.range.end <= particle.range.start);
        edits.insert(at.map_or(0, |at| at + 1), (particle, new));
    }
    Ok(edits)
}

/// Changes with all renumberings that nothing but new units parts gathered in one: each means the numbers as they were.
fn gathered(asked: &[Asked]) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    for one in asked {
        let Asked::Renumber { places: more_places, numbers: more } = one else {
            all.push(one.clone());
            continue;
        };
        let stays = |other: &Asked| matches!(other, Asked::Insert { .. });
        let earlier = all.iter().rposition(|other| !stays(other));
        match earlier.and_then(|at| all.get_mut(at)) {
            Some(Asked::Renumber { places, numbers }) => {
                places.extend(more_places.iter().cloned());
                numbers.extend(more.iter().cloned());
            }
            _ => all.push(one.clone()),
        }
    }
    all
}

fn unsaid(name: &str) -> String {
    format!("whether {name} is meant by its old or by its new number is not said")
}

/// Whether the units of a kind below another stand in the order of their numbers.
fn is_in_order(document: &Document, parent: &UnitId, kind: UnitKind) -> bool {
    let siblings = document.unit(parent).map_or(document.units.as_slice(), |parent| &parent.children);
    let alike = siblings.iter().filter(|one| one.kind == kind && one.number.is_some());
    let keys = alike.map(|one| amend::sort_key(&slug(one.number.as_deref().unwrap_or_default())));
    keys.is_sorted()
}

/// What a unit is called after another one, at or above it, has got another name.
fn renamed(id: &UnitId, from: &UnitId, to: &UnitId) -> UnitId {
    match id.as_str().strip_prefix(from.as_str()) {
        Some(below) if below.is_empty() || below.starts_with("__") => UnitId::new(format!("{to}{below}")),
        _ => id.clone(),
    }
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
fn shaped(old: &str, number: &str, korean: bool) -> String {
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
    // "3의2.", "가의2.": the number is all that stands before the mark at its end.
    if korean && let Some(end) = old.rfind(|c: char| c.is_alphanumeric()).map(|at| at + char_at(old, at)) {
        let number =
            number.split_once('-').map_or(number.to_owned(), |(main, branch)| format!("{main}의{branch}"));
        return format!("{number}{}", &old[end..]);
    }
    old.replacen(&slug(old), number, 1)
}

/// How many bytes the character at a byte has.
fn char_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Two new units of one number tell that something else was taken for new text.
fn each_its_own(units: &[Unit]) -> Result<(), String> {
    let mut known: Vec<String> = Vec::new();
    for number in units.iter().filter_map(|unit| unit.number.as_deref()).map(slug).filter(|n| !n.is_empty()) {
        if known.contains(&number) {
            return Err(format!("two new units bear the number {number}"));
        }
        known.push(number);
    }
    Ok(())
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

fn collected(each: Vec<Result<Vec<Made>, String>>) -> Result<Vec<Made>, Trouble> {
    let all: Result<Vec<Vec<Made>>, String> = each.into_iter().collect();
    all.map(|all| all.into_iter().flatten().collect()).map_err(Trouble::NoPlace)
}

/// The operations, unless making units of the new text lost or changed a word of it; that must never go unseen.
fn kept(operations: Vec<Operation>, text: &str) -> Result<Vec<Operation>, Trouble> {
    let sign = |c: char| c == quoted::NOTE_STARTS || c == quoted::NOTE_ENDS;
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !sign(*c)).collect::<String>();
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
