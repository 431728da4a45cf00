//! The keys with which a node signs others' heads: as a witness and as a mirror, under two names.

use std::path::{Path, PathBuf};

use maru_record::{Algorithm, SignerKey, VerifierKey};

use super::list::Peers;
use crate::error::StoreError;
use crate::private;
use crate::restored;
use crate::sequencer::key;

/// The kinds of keys in both roles.
const ALGORITHMS: [Algorithm; 2] = [Algorithm::Ed25519Cosignature, Algorithm::MlDsa44];

/// The keys of a role, made at the first use and named after the node's host.
#[derive(Debug, Clone)]
pub(crate) struct RoleKeys {
    directory: PathBuf,
    /// The file of the keys.
    path: PathBuf,
    name: String,
    /// What the role remembers of what it signed: without it the keys could sign what contradicts that.
    memory: &'static str,
}

impl RoleKeys {
    /// The keys of the witness.
    pub(crate) fn witness(directory: &Path, host: &str) -> Self {
        Self {
            directory: directory.to_owned(),
            path: directory.join("keys/node/witness.key"),
            name: format!("{host}/w"),
            memory: "witness.db",
        }
    }

    /// The keys of the mirror.
    pub(crate) fn mirror(directory: &Path, host: &str) -> Self {
        Self {
            directory: directory.to_owned(),
            path: directory.join("keys/node/mirror.key"),
            name: format!("{host}/m"),
            memory: "mirror",
        }
    }

    /// The keys; they keep the name under which they were made.
    pub(crate) fn signers(&self) -> Result<Vec<SignerKey>, StoreError> {
        restored::refuse(&self.directory)?;
        if let Some(keys) = key::read(&self.path)? {
            self.refuse_forgetting()?;
            return Ok(keys);
        }
        self.make_memory()?;
        match key::create_kinds(&self.path, &self.name, &ALGORITHMS) {
            // Another request may have made them at the same moment.
            Err(error) => key::read(&self.path)?.ok_or(error),
            made => made,
        }
    }

    /// Before the keys, so that keys without it have lost it.
    fn make_memory(&self) -> Result<(), StoreError> {
        let memory = self.directory.join(self.memory);
        let is_file = memory.extension().is_some();
        let made = if is_file { private::make_file(&memory) } else { std::fs::create_dir_all(&memory) };
        made.map_err(StoreError::file(memory))
    }

    /// Keys that may have signed something, and nothing that says what: they sign no more. Without peers they never did.
    fn refuse_forgetting(&self) -> Result<(), StoreError> {
        let memory = self.directory.join(self.memory);
        if memory.exists() || Peers::load(&self.directory)?.peers.is_empty() {
            return Ok(());
        }
        Err(StoreError::Record {
            process: self.name.clone(),
            reason: format!(
                "{} is missing, and with it the memory of what was signed; put it back, or move {} away: then new keys are made, and the \
                 peers have to be told",
                memory.display(),
                self.path.display()
            ),
        })
    }

    /// The keys by which others check what they signed.
    pub(crate) fn verifiers(&self) -> Result<Vec<VerifierKey>, StoreError> {
        Ok(self.signers()?.iter().map(|key| key.verifier().clone()).collect())
    }
}
