//! Every dependency in the version table has its line in docs/dependencies.md, and every line there has its dependency.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::workspace;

/// Dependencies without a reason, reasons without a dependency, and reasons that say nothing.
pub(crate) fn findings() -> Result<Vec<String>> {
    let root = workspace::root();
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).context("reading Cargo.toml")?;
    let reasons =
        std::fs::read_to_string(root.join("docs/dependencies.md")).context("reading docs/dependencies.md")?;
    Ok(compare(&manifest, &reasons))
}

/// Dependencies that a crate names and none of its sources uses. It looks for the name, as `cargo machete` does.
pub(crate) fn unused() -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for package in workspace::metadata()?["packages"].as_array().into_iter().flatten() {
        let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap_or_default());
        let folder = manifest.parent().context("a manifest lies in a folder")?;
        let mut sources = String::new();
        for path in workspace::files_below(folder, "rs")? {
            sources.push_str(&std::fs::read_to_string(&path)?);
        }
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let name = dependency["rename"].as_str().or(dependency["name"].as_str()).unwrap_or_default();
            if !mentions(&sources, &name.replace('-', "_")) && !ONLY_LINKED.contains(&name) {
                findings.push(format!("{}: '{name}' is named and never used", package["name"]));
            }
        }
    }
    Ok(findings)
}

/// Dependencies that work by being linked, or through a derive of another crate.
const ONLY_LINKED: &[&str] = &[];

/// Whether a name stands in a text as a whole word.
fn mentions(text: &str, name: &str) -> bool {
    let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(name).any(|(at, _)| {
        !part_of_word(text[..at].chars().next_back()) && !part_of_word(text[at + name.len()..].chars().next())
    })
}

fn compare(manifest: &str, reasons: &str) -> Vec<String> {
    let needed = version_table(manifest);
    let rows: Vec<Vec<&str>> = reasons.lines().filter_map(row).collect();
    let explained: BTreeSet<&str> = rows.iter().map(|cells| cells[0]).collect();
    let mut findings = Vec::new();
    for name in needed.difference(&explained) {
        findings
            .push(format!("docs/dependencies.md: '{name}' is in Cargo.toml without a line that says why"));
    }
    for name in explained.difference(&needed) {
        findings.push(format!("docs/dependencies.md: '{name}' is no longer in Cargo.toml"));
    }
    for cells in rows.iter().filter(|cells| cells.iter().any(|cell| cell.is_empty())) {
        findings.push(format!("docs/dependencies.md: '{}' lacks its licence or its reason", cells[0]));
    }
    findings
}

/// The names in `[workspace.dependencies]` that are not our own crates.
fn version_table(manifest: &str) -> BTreeSet<&str> {
    let lines = manifest.lines().skip_while(|line| line.trim() != "[workspace.dependencies]").skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('=').map(|(name, _)| name.trim()))
        .filter(|name| !name.starts_with('#') && !name.starts_with("maru-"))
        .collect()
}

/// The three cells of a row of the table, without its head.
fn row(line: &str) -> Option<Vec<&str>> {
    let cells: Vec<&str> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
    (cells.len() == 3 && cells[0] != "crate" && !cells[0].starts_with('-')).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[workspace.dependencies]\nmaru-text = { path = \"x\" }\nserde = \"1\"\nclap = { version = \"4\" }\n[profile.dev]\nx = 1\n";

    fn check(reasons: &str, expected: &[&str]) {
        let found = compare(MANIFEST, reasons);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (finding, word) in found.iter().zip(expected) {
            assert!(finding.contains(word), "{finding}");
        }
    }

    #[test]
    fn every_dependency_is_explained() {
        assert_eq!(findings().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn whole_names_are_looked_for() {
        assert!(mentions("use serde::Serialize;", "serde"));
        assert!(!mentions("use serde_json::Value;", "serde"));
        assert!(!mentions("let my_serde = 1;", "serde"));
    }

    #[test]
    fn missing_stale_and_empty_reasons_are_found() {
        check("| crate | licence | why |\n| --- | --- | --- |\n| clap | MIT | x |\n| serde | MIT | y |", &[]);
        check("| clap | MIT | x |", &["serde"]);
        check("| clap | MIT | x |\n| serde | MIT | |\n| gone | MIT | z |", &["no longer", "lacks"]);
    }
}
