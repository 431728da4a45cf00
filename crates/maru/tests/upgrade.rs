//! Folders of every released format: opened, verified and upgraded, or refused in words that say which version to take. And the
//! restore drill, as the page for hosts has it.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use maru_store::{Step, step_of};
use support::Home;

const FORMATS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats");
const DRILL: &str = include_str!("../../../docs/operate/moving.md");
/// Where SQLite keeps the number that says which format a folder has.
const FORMAT_AT: std::ops::Range<usize> = 60..64;

/// The folders that releases left behind.
fn releases() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(FORMATS).expect("the formats").flatten().map(|entry| entry.path());
    let mut releases: Vec<_> = folders.filter(|path| path.is_dir()).collect();
    releases.sort();
    assert!(!releases.is_empty(), "there is a folder of each released format");
    releases
}

fn copied(release: &Path) -> Home {
    let home = Home::new();
    let done = Command::new("cp").arg("-a").arg(release).arg(home.path("node")).status().expect("cp runs");
    assert!(done.success());
    home
}

/// Every file with its bytes, but those that only say that a program is or was there.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !["maru.lock", "node.db-shm", "node.db-wal"].contains(&name.as_str()) {
            found.insert(path.clone(), std::fs::read(&path).expect("a file"));
        }
    }
    found
}

fn set_format(home: &Home, format: u32) {
    let path = home.path("node/node.db");
    let mut bytes = std::fs::read(&path).expect("a database");
    bytes[FORMAT_AT].copy_from_slice(&format.to_be_bytes());
    std::fs::write(&path, bytes).expect("a database");
}

/// How many entries a folder has by what `maru upgrade` says at its end.
fn entries_in(said: &str) -> u64 {
    let count = said.split_once("2 processes with ").and_then(|(_, rest)| rest.split_once(" entries"));
    count.and_then(|(count, _)| count.parse().ok()).unwrap_or_else(|| panic!("{said}"))
}

#[test]
fn this_version_has_a_folder_and_a_row_of_its_own() {
    let version = env!("CARGO_PKG_VERSION");
    let release = releases().into_iter().find(|path| path.ends_with(version));
    let release = release.unwrap_or_else(|| panic!("crates/maru/tests/formats/make.sh makes {version}"));
    assert_eq!(step_of(&release).expect("a format").1, Step::None);
    let page = include_str!("../../../docs/operate/upgrade.md");
    assert!(page.lines().any(|line| line.starts_with(&format!("| {version}"))), "docs/operate/upgrade.md");
    let changes = include_str!("../../../CHANGELOG.md");
    let (_, part) = changes.split_once(&format!("\n## {version}\n")).expect("a part of the changelog");
    assert!(part.trim_start().starts_with("### What hosts must do"), "what hosts must do comes first");
}

#[test]
fn what_a_release_wrote_opens_verifies_and_goes_on_or_is_refused_in_words() {
    for release in releases() {
        let home = copied(&release);
        let shown = release.display();
        let (_, step) = step_of(&home.path("node")).expect("a format");
        if step == Step::RefuseOlder {
            let before = files(&home.path("node"));
            let said = home.bad(&["process", "show"]);
            assert!(
                said.contains("reads formats from") && said.contains("Nothing was changed"),
                "{shown}: {said}"
            );
            assert_eq!(files(&home.path("node")), before, "{shown}");
            continue;
        }
        let before = files(&home.path("node"));
        let said = home.good(&["upgrade", "--dry-run"]);
        assert!(said.contains("has format"), "{shown}: {said}");
        assert_eq!(files(&home.path("node")), before, "{shown}: a dry run changes nothing");
        home.good(&["upgrade"]);
        let said = home.good(&["upgrade"]);
        assert!(said.contains("Nothing has to be done"), "{shown}: {said}");
        let before = entries_in(&said);
        let said = home.good(&["verify", "node"]);
        assert!(said.contains("Good: nothing wrong was found."), "{shown}: {said}");
        // It goes on: what was there stays a beginning of what comes.
        home.good(&["process", "state", "bench", "It goes on.", "--language", "en"]);
        assert_eq!(entries_in(&home.good(&["upgrade"])), before + 1, "{shown}");
        assert!(home.good(&["verify", "node"]).contains("Good"), "{shown}");
    }
}

#[test]
fn a_folder_of_a_newer_format_is_refused_and_not_touched() {
    for release in releases() {
        let home = copied(&release);
        set_format(&home, 99);
        let before = files(&home.path("node"));
        for arguments in [
            &["process", "show"][..],
            &["upgrade"],
            &["upgrade", "--dry-run"],
            &["serve", "--listen", "127.0.0.1:0", "--address", "http://localhost"],
        ] {
            let said = home.bad(arguments);
            assert!(
                said.contains("newer Maru (format 99") && said.contains("Nothing was changed"),
                "{arguments:?}: {said}"
            );
        }
        assert_eq!(files(&home.path("node")), before);
    }
}

#[test]
fn the_restore_drill_works_as_it_is_written() {
    let home = Home::new();
    home.good(&[
        "init",
        "--address",
        "http://localhost",
        "--operator",
        "Hosts",
        "--contact",
        "hosts@example.org",
    ]);
    home.write("charter.toml", include_str!("../src/bench-charter.toml"));
    home.good(&["process", "create", "charter.toml"]);
    home.good(&["process", "state", "bench", "Labels are due.", "--language", "en"]);
    let drill =
        DRILL.split("```sh drill\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the drill");
    let program = Path::new(env!("CARGO_BIN_EXE_maru")).parent().expect("its folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["-euc", drill])
        .current_dir(home.path(""))
        .env("PATH", path)
        .env("OLD", home.path("node"))
        .env("NEW", home.path("new"))
        .env("MARU_HEADS", home.path("heads.json"))
        .output()
        .expect("bash runs");
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    assert!(said.contains("entries       2") && said.contains("maru.toml"), "{said}");
    // Two that sign would split the record: the copy of a drill must not.
    let said =
        home.bad(&["process", "state", "bench", "From the copy.", "--language", "en", "--data", "new"]);
    assert!(said.contains("maru recover"), "{said}");
}
