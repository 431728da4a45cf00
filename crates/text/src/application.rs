//! The dates that a text sets for itself: "It shall apply from …", "Chapters I and II shall apply from …".

use crate::date::{Date, Dates};
use crate::ids::slug;
use crate::model::{Document, Unit, UnitId, UnitKind};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// The verb that the sentences of EU acts have in common.
const VERB: &str = "shall apply from";

/// Sets dates of application on the document and its units as its last article says (EU acts in English).
///
/// Returns what it found: the unit (the empty id is the whole text) and the day. Nothing is guessed: a sentence whose
/// place or day is not understood changes nothing.
pub fn date_by_own_words(document: &mut Document) -> Vec<(UnitId, Date)> {
    let Some(last) = document.walk().filter(|unit| unit.kind == UnitKind::Article).last() else {
        return Vec::new();
    };
    let mut found: Vec<(UnitId, Date)> = Vec::new();
    for unit in last.walk() {
        read(unit, document, &mut found);
    }
    for (id, date) in &found {
        if id.is_empty() {
            document.dates.applies = Some(*date);
        } else if let Some(unit) = document.unit_mut(id) {
            unit.dates = Dates { applies: Some(*date), ..unit.dates.clone() };
        }
    }
    found
}

fn read(unit: &Unit, document: &Document, found: &mut Vec<(UnitId, Date)>) {
    let Some((subject, rest)) = unit.text.split_once(VERB) else { return };
    let Some(date) = day(rest) else {
        // "… shall apply from:" with the days in the points below.
        return points(unit, subject, document, found);
    };
    if ["It", "This Regulation", "This Directive"].contains(&subject.trim()) {
        found.push((UnitId::default(), date));
        return;
    }
    let (subject, exception) = parts(subject);
    add(document, subject, date, found);
    // "…, with the exception of Article 101" keeps that one to the general date; with a date of its own it gets that.
    let tail = rest.split_once("with the exception of").map(|(_, tail)| tail).or(exception);
    if let Some(tail) = tail {
        let own = tail.split_once(VERB).and_then(|(_, rest)| day(rest));
        let general = found.iter().find(|(id, _)| id.is_empty()).map(|(_, date)| *date);
        if let Some(date) = own.or(general) {
            add(document, tail.split(" which ").next().unwrap_or(tail), date, found);
        }
    }
}

fn parts(subject: &str) -> (&str, Option<&str>) {
    match subject.split_once(", with the exception of") {
        Some((subject, exception)) => (subject, Some(exception)),
        None => (subject, None),
    }
}

/// Points with days of their own: the earliest is when the place begins to apply at all; the points say to whom.
fn points(unit: &Unit, subject: &str, document: &Document, found: &mut Vec<(UnitId, Date)>) {
    let (subject, exception) = parts(subject);
    let earliest = unit.children.iter().filter_map(|child| day(&child.text)).min();
    let Some(date) = earliest else { return };
    add(document, subject, date, found);
    let general = found.iter().find(|(id, _)| id.is_empty()).map(|(_, date)| *date);
    if let (Some(exception), Some(general)) = (exception, general) {
        add(document, exception, general, found);
    }
}

/// Reads "Chapter III Section 4, Chapter V and Article 78" and dates each of them.
fn add(document: &Document, subject: &str, date: Date, found: &mut Vec<(UnitId, Date)>) {
    let words: Vec<&str> = subject
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut kind: Option<UnitKind> = None;
    let mut chapter: Option<UnitId> = None;
    for word in words {
        match word.trim_end_matches('s') {
            "Chapter" => kind = Some(UnitKind::Chapter),
            "Section" => kind = Some(UnitKind::Section),
            "Article" => kind = Some(UnitKind::Article),
            "and" | "point" | "paragraph" | "first" | "subparagraph" => {}
            number => {
                let Some(id) = kind.and_then(|kind| place(document, kind, number, chapter.as_ref())) else {
                    continue;
                };
                if kind == Some(UnitKind::Section) {
                    // The chapter was named only to say whose section it is.
                    found.retain(|(known, day)| Some(known) != chapter.as_ref() || *day != date);
                } else if kind == Some(UnitKind::Chapter) {
                    chapter = Some(id.clone());
                }
                found.push((id, date));
            }
        }
    }
}

fn place(document: &Document, kind: UnitKind, number: &str, chapter: Option<&UnitId>) -> Option<UnitId> {
    if kind == UnitKind::Article {
        let mut parts = number.split(['(', ')']).filter(|part| !part.is_empty());
        let mut id = UnitId::new(format!("art_{}", parts.next()?));
        for (depth, part) in parts.enumerate() {
            id = id.child(&format!("{}_{part}", if depth == 0 { "para" } else { "point" }));
        }
        return document.unit(&id).map(|unit| unit.id.clone());
    }
    let bears =
        |unit: &&Unit| unit.kind == kind && unit.number.as_deref().is_some_and(|own| slug(own) == number);
    match (kind, chapter) {
        (UnitKind::Section, Some(chapter)) => document.unit(chapter)?.walk().find(bears),
        _ => document.walk().find(bears),
    }
    .map(|unit| unit.id.clone())
}

/// The day at the start of a text: `2 August 2026`.
fn day(text: &str) -> Option<Date> {
    let mut words = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.'))
        .filter(|word| !word.is_empty());
    let day = words.next()?.parse().ok()?;
    let name = words.next()?.to_lowercase();
    let month = MONTHS.iter().position(|known| *known == name)? + 1;
    Date::new(words.next()?.parse().ok()?, month as u8, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_markdown;

    #[test]
    fn an_act_dates_its_own_parts() {
        let text = "# R\n\n## CHAPTER I One\n\n## Article 1 A\n\nText.\n\n## CHAPTER II Two\n\n### Section 1 S\n\n## Article 2 B\n\n\
            1. Text.\n\n2. More.\n\n### Section 2 T\n\n## Article 3 C\n\nText.\n\n## Article 4 Application\n\nIt is in force.\n\n\
            It shall apply from 2 August 2026.\n\nHowever:\n\n(a) Chapter I shall apply from 2 February 2025;\n\n\
            (b) Chapter II Section 2 shall apply from 2 August 2025, with the exception of Article 3;\n\n\
            (c) Article 2(1) and (2) shall apply from 2 August 2027.\n";
        let mut document = parse_markdown(text);
        date_by_own_words(&mut document);
        let check = |id: &str, expected: &str| {
            let dates = document.dates_of(&id.into()).unwrap();
            assert_eq!(dates.applies.map(String::from).as_deref(), Some(expected), "{id}");
        };
        check("art_1", "2025-02-02");
        check("chp_II__sec_2", "2025-08-02");
        check("art_3", "2026-08-02");
        check("art_2__para_1", "2027-08-02");
        check("chp_II", "2026-08-02");
    }
}
