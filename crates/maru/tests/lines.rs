//! Bad lines: whatever happens to one file on its way, an honest node is never accused, and a check ends.
#![allow(clippy::unwrap_used, reason = "a test that cannot build its record must stop")]

#[path = "../../verify/tests/verify/look.rs"]
mod look;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use look::{Files, honest, log_key, publish_readable, signed, signed_as};
use maru_record::{Algorithm, Anchor, Checkpoint, Digest, SignedCheckpoint, SignerKey};
use maru_testkit::{Cast, ORIGIN};

const OWN: &str = "forum.example/node";

/// What happens to a file on its way.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// The server answers with this status.
    Status(u16),
    /// The connection is reset before an answer.
    Reset,
    /// It is closed in good order, without an answer.
    Silent,
    /// It ends in the middle of the file.
    Cut,
    /// What comes is no HTTP.
    Garbage,
    /// The server sends us on to another host.
    Elsewhere,
    /// It comes byte by byte, and never all of it.
    Drip,
    /// It has no end.
    Endless,
}

const AT_ONCE: [Way; 7] =
    [Way::Status(503), Way::Status(403), Way::Reset, Way::Silent, Way::Cut, Way::Garbage, Way::Elsewhere];

/// A node behind a bad line.
struct Node {
    address: String,
    files: Files,
    /// The file that is spoilt, and how.
    spoilt: Arc<Mutex<Option<(String, Way)>>>,
    /// What was asked for.
    asked: Arc<Mutex<BTreeSet<String>>>,
}

impl Node {
    fn serving(files: Files) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let node = Self { address, files, spoilt: Arc::default(), asked: Arc::default() };
        let (files, spoilt, asked) = (Arc::new(node.files.clone()), node.spoilt.clone(), node.asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (files, spoilt, asked) = (files.clone(), spoilt.clone(), asked.clone());
                std::thread::spawn(move || answer(stream.unwrap(), &files, &spoilt, &asked));
            }
        });
        node
    }

    /// Exit code and words of a check, where one file comes in a bad way.
    fn look(&self, home: &Path, spoilt: Option<(&str, Way)>) -> (i32, String) {
        *self.spoilt.lock().unwrap() = spoilt.map(|(path, way)| (path.to_owned(), way));
        let output = Command::new(env!("CARGO_BIN_EXE_maru"))
            .args(["verify", &self.address, "--timeout", "1s", "--evidence", "proof"])
            .env("MARU_HEADS", home.join("heads.json"))
            .current_dir(home)
            .output()
            .unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code().unwrap(), said)
    }
}

fn answer(
    mut stream: TcpStream,
    files: &Files,
    spoilt: &Mutex<Option<(String, Way)>>,
    asked: &Mutex<BTreeSet<String>>,
) {
    // Looked at and not taken: a connection that is dropped with something unread in it is reset.
    let mut head = [0; 4_096];
    let Ok(length) = stream.peek(&mut head) else { return };
    let head = String::from_utf8_lossy(&head[..length]).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap().insert(path.clone());
    let way = spoilt.lock().unwrap().clone().filter(|(of, _)| *of == path).map(|(_, way)| way);
    if way == Some(Way::Reset) {
        return;
    }
    let _ = stream.read(&mut [0; 4_096]);
    let found = files.get(path.trim_start_matches('/'));
    let body = found.cloned().unwrap_or_default();
    let mut send = |status: &str, more: &str, body: &[u8]| {
        let text =
            format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{more}Connection: close\r\n\r\n", body.len());
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.write_all(body));
    };
    match way {
        None if found.is_none() => send("404 Not Found", "", b""),
        None => send("200 OK", "", &body),
        Some(Way::Status(status)) => send(&format!("{status} X"), "", b"not now"),
        Some(Way::Elsewhere) => send("302 Found", "Location: http://other.example/\r\n", b""),
        Some(Way::Reset | Way::Silent) => {}
        Some(Way::Garbage) => drop(stream.write_all(b"\x16\x03\x01 what is this?\r\n\r\n")),
        Some(way) => flow(&mut stream, way, &body),
    }
}

/// A body that does not come as its head says.
fn flow(stream: &mut TcpStream, way: Way, body: &[u8]) {
    let length = if way == Way::Endless { u64::MAX / 2 } else { body.len() as u64 + 1 };
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
    let mut sent = stream.write_all(head.as_bytes());
    match way {
        Way::Endless => {
            while sent.is_ok() {
                sent = stream.write_all(&vec![b'0'; 65_536]);
            }
        }
        Way::Drip => {
            for byte in body.iter().chain(std::iter::repeat(&b'0')) {
                sent = stream.write_all(&[*byte]);
                if sent.is_err() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(200));
            }
        }
        _ => drop(stream.write_all(&body[..body.len() / 2])),
    }
}

/// A node with one process and its own record, and a reader who was there before.
fn prepared(home: &Path) -> Node {
    let story = honest().story;
    let mut files = Files::new();
    let mut serve = |below: &str, shown: Files, key: &SignerKey| {
        files.extend(shown.into_iter().map(|(path, bytes)| (format!("{below}/{path}"), bytes)));
        files.insert(format!("{below}/vkey"), format!("{}\n", key.verifier()).into_bytes());
    };
    serve("p/voices", publish_readable(&story), &log_key());
    let early = signed(&Cast::open().story).1.checkpoint().clone();
    let anchors = [
        Anchor::Begun { origin: OWN.into() },
        Anchor::Record { origin: ORIGIN.into(), keys: vec![log_key().verifier().clone()] },
        Anchor::Heads(vec![signed(&story).1.checkpoint().clone()]),
    ];
    let entries: Vec<_> = anchors.iter().map(|anchor| anchor.entry(story.now).encode().unwrap()).collect();
    let own_key = SignerKey::from_seed(OWN.parse().unwrap(), Algorithm::Ed25519, &[2; 32]).unwrap();
    let (mut own, head) = signed_as(OWN, &entries, std::slice::from_ref(&own_key), 1_790_000_000);
    own.insert("checkpoint".to_owned(), head.to_bytes());
    serve("node", own, &own_key);
    files.insert("api/processes".to_owned(), br#"{"processes":[{"id":"voices"}]}"#.to_vec());
    files.insert("peers/self".to_owned(), br#"{"peers":[]}"#.to_vec());
    let node = Node::serving(files);
    remember(home, &node, &early, &own_key);
    node
}

fn remember(home: &Path, node: &Node, early: &Checkpoint, own_key: &SignerKey) {
    let head = serde_json::json!({"size": early.size, "root": early.root.to_string()});
    let known = |path: &str, key: &SignerKey| serde_json::json!({"keys": [key.verifier().to_string()], "address": format!("{}/{path}", node.address)});
    let mut voices = known("p/voices", &log_key());
    voices["head"] = head;
    let heads = serde_json::json!({ORIGIN: voices, OWN: known("node", own_key)});
    std::fs::write(home.join("heads.json"), heads.to_string()).unwrap();
    std::fs::copy(home.join("heads.json"), home.join("before.json")).unwrap();
}

#[test]
fn whatever_happens_to_one_file_on_its_way_nobody_is_accused() {
    let home = tempfile::tempdir().unwrap();
    let node = prepared(home.path());
    let (code, said) = node.look(home.path(), None);
    assert_eq!(code, 0, "{said}");
    let asked = node.asked.lock().unwrap().clone();
    let needed: Vec<_> =
        asked.iter().filter(|path| node.files.contains_key(path.trim_start_matches('/'))).collect();
    assert!(needed.len() >= 10, "{asked:?}");
    let mut seen = BTreeMap::new();
    for (place, path) in needed.iter().enumerate() {
        // Each file in every quick way; one in three also in each of the slow ones.
        let slow =
            [[Way::Drip, Way::Endless], [Way::Drip, Way::Drip], [Way::Endless, Way::Endless]][place % 3];
        for way in AT_ONCE.iter().chain(&slow[..1]) {
            std::fs::copy(home.path().join("before.json"), home.path().join("heads.json")).unwrap();
            let (code, said) = node.look(home.path(), Some((path, *way)));
            assert_ne!(code, 1, "{path} {way:?}: {said}");
            // Only who else might be asked is no part of the answer.
            let expected = if path.as_str() == "/peers/self" { 0 } else { 2 };
            let known_key = path.ends_with("/vkey");
            assert!(code == expected || (known_key && code == 0), "{path} {way:?} {code}: {said}");
            *seen.entry(code).or_insert(0) += 1;
        }
    }
    println!("{} files, ways to spoil one, and how they ended: {seen:?}", needed.len());
}

#[test]
fn a_head_over_more_than_exists_ends_with_a_sentence() {
    let home = tempfile::tempdir().unwrap();
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: 1 << 40, root: Digest::of(b"a root") };
    let signed = SignedCheckpoint::sign(head, &[log_key()], 1_790_000_000).unwrap();
    let mut files = publish_readable(&honest().story);
    files.insert("checkpoint".to_owned(), signed.to_bytes());
    let files = files.into_iter().map(|(path, bytes)| (format!("p/voices/{path}"), bytes)).collect();
    let node = Node::serving(files);
    let output = Command::new(env!("CARGO_BIN_EXE_maru"))
        .args(["verify", &format!("{}/p/voices", node.address), "--forget", "--key"])
        .arg(log_key().verifier().to_string())
        .current_dir(home.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("The head speaks of 1,099,511,627,776 entries, but "), "{said}");
    let asked = node.asked.lock().unwrap().len();
    assert!(asked < 400, "{asked} files were asked for");
}
