//! The pages in a real browser: Playwright and axe on the system's Chromium, against the built binary.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::debian;
use crate::suite::{Outcome, built_program, caught};
use crate::tally::Tally;
use crate::workspace;

/// Debian packages that the browser tests need: a browser, and letters for the languages that are shown.
const PACKAGES: &[&str] = &["chromium", "chromium-driver", "fontconfig", "fonts-noto-core", "fonts-noto-cjk"];

/// Node and its package manager, asked of Debian only where the machine has none of its own.
const NODE_PACKAGES: &[&str] = &["nodejs", "npm"];

/// Where Debian puts the browser; another one can be named in `MARU_CHROMIUM`.
const CHROMIUM: &str = "/usr/bin/chromium";

/// How many failures are described in full; after so many, the cause is one for all.
const DESCRIBED_FAILURES: usize = 12;

/// Runs all browser tests and reads Playwright's report.
pub(crate) fn run() -> Result<Outcome> {
    install_what_is_missing()?;
    let binary = built_program()?;
    let report = workspace::scratch("browser")?.join("report.json");
    let _ = std::fs::remove_file(&report);
    let mut command = playwright(&binary)?;
    // Pictures for people to look at are made by `cargo xtask screenshots`, not by the gate.
    command
        .args(["--reporter=json", "--project=without-script", "--project=pages"])
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    let (status, log) = caught(&mut command)?;
    let Ok(text) = std::fs::read_to_string(&report) else {
        return Ok(Outcome { tally: Tally::of_one(false), log, notes: Vec::new() });
    };
    let report: Value = serde_json::from_str(&text).context("reading Playwright's report")?;
    let mut tally = read_counts(&report);
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    let log = if tally.failed > 0 { describe_failures(&report) } else { String::new() };
    Ok(Outcome { tally, log, notes: describe_skips(&report) })
}

/// Runs Playwright with these arguments and its output on the terminal.
pub(crate) fn run_alone(options: &[&str]) -> Result<bool> {
    install_what_is_missing()?;
    let binary = built_program()?;
    let status = playwright(&binary)?.args(options).status().context("starting Playwright")?;
    Ok(status.success())
}

fn playwright(binary: &Path) -> Result<Command> {
    let mut command = Command::new("npx");
    command
        .current_dir(workspace::root().join("e2e"))
        .args(["--no-install", "playwright", "test"])
        .env("MARU_BIN", binary)
        .env("MARU_E2E_DATA", workspace::scratch("browser")?)
        .env("MARU_CHROMIUM", chromium());
    if let Some(data) = workspace::shared_data() {
        command.env("MARU_SHARED_DATA", data);
    }
    Ok(command)
}

fn chromium() -> PathBuf {
    std::env::var_os("MARU_CHROMIUM").map_or_else(|| PathBuf::from(CHROMIUM), PathBuf::from)
}

/// Installs browser, fonts and npm packages where they are missing and we may; else says what to type.
pub(crate) fn install_what_is_missing() -> Result<()> {
    let mut missing: Vec<&str> = Vec::new();
    if !chromium().exists() || !has_korean_letters() {
        missing.extend(PACKAGES);
    }
    if !workspace::has_program("npm") {
        missing.extend(NODE_PACKAGES);
    }
    if !missing.is_empty() {
        debian::install(&missing, "the browser tests")?;
    }
    install_npm_packages()
}

/// `npm ci`, unless what it installed last is still what the lock file asks for.
fn install_npm_packages() -> Result<()> {
    let folder = workspace::root().join("e2e");
    let lock =
        std::fs::read_to_string(folder.join("package-lock.json")).context("reading e2e/package-lock.json")?;
    let mark = folder.join("node_modules").join(".maru-installed");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    // The browser is Debian's; Playwright must not look for one of its own.
    let mut command = Command::new("npm");
    let (status, log) =
        caught(command.current_dir(&folder).arg("ci").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    if !status.success() {
        bail!("npm ci in e2e failed:\n{log}");
    }
    std::fs::write(&mark, lock).with_context(|| format!("writing {}", mark.display()))
}

fn has_korean_letters() -> bool {
    workspace::output_of(Command::new("fc-list").arg(":lang=ko")).is_ok_and(|fonts| !fonts.trim().is_empty())
}

fn read_counts(report: &Value) -> Tally {
    let count = |name: &str| report["stats"][name].as_u64().unwrap_or(0) as usize;
    // A flaky test is a failed one that has not been understood yet.
    Tally {
        passed: count("expected"),
        failed: count("unexpected") + count("flaky"),
        skipped: count("skipped"),
    }
}

/// Every test that did not pass, with its place and the first error.
fn describe_failures(report: &Value) -> String {
    let mut lines: Vec<String> = Vec::new();
    for error in report["errors"].as_array().into_iter().flatten() {
        lines.push(plain(error["message"].as_str().unwrap_or_default()));
    }
    let mut failures = Vec::new();
    visit_tests(report, &mut |title, test| {
        if test["status"] == "unexpected" || test["status"] == "flaky" {
            let errors = test["results"]
                .as_array()
                .into_iter()
                .flatten()
                .flat_map(|result| result["errors"].as_array().into_iter().flatten());
            let first = errors
                .map(|error| plain(error["message"].as_str().unwrap_or_default()))
                .next()
                .unwrap_or_default();
            failures.push(format!("{title} [{}]\n{first}", test["projectName"].as_str().unwrap_or_default()));
        }
    });
    let more = failures.len().saturating_sub(DESCRIBED_FAILURES);
    lines.extend(failures.into_iter().take(DESCRIBED_FAILURES));
    if more > 0 {
        lines.push(format!("… and {more} more; `cargo xtask browser` shows all"));
    }
    lines.join("\n\n")
}

fn describe_skips(report: &Value) -> Vec<String> {
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    visit_tests(report, &mut |title, test| {
        if test["status"] == "skipped" {
            let reason = test["annotations"]
                .as_array()
                .into_iter()
                .flatten()
                .find_map(|note| note["description"].as_str());
            *reasons.entry(reason.unwrap_or(title).to_owned()).or_default() += 1;
        }
    });
    reasons.into_iter().map(|(reason, count)| format!("SKIPPED {count} browser tests: {reason}")).collect()
}

/// Calls `see` with every test of the report and the titles that lead to it.
fn visit_tests(report: &Value, see: &mut dyn FnMut(&str, &Value)) {
    let mut waiting: Vec<(&Value, String)> =
        children(report, "suites").map(|suite| (suite, String::new())).collect();
    while let Some((suite, before)) = waiting.pop() {
        let title = format!("{before}{} › ", suite["title"].as_str().unwrap_or_default());
        for spec in children(suite, "specs") {
            let full = format!("{title}{}", spec["title"].as_str().unwrap_or_default());
            children(spec, "tests").for_each(|test| see(&full, test));
        }
        waiting.extend(children(suite, "suites").map(|inner| (inner, title.clone())));
    }
}

fn children<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

/// The text without the colours that Playwright writes for terminals.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c == '\u{1b}' {
            characters.by_ref().take_while(|c| *c != 'm').for_each(drop);
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn playwrights_report_is_counted_and_described() {
        let report = serde_json::json!({
            "stats": {"expected": 3, "unexpected": 1, "flaky": 1, "skipped": 1},
            "suites": [{"title": "walk.spec.ts", "specs": [], "suites": [{"title": "Korean", "specs": [
                {"title": "votes", "tests": [{"status": "unexpected", "projectName": "no-script",
                    "results": [{"errors": [{"message": "\u{1b}[31mno button\u{1b}[39m"}]}]}]},
                {"title": "maps", "tests": [{"status": "skipped", "annotations": [{"type": "skip", "description": "no data"}]}]}]}]}]
        });
        assert_eq!(read_counts(&report), Tally { passed: 3, failed: 2, skipped: 1 });
        assert_eq!(describe_failures(&report), "walk.spec.ts › Korean › votes [no-script]\nno button");
        assert_eq!(describe_skips(&report), ["SKIPPED 1 browser tests: no data"]);
    }
}
