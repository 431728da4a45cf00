//! One line of the record: a canonical JSON object, then the digests of its addenda, then the tlog-addenda index.
//!
//! The bytes are `J || 0x0A || digest₁ … digestₙ || offset₁ … offsetₙ || n`. `J` holds no raw line feed, so the first
//! one ends it; the digests stand in the order in which `J` speaks of them; an offset is four bytes, big-endian.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::canonical::{self, CanonicalError, Value};
use crate::digest::{DIGEST_BYTES, Digest};

/// The longest entry: a bundle counts its bytes in two (tlog-tiles).
pub const MAX_ENTRY_BYTES: usize = 65_535;
/// The most addenda that one entry may name: the index counts them in one byte.
pub const MAX_ADDENDA: usize = 255;
/// The member that holds the author's signature.
pub const SIGNATURE_MEMBER: &str = "sig";
/// The member that holds the server's time, which the author does not sign.
pub const TIME_MEMBER: &str = "ts";

const OFFSET_BYTES: usize = 4;
const SIGNATURE_CONTEXT: &[u8] = b"maru/entry/v1\0";
const NOT_SIGNED: [&str; 2] = [SIGNATURE_MEMBER, TIME_MEMBER];

/// What an entry says, and the digests of what it only points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The object that stays public for ever.
    pub body: Value,
    /// Digests of the erasable parts, in the order in which the body speaks of them.
    pub addenda: Vec<Digest>,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The JSON part is not canonical.
    #[error("the entry's JSON is not canonical: {0}")]
    Canonical(#[from] CanonicalError),
    /// The JSON part is not an object.
    #[error("the entry's JSON is not an object")]
    NotAnObject,
    /// Longer than a bundle can hold.
    #[error(
        "{0} bytes are more than the {MAX_ENTRY_BYTES} an entry may have; longer texts belong in an addendum"
    )]
    TooLong(usize),
    /// More addenda than the index can count.
    #[error("{0} addenda are more than the {MAX_ADDENDA} an entry may name")]
    TooManyAddenda(usize),
    /// The addenda index at the end does not fit the bytes before it.
    #[error("the addenda index at the end of the entry does not fit")]
    Index,
    /// No `sig` member, or not the base64 of 64 bytes.
    #[error("the entry holds no author signature")]
    Unsigned,
    /// The author's signature does not fit.
    #[error("the author's signature does not fit the entry")]
    Signature,
}

impl Entry {
    /// An entry without addenda.
    pub fn new(body: Value) -> Self {
        Self { body, addenda: Vec::new() }
    }

    /// The entry's bytes, as they are hashed into the tree and stored in a bundle.
    pub fn encode(&self) -> Result<Vec<u8>, EntryError> {
        self.encode_without(&[])
    }

    fn encode_without(&self, left_out: &[&str]) -> Result<Vec<u8>, EntryError> {
        self.body.as_object().ok_or(EntryError::NotAnObject)?;
        self.body.check()?;
        let count =
            u8::try_from(self.addenda.len()).map_err(|_| EntryError::TooManyAddenda(self.addenda.len()))?;
        let mut bytes = Vec::with_capacity(384 + self.addenda.len() * (DIGEST_BYTES + OFFSET_BYTES));
        self.body.encode_into(&mut bytes, left_out);
        bytes.push(b'\n');
        let first_digest = bytes.len();
        for digest in &self.addenda {
            bytes.extend_from_slice(&digest.0);
        }
        for position in 0..self.addenda.len() {
            bytes.extend_from_slice(&((first_digest + position * DIGEST_BYTES) as u32).to_be_bytes());
        }
        bytes.push(count);
        if bytes.len() > MAX_ENTRY_BYTES { Err(EntryError::TooLong(bytes.len())) } else { Ok(bytes) }
    }

    /// Reads an entry; accepts only the bytes that [`Entry::encode`] writes.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        let (json, addenda) = split(bytes)?;
        Ok(Self { body: canonical::parse(json)?, addenda })
    }

    /// Says whether [`Entry::decode`] would read the bytes, without building the entry.
    pub fn check(bytes: &[u8]) -> Result<(), EntryError> {
        let (json, _) = split(bytes)?;
        Ok(canonical::check(json)?)
    }

    /// What the author signs: everything but the signature and the server's time, bound to one record's origin.
    pub fn signed_message(&self, origin: &str) -> Result<Vec<u8>, EntryError> {
        let unsigned = self.encode_without(&NOT_SIGNED)?;
        let mut message = Vec::with_capacity(SIGNATURE_CONTEXT.len() + origin.len() + 1 + unsigned.len());
        message.extend_from_slice(SIGNATURE_CONTEXT);
        message.extend_from_slice(origin.as_bytes());
        message.push(0);
        message.extend_from_slice(&unsigned);
        Ok(message)
    }

    /// Signs as the author and keeps the signature in the body. A body that is no object is refused.
    pub fn sign(&mut self, origin: &str, key: &SigningKey) -> Result<(), EntryError> {
        let signature = key.sign(&self.signed_message(origin)?);
        self.set_signature(&signature)
    }

    /// Keeps a signature that the author made elsewhere over [`Entry::signed_message`].
    pub fn set_signature(&mut self, signature: &Signature) -> Result<(), EntryError> {
        let Value::Object(members) = &mut self.body else { return Err(EntryError::NotAnObject) };
        members.insert(SIGNATURE_MEMBER.to_owned(), Value::Text(STANDARD.encode(signature.to_bytes())));
        Ok(())
    }

    /// The author's signature, if the entry holds one.
    pub fn signature(&self) -> Option<Signature> {
        let text = self.body.get(SIGNATURE_MEMBER)?.as_text()?;
        let mut bytes = [0; 66];
        let length = STANDARD.decode_slice(text, &mut bytes).ok()?;
        Signature::from_slice(&bytes[..length]).ok()
    }

    /// Checks the author's signature, strictly: weak keys and malleable signatures are refused.
    pub fn verify_signature(&self, origin: &str, key: &VerifyingKey) -> Result<(), EntryError> {
        let signature = self.signature().ok_or(EntryError::Unsigned)?;
        key.verify_strict(&self.signed_message(origin)?, &signature).map_err(|_| EntryError::Signature)
    }
}

/// Parts the JSON from the digests, and refuses an index that the writer would not have written.
fn split(bytes: &[u8]) -> Result<(&[u8], Vec<Digest>), EntryError> {
    if bytes.len() > MAX_ENTRY_BYTES {
        return Err(EntryError::TooLong(bytes.len()));
    }
    let count = usize::from(*bytes.last().ok_or(EntryError::Index)?);
    let tail = 2 + count * (DIGEST_BYTES + OFFSET_BYTES);
    let json_end = bytes.len().checked_sub(tail).ok_or(EntryError::Index)?;
    let (json, rest) = bytes.split_at(json_end);
    if rest[0] != b'\n' {
        return Err(EntryError::Index);
    }
    let (digests, offsets) = rest[1..rest.len() - 1].split_at(count * DIGEST_BYTES);
    let expected =
        (0..count).flat_map(|position| ((json_end + 1 + position * DIGEST_BYTES) as u32).to_be_bytes());
    if !expected.eq(offsets.iter().copied()) {
        return Err(EntryError::Index);
    }
    if json.first() != Some(&b'{') {
        return Err(EntryError::NotAnObject);
    }
    let addenda = digests.as_chunks::<DIGEST_BYTES>().0.iter().copied().map(Digest).collect();
    Ok((json, addenda))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote() -> Entry {
        Entry::new(Value::object([
            ("v", 1_i64.into()),
            ("t", "vote".into()),
            ("ts", 1_790_000_000_i64.into()),
            ("a", 7_i64.into()),
            ("value", "agree".into()),
        ]))
    }

    #[test]
    fn the_bytes_of_an_entry_are_the_documented_ones() {
        let plain = vote().encode().unwrap();
        assert_eq!(plain, b"{\"a\":7,\"t\":\"vote\",\"ts\":1790000000,\"v\":1,\"value\":\"agree\"}\n\0");
        let mut with = Entry::new(Value::object([("t", "x".into())]));
        with.addenda = vec![Digest([0xaa; 32]), Digest([0xbb; 32])];
        let mut golden = b"{\"t\":\"x\"}\n".to_vec();
        golden.extend([0xaa; 32]);
        golden.extend([0xbb; 32]);
        golden.extend([0, 0, 0, 10, 0, 0, 0, 42, 2]);
        assert_eq!(with.encode().unwrap(), golden);
        assert_eq!(Entry::decode(&golden).unwrap(), with);
        assert_eq!(Entry::decode(&plain).unwrap(), vote());
    }

    #[test]
    fn bytes_that_no_writer_makes_are_refused() {
        let mut entry = vote();
        entry.addenda = vec![Digest::of(b"a"), Digest::of(b"b")];
        let good = entry.encode().unwrap();
        for at in [0, 1, good.len() - 1, good.len() - 2, good.len() - 6, good.len() - 74] {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert!(Entry::decode(&bad).is_err(), "byte {at}");
        }
        for length in 0..good.len() {
            assert!(Entry::decode(&good[..length]).is_err(), "cut to {length}");
        }
        assert_eq!(Entry::decode(b"[]\n\0"), Err(EntryError::NotAnObject));
        assert_eq!(
            Entry::decode(&vec![b' '; MAX_ENTRY_BYTES + 1]),
            Err(EntryError::TooLong(MAX_ENTRY_BYTES + 1))
        );
    }

    #[test]
    fn limits_of_size_hold_exactly() {
        let long = |n: usize| Entry::new(Value::object([("t", Value::Text("x".repeat(n)))]));
        let overhead = long(0).encode().unwrap().len();
        assert_eq!(long(MAX_ENTRY_BYTES - overhead).encode().unwrap().len(), MAX_ENTRY_BYTES);
        assert_eq!(
            long(MAX_ENTRY_BYTES - overhead + 1).encode(),
            Err(EntryError::TooLong(MAX_ENTRY_BYTES + 1))
        );
        let mut many = vote();
        many.addenda = vec![Digest::default(); MAX_ADDENDA];
        assert_eq!(Entry::decode(&many.encode().unwrap()).unwrap(), many);
        many.addenda.push(Digest::default());
        assert_eq!(many.encode(), Err(EntryError::TooManyAddenda(MAX_ADDENDA + 1)));
    }

    #[test]
    fn a_signature_covers_all_but_the_servers_time() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let public = key.verifying_key();
        let mut entry = vote();
        assert_eq!(entry.verify_signature("example.org/p/1", &public), Err(EntryError::Unsigned));
        entry.sign("example.org/p/1", &key).unwrap();
        entry.verify_signature("example.org/p/1", &public).unwrap();
        assert_eq!(entry.verify_signature("example.org/p/2", &public), Err(EntryError::Signature));

        let change = |member: &str, value: Value| {
            let mut changed = entry.clone();
            let Value::Object(members) = &mut changed.body else { unreachable!() };
            members.insert(member.to_owned(), value);
            changed.verify_signature("example.org/p/1", &public)
        };
        assert_eq!(change("ts", 5_i64.into()), Ok(()));
        assert_eq!(change("value", "disagree".into()), Err(EntryError::Signature));
        assert_eq!(change("sig", "AAAA".into()), Err(EntryError::Unsigned));
        let mut added = entry.clone();
        added.addenda.push(Digest::of(b"smuggled"));
        assert_eq!(added.verify_signature("example.org/p/1", &public), Err(EntryError::Signature));
    }
}
