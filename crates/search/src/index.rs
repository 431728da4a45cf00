//! The index: an inverted one, in memory, of our own.
//!
//! It holds terms and keys, never texts: what a hit says is fetched anew when it is shown, so that nothing that was
//! erased can be shown even while the index lags behind. What it answers depends on the documents it holds and on
//! nothing else, not on the order in which they came or on what it held before: an index built anew answers the same.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Document, Key, Kind, PLAIN_WEIGHT, Part, TEXT_LIMIT};
use crate::question::Question;
use crate::search::{Matching, Scores};
use crate::word::terms;

/// Documents that are held at most; what comes later is not found, and whoever keeps the index is told.
pub const DOCUMENT_LIMIT: usize = 500_000;
/// Places of terms that are held at most, 8 bytes each: a bound on memory of some 320 MB.
pub const PLACE_LIMIT: usize = 40_000_000;
/// Hits that can be leafed through; the total is counted beyond.
pub const HIT_LIMIT: usize = 1_000;
/// What law of the reader's own country weighs against that of others.
const HOME_WEIGHT: f32 = 1.6;
/// Positions left free between two texts of one part, so that no phrase spans them.
const BETWEEN_TEXTS: u32 = 100;

/// Where terms of a document stand: a part of it, and whether they are words or pairs of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Words(Part),
    Pairs(Part),
}

impl Field {
    /// How many fields there are.
    const COUNT: usize = 6;

    fn place(self) -> usize {
        match self {
            Self::Words(part) => part as usize * 2,
            Self::Pairs(part) => part as usize * 2 + 1,
        }
    }
}

/// The number of a document in the index; it means nothing outside and is never given twice.
pub(crate) type Number = u32;

/// One place of a term: in which document, at which position.
pub(crate) type Place = (Number, u32);

/// Which documents are wanted; nothing means: any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub kind: Option<Kind>,
    /// Concerning this place or a part of it.
    pub place: Option<String>,
    pub topic: Option<String>,
    /// With a text in this language.
    pub language: Option<String>,
}

/// A document that fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// By what it is fetched.
    pub key: Key,
    /// How well it fits (BM25, weighted by the part of the document); only the order means something.
    pub score: f32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The best, at most [`HIT_LIMIT`], best first; those that fit equally well in the order of their keys.
    pub hits: Vec<Hit>,
    /// How many fit.
    pub total: usize,
    /// How many of each kind fit, whatever kind the filter asks for; kinds without any are left out.
    pub by_kind: Vec<(Kind, usize)>,
    /// How strictly the question was taken.
    pub matching: Matching,
}

/// A change to the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A document is new or has changed.
    Put(Document),
    /// It is no longer there.
    Remove(Key),
}

/// What the index keeps of a document beside its terms.
#[derive(Debug, Clone)]
struct Entry {
    key: Key,
    places: Vec<String>,
    topics: Vec<String>,
    languages: Vec<String>,
    weight: f32,
    /// How many terms stand in each field.
    lengths: [u32; Field::COUNT],
}

/// The index.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: BTreeMap<Number, Entry>,
    numbers: BTreeMap<Key, Number>,
    /// For each field the places of each term, in order.
    terms: [BTreeMap<Box<str>, Vec<Place>>; Field::COUNT],
    /// How many terms stand in each field, over all documents.
    lengths: [u64; Field::COUNT],
    next: Number,
}

impl Index {
    /// How many documents it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Makes changes. Documents beyond the limits are left out; how many, comes back.
    pub fn apply(&mut self, changes: Vec<Change>) -> usize {
        let key_of = |change: &Change| match change {
            Change::Put(document) => document.key.clone(),
            Change::Remove(key) => key.clone(),
        };
        self.remove(changes.iter().map(key_of));
        let mut left_out = 0;
        for change in changes {
            if let Change::Put(document) = change {
                left_out += usize::from(!self.put(&document));
            }
        }
        left_out
    }

    /// Takes documents out, with every term that no other document has.
    fn remove(&mut self, keys: impl Iterator<Item = Key>) {
        let gone: Vec<Number> = keys.filter_map(|key| self.numbers.remove(&key)).collect();
        if gone.is_empty() {
            return;
        }
        for number in &gone {
            if let Some(entry) = self.entries.remove(number) {
                for (all, own) in self.lengths.iter_mut().zip(entry.lengths) {
                    *all -= u64::from(own);
                }
            }
        }
        // Which terms a document has is not kept, it would double the memory; so all are looked through, once a batch.
        let held = &self.entries;
        for field in &mut self.terms {
            field.retain(|_, places| {
                places.retain(|(number, _)| held.contains_key(number));
                !places.is_empty()
            });
        }
    }

    fn put(&mut self, document: &Document) -> bool {
        let held: u64 = self.lengths.iter().sum();
        if self.entries.len() >= DOCUMENT_LIMIT || held >= PLACE_LIMIT as u64 {
            return false;
        }
        if self.numbers.contains_key(&document.key) {
            self.remove(std::iter::once(document.key.clone()));
        }
        let number = self.next;
        self.next += 1;
        let mut entry = Entry {
            key: document.key.clone(),
            places: document.places.clone(),
            topics: document.topics.clone(),
            languages: document.languages().into_iter().map(str::to_owned).collect(),
            weight: f32::from(document.weight) / f32::from(PLAIN_WEIGHT),
            lengths: [0; Field::COUNT],
        };
        let mut ends = [0; Field::COUNT];
        for text in &document.texts {
            let found = terms(beginning(&text.words));
            for (field, found) in
                [(Field::Words(text.part), found.words), (Field::Pairs(text.part), found.pairs)]
            {
                self.add(field, number, found, &mut ends[field.place()], &mut entry);
            }
        }
        self.numbers.insert(document.key.clone(), number);
        self.entries.insert(number, entry);
        true
    }

    fn add(
        &mut self,
        field: Field,
        number: Number,
        found: Vec<(usize, String)>,
        end: &mut u32,
        entry: &mut Entry,
    ) {
        let begin = *end;
        let at = field.place();
        entry.lengths[at] += found.len() as u32;
        self.lengths[at] += found.len() as u64;
        for (position, term) in found {
            *end = begin + position as u32 + BETWEEN_TEXTS;
            let place = (number, begin + position as u32);
            match self.terms[at].get_mut(term.as_str()) {
                Some(places) => places.push(place),
                None => {
                    self.terms[at].insert(term.into_boxed_str(), vec![place]);
                }
            }
        }
    }

    /// Looks for documents. First every word must be there as asked; when nothing fits, words may differ by a letter
    /// or be found in part; when still nothing fits, some of the words suffice.
    pub fn search(&self, question: &Question, filter: &Filter) -> Found {
        let taken = |matching: &&Matching| matching.adds_to(question);
        for matching in Matching::ALL.iter().filter(taken) {
            let found = self.search_so(question, filter, *matching);
            if found.total > 0 {
                return found;
            }
        }
        Found { hits: Vec::new(), total: 0, by_kind: Vec::new(), matching: Matching::Exact }
    }

    fn search_so(&self, question: &Question, filter: &Filter, matching: Matching) -> Found {
        let scores = self.scores(question, matching);
        let mut by_kind = vec![0; Kind::ALL.len()];
        let mut fitting: Vec<(&Entry, f32)> = Vec::new();
        let home = question.home();
        for (number, score) in scores.iter() {
            let Some(entry) = self.entries.get(&number).filter(|entry| fits(entry, filter)) else { continue };
            by_kind[entry.key.kind() as usize] += 1;
            let at_home = home.is_some_and(|home| entry.places.iter().any(|place| place == home));
            let score = score * entry.weight * if at_home { HOME_WEIGHT } else { 1.0 };
            if filter.kind.is_none_or(|kind| kind == entry.key.kind()) {
                fitting.push((entry, score));
            }
        }
        // The order of equals must not hang on how the index came to be.
        fitting.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.key.cmp(&b.0.key)));
        let total = fitting.len();
        let hits =
            fitting.into_iter().take(HIT_LIMIT).map(|(entry, score)| Hit { key: entry.key.clone(), score });
        let by_kind = Kind::ALL.iter().copied().zip(by_kind).filter(|(_, count)| *count > 0).collect();
        Found { hits: hits.collect(), total, by_kind, matching }
    }

    fn scores(&self, question: &Question, matching: Matching) -> Scores {
        crate::search::scores(self, question, matching)
    }

    /// The places of a term in a field, in order.
    pub(crate) fn places(&self, field: Field, term: &str) -> &[Place] {
        self.terms[field.place()].get(term).map_or(&[], Vec::as_slice)
    }

    /// The terms of a field that begin so, in order, with their places.
    pub(crate) fn beginning_with<'a>(
        &'a self,
        field: Field,
        letters: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a [Place])> {
        use std::ops::Bound;
        let from = (Bound::Included(letters), Bound::Unbounded);
        self.terms[field.place()]
            .range::<str, _>(from)
            .take_while(move |(term, _)| term.starts_with(letters))
            .map(|(term, places)| (&**term, places.as_slice()))
    }

    /// How many terms a document has in a field, and how many documents have on average.
    pub(crate) fn length(&self, field: Field, number: Number) -> (f32, f32) {
        let own = self.entries.get(&number).map_or(0, |entry| entry.lengths[field.place()]);
        let mean = self.lengths[field.place()] as f32 / self.len().max(1) as f32;
        (own as f32, mean.max(f32::MIN_POSITIVE))
    }

    /// Whether any term contains these letters: for tests that something left no trace.
    pub fn has_trace_of(&self, letters: &str) -> bool {
        self.terms.iter().any(|field| field.keys().any(|term| term.contains(letters)))
    }
}

fn fits(entry: &Entry, filter: &Filter) -> bool {
    let among =
        |list: &[String], wanted: &Option<String>| wanted.as_ref().is_none_or(|one| list.contains(one));
    among(&entry.places, &filter.place)
        && among(&entry.topics, &filter.topic)
        && among(&entry.languages, &filter.language)
}

fn beginning(text: &str) -> &str {
    text.char_indices().nth(TEXT_LIMIT).map_or(text, |(end, _)| &text[..end])
}

/// The runs of places that belong to one document each.
pub(crate) fn by_document(places: &[Place]) -> impl Iterator<Item = (Number, Range<usize>)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (number, _) = *places.get(at)?;
        let length = places[at..].iter().take_while(|(other, _)| *other == number).count();
        let range = at..at + length;
        at = range.end;
        Some((number, range))
    })
}
