//! The key file: the secret, and how far the chain of acts signed with it has come in each record.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};

/// Where an author's chain of acts stands in one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Chain {
    /// The entry that admitted them.
    pub(crate) participant: u64,
    /// How many acts they have made since.
    pub(crate) acts: u32,
    /// The last of them.
    pub(crate) last: u64,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    secret: String,
    #[serde(default)]
    signed: BTreeMap<String, Chain>,
}

/// A key with its memory.
pub(crate) struct KeyFile {
    path: PathBuf,
    key: SigningKey,
    signed: BTreeMap<String, Chain>,
}

impl KeyFile {
    /// Makes a new key; a file that exists is never overwritten.
    pub(crate) fn make(path: &Path) -> anyhow::Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
        let made =
            Self { path: path.to_owned(), key: SigningKey::from_bytes(&seed), signed: BTreeMap::new() };
        made.write(&mut create_private(path)?)?;
        Ok(made)
    }

    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let name = || path.display().to_string();
        let bytes = std::fs::read(path).with_context(name)?;
        let stored: Stored =
            serde_json::from_slice(&bytes).with_context(name).context("this is not a key file")?;
        let seed = BASE64.decode(&stored.secret).ok().and_then(|seed| <[u8; 32]>::try_from(seed).ok());
        let seed = seed.with_context(name).context("the key file's secret is damaged")?;
        Ok(Self { path: path.to_owned(), key: SigningKey::from_bytes(&seed), signed: stored.signed })
    }

    pub(crate) fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }

    /// Refuses to go on where the node has forgotten an act: a second act signed at its place would hide that for ever.
    pub(crate) fn compare(&self, origin: &str, shown: &Chain) -> anyhow::Result<()> {
        let Some(signed) = self.signed.get(origin) else { return Ok(()) };
        let forgotten = shown.acts < signed.acts || (shown.acts == signed.acts && shown != signed);
        if forgotten {
            bail!(
                "the node shows {} acts of yours, the last in entry {}; this key has signed {}, the last in entry {}. An \
                 act of yours is missing: keep your receipts, and check the record with `maru verify`",
                shown.acts,
                shown.last,
                signed.acts,
                signed.last
            );
        }
        Ok(())
    }

    /// Keeps in mind what was signed last.
    pub(crate) fn remember(&mut self, origin: &str, chain: Chain) -> anyhow::Result<()> {
        self.signed.insert(origin.to_owned(), chain);
        let beside = self.path.with_extension("new");
        // What a broken run left behind is no key in use: keys are made under their own name.
        let _ = std::fs::remove_file(&beside);
        self.write(&mut create_private(&beside)?)?;
        std::fs::rename(&beside, &self.path).with_context(|| self.path.display().to_string())
    }

    fn write(&self, file: &mut File) -> anyhow::Result<()> {
        let stored = Stored { secret: BASE64.encode(self.key.as_bytes()), signed: self.signed.clone() };
        file.write_all(&serde_json::to_vec_pretty(&stored)?)?;
        Ok(file.sync_all()?)
    }
}

/// A new file that only its owner may read.
fn create_private(path: &Path) -> anyhow::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| path.display().to_string())
}
