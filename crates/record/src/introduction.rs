//! How a node introduces itself to others: who it is, which records it keeps, and who watches whom.
//!
//! An introduction is one canonical JSON object, signed with the key of the node's own record. It says nothing that must
//! be believed for its own sake: whoever follows the node compares the key with the one that was pinned, and every record
//! is checked by its own keys from then on.

use std::collections::BTreeMap;

use crate::canonical::{self, CanonicalError, Value};
use crate::digest::Digest;
use crate::key::{Algorithm, SignerKey, VerifierKey};
use crate::note::{Note, NoteError, NoteSignature};

/// The path under a node's address where it introduces itself.
pub const INTRODUCTION_PATH: &str = "peers/self";
/// The longest introduction that is read.
pub const MAX_INTRODUCTION_BYTES: usize = 4 * 1024 * 1024;
/// The most records that an introduction may name.
pub const MAX_RECORDS: usize = 1_000;
/// The most peers that an introduction may name.
pub const MAX_PEERS: usize = 64;
/// The longest address, in bytes of UTF-8.
pub const MAX_ADDRESS_BYTES: usize = 512;
/// The most keys of one role.
const MAX_KEYS: usize = 4;
const VERSION: i64 = 1;
/// How the origin of a node's own record ends, after its host.
const NODE_SUFFIX: &str = "/node";
const SIGNATURE_MEMBER: &str = "sig";

/// A record, with the keys that sign its heads and the address under which its files are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordAt {
    /// The record's name, `<host>/p/<process>` or `<host>/node`.
    pub origin: String,
    /// The keys that sign its heads.
    pub keys: Vec<VerifierKey>,
    /// The address in front of `/checkpoint` and `/tile/…`.
    pub prefix: String,
}

/// What a node does for others' records: the keys it signs with, and the address in front of `/<hex sha256 of the origin>/…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The keys that sign in this role.
    pub keys: Vec<VerifierKey>,
    /// The address in front of `/<hex sha256 of the origin>/…`.
    pub prefix: String,
}

/// A peer of the node that introduces itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Where the node is reached, without a slash at the end.
    pub address: String,
    /// The keys of its own record.
    pub node: Vec<VerifierKey>,
    /// The keys with which it witnesses.
    pub witness: Vec<VerifierKey>,
    /// The keys with which it mirrors.
    pub mirror: Vec<VerifierKey>,
}

/// A node, as it introduces itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// Its address, without a slash at the end.
    pub address: String,
    /// Its own record, by whose keys it is known.
    pub node: RecordAt,
    /// Where it gives the heads that it cosigned, and with which keys.
    pub witness: Role,
    /// Where it gives its copies of others' records, and with which keys it signs that it holds them.
    pub mirror: Role,
    /// The records of its processes, at most [`MAX_RECORDS`].
    pub records: Vec<RecordAt>,
    /// The nodes that it watches and asks to watch it.
    pub peers: Vec<Neighbour>,
    /// The origins of the others' records that it mirrors.
    pub mirrored: Vec<String>,
}

/// What is wrong with an introduction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntroductionError {
    /// More than [`MAX_INTRODUCTION_BYTES`].
    #[error("an introduction has at most {MAX_INTRODUCTION_BYTES} bytes")]
    TooLong,
    /// The file is not canonical JSON.
    #[error("the introduction is not canonical JSON: {0}")]
    Canonical(#[from] CanonicalError),
    /// A member is missing or malformed.
    #[error("the introduction's “{0}” is missing or malformed")]
    Member(&'static str),
    /// The file is of a version that this program does not know.
    #[error("the introduction is of version {0}; this program knows {VERSION}")]
    Version(i64),
    /// More items than a list may have.
    #[error("the introduction names too many {0}")]
    TooMany(&'static str),
    /// A key bears another name than the record that it should sign.
    #[error("a key of the record “{0}” bears another name")]
    KeyName(String),
    /// No signature line of the node's own key fits.
    #[error("the introduction is not signed by the key that it names: {0}")]
    Signature(#[from] NoteError),
}

use IntroductionError::{Member, TooMany};

impl Introduction {
    /// The host under whose name the node keeps records; only those are its own to introduce.
    pub fn host(&self) -> &str {
        self.node.origin.strip_suffix(NODE_SUFFIX).unwrap_or_default()
    }

    /// The records that others may follow on the node's word: those under its own name, its own record first.
    pub fn own_records(&self) -> impl Iterator<Item = &RecordAt> {
        let prefix = format!("{}/p/", self.host());
        std::iter::once(&self.node)
            .chain(self.records.iter().filter(move |record| record.origin.starts_with(&prefix)))
    }

    /// The signed bytes; `key` must be the Ed25519 key of the node's own record.
    pub fn sign(&self, key: &SignerKey) -> Result<Vec<u8>, IntroductionError> {
        let mut members = self.members();
        let line = key.sign_text(&signed_text(&members))?;
        members.insert(SIGNATURE_MEMBER.to_owned(), Value::Text(line.to_string()));
        let value = Value::Object(members);
        value.check()?;
        Ok(value.encode())
    }

    /// Reads an introduction that is signed by the key that it names. Whether that key is the right one, the caller knows.
    pub fn parse(bytes: &[u8]) -> Result<Self, IntroductionError> {
        if bytes.len() > MAX_INTRODUCTION_BYTES {
            return Err(IntroductionError::TooLong);
        }
        let Value::Object(mut members) = canonical::parse(bytes)? else { return Err(Member("v")) };
        let signature = members.remove(SIGNATURE_MEMBER);
        let line = signature.as_ref().and_then(Value::as_text).and_then(NoteSignature::parse);
        let line = line.ok_or(Member(SIGNATURE_MEMBER))?;
        let text = signed_text(&members);
        let introduction = Self::read(&Value::Object(members))?;
        Note { text, signatures: vec![line] }.verify(plain_keys(&introduction.node.keys))?;
        Ok(introduction)
    }

    fn members(&self) -> BTreeMap<String, Value> {
        let members = [
            ("address", Value::text(&self.address)),
            ("mirror", self.mirror.value()),
            ("mirrored", Value::list(self.mirrored.iter().map(Value::text))),
            ("node", self.node.value()),
            ("peers", Value::list(self.peers.iter().map(Neighbour::value))),
            ("records", Value::list(self.records.iter().map(RecordAt::value))),
            ("v", VERSION.into()),
            ("witness", self.witness.value()),
        ];
        members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    fn read(value: &Value) -> Result<Self, IntroductionError> {
        let version = value.get("v").and_then(Value::as_integer).ok_or(Member("v"))?;
        if version != VERSION {
            return Err(IntroductionError::Version(version));
        }
        let node = RecordAt::read(value.get("node").ok_or(Member("node"))?)?;
        if !node.origin.ends_with(NODE_SUFFIX) {
            return Err(Member("node"));
        }
        Ok(Self {
            address: address(value, "address")?,
            node,
            witness: Role::read(value, "witness")?,
            mirror: Role::read(value, "mirror")?,
            records: each(value, "records", MAX_RECORDS, RecordAt::read)?,
            peers: each(value, "peers", MAX_PEERS, Neighbour::read)?,
            mirrored: each(value, "mirrored", MAX_RECORDS * MAX_PEERS, |item| {
                Ok(item.as_text().ok_or(Member("mirrored"))?.to_owned())
            })?,
        })
    }
}

/// The text under the signature: two lines, so that no signature of a checkpoint (three lines) can be taken for it.
fn signed_text(members: &BTreeMap<String, Value>) -> String {
    format!("maru introduction\n{}\n", Digest::of(&Value::Object(members.clone()).encode()))
}

/// The keys that can sign any text, not checkpoints alone.
fn plain_keys(keys: &[VerifierKey]) -> impl Iterator<Item = &VerifierKey> {
    keys.iter().filter(|key| key.algorithm() == Algorithm::Ed25519)
}

impl RecordAt {
    fn value(&self) -> Value {
        let members = [
            ("keys", keys_value(&self.keys)),
            ("origin", Value::text(&self.origin)),
            ("prefix", Value::text(&self.prefix)),
        ];
        Value::object(members)
    }

    fn read(value: &Value) -> Result<Self, IntroductionError> {
        let origin = value.get("origin").and_then(Value::as_text).ok_or(Member("origin"))?.to_owned();
        let keys = keys(value, "keys")?;
        if keys.iter().any(|key| key.name().as_str() != origin) {
            return Err(IntroductionError::KeyName(origin));
        }
        Ok(Self { prefix: address(value, "prefix")?, origin, keys })
    }
}

impl Role {
    fn value(&self) -> Value {
        Value::object([("keys", keys_value(&self.keys)), ("prefix", Value::text(&self.prefix))])
    }

    fn read(value: &Value, name: &'static str) -> Result<Self, IntroductionError> {
        let value = value.get(name).ok_or(Member(name))?;
        Ok(Self { keys: keys(value, "keys")?, prefix: address(value, "prefix")? })
    }
}

impl Neighbour {
    fn value(&self) -> Value {
        let members = [
            ("address", Value::text(&self.address)),
            ("mirror", keys_value(&self.mirror)),
            ("node", keys_value(&self.node)),
            ("witness", keys_value(&self.witness)),
        ];
        Value::object(members)
    }

    fn read(value: &Value) -> Result<Self, IntroductionError> {
        Ok(Self {
            address: address(value, "address")?,
            node: keys(value, "node")?,
            witness: keys(value, "witness")?,
            mirror: keys(value, "mirror")?,
        })
    }
}

fn keys_value(keys: &[VerifierKey]) -> Value {
    Value::list(keys.iter().map(|key| Value::text(key.to_string())))
}

/// Keys of kinds that this build does not know are passed over; at least one must be left.
fn keys(value: &Value, name: &'static str) -> Result<Vec<VerifierKey>, IntroductionError> {
    let parsed = each(value, name, MAX_KEYS, |item| {
        match item.as_text().ok_or(Member(name))?.parse::<VerifierKey>() {
            Ok(key) => Ok(Some(key)),
            Err(NoteError::KeyType(_)) => Ok(None),
            Err(_) => Err(Member(name)),
        }
    })?;
    let keys: Vec<_> = parsed.into_iter().flatten().collect();
    if keys.is_empty() { Err(Member(name)) } else { Ok(keys) }
}

fn each<T>(
    value: &Value,
    name: &'static str,
    most: usize,
    read: impl Fn(&Value) -> Result<T, IntroductionError>,
) -> Result<Vec<T>, IntroductionError> {
    let items = value.get(name).and_then(Value::as_list).ok_or(Member(name))?;
    if items.len() > most { Err(TooMany(name)) } else { items.iter().map(read).collect() }
}

fn address(value: &Value, name: &'static str) -> Result<String, IntroductionError> {
    let text = value.get(name).and_then(Value::as_text).ok_or(Member(name))?;
    if is_address(text) { Ok(text.to_owned()) } else { Err(Member(name)) }
}

/// Whether a text is an address that a node may be asked at: `http` or `https`, plain characters, no slash at the end.
pub fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain =
        |host: &str| host.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>\\^`{|}@?#".contains(&byte));
    text.len() <= MAX_ADDRESS_BYTES
        && host.is_some_and(|host| {
            !host.is_empty() && !host.starts_with('/') && !host.ends_with('/') && plain(host)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, algorithm: Algorithm) -> SignerKey {
        SignerKey::from_seed(name.parse().unwrap(), algorithm, &[7; 32]).unwrap()
    }

    fn public(name: &str, algorithm: Algorithm) -> Vec<VerifierKey> {
        vec![key(name, algorithm).verifier().clone()]
    }

    fn introduction() -> Introduction {
        let at = |origin: &str| RecordAt {
            origin: origin.to_owned(),
            keys: public(origin, Algorithm::Ed25519),
            prefix: format!("https://{origin}"),
        };
        let role = |name: &str, path: &str| Role {
            keys: public(name, Algorithm::Ed25519Cosignature),
            prefix: format!("https://a.example/{path}"),
        };
        Introduction {
            address: "https://a.example".to_owned(),
            node: at("a.example/node"),
            witness: role("a.example/w", "witness"),
            mirror: role("a.example/m", "mirror"),
            records: vec![at("a.example/p/one"), at("b.example/p/stolen")],
            peers: vec![Neighbour {
                address: "https://b.example".to_owned(),
                node: public("b.example/node", Algorithm::Ed25519),
                witness: public("b.example/w", Algorithm::Ed25519Cosignature),
                mirror: public("b.example/m", Algorithm::Ed25519Cosignature),
            }],
            mirrored: vec!["b.example/p/two".to_owned()],
        }
    }

    #[test]
    fn an_introduction_comes_back_as_it_was_signed() {
        let said = introduction();
        let bytes = said.sign(&key("a.example/node", Algorithm::Ed25519)).unwrap();
        assert_eq!(Introduction::parse(&bytes).unwrap(), said);
        assert!(
            bytes.starts_with(b"{\"address\":\"https://a.example\",\"mirror\":{\"keys\":[\"a.example/m+")
        );
        let own: Vec<_> = said.own_records().map(|record| record.origin.as_str()).collect();
        assert_eq!(
            own,
            ["a.example/node", "a.example/p/one"],
            "a record under another's name is not its own"
        );
    }

    #[test]
    fn whatever_was_changed_after_signing_is_noticed() {
        let bytes = introduction().sign(&key("a.example/node", Algorithm::Ed25519)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let check = |from: &str, to: &str| {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            Introduction::parse(changed.as_bytes()).unwrap_err()
        };
        assert!(matches!(
            check("https://a.example\",\"mirror", "https://c.example\",\"mirror"),
            IntroductionError::Signature(_)
        ));
        assert_eq!(check("\"v\":1", "\"v\":2"), IntroductionError::Version(2));
        assert_eq!(check("https://a.example\"", "ftp://a.example\""), Member("address"));
        assert_eq!(
            check("a.example/node\",\"prefix", "a.example/nod\",\"prefix"),
            IntroductionError::KeyName("a.example/nod".into())
        );
        assert!(matches!(check("{", "{ "), IntroductionError::Canonical(_)));
        let forged = introduction().sign(&key("c.example/node", Algorithm::Ed25519)).unwrap();
        assert!(matches!(Introduction::parse(&forged), Err(IntroductionError::Signature(_))));
    }

    #[test]
    fn an_address_is_plain() {
        for good in ["http://127.0.0.1:8080", "https://forum.example", "https://forum.example/maru"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "https://",
            "https:///x",
            "forum.example",
            "https://forum.example/",
            "file:///etc",
            "https://a b",
            "https://a\n",
            "https://u@h",
            "https://h?q",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
