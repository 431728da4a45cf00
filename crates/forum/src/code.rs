//! One-time codes: whoever holds one may answer an invitation, or come back to an application. A record holds only digests of them.
//!
//! The record names a code by its *seal*, the SHA-256 of its *proof*, which is the SHA-256 of its letters. To decline or to appeal,
//! the proof is shown: it proves that somebody has the code and does not give it away. To come in, the code itself is shown.

use std::collections::BTreeMap;
use std::fmt;

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::id::EntryNumber;
use crate::violation::Violation;

/// Letters of a code: 100 bits.
pub const CODE_LETTERS: usize = 20;
/// Letters between two hyphens, so that people can read a code out.
const LETTERS_TOGETHER: usize = 5;
/// Letters and digits that are not taken for each other (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A one-time code, as its twenty letters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

impl Code {
    /// The code of some randomness; five bits of each byte count.
    pub fn of(randomness: [u8; CODE_LETTERS]) -> Self {
        Self(randomness.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
    }

    /// A code as a person typed it: small letters, blanks and hyphens do not matter, nor O for 0 or I and L for 1.
    pub fn typed(text: &str) -> Result<Self, Violation> {
        let letters = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–'));
        let read = letters.map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
        Self::recorded(&read.take(CODE_LETTERS + 1).collect::<String>()).ok_or(Violation::BadCode)
    }

    /// A code as it stands in a record, and in no other form.
    pub(crate) fn recorded(text: &str) -> Option<Self> {
        let fits = text.len() == CODE_LETTERS && text.bytes().all(|letter| ALPHABET.contains(&letter));
        fits.then(|| Self(text.to_owned()))
    }

    /// The letters, without hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The letters with hyphens, for people.
    pub fn spaced(&self) -> String {
        let parts: Vec<&str> =
            self.0.as_bytes().chunks(LETTERS_TOGETHER).filter_map(|part| str::from_utf8(part).ok()).collect();
        parts.join("-")
    }

    /// What proves that somebody has the code, without giving it away.
    pub fn proof(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }

    /// What a record names the code by.
    pub fn seal(&self) -> Digest {
        seal_of(&self.proof())
    }
}

/// The seal of the code that a proof proves.
pub fn seal_of(proof: &Digest) -> Digest {
    Digest::of(&proof.0)
}

// A code is as good as a key until it is used, so no log should hold one by accident.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

impl TryFrom<String> for Code {
    type Error = Violation;

    fn try_from(text: String) -> Result<Self, Violation> {
        Self::typed(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

/// Every seal that entries have named, void ones too, with the invitation or application whose code it was: no code is used twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seals(BTreeMap<[u8; 32], EntryNumber>);

impl Seals {
    /// The invitation or application of a seal.
    pub fn entry_of(&self, seal: &Digest) -> Option<EntryNumber> {
        self.0.get(&seal.0).copied()
    }

    pub(crate) fn require_new(&self, seal: &Digest) -> Result<(), Violation> {
        self.entry_of(seal).map_or(Ok(()), |entry| Err(Violation::CodeKnown(entry)))
    }

    pub(crate) fn note(&mut self, seals: &[Digest], entry: EntryNumber) {
        self.0.extend(seals.iter().map(|seal| (seal.0, entry)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::of(std::array::from_fn(|at| at as u8));
        assert_eq!(code.spaced(), "01234-56789-ABCDE-FGHJK");
        let check = |typed: &str, is_it: bool| {
            assert_eq!(Code::typed(typed).is_ok_and(|read| read == code), is_it, "{typed}");
        };
        check("01234-56789-ABCDE-FGHJK", true);
        check("oi234 56789 abcde fghjk", true);
        check("0L23456789ABCDEFGHJK", true);
        check("01234-56789-ABCDE-FGHJ", false);
        check("01234-56789-ABCDE-FGHJK-0", false);
        check("01234-56789-ABCDE-FGHJU", false);
        check("", false);
    }

    #[test]
    fn a_proof_gives_the_seal_and_no_log_shows_the_code() {
        let code = Code::of([7; CODE_LETTERS]);
        assert_eq!(seal_of(&code.proof()), code.seal());
        assert_ne!(code.proof(), code.seal());
        assert!(!format!("{code:?}").contains(code.as_str()));
    }
}
