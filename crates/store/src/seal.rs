//! Keys under a passphrase: what a backup carries of them opens nothing to whoever finds the file.

use std::num::NonZeroU32;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::pbkdf2;

use crate::clock;
use crate::error::StoreError;

/// First bytes of what is sealed.
const MAGIC: &[u8] = b"maru sealed keys 1\n";
/// Rounds of PBKDF2-HMAC-SHA-512: some four times what OWASP asked for in 2023, about a second on a small machine.
const ROUNDS: NonZeroU32 = NonZeroU32::new(800_000).unwrap();
/// Most rounds that a file may ask for: somebody else may have written it.
const MOST_ROUNDS: u32 = 10_000_000;
/// Bytes of the salt. It is fresh for each file, so no key is ever used twice.
const SALT: usize = 32;
/// The shortest passphrase, in characters. The file may lie with strangers, who can try for years.
const SHORTEST: usize = 12;

/// A passphrase, as a person typed it.
#[derive(Clone)]
pub struct Passphrase(String);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// The passphrase is too short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a passphrase has at least {SHORTEST} characters: whoever finds the file can try as often as they like"
)]
pub struct TooShort;

impl Passphrase {
    /// A passphrase without the line break after it.
    pub fn new(text: &str) -> Result<Self, TooShort> {
        let text = text.trim_end_matches(['\r', '\n']);
        if text.chars().count() < SHORTEST { Err(TooShort) } else { Ok(Self(text.to_owned())) }
    }

    fn key(&self, rounds: NonZeroU32, salt: &[u8]) -> Option<LessSafeKey> {
        let mut key = [0; 32];
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA512, rounds, salt, self.0.as_bytes(), &mut key);
        UnboundKey::new(&CHACHA20_POLY1305, &key).ok().map(LessSafeKey::new)
    }

    pub(crate) fn seal(&self, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.seal_in(ROUNDS, bytes)
    }

    fn seal_in(&self, rounds: NonZeroU32, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        let failed = || StoreError::Random("the keys could not be sealed".to_owned());
        let salt = clock::entropy()?;
        let mut sealed = bytes.to_vec();
        let key = self.key(rounds, &salt).ok_or_else(failed)?;
        key.seal_in_place_append_tag(nonce(), Aad::from(MAGIC), &mut sealed).map_err(|_| failed())?;
        Ok([MAGIC, &rounds.get().to_be_bytes(), &salt, &sealed].concat())
    }

    /// Opens what was sealed; nothing if the passphrase is another one, or the bytes are damaged.
    pub(crate) fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let rest = sealed.strip_prefix(MAGIC)?;
        let (rounds, rest) = rest.split_first_chunk::<4>()?;
        let (salt, rest) = rest.split_at_checked(SALT)?;
        let rounds = u32::from_be_bytes(*rounds);
        let rounds = NonZeroU32::new(rounds).filter(|rounds| rounds.get() <= MOST_ROUNDS)?;
        let mut bytes = rest.to_vec();
        let key = self.key(rounds, salt)?;
        let opened = key.open_in_place(nonce(), Aad::from(MAGIC), &mut bytes).ok()?.len();
        bytes.truncate(opened);
        Some(bytes)
    }
}

/// One key, one message: the nonce has nothing to tell apart.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_passphrase_opens_and_only_the_same_bytes() {
        let right = Passphrase::new("a long and winding road\n").unwrap();
        let whole = right.seal(b"PRIVATE+KEY").unwrap();
        assert_eq!(whole[MAGIC.len()..][..4], ROUNDS.get().to_be_bytes());
        assert_eq!(right.open(&whole).as_deref(), Some(&b"PRIVATE+KEY"[..]));
        // The rest with few rounds: what is wrong is refused however many there are.
        let sealed = right.seal_in(NonZeroU32::new(100).unwrap(), b"PRIVATE+KEY").unwrap();
        assert!(!sealed.windows(7).any(|window| window == b"PRIVATE"));
        assert_eq!(right.open(&sealed).as_deref(), Some(&b"PRIVATE+KEY"[..]));
        assert_eq!(Passphrase::new("a long and winding rope").unwrap().open(&sealed), None);
        // One in the rounds asks for more of them than anybody waits for.
        for place in [0, MAGIC.len(), MAGIC.len() + 10, sealed.len() - 1] {
            let mut other = sealed.clone();
            other[place] ^= 1;
            assert_eq!(right.open(&other), None, "byte {place}");
        }
        for length in [0, 5, MAGIC.len(), MAGIC.len() + 20, sealed.len() - 1] {
            assert_eq!(right.open(&sealed[..length]), None);
        }
        assert_eq!(Passphrase::new("too short").err(), Some(TooShort));
    }
}
