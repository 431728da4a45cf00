//! What the disk has damaged, as the host meets it: the doctor names it, the server refuses or says so, recover puts it right.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

use std::path::{Path, PathBuf};

mod support;

use support::Home;

const CHARTER: &str = include_str!("../src/bench-charter.toml");

/// A node with a record of some published entries.
fn node() -> Home {
    let home = Home::new();
    home.write("charter.toml", CHARTER);
    home.good(&["process", "create", "charter.toml", "--address", "http://127.0.0.1:8080"]);
    for number in 0..6 {
        let text = format!("Statement number {number} of the test");
        home.good(&["process", "state", "bench", &text, "--language", "en"]);
    }
    home
}

fn flip(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).expect("a file");
    bytes[at] ^= 2;
    std::fs::write(path, bytes).expect("a damaged file");
}

/// What the doctor says of the records.
fn doctor(home: &Home) -> Vec<(String, String)> {
    let output = home.command(&["doctor", "--thorough", "--json"]).output().expect("the binary runs");
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let records = findings.iter().filter(|finding| finding["about"] == "records");
    records.map(|finding| (text(finding, "verdict"), text(finding, "said"))).collect()
}

fn check(damage: impl Fn(&Home) -> String) {
    let home = node();
    assert_eq!(doctor(&home)[0].0, "good");
    let named = damage(&home);
    let found = doctor(&home);
    assert!(
        found.iter().any(|(verdict, said)| verdict == "wrong" && said.contains(&named)),
        "{named}: {found:?}"
    );
    let said = home.good(&["recover"]);
    assert!(said.contains("Put right") && said.contains(&named), "{said}");
    assert_eq!(doctor(&home)[0].0, "good");
}

#[test]
fn a_turned_bit_is_named_and_put_right() {
    let bundle = "node/record/bench/tile/entries/000.p/7";
    check(|home| {
        flip(&home.path(bundle), 30);
        "tile/entries/000.p/7".to_owned()
    });
    check(|home| {
        flip(&home.path("node/record/bench/tile/0/000.p/7"), 70);
        "tile/0/000.p/7".to_owned()
    });
}

#[test]
fn a_damaged_database_is_not_served_and_comes_back_from_what_was_published() {
    let home = node();
    let before = home.good(&["process", "show", "bench"]);
    let database: PathBuf = home.path("node/node.db");
    let mut bytes = std::fs::read(&database).expect("a database");
    let pages = bytes.len() / 4_096;
    for page in 2..pages.min(32) {
        bytes[page * 4_096..(page + 1) * 4_096].fill(0xa5);
    }
    std::fs::write(&database, bytes).expect("a damaged database");
    let address = ["serve", "--listen", "127.0.0.1:0", "--address", "http://127.0.0.1:8080"];
    home.bad(&address);
    let said = home.good(&["recover"]);
    assert!(said.contains("node.db.damaged-") && said.contains("came back"), "{said}");
    assert_eq!(home.good(&["process", "show", "bench"]), before);
    assert_eq!(doctor(&home)[0].0, "good");
}
