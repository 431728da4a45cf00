//! A participant with a key of their own, from joining to a receipt on paper, against a node that is served.
#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its case must stop")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
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

/// An open process with one statement, and two people who are signed in.
fn prepared(home: &Path) -> [String; 2] {
    std::fs::write(home.join("charter.toml"), include_str!("../src/bench-charter.toml")).unwrap();
    says(home, &["process", "create", "charter.toml"], 0, "");
    says(home, &["process", "state", "bench", "Labels are due.", "--language", "en"], 0, "");
    says(home, &["process", "open", "bench", "--reason", "test"], 0, "");
    let node = Node::open(&home.join("node"), Options::EXISTING).unwrap();
    ["heron@example.org", "crane@example.org"].map(|address| {
        let account = node.account_for(&address.parse().unwrap()).unwrap();
        node.issue_session(account).unwrap().as_str().to_owned()
    })
}

/// The page that tells how to check a node names commands and options that there are.
fn every_line_to_copy_is_a_command(home: &Path, node: &str) {
    let page = String::from_utf8(fetch(&format!("{node}/about/verify"))).unwrap();
    let blocks = page
        .split("<pre class=\"raw\"")
        .skip(1)
        .filter_map(|part| part.split_once('>')?.1.split("</pre>").next());
    let lines: Vec<&str> = blocks.flat_map(str::lines).filter(|line| line.starts_with("maru ")).collect();
    assert!(lines.len() >= 9, "{page}");
    for line in lines {
        let words: Vec<&str> = line.split(' ').skip(1).collect();
        let of_two = ["participant", "receipt"].contains(&words[0]);
        let command = &words[..if of_two { 2 } else { 1 }];
        let help = maru(home, &[command, &["--help"]].concat());
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{line}: {help}");
        }
        assert!(help.contains("Usage: "), "{line}: {help}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story from joining to a receipt")]
fn a_participant_signs_and_keeps_a_receipt_that_a_stranger_can_check() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let [token, browser] = prepared(home);
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
    act(
        &["join", &url, "--pseudonym", "heron"],
        0,
        "You had joined already, with this key: you are participant 3.",
    );
    act(&["vote", &url, "1", "agree"], 0, "Written and signed as entry 4.");
    act(&["vote", &url, "1", "agree"], 0, "Entry 4 says so already; nothing new was written.");
    act(&["vote", &url, "99", "agree"], 1, "the node refused: there is no statement 99");
    act(&["state", &url, "Fines should grow.", "--language", "en"], 0, "Written and signed as entry 5.");
    assert!(home.join("bench-5.tlog-proof").is_file(), "the receipt is kept beside the key");
    // What the node gives as its keys is what is taken, as text and as a file.
    let keys = String::from_utf8(fetch(&format!("{url}/vkey"))).unwrap();
    std::fs::write(home.join("vkey"), &keys).unwrap();
    for given in [keys.as_str(), "vkey"] {
        says(home, &["receipt", "check", "bench-5.tlog-proof", "--key", given], 0, "Good: entry 5");
        says(home, &["verify", &url, "--key", given, "--forget"], 0, "Good");
    }
    says(
        home,
        &["receipt", "check", "bench-5.tlog-proof", "--key", "charter.toml"],
        2,
        "is not a verifier key",
    );

    let bytes = fetch(&format!("{url}/receipt/5.tlog-proof"));
    std::fs::write(home.join("mine.tlog-proof"), &bytes).unwrap();
    std::fs::remove_file(home.join("heads.json")).unwrap_or_default();
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
    says(home, &["receipt", "check", "charter.toml", "--json"], 2, "\"code\": \"not-a-receipt\"");

    let entry = Proof::parse(text.as_bytes()).unwrap().extra.unwrap();
    let printed = Locator::new("localhost/p/bench", 5, &entry).url(&node.address);
    says(home, &["receipt", "check", &printed], 0, "Good: entry 5 is in the record");
    let changed = Locator::new("localhost/p/bench", 5, b"{}\n\0").url(&node.address);
    says(home, &["receipt", "check", &changed], 1, "entry 5 is not the one that was printed");
    says(home, &["receipt", "check", &node.address], 2, "this is not the address of a receipt");

    every_line_to_copy_is_a_command(home, &node.address);

    // Whoever has joined in a browser, or with another key, is told so, and the node is accused of nothing.
    says(home, &["participant", "key", "other.key"], 0, "its public half is");
    let other = |verb: &[&str], token: &str, words: &str| {
        says(home, &[&["participant"], verb, &["--key", "other.key", "--token", token]].concat(), 1, words);
    };
    let join = ["join", &url, "--pseudonym", "crane"];
    other(
        &join,
        &token,
        "nothing was sent: this session joined the process as participant 3 with another key",
    );
    other(&["vote", &url, "1", "pass"], &token, "nothing was signed: this session joined");
    let joined = ureq::post(format!("{}/api/processes/bench/join", node.address))
        .header("authorization", format!("Bearer {browser}"))
        .content_type("application/json")
        .send(r#"{"pseudonym":"crane"}"#);
    assert!(joined.is_ok(), "{joined:?}");
    let without = "joined the process as participant 6 without a key, as one does in a browser";
    other(&join, &browser, &format!("nothing was sent: this session {without}"));
    other(&["vote", &url, "1", "agree"], &browser, &format!("nothing was signed: this session {without}"));

    // A node that has forgotten acts gets no signature that would help it to hide that.
    let stored = std::fs::read_to_string(home.join("me.key")).unwrap().replace("\"acts\": 2", "\"acts\": 9");
    std::fs::write(home.join("me.key"), stored).unwrap();
    act(&["vote", &url, "1", "pass"], 1, "An act of yours is missing");
}

/// What a node that lies does with what it is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Lie {
    Nothing,
    /// Admits people without the key that they bring.
    Keyless,
    /// Takes what is sent, and hangs up.
    HangsUp,
    /// Takes nothing, and says that it is too busy.
    Swallows,
    /// Refuses everything that is sent.
    Refuses,
    /// Takes nothing, and names an older entry as the one.
    NamesOlder,
    /// Shows the receipt of another entry than it was asked for.
    OtherReceipt,
    /// Puts another person's vote in the place of the one that was sent, and shows that.
    OtherEntry,
    /// Says that the person has done nothing yet.
    Forgets,
}

/// A node that lies, in front of one that does not.
struct Liar {
    address: String,
    lie: Arc<Mutex<Lie>>,
    /// What was sent to it, one after another.
    sent: Arc<Mutex<Vec<serde_json::Value>>>,
}

impl Liar {
    fn before(node: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (lie, sent) = (Arc::new(Mutex::new(Lie::Nothing)), Arc::default());
        let liar = Self { address, lie, sent };
        let (lie, sent, node) = (liar.lie.clone(), liar.sent.clone(), node.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let lie = *lie.lock().unwrap();
                pass_on(&stream.unwrap(), &node, lie, &sent);
            }
        });
        liar
    }

    fn lies(&self, lie: Lie) {
        *self.lie.lock().unwrap() = lie;
    }

    /// The signatures that it was given since it was asked last.
    fn signatures(&self) -> Vec<serde_json::Value> {
        self.sent.lock().unwrap().drain(..).filter_map(|body| body.get("signature").cloned()).collect()
    }
}

/// One question to the node behind, and its answer back, as the lie wants it.
fn pass_on(stream: &TcpStream, node: &str, lie: Lie, sent: &Mutex<Vec<serde_json::Value>>) {
    let mut reader = BufReader::new(stream);
    let (mut first, mut length, mut token) = (String::new(), 0, String::new());
    reader.read_line(&mut first).unwrap();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => value.clone_into(&mut token),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let Some((status, text)) = answer(node, lie, sent, (method, path), (&token, &body)) else { return };
    let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", text.len());
    let mut stream = stream;
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&text));
}

/// Status and body; nothing where it hangs up.
fn answer(
    node: &str,
    lie: Lie,
    sent: &Mutex<Vec<serde_json::Value>>,
    (method, path): (&str, &str),
    (token, body): (&str, &[u8]),
) -> Option<(u16, Vec<u8>)> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut path = path.to_owned();
    if method == "POST" {
        let mut said: serde_json::Value = serde_json::from_slice(body).unwrap();
        sent.lock().unwrap().push(said.clone());
        match lie {
            Lie::Swallows => return Some((503, b"busy".to_vec())),
            Lie::Refuses => return Some((403, br#"{"detail":"not today"}"#.to_vec())),
            Lie::NamesOlder => return Some((200, br#"{"entry":1}"#.to_vec())),
            Lie::Keyless => drop(said.as_object_mut().unwrap().remove("key")),
            Lie::Nothing | Lie::HangsUp | Lie::OtherReceipt | Lie::OtherEntry | Lie::Forgets => {}
        }
        let mut answer = agent
            .post(format!("{node}{path}"))
            .header("authorization", token)
            .content_type("application/json")
            .send(said.to_string().as_bytes())
            .unwrap();
        let text = answer.body_mut().read_to_vec().unwrap();
        return (lie != Lie::HangsUp).then(|| (answer.status().as_u16(), text));
    }
    if lie == Lie::OtherReceipt && path.contains("/receipt/") {
        path = format!("{}/receipt/1.tlog-proof", path.rsplit_once("/receipt/").unwrap().0);
    }
    let mut answer = agent.get(format!("{node}{path}")).header("authorization", token).call().unwrap();
    let mut text = answer.body_mut().read_to_vec().unwrap();
    if let (Lie::Forgets, Ok(mut process)) = (lie, serde_json::from_slice::<serde_json::Value>(&text))
        && process["me"].is_object()
    {
        process["me"]["acts"] = 0.into();
        process["me"]["last"] = process["me"]["participant"].clone();
        text = process.to_string().into_bytes();
    }
    if lie == Lie::OtherEntry && path.contains("/receipt/") {
        // The entry says something else, whoever signed it.
        let said = String::from_utf8(text).unwrap();
        text = with_other_extra(&said).into_bytes();
    }
    Some((answer.status().as_u16(), text))
}

/// A receipt whose entry says “pass” in place of “agree”.
fn with_other_extra(receipt: &str) -> String {
    let line = receipt.lines().find_map(|line| line.strip_prefix("extra ")).unwrap_or_default();
    let Ok(bytes) = BASE64.decode(line) else { return receipt.to_owned() };
    let Ok(mut entry) = maru_record::Entry::decode(&bytes) else { return receipt.to_owned() };
    if let maru_record::Value::Object(members) = &mut entry.body
        && members.contains_key("value")
    {
        members.insert("value".to_owned(), maru_record::Value::text("pass"));
    }
    receipt.replace(line, &BASE64.encode(entry.encode().unwrap()))
}

#[test]
fn a_node_that_does_something_else_is_told_so_and_gets_no_second_signature() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let [first, second] = prepared(home);
    let node = Served::start(home);
    let liar = Liar::before(&node.address);
    let url = format!("{}/p/bench", liar.address);
    let act = |lie: Lie, verb: &[&str], code: i32, words: &str| {
        liar.lies(lie);
        let all = [&["participant"], verb, &["--key", "me.key", "--token", &second]].concat();
        says(home, &all, code, words);
        liar.lies(Lie::Nothing);
    };

    says(home, &["participant", "key", "other.key"], 0, "");
    liar.lies(Lie::Keyless);
    let join = ["participant", "join", &url, "--pseudonym", "heron", "--key", "other.key", "--token", &first];
    says(home, &join, 1, "has no key, so that the node itself can act under this name");

    says(home, &["participant", "key", "me.key"], 0, "");
    act(Lie::Nothing, &["join", &url, "--pseudonym", "crane"], 0, "Your key stands in your admission");
    liar.signatures();

    // No answer: the same act again is the same signature, and no other act is signed.
    let [agree, disagree] = ["agree", "disagree"].map(|value| ["vote", &url, "1", value]);
    let state = ["state", &url, "Fines should grow.", "--language", "en"];
    act(Lie::Swallows, &agree, 1, "it is not known whether the node has taken it");
    act(Lie::Nothing, &disagree, 1, "No other act is signed for that place");
    act(Lie::Nothing, &state, 1, "“vote 1 agree” was signed as your act number 1, and no answer came");
    act(Lie::Nothing, &agree, 0, "Written and signed as entry");
    let given = liar.signatures();
    assert!(matches!(&given[..], [one, other] if one == other), "{given:?}");

    // Taken, and the answer lost: found again before anything else is signed.
    act(Lie::HangsUp, &disagree, 1, "it is not known whether the node has taken it");
    act(Lie::Nothing, &disagree, 0, "The node had taken it: it is entry");
    assert_eq!(liar.signatures().len(), 1);
    act(Lie::HangsUp, &agree, 1, "it is not known");
    act(Lie::Nothing, &state, 0, "What was signed before, “vote 1 agree”, stands as entry");
    liar.signatures();

    // An older entry, another receipt, another entry: the node did something else.
    act(
        Lie::NamesOlder,
        &disagree,
        1,
        "the node did something else: it took no act of yours and names entry 1",
    );
    act(Lie::Nothing, &agree, 1, "No other act is signed for that place");
    act(Lie::OtherReceipt, &disagree, 1, "the node did something else: asked for the receipt of entry");
    act(Lie::Nothing, &disagree, 0, "The node had taken it");
    act(Lie::OtherEntry, &agree, 1, "is not what you signed. It says {\"a\":");
    act(Lie::Nothing, &agree, 0, "The node had taken it");
    let given = liar.signatures();
    assert!(matches!(&given[..], [one, again, _] if one == again), "{given:?}");

    act(Lie::Forgets, &disagree, 1, "An act of yours is missing");
    assert_eq!(liar.signatures().len(), 0);

    // Refused, and signed: only whoever says so signs another for the place.
    act(
        Lie::Refuses,
        &disagree,
        1,
        "the node refused: not today. “vote 1 disagree” was signed as your act number 7",
    );
    act(Lie::Nothing, &["vote", &url, "1", "pass"], 1, "the node refused it (not today)");
    act(Lie::Nothing, &["vote", &url, "1", "pass", "--replace"], 0, "Written and signed as entry");
    assert_eq!(liar.signatures().len(), 2);
    // What the node would refuse is not signed at all.
    act(Lie::Nothing, &["vote", &url, "99", "agree"], 1, "the node refused: there is no statement 99");
    act(Lie::Nothing, &["state", &url, &"x".repeat(281), "--language", "en"], 1, "this has 281");
    assert_eq!(liar.signatures().len(), 0);
    says(home, &["verify", &format!("{}/p/bench", node.address)], 0, "Good");
}
