//! By what an amendment knows again the words that it was drafted against.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The fingerprint of a unit's words: SHA-256 in hexadecimal digits. White space counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(pub String);

impl Fingerprint {
    /// The fingerprint of words whose white space was brought into one form before.
    pub(crate) fn of_words(words: &str) -> Self {
        let digest = Sha256::digest(words.as_bytes());
        let mut text = String::with_capacity(2 * digest.len());
        for byte in digest {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }
}
