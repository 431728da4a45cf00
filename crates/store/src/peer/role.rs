//! The keys with which a node signs others' heads: as a witness and as a mirror, under two names.

use std::path::{Path, PathBuf};

use maru_record::{Algorithm, SignerKey, VerifierKey};

use crate::error::StoreError;
use crate::sequencer::key;

/// The kinds of keys in both roles.
const ALGORITHMS: [Algorithm; 2] = [Algorithm::Ed25519Cosignature, Algorithm::MlDsa44];

/// The keys of a role, made at the first use and named after the node's host.
#[derive(Debug, Clone)]
pub(crate) struct RoleKeys {
    path: PathBuf,
    name: String,
}

impl RoleKeys {
    /// The keys of the witness.
    pub(crate) fn witness(directory: &Path, host: &str) -> Self {
        Self { path: directory.join("keys/node/witness.key"), name: format!("{host}/w") }
    }

    /// The keys of the mirror.
    pub(crate) fn mirror(directory: &Path, host: &str) -> Self {
        Self { path: directory.join("keys/node/mirror.key"), name: format!("{host}/m") }
    }

    /// The keys; they keep the name under which they were made.
    pub(crate) fn signers(&self) -> Result<Vec<SignerKey>, StoreError> {
        if let Some(keys) = key::read(&self.path)? {
            return Ok(keys);
        }
        match key::create_kinds(&self.path, &self.name, &ALGORITHMS) {
            // Another request may have made them at the same moment.
            Err(error) => key::read(&self.path)?.ok_or(error),
            made => made,
        }
    }

    /// The keys by which others check what they signed.
    pub(crate) fn verifiers(&self) -> Result<Vec<VerifierKey>, StoreError> {
        Ok(self.signers()?.iter().map(|key| key.verifier().clone()).collect())
    }
}
