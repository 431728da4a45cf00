//! Copies the records of one peer, over and over.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::back_off::back_off;
use super::network::Remote;
use super::watch::Watching;
use crate::clock;
use crate::mirror::{Mirror, PullError};

/// How often a peer is asked for new entries of a record.
const PERIOD: Duration = Duration::from_secs(3);
/// How often a peer that is not to be mirrored is looked at, in case that changes.
const IDLE: Duration = Duration::from_secs(5);

/// How a record's copying went.
struct Course {
    failures: u32,
    due: Instant,
}

/// Copies what the peer has, until it is removed from the list or the node ends.
pub(super) fn run(watching: &Watching, url: &str) {
    let mirror = Mirror::new(&watching.shared.directory, super::introducing::host_of(&watching.address));
    let mut courses: BTreeMap<String, Course> = BTreeMap::new();
    let mut used: BTreeMap<String, u64> = BTreeMap::new();
    while let Some(peer) = watching.peer(url) {
        // A copy that may be an older one is not signed either.
        if !peer.mirrored || watching.shared.unsure().is_some() {
            watching.pause(IDLE);
            continue;
        }
        for record in &peer.records {
            if watching.is_over() {
                return;
            }
            let course = courses
                .entry(record.origin.clone())
                .or_insert_with(|| Course { failures: 0, due: Instant::now() });
            if Instant::now() < course.due {
                continue;
            }
            let taken = used.entry(record.origin.clone()).or_insert_with(|| mirror.bytes_of(&record.origin));
            let before = *taken;
            let mirror = mirror.clone().with_share(peer.quota_bytes(), used.values().sum());
            let source = Remote::new(&*watching.network, peer.record_address(&record.origin));
            match mirror.pull(&source, &record.origin, &record.verifier_keys(), &|| watching.is_over()) {
                Ok(pulled) => {
                    course.failures = 0;
                    used.insert(record.origin.clone(), before + pulled.bytes);
                }
                Err(PullError::Ended) => return,
                Err(error) => {
                    // What was written before it failed is there.
                    used.remove(&record.origin);
                    course.failed(url, &record.origin, &error);
                }
            }
        }
        watching.pause(PERIOD);
    }
}

impl Course {
    fn failed(&mut self, peer: &str, origin: &str, error: &PullError) {
        self.failures = self.failures.saturating_add(1);
        if error.is_evidence() {
            tracing::error!(peer, record = origin, %error, "the copy stays as it is");
        } else if matches!(error, PullError::Full(_)) && self.failures == 1 {
            tracing::error!(peer, record = origin, %error, "not copied; `maru peer add {peer} --quota GB` gives it more room");
        } else if self.failures == 1 {
            tracing::warn!(peer, record = origin, %error, "nothing was copied; it is tried again");
        }
        let chance = clock::entropy().map_or(0, |bytes| u16::from_be_bytes([bytes[0], bytes[1]]));
        self.due = Instant::now() + back_off(self.failures, chance);
    }
}
