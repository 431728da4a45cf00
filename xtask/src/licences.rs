//! Licences and known faults of everything that is linked.
//!
//! `cargo deny` does both where it is installed (`deny.toml`). Elsewhere licences are read from `cargo metadata`; known faults are
//! then *not checked*, and the suite says so: their list is on the network, and building the tool takes as long as half the suite.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::suite::{Outcome, caught};
use crate::tally::Tally;
use crate::workspace;

/// Licences under which a dependency may come (SPDX); the same list as in deny.toml.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Licences, and known faults where they can be looked up.
pub(crate) fn checked() -> Outcome {
    if workspace::has_program_with("cargo-deny", "--version") {
        return deny().unwrap_or_else(|error| Outcome::of_findings(&[format!("{error:#}")]));
    }
    let found = findings().unwrap_or_else(|error| vec![format!("{error:#}")]);
    let mut outcome = Outcome::of_findings(&found);
    outcome.tally += Tally { skipped: 1, ..Tally::default() };
    outcome.notes.push(
        "SKIPPED advisories: cargo-deny is not installed, so known faults of dependencies were not checked"
            .to_owned(),
    );
    outcome
}

fn deny() -> Result<Outcome> {
    let mut command = Command::new("cargo-deny");
    let (status, log) =
        caught(command.current_dir(workspace::root()).args(["check", "licenses", "advisories"]))?;
    let mut outcome = Outcome::of_findings(&if status.success() { Vec::new() } else { vec![log.clone()] });
    if log.contains("failed to fetch advisory database") {
        outcome.tally = Tally { skipped: 1, ..Tally::default() };
        outcome.notes.push("SKIPPED advisories: their list could not be fetched".to_owned());
    }
    Ok(outcome)
}

/// Dependencies whose licence is not on the list.
pub(crate) fn findings() -> Result<Vec<String>> {
    let text =
        workspace::output_of(workspace::cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text).context("reading the output of cargo metadata")?;
    let root = workspace::root();
    let mut findings = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_default();
        if !Path::new(manifest).starts_with(&root) && !is_allowed(licence) {
            findings.push(format!("{} {}: its licence is “{licence}”", package["name"], package["version"]));
        }
    }
    Ok(findings)
}

/// Whether an SPDX expression can be met with licences of the list: one of each `OR`, all of each `AND`.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], " ");
    !expression.trim().is_empty()
        && expression.split(" AND ").all(|part| part.split(" OR ").any(|one| ALLOWED.contains(&one.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_or_not() {
        let check =
            |expression: &str, expected: bool| assert_eq!(is_allowed(expression), expected, "{expression}");
        check("MIT OR Apache-2.0", true);
        check("MIT/Apache-2.0", true);
        check("GPL-3.0-only", false);
        check("GPL-3.0-only OR MIT", true);
        check("(MIT OR Apache-2.0) AND Unicode-3.0", true);
        check("MIT AND GPL-2.0-only", false);
        check("", false);
    }
}
