//! The entries of a node's own record: which records the node keeps, and which heads they had.
//!
//! The node's record is what public witnesses follow. Whoever holds one of its heads holds, through it, a head of each
//! record of the node.

use crate::canonical::Value;
use crate::checkpoint::Checkpoint;
use crate::entry::Entry;
use crate::key::VerifierKey;

/// Member `v` of every entry; an entry with another number is refused.
const VERSION: i64 = 1;
/// How the origin of a node's own record ends.
const OWN: &str = "/node";
/// The most heads that one entry repeats: with the longest origins they still fit into an entry.
pub const MAX_HEADS: usize = 150;
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
        /// The name of the record, `<host>/p/<process>`.
        origin: String,
        /// Its keys, at most [`MAX_KEYS`] of different kinds.
        keys: Vec<VerifierKey>,
    },
    /// Heads of the node's records, each of a record that was named before: those that have grown since they were told last.
    Heads(Vec<Checkpoint>),
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
            Self::Heads(heads) => ("heads", vec![("heads", Value::list(heads.iter().map(head_value)))]),
        };
        members.extend([
            ("by", Value::text("node")),
            ("t", Value::text(kind)),
            ("ts", time.into()),
            ("v", VERSION.into()),
        ]);
        Entry::new(Value::object(members))
    }

    /// Whether an entry that cannot be read may be what a newer program writes: of a later version, or of a kind not known here.
    pub fn may_be_newer(entry: &Entry) -> bool {
        let version = entry.body.get("v").and_then(Value::as_integer);
        let kind = entry.body.get("t").and_then(Value::as_text);
        version.is_some_and(|version| version > VERSION)
            || kind.is_some_and(|kind| !["node", "record", "heads"].contains(&kind))
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
        let origin =
            || body.get("origin").and_then(Value::as_text).map(str::to_owned).ok_or(AnchorError("origin"));
        match body.get("t").and_then(Value::as_text) {
            Some("node") if known(&["origin"]) => Ok(Self::Begun { origin: origin()? }),
            Some("record") if known(&["keys", "origin"]) => {
                Ok(Self::Record { keys: keys(body)?, origin: origin()? })
            }
            Some("heads") if known(&["heads"]) => Ok(Self::Heads(heads(body)?)),
            _ => Err(AnchorError("t")),
        }
    }
}

/// A head in short: origin, size and root.
fn head_value(head: &Checkpoint) -> Value {
    let (origin, root) = (Value::text(&head.origin), Value::text(head.root.to_string()));
    Value::list([origin, (head.size as i64).into(), root])
}

fn heads(body: &Value) -> Result<Vec<Checkpoint>, AnchorError> {
    let list = body.get("heads").and_then(Value::as_list);
    let list = list.filter(|list| (1..=MAX_HEADS).contains(&list.len()));
    list.and_then(|list| list.iter().map(head).collect()).ok_or(AnchorError("heads"))
}

fn head(value: &Value) -> Option<Checkpoint> {
    let [origin, size, root] = value.as_list()? else { return None };
    let size = size.as_integer().filter(|size| *size >= 0)?;
    Some(Checkpoint {
        origin: origin.as_text()?.to_owned(),
        size: size as u64,
        root: root.as_text()?.parse().ok()?,
    })
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
            &Anchor::Heads(vec![
                Checkpoint { origin: name.into(), size: 12, root },
                Checkpoint { origin: "a.example/p/two".into(), size: 3, root },
            ]),
            &format!(
                r#"{{"by":"node","heads":[["{name}",12,"{root}"],["a.example/p/two",3,"{root}"]],"t":"heads","ts":1790000000,"v":1}}"#
            ),
        );
    }

    #[test]
    fn the_most_heads_fit_into_an_entry() {
        let origin = format!("{}/p/{}", "h".repeat(253), "p".repeat(64));
        let head = Checkpoint { origin, size: i64::MAX as u64 >> 11, root: Digest([0xab; 32]) };
        assert!(Anchor::Heads(vec![head.clone(); MAX_HEADS]).entry(1_790_000_000).encode().is_ok());
        let too_many = Anchor::Heads(vec![head; MAX_HEADS + 1]).entry(1_790_000_000);
        assert_eq!(Anchor::read(&too_many), Err(AnchorError("heads")));
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
        check(r#"{"by":"node","t":"node","ts":1,"v":1}"#, "t");
        check(r#"{"by":"node","origin":1,"t":"node","ts":1,"v":1}"#, "origin");
        check(r#"{"by":"node","keys":[],"origin":"a","t":"record","ts":1,"v":1}"#, "keys");
        check(r#"{"by":"node","heads":[],"t":"heads","ts":1,"v":1}"#, "heads");
        let root = Digest([0xab; 32]);
        for head in [
            r#"["a",1,"00"]"#.to_owned(),
            format!(r#"["a",-1,"{root}"]"#),
            format!(r#"["a",1,"{root}",1]"#),
            format!(r#"[1,1,"{root}"]"#),
            format!(r#""{root}""#),
        ] {
            check(&format!(r#"{{"by":"node","heads":[{head}],"t":"heads","ts":1,"v":1}}"#), "heads");
        }
    }
}
