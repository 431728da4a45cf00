//! Where the sentences of a unit stand in the units that hold its words now: letter for letter, changed, or nowhere.
//!
//! What is compared word by word can come out in a sentence that only looks alike. A place counts only where the whole sentence says the
//! same: one that stands letter for letter is where it stands, and one that was changed is what is clearly more like it than like
//! anything else that was changed, came or went.

use std::collections::HashMap;

use crate::drafting::likeness::Bag;
use crate::drafting::sentences::sentences;
use crate::model::UnitId;

/// So much of 100 a changed sentence has in common with what it was, if it stands where it stood.
const IN_PLACE: usize = 60;
/// The same, if it stands elsewhere among the others or in another unit.
const ELSEWHERE: usize = 80;
/// By so much it is more alike than any other sentence that was changed, came or went.
const CLEARLY: usize = 15;
/// A sentence of so many words of which another one has so much of 100 was taken into it.
const TAKEN_IN: (usize, usize) = (5, 90);
/// How alike a sentence counts that was taken into a longer one.
const AS_ALIKE: usize = 75;
/// With more sentences than this on a side that stand nowhere letter for letter, none of them is known again.
const MAX_SENTENCES: usize = 64;

/// A sentence of the old version: its unit and its characters.
pub(crate) type Place<'a> = (&'a UnitId, &'a [char]);

/// A place in the new version that words have come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Image {
    pub(crate) unit: UnitId,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Image {
    /// Whether two places have a character in common.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.unit == other.unit && self.from < other.to && other.from < self.to
    }
}

/// Where a sentence stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Home {
    /// Letter for letter, in these places; whether it stood as often before.
    Kept {
        at: Vec<Image>,
        as_often: bool,
    },
    /// In other words.
    Changed(Image),
    /// More than one sentence could be it.
    Doubtful,
    Gone,
}

/// The sentences of a unit, and where each stands now.
#[derive(Debug)]
pub(crate) struct Homes {
    pub(crate) all: Vec<((usize, usize), Home)>,
    /// The sentences of the new units that were the words of others before, or of nobody's that is known.
    strangers: Vec<Image>,
}

struct Sentence {
    unit: UnitId,
    range: (usize, usize),
    words: String,
}

impl Sentence {
    fn image(&self) -> Image {
        Image { unit: self.unit.clone(), from: self.range.0, to: self.range.1 }
    }
}

fn all_of(texts: &[Place<'_>]) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (unit, text) in texts {
        let all: String = text.iter().collect();
        for (from, to) in sentences(&all) {
            let range = (from as usize, to as usize);
            let words: String = text[range.0..range.1].iter().collect();
            if words.chars().any(char::is_alphanumeric) {
                found.push(Sentence { unit: (*unit).clone(), range, words });
            }
        }
    }
    found
}

fn counts(sentences: &[Sentence]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for sentence in sentences {
        *counts.entry(sentence.words.as_str()).or_insert(0) += 1;
    }
    counts
}

impl Homes {
    /// Of the sentences of a unit: `olds` are all old units whose words went where its words went, itself among them, `news` the new units
    /// where they went; `own` is the one that continues it.
    ///
    /// `before` and `after` count the sentences of the whole texts: one that stands elsewhere as often as it ever did went there and became
    /// nothing else, and one that stood elsewhere before was nothing else.
    pub(crate) fn of(
        unit: &UnitId,
        own: Option<&UnitId>,
        olds: &[Place<'_>],
        news: &[Place<'_>],
        (before, after): (&Counts, &Counts),
    ) -> Self {
        let (old, new) = (all_of(olds), all_of(news));
        let (was, is) = (counts(&old), counts(&new));
        let count = |counts: &HashMap<&str, usize>, one: &Sentence| {
            counts.get(one.words.as_str()).copied().unwrap_or(0)
        };
        let in_all = |counts: &Counts, one: &Sentence| counts.get(&one.words).copied().unwrap_or(0);
        let went = |one: &Sentence| in_all(after, one) >= in_all(before, one);
        let left: Vec<&Sentence> = old.iter().filter(|one| count(&is, one) == 0 && !went(one)).collect();
        let came: Vec<&Sentence> = new.iter().filter(|one| in_all(before, one) == 0).collect();
        let kept = |one: &Sentence| -> Option<Home> {
            let at: Vec<Image> =
                new.iter().filter(|other| other.words == one.words).map(Sentence::image).collect();
            (!at.is_empty()).then(|| Home::Kept { as_often: at.len() == count(&was, one), at })
        };
        let changed = Changed::of(&left, &came);
        let mut all = Vec::new();
        let mut strangers: Vec<Image> = Vec::new();
        for one in old.iter().filter(|one| one.unit == *unit) {
            let home = kept(one).unwrap_or_else(|| {
                let at = left.iter().position(|other| std::ptr::eq(*other, one));
                at.map_or(Home::Gone, |at| changed.home(at, &came, |to| in_place(one, to, own, &old, &new)))
            });
            all.push((one.range, home));
        }
        let known: Vec<&Image> = all.iter().flat_map(|(_, home)| home.places()).collect();
        for other in new.iter().map(Sentence::image) {
            if !known.contains(&&other) {
                strangers.push(other);
            }
        }
        let homes = Self { all, strangers };
        homes.without_what_is_new(&came, &changed)
    }

    /// A sentence that is new altogether is nobody's, so a place may go over it.
    fn without_what_is_new(mut self, came: &[&Sentence], changed: &Changed) -> Self {
        let is_new = |image: &Image| {
            came.iter().position(|one| one.image() == *image).is_some_and(|at| changed.is_nobodys(at))
        };
        self.strangers.retain(|image| !is_new(image));
        self
    }

    /// The sentences of which characters `[from, to)` hold something, by their places in the list.
    pub(crate) fn within(&self, from: usize, to: usize) -> impl Iterator<Item = &((usize, usize), Home)> {
        self.all.iter().filter(move |((start, end), _)| *start < to && from < *end)
    }

    /// Whether a place can be that of characters `[from, to)`: it lies in the sentences that these sentences are now, and in no others.
    pub(crate) fn agree(&self, from: usize, to: usize, image: &Image) -> bool {
        let fits = |home: &Home| match home {
            Home::Kept { at, .. } => at.iter().any(|place| place.meets(image)),
            Home::Changed(place) => place.meets(image),
            Home::Gone => true,
            Home::Doubtful => false,
        };
        let mut somewhere = false;
        for (_, home) in self.within(from, to) {
            somewhere |= *home != Home::Gone;
            if !fits(home) {
                return false;
            }
        }
        let others = self.all.iter().filter(|((start, end), _)| !(*start < to && from < *end));
        let mut others = others.flat_map(|(_, home)| home.places()).chain(&self.strangers);
        let own: Vec<&Image> = self.within(from, to).flat_map(|(_, home)| home.places()).collect();
        somewhere && !others.any(|place| place.meets(image) && !own.contains(&place))
    }
}

impl Home {
    fn places(&self) -> &[Image] {
        match self {
            Self::Kept { at, .. } => at,
            Self::Changed(at) => std::slice::from_ref(at),
            Self::Doubtful | Self::Gone => &[],
        }
    }
}

/// Whether a sentence stands in the unit that continues its own, behind those that stood before it and before those behind it.
fn in_place(one: &Sentence, to: &Sentence, own: Option<&UnitId>, old: &[Sentence], new: &[Sentence]) -> bool {
    own == Some(&to.unit)
        && old.iter().filter(|other| other.unit == one.unit && other.range != one.range).all(|other| {
            let mut kept = new.iter().filter(|now| now.words == other.words && now.unit == to.unit);
            match (kept.next(), kept.next()) {
                (Some(now), None) => (other.range < one.range) == (now.range < to.range),
                _ => true,
            }
        })
}

/// How the sentences that stand nowhere letter for letter compare: a row for each old one.
struct Changed {
    likeness: Vec<Vec<usize>>,
    is_too_much: bool,
}

impl Changed {
    fn of(left: &[&Sentence], came: &[&Sentence]) -> Self {
        if left.len().max(came.len()) > MAX_SENTENCES {
            return Self { likeness: Vec::new(), is_too_much: true };
        }
        let said: Vec<Said<'_>> = came.iter().map(|one| Said::of(&one.words)).collect();
        let row = |one: &&Sentence| {
            let own = Said::of(&one.words);
            said.iter().map(|other| alike(&own, other)).collect()
        };
        Self { likeness: left.iter().map(row).collect(), is_too_much: false }
    }

    fn cell(&self, row: usize, column: usize) -> usize {
        self.likeness.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0)
    }

    /// Where the old sentence of a row stands now.
    fn home(&self, row: usize, came: &[&Sentence], in_place: impl Fn(&Sentence) -> bool) -> Home {
        if self.is_too_much {
            return Home::Doubtful;
        }
        let Some((column, best)) =
            (0..came.len()).map(|at| (at, self.cell(row, at))).max_by_key(|(_, likeness)| *likeness)
        else {
            return Home::Gone;
        };
        let enough = if in_place(came[column]) { IN_PLACE } else { ELSEWHERE };
        if best < IN_PLACE {
            return Home::Gone;
        }
        let rivals = (0..came.len()).filter(|at| *at != column).map(|at| self.cell(row, at));
        let others = (0..self.likeness.len()).filter(|at| *at != row).map(|at| self.cell(at, column));
        let second = rivals.chain(others).max().unwrap_or(0);
        if best < enough || second + CLEARLY > best {
            return Home::Doubtful;
        }
        Home::Changed(came[column].image())
    }

    /// Whether the new sentence of a column is like no old one.
    fn is_nobodys(&self, column: usize) -> bool {
        !self.is_too_much && (0..self.likeness.len()).all(|row| self.cell(row, column) < IN_PLACE)
    }
}

/// A sentence as it is compared.
struct Said<'a> {
    words: Bag<'a>,
    /// Of Korean, where syllables of endings are alike in all sentences of a norm, what stands between blanks as well.
    parted: Option<Bag<'a>>,
}

impl<'a> Said<'a> {
    fn of(sentence: &'a str) -> Self {
        let is_korean = sentence.chars().any(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
        Self { words: Bag::of(sentence), parted: is_korean.then(|| Bag::of_what_blanks_part(sentence)) }
    }
}

/// How much of 100 two sentences have in common; one that was taken into a longer one counts as changed.
fn alike(one: &Said<'_>, other: &Said<'_>) -> usize {
    let (was, is) = (&one.words, &other.words);
    let mut likeness = if was.total() == 0 { 0 } else { was.likeness(is) };
    if let (Some(was), Some(is)) = (&one.parted, &other.parted) {
        likeness = likeness.midpoint(was.likeness(is));
    }
    let (words, share) = TAKEN_IN;
    let taken = |part: &Bag<'_>, whole: &Bag<'_>| part.total() >= words && whole.share_of(part) >= share;
    let is_korean = one.parted.is_some();
    if !is_korean && (taken(was, is) || taken(is, was)) { likeness.max(AS_ALIKE) } else { likeness }
}

/// How often each sentence of a whole text stands in it.
pub(crate) type Counts = HashMap<String, usize>;

/// Counts the sentences of a whole text.
pub(crate) fn count<'a>(texts: impl Iterator<Item = Place<'a>>) -> Counts {
    let mut counts = Counts::new();
    for sentence in all_of(&texts.collect::<Vec<_>>()) {
        *counts.entry(sentence.words).or_insert(0) += 1;
    }
    counts
}
