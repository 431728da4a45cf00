//! Personal content beside the record: small canonical JSON objects with a nonce, which entries name by digest.
//!
//! Erasing the object (and with it the nonce) leaves an entry that is valid and says nothing.

use std::collections::BTreeMap;

use maru_record::{Digest, Value};
use thiserror::Error;

/// Bytes of randomness in every content, so that its digest cannot be guessed from likely words.
pub const NONCE_BYTES: usize = 32;

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
            fields.into_iter().map(|(k, v)| (k.to_owned(), crate::language::normalised(&v))).collect();
        map.insert("nonce".to_owned(), Digest(*nonce).to_string());
        Self { fields: map }
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
