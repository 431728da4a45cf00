//! Checkpoints (c2sp.org/tlog-checkpoint): the signed head of a record.

use std::fmt;

use crate::digest::Digest;
use crate::key::{SignerKey, VerifierKey};
use crate::note::{MAX_NAME_BYTES, Note, NoteError, NoteSignature, Seen};
use crate::tree::MAX_SIZE;
use crate::wire;

/// The head of a record: which record, how many entries, which root.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Checkpoint {
    /// The record's name: a URL without scheme, for ever the same.
    pub origin: String,
    /// How many entries the record had.
    pub size: u64,
    /// The root of the Merkle tree over them.
    pub root: Digest,
}

/// What keeps a text from being a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Fewer than three lines, or the last one not ended.
    #[error("a checkpoint has three lines, each ended by a line feed")]
    Lines,
    /// The origin is empty, too long, or holds control characters.
    #[error("a checkpoint's origin is 1 to {MAX_NAME_BYTES} bytes of plain text")]
    Origin,
    /// The size is no decimal number without leading zeros, up to 2^63 − 1.
    #[error("a checkpoint's size is a decimal number without leading zeros, of at most {MAX_SIZE}")]
    Size,
    /// The root is not the canonical base64 of 32 bytes.
    #[error("a checkpoint's root is the base64 of 32 bytes")]
    Root,
    /// Further lines: the specification allows them, but not every signature covers them, so nothing here takes them.
    #[error("a checkpoint with extension lines is not taken")]
    Extension,
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        self.to_string()
    }

    /// Reads the text; takes exactly the three lines.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?.split('\n');
        let mut line = || lines.next().ok_or(CheckpointError::Lines);
        let (origin, size, root) = (line()?, line()?, line()?);
        if lines.next().is_some() {
            return Err(CheckpointError::Extension);
        }
        if !is_origin(origin) {
            return Err(CheckpointError::Origin);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size: wire::decimal(size, MAX_SIZE).ok_or(CheckpointError::Size)?,
            root: wire::digest(root).ok_or(CheckpointError::Root)?,
        })
    }
}

fn is_origin(origin: &str) -> bool {
    (1..=MAX_NAME_BYTES).contains(&origin.len()) && !origin.chars().any(char::is_control)
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, wire::base64(&self.root.0))
    }
}

/// A checkpoint with the lines that sign it. It must not be believed before it is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Reads a checkpoint with its signatures.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        Self::from_note(Note::parse(bytes)?)
    }

    /// Takes a note whose text is a checkpoint.
    pub fn from_note(note: Note) -> Result<Self, NoteError> {
        Ok(Self { checkpoint: Checkpoint::parse(&note.text)?, note })
    }

    /// Signs a checkpoint with each key of its record, at `time` (seconds since 1970), for the kinds that state it.
    pub fn sign(checkpoint: Checkpoint, keys: &[SignerKey], time: u64) -> Result<Self, NoteError> {
        if !is_origin(&checkpoint.origin) {
            return Err(CheckpointError::Origin.into());
        }
        let signatures: Result<_, _> = keys.iter().map(|key| key.sign(&checkpoint, time)).collect();
        Ok(Self { note: Note { text: checkpoint.text(), signatures: signatures? }, checkpoint })
    }

    /// Origin, size and root, without the signatures.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The signed text with its signature lines (c2sp.org/signed-note).
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The bytes to publish at `checkpoint`: text, empty line, signature lines.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.note.to_string().into_bytes()
    }

    /// Adds lines, as a witness answered them; one with the same key replaces the older one. Unchecked: verify first.
    pub fn add(&mut self, signatures: impl IntoIterator<Item = NoteSignature>) {
        for new in signatures {
            self.note.signatures.retain(|old| (&old.name, old.key_id) != (&new.name, new.key_id));
            self.note.signatures.push(new);
        }
    }

    /// Keeps only the lines that the test allows.
    pub fn retain(&mut self, keep: impl FnMut(&NoteSignature) -> bool) {
        self.note.signatures.retain(keep);
    }

    /// Checks that the record has signed with one key of each kind that is known of it: Ed25519 is what everyone can check today,
    /// ML-DSA what nobody can forge later. Whoever accepts one of two is as safe as the weaker.
    pub fn verify_kinds(&self, keys: &[VerifierKey]) -> Result<(), NoteError> {
        let seen = self.verify(keys)?;
        let lacks = |key: &&VerifierKey| !seen.iter().any(|seen| seen.key.algorithm() == key.algorithm());
        keys.iter().find(lacks).map_or(Ok(()), |key| Err(NoteError::KindMissing(key.algorithm())))
    }

    /// Checks every line by one of these keys; see [`Note::verify`].
    pub fn verify<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k VerifierKey>,
    ) -> Result<Vec<Seen<'k>>, NoteError> {
        self.note.verify(keys)
    }
}
