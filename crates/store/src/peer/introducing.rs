//! How nodes come to know each other: what this one says of itself, and what it does with what others say.

use std::path::Path;

use maru_record::introduction::{
    INTRODUCTION_PATH, IntroductionError, MAX_INTRODUCTION_BYTES, MAX_RECORDS, Neighbour, RecordAt, Role,
};
use maru_record::{Algorithm, Introduction, VerifierKey};

use super::list::{Askers, Peer, PeerError, Peers};
use super::network::Network;
use super::role::RoleKeys;
use crate::clock;
use crate::error::StoreError;
use crate::mirror::Mirror;
use crate::node::Node;
use crate::restored::Restored;
use crate::sequencer::{OWN_KEY_FILE, key};
use crate::shared::Shared;

/// What became of an introduction that another node sent.
#[derive(Debug)]
pub enum Hearing {
    /// It is by a peer, whose new records, if there are any, are followed from now on.
    Followed,
    /// It is by a stranger; the operator is told.
    Noted,
    /// Too many strangers have asked; nothing was kept.
    TooMany,
    /// It is not one, or is not signed by whom it speaks of.
    Malformed(IntroductionError),
    /// It is by a peer, and contradicts what is known of it.
    Contradicts(PeerError),
}

/// What this node says of itself at its address, signed; nothing while it has no name.
pub fn introduce(node: &Node, address: &str) -> Result<Option<Vec<u8>>, StoreError> {
    introduction(node.shared(), address)
}

/// Takes an introduction that another node sent from a network: a peer's new records are followed, a stranger is noted for the
/// operator.
pub fn hear(directory: &Path, bytes: &[u8], network: &str) -> Result<Hearing, StoreError> {
    let introduction = match Introduction::parse(bytes) {
        Ok(introduction) => introduction,
        Err(error) => return Ok(Hearing::Malformed(error)),
    };
    match follow(directory, &introduction) {
        Ok(true) => Ok(Hearing::Followed),
        Ok(false) if Askers::note(directory, &introduction, network, clock::now())? => Ok(Hearing::Noted),
        Ok(false) => Ok(Hearing::TooMany),
        Err(PeerError::Store(error)) => Err(error),
        Err(error) => Ok(Hearing::Contradicts(error)),
    }
}

/// Follows what a peer introduces; false if whoever introduces itself is none.
pub(super) fn follow(directory: &Path, introduction: &Introduction) -> Result<bool, PeerError> {
    let mut is_peer = false;
    Peers::change(directory, |peers| {
        let followed = peers.follow(introduction)?;
        is_peer = followed.is_some();
        Ok(followed.unwrap_or(false))
    })?;
    Ok(is_peer)
}

/// Asks the node at an address who it is; the error says in words why that is not known.
pub fn meet(network: &dyn Network, url: &str) -> Result<Introduction, String> {
    let address = format!("{url}/{INTRODUCTION_PATH}");
    let bytes = network.get(&address, MAX_INTRODUCTION_BYTES)?;
    let bytes =
        bytes.ok_or_else(|| format!("there is nothing at {address}: not a Maru node, or an older one"))?;
    let introduction = Introduction::parse(&bytes).map_err(|error| format!("{address}: {error}"))?;
    if introduction.address == url {
        Ok(introduction)
    } else {
        Err(format!("the node at {url} says that its address is {}; use that", introduction.address))
    }
}

pub(super) fn introduction(shared: &Shared, address: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(own) = shared.own() else { return Ok(None) };
    // A restored folder does not speak under its name before it is known what was said there since.
    if Restored::of(&shared.directory)?.is_some() {
        return Ok(None);
    }
    let Some(signers) = key::load(&shared.directory.join(OWN_KEY_FILE), own.origin())? else {
        return Ok(None);
    };
    let host = host_of(address);
    let mirror = Mirror::new(&shared.directory, host);
    let peers = Peers::load(&shared.directory)?;
    let introduction = Introduction {
        address: address.to_owned(),
        node: RecordAt {
            origin: own.origin().to_owned(),
            keys: signers.iter().map(|key| key.verifier().clone()).collect(),
            prefix: format!("{address}/node"),
        },
        witness: Role {
            keys: RoleKeys::witness(&shared.directory, host).verifiers()?,
            prefix: format!("{address}/witness"),
        },
        mirror: Role { keys: mirror.verifier_keys()?, prefix: format!("{address}/mirror") },
        records: records(shared, address)?,
        peers: peers.peers.iter().filter_map(neighbour).collect(),
        mirrored: mirror.origins()?,
    };
    let plain = signers.iter().find(|key| key.verifier().algorithm() == Algorithm::Ed25519);
    let signed = plain.map(|key| introduction.sign(key)).transpose();
    signed.map_err(|error| StoreError::damaged(own.name(), 0, error))
}

/// The host in an address: what stands between the scheme and the end.
pub fn host_of(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, host)| host)
}

/// The records that have a head; one without has nothing to follow.
fn records(shared: &Shared, address: &str) -> Result<Vec<RecordAt>, StoreError> {
    let mut records = Vec::new();
    // The newest ones, should there ever be more than one introduction can hold: others know the older ones by then.
    for process in shared.handles().iter().rev().take(MAX_RECORDS) {
        let record = process.record();
        if shared.checkpoint(record)?.is_some() {
            records.push(RecordAt {
                origin: record.origin().to_owned(),
                keys: shared.verifier_keys(record)?,
                prefix: format!("{address}/p/{}", process.id()),
            });
        }
    }
    Ok(records)
}

/// A peer as others are told of it; one that was added by hand without all its keys is left out.
fn neighbour(peer: &Peer) -> Option<Neighbour> {
    let keys = |texts: &[String]| -> Option<Vec<VerifierKey>> {
        let keys: Vec<_> = texts.iter().filter_map(|key| key.parse().ok()).collect();
        (!keys.is_empty()).then_some(keys)
    };
    Some(Neighbour {
        address: peer.url.clone(),
        node: keys(&peer.node)?,
        witness: keys(&peer.witness)?,
        mirror: keys(&peer.mirror)?,
    })
}
