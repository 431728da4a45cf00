//! Holds `docs/doors.md` against the program: every act has a page, an address of the API and a command, or the page says why it lacks one.
#![allow(clippy::expect_used, reason = "a test that cannot read the tree must stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every source under a folder, joined.
fn sources(folder: &Path, except: &str) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() && entry.file_name().is_none_or(|name| name != except) {
            all += &sources(&entry, except);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            all += &std::fs::read_to_string(entry).expect("a source");
        }
    }
    all
}

/// What stands between backticks in a cell, or nothing where it begins with a dash and a reason.
fn door(cell: &str, of: &str) -> Option<String> {
    match cell.strip_prefix("– ") {
        Some(reason) => {
            assert!(reason.chars().count() >= 8, "{of}: no door, and no reason why");
            None
        }
        None => {
            Some(cell.split('`').nth(1).unwrap_or_else(|| panic!("{of}: no door in “{cell}”")).to_owned())
        }
    }
}

#[test]
fn every_act_has_three_doors_or_a_reason() {
    let page = read("docs/doors.md");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").collect())
        .collect();
    let told: BTreeSet<&str> = rows.iter().map(|row| row[0].trim_end_matches('`')).collect();
    let known: BTreeSet<&str> = maru_forum::Command::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(told, known, "the acts of the table, and those of the program");

    let pages = sources(&root().join("crates/web/src"), "api");
    let api = sources(&root().join("crates/web/src/api"), "");
    let described = read("crates/web/tests/api/snapshots/api__description__openapi.snap");
    let maru = env!("CARGO_BIN_EXE_maru");
    let mut commands = BTreeSet::new();
    for row in &rows {
        let [name, page, address, command] = row.as_slice() else { panic!("{row:?}: four cells") };
        if let Some(route) = door(page, name) {
            assert!(pages.contains(&format!("\"{route}\"")), "{name}: no page has the route {route}");
        }
        if let Some(address) = door(address, name) {
            let whole = format!("/api/processes/{{id}}/{address}");
            assert!(api.contains(&format!("\"{whole}\"")), "{name}: the API has no {whole}");
            let operation = described.split_once(&format!("\"{whole}\": {{"));
            let (_, operation) = operation.unwrap_or_else(|| panic!("{name}: {whole} is not described"));
            let end = operation.find("\n    \"/").unwrap_or(operation.len());
            assert!(operation[..end].contains("\"post\": {"), "{name}: {whole} takes no POST");
        }
        commands.extend(door(command, name));
    }
    for command in commands {
        let words =
            command.strip_prefix("maru ").unwrap_or_else(|| panic!("{command}: not a command of maru"));
        let told = Command::new(maru).args(words.split(' ')).arg("--help").output().expect("maru runs");
        assert!(told.status.success(), "there is no `{command}`");
    }
}
