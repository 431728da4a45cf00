//! Whether the node's clock can be believed: times in the record are for ever, and a clock that was ahead once must not write
//! entries that come after those of tomorrow.
//!
//! A record grows in order of time. While the clock says a time before a record's last entry, one of the two is wrong, and
//! nobody here knows which: nothing is recorded until the clock has come past it, or was put right. What the clock says is
//! compared with what peers' clocks say, too. One peer alone stops nothing, for it may be the one that is wrong.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use maru_forum::Moment;

/// A clock that is put right by so many seconds stops nothing; entries bear the time of the last one until it is past.
const LEEWAY: i64 = 5;
/// So many seconds may lie between this clock and a peer's: neither has to be exact, and an answer takes its time.
const PEER_LEEWAY: i64 = 120;
/// So many peers must have answered before their majority stops anything.
const PEERS_NEEDED: usize = 2;

/// What is wrong with the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockFault {
    /// The record that takes no entries for it; nothing where it is the whole node.
    pub record: Option<String>,
    /// Whether acts are refused.
    pub stops: bool,
    /// What is wrong, in words.
    pub said: String,
}

/// What is known of the time beside the clock itself.
#[derive(Debug, Default)]
pub(crate) struct Timekeeping {
    /// The time of the last entry of the node's own record; 0 before it has one.
    own_last: AtomicI64,
    /// By how many seconds this clock is ahead of each peer's.
    peers: Mutex<BTreeMap<String, i64>>,
}

impl Timekeeping {
    pub(crate) fn own_last(&self) -> Moment {
        Moment(self.own_last.load(Ordering::Acquire))
    }

    /// Notes the time of an entry of the node's own record.
    pub(crate) fn note_own(&self, time: Moment) {
        self.own_last.fetch_max(time.0, Ordering::AcqRel);
    }

    /// Notes by how much this clock is ahead of a peer's; says whether that is more than usual.
    pub(crate) fn note_peer(&self, peer: &str, ahead: i64) -> bool {
        let mut peers = self.peers.lock().unwrap_or_else(PoisonError::into_inner);
        peers.insert(peer.to_owned(), ahead);
        ahead.abs() > PEER_LEEWAY
    }

    pub(crate) fn forget_peer(&self, peer: &str) {
        self.peers.lock().unwrap_or_else(PoisonError::into_inner).remove(peer);
    }

    /// What the peers' clocks say against this one.
    pub(crate) fn against(&self) -> Option<ClockFault> {
        by_peers(&self.peers.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What peers say, of whom each is so many seconds behind this clock.
fn by_peers(peers: &BTreeMap<String, i64>) -> Option<ClockFault> {
    let others: Vec<_> = peers.iter().filter(|(_, ahead)| ahead.abs() > PEER_LEEWAY).collect();
    let (named, ahead) = others.first()?;
    let way = if **ahead > 0 { "ahead of" } else { "behind" };
    let all = peers.len();
    let stops = all >= PEERS_NEEDED && others.len() * 2 > all;
    let said = format!(
        "this clock is {} s {way} that of {named}; {} of {all} peers that answered say another time than this machine",
        ahead.abs(),
        others.len()
    );
    Some(ClockFault { record: None, stops, said })
}

/// Whether an entry of this time lies in the future, seen from now.
pub(crate) fn is_ahead(last: Moment, now: Moment) -> bool {
    last.0 > now.0.saturating_add(LEEWAY)
}

fn written(time: Moment) -> String {
    jiff::Timestamp::from_second(time.0).map_or_else(|_| time.0.to_string(), |time| time.to_string())
}

pub(crate) fn in_future(name: &str, last: Moment, now: Moment) -> String {
    format!(
        "the last entry of {name} is dated {}, and the clock of this machine says {}: one of them is wrong, so nothing is recorded until \
         the clock has come past that time or is put right",
        written(last),
        written(now)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_majority_of_peers_stops_a_clock_and_one_peer_does_not() {
        let check = |ahead: &[i64], expected: Option<bool>| {
            let peers = ahead.iter().enumerate().map(|(place, ahead)| (format!("peer-{place}"), *ahead));
            assert_eq!(by_peers(&peers.collect()).map(|fault| fault.stops), expected, "{ahead:?}");
        };
        check(&[], None);
        check(&[0], None);
        check(&[119, -119], None);
        check(&[86_400], Some(false));
        check(&[86_400, 0], Some(false));
        check(&[86_400, 86_401], Some(true));
        check(&[-86_400, -86_401, 3], Some(true));
        check(&[86_400, 0, 0, 1], Some(false));
    }
}
