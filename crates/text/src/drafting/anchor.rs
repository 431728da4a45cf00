//! Where a remark hangs: a unit, or words in it, followed from version to version and never guessed.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::amend::Operation;
use crate::drafting::between::operations_between;
use crate::drafting::edits::anchor_text;
use crate::drafting::homes::{Counts, Home, Homes, Image, Place, count};
use crate::drafting::likeness::Bag;
use crate::drafting::sentences::sentences;
use crate::drafting::trace::{Origin, Trace, Traces, follow};
use crate::error::{AnchorError, Broken};
use crate::model::{Document, Unit, UnitId};

/// How many characters of what stands around it a quotation shows on each side.
pub const QUOTE_CONTEXT: usize = 32;
/// How much of 100 changed words must have in common with what they were, to be shown as the same place.
pub const MIN_LIKENESS: usize = 60;
/// By how much of 100 they must be more alike than anything else that came new into the unit.
pub const MIN_GAP: usize = 10;
/// How much of 100 the sentence of a few changed words must have in common with what it was.
const MIN_SENTENCE: usize = 70;
/// With fewer words than this a quotation is measured with its whole sentence.
const FEW_WORDS: usize = 4;
/// With fewer words than this a quotation that moved inside its unit is too short to be known again.
const MOVED_WORDS: usize = 6;

/// A unit, or the characters `[from, to)` of [`anchor_text`] of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchor {
    pub unit: UnitId,
    /// The characters, counted from 0; none for the whole unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(u32, u32)>,
}

/// Words with what stands around them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Up to [`QUOTE_CONTEXT`] characters before.
    pub prefix: String,
    pub words: String,
    /// Up to [`QUOTE_CONTEXT`] characters behind.
    pub suffix: String,
}

impl Anchor {
    pub fn unit(unit: impl Into<UnitId>) -> Self {
        Self { unit: unit.into(), range: None }
    }

    /// The characters `[from, to)` of a unit's words.
    pub fn words(unit: impl Into<UnitId>, from: u32, to: u32) -> Self {
        Self { unit: unit.into(), range: Some((from, to)) }
    }

    /// The words that it names, with what stands around them; an error where it lies outside the text.
    pub fn quote(&self, document: &Document) -> Result<Quote, AnchorError> {
        let unit = document.unit(&self.unit).ok_or_else(|| AnchorError::NoUnit(self.unit.clone()))?;
        let text: Vec<char> = anchor_text(unit).chars().collect();
        let length = text.len() as u32;
        let (from, to) = self.range.unwrap_or((0, length));
        if from >= to && self.range.is_some() {
            return Err(AnchorError::Empty { from, to });
        }
        if to > length {
            return Err(AnchorError::BeyondEnd { to, length });
        }
        let (from, to) = (from as usize, to as usize);
        let part = |from: usize, to: usize| text[from..to].iter().collect();
        Ok(Quote {
            prefix: part(from.saturating_sub(QUOTE_CONTEXT), from),
            words: part(from, to),
            suffix: part(to, text.len().min(to + QUOTE_CONTEXT)),
        })
    }

    /// Whether it lies in the text: what a verifier asks.
    pub fn check(&self, document: &Document) -> Result<(), AnchorError> {
        self.quote(document).map(|_| ())
    }

    /// All places in a unit where words stand that somebody typed: blanks count as one, typographic marks as plain ones, and
    /// capitals only where the words stand as they were typed.
    ///
    /// ```
    /// use maru_text::{Anchor, parse_markdown};
    ///
    /// let text = parse_markdown("# N\n\n## Article 1\n\nIt says “what it is”.\n");
    /// let unit = text.unit(&"art_1".into()).unwrap();
    /// let found = Anchor::typed(unit, "\"what  it is\"").unwrap();
    /// assert_eq!(found[0].quote(&text).unwrap().words, "“what it is”");
    /// assert!(Anchor::typed(unit, "what is it").is_err());
    /// ```
    pub fn typed(unit: &Unit, words: &str) -> Result<Vec<Self>, AnchorError> {
        let text = anchor_text(unit);
        let as_typed = places(&text, words, false);
        let found = if as_typed.is_empty() { places(&text, words, true) } else { as_typed };
        if found.is_empty() {
            return Err(AnchorError::NoWords { unit: unit.id.clone(), words: words.to_owned() });
        }
        Ok(found.into_iter().map(|(from, to)| Self::words(unit.id.clone(), from, to)).collect())
    }

    /// The sentences of a unit, each an anchor: what a form offers to be ticked.
    pub fn sentences(unit: &Unit) -> Vec<Self> {
        let ranges = sentences(&anchor_text(unit));
        ranges.into_iter().map(|(from, to)| Self::words(unit.id.clone(), from, to)).collect()
    }

    /// The words from the first ticked sentence to the last; they must stand side by side. Numbers count from 0.
    pub fn ticked(unit: &Unit, chosen: &[usize]) -> Result<Self, AnchorError> {
        let offered = sentences(&anchor_text(unit));
        let mut chosen = chosen.to_vec();
        chosen.sort_unstable();
        chosen.dedup();
        let (Some(&first), Some(&last)) = (chosen.first(), chosen.last()) else {
            return Ok(Self::unit(unit.id.clone()));
        };
        if last - first + 1 != chosen.len() {
            return Err(AnchorError::NotTogether);
        }
        match (offered.get(first), offered.get(last)) {
            (Some((from, _)), Some((_, to))) => Ok(Self::words(unit.id.clone(), *from, *to)),
            _ => Err(AnchorError::NotTogether),
        }
    }
}

/// The ranges of a text that read like the words.
fn places(text: &str, words: &str, any_case: bool) -> Vec<(u32, u32)> {
    let plain = |text: &str| -> Vec<(char, u32)> {
        let mut out: Vec<(char, u32)> = Vec::new();
        for (at, c) in (0..).zip(text.chars()) {
            let c = match c {
                '“' | '”' | '„' | '«' | '»' => '"',
                '‘' | '’' => '\'',
                '–' | '—' | '‑' => '-',
                c if c.is_whitespace() => ' ',
                c => c,
            };
            if c == ' ' && out.last().is_some_and(|(last, _)| *last == ' ') {
                continue;
            }
            let lower = any_case.then(|| c.to_lowercase().next()).flatten();
            out.push((lower.unwrap_or(c), at));
        }
        out
    };
    let words: String = words.trim().nfc().collect();
    let (text, words) = (plain(text), plain(&words));
    if words.is_empty() {
        return Vec::new();
    }
    let same = |window: &[(char, u32)]| window.iter().zip(&words).all(|(one, other)| one.0 == other.0);
    let hits = text.windows(words.len()).filter(|window| same(window));
    hits.filter_map(|window| Some((window.first()?.1, window.last()?.1 + 1))).collect()
}

/// What became of an anchor in a later version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Resolution {
    /// The same words stand here.
    Anchored { at: Anchor },
    /// The place is known; its words are others now.
    WordsChanged {
        at: Anchor,
        /// Words of the anchor in the version on which it was made.
        before: String,
        /// Words that stand in their place now.
        after: String,
    },
    /// The place cannot be told any more.
    Orphaned {
        why: Orphan,
        /// The unit that continues its unit, if there is one.
        unit: Option<UnitId>,
    },
}

/// Why an anchor has no place any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orphan {
    UnitGone,
    /// Its unit is there, its words are not.
    WordsGone,
    /// More than one place could be meant.
    Ambiguous,
    /// It did not lie in the text for which it was made.
    NeverThere,
}

/// One step from a version to the next: made once, asked for every anchor.
#[derive(Debug, Clone)]
pub struct Step {
    traces: Traces,
    old: Texts,
    new: Texts,
    /// The units that hold words of an old one, where that is not just the unit itself.
    heirs: HashMap<UnitId, Vec<UnitId>>,
    /// The old units whose words a new unit holds, where that is not just the unit itself.
    sources: HashMap<UnitId, Vec<UnitId>>,
    /// How often each sentence stood in the old version, and stands in the new one.
    counts: (Counts, Counts),
    next: Document,
}

type Texts = HashMap<UnitId, Vec<char>>;

impl Step {
    /// The step that operations make.
    ///
    /// ```
    /// use maru_text::{Anchor, Resolution, Step, operations_between, parse_markdown};
    ///
    /// let old = parse_markdown("# N\n\n## Article 1\n\nA provider may label it. It may keep it.\n");
    /// let new = parse_markdown("# N\n\n## Article 1\n\nA provider must label it at once. It may keep it.\n");
    /// let step = Step::new(&old, &operations_between(&old, &new)).unwrap();
    /// let unit = old.unit(&"art_1".into()).unwrap();
    /// let first = step.resolve(&Anchor::ticked(unit, &[0]).unwrap());
    /// let Resolution::WordsChanged { before, after, .. } = first else { panic!() };
    /// assert_eq!(before, "A provider may label it.");
    /// assert_eq!(after, "A provider must label it at once.");
    /// let second = step.resolve(&Anchor::ticked(unit, &[1]).unwrap());
    /// let Resolution::Anchored { at } = second else { panic!() };
    /// assert_eq!(at.quote(&new).unwrap().words, "It may keep it.");
    /// ```
    pub fn new(old: &Document, operations: &[Operation]) -> Result<Self, Broken> {
        let (next, traces) = follow(old, operations)?;
        let texts = |document: &Document| -> Texts {
            document.walk().map(|unit| (unit.id.clone(), anchor_text(unit).chars().collect())).collect()
        };
        let heirs = heirs(old, &traces);
        let mut sources: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
        for unit in old.walk() {
            for heir in heirs.get(&unit.id).into_iter().flatten() {
                sources.entry(heir.clone()).or_default().push(unit.id.clone());
            }
        }
        let (old, new) = (texts(old), texts(&next));
        let all = |texts: &Texts| count(texts.iter().map(|(id, text)| (id, text.as_slice())));
        let counts = (all(&old), all(&new));
        Ok(Self { traces, old, new, heirs, sources, counts, next })
    }

    /// The step between two versions of which only the texts are known; units are the same where their ids are.
    pub fn between(old: &Document, new: &Document) -> Result<Self, Broken> {
        Self::new(old, &operations_between(old, new))
    }

    pub fn next(&self) -> &Document {
        &self.next
    }

    /// What became of an anchor of the old version.
    pub fn resolve(&self, anchor: &Anchor) -> Resolution {
        let Some(text) = self.old.get(&anchor.unit) else {
            return Resolution::Orphaned { why: Orphan::NeverThere, unit: None };
        };
        match anchor.range {
            None => self.resolve_unit(&anchor.unit, text),
            Some((from, to)) if from < to && to as usize <= text.len() => {
                self.resolve_words(&anchor.unit, text, from as usize, to as usize)
            }
            Some(_) => Resolution::Orphaned { why: Orphan::NeverThere, unit: None },
        }
    }

    /// The unit that continues a unit under its own or another name.
    fn continued(&self, unit: &UnitId) -> Option<UnitId> {
        let own = self.own_continuation(unit).cloned();
        own.or_else(|| self.heirs.get(unit).and_then(|heirs| heirs.first().cloned()))
    }

    /// The same, but for a unit of which words went into others.
    fn own_continuation<'a>(&'a self, unit: &'a UnitId) -> Option<&'a UnitId> {
        let now = self.traces.renamed.get(unit).unwrap_or(unit);
        // Another unit may bear the id of one that was taken away.
        (!self.traces.removed.contains(unit) && self.new.contains_key(now)).then_some(now)
    }

    /// Where the sentences of a unit stand now.
    fn homes(&self, unit: &UnitId, heirs: &[UnitId]) -> Homes {
        let mut fellows: Vec<&UnitId> =
            heirs.iter().filter_map(|heir| self.sources.get(heir)).flatten().collect();
        fellows.push(unit);
        fellows.sort();
        fellows.dedup();
        let olds: Vec<Place<'_>> =
            fellows.into_iter().filter_map(|id| Some((id, self.old.get(id)?.as_slice()))).collect();
        let news: Vec<Place<'_>> =
            heirs.iter().filter_map(|id| Some((id, self.new.get(id)?.as_slice()))).collect();
        Homes::of(unit, self.own_continuation(unit), &olds, &news, (&self.counts.0, &self.counts.1))
    }

    fn resolve_unit(&self, unit: &UnitId, text: &[char]) -> Resolution {
        let Some(now) = self.continued(unit) else {
            return Resolution::Orphaned { why: Orphan::UnitGone, unit: None };
        };
        let after = self.new.get(&now).map(Vec::as_slice).unwrap_or_default();
        if same_words(text, after) {
            return Resolution::Anchored { at: Anchor::unit(now) };
        }
        // A unit that was joined to another is a part of it now, or it is gone.
        if self.own_continuation(unit).is_none() {
            return match self.resolve_words(unit, text, 0, text.len()) {
                Resolution::Orphaned { unit, .. } => Resolution::Orphaned { why: Orphan::UnitGone, unit },
                found => found,
            };
        }
        Resolution::WordsChanged {
            at: Anchor::unit(now),
            before: text.iter().collect(),
            after: after.iter().collect(),
        }
    }

    fn resolve_words(&self, unit: &UnitId, text: &[char], from: usize, to: usize) -> Resolution {
        let orphan = |why| Resolution::Orphaned { why, unit: self.continued(unit) };
        let heirs = self.heirs.get(unit).cloned().unwrap_or_else(|| {
            self.continued(unit).filter(|now| self.new.contains_key(now)).into_iter().collect()
        });
        if heirs.is_empty() {
            return orphan(Orphan::UnitGone);
        }
        let untouched = |now: &UnitId| now == unit && !self.traces.touched.contains_key(now);
        if let [only] = heirs.as_slice()
            && untouched(only)
        {
            return Resolution::Anchored { at: Anchor::words(only.clone(), from as u32, to as u32) };
        }
        let homes = self.homes(unit, &heirs);
        let search = Search { step: self, unit, text, from, to, heirs: &heirs, homes: &homes };
        match search.run() {
            Ok((image, true)) => Resolution::Anchored { at: image.anchor() },
            Ok((image, false)) => Resolution::WordsChanged {
                before: text[from..to].iter().collect(),
                after: self.words(&image).iter().collect(),
                at: image.anchor(),
            },
            Err(why) => orphan(why),
        }
    }

    fn words(&self, image: &Image) -> &[char] {
        self.new.get(&image.unit).and_then(|text| text.get(image.from..image.to)).unwrap_or_default()
    }
}

/// What became of an anchor over several steps: its words at the beginning against its words at the end.
pub fn resolve(anchor: &Anchor, steps: &[&Step]) -> Resolution {
    let mut first: Option<String> = None;
    let mut at = anchor.clone();
    for step in steps {
        match step.resolve(&at) {
            Resolution::Anchored { at: next } => at = next,
            Resolution::WordsChanged { at: next, before, .. } => {
                first.get_or_insert(before);
                at = next;
            }
            orphaned @ Resolution::Orphaned { .. } => return orphaned,
        }
    }
    let (Some(before), Some(last)) = (first, steps.last()) else { return Resolution::Anchored { at } };
    let after = at.quote(&last.next).map(|quote| quote.words).unwrap_or_default();
    if after == before {
        return Resolution::Anchored { at };
    }
    Resolution::WordsChanged { at, before, after }
}

/// For each old unit the units that hold words of it now, those with most of them first.
fn heirs(old: &Document, traces: &Traces) -> HashMap<UnitId, Vec<UnitId>> {
    let names: Vec<&UnitId> = old.walk().map(|unit| &unit.id).collect();
    let mut counts: HashMap<&UnitId, HashMap<&UnitId, usize>> = HashMap::new();
    for (id, trace) in &traces.touched {
        for (place, _) in trace.forward.iter().chain(&trace.backward).flatten() {
            if let Some(name) = names.get(*place as usize) {
                *counts.entry(name).or_default().entry(id).or_insert(0) += 1;
            }
        }
    }
    let sorted = |(name, counts): (&UnitId, HashMap<&UnitId, usize>)| {
        let mut heirs: Vec<(usize, &UnitId)> = counts.into_iter().map(|(id, count)| (count, id)).collect();
        heirs.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
        (name.clone(), heirs.into_iter().map(|(_, id)| id.clone()).collect())
    };
    counts.into_iter().map(sorted).collect()
}

/// Whether two stretches read the same, white space apart.
fn same_words(one: &[char], other: &[char]) -> bool {
    let solid = |text: &[char]| text.iter().copied().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    one == other || solid(one) == solid(other)
}

impl Image {
    fn anchor(self) -> Anchor {
        Anchor::words(self.unit, self.from as u32, self.to as u32)
    }
}

/// The search for words of one unit among that unit's heirs.
struct Search<'a> {
    step: &'a Step,
    unit: &'a UnitId,
    text: &'a [char],
    from: usize,
    to: usize,
    heirs: &'a [UnitId],
    homes: &'a Homes,
}

impl Search<'_> {
    /// The place, and whether the words are the same.
    fn run(&self) -> Result<(Image, bool), Orphan> {
        let mut inside = self.homes.within(self.from, self.to);
        if let (Some(((from, to), Home::Kept { at, as_often: true })), None) = (inside.next(), inside.next())
            && let [only] = at.as_slice()
            && *from <= self.from
            && self.to <= *to
        {
            let start = only.from + self.from - from;
            return Ok((
                Image { unit: only.unit.clone(), from: start, to: start + self.to - self.from },
                true,
            ));
        }
        let (image, same) = self.compared()?;
        if !self.homes.agree(self.from, self.to, &image) {
            let gone = self.homes.within(self.from, self.to).all(|(_, home)| *home == Home::Gone);
            return Err(if gone { Orphan::WordsGone } else { Orphan::Ambiguous });
        }
        // The words may stand elsewhere while others came in their place.
        if !same && self.new_occurrences().len() >= occurrences(self.text, self.quote()).len() {
            return Err(Orphan::Ambiguous);
        }
        Ok((image, same))
    }

    /// The place that comes out when words are compared, and whether the words are the same.
    fn compared(&self) -> Result<(Image, bool), Orphan> {
        let (forward, backward) = (self.image(false), self.image(true));
        let exact = |image: &Option<Image>| {
            image.as_ref().is_some_and(|image| same_words(self.step.words(image), self.quote()))
        };
        let found = match (exact(&forward), exact(&backward)) {
            (true, true) if forward == backward => {
                let at = forward.ok_or(Orphan::WordsGone)?;
                let doubtful = !self.stands_once() && self.part_stands_better_elsewhere(&at);
                return if doubtful { Err(Orphan::Ambiguous) } else { Ok((at, true)) };
            }
            (true, true) => return Err(Orphan::Ambiguous),
            (true, false) => return self.lone(forward),
            (false, true) => return self.lone(backward),
            (false, false) => match (forward, backward) {
                (Some(one), Some(other)) => self.closer(one, other)?,
                (None, None) => return self.moved().map(|at| (at, true)),
                _ => return Err(Orphan::WordsGone),
            },
        };
        self.is_alike(&found).map(|()| (found, false))
    }

    fn quote(&self) -> &[char] {
        &self.text[self.from..self.to]
    }

    /// Where the words have come to by one way of comparing.
    fn image(&self, backward: bool) -> Option<Image> {
        let place = *self.step.traces.places.get(self.unit)?;
        let inside = |origin: &Origin| {
            origin.is_some_and(|(unit, at)| unit == place && (self.from..self.to).contains(&(at as usize)))
        };
        let mut best: Option<(usize, &UnitId, &[Origin])> = None;
        for heir in self.heirs {
            let origins = self.origins(heir, backward)?;
            let kept = origins.iter().filter(|origin| inside(origin)).count();
            if kept > best.map_or(0, |(most, ..)| most) {
                best = Some((kept, heir, origins));
            }
        }
        let Some((_, unit, origins)) = best else { return self.replaced(place, backward) };
        let (from, to) = largest_run(origins, inside)?;
        let (from, to) = self.widened(origins, place, from, to);
        Some(self.trimmed(unit, from, to))
    }

    fn origins(&self, heir: &UnitId, backward: bool) -> Option<&[Origin]> {
        let trace: &Trace = self.step.traces.touched.get(heir)?;
        Some(if backward { &trace.backward } else { &trace.forward })
    }

    /// New words that stand between the kept ones and the old neighbour belong to the place when words of it went there.
    fn widened(&self, origins: &[Origin], place: u32, from: usize, to: usize) -> (usize, usize) {
        let is = |at: usize, old: usize| origins.get(at).copied().flatten() == Some((place, old as u32));
        let (mut start, mut end) = (from, to);
        if !is(from, self.from) {
            let run = origins[..from].iter().rev().take_while(|origin| origin.is_none()).count();
            let edge = from - run;
            let neighbour = match (edge.checked_sub(1), self.from.checked_sub(1)) {
                (Some(at), Some(old)) => is(at, old),
                (None, None) => true,
                _ => false,
            };
            start = if neighbour { edge } else { from };
        }
        if !is(to - 1, self.to - 1) {
            let run = origins[to..].iter().take_while(|origin| origin.is_none()).count();
            let neighbour = match (to + run < origins.len(), self.to < self.text.len()) {
                (true, true) => is(to + run, self.to),
                (false, false) => true,
                _ => false,
            };
            end = if neighbour { to + run } else { to };
        }
        (start, end)
    }

    /// The new words between the old neighbours, where none of the words were kept.
    fn replaced(&self, place: u32, backward: bool) -> Option<Image> {
        self.heirs.iter().find_map(|heir| {
            let origins = self.origins(heir, backward)?;
            let find = |old: usize| origins.iter().position(|origin| *origin == Some((place, old as u32)));
            let from = match self.from.checked_sub(1) {
                Some(old) => find(old)? + 1,
                None => 0,
            };
            let to = if self.to < self.text.len() { find(self.to)? } else { origins.len() };
            let between = origins.get(from..to)?;
            let new_only = !between.is_empty() && between.iter().all(Option::is_none);
            let image = new_only.then(|| self.trimmed(heir, from, to))?;
            (image.from < image.to).then_some(image)
        })
    }

    /// Without the white space at its ends, unless the quotation has some there.
    fn trimmed(&self, unit: &UnitId, mut from: usize, mut to: usize) -> Image {
        let text = self.step.new.get(unit).map(Vec::as_slice).unwrap_or_default();
        let blank = |at: usize| text.get(at).is_some_and(|c| c.is_whitespace());
        if !self.text[self.from].is_whitespace() {
            while from < to && blank(from) {
                from += 1;
            }
        }
        if !self.text[self.to - 1].is_whitespace() {
            while from < to && blank(to - 1) {
                to -= 1;
            }
        }
        Image { unit: unit.clone(), from, to }
    }

    /// A place that only one way of comparing gives counts when the words stand once in the old unit and once in its heirs.
    fn lone(&self, image: Option<Image>) -> Result<(Image, bool), Orphan> {
        image.filter(|_| self.stands_once()).map(|at| (at, true)).ok_or(Orphan::Ambiguous)
    }

    /// Whether the words stand once in the old unit and once in its heirs.
    fn stands_once(&self) -> bool {
        occurrences(self.text, self.quote()).len() == 1 && self.new_occurrences().len() == 1
    }

    fn new_occurrences(&self) -> Vec<Image> {
        let mut found = Vec::new();
        for heir in self.heirs {
            let text = self.step.new.get(heir).map(Vec::as_slice).unwrap_or_default();
            let places = occurrences(text, self.quote());
            found.extend(places.into_iter().map(|at| Image {
                unit: heir.clone(),
                from: at,
                to: at + self.quote().len(),
            }));
        }
        found
    }

    /// Words that were taken out in one place of the unit and put in again in another: only if they are many, and once.
    fn moved(&self) -> Result<Image, Orphan> {
        let words: String = self.quote().iter().collect();
        let found = self.new_occurrences();
        let [at] = found.as_slice() else {
            return Err(if found.is_empty() { Orphan::WordsGone } else { Orphan::Ambiguous });
        };
        let many = Bag::of(&words).total() >= MOVED_WORDS;
        let once = occurrences(self.text, self.quote()).len() == 1;
        let is_new = |backward| {
            self.origins(&at.unit, backward).is_some_and(|origins| {
                let known = origins[at.from..at.to].iter().flatten().count();
                2 * known < at.to - at.from
            })
        };
        if many && once && is_new(false) && is_new(true) { Ok(at.clone()) } else { Err(Orphan::WordsGone) }
    }

    /// Of two places that are mostly the same the one that is more like the words.
    fn closer(&self, one: Image, other: Image) -> Result<Image, Orphan> {
        if one == other {
            return Ok(one);
        }
        let shared = one.to.min(other.to).saturating_sub(one.from.max(other.from));
        let longer = (one.to - one.from).max(other.to - other.from);
        let overlap = one.unit == other.unit && 5 * shared >= 4 * longer;
        let few = Bag::of(&self.quote().iter().collect::<String>()).total() < FEW_WORDS;
        if !overlap || few {
            return Err(Orphan::Ambiguous);
        }
        Ok(if self.likeness(&one) >= self.likeness(&other) { one } else { other })
    }

    /// How much of 100 the words have in common with a place; few words are measured with their sentence.
    fn likeness(&self, image: &Image) -> usize {
        let words: String = self.quote().iter().collect();
        let now: String = self.step.words(image).iter().collect();
        let few = Bag::of(&words).total() < FEW_WORDS;
        if !few {
            return Bag::of(&words).likeness(&Bag::of(&now));
        }
        let text = self.step.new.get(&image.unit).map(Vec::as_slice).unwrap_or_default();
        let before = around(self.text, self.from, self.to);
        let after = around(text, image.from, image.to);
        Bag::of(&before).likeness(&Bag::of(&after))
    }

    /// Alike enough, and clearly more so than anything else that came new.
    fn is_alike(&self, image: &Image) -> Result<(), Orphan> {
        let (old, new) = (self.quote().len(), image.to - image.from);
        let own = self.likeness(image);
        let few = Bag::of(&self.quote().iter().collect::<String>()).total() < FEW_WORDS;
        if own < if few { MIN_SENTENCE } else { MIN_LIKENESS } || new > 2 * old + 20 {
            return Err(Orphan::WordsGone);
        }
        if self.stands_better_elsewhere(image) || self.part_stands_better_elsewhere(image) {
            return Err(Orphan::Ambiguous);
        }
        let words: String = self.quote().iter().collect();
        let wanted = Bag::of(&words);
        if few {
            return if self.keeps_half_or_nothing(image) { Ok(()) } else { Err(Orphan::WordsGone) };
        }
        // What came between two kept parts must not be most of the place.
        let letters = self.step.words(image).iter().filter(|c| c.is_alphanumeric()).count();
        if 2 * self.kept_letters(image) < letters {
            return Err(Orphan::WordsGone);
        }
        let rival =
            self.newcomers(image).iter().map(|text| wanted.likeness(&Bag::of(text))).max().unwrap_or(0);
        if rival + MIN_GAP > own { Err(Orphan::Ambiguous) } else { Ok(()) }
    }

    /// Whether another changed sentence is more like the whole sentence of the words than the one in which the place is: two
    /// sentences that changed places and words.
    fn stands_better_elsewhere(&self, image: &Image) -> bool {
        let text = self.step.new.get(&image.unit).map(Vec::as_slice).unwrap_or_default();
        let home = around(self.text, self.from, self.to);
        let home = Bag::of(&home);
        let own = home.likeness(&Bag::of(&around(text, image.from, image.to)));
        self.changed_sentences().iter().any(|(other, words)| {
            let overlaps = other.unit == image.unit && other.from < image.to && image.from < other.to;
            !overlaps && home.likeness(&Bag::of(words)) + MIN_GAP > own
        })
    }

    /// The same for each sentence of which the words are a part: of words that reach over a full stop, one part can have stayed while
    /// what looks like the other belongs to another sentence.
    fn part_stands_better_elsewhere(&self, image: &Image) -> bool {
        let text = self.step.new.get(&image.unit).map(Vec::as_slice).unwrap_or_default();
        let changed = self.changed_sentences();
        ranges(self.text).into_iter().filter(|(from, to)| *from < self.to && self.from < *to).any(
            |(from, to)| {
                let part = from.max(self.from)..to.min(self.to);
                let Some((start, end)) = self.sentence_of(&part, image, text) else { return false };
                let (before, now): (String, String) =
                    (self.text[from..to].iter().collect(), text[start..end].iter().collect());
                let home = Bag::of(&before);
                let own = home.likeness(&Bag::of(&now));
                before != now
                    && changed.iter().any(|(other, words)| {
                        let is_own = other.unit == image.unit && other.from == start;
                        !is_own && home.likeness(&Bag::of(words)) + MIN_GAP > own
                    })
            },
        )
    }

    /// The sentence inside a place to which most letters of a part of the words went.
    fn sentence_of(
        &self,
        part: &std::ops::Range<usize>,
        image: &Image,
        text: &[char],
    ) -> Option<(usize, usize)> {
        let place = *self.step.traces.places.get(self.unit)?;
        let letters = |(from, to): (usize, usize), backward: bool| {
            let origins = self.origins(&image.unit, backward).unwrap_or_default();
            let inside = origins.get(from.max(image.from)..to.min(image.to)).unwrap_or_default();
            let is_part = |origin: &&Origin| {
                origin.is_some_and(|(unit, at)| {
                    unit == place && part.contains(&(at as usize)) && self.text[at as usize].is_alphanumeric()
                })
            };
            inside.iter().filter(is_part).count()
        };
        let count = |range: (usize, usize)| letters(range, false).max(letters(range, true));
        let best = ranges(text).into_iter().max_by_key(|range| count(*range))?;
        (count(best) > 0).then_some(best)
    }

    /// The sentences of the heirs that do not stand letter for letter in the old unit.
    fn changed_sentences(&self) -> Vec<(Image, String)> {
        let words = |text: &[char], (from, to): (usize, usize)| text[from..to].iter().collect::<String>();
        let known: HashSet<String> =
            ranges(self.text).into_iter().map(|range| words(self.text, range)).collect();
        let mut found = Vec::new();
        for heir in self.heirs {
            let text = self.step.new.get(heir).map(Vec::as_slice).unwrap_or_default();
            let all = ranges(text).into_iter().map(|range| (range, words(text, range)));
            found.extend(
                all.filter(|(_, words)| !known.contains(words))
                    .map(|((from, to), words)| (Image { unit: heir.clone(), from, to }, words)),
            );
        }
        found
    }

    /// Few words are replaced in their place, or half of their letters are still there; a letter that is left is no place.
    fn keeps_half_or_nothing(&self, image: &Image) -> bool {
        let letters = self.quote().iter().filter(|c| c.is_alphanumeric()).count();
        let kept = self.kept_letters(image);
        kept == 0 || 2 * kept >= letters
    }

    /// How many letters of the words are in the place, by the better way of comparing.
    fn kept_letters(&self, image: &Image) -> usize {
        let place = self.step.traces.places.get(self.unit).copied();
        let is_kept = |origin: &Origin| {
            origin.is_some_and(|(unit, at)| {
                let at = at as usize;
                Some(unit) == place && (self.from..self.to).contains(&at) && self.text[at].is_alphanumeric()
            })
        };
        let kept = |backward| {
            let origins = self.origins(&image.unit, backward).unwrap_or_default();
            let inside = origins.get(image.from..image.to).unwrap_or_default();
            inside.iter().filter(|origin| is_kept(origin)).count()
        };
        kept(false).max(kept(true))
    }

    /// The sentences of the heirs that are mostly new and not part of the place.
    fn newcomers(&self, image: &Image) -> Vec<String> {
        let mut found = Vec::new();
        for heir in self.heirs {
            let (Some(text), Some(origins)) = (self.step.new.get(heir), self.origins(heir, false)) else {
                continue;
            };
            let all: String = text.iter().collect();
            for (from, to) in sentences(&all) {
                let (from, to) = (from as usize, to as usize);
                let overlaps = *heir == image.unit && from < image.to && image.from < to;
                let known = origins[from..to].iter().flatten().count();
                if !overlaps && 2 * known < to - from {
                    found.push(text[from..to].iter().collect());
                }
            }
        }
        found
    }
}

/// The stretch with most characters from inside that no character from outside interrupts: words that went to two places are not
/// one place.
fn largest_run(origins: &[Origin], inside: impl Fn(&Origin) -> bool) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize, usize)> = None;
    let mut run: Option<(usize, usize, usize)> = None;
    for (at, origin) in origins.iter().enumerate() {
        if inside(origin) {
            let (from, _, count) = run.unwrap_or((at, at, 0));
            run = Some((from, at + 1, count + 1));
            if run.map_or(0, |run| run.2) > best.map_or(0, |best| best.2) {
                best = run;
            }
        } else if origin.is_some() {
            run = None;
        }
    }
    best.map(|(from, to, _)| (from, to))
}

/// The sentences of a text.
fn ranges(text: &[char]) -> Vec<(usize, usize)> {
    let all: String = text.iter().collect();
    sentences(&all).into_iter().map(|(from, to)| (from as usize, to as usize)).collect()
}

/// The sentences in which a range stands.
fn around(text: &[char], from: usize, to: usize) -> String {
    let all: String = text.iter().collect();
    let ranges = sentences(&all);
    let start =
        ranges.iter().rfind(|(start, _)| *start as usize <= from).map_or(from, |(start, _)| *start as usize);
    let end = ranges.iter().find(|(_, end)| *end as usize >= to).map_or(to, |(_, end)| *end as usize);
    text[start.min(from)..end.max(to)].iter().collect()
}

/// Where a stretch stands in a text.
fn occurrences(text: &[char], wanted: &[char]) -> Vec<usize> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let windows = text.windows(wanted.len()).enumerate();
    windows.filter(|(_, window)| *window == wanted).map(|(at, _)| at).collect()
}
