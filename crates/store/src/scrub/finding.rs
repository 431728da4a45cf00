//! What does not fit in a node's folder, and what would put it right.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use maru_forum::Moment;
use maru_record::Digest;

/// What is damaged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damaged {
    /// The database as a whole, by SQLite's own check.
    Database,
    /// An entry in the database.
    Entry(u64),
    /// A content in the database.
    Content(Digest),
    /// A published file, by its path under the node's folder.
    File(String),
    /// The entries do not lead to the root that was signed.
    Root,
    /// What a record holds could not be looked at, so nothing is known of it.
    NotLookedAt,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The record that it belongs to; nothing for the folder as a whole.
    pub record: Option<String>,
    pub damaged: Damaged,
    /// What does not fit, in words.
    pub said: String,
}

impl Finding {
    /// What a host types to put it right.
    pub const MEND: &str = "stop the server, then: maru recover";
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(record) = &self.record {
            write!(f, "{record}: ")?;
        }
        match &self.damaged {
            Damaged::Database => f.write_str("node.db")?,
            Damaged::Entry(number) => write!(f, "entry {number} in node.db")?,
            Damaged::Content(digest) => write!(f, "content {digest} in node.db")?,
            Damaged::File(path) => f.write_str(path)?,
            Damaged::Root => f.write_str("the signed root")?,
            Damaged::NotLookedAt => f.write_str("it could not be looked at")?,
        }
        write!(f, ": {}", self.said)
    }
}

/// What would put a finding right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mend {
    /// Nothing that is known here.
    Nothing,
    /// The bytes of an entry.
    Entry(Vec<u8>),
    /// The bytes of a content.
    Content(Vec<u8>),
    /// The bytes of a file.
    Write(Vec<u8>),
    /// The file goes.
    Remove,
}

/// Most findings that are kept; more are the same trouble.
const KEPT: usize = 1_000;

/// What is known of the state of the disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Integrity {
    /// What does not fit.
    pub findings: BTreeSet<Finding>,
    /// When the last whole round ended; nothing before the first one did.
    pub last_round: Option<Moment>,
    /// How many entries it looked at.
    pub entries: u64,
}

/// What may be said of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskState {
    /// Nothing is known: no round has come to its end yet.
    NotLookedAt,
    /// The last whole round found nothing.
    Whole,
    /// Something does not fit.
    Damaged,
}

impl Integrity {
    /// What may be said of it: without a whole round, nothing good.
    pub fn state(&self) -> DiskState {
        match (self.findings.is_empty(), self.last_round) {
            (false, _) => DiskState::Damaged,
            (true, None) => DiskState::NotLookedAt,
            (true, Some(_)) => DiskState::Whole,
        }
    }
}

/// The same, as the threads of a node share it.
#[derive(Debug, Default)]
pub(crate) struct Noticed(Mutex<Integrity>);

impl Noticed {
    pub(crate) fn now(&self) -> Integrity {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Integrity)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// A round has come to its end; the log says so of the first one, after which silence means something.
    pub(super) fn end_round(&self, at: Moment, entries: u64) {
        self.change(|known| {
            if known.last_round.is_none() {
                tracing::info!(entries, findings = known.findings.len(), "the disk was looked at as a whole");
            }
            known.last_round = Some(at);
            known.entries = entries;
        });
    }

    /// Keeps a finding; the first time, the log says so.
    pub(crate) fn add(&self, finding: &Finding) {
        self.change(|known| {
            if known.findings.len() < KEPT && known.findings.insert(finding.clone()) {
                tracing::error!(mend = Finding::MEND, "the disk does not hold what was written: {finding}");
            }
        });
    }

    /// Forgets what was found of records that are not looked at any more.
    pub(super) fn forget(&self, is_gone: impl Fn(&str) -> bool) {
        self.change(|known| known.findings.retain(|old| !old.record.as_deref().is_some_and(&is_gone)));
    }

    /// What a round found of a record takes the place of what was known.
    pub(super) fn replace(&self, record: Option<&str>, found: &[Finding]) {
        self.change(|known| {
            known.findings.retain(|old| old.record.as_deref() != record || found.contains(old));
        });
        for finding in found {
            self.add(finding);
        }
    }
}
