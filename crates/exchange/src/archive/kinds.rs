//! Tables of entries, one for each kind that has no table of its own: made from what the kinds say of themselves, so that none is left out.

use std::collections::BTreeMap;

use maru_forum::{Described, Event, Moment, Recorded};
use maru_record::{Digest, Value};

use super::publication::Line;
use super::table::{Rows, Table, csv};
use super::tables::{cell, standing, time, yes};
use crate::process::InProcess;

/// What stands in front of the fields of each kind.
const BEFORE: [(&str, &str); 5] = [
    ("act", "number of this entry in the record"),
    ("at", "when the node took it, UTC"),
    ("by", "number of the entry that admitted its author; empty for the operator"),
    ("stands", "no where it broke a rule and has no effect"),
    ("standing", "shown, waiting, rejected, sealed or withdrawn; its words are empty unless it is shown"),
];

/// What an entry of such a kind says.
#[derive(Debug)]
pub(super) struct Told {
    entry: u64,
    fields: BTreeMap<String, Value>,
    words: Vec<Digest>,
}

impl Told {
    pub(super) fn of(entry: u64, recorded: &Recorded) -> Self {
        let (fields, words) = recorded.event.fields();
        Self { entry, fields, words }
    }
}

/// The kinds that have no other table.
pub(super) fn kinds(tables: &[Table]) -> impl Iterator<Item = &'static Described> {
    let told: Vec<&str> = tables.iter().flat_map(|table| table.of).copied().collect();
    Event::DESCRIBED.iter().filter(move |one| !told.contains(&one.kind))
}

/// The name of the table of a kind, without folder and ending.
pub(super) fn name_of(kind: &str) -> String {
    format!("entries/{kind}")
}

/// What the column of a field is called: its name, set apart where a column before it has that name.
fn head(name: &str) -> String {
    if BEFORE.iter().any(|(before, _)| *before == name) { format!("of_{name}") } else { name.to_owned() }
}

/// What each field of each of these tables means.
pub(super) fn fields(tables: &[Table]) -> Rows {
    let mut rows = Vec::new();
    for one in kinds(tables) {
        let before = BEFORE.into_iter().map(|(name, meaning)| (name.to_owned(), meaning));
        let own = one.fields().map(|(name, meaning)| (head(name), meaning));
        for (name, meaning) in before.chain(own) {
            rows.push(vec![name_of(one.kind), one.about().to_owned(), name, meaning.to_owned()]);
        }
    }
    rows
}

/// The entries of a kind, each with what it says; words where anyone may read them.
pub(super) fn table(of: InProcess<'_>, kind: &Described, told: &[Told], lines: &[Line]) -> String {
    let before = BEFORE.into_iter().map(|(name, _)| name.to_owned());
    let heads: Vec<_> = before.chain(kind.fields().map(|(name, _)| head(name))).collect();
    let row = |one: &Told| {
        let line = lines.get(one.entry as usize);
        let mut cells = vec![
            one.entry.to_string(),
            line.map_or_else(String::new, |line| time(Moment(line.at))),
            cell(line.and_then(|line| line.author)),
            line.map_or_else(String::new, |line| yes(line.stands)),
            standing(of, maru_forum::EntryNumber(one.entry)),
        ];
        cells.extend(kind.fields().map(|(name, _)| {
            one.fields.get(name).map_or_else(String::new, |value| plain(with_words(of, value, &one.words)))
        }));
        cells
    };
    csv(std::iter::once(heads).chain(told.iter().map(row)))
}

/// A value as a cell: what is no list and no object stands as it is, the others as JSON.
fn plain(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        Value::Integer(number) => number.to_string(),
        Value::Bool(flag) => yes(flag),
        Value::List(_) | Value::Object(_) => String::from_utf8(value.encode()).unwrap_or_default(),
    }
}

/// The value with words in the place of where they are; empty where nobody may read them.
fn with_words(of: InProcess<'_>, value: &Value, words: &[Digest]) -> Value {
    match value {
        Value::Object(members) => {
            if let Some(place) = place_of_words(members) {
                let said = words.get(place).and_then(|digest| of.text(digest));
                return Value::Text(said.unwrap_or_default());
            }
            let member = |(name, value): (&String, &Value)| (name.clone(), with_words(of, value, words));
            Value::Object(members.iter().map(member).collect())
        }
        Value::List(values) => Value::List(values.iter().map(|value| with_words(of, value, words)).collect()),
        Value::Text(_) | Value::Integer(_) | Value::Bool(_) => value.clone(),
    }
}

/// Which of the entry's words an object stands for, where it does.
fn place_of_words(members: &BTreeMap<String, Value>) -> Option<usize> {
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    match members.get("content") {
        Some(Value::Integer(place)) if names == ["content", "language", "length"] => {
            usize::try_from(*place).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::tables::TABLES;
    use super::*;

    #[test]
    fn every_kind_of_entry_is_in_a_table_and_every_field_says_what_it_means() {
        let listed: Vec<&str> = TABLES.iter().flat_map(|table| table.of).copied().collect();
        let made: Vec<&str> = kinds(TABLES).map(|one| one.kind).collect();
        for kind in Event::KINDS {
            let count = listed.iter().chain(&made).filter(|one| *one == kind).count();
            assert_eq!(count, 1, "{kind}");
        }
        let unknown: Vec<_> = listed.iter().filter(|kind| !Event::KINDS.contains(kind)).collect();
        assert_eq!(unknown, Vec::<&&str>::new());
        for table in fields(TABLES).chunk_by(|a, b| a[0] == b[0]) {
            let names: BTreeSet<_> = table.iter().map(|row| &row[2]).collect();
            assert_eq!(names.len(), table.len(), "{}: a field twice", table[0][0]);
            for row in table {
                assert!(row[1].len() > 3 && row[3].len() > 1, "{row:?}");
            }
        }
    }
}
