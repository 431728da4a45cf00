//! Every dependency in the version table has its line in docs/dependencies.md, and every line there has its dependency.

use std::collections::BTreeSet;

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
    fn missing_stale_and_empty_reasons_are_found() {
        check("| crate | licence | why |\n| --- | --- | --- |\n| clap | MIT | x |\n| serde | MIT | y |", &[]);
        check("| clap | MIT | x |", &["serde"]);
        check("| clap | MIT | x |\n| serde | MIT | |\n| gone | MIT | z |", &["no longer", "lacks"]);
    }
}
