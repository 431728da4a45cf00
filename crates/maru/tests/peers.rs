//! Stories of several nodes: real servers on loopback ports that witness and mirror each other.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use maru_record::SignedCheckpoint;
use maru_record::witness::monitoring_path;
use serde_json::Value;

/// How long something that must come is waited for; a loaded machine is slow.
const PATIENCE: Duration = Duration::from_mins(2);

/// A node's folder with the port at which it is served.
struct Node {
    home: tempfile::TempDir,
    port: u16,
}

/// A running server; it is told to stop when it goes.
struct Server {
    child: Child,
    complaints: Arc<Mutex<String>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let stopped = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(stopped.is_ok_and(|status| status.success()), "the server is told to stop");
        let ended = self.child.wait().expect("the server ends");
        assert!(ended.success(), "the server ends in good order");
    }
}

impl Server {
    /// All that the server has complained about so far.
    fn complaints(&self) -> String {
        self.complaints.lock().expect("nobody panicked with it").clone()
    }
}

impl Node {
    /// A node with an open process of which nothing has been said yet.
    fn new() -> Self {
        let node = Self::empty();
        std::fs::write(node.path("charter.toml"), include_str!("../src/bench-charter.toml")).expect("a file");
        node.good(&["process", "create", "charter.toml", "--address", &node.address()]);
        node.good(&["process", "open", "bench", "--reason", "test"]);
        node
    }

    fn empty() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("its number").port();
        Self { home: tempfile::tempdir().expect("a folder"), port }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn address(&self) -> String {
        format!("http://{}", self.host())
    }

    fn origin(&self) -> String {
        format!("{}/p/bench", self.host())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_maru"));
        command
            .args(arguments)
            .env("MARU_DATA", self.path("node"))
            .env("MARU_ADDRESS", self.address())
            .env("MARU_HEADS", self.path("heads.json"))
            .current_dir(self.home.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> (Output, String) {
        let output = self.command(arguments).output().expect("the binary runs");
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output, said)
    }

    fn good(&self, arguments: &[&str]) -> String {
        let (output, said) = self.run(arguments);
        assert!(output.status.success(), "maru {arguments:?}: {said}");
        said
    }

    fn bad(&self, arguments: &[&str]) -> String {
        let (output, said) = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "maru {arguments:?}: {said}");
        said
    }

    fn state(&self, text: &str) {
        self.good(&["process", "state", "bench", text, "--language", "en"]);
    }

    fn serve(&self) -> Server {
        let mut child = self
            .command(&["serve", "--listen", &self.host(), "--address", &self.address()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let complaints = Arc::<Mutex<String>>::default();
        let (kept, stderr) = (complaints.clone(), child.stderr.take().expect("what it complains about"));
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut kept = kept.lock().expect("nobody panicked with it");
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        let mut first = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("what it says"));
        stdout.read_line(&mut first).expect("a line");
        assert!(
            first.contains("Maru listens"),
            "it does not serve: {first}{}",
            complaints.lock().expect("all of it")
        );
        // What else it says goes nowhere; the pipe must stay open all the same.
        std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
        Server { child, complaints }
    }
}

/// The bytes at an address; nothing for any status but 200.
fn get(url: &str) -> Option<Vec<u8>> {
    let mut response = ureq::get(url).call().ok()?;
    let mut bytes = Vec::new();
    response.body_mut().as_reader().read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn head(url: &str) -> Option<SignedCheckpoint> {
    SignedCheckpoint::parse(&get(&format!("{url}/checkpoint"))?).ok()
}

/// The names under a head, without the record's own.
fn signers(head: &SignedCheckpoint) -> Vec<&str> {
    let names = head.note().signatures.iter().map(|line| line.name.as_str());
    names.filter(|name| *name != head.checkpoint().origin).collect()
}

fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "{what}: waited in vain");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Waits until a node's copy of a record is as long as the record and cosigned by the mirror.
fn wait_for_copy(mirror: &Node, of: &Node, size: u64) -> String {
    let copy = format!("{}/mirror/{}", mirror.address(), monitoring_path(&of.origin()));
    let name = format!("{}/m", mirror.host());
    wait("a whole copy", || {
        head(&copy).filter(|head| head.checkpoint().size == size && signers(head).contains(&name.as_str()))
    });
    copy
}

fn wait_for_witness(of: &str, witness: &Node, size: u64) {
    let name = format!("{}/w", witness.host());
    wait("a witnessed head", || {
        head(of).filter(|head| head.checkpoint().size == size && signers(head).contains(&name.as_str()))
    });
}

/// Makes two running nodes peers of each other, by their operators' commands.
fn befriend(one: &Node, other: &Node) {
    let said = one.good(&["peer", "add", &other.address()]);
    assert!(said.contains(&format!("{}/node+", other.host())), "the keys are shown: {said}");
    wait("the other operator hears of it", || {
        let list: Value = serde_json::from_str(&other.good(&["peer", "list", "--json"])).ok()?;
        list["asked"].as_array()?.iter().any(|asked| asked["url"] == one.address()).then_some(())
    });
    let said = other.good(&["peer", "add", &one.address()]);
    assert!(said.contains("is one now on both sides"), "{said}");
}

/// All files under a folder, by their paths.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(next).expect("a folder").map(|file| file.expect("a file").path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").display().to_string();
                found.insert(name, std::fs::read(path).expect("bytes"));
            }
        }
    }
    found
}

#[test]
fn two_nodes_become_peers_and_each_witnesses_and_copies_the_other() {
    let (one, other) = (Node::new(), Node::new());
    one.state("Labels are due.");
    let (first, second) = (one.serve(), other.serve());
    befriend(&one, &other);
    for (node, peer, size) in [(&one, &other, 3), (&other, &one, 2)] {
        wait_for_witness(&format!("{}/p/bench", node.address()), peer, size);
        wait_for_witness(&format!("{}/node", node.address()), peer, 1);
        wait_for_copy(peer, node, size);
    }
    let list: Value = serde_json::from_str(&one.good(&["peer", "list", "--json"])).expect("JSON");
    let record = &list["peers"][0]["holds"][1];
    assert_eq!(
        (&record["origin"], &record["witnessed"]["size"]),
        (&one.origin().into(), &3.into()),
        "{list}"
    );
    assert_eq!(record["mirrored"]["size"], 3, "{list}");
    assert_eq!(list["asked"], Value::Array(Vec::new()));
    drop((first, second));
    assert!(other.good(&["peer", "list"]).contains("nobody answers there"));
    assert!(one.good(&["peer", "remove", &other.address()]).contains("no peer any more"));
    assert!(one.bad(&["peer", "remove", &other.address()]).contains("is no peer of this node"));
}

#[test]
fn a_copy_follows_what_the_record_withdraws() {
    let (one, other) = (Node::new(), Node::new());
    one.state("Jane Doe lives at 5 Elm Street.");
    let (first, second) = (one.serve(), other.serve());
    befriend(&one, &other);
    wait_for_copy(&other, &one, 3);
    let with_it = |folder: &Path| {
        let copies = files(folder);
        copies.values().filter(|bytes| String::from_utf8_lossy(bytes).contains("Elm Street")).count()
    };
    assert_eq!(with_it(&other.path("node/mirror")), 1, "the words are in the copy");
    drop(first);
    one.good(&["process", "redact", "bench", "2", "--reason", "personal-data", "--ground", "GDPR Art 17(1)"]);
    let first = one.serve();
    wait_for_copy(&other, &one, 4);
    assert_eq!(with_it(&other.path("node/mirror")), 0, "the words are gone before the copy is signed");
    drop((first, second));
}

#[test]
fn a_node_from_an_old_backup_is_refused_and_recovers_from_its_peer() {
    let (one, other) = (Node::new(), Node::new());
    one.state("Before the backup.");
    let (first, second) = (one.serve(), other.serve());
    befriend(&one, &other);
    wait_for_copy(&other, &one, 3);
    drop(first);
    one.good(&["backup", "old.db"]);
    one.state("After the backup.");
    let first = one.serve();
    wait_for_copy(&other, &one, 4);
    wait_for_witness(&format!("{}/p/bench", one.address()), &other, 4);
    drop(first);
    let before = files(&one.path("node/record/bench"));

    // A new machine: the keys, the list of peers and an old backup are all there is.
    std::fs::rename(one.path("node"), one.path("lost")).expect("the disk is lost");
    one.good(&["restore", "old.db"]);
    assert!(one.path("node/peers.json").is_file(), "the list of peers was in the backup");
    std::fs::rename(one.path("lost/keys"), one.path("node/keys")).expect("the keys were kept");
    let first = one.serve();
    wait("the refusal", || first.complaints().contains("nothing is signed before").then_some(()));
    drop(first);
    let said = one.bad(&["process", "state", "bench", "A second history begins.", "--language", "en"]);
    assert!(said.contains("nothing is signed before `maru recover`"), "{said}");
    assert!(get(&format!("{}/witness/vkey", other.address())).is_some());

    // Without peers that answer nobody can say what was signed last.
    drop(second);
    let said = one.bad(&["recover"]);
    assert!(said.contains("not asked:") && said.contains("nobody was asked"), "{said}");
    let said = one.bad(&["recover", "--confirm", "yes"]);
    assert!(said.contains("--confirm \"what was signed after 20"), "{said}");
    assert!(one.path("node/restored.json").is_file());
    let second = other.serve();

    let said = one.good(&["recover"]);
    assert!(said.contains("/p/bench: 4 entries; 3 were here, 1 came back, with 1 contents."), "{said}");
    let mut after = files(&one.path("node/record/bench"));
    let without_head = |mut files: BTreeMap<String, Vec<u8>>| {
        files.remove("checkpoint");
        files
    };
    let heads = [before["checkpoint"].clone(), after["checkpoint"].clone()];
    let [was, is] = heads.map(|bytes| SignedCheckpoint::parse(&bytes).expect("a head").checkpoint().clone());
    assert_eq!(was, is);
    after = without_head(after);
    assert_eq!(after, without_head(before), "byte for byte, tiles and contents");
    one.state("It goes on under its name.");
    let first = one.serve();
    assert!(!first.complaints().contains("backup"), "{}", first.complaints());
    wait_for_witness(&format!("{}/p/bench", one.address()), &other, 5);
    drop((first, second));
}

#[test]
fn a_folder_that_was_put_back_by_hand_signs_nothing_before_its_peers_were_asked() {
    let (one, other) = (Node::new(), Node::new());
    one.state("Before the copy.");
    let (first, second) = (one.serve(), other.serve());
    befriend(&one, &other);
    wait_for_copy(&other, &one, 3);
    drop(first);
    let copied = |from: &str, to: &str| {
        let status = Command::new("cp").args(["-a", from, to]).current_dir(one.home.path()).status();
        assert!(status.expect("cp runs").success());
    };
    copied("node", "kept");
    let first = one.serve();
    one.state("After the copy.");
    wait_for_copy(&other, &one, 4);
    wait_for_witness(&format!("{}/p/bench", one.address()), &other, 4);
    drop((first, second));

    // The whole folder comes back, lock.db with it: nothing in it knows that it is old.
    std::fs::remove_dir_all(one.path("node")).expect("the disk is lost");
    copied("kept", "node");
    let before = files(&one.path("node/record/bench"));
    let unchanged = || assert_eq!(files(&one.path("node/record/bench")), before, "nothing was signed");
    for act in [
        &["process", "state", "bench", "A second history begins.", "--language", "en"][..],
        &["process", "close", "bench", "--reason", "test", "--cut-short"],
        &["process", "create", "charter.toml", "--address", &one.address()],
    ] {
        let said = one.bad(act);
        assert!(said.contains("it may be an older copy") && said.contains("not asked: "), "{act:?}: {said}");
        unchanged();
    }
    let first = one.serve();
    wait("the refusal", || first.complaints().contains("it may be an older copy").then_some(()));
    let said = one.bad(&["process", "state", "bench", "A second history begins.", "--language", "en"]);
    assert!(said.contains("it may be an older copy"), "by the server's door: {said}");
    let asked = ureq::post(format!("{}/witness/add-checkpoint", one.address())).send("");
    assert!(matches!(asked, Err(ureq::Error::StatusCode(503))), "{asked:?}");
    drop(first);
    unchanged();
    let said = one.bad(&["recover"]);
    assert!(said.contains("nobody who may know what was signed last has answered"), "{said}");
    unchanged();

    // A peer that answers proves that it is old; without a server as with one.
    let second = other.serve();
    let said = one.bad(&["process", "state", "bench", "A second history begins.", "--language", "en"]);
    assert!(said.contains("holds a head over 4 entries, and this node only 3"), "{said}");
    unchanged();
    let said = one.good(&["recover"]);
    assert!(said.contains("/p/bench: 4 entries; 3 were here, 1 came back"), "{said}");
    one.state("It goes on under its name.");
    let first = one.serve();
    wait_for_witness(&format!("{}/p/bench", one.address()), &other, 5);
    drop((first, second));

    // Who knows that nobody else can tell goes on with a sentence, and need not say it twice.
    std::fs::remove_dir_all(one.path("kept")).expect("the older copy");
    copied("node", "kept");
    std::fs::rename(one.path("node"), one.path("lost")).expect("the disk is lost");
    std::fs::rename(one.path("kept"), one.path("node")).expect("the copy");
    let said = one.bad(&["process", "state", "bench", "Nobody answers.", "--language", "en"]);
    assert!(said.contains("it may be an older copy"), "{said}");
    one.good(&["recover", "--confirm", "what was signed and is not here may be lost"]);
    one.state("It goes on.");
    one.state("And on.");
}

#[test]
fn a_command_copies_a_node_and_refuses_what_is_not_signed_by_the_key_it_knows() {
    let one = Node::new();
    one.state("Labels are due.");
    let reader = Node::empty();
    let server = one.serve();
    let said = reader.bad(&["mirror", &one.address(), "--quota", "0"]);
    assert!(said.contains("more than the 0 bytes that are left for it"), "{said}");
    let said = reader.good(&["mirror", &one.address()]);
    assert!(said.contains("/p/bench: 3 entries, 3 of them new, with 1 contents"), "{said}");
    let copy = reader.path("node/mirror").join(monitoring_path(&one.origin()));
    let report: Value =
        serde_json::from_str(&reader.good(&["verify", &copy.display().to_string(), "--json"])).expect("JSON");
    assert_eq!(report["verdict"], "good", "{report}");
    let said = reader.bad(&["mirror", &one.address(), "--key", "other.example/node+00000000+AAAA"]);
    assert!(said.contains("does not show the key"), "{said}");
    drop(server);
    // Somebody else comes to stand at that address, with keys of their own.
    let before = files(&copy);
    std::fs::remove_dir_all(one.path("node")).expect("the node is gone");
    one.good(&["process", "create", "charter.toml", "--address", &one.address()]);
    let server = one.serve();
    let said = reader.bad(&["mirror", &one.address()]);
    assert!(said.contains("not signed by the record's known key"), "{said}");
    assert_eq!(files(&copy), before, "the copy stays as it was");
    drop(server);
}

#[test]
fn whoever_restores_without_peers_says_in_words_what_may_be_lost() {
    let one = Node::new();
    one.state("Before the backup.");
    one.good(&["process", "show", "bench"]);
    std::fs::write(one.path("passphrase"), "correct horse battery\n").expect("a file");
    let sealed = ["--with-keys", "--passphrase-file", "passphrase"];
    one.good(&[&["backup", "all.backup"][..], &sealed].concat());
    let head = one.path("node/record/bench/checkpoint");
    one.state("After the backup.");
    let signed = std::fs::read(&head).ok();
    std::fs::rename(one.path("node"), one.path("lost")).expect("the disk is lost");

    std::fs::write(one.path("wrong"), "correct horse staple\n").expect("a file");
    let said = one.bad(&["restore", "all.backup", "--with-keys", "--passphrase-file", "wrong"]);
    assert!(said.contains("do not open with this passphrase"), "{said}");
    assert!(!one.path("node").exists(), "all or nothing");
    let said = one.good(&[&["restore", "all.backup"][..], &sealed].concat());
    assert!(said.contains("files of keys came with it"), "{said}");
    for act in [
        ["process", "state", "bench", "Another history.", "--language=en"],
        ["process", "close", "bench", "--reason=test", "--cut-short"],
    ] {
        let said = one.bad(&act);
        assert!(said.contains("nothing is signed before"), "{said}");
    }
    assert!(!head.exists() && !one.path("node/lock.db").exists(), "nothing was signed");
    let said = one.bad(&["recover"]);
    let sentence =
        said.split("--confirm \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a sentence");
    let sentence = sentence.to_owned();
    assert!(sentence.starts_with("what was signed after 20") && sentence.ends_with("may be lost"), "{said}");
    one.good(&["recover", "--confirm", &sentence]);
    one.state("It goes on.");
    assert!(signed.is_none_or(|signed| std::fs::read(&head).expect("a head") != signed));
}

#[test]
fn what_is_absent_is_never_taken_for_new() {
    let lost = |files: &[&str], words: &str| {
        let one = Node::new();
        one.state("Labels are due.");
        drop(one.serve());
        for file in files {
            let path = one.path("node").join(file);
            if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
                .expect("lost");
        }
        let server = one.serve();
        wait(words, || server.complaints().contains(words).then_some(()));
        drop(server);
        let keys = one.path("node/keys/bench.key");
        assert!(files.iter().any(|file| file.starts_with("keys")) != keys.exists(), "no key was made");
    };
    lost(&["keys/bench.key"], "bench.key is missing");
    lost(&["keys"], "record.key is missing");
    lost(&["keys", "lock.db", "record", "node"], "lock.db knows of no head of it");
    lost(&["lock.db"], "lock.db knows of no head of it");
    lost(&["lock.db", "record", "node"], "lock.db knows of no head of it");
}

#[test]
fn an_archive_brings_entries_back_and_nobody_signs_after_them_unasked() {
    let (one, other) = (Node::new(), Node::new());
    one.state("Before the archive.");
    drop(one.serve());
    one.good(&["process", "archive", "bench", "--to", "bench.tar"]);
    one.state("After the archive.");
    std::fs::copy(one.path("bench.tar"), other.path("bench.tar")).expect("it was taken along");
    other.good(&["process", "import-archive", "bench.tar", "--address", &other.address()]);
    let said = other.good(&["backup", "other.backup"]);
    assert!(
        said.contains("1 copies that were brought in from files") && said.contains(&one.origin()),
        "{said}"
    );
    let there = other.serve();

    // All that is left are the keys, and the address of whoever took the archive along: no peer that follows the record.
    std::fs::rename(one.path("node"), one.path("lost")).expect("the disk is lost");
    std::fs::create_dir(one.path("node")).expect("a folder");
    std::fs::rename(one.path("lost/keys"), one.path("node/keys")).expect("the keys were kept");
    for _ in 0..2 {
        let said = one.bad(&["recover", &other.address()]);
        let sentence = "--confirm \"what was signed and is not here may be lost\"";
        assert!(said.contains("a copy of some day") && said.contains(sentence), "{said}");
        let said = one.bad(&["process", "state", "bench", "A second history begins.", "--language", "en"]);
        assert!(said.contains("nothing is signed before `maru recover`"), "{said}");
    }
    let said = one.bad(&["recover"]);
    assert!(
        said.contains("/node: ") && said.contains("--confirm"),
        "the way on is named, in no circle: {said}"
    );
    one.good(&["recover", &other.address(), "--confirm", "what was signed and is not here may be lost"]);
    one.state("It goes on.");
    drop(there);
}
