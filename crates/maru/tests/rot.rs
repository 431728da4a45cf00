//! What the disk has damaged, as the host meets it: the doctor names it, the server refuses or says so, recover puts it right.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

use std::path::Path;

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
