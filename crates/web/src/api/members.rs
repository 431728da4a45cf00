//! Which members a body takes, as the description tells it. A body refuses every member that it does not know, so the description names
//! all that it takes.

use std::collections::{BTreeMap, BTreeSet};

use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AdditionalProperties, AllOf, ObjectBuilder, Type};
use utoipa::openapi::{Object, OpenApi, RefOr, Schema};

/// The mark of an operation whose body an author's own program may sign.
pub(super) const OWN_SIGNATURE: &str = "x-own-signature";
/// What such a program sends beside the members of the act, in base64 and as text.
const MEMBERS: [(&str, &str); 2] = [
    (
        "signature",
        "The author's own Ed25519 signature of the entry, in base64; only of those who hold a key here.",
    ),
    (
        "seed",
        "32 bytes in base64 from which the nonces of the words are made; beside a signature of an act that has words.",
    ),
];
const SCHEMAS: &str = "#/components/schemas/";

/// Writes into each body the members of its parts, and of those that may be signed the signature.
pub(super) fn name_all(all: &mut OpenApi) {
    let posts = all.paths.paths.values().filter_map(|item| item.post.as_ref());
    let signed: BTreeSet<String> = posts.filter_map(signed_body).collect();
    let Some(components) = &mut all.components else { return };
    let known = components.schemas.clone();
    for (_, schema) in components.schemas.iter_mut().filter(|(name, _)| signed.contains(*name)) {
        let RefOr::T(schema) = schema else { continue };
        let whole = match &*schema {
            Schema::AllOf(parts) => joined(parts, &known),
            Schema::Object(object) => Some(object.clone()),
            _ => None,
        };
        if let Some(mut body) = whole {
            body.properties.extend(MEMBERS.map(|(member, words)| (member.to_owned(), RefOr::T(text(words)))));
            body.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
            *schema = Schema::Object(body);
        }
    }
}

fn text(words: &str) -> Schema {
    Schema::Object(ObjectBuilder::new().schema_type(Type::String).description(Some(words)).build())
}

/// The name of the body of an operation that may be signed.
fn signed_body(operation: &Operation) -> Option<String> {
    operation.extensions.as_ref().filter(|marks| marks.contains_key(OWN_SIGNATURE))?;
    let RefOr::T(body) = operation.request_body.as_ref()? else { return None };
    let RefOr::T(content) = body.content.get("application/json")? else { return None };
    let RefOr::Ref(named) = content.schema.as_ref()? else { return None };
    named.ref_location.strip_prefix(SCHEMAS).map(str::to_owned)
}

/// A body with the members of its parts as its own: said apart, each part would refuse those of the other.
fn joined(parts: &AllOf, known: &BTreeMap<String, RefOr<Schema>>) -> Option<Object> {
    let object = |part: &RefOr<Schema>| match part {
        RefOr::T(Schema::Object(object)) => Some(object.clone()),
        RefOr::T(_) => None,
        RefOr::Ref(named) => match known.get(named.ref_location.strip_prefix(SCHEMAS)?)? {
            RefOr::T(Schema::Object(object)) => Some(object.clone()),
            RefOr::T(_) | RefOr::Ref(_) => None,
        },
    };
    let mut parts = parts.items.iter().rev().map(object).collect::<Option<Vec<_>>>()?.into_iter();
    let mut whole = parts.next()?;
    for part in parts {
        whole.properties.extend(part.properties);
        whole.required.extend(part.required);
    }
    Some(whole)
}
