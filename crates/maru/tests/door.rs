//! The operator's door, through the binary: commands act while a server runs, and whoever cannot act hears why.
#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its case must stop")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A user that is nobody's: who asks as it is a stranger.
const STRANGER: u32 = 65_534;

fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_maru"));
    command
        .args(arguments)
        .env("MARU_DATA", home.join("node"))
        .env("MARU_ADDRESS", "http://localhost")
        .env("MARU_HEADS", home.join("heads.json"))
        .current_dir(home);
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn says(home: &Path, arguments: &[&str], code: i32, words: &str) -> String {
    let output = command(home, arguments).output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(code), "maru {arguments:?}: {said}");
    assert!(said.contains(words), "maru {arguments:?}: wanted “{words}” in {said}");
    said
}

/// A folder with a process that is being prepared.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("charter.toml"), include_str!("../src/bench-charter.toml")).unwrap();
    says(home.path(), &["process", "create", "charter.toml"], 0, "Its charter is entry 0");
    home
}

fn socket(home: &Path) -> PathBuf {
    home.join("node/maru.sock")
}

/// A server on the folder; it is killed when the test ends.
struct Served(Child);

impl Served {
    fn start(home: &Path) -> Self {
        let mut child =
            command(home, &["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.contains("http://"), "{first}");
        Self(child)
    }

    fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}

const OPEN: [&str; 5] = ["process", "open", "bench", "--reason", "The days have come"];

fn state(words: &str) -> [&str; 6] {
    ["process", "state", "bench", words, "--language", "en"]
}

fn entries(home: &Path) -> u64 {
    let shown = says(home, &["process", "show", "bench", "--json"], 0, "");
    serde_json::from_str::<serde_json::Value>(&shown).unwrap()["entries"].as_u64().unwrap()
}

#[test]
fn a_secretariat_acts_and_reads_while_the_server_runs() {
    let home = home();
    let home = home.path();
    let _served = Served::start(home);
    let mode = std::fs::metadata(socket(home)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "nobody else may come in");
    says(home, &OPEN, 0, "Recorded as entry 1");
    says(home, &OPEN, 1, "the process is open already");
    says(home, &state("Labels are due."), 0, "Recorded as entry 2");
    let moderate = ["process", "moderate", "bench", "2", "rejected", "--reason"];
    says(home, &[&moderate[..], &[" "]].concat(), 1, "needs a reason");
    says(home, &[&moderate[..], &["off topic", "--rule", "none"]].concat(), 0, "Recorded as entry 3");
    says(home, &["process", "result", "bench"], 0, "The opinion map is entry 4");
    let withdraw =
        ["process", "redact", "bench", "2", "--reason", "personal-data", "--ground", "GDPR Art 17(1)"];
    says(home, &withdraw, 0, "Recorded as entry 5");
    says(home, &["process", "state", "other", "x", "--language", "en"], 1, "there is no process “other”");
    let second = include_str!("../src/bench-charter.toml").replace("\"bench\"", "\"second\"");
    std::fs::write(home.join("second.toml"), second).unwrap();
    says(home, &["process", "create", "second.toml"], 0, "Process “second” exists");
    says(home, &["process", "abandon", "second", "--reason", "Not needed after all"], 0, "entry 1");
    says(home, &["process", "show"], 0, "second");
    says(home, &["record", "key", "--process", "bench"], 0, "localhost/p/bench+");
    says(home, &["export", "polis", "out", "--process", "bench"], 0, "1 statements and 0 votes");
    // Nobody guesses how a node is reached: the name of the record, or the address that is said.
    let url = |out: &str| {
        let summary = std::fs::read_to_string(home.join(out).join("summary.csv")).unwrap();
        summary.lines().find_map(|line| line.strip_prefix("url,").map(str::to_owned)).unwrap()
    };
    let known = url("out");
    assert!(known == "localhost/p/bench" || known.starts_with("http://localhost"), "{known}");
    let said = ["export", "polis", "there", "--process", "bench", "--address", "http://127.0.0.1:8099"];
    says(home, &said, 0, "1 statements and 0 votes");
    assert_eq!(url("there"), "http://127.0.0.1:8099/p/bench");
    says(home, &["verify", "node"], 0, "Good: nothing wrong was found.");
}

#[test]
fn an_import_goes_through_the_door_whole() {
    let home = home();
    let home = home.path();
    let _served = Served::start(home);
    let folder = home.join("polis");
    std::fs::create_dir(&folder).unwrap();
    let rows = "timestamp,datetime,comment-id,voter-id,vote\n1400000000000,x,0,0,1\n1400000001000,x,0,1,-1\n";
    std::fs::write(folder.join("votes.csv"), rows).unwrap();
    let bring =
        ["import", "polis", "polis", "--process", "old", "--reason", "Held elsewhere, to be compared"];
    says(home, &bring, 1, "1 statements have no text (0)");
    let without = [&bring[..], &["--statements-incomplete"]].concat();
    says(home, &without, 1, "no statement has a text");
    // Two statements that lack their words, of which one was rejected, are left out only if that is asked for.
    let more = rows.to_owned() + "1400000002000,x,1,2,1\n1400000003000,x,2,0,1\n";
    std::fs::write(folder.join("votes.csv"), &more).unwrap();
    let comments = "comment-id,moderated,comment-body\n0,1,Tea\n1,-1,\n2,1, \n";
    std::fs::write(folder.join("comments.csv"), comments).unwrap();
    says(home, &bring, 1, "1 statements have no text (2)");
    std::fs::write(folder.join("votes.csv"), more.replace(",x,1,2,", ",x,1,anna@example.org,")).unwrap();
    says(home, &without, 1, "an address of e-mail");
    std::fs::write(folder.join("votes.csv"), &more).unwrap();
    says(home, &without, 0, "holds 2 people, 1 statements and 2 vote");
    says(home, &["process", "show", "old"], 0, "closed");
    says(home, &["verify", "node"], 0, "Good: nothing wrong was found.");
}

#[test]
fn commands_at_once_are_all_recorded_with_a_server_and_without() {
    let home = home();
    let home = home.path();
    let together = |round: &str| {
        let words: Vec<String> = (0..4).map(|number| format!("Sentence {number} of the {round}.")).collect();
        let spawn = |words: &String| {
            command(home, &state(words)).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let running: Vec<Child> = words.iter().map(spawn).collect();
        for child in running {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
        }
    };
    together("first round");
    assert_eq!(entries(home), 5);
    let served = Served::start(home);
    together("second round");
    assert_eq!(entries(home), 9);
    drop(served);
    says(home, &["verify", "node"], 0, "Good: nothing wrong was found.");
}

#[test]
fn a_killed_server_loses_nothing_and_its_socket_is_in_nobodys_way() {
    let home = home();
    let home = home.path();
    let mut served = Served::start(home);
    says(home, &state("Said before the end."), 0, "Recorded as entry 1");
    served.kill();
    assert!(socket(home).exists(), "a killed server leaves its socket behind");
    assert_eq!(
        entries(home),
        2,
        "what was answered is there, for a reader before anybody else has opened the folder"
    );
    says(home, &state("Said without a server."), 0, "Recorded as entry 2");
    assert_eq!(entries(home), 3);
    let _served = Served::start(home);
    says(home, &state("Said to the next server."), 0, "Recorded as entry 3");
    assert_eq!(entries(home), 4);
}

#[test]
fn a_server_that_ends_takes_its_socket_away() {
    let home = home();
    let home = home.path();
    let mut served = Served::start(home);
    assert!(socket(home).exists());
    let told = Command::new("kill").arg(served.0.id().to_string()).status().unwrap();
    assert!(told.success());
    served.0.wait().unwrap();
    assert!(!socket(home).exists());
}

#[test]
fn a_message_without_an_end_is_not_carried_out() {
    let home = home();
    let home = home.path();
    let _served = Served::start(home);
    {
        let mut stream = UnixStream::connect(socket(home)).unwrap();
        stream.write_all(br#"{"version":1,"shape":"x","says":{"act":{"process":"bench","#).unwrap();
    }
    let answer = |line: &str| {
        let mut stream = UnixStream::connect(socket(home)).unwrap();
        stream.write_all(line.as_bytes()).unwrap();
        let mut answer = String::new();
        BufReader::new(stream).read_line(&mut answer).unwrap();
        answer
    };
    assert!(answer("hello\n").contains("what was said at the door is not understood"));
    let other = answer("{\"version\":1,\"shape\":\"of another program\",\"says\":{\"something\":\"new\"}}\n");
    assert!(other.contains("are not the same program"), "{other}");
    assert_eq!(entries(home), 1);
}

#[test]
fn a_server_that_goes_away_before_it_answers_is_not_taken_for_a_refusal() {
    let home = home();
    let home = home.path();
    let listener = UnixListener::bind(socket(home)).unwrap();
    let silent = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        BufReader::new(stream).read_line(&mut String::new()).unwrap();
    });
    says(home, &state("Was it taken?"), 1, "whether it was done is not known");
    silent.join().unwrap();
}

#[test]
fn another_users_folder_is_refused_in_words() {
    let home = home();
    let home = home.path();
    let open = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    // The stranger must be able to start the program, wherever the workspace was built.
    let program = home.join("maru");
    std::fs::copy(env!("CARGO_BIN_EXE_maru"), &program).unwrap();
    open(&program, 0o755);
    open(home, 0o755);
    let as_stranger = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.args(arguments).env("MARU_DATA", home.join("node")).current_dir(home);
        command.uid(STRANGER).gid(STRANGER).output()
    };
    if as_stranger(&["--version"]).is_err() {
        eprintln!("SKIPPED another_users_folder_is_refused_in_words: only root can ask as somebody else");
        return;
    }
    let refused = |arguments: &[&str], words: &str| {
        let output = as_stranger(arguments).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(said(&output).contains(words), "maru {arguments:?}: wanted “{words}” in {}", said(&output));
    };
    let _served = Served::start(home);
    refused(&state("I am a stranger."), "belongs to user");
    refused(&["process", "show"], "belongs to user");
    // Even where the folder stands open, the door knows who comes in.
    open(&home.join("node"), 0o755);
    open(&socket(home), 0o666);
    refused(&state("I am a stranger."), "belongs to user");
    assert_eq!(entries(home), 1);
}
