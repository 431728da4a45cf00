//! Votes and statements in JSON: as Polis's API answers, and under the names that red-dwarf and the analysis of Agora give them. A list
//! of plain objects is a table, so it is made one, and read by the reader of tables: there is one reader for all.

use super::PolisError;
use super::csv::Table;
use super::formula::guarded;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

pub(super) const VOTES: &str = "votes.json";
pub(super) const COMMENTS: &str = "comments.json";
pub(super) const CONVERSATION: &str = "conversation.json";

/// Fields of votes that tables call otherwise.
const OF_VOTES: [(&str, &str); 1] = [("modified", "timestamp")];
/// Fields of statements that tables call otherwise. A statement's person is its author.
const OF_COMMENTS: [(&str, &str); 5] = [
    ("pid", "author-id"),
    ("participant_id", "author-id"),
    ("agree_count", "agrees"),
    ("disagree_count", "disagrees"),
    ("pass_count", "passes"),
];
/// The most fields that objects of a file may have, all names together.
const MOST_FIELDS: usize = 200;

/// The table of `votes.json`.
pub(super) fn votes(bytes: &[u8]) -> Result<Table<'static>, PolisError> {
    table(VOTES, bytes, &OF_VOTES)
}

/// The table of `comments.json`.
pub(super) fn comments(bytes: &[u8]) -> Result<Table<'static>, PolisError> {
    table(COMMENTS, bytes, &OF_COMMENTS)
}

/// Topic and description of `conversation.json`, as `summary.csv` has them.
pub(super) fn summary(bytes: &[u8]) -> Result<Vec<(String, String)>, PolisError> {
    let wrong = |what: String| PolisError::Json { file: CONVERSATION, what };
    let Object(fields) =
        serde_json::from_slice(without_mark(bytes)).map_err(|error| wrong(error.to_string()))?;
    let mut lines = Vec::new();
    for (field, line) in [("topic", "topic"), ("description", "conversation-description")] {
        match fields.iter().find(|(name, _)| name == field).map(|(_, value)| value) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => lines.push((line.to_owned(), text.clone())),
            Some(_) => return Err(wrong(format!("a text is wanted for \"{field}\""))),
        }
    }
    Ok(lines)
}

/// An object with its fields in their order; one that stands twice is refused, for nobody knows which is meant.
struct Object(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut fields: Vec<(String, Value)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if fields.iter().any(|(known, _)| *known == name) {
                        return Err(de::Error::custom(format!(
                            "the field \"{name}\" stands twice in an object"
                        )));
                    }
                    if fields.len() >= MOST_FIELDS {
                        return Err(de::Error::custom("an object has too many fields"));
                    }
                    fields.push((name, value));
                }
                Ok(Object(fields))
            }
        }
        from.deserialize_map(Fields)
    }
}

/// Gives the objects of a list to a function, one after the other, so that they never stand in memory together.
struct Each<F>(F);

impl<'de, F: FnMut(Object) -> Result<(), String>> DeserializeSeed<'de> for Each<F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(Object) -> Result<(), String>> Visitor<'de> for Each<F> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(object) = list.next_element::<Object>()? {
            (self.0)(object).map_err(de::Error::custom)?;
        }
        Ok(())
    }
}

fn each(
    file: &'static str,
    bytes: &[u8],
    take: impl FnMut(Object) -> Result<(), String>,
) -> Result<(), PolisError> {
    let wrong = |error: serde_json::Error| PolisError::Json { file, what: error.to_string() };
    let mut from = serde_json::Deserializer::from_slice(without_mark(bytes));
    Each(take).deserialize(&mut from).map_err(wrong)?;
    from.end().map_err(wrong)
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

fn table(file: &'static str, bytes: &[u8], renamed: &[(&str, &str)]) -> Result<Table<'static>, PolisError> {
    let mut names: Vec<String> = Vec::new();
    each(file, bytes, |Object(fields)| {
        for (name, _) in fields {
            if names.contains(&name) {
                continue;
            }
            let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
            if name.trim().is_empty() || !name.chars().all(is_plain) || names.len() >= MOST_FIELDS {
                return Err(format!("a field is called {name:?}, or there are too many fields"));
            }
            names.push(name);
        }
        Ok(())
    })?;
    let called = |name: &str| {
        let known = renamed.iter().find(|(from, _)| *from == name);
        known.map_or_else(|| name.to_owned(), |(_, to)| (*to).to_owned())
    };
    let mut text = names.iter().map(|name| called(name)).collect::<Vec<_>>().join(",");
    text.push('\n');
    each(file, bytes, |Object(fields)| {
        for (at, name) in names.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            if let Some((_, value)) = fields.iter().find(|(known, _)| known == name) {
                write_cell(&mut text, value);
            }
        }
        text.push('\n');
        Ok(())
    })?;
    Ok(Table::of_objects(file, text))
}

/// A value as it stands in a table: texts guarded against formulas, because the reader takes guards away.
fn write_cell(text: &mut String, value: &Value) {
    let said: Cow<'_, str> = match value {
        Value::Null => return,
        Value::String(said) => guarded(said),
        other => Cow::Owned(other.to_string()),
    };
    if said.contains(['"', ',', '\n', '\r']) {
        text.push('"');
        text.push_str(&said.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(&said);
    }
}
