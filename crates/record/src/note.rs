//! Signed notes (c2sp.org/signed-note): a text, an empty line, and lines that sign it.

use std::fmt;
use std::str::FromStr;

use crate::key::VerifierKey;
use crate::wire::{base64, unbase64};

/// The longest note that is read: room for about forty post-quantum signatures.
pub const MAX_NOTE_BYTES: usize = 128 * 1024;
/// The most signature lines that a note may have; the specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;
/// The longest key name: the post-quantum message counts it in one byte.
pub const MAX_NAME_BYTES: usize = 255;

const LINE_START: &str = "\u{2014} ";
const KEY_ID_BYTES: usize = 4;

/// The name of a key: not empty, no spaces, no plus, at most 255 bytes; best a URL without scheme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for KeyName {
    type Err = NoteError;

    fn from_str(name: &str) -> Result<Self, NoteError> {
        let plain = !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+');
        let fits = (1..=MAX_NAME_BYTES).contains(&name.len());
        if plain && fits { Ok(Self(name.to_owned())) } else { Err(NoteError::Name) }
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is wrong with a note, a key, or a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than [`MAX_NOTE_BYTES`].
    #[error("the note has {0} bytes; at most {MAX_NOTE_BYTES} are read")]
    TooLong(usize),
    /// Not UTF-8, or with control characters.
    #[error("the note is not plain text")]
    NotText,
    /// No empty line, or nothing after it, or a text without line end.
    #[error("the note has no signatures after an empty line")]
    Unsigned,
    /// More lines than [`MAX_SIGNATURES`].
    #[error("the note has more than {MAX_SIGNATURES} signatures")]
    TooManySignatures,
    /// A signature line of another form.
    #[error("line {0} of the note's signatures is malformed")]
    Line(usize),
    /// A key name that the specification does not allow.
    #[error("a key name is 1 to {MAX_NAME_BYTES} bytes without spaces and plus")]
    Name,
    /// A key text that cannot be read.
    #[error("the key is malformed")]
    Key,
    /// A key id that is not the one of name, type and key.
    #[error("the key does not match the short id written beside it")]
    KeyId,
    /// A signature type that this build does not know.
    #[error("keys of type {0:#04x} are not known here")]
    KeyType(u8),
    /// A known key's signature does not fit.
    #[error("the signature of {0} does not fit the text")]
    Signature(KeyName),
    /// No line is by a known key.
    #[error("no signature is by a known key")]
    NoKnownKey,
    /// A kind of key that is known of the signer has not signed.
    #[error("its {0} key has not signed")]
    KindMissing(crate::key::Algorithm),
    /// The text of the note is not a checkpoint, which this kind of signature needs.
    #[error("the note is not a checkpoint: {0}")]
    Checkpoint(#[from] crate::checkpoint::CheckpointError),
    /// A time beyond 2^63 − 1 seconds.
    #[error("the time of a cosignature is out of range")]
    Time,
}

/// One line that signs a note.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteSignature {
    /// The name that the line gives; that the key has it is checked by whoever knows the key.
    pub name: KeyName,
    /// First four bytes of the SHA-256 of the key's name, algorithm and public key, big-endian
    /// (c2sp.org/signed-note).
    pub key_id: u32,
    /// The signature; its form is the key's affair.
    pub bytes: Vec<u8>,
}

impl fmt::Display for NoteSignature {
    /// The line, without its line feed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.key_id.to_be_bytes(), self.bytes.as_slice()].concat();
        write!(f, "{LINE_START}{} {}", self.name, base64(&bytes))
    }
}

impl NoteSignature {
    /// Reads one line, without its line feed.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, bytes) = line.strip_prefix(LINE_START)?.split_once(' ')?;
        let bytes = unbase64(bytes)?;
        let (key_id, signature) = bytes.split_first_chunk::<KEY_ID_BYTES>()?;
        if signature.is_empty() {
            return None;
        }
        let name = name.parse().ok()?;
        Some(Self { name, key_id: u32::from_be_bytes(*key_id), bytes: signature.to_vec() })
    }

    /// Reads several lines, each ended by a line feed, as a witness answers them.
    pub fn parse_lines(lines: &str) -> Result<Vec<Self>, NoteError> {
        let ended = lines.strip_suffix('\n').ok_or(NoteError::Unsigned)?;
        let signatures = ended.split('\n').enumerate().map(|(number, line)| {
            if number >= MAX_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
            Self::parse(line).ok_or(NoteError::Line(number + 1))
        });
        signatures.collect()
    }
}

/// A text and the lines that sign it. Its text must not be believed before [`Note::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The signed text, with its last line feed.
    pub text: String,
    /// The signature lines, in the order of the file.
    pub signatures: Vec<NoteSignature>,
}

/// A signature that was checked with a known key and fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen<'k> {
    /// The key that made it.
    pub key: &'k VerifierKey,
    /// When, in seconds since 1970, if the kind of signature says so.
    pub time: Option<u64>,
}

impl Note {
    /// Reads a note; no signature is checked yet. Refuses more than [`MAX_NOTE_BYTES`] or [`MAX_SIGNATURES`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLong(bytes.len()));
        }
        if bytes.iter().any(|&byte| byte < 0x20 && byte != b'\n') {
            return Err(NoteError::NotText);
        }
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::NotText)?;
        let blank = note.rfind("\n\n").ok_or(NoteError::Unsigned)?;
        let signatures = NoteSignature::parse_lines(&note[blank + 2..])?;
        Ok(Self { text: note[..=blank].to_owned(), signatures })
    }

    /// Checks every line by one of these keys; lines by others are passed over.
    ///
    /// One known key whose line does not fit spoils the note. Of two lines by one key the first one counts.
    pub fn verify<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k VerifierKey>,
    ) -> Result<Vec<Seen<'k>>, NoteError> {
        let mut seen = Vec::new();
        for key in keys {
            let by_key = |line: &&NoteSignature| line.key_id == key.id() && line.name == *key.name();
            let Some(line) = self.signatures.iter().find(by_key) else { continue };
            let time = key.verify(&self.text, &line.bytes)?;
            seen.push(Seen { key, time });
        }
        if seen.is_empty() { Err(NoteError::NoKnownKey) } else { Ok(seen) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}
