//! Receipts (c2sp.org/tlog-proof): a file that proves, without asking anyone, that an entry is in a record.

use std::fmt;

use crate::checkpoint::SignedCheckpoint;
use crate::digest::Digest;
use crate::entry::{Entry, EntryError, MAX_ENTRY_BYTES};
use crate::note::{MAX_NOTE_BYTES, NoteError};
use crate::policy::{NotTrusted, Policy, Trusted};
use crate::tree::{self, MAX_PROOF, MAX_SIZE, ProofError};
use crate::wire;

/// The usual ending of the file's name.
pub const PROOF_EXTENSION: &str = "tlog-proof";
/// The longest file that is read.
pub const MAX_PROOF_BYTES: usize = MAX_NOTE_BYTES + 2 * MAX_ENTRY_BYTES;

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// Hexadecimal digits of the origin's hash in a locator.
const LOCATOR_ORIGIN_DIGITS: usize = 16;
/// Signature lines longer than this are post-quantum ones, which the compact form leaves out.
const COMPACT_SIGNATURE_BYTES: usize = 256;

/// The content of a `.tlog-proof` file. It proves nothing before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The entry's bytes, so that the file is enough by itself; the format calls it `extra`.
    pub extra: Option<Vec<u8>>,
    /// The entry's number in the record, from 0.
    pub index: u64,
    /// The hashes that lead from the entry to the root.
    pub hashes: Vec<Digest>,
    /// The head whose root the hashes lead to, with its signatures.
    pub checkpoint: SignedCheckpoint,
}

/// What is wrong with a proof file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// More than [`MAX_PROOF_BYTES`].
    #[error("the file has {0} bytes; a receipt has at most {MAX_PROOF_BYTES}")]
    TooLong(usize),
    /// The line with this number, from 1, is not what the format has there.
    #[error("line {0} of the receipt is malformed")]
    Line(usize),
    /// The checkpoint in it is malformed.
    #[error("the receipt's checkpoint: {0}")]
    Checkpoint(#[from] NoteError),
    /// The checkpoint does not satisfy the policy.
    #[error(transparent)]
    NotTrusted(#[from] NotTrusted),
    /// The hashes do not lead from the entry to the root.
    #[error("the receipt does not prove that the entry is in the record: {0}")]
    Proof(#[from] ProofError),
    /// The receipt does not hold its entry, and none was given.
    #[error("the receipt does not hold its entry")]
    NoEntry,
    /// The entry in it is malformed.
    #[error("the receipt's entry: {0}")]
    Entry(#[from] EntryError),
}

impl ReceiptError {
    /// A stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong(_) | Self::Line(_) | Self::Checkpoint(_) => "not-a-receipt",
            Self::NotTrusted(NotTrusted::UnknownOrigin(_) | NotTrusted::Unsigned(_)) => "key-unknown",
            Self::NotTrusted(NotTrusted::KindMissing(..)) => "kind-missing",
            Self::NotTrusted(NotTrusted::Note(_)) => "signature-wrong",
            Self::NotTrusted(NotTrusted::Quorum { .. }) => "too-few-witnesses",
            Self::Proof(_) => "not-in-record",
            Self::NoEntry => "no-entry",
            Self::Entry(_) => "entry-malformed",
        }
    }
}

/// A receipt that holds: the entry, its number, and who vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Name of the record.
    pub origin: String,
    /// The entry's number in the record, from 0.
    pub index: u64,
    /// The entry that is proven to be in the record, with the digests of its words.
    pub entry: Entry,
    /// Who signed the head that the entry is under.
    pub trusted: Trusted,
}

impl Proof {
    /// Reads a `.tlog-proof` file (c2sp.org/tlog-proof); nothing is checked yet.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > MAX_PROOF_BYTES {
            return Err(ReceiptError::TooLong(bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| ReceiptError::Line(1))?;
        let (head, note) = text.split_once("\n\n").ok_or(ReceiptError::Line(1))?;
        let mut lines = head.split('\n').enumerate().map(|(number, line)| (number + 1, line)).peekable();
        if lines.next() != Some((1, HEADER)) {
            return Err(ReceiptError::Line(1));
        }
        let mut extra = None;
        if let Some(&(number, line)) = lines.peek()
            && let Some(encoded) = line.strip_prefix("extra ")
        {
            extra = Some(wire::unbase64(encoded).ok_or(ReceiptError::Line(number))?);
            lines.next();
        }
        let (number, line) = lines.next().ok_or(ReceiptError::Line(2))?;
        let index = line.strip_prefix("index ").and_then(|index| wire::decimal(index, MAX_SIZE));
        let index = index.ok_or(ReceiptError::Line(number))?;
        let hash = |(number, line)| {
            wire::digest(line).filter(|_| number <= MAX_PROOF + 3).ok_or(ReceiptError::Line(number))
        };
        let hashes = lines.map(hash).collect::<Result<_, _>>()?;
        Ok(Self { extra, index, hashes, checkpoint: SignedCheckpoint::parse(note.as_bytes())? })
    }

    /// Checks the receipt with the entry that it holds.
    pub fn check(&self, policy: &Policy) -> Result<Receipt, ReceiptError> {
        let bytes = self.extra.as_ref().ok_or(ReceiptError::NoEntry)?;
        let trusted = self.check_entry(bytes, policy)?;
        let origin = self.checkpoint.checkpoint().origin.clone();
        Ok(Receipt { origin, index: self.index, entry: Entry::decode(bytes)?, trusted })
    }

    /// Checks that these bytes are the entry that the receipt speaks of.
    pub fn check_entry(&self, entry: &[u8], policy: &Policy) -> Result<Trusted, ReceiptError> {
        let trusted = policy.check(&self.checkpoint)?;
        let head = self.checkpoint.checkpoint();
        tree::verify_inclusion(&self.hashes, self.index, &tree::leaf_hash(entry), head.size, &head.root)?;
        Ok(trusted)
    }

    /// The same receipt without its post-quantum signature lines, which are by far the longest.
    #[must_use]
    pub fn compact(mut self) -> Self {
        self.checkpoint.retain(|line| line.bytes.len() <= COMPACT_SIGNATURE_BYTES);
        self
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", wire::base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", wire::base64(&hash.0))?;
        }
        write!(f, "\n{}", self.checkpoint.note())
    }
}

/// What a printed code says: which record, which entry, and the entry's hash, which the server is never sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locator {
    /// The first eight bytes of the hash of the record's origin, in hexadecimal digits.
    pub origin: String,
    /// The entry's number in the record, from 0.
    pub index: u64,
    /// The hash of the entry as a leaf of the tree.
    pub leaf: Digest,
}

impl Locator {
    /// The locator of an entry.
    pub fn new(origin: &str, index: u64, entry: &[u8]) -> Self {
        let mut digits = Digest::of(origin.as_bytes()).to_string();
        digits.truncate(LOCATOR_ORIGIN_DIGITS);
        Self { origin: digits, index, leaf: tree::leaf_hash(entry) }
    }

    /// The address to print: `<base>/r/<origin>/<index>#<leaf hash>`.
    pub fn url(&self, base: &str) -> String {
        format!("{}/r/{}/{}#{}", base.trim_end_matches('/'), self.origin, self.index, url_base64(&self.leaf))
    }

    /// Reads a printed address, of whatever host.
    pub fn parse(url: &str) -> Option<Self> {
        let (path, leaf) = url.rsplit_once('#')?;
        let (path, index) = path.rsplit_once('/')?;
        let (_, origin) = path.rsplit_once("/r/")?;
        let digits = origin.len() == LOCATOR_ORIGIN_DIGITS
            && origin.bytes().all(|d| crate::digest::hex_value(d).is_some());
        let index = wire::decimal(index, MAX_SIZE)?;
        let standard: String = leaf
            .chars()
            .map(|c| {
                if c == '-' {
                    '+'
                } else if c == '_' {
                    '/'
                } else {
                    c
                }
            })
            .collect();
        let leaf = wire::digest(&(standard + "=")).filter(|digest| url_base64(digest) == leaf)?;
        digits.then(|| Self { origin: origin.to_owned(), index, leaf })
    }
}

fn url_base64(digest: &Digest) -> String {
    wire::base64(&digest.0).trim_end_matches('=').replace('+', "-").replace('/', "_")
}
