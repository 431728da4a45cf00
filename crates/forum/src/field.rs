//! Fields by name: how a value stands in one field of an entry, and the macros that give structs and names such fields.
//!
//! Only what [`Field::put`] would write is accepted by [`Field::take`]: an entry has one form, so nobody can hide anything in
//! another spelling of it.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::civil::Date;
use maru_record::{Digest, Value};

use crate::code::Code;
use crate::content::Words;
use crate::id::{
    AgendaItemId, CountryCode, CriterionId, EntryNumber, GroupId, Moment, ParticipantId, Pseudonym,
    StatementId, UnitId, is_plausible,
};
use crate::language::{Language, normalised};

/// The members of a JSON object, by name.
pub(crate) type Object = BTreeMap<String, Value>;

/// A type that stands in one field of an entry.
pub(crate) trait Field: Sized {
    /// What the field should hold, as the end of the sentence “… “x” is missing or is not …”.
    const WANTED: &'static str;

    /// The value in the entry, or nothing where the field is left out. Digests of contents go to `addenda`, in order.
    fn put(&self, addenda: &mut Vec<Digest>) -> Option<Value>;

    /// Reads the value back; nothing if it is not exactly what [`Field::put`] writes.
    fn take(value: Option<&Value>, addenda: &mut Addenda<'_>) -> Option<Self>;

    /// Adds the words that stand beside the entry.
    fn words(&self, into: &mut Vec<Words>);
}

/// The digests of an entry, handed out in order while its fields are read.
#[derive(Debug)]
pub(crate) struct Addenda<'a> {
    digests: &'a [Digest],
    next: usize,
}

impl<'a> Addenda<'a> {
    pub(crate) fn new(digests: &'a [Digest]) -> Self {
        Self { digests, next: 0 }
    }

    /// The next digest with its position, which the entry's text must repeat.
    pub(crate) fn draw(&mut self) -> Option<(usize, Digest)> {
        let position = self.next;
        let digest = *self.digests.get(position)?;
        self.next += 1;
        Some((position, digest))
    }

    /// Whether every digest was named by a field.
    pub(crate) fn is_used_up(&self) -> bool {
        self.next == self.digests.len()
    }
}

/// Why a field is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) field: &'static str,
    /// What it should hold.
    pub(crate) wanted: &'static str,
}

/// Reads fields by name and counts them, so that one which nobody asked for is noticed.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    object: &'a Object,
    used: usize,
    addenda: Addenda<'a>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(object: &'a Object, digests: &'a [Digest]) -> Self {
        Self { object, used: 0, addenda: Addenda::new(digests) }
    }

    /// A field of the wanted type.
    pub(crate) fn take<T: Field>(&mut self, field: &'static str) -> Result<T, Malformed> {
        let value = self.object.get(field);
        self.used += usize::from(value.is_some());
        T::take(value, &mut self.addenda).ok_or(Malformed { field, wanted: T::WANTED })
    }

    /// Reads an object within a field; it draws its digests from where those of the entry have got to.
    pub(crate) fn within(object: &'a Object, addenda: &Addenda<'a>) -> Self {
        Self { object, used: 0, addenda: Addenda { digests: addenda.digests, next: addenda.next } }
    }

    /// Whether every field of such an object was asked for; the digests that it drew are drawn from the entry too.
    pub(crate) fn returns(self, addenda: &mut Addenda<'_>) -> bool {
        addenda.next = self.addenda.next;
        self.used == self.object.len()
    }

    /// Whether every field and every digest was asked for.
    pub(crate) fn is_used_up(&self) -> bool {
        self.used == self.object.len() && self.addenda.is_used_up()
    }
}

/// Puts a field into an object.
pub(crate) fn put<T: Field>(into: &mut Object, addenda: &mut Vec<Digest>, field: &'static str, value: &T) {
    if let Some(value) = value.put(addenda) {
        into.insert(field.to_owned(), value);
    }
}

/// A struct whose fields stand in an entry under their own names.
pub(crate) trait Fields: Sized {
    /// Each field by its name, with what it means.
    const NAMED: &'static [(&'static str, &'static str)];

    /// Writes every field.
    fn write(&self, into: &mut Object, addenda: &mut Vec<Digest>);

    /// Reads every field.
    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed>;

    /// The words that the fields name, in the order of the digests.
    fn words(&self) -> Vec<Words>;
}

/// Gives a struct [`Fields`]. The order of the fields is the order in which contents are named: it is part of the format.
macro_rules! fields {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[doc = $field_doc:literal])* pub $field:ident : $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[doc = $field_doc])* pub $field: $type),* }

        impl $crate::field::Fields for $name {
            const NAMED: &'static [(&'static str, &'static str)] = &[$((stringify!($field), concat!($($field_doc),*))),*];

            fn write(&self, into: &mut $crate::field::Object, addenda: &mut Vec<maru_record::Digest>) {
                $($crate::field::put(into, addenda, stringify!($field), &self.$field);)*
            }

            fn read(from: &mut $crate::field::Reader<'_>) -> Result<Self, $crate::field::Malformed> {
                Ok(Self { $($field: from.take(stringify!($field))?),* })
            }

            fn words(&self) -> Vec<$crate::content::Words> {
                let mut words = Vec::new();
                $($crate::field::Field::words(&self.$field, &mut words);)*
                words
            }
        }
    };
}
pub(crate) use fields;

/// A struct that stands in one field of an entry, as an object of its own fields; the state holds it as it is.
macro_rules! part {
    ($(#[$doc:meta])* pub struct $name:ident, $wanted:literal { $($(#[$field_doc:meta])* pub $field:ident : $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

        impl $crate::field::Field for $name {
            const WANTED: &'static str = $wanted;

            fn put(&self, addenda: &mut Vec<maru_record::Digest>) -> Option<maru_record::Value> {
                let mut object = $crate::field::Object::new();
                $($crate::field::put(&mut object, addenda, stringify!($field), &self.$field);)*
                Some(maru_record::Value::Object(object))
            }

            fn take(
                value: Option<&maru_record::Value>,
                addenda: &mut $crate::field::Addenda<'_>,
            ) -> Option<Self> {
                let Some(maru_record::Value::Object(object)) = value else { return None };
                let mut fields = $crate::field::Reader::within(object, addenda);
                let part = Self { $($field: fields.take(stringify!($field)).ok()?),* };
                fields.returns(addenda).then_some(part)
            }

            fn words(&self, into: &mut Vec<$crate::content::Words>) {
                $($crate::field::Field::words(&self.$field, into);)*
            }
        }
    };
}
pub(crate) use part;

/// An enumeration whose values have names, the same in entries, addresses and locale keys.
macro_rules! named {
    ($(#[$doc:meta])* pub enum $name:ident, $wanted:literal { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant),* }

        impl $name {
            /// Every value, in the order in which pages offer them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in entries, addresses and locale keys.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The value of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }

        impl $crate::field::Field for $name {
            const WANTED: &'static str = $wanted;

            fn put(&self, _: &mut Vec<maru_record::Digest>) -> Option<maru_record::Value> {
                Some(maru_record::Value::Text(self.as_str().to_owned()))
            }

            fn take(value: Option<&maru_record::Value>, _: &mut $crate::field::Addenda<'_>) -> Option<Self> {
                match value {
                    Some(maru_record::Value::Text(name)) => Self::from_name(name),
                    _ => None,
                }
            }

            fn words(&self, _: &mut Vec<$crate::content::Words>) {}
        }
    };
}
pub(crate) use named;

/// A field that holds no words, written as one JSON value: how it is put, and how it is taken from the value.
macro_rules! plain_field {
    ($type:ty, $wanted:literal, |$it:ident| $put:expr, $pattern:pat => $take:expr) => {
        impl Field for $type {
            const WANTED: &'static str = $wanted;

            fn put(&self, _: &mut Vec<Digest>) -> Option<Value> {
                let $it = self;
                Some($put)
            }

            fn take(value: Option<&Value>, _: &mut Addenda<'_>) -> Option<Self> {
                match value {
                    Some($pattern) => $take,
                    _ => None,
                }
            }

            fn words(&self, _: &mut Vec<Words>) {}
        }
    };
}

plain_field!(u64, "a count", |n| Value::Integer(*n as i64), Value::Integer(n) => u64::try_from(*n).ok());
plain_field!(u32, "a count", |n| Value::Integer(i64::from(*n)), Value::Integer(n) => u32::try_from(*n).ok());
plain_field!(Date, "a day as YYYY-MM-DD, from 1800 to 2999", |day| Value::Text(day.to_string()),
    Value::Text(text) => text.parse().ok().filter(|day: &Date| day.to_string() == *text && is_plausible(*day)));
plain_field!(i64, "an integer", |n| Value::Integer(*n), Value::Integer(n) => Some(*n));
plain_field!(Moment, "seconds since 1970", |at| Value::Integer(at.0), Value::Integer(n) => Some(Self(*n)));
plain_field!(AgendaItemId, "the number of an item of the agenda", |id| Value::Integer(i64::from(id.0)),
    Value::Integer(n) => u32::try_from(*n).ok().map(Self));
plain_field!(bool, "true or false", |flag| Value::Bool(*flag), Value::Bool(flag) => Some(*flag));
plain_field!(String, "a text", |text| Value::Text(normalised(text)), Value::Text(text) => Some(text.clone()));
plain_field!(EntryNumber, "an entry number", |n| Value::Integer(n.0 as i64), Value::Integer(n) => u64::try_from(*n).ok().map(Self));
plain_field!(ParticipantId, "the number of an admission", |id| Value::Integer(id.0.0 as i64),
    Value::Integer(n) => u64::try_from(*n).ok().map(|n| Self(EntryNumber(n))));
plain_field!(StatementId, "the number of a statement", |id| Value::Integer(id.0.0 as i64),
    Value::Integer(n) => u64::try_from(*n).ok().map(|n| Self(EntryNumber(n))));
plain_field!(CriterionId, "a criterion, O1 to O40", |id| Value::Text(id.to_string()), Value::Text(id) => id.parse().ok());
plain_field!(Language, "a language tag", |language| Value::Text(language.to_string()), Value::Text(tag) => tag.parse().ok());
plain_field!(GroupId, "the id of a group", |id| Value::Text(id.0.clone()), Value::Text(id) => Some(Self(id.clone())));
plain_field!(CountryCode, "a country code", |code| Value::Text(code.to_string()), Value::Text(code) => code.parse().ok());
plain_field!(UnitId, "the id of a unit of the draft", |id| Value::Text(id.to_string()), Value::Text(id) => UnitId::new(id).ok());
// A name that would be tidied when it is read could stand beside its tidy twin in the record.
plain_field!(Pseudonym, "a pseudonym", |name| Value::Text(name.to_string()),
    Value::Text(text) => Self::recorded(text).ok().filter(|name| name.as_str() == text));
plain_field!(Digest, "a SHA-256 in hexadecimal", |digest| Value::Text(digest.to_string()),
    Value::Text(text) => text.parse().ok().filter(|digest: &Self| digest.to_string() == *text));
plain_field!([u8; 32], "32 bytes in base64", |bytes| Value::Text(BASE64.encode(bytes)),
    Value::Text(text) => BASE64.decode(text).ok().and_then(|bytes| bytes.try_into().ok()));
plain_field!([u8; 64], "64 bytes in base64", |bytes| Value::Text(BASE64.encode(bytes)),
    Value::Text(text) => BASE64.decode(text).ok().and_then(|bytes| bytes.try_into().ok()));

plain_field!(Code, "the letters of a code", |code| Value::Text(code.as_str().to_owned()), Value::Text(text) => Code::recorded(text));

impl<T: Field> Field for Option<T> {
    const WANTED: &'static str = T::WANTED;

    fn put(&self, addenda: &mut Vec<Digest>) -> Option<Value> {
        self.as_ref().and_then(|value| value.put(addenda))
    }

    fn take(value: Option<&Value>, addenda: &mut Addenda<'_>) -> Option<Self> {
        match value {
            None => Some(None),
            some => T::take(some, addenda).map(Some),
        }
    }

    fn words(&self, into: &mut Vec<Words>) {
        if let Some(value) = self {
            value.words(into);
        }
    }
}

impl<T: Field> Field for Vec<T> {
    const WANTED: &'static str = "a list";

    fn put(&self, addenda: &mut Vec<Digest>) -> Option<Value> {
        Some(Value::List(self.iter().filter_map(|value| value.put(addenda)).collect()))
    }

    fn take(value: Option<&Value>, addenda: &mut Addenda<'_>) -> Option<Self> {
        match value {
            Some(Value::List(items)) => items.iter().map(|item| T::take(Some(item), addenda)).collect(),
            _ => None,
        }
    }

    fn words(&self, into: &mut Vec<Words>) {
        for value in self {
            value.words(into);
        }
    }
}

/// Figures by name.
impl Field for BTreeMap<String, i64> {
    const WANTED: &'static str = "an object of integers";

    fn put(&self, _: &mut Vec<Digest>) -> Option<Value> {
        Some(Value::Object(
            self.iter().map(|(name, figure)| (name.clone(), Value::Integer(*figure))).collect(),
        ))
    }

    fn take(value: Option<&Value>, _: &mut Addenda<'_>) -> Option<Self> {
        let Some(Value::Object(object)) = value else { return None };
        let figure = |(name, value): (&String, &Value)| match value {
            Value::Integer(figure) => Some((name.clone(), *figure)),
            _ => None,
        };
        object.iter().map(figure).collect()
    }

    fn words(&self, _: &mut Vec<Words>) {}
}

impl Field for Words {
    const WANTED: &'static str = "the language and length of a text and its place among the entry's contents";

    fn put(&self, addenda: &mut Vec<Digest>) -> Option<Value> {
        let position = addenda.len();
        addenda.push(self.digest);
        Some(Value::Object(Object::from([
            ("content".to_owned(), Value::Integer(position as i64)),
            ("language".to_owned(), Value::Text(self.language.to_string())),
            ("length".to_owned(), Value::Integer(i64::from(self.length))),
        ])))
    }

    fn take(value: Option<&Value>, addenda: &mut Addenda<'_>) -> Option<Self> {
        let Some(Value::Object(object)) = value else { return None };
        let mut fields = Reader::new(object, &[]);
        let said: u64 = fields.take("content").ok()?;
        let (language, length) = (fields.take("language").ok()?, fields.take("length").ok()?);
        let (position, digest) = addenda.draw()?;
        let fits = fields.is_used_up() && said == position as u64;
        fits.then_some(Self { digest, language, length })
    }

    fn words(&self, into: &mut Vec<Words>) {
        into.push(self.clone());
    }
}
