//! The schema of a coding: the copy that ships is the loader's own, every shipped row keeps it, and it refuses what it should.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use maru_norms::{Library, coding_schema, parse_date};
use serde_json::{Value, json};

const SHIPPED_SCHEMA: &str = include_str!("../../../data/norms/coding.schema.json");

#[test]
fn the_schema_that_ships_is_the_loaders() {
    let made = serde_json::to_string_pretty(&coding_schema()).unwrap() + "\n";
    assert!(
        made == SHIPPED_SCHEMA,
        "data/norms/coding.schema.json is old; `maru norms schema` prints:\n{made}"
    );
}

#[test]
fn every_shipped_row_keeps_the_schema() {
    let schema: Value = serde_json::from_str(SHIPPED_SCHEMA).unwrap();
    let library = Library::shipped().unwrap();
    for one in library.provisions() {
        assert_eq!(
            faults(&schema, &serde_json::to_value(one).unwrap(), ""),
            Vec::<String>::new(),
            "{}",
            one.id
        );
    }
}

#[test]
fn the_schema_refuses_what_no_coding_holds() {
    let schema: Value = serde_json::from_str(SHIPPED_SCHEMA).unwrap();
    let good = serde_json::to_value(&Library::shipped().unwrap().provisions()[0]).unwrap();
    let check = |column: &str, cell: Value| {
        let mut row = good.clone();
        row[column] = cell;
        let faults = faults(&schema, &row, "");
        assert!(faults.len() == 1 && faults[0].contains(column), "{column}: {faults:?}");
    };
    check("deontic", json!("perhaps"));
    check("bearer", json!(["provider", "nobody at all"]));
    check("bearer", json!("provider"));
    check("applies_from", json!("2026-13-01"));
    check("locus", json!(""));
    check("colour", json!("red"));
    let mut row = good.clone();
    row.as_object_mut().unwrap().remove("testable");
    assert_eq!(faults(&schema, &row, ""), ["/testable is missing"]);
}

/// What a value has against the parts of JSON Schema that our schema uses; an unknown part is a fault too.
fn faults(schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (part, rule) in schema.as_object().unwrap() {
        let kept = match part.as_str() {
            "$schema" | "title" => true,
            "type" => match rule {
                Value::Array(kinds) => kinds.iter().any(|kind| is_a(value, kind)),
                kind => is_a(value, kind),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "minLength" => value.as_str().is_none_or(|text| text.len() as u64 >= rule.as_u64().unwrap()),
            "format" => rule == "date" && value.as_str().is_none_or(|text| parse_date(text).is_ok()),
            "items" => {
                let items = value.as_array().into_iter().flatten();
                out.extend(items.flat_map(|item| faults(rule, item, path)));
                true
            }
            "required" => {
                let names = rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                out.extend(
                    names
                        .filter(|name| value.get(name).is_none())
                        .map(|name| format!("{path}/{name} is missing")),
                );
                true
            }
            "properties" => {
                let known = value.as_object().into_iter().flatten();
                for (name, inner) in known {
                    match rule.get(name) {
                        Some(rule) => out.extend(faults(rule, inner, &format!("{path}/{name}"))),
                        None => out.push(format!("{path}/{name} is not in the schema")),
                    }
                }
                true
            }
            "additionalProperties" => *rule == json!(false),
            _ => false,
        };
        if !kept {
            out.push(format!("{path} {part}: {value}"));
        }
    }
    out
}

fn is_a(value: &Value, kind: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "null" => value.is_null(),
        _ => false,
    }
}
