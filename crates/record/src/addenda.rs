//! Addenda (c2sp.org/tlog-addenda, first version): content that the record only points at, so that it can be withdrawn.
//!
//! Each addendum is an object of its own, named by the digest of its bytes. What could be guessed after it is withdrawn
//! carries 32 random bytes. Nothing outside this module knows the layout, because a second version is being talked about.

use std::collections::BTreeMap;

use crate::canonical::{self, CanonicalError, Value};
use crate::digest::{DIGEST_BYTES, Digest};
use crate::wire::base64;

/// An empty object at this path says that every entry of the record ends with an addenda index.
pub const MARKER_PATH: &str = "addenda.v1";
/// The member of an addendum that makes it unguessable.
pub const NONCE_MEMBER: &str = "nonce";
/// How many random bytes that member holds.
pub const NONCE_BYTES: usize = 32;

const DIRECTORY: &str = "addenda/";
const OFFSET_BYTES: usize = 4;

/// Where the addendum with this digest is served, under the record's prefix.
pub fn path(digest: &Digest) -> String {
    let hex = digest.to_string();
    format!("{DIRECTORY}{}/{}/{hex}", &hex[..2], &hex[2..4])
}

/// The digest that a path names.
pub fn parse_path(text: &str) -> Option<Digest> {
    let digest = text.rsplit('/').next()?.parse().ok()?;
    (path(&digest) == text).then_some(digest)
}

/// The digests that any record's entry points at, in the order of its index, by whatever software it was written.
pub fn digests(entry: &[u8]) -> Option<Vec<Digest>> {
    let (&count, rest) = entry.split_last()?;
    let index_start = rest.len().checked_sub(usize::from(count) * OFFSET_BYTES)?;
    let offsets = rest[index_start..].as_chunks::<OFFSET_BYTES>().0.iter();
    let digest = |offset: &[u8; OFFSET_BYTES]| {
        let start = u32::from_be_bytes(*offset) as usize;
        let bytes = rest[..index_start].get(start..start.checked_add(DIGEST_BYTES)?)?;
        bytes.try_into().ok().map(Digest)
    };
    offsets.map(digest).collect()
}

/// What is wrong with an addendum.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddendumError {
    /// The bytes are not those that the entry speaks of.
    #[error("the addendum is not the one that the entry names by its digest {0}")]
    Digest(Digest),
    /// The file is not canonical JSON.
    #[error("the addendum is not canonical JSON: {0}")]
    Canonical(#[from] CanonicalError),
    /// Not an object with a nonce.
    #[error("the addendum is not an object with a nonce of {NONCE_BYTES} bytes")]
    Nonce,
}

/// Makes an addendum's bytes: its members and 32 random bytes, as canonical JSON.
pub fn seal(
    mut members: BTreeMap<String, Value>,
    nonce: &[u8; NONCE_BYTES],
) -> Result<Vec<u8>, AddendumError> {
    members.insert(NONCE_MEMBER.to_owned(), Value::Text(base64(nonce)));
    let value = Value::Object(members);
    value.check()?;
    Ok(value.encode())
}

/// Reads an addendum that must have this digest; the nonce is checked and left out.
pub fn open(bytes: &[u8], digest: &Digest) -> Result<BTreeMap<String, Value>, AddendumError> {
    if Digest::of(bytes) != *digest {
        return Err(AddendumError::Digest(*digest));
    }
    let Value::Object(mut members) = canonical::parse(bytes)? else { return Err(AddendumError::Nonce) };
    let nonce = members.remove(NONCE_MEMBER).and_then(|nonce| crate::wire::unbase64(nonce.as_text()?));
    if nonce.is_some_and(|nonce| nonce.len() == NONCE_BYTES) {
        Ok(members)
    } else {
        Err(AddendumError::Nonce)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Entry;

    #[test]
    fn the_path_is_the_one_of_the_specification() {
        let hex = "9f86d08a0c3bf4fd15d6c15b0f188455a1b2b0b822cd015ac7d659a2fea00a08";
        let digest = hex.parse().unwrap();
        assert_eq!(path(&digest), format!("addenda/9f/86/{hex}"));
        assert_eq!(parse_path(&path(&digest)), Some(digest));
        for wrong in
            [hex, &format!("addenda/9f/87/{hex}"), &format!("addenda/9F/86/{hex}"), "addenda/9f/86/", ""]
        {
            assert_eq!(parse_path(wrong), None);
        }
    }

    #[test]
    fn an_entrys_digests_are_found_by_its_index_alone() {
        let mut entry = Entry::new(Value::object([("t", "x".into())]));
        entry.addenda = vec![Digest::of(b"b"), Digest::of(b"a"), Digest::of(b"b")];
        assert_eq!(digests(&entry.encode().unwrap()), Some(entry.addenda));
        assert_eq!(digests(b"anything\0"), Some(vec![]));
        for wrong in [&b""[..], b"\x01", b"\0\0\0\0\x01", b"x\xff\xff\xff\xff\x01"] {
            assert_eq!(digests(wrong), None);
        }
    }

    #[test]
    fn an_addendum_opens_only_by_its_digest() {
        let members = BTreeMap::from([("text".to_owned(), Value::text("마루"))]);
        let bytes = seal(members.clone(), &[7; NONCE_BYTES]).unwrap();
        assert_eq!(open(&bytes, &Digest::of(&bytes)), Ok(members));
        let other = Digest::of(b"other");
        assert_eq!(open(&bytes, &other), Err(AddendumError::Digest(other)));
        for wrong in [&b"{}"[..], b"[]", br#"{"nonce":"AAAA"}"#] {
            assert_eq!(open(wrong, &Digest::of(wrong)), Err(AddendumError::Nonce));
        }
    }
}
