//! How a charter stands in a field of an entry: as its JSON, without what says no more than its absence.

use maru_record::{Digest, Value};

use crate::charter::{Charter, EDIT_MINUTES};
use crate::content::Words;
use crate::field::{Addenda, Field, Object};
use crate::id::is_plausible;
use crate::language::normalised;
use crate::tie::TieRule;

/// Only a charter as it would be written: what a reader would drop or add, nobody else would see.
impl Field for Box<Charter> {
    const WANTED: &'static str = "a charter";

    fn put(&self, _: &mut Vec<Digest>) -> Option<Value> {
        Some(charter_value(self))
    }

    fn take(value: Option<&Value>, _: &mut Addenda<'_>) -> Option<Self> {
        let charter: Charter = serde_json::from_value(value_to_json(value?)).ok()?;
        let mut days = charter.phases.iter().flat_map(|phase| [phase.opens, phase.closes]);
        let fits = days.all(is_plausible) && charter_value(&charter) == *value?;
        fits.then(|| Self::new(charter))
    }

    fn words(&self, _: &mut Vec<Words>) {}
}

fn charter_value(charter: &Charter) -> Value {
    // Serialising a charter to JSON cannot fail: it has text keys only, and no number that JSON lacks.
    let mut json = serde_json::to_value(charter).unwrap_or_default();
    if let Some(members) = json.as_object_mut() {
        if !charter.initiatives.is_promised() {
            members.remove("initiatives");
        }
        if charter.edit_minutes == EDIT_MINUTES {
            members.remove("edit_minutes");
        }
        if !charter.disclosed.is_said() {
            members.remove("disclosed");
        }
        if charter.decides.tie_rule == TieRule::default()
            && let Some(decides) = members.get_mut("decides").and_then(serde_json::Value::as_object_mut)
        {
            decides.remove("tie_rule");
        }
    }
    json_to_value(json)
}

fn json_to_value(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Object(Object::new()),
        serde_json::Value::Bool(flag) => Value::Bool(flag),
        serde_json::Value::Number(number) => Value::Integer(number.as_i64().unwrap_or_default()),
        serde_json::Value::String(text) => Value::Text(normalised(&text)),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(json_to_value).collect()),
        serde_json::Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (key, json_to_value(value))).collect())
        }
    }
}

fn value_to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(flag) => (*flag).into(),
        Value::Integer(number) => (*number).into(),
        Value::Text(text) => text.clone().into(),
        Value::List(items) => items.iter().map(value_to_json).collect(),
        Value::Object(map) => serde_json::Value::Object(
            map.iter().map(|(key, value)| (key.clone(), value_to_json(value))).collect(),
        ),
    }
}
