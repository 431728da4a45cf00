//! A question put to the index: which documents have what is asked, and how well each fits.
//!
//! Ranking is Okapi BM25 (Robertson and Zaragoza, 2009) for each part of a document, the parts weighted and added.

use std::collections::BTreeSet;

use crate::document::{Key, Kind, Part};
use crate::index::{Entry, Field, Index, Number, Place, by_document};
use crate::question::{Clause, Question};
use crate::word::{Script, Word, pairs_of};

/// Hits that can be leafed through; the total is counted beyond.
pub const HIT_LIMIT: usize = 1_000;
/// What law of the reader's own country weighs against that of others, where not every word is there.
const HOME_WEIGHT: f32 = 1.6;
/// Law of the reader's own country comes first if it fits at least so well as the best of others, where some words suffice.
const HOME_SHARE: f32 = 0.35;
/// Law that binds and is in force weighs at least so much.
const IN_FORCE: f32 = 1.0;
/// Words with at least so many letters may have one wrong.
pub const TYPO_LETTERS: usize = 5;
/// A word of a script in which pairs are looked for may be found in part from so many letters on.
const PARTIAL_LETTERS: usize = 3;
/// What a hit in each part of a document weighs.
const PARTS: [(Part, f32); 3] = [(Part::Title, 3.0), (Part::Body, 1.0), (Part::Label, 0.35)];
/// What a hit within a longer word weighs against a hit of the whole.
const WITHIN_WEIGHT: f32 = 0.5;
/// What a hit by a similar word weighs.
const SIMILAR_WEIGHT: f32 = 0.4;
/// What is added when the words stand side by side in a title.
const TOGETHER_WEIGHT: f32 = 6.0;
/// With fewer hits that have every word of a longer question, those that lack one word follow.
const FEW_HITS: usize = 3;
/// From so many words on that tell something, those that nearly every text has are left out.
const TELLING: usize = 2;
/// From so many words on a question is long enough for that.
const LONG_QUESTION: usize = 2;
/// So many of the home place's law come before the best of others where not every word is there: the best of any place stays in sight.
const HOME_FIRST: usize = 2;
/// A run without spaces with more letters than this is taken apart before it is given up.
const SHORT_RUN: usize = 3;
/// The longest word looked for within such a run.
const LONGEST_IN_RUN: usize = 8;
/// How many words a beginning or a typing slip may stand for.
const EXPANSIONS: usize = 200;
/// BM25: how soon more of the same word stops counting.
const SATURATION: f32 = 1.2;
/// BM25: how much long texts are held back.
const LENGTH_SHARE: f32 = 0.6;
/// The same for titles and labels: many of them are long only because they are there in many languages.
const TITLE_LENGTH_SHARE: f32 = 0.2;

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

#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// By what it is fetched.
    pub key: Key,
    /// How well it fits (BM25, weighted by the part of the document); only the order means something.
    pub score: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The best, at most [`HIT_LIMIT`], best first; those that fit equally well in the order of their keys.
    pub hits: Vec<Hit>,
    /// How many documents fit, also those beyond [`HIT_LIMIT`].
    pub total: usize,
    /// How many of each kind fit, whatever kind the filter asks for; kinds without any are left out.
    pub by_kind: Vec<(Kind, usize)>,
    /// How strictly the question was taken.
    pub matching: Matching,
    /// How many fit so; those after them lack one of the words.
    pub strict: usize,
    /// The place to which the answer was narrowed: no text has the name of the place and the other words, and these have the other words and hold
    /// there.
    pub place: Option<String>,
}

/// How strictly a question is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matching {
    /// Every word as it was asked.
    Exact,
    /// Every word, some of them different by a letter or found in part.
    Similar,
    /// Some of the words: half of those that are found anywhere or, where nothing has as many, as many as any text has.
    Some,
}

impl Matching {
    /// From strict to lenient.
    pub const ALL: &'static [Self] = &[Self::Exact, Self::Similar, Self::Some];

    /// The code, which is also part of the key of its text in every language.
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Similar => "similar",
            Self::Some => "some",
        }
    }

    /// Whether taking the question so can find more than taking it more strictly.
    pub(crate) fn adds_to(self, question: &Question) -> bool {
        let may_be_similar = |clause: &Clause| matches!(clause, Clause::Word(word) if is_long(word));
        match self {
            Self::Exact => true,
            Self::Similar => question.clauses().iter().any(may_be_similar),
            Self::Some => question.clauses().len() > 1 || question.clauses().iter().any(is_long_run),
        }
    }
}

/// Whether it is a run of letters without spaces that may be several words.
fn is_long_run(clause: &Clause) -> bool {
    let runs = |word: &Word| word.script == Script::Unspaced && word.letters.chars().count() > SHORT_RUN;
    matches!(clause, Clause::Word(word) if runs(word))
}

/// Whether a word is long enough that a similar one is likely to be meant.
pub(crate) fn is_long(word: &Word) -> bool {
    let letters = word.stem.chars().count();
    letters >= if word.script == Script::Spaced { TYPO_LETTERS } else { PARTIAL_LETTERS }
}

/// How many of the pairs of a word must be found for it to count as found in part: three of five.
pub(crate) fn enough_of(pairs: usize) -> usize {
    (pairs * 3).div_ceil(5)
}

/// Documents with how well they fit, in order of their numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Scores(Vec<(Number, f32)>);

impl Scores {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Number, f32)> + '_ {
        self.0.iter().copied()
    }

    fn times(mut self, weight: f32) -> Self {
        for (_, score) in &mut self.0 {
            *score *= weight;
        }
        self
    }

    /// Documents in either; the scores of those in both are added.
    fn or(self, other: Self) -> Self {
        let mut merged = Vec::with_capacity(self.0.len().max(other.0.len()));
        let (mut left, mut right) = (self.0.into_iter().peekable(), other.0.into_iter().peekable());
        loop {
            let (a, b) = (left.peek().map(|(number, _)| *number), right.peek().map(|(number, _)| *number));
            let from_left = a.is_some_and(|a| b.is_none_or(|b| a <= b));
            let from_right = b.is_some_and(|b| a.is_none_or(|a| b <= a));
            let one = if from_left { left.next() } else { None };
            let two = if from_right { right.next() } else { None };
            match (one, two) {
                (Some((number, a)), Some((_, b))) => merged.push((number, a + b)),
                (Some(single), None) | (None, Some(single)) => merged.push(single),
                (None, None) => return Self(merged),
            }
        }
    }

    /// Documents in both; the scores are added.
    fn and(self, other: &Self) -> Self {
        let both = |(number, score): (Number, f32)| {
            let at = other.0.binary_search_by_key(&number, |(one, _)| *one).ok()?;
            Some((number, score + other.0[at].1))
        };
        Self(self.0.into_iter().filter_map(both).collect())
    }

    /// Adds to documents that are here already.
    fn favour(mut self, other: &Self) -> Self {
        for (number, score) in &mut self.0 {
            if let Ok(at) = other.0.binary_search_by_key(number, |(one, _)| *one) {
                *score += other.0[at].1;
            }
        }
        self
    }
}

/// Documents that have every word of a question, with how well they fit.
pub(crate) fn scores(index: &Index, question: &Question, matching: Matching) -> Scores {
    let asker = Asker { index, lenient: matching != Matching::Exact };
    let each: Vec<Scores> = question.clauses().iter().map(|clause| asker.clause(clause)).collect();
    let mut each = each.into_iter();
    let first = each.next().unwrap_or_default();
    let all = each.fold(first, |all, one| all.and(&one));
    match together(question) {
        Some(words) => all.favour(&asker.phrase(Part::Title, &words).times(TOGETHER_WEIGHT)),
        None => all,
    }
}

/// Documents that have all words of a question but one, of those that are found anywhere.
fn all_but_one(index: &Index, question: &Question) -> Scores {
    let known = Asker { index, lenient: true }.known(question);
    if known.len() < LONG_QUESTION { Scores::default() } else { at_least(known.len() - 1, known) }
}

fn half(lists: &[Scores]) -> usize {
    lists.len().div_ceil(2)
}

/// Documents that are in at least so many of the lists.
fn at_least(enough: usize, lists: Vec<Scores>) -> Scores {
    let mut all: Vec<(Number, f32)> = lists.into_iter().flat_map(|list| list.0).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let runs = all.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() >= enough);
    // The more of the words, the better, before anything else: hence the square.
    Scores(
        runs.map(|run| {
            (run[0].0, run.iter().map(|(_, score)| score).sum::<f32>() * (run.len() * run.len()) as f32)
        })
        .collect(),
    )
}

/// The words of a question that is nothing but words, for titles that say just that.
fn together(question: &Question) -> Option<Vec<Word>> {
    let word = |clause: &Clause| match clause {
        Clause::Word(word) => Some(word.clone()),
        _ => None,
    };
    let words: Vec<Word> = question.clauses().iter().map(word).collect::<Option<_>>()?;
    (words.len() > 1).then_some(words)
}

struct Asker<'a> {
    index: &'a Index,
    lenient: bool,
}

impl Asker<'_> {
    /// What is found by each word of a question, runs taken apart; a word that stands nowhere says nothing and is left out.
    fn known(&self, question: &Question) -> Vec<Scores> {
        let words: Vec<Clause> = question.clauses().iter().flat_map(|clause| self.words_of(clause)).collect();
        let found = |clauses: &mut dyn Iterator<Item = &Clause>| -> Vec<Scores> {
            clauses.map(|clause| self.clause(clause)).filter(|found| !found.0.is_empty()).collect()
        };
        // What nearly every text says tells least; it counts only where little else is known.
        let telling = found(&mut words.iter().filter(|clause| !clause.is_common()));
        if telling.len() >= TELLING { telling } else { found(&mut words.iter()) }
    }

    /// The words of a run without spaces that stand in texts by themselves, the longest first, and what is left between them.
    fn words_of(&self, clause: &Clause) -> Vec<Clause> {
        let Clause::Word(word) = clause else { return vec![clause.clone()] };
        if !is_long_run(clause) {
            return vec![clause.clone()];
        }
        let letters: Vec<char> = word.letters.chars().collect();
        let stands = |term: &String| {
            PARTS.iter().any(|(part, _)| !self.index.places(Field::Words(*part), term).is_empty())
        };
        let (mut found, mut between, mut at) = (Vec::new(), String::new(), 0);
        while at < letters.len() {
            let longest = LONGEST_IN_RUN.min(letters.len() - at);
            let here = (2..=longest).rev().map(|length| letters[at..at + length].iter().collect::<String>());
            if let Some(term) = here.into_iter().find(stands) {
                at += term.chars().count();
                found.push(std::mem::take(&mut between));
                found.push(term);
            } else {
                between.push(letters[at]);
                at += 1;
            }
        }
        found.push(between);
        let more_than_one = |piece: &String| piece.chars().nth(1).is_some();
        found
            .iter()
            .filter(|piece| more_than_one(piece))
            .map(|piece| Clause::Word(word.part(piece)))
            .collect()
    }

    fn clause(&self, clause: &Clause) -> Scores {
        let in_part = |(part, weight): (Part, f32)| {
            let scores = match clause {
                Clause::Citation(unit) => self.term(Field::Words(part), unit),
                Clause::Phrase(words) => self.phrase(part, words),
                Clause::Prefix(word) => self.prefix(part, word),
                Clause::Word(word) => self.word(part, word),
            };
            scores.times(weight)
        };
        PARTS.into_iter().map(in_part).fold(Scores::default(), Scores::or)
    }

    fn word(&self, part: Part, word: &Word) -> Scores {
        let mut scores = self.term(Field::Words(part), &word.stem);
        if word.script != Script::Spaced {
            scores = scores.or(self.within(part, &word.stem).times(WITHIN_WEIGHT));
        }
        if self.lenient && is_long(word) {
            let similar = if word.script == Script::Spaced {
                self.similar(part, &word.stem)
            } else {
                self.in_part(part, &word.stem)
            };
            scores = scores.or(similar.times(SIMILAR_WEIGHT));
        }
        scores
    }

    fn term(&self, field: Field, term: &str) -> Scores {
        self.ranked(field, counted(self.index.places(field, term)))
    }

    /// A word within a longer one: all its pairs, side by side.
    fn within(&self, part: Part, letters: &str) -> Scores {
        let field = Field::Pairs(part);
        match pairs_of(letters).as_slice() {
            [one] if one.chars().count() == 1 => self.begins(field, one),
            pairs => {
                let terms: Vec<(u32, &str)> =
                    pairs.iter().enumerate().map(|(at, pair)| (at as u32, pair.as_str())).collect();
                self.ranked(field, self.side_by_side(field, &terms))
            }
        }
    }

    /// A word found in part: enough of its pairs, wherever they stand.
    fn in_part(&self, part: Part, letters: &str) -> Scores {
        let pairs = pairs_of(letters);
        let each = pairs.iter().map(|pair| self.term(Field::Pairs(part), pair)).collect();
        at_least(enough_of(pairs.len()), each)
    }

    fn prefix(&self, part: Part, word: &Word) -> Scores {
        match word.script {
            Script::Spaced => self.begins(Field::Words(part), word.prefix()),
            Script::Hangul => self
                .begins(Field::Words(part), &word.letters)
                .or(self.within(part, &word.letters).times(WITHIN_WEIGHT)),
            Script::Unspaced => self.within(part, &word.letters),
        }
    }

    fn begins(&self, field: Field, letters: &str) -> Scores {
        self.all_of(field, self.index.beginning_with(field, letters))
    }

    fn similar(&self, part: Part, stem: &str) -> Scores {
        let field = Field::Words(part);
        let close = |(term, _): &(&str, &[Place])| differ_by_one(term, stem);
        self.all_of(field, self.index.beginning_with(field, "").filter(close))
    }

    /// Several words that count as one.
    fn all_of<'a>(&self, field: Field, terms: impl Iterator<Item = (&'a str, &'a [Place])>) -> Scores {
        let mut places: Vec<Place> = terms.take(EXPANSIONS).flat_map(|(_, places)| places).copied().collect();
        places.sort_unstable();
        self.ranked(field, counted(&places))
    }

    /// Words side by side in one part. Those of scripts without spaces are looked for by their pairs in the same part.
    fn phrase(&self, part: Part, words: &[Word]) -> Scores {
        let unspaced = |word: &&Word| word.script == Script::Unspaced;
        let mut all: Vec<Scores> =
            words.iter().filter(unspaced).map(|word| self.within(part, &word.letters)).collect();
        let spaced: Vec<(u32, &str)> = words
            .iter()
            .enumerate()
            .filter(|(_, word)| !unspaced(word))
            .map(|(at, word)| (at as u32, word.stem.as_str()))
            .collect();
        if !spaced.is_empty() {
            let field = Field::Words(part);
            all.push(self.ranked(field, self.side_by_side(field, &spaced)));
        }
        let mut all = all.into_iter();
        let first = all.next().unwrap_or_default();
        all.fold(first, |all, one| all.and(&one))
    }

    /// How often terms stand at these distances from each other, by document.
    fn side_by_side(&self, field: Field, terms: &[(u32, &str)]) -> Vec<(Number, u32)> {
        let lists: Vec<(u32, &[Place])> =
            terms.iter().map(|(at, term)| (*at, self.index.places(field, term))).collect();
        let Some((lead, rest)) = lists.split_first() else { return Vec::new() };
        let stands = |(number, position): &&Place| {
            let Some(begin) = position.checked_sub(lead.0) else { return false };
            rest.iter().all(|(at, places)| places.binary_search(&(*number, begin + at)).is_ok())
        };
        let places: Vec<Place> = lead.1.iter().filter(stands).copied().collect();
        counted(&places)
    }

    fn ranked(&self, field: Field, counts: Vec<(Number, u32)>) -> Scores {
        let in_many_languages = !matches!(field, Field::Words(Part::Body) | Field::Pairs(Part::Body));
        let share = if in_many_languages { TITLE_LENGTH_SHARE } else { LENGTH_SHARE };
        let (all, having) = (self.index.len() as f32, counts.len() as f32);
        let rarity = (1.0 + (all - having + 0.5) / (having + 0.5)).ln();
        let score = |(number, count): (Number, u32)| {
            let (length, mean) = self.index.length(field, number);
            let count = count as f32;
            let held_back = SATURATION * (1.0 - share + share * length / mean);
            (number, rarity * count * (SATURATION + 1.0) / (count + held_back))
        };
        Scores(counts.into_iter().map(score).collect())
    }
}

fn counted(places: &[Place]) -> Vec<(Number, u32)> {
    by_document(places).map(|(number, range)| (number, range.len() as u32)).collect()
}

/// Whether two words differ by at most one letter: changed, missing, added, or two neighbours exchanged.
pub(crate) fn differ_by_one(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > char::MAX_LEN_UTF8 {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same_start = one.iter().zip(&other).take_while(|(left, right)| left == right).count();
    match (&one[same_start..], &other[same_start..]) {
        ([], []) => true,
        ([_, left @ ..], [_, right @ ..]) if left == right => true,
        ([_, left @ ..], right) if left == right => true,
        (left, [_, right @ ..]) if left == right => true,
        ([first, second, left @ ..], [before, after, right @ ..]) => {
            first == after && second == before && left == right
        }
        _ => false,
    }
}

/// A document with how well it fits.
type Scored<'a> = (&'a Entry, f32);

impl Index {
    /// Looks for documents. First every word must be there as asked; when nothing fits, words may differ by a letter
    /// or be found in part; when still nothing fits, some of the words suffice. When only few documents have every word of
    /// a longer question, those that lack one word follow. Where the question names a place, what holds there comes first, and then what has the
    /// name of the place and every other word.
    pub fn search(&self, question: &Question, filter: &Filter) -> Found {
        let about = question.about().filter(|_| filter.place.is_none());
        let home = question.preferred();
        let anyhow = || self.taken(question, filter, Matching::ALL, home);
        let Some(about) = about else {
            return anyhow().map_or_else(|| nothing(filter), |all| all.found(filter, None));
        };
        let whole = self.taken(question, filter, &[Matching::Exact], home);
        let there = Filter { place: Some(about.place.clone()), ..filter.clone() };
        match (self.taken(&about.rest, &there, Matching::ALL, Some(&about.place)), whole) {
            // Every word at once, the name among them, says more than some of the others in the right place.
            (Some(some), Some(all)) if some.matching == Matching::Some => all.then(some).found(filter, None),
            (Some(first), Some(then)) => first.then(then).found(filter, None),
            (Some(first), None) => first.found(filter, there.place.clone()),
            (None, Some(then)) => then.found(filter, None),
            (None, None) => anyhow().map_or_else(|| nothing(filter), |all| all.found(filter, None)),
        }
    }

    /// What is found as strictly as anything is found; nothing where nothing is.
    fn taken(
        &self,
        question: &Question,
        filter: &Filter,
        how: &[Matching],
        home: Option<&str>,
    ) -> Option<Taken<'_>> {
        for matching in how.iter().copied().filter(|matching| matching.adds_to(question)) {
            if matching == Matching::Some {
                let (strict, more) = self.some(question, filter, home);
                return (!strict.is_empty()).then_some(Taken { strict, more, matching });
            }
            let mut strict = self.fitting(home, filter, &scores(self, question, matching), 0.0);
            if strict.is_empty() {
                continue;
            }
            self.with_home_law(&mut strict, question, filter, home);
            let long = question.clauses().len() >= LONG_QUESTION;
            let more = if long && strict.len() < FEW_HITS {
                self.fitting(home, filter, &all_but_one(self, question), HOME_SHARE)
            } else {
                Vec::new()
            };
            return Some(Taken { strict, more, matching });
        }
        None
    }

    /// Puts law of the home place that has half of the words before law of others that has all of them, where the home place has none of that:
    /// whoever asks in Korean means Korean law, in whichever words it is told.
    fn with_home_law<'a>(
        &'a self,
        strict: &mut Vec<Scored<'a>>,
        question: &Question,
        filter: &Filter,
        home: Option<&str>,
    ) {
        let cites = question.clauses().iter().any(|clause| matches!(clause, Clause::Citation(_)));
        let Some(home) = home.filter(|_| !cites && filter.place.is_none()) else { return };
        let law = |(entry, _): &Scored<'_>| {
            let is_law = matches!(entry.key.kind(), Kind::Instrument | Kind::Provision);
            is_law && entry.weight >= IN_FORCE && entry.places.first().map(String::as_str) == Some(home)
        };
        let of_law = |(entry, _): &Scored<'_>| matches!(entry.key.kind(), Kind::Instrument | Kind::Provision);
        if strict.iter().any(law) || !strict.iter().any(of_law) {
            return;
        }
        let known = Asker { index: self, lenient: true }.known(question);
        if known.len() < LONG_QUESTION {
            return;
        }
        let enough = half(&known).max(1);
        let mut own = self.fitting(Some(home), filter, &at_least(enough, known), 0.0);
        own.retain(law);
        own.truncate(HOME_FIRST);
        let first = strict.iter().position(of_law).unwrap_or(0);
        strict.splice(first..first, own);
    }

    /// Some of the words: half of those that are found anywhere or, where the filter lets no such document through, as many as any has.
    /// When these are few, those with one word less follow.
    fn some(
        &self,
        question: &Question,
        filter: &Filter,
        home: Option<&str>,
    ) -> (Vec<Scored<'_>>, Vec<Scored<'_>>) {
        let known = Asker { index: self, lenient: true }.known(question);
        let with = |enough: usize| self.fitting(home, filter, &at_least(enough, known.clone()), HOME_SHARE);
        for enough in (1..=half(&known)).rev() {
            let strict = with(enough);
            if !strict.is_empty() {
                let more = if strict.len() < FEW_HITS && enough > 1 { with(enough - 1) } else { Vec::new() };
                return (strict, more);
            }
        }
        (Vec::new(), Vec::new())
    }

    /// What the filter lets through but for its kind, best first; the order of equals must not hang on how the index came to be. Among law, that of
    /// the home place comes first, as far as it fits at least that share of what fits best.
    fn fitting(
        &self,
        home: Option<&str>,
        filter: &Filter,
        scores: &Scores,
        share: f32,
    ) -> Vec<(&Entry, f32)> {
        let is_home = |entry: &Entry| home.is_some() && entry.places.first().map(String::as_str) == home;
        let weighed = |(number, score): (Number, f32)| {
            let entry = self.entry(number).filter(|entry| fits(entry, filter))?;
            Some((entry, score * entry.weight * if is_home(entry) { HOME_WEIGHT } else { 1.0 }))
        };
        let mut fitting: Vec<(&Entry, f32)> = scores.iter().filter_map(weighed).collect();
        fitting.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.key.cmp(&b.0.key)));
        let is_law = |(entry, _): &Scored<'_>| matches!(entry.key.kind(), Kind::Instrument | Kind::Provision);
        let law: Vec<usize> = (0..fitting.len()).filter(|at| is_law(&fitting[*at])).collect();
        let best = law.first().map_or(0.0, |at| fitting[*at].1);
        let first = |(entry, score): &Scored<'_>| {
            is_home(entry) && entry.weight >= IN_FORCE && *score >= best * share
        };
        // What is no law keeps its place; the places of law are filled anew.
        // Where every word is found all of the home place's law comes first, else the best of it.
        let most = if share > 0.0 { HOME_FIRST } else { usize::MAX };
        let mut taken = 0;
        let (home_law, others): (Vec<Scored<'_>>, Vec<Scored<'_>>) =
            law.iter().map(|at| fitting[*at]).partition(|one| {
                let comes_first = taken < most && first(one);
                taken += usize::from(comes_first);
                comes_first
            });
        for (at, one) in law.into_iter().zip(home_law.into_iter().chain(others)) {
            fitting[at] = one;
        }
        fitting
    }
}

/// What a question finds: what fits strictly, then what fits less, best first.
struct Taken<'a> {
    strict: Vec<Scored<'a>>,
    more: Vec<Scored<'a>>,
    matching: Matching,
}

impl Taken<'_> {
    /// With what another search found behind it.
    fn then(mut self, other: Self) -> Self {
        self.more.extend(other.strict);
        self.more.extend(other.more);
        self
    }

    fn found(self, filter: &Filter, place: Option<String>) -> Found {
        Found { place, ..found(self.strict, self.more, filter, self.matching) }
    }
}

fn nothing(filter: &Filter) -> Found {
    found(Vec::new(), Vec::new(), filter, Matching::Exact)
}

/// What is answered: what fits strictly, then what fits less.
fn found(strict: Vec<(&Entry, f32)>, more: Vec<(&Entry, f32)>, filter: &Filter, matching: Matching) -> Found {
    let wanted = |entry: &Entry| filter.kind.is_none_or(|kind| kind == entry.key.kind());
    let strictly = strict.iter().filter(|(entry, _)| wanted(entry)).count();
    let mut already: BTreeSet<Key> = strict.iter().map(|(entry, _)| entry.key.clone()).collect();
    let more = more.into_iter().filter(|(entry, _)| already.insert(entry.key.clone()));
    let mut by_kind = vec![0; Kind::ALL.len()];
    let (mut total, mut hits) = (0, Vec::new());
    for (entry, score) in strict.into_iter().chain(more) {
        by_kind[entry.key.kind() as usize] += 1;
        if !wanted(entry) {
            continue;
        }
        total += 1;
        if hits.len() < HIT_LIMIT {
            hits.push(Hit { key: entry.key.clone(), score });
        }
    }
    let by_kind = Kind::ALL.iter().copied().zip(by_kind).filter(|(_, count)| *count > 0).collect();
    Found { hits, total, by_kind, matching, strict: strictly, place: None }
}

fn fits(entry: &Entry, filter: &Filter) -> bool {
    let among =
        |list: &[String], wanted: &Option<String>| wanted.as_ref().is_none_or(|one| list.contains(one));
    among(&entry.places, &filter.place)
        && among(&entry.topics, &filter.topic)
        && among(&entry.languages, &filter.language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_letter_is_forgiven_and_no_more() {
        let check = |a: &str, b: &str, expected: bool| {
            assert_eq!(differ_by_one(a, b), expected, "{a} {b}");
            assert_eq!(differ_by_one(b, a), expected, "{b} {a}");
        };
        check("transparency", "transparency", true);
        check("transparency", "transparancy", true);
        check("transparency", "transprency", true);
        check("transparency", "transpraency", true);
        check("transparency", "transprancy", false);
        check("label", "libel", true);
        check("", "a", true);
        check("ab", "", false);
        check("شفافية", "شفافيه", true);
    }

    #[test]
    fn lists_are_joined_and_met() {
        let (a, b) = (Scores(vec![(1, 1.0), (3, 1.0)]), Scores(vec![(2, 1.0), (3, 2.0)]));
        assert_eq!(a.clone().or(b.clone()), Scores(vec![(1, 1.0), (2, 1.0), (3, 3.0)]));
        assert_eq!(a.clone().and(&b), Scores(vec![(3, 3.0)]));
        assert_eq!(a.clone().favour(&b), Scores(vec![(1, 1.0), (3, 3.0)]));
        assert_eq!(at_least(2, vec![a, b]), Scores(vec![(3, 12.0)]));
    }
}
