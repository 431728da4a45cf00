//! Personal content beside the record: small canonical JSON objects with a nonce, which entries name by digest.
//!
//! Erasing the object (and with it the nonce) leaves an entry that is valid and says nothing.

use std::collections::BTreeMap;

use maru_record::{Digest, Value};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::language::{Language, normalised};
use crate::violation::Violation;

/// Bytes of randomness in every content, so that its digest cannot be guessed from likely words.
pub const NONCE_BYTES: usize = 32;

/// What the names of fields begin with that tell what a source said of words that were brought in from it.
const SOURCE_FIELD: &str = "source-";

/// An object that entries name by digest: texts by field name, with a nonce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    fields: BTreeMap<String, String>,
}

/// Why bytes are no content.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a content object: {0}")]
pub struct ContentError(String);

impl Content {
    /// Makes a content from fields and a fresh nonce.
    pub fn new(nonce: &[u8; NONCE_BYTES], fields: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let mut map: BTreeMap<_, _> =
            fields.into_iter().map(|(k, v)| (k.to_owned(), normalised(&v))).collect();
        map.insert("nonce".to_owned(), Digest(*nonce).to_string());
        Self { fields: map }
    }

    /// The same with more texts beside, such as what a source says of words that were brought in from it. They are erased together.
    #[must_use]
    pub(crate) fn and(mut self, more: &BTreeMap<String, String>) -> Self {
        let fields = more.iter().map(|(name, text)| (format!("{SOURCE_FIELD}{name}"), normalised(text)));
        self.fields.extend(fields);
        self
    }

    /// What the source said of words that were brought in, by the name that the source's file has for it.
    pub fn source_field(&self, name: &str) -> Option<&str> {
        self.get(&format!("{SOURCE_FIELD}{name}"))
    }

    /// All that the source said of words that were brought in, by name.
    pub fn source_fields<'a>(&'a self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let named =
            |(name, text): (&'a String, &'a String)| Some((name.strip_prefix(SOURCE_FIELD)?, text.as_str()));
        self.fields.iter().filter_map(named)
    }

    /// Reads an object back from its bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, ContentError> {
        let value = maru_record::canonical::parse(bytes).map_err(|error| ContentError(error.to_string()))?;
        let Value::Object(object) = value else {
            return Err(ContentError("the top is not an object".into()));
        };
        let fields = object
            .into_iter()
            .map(|(key, value)| match value {
                Value::Text(text) => Ok((key, text)),
                _ => Err(ContentError(format!("field “{key}” is not a text"))),
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { fields })
    }

    /// A field's text.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(String::as_str)
    }

    /// How many bytes its texts have.
    pub fn text_bytes(&self) -> usize {
        self.fields.values().map(String::len).sum()
    }

    /// Every field's text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.fields.values().map(String::as_str)
    }

    /// The object's bytes, canonical.
    pub fn bytes(&self) -> Vec<u8> {
        Value::Object(self.fields.iter().map(|(k, v)| (k.clone(), Value::Text(v.clone()))).collect()).encode()
    }

    /// What entries name it by: SHA-256 of its bytes.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes())
    }
}

/// Nonces drawn from 32 bytes of true randomness that came in with the command: the n-th is
/// SHA-256(entropy ‖ n), n as eight big-endian bytes.
#[derive(Debug)]
pub struct NonceSource {
    entropy: [u8; 32],
    drawn: u64,
}

impl NonceSource {
    /// Starts from the randomness of one command.
    pub fn new(entropy: [u8; 32]) -> Self {
        Self { entropy, drawn: 0 }
    }

    /// The next nonce.
    pub fn draw(&mut self) -> [u8; NONCE_BYTES] {
        let mut input = self.entropy.to_vec();
        input.extend_from_slice(&self.drawn.to_be_bytes());
        self.drawn += 1;
        Digest::of(&input).0
    }
}

/// Words that stand beside the record: an entry names them by digest, with their language and length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// SHA-256 of the content that holds them.
    #[serde(with = "digest_text")]
    pub digest: Digest,
    /// Their language.
    pub language: Language,
    /// Their length in characters.
    pub length: u32,
}

impl Words {
    /// Trims, normalises and measures what somebody wrote, and makes the content of it.
    pub(crate) fn write(
        text: &str,
        language: &Language,
        limit: usize,
        nonces: &mut NonceSource,
    ) -> Result<(Self, Content), Violation> {
        Self::write_beside(text, language, limit, nonces, &BTreeMap::new())
    }

    /// The same where a source says more of the words.
    pub(crate) fn write_beside(
        text: &str,
        language: &Language,
        limit: usize,
        nonces: &mut NonceSource,
        more: &BTreeMap<String, String>,
    ) -> Result<(Self, Content), Violation> {
        let text = normalised(text.trim());
        if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
            return Err(Violation::TextEmpty);
        }
        let length = text.chars().count();
        if length > limit {
            return Err(Violation::TextTooLong { length, limit });
        }
        let content =
            Content::new(&nonces.draw(), [("language", language.to_string()), ("text", text)]).and(more);
        Ok((Self { digest: content.digest(), language: language.clone(), length: length as u32 }, content))
    }

    /// Whether the length that the entry names is one that such words may have.
    pub(crate) fn within(&self, limit: usize) -> Result<(), Violation> {
        match self.length as usize {
            0 => Err(Violation::TextEmpty),
            length if length > limit => Err(Violation::TextTooLong { length, limit }),
            _ => Ok(()),
        }
    }
}

/// A text that may name somebody. It stands beside the record, where it can be hidden and erased; in entries from before that was so it
/// stands in the entry itself, for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Text {
    /// As content.
    Beside(Words),
    /// In the entry.
    InEntry(String),
}

impl Text {
    /// Of the two fields that an entry has for one text, the one that is there.
    pub(crate) fn of(beside: Option<&Words>, in_entry: Option<&String>) -> Option<Self> {
        let beside = beside.cloned().map(Self::Beside);
        beside.or_else(|| in_entry.cloned().map(Self::InEntry))
    }
}

/// Serialises a digest as hexadecimal text, in snapshots.
pub(crate) mod digest_text {
    use maru_record::Digest;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(digest: &Digest, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(digest)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
