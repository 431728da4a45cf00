//! Keys that sign notes, as text: verifier keys (vkeys) for everyone, private keys for their owner.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::checkpoint::Checkpoint;
use crate::cosignature::{self, MAX_TIME};
use crate::digest::{Digest, hex_value};
use crate::note::{KeyName, NoteError, NoteSignature};
use crate::wire::{base64, unbase64};

/// How many bytes the seed of a private key has, of every kind.
pub const SEED_BYTES: usize = 32;

const PRIVATE_PREFIX: &str = "PRIVATE+KEY+";
const ED25519_KEY_BYTES: usize = 32;

/// The kinds of signatures that this crate makes and checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Algorithm {
    /// Ed25519 over the text of a note: how a record signs its checkpoints.
    Ed25519 = 0x01,
    /// Ed25519 with a time: how a witness signs them.
    Ed25519Cosignature = 0x04,
    /// ML-DSA-44 with a time, which stays safe when quantum computers come: for records, witnesses and mirrors.
    MlDsa44 = 0x06,
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ed25519 => "Ed25519",
            Self::Ed25519Cosignature => "Ed25519 cosignature",
            Self::MlDsa44 => "ML-DSA-44",
        })
    }
}

/// An Ed25519 key that can be relied on: written in the one canonical way, and of full order, so that a signature fits one message
/// by one person. What others take for a key beside these, nobody here does.
pub fn strict_key(bytes: &[u8; ED25519_KEY_BYTES]) -> Option<VerifyingKey> {
    let key = VerifyingKey::from_bytes(bytes).ok()?;
    let is_canonical = key.to_edwards().compress().as_bytes() == bytes;
    (is_canonical && !key.is_weak() && key.to_edwards().is_torsion_free()).then_some(key)
}

impl Algorithm {
    fn from_byte(byte: u8) -> Result<Self, NoteError> {
        match byte {
            0x01 => Ok(Self::Ed25519),
            0x04 => Ok(Self::Ed25519Cosignature),
            0x06 if cfg!(feature = "ml-dsa") => Ok(Self::MlDsa44),
            other => Err(NoteError::KeyType(other)),
        }
    }
}

/// The short id of a key: four bytes of a hash over its name, kind and public key.
fn key_id(name: &KeyName, algorithm: Algorithm, public: &[u8]) -> u32 {
    let input = [name.as_str().as_bytes(), b"\n", &[algorithm as u8], public].concat();
    let [a, b, c, d, ..] = Digest::of(&input).0;
    u32::from_be_bytes([a, b, c, d])
}

/// Splits `name+hash+base64` and gives the name, the id and the decoded bytes; only the last part may hold a plus.
fn split_key(text: &str) -> Result<(KeyName, u32, Vec<u8>), NoteError> {
    let (name, rest) = text.split_once('+').ok_or(NoteError::Key)?;
    let (id, bytes) = rest.split_once('+').ok_or(NoteError::Key)?;
    let digits: Option<Vec<u8>> = id.bytes().map(hex_value).collect();
    let digits = digits.filter(|digits| digits.len() == 8).ok_or(NoteError::Key)?;
    let id = digits.into_iter().fold(0, |id, digit| id << 4 | u32::from(digit));
    Ok((name.parse()?, id, unbase64(bytes).ok_or(NoteError::Key)?))
}

#[derive(Clone)]
enum Public {
    Ed25519(VerifyingKey),
    #[cfg(feature = "ml-dsa")]
    MlDsa44(Box<ml_dsa::VerifyingKey<ml_dsa::MlDsa44>>),
}

impl Public {
    fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, NoteError> {
        match algorithm {
            Algorithm::Ed25519 | Algorithm::Ed25519Cosignature => {
                let bytes: &[u8; ED25519_KEY_BYTES] = bytes.try_into().map_err(|_| NoteError::Key)?;
                strict_key(bytes).map(Self::Ed25519).ok_or(NoteError::Key)
            }
            #[cfg(feature = "ml-dsa")]
            Algorithm::MlDsa44 => {
                let encoded = bytes.try_into().map_err(|_| NoteError::Key)?;
                Ok(Self::MlDsa44(Box::new(ml_dsa::VerifyingKey::decode(&encoded))))
            }
            #[cfg(not(feature = "ml-dsa"))]
            Algorithm::MlDsa44 => Err(NoteError::KeyType(algorithm as u8)),
        }
    }

    fn accepts(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(key) => Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            #[cfg(feature = "ml-dsa")]
            Self::MlDsa44(key) => ml_dsa::Signature::try_from(signature)
                .is_ok_and(|signature| key.verify_with_context(message, b"", &signature)),
        }
    }
}

/// A public key with its name and kind; written as a vkey, `name+hash+base64`.
#[derive(Clone)]
pub struct VerifierKey {
    name: KeyName,
    id: u32,
    algorithm: Algorithm,
    encoded: Vec<u8>,
    public: Public,
}

impl VerifierKey {
    /// A key from its public bytes.
    pub fn new(name: KeyName, algorithm: Algorithm, public: &[u8]) -> Result<Self, NoteError> {
        let id = key_id(&name, algorithm, public);
        Ok(Self {
            name,
            id,
            algorithm,
            encoded: public.to_vec(),
            public: Public::from_bytes(algorithm, public)?,
        })
    }

    /// The name in front of the key: the origin of a record, or the name of a witness.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The short id that stands in signature lines.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// What kind of signatures it checks.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The public key in its algorithm's own encoding: 32 bytes for Ed25519, 1,312 for ML-DSA-44.
    pub fn public_bytes(&self) -> &[u8] {
        &self.encoded
    }

    /// Checks a signature over the text of a note, and gives the time that it states, if its kind does.
    pub fn verify(&self, text: &str, signature: &[u8]) -> Result<Option<u64>, NoteError> {
        let wrong = || NoteError::Signature(self.name.clone());
        let (message, time, signature) = match self.algorithm {
            Algorithm::Ed25519 => (text.as_bytes().to_vec(), None, signature),
            Algorithm::Ed25519Cosignature => {
                let (time, signature) = cosignature::split_time(signature).ok_or_else(wrong)?;
                (cosignature::ed25519_message(time, text), Some(time), signature)
            }
            Algorithm::MlDsa44 => {
                let (time, signature) = cosignature::split_time(signature).ok_or_else(wrong)?;
                let checkpoint = Checkpoint::parse(text)?;
                (cosignature::ml_dsa_message(&self.name, time, &checkpoint), Some(time), signature)
            }
        };
        if self.public.accepts(&message, signature) { Ok(time) } else { Err(wrong()) }
    }
}

impl PartialEq for VerifierKey {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, self.algorithm, &self.encoded) == (&other.name, other.algorithm, &other.encoded)
    }
}

impl Eq for VerifierKey {}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let typed = [&[self.algorithm as u8], self.encoded.as_slice()].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.id, base64(&typed))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({}+{:08x}, {:?})", self.name, self.id, self.algorithm)
    }
}

impl FromStr for VerifierKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let (name, id, typed) = split_key(text)?;
        let (&kind, public) = typed.split_first().ok_or(NoteError::Key)?;
        let key = Self::new(name, Algorithm::from_byte(kind)?, public)?;
        if key.id == id { Ok(key) } else { Err(NoteError::KeyId) }
    }
}

enum Secret {
    Ed25519(Box<SigningKey>),
    #[cfg(feature = "ml-dsa")]
    MlDsa44(Box<ml_dsa::SigningKey<ml_dsa::MlDsa44>>),
}

/// A private key with its name and kind. It is never printed but by [`SignerKey::to_secret_text`].
pub struct SignerKey {
    secret: Secret,
    verifier: VerifierKey,
}

impl SignerKey {
    /// A key from 32 bytes, which must come from a good random source.
    pub fn from_seed(
        name: KeyName,
        algorithm: Algorithm,
        seed: &[u8; SEED_BYTES],
    ) -> Result<Self, NoteError> {
        let (secret, public) = match algorithm {
            Algorithm::Ed25519 | Algorithm::Ed25519Cosignature => {
                let key = SigningKey::from_bytes(seed);
                let public = key.verifying_key().to_bytes().to_vec();
                (Secret::Ed25519(Box::new(key)), public)
            }
            #[cfg(feature = "ml-dsa")]
            Algorithm::MlDsa44 => {
                let key = ml_dsa::SigningKey::<ml_dsa::MlDsa44>::from_seed(seed.into());
                let public = key.as_ref().encode().to_vec();
                (Secret::MlDsa44(Box::new(key)), public)
            }
            #[cfg(not(feature = "ml-dsa"))]
            Algorithm::MlDsa44 => return Err(NoteError::KeyType(algorithm as u8)),
        };
        Ok(Self { secret, verifier: VerifierKey::new(name, algorithm, &public)? })
    }

    /// The public half.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The private key as text, `PRIVATE+KEY+name+hash+base64`. Keep it secret.
    pub fn to_secret_text(&self) -> String {
        let mut typed = vec![self.verifier.algorithm as u8];
        match &self.secret {
            Secret::Ed25519(key) => typed.extend_from_slice(key.as_bytes()),
            #[cfg(feature = "ml-dsa")]
            Secret::MlDsa44(key) => typed.extend_from_slice(key.as_seed()),
        }
        format!("{PRIVATE_PREFIX}{}+{:08x}+{}", self.verifier.name, self.verifier.id, base64(&typed))
    }

    /// Reads a private key from text.
    pub fn from_secret_text(text: &str) -> Result<Self, NoteError> {
        let (name, id, typed) = split_key(text.strip_prefix(PRIVATE_PREFIX).ok_or(NoteError::Key)?)?;
        let (&kind, seed) = typed.split_first().ok_or(NoteError::Key)?;
        let seed: &[u8; SEED_BYTES] = seed.try_into().map_err(|_| NoteError::Key)?;
        let key = Self::from_seed(name, Algorithm::from_byte(kind)?, seed)?;
        if key.verifier.id == id { Ok(key) } else { Err(NoteError::KeyId) }
    }

    /// Signs a checkpoint; `time` (seconds since 1970) goes into the kinds that state it.
    pub fn sign(&self, checkpoint: &Checkpoint, time: u64) -> Result<NoteSignature, NoteError> {
        if time > MAX_TIME {
            return Err(NoteError::Time);
        }
        let text = checkpoint.text();
        let bytes = match self.verifier.algorithm {
            Algorithm::Ed25519 => self.sign_message(text.as_bytes()),
            Algorithm::Ed25519Cosignature => {
                cosignature::with_time(time, &self.sign_message(&cosignature::ed25519_message(time, &text)))
            }
            Algorithm::MlDsa44 => {
                let message = cosignature::ml_dsa_message(&self.verifier.name, time, checkpoint);
                cosignature::with_time(time, &self.sign_message(&message))
            }
        };
        Ok(NoteSignature { name: self.verifier.name.clone(), key_id: self.verifier.id, bytes })
    }

    /// Signs the text of any note that is no checkpoint; only plain Ed25519 keys can, for the others state a time.
    pub fn sign_text(&self, text: &str) -> Result<NoteSignature, NoteError> {
        if self.verifier.algorithm != Algorithm::Ed25519 {
            return Err(NoteError::KeyType(self.verifier.algorithm as u8));
        }
        let bytes = self.sign_message(text.as_bytes());
        Ok(NoteSignature { name: self.verifier.name.clone(), key_id: self.verifier.id, bytes })
    }

    fn sign_message(&self, message: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            #[cfg(feature = "ml-dsa")]
            Secret::MlDsa44(key) => ml_dsa::Signer::sign(&**key, message).encode().to_vec(),
        }
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({}+{:08x}, secret)", self.verifier.name, self.verifier.id)
    }
}
