//! The list of peers, in a file that an operator can read.

use std::fs;
use std::io;
use std::path::Path;

use maru_record::{VerifierKey, Write};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::sequencer::{Files as _, Folder};

/// File of the list, in the node's folder.
const FILE: &str = "peers.json";

/// The list cannot be changed so.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PeerError {
    /// A key is not a key.
    #[error("“{0}” is not a verifier key")]
    Key(String),
    /// A peer shows other keys than before.
    #[error(
        "{0} shows other keys than the ones known; if that is right, remove the peer by hand from peers.json first"
    )]
    OtherKeys(String),
    /// The file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A record that is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerRecord {
    /// Its origin.
    pub origin: String,
    /// Its verifier keys.
    pub keys: Vec<String>,
}

/// Another node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peer {
    /// Its address, without a slash at the end.
    pub url: String,
    /// The keys with which it witnesses.
    pub witness: Vec<String>,
    /// Its records.
    #[serde(default)]
    pub records: Vec<PeerRecord>,
}

impl Peer {
    /// The keys with which it witnesses, read.
    pub fn witness_keys(&self) -> Vec<VerifierKey> {
        self.witness.iter().filter_map(|key| key.parse().ok()).collect()
    }
}

/// All peers of a node.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peers {
    /// Those that the operator added.
    #[serde(default)]
    pub peers: Vec<Peer>,
}

impl Peers {
    /// Reads the list of a node's folder; an absent one is empty.
    pub fn load(directory: &Path) -> Result<Self, StoreError> {
        let path = directory.join(FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(StoreError::file(path)(error)),
        };
        serde_json::from_slice(&bytes).map_err(|error| StoreError::file(path)(error.into()))
    }

    /// Writes the list, whole or not at all.
    pub fn save(&self, directory: &Path) -> Result<(), StoreError> {
        let failed = StoreError::file(directory.join(FILE));
        let bytes = match serde_json::to_vec_pretty(self) {
            Ok(bytes) => bytes,
            Err(error) => return Err(failed(error.into())),
        };
        Folder::new(directory).write(&[Write { path: FILE.to_owned(), bytes }]).map_err(failed)
    }

    /// Adds a peer, or what is new of one; never changes keys that are known. True if anything is new.
    pub fn add(&mut self, peer: &Peer) -> Result<bool, PeerError> {
        let records = peer.records.iter().flat_map(|record| &record.keys);
        if let Some(wrong) =
            peer.witness.iter().chain(records).find(|key| key.parse::<VerifierKey>().is_err())
        {
            return Err(PeerError::Key(wrong.clone()));
        }
        for record in &peer.records {
            let known =
                self.peers.iter().flat_map(|peer| &peer.records).find(|one| one.origin == record.origin);
            if known.is_some_and(|known| known.keys != record.keys) {
                return Err(PeerError::OtherKeys(record.origin.clone()));
            }
        }
        let Some(known) = self.peers.iter_mut().find(|known| known.url == peer.url) else {
            self.peers.push(peer.clone());
            return Ok(true);
        };
        if known.witness != peer.witness {
            return Err(PeerError::OtherKeys(peer.url.clone()));
        }
        let before = known.records.len();
        for record in &peer.records {
            if !known.records.contains(record) {
                known.records.push(record.clone());
            }
        }
        Ok(known.records.len() > before)
    }

    /// The keys of a record that is followed; nothing for any other.
    pub fn keys_of(&self, origin: &str) -> Option<Vec<VerifierKey>> {
        let record =
            self.peers.iter().flat_map(|peer| &peer.records).find(|record| record.origin == origin)?;
        Some(record.keys.iter().filter_map(|key| key.parse().ok()).collect())
    }
}
