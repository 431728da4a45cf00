//! How nodes introduce themselves, and who is listened to.

use std::future::Future;
use std::net::SocketAddr;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::Request;
use maru_forum::Moment;
use maru_record::introduction::{MAX_INTRODUCTION_BYTES, Neighbour, RecordAt, Role};
use maru_record::{Algorithm, Introduction, SignerKey, VerifierKey};
use maru_store::peer::{Askers, Peer, Peers};
use maru_store::{Node, Options};
use tower::ServiceExt as _;

use crate::{AppState, Settings, router};

const OTHER: &str = "https://other.example";

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn call(app: &axum::Router, request: Request<Body>) -> (u16, Vec<u8>) {
    wait(async {
        let answer = app.clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        (status, to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec())
    })
}

fn get(app: &axum::Router, path: &str) -> (u16, Vec<u8>) {
    call(app, Request::get(path).body(Body::empty()).unwrap())
}

fn ask(app: &axum::Router, body: Vec<u8>) -> u16 {
    call(app, Request::post("/peers/ask").body(Body::from(body)).unwrap()).0
}

fn key(name: &str, algorithm: Algorithm, seed: u8) -> SignerKey {
    SignerKey::from_seed(name.parse().unwrap(), algorithm, &[seed; 32]).unwrap()
}

fn public(name: &str, algorithm: Algorithm, seed: u8) -> Vec<VerifierKey> {
    vec![key(name, algorithm, seed).verifier().clone()]
}

/// What another node says of itself; its records are signed with a key of this seed.
fn other(records: &[(&str, u8)]) -> Introduction {
    let at = |origin: &str, seed| RecordAt {
        origin: origin.to_owned(),
        keys: public(origin, Algorithm::Ed25519, seed),
        prefix: format!("https://{origin}"),
    };
    let role = |name: &str| Role {
        keys: public(name, Algorithm::Ed25519Cosignature, 3),
        prefix: format!("{OTHER}/role"),
    };
    Introduction {
        address: OTHER.to_owned(),
        node: at("other.example/node", 1),
        witness: role("other.example/w"),
        mirror: role("other.example/m"),
        records: records.iter().map(|(origin, seed)| at(origin, *seed)).collect(),
        peers: Vec::<Neighbour>::new(),
        mirrored: Vec::new(),
    }
}

fn signed(introduction: &Introduction) -> Vec<u8> {
    introduction.sign(&key("other.example/node", Algorithm::Ed25519, 1)).unwrap()
}

#[test]
fn a_node_says_who_it_is_once_it_has_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    let app = router(AppState::new(node.clone(), Settings::demo("https://maru.example")));
    assert_eq!(get(&app, "/peers/self").0, 404);
    assert_eq!(get(&app, "/node/checkpoint").0, 404);
    node.begin_own_record("maru.example").unwrap();
    let (status, bytes) = get(&app, "/peers/self");
    assert_eq!(status, 200);
    let said = Introduction::parse(&bytes).unwrap();
    assert_eq!(
        (said.address.as_str(), said.node.origin.as_str()),
        ("https://maru.example", "maru.example/node")
    );
    assert_eq!(said.witness.keys[0].name().as_str(), "maru.example/w");
    assert_eq!(said.mirror.keys[0].name().as_str(), "maru.example/m");
    for path in ["checkpoint", "vkey", "tile/0/000.p/1", "tile/entries/000.p/1", "addenda.v1"] {
        assert_eq!(get(&app, &format!("/node/{path}")).0, 200, "{path}");
    }
    for path in
        ["/node/", "/node/tile/0/001", "/node/../node.db", "/mirror/00/checkpoint", "/mirror/x/../../node.db"]
    {
        assert_eq!(get(&app, path).0, 404, "{path}");
    }
}

#[test]
fn a_stranger_is_noted_and_a_peer_followed_under_its_own_name_only() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    let app = router(AppState::new(node, Settings::demo("https://maru.example")));
    let follows = |origin: &str| Peers::load(folder.path()).unwrap().keys_of(origin).is_some();

    assert_eq!(ask(&app, b"nonsense".to_vec()), 400);
    assert_eq!(ask(&app, vec![b' '; MAX_INTRODUCTION_BYTES + 1]), 400);
    let forged = other(&[]).sign(&key("other.example/node", Algorithm::Ed25519, 2)).unwrap();
    assert_eq!(ask(&app, forged), 400, "signed with another key than the one that it names");
    assert_eq!(ask(&app, signed(&other(&[("other.example/p/one", 1)]))), 202);
    assert_eq!(Askers::load(folder.path()).unwrap().askers[0].url, OTHER);
    assert!(!follows("other.example/p/one"), "nothing of a stranger is followed");

    let peer = Peer::introduced(&other(&[("other.example/p/one", 1)]));
    Peers::change(folder.path(), |peers| peers.add(&peer)).unwrap();
    let more = other(&[("other.example/p/one", 1), ("other.example/p/two", 1), ("victim.example/p/x", 1)]);
    assert_eq!(ask(&app, signed(&more)), 200);
    assert!(follows("other.example/p/two") && !follows("victim.example/p/x"));
    assert_eq!(ask(&app, signed(&other(&[]))), 200);
    assert!(follows("other.example/p/one"), "no record is dropped because a list leaves it out");
    assert_eq!(ask(&app, signed(&other(&[("other.example/p/one", 2), ("other.example/p/three", 1)]))), 409);
    assert!(!follows("other.example/p/three"), "one other key, and nothing of it is taken over");
}

/// A stranger of this number introduces itself from an address.
fn stranger_from(app: &axum::Router, number: usize, from: [u8; 4]) -> u16 {
    let introduction = Introduction { address: format!("https://{number}.example"), ..other(&[]) };
    let mut request = Request::post("/peers/ask").body(Body::from(signed(&introduction))).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((from, 40_000))));
    call(app, request).0
}

#[test]
fn strangers_cannot_fill_the_disk_with_requests() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    let app = router(AppState::new(node, Settings::demo("https://maru.example")));
    // One network has four places, and twenty requests at once.
    let of_one: Vec<_> = (0..25).map(|number| stranger_from(&app, number, [192, 0, 2, 1])).collect();
    assert_eq!(of_one.iter().filter(|status| **status == 202).count(), 4);
    assert_eq!(of_one.iter().filter(|status| **status == 503).count(), 16);
    assert_eq!(of_one.iter().filter(|status| **status == 429).count(), 5);
    // All others find a place until the list is full.
    let others: Vec<_> = (0..36_u8)
        .map(|number| stranger_from(&app, 100 + usize::from(number), [198, 51, 100, number]))
        .collect();
    assert_eq!(others.iter().filter(|status| **status == 202).count(), 28);
    assert!(others[28..].iter().all(|status| *status == 503));
}

#[test]
fn who_asked_long_ago_is_forgotten() {
    const DAY: i64 = 86_400;
    let folder = tempfile::tempdir().unwrap();
    let note = |number: i64, day: i64| {
        let introduction = Introduction { address: format!("https://{number}.example"), ..other(&[]) };
        Askers::note(folder.path(), &introduction, &format!("192.0.2.{number}"), Moment(day * DAY)).unwrap()
    };
    assert!((0..32).all(|number| note(number, 100)));
    assert!(!note(32, 129), "the list is full");
    assert!(note(32, 130), "after 30 days it is empty again");
    assert_eq!(Askers::load(folder.path()).unwrap().askers.len(), 1);
}
