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

/// Whether a page takes a form at an address: what is written behind the address in its call names a handler for POST.
fn takes_forms(pages: &str, address: &str) -> bool {
    pages.split(&format!("\"{address}\"")).skip(1).any(|behind| {
        let mut depth = 1;
        let call = behind.chars().take_while(|letter| {
            depth += match letter {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            // An address that stands in no call ends with its statement.
            depth > 0 && *letter != ';'
        });
        call.collect::<String>().contains("post(")
    })
}

/// Whether a page has an address with a form: as it stands, or as a room of the desk, whose rooms share one route.
fn has_form(pages: &str, address: &str) -> bool {
    let room = address.strip_prefix(DESK).filter(|room| pages.contains(&format!("=> \"{room}\",")));
    takes_forms(pages, address) || room.is_some() && takes_forms(pages, &format!("{DESK}{{room}}"))
}

/// What the addresses of all rooms of the desk begin with.
const DESK: &str = "/p/{id}/desk/";

#[test]
fn a_page_without_a_form_is_no_door() {
    let pages = "fn name() { Self::Stage => \"stage\", } Router::new().route(\"/p/{id}/a\", get(a)).route(\"/p/{id}/b\", get(b).post(c(d)))\
                 .route(\n\"/p/{id}/c\",\npost(c)).route(\"/p/{id}/desk/{room}\", get(e).post(f)) redirect(\"/p/{id}/a\") \
                 const D: &str = \"/p/{id}/d\"; post(d)";
    let check = |address: &str, expected: bool| assert_eq!(has_form(pages, address), expected, "{address}");
    check("/p/{id}/a", false);
    check("/p/{id}/b", true);
    check("/p/{id}/c", true);
    check("/p/{id}/d", false);
    check("/p/{id}/desk/stage", true);
    check("/p/{id}/desk/stages", false);
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
    assert_eq!(rows.len(), known.len(), "an act stands in the table once");

    let pages = sources(&root().join("crates/web/src"), "api");
    let api = sources(&root().join("crates/web/src/api"), "");
    let described = read("crates/web/tests/api/snapshots/api__description__openapi.snap");
    let maru = env!("CARGO_BIN_EXE_maru");
    let mut commands = BTreeSet::new();
    for row in &rows {
        let [name, page, address, command] = row.as_slice() else { panic!("{row:?}: four cells") };
        if let Some(route) = door(page, name) {
            assert!(has_form(&pages, &route), "{name}: no page takes a form at {route}");
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
