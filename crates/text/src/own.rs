//! What the files that Maru writes say of a text beyond its words, so that reading one gives the same tree again.
//!
//! Every format has its own way to say which kind of unit an element is; the names, the facts and the dates are the same.

use std::collections::HashSet;

use crate::date::{Dates, parse_date};
use crate::ids::assign_missing_ids;
use crate::model::{Document, Note, Standing, Unit, UnitId, UnitKind};
use crate::tree::collapse;

/// The namespace of our attributes in XML.
pub(crate) const NAMESPACE: &str = "urn:maru:text:1";
/// The name for an element that is no unit, whatever other programs take it for.
pub(crate) const NO_UNIT: &str = "none";

/// The kind with the name that ids use.
pub(crate) fn kind_named(prefix: &str) -> Option<UnitKind> {
    UnitKind::ALL.iter().find(|kind| kind.prefix() == prefix).copied()
}

/// What is known of the whole text, by name; what is not known is left out.
pub(crate) fn facts(document: &Document) -> Vec<(&'static str, String)> {
    let standing = (document.standing != Standing::Unknown).then(|| document.standing.name().to_owned());
    let told = [
        ("id", Some(document.id.clone())),
        ("title", Some(document.title.clone())),
        ("language", Some(document.language.0.clone())),
        ("standing", standing),
    ];
    let told = told.into_iter().filter_map(|(name, value)| Some((name, value?)));
    told.chain(date_facts(&document.dates)).filter(|(_, value)| !value.is_empty()).collect()
}

/// The dates that are known, by name.
pub(crate) fn date_facts(dates: &Dates) -> Vec<(&'static str, String)> {
    let days = [
        ("adopted", dates.adopted),
        ("in_force", dates.in_force),
        ("applies", dates.applies),
        ("ended", dates.ended),
    ];
    let days = days.into_iter().filter_map(|(name, date)| Some((name, date?.to_string())));
    days.chain(dates.gate.iter().map(|gate| ("gate", gate.to_string()))).collect()
}

/// Takes in one fact of the whole text.
pub(crate) fn read_fact(document: &mut Document, name: &str, value: &str) {
    match name {
        "id" => value.clone_into(&mut document.id),
        "title" => value.clone_into(&mut document.title),
        "language" => document.language = value.into(),
        "standing" => document.standing = Standing::named(value).unwrap_or_default(),
        _ => read_date(&mut document.dates, name, value),
    }
}

/// Takes in one date; a name or a date that is none changes nothing.
pub(crate) fn read_date(dates: &mut Dates, name: &str, value: &str) {
    let date = || parse_date(value).ok();
    match name {
        "adopted" => dates.adopted = date(),
        "in_force" => dates.in_force = date(),
        "applies" => dates.applies = date(),
        "ended" => dates.ended = date(),
        "gate" if !value.is_empty() => dates.gate = Some(UnitId::new(value)),
        _ => {}
    }
}

/// Keeps the ids that a file of ours gave, names the units that have none, and of twins only the first keeps its id.
pub(crate) fn settle_ids(document: &mut Document) {
    fn clear_twins(units: &mut [Unit], seen: &mut HashSet<UnitId>) {
        for unit in units {
            if !unit.id.is_empty() && !seen.insert(unit.id.clone()) {
                unit.id = UnitId::default();
            }
            clear_twins(&mut unit.children, seen);
        }
    }
    clear_twins(&mut document.units, &mut HashSet::new());
    assign_missing_ids(document);
}

/// Gives units the form that every format can say: one blank between words, no empty blocks, notes right behind a word.
pub(crate) fn tidy(units: &mut [Unit]) {
    for unit in units {
        for head in [&mut unit.number, &mut unit.heading] {
            if head.as_ref().is_some_and(|text| !is_tidy(text)) {
                *head = head.take().map(|text| collapse(&text)).filter(|text| !text.is_empty());
            }
        }
        if unit.kind != UnitKind::Table && !(is_tidy(&unit.text) && unit.notes.is_empty()) {
            tidy_text(unit);
        }
        tidy(&mut unit.children);
    }
}

fn is_tidy(text: &str) -> bool {
    let mut last = '\n';
    let inside = text.chars().all(|c| {
        let good = match c {
            '\n' | ' ' => !matches!(last, ' ' | '\n'),
            c => !c.is_whitespace(),
        };
        last = c;
        good
    });
    inside && (text.is_empty() || !matches!(last, ' ' | '\n'))
}

fn tidy_text(unit: &mut Unit) {
    let mut out = String::with_capacity(unit.text.len());
    let mut notes: Vec<Note> = Vec::with_capacity(unit.notes.len());
    let mut waiting = std::mem::take(&mut unit.notes).into_iter().peekable();
    let mut pending: Option<char> = None;
    for (at, c) in unit.text.char_indices() {
        while let Some(note) = waiting.next_if(|note| note.at <= at) {
            notes.push(Note { at: out.len(), text: collapse(&note.text) });
        }
        match c {
            '\n' => pending = Some('\n'),
            c if c.is_whitespace() => pending = pending.or(Some(' ')),
            c => {
                if let Some(blank) = pending.take().filter(|_| !out.is_empty()) {
                    out.push(blank);
                }
                out.push(c);
            }
        }
    }
    notes.extend(waiting.map(|note| Note { at: out.len(), text: collapse(&note.text) }));
    notes.retain(|note| !note.text.is_empty());
    unit.text = out;
    unit.notes = notes;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for kind in UnitKind::ALL {
            assert_eq!(kind_named(kind.prefix()), Some(*kind));
        }
    }

    #[test]
    fn blanks_are_single_and_notes_stand_behind_words() {
        let mut unit = Unit::new(UnitKind::Point);
        unit.text = " one  two \n\n three".into();
        unit.notes = vec![Note { at: 5, text: "a".into() }, Note { at: 12, text: " b  c ".into() }];
        let mut units = [unit];
        tidy(&mut units);
        assert_eq!(units[0].text, "one two\nthree");
        let notes: Vec<(usize, &str)> =
            units[0].notes.iter().map(|note| (note.at, note.text.as_str())).collect();
        assert_eq!(notes, [(3, "a"), (7, "b c")]);
    }
}
