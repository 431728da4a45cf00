//! Kill -9 at random moments, full disks, second programs: nothing that was answered is lost, nothing stands twice.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

mod hammer;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use maru_forum::{Event, Process, ProcessId, decode};
use maru_record::Entry;
use maru_store::{Node, OpenError, Options};

/// How long the victim may take to its first answer.
const PATIENCE: Duration = Duration::from_mins(3);
/// How often the victim is killed.
const KILLS: u32 = 60;

/// Names the victim's folder; the victim is this very test program, told to run one ignored test.
const FOLDER: &str = "MARU_CRASH_FOLDER";
const VICTIM: [&str; 4] = ["victim", "--exact", "--ignored", "--nocapture"];

#[test]
#[ignore = "the victim of the other tests; it votes until it is killed"]
fn victim() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        hammer::run(Path::new(&folder));
    }
}

fn process_id() -> ProcessId {
    "crash".parse().expect("an id")
}

/// Runs the victim until it has answered `answers` times or for `time`, then kills it; gives its lines.
fn run_and_kill(directory: &Path, time: Duration, limit_blocks: Option<u32>) -> Vec<String> {
    let program = std::env::current_exe().expect("the test's own path");
    let mut command = match limit_blocks {
        None => Command::new(&program),
        Some(blocks) => {
            let mut shell = Command::new("sh");
            // The signal of the limit is ignored, so that the program sees a failed write as on a full disk.
            shell
                .arg("-c")
                .arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""))
                .arg(&program);
            shell
        }
    };
    let mut child = command
        .args(VICTIM)
        .env(FOLDER, directory)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the victim starts");
    let output = child.stdout.take().expect("its output");
    let (sender, receiver) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
        }
    });
    // On a busy machine a start takes its time; the moment of the kill counts from the first answer.
    let mut lines = Vec::new();
    while let Ok(line) = receiver.recv_timeout(PATIENCE) {
        let is_answer = answered(std::slice::from_ref(&line)).len() == 1;
        lines.push(line);
        if is_answer {
            break;
        }
    }
    std::thread::sleep(time);
    child.kill().expect("the victim is killed");
    child.wait().expect("the victim ends");
    reader.join().expect("the reader");
    lines.extend(receiver.try_iter());
    // The last line may be cut; an answer that nobody could read was no answer.
    if lines.last().is_some_and(|line| line.split(' ').count() < 4 && !line.starts_with("refused")) {
        lines.pop();
    }
    lines
}

/// An answered vote: entry, participant, statement, value.
fn answered(lines: &[String]) -> Vec<(u64, u64, u64, String)> {
    let parse = |line: &String| {
        let mut words = line.split(' ');
        let number = |word: Option<&str>| word?.parse::<u64>().ok();
        Some((number(words.next())?, number(words.next())?, number(words.next())?, words.next()?.to_owned()))
    };
    lines.iter().filter_map(parse).collect()
}

/// Every answered vote is the entry it was said to be, and the state is the fold of the entries.
fn check(directory: &Path, all: &[(u64, u64, u64, String)]) {
    let node = Node::open(directory, Options::EXISTING).expect("the node opens again");
    let handle = node.process(&process_id()).expect("the process");
    let entries = node.entries(&handle, 0..u64::MAX >> 1).expect("the entries");
    assert_eq!(handle.read().entries as usize, entries.len());
    for (number, participant, statement, value) in all {
        let recorded =
            decode(&Entry::decode(&entries[*number as usize]).expect("an entry")).expect("an event");
        let Event::Voted(voted) = recorded.event else { panic!("entry {number} is no vote") };
        let author = recorded.chain.map(|_| recorded.author);
        assert_eq!(
            (voted.statement.0.0, voted.value.as_str()),
            (*statement, value.as_str()),
            "entry {number}"
        );
        assert_eq!(
            author,
            Some(maru_forum::Author::Participant(maru_forum::ParticipantId(maru_forum::EntryNumber(
                *participant
            ))))
        );
    }
    // The same vote sent again after a restart is answered with the entry that stands; another one never is.
    let distinct: BTreeSet<_> = all.iter().collect();
    let numbers: BTreeSet<u64> = all.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers.len(), distinct.len(), "no entry was given as the answer of two different votes");
    let rebuilt = node.rebuilt(&handle).expect("the entries fold").expect("a process");
    assert_eq!(rebuilt, Process::clone(&handle.read()), "snapshot and fold agree");
}

#[test]
fn nothing_answered_is_lost_when_the_node_is_killed() {
    let directory = tempfile::tempdir().expect("a folder");
    let mut all = Vec::new();
    for round in 0..KILLS {
        // Moments up to 120 milliseconds after the first answer, spread without regularity.
        let lines = run_and_kill(directory.path(), Duration::from_millis(u64::from(round * 37 % 121)), None);
        all.extend(answered(&lines));
        if round % 10 == 9 {
            check(directory.path(), &all);
        }
    }
    check(directory.path(), &all);
    assert!(all.len() > 200, "the victim voted: {} answers in {KILLS} lives", all.len());
}

#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    let directory = tempfile::tempdir().expect("a folder");
    // 512-byte blocks: a limit of 1.5 MB for every file, which the database meets within a second.
    let lines = run_and_kill(directory.path(), Duration::from_secs(3), Some(3_000));
    let refused: Vec<_> = lines.iter().filter(|line| line.starts_with("refused")).collect();
    assert!(!refused.is_empty(), "the limit was met");
    assert!(refused[0].contains("nothing of it was kept"), "{}", refused[0]);
    let all = answered(&lines);
    assert!(!all.is_empty());
    check(directory.path(), &all);
    let later = answered(&run_and_kill(directory.path(), Duration::from_millis(200), None));
    assert!(!later.is_empty(), "with room again, it goes on");
    check(directory.path(), &[all, later].concat());
}

#[test]
fn a_second_program_on_the_same_folder_is_refused() {
    let directory = tempfile::tempdir().expect("a folder");
    let _first = Node::open(directory.path(), Options::CREATE).expect("the first opens");
    let error = Node::open(directory.path(), Options::CREATE).expect_err("the second does not");
    assert!(matches!(error, OpenError::InUse(_)), "{error}");
    assert!(error.to_string().contains("in use by another maru"), "{error}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let error = Node::open(Path::new("/proc/maru-data"), Options::CREATE).expect_err("nobody writes there");
    assert!(error.to_string().contains("/proc/maru-data"), "{error}");
    let error = Node::open(Path::new("/nonexistent/maru"), Options::EXISTING).expect_err("there is no node");
    assert!(matches!(error, OpenError::Absent(_)), "{error}");
}
