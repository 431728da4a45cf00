//! The entries of a node's own record: which records the node keeps, and which heads they had.
//!
//! The node's record is what public witnesses follow. Whoever holds one of its heads holds, through it, a head of each
//! record of the node.

use crate::canonical::Value;
use crate::checkpoint::Checkpoint;
use crate::entry::Entry;
use crate::key::VerifierKey;

/// Version of the entries.
const VERSION: i64 = 1;
/// How the origin of a node's own record ends.
const OWN: &str = "/node";
/// The most keys of one record.
const MAX_KEYS: usize = 4;

/// What one entry of a node's record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// The node's record begins; entry 0 and no other.
    Begun {
        /// The record's own origin.
        origin: String,
    },
    /// A record of the node, and the keys that sign its heads from its first one on.
    Record {
        /// Its origin.
        origin: String,
        /// Its keys.
        keys: Vec<VerifierKey>,
    },
    /// A head of one of the node's records.
    Head(Checkpoint),
}

/// An entry that is none of a node's record, by the member that is missing or malformed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is missing, malformed or of another kind")]
pub struct AnchorError(pub &'static str);

impl Anchor {
    /// The origin of the own record of the node at a host.
    pub fn origin_at(host: &str) -> String {
        format!("{host}{OWN}")
    }

    /// Whether an origin is that of a node's own record, and not of one of its processes.
    pub fn is_origin(origin: &str) -> bool {
        origin.strip_suffix(OWN).is_some_and(|host| !host.is_empty() && !host.ends_with("/p"))
    }

    /// The entry that says it, at `time` in seconds since 1970.
    pub fn entry(&self, time: i64) -> Entry {
        let (kind, mut members) = match self {
            Self::Begun { origin } => ("node", vec![("origin", Value::text(origin))]),
            Self::Record { origin, keys } => {
                let keys = Value::list(keys.iter().map(|key| Value::text(key.to_string())));
                ("record", vec![("keys", keys), ("origin", Value::text(origin))])
            }
            Self::Head(head) => (
                "checkpoint-of",
                vec![
                    ("origin", Value::text(&head.origin)),
                    ("root", Value::text(head.root.to_string())),
                    ("size", (head.size as i64).into()),
                ],
            ),
        };
        members.extend([
            ("by", Value::text("node")),
            ("t", Value::text(kind)),
            ("ts", time.into()),
            ("v", VERSION.into()),
        ]);
        Entry::new(Value::object(members))
    }

    /// Reads an entry; takes no member that it does not know.
    pub fn read(entry: &Entry) -> Result<Self, AnchorError> {
        let body = &entry.body;
        let members = body.as_object().ok_or(AnchorError("v"))?;
        let known = |names: &[&'static str]| members.len() == names.len() + 4;
        if body.get("v").and_then(Value::as_integer) != Some(VERSION) || !entry.addenda.is_empty() {
            return Err(AnchorError("v"));
        }
        body.get("ts").and_then(Value::as_integer).ok_or(AnchorError("ts"))?;
        body.get("by").and_then(Value::as_text).filter(|by| *by == "node").ok_or(AnchorError("by"))?;
        let origin = body.get("origin").and_then(Value::as_text).ok_or(AnchorError("origin"))?.to_owned();
        match body.get("t").and_then(Value::as_text) {
            Some("node") if known(&["origin"]) => Ok(Self::Begun { origin }),
            Some("record") if known(&["keys", "origin"]) => Ok(Self::Record { keys: keys(body)?, origin }),
            Some("checkpoint-of") if known(&["origin", "root", "size"]) => {
                let size = body.get("size").and_then(Value::as_integer).filter(|size| *size >= 0);
                let root = body.get("root").and_then(Value::as_text).and_then(|root| root.parse().ok());
                Ok(Self::Head(Checkpoint {
                    origin,
                    size: size.ok_or(AnchorError("size"))? as u64,
                    root: root.ok_or(AnchorError("root"))?,
                }))
            }
            _ => Err(AnchorError("t")),
        }
    }
}

fn keys(body: &Value) -> Result<Vec<VerifierKey>, AnchorError> {
    let wrong = AnchorError("keys");
    let list = body.get("keys").and_then(Value::as_list).filter(|list| (1..=MAX_KEYS).contains(&list.len()));
    let parse = |key: &Value| key.as_text().and_then(|key| key.parse().ok()).ok_or(wrong);
    list.ok_or(wrong)?.iter().map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::key::{Algorithm, SignerKey};

    /// The bytes stay readable for ever.
    fn check(anchor: &Anchor, golden: &str) {
        let bytes = anchor.entry(1_790_000_000).encode().unwrap();
        assert_eq!(String::from_utf8(bytes.clone()).unwrap(), format!("{golden}\n\0"));
        assert_eq!(Anchor::read(&Entry::decode(&bytes).unwrap()).as_ref(), Ok(anchor));
    }

    #[test]
    fn the_entries_have_the_documented_bytes() {
        check(
            &Anchor::Begun { origin: "a.example/node".into() },
            r#"{"by":"node","origin":"a.example/node","t":"node","ts":1790000000,"v":1}"#,
        );
        let name = "a.example/p/one";
        let key = SignerKey::from_seed(name.parse().unwrap(), Algorithm::Ed25519, &[7; 32]).unwrap();
        let key = key.verifier().clone();
        check(
            &Anchor::Record { origin: name.into(), keys: vec![key.clone()] },
            &format!(
                r#"{{"by":"node","keys":["{key}"],"origin":"{name}","t":"record","ts":1790000000,"v":1}}"#
            ),
        );
        let root = Digest([0xab; 32]);
        check(
            &Anchor::Head(Checkpoint { origin: name.into(), size: 12, root }),
            &format!(
                r#"{{"by":"node","origin":"{name}","root":"{root}","size":12,"t":"checkpoint-of","ts":1790000000,"v":1}}"#
            ),
        );
    }

    #[test]
    fn a_process_called_node_is_none() {
        let check =
            |origin: &str, expected: bool| assert_eq!(Anchor::is_origin(origin), expected, "{origin}");
        check(&Anchor::origin_at("a.example"), true);
        check("a.example/p/node", false);
        check("a.example/p/one", false);
        check("/node", false);
    }

    #[test]
    fn entries_of_other_kinds_are_refused() {
        let check = |json: &str, member: &'static str| {
            let entry = Entry::decode(format!("{json}\n\0").as_bytes()).unwrap();
            assert_eq!(Anchor::read(&entry), Err(AnchorError(member)), "{json}");
        };
        check(r#"{"by":"node","origin":"a","t":"vote","ts":1,"v":1}"#, "t");
        check(r#"{"by":"node","origin":"a","t":"node","ts":1,"v":2}"#, "v");
        check(r#"{"by":"node","origin":"a","t":"node","ts":1,"v":1,"x":1}"#, "t");
        check(r#"{"by":"self","origin":"a","t":"node","ts":1,"v":1}"#, "by");
        check(r#"{"by":"node","t":"node","ts":1,"v":1}"#, "origin");
        check(r#"{"by":"node","keys":[],"origin":"a","t":"record","ts":1,"v":1}"#, "keys");
        check(r#"{"by":"node","origin":"a","root":"00","size":1,"t":"checkpoint-of","ts":1,"v":1}"#, "root");
        check(r#"{"by":"node","origin":"a","root":"00","size":-1,"t":"checkpoint-of","ts":1,"v":1}"#, "size");
    }
}
