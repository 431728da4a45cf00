//! Whether a folder that may be an older copy has been held against what its peers hold. Until then nothing is signed in it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::PoisonError;

use super::correspondence::question;
use super::list::{Peer, Peers};
use super::network::Network;
use crate::error::StoreError;
use crate::here;
use crate::node::Node;
use crate::shared::Shared;
use crate::waiting::Waiting;

/// What may be concluded from the answers so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Others may still answer: only when all have is it enough.
    ForAll,
    /// Whoever has not answered by now does not answer: it is enough that one who holds heads of this node did.
    ForOne,
}

const REASON: &str = "this folder was put here, or the machine was started, since a program had the folder last: it may be an older copy. Nothing \
                      is signed, and no act is taken, before a peer that holds these records has said what it holds. If none of them can be \
                      reached any more, `maru recover` says how to go on";

/// Whether a folder waits for its peers: it has some, and is not certainly as a program left it.
pub fn waits(directory: &Path) -> Result<bool, StoreError> {
    Ok(!here::is_same(directory) && !Peers::load(directory)?.peers.is_empty())
}

impl Shared {
    /// Lets the folder wait if it has peers and is not certainly as this program left it.
    pub(crate) fn wait_unless_here(&self) {
        let reason = match waits(&self.directory) {
            Ok(false) => None,
            Ok(true) => Some(REASON.to_owned()),
            Err(error) => Some(format!("{REASON} (and the list of peers cannot be read: {error})")),
        };
        *self.waiting() = reason.map(|reason| Waiting { reason, answered: BTreeMap::new() });
        if self.unasked().is_none() {
            self.note_here();
        }
    }

    /// Why nothing is signed yet, if that is so.
    pub(crate) fn unasked(&self) -> Option<String> {
        self.waiting().as_ref().map(|waiting| waiting.reason.clone())
    }

    /// The same, or what a peer holds against the node's own record, which then is older than it was.
    pub(crate) fn unsure(&self) -> Option<String> {
        self.unasked().or_else(|| self.own()?.stopped())
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Option<Waiting>> {
        self.unasked.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a peer has said what it holds, and whether that is anything.
    pub(crate) fn note_answer(&self, peer: &str, holds: bool) {
        if let Some(waiting) = &mut *self.waiting() {
            waiting.answered.insert(peer.to_owned(), holds);
        }
    }

    /// Ends the waiting if what was heard is enough.
    pub(crate) fn end_waiting(&self, patience: Patience) {
        // After each answer of a peer; hardly ever does anything wait.
        if self.waiting().is_none() {
            return;
        }
        let Ok(peers) = Peers::load(&self.directory) else { return };
        let is_enough = self.waiting().as_ref().is_some_and(|waiting| {
            let all = peers.peers.iter().all(|peer| waiting.answered.contains_key(&peer.url));
            (all && !peers.peers.is_empty())
                || (patience == Patience::ForOne && waiting.answered.values().any(|holds| *holds))
        });
        if is_enough {
            self.go_on();
        }
    }

    /// From here on acts are taken and signed again, but for what others hold against it.
    fn go_on(&self) {
        *self.waiting() = None;
        self.note_here();
        if let Err(error) = self.sequencer.refuse_rollbacks(self) {
            tracing::error!(%error, "the records could not be looked at");
        }
        self.wake(self.handles().iter().map(|handle| handle.id().clone()));
    }

    /// Notes that this program has the folder; without the note the peers are asked at the next start.
    pub(crate) fn note_here(&self) {
        if let Err(error) = here::note(&self.directory) {
            tracing::warn!(%error, "where this folder is could not be noted: the peers are asked at the next start");
        }
    }
}

impl Node {
    /// Why nothing is signed before the peers were asked, if that is so.
    pub fn unasked(&self) -> Option<String> {
        self.shared().unasked()
    }

    /// Why this node signs nothing for others either, if that is so: it may have forgotten what it signed.
    pub fn unsure(&self) -> Option<String> {
        self.shared().unsure()
    }

    /// Asks every peer once what it holds, where that is due; refused where nobody who knows answers.
    pub fn ask_peers(&self, network: &dyn Network) -> Result<(), StoreError> {
        let shared = self.shared();
        if shared.unasked().is_none() {
            return Ok(());
        }
        let peers = Peers::load(&shared.directory)?.peers;
        let silent: Vec<String> = std::thread::scope(|scope| {
            let asked: Vec<_> = peers.iter().map(|peer| scope.spawn(|| ask(shared, network, peer))).collect();
            let answers = asked.into_iter().map(|asked| asked.join().unwrap_or_else(|_| Some(String::new())));
            answers.flatten().collect()
        });
        shared.end_waiting(Patience::ForOne);
        let Some(reason) = shared.unasked() else { return Ok(()) };
        let asked =
            if silent.is_empty() { String::new() } else { format!(" (not asked: {})", silent.join("; ")) };
        Err(StoreError::Record { process: "this node".to_owned(), reason: format!("{reason}{asked}") })
    }

    /// Goes on without: the peers were asked by other means, or whoever runs the node has said in words what may be lost.
    pub fn vouch(&self) {
        if self.shared().unasked().is_some() {
            self.shared().go_on();
        }
    }
}

/// Asks one peer; gives why it did not answer, if it did not.
fn ask(shared: &Shared, network: &dyn Network, peer: &Peer) -> Option<String> {
    let mut holds = false;
    for record in shared.records() {
        match question(shared, network, peer, &record) {
            Ok(held) => holds |= held,
            Err(failed) => return Some(failed.to_string()),
        }
    }
    shared.note_answer(&peer.url, holds);
    None
}
