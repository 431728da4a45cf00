//! Which unit of a text typed anew continues which unit of the version before: only where the evidence is single.
//!
//! A unit keeps its id where its words stand letter for letter; where number and words agree, and no other unit has a better claim to
//! either; or where its words alone decide. Else it is a new unit, and what hung on the old one is told that it is gone: that is a
//! question for a person, while a remark under the wrong paragraph is an error that nobody sees.

use std::collections::HashMap;

use crate::drafting::likeness::Bag;
use crate::drafting::sentences::sentences;
use crate::ids::slug;
use crate::model::{Document, Unit, UnitId, UnitKind};

/// With the same number in the same place so much of 100 in common is enough, where nothing else is as like.
const NUMBERED: usize = 30;
/// Under another parent a unit with the same number must have so much in common.
const NUMBERED_ELSEWHERE: usize = 75;
/// Words alone decide from so much on, where one text only says more than the other.
const LONGER: usize = 75;
/// Words alone decide from so much on.
const WORDS_ALONE: usize = 95;
/// An unnumbered unit alone between the same neighbours must have so much in common.
const BETWEEN: usize = 55;
/// What stands alone between the same neighbours under the same number was rewritten there, unless something else is so like it.
const CLAIMED: usize = 50;
/// By so much the best must be more alike than the second, in both directions.
const GAP: usize = 20;
/// The same, where the number says it too.
const NUMBERED_GAP: usize = 15;
/// Words that a unit must have to be known under another parent.
const MOVED_WORDS: usize = 8;
/// With more left-over units than this on both sides only equal ones are paired.
const MAX_COMPARED: usize = 400;

struct Entry<'a> {
    unit: &'a Unit,
    words: String,
    /// Its printed number as ids know it.
    number: Option<String>,
    children: Vec<usize>,
}

struct Side<'a> {
    entries: Vec<Entry<'a>>,
    top: Vec<usize>,
}

impl<'a> Side<'a> {
    fn of(document: &'a Document) -> Self {
        let mut side = Self { entries: Vec::new(), top: Vec::new() };
        side.top = side.take(&document.units);
        side
    }

    fn take(&mut self, units: &'a [Unit]) -> Vec<usize> {
        let mut places = Vec::with_capacity(units.len());
        for unit in units {
            let place = self.entries.len();
            places.push(place);
            let mut words = unit.heading.clone().unwrap_or_default();
            words.push('\n');
            words.push_str(&unit.text);
            let number = unit.number.as_deref().map(slug).filter(|number| !number.is_empty());
            self.entries.push(Entry { unit, words, number, children: Vec::new() });
            let children = self.take(&unit.children);
            // What a unit contains tells it as well as its own words do.
            let below: Vec<&str> = children.iter().map(|at| self.entries[*at].words.as_str()).collect();
            let below = below.join("\n");
            let entry = &mut self.entries[place];
            entry.words.push('\n');
            entry.words.push_str(&below);
            entry.children = children;
        }
        places
    }
}

/// For each unit of the new text in reading order the id of the old one that it continues.
pub(crate) fn origins(old: &Document, new: &Document) -> Vec<Option<UnitId>> {
    let (old, new) = (Side::of(old), Side::of(new));
    let mut pairing = Pairing {
        old: &old,
        new: &new,
        origin: vec![None; new.entries.len()],
        taken: vec![false; old.entries.len()],
    };
    pairing.below(&old.top, &new.top);
    pairing.elsewhere();
    pairing.origin.iter().map(|at| at.map(|at| old.entries[at].unit.id.clone())).collect()
}

/// How an old unit and a new one compare.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    same_kind: bool,
    same_number: bool,
    /// How many of 100 words they have in common.
    likeness: usize,
    /// Whether one has all the words of the other.
    one_longer: bool,
    /// Letters in sentences that stand in these two, and in no other of the units that are left over.
    held: usize,
}

/// How the units that are left over compare: a row for each old one, a column for each new one.
struct Compared {
    olds: Vec<usize>,
    news: Vec<usize>,
    cells: Vec<Vec<Cell>>,
    /// Old and new units that share a sentence with what bears their number on the other side.
    at_home: (Vec<bool>, Vec<bool>),
    /// Whether each bears the number of one on the other side: nothing came or went.
    all_numbered: bool,
}

type Claim = fn(&Compared, usize, usize, Cell) -> bool;

impl Compared {
    fn of(old: &Side<'_>, new: &Side<'_>, olds: Vec<usize>, news: Vec<usize>) -> Self {
        let bags = |side: &'_ Side<'_>, places: &[usize]| -> Vec<String> {
            places.iter().map(|at| side.entries[*at].words.clone()).collect()
        };
        let (old_words, new_words) = (bags(old, &olds), bags(new, &news));
        let old_bags: Vec<Bag<'_>> = old_words.iter().map(|words| Bag::of(words)).collect();
        let new_bags: Vec<Bag<'_>> = new_words.iter().map(|words| Bag::of(words)).collect();
        let held = held(&old_words, &new_words);
        let cell = |o: usize, n: usize| {
            let (one, other) = (&old.entries[olds[o]], &new.entries[news[n]]);
            let (was, is) = (&old_bags[o], &new_bags[n]);
            let says = was.total() > 0 && is.total() > 0;
            Cell {
                same_kind: one.unit.kind == other.unit.kind,
                same_number: one.number.is_some() && one.number == other.number,
                likeness: if says { was.likeness(is) } else { 0 },
                one_longer: says && (was.share_of(is) == 100 || is.share_of(was) == 100),
                held: held.get(&(o, n)).copied().unwrap_or(0),
            }
        };
        let cells: Vec<Vec<Cell>> =
            (0..olds.len()).map(|o| (0..news.len()).map(|n| cell(o, n)).collect()).collect();
        let mut compared = Self { cells, at_home: Default::default(), all_numbered: false, olds, news };
        let sides = |is_one: fn(&Cell) -> bool| {
            let (mut rows, mut columns) =
                (vec![false; compared.olds.len()], vec![false; compared.news.len()]);
            for (o, n, _) in compared.pairs().filter(|(.., cell)| cell.same_number && is_one(cell)) {
                (rows[o], columns[n]) = (true, true);
            }
            (rows, columns)
        };
        let at_home = sides(|cell| cell.held > 0);
        let numbered = sides(|_| true);
        compared.all_numbered = numbered.0.iter().chain(&numbered.1).all(|is_numbered| *is_numbered);
        compared.at_home = at_home;
        compared
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize, Cell)> + '_ {
        let all = (0..self.olds.len()).flat_map(move |o| (0..self.news.len()).map(move |n| (o, n)));
        all.map(move |(o, n)| (o, n, self.cells[o][n])).filter(|(.., cell)| cell.same_kind)
    }

    /// The other new units to which an old one could have gone, and the other old ones from which a new one could have come.
    fn rivals(&self, o: usize, n: usize) -> impl Iterator<Item = (usize, usize, Cell)> + '_ {
        let row = (0..self.news.len()).filter(move |at| *at != n).map(move |at| (o, at));
        let column = (0..self.olds.len()).filter(move |at| *at != o).map(move |at| (at, n));
        row.chain(column).map(move |(o, n)| (o, n, self.cells[o][n])).filter(|(.., cell)| cell.same_kind)
    }

    /// The pairs that a claim gives, each holding against all others.
    fn given(&self, claim: Claim) -> Vec<(usize, usize)> {
        let found = self.pairs().filter(|(o, n, cell)| claim(self, *o, *n, *cell));
        found.map(|(o, n, _)| (self.olds[o], self.news[n])).collect()
    }

    /// The same number, and a sentence that stands in no other unit. A sentence that went elsewhere takes nothing along, unless it is most
    /// of what there was and nobody is at home where it went.
    fn number_and_sentence(&self, o: usize, n: usize, cell: Cell) -> bool {
        let is_settled =
            |row: usize, column: usize| if row == o { self.at_home.1[column] } else { self.at_home.0[row] };
        cell.same_number
            && cell.held > 0
            && self
                .rivals(o, n)
                .all(|(row, column, rival)| rival.held <= 2 * cell.held || is_settled(row, column))
    }

    /// The same number and words that are alike, and nothing else that is as like. Where a unit came or went there must be a gap: the
    /// numbers behind it are those of others.
    fn number_and_words(&self, o: usize, n: usize, cell: Cell) -> bool {
        let gap = if self.all_numbered { 1 } else { NUMBERED_GAP };
        cell.same_number
            && cell.likeness >= NUMBERED
            && self.rivals(o, n).all(|(.., rival)| rival.likeness + gap <= cell.likeness)
    }

    /// Words that decide although the number is another: most sentences letter for letter, or words that were only added or only taken
    /// away, or nearly all of them. Nothing of it may still stand, nor have stood, under the number that either of them left.
    fn words_alone(&self, o: usize, n: usize, cell: Cell) -> bool {
        let decides =
            cell.likeness >= WORDS_ALONE || cell.likeness >= LONGER && (cell.one_longer || cell.held > 0);
        decides
            && self.rivals(o, n).all(|(.., rival)| {
                let contradicts = rival.same_number && (rival.held > 0 || rival.likeness >= NUMBERED);
                !contradicts && rival.likeness + GAP <= cell.likeness
            })
    }

    /// The same number under another parent.
    fn number_elsewhere(&self, o: usize, n: usize, cell: Cell) -> bool {
        cell.same_number
            && cell.likeness >= NUMBERED_ELSEWHERE
            && self.rivals(o, n).all(|(.., rival)| rival.likeness + GAP <= cell.likeness)
    }
}

/// For each pair of texts the letters in sentences that stand once on each side.
fn held(olds: &[String], news: &[String]) -> HashMap<(usize, usize), usize> {
    let once = |texts: &[String]| {
        let mut places: HashMap<String, Option<usize>> = HashMap::new();
        for (at, text) in texts.iter().enumerate() {
            let chars: Vec<char> = text.chars().collect();
            for (from, to) in sentences(text) {
                let sentence: String = chars[from as usize..to as usize].iter().collect();
                places.entry(sentence).and_modify(|place| *place = None).or_insert(Some(at));
            }
        }
        places
    };
    let (was, is) = (once(olds), once(news));
    let mut held = HashMap::new();
    for (sentence, place) in was {
        if let (Some(o), Some(Some(n))) = (place, is.get(&sentence)) {
            *held.entry((o, *n)).or_insert(0) += sentence.chars().filter(|c| c.is_alphanumeric()).count();
        }
    }
    held
}

struct Pairing<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    origin: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing<'_> {
    fn pair(&mut self, old: usize, new: usize) {
        if self.taken[old] || self.origin[new].is_some() {
            return;
        }
        self.taken[old] = true;
        self.origin[new] = Some(old);
        let (olds, news) = (self.old.entries[old].children.clone(), self.new.entries[new].children.clone());
        self.below(&olds, &news);
    }

    fn free(&self, olds: &[usize], news: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let olds = olds.iter().copied().filter(|at| !self.taken[*at]).collect();
        let news = news.iter().copied().filter(|at| self.origin[*at].is_none()).collect();
        (olds, news)
    }

    /// Pairs the children of two units that are the same.
    fn below(&mut self, olds: &[usize], news: &[usize]) {
        self.equal(olds, news, true);
        self.equal(olds, news, false);
        self.claimed(olds, news, Compared::number_and_sentence);
        self.claimed(olds, news, Compared::number_and_words);
        self.claimed(olds, news, Compared::words_alone);
        self.between(olds, news);
    }

    /// Pairs units whose words stand once on each side.
    fn equal(&mut self, olds: &[usize], news: &[usize], with_number: bool) {
        let (olds, news) = self.free(olds, news);
        let key = |side: &Side<'_>, at: usize| {
            let entry = &side.entries[at];
            let number = with_number.then(|| entry.number.clone()).flatten();
            (entry.unit.kind, number, entry.words.clone())
        };
        let mut places: HashMap<_, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for at in olds {
            places.entry(key(self.old, at)).or_default().0.push(at);
        }
        for at in news {
            places.entry(key(self.new, at)).or_default().1.push(at);
        }
        let mut pairs: Vec<(usize, usize)> = places
            .into_values()
            .filter(|(olds, news)| olds.len() == news.len())
            .flat_map(|(olds, news)| olds.into_iter().zip(news))
            .collect();
        pairs.sort_unstable();
        for (old, new) in pairs {
            self.pair(old, new);
        }
    }

    /// Pairs what is left over where a claim holds against all others.
    fn claimed(&mut self, olds: &[usize], news: &[usize], claim: Claim) {
        let (olds, news) = self.free(olds, news);
        if olds.is_empty() || news.is_empty() || olds.len().min(news.len()) > MAX_COMPARED {
            return;
        }
        for (old, new) in Compared::of(self.old, self.new, olds, news).given(claim) {
            self.pair(old, new);
        }
    }

    /// What is left alone between the same neighbours on both sides is the same unit if it bears the same number, or none and its words
    /// are alike.
    fn between(&mut self, olds: &[usize], news: &[usize]) {
        let (free_olds, free_news) = self.free(olds, news);
        if free_olds.is_empty() || free_news.is_empty() || free_olds.len().min(free_news.len()) > MAX_COMPARED
        {
            return;
        }
        let compared = Compared::of(self.old, self.new, free_olds, free_news);
        let found: Vec<(usize, usize)> = compared
            .pairs()
            .filter(|(o, n, cell)| {
                let numbers = [&self.old.entries[compared.olds[*o]], &self.new.entries[compared.news[*n]]];
                let bare = numbers.iter().all(|entry| entry.number.is_none());
                let fits = cell.same_number || bare && cell.likeness >= BETWEEN;
                let rivals = || {
                    compared
                        .rivals(*o, *n)
                        .map(|(.., rival)| rival.likeness.max(usize::from(rival.held > 0) * 100))
                };
                fits && rivals().all(|rival| rival < CLAIMED)
                    && self.neighbours(olds, news, compared.olds[*o], compared.news[*n])
            })
            .map(|(o, n, _)| (compared.olds[o], compared.news[n]))
            .collect();
        for (old, new) in found {
            self.pair(old, new);
        }
    }

    /// Whether the units beside two units are the same ones, so that nothing else came or went there.
    fn neighbours(&self, olds: &[usize], news: &[usize], old: usize, new: usize) -> bool {
        let place = |list: &[usize], one: usize| list.iter().position(|at| *at == one);
        let (Some(o), Some(n)) = (place(olds, old), place(news, new)) else { return false };
        let same = |one: Option<&usize>, other: Option<&usize>| match (one, other) {
            (Some(one), Some(other)) => self.origin[*other] == Some(*one),
            (None, None) => true,
            _ => false,
        };
        let before = |list: &'_ [usize], at: usize| at.checked_sub(1).and_then(|at| list.get(at)).copied();
        same(before(olds, o).as_ref(), before(news, n).as_ref()) && same(olds.get(o + 1), news.get(n + 1))
    }

    /// Pairs what is left over anywhere in the text: units that moved to another parent letter for letter, or with their number. Likeness
    /// alone leads from one parent to no other.
    fn elsewhere(&mut self) {
        let many = |side: &Side<'_>, at: &usize| Bag::of(&side.entries[*at].words).total() >= MOVED_WORDS;
        let all_old: Vec<usize> = (0..self.old.entries.len()).collect();
        let all_new: Vec<usize> = (0..self.new.entries.len()).collect();
        let (mut olds, mut news) = self.free(&all_old, &all_new);
        olds.retain(|at| many(self.old, at));
        news.retain(|at| many(self.new, at));
        self.equal(&olds, &news, false);
        // Articles count through a whole text; a paragraph's number says nothing below another article.
        let counts_through = |kind: UnitKind| kind.is_global();
        olds.retain(|at| counts_through(self.old.entries[*at].unit.kind));
        news.retain(|at| counts_through(self.new.entries[*at].unit.kind));
        self.claimed(&olds, &news, Compared::number_elsewhere);
    }
}
