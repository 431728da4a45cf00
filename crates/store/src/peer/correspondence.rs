//! What this node asks one peer, over and over: what it holds of our records, and to cosign our heads.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use maru_record::note::MAX_NOTE_BYTES;
use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{SignedCheckpoint, VerifierKey};

use super::asking::{AskError, Asked, ask};
use super::back_off::back_off;
use super::heads::{Judgement, judge};
use super::introducing::{follow, introduction, meet};
use super::list::{Peer, PeerError};
use super::network::Network;
use super::watch::Watching;
use crate::clock;
use crate::error::StoreError;
use crate::sequencer::{Held, Record};
use crate::shared::Shared;
use crate::timekeeping::Timekeeping;

/// At most one request a peer and record in this time.
const BETWEEN_REQUESTS: Duration = Duration::from_secs(1);
/// How often a peer is asked which records it has, and told which we have.
const BETWEEN_INTRODUCTIONS: Duration = Duration::from_mins(10);
/// The same when it did not say.
const AFTER_A_FAILED_INTRODUCTION: Duration = Duration::from_mins(1);
/// How often clocks are compared.
const BETWEEN_CLOCKS: Duration = Duration::from_mins(10);
/// The same while they differ: acts may be waiting for the clock to be put right.
const WHILE_CLOCKS_DIFFER: Duration = Duration::from_secs(15);
/// How often a peer that mirrors us is asked how far it is.
const BETWEEN_LOOKS: Duration = Duration::from_secs(15);
/// The longest sleep when nothing is due: a new head rings before.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// The shortest sleep.
const SHORTEST_SLEEP: Duration = Duration::from_millis(50);
/// The status by which a witness says that it does not know a record.
const NOT_FOLLOWED: u16 = 404;
/// Sent with an introduction, the answer is short.
const MAX_ANSWER_BYTES: usize = 4_096;

/// The dealings about one record.
#[derive(Debug)]
struct Dealing {
    /// How much the peer holds, as a witness, as far as is known.
    witnessed: u64,
    failures: u32,
    ask_at: Instant,
    look_at: Instant,
    /// How much its mirror holds.
    mirrored: u64,
}

impl Dealing {
    fn new() -> Self {
        let now = Instant::now();
        Self { witnessed: 0, failures: 0, ask_at: now, look_at: now, mirrored: 0 }
    }
}

/// The dealings with one peer.
#[derive(Debug)]
pub(super) struct Correspondence {
    url: String,
    dealings: BTreeMap<String, Dealing>,
    /// Whether it has said what it holds of our records since this node started.
    questioned: bool,
    /// Whether its own introduction contradicted what is known of it; said once in the log.
    contradicted: bool,
    failures: u32,
    due: Instant,
    introduce_at: Instant,
    clock_at: Instant,
}

/// Why a turn ended early: nobody answered, or this node's own files could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Failed(String);

impl From<String> for Failed {
    fn from(reason: String) -> Self {
        Self(reason)
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

impl From<AskError> for Failed {
    fn from(error: AskError) -> Self {
        Self(error.to_string())
    }
}

impl Correspondence {
    pub(super) fn new(url: String) -> Self {
        let now = Instant::now();
        Self {
            url,
            dealings: BTreeMap::new(),
            questioned: false,
            contradicted: false,
            failures: 0,
            due: now,
            introduce_at: now,
            clock_at: now,
        }
    }

    /// Deals with the peer until it is removed from the list or the node ends.
    pub(super) fn run(mut self, watching: &Watching) {
        let mut heard = 0;
        while let Some(peer) = watching.peer(&self.url) {
            if Instant::now() >= self.due {
                let outcome = self.turn(watching, &peer);
                self.note(outcome, &watching.shared.timekeeping);
                watching.note_tried(&self.url);
            }
            heard = watching.shared.heads.wait(heard, self.sleep(watching));
        }
        for record in watching.shared.records() {
            record.forget_watched(&self.url);
        }
        watching.shared.timekeeping.forget_peer(&self.url);
    }

    fn note(&mut self, outcome: Result<(), Failed>, timekeeping: &Timekeeping) {
        match outcome {
            Ok(()) => {
                if self.failures > 0 {
                    tracing::info!(peer = self.url, "the peer answers again");
                }
                self.failures = 0;
            }
            Err(Failed(reason)) => {
                self.failures = self.failures.saturating_add(1);
                // A reading from before it stopped says nothing of the time now.
                timekeeping.forget_peer(&self.url);
                self.clock_at = Instant::now();
                let wait = back_off(self.failures, chance());
                if self.failures == 1 {
                    tracing::warn!(peer = self.url, reason, "the peer does not answer; it is asked again");
                }
                self.due = Instant::now() + wait;
            }
        }
    }

    /// Until the next thing is due; a new head wakes earlier.
    fn sleep(&self, watching: &Watching) -> Duration {
        let now = Instant::now();
        if self.due > now {
            return self.due.saturating_duration_since(now).clamp(SHORTEST_SLEEP, LONGEST_SLEEP);
        }
        let waiting = watching.shared.records().into_iter().filter_map(|record| {
            let dealing = self.dealings.get(record.origin())?;
            let size = record.head()?.checkpoint().size;
            (dealing.witnessed < size).then_some(dealing.ask_at)
        });
        let next = waiting.min().map_or(LONGEST_SLEEP, |at| at.saturating_duration_since(now));
        next.clamp(SHORTEST_SLEEP, LONGEST_SLEEP)
    }

    fn turn(&mut self, watching: &Watching, peer: &Peer) -> Result<(), Failed> {
        let records = watching.shared.records();
        if Instant::now() >= self.clock_at {
            self.compare_clocks(watching, peer)?;
        }
        if !self.questioned {
            let mut holds = false;
            for record in &records {
                holds |= question(&watching.shared, &*watching.network, peer, record)?;
            }
            self.questioned = true;
            watching.shared.note_answer(&self.url, holds);
            watching.shared.end_waiting(watching.patience());
            watching.note_tried(&self.url);
        }
        if Instant::now() >= self.introduce_at {
            // Who cannot be followed on its word can still be asked to cosign.
            let wait = match self.exchange(watching, peer) {
                Ok(()) => BETWEEN_INTRODUCTIONS,
                Err(Failed(reason)) => {
                    tracing::warn!(peer = self.url, reason, "the peer does not say who it is");
                    AFTER_A_FAILED_INTRODUCTION
                }
            };
            self.introduce_at = Instant::now() + wait;
        }
        for record in &records {
            if watching.is_over() {
                return Ok(());
            }
            self.ask(watching, peer, record)?;
            self.look(watching, peer, record)?;
        }
        Ok(())
    }

    /// Asks a peer for the time.
    fn compare_clocks(&mut self, watching: &Watching, peer: &Peer) -> Result<(), Failed> {
        let Some(theirs) = watching.network.time(&peer.url)? else {
            watching.shared.timekeeping.forget_peer(&self.url);
            self.clock_at = Instant::now() + BETWEEN_CLOCKS;
            return Ok(());
        };
        let ahead = watching.shared.clock.now().0.saturating_sub(theirs);
        let differ = watching.shared.timekeeping.note_peer(&self.url, ahead);
        if differ {
            tracing::error!(peer = self.url, ahead, "the peer's clock and this one say different times");
        }
        self.clock_at = Instant::now() + if differ { WHILE_CLOCKS_DIFFER } else { BETWEEN_CLOCKS };
        Ok(())
    }

    /// Follows the peer's new records, and makes sure that it knows ours.
    fn exchange(&mut self, watching: &Watching, peer: &Peer) -> Result<(), Failed> {
        let introduced = meet(&*watching.network, &peer.url)?;
        match follow(&watching.shared.directory, &introduced) {
            Ok(true) => self.contradicted = false,
            // One that was added by hand without its keys is followed by hand.
            Ok(false) if peer.node.is_empty() => {}
            Ok(false) => self.contradict(&PeerError::OtherKeys(peer.url.clone())),
            Err(PeerError::Store(error)) => return Err(error.into()),
            Err(error) => self.contradict(&error),
        }
        if introduced.peers.iter().any(|theirs| theirs.address == watching.address) {
            return Ok(());
        }
        introduce(watching, peer)
    }

    fn contradict(&mut self, error: &PeerError) {
        if !std::mem::replace(&mut self.contradicted, true) {
            tracing::error!(peer = self.url, %error, "nothing of what the peer says of itself is taken over");
        }
    }

    /// Asks for a cosignature of the head, if it is due and the peer has not given one.
    fn ask(&mut self, watching: &Watching, peer: &Peer, record: &Record) -> Result<(), Failed> {
        let keys = peer.witness_keys();
        let dealing = self.dealings.entry(record.origin().to_owned()).or_insert_with(Dealing::new);
        let head = watching.shared.checkpoint(record)?;
        let now = Instant::now();
        let Some(head) = head.filter(|_| record.halted().is_none() && !keys.is_empty()) else {
            dealing.ask_at = now + LONGEST_SLEEP;
            return Ok(());
        };
        let size = head.checkpoint().size;
        if let Some(time) = signed_at(&head, &keys) {
            dealing.witnessed = size;
            record.note_watched(&peer.url, |watched| watched.witnessed = Some(Held { size, time }));
            return Ok(());
        }
        if dealing.witnessed >= size || now < dealing.ask_at {
            return Ok(());
        }
        dealing.ask_at = now + BETWEEN_REQUESTS;
        let send = |body: &str| {
            let address = format!("{}/witness/add-checkpoint", peer.url);
            watching.network.post(&address, body.as_bytes(), MAX_NOTE_BYTES)
        };
        let asked = ask(&watching.shared, record, &keys, &mut dealing.witnessed, send);
        match asked? {
            Asked::Cosigned(size) => {
                dealing.failures = 0;
                let time = clock::now().0.max(0) as u64;
                record.note_watched(&peer.url, |watched| watched.witnessed = Some(Held { size, time }));
            }
            Asked::Ahead(_) => {
                dealing.witnessed = 0;
                // Its word alone stops nothing; the head that it holds does, if we signed it.
                question(&watching.shared, &*watching.network, peer, record)?;
                self.refused(record, 409);
            }
            Asked::Refused(status) => {
                self.refused(record, status);
                if status == NOT_FOLLOWED {
                    // It may not have heard of this record yet.
                    introduce(watching, peer)?;
                }
            }
            Asked::Alarm => {
                question(&watching.shared, &*watching.network, peer, record)?;
                if record.halted().is_none() {
                    tracing::error!(
                        peer = self.url,
                        record = record.origin(),
                        "the peer says that it holds another history, and shows no head of it that this record signed"
                    );
                }
                self.refused(record, 422);
            }
            Asked::Nothing => {}
        }
        Ok(())
    }

    fn refused(&mut self, record: &Record, status: u16) {
        let Some(dealing) = self.dealings.get_mut(record.origin()) else { return };
        dealing.failures = dealing.failures.saturating_add(1);
        if dealing.failures == 1 {
            tracing::info!(peer = self.url, record = record.origin(), status, "the peer does not cosign yet");
        }
        dealing.ask_at = Instant::now() + back_off(dealing.failures, chance()).max(BETWEEN_REQUESTS);
    }

    /// Looks how far the peer's copy of a record is, while it lags behind.
    fn look(&mut self, watching: &Watching, peer: &Peer, record: &Record) -> Result<(), Failed> {
        let keys = peer.mirror_keys();
        let Some(dealing) = self.dealings.get_mut(record.origin()) else { return Ok(()) };
        let size = watching.shared.checkpoint(record)?.map_or(0, |head| head.checkpoint().size);
        let now = Instant::now();
        if dealing.mirrored >= size || now < dealing.look_at || keys.is_empty() {
            return Ok(());
        }
        dealing.look_at = now + BETWEEN_LOOKS;
        let address = format!("{}/{CHECKPOINT_PATH}", peer.mirror_address(record.origin()));
        let Some(held) = watching.network.get(&address, MAX_NOTE_BYTES)? else { return Ok(()) };
        let Judgement::Fits(size) = judge(&watching.shared, record, &peer.url, &held)? else {
            return Ok(());
        };
        let signed = SignedCheckpoint::parse(&held).ok();
        if let Some(time) = signed.and_then(|signed| signed_at(&signed, &keys)) {
            dealing.mirrored = size;
            record.note_watched(&peer.url, |watched| watched.mirrored = Some(Held { size, time }));
        }
        Ok(())
    }
}

/// Asks what the peer holds of a record, as a witness and as a mirror; whether that is a head that the record signed.
pub(super) fn question(
    shared: &Shared,
    network: &dyn Network,
    peer: &Peer,
    record: &Record,
) -> Result<bool, Failed> {
    let mut holds = false;
    for address in [peer.witness_address(record.origin()), peer.mirror_address(record.origin())] {
        let held = network.get(&format!("{address}/{CHECKPOINT_PATH}"), MAX_NOTE_BYTES)?;
        if let Some(held) = held {
            holds |= judge(shared, record, &peer.url, &held)? != Judgement::Unsigned;
        }
    }
    Ok(holds)
}

/// Tells the peer who we are and which records we have; what it makes of that is its operator's affair.
fn introduce(watching: &Watching, peer: &Peer) -> Result<(), Failed> {
    let own = introduction(&watching.shared, &watching.address)?;
    if let Some(own) = own {
        watching.network.post(&format!("{}/peers/ask", peer.url), &own, MAX_ANSWER_BYTES)?;
    }
    Ok(())
}

/// When one of these keys signed a head, if one did and its signature fits.
fn signed_at(head: &SignedCheckpoint, keys: &[VerifierKey]) -> Option<u64> {
    head.verify(keys).ok()?.iter().filter_map(|seen| seen.time).max()
}

/// Two random bytes; none if the operating system has none, which only makes waits equal.
fn chance() -> u16 {
    clock::entropy().map_or(0, |bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_stops_says_nothing_of_the_time_any_more() {
        let timekeeping = Timekeeping::default();
        let url = "https://peer.example";
        assert!(timekeeping.note_peer(url, 86_400));
        let mut correspondence = Correspondence::new(url.to_owned());
        correspondence.note(Ok(()), &timekeeping);
        assert!(timekeeping.against().is_some(), "a peer that answers is believed to have a clock");
        correspondence.note(Err(Failed("no answer".to_owned())), &timekeeping);
        assert!(timekeeping.against().is_none());
    }
}
