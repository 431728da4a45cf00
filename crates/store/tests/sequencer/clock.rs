//! A clock that a test tells the time: what was written while it was ahead must not spoil what comes after.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use maru_forum::{Command, Moment, SubmitStatement};
use maru_record::Entry;
use maru_store::peer::{Network, Peer, Peers, Watch};
use maru_store::{Clock, Node, Options, ProcessHandle, SubmitError};

use crate::folder::{act, open_by};

/// Some day at noon, in the time of the charter.
const NOON: i64 = 1_790_000_000;
const DAY: i64 = 86_400;

/// A clock and what sets it.
fn clock(at: i64) -> (Clock, Arc<AtomicI64>) {
    let hand = Arc::new(AtomicI64::new(at));
    let read = hand.clone();
    (Clock::told(move || Moment(read.load(Ordering::SeqCst))), hand)
}

fn write(node: &Node) -> Result<u64, SubmitError> {
    // The host puts the same words to everyone but once.
    static WRITTEN: AtomicI64 = AtomicI64::new(0);
    let text = format!("Labels are due, {}", WRITTEN.fetch_add(1, Ordering::SeqCst));
    let statement = SubmitStatement { text, language: "en".parse().unwrap() };
    let answer = act(node, maru_forum::Actor::Operator, Command::SubmitStatement(statement));
    answer.map(|answer| answer.entry.0)
}

fn refused(node: &Node, why: &str) {
    match write(node) {
        Err(SubmitError::Clock(said)) => assert!(said.contains(why), "{said}"),
        other => panic!("a refusal by the clock was expected, not {other:?}"),
    }
}

fn time_of(node: &Node, handle: &ProcessHandle, number: u64) -> i64 {
    let bytes = node.entries(handle, number..number + 1).unwrap().remove(0);
    Entry::decode(&bytes).unwrap().body.get("ts").unwrap().as_integer().unwrap()
}

#[test]
fn nothing_is_recorded_while_the_last_entry_lies_in_the_future() {
    let folder = tempfile::tempdir().unwrap();
    let (told, hand) = clock(NOON + DAY);
    let (node, handle) = open_by(folder.path(), Options::CREATE, told.clone());
    write(&node).unwrap();
    assert_eq!(node.clock_faults(), []);
    // The clock is put right: a day back.
    hand.store(NOON, Ordering::SeqCst);
    let before = handle.durable();
    refused(&node, "the last entry of voices is dated 2026-09-22T");
    assert_eq!(handle.durable(), before);
    assert!(node.clock_faults().iter().any(|fault| fault.stops && fault.record.as_deref() == Some("voices")));
    drop(node);
    // A restart changes nothing; only the time does.
    let (node, handle) = open_by(folder.path(), Options::CREATE, told);
    refused(&node, "is dated");
    hand.store(NOON + DAY - 6, Ordering::SeqCst);
    refused(&node, "is dated");
    // A few seconds are no reason to stop: the entry bears the time of the last one.
    hand.store(NOON + DAY - 4, Ordering::SeqCst);
    let number = write(&node).unwrap();
    assert_eq!(time_of(&node, &handle, number), NOON + DAY);
    hand.store(NOON + 2 * DAY, Ordering::SeqCst);
    let number = write(&node).unwrap();
    assert_eq!(time_of(&node, &handle, number), NOON + 2 * DAY);
    assert_eq!(node.clock_faults(), []);
}

#[test]
fn the_own_record_tells_of_no_entry_before_its_time_has_come() {
    let folder = tempfile::tempdir().unwrap();
    let (told, hand) = clock(NOON);
    let (node, _) = open_by(folder.path(), Options { publish: true, ..Options::CREATE }, told);
    node.begin_own_record("example.org").unwrap();
    let handle = node.processes().remove(0);
    // The clock is a day ahead for one entry, and put right before the node tells of it.
    hand.store(NOON + DAY, Ordering::SeqCst);
    write(&node).unwrap();
    node.publish_record(&handle).unwrap();
    hand.store(NOON + 60, Ordering::SeqCst);
    assert_eq!(node.anchor().unwrap(), 0, "nothing is told of a record whose last entry lies in the future");
    hand.store(NOON + DAY, Ordering::SeqCst);
    assert!(node.anchor().unwrap() > 0);
}

#[test]
fn the_own_record_in_the_future_stops_every_process() {
    let folder = tempfile::tempdir().unwrap();
    let (told, hand) = clock(NOON);
    let (node, _) = open_by(folder.path(), Options { publish: true, ..Options::CREATE }, told.clone());
    node.begin_own_record("example.org").unwrap();
    hand.store(NOON + DAY, Ordering::SeqCst);
    let handle = node.processes().remove(0);
    node.publish_record(&handle).unwrap();
    assert!(node.anchor().unwrap() > 0);
    drop(node);
    hand.store(NOON + 60, Ordering::SeqCst);
    let (node, _) = open_by(folder.path(), Options { publish: true, ..Options::CREATE }, told);
    refused(&node, "the node's own record is dated");
    assert!(matches!(node.clock_faults().as_slice(), [fault] if fault.record.is_none() && fault.stops));
    let charter = toml::from_str(&include_str!("charter.toml").replace("voices", "other")).unwrap();
    assert!(matches!(node.create_process(charter, "example.org/p/other"), Err(SubmitError::Clock(_))));
}

/// Peers that know nothing but the time.
struct TellTime(BTreeMap<String, i64>);

impl Network for TellTime {
    fn get(&self, _: &str, _: usize) -> Result<Option<Vec<u8>>, String> {
        Ok(None)
    }

    fn post(&self, _: &str, _: &[u8], _: usize) -> Result<(u16, Vec<u8>), String> {
        Ok((202, Vec::new()))
    }

    fn time(&self, url: &str) -> Result<Option<i64>, String> {
        Ok(self.0.get(url).copied())
    }
}

/// What the clock's faults are once these peers have said what time it is.
fn compared(times: &[i64]) -> (Vec<bool>, Result<u64, SubmitError>) {
    let folder = tempfile::tempdir().unwrap();
    let (told, _) = clock(NOON);
    let (node, _) = open_by(folder.path(), Options::CREATE, told);
    let peers: BTreeMap<_, _> =
        times.iter().enumerate().map(|(place, time)| (format!("https://p{place}.example"), *time)).collect();
    for url in peers.keys() {
        let peer = Peer { url: url.clone(), ..Peer::default() };
        Peers::change(folder.path(), |list| list.add(&peer)).unwrap();
    }
    let began = Instant::now();
    let watch = Watch::begin(&node, Arc::new(TellTime(peers)), "https://ours.example").unwrap();
    watch.first_answers(Duration::from_mins(1));
    assert!(began.elapsed() < Duration::from_mins(1), "every peer was asked before the node is served");
    let faults = node.clock_faults().iter().map(|fault| fault.stops).collect();
    (faults, write(&node))
}

#[test]
fn at_the_start_the_time_is_compared_with_the_peers() {
    let check = |times: &[i64], expected: &[bool], taken: bool| {
        let (faults, written) = compared(times);
        assert_eq!((faults.as_slice(), written.is_ok()), (expected, taken), "{times:?} {written:?}");
    };
    check(&[NOON, NOON + 100], &[], true);
    // One that says otherwise may be the one that is wrong.
    check(&[NOON - DAY], &[false], true);
    check(&[NOON - DAY, NOON], &[false], true);
    check(&[NOON - DAY, NOON - DAY + 1, NOON], &[true], false);
    check(&[NOON + DAY, NOON + DAY], &[true], false);
}
