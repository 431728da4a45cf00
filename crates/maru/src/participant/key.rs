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

/// An act that was signed and of which it is not known that it was taken as it was signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pending {
    /// Its place: how far the chain had come before it.
    pub(crate) at: Chain,
    /// The act, in words.
    pub(crate) what: String,
    /// Where in the API it goes.
    pub(crate) path: String,
    /// What is sent, the signature in it.
    pub(crate) body: serde_json::Value,
    /// The entry as it was signed, at time 0, base64.
    pub(crate) signed: String,
    /// Why the node refused it, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<String>,
}

impl Pending {
    /// Whether its place is still free.
    pub(crate) fn is_next(&self, shown: &Chain) -> bool {
        self.at == *shown
    }
}

/// What a key remembers.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// How far the chain has come, by record.
    #[serde(default)]
    signed: BTreeMap<String, Chain>,
    /// What was signed last, by record, while it is open what became of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pending: BTreeMap<String, Pending>,
    /// The admissions in which this key was seen, by record.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    admitted: BTreeMap<String, u64>,
}

#[derive(Serialize, Deserialize)]
struct Stored<M> {
    secret: String,
    #[serde(flatten)]
    memory: M,
}

/// A key with its memory.
pub(crate) struct KeyFile {
    path: PathBuf,
    key: SigningKey,
    memory: Memory,
}

impl KeyFile {
    /// Makes a new key; a file that exists is never overwritten.
    pub(crate) fn make(path: &Path) -> anyhow::Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
        let made =
            Self { path: path.to_owned(), key: SigningKey::from_bytes(&seed), memory: Memory::default() };
        made.write(&mut create_private(path)?)?;
        Ok(made)
    }

    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let name = || path.display().to_string();
        let bytes = std::fs::read(path).with_context(name)?;
        let stored: Stored<Memory> =
            serde_json::from_slice(&bytes).with_context(name).context("this is not a key file")?;
        let seed = BASE64.decode(&stored.secret).ok().and_then(|seed| <[u8; 32]>::try_from(seed).ok());
        let seed = seed.with_context(name).context("the key file's secret is damaged")?;
        Ok(Self { path: path.to_owned(), key: SigningKey::from_bytes(&seed), memory: stored.memory })
    }

    /// Waits until no other run uses the key, and keeps it from being used while the file lives.
    pub(crate) fn alone(&self) -> anyhow::Result<File> {
        let path = self.path.with_extension("lock");
        let name = || path.display().to_string();
        let file = File::options().create(true).append(true).open(&path).with_context(name)?;
        file.lock().with_context(name)?;
        Ok(file)
    }

    /// Reads what another run may have remembered meanwhile.
    pub(crate) fn read_again(&mut self) -> anyhow::Result<()> {
        *self = Self::open(&self.path)?;
        Ok(())
    }

    /// The act of which it is open what became of it.
    pub(crate) fn pending(&self, origin: &str) -> Option<&Pending> {
        self.memory.pending.get(origin)
    }

    /// Keeps in mind what is about to be sent.
    pub(crate) fn remember_pending(&mut self, origin: &str, pending: Pending) -> anyhow::Result<()> {
        self.memory.pending.insert(origin.to_owned(), pending);
        self.save()
    }

    /// The pending act was taken as it was signed.
    pub(crate) fn settled(&mut self, origin: &str, chain: Chain) -> anyhow::Result<()> {
        self.memory.pending.remove(origin);
        self.memory.signed.insert(origin.to_owned(), chain);
        self.save()
    }

    /// Whether the key was seen in this admission.
    pub(crate) fn is_admitted(&self, origin: &str, entry: u64) -> bool {
        self.memory.admitted.get(origin) == Some(&entry)
    }

    /// The key was seen in this admission.
    pub(crate) fn admitted(&mut self, origin: &str, entry: u64) -> anyhow::Result<()> {
        self.memory.admitted.insert(origin.to_owned(), entry);
        self.save()
    }

    pub(crate) fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }

    /// Refuses to go on where the node has forgotten an act: a second act signed at its place would hide that for ever.
    pub(crate) fn compare(&self, origin: &str, shown: &Chain) -> anyhow::Result<()> {
        let first = shown.acts == 0;
        if first != (shown.last == shown.participant) || shown.last < shown.participant {
            bail!(
                "the node contradicts itself: after {} acts of yours the last would be entry {}",
                shown.acts,
                shown.last
            );
        }
        let Some(signed) = self.memory.signed.get(origin) else { return Ok(()) };
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

    fn save(&self) -> anyhow::Result<()> {
        let beside = self.path.with_extension("new");
        // What a broken run left behind is no key in use: keys are made under their own name.
        let _ = std::fs::remove_file(&beside);
        self.write(&mut create_private(&beside)?)?;
        std::fs::rename(&beside, &self.path).with_context(|| self.path.display().to_string())?;
        // The new name is on the disk before anything is sent.
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Ok(File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?)
    }

    fn write(&self, file: &mut File) -> anyhow::Result<()> {
        let stored = Stored { secret: BASE64.encode(self.key.as_bytes()), memory: &self.memory };
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
