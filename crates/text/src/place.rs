//! Places in a text as amending prose names them: "in Article 5(1), first subparagraph, points (a) and (b)".

use crate::ids::slug;
use crate::model::{Document, Unit, UnitId, UnitKind};

/// How the prose points at one of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Which {
    /// By its number.
    Number(String),
    /// By counting.
    Ordinal(usize),
}

/// One step of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Article(String),
    Annex(String),
    Section(String),
    /// Chapters and titles: articles are found without them.
    Container(UnitKind, String),
    Paragraph(Vec<Which>),
    Subparagraph(usize),
    Point(Vec<String>),
    Sentence(usize),
    Intro,
    Heading,
}

/// What part of the last unit a place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Narrow {
    Whole,
    First,
    Intro,
    Heading,
    Sentence(usize),
}

/// A unit, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) id: UnitId,
    pub(crate) narrow: Narrow,
}

const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// Reads a place; an error names the word that was not understood.
pub(crate) fn parse(text: &str) -> Result<Vec<Step>, String> {
    let words = split(text);
    let mut steps = Vec::new();
    let mut at = 0;
    let mut ordinal: Option<usize> = None;
    while at < words.len() {
        let word = words[at].as_str();
        let lower = word.to_lowercase();
        at += 1;
        if let Some(position) = ORDINALS.iter().position(|known| *known == lower) {
            ordinal = Some(position + 1);
            continue;
        }
        if lower == "last" {
            ordinal = Some(usize::MAX);
            continue;
        }
        let single = lower.trim_end_matches('s');
        let more = at < words.len();
        let intro_noun = matches!(
            words.get(at).map(String::as_str),
            Some("part" | "wording" | "words" | "phrase" | "sentence" | "text")
        );
        if intro_noun && matches!(single, "introductory" | "opening") {
            at += 1;
        }
        let mut numbers = || take_numbers(&words, &mut at);
        match single {
            "in" | "the" | "of" | "and" | "to" | "thi" | "that" | "regulation" | "directive" | "act"
            | "at" | "end" | "thereof" => {}
            "article" => articles(&numbers(), &mut steps)?,
            "annex" | "annexe" | "schedule" => steps.push(Step::Annex(one(&numbers(), word)?)),
            "section" => steps.push(Step::Section(one(&numbers(), word)?)),
            "chapter" => steps.push(Step::Container(UnitKind::Chapter, one(&numbers(), word)?)),
            "title" if more => steps.push(Step::Container(UnitKind::Title, one(&numbers(), word)?)),
            "paragraph" => match ordinal.take() {
                Some(n) => steps.push(Step::Paragraph(vec![Which::Ordinal(n)])),
                None => paragraphs(&numbers(), &mut steps)?,
            },
            "subparagraph" => steps.push(Step::Subparagraph(ordinal.take().ok_or("subparagraph")?)),
            "sentence" => steps.push(Step::Sentence(ordinal.take().ok_or("sentence")?)),
            "point" | "subpoint" | "item" => match ordinal.take() {
                Some(n) => steps.push(Step::Point(vec![n.to_string()])),
                None => points(&numbers(), &mut steps)?,
            },
            "indent" => steps.push(Step::Point(vec![ordinal.take().ok_or("indent")?.to_string()])),
            "introductory" | "opening" | "chapeau" | "introduction" => {
                steps.push(Step::Intro);
            }
            "heading" | "title" => steps.push(Step::Heading),
            _ => return Err(word.to_owned()),
        }
    }
    Ok(steps)
}

/// Words and numbers; commas fall away, `1(2)(a)` stays one word.
fn split(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| word.trim_matches([';', ':', '.']))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn is_number(word: &str) -> bool {
    let inner = word.trim_matches(['(', ')']);
    let first = inner.chars().next();
    let digit = first.is_some_and(|c| c.is_ascii_digit());
    let fenced = word.starts_with('(') && word.ends_with(')') && inner.len() <= 5;
    let roman = !word.is_empty() && word.bytes().all(|byte| b"IVXLC".contains(&byte));
    let letter = word.len() == 1 && first.is_some_and(|c| c.is_ascii_uppercase());
    digit || fenced || roman || letter
}

/// The numbers that follow: `7 and 9`, `(a), (b) and (c)`, `2 to 4`.
fn take_numbers(words: &[String], at: &mut usize) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    let mut range = false;
    while let Some(word) = words.get(*at) {
        let next_is_number = words.get(*at + 1).is_some_and(|next| is_number(next));
        if is_number(word) {
            if range && let Some(from) = numbers.last().cloned() {
                numbers.extend(between(&from, word));
            }
            range = false;
            numbers.push(word.clone());
        } else if matches!(word.as_str(), "and" | "or") && next_is_number && !numbers.is_empty() {
        } else if matches!(word.as_str(), "to" | "–" | "-") && next_is_number && !numbers.is_empty() {
            range = true;
        } else {
            break;
        }
        *at += 1;
    }
    numbers
}

/// What lies between the ends of a range.
fn between(from: &str, to: &str) -> Vec<String> {
    let (from, to) = (from.trim_matches(['(', ')']), to.trim_matches(['(', ')']));
    if let (Ok(low), Ok(high)) = (from.parse::<u32>(), to.parse::<u32>()) {
        return (low + 1..high.min(low + 100)).map(|n| n.to_string()).collect();
    }
    match (from.as_bytes(), to.as_bytes()) {
        ([low], [high]) => (low + 1..*high).map(|byte| char::from(byte).to_string()).collect(),
        _ => Vec::new(),
    }
}

fn one(numbers: &[String], word: &str) -> Result<String, String> {
    match numbers {
        [number] => Ok(number.trim_matches(['(', ')']).to_owned()),
        _ => Err(word.to_owned()),
    }
}

/// `1(2)(a)` into its parts.
fn parts(number: &str) -> Vec<String> {
    number.split(['(', ')']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn articles(numbers: &[String], steps: &mut Vec<Step>) -> Result<(), String> {
    let [number] = numbers else { return Err(format!("articles {numbers:?}")) };
    let mut parts = parts(number).into_iter();
    steps.push(Step::Article(parts.next().ok_or("article")?));
    if let Some(paragraph) = parts.next() {
        steps.push(below(&paragraph));
    }
    steps.extend(parts.map(|point| Step::Point(vec![point])));
    Ok(())
}

/// `5(2)` is paragraph 2, `3(14)` may be point 14: finding decides; `3(a)` is a point.
fn below(part: &str) -> Step {
    if part.starts_with(|c: char| c.is_ascii_digit()) {
        Step::Paragraph(vec![Which::Number(part.to_owned())])
    } else {
        Step::Point(vec![part.to_owned()])
    }
}

fn paragraphs(numbers: &[String], steps: &mut Vec<Step>) -> Result<(), String> {
    if let [number] = numbers
        && number.contains('(')
        && !number.starts_with('(')
    {
        let mut parts = parts(number).into_iter();
        steps.push(Step::Paragraph(vec![Which::Number(parts.next().ok_or("paragraph")?)]));
        steps.extend(parts.map(|point| Step::Point(vec![point])));
        return Ok(());
    }
    if numbers.is_empty() {
        return Err("paragraph".to_owned());
    }
    let which = numbers.iter().map(|number| Which::Number(number.trim_matches(['(', ')']).to_owned()));
    steps.push(Step::Paragraph(which.collect()));
    Ok(())
}

fn points(numbers: &[String], steps: &mut Vec<Step>) -> Result<(), String> {
    match numbers {
        [] => Err("point".to_owned()),
        [number] => {
            steps.extend(parts(number).into_iter().map(|point| Step::Point(vec![point])));
            Ok(())
        }
        _ => {
            steps.push(Step::Point(
                numbers.iter().map(|number| number.trim_matches(['(', ')']).to_owned()).collect(),
            ));
            Ok(())
        }
    }
}

/// Finds the units that a place means; an error names the step that leads nowhere.
pub(crate) fn find(document: &Document, steps: &[Step]) -> Result<Vec<Found>, String> {
    let mut here: Vec<Found> = vec![Found { id: UnitId::default(), narrow: Narrow::Whole }];
    for step in steps {
        let mut next = Vec::new();
        for found in &here {
            next.extend(walk(document, found, step)?);
        }
        here = next;
    }
    Ok(here)
}

/// One step from a unit.
pub(crate) fn find_from(document: &Document, from: &Found, step: &Step) -> Result<Vec<Found>, String> {
    walk(document, from, step)
}

fn walk(document: &Document, from: &Found, step: &Step) -> Result<Vec<Found>, String> {
    let whole = |id: UnitId| Found { id, narrow: Narrow::Whole };
    let narrow = |narrow| vec![Found { id: from.id.clone(), narrow }];
    let missing = |what: String| {
        format!("{what} is not in {}", if from.id.is_empty() { "the text" } else { from.id.as_str() })
    };
    match step {
        Step::Article(number) => top(document, UnitKind::Article, number)
            .map(|id| vec![whole(id)])
            .ok_or_else(|| missing(format!("Article {number}"))),
        Step::Annex(number) => top(document, UnitKind::Annex, number)
            .or_else(|| top(document, UnitKind::Schedule, number))
            .map(|id| vec![whole(id)])
            .ok_or_else(|| missing(format!("Annex {number}"))),
        Step::Container(kind, number) => top(document, *kind, number)
            .map(|id| vec![whole(id)])
            .ok_or_else(|| missing(format!("{kind:?} {number}"))),
        Step::Intro => Ok(narrow(Narrow::Intro)),
        Step::Heading => Ok(narrow(Narrow::Heading)),
        Step::Sentence(n) => Ok(narrow(Narrow::Sentence(*n))),
        Step::Section(number) => {
            let units = children(document, from);
            let unit = units
                .iter()
                .find(|unit| is_section(unit, number))
                .ok_or_else(|| missing(format!("Section {number}")))?;
            Ok(vec![whole(unit.id.clone())])
        }
        Step::Paragraph(which) => which.iter().map(|which| paragraph(document, from, which)).collect(),
        Step::Subparagraph(n) => subparagraph(document, from, *n).map(|found| vec![found]),
        Step::Point(numbers) => numbers.iter().map(|number| point(document, from, number)).collect(),
    }
}

fn top(document: &Document, kind: UnitKind, number: &str) -> Option<UnitId> {
    fn search(units: &[Unit], kind: UnitKind, number: &str) -> Option<UnitId> {
        units.iter().find_map(|unit| {
            let same = unit.kind == kind && unit.number.as_deref().is_some_and(|own| slug(own) == number);
            // Articles inside annexes and quotations are not the act's own.
            let inside = !unit.kind.is_root() && unit.kind != UnitKind::Article;
            if same {
                Some(unit.id.clone())
            } else {
                inside.then(|| search(&unit.children, kind, number)).flatten()
            }
        })
    }
    search(&document.units, kind, number)
}

fn children<'a>(document: &'a Document, from: &Found) -> &'a [Unit] {
    if from.id.is_empty() {
        return &document.units;
    }
    document.unit(&from.id).map(|unit| unit.children.as_slice()).unwrap_or_default()
}

fn is_section(unit: &Unit, number: &str) -> bool {
    let numbered =
        unit.kind == UnitKind::Section && unit.number.as_deref().is_some_and(|own| slug(own) == number);
    let heading = unit.heading.as_deref().unwrap_or_default();
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let named =
        words.next().is_some_and(|word| word.eq_ignore_ascii_case("section")) && words.next() == Some(number);
    numbered || (named && unit.kind.is_container())
}

fn bears(unit: &Unit, number: &str) -> bool {
    unit.number.as_deref().is_some_and(|own| slug(own) == number)
}

fn paragraph(document: &Document, from: &Found, which: &Which) -> Result<Found, String> {
    let units = children(document, from);
    let found = match which {
        Which::Number(number) => units
            .iter()
            .find(|unit| {
                matches!(unit.kind, UnitKind::Paragraph | UnitKind::Subsection) && bears(unit, number)
            })
            .or_else(|| units.iter().find(|unit| unit.kind == UnitKind::Point && bears(unit, number))),
        Which::Ordinal(n) => return nth_unnumbered(document, from, UnitKind::Paragraph, *n),
    };
    let id = found.map(|unit| unit.id.clone()).ok_or_else(|| format!("{which:?} is not in {}", from.id))?;
    Ok(Found { id, narrow: Narrow::Whole })
}

fn subparagraph(document: &Document, from: &Found, n: usize) -> Result<Found, String> {
    nth_unnumbered(document, from, UnitKind::Subparagraph, n)
        .or_else(|_| nth_unnumbered(document, from, UnitKind::Paragraph, n))
}

/// The n-th unnumbered block of a unit; the unit's own words are the first.
fn nth_unnumbered(document: &Document, from: &Found, kind: UnitKind, n: usize) -> Result<Found, String> {
    let missing = || format!("there is no {kind:?} number {n} in {}", from.id);
    let unit = document.unit(&from.id).ok_or_else(missing)?;
    let own = usize::from(!unit.text.is_empty());
    if own == 1 && n == 1 {
        return Ok(Found { id: from.id.clone(), narrow: Narrow::First });
    }
    let mut blocks = unit.children.iter().filter(|child| child.kind == kind && child.number.is_none());
    let found = if n == usize::MAX {
        blocks.next_back()
    } else {
        n.checked_sub(1 + own).and_then(|at| blocks.nth(at))
    };
    found.map(|unit| Found { id: unit.id.clone(), narrow: Narrow::Whole }).ok_or_else(missing)
}

fn point(document: &Document, from: &Found, number: &str) -> Result<Found, String> {
    fn search<'a>(units: &'a [Unit], number: &str) -> Option<&'a Unit> {
        let is_point = |unit: &&Unit| {
            matches!(
                unit.kind,
                UnitKind::Point
                    | UnitKind::Item
                    | UnitKind::Indent
                    | UnitKind::Paragraph
                    | UnitKind::Subparagraph
            ) && bears(unit, number)
        };
        units.iter().find(is_point).or_else(|| {
            let through = |unit: &&Unit| unit.number.is_none();
            units.iter().filter(through).find_map(|unit| search(&unit.children, number))
        })
    }
    let id = search(children(document, from), number).map(|unit| unit.id.clone());
    let id = id.ok_or_else(|| format!("point {number} is not in {}", from.id))?;
    Ok(Found { id, narrow: Narrow::Whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        let check = |text: &str, expected: &str| assert_eq!(format!("{:?}", parse(text)), expected, "{text}");
        check("in Article 1(2), point (g)", r#"Ok([Article("1"), Paragraph([Number("2")]), Point(["g"])])"#);
        check(
            "in Annex VIII, section B, points 7 and 9",
            r#"Ok([Annex("VIII"), Section("B"), Point(["7", "9"])])"#,
        );
        check("in Article 113, the third paragraph", r#"Ok([Article("113"), Paragraph([Ordinal(3)])])"#);
        check("paragraphs 2 to 4", r#"Ok([Paragraph([Number("2"), Number("3"), Number("4")])])"#);
        check("the introductory part", "Ok([Intro])");
        check("the heading", "Ok([Heading])");
        check("in the footnote", r#"Err("footnote")"#);
    }
}
