//! The gallery of cheats once more, through the binary as a journalist runs it: exit code, sentence, memory, evidence.
#![allow(clippy::unwrap_used, reason = "a test that cannot build its record must stop")]
#![allow(clippy::too_many_lines, reason = "a gallery is read as a list")]

#[path = "../../verify/tests/verify/look.rs"]
mod look;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use look::{Files, honest, log_key, publish, publish_with, signed, signed_as, text_of};
use maru_forum::{
    Author, EntryNumber, ModerationRuled, NextStage, ParticipantId, StageChanged, StatementId, Verdict, Vote,
    Voted,
};
use maru_record::{Algorithm, Anchor, Checkpoint, Digest, Entry, SignerKey, Value, witness};
use maru_testkit::{Cast, ORIGIN, Story, operator};

const HERON: Author = Author::Participant(ParticipantId(EntryNumber(2)));
const CRANE: Author = Author::Participant(ParticipantId(EntryNumber(3)));
const DESK: Author = Author::Participant(ParticipantId(EntryNumber(4)));
const LABELS: StatementId = StatementId(EntryNumber(6));
const FINES: StatementId = StatementId(EntryNumber(7));

/// The key that a reader trusts.
fn vkey() -> String {
    log_key().verifier().to_string()
}

fn voted(on: StatementId, value: Vote) -> Voted {
    Voted { statement: on, value }
}

/// The honest story, and the same before most of its votes.
fn whole() -> Story {
    honest().story
}

fn early() -> Story {
    Cast::open().story
}

/// Runs `maru verify` in a folder of its own; gives its exit code and all that it printed.
fn verify(home: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_maru"))
        .arg("verify")
        .args(arguments)
        .env("MARU_HEADS", home.join("heads.json"))
        .current_dir(home)
        .output()
        .unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), said)
}

#[track_caller]
fn assert_said(name: &str, (code, said): (i32, String), expected: i32, sentence: &str) {
    assert_eq!(code, expected, "{name}: {said}");
    assert!(said.contains(sentence), "{name}: wanted “{sentence}” in {said}");
}

fn write(folder: &Path, files: &Files) {
    look::keep(files);
    if folder.exists() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// The one file of evidence in a folder.
fn the_evidence(folder: &Path) -> String {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let is_evidence = |path: &std::path::PathBuf| path.to_string_lossy().contains("maru-evidence-");
    let files: Vec<_> = files.filter(is_evidence).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    std::fs::read_to_string(&files[0]).unwrap()
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// The organiser tells another story, and publishes it in a folder.
fn check(name: &str, tamper: impl FnOnce(&mut Story), sentence: &str) {
    let mut story = whole();
    tamper(&mut story);
    check_files(name, &publish(&story), sentence);
}

fn check_files(name: &str, files: &Files, sentence: &str) {
    let home = home();
    write(&home.path().join("record"), files);
    assert_said(name, verify(home.path(), &["record", "--key", &vkey()]), 1, sentence);
}

/// What a folder lacks, whoever copied it may have left out; what an address lacks, its node withholds.
fn check_missing(name: &str, files: &Files, of_copy: &str, of_node: &str) {
    let (home, node) = (home(), Served::new());
    write(&home.path().join("record"), files);
    assert_said(name, verify(home.path(), &["record", "--key", &vkey()]), 2, of_copy);
    node.show("/p/voices", &with_keys(files.clone(), &[log_key()]));
    let said = verify(home.path(), &[&format!("{}/p/voices", node.address), "--key", &vkey()]);
    assert_said(name, said, 1, of_node);
}

#[test]
fn cheats_in_a_folder() {
    let home = home();
    write(&home.path().join("record"), &publish(&whole()));
    let honest = verify(home.path(), &["record", "--key", &vkey()]);
    assert_said("the honest record", honest, 0, "Good: nothing wrong was found.");

    check(
        "a changed vote",
        |story| story.set(9, "value", Value::text("agree")),
        "Entry 9 stands in somebody's name, but that person did not sign it.",
    );
    check(
        "a dropped vote",
        |story| drop(story.entries.remove(8)),
        "an act of the same person is missing, was added, or was put in another order",
    );
    check(
        "entries in another order",
        |story| story.entries.swap(10, 12),
        "an act of the same person is missing, was added, or was put in another order",
    );
    check(
        "two live votes",
        |story| {
            story.entries.push(story.entries[12].clone());
            story.set(16, "ts", Value::Integer(story.now));
        },
        "Entry 16, a vote, breaks a rule of this process: its author's numbered acts do not lead to it",
    );
    check(
        "a vote in the name of somebody who signs",
        |story| {
            story.force(CRANE, voted(LABELS, Vote::Agree));
        },
        "Entry 16, a vote, breaks a rule of this process: participant 3 signs their own acts with a key",
    );
    check(
        "a vote after closing",
        |story| {
            operator().closes(story);
            story.force(HERON, voted(LABELS, Vote::Agree));
        },
        "Entry 17, a vote, breaks a rule of this process: the process is closed.",
    );
    check(
        "opened again",
        |story| {
            operator().closes(story);
            story.force(
                Author::Operator,
                StageChanged { stage: NextStage::Open, reason: "more".into(), cuts: None },
            );
        },
        "Entry 17, an opening or closing, breaks a rule of this process: the process is closed.",
    );
    check(
        "an unknown author",
        |story| {
            story.force(Author::Participant(ParticipantId(EntryNumber(6))), voted(LABELS, Vote::Agree));
        },
        "Entry 16, a vote, breaks a rule of this process: the author, entry 6, was never admitted.",
    );
    check(
        "a wrong result",
        |story| story.set(13, "output", Value::text(Digest::of(b"nice").to_string())),
        "The result published in entry 13 does not follow from the 13 entries it names",
    );
    check(
        "moderated without a reason",
        |story| {
            let (reason, rule) = (" ".into(), "1".into());
            story
                .force(DESK, ModerationRuled { on: vec![FINES.0], verdict: Verdict::Rejected, reason, rule });
        },
        "breaks a rule of this process: this act needs a reason.",
    );
    check(
        "a back-dated entry",
        |story| {
            let before = story.entries[11].body.get("ts").unwrap().as_integer().unwrap();
            story.set(12, "ts", Value::Integer(before - 3_600));
        },
        "Entry 12, a vote, breaks a rule of this process: it is dated",
    );

    let story = whole();
    let tampered = |tamper: &dyn Fn(&mut Files)| {
        let mut files = publish(&story);
        tamper(&mut files);
        files
    };
    check_missing(
        "a silently removed text",
        &tampered(&|files| drop(files.remove(&text_of(&story, 6)))),
        "This copy is not whole: the text of entry 6 is not in it.",
        "The text of entry 6 has disappeared, and the record does not say who removed it or why.",
    );
    check_files(
        "a changed text",
        &tampered(&|files| drop(files.insert(text_of(&story, 6), files[&text_of(&story, 7)].clone()))),
        "The text of entry 6 is not the text that was recorded.",
    );
    check_files(
        "a truncated tile",
        &tampered(&|files| {
            let tile = files.get_mut("tile/0/000.p/16").unwrap();
            tile.truncate(tile.len() - 32);
        }),
        "Part of the record was cut or padded",
    );
    check_missing(
        "a withheld bundle",
        &tampered(&|files| drop(files.remove("tile/entries/000.p/16"))),
        "This copy is not whole: tile/entries/000.p/16 is not in it.",
        "Part of the record is withheld: tile/entries/000.p/16 is missing.",
    );
    check_files(
        "a changed bundle",
        &tampered(&|files| {
            let bundle = files.get_mut("tile/entries/000.p/16").unwrap();
            let place = bundle.windows(5).position(|part| part == b"agree").unwrap();
            bundle[place] = b'A';
        }),
        "was changed after it was recorded.",
    );
    let other_key = SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[99; 32]).unwrap();
    check_files(
        "another key",
        &publish_with(&story, &[other_key], 1),
        "somebody else may be speaking in its name.",
    );
}

#[test]
fn a_folder_with_the_files_of_a_later_head_is_cut_to_its_own() {
    let home = home();
    let place = home.path().join("record");
    let look = |files: &Files| {
        write(&place, files);
        verify(home.path(), &["record", "--forget", "--key", &vkey()])
    };
    // Whoever copies the folder of a running node has the head of one moment and the files of the next.
    let copied = |earlier: &Story, later: &Story| {
        let mut files = publish(later);
        files.insert("checkpoint".to_owned(), signed(earlier).1.to_bytes());
        files
    };
    let files = copied(&early(), &whole());
    assert!(
        files.contains_key("tile/0/000.p/16") && !files.contains_key("tile/0/000.p/10"),
        "only wider ones"
    );
    assert_said("wider parts", look(&files), 0, "Good: nothing wrong was found.");
    let mut altered = files.clone();
    let bundle = altered.get_mut("tile/entries/000.p/16").unwrap();
    let at = bundle.windows(5).position(|part| part == b"agree").unwrap();
    bundle[at] = b'A';
    assert_said("an altered part", look(&altered), 1, "was changed after it was recorded.");
    let mut short = files;
    for (path, rest) in [("tile/entries/000.p/16", 40), ("tile/0/000.p/16", 9 * 32)] {
        short.get_mut(path).unwrap().truncate(rest);
    }
    assert_said("too short to cut", look(&short), 2, "This copy is not whole");

    // A bundle that is full by now.
    let mut growing = early();
    while growing.entries.len() < 250 {
        growing.force(HERON, voted(LABELS, Vote::Agree));
    }
    let part = growing.clone();
    while growing.entries.len() < 258 {
        growing.force(HERON, voted(LABELS, Vote::Agree));
    }
    let files = copied(&part, &growing);
    assert!(files.contains_key("tile/entries/000") && !files.contains_key("tile/entries/000.p/250"));
    assert_said("a full bundle", look(&files), 0, "read: 250 entries");
}

#[test]
fn a_member_that_stands_twice_is_nobodys_word() {
    let story = whole();
    let twice = |bytes: &[u8], member: &str, again: &str| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let at = text.find(member).unwrap();
        [&bytes[..at], again.as_bytes(), &bytes[at..]].concat()
    };
    let mut entries = story.bytes();
    entries[9] = twice(&entries[9], r#""value":"#, r#""value":"pass","#);
    let (mut files, head) = signed_as(ORIGIN, &entries, &[log_key()], 1);
    files.insert("checkpoint".to_owned(), head.to_bytes());
    files.extend(publish(&story).into_iter().filter(|(path, _)| path.starts_with("addenda")));
    let sentence = "Entry 9 is not written in the record's format: ";
    check_files("an entry", &files, sentence);
}

#[test]
fn a_stale_head_and_one_without_witnesses() {
    let home = home();
    let witness = SignerKey::from_seed("w.example".parse().unwrap(), Algorithm::Ed25519Cosignature, &[5; 32]);
    let witness = witness.unwrap();
    let policy = format!("log {}\nwitness w {}\nquorum w\n", log_key().verifier(), witness.verifier());
    std::fs::write(home.path().join("policy"), policy).unwrap();
    let story = whole();
    let week_ago =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() - 7 * 86_400;
    write(&home.path().join("record"), &publish_with(&story, &[log_key(), witness], week_ago));
    assert_said(
        "in time",
        verify(home.path(), &["record", "--policy", "policy"]),
        0,
        "witnessed by: w.example",
    );
    let stale = verify(home.path(), &["record", "--policy", "policy", "--max-age", "6h"]);
    assert_said("stale", stale, 2, "No witness has seen this record for 7 days.");
    write(&home.path().join("record"), &publish(&story));
    let alone = verify(home.path(), &["record", "--policy", "policy"]);
    assert_said("no witness", alone, 1, "The record lacks independent witnesses");
}

/// A server of files that can be changed under a reader's eyes.
struct Served {
    address: String,
    files: Arc<Mutex<Files>>,
}

impl Served {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let files: Arc<Mutex<Files>> = Arc::default();
        let shown = files.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shown = shown.clone();
                std::thread::spawn(move || answer(&stream.unwrap(), &shown));
            }
        });
        Self { address, files }
    }

    /// Shows these files below a path, and nothing else there.
    fn show(&self, below: &str, files: &Files) {
        let mut shown = self.files.lock().unwrap();
        shown.retain(|path, _| !path.starts_with(below));
        shown.extend(files.iter().map(|(path, bytes)| (format!("{below}/{path}"), bytes.clone())));
    }
}

fn answer(stream: &TcpStream, files: &Mutex<Files>) {
    let mut reader = BufReader::new(stream);
    let (mut first, mut line) = (String::new(), String::new());
    reader.read_line(&mut first).unwrap();
    while reader.read_line(&mut line).unwrap() > 2 {
        line.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    let found = files.lock().unwrap().get(path).cloned();
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    let body = found.unwrap_or_default();
    let kind = if body.starts_with(b"<html") { "text/html" } else { "application/octet-stream" };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = stream;
    // A reader that has seen enough may hang up.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

/// A record as a node serves it: with its keys beside it.
fn with_keys(mut files: Files, keys: &[SignerKey]) -> Files {
    let lines: String = keys.iter().flat_map(|key| [key.verifier().to_string(), "\n".to_owned()]).collect();
    files.insert("vkey".to_owned(), lines.into_bytes());
    files
}

/// A reader who got the keys elsewhere before: these records are named after another host than the one that serves them here.
fn told_before(home: &Path, node: &Served) {
    let known = |path: &str, key: &SignerKey| serde_json::json!({"keys": [key.verifier().to_string()], "address": format!("{}/{path}", node.address)});
    let heads = serde_json::json!({ORIGIN: known("p/voices", &log_key()), OWN: known("node", &own_key())});
    std::fs::write(home.join("heads.json"), heads.to_string()).unwrap();
}

#[test]
fn a_name_of_another_host_is_not_believed_on_first_sight() {
    let (home, node) = (home(), Served::new());
    let url = format!("{}/p/voices", node.address);
    node.show("/p/voices", &with_keys(publish(&whole()), &[log_key()]));
    for _ in 0..2 {
        let said = verify(home.path(), &[&url]);
        assert_said("another host", said, 2, "nobody else vouches that these are its keys");
    }
    let heads = std::fs::read_to_string(home.path().join("heads.json")).unwrap_or_default();
    assert!(!heads.contains(ORIGIN), "nothing is remembered of that name: {heads}");
    assert_said("with the key", verify(home.path(), &[&url, "--key", &vkey()]), 0, "Good");
    // One more key in the list is nobody's.
    let other = SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[99; 32]).unwrap();
    node.show("/p/voices", &with_keys(publish(&whole()), &[log_key(), other]));
    assert_said("two keys", verify(home.path(), &[&url, "--forget"]), 2, "shows more than one Ed25519 key");
}

#[test]
fn a_reader_remembers_what_a_node_showed() {
    let (home, node) = (home(), Served::new());
    let url = format!("{}/p/voices", node.address);
    let honest = with_keys(publish(&whole()), &[log_key()]);
    node.show("/p/voices", &honest);
    told_before(home.path(), &node);
    assert_said("first sight", verify(home.path(), &[&url]), 0, "Good");

    let mut rewritten = whole();
    rewritten.set(12, "value", Value::text("pass"));
    node.show("/p/voices", &with_keys(publish(&rewritten), &[log_key()]));
    let sentence = "History was rewritten: the first 16 entries are not those that were published before.";
    assert_said("rewritten", verify(home.path(), &[&url]), 1, sentence);
    let evidence = the_evidence(home.path());
    for story in [whole(), rewritten] {
        assert!(evidence.contains(&signed(&story).1.note().to_string()), "{evidence}");
    }
    assert!(evidence.contains("a consistency proof"), "{evidence}");

    node.show("/p/voices", &with_keys(publish(&early()), &[log_key()]));
    let sentence = "The newest 6 entries were taken back: 16 had been published, 10 are shown.";
    assert_said("rolled back", verify(home.path(), &[&url]), 1, sentence);
    write(&home.path().join("copy"), &with_keys(publish(&early()), &[log_key()]));
    let sentence = "This copy is 6 entries older than what you saw of the record before.";
    assert_said("an old copy", verify(home.path(), &["copy"]), 2, sentence);
    assert_said("it is not remembered", verify(home.path(), &["copy"]), 2, sentence);

    let other = SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[99; 32]).unwrap();
    let swapped = publish_with(&whole(), std::slice::from_ref(&other), 1);
    node.show("/p/voices", &with_keys(swapped, &[other]));
    let sentence = "The head is not signed with the key that you trust for forum.example/p/voices";
    assert_said("another key", verify(home.path(), &[&url]), 1, sentence);

    // Another name and another key in the old place would be trusted on first sight, had the reader no memory of places.
    let renamed =
        SignerKey::from_seed("forum.example/p/new".parse().unwrap(), Algorithm::Ed25519, &[98; 32]).unwrap();
    let mut files = with_keys(publish(&whole()), std::slice::from_ref(&renamed));
    let head = maru_record::Checkpoint {
        origin: "forum.example/p/new".into(),
        size: 0,
        root: maru_record::tree::empty_root(),
    };
    let signed = maru_record::SignedCheckpoint::sign(head, &[renamed], 0).unwrap();
    files.insert("checkpoint".into(), signed.to_bytes());
    node.show("/p/voices", &files);
    let sentence =
        "The record of forum.example/p/new is shown in place of the record of forum.example/p/voices.";
    assert_said("another record", verify(home.path(), &[&url]), 1, sentence);

    // The node forgets that the process ever was.
    let list = BTreeMap::from([("processes".to_owned(), br#"{"processes":[{"id":"other"}]}"#.to_vec())]);
    node.show("/api", &list);
    node.show("/p", &BTreeMap::new());
    let other = "forum.example/p/other";
    let key = SignerKey::from_seed(other.parse().unwrap(), Algorithm::Ed25519, &[97; 32]).unwrap();
    let head =
        maru_record::Checkpoint { origin: other.into(), size: 0, root: maru_record::tree::empty_root() };
    let signed = maru_record::SignedCheckpoint::sign(head, std::slice::from_ref(&key), 0).unwrap();
    let empty = BTreeMap::from([("checkpoint".to_owned(), signed.to_bytes())]);
    node.show("/p/other", &with_keys(empty, &[key]));
    let sentence =
        "The node no longer shows the record of forum.example/p/voices, which you have checked there before.";
    assert_said("vanished", verify(home.path(), &[&node.address]), 1, sentence);
}

#[test]
fn a_history_told_differently_to_two_readers_is_proven_by_a_file() {
    let (home, node, peer) = (home(), Served::new(), Served::new());
    let url = format!("{}/p/voices", node.address);
    node.show("/p/voices", &with_keys(publish(&whole()), &[log_key()]));
    let name = witness::monitoring_path(ORIGIN);
    let mut forked = whole();
    forked.set(12, "value", Value::text("pass"));
    let held = |story: &Story| BTreeMap::from([("checkpoint".to_owned(), signed(story).1.to_bytes())]);

    peer.show(&format!("/witness/{name}"), &held(&early()));
    let key = vkey();
    let ask = [url.as_str(), "--key", &key, "--peer", &peer.address, "--forget", "--evidence", "proof"];
    let agreed = verify(home.path(), &ask);
    assert_said("the same history", agreed, 0, "holds a head over 10 entries.");
    assert!(!home.path().join("proof").exists());

    peer.show(&format!("/witness/{name}"), &held(&forked));
    let sentence = "Two different histories were signed with the same key: http://127.0.0.1";
    assert_said("two histories", verify(home.path(), &ask), 1, sentence);
    let files: Vec<_> = std::fs::read_dir(home.path().join("proof")).unwrap().collect();
    assert_eq!(files.len(), 1);
    let evidence = std::fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
    let (ours, theirs) = (signed(&whole()).1, signed(&forked).1);
    assert!(evidence.contains(&ours.note().to_string()) && evidence.contains(&theirs.note().to_string()));

    // A witness that holds more entries of another history has no tiles to prove it by; a mirror has.
    forked.force(HERON, voted(FINES, Vote::Agree));
    peer.show(&format!("/witness/{name}"), &held(&forked));
    assert_said("only a witness", verify(home.path(), &ask), 2, "so this is not the newest state.");
    peer.show(&format!("/mirror/{name}"), &publish(&forked));
    assert_said("a mirror", verify(home.path(), &ask), 1, sentence);

    // The reader need not know the peer where the node says whom it asks.
    let list =
        format!("{{\"peers\":[{{\"address\":\"{}\"}},{{\"address\":\"file:///etc\"}}]}}", peer.address);
    node.show("/peers", &BTreeMap::from([("self".to_owned(), list.into_bytes())]));
    let unasked = [url.as_str(), "--key", &key, "--forget", "--evidence", "proof"];
    assert_said("named by the node", verify(home.path(), &unasked), 1, sentence);
}

#[test]
fn a_mirror_can_be_checked_like_the_node() {
    let (home, mirror) = (home(), Served::new());
    let name = witness::monitoring_path(ORIGIN);
    mirror.show(&format!("/mirror/{name}"), &publish(&whole()));
    let url = format!("{}/mirror/{name}", mirror.address);
    assert_said("a mirror", verify(home.path(), &[&url, "--key", &vkey()]), 0, "Good");
}

const OWN: &str = "forum.example/node";
/// When the entries of the node's own record were made: the story's first entries are a second apart, from this on.
const TOLD: i64 = 1_780_272_000;

fn own_key() -> SignerKey {
    SignerKey::from_seed(OWN.parse().unwrap(), Algorithm::Ed25519, &[2; 32]).unwrap()
}

fn published_own(entries: &[Entry]) -> Files {
    let bytes: Vec<_> = entries.iter().map(|entry| entry.encode().unwrap()).collect();
    let (mut files, signed) = signed_as(OWN, &bytes, &[own_key()], 1_790_000_000);
    files.insert("checkpoint".to_owned(), signed.to_bytes());
    with_keys(files, &[own_key()])
}

fn head_of(story: &Story) -> Checkpoint {
    signed(story).1.checkpoint().clone()
}

/// What a node says of its records, minute by minute, each a minute after the one before.
fn told(anchors: &[Anchor]) -> Vec<Entry> {
    anchors.iter().zip(0..).map(|(anchor, minute)| anchor.entry(TOLD + 60 * minute)).collect()
}

fn begun() -> Anchor {
    Anchor::Begun { origin: OWN.into() }
}

fn named() -> Anchor {
    Anchor::Record { origin: ORIGIN.into(), keys: vec![log_key().verifier().clone()] }
}

/// What an honest node tells: its record, the early head soon after it, and the whole one when the last entry was made.
fn told_honestly() -> Vec<Entry> {
    vec![
        begun().entry(TOLD),
        named().entry(TOLD),
        heads(&early()).entry(early().now + 60),
        heads(&whole()).entry(whole().now + 60),
    ]
}

/// What a node tells that repeats each head a minute after the last entry under it.
fn told_each_minute() -> Vec<Entry> {
    let story = whole();
    let began = story.entries[0].body.get("ts").unwrap().as_integer().unwrap();
    let mut told = vec![begun().entry(began), named().entry(began)];
    for size in 1..=story.entries.len() {
        let mut part = story.clone();
        part.entries.truncate(size);
        let made = part.entries[size - 1].body.get("ts").unwrap().as_integer().unwrap();
        told.push(heads(&part).entry(made + 60));
    }
    told
}

fn heads(story: &Story) -> Anchor {
    Anchor::Heads(vec![head_of(story)])
}

/// A node with one process, and what its own record says of it.
fn node_of(process: &Story, own: &[Entry]) -> Served {
    let node = Served::new();
    let list = br#"{"processes":[{"id":"voices"}]}"#.to_vec();
    node.show("/api", &BTreeMap::from([("processes".to_owned(), list)]));
    node.show("/p/voices", &with_keys(publish(process), &[log_key()]));
    node.show("/node", &published_own(own));
    node
}

#[test]
fn a_node_is_held_to_what_its_own_record_says_of_the_others() {
    let check = |process: &Story, code: i32, sentence: &str| {
        let (home, node) = (home(), node_of(process, &told_honestly()));
        told_before(home.path(), &node);
        assert_said(sentence, verify(home.path(), &[&node.address]), code, sentence);
        // Whoever brings the key of one record need not know that of the node.
        let with_key = verify(home.path(), &[&node.address, "--forget", "--key", &vkey()]);
        assert_said("with a key", with_key, 0, "Good");
    };
    check(&whole(), 0, "4 entries of the node about its records");
    let mut grown = whole();
    operator().moderates(&mut grown, FINES, Verdict::Meta, "about the process");
    check(&grown, 0, "Good");
    let mut forked = whole();
    forked.set(9, "value", Value::text("agree"));
    let contradiction = "The node contradicts itself: its own record (entry 2 of forum.example/node) was given another history of the first 10 entries than is shown here.";
    let (home, node) = (home(), node_of(&forked, &told_honestly()));
    told_before(home.path(), &node);
    assert_said("forked", verify(home.path(), &[&node.address]), 1, contradiction);
    // The node's own record says it, which whoever has the evidence can check like any receipt.
    let evidence = the_evidence(home.path());
    assert!(evidence.contains(&signed(&forked).1.note().to_string()), "{evidence}");
    let said =
        evidence.split_once("c2sp.org/tlog-proof@v1").unwrap().1.split("\nUnder the larger head").next();
    let receipt = format!("c2sp.org/tlog-proof@v1{}", said.unwrap());
    let proof = maru_record::Proof::parse(receipt.as_bytes()).unwrap();
    let own = maru_record::Policy::of_logs(vec![own_key().verifier().clone()]);
    let told = Anchor::read(&proof.check(&own).unwrap().entry).unwrap();
    assert_eq!(told, heads(&early()), "the first of the heads that do not fit");
    check(
        &early(),
        2,
        "The node's own record (entry 3 of forum.example/node) says that this record had 16 entries; only 10 are shown here.",
    );
}

#[test]
fn a_node_that_tells_of_its_records_against_the_rules_is_found_out() {
    let check = |anchors: &[Anchor], sentence: &str| {
        let (home, node) = (home(), node_of(&whole(), &told(anchors)));
        assert_said(sentence, verify(home.path(), &[&node.address]), 1, sentence);
    };
    let [early, late] = [early(), whole()].map(|story| Anchor::Heads(vec![head_of(&story)]));
    let other = Anchor::Begun { origin: "other.example/node".into() };
    check(&[other], "its first entry says that it is “other.example/node”");
    check(&[named()], "Entry 0 cannot stand where it stands: the record does not begin.");
    check(&[begun(), begun()], "Entry 1 claims to begin a record which had begun.");
    check(
        &[begun(), late.clone()],
        "Entry 1 repeats a head of forum.example/p/voices, a record that was not named before.",
    );
    check(&[begun(), named(), named()], "Entry 2 names the record forum.example/p/voices a second time.");
    check(
        &[begun(), named(), late, early],
        "Entries 2 and 3 give forum.example/p/voices two histories: 16 entries, and later 10",
    );
    let told_backwards = [begun().entry(TOLD), named().entry(TOLD - 60)];
    let (home, node) = (home(), node_of(&whole(), &told_backwards));
    let sentence = "Entry 1 is dated 60 seconds before the entry in front of it.";
    assert_said(sentence, verify(home.path(), &[&node.address]), 1, sentence);
    let foreign = [begun().entry(TOLD), whole().entries[9].clone()];
    let node = node_of(&whole(), &foreign);
    // Of a version that this program does not know in a node's own record: a newer program may have written it.
    let said = verify(home.path(), &[&node.address, "--forget"]);
    assert_said("a vote", said, 2, "Entry 1 cannot be judged by this program");
}

/// What a reader who knows the keys is told of a node.
fn look_at(process: &Story, own: &[Entry], change: impl FnOnce(&Served)) -> (i32, String) {
    let (home, node) = (home(), node_of(process, own));
    told_before(home.path(), &node);
    change(&node);
    verify(home.path(), &[&node.address])
}

/// Another record of the node, with one entry, as it is served.
fn other_record(id: &str) -> (Anchor, Files) {
    let origin = format!("forum.example/p/{id}");
    let key = SignerKey::from_seed(origin.parse().unwrap(), Algorithm::Ed25519, &[97; 32]).unwrap();
    let charter = maru_testkit::charter_with(|charter| charter.id = id.parse().unwrap());
    let first = maru_forum::Process::genesis(&origin, charter, maru_forum::Moment(TOLD));
    let bytes = [maru_forum::encode(&first).encode().unwrap()];
    let (mut files, signed) = signed_as(&origin, &bytes, std::slice::from_ref(&key), 1_790_000_000);
    files.insert("checkpoint".to_owned(), signed.to_bytes());
    let named = Anchor::Record { origin, keys: vec![key.verifier().clone()] };
    (named, with_keys(files, &[key]))
}

#[test]
fn a_process_that_the_own_record_names_cannot_be_hidden() {
    let (secret, files) = other_record("secret");
    let own = [&told_honestly()[..2], &[secret.entry(TOLD)], &told_honestly()[2..]].concat();
    let said = look_at(&whole(), &own, |_| {});
    assert_said(
        "hidden",
        said,
        1,
        "The node's own record (entry 2 of forum.example/node) names this record, and the node does not show it.",
    );
    let unlisted = look_at(&whole(), &own, |node| node.show("/p/secret", &files));
    assert_said(
        "unlisted",
        unlisted,
        1,
        "names this record, and the node leaves it out of the list of its processes.",
    );
    // Listed in the end: it began after the list was read first, which is no fault.
    let listed = look_at(&whole(), &own, |node| {
        node.show("/p/secret", &files);
        let list = br#"{"processes":[{"id":"voices"},{"id":"secret"}]}"#.to_vec();
        node.show("/api", &BTreeMap::from([("processes".to_owned(), list)]));
    });
    assert_eq!(listed.0, 2, "its key is nobody's whom the reader knows: {}", listed.1);
}

#[test]
fn a_record_that_is_listed_and_not_shown_is_hidden_where_the_own_record_names_it() {
    let said = "The node's own record (entry 1 of forum.example/node), which the node signed, names this record. It said last that this record \
                had 16 entries (entry 3, ";
    let twice = "Asked twice for its head, the node answers that there is none.";
    let verdict = "WRONG: the node hides a record that it has named or shown before.";
    let gone = |node: &Served| node.show("/p", &BTreeMap::new());
    let (home, node) = (home(), node_of(&whole(), &told_honestly()));
    // A first visit, by the key of the node alone.
    let own = serde_json::json!({OWN: {"keys": [own_key().verifier().to_string()], "address": format!("{}/node", node.address)}});
    std::fs::write(home.path().join("heads.json"), own.to_string()).unwrap();
    gone(&node);
    for target in [node.address.clone(), format!("{}/p/voices", node.address)] {
        let (code, told) = verify(home.path(), &[&target]);
        assert_eq!(code, 1, "{told}");
        for part in [said, twice, verdict] {
            assert!(told.contains(part), "{target}: wanted “{part}” in {told}");
        }
    }
    let (_, json) = verify(home.path(), &[&node.address, "--json"]);
    assert!(json.contains("record-hidden"), "{json}");
    // One that the own record does not name may have begun just now.
    let (home, node) = (self::home(), node_of(&whole(), &told_honestly()[..1]));
    gone(&node);
    let (code, told) = verify(home.path(), &[&node.address, "--forget"]);
    assert!(code == 2 && !told.contains("WRONG:"), "{code} {told}");
}

#[test]
fn a_head_over_more_entries_than_there_can_be_is_bounded_and_plain() {
    let home = home();
    let check = |size: &str, code: i32, sentence: &str| {
        let place = home.path().join("record");
        write(&place, &publish(&whole()));
        let head = std::fs::read_to_string(place.join("checkpoint")).unwrap();
        let text = head.split_once("\n\n").unwrap().0;
        let text = text.replacen("\n16\n", &format!("\n{size}\n"), 1) + "\n";
        let signed = match size.parse() {
            Ok(size) => {
                let root = signed(&whole()).1.checkpoint().root;
                let head = Checkpoint { origin: ORIGIN.into(), size, root };
                maru_record::SignedCheckpoint::sign(head, &[log_key()], 1).unwrap().to_bytes()
            }
            Err(_) => format!("{text}\n— x AAAAAAA=\n").into_bytes(),
        };
        std::fs::write(place.join("checkpoint"), signed).unwrap();
        let begun = std::time::Instant::now();
        let said = verify(home.path(), &["record", "--forget", "--key", &vkey()]);
        assert_said(size, said, code, sentence);
        assert!(begun.elapsed().as_secs() < 60, "{size}: {:?}", begun.elapsed());
    };
    let missing = "This copy is not whole: tile/";
    check("1099511627776", 2, missing);
    check("4611686018427387904", 2, missing);
    check("9223372036854775807", 2, missing);
    let too_large =
        "a checkpoint's size is a decimal number without leading zeros, of at most 9223372036854775807";
    check("9223372036854775808", 2, too_large);
    check("18446744073709551615", 2, too_large);
    check("18446744073709551616", 2, too_large);
    check(&"9".repeat(5_000), 2, too_large);
}

/// A list that leaves a record out makes no entry of it false, however it is known that it is left out.
#[track_caller]
fn assert_counted_once(said: &str) {
    assert!(said.contains("2 records: 1 good, 1 WRONG"), "{said}");
    assert!(said.contains("WRONG: the node hides a record that it has named or shown before."), "{said}");
    assert!(!said.contains("the record is proven to be false"), "{said}");
    assert_eq!(said.matches("forum.example/p/voices\n").count(), 1, "{said}");
}

#[test]
fn a_hidden_process_is_told_of_once_and_its_record_is_not_called_false() {
    let nothing = BTreeMap::from([("processes".to_owned(), br#"{"processes":[]}"#.to_vec())]);
    let (home, node) = (home(), node_of(&whole(), &told_honestly()));
    told_before(home.path(), &node);
    assert_said("at first", verify(home.path(), &[&node.address]), 0, "2 records: 2 good");
    node.show("/api", &nothing);
    let (code, said) = verify(home.path(), &[&node.address]);
    assert_eq!(code, 1, "{said}");
    assert_counted_once(&said);
    let (_, json) = verify(home.path(), &[&node.address, "--json"]);
    assert!(json.contains("record-unlisted") && !json.contains("record-vanished"), "{json}");
    // A reader who knows it from a visit alone: the record is there, unchanged, and only the list is without it.
    let named_nowhere = node_of(&whole(), &told_honestly()[..1]);
    told_before(home.path(), &named_nowhere);
    named_nowhere.show("/api", &nothing);
    let (code, said) = verify(home.path(), &[&named_nowhere.address]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("You have checked this record at the node before, and the node leaves it out"),
        "{said}"
    );
    assert_counted_once(&said);
}

#[test]
fn what_is_no_list_of_processes_hides_none() {
    for answer in
        [r#"{"error":"sign in first"}"#, r#"{"processes":"voices"}"#, r#"{"processes":[{"name":"voices"}]}"#]
    {
        let (code, said) = look_at(&whole(), &told_honestly(), |node| {
            let list = BTreeMap::from([("processes".to_owned(), answer.as_bytes().to_vec())]);
            node.show("/api", &list);
        });
        assert!(code == 2 && !said.contains("WRONG"), "{answer}: {code} {said}");
    }
}

#[test]
fn what_is_no_name_of_a_process_is_no_address() {
    let (code, said) = look_at(&whole(), &told_honestly(), |node| {
        let names = ["voices", "../node", "voices?x=1", "VOICES", "%76oices", "", " voices"];
        let processes: Vec<_> = names.iter().map(|id| serde_json::json!({"id": id})).collect();
        let list = serde_json::json!({"processes": processes}).to_string().into_bytes();
        node.show("/api", &BTreeMap::from([("processes".to_owned(), list)]));
    });
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains(
            "The node lists 6 among its processes whose names no process can have, such as “../node”"
        ),
        "{said}"
    );
    assert!(said.contains("3 records: 2 good, 0 WRONG, 1 undecided"), "{said}");
}

#[test]
fn a_copy_of_a_node_may_lack_a_process_that_the_node_shows() {
    let (secret, files) = other_record("secret");
    let own = [&told_honestly()[..2], &[secret.entry(TOLD)], &told_honestly()[2..]].concat();
    let home = home();
    write(&home.path().join("copy/node"), &published_own(&own));
    write(&home.path().join("copy/record/voices"), &with_keys(publish(&whole()), &[log_key()]));
    let (code, said) = verify(home.path(), &["copy", "--forget"]);
    assert!(code == 2 && !said.contains("WRONG:"), "{code} {said}");
    assert!(
        said.contains("This copy is not whole. The node's own record (entry 2 of forum.example/node)"),
        "{said}"
    );
    write(&home.path().join("copy/record/secret"), &files);
    assert_said("whole", verify(home.path(), &["copy", "--forget"]), 0, "3 records: 3 good");
}

#[test]
fn the_key_of_one_process_accuses_no_other() {
    let (_, files) = other_record("other");
    let (home, node) = (home(), node_of(&whole(), &told_honestly()));
    node.show("/p/other", &files);
    let list = br#"{"processes":[{"id":"voices"},{"id":"other"}]}"#.to_vec();
    node.show("/api", &BTreeMap::from([("processes".to_owned(), list)]));
    let key = vkey();
    let (code, said) = verify(home.path(), &[&node.address, "--forget", "--key", &key]);
    assert!(code == 2 && !said.contains("WRONG:"), "{code} {said}");
    let sentence = "The keys that you gave are those of forum.example/p/voices, and not of this record";
    assert!(said.contains(sentence) && said.contains("2 records: 1 good, 0 WRONG, 1 undecided"), "{said}");
    // In the place of the one whose key was given, another is none.
    node.show("/p/voices", &files);
    let said = verify(home.path(), &[&format!("{}/p/voices", node.address), "--forget", "--key", &key]);
    assert_said("another", said, 1, "WRONG: another record is shown here than the one that was asked for.");
}

#[test]
fn a_node_that_hides_all_its_processes_or_shows_one_in_the_place_of_another() {
    let nothing = |node: &Served| {
        node.show("/api", &BTreeMap::from([("processes".to_owned(), br#"{"processes":[]}"#.to_vec())]));
    };
    let said = look_at(&whole(), &told_honestly(), nothing);
    assert_counted_once(&said.1);
    assert_said("all unlisted", said, 1, "and the node leaves it out of the list of its processes.");
    let said = look_at(&whole(), &told_honestly(), |node| {
        nothing(node);
        node.show("/p", &BTreeMap::new());
    });
    let hidden = "names this record, which you have checked there before, and the node does not show it.";
    assert_said("all hidden", said, 1, hidden);
    let said = look_at(&whole(), &told_honestly(), |node| {
        let list = br#"{"processes":[{"id":"voices"},{"id":"other"}]}"#.to_vec();
        node.show("/api", &BTreeMap::from([("processes".to_owned(), list)]));
        node.show("/p/other", &with_keys(publish(&whole()), &[log_key()]));
    });
    assert_said(
        "a stand-in",
        said,
        2,
        "In the place of the process other the record of forum.example/p/voices is shown",
    );
}

#[test]
fn one_process_is_held_to_the_own_record_of_its_node() {
    let mut forked = whole();
    forked.set(9, "value", Value::text("agree"));
    let (home, node) = (home(), node_of(&forked, &told_honestly()));
    told_before(home.path(), &node);
    let url = format!("{}/p/voices", node.address);
    assert_said("forked", verify(home.path(), &[&url]), 1, "The node contradicts itself: its own record");
    let (home, node) = (self::home(), node_of(&whole(), &told_honestly()));
    told_before(home.path(), &node);
    let url = format!("{}/p/voices", node.address);
    assert_said("honest", verify(home.path(), &[&url]), 0, "the heads in the node's own record");
    let key = vkey();
    let alone = verify(home.path(), &[&url, "--forget", "--key", &key]);
    assert_said("not used", alone, 0, "it was not held against this one");
}

#[test]
fn a_peer_that_does_not_answer_leaves_the_question_open() {
    let (home, node, peer) = (home(), Served::new(), Served::new());
    let (url, key) = (format!("{}/p/voices", node.address), vkey());
    node.show("/p/voices", &with_keys(publish(&whole()), &[log_key()]));
    let ask = |peer: &str| verify(home.path(), &[&url, "--forget", "--key", &key, "--peer", peer]);
    assert_said(
        "no answer",
        ask("http://127.0.0.1:1"),
        2,
        "Of 2 places that were asked what they hold, 2 gave no answer",
    );
    assert_said("none held", ask(&peer.address), 0, "2 were asked, and none holds a head of it");
}

#[test]
fn what_a_network_answers_in_a_records_place_proves_nothing_against_it() {
    let (home, node) = (home(), Served::new());
    let url = format!("{}/p/voices", node.address);
    let honest = with_keys(publish(&whole()), &[log_key()]);
    let look = |change: &dyn Fn(&str, &[u8]) -> Vec<u8>| {
        let files = honest.iter().map(|(path, bytes)| (path.clone(), change(path, bytes))).collect();
        node.show("/p/voices", &files);
        told_before(home.path(), &node);
        verify(home.path(), &[&url])
    };
    assert_said("honest", look(&|_, bytes| bytes.to_vec()), 0, "Good");
    let page = b"<html><body>Please sign in to the hotel network</body></html>";
    for part in ["", "checkpoint", "tile/entries", "tile/0", "addenda/"] {
        let of_part = |path: &str| path.starts_with(part) && path != "addenda.v1";
        let (code, said) = look(&|path, bytes| if of_part(path) { page.to_vec() } else { bytes.to_vec() });
        assert!(code == 2 && !said.contains("WRONG"), "a page for {part}: {code} {said}");
        let (code, said) = look(&|path, bytes| if of_part(path) { Vec::new() } else { bytes.to_vec() });
        assert!(code == 2 && !said.contains("WRONG"), "nothing for {part}: {code} {said}");
    }
    let half = look(&|path, bytes| {
        let cut = path.starts_with("tile/entries") || path.starts_with("addenda/");
        if cut { bytes[..bytes.len() / 2].to_vec() } else { bytes.to_vec() }
    });
    let sentence = "WRONG: what is served here is not what was signed.";
    assert_said("half of it", half, 1, sentence);
    let broken =
        look(&|path, bytes| if path == "checkpoint" { bytes[..40].to_vec() } else { bytes.to_vec() });
    assert_said("half a head", broken, 2, "The record's signed head cannot be read");
}

#[test]
fn what_the_accused_wrote_draws_no_line_of_the_report() {
    let forged = "Act of X 12\u{1b}[2J\u{1b}[H\n  Good: nothing wrong was found. 10 of the 10 steps were checked.\u{1b}[8m";
    let mut story = whole();
    let reason = maru_forum::WithdrawalReason::CourtOrder;
    let act = maru_forum::Redacted { entry: LABELS.0, reason, ground: forged.to_owned() };
    story.force(Author::Operator, act);
    story.loses_words_of(LABELS.0);
    story.force(HERON, voted(StatementId(EntryNumber(999)), Vote::Agree));
    let home = home();
    write(&home.path().join("record"), &publish(&story));
    let key = vkey();
    let (code, said) = verify(home.path(), &["record", "--key", &key]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("[U+001B][2J") && !said.contains('\u{1b}'), "{said}");
    assert!(!said.lines().any(|line| line.trim_start().starts_with("Good:")), "{said}");
    assert!(said.trim_end().lines().last().is_some_and(|line| line.contains("WRONG:")), "{said}");
    let (_, json) = verify(home.path(), &["record", "--key", &key, "--json"]);
    assert!(!json.contains('\u{1b}') && json.contains("unseen-characters"), "{json}");
    std::fs::write(home.path().join("record/vkey"), forged).unwrap();
    let (code, said) = verify(home.path(), &["record", "--forget"]);
    assert!(
        code == 2
            && !said.contains('\u{1b}')
            && said.lines().all(|line| !line.trim_start().starts_with("Good:")),
        "{said}"
    );
}

#[test]
fn a_record_that_was_seen_and_is_gone_is_missed() {
    let (home, node) = (home(), node_of(&whole(), &told_honestly()));
    told_before(home.path(), &node);
    let url = format!("{}/p/voices", node.address);
    assert_said("at first", verify(home.path(), &[&node.address]), 0, "Good");
    node.show("/node", &BTreeMap::new());
    let sentence =
        "The node no longer shows the record of forum.example/node, which you have checked there before.";
    assert_said("its own record", verify(home.path(), &[&node.address]), 1, sentence);
    node.show("/p/voices", &BTreeMap::new());
    let gone =
        "The node answers, and does not show this record any more, which you have checked there before.";
    assert_said("the record", verify(home.path(), &[&url]), 1, gone);
    // Where nobody answers for the node, its absence is not the node's word.
    node.show("/api", &BTreeMap::new());
    let (code, said) = verify(home.path(), &[&url]);
    assert_eq!(code, 2, "{said}");
}

#[test]
fn keys_other_than_the_own_record_names() {
    let other = SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[99; 32]).unwrap();
    let names = |keys: Vec<&SignerKey>| {
        let keys = keys.into_iter().map(|key| key.verifier().clone()).collect();
        let anchor = Anchor::Record { origin: ORIGIN.into(), keys };
        let mut own = told_honestly();
        own[1] = anchor.entry(TOLD);
        own
    };
    let contradicts = "The node contradicts itself about the keys of this record: its own record names them in entry 1 of forum.example/node, ";
    let said = look_at(&whole(), &names(vec![&other]), |_| {});
    assert_said(
        "another",
        said,
        1,
        &format!("{contradicts}and it is shown under a key that is not among them."),
    );
    let said = look_at(&whole(), &names(vec![&log_key(), &other]), |_| {});
    assert_said("one less", said, 1, &format!("{contradicts}and not all of them are shown."));
    let said = look_at(&whole(), &names(vec![&log_key()]), |_| {});
    assert_said("the same", said, 0, "Good");
}

#[test]
fn the_own_record_bounds_when_entries_were_made() {
    // A vote after the last head, in the process or slipped in behind it: the anchor is this many seconds later than it says.
    let slipped_in = |later: i64| {
        let mut story = whole();
        let mut own = told_honestly();
        own[3] = heads(&whole()).entry(story.now + 1 + later);
        story.force(HERON, voted(LABELS, Vote::Agree));
        look_at(&story, &own, |_| {})
    };
    assert_said("at once", slipped_in(60), 0, "Good");
    assert_said("four minutes", slipped_in(240), 0, "Good");
    let late = "Entry 16 was dated back, or was held up: it says that it is 10 minutes older than entry 3 of forum.example/node";
    assert_said("ten minutes", slipped_in(600), 2, late);
    let back = "Entry 16 was dated back: it says that it is 2 days older than entry 3 of forum.example/node, in which the node told how far \
                this record had grown, and it was not there then.";
    assert_said("two days", slipped_in(2 * 86_400), 1, back);
    // Whoever does not take the node's own record into account cannot know.
    let mut story = whole();
    story.force(HERON, voted(LABELS, Vote::Agree));
    let (home, node) = (home(), node_of(&story, &told_honestly()));
    let alone = verify(home.path(), &[&format!("{}/p/voices", node.address), "--key", &vkey()]);
    assert_said("alone", alone, 0, "Good");
}

#[test]
fn a_node_that_stops_telling_is_noted() {
    let stopped = look_at(&whole(), &told_honestly()[..3], |_| {});
    let sentence = "told last in its entry 2 how far this record had grown; entries from 10 on, over 30 days, are bound by nothing.";
    assert_said("stopped", stopped, 0, sentence);
    let never = look_at(&whole(), &told_honestly()[..2], |_| {});
    assert_said("never begun", never, 0, "names this record and never told how far it had grown");
    let unnamed = look_at(&whole(), &told_honestly()[..1], |_| {});
    assert_said(
        "not named",
        unnamed,
        0,
        "The node's own record, forum.example/node, does not name this record",
    );
    let (home, node) = (home(), node_of(&whole(), &told_honestly()));
    node.show("/node", &BTreeMap::new());
    let without = verify(home.path(), &[&node.address, "--key", &vkey()]);
    assert_said("no own record", without, 0, "Note: The node shows no record of its own");
    // A gap, though there is a head behind it: what came within it was bound when it was over.
    let gap = look_at(&whole(), &told_honestly(), |_| {});
    assert_said("a gap", gap, 0, "(from 10 on) only up to 30 days after they say that they were made");
    let (_, honest) = look_at(&whole(), &told_each_minute(), |_| {});
    assert!(!honest.contains("Note:"), "{honest}");
}
