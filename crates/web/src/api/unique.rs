//! That no member stands twice in a body: whoever reads JSON into a map keeps the last of two in silence, and nobody can say which was meant.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Any JSON in which each object names a member once.
pub(super) struct Unique;

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Look)
    }
}

struct Look;

impl<'de> Visitor<'de> for Look {
    type Value = Unique;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_str<E>(self, _: &str) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_unit<E>(self) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Unique, A::Error> {
        while items.next_element::<Unique>()?.is_some() {}
        Ok(Unique)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Unique, A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if seen.contains(&name) {
                return Err(A::Error::custom(format_args!("the member `{name}` stands there twice")));
            }
            members.next_value::<Unique>()?;
            seen.insert(name);
        }
        Ok(Unique)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_stands_once_in_each_object_at_any_depth() {
        let check = |json: &str, said: Option<&str>| {
            let error = serde_json::from_str::<Unique>(json).err().map(|error| error.to_string());
            assert_eq!(error.is_some(), said.is_some(), "{json}: {error:?}");
            assert!(error.unwrap_or_default().contains(said.unwrap_or_default()), "{json}");
        };
        check(r#"{"a":1,"b":[{"a":null},{"a":-1.5e3}],"c":{"a":"x"}}"#, None);
        check(r#"{"a":1,"a":1}"#, Some("`a` stands there twice"));
        check(r#"{"c":[0,{"b":true,"\u0062":false}]}"#, Some("`b` stands there twice"));
        check(r#"{"a":{"b":1},"a":{"b":2}}"#, Some("`a`"));
    }
}
