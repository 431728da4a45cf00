//! What this reader has seen: keys and the last head of every record, so that a rewritten history is noticed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use maru_record::{Checkpoint, Digest, SignedCheckpoint};
use serde::{Deserialize, Serialize};

/// The file below the user's state folder.
const FILE: &str = "maru/heads.json";

/// The longest signed head that is kept: more than the lines by two kinds of keys take.
const SIGNED_BYTES: usize = 8 * 1024;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Seen {
    keys: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<SeenHead>,
    /// Where it was seen: another record in this place would be an impostor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct SeenHead {
    size: u64,
    root: String,
    /// When it was seen at its address, in seconds since 1970; a copy may have been made at any time before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    /// As it was signed, so that another history can be proven to others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signed: Option<String>,
}

/// The memory of a reader.
#[derive(Debug)]
pub(crate) struct Memory {
    file: Option<PathBuf>,
    seen: BTreeMap<String, Seen>,
}

impl Memory {
    /// A memory that keeps nothing.
    pub(crate) fn none() -> Self {
        Self { file: None, seen: BTreeMap::new() }
    }

    /// Reads the memory from the file given, else from the user's state folder.
    pub(crate) fn open(file: Option<PathBuf>) -> anyhow::Result<Self> {
        let Some(file) = file.or_else(default_file) else { return Ok(Self::none()) };
        let seen = match std::fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| {
                format!("{} is damaged; move it away to start with no memory", file.display())
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error).with_context(|| file.display().to_string()),
        };
        Ok(Self { file: Some(file), seen })
    }

    /// The keys that were trusted for a record. What was seen in a folder counts for folders only: anyone can write a name
    /// into one.
    pub(crate) fn keys(&self, origin: &str, at_address: bool) -> Option<Vec<String>> {
        let seen = self.seen.get(origin).filter(|seen| !at_address || seen.address.is_some());
        seen.map(|seen| seen.keys.clone()).filter(|keys| !keys.is_empty())
    }

    pub(crate) fn remember_keys(&mut self, origin: &str, keys: &[String]) {
        self.seen.entry(origin.to_owned()).or_default().keys = keys.to_vec();
    }

    /// Which record was seen at an address.
    pub(crate) fn origin_at(&self, address: &str) -> Option<&str> {
        let here = |seen: &Seen| seen.address.as_deref() == Some(address);
        self.seen.iter().find(|(_, seen)| here(seen)).map(|(origin, _)| origin.as_str())
    }

    /// The records that were seen below a node's address, each with its own.
    pub(crate) fn seen_below(&self, node: &str) -> impl Iterator<Item = (&str, &str)> {
        let (below, own) = (format!("{node}/p/"), format!("{node}/node"));
        let known =
            self.seen.iter().filter_map(|(origin, seen)| Some((origin.as_str(), seen.address.as_deref()?)));
        known.filter(move |(_, address)| address.starts_with(&below) || *address == own)
    }

    /// The last head of a record that was found good, and when that was.
    pub(crate) fn head(&self, origin: &str) -> Option<(Checkpoint, Option<u64>)> {
        let head = self.seen.get(origin)?.head.as_ref()?;
        let root: Digest = head.root.parse().ok()?;
        Some((Checkpoint { origin: origin.to_owned(), size: head.size, root }, head.at))
    }

    /// The same as it was signed, where it was kept so.
    pub(crate) fn signed(&self, origin: &str) -> Option<SignedCheckpoint> {
        let (head, _) = self.head(origin)?;
        let text = self.seen.get(origin)?.head.as_ref()?.signed.as_ref()?;
        SignedCheckpoint::parse(text.as_bytes()).ok().filter(|signed| *signed.checkpoint() == head)
    }

    pub(crate) fn remember_head(&mut self, signed: &SignedCheckpoint, at: u64, address: Option<&str>) {
        let head = signed.checkpoint();
        // The record's own lines are what proves it; whoever signed a thousand more does not fill this memory.
        let mut own = signed.clone();
        own.retain(|line| line.name.as_str() == head.origin);
        let text = String::from_utf8(own.to_bytes()).ok().filter(|text| text.len() <= SIGNED_BYTES);
        let seen = self.seen.entry(head.origin.clone()).or_default();
        seen.head = Some(SeenHead {
            size: head.size,
            root: head.root.to_string(),
            at: address.map(|_| at),
            signed: text,
        });
        if let Some(address) = address {
            seen.address = Some(address.to_owned());
        }
    }

    /// Drops what was seen of a record.
    pub(crate) fn forget(&mut self, origin: &str) {
        self.seen.remove(origin);
    }

    pub(crate) fn save(&self) -> anyhow::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        // Whole or not at all: a memory cut short would be a memory lost.
        let beside = file.with_extension("new");
        let written = std::fs::write(&beside, serde_json::to_vec_pretty(&self.seen)?)
            .and_then(|()| std::fs::rename(&beside, file));
        written.with_context(|| file.display().to_string())
    }
}

fn default_file() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
    state.or_else(home).map(|folder| folder.join(FILE))
}
