//! The walls between the crates: which arrow may be drawn, and who may touch SQL or HTTP.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace;

/// Every arrow that may be drawn between our own crates. What is not here is forbidden; a new arrow is a decision, dated, in docs/decisions.
const ALLOWED: &[(&str, &[&str])] = &[
    ("maru-record", &[]),
    ("maru-text", &[]),
    ("maru-print", &["maru-text"]),
    ("maru-exchange", &["maru-record", "maru-text", "maru-forum", "maru-verify"]),
    ("maru-norms", &["maru-text"]),
    ("maru-opinion", &[]),
    ("maru-forum", &["maru-record"]),
    ("maru-verify", &["maru-record", "maru-forum", "maru-openness", "maru-opinion", "maru-text"]),
    ("maru-openness", &["maru-record", "maru-forum", "maru-text"]),
    ("maru-search", &["maru-record", "maru-norms", "maru-forum", "maru-text"]),
    (
        "maru-store",
        &[
            "maru-forum",
            "maru-record",
            "maru-opinion",
            "maru-text",
            "maru-norms",
            "maru-verify",
            "maru-search",
        ],
    ),
    (
        "maru-web",
        &[
            "maru-record",
            "maru-text",
            "maru-print",
            "maru-exchange",
            "maru-norms",
            "maru-opinion",
            "maru-forum",
            "maru-verify",
            "maru-search",
            "maru-openness",
            "maru-store",
        ],
    ),
    ("maru", ALL_LIBRARIES),
    ("maru-testkit", ALL_LIBRARIES),
    ("xtask", ALL_LIBRARIES),
];

const ALL_LIBRARIES: &[&str] = &[
    "maru-record",
    "maru-text",
    "maru-print",
    "maru-exchange",
    "maru-norms",
    "maru-opinion",
    "maru-forum",
    "maru-verify",
    "maru-search",
    "maru-openness",
    "maru-store",
    "maru-web",
];

/// The crate that helps tests; nothing that is shipped may need it.
const TESTKIT: &str = "maru-testkit";

/// Outside crates that only some of ours may name: only `store` knows SQL, only `web` knows HTTP pages, and so on.
const RESERVED: &[(&str, &[&str])] = &[
    ("rusqlite", &["maru-store"]),
    ("tokio-postgres", &["maru-store"]),
    ("axum", &["maru-web"]),
    ("axum-extra", &["maru-web"]),
    ("maud", &["maru-web"]),
    ("tower-http", &["maru-web"]),
    ("lettre", &["maru-web", "maru"]),
    ("ureq", &["maru"]),
    ("tokio", &["maru-store", "maru-web", "maru", "maru-testkit"]),
    ("getrandom", &["maru-store", "maru-web", "maru", "maru-testkit"]),
    ("krilla", &["maru-print"]),
    ("mio", &["xtask"]),
];

/// What kind of dependency an arrow is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Linked into what is shipped, or run while building it.
    Shipped,
    /// For tests only.
    Test,
}

/// One dependency as `cargo metadata` lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrow {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) kind: Kind,
}

/// The walls that are broken, in words.
pub(crate) fn findings() -> Result<Vec<String>> {
    let arrows = arrows(&workspace::metadata()?)?;
    Ok(arrows.iter().filter_map(judge).collect())
}

/// The crates that do not stand in a diagram of layers: they may use everything, or are used by tests alone.
const OUTSIDE: [&str; 2] = ["maru", "xtask"];

/// What each of our libraries needs of the others when it is shipped, by their short names.
pub(crate) fn shipped_between_ours() -> Result<BTreeSet<(String, String)>> {
    let short = |name: &str| name.strip_prefix("maru-").map(str::to_owned);
    let arrows = arrows(&workspace::metadata()?)?;
    let shipped =
        arrows.iter().filter(|arrow| arrow.kind == Kind::Shipped && !OUTSIDE.contains(&arrow.from.as_str()));
    Ok(shipped.filter_map(|arrow| Some((short(&arrow.from)?, short(&arrow.to)?))).collect())
}

/// Every dependency of every crate of the workspace.
fn arrows(metadata: &Value) -> Result<Vec<Arrow>> {
    let mut arrows = Vec::new();
    for package in list(metadata, "packages")? {
        let from = text(package, "name")?;
        for dependency in list(package, "dependencies")? {
            let kind = if dependency["kind"] == "dev" { Kind::Test } else { Kind::Shipped };
            arrows.push(Arrow { from: from.to_owned(), to: text(dependency, "name")?.to_owned(), kind });
        }
    }
    Ok(arrows)
}

fn list<'a>(value: &'a Value, field: &str) -> Result<&'a Vec<Value>> {
    value[field].as_array().with_context(|| format!("cargo metadata: no list '{field}'"))
}

fn text<'a>(value: &'a Value, field: &str) -> Result<&'a str> {
    value[field].as_str().with_context(|| format!("cargo metadata: no text '{field}'"))
}

/// What is wrong with this arrow, if something is.
fn judge(arrow: &Arrow) -> Option<String> {
    let Arrow { from, to, kind } = arrow;
    let wrong = |why: String| Some(format!("{from} -> {to}: {why}"));
    if let Some((_, who)) = RESERVED.iter().find(|(name, _)| name == to) {
        let allowed = who.contains(&from.as_str()) || (*kind == Kind::Test && from == TESTKIT);
        return if allowed { None } else { wrong(format!("only {} may use {to}", who.join(", "))) };
    }
    let is_ours = to == "maru" || to.starts_with("maru-") || to == "xtask";
    if !is_ours {
        return None;
    }
    if to == TESTKIT {
        return if *kind == Kind::Test { None } else { wrong("the test kit is for tests only".to_owned()) };
    }
    match ALLOWED.iter().find(|(name, _)| name == from) {
        None => wrong(format!("{from} has no place in the layers; give it one in xtask/src/layers.rs")),
        Some((_, targets)) if targets.contains(&to.as_str()) => None,
        Some((_, [])) => wrong(format!("{from} may depend on none of our crates")),
        Some((_, targets)) => wrong(format!("{from} may depend on {} only", targets.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, kind: Kind, allowed: bool) {
        let arrow = Arrow { from: from.to_owned(), to: to.to_owned(), kind };
        assert_eq!(judge(&arrow).is_none(), allowed, "{arrow:?}");
    }

    #[test]
    fn the_walls_of_the_workspace_stand() {
        let findings = findings().unwrap();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    #[test]
    fn a_forbidden_arrow_is_caught() {
        check("maru-record", "maru-forum", Kind::Shipped, false);
        check("maru-opinion", "maru-record", Kind::Shipped, false);
        check("maru-forum", "maru-store", Kind::Shipped, false);
        check("maru-store", "maru-web", Kind::Shipped, false);
        check("maru-web", "maru", Kind::Shipped, false);
        check("maru-unheard-of", "maru-record", Kind::Shipped, false);
    }

    #[test]
    fn a_drawn_arrow_is_allowed() {
        check("maru-norms", "maru-text", Kind::Shipped, true);
        check("maru-verify", "maru-opinion", Kind::Shipped, true);
        check("maru", "maru-web", Kind::Shipped, true);
        check("maru-record", "sha2", Kind::Shipped, true);
    }

    #[test]
    fn a_forbidden_arrow_is_no_better_in_a_test() {
        check("maru-record", "maru-forum", Kind::Test, false);
    }

    #[test]
    fn the_test_kit_is_for_tests() {
        check("maru-web", TESTKIT, Kind::Test, true);
        check("maru-web", TESTKIT, Kind::Shipped, false);
    }

    #[test]
    fn only_the_store_knows_sql_and_only_the_web_knows_http() {
        check("maru-store", "rusqlite", Kind::Shipped, true);
        check("maru-web", "rusqlite", Kind::Shipped, false);
        check("maru", "axum", Kind::Shipped, false);
        check("maru-forum", "tokio", Kind::Shipped, false);
    }

    #[test]
    fn every_dependency_in_the_metadata_is_seen() {
        let metadata = serde_json::json!({"packages": [{"name": "maru-text", "dependencies": [
            {"name": "maru-store", "kind": null}, {"name": "maru-testkit", "kind": "dev"}, {"name": "maru-web", "kind": "build"}]}]});
        let broken: Vec<String> = arrows(&metadata).unwrap().iter().filter_map(judge).collect();
        assert_eq!(broken.len(), 2, "{broken:?}");
    }
}
