//! Every status of the witness over HTTP, and that what it answered stays.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use maru_record::tree::{MemoryTree, consistency_proof, leaf_hash};
use maru_record::witness::{AddCheckpoint, monitoring_path};
use maru_record::{Algorithm, Checkpoint, Digest, SignedCheckpoint, SignerKey, VerifierKey};
use maru_store::peer::{Peer, PeerRecord, Peers};
use maru_store::{Node, Options};
use tower::ServiceExt as _;

use crate::{AppState, Settings, router};

const ORIGIN: &str = "other.example/p/one";

fn key(origin: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(origin.parse().unwrap(), Algorithm::Ed25519, &[seed; 32]).unwrap()
}

/// A record of others, of so many entries.
fn history(entries: u64) -> MemoryTree {
    let mut history = MemoryTree::new();
    (0..entries).for_each(|number| history.push(leaf_hash(&number.to_be_bytes())));
    history
}

fn request(origin: &str, old: u64, size: u64, root: Option<Digest>, seed: u8) -> String {
    let history = history(size);
    let root = root.unwrap_or_else(|| history.root_at(size).unwrap());
    let head = Checkpoint { origin: origin.to_owned(), size, root };
    let checkpoint = SignedCheckpoint::sign(head, &[key(origin, seed)], 0).unwrap();
    let proof = consistency_proof(&history, old.min(size), size).unwrap();
    AddCheckpoint { old_size: old, proof, checkpoint }.body()
}

async fn call(app: &axum::Router, method: &str, path: &str, body: String) -> (u16, String, String) {
    let request = Request::builder().method(method).uri(path).body(Body::from(body)).unwrap();
    let answer = app.clone().oneshot(request).await.unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    let status = answer.status().as_u16();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, kind, String::from_utf8(body.to_vec()).unwrap())
}

fn app(directory: &std::path::Path) -> axum::Router {
    let node = Node::open(directory, Options::CREATE).unwrap();
    router(AppState::new(node, Settings::demo("https://maru.example")))
}

#[tokio::test]
async fn answers_with_every_status_and_keeps_what_it_signed() {
    let folder = tempfile::tempdir().unwrap();
    // A folder that knows peers and no node would be one that was put back.
    drop(app(folder.path()));
    let keys = vec![key(ORIGIN, 1).verifier().to_string()];
    let records = vec![PeerRecord { origin: ORIGIN.to_owned(), keys }];
    let peer = Peer { url: "https://other.example".to_owned(), records, ..Peer::default() };
    let mut peers = Peers::default();
    peers.add(&peer).unwrap();
    peers.save(folder.path()).unwrap();
    let router = app(folder.path());
    let add = |body: String| call(&router, "POST", "/witness/add-checkpoint", body);

    assert_eq!(add("nonsense".to_owned()).await.0, 400);
    assert_eq!(add(request(ORIGIN, 5, 3, None, 1)).await.0, 400);
    assert_eq!(add(request("stranger.example/p/x", 0, 3, None, 1)).await.0, 404);
    assert_eq!(add(request(ORIGIN, 0, 3, None, 2)).await.0, 403);
    let (status, _, lines) = add(request(ORIGIN, 0, 3, None, 1)).await;
    assert_eq!(status, 200);
    assert!(lines.lines().all(|line| line.starts_with("— maru.example/w ")));
    let held = add(request(ORIGIN, 0, 7, None, 1)).await;
    assert_eq!(held, (409, "text/x.tlog.size".to_owned(), "3\n".to_owned()));
    assert_eq!(add(request(ORIGIN, 3, 7, Some(Digest([9; 32])), 1)).await.0, 422);
    assert_eq!(add(request(ORIGIN, 3, 3, Some(Digest([9; 32])), 1)).await.0, 422);
    assert_eq!(add(request(ORIGIN, 3, 7, None, 1)).await.0, 200);

    let path = format!("/witness/{}/checkpoint", monitoring_path(ORIGIN));
    let (status, _, shown) = call(&router, "GET", &path, String::new()).await;
    assert_eq!(status, StatusCode::OK.as_u16());
    let (_, _, own) = call(&router, "GET", "/witness/vkey", String::new()).await;
    let mut trusted: Vec<VerifierKey> = own.lines().map(|line| line.parse().unwrap()).collect();
    assert!(trusted.iter().any(|key| key.algorithm() == Algorithm::Ed25519Cosignature));
    trusted.push(key(ORIGIN, 1).verifier().clone());
    let shown = SignedCheckpoint::parse(shown.as_bytes()).unwrap();
    assert_eq!(shown.checkpoint().size, 7);
    assert_eq!(shown.verify(&trusted).unwrap().len(), trusted.len());
    let request = Request::builder().uri("/witness/00/checkpoint").body(Body::empty()).unwrap();
    assert_eq!(router.clone().oneshot(request).await.unwrap().status(), StatusCode::NOT_FOUND);
}
