//! From the place that a coding names (`Art 5(1)(ba)`, `s 66E-66F`) to the units of a text that it means.
//!
//! Loci are written by people for people. What is not understood, or is not in the text, is not guessed: the coding is
//! then shown with the nearest unit above, or with the instrument as a whole.

use maru_text::{Document, Unit, UnitId, UnitKind, slug};

/// Words that name a kind of unit, and the kinds that texts have for them.
const KIND_WORDS: &[(&str, &[UnitKind])] = &[
    ("art", &[UnitKind::Article]),
    ("arts", &[UnitKind::Article]),
    ("article", &[UnitKind::Article]),
    ("s", &[UnitKind::Section, UnitKind::Article, UnitKind::Clause]),
    ("sec", &[UnitKind::Section, UnitKind::Article, UnitKind::Clause]),
    ("section", &[UnitKind::Section, UnitKind::Article, UnitKind::Clause]),
    ("annex", &[UnitKind::Annex, UnitKind::Schedule]),
    ("para", &[UnitKind::Paragraph, UnitKind::Point, UnitKind::Item]),
    ("op", &[UnitKind::Paragraph, UnitKind::Point, UnitKind::Item]),
    ("action", &[UnitKind::Paragraph, UnitKind::Point, UnitKind::Item]),
    ("code", &[UnitKind::Section, UnitKind::Article]),
];
/// Longest mark in brackets that is a step (`(ba)`, `(12)`); longer ones are remarks.
const STEP_CHARACTERS: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token<'a> {
    /// A word or a number outside brackets.
    Word(&'a str),
    /// What stands in brackets.
    Group(&'a str),
    /// A comma between steps.
    Comma,
    /// A dash between steps.
    Dash,
}

/// A unit that a locus leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    pub unit: UnitId,
    /// Whether it is what the locus names; otherwise the text lacks that, and this is the nearest unit above.
    pub exact: bool,
}

/// The units that a locus names, in the order in which it names them; empty when it means the whole instrument, or a
/// place that the text does not have.
pub fn units_of(locus: &str, document: &Document) -> Vec<Located> {
    let mut reading = Reading { document, kinds: &[], places: Vec::new(), joint: None };
    for token in tokens(locus) {
        reading.take(&token);
    }
    let mut found: Vec<Located> = Vec::new();
    for place in reading.places {
        if let Some(unit) = place.steps.last()
            && !found.iter().any(|known| known.unit == unit.id)
        {
            found.push(Located { unit: unit.id.clone(), exact: place.exact });
        }
    }
    found
}

/// The steps from a unit at the top down to the one that is meant.
#[derive(Debug, Clone)]
struct Place<'a> {
    steps: Vec<&'a Unit>,
    exact: bool,
}

impl<'a> Place<'a> {
    fn at(unit: &'a Unit) -> Self {
        Self { steps: vec![unit], exact: true }
    }
}

struct Reading<'a> {
    document: &'a Document,
    kinds: &'static [UnitKind],
    places: Vec<Place<'a>>,
    /// What joined the next step to the one before, if anything did.
    joint: Option<Token<'a>>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, token: &Token<'a>) {
        match token {
            Token::Word(word) => {
                let lower = word.trim_end_matches('.').to_lowercase();
                if let Some((_, kinds)) = KIND_WORDS.iter().find(|(known, _)| *known == lower) {
                    self.kinds = kinds;
                } else if is_number(word) {
                    self.places.extend(tops(self.document, self.kinds, word));
                }
                self.joint = None;
            }
            Token::Group(step) => match self.joint.take() {
                None => self.narrow(step),
                Some(joint) => self.add_beside(step, joint == Token::Dash),
            },
            joint => self.joint = Some(joint.clone()),
        }
    }

    fn narrow(&mut self, step: &str) {
        let Some(place) = self.places.last_mut() else { return };
        match place.steps.last().and_then(|unit| bearing(&unit.children, step)) {
            Some(unit) if place.exact => place.steps.push(unit),
            // Below a step that is missing nothing can be found.
            _ => place.exact = false,
        }
    }

    /// `(6),(8)` and `(1)-(4)`: the step takes the place of the last one that has such a sibling.
    fn add_beside(&mut self, step: &str, range: bool) {
        let Some(last) = self.places.last().map(|place| place.steps.clone()) else { return };
        for depth in (1..last.len()).rev() {
            let siblings = &last[depth - 1].children;
            let Some(unit) = bearing(siblings, step) else { continue };
            let with = |unit: &'a Unit| {
                let steps = last[..depth].iter().copied().chain([unit]).collect();
                Place { steps, exact: true }
            };
            if range {
                let between = between(siblings, last[depth], unit);
                self.places.extend(between.into_iter().map(with));
            }
            self.places.push(with(unit));
            return;
        }
    }
}

fn tokens(locus: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = locus.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' => {
                let end = rest.find(')').unwrap_or(rest.len());
                let inner = rest.get(1..end).unwrap_or_default();
                if inner.chars().count() <= STEP_CHARACTERS && inner.chars().all(char::is_alphanumeric) {
                    out.push(Token::Group(inner));
                }
                (end + 1).min(rest.len())
            }
            ',' | ';' => {
                out.push(Token::Comma);
                1
            }
            '-' | '–' => {
                out.push(Token::Dash);
                first.len_utf8()
            }
            _ if first.is_alphanumeric() => {
                let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
                let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
                let word = rest[..end].trim_end_matches(['-', '.']);
                out.push(Token::Word(word));
                word.len().max(1)
            }
            other => other.len_utf8(),
        };
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    out
}

/// `5`, `66E`, `22757.12`, `VII`: something that a unit can bear as its number.
fn is_number(word: &str) -> bool {
    let roman = |c: char| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | '-');
    word.chars().any(|c| c.is_ascii_digit()) || word.chars().all(roman)
}

/// The units at the top of citing (articles, sections …) that a number or a range of numbers names.
fn tops<'a>(document: &'a Document, kinds: &[UnitKind], number: &str) -> Vec<Place<'a>> {
    if let Some(unit) = top(document, kinds, number) {
        return vec![Place::at(unit)];
    }
    // `82-8` may be one number; only when nothing bears it is it a range.
    let Some((from, to)) = number.split_once('-') else { return Vec::new() };
    let (Some(from), to) = (top(document, kinds, from), top(document, kinds, to)) else { return Vec::new() };
    let mut places = vec![Place::at(from)];
    if let Some(to) = to {
        let same: Vec<&Unit> = document.walk().filter(|unit| unit.kind == from.kind).collect();
        let at = |wanted: &Unit| same.iter().position(|unit| unit.id == wanted.id).unwrap_or(usize::MAX);
        let range = at(from).saturating_add(1)..at(to);
        places.extend(same.get(range).into_iter().flatten().map(|unit| Place::at(unit)));
        places.push(Place::at(to));
    }
    places
}

fn top<'a>(document: &'a Document, kinds: &[UnitKind], number: &str) -> Option<&'a Unit> {
    fn search<'a>(units: &'a [Unit], fits: &dyn Fn(&Unit) -> bool, wants_root: bool) -> Option<&'a Unit> {
        units.iter().find_map(|unit| {
            if fits(unit) {
                return Some(unit);
            }
            // Articles of annexes and quotations are not the act's own.
            let open = wants_root || !unit.kind.is_root();
            open.then(|| search(&unit.children, fits, wants_root)).flatten()
        })
    }
    let wanted = slug(number);
    let reasons = [UnitKind::Recital, UnitKind::Citation];
    let of_kind = |unit: &Unit| {
        if kinds.is_empty() { !reasons.contains(&unit.kind) } else { kinds.contains(&unit.kind) }
    };
    let fits = |unit: &Unit| of_kind(unit) && bears(unit, &wanted);
    search(&document.units, &fits, kinds.contains(&UnitKind::Annex))
}

fn bears(unit: &Unit, wanted: &str) -> bool {
    unit.number.as_deref().is_some_and(|own| slug(own) == wanted)
}

/// The unit with a number among these, or in those of them that bear none.
fn bearing<'a>(units: &'a [Unit], number: &str) -> Option<&'a Unit> {
    let wanted = slug(number);
    units.iter().find(|unit| bears(unit, &wanted)).or_else(|| {
        units.iter().filter(|unit| unit.number.is_none()).find_map(|unit| bearing(&unit.children, number))
    })
}

fn between<'a>(siblings: &'a [Unit], from: &Unit, to: &Unit) -> Vec<&'a Unit> {
    let at = |wanted: &Unit| siblings.iter().position(|unit| unit.id == wanted.id);
    match (at(from), at(to)) {
        (Some(from), Some(to)) if from < to => siblings[from + 1..to].iter().collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loci_lead_to_units() {
        let act = maru_text::parse_markdown(
            "# Act\n\n## CHAPTER I One\n\n## Article 5 Bans\n\n1. Nobody may:\n\n(a) lie;\n\n(b) cheat;\n\n(c) steal.\n\n\
             2. Except here.\n\n3. More.\n\n## Article 6 Class\n\nWords.\n\n## Article 7 Duty\n\nWords.\n\n## Article 8-2 Late\n\n\
             1. Words.\n\n# ANNEX III\n\n1. Uses.\n",
        );
        let check = |locus: &str, expected: &[&str]| {
            let found = units_of(locus, &act);
            let name = |place: &Located| format!("{}{}", if place.exact { "" } else { "≈" }, place.unit);
            let found: Vec<String> = found.iter().map(name).collect();
            assert_eq!(found, expected, "{locus}");
        };
        check("Art 5", &["art_5"]);
        check("Art 5(1)(b)", &["art_5__para_1__point_b"]);
        check("Art 5(1)(z)", &["≈art_5__para_1"]);
        check("Art 5(9)(a)", &["≈art_5"]);
        check("Art 5(1),(3)", &["art_5__para_1", "art_5__para_3"]);
        check("Art 5(1)-(3)", &["art_5__para_1", "art_5__para_2", "art_5__para_3"]);
        check("Art 5(1)(b)-(3)", &["art_5__para_1__point_b", "art_5__para_2", "art_5__para_3"]);
        check("Art 5-7", &["art_5", "art_6", "art_7"]);
        check("Art 8-2(1)", &["art_8-2__para_1"]);
        check("Art 6 + Annex III", &["art_6", "anx_III"]);
        check("Art 6 (a remark)", &["art_6"]);
        check("Art 9", &[]);
        check("whole", &[]);
        check("", &[]);
    }
}
