//! A participant with a key of their own, from joining to a receipt on paper, against a node that is served.
#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its case must stop")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use maru_record::{Locator, Proof};
use maru_store::{Node, Options};

fn maru(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_maru"))
        .args(arguments)
        .env("MARU_DATA", home.join("node"))
        .env("MARU_ADDRESS", "http://localhost")
        .env("MARU_HEADS", home.join("heads.json"))
        .current_dir(home)
        .output()
        .unwrap()
}

#[track_caller]
fn says(home: &Path, arguments: &[&str], code: i32, words: &str) {
    let output = maru(home, arguments);
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "maru {arguments:?}: {said}");
    assert!(said.contains(words), "maru {arguments:?}: wanted “{words}” in {said}");
}

/// A node that serves; it is stopped when the test ends.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(home: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_maru"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data", "node"])
            .env("MARU_ADDRESS", "http://localhost")
            .current_dir(home)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.split("http://").nth(1).unwrap().split(' ').next().unwrap();
        Self { address: format!("http://{address}"), child }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks until there is an answer: a receipt exists some moments after the entry.
fn fetch(url: &str) -> Vec<u8> {
    for _ in 0..100 {
        if let Ok(mut answer) = ureq::get(url).call() {
            return answer.body_mut().read_to_vec().unwrap();
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{url} never answered");
}

#[test]
fn a_participant_signs_and_keeps_a_receipt_that_a_stranger_can_check() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    std::fs::write(home.join("charter.toml"), include_str!("../src/bench-charter.toml")).unwrap();
    says(home, &["process", "create", "charter.toml"], 0, "");
    says(home, &["process", "state", "bench", "Labels are due.", "--language", "en"], 0, "");
    says(home, &["process", "open", "bench", "--reason", "test"], 0, "");
    let token = {
        let node = Node::open(&home.join("node"), Options::EXISTING).unwrap();
        let account = node.account_for(&"heron@example.org".parse().unwrap()).unwrap();
        node.issue_session(account).unwrap().as_str().to_owned()
    };
    let node = Served::start(home);
    let url = format!("{}/p/bench", node.address);
    let with_key = |verb: &[&str]| -> Vec<String> {
        let all = [&["participant"], verb, &["--key", "me.key", "--token", &token]].concat();
        all.into_iter().map(str::to_owned).collect()
    };
    let act = |verb: &[&str], code: i32, words: &str| {
        let all = with_key(verb);
        says(home, &all.iter().map(String::as_str).collect::<Vec<_>>(), code, words);
    };

    says(home, &["participant", "key", "me.key"], 0, "its public half is");
    says(home, &["participant", "key", "me.key"], 1, "me.key");
    act(&["vote", &url, "1", "agree"], 1, "this session has not joined the process");
    act(&["join", &url, "--pseudonym", "heron"], 0, "you are participant 3");
    act(&["vote", &url, "1", "agree"], 0, "Written and signed as entry 4.");
    act(&["vote", &url, "1", "agree"], 0, "Entry 4 says so already; nothing new was written.");
    act(&["vote", &url, "99", "agree"], 1, "the node refused: there is no statement 99");
    act(&["state", &url, "Fines should grow.", "--language", "en"], 0, "Written and signed as entry 5.");

    let bytes = fetch(&format!("{url}/receipt/5.tlog-proof"));
    std::fs::write(home.join("mine.tlog-proof"), &bytes).unwrap();
    says(home, &["receipt", "check", "mine.tlog-proof"], 2, "give it with --key");
    says(home, &["verify", &url], 0, "2 acts signed by their authors");
    says(
        home,
        &["receipt", "check", "mine.tlog-proof"],
        0,
        "Good: entry 5 is in the record “localhost/p/bench”",
    );
    let text = String::from_utf8(bytes).unwrap();
    std::fs::write(home.join("moved.tlog-proof"), text.replace("index 5\n", "index 4\n")).unwrap();
    says(home, &["receipt", "check", "moved.tlog-proof"], 1, "WRONG: the receipt does not prove");
    says(home, &["receipt", "check", "charter.toml", "--json"], 1, "\"code\": \"not-a-receipt\"");

    let entry = Proof::parse(text.as_bytes()).unwrap().extra.unwrap();
    let printed = Locator::new("localhost/p/bench", 5, &entry).url(&node.address);
    says(home, &["receipt", "check", &printed], 0, "Good: entry 5 is in the record");
    let changed = Locator::new("localhost/p/bench", 5, b"{}\n\0").url(&node.address);
    says(home, &["receipt", "check", &changed], 1, "entry 5 is not the one that was printed");
    says(home, &["receipt", "check", &node.address], 2, "this is not the address of a receipt");

    // A node that has forgotten acts gets no signature that would help it to hide that.
    let stored = std::fs::read_to_string(home.join("me.key")).unwrap().replace("\"acts\": 2", "\"acts\": 9");
    std::fs::write(home.join("me.key"), stored).unwrap();
    act(&["vote", &url, "1", "pass"], 1, "An act of yours is missing");
}
