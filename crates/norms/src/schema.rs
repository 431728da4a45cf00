//! The shape of a coding as JSON Schema (draft 2020-12), for those who code with tools of their own. It is made from the loader's
//! own vocabularies, so that the two cannot part; `data/norms/coding.schema.json` is the copy that ships.
//!
//! It describes a row as `maru norms provisions --json` prints it. In CSV a list is joined by `;` and nothing is an empty cell.
//! References, places, risks and predicates are beyond a schema: the loader checks them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::code::{
    Coded, Confidence, Deontic, Exemption, ObjectClass, RightAtStake, Role, SanctionKind, StatementType,
    Testable, Topic,
};
use crate::coding::in_one_order;

/// The dialect that the schema is written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Words, which may be missing.
    Text,
    /// Words that must stand there.
    Required,
    /// Words or nothing.
    Optional,
    /// A day or nothing.
    Day,
    /// One code.
    One(Vec<&'static str>),
    /// Codes, separated by semicolons.
    Many(Vec<&'static str>),
    /// Words in a list.
    List,
}

/// The columns of a coding, in the order of the file.
pub(crate) fn columns() -> [(&'static str, Shape); 27] {
    [
        ("id", Shape::Required),
        ("instrument_id", Shape::Required),
        ("locus", Shape::Required),
        ("paraphrase", Shape::Text),
        ("statement_type", one::<StatementType>()),
        ("deontic", one::<Deontic>()),
        ("bearer", many::<Role>()),
        ("counterparty", many::<Role>()),
        ("aim", Shape::Text),
        ("object", many::<ObjectClass>()),
        ("condition", Shape::Text),
        ("topics", many::<Topic>()),
        ("risks", Shape::List),
        ("rights", many::<RightAtStake>()),
        ("threshold", Shape::Text),
        ("exemptions", many::<Exemption>()),
        ("sanction_kind", one::<SanctionKind>()),
        ("sanction_max", Shape::Text),
        ("sanction_locus", Shape::Text),
        ("remedy", Shape::Text),
        ("applies_from", Shape::Day),
        ("applies_until", Shape::Day),
        ("reach", Shape::Optional),
        ("testable", one::<Testable>()),
        ("gate", Shape::Optional),
        ("confidence", one::<Confidence>()),
        ("use_areas", Shape::Required),
    ]
}

fn codes<T: Coded>() -> Vec<&'static str> {
    T::ALL.iter().map(|value| value.code()).collect()
}

fn one<T: Coded>() -> Shape {
    Shape::One(codes::<T>())
}

fn many<T: Coded>() -> Shape {
    Shape::Many(codes::<T>())
}

/// A JSON Schema of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    #[serde(rename = "$schema")]
    dialect: &'static str,
    title: &'static str,
    #[serde(rename = "type")]
    kind: Kind,
    required: Vec<&'static str>,
    additional_properties: bool,
    properties: BTreeMap<&'static str, Property>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Property {
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    values: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Box<Property>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Kind {
    Only(&'static str),
    Either([&'static str; 2]),
}

impl Property {
    fn of(kind: Kind) -> Self {
        Self { kind, min_length: None, format: None, values: Vec::new(), items: None }
    }

    fn text() -> Self {
        Self::of(Kind::Only("string"))
    }

    fn list(items: Self) -> Self {
        Self { items: Some(Box::new(items)), ..Self::of(Kind::Only("array")) }
    }
}

impl From<Shape> for Property {
    fn from(shape: Shape) -> Self {
        let optional = || Self::of(Kind::Either(["string", "null"]));
        match shape {
            Shape::Text => Self::text(),
            Shape::Required => Self { min_length: Some(1), ..Self::text() },
            Shape::Optional => optional(),
            Shape::Day => Self { format: Some("date"), ..optional() },
            Shape::One(values) => Self { values, ..Self::text() },
            Shape::Many(values) => Self::list(Self { values, ..Self::text() }),
            Shape::List => Self::list(Self { min_length: Some(1), ..Self::text() }),
        }
    }
}

/// The schema of one row of a coding.
pub fn coding_schema() -> Schema {
    let columns = columns();
    Schema {
        dialect: DIALECT,
        title: "A coded provision",
        kind: Kind::Only("object"),
        required: columns.iter().map(|(name, _)| *name).collect(),
        additional_properties: false,
        properties: columns.into_iter().map(|(name, shape)| (name, shape.into())).collect(),
    }
}

/// A cell as a reading of its column, lists in one order; nothing when a column with a closed vocabulary could not hold it.
/// Other columns are free.
pub(crate) fn reading_of(column: &str, cell: &str) -> Option<String> {
    let parts = || cell.split(';').map(str::trim);
    let (could_hold, is_list) = match columns().into_iter().find(|(name, _)| *name == column) {
        Some((_, Shape::One(values))) => (values.contains(&cell), false),
        Some((_, Shape::Many(values))) => (parts().all(|one| values.contains(&one)), true),
        Some((_, Shape::Day)) => (maru_text::parse_date(cell).is_ok(), false),
        Some((_, Shape::List)) => (true, true),
        _ => (true, false),
    };
    could_hold.then(|| if is_list { in_one_order(parts()) } else { cell.to_owned() })
}
