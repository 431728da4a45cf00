//! The list of peers, in a file that an operator can read, and the list of those who asked to be on it.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use maru_forum::Moment;
use maru_record::introduction::RecordAt;
use maru_record::witness::monitoring_path;
use maru_record::{Introduction, VerifierKey, Write};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::sequencer::{Files as _, Folder};

/// File of the list, in the node's folder.
const FILE: &str = "peers.json";
/// File of those who asked.
const ASKERS_FILE: &str = "peers-asked.json";
/// File whose lock is held while one of the two is changed: a server and a command may do so at once.
const LOCK_FILE: &str = "peers.lock";
/// The most peers that a node has.
pub const PEER_LIMIT: usize = maru_record::introduction::MAX_PEERS;
/// The most records of one peer.
const RECORD_LIMIT: usize = maru_record::introduction::MAX_RECORDS + 1;
/// The most askers that are remembered; beyond it newcomers must be added by hand.
const ASKER_LIMIT: usize = 32;
/// Gigabytes that copies of one peer's records may take where nobody said otherwise: a hundred million entries.
pub const USUAL_QUOTA: u64 = 20;
const GIGABYTE: u64 = 1_000_000_000;
/// The most of one network: one stranger with many names must not keep all others out.
const ASKERS_OF_NETWORK: usize = 4;
/// How long somebody who asked is remembered: 30 days.
const ASKED_SECONDS: i64 = 30 * 86_400;

/// The list cannot be changed so.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PeerError {
    /// A key is not a key.
    #[error("“{0}” is not a verifier key")]
    Key(String),
    /// A peer or a record shows other keys than before.
    #[error(
        "{0} shows other keys than the ones known; if that is right, `maru peer remove` it first, then add it again"
    )]
    OtherKeys(String),
    #[error("a node has at most {PEER_LIMIT} peers, and a peer at most {RECORD_LIMIT} records")]
    TooMany,
    /// The file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A record that is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerRecord {
    pub origin: String,
    /// Its verifier keys.
    pub keys: Vec<String>,
}

impl PeerRecord {
    /// Its verifier keys, read.
    pub fn verifier_keys(&self) -> Vec<VerifierKey> {
        read_keys(&self.keys)
    }
}

impl From<&RecordAt> for PeerRecord {
    fn from(record: &RecordAt) -> Self {
        Self { origin: record.origin.clone(), keys: texts(&record.keys) }
    }
}

/// Another node.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peer {
    /// Its address, without a slash at the end.
    pub url: String,
    /// The keys of its own record, by which it is known; without them no record is followed on its word.
    #[serde(default)]
    pub node: Vec<String>,
    /// The keys with which it witnesses.
    #[serde(default)]
    pub witness: Vec<String>,
    /// The keys with which it mirrors.
    #[serde(default)]
    pub mirror: Vec<String>,
    /// Whether this node keeps copies of its records.
    #[serde(default)]
    pub mirrored: bool,
    /// How many gigabytes copies of its records may take; nothing means the usual share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<u64>,
    /// Its records, that this node witnesses.
    #[serde(default)]
    pub records: Vec<PeerRecord>,
}

impl Peer {
    /// The peer that an introduction speaks of.
    pub fn introduced(introduction: &Introduction) -> Self {
        Self {
            url: introduction.address.clone(),
            node: texts(&introduction.node.keys),
            witness: texts(&introduction.witness.keys),
            mirror: texts(&introduction.mirror.keys),
            mirrored: true,
            quota: None,
            records: introduction.own_records().map(PeerRecord::from).collect(),
        }
    }

    /// How many bytes copies of its records may take.
    pub fn quota_bytes(&self) -> u64 {
        self.quota.unwrap_or(USUAL_QUOTA).saturating_mul(GIGABYTE)
    }

    /// The keys with which it witnesses, read.
    pub fn witness_keys(&self) -> Vec<VerifierKey> {
        read_keys(&self.witness)
    }

    /// The keys with which it mirrors, read.
    pub fn mirror_keys(&self) -> Vec<VerifierKey> {
        read_keys(&self.mirror)
    }

    /// The address of a record's files at this peer: always under the peer's own address, whatever anybody says.
    pub fn record_address(&self, origin: &str) -> String {
        format!("{}/{}", self.url, origin.split_once('/').map_or(origin, |(_, path)| path))
    }

    /// The address of what it, as a witness, holds of a record.
    pub fn witness_address(&self, origin: &str) -> String {
        format!("{}/witness/{}", self.url, monitoring_path(origin))
    }

    /// The address of its copy of a record.
    pub fn mirror_address(&self, origin: &str) -> String {
        format!("{}/mirror/{}", self.url, monitoring_path(origin))
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
        load(directory, FILE)
    }

    /// Writes the list, whole or not at all.
    pub fn save(&self, directory: &Path) -> Result<(), StoreError> {
        save(self, directory, FILE)
    }

    /// Changes the list of a folder while nobody else does; it is written if `change` says that it changed.
    pub fn change(
        directory: &Path,
        change: impl FnOnce(&mut Self) -> Result<bool, PeerError>,
    ) -> Result<bool, PeerError> {
        let _lock = lock(directory)?;
        let mut peers = Self::load(directory)?;
        let changed = change(&mut peers)?;
        if changed {
            peers.save(directory)?;
        }
        Ok(changed)
    }

    /// Adds a peer, or what is new of one; never changes keys that are known. True if anything is new.
    pub fn add(&mut self, peer: &Peer) -> Result<bool, PeerError> {
        self.refuse_keys(peer)?;
        // A peer is known by its keys: one that moved to another address is the same peer, at its new address.
        let by_keys = |known: &Peer| !peer.node.is_empty() && known.node == peer.node;
        let place = self.peers.iter().position(by_keys);
        let place = place.or_else(|| self.peers.iter().position(|known| known.url == peer.url));
        let Some(place) = place else {
            if self.peers.len() >= PEER_LIMIT || peer.records.len() > RECORD_LIMIT {
                return Err(PeerError::TooMany);
            }
            self.peers.push(peer.clone());
            return Ok(true);
        };
        let known = &mut self.peers[place];
        let before = known.clone();
        for (kept, shown) in [
            (&mut known.node, &peer.node),
            (&mut known.witness, &peer.witness),
            (&mut known.mirror, &peer.mirror),
        ] {
            if kept.is_empty() {
                kept.clone_from(shown);
            } else if kept != shown {
                return Err(PeerError::OtherKeys(peer.url.clone()));
            }
        }
        known.url.clone_from(&peer.url);
        known.mirrored = peer.mirrored;
        known.quota = peer.quota.or(known.quota);
        add_records(known, &peer.records)?;
        Ok(*known != before)
    }

    /// Follows the records that a peer's introduction names, if it is signed by the keys under which the peer was added.
    /// True if any is new; nothing if no peer has those keys.
    pub fn follow(&mut self, introduction: &Introduction) -> Result<Option<bool>, PeerError> {
        let shown = Peer::introduced(introduction);
        let Some(place) = self.peers.iter().position(|known| known.node == shown.node) else {
            return Ok(None);
        };
        self.refuse_keys(&shown)?;
        add_records(&mut self.peers[place], &shown.records).map(Some)
    }

    /// Removes a peer; false if there is none at that address.
    pub fn remove(&mut self, url: &str) -> bool {
        let before = self.peers.len();
        self.peers.retain(|peer| peer.url != url);
        self.peers.len() < before
    }

    /// The peer at an address.
    pub fn at(&self, url: &str) -> Option<&Peer> {
        self.peers.iter().find(|peer| peer.url == url)
    }

    /// The keys of a record that is followed; nothing for any other.
    pub fn keys_of(&self, origin: &str) -> Option<Vec<VerifierKey>> {
        let record =
            self.peers.iter().flat_map(|peer| &peer.records).find(|record| record.origin == origin)?;
        Some(record.verifier_keys())
    }

    /// Refuses what is no key, and keys of a known record that differ from the known ones.
    fn refuse_keys(&self, peer: &Peer) -> Result<(), PeerError> {
        let records = peer.records.iter().flat_map(|record| &record.keys);
        let roles = peer.node.iter().chain(&peer.witness).chain(&peer.mirror);
        if let Some(wrong) = roles.chain(records).find(|key| key.parse::<VerifierKey>().is_err()) {
            return Err(PeerError::Key(wrong.clone()));
        }
        let known = || self.peers.iter().flat_map(|peer| &peer.records);
        let differs = |record: &&PeerRecord| {
            known().any(|known| known.origin == record.origin && known.keys != record.keys)
        };
        peer.records
            .iter()
            .find(differs)
            .map_or(Ok(()), |record| Err(PeerError::OtherKeys(record.origin.clone())))
    }
}

/// Adds the records that are new; true if any is.
fn add_records(peer: &mut Peer, records: &[PeerRecord]) -> Result<bool, PeerError> {
    let new: Vec<_> = records.iter().filter(|record| !peer.records.contains(record)).cloned().collect();
    if peer.records.len() + new.len() > RECORD_LIMIT {
        return Err(PeerError::TooMany);
    }
    let any = !new.is_empty();
    peer.records.extend(new);
    Ok(any)
}

/// A node that asked to be added. Nothing of it is believed before the operator has looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asker {
    /// The address that it gives.
    pub url: String,
    /// The keys of its own record, by which the request is signed.
    pub node: Vec<String>,
    /// When it asked first, in seconds since 1970.
    pub time: i64,
    /// From which network; nothing in lists of older versions.
    #[serde(default)]
    pub network: String,
}

/// All that asked and were not added yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Askers {
    /// In the order in which they asked.
    #[serde(default)]
    pub askers: Vec<Asker>,
}

impl Askers {
    /// Reads the list of a node's folder; an absent one is empty.
    pub fn load(directory: &Path) -> Result<Self, StoreError> {
        load(directory, ASKERS_FILE)
    }

    /// Remembers who asked, from which network; false if too many did already. Who asked long ago is forgotten.
    pub fn note(
        directory: &Path,
        introduction: &Introduction,
        network: &str,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let _lock = lock(directory)?;
        let mut all = Self::load(directory)?;
        all.askers.retain(|asker| now.0.saturating_sub(asker.time) < ASKED_SECONDS);
        let node = texts(&introduction.node.keys);
        if all.askers.iter().any(|asker| asker.url == introduction.address && asker.node == node) {
            return Ok(true);
        }
        let neighbours = all.askers.iter().filter(|asker| asker.network == network).count();
        if all.askers.len() >= ASKER_LIMIT || neighbours >= ASKERS_OF_NETWORK {
            return Ok(false);
        }
        let (url, network) = (introduction.address.clone(), network.to_owned());
        all.askers.push(Asker { url, node, time: now.0, network });
        save(&all, directory, ASKERS_FILE)?;
        Ok(true)
    }

    /// Forgets whoever asked from this address.
    pub fn forget(directory: &Path, url: &str) -> Result<(), StoreError> {
        let _lock = lock(directory)?;
        let mut all = Self::load(directory)?;
        all.askers.retain(|asker| asker.url != url);
        save(&all, directory, ASKERS_FILE)
    }
}

fn texts(keys: &[VerifierKey]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

fn read_keys(keys: &[String]) -> Vec<VerifierKey> {
    keys.iter().filter_map(|key| key.parse().ok()).collect()
}

fn load<T: DeserializeOwned + Default>(directory: &Path, file: &str) -> Result<T, StoreError> {
    let path = directory.join(file);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(T::default()),
        Err(error) => return Err(StoreError::file(path)(error)),
    };
    serde_json::from_slice(&bytes).map_err(|error| StoreError::file(path)(error.into()))
}

fn save<T: Serialize>(list: &T, directory: &Path, file: &str) -> Result<(), StoreError> {
    let failed = StoreError::file(directory.join(file));
    let bytes = match serde_json::to_vec_pretty(list) {
        Ok(bytes) => bytes,
        Err(error) => return Err(failed(error.into())),
    };
    Folder::new(directory).write(&[Write { path: file.to_owned(), bytes }]).map_err(failed)
}

/// Waits until nobody else changes a list; the lock goes with the file that is given back.
fn lock(directory: &Path) -> Result<File, StoreError> {
    let path = directory.join(LOCK_FILE);
    let locked = File::options().create(true).append(true).open(&path).and_then(|file| {
        file.lock()?;
        Ok(file)
    });
    locked.map_err(StoreError::file(path))
}
