//! A node and a peer that says whatever a test wants: what stops a record, and what does not.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use maru_record::witness::{AddCheckpoint, monitoring_path};
use maru_record::{Algorithm, Checkpoint, Digest, SignedCheckpoint, SignerKey};
use maru_store::peer::{Network, Peer, Peers, Watch};
use maru_store::{Node, Options, ProcessHandle};

use crate::folder::{ORIGIN, open, state};

const PEER: &str = "https://peer.example";
const PATIENCE: Duration = Duration::from_mins(1);

/// What a peer answers to a request to cosign: status and body.
type Reply = Box<dyn Fn(&str) -> (u16, Vec<u8>) + Send + Sync>;

/// A network in which one peer shows some files and answers every request to cosign alike.
struct Scripted {
    shown: BTreeMap<String, Vec<u8>>,
    answer: Reply,
    asked: Mutex<Vec<Instant>>,
    time: Option<i64>,
}

impl Network for Scripted {
    fn get(&self, url: &str, _: usize) -> Result<Option<Vec<u8>>, String> {
        Ok(self.shown.get(url).cloned())
    }

    fn post(&self, url: &str, body: &[u8], _: usize) -> Result<(u16, Vec<u8>), String> {
        if !url.ends_with("/witness/add-checkpoint") {
            return Ok((202, Vec::new()));
        }
        self.asked.lock().unwrap().push(Instant::now());
        Ok((self.answer)(std::str::from_utf8(body).unwrap()))
    }

    fn time(&self, _: &str) -> Result<Option<i64>, String> {
        Ok(self.time)
    }
}

fn witness_key() -> SignerKey {
    SignerKey::from_seed("peer.example/w".parse().unwrap(), Algorithm::Ed25519Cosignature, &[9; 32]).unwrap()
}

fn always(status: u16, body: &'static str) -> Reply {
    Box::new(move |_| (status, body.as_bytes().to_vec()))
}

/// A served node of three entries, with one peer on its list.
fn node(folder: &std::path::Path) -> (Arc<Node>, Arc<ProcessHandle>) {
    let (node, handle) = open(folder, Options { publish: true, ..Options::CREATE });
    state(&node, "Labels are due");
    node.publish_record(&handle).unwrap();
    let peer =
        Peer { url: PEER.to_owned(), witness: vec![witness_key().verifier().to_string()], ..Peer::default() };
    Peers::change(folder, |peers| peers.add(&peer)).unwrap();
    (node, handle)
}

/// What the peer shows as a head of the record that it holds, signed with keys of the record or of somebody else.
fn held(keys: &[SignerKey], size: u64) -> BTreeMap<String, Vec<u8>> {
    let head = Checkpoint { origin: ORIGIN.to_owned(), size, root: Digest([7; 32]) };
    let note = SignedCheckpoint::sign(head, keys, 0).unwrap().to_bytes();
    BTreeMap::from([(format!("{PEER}/witness/{}/checkpoint", monitoring_path(ORIGIN)), note)])
}

fn record_keys(folder: &std::path::Path) -> Vec<SignerKey> {
    let text = std::fs::read_to_string(folder.join("keys/voices.key")).unwrap();
    text.lines().map(|line| SignerKey::from_secret_text(line).unwrap()).collect()
}

/// Lets the peer answer so, waits until it was asked as often, and says why the record was stopped, if it was.
fn deal(
    shown: impl FnOnce(&std::path::Path) -> BTreeMap<String, Vec<u8>>,
    answer: Reply,
    times: usize,
) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = node(folder.path());
    let network =
        Arc::new(Scripted { shown: shown(folder.path()), answer, asked: Mutex::default(), time: None });
    let watch = Watch::begin(&node, network.clone(), "https://ours.example").unwrap();
    watch.first_answers(PATIENCE);
    let until = Instant::now() + PATIENCE;
    while network.asked.lock().unwrap().len() < times && node.record_halted(&handle).is_none() {
        assert!(Instant::now() < until, "the peer was not asked");
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(watch);
    node.record_halted(&handle)
}

#[test]
fn only_a_head_that_the_record_signed_stops_it() {
    let nothing = |_: &std::path::Path| BTreeMap::new();
    let stranger =
        || vec![SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[8; 32]).unwrap()];
    // The peer lies: nothing stops.
    assert_eq!(deal(nothing, always(422, "two histories\n"), 1), None);
    assert_eq!(deal(nothing, always(409, "9000\n"), 1), None);
    assert_eq!(deal(|_| held(&stranger(), 9), always(422, ""), 1), None);
    assert_eq!(deal(|_| held(&stranger(), 9), always(200, "nonsense"), 1), None);
    assert_eq!(deal(nothing, always(500, ""), 1), None);
    // Whoever has broken the keys of one kind has not broken the record's.
    assert_eq!(deal(|folder| held(&record_keys(folder)[..1], 9), always(422, ""), 1), None);
    assert_eq!(deal(|folder| held(&record_keys(folder)[1..], 9), always(422, ""), 1), None);
    // The peer proves it.
    let reason = deal(|folder| held(&record_keys(folder), 9), always(422, ""), 1).unwrap();
    assert!(reason.contains("holds a head over 9 entries, and this node only 3"), "{reason}");
    let reason = deal(|folder| held(&record_keys(folder), 2), always(422, ""), 1).unwrap();
    assert!(reason.contains("these are two histories"), "{reason}");
}

#[test]
fn a_head_is_cosigned_once_and_at_most_once_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = node(folder.path());
    let cosign = |body: &str| {
        let request = AddCheckpoint::parse(body.as_bytes()).unwrap();
        let line = witness_key().sign(request.checkpoint.checkpoint(), 1_790_000_000).unwrap();
        (200, format!("{line}\n").into_bytes())
    };
    let network = Arc::new(Scripted {
        shown: BTreeMap::new(),
        answer: Box::new(cosign),
        asked: Mutex::default(),
        time: None,
    });
    let watch = Watch::begin(&node, network.clone(), "https://ours.example").unwrap();
    let until = Instant::now() + PATIENCE;
    let mut entries = 3;
    let carries = || {
        let head = node.checkpoint(&handle).unwrap().unwrap();
        let signed = head.verify(&[witness_key().verifier().clone()]).is_ok();
        signed.then_some(head.checkpoint().size)
    };
    for size in 3..6 {
        while carries() != Some(size) {
            assert!(Instant::now() < until, "the head over {size} entries is not cosigned");
            std::thread::sleep(Duration::from_millis(5));
        }
        state(&node, &format!("Statement {size}"));
        entries += 1;
    }
    let watched = handle.record().watched();
    assert_eq!(watched[0].peer, PEER);
    assert!(watched[0].witnessed.is_some_and(|held| held.size >= entries - 1));
    drop(watch);
    let asked = network.asked.lock().unwrap();
    for pair in asked.windows(2) {
        assert!(pair[1] - pair[0] >= Duration::from_millis(500), "asked too often: {:?}", pair[1] - pair[0]);
    }
}
