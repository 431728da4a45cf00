//! Amending acts read as instructions: the prose of EU acts, the patterns of Korean and United States ones.

use serde::{Deserialize, Serialize};

use crate::amend::{Amendment, Operation, Scope};
use crate::ids::slug;
use crate::model::{Document, Note, Unit, UnitId, UnitKind};
use crate::place::{self, Found, Narrow, Step};
use crate::tree::collapse;
use crate::{korean, quoted};

/// What stands in a clause for a quotation.
const QUOTE: char = '\u{fffc}';

/// What came of reading one instruction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reading", content = "why")]
pub enum Reading {
    /// It is understood and its place is found.
    Understood,
    /// It is understood, and amends another act than the base.
    OtherAct(String),
    /// Its words are understood, but they lead nowhere in the base.
    NoPlace(String),
    /// Its words are not understood.
    NotUnderstood(String),
}

/// One instruction of an amending act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// Its number in the amending act: `Article 1(4)(b)`.
    pub label: String,
    /// Its words, with … for what it quotes.
    pub prose: String,
    /// What came of reading it.
    #[serde(flatten)]
    pub reading: Reading,
    /// The operations that it asks for.
    pub amendments: Vec<Amendment>,
}

/// Reads the instructions of an amending act against the text that it amends.
pub fn read_instructions(amending: &Document, base: &Document) -> Vec<Instruction> {
    if amending.language.0 == "ko" {
        return korean::read(amending, base);
    }
    let mut found = Vec::new();
    for article in amending.walk().filter(|unit| is_amending(unit)) {
        let mut text = String::new();
        push_words(article, &mut text);
        let act = act_of(&text, article);
        let elsewhere = act.as_deref().filter(|act| !concerns(base, act)).map(str::to_owned);
        let label = article.number.clone().unwrap_or_default();
        for mut instruction in read_article(&label, &text, base, elsewhere.is_none()) {
            if let Some(act) = &elsewhere
                && matches!(instruction.reading, Reading::Understood | Reading::NoPlace(_))
            {
                instruction.reading = Reading::OtherAct(act.clone());
                instruction.amendments.clear();
            }
            found.push(instruction);
        }
    }
    found
}

/// Articles and sections at the top whose words amend something.
fn is_amending(unit: &Unit) -> bool {
    if !matches!(unit.kind, UnitKind::Article | UnitKind::Section) {
        return false;
    }
    let words = unit.full_text();
    let verbs = [
        "amended as follows",
        "replaced by the following",
        "is deleted",
        "are deleted",
        "is inserted",
        "is added",
        "by striking",
        "by inserting",
    ];
    verbs.iter().any(|verb| words.contains(verb))
}

/// The unit's words without its own head, one unit a line.
fn push_words(unit: &Unit, out: &mut String) {
    out.push_str(&unit.text_with_notes());
    for child in &unit.children {
        out.push('\n');
        for head in child.head() {
            out.push_str(head);
            out.push(' ');
        }
        push_words(child, out);
    }
}

/// The act that an article amends, as `2024/1689`.
fn act_of(text: &str, article: &Unit) -> Option<String> {
    let opening = text.split("amended as follows").next().filter(|part| part.len() < 400).unwrap_or_default();
    act_number(opening).or_else(|| act_number(article.heading.as_deref().unwrap_or_default()))
}

/// The first number of an act in a text: four digits, a slash, digits, or the other way round.
fn act_number(text: &str) -> Option<String> {
    let is_number = |token: &&str| {
        let mut halves = token.split('/');
        let digits = |half: Option<&str>| {
            half.is_some_and(|half| (1..=4).contains(&half.len()) && half.bytes().all(|b| b.is_ascii_digit()))
        };
        digits(halves.next()) && digits(halves.next())
    };
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'))
        .map(|token| token.trim_end_matches(['.', ':']))
        .find(is_number)
        .map(str::to_owned)
}

/// Whether the base is the act; its own number is the first in its title, those after it are of acts that it amends.
fn concerns(base: &Document, act: &str) -> bool {
    let title_page = base.units.first().map(Unit::full_text).unwrap_or_default();
    let own = act_number(&base.title).or_else(|| act_number(&title_page)).or_else(|| act_number(&base.id));
    // A base without any number in its title cannot be told from the act that is meant.
    own.is_none_or(|own| own == act)
}

/// A clause under its label, with the quotations taken out.
#[derive(Debug, Default)]
struct Clause {
    label: String,
    level: usize,
    text: String,
    quotes: Vec<String>,
}

impl Clause {
    /// Whether it only says where the clauses below it apply.
    fn is_frame(&self) -> bool {
        self.quotes.is_empty()
            && self.text.trim_end().trim_end_matches(':').trim_end().ends_with("amended as follows")
    }
}

fn read_article(label: &str, text: &str, base: &Document, here: bool) -> Vec<Instruction> {
    let clauses = clauses(text);
    let mut frames: Vec<(usize, String, String)> = Vec::new();
    let mut found = Vec::new();
    for clause in &clauses {
        frames.retain(|(level, ..)| *level < clause.level);
        let path: String =
            frames.iter().map(|(_, label, _)| label.as_str()).chain([clause.label.as_str()]).collect();
        let full_label = format!("{label}{path}");
        if clause.is_frame() {
            let place = clause
                .text
                .split("is amended")
                .next()
                .and_then(|t| t.split("are amended").next())
                .unwrap_or_default();
            let place = if clause.level == 0 { "" } else { place };
            frames.push((clause.level, clause.label.clone(), place.to_owned()));
            continue;
        }
        let text = collapse(clause.text.trim_matches([';', '.', ',', ' ', '\n']));
        if text.is_empty() || (clause.level == 0 && !mentions_change(&text)) {
            continue;
        }
        let context: Vec<&str> = frames.iter().map(|(.., place)| place.as_str()).collect();
        found.push(read_clause(&full_label, &text, clause, &context.join(", "), base, here));
    }
    found
}

fn mentions_change(text: &str) -> bool {
    ["replaced", "deleted", "inserted", "added", "repealed", "renumbered", "striking"]
        .iter()
        .any(|verb| text.contains(verb))
}

/// Parts the words of an amending article into clauses.
fn clauses(text: &str) -> Vec<Clause> {
    let mut clauses = vec![Clause::default()];
    let mut rest = text;
    while !rest.is_empty() {
        let current = clauses.len() - 1;
        if let Some((open, close)) = opening_quote(rest) {
            let inner = &rest[open..];
            let length = if is_block(&clauses[current].text) {
                block_end(inner, close)
            } else {
                words_end(inner, close)
            };
            let clause = &mut clauses[current];
            clause.quotes.push(inner[..length].trim().to_owned());
            clause.text.push(QUOTE);
            rest = inner[length..].strip_prefix(close).unwrap_or(&inner[length..]);
        } else if let Some((label, length)) = label_at(rest, &clauses[current].text) {
            let level = level_of(&label, &clauses);
            clauses.push(Clause { label, level, ..Clause::default() });
            rest = &rest[length..];
        } else {
            let step = rest.chars().next().map_or(1, char::len_utf8);
            clauses[current].text.push_str(&rest[..step]);
            rest = &rest[step..];
        }
    }
    clauses
}

fn opening_quote(text: &str) -> Option<(usize, char)> {
    let c = text.chars().next()?;
    let close = match c {
        '‘' => '’',
        '“' => '”',
        '«' => '»',
        '"' => '"',
        _ => return None,
    };
    Some((c.len_utf8(), close))
}

/// Whether a quotation here is new text rather than words in a sentence.
fn is_block(before: &str) -> bool {
    before.trim_end().ends_with(':')
}

/// Where quoted words in a sentence end: at the first closing mark that is no apostrophe.
fn words_end(inner: &str, close: char) -> usize {
    let is_end = |(at, c): &(usize, char)| {
        *c == close && !inner[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
    };
    inner.char_indices().find(is_end).map_or(inner.len(), |(at, _)| at)
}

/// Where quoted new text ends: at a closing mark after which a clause, a line or the text ends.
fn block_end(inner: &str, close: char) -> usize {
    let mut nested = 0_usize;
    for (at, c) in inner.char_indices() {
        if c == '‘' && close == '’' {
            nested += 1;
        }
        if c != close {
            continue;
        }
        let after = &inner[at + c.len_utf8()..];
        if nested > 0 && !after.starts_with(char::is_alphanumeric) {
            nested -= 1;
            continue;
        }
        let after = after.trim_start_matches([';', '.', ',']);
        let words = after.trim_start();
        let line_ends = words.is_empty() || after[..after.len() - words.len()].contains('\n');
        if line_ends
            || label_at(words, ";").is_some()
            || words.starts_with("(*")
            || words.starts_with("and\n")
        {
            return at;
        }
    }
    inner.trim_end().len() - if inner.trim_end().ends_with(close) { close.len_utf8() } else { 0 }
}

/// The label of a clause at the start of a text, and how long it is.
fn label_at(text: &str, before: &str) -> Option<(String, usize)> {
    let before = before.trim_end_matches([' ', '\t']);
    let opens = before.is_empty() || before.ends_with([':', ';', '\n', QUOTE]) || before.ends_with("; and");
    let inner = text.strip_prefix('(').filter(|_| opens)?;
    let end = inner.find(')')?;
    let label = &inner[..end];
    let good = (1..=4).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() && !byte.is_ascii_uppercase());
    let after = &inner[end + 1..];
    (good && after.starts_with(char::is_whitespace)).then(|| (format!("({label})"), end + 2))
}

/// Numbers are the first level, letters the second, small Roman numerals the third where they fit.
fn level_of(label: &str, before: &[Clause]) -> usize {
    let inner = label.trim_matches(['(', ')']);
    if inner.starts_with(|c: char| c.is_ascii_digit()) {
        return 1;
    }
    let roman = inner.bytes().all(|byte| b"ivx".contains(&byte));
    let last = before.last();
    let opens_third = inner == "i" && last.is_some_and(|clause| clause.level == 2 && clause.is_frame());
    let goes_on = roman && last.is_some_and(|clause| clause.level == 3);
    if opens_third || goes_on { 3 } else { 2 }
}

/// What a clause asks for, before its place is looked for.
enum Asked<'a> {
    Replace { place: &'a str },
    Delete { place: &'a str },
    Insert { place: &'a str, what: &'a str, after: Option<&'a str> },
    Words { place: &'a str, old: &'a str, new: String },
    Renumber { place: &'a str, number: &'a str },
}

fn read_clause(
    label: &str,
    text: &str,
    clause: &Clause,
    context: &str,
    base: &Document,
    here: bool,
) -> Instruction {
    let prose =
        collapse(format!("{context} {text}").trim_start_matches([' ', ',']).replace(QUOTE, "…").as_str());
    let done = |reading, amendments| Instruction {
        label: label.to_owned(),
        prose: prose.clone(),
        reading,
        amendments,
    };
    let Some(asked) = ask(text, clause) else {
        return done(
            Reading::NotUnderstood("the words are none of the known patterns".to_owned()),
            Vec::new(),
        );
    };
    let (Asked::Replace { place }
    | Asked::Delete { place }
    | Asked::Insert { place, .. }
    | Asked::Words { place, .. }
    | Asked::Renumber { place, .. }) = &asked;
    let steps = match place::parse(&format!("{context}, {place}")) {
        Ok(steps) => steps,
        Err(word) => {
            return done(Reading::NotUnderstood(format!("\"{word}\" is no part of a place")), Vec::new());
        }
    };
    if !here {
        return done(Reading::Understood, Vec::new());
    }
    let operations =
        place::find(base, &steps).and_then(|found| operations(&asked, &steps, &found, clause, base));
    match operations {
        Ok(mut operations) => {
            if let Some(lost) = lost_words(&operations, clause) {
                return done(Reading::NotUnderstood(lost), Vec::new());
            }
            attach_note(text, &mut operations);
            let amend = |operation| Amendment::against(base, label, operation);
            done(Reading::Understood, operations.into_iter().map(amend).collect())
        }
        Err(why) => done(Reading::NoPlace(why), Vec::new()),
    }
}

/// Finds which of the known patterns a clause follows.
fn ask<'a>(text: &'a str, clause: &'a Clause) -> Option<Asked<'a>> {
    let text = text.split("(*").next().unwrap_or(text).trim_end();
    words_pattern(text, clause)
        .or_else(|| insert_pattern(text))
        .or_else(|| replace_pattern(text, clause))
        .or_else(|| {
            let verb = [" is deleted", " are deleted", " is repealed", " are repealed"]
                .iter()
                .find_map(|verb| text.find(verb))?;
            Some(Asked::Delete { place: &text[..verb] })
        })
}

fn replace_pattern<'a>(text: &'a str, clause: &Clause) -> Option<Asked<'a>> {
    for verb in [" becomes ", " become ", " is renumbered as ", " is renumbered "] {
        if let Some((place, number)) = text.split_once(verb) {
            return Some(Asked::Renumber { place, number });
        }
    }
    let verbs = [
        " is replaced by",
        " are replaced by",
        " shall be replaced by",
        " is amended as follows",
        " is amended to read",
    ];
    let at = verbs.iter().find_map(|verb| text.find(verb)).filter(|_| !clause.quotes.is_empty())?;
    Some(Asked::Replace { place: &text[..at] })
}

fn insert_pattern(text: &str) -> Option<Asked<'_>> {
    let at = text.find("the following ")?;
    let verbs =
        [" is inserted", " are inserted", " is added", " are added", " shall be inserted", " shall be added"];
    let rest = &text[at + "the following ".len()..];
    let verb = verbs.iter().filter_map(|verb| rest.find(verb)).min()?;
    let before = text[..at].trim_end_matches([' ', ',']);
    let tail = rest[verb..].trim_end_matches([':', ' ', QUOTE]);
    let after = tail.split_once(" after ").map(|(_, place)| place);
    let (place, after_before) = match before.split_once("after ") {
        Some((place, after)) if after.starts_with(|c: char| c.is_alphabetic()) => (place, Some(after)),
        _ => (before, None),
    };
    Some(Asked::Insert { place, what: &rest[..verb], after: after.or(after_before) })
}

/// "the words … are replaced by …", "… are deleted", "by striking … and inserting …".
fn words_pattern<'a>(text: &'a str, clause: &'a Clause) -> Option<Asked<'a>> {
    let first = text.find(QUOTE)?;
    let before = text[..first].trim_end();
    if before.ends_with(':') {
        return None;
    }
    let old = clause.quotes.first()?;
    let after = text[first + QUOTE.len_utf8()..].trim_start();
    let new = || clause.quotes.get(1).cloned();
    if let Some(place) = before.strip_suffix("by striking") {
        let new = if after.starts_with("and inserting") { new()? } else { String::new() };
        return Some(Asked::Words {
            place: place.trim_end().trim_end_matches("is amended").trim_end_matches("(as amended)"),
            old,
            new,
        });
    }
    let nouns = [
        "the words",
        "the word",
        "the terms",
        "the term",
        "the date",
        "the phrase",
        "the figure",
        "the number",
        "the reference to",
        "the reference",
    ];
    let noun = nouns.iter().find_map(|noun| before.strip_suffix(noun))?;
    let place = noun.trim_end_matches([' ', ',']);
    if after.starts_with("is replaced by") || after.starts_with("are replaced by") {
        return Some(Asked::Words { place, old, new: new()? });
    }
    if after.starts_with("is deleted") || after.starts_with("are deleted") {
        return Some(Asked::Words { place, old, new: String::new() });
    }
    // "the words … are inserted after the words …"
    let inserted = after.starts_with("is inserted after") || after.starts_with("are inserted after");
    let anchor = clause.quotes.get(1).filter(|_| inserted)?;
    Some(Asked::Words { place, old: anchor, new: format!("{anchor} {old}") })
}

fn operations(
    asked: &Asked<'_>,
    steps: &[Step],
    found: &[Found],
    clause: &Clause,
    base: &Document,
) -> Result<Vec<Operation>, String> {
    let quote = clause.quotes.last().map(String::as_str).unwrap_or_default();
    match asked {
        Asked::Replace { .. } => replacements(steps, found, quote, base),
        Asked::Delete { .. } => found.iter().map(deletion).collect(),
        Asked::Insert { what, after, .. } => insertion(found, what, *after, quote, base),
        Asked::Words { old, new, .. } => Ok(found
            .iter()
            .map(|found| Operation::Substitute {
                target: found.id.clone(),
                old: (*old).to_owned(),
                new: new.clone(),
            })
            .collect()),
        Asked::Renumber { number, .. } => renumbering(found, number, base),
    }
}

fn deletion(found: &Found) -> Result<Operation, String> {
    match found.narrow {
        Narrow::Whole if !found.id.is_empty() => Ok(Operation::Delete { target: found.id.clone() }),
        _ => Err(format!("a part of {} that is no unit is to be deleted", found.id)),
    }
}

fn renumbering(found: &[Found], number: &str, base: &Document) -> Result<Vec<Operation>, String> {
    let [Found { id, narrow: Narrow::Whole }] = found else {
        return Err("one unit can be renumbered at a time".to_owned());
    };
    let unit = base.unit(id).ok_or("no such unit")?;
    let plain = number.split_whitespace().last().unwrap_or(number).to_owned();
    // The new number takes the old one's shape: "2." for "1.", "(b)" for "(a)".
    let old = unit.number.clone().unwrap_or_default();
    let number = old.replace(&slug(&old), plain.trim_matches(['(', ')']));
    Ok(vec![Operation::Renumber { target: id.clone(), number }])
}

fn replacements(
    steps: &[Step],
    found: &[Found],
    quote: &str,
    base: &Document,
) -> Result<Vec<Operation>, String> {
    let kind_of =
        |found: &Found| base.unit(&found.id).map(|unit| unit.kind).ok_or(format!("there is no {}", found.id));
    if let [one] = found {
        let (scope, kind) = match one.narrow {
            Narrow::Whole => (Scope::Whole, kind_of(one)?),
            Narrow::First => (Scope::FirstSubparagraph, kind_of(one)?),
            Narrow::Intro => (Scope::Text, UnitKind::Subparagraph),
            Narrow::Heading => (Scope::Heading, UnitKind::Passage),
            Narrow::Sentence(_) => return Err("sentences cannot be replaced one by one".to_owned()),
        };
        let mut with = match one.narrow {
            Narrow::Heading => vec![headed(quote)],
            Narrow::First if !starts_numbered(quote, kind) => quoted::units(quote, UnitKind::Subparagraph),
            _ => quoted::units(quote, kind),
        };
        if matches!(scope, Scope::FirstSubparagraph | Scope::Text) {
            flatten_first(&mut with);
        }
        return Ok(vec![Operation::Replace { target: one.id.clone(), scope, with }]);
    }
    let kind = found.first().map(kind_of).ok_or_else(|| format!("{steps:?} leads nowhere"))??;
    let mut units = quoted::units(quote, kind);
    let mut operations = Vec::new();
    for found in found {
        let target = base.unit(&found.id).ok_or("no such unit")?;
        let number = target.number.as_deref().map(slug);
        let at = units.iter().position(|unit| unit.number.as_deref().map(slug) == number);
        match at {
            Some(at) => operations.push(Operation::Replace {
                target: found.id.clone(),
                scope: Scope::Whole,
                with: vec![units.remove(at)],
            }),
            None => operations.push(Operation::Delete { target: found.id.clone() }),
        }
    }
    match units.as_slice() {
        [] => Ok(operations),
        _ => Err("the new text has units that the instruction does not name".to_owned()),
    }
}

fn starts_numbered(quote: &str, kind: UnitKind) -> bool {
    quoted::units(quote, kind).first().is_some_and(|unit| unit.number.is_some())
}

/// Several units that stand for one unit's own words and points.
fn flatten_first(with: &mut Vec<Unit>) {
    if with.len() > 1 {
        let rest = with.split_off(1);
        with[0].children.extend(rest);
    }
}

fn headed(quote: &str) -> Unit {
    let mut unit = Unit::new(UnitKind::Passage);
    unit.heading = Some(collapse(quote));
    unit
}

fn insertion(
    found: &[Found],
    what: &str,
    after: Option<&str>,
    quote: &str,
    base: &Document,
) -> Result<Vec<Operation>, String> {
    let [place] = found else { return Err("new units can be put in one place at a time".to_owned()) };
    let kind = match what.trim().to_lowercase().trim_end_matches('s') {
        "article" => UnitKind::Article,
        "paragraph" => UnitKind::Paragraph,
        "subparagraph" => UnitKind::Subparagraph,
        "point" | "subpoint" | "item" | "indent" => UnitKind::Point,
        "annex" | "annexe" => UnitKind::Annex,
        "section" => UnitKind::Section,
        "chapter" => UnitKind::Chapter,
        "recital" => UnitKind::Recital,
        "sentence" => return Err("sentences cannot be put in one by one".to_owned()),
        other => return Err(format!("\"{other}\" is no kind of unit")),
    };
    let below = base.unit(&place.id).map(|unit| unit.kind);
    let kind = if kind == UnitKind::Point && matches!(below, Some(UnitKind::Point | UnitKind::Item)) {
        UnitKind::Item
    } else {
        kind
    };
    let units = quoted::units(quote, kind);
    let anchor = match after {
        Some(text) => place::parse(text).ok().and_then(|steps| anchored(base, place, &steps)),
        None => None,
    };
    let (parent, after) = match (kind, anchor) {
        (_, Some(anchor)) => (parent_of(base, &anchor), Some(anchor)),
        (UnitKind::Article | UnitKind::Chapter | UnitKind::Section, None) if place.id.is_empty() => {
            neighbour(base, &units, kind)?
        }
        _ => (place.id.clone(), None),
    };
    Ok(vec![Operation::Insert { parent, after, units }])
}

/// The unit after which to insert, named from the place or from the top.
fn anchored(base: &Document, place: &Found, steps: &[Step]) -> Option<UnitId> {
    let from_top = matches!(steps.first(), Some(Step::Article(_) | Step::Annex(_) | Step::Container(..)));
    let found = if from_top || place.id.is_empty() {
        place::find(base, steps).ok()?
    } else {
        let inside = Document { units: vec![base.unit(&place.id)?.clone()], ..Document::new("", "") };
        let mut here = vec![place.clone()];
        for step in steps {
            here = here
                .iter()
                .filter_map(|found| place::find_from(&inside, found, step).ok())
                .flatten()
                .collect();
        }
        here
    };
    found.last().map(|found| found.id.clone())
}

fn parent_of(base: &Document, id: &UnitId) -> UnitId {
    let path = base.path(id);
    path.len().checked_sub(2).and_then(|at| path.get(at)).map(|unit| unit.id.clone()).unwrap_or_default()
}

/// Where a new article goes when nobody says: after the last one with a smaller number.
fn neighbour(base: &Document, units: &[Unit], kind: UnitKind) -> Result<(UnitId, Option<UnitId>), String> {
    let wanted = units
        .first()
        .and_then(|unit| unit.number.as_deref())
        .map(slug)
        .ok_or("the new unit has no number")?;
    let key = crate::amend::sort_key(&wanted);
    let own =
        |unit: &&Unit| unit.kind == kind && base.path(&unit.id).iter().all(|above| !above.kind.is_root());
    let before = base
        .walk()
        .filter(own)
        .filter(|unit| {
            unit.number.as_deref().is_some_and(|number| crate::amend::sort_key(&slug(number)) < key)
        })
        .last()
        .ok_or_else(|| format!("nothing stands before {wanted}"))?;
    Ok((parent_of(base, &before.id), Some(before.id.clone())))
}

/// Whether making units of the new text lost or changed a word of it; that must never go unseen.
fn lost_words(operations: &[Operation], clause: &Clause) -> Option<String> {
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut made = String::new();
    for operation in operations {
        if let Operation::Replace { with: units, .. } | Operation::Insert { units, .. } = operation {
            made.extend(units.iter().map(|unit| solid(&unit.full_text())));
        }
    }
    let quoted = clause.quotes.last().map(|quote| solid(quote)).unwrap_or_default();
    (!made.is_empty() && made != quoted)
        .then(|| "the new text does not fall into units without loss".to_owned())
}

/// A footnote that the amending act sets below its instruction belongs to the new text.
fn attach_note(text: &str, operations: &mut [Operation]) {
    let Some(at) = text.find("(*") else { return };
    let note = text[at..].trim_end_matches([';', ' ']).to_owned();
    let unit = operations.iter_mut().rev().find_map(|operation| match operation {
        Operation::Replace { with: units, .. } | Operation::Insert { units, .. } => units.last_mut(),
        _ => None,
    });
    if let Some(unit) = unit {
        unit.notes.push(Note { at: unit.text.len(), text: note });
    }
}
