//! The threads of a served node that deal with its peers: for each peer one that asks it, and one that copies its records.
//!
//! A slow or silent peer holds up nobody but itself. The threads keep no node open: they hold what a node's threads share,
//! and end soon after they are told to, at the latest when the request that is under way ends.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use super::correspondence::Correspondence;
use super::list::{Peer, Peers};
use super::mirroring;
use super::network::Network;
use super::unasked::Patience;
use crate::node::Node;
use crate::notify::Notify;
use crate::shared::Shared;

/// How often the list of peers is looked at for new ones.
const LOOK: Duration = Duration::from_secs(1);
/// How long a folder that may be an older copy waits for the answers of all of its peers; then one that knows its records is enough.
const FOR_ALL: Duration = Duration::from_secs(5);
/// How long the end of a node waits for requests that are under way.
const GRACE: Duration = Duration::from_secs(1);
/// How often the end looks whether they have ended.
const GRACE_STEP: Duration = Duration::from_millis(10);

/// What the threads share.
pub(super) struct Watching {
    pub(super) shared: Arc<Shared>,
    pub(super) network: Arc<dyn Network>,
    /// This node's address.
    pub(super) address: String,
    over: AtomicBool,
    /// Rings when the node ends, for whoever waits for nothing else.
    end: Notify,
    /// The peers that were asked once, or could not be.
    tried: Mutex<BTreeSet<String>>,
    trying: Notify,
    /// Until when it is worth waiting for all of them.
    patient_until: Instant,
}

impl Watching {
    /// Whether others than have answered may still do so.
    pub(super) fn patience(&self) -> Patience {
        if Instant::now() < self.patient_until { Patience::ForAll } else { Patience::ForOne }
    }

    pub(super) fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }

    /// The peer as the list has it now; nothing if it was removed, or the node ends.
    pub(super) fn peer(&self, url: &str) -> Option<Peer> {
        if self.is_over() {
            return None;
        }
        match Peers::load(&self.shared.directory) {
            Ok(peers) => peers.at(url).cloned(),
            Err(error) => {
                tracing::error!(%error, "the list of peers cannot be read");
                None
            }
        }
    }

    /// Sleeps, unless the node ends.
    pub(super) fn pause(&self, time: Duration) {
        self.end.wait(0, time);
    }

    pub(super) fn note_tried(&self, url: &str) {
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        if tried.insert(url.to_owned()) {
            self.trying.notify();
        }
    }

    fn all_tried(&self, urls: &BTreeSet<String>) -> bool {
        urls.is_subset(&self.tried.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The dealings of a served node with its peers. Dropping it ends them.
pub struct Watch {
    watching: Arc<Watching>,
    supervisor: Option<JoinHandle<()>>,
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}

impl Watch {
    /// Begins to deal with the peers of a node that is reached at this address.
    pub fn begin(node: &Node, network: Arc<dyn Network>, address: &str) -> io::Result<Self> {
        let watching = Arc::new(Watching {
            shared: node.shared().clone(),
            network,
            address: address.to_owned(),
            over: AtomicBool::new(false),
            end: Notify::default(),
            tried: Mutex::default(),
            trying: Notify::default(),
            patient_until: Instant::now() + FOR_ALL,
        });
        let supervised = watching.clone();
        let supervisor = Builder::new().name("peers".to_owned()).spawn(move || supervise(&supervised))?;
        Ok(Self { watching, supervisor: Some(supervisor) })
    }

    /// Waits until every peer has been asked once what it holds of this node's records, but not longer than this. A peer
    /// that does not answer is asked again later, and stops a record even then.
    pub fn first_answers(&self, longest: Duration) {
        let until = Instant::now() + longest;
        let peers = Peers::load(&self.watching.shared.directory).unwrap_or_default();
        let urls: BTreeSet<_> = peers.peers.into_iter().map(|peer| peer.url).collect();
        let mut heard = 0;
        while !self.watching.all_tried(&urls) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                tracing::warn!(
                    "not every peer has answered yet; the node starts all the same and asks again"
                );
                return;
            }
            heard = self.watching.trying.wait(heard, left);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.watching.over.store(true, Ordering::Release);
        self.watching.end.notify();
        self.watching.shared.heads.notify();
        if let Some(supervisor) = self.supervisor.take()
            && supervisor.join().is_err()
        {
            tracing::error!("the thread that looks after the peers ended in a panic");
        }
    }
}

/// Starts the threads of each peer that is new in the list, until the node ends.
fn supervise(watching: &Arc<Watching>) {
    let mut threads: BTreeMap<String, Vec<JoinHandle<()>>> = BTreeMap::new();
    while !watching.is_over() {
        let peers = Peers::load(&watching.shared.directory).unwrap_or_else(|error| {
            tracing::error!(%error, "the list of peers cannot be read");
            Peers::default()
        });
        threads.retain(|_, both| both.iter().any(|thread| !thread.is_finished()));
        for peer in peers.peers {
            if threads.contains_key(&peer.url) {
                continue;
            }
            match start(watching, &peer.url) {
                Ok(both) => {
                    threads.insert(peer.url, both);
                }
                Err(error) => tracing::error!(%error, peer = peer.url, "no thread could be started"),
            }
        }
        watching.shared.end_waiting(watching.patience());
        watching.pause(LOOK);
    }
    let until = Instant::now() + GRACE;
    let under_way = || threads.values().flatten().any(|thread| !thread.is_finished());
    // What is still waiting for a peer then is left behind: it holds nothing open, and writes nothing half.
    while under_way() && Instant::now() < until {
        std::thread::sleep(GRACE_STEP);
    }
}

fn start(watching: &Arc<Watching>, url: &str) -> io::Result<Vec<JoinHandle<()>>> {
    let (asking, asked) = (watching.clone(), url.to_owned());
    let ask = move || Correspondence::new(asked).run(&asking);
    let (copying, copied) = (watching.clone(), url.to_owned());
    let copy = move || mirroring::run(&copying, &copied);
    Ok(vec![
        Builder::new().name("peer".to_owned()).spawn(ask)?,
        Builder::new().name("mirror".to_owned()).spawn(copy)?,
    ])
}
