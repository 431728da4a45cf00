//! Word files that Maru wrote: the style of a paragraph names its unit and how deep it stands.

use std::collections::HashMap;

use roxmltree::Node;

use super::styles::{HEADING, NUMBER, Place, Styles};
use super::write::style_of;
use super::{FACTS, Reader, attribute, margins, parsed, style, text_of};
use crate::error::ImportError;
use crate::explicit::Assembly;
use crate::ids::assign_ids;
use crate::marker::{Mark, Reading, mark};
use crate::model::{Document, Unit, UnitId, UnitKind};
use crate::notes::Notes;
use crate::own::{read_date, read_fact, settle_ids, tidy};
use crate::tree::{collapse, table_of};

/// Whether any paragraph of the body bears a style of ours.
pub(super) fn is_own(body: &roxmltree::Document<'_>, styles: &Styles) -> bool {
    let ours = |node: Node<'_, '_>| match node.tag_name().name() {
        "pStyle" | "tblStyle" => attribute(node, "val").is_some_and(|id| styles.place(id).is_some()),
        _ => false,
    };
    body.descendants().any(ours)
}

/// Reads a file that we wrote, edited or not.
pub(super) fn parse(
    bytes: &[u8],
    body: &roxmltree::Document<'_>,
    mut reader: Reader,
    notes: &Notes,
) -> Result<Document, ImportError> {
    let mut document = Document::new("", "");
    let mut assembly = Assembly::default();
    blocks(body.root_element(), &mut reader, &mut assembly);
    document.units = assembly.finish();
    without_blanks(&mut document.units);
    document.units.extend(margins(bytes, &mut reader)?);
    notes.hang_all(&mut document.units)?;
    tidy(&mut document.units);
    assign_ids(&mut document);
    if let Ok(facts) = text_of(bytes, FACTS) {
        for property in parsed(&facts)?.descendants().filter(|node| node.tag_name().name() == "property") {
            let name = attribute(property, "name").and_then(|name| name.strip_prefix("maru."));
            let value: String =
                property.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
            match name {
                Some(super::write::UNITS) => read_units(&value, &mut document),
                Some(name) => read_fact(&mut document, name, &value),
                None => {}
            }
        }
    }
    settle_ids(&mut document);
    Ok(document)
}

/// Leaves out units that hold nothing, as an empty line that somebody typed does.
fn without_blanks(units: &mut Vec<Unit>) {
    for unit in units.iter_mut() {
        without_blanks(&mut unit.children);
    }
    units.retain(|unit| !unit.is_blank());
}

/// What a file tells of units, by the ids of their places.
type Told<'a> = HashMap<UnitId, Vec<(&'a str, &'a str)>>;

fn tell(units: &mut [Unit], facts: &Told<'_>) {
    for unit in units {
        for (name, value) in facts.get(&unit.id).into_iter().flatten() {
            match *name {
                "id" => unit.id = UnitId::new(*value),
                name => read_date(&mut unit.dates, name, value),
            }
        }
        tell(&mut unit.children, facts);
    }
}

/// Takes in what units have that their places do not tell: `place name=value;` for each.
fn read_units(told: &str, document: &mut Document) {
    let mut facts = Told::new();
    for one in told.split(';') {
        if let Some((place, fact)) = one.split_once(' ')
            && let Some(fact) = fact.split_once('=')
        {
            facts.entry(UnitId::new(place)).or_default().push(fact);
        }
    }
    if !facts.is_empty() {
        tell(&mut document.units, &facts);
    }
}

fn blocks(node: Node<'_, '_>, reader: &mut Reader, assembly: &mut Assembly) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "p" => paragraph(child, reader, assembly),
            "tbl" => table(child, reader, assembly),
            "moveFrom" | "Fallback" | "del" => {}
            _ => blocks(child, reader, assembly),
        }
    }
}

fn table(node: Node<'_, '_>, reader: &mut Reader, assembly: &mut Assembly) {
    let properties = node.children().find(|node| node.tag_name().name() == "tblPr");
    let style = properties.and_then(|all| all.children().find(|node| node.tag_name().name() == "tblStyle"));
    let place = style.and_then(|style| attribute(style, "val")).and_then(|id| reader.styles.place(id));
    let Some(unit) = table_of(&reader.table(node)) else { return };
    match place {
        Some(place) => assembly.open(place.depth, unit),
        None => assembly.graft(unit),
    }
}

/// What the words of a run are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number,
    Heading,
    Words,
}

fn paragraph(node: Node<'_, '_>, reader: &mut Reader, assembly: &mut Assembly) {
    let place = reader.styles.place(style(node));
    let mut parts = Vec::new();
    runs(node, reader, &mut parts);
    let whole: String = parts.iter().map(|(_, words)| words.as_str()).collect();
    // A unit may have no words of its own; any other paragraph without words is nothing.
    if collapse(&whole).is_empty() && place.is_none_or(|place| place.more) {
        return;
    }
    let is_told = parts.iter().any(|(part, _)| *part != Part::Words);
    if !is_told
        && place.is_none_or(|place| !place.more)
        && let Some((depth, unit)) = typed(&collapse(&whole), place, assembly)
    {
        return assembly.open(depth, unit);
    }
    match place {
        Some(place) if !place.more => {
            let mut unit = Unit::new(place.kind);
            for (part, words) in parts {
                fill(&mut unit, part, &words);
            }
            assembly.open(place.depth, unit);
        }
        // Somebody's own paragraph without a number of its own: more words of the unit above it.
        _ => more(assembly, &whole),
    }
}

/// A unit that somebody typed with its number: `Article 3a …`, `(ba) …`. It stands beside the open one that its number follows, whatever style
/// the word processor gave its paragraph.
fn typed(words: &str, place: Option<Place>, assembly: &Assembly) -> Option<(usize, Unit)> {
    let (bytes, depth, kind) = match mark(words)? {
        Mark::Named { kind, bytes } => {
            let is_prose = words[bytes..].trim_start().starts_with(char::is_lowercase);
            let depth = assembly.depth_for(&Unit::new(kind));
            (!is_prose).then_some((bytes, depth, kind))?
        }
        Mark::Listed { fence, readings, bytes } => {
            let beside = |follows: &dyn Fn(&Reading, &Reading) -> bool| {
                assembly.nearest(|unit| match unit.number.as_deref().and_then(mark) {
                    Some(Mark::Listed { fence: own, readings: known, .. }) => {
                        own == fence
                            && known.iter().any(|one| {
                                readings.iter().any(|next| one.count == next.count && follows(one, next))
                            })
                    }
                    _ => false,
                })
            };
            let next = |one: &Reading, next: &Reading| {
                next.value == one.value + 1 || next.value == one.value && next.suffixed
            };
            let found = beside(&next).or_else(|| beside(&|_, next| next.value > 1));
            let (depth, kind) = found.or(place.map(|place| (place.depth, place.kind)))?;
            (bytes, depth, kind)
        }
    };
    let rest = Some(words[bytes..].trim().to_owned()).filter(|rest| !rest.is_empty());
    let mut unit = Unit { number: Some(words[..bytes].to_owned()), ..Unit::new(kind) };
    if style_of(kind, true).is_some() {
        unit.heading = rest;
    } else {
        unit.text = rest.unwrap_or_default();
    }
    Some((depth, unit))
}

fn more(assembly: &mut Assembly, words: &str) {
    match assembly.last_mut() {
        Some(unit) if unit.kind != UnitKind::Table => {
            if !unit.text.is_empty() {
                unit.text.push('\n');
            }
            unit.text.push_str(words);
        }
        _ => assembly.graft(Unit { text: words.to_owned(), ..Unit::new(UnitKind::Paragraph) }),
    }
}

fn fill(unit: &mut Unit, part: Part, words: &str) {
    if words.is_empty() {
        return;
    }
    match part {
        Part::Words => unit.text.push_str(words),
        Part::Heading => unit.heading.get_or_insert_default().push_str(words),
        Part::Number => {
            if unit.number.is_none() {
                unit.heading_first = unit.heading.is_some();
            }
            unit.number.get_or_insert_default().push_str(words);
        }
    }
}

/// The runs of a paragraph in order, each with what its style says that it is.
fn runs(node: Node<'_, '_>, reader: &mut Reader, parts: &mut Vec<(Part, String)>) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "del" | "moveFrom" | "Fallback" | "pPr" => {}
            "r" => {
                let properties = child.children().find(|node| node.tag_name().name() == "rPr");
                let style =
                    properties.and_then(|all| all.children().find(|one| one.tag_name().name() == "rStyle"));
                let name =
                    style.and_then(|style| attribute(style, "val")).map_or("", |id| reader.styles.name(id));
                let part = match name {
                    NUMBER => Part::Number,
                    HEADING => Part::Heading,
                    _ => Part::Words,
                };
                let words = reader.run_text(child);
                parts.push((part, words));
            }
            _ => runs(child, reader, parts),
        }
    }
}
