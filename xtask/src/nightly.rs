//! `cargo xtask nightly`: what takes too long, or too much of a machine, for every change: two builds of the release compared, the package
//! in a clean Debian, the container, random histories, and every parser of outside bytes fed with broken input.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::suite::caught;
use crate::{debian, fuzz, histories, release, tally, workspace};

/// What the trials of package and container need of Debian, each with a file of it.
const TRIALS: &[(&str, &str)] = &[
    ("debootstrap", "/usr/sbin/debootstrap"),
    ("systemd-container", "/usr/bin/systemd-nspawn"),
    ("util-linux", "/usr/bin/nsenter"),
    ("procps", "/usr/bin/pgrep"),
    ("curl", "/usr/bin/curl"),
    ("buildah", "/usr/bin/buildah"),
];

/// Runs all, or the parts that are named; tells whether everything passed.
pub(crate) fn run(parts: &[&str]) -> Result<bool> {
    const PARTS: [&str; 5] = ["release", "package", "container", "histories", "fuzz"];
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(part)) {
        bail!("there is no part '{unknown}'; there are {}", PARTS.join(", "));
    }
    let mut all = true;
    for part in PARTS.into_iter().filter(|part| parts.is_empty() || parts.contains(part)) {
        let start = Instant::now();
        let done = match part {
            "release" => release::run(true).map(|()| true),
            "package" => trial("packaging/debian/try", || release::package(&binary()?)),
            "container" => trial("packaging/container/try", binary),
            "histories" => histories::run(&[]),
            _ => fuzz::run(&[]),
        };
        let word = match &done {
            Ok(true) => "ok".to_owned(),
            Ok(false) => "FAILED".to_owned(),
            Err(error) => format!("FAILED: {error:#}"),
        };
        println!("{part:<14}{:>7.1} s   {word}", start.elapsed().as_secs_f64());
        all &= matches!(done, Ok(true));
    }
    Ok(all)
}

/// The program as it is shipped.
fn binary() -> Result<PathBuf> {
    let binary = workspace::target().join("release/maru");
    if !binary.is_file() {
        bail!("{} is not there: cargo xtask nightly release", binary.display());
    }
    Ok(binary)
}

/// Runs a script on what is to be tried; it ends in `N passed, N failed`.
fn trial(script: &str, tried: impl FnOnce() -> Result<PathBuf>) -> Result<bool> {
    debian::install_missing(TRIALS, "the trials of package and container")?;
    let (status, log) = caught(Command::new(workspace::root().join(script)).arg(tried()?))?;
    let tally = tally::from_plain(&log)
        .with_context(|| format!("{script} did not get as far as counting:\n{log}"))?;
    println!("{}", log.trim_end());
    Ok(status.success() && tally.failed == 0)
}
