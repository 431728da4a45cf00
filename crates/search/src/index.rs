//! The index: an inverted one, in memory, of our own.
//!
//! It holds terms and keys, never texts: what a hit says is fetched anew when it is shown, so that nothing that was
//! erased can be shown even while the index lags behind. What it answers depends on the documents it holds and on
//! nothing else, not on the order in which they came or on what it held before: an index built anew answers the same.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Document, Key, PLAIN_WEIGHT, Part, TEXT_LIMIT};
use crate::word::terms;

/// Documents that are held at most; what comes later is not found, and whoever keeps the index is told.
pub const DOCUMENT_LIMIT: usize = 500_000;
/// Places of terms that are held at most, 8 bytes each: a bound on memory of some 320 MB.
pub const PLACE_LIMIT: usize = 40_000_000;
/// Positions left free between two texts of one part, so that no phrase spans them.
const BETWEEN_TEXTS: u32 = 100;

/// Where terms of a document stand: a part of it, and whether they are words or pairs of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Words(Part),
    Pairs(Part),
}

impl Field {
    /// Three parts, each as words and as pairs of letters.
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A document is new or has changed.
    Put(Document),
    /// The document of this key is gone.
    Remove(Key),
}

/// What the index keeps of a document beside its terms.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) places: Vec<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) languages: Vec<String>,
    pub(crate) weight: f32,
    /// How many terms stand in each field.
    lengths: [u32; Field::COUNT],
}

/// An inverted index in memory, with positions. It holds terms and numbers, not the documents' words.
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
    pub fn len(&self) -> usize {
        self.entries.len()
    }

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

    pub(crate) fn entry(&self, number: Number) -> Option<&Entry> {
        self.entries.get(&number)
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
